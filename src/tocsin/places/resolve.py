"""Toponym resolution: which of its candidates a mention means.

A conditional logit over candidates (population, kind, the name's standing), with evidence from the text:
the region written after a comma, the adjective before the name, countries and divisions named elsewhere,
nearness to the other places. Two rounds: the second weighs the evidence by what the first made of it.
After Lieberman, Samet and Sankaranarayanan (2010) on local context and Leidner (2007) on spatial minimality.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from tocsin.model import Place, Span
from tocsin.places.curated import demonyms
from tocsin.places.gazetteer import Gazetteer
from tocsin.places.names import normalise
from tocsin.places.nouns import Candidate, Resolved, Toponym

Floats = npt.NDArray[np.float64]

FEATURES: Final = (
    "log_population", "primary", "city", "district", "admin1", "country", "own",
    "within_named", "adjective", "country_support", "admin1_support", "near", "vicinity", "outlet", "holds_namesake", "capital",
)  # fmt: skip
WEIGHTS: Final[dict[str, float]] = {
    "log_population": 1.1, "primary": 2.2, "city": 0.6, "district": -0.9, "admin1": 0.8, "country": 3.5,
    "own": 3.0, "within_named": 6.0, "adjective": 3.8, "country_support": 2.5, "admin1_support": 3.9,
    "near": 2.3, "vicinity": 2.4, "outlet": 1.0, "holds_namesake": -1.6, "capital": 1.8,
}  # fmt: skip
"""Set by hand, then moved by a penalised fit on half of the Local-Global Lexicon (outlets drawn by hash)."""
MOST_ALTERNATIVES: Final = 4
_ALTERNATIVE_FROM: Final = 0.02
_NEAR_KM: Final = 40.0
_VICINITY_KM: Final = 200.0
_LIKELY: Final = 12
_OWN_PROMINENCE: Final = 4.5
"""The log10 of the population that an entry of our own counts for: it is listed because news speak of it."""
_KM_PER_DEGREE: Final = 111.2
_DEMONYM_WORDS: Final = re.compile(r"[A-ZÅÉ][\w'’]+(?: [A-ZÅÉ][\w'’]+){0,2}")
_WITHIN: Final = re.compile(
    r",? ?(?:in |of )?(?:the )?(?:\w+(?:ern)? )?(?:province of |state of )?", re.IGNORECASE
)


@dataclass(slots=True)
class _Name:
    """One name of a text with its candidates as columns, and what became of it."""

    key: str
    candidates: tuple[Candidate, ...]
    country: npt.NDArray[np.str_]
    admin1: npt.NDArray[np.str_]
    lat: Floats
    lon: Floats
    fixed: Floats
    probability: Floats


def resolve(
    text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, outlet_country: str | None = None
) -> list[Resolved]:
    """Return the toponyms with their places, and the demonyms of the text, in order of their spans.

    A name without a candidate keeps its name and gets no point.
    """
    adjectives = _adjectives(text, toponyms)
    names = {_key(t): _columns(_key(t), t.candidates) for t in reversed(toponyms) if t.candidates}
    _weigh(text, toponyms, names, adjectives, outlet_country)
    found = [_resolved(toponym, names.get(_key(toponym))) for toponym in toponyms]
    found += [_demonym(span, text, code, gazetteer) for span, code in adjectives]
    return sorted(found, key=lambda resolved: resolved.span.start)


def resolve_spans(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, *, outlet_country: str | None = None
) -> list[Resolved]:
    """Resolve mentions whose spans are given (gold spans of a corpus); one answer a span, in the order given."""
    toponyms = [Toponym(span, span.of(text), tuple(gazetteer.look_mention(text, span))) for span in spans]
    found = resolve(text, toponyms, gazetteer, outlet_country=outlet_country)
    at = {resolved.span: resolved for resolved in found if resolved.kind == "toponym"}
    return [at[span] for span in spans]


def _key(toponym: Toponym) -> str:
    """Return what mentions must share to share a meaning: the name and its candidates."""
    return f"{normalise(toponym.name)}|{len(toponym.candidates)}"


def _columns(key: str, candidates: tuple[Candidate, ...]) -> _Name:
    fixed = np.zeros((len(candidates), len(FEATURES)))
    for row, c in zip(fixed, candidates, strict=True):
        row[0] = np.log10(c.population + 10) if c.id is not None else _OWN_PROMINENCE
        row[1] = c.primary
        kind = {"city": 2, "district": 3, "admin1": 4, "country": 5}.get(c.feature)
        row[kind if kind is not None and c.id is not None else 6] = 1.0
    fixed[:, 15] = [c.capital for c in candidates]
    fixed[:, 14] = _holds_namesake(candidates)
    return _Name(
        key, candidates,
        np.array([c.country or "" for c in candidates]),
        np.array([f"{c.country}/{c.admin1}" if c.admin1 else "" for c in candidates]),
        np.array([c.lat for c in candidates]), np.array([c.lon for c in candidates]),
        fixed, np.zeros(len(candidates)),
    )  # fmt: skip


def _holds_namesake(candidates: Sequence[Candidate]) -> list[bool]:
    """Mark the divisions with a sizeable town of the same name inside: the bare name means the town."""
    towns: dict[tuple[str | None, str | None], int] = {}
    for c in candidates:
        if c.feature == "city":
            towns[c.country, c.admin1] = max(c.population, towns.get((c.country, c.admin1), 0))
    return [
        c.feature in ("admin1", "district") and towns.get((c.country, c.admin1), 0) * 20 >= c.population > 0
        for c in candidates
    ]


def _weigh(
    text: str,
    toponyms: Sequence[Toponym],
    names: dict[str, _Name],
    adjectives: Sequence[tuple[Span, str]],
    outlet: str | None,
) -> None:
    weights = np.array([WEIGHTS[feature] for feature in FEATURES])
    _mark_patterns(text, toponyms, names, adjectives)
    for name in names.values():
        name.fixed[:, 13] = (name.country == outlet) if outlet else 0.0
        name.probability = softmax(name.fixed @ weights)
    for _ in range(2):
        scored = [_support(name, names, adjectives) @ weights for name in names.values()]
        for name, score in zip(names.values(), scored, strict=True):
            name.probability = softmax(score)


def softmax(score: Floats) -> Floats:
    """Return probabilities in the proportions of exp(score)."""
    raised: Floats = np.exp(score - score.max())
    total: Floats = raised / raised.sum()
    return total


def _mark_patterns(
    text: str, toponyms: Sequence[Toponym], names: dict[str, _Name], adjectives: Sequence[tuple[Span, str]]
) -> None:
    """Note "X, Region" and "Afghan city of X" in the fixed columns."""
    ordered = sorted(toponyms, key=lambda t: t.span.start)
    for this, after in pairwise(ordered):
        between = text[this.span.end : after.span.start]
        name = names.get(_key(this))
        if name is None or len(between) > 24 or not after.candidates:
            continue
        if between in (", ", " (") or (len(between) > 2 and _WITHIN.fullmatch(between)):
            inside = _inside(name, after.candidates)
            name.fixed[:, 7] = np.maximum(name.fixed[:, 7], inside * (1.0 if between == ", " else 0.6))
        if between in ("'s ", "’s "):
            owned = names.get(_key(after))
            if owned is not None:
                owned.fixed[:, 7] = np.maximum(owned.fixed[:, 7], _inside(owned, this.candidates))
    for span, code in adjectives:
        for toponym in ordered:
            if 0 < toponym.span.start - span.end <= 30 and not re.search(
                r"[.,;]", text[span.end : toponym.span.start]
            ):
                name = names.get(_key(toponym))
                if name is not None:
                    name.fixed[:, 8] = np.maximum(name.fixed[:, 8], name.country == code)
                break


def _inside(name: _Name, regions: Sequence[Candidate]) -> Floats:
    """Return 1 for each candidate that lies in one of the regions (countries and first-order divisions)."""
    found = np.zeros(len(name.candidates))
    for region in regions:
        if region.feature == "country":
            hit = (name.country == region.country) & (name.fixed[:, 5] == 0)
        elif region.feature == "admin1":
            hit = (name.admin1 == f"{region.country}/{region.admin1}") & (name.fixed[:, 4] == 0)
        else:
            continue
        found = np.maximum(found, hit)
    return found


def _support(name: _Name, names: dict[str, _Name], adjectives: Sequence[tuple[Span, str]]) -> Floats:
    """Return the feature columns with the evidence of the other names filled in.

    A reading counts for the others by the root of its probability: what is possible supports too, so that
    three small towns of one county find one another against three famous namesakes.
    """
    columns = name.fixed.copy()
    by_country: dict[str, float] = defaultdict(float)
    by_admin1: dict[str, float] = defaultdict(float)
    near, vicinity = np.zeros(len(name.lat)), np.zeros(len(name.lat))
    for other in names.values():
        if other.key == name.key:
            continue
        likely = np.argsort(-other.probability)[:_LIKELY]
        weight = np.sqrt(other.probability[likely])
        _add_best(by_country, other.country[likely], weight)
        _add_best(by_admin1, other.admin1[likely], weight)
        weight = weight * (other.fixed[likely, 5] == 0)
        km = distance_km(
            name.lat[:, None], name.lon[:, None], other.lat[None, likely], other.lon[None, likely]
        )
        near += (weight * np.exp(-km / _NEAR_KM)).max(axis=1)
        vicinity += (weight * np.exp(-km / _VICINITY_KM)).max(axis=1)
    for _, code in adjectives:
        by_country[code] += 0.5
    columns[:, 9] = _shares(name.country, by_country)
    columns[:, 10] = _shares(name.admin1, by_admin1)
    columns[:, 11] = near / (near + 1.0)
    columns[:, 12] = vicinity / (vicinity + 1.0)
    return columns


def _add_best(total: dict[str, float], labels: npt.NDArray[np.str_], weight: Floats) -> None:
    """Add to each label the weight of the best reading under it."""
    best: dict[str, float] = {}
    for label, value in zip(labels.tolist(), weight.tolist(), strict=True):
        best[label] = max(value, best.get(label, 0.0))
    for label, value in best.items():
        total[label] += value


def _shares(labels: npt.NDArray[np.str_], weight: dict[str, float]) -> Floats:
    """Return for each label its weight, on a scale that saturates at one."""
    values = np.array([weight.get(label, 0.0) if label else 0.0 for label in labels.tolist()])
    return values / (values + 1.0)


def distance_km(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Return great-circle distances in kilometres (haversine, mean radius 6,371 km)."""
    a, b, c, d = (np.radians(v) for v in (lat_a, lon_a, lat_b, lon_b))
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * 6371.0 * np.arcsin(np.sqrt(np.clip(h, 0, 1))))


