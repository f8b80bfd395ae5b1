"""Dates, codes, outcome, groups and scope by the vote of independent sources.

Each independent source has one vote, shared among its reports where they differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from tocsin.model import RELATIONS, DateRange, Group, Outcome, Scope, Statement
from tocsin.resolve.account import date_span, surest
from tocsin.resolve.testimony import LONG_AGO, UNGRADED, Said, corrected
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES, WEAPON_TYPES, Code

SHARE: Final = 0.25
"""The share of independent sources from which a code is shown."""
_LISTS: Final[Mapping[str, Mapping[str, Code]]] = {
    "attack_type": ATTACK_TYPES,
    "weapon_type": WEAPON_TYPES,
    "target_type": TARGET_TYPES,
}
_Days = tuple[int, int]


def codes(said: Sequence[Said]) -> tuple[str, ...]:
    """Return the codes of a list, the most voted first, in the order of the list where votes are equal.

    Shown are those of at least a quarter of the independent sources that say anything of it, and those of
    the best graded source (A or B); the most voted one where that leaves none. A code gives way to a kind
    of it that is shown too (suicide_bombing for bombing).
    """
    heard = corrected(said)
    if not heard:
        return ()
    share = _shares((s.voice, {str(x.value) for x in s.statements}) for s in heard)
    shown = {code for code, weight in share.items() if weight >= SHARE}
    best = min(heard, key=lambda s: (s.grade, -s.told.timestamp(), s.report))
    if best.grade < UNGRADED:
        shown |= {str(x.value) for x in best.statements}
    shown = shown or {min(share, key=lambda code: (-share[code], code))}
    entries = _LISTS[heard[0].statements[0].property]
    absorbed = {entries[code].broader for code in shown if code in entries}
    listed = {code: number for number, code in enumerate(entries)}
    return tuple(
        sorted(shown - absorbed, key=lambda code: (-share[code], listed.get(code, len(listed)), code))
    )


def _shares(votes: Iterable[tuple[int, set[str]]]) -> dict[str, float]:
    """The share of voices behind each code; a voice that says it in one of two reports counts half."""
    by_voice: dict[int, list[set[str]]] = defaultdict(list)
    for voice, said in votes:
        by_voice[voice].append(said)
    share: dict[str, float] = defaultdict(float)
    for reports in by_voice.values():
        for report in reports:
            for code in report:
                share[code] += 1.0 / len(reports) / len(by_voice)
    return {code: round(weight, 9) for code, weight in share.items()}


def majority(said: Sequence[Said], without: frozenset[str] = frozenset()) -> str | None:
    """Return the value that most independent sources hold by their latest word; ties go to the later one."""
    latest = {s.voice: s for s in corrected(said)}
    votes: dict[str, tuple[int, float]] = {}
    for s in latest.values():
        value = str(surest(s.statements).value)
        count, told = votes.get(value, (0, 0.0))
        votes[value] = count + 1, max(told, s.told.timestamp())
    for value in without:
        votes.pop(value, None)
    return max(votes, key=lambda value: (votes[value], value)) if votes else None


def outcome(said: Sequence[Said]) -> Outcome | None:
    """Return the outcome that most independent sources now give."""
    return majority(said)  # type: ignore[return-value]  # check_statement holds values to the list


def scope(said: Sequence[Said]) -> Scope:
    """Return the scope that most of those that know one give, "unknown" where none does."""
    return majority(said, frozenset({"unknown"})) or "unknown"  # type: ignore[return-value]  # the same


def groups(said: Sequence[Said]) -> tuple[Group, ...]:
    """Return each group with its latest relation by each body that says so, claims first."""
    latest: dict[tuple[str, str | None], Group] = {}
    for s in corrected(said):
        for x in _in_order(s.statements):
            group = Group(x.value["name"], x.value["relation"], x.said_by)
            latest[group.name.casefold(), group.said_by] = group
    return tuple(
        sorted(latest.values(), key=lambda g: (RELATIONS.index(g.relation), g.name, g.said_by or ""))
    )


def _in_order(statements: Sequence[Statement]) -> Sequence[Statement]:
    if len(statements) == 1:
        return statements
    return sorted(statements, key=lambda x: (x.start or 0, x.id))


def dates(said: Sequence[Said]) -> DateRange:
    """Return the days that the independent sources agree on.

    Each source spreads its vote evenly over the days that it allows, so a stated day outweighs a week. The
    stretch of days with the most votes wins, the earlier one on a tie (late datelines are the commoner
    error). A day after that of the first publication is left out where another is given.
    """
    spans = _spans(corrected(said))
    if not spans:
        return DateRange(None, None, "unknown")
    edges = sorted({day for (first, last), _, _ in spans for day in (first, last + 1)})
    best = max(pairwise(edges), key=lambda edge: (round(_vote(spans, edge[0]), 9), -edge[0]))
    first, last = best[0], best[1] - 1
    precision = {p for span, _, p in spans if span == (first, last)}
    name = "day" if first == last else min(precision, default="range")
    return DateRange(date.fromordinal(first), date.fromordinal(last), name)


def _spans(said: Sequence[Said]) -> list[tuple[_Days, float, str]]:
    """The days that each report's best date allows, with their weight a day, and its precision."""
    if not said:
        return []
    reports_of: dict[int, int] = defaultdict(int)
    found: list[tuple[Said, _Days, str, float]] = []
    for s in said:
        given = [(date_span(x.value), x) for x in s.statements if x.value.get("start") or x.value.get("end")]
        if given:
            width = min(last - first for (first, last), _ in given)
            x = surest([x for (first, last), x in given if last - first == width])
            reports_of[s.voice] += 1
            sure = 1.0 if x.confidence is None else x.confidence
            found.append((s, date_span(x.value), x.value.get("precision") or "day", sure))
    known = [s.told.toordinal() for s, *_ in found if s.told != LONG_AGO]
    latest = min(known, default=10**9)
    possible = [entry for entry in found if entry[1][0] <= latest] or found
    return [
        (span, sure / reports_of[s.voice] / (span[1] - span[0] + 1), precision)
        for s, span, precision, sure in possible
    ]


def _vote(spans: Sequence[tuple[_Days, float, str]], day: int) -> float:
    return sum(weight for (first, last), weight, _ in spans if first <= day <= last)
