"""The reader: sentences -> Claims, with what each left open and how it was filled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tocsin.claims.reading.areas import mark_areas
from tocsin.claims.reading.chunks import Chunked, clean
from tocsin.claims.reading.core import Core
from tocsin.claims.reading.cores import find_core
from tocsin.claims.reading.guards import impossible, nameless, refusal, undated
from tocsin.claims.reading.notes import assumed, unused, words
from tocsin.claims.reading.numbers import mark_numbers
from tocsin.claims.reading.periods import mark_periods
from tocsin.claims.reading.sides import inherit, narrow, side_of, two_sided
from tocsin.claims.reading.subjects import counted_in
from tocsin.model import Claim, Period, Side

ONE_EVERY: Final = re.compile(r"(?<!\w)(?:once|⟪N\d+⟫) (?:of them )?every\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9\"'(])(?<!U\.S\. )(?<!U\.K\. )(?<!vs\. )")
_CLAUSE: Final = re.compile(
    r"; |,? (?:and|but|while|whereas) "
    r"|, (?=⟪N\d+⟫ (?:\w+ )?(?:injured|wounded|hurt|killed|dead)\b)"
    r"|, (?=(?:\w+ )?(?:twice|double|half|⟪N\d+⟫ times) as many)",
    re.IGNORECASE,
)
_ELLIPTIC: Final = re.compile(
    r"\W*(?:⟪A\d+⟫ (?:[a-z]+ )?(?:only |just )?(?P<n>⟪N\d+⟫)"
    r"|(?:only |just )?(?P<m>⟪N\d+⟫) (?:\w+ )?⟪A\d+⟫)\W*",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r", (?:among them|among whom|including|amongst them) [^,]+,", re.IGNORECASE)
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
    chunked = Chunked(_ASIDE.sub(" ", sentence))
    mark_periods(chunked, said_on)
    no = undated(chunked)
    mark_areas(chunked, said_on)
    mark_numbers(chunked)
    no = no or impossible(chunked, said_on) or nameless(chunked)
    if no is not None:
        return [NotUnderstood(sentence, no)]
    found: list[Claim | NotUnderstood] = []
    clauses = _clauses(chunked)
    for number, clause in enumerate(clauses, 1):
        part = Chunked(clause, chunked.values, chunked.said)
        before = found[-1] if found and isinstance(found[-1], Claim) else None
        made = _clause(sentence, part, said_on, before)
        several = isinstance(made, Claim) and len(clauses) > 1
        found.append(replace(made, part=number) if several and isinstance(made, Claim) else made)
    return _one_scope(found)


def _one_scope(found: list[Claim | NotUnderstood]) -> list[Claim | NotUnderstood]:
    """Give the dead and the injured of one sentence the scope of either: the attacks are the same."""
    if len(found) != 2 or not all(isinstance(one, Claim) and one.kind == "count" for one in found):
        return found
    first, second = (one for one in found if isinstance(one, Claim))
    counted = {one.side.subject.counted for one in (first, second)}
    if counted != {"killed", "injured"}:
        bare = first.side.period == Period() and first.side.area == second.side.area
        return (
            [replace(first, side=inherit(first.side, second.side, subject=False)), second] if bare else found
        )
    return [_scoped(first, second.side), _scoped(second, first.side)]


def _scoped(claim: Claim, other: Side) -> Claim:
    told = claim.side.subject
    subject = told
    if not (told.attack_types or told.target_types or told.groups):
        subject = replace(other.subject, counted=told.counted)
    side = inherit(replace(claim.side, subject=subject), other, subject=False)
    return replace(claim, side=replace(side, subject=replace(subject, words=words(side))))


def _clauses(chunked: Chunked) -> list[str]:
    """Return the sentence, or its parts where each makes a claim of its own."""
    for link in _CLAUSE.finditer(chunked.text):
        parts = [chunked.text[: link.start()], chunked.text[link.end() :]]
        cores = [_core(Chunked(part, chunked.values, chunked.said)) for part in parts]
        several = [
            core for core in cores if core is not None and (core.right is None or core.kind == "times")
        ]
        named = [
            counted_in(part) or core.kind == "times" or (k > 0 and _ELLIPTIC.fullmatch(part) is not None)
            for k, (part, core) in enumerate(zip(parts, several, strict=False))
        ]
        if len(several) == len(named) == 2 and all(named) and several[0].right is None:
            return parts
    return [chunked.text]


def _core(part: Chunked) -> Core | None:
    """Return the core of a clause, which may leave out what it counts ("and 15 in Germany")."""
    found = find_core(part)
    bare = _ELLIPTIC.fullmatch(part.text) if found is None else None
    return Core("count", part.value(bare["n"] or bare["m"]), "attacks", part.text) if bare else found


def _clause(sentence: str, part: Chunked, said_on: date, before: Claim | None) -> Claim | NotUnderstood:
    core = _core(part) if before is not None and before.kind == "count" else find_core(part)
    elliptic = before is not None and _ELLIPTIC.fullmatch(part.text) is not None
    known = before is not None and core is not None and (core.kind == "times" or elliptic)
    counted = counted_in(part.text) or ONE_EVERY.search(part.text) is not None
    if not (counted or known or (core and core.kind == "share")):
        return NotUnderstood(sentence, "what is counted: attacks, people killed or injured")
    if core is None:
        return NotUnderstood(
            sentence,
            "a number that can be checked (every 84 hours, 12 attacks, up 30 %, the deadliest since …)",
        )
    claim = _claim(sentence, part, core, said_on, before)
    if claim.other is not None and _same(claim.side, claim.other):
        part_of = "which part of them: a place, a kind of attack, a target or a group"
        two = "a number for two different sides: two places, times or kinds of attack"
        return NotUnderstood(sentence, part_of if claim.kind == "share" else two)
    return claim


def _same(one: Side, other: Side) -> bool:
    same_what = replace(one.subject, words="") == replace(other.subject, words="")
    return same_what and one.area == other.area and one.period == other.period


def _claim(sentence: str, part: Chunked, core: Core, said_on: date, before: Claim | None) -> Claim:
    earlier = before.side if before else None
    both = core.right is not None or core.kind == "change"
    made = two_sided(part, core, said_on, earlier) if both else None
    side, other = made or (side_of(part, part.text, core), None)
    if before is not None:
        side = inherit(side, before.side, subject=not narrow(side.subject))
        other = other and inherit(other, side, subject=not narrow(other.subject))
    notes = assumed(sentence, core, side, other)
    side = replace(side, subject=replace(side.subject, words=words(side)))
    if other is not None:
        other = replace(other, subject=replace(other.subject, words=words(other)))
    unit = core.unit
    if core.kind == "count" and unit != "attacks":
        side = replace(side, subject=replace(side.subject, counted=unit))  # type: ignore[arg-type]
    elif core.kind == "count":
        unit = side.subject.counted
    return Claim(
        text=sentence, kind=core.kind, amount=core.amount, unit=unit, side=side, other=other,
        other_amount=core.other_amount, said_on=said_on, assumed=notes, unused=unused(part),
    )  # fmt: skip
