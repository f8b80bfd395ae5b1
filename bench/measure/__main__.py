"""Fits, scans and simulations beside their peers on the same data: `python -m bench.measure`.

The peers are hawkes-rs, hawkes, HawkesPyLib, tick and powerlaw. They live in an environment of their own,
since they bring a hundred megabytes that nothing else here needs::

    python -m venv .peers && .peers/bin/pip install hawkes-rs hawkes HawkesPyLib tick numpydoc six powerlaw

`--peers PYTHON` names its interpreter (default .peers/bin/python, else this one); a peer that is missing has
its row without a figure. Each peer runs in its own process and is timed inside it. `--quick` leaves out what
takes a peer minutes. Likelihoods are compared by evaluating ours at the peer's parameters. On a busy machine
TOCSIN_CPU_TIME=1 counts seconds of the processor instead of the clock's, ours and the peers'.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from tocsin.measure.events import Floats
from tocsin.measure.hawkes import fit_exponential, fit_multivariate, simulate
from tocsin.measure.hawkes.exponential import derivatives
from tocsin.measure.tail.data import tallied
from tocsin.measure.tail.fit import PowerLaw, fit, goodness
from tocsin.measure.tail.kernels import draw

ROOT: Final = Path(__file__).parents[2]
THETA: Final = (0.5, 0.6, 2.0)
PATIENCE: Final = 300.0
CLOCK: Final = time.process_time if os.environ.get("TOCSIN_CPU_TIME") else time.perf_counter
Row = dict[str, Any]


class Peers:
    """The other interpreter, and the folder in which data are handed over."""

    def __init__(self, python: str, folder: Path) -> None:
        self.python, self.folder = python, folder

    def run(self, job: str, **data: Any) -> Row:
        """Return what the peer found, with "missing" where it is not there or did not end in time."""
        file = self.folder / "data.npz"
        np.savez(file, **data)
        command = [self.python, str(Path(__file__).with_name("peers.py")), job, str(file)]
        try:
            done = subprocess.run(  # noqa: S603 - the interpreter that whoever runs this has named
                command, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return {"missing": f"not done in {PATIENCE:.0f} s"}
        if done.returncode:
            return {"missing": (done.stderr.strip().splitlines() or ["failed"])[-1]}
        found: Row = json.loads(done.stdout.strip().splitlines()[-1])
        return found


def timed(work: Callable[[], Any], repeats: int = 5) -> tuple[float, Any]:
    """Return the best of several times in seconds, and the result; the first call is not counted."""
    result, best = work(), float("inf")
    for _ in range(repeats):
        start = CLOCK()
        result = work()
        best = min(best, CLOCK() - start)
    return best, result


def row(work: str, n: int, ours: float, peer: str, found: Row, same: bool | None, **more: Any) -> Row:
    """Return one row of the table."""
    theirs = found.get("seconds")
    return {"work": work, "n": n, "ours_s": ours, "peer": peer, "peer_s": theirs,
            "ratio": theirs / ours if theirs else None, "same_answer": same if theirs else None,
            "missing": found.get("missing"), **more}  # fmt: skip


def univariate(peers: Peers, n: int, jobs: dict[str, str]) -> list[Row]:
    """Return the rows of maximum likelihood with one exponential."""
    times = simulate(*THETA, n * 0.9 + 100, seed=1)[:n]
    horizon = float(times[-1])
    seconds, ours = timed(lambda: fit_exponential(times, horizon))
    gaps = np.diff(times, prepend=0.0)
    rows = []
    for peer, job in jobs.items():
        found = peers.run(job, times=times, horizon=horizon)
        theirs = _likelihood(times, gaps, horizon, found)
        same = theirs is not None and abs(theirs - ours.log_likelihood) <= 1e-6 * abs(ours.log_likelihood)
        better = theirs is not None and ours.log_likelihood >= theirs
        rows.append(row("Hawkes MLE, one exponential", n, seconds, peer, found, same, ours_not_worse=better,
                        log_likelihood=ours.log_likelihood, peer_log_likelihood=theirs))  # fmt: skip
    return rows


def _likelihood(times: Floats, gaps: Floats, horizon: float, found: Row) -> float | None:
    return derivatives(times, gaps, horizon, np.array(found["theta"]))[0] if "theta" in found else None


def multivariate(peers: Peers, n: int, *, slow: bool) -> list[Row]:
    """Return the rows of ten kinds: with the decay given, and with it fitted."""
    events, horizon, truth = ten_kinds(n)
    data: dict[str, Any] = {f"kind{k}": times for k, times in enumerate(events)}
    data |= {"kinds": len(events), "horizon": horizon, "decay": 1.5}
    total = sum(map(len, events))
    given, ours = timed(lambda: fit_multivariate(events, horizon, 1.5), 2)
    found = peers.run("tick_d", **data)
    theirs = np.array(found["branching"]) if "branching" in found else None
    same = theirs is not None and float(np.abs(theirs - ours.branching).max()) < 0.05
    error = float(np.abs(ours.branching - truth).max())
    worst = None if theirs is None else float(np.abs(theirs - truth).max())
    rows = [row("Hawkes d = 10, decay given (tick: least squares)", total, given, "tick", found, same,
                error=error, peer_error=worst)]  # fmt: skip
    if slow:
        free, fitted = timed(lambda: fit_multivariate(events, horizon), 1)
        found = peers.run("hawkes_rs_d", **data)
        value = found.get("log_likelihood")
        same = value is not None and abs(value - fitted.log_likelihood) <= 1e-6 * abs(fitted.log_likelihood)
        rows.append(row("Hawkes d = 10, MLE with its decay", total, free, "hawkes-rs", found, same,
                        log_likelihood=fitted.log_likelihood, peer_log_likelihood=value,
                        peer_converged=found.get("converged")))  # fmt: skip
    return rows


def ten_kinds(n: int) -> tuple[list[Floats], float, Floats]:
    """Return about `n` events of ten kinds that excite one another, generation by generation."""
    rng, d, b = np.random.default_rng(0), 10, 1.5
    truth = rng.random((d, d)) * 0.1 * (rng.random((d, d)) < 0.6)
    horizon = n / (0.12 * d / 0.7)
    born = [rng.random(rng.poisson(0.12 * horizon)) * horizon for _ in range(d)]
    every = [[times] for times in born]
    while sum(map(len, born)):
        new: list[list[Floats]] = [[] for _ in range(d)]
        for j in range(d):
            for i in range(d):
                parents = np.repeat(born[j], rng.poisson(truth[i, j], len(born[j])))
                times = parents + rng.exponential(1 / b, len(parents))
                new[i].append(times[times < horizon])
        born = [np.concatenate(times) for times in new]
        for i in range(d):
            every[i].append(born[i])
    return [np.sort(np.concatenate(times)) for times in every], horizon, truth


def tails(peers: Peers, sizes: tuple[int, ...]) -> list[Row]:
    """Return the rows of the discrete power-law scan."""
    rows = []
    for n in sizes:
        uniform = np.random.default_rng(2).random(n)
        data = np.array([draw(2.5, 1.0, u) for u in uniform]).astype(np.int64)
        seconds, law = _scanned(data)
        found = peers.run("powerlaw_scan", tolls=data)
        same = found.get("x_min") == law.x_min and abs(found.get("alpha", 0) - law.alpha) < 0.01
        more = {"alpha": law.alpha, "x_min": law.x_min, "peer_alpha": found.get("alpha")}
        rows.append(row("discrete power-law scan", n, seconds, "powerlaw", found, same, **more))
    return rows


def _scanned(data: Any) -> tuple[float, PowerLaw]:
    seconds, law = timed(lambda: fit(tallied(data)))
    return seconds, law


def fit_tests(peers: Peers) -> Row:
    """Return the row of 1,000 replicates of the goodness of fit at n = 9,101."""
    rng = np.random.default_rng(0)
    below = rng.geometric(0.45, 40_000)
    tolls = np.concatenate([[draw(2.4, 12.0, u) for u in rng.random(547)], below[below < 12][: 9101 - 547]])
    data = tallied(tolls.astype(np.int64))
    law = fit(data)
    seconds, p = timed(lambda: goodness(data, law), 3)
    found = peers.run("powerlaw_scan", tolls=tolls.astype(np.int64))
    if "seconds" in found:
        found["seconds"] *= 1000
    work = "goodness of fit, 1,000 replicates (peer: one scan times 1,000)"
    return row(work, 9101, seconds, "powerlaw", found, None, p=p)


def simulation(peers: Peers) -> Row:
    """Return the row of simulation: a million events."""
    horizon = 8e5
    seconds, times = timed(lambda: simulate(*THETA, horizon, seed=1), 3)
    found = peers.run("hawkes_rs_simulate", theta=np.array(THETA), horizon=horizon)
    same = abs(found.get("n", 0) - len(times)) < 0.02 * len(times)
    return row(
        "simulation", len(times), seconds, "hawkes-rs", found, same, events_per_second=len(times) / seconds
    )


def first_calls() -> list[Row]:
    """Return how long a fit takes in a new process, with the compiled cache and without one."""
    program = (
        f"import time; t = time.{CLOCK.__name__}()\n"
        "from tocsin.measure.hawkes import fit_exponential, simulate\n"
        f"fit_exponential(simulate(0.5, 0.6, 2.0, 2000.0), 2000.0); print(time.{CLOCK.__name__}() - t)"
    )
    rows = []
    with tempfile.TemporaryDirectory() as cache:
        for work in ("first call, nothing compiled", "first call, compiled cache"):
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, "-c", program], capture_output=True, text=True, check=True,
                env={"NUMBA_CACHE_DIR": cache, "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1"},
            )  # fmt: skip
            rows.append(row(work, 2500, float(done.stdout), "", {}, None))
    return rows


def measure(peers: Peers, *, quick: bool) -> Iterator[Row]:
    """Yield all rows, each as soon as it is there."""
    some = {"hawkes-rs": "hawkes_rs", "HawkesPyLib": "hawkespylib"}
    yield from univariate(peers, 100_000, some if quick else some | {"hawkes": "hawkes_omi"})
    yield from univariate(peers, 1_000_000, {"hawkes-rs": "hawkes_rs"})
    yield from multivariate(peers, 100_000, slow=not quick)
    yield from tails(peers, (10_000, 100_000) if quick else (10_000, 100_000, 1_000_000))
    yield from (fit_tests(peers), simulation(peers), *first_calls())


def told(r: Row) -> str:
    """Return a row as a line of the table."""
    peer = f"{'':>11} {r['peer']}"
    if r["peer_s"]:
        peer = f"{r['peer_s']:>9.3f} s {r['peer']:<12} {r['ratio']:>8,.0f}x"
    note = r["missing"] or {True: "same answer", False: "another answer", None: ""}[r["same_answer"]]
    return f"{r['work']:<62} {r['n']:>9,} {r['ours_s']:>9.4f} s {peer}  {note}"


def main() -> None:
    """Measure, print one table, and with --json FILE write the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    beside = ROOT / ".peers" / "bin" / "python"
    python = args.peers or (str(beside) if beside.exists() else sys.executable)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for found in measure(Peers(python, Path(folder)), quick=args.quick):
            rows.append(found)
            print(told(found), flush=True)
    if args.json:
        args.json.write_text(json.dumps({"rows": rows}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
