"""What this room speaks of: a candidate, a toponym, a resolved toponym."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tocsin.model import Place, Span

Feature = Literal["city", "district", "admin1", "country", "neighbourhood", "landmark", "region"]

PRECISION_OF: Final[dict[str, str]] = {
    "city": "city",
    "district": "district",
    "admin1": "province",
    "country": "country",
    "neighbourhood": "neighbourhood",
    "landmark": "exact",
    "region": "region",
}
"""Precision class (model.PLACE_PRECISIONS) of each feature."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of the gazetteer that a name may mean.

    `lat`, `lon` in degrees (WGS 84), `radius_km` a circle that holds most of the place, `population` 0 where
    unknown, `admin1` the name of the first-order division, `country` ISO 3166-1 alpha-2 or None (a region
    over many countries), `id` the GeoNames id or None for entries of our own, `primary` whether the name
    asked for is the entry's main name, `capital` whether it is the seat of a country's government, `own`
    whether it is of our own list of what reports of attacks name.
    """

    name: str
    admin1: str | None
    country: str | None
    lat: float
    lon: float
    population: int
    feature: Feature
    radius_km: float
    precision: str
    admin2: str | None = None
    id: int | None = None
    primary: bool = True
    capital: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Toponym:
    """A mention of a place in a text. `name` is what to look up (the span, or the span less a type word)."""

    span: Span
    name: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention with the place it most likely means.

    `place.alternatives` lists the other readings with their probabilities. A demonym ("the Afghan capital")
    points to its country and is evidence, hardly ever the place of an event.
    """

    span: Span
    name: str
    place: Place
    probability: float
    kind: Literal["toponym", "demonym"]
    id: int | None = None
    """The GeoNames id of the reading taken, where the entry has one and the place is that entry."""
    held: bool = True
    """Whether the place is an entry of the gazetteer; else the name is the text's, the circle another's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One candidate of a mention, its probability, and what each feature adds to its score (log odds)."""

    candidate: Candidate
    probability: float
    grounds: dict[str, float]
