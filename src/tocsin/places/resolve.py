"""Toponym resolution: which of its candidates a mention means, and with what probability.

A conditional logit over the candidates on the features of `evidence`. The names of a text are weighed by
themselves first, then twice more with what the round before made of the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from tocsin.model import Place, Span
from tocsin.places.curated import demonyms, division_demonyms
from tocsin.places.evidence import (
    FEATURES,
    Floats,
    Name,
    Others,
    inside,
    mark_patterns,
    name_of,
)
from tocsin.places.gazetteer import Gazetteer
from tocsin.places.home import Home
from tocsin.places.names import normalise
from tocsin.places.nouns import Candidate, Reading, Resolved, Toponym
from tocsin.places.ranking import Ranking, shipped

_ROUNDS: Final = 2
_MOST_ALTERNATIVES: Final = 4
_ALTERNATIVE_FROM: Final = 0.02
_DEMONYM_WORDS: Final = re.compile(r"[A-ZÅÉ][\w'’]+(?: [A-ZÅÉ][\w'’]+){0,2}")
_CAPITAL: Final = re.compile(r" capital\b(?! city)(?!,? (?:of )?[A-Z])")
_UNNAMED_CAPITAL: Final = 0.9
_POSSESSIVE: Final = re.compile(r"['’]s?$")


def resolve(
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    *,
    outlet_country: str | None = None,
    home: Home | None = None,
    ranking: Ranking | None = None,
) -> list[Resolved]:
    """Return the toponyms with their places, and the demonyms of the text, in order of their spans.

    `outlet_country` (ISO 3166-1 alpha-2) leans towards home, and `home` (what the outlet's other texts
    name) does so more finely. `ranking` are the weights, the shipped ones by default. One name means
    one place in a text, unless different regions are written after it. A name without a candidate keeps
    its name and gets no point; one with no candidate in the region written after it gets the region's
    circle.
    """
    regions = _written_regions(text, toponyms)
    names = weighed(text, toponyms, outlet_country=outlet_country, home=home, ranking=ranking)
    found = [_resolved(t, names.get(t.span), names.get(regions.get(t.span, t.span))) for t in toponyms]
    found += [_demonym(span, text, code, gazetteer) for span, code in _adjectives(text, toponyms)]
    return sorted(found, key=lambda resolved: (resolved.span.start, resolved.span.end))


def resolve_spans(
    text: str,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    *,
    outlet_country: str | None = None,
    home: Home | None = None,
    ranking: Ranking | None = None,
) -> list[Resolved]:
    """Resolve mentions whose spans are given (gold spans of a corpus): an answer a span, in their order."""
    toponyms = mentions(text, spans, gazetteer)
    found = resolve(text, toponyms, gazetteer, outlet_country=outlet_country, home=home, ranking=ranking)
    at = {resolved.span: resolved for resolved in found if resolved.kind == "toponym"}
    return [at[span] for span in spans]


def mentions(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the toponyms at `spans` with their candidates."""
    return [Toponym(span, span.of(text), tuple(gazetteer.look_mention(text, span))) for span in spans]


def weighed(
    text: str,
    toponyms: Sequence[Toponym],
    *,
    outlet_country: str | None = None,
    home: Home | None = None,
    ranking: Ranking | None = None,
    within: Sequence[Candidate] = (),
) -> dict[Span, Name]:
    """Return each mention's name with its features and probabilities; mentions of one meaning share one.

    Parameters as in `resolve`; `within` are regions said to hold the places. Those without a candidate are
    left out.
    """
    weights = (ranking or shipped()).vector
    adjectives = _adjectives(text, toponyms)
    names = _names(toponyms, _written_regions(text, toponyms))
    distinct = list({name.key: name for name in names.values()}.values())
    mark_patterns(text, toponyms, names, adjectives)
    for name in distinct:
        if outlet_country is not None:
            name.mark("outlet", name.country == outlet_country)
        if home is not None:
            home.weigh(name)
        if within:
            name.mark("within_named", inside(name, within))
        name.probability = softmax(name.features @ weights)
    for _ in range(_ROUNDS if distinct else 0):
        others = Others(distinct, adjectives)
        for name in distinct:
            others.weigh(name)
            name.probability = softmax(name.features @ weights)
    return names


def readings(name: Name, ranking: Ranking | None = None) -> list[Reading]:
    """Return what a weighed name may mean, the likeliest first, with what each feature adds to its score."""
    parts = name.features * (ranking or shipped()).vector
    return [
        Reading(
            name.candidates[row],
            float(name.probability[row]),
            {feature: float(parts[row, at]) for at, feature in enumerate(FEATURES) if parts[row, at]},
        )
        for row in np.argsort(-name.probability, kind="stable").tolist()
    ]


def softmax(score: Floats) -> Floats:
    """Return probabilities in the proportions of exp(score)."""
    raised: Floats = np.exp(score - score.max())
    total: Floats = raised / raised.sum()
    return total


def place_of(candidate: Candidate, alternatives: tuple[dict[str, object], ...] = ()) -> Place:
    """Return the candidate as a Place of the model."""
    return Place(
        name=candidate.name, admin1=candidate.admin1, country=candidate.country,
        lat=round(candidate.lat, 4), lon=round(candidate.lon, 4), radius_km=round(candidate.radius_km, 1),
        precision=candidate.precision, alternatives=alternatives,
    )  # fmt: skip


