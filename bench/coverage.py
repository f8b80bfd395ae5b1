"""How often do the intervals hold? `python -m bench.coverage` simulates each estimator and counts.

A case keeps the estimator's assumptions, or breaks one on purpose (clusters, ties, drift, dependence). Exact
intervals should hold at least as often as they say, the others 93 to 97 times in a hundred where their
assumptions hold; broken ones are shown as they come out.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np

from tocsin.measure import Estimate, Events, Window, from_days, from_frame, rate, rate_of, ratio_of
from tocsin.measure.carrying import carried
from tocsin.measure.changes import posterior
from tocsin.measure.doubt import doubted_rate
from tocsin.measure.doubted import Doubting, doubted_tail
from tocsin.measure.excite import excite, excite_times
from tocsin.measure.forecast import DRAWS, climatology, ewma
from tocsin.measure.hawkes import simulate
from tocsin.measure.lagged_link import lagged_link
from tocsin.measure.lights import of_trend
from tocsin.measure.nowcast import nowcast
from tocsin.measure.panel import Panel, drivers_of
from tocsin.measure.share import share_of, share_trend
from tocsin.measure.tail import kernels
from tocsin.measure.tail.data import tallied
from tocsin.measure.tail.fit import resampled
from tocsin.measure.undercount import chapman, undercount

START: Final = date(2012, 1, 1)
Generator = np.random.Generator
Held = Callable[[Generator, int], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """One simulation: `kind` is "exact", "approximate", or "broken" (an assumption is)."""

    name: str
    kind: str
    held: Held
    times: int = 400
    level: float = 0.95


def within(found: Estimate, truth: float) -> bool:
    """Return whether the interval holds the truth; a missing bound is unbounded."""
    low = -math.inf if found.low is None else found.low
    high = math.inf if found.high is None else found.high
    return low <= truth <= high


def window(days: int) -> Window:
    """Return a window of so many days."""
    return Window(START, START + timedelta(days - 1))


def of_counts(counts: Any) -> Events:
    """Return events from daily counts."""
    return from_days([START.toordinal() + int(d) for d in np.repeat(np.arange(len(counts)), counts)])


def contagious(rng: Generator, background: Any, n: float, r: float = 0.6) -> Any:
    """Return daily counts with contagion."""
    before, counts = 0.0, np.zeros(len(background), dtype=np.int64)
    for d, base in enumerate(background):
        counts[d] = rng.poisson(base + n * before)
        before = r * before + (1 - r) * counts[d]
    return counts


STEADY: Final = np.full(1000, 0.3)
DRIFT: Final = 0.3 * np.exp(np.sin(np.arange(1000) / 150))


def _rate(counts: Any, truth: float, **more: Any) -> bool:
    return within(rate(of_counts(counts), window(len(counts)), **more), truth)


def _clusters(rng: Generator, seed: int, **more: Any) -> bool:
    return _rate(contagious(rng, np.full(700, 0.2), 0.5), 0.4, seed=seed, **more)


def _doubted(rng: Generator, seed: int) -> bool:
    """Half of the incidents are sure, half are attacks with 0.6; the truth is of a rate of 0.3 a day."""
    sure, doubtful = rng.poisson(0.2 * 300), rng.poisson(0.1 * 300 / 0.6)
    days = rng.integers(0, 300, sure + doubtful)
    chance = np.where(np.arange(sure + doubtful) < sure, 1.0, 0.6)
    rows = [{"start": START + timedelta(int(d)), "probability": p} for d, p in zip(days, chance, strict=True)]
    return within(doubted_rate(from_frame(rows), window(300), seed=seed), 0.3)


def _trend(rng: Generator, growth: float) -> bool:
    rows = []
    for d in range(1200):
        for _ in range(rng.poisson(0.5 * growth ** (d / 365.25))):
            hit = rng.random() < 0.15 * 1.2 ** (d / 365.25)
            rows.append({"start": START + timedelta(d), "targets": ("worship",) if hit else ("police",)})
    return within(share_trend(from_frame(rows), window(1200), "worship"), 1.2)


def _doubtful_trend(rng: Generator) -> bool:
    """A third of what is told is an attack with 0.6 only; the fit is put to forty drawn records."""
    rows = []
    for d in range(1200):
        chances = [1.0] * rng.poisson(0.35) + [0.6] * rng.poisson(0.15 / 0.6)
        for chance in chances:
            hit = rng.random() < 0.15 * 1.2 ** (d / 365.25)
            targets = ("worship",) if hit else ("police",)
            rows.append({"start": START + timedelta(d), "targets": targets, "probability": chance})
    events, inside = from_frame(rows), window(1200)
    found = share_trend(events, inside, "worship")
    return within(carried(found, of_trend(inside, "worship"), events)[0], 1.2)


def _doubtful_tail(rng: Generator, seed: int) -> bool:
    """Each toll is told within a fifth. The truth lies about what is told, so its tail has the same exponent:
    a factor that does not depend on the toll moves a power law, and leaves its slope.
    """
    told = np.array([kernels.draw(2.4, 12.0, u) for u in rng.random(600)])
    rows = [
        {"start": START, "killed_low": 0.8 * best, "killed": best, "killed_high": 1.2 * best}
        for best in np.round(told)
    ]
    events = from_frame(rows)
    found = doubted_tail(
        events, window(1), events, None, Doubting(seed=seed), x_min=15.0, replicates=200
    )  # fmt: skip
    return within(found, 2.4)


def _dependent(rng: Generator) -> Any:
    first = rng.random(600) < 0.45
    second = np.where(first, rng.random(600) < 0.6, rng.random(600) < 0.25)
    return np.column_stack([first, second, rng.random(600) < 0.4])


def _two_lists(rng: Generator) -> bool:
    first, second = rng.random(200) < 0.5, rng.random(200) < 0.45
    return within(chapman(int(first.sum()), int(second.sum()), int((first & second).sum())), 200)


def _change(rng: Generator) -> bool:
    counts = np.concatenate([rng.poisson(0.5, 80), rng.poisson(1.6, 70)])
    total = np.cumsum(posterior(counts, np.ones(150)).place[1][0])
    low, high = np.searchsorted(total, [0.025, 0.975])
    return bool(low <= 80 <= high)


def _tail(rng: Generator, seed: int, x_min: float | None, *, heaped: bool = False) -> bool:
    above = np.array([kernels.draw(2.4, 12.0, u) for u in rng.random(400)])
    if heaped:
        # Tolls told in round numbers.
        above = np.where(above > 20, np.round(above / 10) * 10, above)
    below = rng.geometric(0.4, 6000)
    data = tallied(np.concatenate([above, below[below < 12][:1600]]).astype(np.int64))
    low, high = np.nanquantile(resampled(data, 400, seed, x_min)[:, 1], [0.025, 0.975])
    return bool(low <= 2.4 <= high)


def _excite(rng: Generator, seed: int, background: Any, n: float, *, ties: int = 1) -> bool:
    counts = contagious(rng, background / ties, n) * ties
    return within(excite(of_counts(counts), window(len(counts)), seed=seed), n)


def _nowcast(rng: Generator, seed: int) -> bool:
    rows, truth = [], 0
    for d in range(280):
        for late in rng.exponential(7, rng.poisson(1.2)):
            truth += d >= 273 and late < 35
            if d + int(late) < 280:
                rows.append(
                    {"start": START + timedelta(d), "first_reported": START + timedelta(d + int(late))}
                )
    return within(nowcast(from_frame(rows), START + timedelta(279), seed=seed)[-1], truth)


def _forecast(rng: Generator, background: Any, model: Any) -> bool:
    counts = rng.poisson(background)
    drawn = model(counts[:-7], 1, rng)[:, 0]
    assert len(drawn) == DRAWS
    low, high = np.quantile(drawn, [0.05, 0.95])
    return bool(low <= counts[-7:].sum() <= high)


def _link(rng: Generator, seed: int) -> bool:
    months = [(2010 + m // 12, m % 12 + 1) for m in range(96)]
    series = rng.normal(size=96)
    rows = [
        date(y, m, int(d))
        for k, (y, m) in enumerate(months)
        for d in rng.integers(1, 29, rng.poisson(5 * np.exp(0.3 * series[k - 1])))
    ]
    data = dict(zip(months, series.tolist(), strict=True))
    found = lagged_link(from_days(rows), Window(date(2010, 1, 1), date(2017, 12, 31)), data, seed=seed)
    at = next(row for row in found.details["lags"] if row["lag"] == 1)
    return bool(at["low"] <= math.exp(0.3 * series.std()) <= at["high"])


def _panel(rng: Generator) -> bool:
    level, driver = np.repeat(rng.normal(0, 0.8, 20), 12), rng.normal(size=240)
    counts = rng.poisson(np.exp(1 + level + 0.3 * driver))
    names = np.repeat([f"c{k}" for k in range(20)], 12)
    data = Panel(counts, driver[:, None], ("x",), names, np.tile(np.arange(12), 20), 0)
    return within(drivers_of(data)[0], math.exp(0.3))


CASES: Final = (
    Case(
        "gap of a count (Garwood), mean 12",
        "exact",
        lambda g, _s: within(rate_of(int(g.poisson(12)), 42), 12 / 42),
        4000,
    ),
    Case(
        "ratio of two counts",
        "exact",
        lambda g, _s: within(
            ratio_of(int(g.poisson(12)), 42, int(g.poisson(61)), 710), (12 / 42) / (61 / 710)
        ),
        4000,
    ),
    Case("rate of events, Poisson", "approximate", lambda g, s: _rate(g.poisson(0.3, 400), 0.3, seed=s), 800),
    Case("rate, clusters, quasi-Poisson where found", "approximate", _clusters, 800),
    Case(
        "rate, clusters, block bootstrap",
        "approximate",
        lambda g, s: _clusters(g, s, method="block-bootstrap"),
        400,
    ),
    Case("rate, clusters, exact all the same", "broken", lambda g, s: _clusters(g, s, method="exact"), 400),
    Case(
        "rate, each event three times a day",
        "broken",
        lambda g, s: _rate(3 * g.poisson(0.1, 400), 0.3, seed=s),
        400,
    ),
    Case(
        "rate, drift (truth: mean of the window)",
        "broken",
        lambda g, s: _rate(g.poisson(DRIFT), float(DRIFT.mean()), seed=s),
        400,
    ),
    Case("rate with doubt about coding", "approximate", _doubted, 400),
    Case(
        "share (Jeffreys), 0.2 of 60",
        "approximate",
        lambda g, _s: within(share_of(int(g.binomial(60, 0.2)), 60), 0.2),
        4000,
    ),
    Case("trend of a share", "approximate", lambda g, _s: _trend(g, 1.0), 200),
    Case("trend of a share, coverage grows by half a year", "approximate", lambda g, _s: _trend(g, 1.5), 200),
    Case("under-count, two lists (Chapman)", "approximate", lambda g, _s: _two_lists(g), 2000),
    Case(
        "under-count, three independent lists, range",
        "approximate",
        lambda g, _s: within(undercount(g.random((300, 3)) < [0.5, 0.4, 0.6]), 300),
        400,
    ),
    Case(
        "under-count, lists that copy, range",
        "broken",
        lambda g, _s: within(undercount(_dependent(g)), 600),
        400,
    ),
    Case("place of a change", "approximate", lambda g, _s: _change(g), 400),
    Case("exponent of a tail, x_min given", "approximate", lambda g, s: _tail(g, s, 12.0), 300),
    Case("exponent of a tail, x_min found", "approximate", lambda g, s: _tail(g, s, None), 300),
    Case(
        "trend of a share, a third of it in doubt, 40 draws",
        "approximate",
        lambda g, _s: _doubtful_trend(g),
        100,
    ),
    Case("exponent of a tail, tolls within a fifth, 40 draws", "approximate", _doubtful_tail, 200),
    Case("exponent of a tail, round numbers", "broken", lambda g, s: _tail(g, s, 12.0, heaped=True), 200),
    Case(
        "branching, exact times",
        "approximate",
        lambda _g, s: within(excite_times(simulate(0.5, 0.5, 2.0, 600.0, seed=s), 600.0), 0.5),
        400,
    ),
    Case("branching, days, steady background", "approximate", lambda g, s: _excite(g, s, STEADY, 0.4), 150),
    Case("branching, days, drifting background", "approximate", lambda g, s: _excite(g, s, DRIFT, 0.4), 150),
    Case("branching 0, drifting background", "approximate", lambda g, s: _excite(g, s, DRIFT, 0.0), 150),
    Case(
        "branching, each event three times a day",
        "broken",
        lambda g, s: _excite(g, s, STEADY, 0.4, ties=3),
        150,
    ),
    Case("nowcast of the last week", "approximate", _nowcast, 150),
    Case(
        "forecast 90 %, climatology, steady",
        "approximate",
        lambda g, _s: _forecast(g, STEADY, climatology),
        800,
        0.9,
    ),
    Case(
        "forecast 90 %, weighted mean, steady",
        "approximate",
        lambda g, _s: _forecast(g, STEADY, ewma),
        800,
        0.9,
    ),
    Case(
        "forecast 90 %, climatology, drift",
        "broken",
        lambda g, _s: _forecast(g, DRIFT, climatology),
        800,
        0.9,
    ),
    Case("link at its lag", "approximate", _link, 150),
    Case("driver of a panel", "approximate", lambda g, _s: _panel(g), 150),
)


def measure(part: float = 1.0) -> list[dict[str, Any]]:
    """Return for each case how often the interval held, over `part` of its simulations."""
    rows = []
    for case in CASES:
        times = max(20, int(case.times * part))
        held = sum(case.held(np.random.default_rng(seed), seed) for seed in range(times)) / times
        error = math.sqrt(case.level * (1 - case.level) / times)
        rows.append({"case": case.name, "kind": case.kind, "level": case.level, "coverage": held, "n": times})
        asked = f"asked {case.level:.2f} ± {error:.3f}  n = {times}"
        print(f"{case.name:<52} {case.kind:<12} {held:>6.3f}  {asked}", flush=True)
    return rows


def main() -> None:
    """Simulate, print one table, and with --json FILE write the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="a part of the simulations, for a quick look")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    rows = measure(args.part)
    if args.json:
        args.json.write_text(json.dumps({"rows": rows}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
