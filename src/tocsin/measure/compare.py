"""Is one window, or one place, worse than another? The ratio of two rates, and the price of hindsight."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np

from tocsin.errors import InputError
from tocsin.measure.dispersion import dispersion
from tocsin.measure.events import Events, Floats, Window
from tocsin.measure.extra import special
from tocsin.model import Check, Estimate

METHOD: Final = "exact conditional binomial interval of a ratio of rates (Przyborowski & Wilenski 1940)"


def ratio_of(
    n: int,
    days: float,
    other: int,
    other_days: float,
    *,
    chosen_afterwards: bool = True,
    adjacent: bool = True,
    level: float = 0.95,
    **about: Any,
) -> Estimate:
    """Return the rate of `n` in `days` over the rate of `other` in `other_days`.

    Given their sum, n is binomial (Clopper & Pearson 1934). p is two-sided, by the probability of outcomes no
    likelier than the one seen. Where the window was `chosen_afterwards` out of the whole (`adjacent`: the
    two make up one period), the p that counts is the scan statistic's; it is in `details` either way.
    """
    _check(n, days, other, other_days)
    share = days / (days + other_days)
    low, high = _clopper_pearson(n, n + other, level)
    p = binomial_p(n, n + other, share)
    scan = scan_p(n, n + other, share) if adjacent else None
    value, bounds = _odds(n, other) * other_days / days, [x * other_days / days for x in (low, high)]
    checks = (_chosen(p, scan, chosen_afterwards),) if scan is not None else ()
    known = bool(np.isfinite(value))
    return Estimate(
        "ratio of rates", float(value) if known else None, bounds[0],
        bounds[1] if np.isfinite(bounds[1]) else None, "times", n + other, days + other_days, level=level,
        method=f"{METHOD}; p {p:.2g}",
        assumptions=("both counts are Poisson, with the same coding and the same coverage",),
        checks=checks, details={"p": p, "scan_p": scan, "counts": [n, other], "days": [days, other_days]},
        **about,
    )  # fmt: skip


def compare(
    events: Events, window: Window, against: Window, *, chosen_afterwards: bool = True, level: float = 0.95
) -> Estimate:
    """Return the rate of events in `window` over that in `against`; days of `window` in it are left out."""
    inside = _days(window)
    outside = np.setdiff1d(_days(against), inside)
    if not len(outside):
        raise InputError(f"nothing to compare with: {against} lies within {window}")
    adjacent = bool(np.isin(inside, _days(against)).all())
    n, other = (int(np.isin(events.day, days).sum()) for days in (inside, outside))
    found = ratio_of(
        n, len(inside), other, len(outside), chosen_afterwards=chosen_afterwards, adjacent=adjacent,
        level=level, definition=events.definition, as_of=events.as_of,
    )  # fmt: skip
    spread = dispersion(events.daily(against))
    return replace(found, checks=(*found.checks, spread.check()))


def binomial_p(k: int, n: int, share: float) -> float:
    """Return the two-sided exact p of k successes in n: all outcomes no likelier than k."""
    pmf = _binomial(n, share)
    return float(min(1.0, pmf[pmf <= pmf[k] * (1 + 1e-9)].sum()))


def scan_p(k: int, n: int, share: float) -> float:
    """Return the chance that some window of this `share` of the period holds k or more of n events.

    Wallenstein & Neff's (1987) form of Naus's approximation, good where the answer is small; capped at 1.
    """
    if k <= 1:
        return 1.0 if k <= n else 0.0
    at, above = float(_binomial(n, share)[k]), float(special.bdtrc(k, n, share))
    return float(min(1.0, max(0.0, (k / share - n - 1) * at + 2 * above)))


def _binomial(n: int, share: float) -> Floats:
    k = np.arange(n + 1)
    log = (
        special.gammaln(n + 1)
        - special.gammaln(k + 1)
        - special.gammaln(n - k + 1)
        + special.xlogy(k, share)
        + special.xlogy(n - k, 1 - share)
    )
    return np.asarray(np.exp(log))


def _clopper_pearson(k: int, n: int, level: float) -> tuple[float, float]:
    """Return exact bounds of the odds k : n - k."""
    tail = (1 - level) / 2
    low = float(special.betaincinv(k, n - k + 1, tail)) if k else 0.0
    high = float(special.betaincinv(k + 1, n - k, 1 - tail)) if k < n else 1.0
    return low / (1 - low), high / (1 - high) if high < 1 else np.inf


def _odds(n: int, other: int) -> float:
    return n / other if other else (np.inf if n else np.nan)


def _chosen(p: float, scan: float, afterwards: bool) -> Check:
    if not afterwards:
        return Check("window", True, f"the window was chosen beforehand: p {p:.2g} holds", p)
    detail = (
        f"the window was chosen afterwards: some window of that length would hold as many by chance with "
        f"probability {scan:.2g} (scan statistic), not {p:.2g}"
    )
    return Check("window", False, detail, scan)


def _check(n: int, days: float, other: int, other_days: float) -> None:
    if n < 0 or other < 0 or days <= 0 or other_days <= 0:
        raise InputError("a ratio needs two counts from 0 and two windows longer than no time")
    if n + other == 0:
        from tocsin.errors import GroundsError

        raise GroundsError("no event in either window: there is nothing to compare")


def _days(window: Window) -> np.ndarray:
    return np.arange(window.first, window.first + window.days)
