"""What speaks for each candidate of a name: columns of features, filled from the text and the other names.

After Lieberman, Samet and Sankaranarayanan, "Geotagging with local lexicons" (ICDE 2010) on local context,
and Leidner, "Toponym resolution in text" (2007) on spatial minimality.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from tocsin.model import Span
from tocsin.places.nouns import Candidate, Toponym

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.str_]
Adjectives = Sequence[tuple[Span, str]]
"""Where a demonym stands, and its country's code."""

FEATURES: Final = (
    "log_population", "primary", "city", "district", "admin1", "country", "own", "capital", "holds_namesake",
    "within_named", "adjective", "outlet", "country_support", "admin1_support", "near", "vicinity",
)  # fmt: skip
COLUMN: Final = {feature: number for number, feature in enumerate(FEATURES)}

_OWN_PROMINENCE: Final = 4.5
"""The log10 of the population that an entry of our own counts for: it is listed because news speak of it."""
_NAMESAKE_SHARE: Final = 0.05
_LIKELY: Final = 12
_NEAR_KM: Final = 40.0
_VICINITY_KM: Final = 200.0
_EARTH_KM: Final = 6371.0
_ADJECTIVE_REACH: Final = 30
_ADJECTIVE_WEIGHT: Final = 0.5
_LOOSE: Final = 0.6
_WITHIN: Final = re.compile(
    r",? ?(?:in|of)? ?(?:the )?(?:\w+(?:ern)? )?(?:province of |state of )?"
    r"|, a \w+ in (?:the )?|, in (?:the )?(?:\w+ )?(?:\w+ )?",
    re.IGNORECASE,
)
_LONGEST_BETWEEN: Final = 24


@dataclass(slots=True)
class Name:
    """One name of a text with its candidates as columns: features by `FEATURES`, and their probability."""

    key: str
    candidates: tuple[Candidate, ...]
    country: Labels
    admin1: Labels
    lat: Floats
    lon: Floats
    features: Floats
    probability: Floats

    def mark(self, feature: str, values: Floats | npt.NDArray[np.bool_]) -> None:
        """Raise a feature to `values` where they are higher."""
        column = self.features[:, COLUMN[feature]]
        np.maximum(column, values, out=column)

    def has(self, feature: str) -> npt.NDArray[np.bool_]:
        """Tell for each candidate whether the feature is set."""
        return np.asarray(self.features[:, COLUMN[feature]] > 0)


def name_of(key: str, candidates: tuple[Candidate, ...]) -> Name:
    """Lay candidates out as columns, with the features that do not depend on the text."""
    features = np.zeros((len(candidates), len(FEATURES)))
    for row, c in zip(features, candidates, strict=True):
        listed = c.id is None or c.feature in ("region", "landmark", "neighbourhood")
        row[COLUMN["log_population"]] = _OWN_PROMINENCE if listed else np.log10(c.population + 10)
        row[COLUMN["primary"]] = c.primary
        row[COLUMN["capital"]] = c.capital
        row[COLUMN["own" if listed else c.feature]] = 1.0
    features[:, COLUMN["holds_namesake"]] = _holds_namesake(candidates)
    return Name(
        key, candidates,
        np.array([c.country or "" for c in candidates]),
        np.array([f"{c.country}/{c.admin1}" if c.admin1 else "" for c in candidates]),
        np.array([c.lat for c in candidates]), np.array([c.lon for c in candidates]),
        features, np.zeros(len(candidates)),
    )  # fmt: skip


def _holds_namesake(candidates: Sequence[Candidate]) -> list[bool]:
    """Mark the divisions with a sizeable town of the same name inside: the bare name means the town."""
    towns: dict[tuple[str | None, str | None], int] = {}
    for c in candidates:
        if c.feature == "city":
            towns[c.country, c.admin1] = max(c.population, towns.get((c.country, c.admin1), 0))
    return [
        c.feature in ("admin1", "district")
        and towns.get((c.country, c.admin1), 0) >= c.population * _NAMESAKE_SHARE > 0
        for c in candidates
    ]


