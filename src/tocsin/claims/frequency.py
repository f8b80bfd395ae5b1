"""How often, how many: "every 84 hours", "12 attacks in two months", "25 a day"; and how many were hit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from tocsin.claims.asking import Asked, Findings, Question
from tocsin.claims.checked import Row
from tocsin.claims.doubting import LABEL, doubted, width_sentence
from tocsin.claims.pricing import price
from tocsin.claims.standing import of_count, of_rate
from tocsin.claims.tolls import toll_of
from tocsin.claims.wording import claimed, in_place, number, plural, window
from tocsin.measure import Estimate, Window, grid_of, mean_gap, rate
from tocsin.measure.rates import as_gap
from tocsin.model import Amount, Claim
from tocsin.release import FEWEST, withheld

MOST_ALONE: Final = 5
"""In a scope of more attacks than this a toll is not taken to mean one of them."""
DAYS_OF: Final = {"a hour": 1 / 24, "a day": 1.0, "a week": 7.0, "a month": 730 / 24, "a year": 365.0}


def check_frequency(question: Question) -> Findings:
    """Return what the record says of a gap, a rate or a count."""
    claim, days = question.claim, question.window(question.claim.side)
    if days is None:
        return Findings(because=("The claim names no window, and the record holds nothing that gives one.",))
    asked = list(question.readings(claim.side, days))
    rows = [measured(question, one) for one in asked]
    if claim.side.subject.counted != "attacks":
        rows += list(alone(question, asked[0]))
    doubt = _doubt_row(question, asked[0])
    rows += [doubt] if doubt else []
    rows += [measured(question, one) for one in _windows(question, asked[0])]
    ratio, note = price(question, asked[0]) if claim.side.subject.counted == "attacks" else (None, "")
    return Findings(
        rows=tuple(rows), because=_because(question, asked[0], rows[0]), incidents=question.behind(asked[0]),
        price=ratio, price_note=note, spread=_spread(rows, doubt), coverage=question.view.coverage(days),
    )  # fmt: skip


def measured(question: Question, asked: Asked, amount: Amount | None = None) -> Row:
    """Return the figure of one reading and how it stands to `amount` (the claim's)."""
    claim = question.claim
    amount = amount or claim.amount
    assert amount is not None
    if asked.side.subject.counted != "attacks":
        return toll_row(question, asked, amount)
    found = question.selected(asked)
    n = len(question.counted(asked))
    if withheld(n):
        return Row(asked.about, asked.label, None, "no grounds", f"fewer than {FEWEST}: withheld")
    if not n and not question.view.coverage(asked.window).documents:
        return Row(asked.about, asked.label, None, "no grounds", "nothing was read of that time")
    estimate = _estimate(claim, question, asked)
    if claim.kind in ("count", "compare"):
        high = len(found.either) if asked.about == "stated" else n
        standing = of_count(n, max(n, high) if asked.about == "stated" else n, amount)
    else:
        standing = of_rate(estimate, amount, inverse=claim.kind == "gap")
    return Row(asked.about, asked.label, estimate, standing)


def _estimate(claim: Claim, question: Question, asked: Asked) -> Estimate:
    events = question.events(asked)
    if claim.kind == "gap":
        return mean_gap(events, asked.window)
    return _scaled(claim, rate(events, asked.window), asked)


def _scaled(claim: Claim, found: Estimate, asked: Asked) -> Estimate:
    """Return a rate a day as the number in the window, or in the unit of the claim."""
    days = asked.window.days if claim.kind != "rate" else DAYS_OF[claim.unit]
    name, unit = ("number of attacks", "events") if claim.kind != "rate" else ("rate of attacks", claim.unit)
    return replace(
        found, quantity=name, unit=unit, value=_times(found.value, days), low=_times(found.low, days),
        high=_times(found.high, days),
    )  # fmt: skip


def _doubt_row(question: Question, stated: Asked) -> Row | None:
    """Return the figure as stated with the record's doubt in its interval; shown, it does not decide."""
    claim = question.claim
    if claim.side.subject.counted != "attacks" or claim.amount is None:
        return None
    found = doubted(question, stated)
    if found is None:
        return None
    estimate = as_gap(found) if claim.kind == "gap" else _scaled(claim, found, stated)
    return Row("doubt", LABEL, estimate, of_rate(estimate, claim.amount, inverse=claim.kind == "gap"))


def _spread(rows: list[Row], doubt: Row | None) -> str:
    told = [spread(rows), width_sentence(doubt.estimate) if doubt and doubt.estimate else ""]
    return " ".join(filter(None, told))


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def toll_row(question: Question, asked: Asked, amount: Amount) -> Row:
    """Return how many people were hit, low to high as the documents say; no chance is put on tolls."""
    incidents = question.counted(asked)
    counted = asked.side.subject.counted
    per = 1.0 if question.claim.kind != "rate" else asked.window.days / DAYS_OF[question.claim.unit]
    estimate, unknown = toll_of(incidents, counted, asked, per)
    if estimate is None:
        return Row(
            asked.about, asked.label, None, "no grounds", "no such attack with a known toll in the record"
        )
    low, high = estimate.low or 0.0, estimate.high if estimate.high is not None else float("inf")
    # A toll that is a range, or open upwards ("at least"), is not more exact than that.
    standing = of_count(low, max(high, low), amount, slack=0.0 if len(incidents) == 1 else 0.02)
    note = f"{plural(unknown, 'attack')} without a known toll" if unknown else ""
    return Row(asked.about, asked.label, estimate, standing, note)


def alone(question: Question, stated: Asked) -> Iterator[Row]:
    """Yield the attack whose toll alone is the claimed one, where the claim may mean just that."""
    assert question.claim.amount is not None
    incidents = question.counted(stated)
    if not 1 < len(incidents) <= MOST_ALONE:
        return
    for incident in incidents:
        estimate, _ = toll_of((incident,), stated.side.subject.counted, stated)
        if estimate is None:
            continue
        low, high = estimate.low or 0.0, estimate.high if estimate.high is not None else float("inf")
        if of_count(low, high, question.claim.amount, slack=0.0) == "agrees":
            yield Row("doubtful", f"for the one attack {incident.id[:8]} alone", estimate, "agrees")


def _windows(question: Question, stated: Asked) -> Iterator[Asked]:
    """Yield other windows of which something was read: as long before, and the whole record."""
    days, span = stated.window, question.view.span
    if span is None or question.claim.kind not in ("gap", "rate"):
        return
    before = Window(
        days.since - (days.until - days.since) - timedelta(days=1), days.since - timedelta(days=1)
    )
    if question.view.coverage(before).documents and span.since <= before.since:
        yield replace(stated, about="window", label=f"window {before}", window=before)
    if span.days > days.days:
        yield replace(stated, about="window", label=f"window {span}, the whole record", window=span)


def spread(rows: list[Row]) -> str:
    """Return what moves the answer more, the reading or chance."""
    known = {
        row.label: row.estimate
        for row in rows
        if row.estimate and row.estimate.value and row.about not in ("window", "doubt")
    }
    if len(known) < 2 or rows[0].estimate is None or rows[0].estimate.details.get("range"):
        return ""
    grid = grid_of(known)
    if grid.between is None or grid.by_chance is None:
        return ""
    return (
        f"Between the {len(known)} readings the answer varies {grid.between:.1f}-fold, by chance "
        f"{grid.by_chance:.1f}-fold."
    )


def _because(question: Question, asked: Asked, row: Row) -> tuple[str, ...]:
    claim = question.claim
    what = claim.side.subject.words or "attacks"
    here = f"{what} {in_place(claim.side)}, {window(asked.window)}"
    if row.estimate is None:
        return (f"The record gives no figure for {here}: {row.note}.",)
    if claim.side.subject.counted != "attacks":
        return (_toll_sentence(row, here), _stands(claim, row))
    n = row.estimate.n
    noun = "such attack" if n == 1 else "such attacks"
    has = f"The desk's record has {n or 'no'} {noun} ({here}), under {asked.definition.name}"
    told = f": {row.estimate.amount}." if claim.kind in ("gap", "rate") else "."
    doubtful = len(question.selected(asked).doubtful)
    more = f" Of {plural(doubtful, 'other')} it is doubtful whether they count." if doubtful else ""
    return (has + told + more, _stands(claim, row))


def _toll_sentence(row: Row, here: str) -> str:
    assert row.estimate is not None
    e = row.estimate
    span = (
        ""
        if e.low == e.high
        else f", from {e.low:,.0f} to " + (f"{e.high:,.0f}" if e.high is not None else "more")
    )
    behind = plural(e.n, "attack")
    return f"The record has {e.value or 0:,.4g} ({here}), in {behind}{span}, as the documents say."


def _stands(claim: Claim, row: Row) -> str:
    said = claimed(claim)
    hours = number(claim.amount, "hours") + " hours" if claim.kind == "gap" else said
    if row.standing == "agrees":
        return f"That agrees with “{said}”."
    if row.standing == "compatible":
        return (
            f"{hours[:1].upper()}{hours[1:]} is within what chance allows, and so is much else: it neither "
            f"bears the claim out nor refutes it."
        )
    if claim.kind == "count":
        return f"The claim says {number(claim.amount)}: {_apart(claim, row)}."
    side = "more" if row.standing == "more" else "fewer"
    return f"That is {side} than “{said}”, beyond what chance explains."


def _apart(claim: Claim, row: Row) -> str:
    assert claim.amount is not None
    assert row.estimate is not None
    has, least = row.estimate.value or 0.0, claim.amount.span()
    apart = has - least[1] if row.standing == "more" else least[0] - has
    how = "more than that" if row.standing == "more" else "fewer"
    return f"the record has {apart:,.0f} {how}"