def km_between(a: Place, b: Place) -> float | None:
    """Return the distance of two places' points in kilometres, None where one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return float(distance_km(*(np.array(value) for value in (a.lat, a.lon, b.lat, b.lon))))


def _resolved(toponym: Toponym, name: _Name | None) -> Resolved:
    if name is None:
        return Resolved(toponym.span, toponym.name, Place(name=toponym.name), 0.0, "toponym")
    order = np.argsort(-name.probability, kind="stable")
    best = int(order[0])
    others = [
        _alternative(name.candidates[i], float(name.probability[i]))
        for i in order[1 : MOST_ALTERNATIVES + 1].tolist()
        if name.probability[i] >= _ALTERNATIVE_FROM
    ]
    place = place_of(name.candidates[best], tuple(others))
    return Resolved(toponym.span, toponym.name, place, float(name.probability[best]), "toponym")


def place_of(candidate: Candidate, alternatives: tuple[dict[str, object], ...] = ()) -> Place:
    """Return the candidate as a Place of the model."""
    return Place(
        name=candidate.name, admin1=candidate.admin1, country=candidate.country,
        lat=round(candidate.lat, 4), lon=round(candidate.lon, 4), radius_km=round(candidate.radius_km, 1),
        precision=candidate.precision, alternatives=alternatives,
    )  # fmt: skip


def _alternative(c: Candidate, probability: float) -> dict[str, object]:
    return {
        "name": c.name, "country": c.country, "admin1": c.admin1, "lat": round(c.lat, 4),
        "lon": round(c.lon, 4), "probability": round(probability, 3),
    }  # fmt: skip


def _adjectives(text: str, toponyms: Sequence[Toponym]) -> list[tuple[Span, str]]:
    """Return the demonyms of `text` with their countries' codes, outside the toponyms."""
    known = demonyms()
    found: list[tuple[Span, str]] = []
    taken = [t.span for t in toponyms]
    for match in _DEMONYM_WORDS.finditer(text):
        words = match.group().split(" ")
        for length, offset in ((2, 0), (2, 1), (1, 0), (1, 1), (1, 2)):
            phrase = " ".join(words[offset : offset + length])
            phrase = re.sub(r"['’]s?$", "", phrase)
            if phrase not in known:
                continue
            start = match.start() + sum(len(w) + 1 for w in words[:offset])
            span = Span(start, start + len(phrase))
            if not any(s.start < span.end and span.start < s.end for s in [*taken, *(f for f, _ in found)]):
                found.append((span, known[phrase]))
    return found


def _demonym(span: Span, text: str, code: str, gazetteer: Gazetteer) -> Resolved:
    country = gazetteer.country(code)
    place = place_of(country) if country else Place(name=None, country=code)
    return Resolved(span, span.of(text), place, 1.0, "demonym")