def mark_patterns(
    text: str, toponyms: Sequence[Toponym], names: Mapping[Span, Name], adjectives: Adjectives
) -> None:
    """Note "X, Region", "X in the region of Y", "Region's X" and "Afghan city of X"."""
    ordered = sorted(toponyms, key=lambda t: t.span.start)
    for this, after in pairwise(ordered):
        between = text[this.span.end : after.span.start]
        first, second = names.get(this.span), names.get(after.span)
        if first is None or second is None or len(between) > _LONGEST_BETWEEN:
            continue
        if between in (", ", " ("):
            first.mark("within_named", inside(first, after.candidates))
        elif len(between) > 2 and _WITHIN.fullmatch(between):
            first.mark("within_named", inside(first, after.candidates) * _LOOSE)
        elif between in ("'s ", "’s "):
            second.mark("within_named", inside(second, this.candidates))
    for span, code in adjectives:
        following = next((t for t in ordered if t.span.start > span.end), None)
        if following is None or following.span.start - span.end > _ADJECTIVE_REACH:
            continue
        name = names.get(following.span)
        if name is not None and not re.search(r"[.,;]", text[span.end : following.span.start]):
            name.mark("adjective", name.country == code)


def inside(name: Name, regions: Iterable[Candidate]) -> Floats:
    """Return 1 for each candidate that lies in one of the regions (countries and first-order divisions)."""
    found = np.zeros(len(name.candidates))
    for region in regions:
        if region.feature == "country":
            found[(name.country == region.country) & ~name.has("country")] = 1.0
        elif region.feature == "admin1":
            found[(name.admin1 == f"{region.country}/{region.admin1}") & ~name.has("admin1")] = 1.0
    return found


def weigh_others(name: Name, others: Iterable[Name], adjectives: Adjectives) -> None:
    """Fill the features that rest on the other names of the text.

    A reading counts for the others by the root of its probability: what is possible supports too, so that
    three small towns of one county find one another against three famous namesakes. Sums saturate at one.
    """
    by_country: dict[str, float] = defaultdict(float)
    by_admin1: dict[str, float] = defaultdict(float)
    near, vicinity = np.zeros(len(name.lat)), np.zeros(len(name.lat))
    for other in others:
        if other.key == name.key:
            continue
        likely = np.argsort(-other.probability, kind="stable")[:_LIKELY]
        weight = np.sqrt(other.probability[likely])
        _add_best(by_country, other.country[likely], weight)
        _add_best(by_admin1, other.admin1[likely], weight)
        weight = weight * ~other.has("country")[likely]
        km = distance_km(
            name.lat[:, None], name.lon[:, None], other.lat[None, likely], other.lon[None, likely]
        )
        near += (weight * np.exp(-km / _NEAR_KM)).max(axis=1)
        vicinity += (weight * np.exp(-km / _VICINITY_KM)).max(axis=1)
    for _, code in adjectives:
        by_country[code] += _ADJECTIVE_WEIGHT
    supports = (_at(name.country, by_country), _at(name.admin1, by_admin1), near, vicinity)
    for feature, value in zip(
        ("country_support", "admin1_support", "near", "vicinity"), supports, strict=True
    ):
        name.features[:, COLUMN[feature]] = value / (value + 1.0)


def _add_best(total: dict[str, float], labels: Labels, weight: Floats) -> None:
    """Add to each label the weight of the best reading under it."""
    best: dict[str, float] = {}
    for label, value in zip(labels.tolist(), weight.tolist(), strict=True):
        best[label] = max(value, best.get(label, 0.0))
    for label, value in best.items():
        total[label] += value


def _at(labels: Labels, weight: Mapping[str, float]) -> Floats:
    return np.array([weight.get(label, 0.0) if label else 0.0 for label in labels.tolist()])


def distance_km(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Return great-circle distances in kilometres (haversine, mean radius 6,371 km)."""
    a, b, c, d = (np.radians(v) for v in (lat_a, lon_a, lat_b, lon_b))
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1))))
