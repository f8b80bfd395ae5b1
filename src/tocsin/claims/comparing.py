"""Two sides: "up 30 % since", "twice as many as", "most of them in", "12 compared with 5"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tocsin.claims.asking import Asked, Findings, Question
from tocsin.claims.checked import Counted, Row
from tocsin.claims.frequency import measured, spread
from tocsin.claims.scope import covered_countries
from tocsin.claims.standing import of_rate
from tocsin.claims.tolls import toll
from tocsin.claims.wording import claimed, in_place, plural, window
from tocsin.measure import Estimate, Window, ratio_of
from tocsin.measure.share import share_of
from tocsin.model import Amount, Claim, Incident, Side
from tocsin.model import Counted as CountedThing
from tocsin.release import FEWEST, withheld

PLACES: Final = (
    "Two places are compared as this desk's documents tell of them: coverage differs between places, and the "
    "ratio moves with it."
)
_REPLICATES: Final = 1999


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of one reading."""

    one: Asked
    other: Asked


def check_comparison(question: Question) -> Findings:
    """Return what the record says of a change, a ratio, a share, or two counts."""
    claim = question.claim
    assert claim.other is not None
    days, others = question.window(claim.side), question.window(claim.other)
    if days is None or others is None:
        return Findings(because=("The claim names no window, and the record holds nothing that gives one.",))
    pairs = list(_pairs(question, claim.side, claim.other, days, others))
    if claim.kind == "compare":
        return _two_counts(question, pairs[0])
    rows = [_row(question, pair) for pair in pairs]
    coverage = min((question.view.coverage(w) for w in (days, others)), key=lambda c: c.documents / c.days)
    cautions = (PLACES,) if _places_differ(claim) and claim.kind != "share" else ()
    return Findings(
        rows=tuple(rows), because=_because(question, pairs[0], rows[0]),
        incidents=_behind(question, pairs[0]), spread=spread(rows), coverage=coverage, cautions=cautions,
    )  # fmt: skip


def _pairs(question: Question, side: Side, other: Side, days: Window, others: Window) -> Iterator[Pair]:
    for one in question.readings(side, days):
        second = Asked(one.about, one.label, other, others, one.definition, one.doubtful, one.merged)
        if one.about == "region" and other.area == side.area:
            second = replace(second, side=replace(other, area=one.side.area))
        yield Pair(one, second)


def _places_differ(claim: Claim) -> bool:
    assert claim.other is not None
    return claim.side.area != claim.other.area


def _row(question: Question, pair: Pair) -> Row:
    claim, about, label = question.claim, pair.one.about, pair.one.label
    ours, theirs = question.counted(pair.one), question.counted(pair.other)
    n, m = len(ours), len(theirs)
    if max(n, m) < FEWEST:
        return Row(about, label, None, "no grounds", f"fewer than {FEWEST} on either side: withheld")
    if not all(question.view.coverage(a.window).documents for a in (pair.one, pair.other)):
        return Row(about, label, None, "no grounds", "nothing was read of one of the two times")
    if withheld(n) or withheld(m):
        return Row(about, label, None, "no grounds", f"fewer than {FEWEST} on one side: withheld")
    if claim.kind == "share":
        estimate = _share(n, m, pair.one)
        amount = claim.amount
    else:
        estimate = _ratio(pair, ours, theirs)
        amount = _as_ratio(claim)
    assert amount is not None
    return Row(about, label, estimate, of_rate(estimate, amount))


def _as_ratio(claim: Claim) -> Amount:
    """Return a change in per cent as a ratio: up 30 % is 1.3 times."""
    assert claim.amount is not None
    if claim.kind == "times":
        return claim.amount
    return replace(claim.amount, value=1 + claim.amount.value / 100)


def _ratio(pair: Pair, ours: Sequence[Incident], theirs: Sequence[Incident]) -> Estimate:
    days, others = pair.one.window.days, pair.other.window.days
    counted = pair.one.side.subject.counted
    if counted == "attacks":
        found = ratio_of(
            len(ours), days, len(theirs), others, adjacent=False, definition=pair.one.definition.name
        )
        return replace(found, quantity="ratio of rates")
    first, second = (np.array([_best(i, counted) for i in part], float) for part in (ours, theirs))
    rng = np.random.default_rng(0)
    drawn = [_resampled(rng, part) for part in (first, second)]
    ratios = (drawn[0] / days) / np.maximum(drawn[1] / others, 1e-12)
    low, high = np.quantile(ratios, [0.025, 0.975])
    value = float(first.sum() / days / (second.sum() / others)) if second.sum() else None
    return Estimate(
        f"ratio of people {counted} a day", value, float(low), float(high), "times",
        len(ours) + len(theirs), float(days + others), seed=0, definition=pair.one.definition.name,
        method="bootstrap over attacks; a few large ones decide it",
    )  # fmt: skip


