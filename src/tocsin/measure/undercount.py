"""How many events did no list hold? Capture-recapture over two to five lists; a range, never one figure.

Lists are columns of a truth table: `captures[i, j]` says whether list j holds event i. Chapman (1951) for two
lists; Chao (1987) as a lower bound that needs no independence; all hierarchical log-linear models (Bishop,
Fienberg & Holland 1975, ch. 6) for three to five, without the interaction of all lists.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from tocsin.errors import GroundsError, InputError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Bools
from tocsin.measure.loglinear import Fitted, fitted, log_bounds, weighed
from tocsin.model import Check, Estimate, Json

MOST_LISTS: Final = 5
_CLOSED: Final = (
    "between the lists nothing is matched wrongly, and all cover the same time, place and definition"
)


def chapman(first: int, second: int, both: int, *, level: float = 0.95, **about: Any) -> Estimate:
    """Return the number of events from two lists of `first` and `second` events, `both` on each.

    Chapman's nearly unbiased estimator; interval on the log scale of the unseen (Seber 1982, 3.1; Chao 1989).
    """
    if min(first, second, both) < 0 or both > min(first, second):
        raise InputError(f"{both} on both lists cannot be, of {first} and {second}")
    if both == 0:
        raise GroundsError("no event is on both lists: two lists that share nothing say nothing of the rest")
    seen = first + second - both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = float(first + 1) * (second + 1) * (first - both) * (second - both)
    variance /= (both + 1) ** 2 * (both + 2)
    low, high = log_bounds(total - seen, variance, level)
    return Estimate(
        "events in all", total, seen + low, seen + high, "events", seen, None, level=level,
        method="Chapman (1951), two lists",
        assumptions=("the lists are independent: being on one changes no chance of the other", _CLOSED),
        checks=(Check("independence", None, "two lists cannot tell whether they are independent"),),
        notes=("two lists that draw on the same sources give a total that is too low",),
        details={"seen": seen, "unseen": total - seen}, **about,
    )  # fmt: skip


def chao(captures: Bools, *, level: float = 0.95, **about: Any) -> Estimate:
    """Return Chao's (1987) lower bound of the number of events; events differ in how easily they are seen."""
    table = _checked(captures)
    lists, often = table.shape[1], np.bincount(table.sum(axis=1), minlength=table.shape[1] + 1)
    seen, once, twice = len(table), int(often[1]), int(often[2])
    shrink = (lists - 1) / lists
    unseen = shrink * once * (once - 1) / (2 * (twice + 1))
    variance = _chao_variance(shrink, once, twice)
    low, high = log_bounds(unseen, variance, level)
    return Estimate(
        "events in all, at the least", seen + unseen, seen + low, seen + high, "events", seen, None,
        level=level, method="Chao (1987), bias-corrected lower bound",
        assumptions=(_CLOSED,), details={"seen": seen, "once": once, "twice": twice}, **about,
        notes=("a lower bound: events that nobody would ever report are not in it",),
    )  # fmt: skip


def _chao_variance(shrink: float, once: int, twice: int) -> float:
    """Return the variance of the bias-corrected bound (Chao & Chiu 2016, eq. 4.7)."""
    a = shrink * once * (once - 1) / (2 * (twice + 1))
    b = shrink**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
    c = shrink**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    return a + b + c


def undercount(captures: Any, *, level: float = 0.95, **about: Any) -> Estimate:
    """Return the number of events in all, with the whole range of models that the lists do not rule out.

    `captures`: n × lists of booleans, two to five lists. For two lists this is Chapman. For more every
    hierarchical log-linear model is fitted; `value` is their mean by AIC weight, `low` and `high` the lowest
    and the highest bound of any model whose deviance is not refused at 1 % and that is within 10 of the best
    AIC. `details["models"]` has them all.
    """
    table = _checked(captures)
    lists = table.shape[1]
    if lists == 2:
        both = int((table[:, 0] & table[:, 1]).sum())
        return chapman(int(table[:, 0].sum()), int(table[:, 1].sum()), both, level=level, **about)
    models = weighed(fitted(table, level))
    kept = [m for m in models if _admissible(m, models[0].aic)] or models[:1]
    seen = len(table)
    low, high = seen + min(m.low for m in kept), seen + max(m.high for m in kept)
    value = seen + sum(m.weight * m.unseen for m in kept) / sum(m.weight for m in kept)
    return Estimate(
        "events in all", value, low, high, "events", seen, None, level=level,
        method=f"{len(models)} log-linear models of {lists} lists (Bishop, Fienberg & Holland 1975)",
        assumptions=("no interaction of all the lists at once", _CLOSED), checks=_checks(kept, models),
        notes=("the interval is the whole range of the models that fit, not of one of them",),
        details=_details(seen, kept, models), figure=_figure(seen, kept), **about,
    )  # fmt: skip


def _checked(captures: Any) -> Bools:
    table = np.asarray(captures, dtype=bool)
    if table.ndim != 2 or not 2 <= table.shape[1] <= MOST_LISTS:
        raise InputError(f"under-count takes two to five lists, not a table of shape {table.shape}")
    table = table[table.any(axis=1)]
    if not len(table):
        raise GroundsError("no list holds any event: there is nothing to reckon from")
    if not table.any(axis=0).all():
        raise GroundsError(f"list {int(np.argmin(table.any(axis=0))) + 1} is empty: leave it out")
    if table.sum(axis=1).max() < 2:
        raise GroundsError("no event is on two lists: lists that share nothing say nothing of the rest")
    return table


def _admissible(model: Fitted, best: float) -> bool:
    return model.aic - best <= 10 and (model.deviance_p is None or model.deviance_p >= 0.01)


def _checks(kept: list[Fitted], models: list[Fitted]) -> tuple[Check, ...]:
    spread = max(m.unseen for m in kept) / max(min(m.unseen for m in kept), 1e-9)
    agree = spread < 3
    detail = (
        f"{len(kept)} of {len(models)} models fit; the number unseen differs {spread:.1f}-fold among them"
    )
    return (Check("agreement of models", agree, detail),)


def _details(seen: int, kept: list[Fitted], models: list[Fitted]) -> dict[str, Json]:
    rows = [
        {"model": m.name, "total": seen + m.unseen, "low": seen + m.low, "high": seen + m.high, "aic": m.aic,
         "deviance_p": m.deviance_p, "weight": m.weight, "kept": m in kept}
        for m in models
    ]  # fmt: skip
    return {"seen": seen, "least": seen + min(m.unseen for m in kept), "models": rows,
            "most": seen + max(m.unseen for m in kept)}  # fmt: skip


def _figure(seen: int, kept: list[Fitted]) -> Json:
    values = [{"model": m.name, "total": seen + m.unseen, "low": seen + m.low, "high": seen + m.high}
              for m in kept[:40]]  # fmt: skip
    y = {"field": "model", "type": "nominal", "sort": None, "title": None}
    x = {"type": "quantitative", "title": "events in all", "scale": {"type": "log"}}
    layers: list[Json] = [
        {"mark": "rule", "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True}, "encoding": {"y": y, "x": {"field": "total", **x}}},
    ]
    return chart("Events in all, by model, the best first", layers, values)
