"""The place of an event: which of the places near its sentences is where it happened.

Each mention is scored by what stands beside it: a preposition of place, the words of an attack; and against
it the marks of something else (a person's origin, a body's seat, a hospital, a summit, an earlier attack).
The best is then made as fine as the sentences allow, inside the same country. Places in the names of groups
and in datelines do not count as told; the dateline's place is what is left when the text names none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from tocsin.model import Place, Span
from tocsin.places import Gazetteer, Resolved, resolve
from tocsin.places.resolve import km_between

_FINENESS: Final = {
    "exact": 5, "neighbourhood": 4, "city": 3, "district": 2, "province": 1, "region": 0, "country": 0,
}  # fmt: skip
_BY_PRECISION: Final = {
    "exact": 0.6, "neighbourhood": 0.7, "city": 0.6, "district": 0.4, "province": 0.2, "region": -0.3,
    "country": -1.0,
}  # fmt: skip
_NO_COUNTRY: Final = -1.5
_IN_ANCHOR: Final = 3.0
_AS_GOOD: Final = 2.5
"""How far a finer place may score below the best and still be taken, when it lies inside."""
_LEAST: Final = 0.0
_LEAST_LEFT: Final = -2.0
_DOUBTFUL: Final = 0.6
_REACH: Final = 2_000
_BEFORE: Final = 70
_TRIGGER_SCALE: Final = 60
_MILE_KM: Final = 1.609
_FAR_KM: Final = 10
_IN_TITLE: Final = 1.0
_STRANGE: Final = 2.0
_SMALL_KM: Final = 5.0
"""The radius of a town of some 300,000 people."""
_BESIDE_KM: Final = 100.0
"""How far from "west of Tokyo" a dateline's town may lie and still be the place meant."""
_ZONE_DEGREES: Final = 15.0
_WIDEST_ZONE_KM: Final = 1200.0
_LATEST_ZONE: Final = 14


