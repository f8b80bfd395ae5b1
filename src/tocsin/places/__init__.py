"""Places: a gazetteer and toponym resolution. A point is never without a radius and its alternatives."""

from tocsin.places.curated import country_name
from tocsin.places.gazetteer import Gazetteer
from tocsin.places.home import Home, home_at, home_of
from tocsin.places.nouns import Candidate, Feature, Reading, Resolved, Toponym
from tocsin.places.resolve import readings, resolve, resolve_spans, weighed
from tocsin.places.told import Told, placed, told
from tocsin.places.unheld import read_places

ATTRIBUTION = "Place names: GeoNames (https://www.geonames.org), CC BY 4.0."
"""Must be shown wherever places from the table are."""

__all__ = [
    "ATTRIBUTION",
    "Candidate",
    "Feature",
    "Gazetteer",
    "Home",
    "Reading",
    "Resolved",
    "Told",
    "Toponym",
    "country_name",
    "home_at",
    "home_of",
    "placed",
    "read_places",
    "readings",
    "resolve",
    "resolve_spans",
    "told",
    "weighed",
]
