"""The place of an event: which of the places near its sentences is where it happened.

Each mention is scored by what stands beside it: a preposition of place, the words of an attack, and against
it the marks of something else (a dateline, a body's seat, a person's origin, a hospital, a group's name).
The best is then made as fine as the sentences allow, inside the same country.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tocsin.model import Place, Span
from tocsin.places import Resolved
from tocsin.places.resolve import km_between

_FINENESS: Final = {
    "exact": 5, "neighbourhood": 4, "city": 3, "district": 2, "province": 1, "region": 0, "country": 0,
}  # fmt: skip
_OF_PRECISION: Final = {
    "exact": 0.6, "neighbourhood": 0.7, "city": 0.6, "district": 0.4, "province": 0.2, "region": -0.3,
    "country": -1.0,
}  # fmt: skip

_TRIGGER: Final = re.compile(
    r"\b(?:attack\w*|bomb\w*|explo\w+|blast\w*|blew|detonat\w+|kill\w*|dead|died|shot|shoot\w*|gunm[ae]n|gunfire"
    r"|open\w* fire|storm\w*|stab\w*|knif\w+|hack\w*|ramm\w+|plough\w+|plow\w+|ambush\w*|abduct\w*|kidnap\w*"
    r"|seiz\w+|hostage\w*|massacre\w*|raid\w*|shell\w*|rocket\w*|mortar\w*|grenade\w*|struck|slaughter\w*"
    r"|behead\w*|assassinat\w+|murder\w*|torch\w*|set fire|burn\w*|wound\w*|injur\w*|hijack\w*|rampage\w*)\b",
    re.IGNORECASE,
)
_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|around|on|across|within|along|close to|throughout|off|hit|hits|struck|rocked"
    r"|rocks|targeted|targeting|attacked|entered|stormed)\s+"
    r"(?:the\s+|a\s+|an\s+)?(?:[\w'’-]+\s+){0,3}?(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_DIRECT: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|around|hit|hits|struck|rocked|rocks)\s+(?:the\s+)?$", re.I
)
_ORIGIN: Final = re.compile(
    r"\b(?:from|born (?:in|and raised in)|natives? of|nationals? of|citizens? of|residents? of|lived in|living in"
    r"|raised in|hail\w* from|trained in|fought in|fighting in|flew (?:in )?(?:to|from)|travell?ed to|fled to"
    r"|returned to|returning from|back from|came from|based in|headquartered in|resident in|exiled? in|origin in)"
    r"\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}?(?:of\s+)?$",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:hospitals? in|taken to|flown to|rushed to|evacuated to|transferred to|airlifted to|(?:said|told \w+|speaking"
    r"|spoke|reporters|conference|summit|talks|meeting|court|trial|rally|mourn\w*|vigils? (?:was |were )?held|condemn\w*) in"
    r"|similar to\b.{0,40}\bin|like (?:the (?:one|attack)s? )?in|such as in|correspondent in|visit(?:ing)? to"
    r"|reported from|ambassador (?:to|in)|embassy in|war in|troops (?:to|in)|operations in|strikes? in)"
    r"\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}?$",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(
    r"\b(?:Islamic State|ISIS|ISIL|al[- ]?Qa[ei]?da|Qaeda|Armed Forces|Revolutionary \w+|Liberation \w+|Communist Party"
    r"|Islamic Movement|Islamic Emirate|Emirate|Caliphate|Workers['’] Party|Army of (?:God|the)|Tigers|Mujahideen|Jihad"
    r"|Taliban|Defence Forces|Front)\s+(?:in|of|for)\s+(?:the\s+)?(?:[A-Z][\w'’-]+\s+(?:and\s+|in\s+)(?:the\s+)?)?$"
)
_GROUP_AFTER: Final = re.compile(
    r"^\s+(?:Workers|Freedom|Liberation|Tigers|Taliban|Provin(?:ce|z) \(|Rangers|Brigade|Mujahid)"
)
_BODY_AFTER: Final = re.compile(
    r"^(?:['’]s)?\s+(?:[\w'’-]+\s+){0,2}?(?:police|governor|mayor|prosecutors?|officials?|government|president|presidency"
    r"|minist(?:er|ry)|army|military|parliament|spokes\w+|embassy|authorities|university|court|newspaper|times|post"
    r"|news|radio|television|tv|agency|bureau|coach|team|united|airlines|ambassador|council|troops|forces|leaders?"
    r"|king|prime|foreign|interior|health|defen[cs]e)\b",
    re.IGNORECASE,
)
_POWER_BEFORE: Final = re.compile(
    r"\b(?:president|government|ministry|minister|king|army|bank|university|capital|people|history|part) of\s+(?:the\s+)?$",
    re.I,
)
_NEAR: Final = re.compile(
    r"\b(?:near|outside|around|close to|not far from|(?:on|at|in) the outskirts of|suburbs? of"
    r"|(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,2}?(?:of\s+)?$",
    re.IGNORECASE,
)
_DISTANCE: Final = re.compile(
    r"(?P<n>\d{1,3}(?:\.\d)?)\s*(?:-\s*)?(?P<unit>km|kilomet(?:re|er)s?|miles?)\b[^.;]{0,30}$", re.IGNORECASE
)
_DATELINE: Final = re.compile(
    r"^[\W_]*(?:[A-Z]{2}[\w .'’-]*)(?:,\s[\w. ]{2,25}){0,2}\s*(?:\([^)\n]{1,40}\)|\[[^\]\n]{1,60}\])?\s*(?:--?|–|—|:)\s"
)
_EARLIER_ATTACKS: Final = re.compile(
    r"\b(?:attacks?|bombings?|massacres?|shootings?|killings?|siege) (?:in|on|at)\s+(?:the\s+)?(?:[\w'’-]+,?\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
_COMPARISON: Final = re.compile(
    r"\b(?:since|similar|like|after|following|recent|previous|earlier|wave of|string of|series of)\b[^,;]*$",
    re.I,
)
_SECURITY: Final = re.compile(
    r"^\s+(?:[\w'’-]+\s+)?(?:police|army|security|forces|troops|soldiers|officials|authorities|military|city|town|capital|province|village|border)\b",
    re.I,
)
_REACH: Final = 2_000
_MILE_KM: Final = 1.609


@dataclass(frozen=True, slots=True)
class _Scored:
    mention: Resolved
    score: float


def event_place(
    text: str,
    resolved: Sequence[Resolved],
    sentences: Sequence[Span],
    anchor: Span,
    *,
    outlet_country: str | None = None,
) -> tuple[Place, Span] | None:
    """Return where the event told in `sentences` (first in `anchor`) happened, and the words that say so.

    `resolved` are the places of the whole document (`tocsin.places.resolve`), `sentences` those about this
    event only. None where the text names no place that could be it.
    """
    dateline = _dateline(text)
    toponyms = [r for r in resolved if r.kind == "toponym" and not _in_group(text, r)]
    told = [
        r for r in toponyms if _sentence_of(r, [*sentences, anchor]) is not None and r.span.start >= dateline
    ]
    scored = sorted(
        (_Scored(r, _score(text, r, sentences, anchor, outlet_country)) for r in told),
        key=lambda s: (-s.score, s.mention.span.start),
    )
    if scored and scored[0].score > 0:
        best = _finest(scored)
        return _placed(text, best, scored), best.span
    return _fallback(text, resolved, toponyms, anchor, dateline, scored)


def _fallback(
    text: str,
    resolved: Sequence[Resolved],
    toponyms: Sequence[Resolved],
    anchor: Span,
    dateline: int,
    scored: Sequence[_Scored],
) -> tuple[Place, Span] | None:
    """Return the nearest place told before the anchor, the dateline's, or the country of the forces."""
    near = [
        r
        for r in toponyms
        if dateline <= r.span.start < anchor.start and anchor.start - r.span.start < _REACH
    ]
    signed = [r for r in near if _DIRECT.search(_before(text, r)) and not _ORIGIN.search(_before(text, r))]
    chosen = signed[-1] if signed else None
    countries = {r.place.country for r in resolved if r.place.country and r.span.start >= dateline}
    if chosen is None:
        heads = [
            r for r in toponyms if r.span.start < dateline and (not countries or r.place.country in countries)
        ]
        chosen = min(heads, key=lambda r: r.span.start) if heads else None
    if chosen is None and scored and scored[0].score > -2:
        chosen = scored[0].mention
    if chosen is None:
        forces = [
            r for r in resolved if r.kind == "demonym" and _SECURITY.match(text[r.span.end : r.span.end + 40])
        ]
        chosen = forces[0] if forces else None
    return (chosen.place, chosen.span) if chosen else None