def _either(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


def _ends(*parts: str) -> re.Pattern[str]:
    """Compile "one of `parts`, then up to two more words, then the name"."""
    return re.compile(rf"\b{_either(*parts)}\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,2}}?(?:of\s+)?$", re.IGNORECASE)


_TRIGGER: Final = re.compile(
    r"\b"
    + _either(
        r"attack\w*", r"bomb\w*", r"explo\w+", r"blast\w*", "blew", r"detonat\w+", r"kill\w*", "dead", "died",
        "shot", r"shoot\w*", "gunm[ae]n", "gunfire", r"open\w* fire", r"storm\w*", r"stab\w*", r"knif\w+",
        r"hack\w*", r"ramm\w+", r"plough\w+", r"plow\w+", r"ambush\w*", r"abduct\w*", r"kidnap\w*",
        r"seiz\w+", r"hostage\w*", r"massacre\w*", r"raid\w*", r"shell\w*", r"rocket\w*", r"mortar\w*",
        r"grenade\w*",
        "struck", r"slaughter\w*", r"behead\w*", r"assassinat\w+", r"murder\w*", r"torch\w*", "set fire",
        r"burn\w*", r"wound\w*", r"injur\w*", r"hijack\w*", r"rampage\w*",
    )
    + r"\b",
    re.IGNORECASE,
)  # fmt: skip
_DIRECT: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|around|off|hits?|struck|rock(?:s|ed)|attacked|stormed)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|around|on|across|within|along|close to|throughout|off|hits?|struck"
    r"|rock(?:s|ed)|targeted|targeting|attacked|entered|stormed)\s+(?:the\s+|an?\s+)?"
    r"(?:[\w'’-]+\s+){0,3}?(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_APPOSED: Final = re.compile(
    r"\b(?:city|capital|town|village|port|district|province|state|suburb|resort|island)(?:,| of)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ORIGIN: Final = _ends(
    "from", "born in", "raised in", "natives? of", "nationals? of", "citizens? of", "residents? of",
    "lived in", "living in", r"hail\w* from", r"train\w* in", "fought in", "fighting in",
    "served in", r"deploy\w* (?:to|in)", "homes? in",
    r"flew (?:in )?(?:to|from)",
    r"travell?\w* to", "fled to", "returned to", "returning from", "based in", "headquartered in",
    "exiled? in",
)  # fmt: skip
_ELSEWHERE: Final = _ends(
    "hospitals? in", "taken to", "flown to", "rushed to", "evacuated to", "transferred to", "airlifted to",
    "said in", r"told \w+ in", "speaking in", "spoke in", "reporters in", "conference in", "summit in",
    "talks in", "meeting in", "court in", "trial in", r"mourn\w* in", r"vigils? (?:\w+ ){0,2}in",
    "similar to", "such as in", "correspondent in", "visit(?:ing)? to", "ambassador (?:to|in)", "embassy in",
    "war in", "troops (?:to|in)", "operations in", "strikes? in", "campaign in", "coalition in", "plans? to",
)  # fmt: skip
_BODY_BEFORE: Final = _ends(
    "president of", "government of", "ministry of", "minister of", "king of", "army of", "bank of",
    "university of", "people of", "history of", "embassy of", "republic of",
)  # fmt: skip
_BODY_AFTER: Final = re.compile(
    r"(?:['’]s)?\s+(?:[\w'’-]+\s+){0,2}?"
    + _either(
        "police", "governor", "mayor", "prosecutors?", "officials?", "government", "president", "presidency",
        "minist(?:er|ry)", "army", "military", "parliament", r"spokes\w+", "embassy", "authorities",
        "university", "court", "newspaper", "times", "post", "news", "radio", "television", "tv", "agency",
        "bureau", "coach", "team", "united", "airlines", "ambassador", "council", "troops", "forces",
        "leaders?", "king", "prime", "foreign", "interior", "health", "defen[cs]e",
    )
    + r"\b",
    re.IGNORECASE,
)  # fmt: skip
_ABBREVIATED: Final = re.compile(r"(?:U\.?S\.?A?|U\.?K\.?|EU|UN)\.?")
_NOUN_AFTER: Final = re.compile(
    r"\s(?!(?:and|or|on|in|to|from|for|has|is|was|at|by|as|but|said|where|when|who)\b)[a-z]"
)
_LONGER_NAME: Final = re.compile(r"(?: [A-Z][\w'’-]+)+ in (?:the )?[A-Z]")
_EARLIER: Final = re.compile(
    r"\b(?:since|similar|like|after|following|recent|previous|earlier|wave of|string of|series of)\b[^,;]*"
    r"\b(?:attacks?|bombings?|massacres?|shootings?|killings?|siege) (?:in|on|at)\s+(?:the\s+)?"
    r"(?:[\w'’-]+,?\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(r",? where\b")
_AIMED_AT: Final = re.compile(
    r"\b(?:plan\w*|plot\w*|threat\w*|talk\w*|wanted|intend\w*|hop(?:ed|ing))\b[^.;]{0,40}\b"
    r"(?:attack\w*|bomb\w*|strik\w*|fir(?:e|ing)|shoot\w*|hit\w*|launch\w*)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_A_PEOPLE: Final = re.compile(
    r" (?:areas?|people|community|communities|villagers|tribes?|tribal|settlers|militants|rebels|language"
    r"|separatists|insurgents|minority|leaders?)\b"
)
_GROUP: Final = re.compile(
    r"\b"
    + _either(
        "Islamic State", "ISIS", "ISIL", "al[- ]?Qa[ei]?da", "Qaeda", "Armed Forces", r"Revolutionary \w+",
        r"Liberation \w+", "Communist Party", "Islamic Movement", "Islamic Emirate", "Emirate", "Caliphate",
        "Workers['’] Party", "Tigers", "Mujahideen", "Jihad", "Taliban", "Defence Forces", "Front",
    )
    + r"\s+(?:in|of|for)\s+(?:the\s+)?(?:[A-Z][\w'’-]+\s+(?:and\s+|in\s+)(?:the\s+)?)?$"
)  # fmt: skip
_GROUP_AFTER: Final = re.compile(
    r"\s+(?:Workers|Freedom|Liberation|Tigers|Taliban|Province \(|Rangers|Brigade|Mujahid|Islamic"
    r"|Delta Avengers)"
)
_NEAR: Final = _ends(
    "near", "outside", "around", "close to", "not far from", "outskirts of", "suburbs? of",
    r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of",
)  # fmt: skip
_AWAY: Final = re.compile(
    r"(?P<n>\d{1,3}(?:\.\d)?)\s*-?\s*(?P<unit>km|kilomet(?:re|er)s?|miles?)\b[^.;]{0,40}$", re.IGNORECASE
)
_DATELINE: Final = re.compile(
    r"[\W_]*[A-Z]{2}[\w .'’-]*(?:,\s[\w. ]{2,25}){0,2}\s*(?:\([^)\n]{1,40}\)|\[[^\]\n]{1,60}\])?"
    r"\s*(?:--?|–|—|:)\s"
)
_FORCES_AFTER: Final = re.compile(
    r"\s+(?:[\w'’-]+\s+)?(?:police|army|security|forces|troops|soldiers|officials|authorities|military|city"
    r"|town|capital|province|village|border)\b",
    re.IGNORECASE,
)
_SENTENCE_BREAK: Final = re.compile(r"[.!?]\s|\n")


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
    title: str = "",
    outlet_country: str | None = None,
) -> tuple[Place, Span] | None:
    """Return where the event told in `sentences` (first in `anchor`) happened, and the words that say so.

    `resolved` are the places of the whole document (`tocsin.places.resolve`), `sentences` those about this
    event only; `title` is the document's where the event is its main one. A place that only the title names
    stands for the anchor, which is then the words returned. None where nothing names a place that could
    be it.
    """
    dateline = _dateline(text)
    toponyms = [r for r in resolved if r.kind == "toponym" and not _in_group(text, r)]
    told = [r for r in toponyms if r.span.start >= dateline and _sentence_of(r, [anchor, *sentences])]
    heads = _in_title(title, resolved)
    named = frozenset(r.place.name for r in heads)
    strange = _strangers([*resolved, *heads])
    scored = [
        _Scored(
            r,
            _score(text, r, sentences, anchor, outlet_country, named) - _STRANGE * (r.place.name in strange),
        )
        for r in told
    ]
    scored.sort(key=lambda s: (-s.score, s.mention.span.start))
    if scored and scored[0].score > _LEAST:
        best = _finest(scored)
        finer = _finer_elsewhere(text, best, toponyms, dateline)
        loose = not _is_local(best) or not anchor.start <= best.span.start < anchor.end
        if finer is None and loose and (head := _head(heads, best)) is not None:
            return head, anchor
        best = finer or best
        return _placed(text, best, [*scored, *(_Scored(r, 0.0) for r in toponyms)]), best.span
    left = _before_anchor(text, toponyms, anchor, dateline)
    if left is None and (head := _head(heads, None)) is not None:
        return head, anchor
    known = [r for r in toponyms if r.place.name not in strange]
    left = left or _of_dateline(resolved, toponyms, dateline) or _in_body(text, known, dateline)
    if left is None and scored and scored[0].score > _LEAST_LEFT:
        left = scored[0].mention
    left = left or _of_forces(text, resolved)
    every = [*scored, *(_Scored(r, 0.0) for r in toponyms)]
    return (_placed(text, left, every), left.span) if left else None