def _resampled(rng: np.random.Generator, part: np.ndarray) -> np.ndarray:
    if not len(part):
        return np.zeros(_REPLICATES)
    sums: np.ndarray = rng.choice(part, size=(_REPLICATES, len(part))).sum(axis=1)
    return sums


def _best(incident: Incident, counted: CountedThing) -> float:
    count = toll(incident, counted)
    return 0.0 if count is None else float(next((x for x in (count.best, count.low) if x is not None), 0))


def _share(n: int, m: int, asked: Asked) -> Estimate:
    """Return n of m in per cent."""
    found = share_of(
        n, m, quantity="share of attacks", definition=asked.definition.name,
        exposure=float(asked.window.days), details={"counts": [n, m]},
    )  # fmt: skip
    value, low, high = (None if x is None else 100 * x for x in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high, unit="%", assumptions=())


def _two_counts(question: Question, pair: Pair) -> Findings:
    claim = question.claim
    assert claim.other_amount is not None
    rows = [
        replace(measured(question, pair.one), label=_named(pair.one)),
        replace(measured(question, pair.other, claim.other_amount), about="stated", label=_named(pair.other)),
    ]
    told = tuple(_count_sentence(row) for row in rows)
    standing = {row.standing for row in rows}
    verdict = (
        "cannot tell"
        if "no grounds" in standing
        else "supported"
        if standing == {"agrees"}
        else "not supported"
    )
    coverage = question.view.coverage(pair.one.window)
    if verdict == "not supported" and "more" not in standing and coverage.thin:
        verdict = "cannot tell"
    return Findings(
        rows=tuple(rows), because=told, incidents=_behind(question, pair), coverage=coverage, verdict=verdict,
        cautions=(PLACES,) if _places_differ(claim) else (),
    )  # fmt: skip


def _named(asked: Asked) -> str:
    return f"{asked.side.subject.words or 'attacks'} {in_place(asked.side)}, {window(asked.window)}"


def _count_sentence(row: Row) -> str:
    if row.estimate is None:
        return f"The record gives no figure for {row.label}: {row.note}."
    how = {"agrees": "as claimed", "more": "more than claimed", "fewer": "fewer than claimed"}.get(
        row.standing, ""
    )
    return f"The record has {plural(row.estimate.n, 'attack')} ({row.label}): {how}."


def _behind(question: Question, pair: Pair) -> tuple[Counted, ...]:
    seen: dict[str, Counted] = {}
    for asked in (pair.one, pair.other):
        for counted in question.behind(asked):
            seen.setdefault(counted.incident.id, counted)
    return tuple(sorted(seen.values(), key=lambda c: (c.doubtful, str(c.incident.date.start))))


def _because(question: Question, pair: Pair, row: Row) -> tuple[str, ...]:
    claim = question.claim
    if row.estimate is None:
        return (f"The record gives no figure: {row.note}.",)
    n, m = len(question.counted(pair.one)), len(question.counted(pair.other))
    first, second = _named(pair.one), _named(pair.other)
    if claim.kind == "share":
        told = f"Of {plural(m, 'attack')} ({second}) {n} are {_part(pair)}: {row.estimate.amount}."
    else:
        told = f"{n} ({first}) against {m} ({second}): as rates, {row.estimate.amount}."
        told += _excluded(row)
    return (told, _stands(claim, row))


def _part(pair: Pair) -> str:
    one, other = pair.one.side, pair.other.side
    if covered_countries(one.area) != covered_countries(other.area) or one.area.place:
        return in_place(one)
    return one.subject.words or "such attacks"


def _excluded(row: Row) -> str:
    assert row.estimate is not None
    low, high = row.estimate.low or 0.0, row.estimate.high
    if low <= 1 and (high is None or high >= 1):
        return " No difference at all is within that interval, too."
    return ""


def _stands(claim: Claim, row: Row) -> str:
    said = claimed(claim)
    if row.standing == "agrees":
        return f"That bears out “{said}”."
    if row.standing == "compatible":
        return f"The interval holds “{said}” and much else: it neither bears the claim out nor refutes it."
    return f"The whole interval lies {'above' if row.standing == 'more' else 'below'} “{said}”."
