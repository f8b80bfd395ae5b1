"""One job of one peer, in the peers' own interpreter: `python peers.py JOB DATA.npz` prints one JSON object.

This file imports nothing of ours: the peers live in an environment of their own (see `bench.measure`). A peer
that compiles on its first call is called once before on a little of the data.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

CLOCK = time.process_time if os.environ.get("TOCSIN_CPU_TIME") else time.perf_counter
Found = dict[str, Any]


def _timed(work: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    best, result = float("inf"), None
    for _ in range(repeats):
        start = CLOCK()
        result = work()
        best = min(best, CLOCK() - start)
    return best, result


def hawkes_rs(data: Any) -> Found:
    """Univariate maximum likelihood."""
    from hawkes import univariate

    times, horizon = data["times"], float(data["horizon"])
    seconds, fit = _timed(lambda: univariate.fit(times, horizon), 3)
    p = fit.parameters
    return {
        "seconds": seconds,
        "theta": [p.baseline, fit.branching_ratio(), p.decay],
        "converged": fit.converged,
    }


def hawkes_rs_d(data: Any) -> Found:
    """Multivariate maximum likelihood."""
    from hawkes import multivariate

    events, horizon = _kinds(data), float(data["horizon"])
    seconds, fit = _timed(lambda: multivariate.fit(events, horizon), 1)
    return {"seconds": seconds, "log_likelihood": -fit.negative_log_likelihood, "converged": fit.converged}


def hawkes_rs_simulate(data: Any) -> Found:
    """Simulation by thinning."""
    from hawkes import univariate

    mu, n, b = data["theta"]
    parameters = univariate.Parameters(float(mu), float(n * b), float(b))
    if abs(parameters.branching_ratio() - n) > 1e-9:
        parameters = univariate.Parameters(float(mu), float(n), float(b))
    seconds, times = _timed(lambda: univariate.simulate(parameters, float(data["horizon"]), 1), 1)
    return {"seconds": seconds, "n": len(times)}


def hawkespylib(data: Any) -> Found:
    """Univariate maximum likelihood; it compiles with numba."""
    from HawkesPyLib.inference import ExpHawkesProcessInference

    times, horizon = data["times"], float(data["horizon"])
    model = ExpHawkesProcessInference()
    model.estimate(times[:500], float(times[500]), return_params=True)
    seconds, (mu, n, mean) = _timed(lambda: model.estimate(times, horizon, return_params=True), 1)
    return {"seconds": seconds, "theta": [float(mu), float(n), 1 / float(mean)], "converged": True}


def hawkes_omi(data: Any) -> Found:
    """Univariate maximum likelihood of the package `hawkes`."""
    import Hawkes

    times, horizon = data["times"], float(data["horizon"])
    model = Hawkes.estimator().set_kernel("exp", num_exp=1).set_baseline("const")
    seconds, fit = _timed(lambda: model.fit(times, [0.0, horizon]), 1)
    p = fit.parameter
    return {
        "seconds": seconds,
        "theta": [float(p["mu"]), float(p["alpha"]), float(p["beta"])],
        "converged": True,
    }


def tick_d(data: Any) -> Found:
    """Least squares with the decay given."""
    from tick.hawkes import HawkesExpKern

    events = _kinds(data)
    learner = HawkesExpKern(
        float(data["decay"]), gofit="least-squares", solver="agd", max_iter=1000, tol=1e-8
    )
    seconds, _ = _timed(lambda: learner.fit(events), 1)
    return {"seconds": seconds, "branching": learner.adjacency.tolist()}


def powerlaw_scan(data: Any) -> Found:
    """x_min by the smallest distance, then the exponent."""
    import warnings

    import powerlaw

    warnings.simplefilter("ignore")
    seconds, fit = _timed(lambda: powerlaw.Fit(data["tolls"], discrete=True, verbose=False), 1)
    return {"seconds": seconds, "x_min": float(fit.xmin), "alpha": float(fit.alpha)}


def _kinds(data: Any) -> list[Any]:
    return [data[f"kind{k}"] for k in range(int(data["kinds"]))]


JOBS: dict[str, Callable[[Any], Found]] = {
    job.__name__: job
    for job in (hawkes_rs, hawkes_rs_d, hawkes_rs_simulate, hawkespylib, hawkes_omi, tick_d, powerlaw_scan)
}

if __name__ == "__main__":
    try:
        answer = JOBS[sys.argv[1]](dict(np.load(sys.argv[2])))
    except ImportError as error:
        answer = {"missing": str(error)}
    sys.stdout.write("\n" + json.dumps(answer) + "\n")