def _strangers(resolved: Sequence[Resolved]) -> frozenset[str | None]:
    """Return the small places in a country of which nothing else in the text speaks, where it does of others.

    A word that happens to be a village's name somewhere is the commonest error of place finding.
    """
    names: dict[str | None, set[str | None]] = {}
    for r in resolved:
        names.setdefault(r.place.country, set()).add(r.place.name)
    spoken = {country for country, told in names.items() if country and len(told) > 1}
    return frozenset(
        r.place.name
        for r in resolved
        if spoken - {r.place.country}
        and len(names[r.place.country]) == 1
        and (r.place.radius_km or 0.0) < _SMALL_KM
        and r.place.precision == "city"
    )


def zone_of(place: Place) -> str | None:
    """Return the IANA zone whose noon is nearest to the sun's at `place` ("Etc/GMT-9" is UTC+9).

    Civil time differs by an hour or two in places; good enough to tell the local day of an event. None where
    the place has no point or is too wide to have one hour.
    """
    if place.lon is None or (place.radius_km or 0.0) > _WIDEST_ZONE_KM:
        return None
    hours = max(-12, min(_LATEST_ZONE, round(place.lon / _ZONE_DEGREES)))
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


def _in_title(title: str, resolved: Sequence[Resolved]) -> list[Resolved]:
    """Return the places that the title names, read in the country of which the text speaks most."""
    if not title:
        return []
    countries = Counter(r.place.country for r in resolved if r.place.country)
    home = countries.most_common(1)[0][0] if countries else None
    gazetteer = Gazetteer.load()
    known = {r.name: r for r in resolved if r.kind == "toponym"}
    found = resolve(title, gazetteer.find(title), gazetteer, outlet_country=home)
    named = [
        r
        for r in found
        if r.kind == "toponym" and not _in_group(title, r) and not _BODY_AFTER.match(title, r.span.end)
    ]
    return [replace(known[r.name], span=r.span) if r.name in known else r for r in named]


