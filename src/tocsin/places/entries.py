"""One entry on its way into the table: which of its names are kept, how wide it is."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tocsin.places import curated, names
from tocsin.places.nouns import Feature

_TYPE_WORD: Final = re.compile(
    r"^(?:(?:The )?(?:State|Province|Region|Governorate|Department|District|County|Republic|Oblast"
    r"|Municipality|City) of |Provincia (?:de |di )?|Departamento de |Municipio (?:de )?"
    r"|Région (?:de |du |d')?|Wilaya de )"
    r"|(?: (?:Province|State|Region|Governorate|Department|District|County|Parish|Oblast|Krai|Kray|Raion"
    r"|Rayon|Municipality|Prefecture|Division|Borough|Republic|Voivodeship|City|Autonomous Region"
    r"|Autonomous Okrug|Census Area|Local Government Area|Canton|Regency|Kabupaten|Agency))+$"
)
_MARKS: Final = str.maketrans({"‘": "", "’": "", "ʻ": "", "ʼ": "", "ʹ": "", "ʺ": "", "ə": "a", "ı": "i"})
OTHER_SCRIPT_FROM: Final = 1_000
"""The people of a town from which its names in other scripts than Latin are kept."""
LANDMARK_KM: Final = 3.0


@dataclass(slots=True)
class Row:
    """One entry. `parent1`, `parent2` are the codes of its divisions as GeoNames writes them ("NG.27").

    `code` is its own where it is a division or a country. A point of None is to be made of the towns inside.
    """

    name: str
    feature: Feature
    country: str
    id: int = 0
    code: str = ""
    parent1: str = ""
    parent2: str = ""
    point: tuple[float, float] | None = None
    population: int = 0
    radius: float = 0.0
    also: list[str] = field(default_factory=list)
    capital: bool = False


def city_radius_km(population: int) -> float:
    """Return the radius of a town: a disc at 4,000 people a square kilometre, 2 to 30 km."""
    return min(30.0, max(2.0, math.sqrt(max(population, 0) / (4000 * math.pi))))


def shown_name(name: str, country: str) -> str:
    """Return the name to show: transliterations into Latin script lose the marks that news leave out."""
    if country.lower() not in curated.words("transliterated"):
        return name
    plain = unicodedata.normalize("NFKD", name.translate(_MARKS))
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()


def kept_names(name: str, others: Iterable[str], population: int) -> list[str]:
    """Return the alternate names worth keeping, none twice by key."""
    keys = {names.normalise(name)}
    kept = []
    for other in others:
        key = names.normalise(other)
        if key in keys or not _worth(other, key, population):
            continue
        keys.add(key)
        kept.append(other)
    return kept


def _worth(name: str, key: str, population: int) -> bool:
    if len(key) < 2 or any(c.isdigit() for c in key) or name[0].islower():
        return False
    if names.is_latin(name):
        return len(key) > 2 and not (name.isupper() and len(name) <= 4)
    return population >= OTHER_SCRIPT_FROM


def division_names(name: str) -> list[str]:
    """Return the shorter names of a division: "Kunar Province" is Kunar too."""
    short = _TYPE_WORD.sub("", name).strip()
    return [short] if short and short != name else []
