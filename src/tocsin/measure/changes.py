"""Did the rate change, when, and from what to what? Exact Bayesian change points of counts.

Fearnhead (2006), "Exact and efficient Bayesian inference for multiple changepoint problems", Statistics and
Computing 16: within a segment counts are Poisson, its rate has a Gamma prior, and the sum over all places of
all changes is taken exactly by recursion. Each further change, up to `MOST`, is half as likely beforehand;
their places are uniform given the number. Other priors are tried beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.dispersion import Dispersion, dispersion
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats, Ints, Window
from tocsin.measure.extra import special
from tocsin.measure.rates import covered
from tocsin.model import Check, Estimate, Json

MOST: Final = 6
FEWEST: Final = 10
FINEST: Final = 1200
"""Cells at the most: a longer window is cut into equal stretches of days."""
COARSE: Final = 400
"""Cells at the most where many records are looked at."""
_SHAPE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Posterior:
    """What the counts say. `number[m]`: probability of m changes.

    `place[m][j]`: of each cell to be the first of the segment after change j + 1, given m changes.
    """

    number: Floats
    place: tuple[Floats, ...]

    @property
    def mode(self) -> int:
        """Return the likeliest number of changes."""
        return int(np.argmax(self.number))

    def cells(self, level: float) -> list[tuple[int, int, int]]:
        """Return for each change of the likeliest number its likeliest cell and the bounds at `level`."""
        found = []
        for probability in self.place[self.mode]:
            total = np.cumsum(probability)
            low, high = np.searchsorted(total, [0.5 - level / 2, 0.5 + level / 2])
            found.append((int(np.argmax(probability)), int(low), int(min(high, len(total) - 1))))
        return found


def posterior(
    counts: Ints, lengths: Floats, *, shape: float = _SHAPE, weights: Floats | None = None
) -> Posterior:
    """Return the exact posterior of changes in `counts` over cells of `lengths`.

    The Gamma prior of a rate has this `shape` and the mean of all the data. `weights`: prior of 0, 1, …
    changes, halved from each to the next without it.
    """
    segments = _segments(counts, lengths, shape)
    t, most = len(counts), min(MOST, len(counts) - 1)
    forward = [segments[0, 1:]]
    backward = [segments[:-1, t]]
    for _ in range(most):
        forward.append(_joined(forward[-1], segments))
        backward.append(_joined_back(backward[-1], segments))
    prior = 0.5 ** np.arange(most + 1) if weights is None else weights[: most + 1]
    evidence = np.array([forward[m][-1] - _log_choose(t - 1, m) for m in range(most + 1)]) + np.log(prior)
    number = np.exp(evidence - special.logsumexp(evidence))
    return Posterior(number, tuple(_places(forward, backward, m) for m in range(most + 1)))


def _segments(counts: Ints, lengths: Floats, shape: float) -> Floats:
    """Return the log probability of the counts in cells s … t-1 as one segment, at [s, t]."""
    sums, spans = (np.concatenate([[0.0], np.cumsum(x)]) for x in (counts, lengths))
    scale = shape * spans[-1] / max(sums[-1], 0.5)
    n = np.maximum(sums[None, :] - sums[:, None], 0.0)
    span = np.maximum(spans[None, :] - spans[:, None], 0.0)
    log = shape * math.log(scale) - math.lgamma(shape) + special.gammaln(shape + n)
    log -= (shape + n) * np.log(scale + span)
    return np.where(np.triu(np.ones_like(log, dtype=bool), 1), log, -np.inf)


def _joined(forward: Floats, segments: Floats) -> Floats:
    """Return for each end t the log sum over the last change s: what is before it, the segment from it."""
    before = np.concatenate([[-np.inf], forward])[:, None]
    return _log_sum(before + segments, axis=0)[1:]


def _joined_back(backward: Floats, segments: Floats) -> Floats:
    after = np.concatenate([backward, [-np.inf]])[None, :]
    return _log_sum(segments + after, axis=1)[:-1]


def _log_sum(x: Floats, axis: int) -> Floats:
    top = np.maximum(x.max(axis=axis), -1e300)
    with np.errstate(divide="ignore"):
        return np.asarray(top + np.log(np.exp(x - np.expand_dims(top, axis)).sum(axis=axis)))


def _places(forward: list[Floats], backward: list[Floats], m: int) -> Floats:
    """Return m × cells: to cell s come `forward[j][s-1]`, and from it goes on `backward[m-1-j][s]`."""
    rows = []
    for j in range(m):
        log = np.concatenate([[-np.inf], forward[j][:-1]]) + backward[m - 1 - j]
        rows.append(np.exp(log - special.logsumexp(log)))
    return np.array(rows)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def cells_of(daily: Ints, window: Window, finest: int = FINEST) -> tuple[Ints, Floats, Ints]:
    """Return counts, lengths in days and first days of at most `finest` equal stretches of the window."""
    starts = np.arange(0, window.days, math.ceil(window.days / finest))
    return np.add.reduceat(daily, starts), np.diff(np.append(starts, window.days)).astype(float), starts


def pooled(found: Sequence[Posterior]) -> Posterior:
    """Return the posterior over records of which each may be the true one, all of them as likely."""
    number = np.mean([one.number for one in found], axis=0)
    place = []
    for m in range(len(number)):
        weight = np.array([one.number[m] for one in found])
        rows = np.array([one.place[m] for one in found])
        place.append(np.tensordot(weight / max(weight.sum(), 1e-300), rows, axes=1))
    return Posterior(number, tuple(place))


def changes(
    events: Events,
    window: Window,
    *,
    level: float = 0.95,
    seed: int = 0,
    records: Sequence[Events] = (),
) -> Estimate:
    """Return the number of changes of the rate in `window`, with when and from what to what in `details`.

    `records`: records of the same that may be true; the posterior is then the mean of theirs, on stretches of
    at least a `COARSE`th of the window. Raises GroundsError under `FEWEST` events or days.
    """
    daily = events.daily(window)
    n = int(daily.sum())
    if n < FEWEST or window.days < FEWEST:
        raise GroundsError(
            f"{n} events in {window.days} days cannot show a change: at least {FEWEST} of each"
        )
    counts, lengths, starts = cells_of(daily, window, COARSE if records else FINEST)
    found = posterior(counts, lengths)
    if records:
        drawn = [cells_of(record.daily(window), window, COARSE)[0] for record in records]
        found = pooled([posterior(each, lengths) for each in drawn])
        counts = np.mean(drawn, axis=0)
    rows = rows_of(found, counts, lengths, level)
    for row in rows["changes"]:
        for key in ("at", "low", "high"):
            row[key] = str(date.fromordinal(window.first + int(starts[row[key]])))
    low, high = _credible(found.number, level)
    sensitivity = _sensitivity(counts, lengths)
    checks = [_decided(found.number), _stable(sensitivity, found.mode), covered(events, window)]
    spread = _within(daily, [int(starts[c]) for c, _, _ in found.cells(level)], seed)
    if spread is not None and spread.clustered:
        checks.append(
            Check("clusters", False, "within segments events are clustered: that passes for changes")
        )
    return Estimate(
        "changes of the rate", float(found.mode), low, high, "", n, window.days, level=level, seed=seed,
        method="exact Gamma-Poisson change points (Fearnhead 2006)", definition=events.definition,
        as_of=events.as_of, assumptions=("between changes the rate is steady", "coverage does not change"),
        checks=tuple(c for c in checks if c), notes=tuple(_told(row) for row in rows["changes"]),
        figure=_figure(daily, rows, window),
        details={**rows, "number": found.number.tolist(), "resolution_days": int(lengths[0]),
                 "prior_sensitivity": sensitivity},
    )  # fmt: skip


def rows_of(found: Posterior, counts: Ints, lengths: Floats, level: float) -> dict[str, Any]:
    """Return each change (its cell and bounds) and the rates of the segments between the likeliest cells."""
    cells = found.cells(level)
    edges = [0, *sorted(cell for cell, _, _ in cells), len(counts)]
    tail = (1 - level) / 2
    rates = []
    for a, b in pairwise(edges):
        n, span = float(counts[a:b].sum()) + 0.5, float(lengths[a:b].sum())
        low, high = special.gammaincinv(n, [tail, 1 - tail]) / max(span, 1e-9)
        rates.append(
            {"rate": (n - 0.5) / max(span, 1e-9), "low": float(low), "high": float(high), "length": span}
        )
    return {"changes": [{"at": at, "low": low, "high": high, "before": rates[k]["rate"],
                         "after": rates[k + 1]["rate"]} for k, (at, low, high) in enumerate(sorted(cells))],
            "segments": rates}  # fmt: skip


def _credible(number: Floats, level: float) -> tuple[float, float]:
    kept, total = [], 0.0
    for m in np.argsort(-number):
        kept.append(int(m))
        total += float(number[m])
        if total >= level:
            break
    return float(min(kept)), float(max(kept))


def _sensitivity(counts: Ints, lengths: Floats) -> Json:
    """Return the probability of any change, and the likeliest number, under other priors."""
    tried = {
        "as reported": posterior(counts, lengths),
        "rates vaguer (shape 0.5)": posterior(counts, lengths, shape=0.5),
        "rates closer (shape 3)": posterior(counts, lengths, shape=3.0),
        "any number up to six": posterior(counts, lengths, weights=np.ones(MOST + 1)),
    }
    return {name: {"any_change": float(1 - p.number[0]), "mode": p.mode} for name, p in tried.items()}


def _decided(number: Floats) -> Check:
    any_ = float(1 - number[0])
    detail = f"some change has probability {any_:.2g}"
    return Check(
        "any change", any_ >= 0.95 or any_ <= 0.05, f"{detail}: not settled" if 0.05 < any_ < 0.95 else detail
    )


def _stable(sensitivity: Json, mode: int) -> Check:
    modes = sorted({row["mode"] for row in sensitivity.values()})
    if modes == [mode]:
        return Check("prior", True, "other priors give the same number")
    return Check(
        "prior", False, f"the number hangs on the prior: {', '.join(map(str, modes))} under four of them"
    )


def _within(daily: Ints, cuts: list[int], seed: int) -> Dispersion | None:
    parts = [part for part in np.split(daily, sorted(cuts)) if part.sum() >= 12]
    return max((dispersion(part, seed=seed) for part in parts), key=lambda d: d.fano, default=None)


def _told(row: Json) -> str:
    times = row["after"] / row["before"] if row["before"] else math.inf
    change = f"{times:.2g} times" if math.isfinite(times) else "from none"
    return (
        f"change about {row['at']} ({row['low']} to {row['high']}): {row['after']:.2g} a day after, {change}"
    )


def _figure(daily: Ints, rows: Json, window: Window) -> Json:
    step = max(1, window.days // 200)
    values: list[Json] = [
        {"day": str(date.fromordinal(window.first + d)), "rate": float(daily[d : d + step].mean())}
        for d in range(0, window.days, step)
    ]
    x = {"field": "day", "type": "temporal", "title": None}
    y = {
        "field": "rate",
        "type": "quantitative",
        "title": "attacks a day",
        "axis": {"tickMinStep": 1 if step == 1 else 0},
    }
    layers: list[Json] = [{"mark": "bar", "encoding": {"x": x, "y": y}}]
    for row in rows["changes"]:
        layers.append({"data": {"values": [{"day": row["at"]}]}, "mark": {"type": "rule", "color": "#e45756"},
                       "encoding": {"x": x}})  # fmt: skip
    return chart("Attacks a day and where the rate changed", layers, values)