def _head(heads: Sequence[Resolved], best: Resolved | None) -> Place | None:
    """Return the one town or finer place that the title names, if it lies where `best` does."""
    local = [r for r in heads if _is_local(r) and r.place.country]
    if len({r.place.name for r in local}) != 1:
        return None
    place = local[0].place
    return place if best is None or best.place.country in (None, place.country) else None


def _is_local(mention: Resolved) -> bool:
    return _FINENESS.get(mention.place.precision or "", 0) >= _FINENESS["district"]


def _finer_elsewhere(
    text: str, best: Resolved, toponyms: Sequence[Resolved], dateline: int
) -> Resolved | None:
    """Return the only town that the text names inside a country or province; or the dateline's, if the
    event was "west of" a town near it."""
    if _is_local(best):
        beside = _NEAR.search(_before(text, best)) is not None
        heads = [r for r in toponyms if r.span.start < dateline and _is_local(r)] if beside else []
        return next((r for r in heads if _beside(r, best)), None)
    towns = [
        r
        for r in toponyms
        if r.span.start >= dateline and _is_local(r) and _within(r, best) and _happens_at(text, r)
    ]
    return towns[0] if towns and len({r.place.name for r in towns}) == 1 else None


def _beside(mention: Resolved, best: Resolved) -> bool:
    km = km_between(mention.place, best.place)
    return km is not None and mention.place.name != best.place.name and km <= _BESIDE_KM


def _happens_at(text: str, mention: Resolved) -> bool:
    """Tell a place at which something is said to happen, and nothing that is elsewhere or was before."""
    before = _before(text, mention)
    return bool(_PLACED.search(before)) and not any(
        pattern.search(before) for pattern in (_ORIGIN, _ELSEWHERE, _EARLIER, _BODY_BEFORE)
    )


def _in_body(text: str, toponyms: Sequence[Resolved], dateline: int) -> Resolved | None:
    """Return the town of which the text speaks most, the first among equals."""
    towns = [r for r in toponyms if r.span.start >= dateline and _is_local(r) and r.place.country]
    often = Counter(
        r.place.name
        for r in towns
        if not _ORIGIN.search(_before(text, r)) and not _ELSEWHERE.search(_before(text, r))
    )
    if not often:
        return None
    name = often.most_common(1)[0][0]
    return next(r for r in towns if r.place.name == name)


def _before_anchor(text: str, toponyms: Sequence[Resolved], anchor: Span, dateline: int) -> Resolved | None:
    """Return the nearest place told before the anchor: the event's sentences may say "the city"."""
    near = [
        r
        for r in toponyms
        if dateline <= r.span.start < anchor.start
        and anchor.start - r.span.start < _REACH
        and _DIRECT.search(_before(text, r))
        and not _ORIGIN.search(_before(text, r))
        and not _ELSEWHERE.search(_before(text, r))
    ]
    if not near:
        return None
    beside = [r for r in near if not _SENTENCE_BREAK.search(text[r.span.end : near[-1].span.start])]
    return _finest([_Scored(r, 1.0) for r in reversed(beside)])


def _of_dateline(
    resolved: Sequence[Resolved], toponyms: Sequence[Resolved], dateline: int
) -> Resolved | None:
    """Return the dateline's place when the rest of the text names no other country."""
    countries = {
        r.place.country
        for r in resolved
        if r.place.country and r.span.start >= dateline and r.probability > _DOUBTFUL
    }
    heads = [r for r in toponyms if r.span.start < dateline]
    return next((r for r in heads if not countries or r.place.country in countries), None)


def _of_forces(text: str, resolved: Sequence[Resolved]) -> Resolved | None:
    """Return the country of "Nigerian police", the last resort."""
    named = (r for r in resolved if r.kind == "demonym")
    return next((r for r in named if _FORCES_AFTER.match(text, r.span.end)), None)


def _dateline(text: str) -> int:
    """Return where the dateline ends, 0 where there is none."""
    match = _DATELINE.match(text, 0, 140)
    return match.end() if match else 0


def _sentence_of(mention: Resolved, sentences: Sequence[Span]) -> Span | None:
    return next((s for s in sentences if s.start <= mention.span.start and mention.span.end <= s.end), None)


