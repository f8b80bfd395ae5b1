"""Hawkes fits: derivatives, known parameters, residuals, simulation, several kinds, sums, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.errors import GroundsError, InputError
from tocsin.measure.excite import excite_times
from tocsin.measure.hawkes import fit_exponential, fit_multivariate, fit_sum, simulate
from tocsin.measure.hawkes.exponential import derivatives
from tocsin.measure.hawkes.residuals import compensated, ks_uniform, ljung_box, randomised

Times = np.ndarray


def plain_likelihood(times: Times, horizon: float, mu: float, n: float, b: float) -> float:
    """Return the log likelihood by its definition, event against event."""
    total = sum(
        np.log(mu + n * b * np.exp(-b * (t - times[:i])).sum()) for i, t in enumerate(times)
    )  # fmt: skip
    return float(total - mu * horizon - n * (1 - np.exp(-b * (horizon - times))).sum())


def test_likelihood_gradient_and_curvature() -> None:
    times, horizon = simulate(0.5, 0.5, 1.5, 400.0, seed=4), 400.0
    theta, h = np.array([0.4, 0.55, 1.2]), 1e-5
    gaps = np.diff(times, prepend=0.0)
    value, gradient, hessian = derivatives(times, gaps, horizon, theta)
    assert value == pytest.approx(plain_likelihood(times, horizon, *theta), rel=1e-12)
    for k, e in enumerate(np.eye(3)):
        up, down = (derivatives(times, gaps, horizon, theta + s * h * e) for s in (1, -1))
        assert gradient[k] == pytest.approx((up[0] - down[0]) / (2 * h), rel=1e-5, abs=1e-4)
        assert hessian[k] == pytest.approx((up[1] - down[1]) / (2 * h), rel=1e-5, abs=1e-3)


def test_known_parameters_come_back_with_their_errors() -> None:
    fit = fit_exponential(simulate(0.5, 0.6, 2.0, 40_000.0, seed=1), 40_000.0)
    assert fit.converged
    assert np.abs((fit.parameters - [0.5, 0.6, 2.0]) / fit.errors).max() < 3.5
    assert fit.passes <= 8


def test_the_stages_end_where_one_stage_does() -> None:
    times = simulate(0.5, 0.6, 2.0, 12_000.0, seed=6)
    fit = fit_exponential(times, 12_000.0)
    slow = fit_exponential(times, 12_000.0, start=np.array([1.0, 0.1, 0.5]))
    assert fit.log_likelihood == pytest.approx(slow.log_likelihood, abs=1e-6)


def test_coverage_of_the_branching_ratio() -> None:
    held = 0
    for seed in range(100):
        found = excite_times(simulate(0.5, 0.5, 2.0, 600.0, seed=seed), 600.0)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 0.5 <= found.high
    assert held >= 89


def test_simulation_has_the_mean_and_the_clusters() -> None:
    times = simulate(0.3, 0.7, 5.0, 50_000.0, seed=9)
    assert len(times) == pytest.approx(0.3 / 0.3 * 50_000, rel=0.05)
    assert (np.diff(times) >= 0).all()
    counts = np.histogram(times, np.arange(0, 50_001, 50))[0]
    assert counts.var() / counts.mean() == pytest.approx(1 / 0.3**2, rel=0.25)
    assert np.array_equal(times[:9], simulate(0.3, 0.7, 5.0, 50_000.0, seed=9)[:9])


def test_residuals_of_the_true_process_and_of_a_wrong_one() -> None:
    times, horizon = simulate(0.4, 0.6, 1.0, 3000.0, seed=3), 3000.0
    right = compensated(times, 0.4, np.array([0.6]), np.array([1.0]))
    wrong = compensated(times, len(times) / horizon, np.array([0.0]), np.array([1.0]))
    assert ks_uniform(-np.expm1(-right)) > 0.01
    assert ks_uniform(-np.expm1(-wrong)) < 1e-6
    assert ljung_box(right, 20) > 0.01
    assert ljung_box(wrong, 20) < 0.01


def test_places_of_counts_are_uniform() -> None:
    rng = np.random.default_rng(2)
    means = rng.gamma(1.0, 0.6, 4000)
    assert ks_uniform(randomised(rng.poisson(means), means, 1)) > 0.01
    assert ks_uniform(randomised(rng.poisson(means), np.full(4000, 0.6), 1)) < 1e-3


def _two_kinds(branching: Times, horizon: float, seed: int) -> list[Times]:
    """Simulate by generations: immigrants, their offspring, and so on."""
    rng, kinds = np.random.default_rng(seed), range(len(branching))
    born = [rng.random(rng.poisson(0.2 * horizon)) * horizon for _ in kinds]
    every = [list(b) for b in born]
    while sum(map(len, born)):
        new: list[list[float]] = [[] for _ in kinds]
        for j in kinds:
            for i in kinds:
                parents = np.repeat(born[j], rng.poisson(branching[i, j], len(born[j])))
                times = parents + rng.exponential(0.5, len(parents))
                new[i] += times[times < horizon].tolist()
        born = [np.array(b) for b in new]
        for i in kinds:
            every[i] += new[i]
    return [np.sort(e) for e in every]


def test_who_excites_whom() -> None:
    truth = np.array([[0.4, 0.0], [0.3, 0.1]])
    events = _two_kinds(truth, 8000.0, 5)
    for decay in (None, 2.0):
        fit = fit_multivariate(events, 8000.0, decay)
        assert fit.converged
        assert fit.decay == pytest.approx(2.0, rel=0.1)
        assert fit.branching == pytest.approx(truth, abs=0.06)
        assert fit.mu == pytest.approx([0.2, 0.2], abs=0.03)
        assert fit.radius == pytest.approx(0.4, abs=0.06)


def test_one_kind_alone_is_the_univariate_fit() -> None:
    times = simulate(0.5, 0.6, 2.0, 3000.0, seed=8)
    alone, many = fit_exponential(times, 3000.0), fit_multivariate([times], 3000.0)
    assert many.log_likelihood == pytest.approx(alone.log_likelihood, rel=1e-9)
    assert many.decay == pytest.approx(alone.decays[0], rel=1e-3)


def test_two_speeds_need_two_exponentials() -> None:
    fast = simulate(0.3, 0.5, 20.0, 4000.0, seed=1)
    rng = np.random.default_rng(1)
    late = fast + rng.exponential(3.0, len(fast))
    times = np.sort(np.concatenate([fast, late[(rng.random(len(fast)) < 0.4) & (late < 4000.0)]]))
    one, two = fit_sum(times, 4000.0, 1), fit_sum(times, 4000.0, 2)
    assert two.aic < one.aic - 10
    assert two.decays[0] > 5 * two.decays[1]


def test_times_without_grounds() -> None:
    with pytest.raises(GroundsError, match="3 events are too few"):
        fit_exponential(np.array([1.0, 2.0, 3.0]), 10.0)
    for times in (np.arange(20.0)[::-1], np.arange(20.0) - 3, np.arange(20.0) + 5):
        with pytest.raises(InputError, match="sorted"):
            fit_exponential(times, 20.0)
    with pytest.raises(InputError):
        simulate(0.5, 1.0, 1.0, 10.0)
    with pytest.raises(InputError):
        fit_multivariate([np.arange(20.0)], 30.0, -1.0)


def test_ties_and_an_end_of_contagion_are_said() -> None:
    times = np.sort(np.repeat(np.random.default_rng(0).random(40) * 100, 2))
    assert "share their time" in str(excite_times(times, 100.0))
    steady = np.sort(np.random.default_rng(1).random(300) * 300)
    assert "no grounds for contagion" in str(excite_times(steady, 300.0))
