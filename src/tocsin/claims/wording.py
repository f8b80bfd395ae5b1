"""Claims and figures in words: what is claimed, what is counted, when; hours are printed whole."""

from __future__ import annotations

from datetime import date

from tocsin.claims.areas import WORLD
from tocsin.measure import Window
from tocsin.model import Amount, Claim, Estimate, Period, Side, figures

_BOUND_OF_GAP = {
    "at least": "at least",
    "more than": "more than",
    "at most": "at most",
    "fewer than": "less than",
}


def claimed(claim: Claim) -> str:
    """Return what a claim says, without where and when: "one every 84 hours", "up 30 %"."""
    amount, what = claim.amount, claim.side.subject.words or "attacks"
    if claim.kind == "gap":
        return f"one every {number(amount, 'hours')} hours"
    if claim.kind == "rate":
        return f"{number(amount)} {what} {claim.unit}"
    if claim.kind == "change":
        return _change(amount)
    if claim.kind == "share":
        return f"{number(amount)} % of them"
    if claim.kind == "times":
        return _times(amount)
    if claim.kind in ("deadliest", "first"):
        return f"the {claim.kind} of these"
    if claim.kind == "compare":
        return f"{number(amount)} against {number(claim.other_amount)}"
    return f"{number(amount)} {what}" if claim.unit == "attacks" else f"{number(amount)} {claim.unit}"


def number(amount: Amount | None, unit: str = "") -> str:
    """Return a claimed number as it was meant: "more than 100", "84"; hours whole."""
    if amount is None:
        return ""
    value = figures(amount.value, unit) if unit == "hours" else f"{amount.value:,.3g}"
    if abs(amount.value) >= 100:
        value = f"{amount.value:,.0f}"
    if amount.bound == "between":
        return f"{value} to {amount.upper:,.4g}"
    return value if amount.bound == "is" else f"{_BOUND_OF_GAP.get(amount.bound, amount.bound)} {value}"


def _change(amount: Amount | None) -> str:
    if amount is None or amount.value == 0:
        return "down" if amount and amount.bound == "fewer than" else "up"
    bound = "" if amount.bound == "is" else f"{amount.bound} "
    return f"{'up' if amount.value > 0 else 'down'} by {bound}{abs(amount.value):,.4g} %"


def _times(amount: Amount | None) -> str:
    if amount is not None and amount.value == 1 and amount.bound in ("more than", "fewer than"):
        return "more of the first" if amount.bound == "more than" else "fewer of the first"
    return f"{number(amount)} times as many"


def place(side: Side) -> str:
    """Return where: "Europe", "worldwide"."""
    return side.area.name or WORLD


def in_place(side: Side) -> str:
    """Return where, to stand in a sentence: "in Europe", "worldwide"."""
    name = place(side)
    return name if name.startswith(WORLD) else f"in {name}"


def window(days: Window | Period | None) -> str:
    """Return when: "1 June to 31 July 2016, 61 days"; what is open says so."""
    if days is None or days.since is None or days.until is None:
        since = getattr(days, "since", None)
        return f"from {day(since)} on" if since else "any time in the record"
    if days.since == days.until and days.since is not None:
        return day(days.since)
    length = (days.until - days.since).days + 1
    first = f"{days.since.day} {days.since:%B}" if days.since.year == days.until.year else day(days.since)
    return f"{first} to {day(days.until)}, {length:,} days"


def day(value: date) -> str:
    """Return "8 June 2016"."""
    return f"{value.day} {value:%B %Y}"


def amount(estimate: Estimate) -> str:
    """Return value and interval: "122 hours (95 % interval 70 to 236)"; digits as a reader needs them."""
    return estimate.amount


def listed(items: list[str]) -> str:
    """Return "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def plural(n: int, noun: str) -> str:
    """Return "no attack", "1 attack", "2 attacks"."""
    return f"no {noun}" if n == 0 else f"{n:,} {noun}" + ("" if n == 1 else "s")