def _before(text: str, mention: Resolved) -> str:
    """Return what stands before the mention in its sentence."""
    return _SENTENCE_BREAK.split(text[max(0, mention.span.start - _BEFORE) : mention.span.start])[-1]


def _in_group(text: str, mention: Resolved) -> bool:
    """Tell a place in the name of a group ("Islamic State in Iraq and Syria")."""
    return bool(_GROUP.search(_before(text, mention))) or bool(_GROUP_AFTER.match(text, mention.span.end))


def _score(
    text: str,
    mention: Resolved,
    sentences: Sequence[Span],
    anchor: Span,
    outlet: str | None,
    titled: Set[str | None] = frozenset(),
) -> float:
    before, end = _before(text, mention), mention.span.end
    sentence = _sentence_of(mention, [anchor, *sentences])
    assert sentence is not None
    score = _by_sentence(sentence, sentences, anchor) + 1.5 * _by_trigger(text, mention, sentence)
    score += _by_place(mention.place)
    score += 2.0 if _DIRECT.search(before) else 1.2 if _PLACED.search(before) else 0.0
    score += 1.0 if _APPOSED.search(before) else 0.0
    score += 1.0 if _WHERE.match(text, end) else 0.0
    score += _IN_TITLE if mention.place.name in titled else 0.0
    score -= 3.0 if _AIMED_AT.search(before) else 0.0
    score -= 3.0 if _A_PEOPLE.match(text, end) else 0.0
    score -= 4.0 if _ORIGIN.search(before) else 0.0
    score -= 3.5 if _ELSEWHERE.search(before) else 0.0
    score -= 3.0 if _EARLIER.search(before) else 0.0
    score -= 1.5 if _BODY_BEFORE.search(before) else 0.0
    score -= 1.8 if _BODY_AFTER.match(text, end) else 0.0
    score -= 3.0 if _ABBREVIATED.fullmatch(mention.name) and _NOUN_AFTER.match(text, end) else 0.0
    score -= 1.2 if _LONGER_NAME.match(text, end) else 0.0
    score += 0.3 if outlet is not None and mention.place.country == outlet else 0.0
    return score - (1.0 - mention.probability)


def _by_place(place: Place) -> float:
    return _BY_PRECISION.get(place.precision or "", -0.5) + (0.0 if place.country else _NO_COUNTRY)


def _by_sentence(sentence: Span, sentences: Sequence[Span], anchor: Span) -> float:
    if sentence == anchor:
        return _IN_ANCHOR
    ordered = sorted({*sentences, anchor}, key=lambda s: s.start)
    return 1.0 / abs(ordered.index(sentence) - ordered.index(anchor))


def _by_trigger(text: str, mention: Resolved, sentence: Span) -> float:
    """Return how near the words of an attack stand, from 0 to 1."""
    spots = [m.span() for m in _TRIGGER.finditer(text, sentence.start, sentence.end)]
    gaps = [max(mention.span.start - end, start - mention.span.end, 0) for start, end in spots]
    return math.exp(-min(gaps) / _TRIGGER_SCALE) if gaps else 0.0


def _finest(scored: Sequence[_Scored]) -> Resolved:
    """Return the finest mention that lies inside the best one's place and is about as good."""
    best = scored[0].mention
    for other in scored[1:]:
        close = other.score > max(_LEAST, scored[0].score - _AS_GOOD)
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
    place = _with_its_town(place, best, scored)
    before = _before(text, best)
    if place.radius_km is None or not _NEAR.search(before):
        return place
    away = _AWAY.search(before)
    if away is None:
        return replace(place, radius_km=round(max(place.radius_km * 1.5, place.radius_km + 5), 1))
    km = float(away["n"]) * (_MILE_KM if away["unit"].lower().startswith("mile") else 1.0)
    precision = "district" if km >= _FAR_KM else place.precision
    return replace(place, radius_km=round(place.radius_km + km, 1), precision=precision)


def _with_its_town(place: Place, best: Resolved, scored: Sequence[_Scored]) -> Place:
    """Return a landmark or a neighbourhood with the name of its town: "Taksim Square, Istanbul"."""
    if place.precision not in ("exact", "neighbourhood") or place.name is None:
        return place
    towns = [
        s.mention.place.name
        for s in scored
        if s.mention.place.precision == "city" and s.mention.place.name and _within(best, s.mention)
    ]
    return replace(place, name=f"{place.name}, {towns[0]}") if towns and towns[0] != place.name else place
