"""The price of a window chosen afterwards: the ratio to the rest, and the p that hindsight deserves."""

from __future__ import annotations

from typing import Final

from tocsin.claims.asking import Asked, Question
from tocsin.claims.cited import Cited
from tocsin.errors import GroundsError, InputError
from tocsin.measure import Estimate, Window, compare, ratio_of
from tocsin.release import FEWEST

LONGER: Final = 1.5
"""The whole must be at least this many times the window for a comparison with the rest to say anything."""


def price(question: Question, asked: Asked) -> tuple[Estimate | None, str]:
    """Return the ratio of the window to the rest of the record, or None and why there is none."""
    span = question.view.span
    if span is None:
        return None, ""
    whole = Window(min(span.since, asked.window.since), max(span.until, asked.window.until))
    read = Window(span.since, span.until)
    if read.days < LONGER * asked.window.days or read.since > asked.window.since:
        return None, (
            f"The price of choosing this window afterwards cannot be told: the record covers {read}, too "
            "little beside it to compare with."
        )
    try:
        events = question.events(asked, of_all_time=True).within(whole)
        if len(events) < FEWEST:
            return None, ""
        return compare(events, asked.window, read, chosen_afterwards=question.claim.chosen_afterwards), ""
    except (GroundsError, InputError) as error:
        return None, f"The price of the window cannot be told: {error}."


def cited_price(cited: tuple[Cited, ...], *, chosen_afterwards: bool = True) -> Estimate | None:
    """Return the ratio of the origin's window to the rest of the longer count that it is part of."""
    origin = next((one for one in cited if one.origin and one.part_of), None)
    longer = next((one for one in cited if origin and one.label == origin.part_of), None)
    if origin is None or longer is None or longer.n < origin.n or longer.days <= origin.days:
        return None
    return ratio_of(
        origin.n,
        origin.days,
        longer.n - origin.n,
        longer.days - origin.days,
        chosen_afterwards=chosen_afterwards,
    )


def price_sentence(ratio: Estimate) -> str:
    """Return what the ratio and both p say, in one sentence or two."""
    n, other = ratio.details["counts"]
    days, rest = ratio.details["days"]
    p, scan = ratio.details["p"], ratio.details["scan_p"]
    value = "not known" if ratio.value is None else f"{ratio.value:.1f}"
    low, high = (f"{x:.1f}" if x is not None else "…" for x in (ratio.low, ratio.high))
    told = (
        f"Against the other {other:,} in {rest:,.0f} days, {n:,} in {days:,.0f} days are {value} times the "
        f"rate (95 % {low} to {high}; p = {_p(p)} had the window been chosen beforehand)."
    )
    if scan is None:
        return told
    return f"{told} Chosen afterwards, the p that counts is that of the scan statistic: {_p(scan)}."


def _p(p: float) -> str:
    return "1" if p >= 0.995 else f"{p:.2g}" if p >= 0.0001 else "below 0.0001"
