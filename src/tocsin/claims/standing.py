"""How a figure stands to a claim, and what follows from all of them: the rules of the verdicts.

A figure bears a claim out ("agrees") where its interval holds the number, is no wider than four-fold, and its
value is within half as much again. Wider or further off it is "compatible": it cannot tell. An interval that
leaves the number out says "more" or "fewer".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from tocsin.claims.checked import Row, Standing, Verdict
from tocsin.model import Amount, Estimate

WIDEST: Final = 4.0
"""An interval whose upper bound is more than this many times the lower bears nothing out."""
NEAR: Final = 1.5
"""How far the value may lie from the claimed number, as a ratio, and still bear it out."""
SLACK: Final = 0.1
"""A count of incidents differs by up to a tenth between careful coders."""


def of_rate(estimate: Estimate | None, amount: Amount, *, inverse: bool = False) -> Standing:
    """Return how a rate, a gap (`inverse`: more hours are fewer attacks) or a ratio stands to `amount`."""
    if estimate is None or (estimate.value is None and estimate.low is None):
        return "no grounds"
    low = 0.0 if estimate.low is None else estimate.low
    high = math.inf if estimate.high is None else estimate.high
    least, most = amount.span()
    if low > most:
        return "fewer" if inverse else "more"
    if high < least:
        return "more" if inverse else "fewer"
    return "agrees" if _bears_out(estimate, low, high, least, most) else "compatible"


def _bears_out(estimate: Estimate, low: float, high: float, least: float, most: float) -> bool:
    if math.isinf(most) or math.isinf(least):
        return least <= low and high <= most
    value = estimate.value
    if value is None or low <= 0 or math.isinf(high) or high / low > WIDEST:
        return False
    return least / NEAR <= value <= most * NEAR


def of_count(low: float, high: float, amount: Amount, *, slack: float = SLACK) -> Standing:
    """Return how a count that lies between `low` and `high` stands to `amount`."""
    least, most = amount.span()
    if amount.bound == "more than":
        least = math.floor(least) + 1
    if amount.bound == "fewer than":
        most = math.ceil(most) - 1
    exact = math.isinf(least) or math.isinf(most)
    reach = 0.0 if exact or amount.value == 0 else slack
    if low * (1 - reach) > most:
        return "more"
    if high * (1 + reach) < least:
        return "fewer"
    if exact and not (low >= least and high <= most):
        return "compatible"
    return "agrees"


_DISAGREE: Final = ("more", "fewer")


def verdict_of(rows: Sequence[Row], *, thin: bool, bounded_below: bool = False) -> Verdict:
    """Return the verdict that the record's rows give, the stated one first.

    Readings that disagree with each other, or that lie on both sides of the number, make it a matter of
    definition. "Fewer than claimed" refutes nothing where too little was read (`thin`): what happened may not
    have been read; and a count or a gap that agrees bears nothing out then, unless the claim is only "at
    least" (`bounded_below`), which more cannot break. Windows other than the stated one do not decide.
    """
    own = [row for row in rows if row.about in ("stated", "definition", "region", "doubtful")]
    told = [(row, _told(row, thin=thin, bounded_below=bounded_below)) for row in own]
    if not told or told[0][1] == "no grounds":
        return "cannot tell"
    known = {standing for _, standing in told if standing != "no grounds"}
    raw = {row.standing for row in own}
    if ("agrees" in known and known & set(_DISAGREE)) or raw >= set(_DISAGREE):
        return "depends on the definition"
    first = told[0][1]
    if first in _DISAGREE:
        return "not supported"
    return "supported" if first == "agrees" else "cannot tell"


def _told(row: Row, *, thin: bool, bounded_below: bool) -> Standing:
    if not thin:
        return row.standing
    open_ended = row.standing == "agrees" and not bounded_below
    return "compatible" if row.standing == "fewer" or open_ended else row.standing