def _dateline(text: str) -> int:
    """Return where the dateline ends, 0 where there is none."""
    match = _DATELINE.match(text[:140])
    return match.end() if match else 0


def _sentence_of(mention: Resolved, sentences: Sequence[Span]) -> Span | None:
    return next((s for s in sentences if s.start <= mention.span.start and mention.span.end <= s.end), None)


def _before(text: str, mention: Resolved, reach: int = 70) -> str:
    piece = text[max(0, mention.span.start - reach) : mention.span.start]
    return re.split(r"[.!?]\s|\n", piece)[-1]


def _after(text: str, mention: Resolved) -> str:
    return text[mention.span.end : mention.span.end + 60]


def _in_group(text: str, mention: Resolved) -> bool:
    """Tell a place in the name of a group ("Islamic State in Iraq and Syria")."""
    return bool(_GROUP.search(_before(text, mention))) or bool(_GROUP_AFTER.match(_after(text, mention)))


def _score(
    text: str, mention: Resolved, sentences: Sequence[Span], anchor: Span, outlet: str | None
) -> float:
    before, after = _before(text, mention), _after(text, mention)
    sentence = _sentence_of(mention, [anchor, *sentences])
    assert sentence is not None
    score = _nearness(sentence, sentences, anchor) + _OF_PRECISION.get(mention.place.precision or "", -0.5)
    score += 2.0 if _DIRECT.search(before) else 1.2 if _PLACE_BEFORE.search(before) else 0.0
    score -= 4.0 if _ORIGIN.search(before) else 0.0
    score -= 3.5 if _ELSEWHERE.search(before) else 0.0
    score -= 3.0 if _EARLIER_ATTACKS.search(before) and _COMPARISON.search(before) else 0.0
    score -= 1.8 if _BODY_AFTER.match(after) else 0.0
    score -= 1.5 if _POWER_BEFORE.search(before) else 0.0
    score += 1.5 * _by_trigger(text, mention, sentence)
    score += 0.3 if outlet is not None and mention.place.country == outlet else 0.0
    return score - (1.0 - mention.probability)


