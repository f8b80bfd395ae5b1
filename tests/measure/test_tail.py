"""The tail of tolls: published results where the data are, a synthetic twin everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import zeta

from tests.measure.severity import severity
from tocsin.errors import GroundsError, InputError
from tocsin.measure import Estimate
from tocsin.measure.tail import kernels, large_event, tail
from tocsin.measure.tail.data import Tolls, tallied
from tocsin.measure.tail.fit import fit, resampled

ALPHA, LEAST, N = 2.4, 12, 9101


def twin(seed: int, *, n: int = N, in_tail: int = 547, alpha: float = ALPHA) -> np.ndarray:
    """Return tolls of which those from 12 up follow a power law and those below a geometric one."""
    rng = np.random.default_rng(seed)
    above = [kernels.draw(alpha, float(LEAST), u) for u in rng.random(in_tail)]
    below = rng.geometric(0.45, 4 * n)
    return np.concatenate([above, below[below < LEAST][: n - in_tail]]).astype(np.int64)


@pytest.mark.parametrize(("s", "q"), [(1.3, 1), (2.4, 1), (2.4, 12), (3.5, 2749), (7.0, 3)])
def test_zeta_and_its_slopes(s: float, q: int) -> None:
    assert kernels.zeta(s, float(q)) == pytest.approx(zeta(s, q), rel=1e-9)
    value, slope, curve = kernels.zeta_slopes(s, float(q))
    h = 1e-3
    assert value == pytest.approx(zeta(s, q), rel=1e-7)
    assert slope == pytest.approx((zeta(s + h, q) - zeta(s - h, q)) / (2 * h), rel=1e-4)
    assert curve == pytest.approx((zeta(s + h, q) - 2 * zeta(s, q) + zeta(s - h, q)) / h**2, rel=1e-3)


def test_draws_follow_the_law() -> None:
    rng = np.random.default_rng(1)
    x = np.array([kernels.draw(2.5, 3.0, u) for u in rng.random(20_000)])
    assert x.min() == 3
    for at in (4, 10, 40):
        assert (x >= at).mean() == pytest.approx(zeta(2.5, at) / zeta(2.5, 3), abs=0.012)


@pytest.fixture(scope="module")
def published() -> Estimate:
    """Return the fit of the 9,101 published tolls, or of their twin where they are missing."""
    path = severity("mipt_deaths_1968_2006.txt")
    return tail(np.loadtxt(path, dtype=np.int64) if path else twin(0))


def test_deaths_per_attack_1968_to_2006(published: Estimate) -> None:
    """Clauset, Young & Gleditsch 2007: x_min 12, exponent 2.37 to 2.4, 547 in the tail, p about 0.68."""
    if severity("mipt_deaths_1968_2006.txt") is None:
        assert published.value == pytest.approx(ALPHA, abs=0.2)
        assert published.details["p"] >= 0.1
        return
    assert published.details["x_min"] == 12
    assert published.value == pytest.approx(2.385, abs=0.016)
    assert published.details["in_tail"] == 547
    assert published.details["p"] == pytest.approx(0.68, abs=0.05)


def test_the_estimate_says_what_it_leans_on(published: Estimate) -> None:
    assert published.low is not None
    assert published.value is not None
    assert published.high is not None
    assert published.low < published.value < published.high
    assert {"goodness of fit", "against lognormal", "leave largest out"} <= {c.name for c in published.checks}
    low, _, high = published.details["x_min_spread"]
    assert low < high


def test_an_event_as_large_as_2749() -> None:
    """Clauset & Woodard 2013: 0.11 to 0.35 over models; 0.30 [0.20, 0.40] fixed, 0.35 [0.18, 0.67] free."""
    path = severity("rand_mipt_events_1968_2007.txt")
    deaths = np.loadtxt(path, dtype=np.int64, skiprows=1)[:, 2] if path else twin(3, n=13274, in_tail=800)
    found = large_event(deaths, 2749, x_min=10 if path else LEAST, replicates=150)
    models = found.details["models"]
    assert set(models) == {
        "power law, free x_min", "power law, fixed x_min", "stretched exponential", "lognormal",
    }  # fmt: skip
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < found.high <= 1
    if path is None:
        return
    assert found.details["range"] == [pytest.approx(0.11, abs=0.015), pytest.approx(0.35, abs=0.025)]
    fixed, free = models["power law, fixed x_min"], models["power law, free x_min"]
    assert [fixed[k] for k in ("chance", "low", "high")] == pytest.approx([0.30, 0.20, 0.40], abs=0.02)
    assert [free[k] for k in ("chance", "low", "high")] == pytest.approx([0.35, 0.18, 0.67], abs=0.04)


def test_known_parameters_come_back() -> None:
    laws = [fit(tallied(twin(seed))) for seed in range(8)]
    assert np.mean([law.alpha for law in laws]) == pytest.approx(ALPHA, abs=0.08)
    assert np.median([law.x_min for law in laws]) == pytest.approx(LEAST, abs=2)


def test_what_is_no_power_law_is_ruled_out() -> None:
    poisson = np.random.default_rng(4).poisson(12, 3000)
    found = tail(poisson, x_min=5.0, replicates=200)
    assert found.details["p"] < 0.05
    assert "ruled out" in str(found)
    assert "lognormal fits better" in str(found) or "exponential fits better" in str(found)


def test_coverage_with_x_min_given() -> None:
    held = 0
    for seed in range(60):
        data = tallied(twin(seed, n=2000, in_tail=400))
        low, high = np.quantile(resampled(data, 300, seed, LEAST)[:, 1], [0.025, 0.975])
        held += low <= ALPHA <= high
    assert held >= 53


def test_the_scan_is_the_slow_search_made_fast() -> None:
    """Against x_min by x_min, with scipy's zeta and every whole number in the distance."""
    x = twin(11, n=600, in_tail=90)
    best = (np.inf, 0.0)
    for least in np.unique(x)[:-1]:
        rest = x[x >= least]
        if len(rest) < 10:
            break
        grid = np.linspace(1.2, 6, 2401)
        alpha = grid[np.argmax(-np.log(zeta(grid, least)) - grid * np.log(rest).mean())]
        steps = np.arange(least, x.max() + 2)
        model = zeta(alpha, steps) / zeta(alpha, least)
        seen = (rest[None, :] >= steps[:, None]).mean(axis=1)
        best = min(best, (float(np.abs(model - seen).max()), float(least)))
    law = fit(tallied(x))
    assert law.x_min == best[1]
    assert law.distance == pytest.approx(best[0], abs=1e-3)


def test_tolls_are_counted_once_and_zeros_kept_apart() -> None:
    data = tallied(np.array([0, 1, 1, 3, 2_000_000, np.nan]))
    assert data.values.tolist() == [1, 3, 2_000_000]
    assert data.counts.tolist() == [2, 1, 1]
    assert (data.zeros, data.unknown) == (1, 1)
    assert isinstance(data.without_largest(), Tolls)
    assert data.without_largest().values.tolist() == [1, 3]


@pytest.mark.parametrize("wrong", [[-1] * 40, [10**9] * 40, [1.5] * 40])
def test_tolls_that_cannot_be(wrong: list[float]) -> None:
    with pytest.raises(InputError):
        tail(wrong)


def test_a_tail_of_twelve_points_is_refused() -> None:
    with pytest.raises(GroundsError, match="12 tolls of one or more are too few"):
        tail([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    with pytest.raises(GroundsError, match="too few for a tail"):
        tail([1] * 40)
    with pytest.raises(GroundsError):
        tail([])