def _written_regions(text: str, toponyms: Sequence[Toponym]) -> dict[Span, Span]:
    """Map each mention that a region follows after a comma to the region's span."""
    starts = {t.span.start: t for t in toponyms}
    found = {}
    for toponym in toponyms:
        end = toponym.span.end
        region = starts.get(end + 2) if text[end : end + 2] == ", " else None
        if region is not None and any(c.feature in ("country", "admin1") for c in region.candidates):
            found[toponym.span] = region.span
    return found


def _names(toponyms: Sequence[Toponym], regions: Mapping[Span, Span]) -> dict[Span, Name]:
    """Return each mention's name; mentions share one unless different regions are written after them."""
    at = {t.span: t for t in toponyms}
    written: dict[str, set[str]] = {}
    for span, region in regions.items():
        written.setdefault(_key(at[span]), set()).add(_key(at[region]))
    names: dict[str, Name] = {}
    found = {}
    for toponym in toponyms:
        key = _key(toponym)
        if len(written.get(key, ())) > 1 and toponym.span in regions:
            key = f"{key}|{_key(at[regions[toponym.span]])}"
        if toponym.candidates:
            if key not in names:
                names[key] = name_of(key, toponym.candidates)
            found[toponym.span] = names[key]
    return found


def _key(toponym: Toponym) -> str:
    """Return what mentions must share to share a meaning: the name and its candidates."""
    return f"{normalise(toponym.name)}|{len(toponym.candidates)}"


def _resolved(toponym: Toponym, name: Name | None, region: Name | None) -> Resolved:
    if name is None:
        return Resolved(toponym.span, toponym.name, Place(name=toponym.name), 0.0, "toponym", held=False)
    if region is not None and region is not name and (wider := _only_region(name, region)):
        place = place_of(wider)
        unheld = Place(
            toponym.name, place.admin1, place.country, place.lat, place.lon, place.radius_km, place.precision
        )
        sure = float(region.probability.max())
        return Resolved(toponym.span, toponym.name, unheld, sure, "toponym", held=False)
    return settled(toponym, name)


def settled(toponym: Toponym, name: Name) -> Resolved:
    """Return the likeliest reading of a weighed name as the place of `toponym`, with the alternatives."""
    order = np.argsort(-name.probability, kind="stable")
    others = [
        _alternative(name.candidates[i], float(name.probability[i]))
        for i in order[1 : _MOST_ALTERNATIVES + 1].tolist()
        if name.probability[i] >= _ALTERNATIVE_FROM
    ]
    best = int(order[0])
    chosen = name.candidates[best]
    place = place_of(chosen, tuple(others))
    return Resolved(toponym.span, toponym.name, place, float(name.probability[best]), "toponym", chosen.id)


def _only_region(name: Name, region: Name) -> Candidate | None:
    """Return the region written after a name when no candidate lies in it: "Randolph, New Hampshire"."""
    best = region.candidates[int(region.probability.argmax())]
    if best.feature not in ("country", "admin1"):
        return None
    wide = name.has("country") | name.has("admin1") | name.has("own")
    held = bool(inside(name, [best]).any()) or bool(wide.any()) or bool((name.admin1 == _label(best)).any())
    return None if held else best


def _label(candidate: Candidate) -> str:
    return f"{candidate.country}/{candidate.admin1}"


def _alternative(c: Candidate, probability: float) -> dict[str, object]:
    return {
        "name": c.name, "country": c.country, "admin1": c.admin1, "lat": round(c.lat, 4),
        "lon": round(c.lon, 4), "probability": round(probability, 3),
    }  # fmt: skip


def _adjectives(text: str, toponyms: Sequence[Toponym]) -> list[tuple[Span, str]]:
    """Return the demonyms of `text` with their countries' codes, outside the toponyms."""
    known = demonyms() | {word: code for word, (code, _) in division_demonyms().items()}
    taken = [t.span for t in toponyms]
    found: list[tuple[Span, str]] = []
    for match in _DEMONYM_WORDS.finditer(text):
        words = match.group().split(" ")
        for length, offset in ((2, 0), (2, 1), (1, 0), (1, 1), (1, 2)):
            phrase = _POSSESSIVE.sub("", " ".join(words[offset : offset + length]))
            if phrase not in known:
                continue
            start = match.start() + sum(len(word) + 1 for word in words[:offset])
            span = Span(start, start + len(phrase))
            if not any(s.start < span.end and span.start < s.end for s in taken):
                found.append((span, known[phrase]))
                taken.append(span)
    return found


def _demonym(span: Span, text: str, code: str, gazetteer: Gazetteer) -> Resolved:
    """Return the country of a demonym; "the Iraqi capital", not named after it, is a toponym."""
    seat = gazetteer.capital(code) if (capital := _CAPITAL.match(text, span.end)) else None
    if capital is not None and seat is not None:
        whole = Span(span.start, capital.end())
        return Resolved(whole, whole.of(text), place_of(seat), _UNNAMED_CAPITAL, "toponym")
    country = gazetteer.country(code)
    place = place_of(country) if country else Place(name=None, country=code)
    return Resolved(span, span.of(text), place, 1.0, "demonym")
