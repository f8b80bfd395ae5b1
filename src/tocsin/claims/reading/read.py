"""The reader: sentences -> Claims, with what each left open and how it was filled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tocsin.claims.reading.areas import mark_areas
from tocsin.claims.reading.chunks import MARK, Chunked, clean
from tocsin.claims.reading.cores import Core, find_core
from tocsin.claims.reading.guards import refusal
from tocsin.claims.reading.numbers import mark_numbers
from tocsin.claims.reading.periods import When, mark_periods, months_before
from tocsin.claims.reading.subjects import HEAD, counted_in, subject_of
from tocsin.model import Area, Claim, Period, Side, Subject

ONE_EVERY: Final = re.compile(r"(?<!\w)(?:once|⟪N\d+⟫) (?:of them )?every\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9\"'(])(?<!U\.S\. )(?<!U\.K\. )(?<!vs\. )")
_CLAUSE: Final = re.compile(r"; |,? (?:and|but|while|whereas) ", re.IGNORECASE)
_TERROR: Final = re.compile(r"\bterror\w*", re.IGNORECASE)
_MAJOR: Final = re.compile(r"\b(?:significant|major|serious|big|large)\b", re.IGNORECASE)
MOST_CLAIMS: Final = 12
"""Claims read from one text; a longer list is an article."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A sentence that makes no claim that can be checked, and what it lacks."""

    text: str
    missing: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The claims of a text in order, and the sentences that were not understood."""

    claims: tuple[Claim, ...]
    not_understood: tuple[NotUnderstood, ...] = ()


def read(text: str, *, said_on: date, said_by: str | None = None, source: str | None = None) -> Understood:
    """Return the claims in `text`, an English sentence or a few, said on a day.

    Raises InputError where it is empty, or too long for a claim.
    """
    claims: list[Claim] = []
    left: list[NotUnderstood] = []
    for sentence in _SENTENCE.split(clean(text))[:MOST_CLAIMS]:
        for made in _sentence(sentence, said_on):
            if isinstance(made, NotUnderstood):
                left.append(made)
            else:
                claims.append(replace(made, said_by=said_by, source=source))
    return Understood(tuple(claims), tuple(left))


def _sentence(sentence: str, said_on: date) -> list[Claim | NotUnderstood]:
    if (no := refusal(sentence)) is not None:
        return [NotUnderstood(sentence, no)]
    chunked = Chunked(sentence)
    mark_periods(chunked, said_on)
    mark_areas(chunked)
    mark_numbers(chunked)
    if (no := _impossible(chunked, said_on)) is not None:
        return [NotUnderstood(sentence, no)]
    found: list[Claim | NotUnderstood] = []
    clauses = _clauses(chunked)
    for number, clause in enumerate(clauses, 1):
        part = Chunked(clause, chunked.values, chunked.said)
        before = found[-1] if found and isinstance(found[-1], Claim) else None
        made = _clause(sentence, part, said_on, before)
        several = isinstance(made, Claim) and len(clauses) > 1
        found.append(replace(made, part=number) if several and isinstance(made, Claim) else made)
    return found


def _clauses(chunked: Chunked) -> list[str]:
    """Return the sentence, or its parts where each makes a claim of its own."""
    for link in _CLAUSE.finditer(chunked.text):
        parts = [chunked.text[: link.start()], chunked.text[link.end() :]]
        cores = [find_core(Chunked(part, chunked.values, chunked.said)) for part in parts]
        if all(core is not None and core.right is None for core in cores) and all(map(counted_in, parts)):
            return parts
    return [chunked.text]


def _clause(sentence: str, part: Chunked, said_on: date, before: Claim | None) -> Claim | NotUnderstood:
    core = find_core(part)
    if not counted_in(part.text) and not ONE_EVERY.search(part.text) and not (core and core.kind == "share"):
        return NotUnderstood(sentence, "what is counted: attacks, people killed or injured")
    if core is None:
        return NotUnderstood(
            sentence,
            "a number that can be checked (every 84 hours, 12 attacks, up 30 %, the deadliest since …)",
        )
    return _claim(sentence, part, core, said_on, before)


def _impossible(chunked: Chunked, said_on: date) -> str | None:
    for amount in (*chunked.of("N"), *chunked.of("P")):
        if amount.value < 0:
            return "a possible number: minus attacks there are none"
        if amount.value > 10_000_000:
            return f"a possible number: {amount.value:,.0f} is more than any record holds"
    if any(chunked.value(mark).value == 0 for mark in re.findall(r"every (⟪N\d+⟫)", chunked.text)):
        return "a possible interval: every 0 hours is none"
    for when in chunked.of("D"):
        if when.period.since and when.period.since > said_on:
            return f"a window that has begun: {when.period.words.strip()} is in the future on {said_on}"
    if re.search(r"\b(?:will|shall|is going to|are going to)\b", chunked.text, re.IGNORECASE):
        return "what happened: a forecast of the future cannot be checked against a record"
    return None


def _claim(sentence: str, part: Chunked, core: Core, said_on: date, before: Claim | None) -> Claim:
    made = _two_sided(part, core, said_on) if core.right is not None or core.kind == "change" else None
    side, other = made or (_side(part, part.text, core), None)
    if before is not None:
        side = _inherit(side, before.side, subject=not _narrow(side.subject))
    assumed = _assumed(sentence, core, side, other)
    side = replace(side, subject=replace(side.subject, words=_words(side)))
    if other is not None:
        other = replace(other, subject=replace(other.subject, words=_words(other)))
    unit = core.unit
    if core.kind == "count" and unit != "attacks":
        side = replace(side, subject=replace(side.subject, counted=unit))  # type: ignore[arg-type]
    elif core.kind == "count":
        unit = side.subject.counted
    return Claim(
        text=sentence, kind=core.kind, amount=core.amount, unit=unit, side=side, other=other,
        other_amount=core.other_amount, said_on=said_on, assumed=assumed, unused=_unused(part),
    )  # fmt: skip


def _side(part: Chunked, text: str, core: Core) -> Side:
    """Return what, where and when a piece of the sentence says."""
    areas, whens = part.of("A", text), part.of("D", text)
    return Side(subject_of(text), _area(areas), _period(whens, core))


def _area(areas: list[Area]) -> Area:
    """Return the narrowest of the places, as "in Munich, Germany" means Munich."""
    chosen = areas[0] if areas else Area("")
    for area in areas[1:]:
        inside = area.countries and (not chosen.countries or set(area.countries) <= set(chosen.countries))
        if inside and (area.place or not chosen.place):
            chosen = area
    return chosen


def _period(whens: list[When], core: Core) -> Period:
    if not whens:
        return Period()
    if core.kind in ("deadliest", "first"):
        scope = next((w for w in whens if w.since or w.relative), whens[0])
        if scope.since and scope.reference and scope.reference.until:
            return replace(scope.period, since=scope.reference.until + timedelta(days=1))
        return scope.period
    days = [w for w in whens if w.period.since == w.period.until and not w.since]
    whole = next((w for w in whens if not w.relative), whens[0])
    return (days[0] if days else whole).period


def _two_sided(part: Chunked, core: Core, said_on: date) -> tuple[Side, Side | None]:
    if core.kind in ("deadliest", "first"):
        return _superlative(part, core)
    if core.kind == "change":
        return _change(part, core, said_on)
    assert core.right is not None
    left, right = _side(part, core.left, core), _side(part, core.right, core)
    if core.kind == "share":
        whole = right
        merged = _merged(whole.subject, left.subject)
        side = Side(merged, left.area if left.area.name else whole.area,
                    left.period if left.period.since else whole.period)  # fmt: skip
        return side, _inherit(whole, Side(Subject(), Area(""), side.period), subject=False)
    left_bare, right_bare = not _narrow(left.subject), not counted_in(core.right)
    left = _inherit(left, right, subject=left_bare and not counted_in(core.left))
    right = _inherit(right, left, subject=right_bare)
    return left, right


def _merged(whole: Subject, part: Subject) -> Subject:
    return replace(
        whole, attack_types=part.attack_types or whole.attack_types,
        target_types=part.target_types or whole.target_types, groups=part.groups or whole.groups,
        movement=part.movement or whole.movement,
    )  # fmt: skip


def _inherit(side: Side, from_: Side, *, subject: bool) -> Side:
    return Side(
        from_.subject if subject else side.subject,
        side.area if side.area.name else from_.area,
        side.period if side.period.since or side.period.until else from_.period,
    )


def _narrow(subject: Subject) -> bool:
    return bool(
        subject.attack_types or subject.target_types or subject.groups or subject.counted != "attacks"
    )


def _superlative(part: Chunked, core: Core) -> tuple[Side, Side | None]:
    """Tell the event that the claim is about from where it is said to be the deadliest or the first."""
    assert core.right is not None
    everything = f"{core.left} {core.right}"
    subject = subject_of(everything)
    period = _period(part.of("D", everything), core)
    before, after = part.of("A", core.left), part.of("A", core.right)
    areas = [*before, *after]
    event = _event(areas, before)
    scope = next((a for a in areas if a is not event), areas[0] if areas else Area(""))
    if event is scope:
        event = None
    return Side(subject, scope, period), Side(subject, event, Period()) if event else None


def _event(areas: list[Area], before: list[Area]) -> Area | None:
    if len(areas) < 2:
        return None
    towns = [a for a in areas if a.place]
    return towns[0] if len(towns) == 1 else before[0] if before else areas[0]


def _change(part: Chunked, core: Core, said_on: date) -> tuple[Side, Side]:
    whens = part.of("D", core.left)
    base = part.value(core.base).period if core.base else None
    now: Period | None = None
    for when in whens:
        if when.since and when.reference:
            base = base or when.reference
        elif when.reference is not None and base is None:
            base, until = when.reference, when.period.until
            start = base.until + timedelta(days=1) if base.until else None
            now = Period(_as_long(base, start, until), until, when.period.words)
        else:
            now = now or when.period
    now = now or _to_now(base, said_on)
    base = base or _previous(now)
    side = _side(part, core.left, core)
    return replace(side, period=now), replace(side, period=base)


def _as_long(base: Period, start: date | None, until: date | None) -> date | None:
    """Return where the later window begins: the last month of "between June and July", year of "2014 and 2015"."""
    if until is None or base.since is None or base.until is None:
        return start
    if (base.since.month, base.since.day, base.until.month, base.until.day) == (1, 1, 12, 31):
        return date(until.year, 1, 1)
    return until.replace(day=1) if base.since != base.until else start


def _to_now(base: Period | None, said_on: date) -> Period:
    last = said_on - timedelta(days=1)
    if base is None or base.since is None or base.until is None:
        return Period(date(last.year, 1, 1), last, "this year")
    days = (base.until - base.since).days + 1
    if days > 300:
        return Period(date(last.year, 1, 1), last, "this year")
    start = max(base.until + timedelta(days=1), months_before(said_on, 1) if days > 1 else base.until)
    return Period(start, last, "since then")


def _previous(now: Period) -> Period:
    """Return the period before, whole where `now` is a year or a month (or what there is of one)."""
    assert now.since is not None
    assert now.until is not None
    if (now.since.month, now.since.day) == (1, 1):
        return Period(date(now.since.year - 1, 1, 1), date(now.since.year - 1, 12, 31), "the year before")
    if now.since.day == 1 and now.since.month == now.until.month:
        last = now.since - timedelta(days=1)
        return Period(last.replace(day=1), last, "the month before")
    last = now.since - timedelta(days=1)
    return Period(last - (now.until - now.since), last, "as long before")


def _assumed(sentence: str, core: Core, side: Side, other: Side | None) -> tuple[str, ...]:
    notes = []
    if not side.area.name and not (other and other.area.name):
        notes.append("no place is named: the whole world")
    if side.period.since is None and side.period.until is None:
        notes.append("no time is named: all that the record holds up to the day before it was said")
    if core.kind == "change" and other is not None and side.period != other.period:
        notes.append(f"{_days(side.period)} against {_days(other.period)}, both as a rate a day")
    word = _TERROR.search(sentence)
    if word:
        notes.append(f"“{word[0]}” is the claim's word: what counts is what the definition says")
    major = _MAJOR.search(sentence)
    if major and re.search(HEAD, sentence, re.IGNORECASE):
        notes.append(
            f"“{major[0].lower()}” has no measure in the sentence: attacks of every size are counted"
        )
    if side.subject.movement:
        notes.append(f"{side.subject.movement}: groups of that movement that somebody named for it")
    return tuple(notes)


def _days(period: Period) -> str:
    return f"{period.since or '…'} to {period.until or '…'}"


def _words(side: Side) -> str:
    s = side.subject
    what = " or ".join(code.replace("_", " ") for code in s.attack_types)
    parts = [
        "people killed in" if s.counted == "killed" else "people injured in" if s.counted == "injured" else ""
    ]
    parts += ["deadly"] if s.deadly else []
    parts += [s.outcome] if s.outcome else []
    parts += [f"{what} attacks" if what and not what.endswith("ing") else f"{what}s" if what else "attacks"]
    if s.target_types:
        parts.append("on " + " or ".join(code.replace("_", " ") for code in s.target_types))
    if s.movement or s.groups:
        parts.append("by " + (f"{s.movement} groups" if s.movement else " or ".join(s.groups)))
    return " ".join(filter(None, parts))


_IDLE: Final = frozenset(
    ["the", "a", "an", "in", "of", "on", "at", "by", "for", "to", "from", "with", "and", "or", "but", "that", "this", "these", "those", "there", "here", "it", "its", "is", "are", "was", "were", "be", "been", "has", "have", "had", "as", "than", "every", "once", "each", "one", "any", "some", "all", "only", "just", "alone", "saw", "seen", "see", "say", "said", "so", "far", "now", "still", "up", "down", "not", "no", "more", "most", "attack", "attacks", "people", "killed", "were", "happened", "took", "place", "reported", "counted", "hit", "about", "which", "who", "whose", "them", "they", "their", "he", "she", "we", "i", "you"]
)


def _unused(part: Chunked) -> tuple[str, ...]:
    """Return the words that said nothing to the reader, so that a person sees what was passed over."""
    words = re.findall(r"[A-Za-z][\w'-]+", MARK.sub(" ", part.text))
    known = re.compile(rf"{HEAD}|hours?|days?|weeks?|months?|years?", re.IGNORECASE)
    return tuple(dict.fromkeys(w for w in words if w.lower() not in _IDLE and not known.fullmatch(w)))