def _nearness(sentence: Span, sentences: Sequence[Span], anchor: Span) -> float:
    if sentence == anchor:
        return 2.0
    ordered = sorted({*sentences, anchor}, key=lambda s: s.start)
    return 1.0 / abs(ordered.index(sentence) - ordered.index(anchor))


def _by_trigger(text: str, mention: Resolved, sentence: Span) -> float:
    """Return how near the words of an attack stand, from 0 to 1."""
    spots = [m.span() for m in _TRIGGER.finditer(text, sentence.start, sentence.end)]
    gaps = [max(mention.span.start - end, start - mention.span.end, 0) for start, end in spots]
    return math.exp(-min(gaps) / 60) if gaps else 0.0


def _finest(scored: Sequence[_Scored]) -> Resolved:
    """Return the finest mention that lies inside the best one's place and is about as good."""
    best = scored[0].mention
    for other in scored[1:]:
        close = other.score > max(0.0, scored[0].score - 2.5)
        if close and _finer(other.mention, best) and _within(other.mention, best):
            best = other.mention
    return best


def _finer(a: Resolved, b: Resolved) -> bool:
    return _FINENESS.get(a.place.precision or "", 0) > _FINENESS.get(b.place.precision or "", 0)


def _within(a: Resolved, b: Resolved) -> bool:
    """Tell whether place a lies in place b, as far as country, division and distance can tell."""
    if b.place.country is not None and a.place.country != b.place.country:
        return False
    if b.place.precision == "country":
        return True
    if b.place.precision == "province" and a.place.admin1 is not None:
        return a.place.admin1 == b.place.admin1
    km = km_between(a.place, b.place)
    return km is not None and km <= (b.place.radius_km or 0) * 1.3 + 10


def _placed(text: str, best: Resolved, scored: Sequence[_Scored]) -> Place:
    """Return the place with what the wider mentions add: a division, and room for "near"."""
    place = best.place
    if place.admin1 is None and place.precision in ("exact", "neighbourhood", "city", "district"):
        wider = [s.mention for s in scored if s.mention.place.admin1 and _within(best, s.mention)]
        place = replace(place, admin1=wider[0].place.admin1) if wider else place
    before = _before(text, best)
    if place.radius_km is None or not _NEAR.search(before):
        return place
    if away := _DISTANCE.search(before):
        km = float(away["n"]) * (_MILE_KM if away["unit"].lower().startswith("mile") else 1.0)
        return replace(
            place,
            radius_km=round(place.radius_km + km, 1),
            precision="district" if km >= 10 else place.precision,
        )
    return replace(place, radius_km=round(max(place.radius_km * 1.5, place.radius_km + 5), 1))
