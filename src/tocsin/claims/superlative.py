"""The deadliest since, the first since: one event against all others that the record holds of that scope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from tocsin.claims.asking import Asked, Findings, Question
from tocsin.claims.checked import Counted, Row
from tocsin.claims.selecting import lies_in
from tocsin.claims.wording import day, in_place, listed, plural, window
from tocsin.measure import Estimate, Window
from tocsin.model import Incident

REACH: Final = timedelta(days=31)
"""How much of a window's beginning may be missing from what was read of it."""
SAME: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Put:
    asked: Asked
    event: Incident | None
    others: tuple[Incident, ...]
    unsure: tuple[Incident, ...]


def check_superlative(question: Question) -> Findings:
    """Return whether the record holds anything that a claim of "deadliest" or "first" forgets."""
    claim, days = question.claim, question.window(question.claim.side)
    if days is None:
        return Findings(because=("The claim names no window, and the record holds nothing that gives one.",))
    put = _put(question, days)
    coverage = question.view.coverage(days)
    if put.event is None:
        whose = claim.other or claim.side
        return Findings(
            because=(f"The record holds no attack {in_place(whose)} that the claim could be about.",),
            coverage=coverage, incidents=question.behind(put.asked), verdict="cannot tell",
        )  # fmt: skip
    found = _deadliest(question, put) if claim.kind == "deadliest" else _first(question, put)
    return replace(found, coverage=coverage)


def _put(question: Question, days: Window) -> _Put:
    claim = question.claim
    asked = Asked("stated", "as the claim states it", claim.side, days, question.stated)
    found = question.selected(asked)
    area = claim.other.area if claim.other else claim.side.area
    mine = [i for i in found.yes if lies_in(i, area) == "yes"]
    event = max(mine, key=_rank(claim.kind), default=None)
    others = tuple(i for i in found.yes if event is None or i.id != event.id)
    return _Put(asked, event, others, found.doubtful)


def _rank(kind: str) -> Callable[[Incident], tuple[Any, ...]]:
    """Return the order by which the event that a claim means is chosen: the deadliest, or the latest."""
    if kind == "deadliest":
        return lambda i: (_toll(i)[1], i.id)
    return lambda i: (str(i.date.start), len(i.reports), i.id)


def _toll(incident: Incident) -> tuple[int, int, float]:
    """Return low, best and high of the dead; nobody known dead is 0, and no known bound is infinite."""
    k = incident.killed
    if k is None:
        return 0, 0, float("inf")
    best = k.best if k.best is not None else k.low or 0
    return k.low if k.low is not None else 0, best, float("inf") if k.high is None else float(k.high)


def _deadliest(question: Question, put: _Put) -> Findings:
    assert put.event is not None
    low, best, high = _toll(put.event)
    worse = [i for i in put.others if _toll(i)[0] > high]
    close = [
        i for i in put.others if i not in worse and _toll(i)[2] > low and _toll(i)[1] >= best and _toll(i)[1]
    ]
    told = [
        f"The claim is about {_named(put.event)}: {best} killed"
        + (f" ({low} to {high:.0f})." if low != high and high != float("inf") else ".")
    ]
    if worse:
        worst = sorted(worse, key=lambda i: -_toll(i)[1])
        some = [f"{_named(i)} ({_toll(i)[1]} killed)" for i in worst[:3]]
        told.append(f"Deadlier in that scope: {listed(some)}"
                    + (f", and {len(worst) - 3} more." if len(worst) > 3 else "."))  # fmt: skip
    elif close:
        told.append(f"As deadly by some accounts: {listed([_named(i) for i in close[:3]])}.")
    else:
        told.append(
            f"None of the other {len(put.others)} in that scope has a higher toll."
            if put.others
            else "There is no other in that scope."
        )
    return _settled(question, put, told, against=bool(worse), unsure=bool(close))


def _first(question: Question, put: _Put) -> Findings:
    assert put.event is not None
    start = put.event.date.start or put.asked.window.since
    earlier = [i for i in put.others if _ends(i) < start - SAME]
    unsure = [i for i in put.unsure if _ends(i) < start - SAME]
    told = [f"The claim is about {_named(put.event)}."]
    if earlier:
        last = earlier[-3:]
        more = f", and {len(earlier) - len(last)} more." if len(earlier) > len(last) else "."
        told.append(f"Before it, in that scope: {listed([_named(i) for i in last])}{more}")
    elif unsure:
        told.append(
            f"Before it there are {plural(len(unsure), 'attack')} of which it is doubtful whether they count."
        )
    else:
        told.append("The record holds no earlier one in that scope.")
    return _settled(question, put, told, against=bool(earlier), unsure=bool(unsure))


def _ends(incident: Incident) -> date:
    return incident.date.end or incident.date.start or date.max


def _settled(question: Question, put: _Put, told: list[str], *, against: bool, unsure: bool) -> Findings:
    span, days = question.view.span, put.asked.window
    covered = span is not None and span.since <= days.since + REACH and not question.view.coverage(days).thin
    if against:
        verdict = "not supported"
    elif unsure:
        verdict = "depends on the definition"
        told.append("Which of them counts is a matter of definition, and of whose figure is taken.")
    elif covered:
        verdict = "supported"
    else:
        verdict = "cannot tell"
        begins = f"its documents begin on {day(span.since)}" if span else "it has no documents"
        if span and span.since <= days.since + REACH:
            begins = str(question.view.coverage(days))
        told.append(
            f"That is not enough: the claim covers {window(days)}, and the record cannot speak for "
            f"all of it: {begins}."
        )
    return Findings(
        rows=_tolls(put) if question.claim.kind == "deadliest" else (), because=tuple(told), verdict=verdict,
        incidents=(*(Counted(i) for i in _shown(put)), *(Counted(i, doubtful=True) for i in put.unsure)),
    )  # fmt: skip


def _shown(put: _Put) -> tuple[Incident, ...]:
    assert put.event is not None
    return (put.event, *put.others)


def _tolls(put: _Put) -> tuple[Row, ...]:
    """Return the tolls, the claim's own event first, then the deadliest others."""
    assert put.event is not None
    others = sorted((i for i in put.others if i.killed), key=lambda i: -_toll(i)[1])[:9]
    return tuple(
        Row("stated" if i is put.event else "other side", _named(i), _estimate(i, put), "no grounds")
        for i in (put.event, *others)
    )


def _estimate(incident: Incident, put: _Put) -> Estimate:
    low, best, high = _toll(incident)
    return Estimate(
        "people killed", float(best), float(low), None if high == float("inf") else high, "killed", 1,
        method="the toll, low to high as the documents say; no chance", definition=put.asked.definition.name,
        details={"range": True},
    )  # fmt: skip


def _named(incident: Incident) -> str:
    when = day(incident.date.start) if incident.date.start else "day unknown"
    return f"{incident.place.name or incident.title}, {when} [{incident.id}]"
