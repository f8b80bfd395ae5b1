"""What part of attacks hits a protected target, and is that part growing?

The share has Jeffreys' interval. The trend is a negative-binomial regression of the monthly number with the
log of all attacks as offset: coverage that grows for all of them alike cancels.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Bools, Events, Ints, Window
from tocsin.measure.extra import special
from tocsin.measure.negbin import fit
from tocsin.measure.rates import covered
from tocsin.model import Check, Estimate, Json

PROTECTED: Final = {
    "worship": "places of worship", "health": "health care", "education": "education",
    "aid": "humanitarian aid", "media": "media", "transport": "transport",
    "public_gathering": "assemblies",
}  # fmt: skip
"""Target types whose share is measured by default, and what each is called."""
PERIOD: Final = 30
FEWEST: Final = 8
"""Periods that a trend needs."""
_YEAR: Final = 365.25


def share_of(part: int, whole: int, *, level: float = 0.95, **about: Any) -> Estimate:
    """Return the share of `part` in `whole` with Jeffreys' interval (Brown, Cai & DasGupta 2001)."""
    if not 0 <= part <= whole:
        raise InputError(f"{part} of {whole} is no share")
    if whole == 0:
        raise GroundsError("no event to take a share of")
    tail = (1 - level) / 2
    low = float(special.betaincinv(part + 0.5, whole - part + 0.5, tail)) if part else 0.0
    high = float(special.betaincinv(part + 0.5, whole - part + 0.5, 1 - tail)) if part < whole else 1.0
    given: dict[str, Any] = {"quantity": "share"} | about
    return Estimate(
        value=part / whole, low=low, high=high, unit="", n=whole, level=level,
        method="Jeffreys interval (Brown, Cai & DasGupta 2001)",
        assumptions=("each attack is coded alike, whatever its target",), **given,
    )  # fmt: skip


def share(events: Events, window: Window, target: str, *, level: float = 0.95) -> Estimate:
    """Return the share of events in `window` against `target` among those whose targets are known."""
    inside = events.within(window)
    hit, known = _hits(inside, target)
    part, whole = int(hit.sum()), int(known.sum())
    unknown = len(inside) - whole
    denominator = f"denominator: {whole} attacks with a known target; {unknown} without are left out"
    checks = (covered(events, window),)
    return share_of(
        part, whole, level=level, quantity=f"share of attacks on {PROTECTED.get(target, target)}",
        definition=events.definition, as_of=events.as_of, exposure=float(window.days),
        checks=tuple(c for c in checks if c), notes=(denominator,),
        details={"part": part, "unknown": unknown},
    )  # fmt: skip


def share_trend(events: Events, window: Window, target: str, *, level: float = 0.95) -> Estimate:
    """Return by what factor a year the share of attacks on `target` changes.

    Raises GroundsError under `FEWEST` periods of 30 days with an event, or 5 events on the target.
    """
    inside = events.within(window)
    hit, known = _hits(inside, target)
    part, whole = (_periods(inside.day[mask], window) for mask in (hit, known))
    used = whole > 0
    if used.sum() < FEWEST or part.sum() < 5:
        raise GroundsError(
            f"{int(part.sum())} attacks in {int(used.sum())} months cannot show a trend: "
            f"at least 5 in {FEWEST} months"
        )
    years = (np.arange(len(part)) + 0.5) * PERIOD / _YEAR
    years -= years[used].mean()
    design = np.column_stack([np.ones(int(used.sum())), years[used]])
    found = fit(design, part[used], np.log(whole[used]))
    reach = float(special.stdtrit(int(used.sum()) - 2, 0.5 + level / 2)) * float(found.errors[1])
    value, low, high = (float(np.exp(found.beta[1] + x)) for x in (0.0, -reach, reach))
    flat = low <= 1 <= high
    detail = f"the share {'does not clearly change' if flat else 'changes'} over the window"
    return Estimate(
        f"change of the share of attacks on {PROTECTED.get(target, target)}", value, low, high,
        "times a year", int(part.sum()), float(window.days), level=level,
        definition=events.definition, as_of=events.as_of,
        method="negative-binomial trend with all attacks as offset",
        assumptions=("coverage grows alike for all targets",), checks=(Check("trend", True, detail),),
        notes=(f"denominator: {int(whole.sum())} attacks with a known target",),
        details={"alpha": found.alpha}, figure=_figure(part, whole, window),
    )  # fmt: skip


def _hits(events: Events, target: str) -> tuple[Bools, Bools]:
    hit = np.array([target in targets for targets in events.targets], dtype=bool)
    known = np.array([bool(targets) for targets in events.targets], dtype=bool)
    return hit, known


def _periods(days: Ints, window: Window) -> Ints:
    """Return counts of whole periods; a last one that is not whole is left out, as is what lies in it."""
    cells = window.days // PERIOD
    at = (days - window.first) // PERIOD
    return np.bincount(at[at < cells], minlength=cells)


def _figure(part: Ints, whole: Ints, window: Window) -> Json:
    values = [
        {"month": str(window.since.fromordinal(window.first + PERIOD * k)), "share": int(p) / int(w)}
        for k, (p, w) in enumerate(zip(part, whole, strict=True))
        if w
    ]
    encoding = {"x": {"field": "month", "type": "temporal", "title": None},
                "y": {"field": "share", "type": "quantitative"}}  # fmt: skip
    return chart(
        "Share by 30 days", [{"mark": {"type": "line", "point": True}, "encoding": encoding}], values
    )
