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

from tocsin.model import EARTH_KM, Span
from tocsin.places.nouns import Candidate, Toponym

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.str_]
Adjectives = Sequence[tuple[Span, str]]
"""Where a demonym stands, and its country's code."""

FEATURES: Final = (
    "log_population", "primary", "city", "district", "admin1", "country", "own", "capital", "holds_namesake",
    "within_named", "adjective", "outlet", "country_support", "admin1_support", "near", "vicinity",
    "admin2_support", "home_near", "home_vicinity", "home_country", "in_namesake",
)  # fmt: skip
COLUMN: Final = {feature: number for number, feature in enumerate(FEATURES)}

_OWN_PROMINENCE: Final = 4.5
"""The log10 of the population that an entry of our own counts for: it is listed because news speak of it."""
_UNPEOPLED: Final = frozenset({"region", "landmark", "neighbourhood"})
_NAMESAKE_SHARE: Final = 0.05
_LIKELY: Final = 12
_MOST_OTHERS: Final = 60
_NEAR_KM: Final = 40.0
_VICINITY_KM: Final = 200.0
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
    admin2: Labels
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
        listed = c.own or c.feature in _UNPEOPLED
        row[COLUMN["log_population"]] = _OWN_PROMINENCE if c.own else np.log10(c.population + 10)
        row[COLUMN["primary"]] = c.primary
        row[COLUMN["capital"]] = c.capital
        row[COLUMN["own" if listed else c.feature]] = 1.0
    features[:, COLUMN["holds_namesake"]] = holds = _holds_namesake(candidates)
    features[_seats(candidates, holds), COLUMN["primary"]] = 1.0
    features[:, COLUMN["in_namesake"]] = _in_namesake(candidates)
    return Name(
        key, candidates,
        np.array([c.country or "" for c in candidates]),
        np.array([f"{c.country}/{c.admin1}" if c.admin1 else "" for c in candidates]),
        np.array([county(c) for c in candidates]),
        np.array([c.lat for c in candidates]), np.array([c.lon for c in candidates]),
        features, np.zeros(len(candidates)),
    )  # fmt: skip


def county(c: Candidate) -> str:
    """Return the label of the second-order division that a candidate is or lies in."""
    within = c.name if c.feature == "district" else c.admin2
    return f"{c.country}/{c.admin1}/{within}" if within else ""


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


def _seats(candidates: Sequence[Candidate], holds: Sequence[bool]) -> list[bool]:
    """Mark the towns of the very name of their division: a spelling of one is of both ("Odessa")."""
    called = {
        (c.country, c.admin1, c.name)
        for c, held in zip(candidates, holds, strict=True)
        if held and c.primary and c.feature == "admin1"
    }
    return [c.feature == "city" and (c.country, c.admin1, c.name) in called for c in candidates]


def _in_namesake(candidates: Sequence[Candidate]) -> list[bool]:
    """Mark the towns in a country of the same name: bare "Singapore", "Kuwait", "Mexico" mean the country."""
    countries = {c.country for c in candidates if c.feature == "country"}
    return [c.feature != "country" and c.country in countries for c in candidates]


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
    """Return 1 for each candidate that lies in one of the regions (countries, divisions of both orders)."""
    found = np.zeros(len(name.candidates))
    for region in regions:
        if region.feature == "country":
            found[(name.country == region.country) & ~name.has("country")] = 1.0
        elif region.feature == "admin1":
            found[(name.admin1 == f"{region.country}/{region.admin1}") & ~name.has("admin1")] = 1.0
        elif region.feature == "district":
            found[(name.admin2 == county(region)) & ~name.has("district")] = 1.0
    return found


class Others:
    """The likely readings of the names of a text, pooled: what each name is weighed against in one round.

    A reading counts for the others by the root of its probability: what is possible supports too, so that
    three small towns of one county find one another against three famous namesakes. A text of very many
    names is represented by its first `_MOST_OTHERS`.
    """

    def __init__(self, names: Sequence[Name], adjectives: Adjectives) -> None:
        """Pool the names as they stand after the last round, and the demonyms."""
        pooled = names[:_MOST_OTHERS]
        likely = [np.argsort(-name.probability, kind="stable")[:_LIKELY] for name in pooled]
        weights = [np.sqrt(name.probability[rows]) for name, rows in zip(pooled, likely, strict=True)]
        self._at = {name.key: number for number, name in enumerate(pooled)}
        self._starts = np.cumsum([0, *(len(rows) for rows in likely[:-1])])
        self._lat = np.concatenate([name.lat[rows] for name, rows in zip(pooled, likely, strict=True)])
        self._lon = np.concatenate([name.lon[rows] for name, rows in zip(pooled, likely, strict=True)])
        points = [~name.has("country")[rows] for name, rows in zip(pooled, likely, strict=True)]
        self._weight = np.concatenate(weights) * np.concatenate(points)
        self._countries = [_best(n.country[r], w) for n, r, w in zip(pooled, likely, weights, strict=True)]
        self._admin1s = [_best(n.admin1[r], w) for n, r, w in zip(pooled, likely, weights, strict=True)]
        self._admin2s = [_best(n.admin2[r], w) for n, r, w in zip(pooled, likely, weights, strict=True)]
        self._by_country = _sum([*self._countries, *({code: _ADJECTIVE_WEIGHT} for _, code in adjectives)])
        self._by_admin1 = _sum(self._admin1s)
        self._by_admin2 = _sum(self._admin2s)

    def weigh(self, name: Name) -> None:
        """Fill the features of `name` that rest on the other names. Sums saturate at one."""
        own = self._at.get(name.key)
        km = distance_km(name.lat[:, None], name.lon[:, None], self._lat[None, :], self._lon[None, :])
        support = {
            "country_support": _at(
                name.country, self._by_country, {} if own is None else self._countries[own]
            ),
            "admin1_support": _at(name.admin1, self._by_admin1, {} if own is None else self._admin1s[own]),
            "admin2_support": _at(name.admin2, self._by_admin2, {} if own is None else self._admin2s[own]),
            "near": self._nearness(km, _NEAR_KM, own),
            "vicinity": self._nearness(km, _VICINITY_KM, own),
        }
        for feature, value in support.items():
            name.features[:, COLUMN[feature]] = value / (value + 1.0)

    def _nearness(self, km: Floats, scale: float, own: int | None) -> Floats:
        """Return for each candidate how near the best readings of the other names lie, summed."""
        best = np.maximum.reduceat(self._weight * np.exp(-km / scale), self._starts, axis=1)
        if own is not None:
            best[:, own] = 0.0
        return np.asarray(best.sum(axis=1))


def _best(labels: Labels, weight: Floats) -> dict[str, float]:
    """Return for each label the weight of the best reading under it."""
    best: dict[str, float] = {}
    for label, value in zip(labels.tolist(), weight.tolist(), strict=True):
        best[label] = max(value, best.get(label, 0.0))
    return best


def _sum(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for part in parts:
        for label, value in part.items():
            total[label] += value
    return total


def _at(labels: Labels, total: Mapping[str, float], own: Mapping[str, float]) -> Floats:
    """Return for each label the total less one's own part; nothing for no label."""
    return np.array(
        [max(0.0, total.get(label, 0.0) - own.get(label, 0.0)) if label else 0.0 for label in labels.tolist()]
    )


def distance_km(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Return great-circle distances in kilometres (haversine, mean radius 6,371 km)."""
    a, b, c, d = (np.radians(v) for v in (lat_a, lon_a, lat_b, lon_b))
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1))))
