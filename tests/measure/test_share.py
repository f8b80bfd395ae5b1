"""Shares, and trends of shares that growing coverage does not make."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tocsin.errors import GroundsError, InputError
from tocsin.measure import Events, Window, from_frame
from tocsin.measure.negbin import fit, fit_grouped, log_pmf
from tocsin.measure.share import PROTECTED, share, share_of, share_trend
from tocsin.taxonomy import TARGET_TYPES

START, DAYS = date(2012, 1, 1), 1500
WINDOW = Window(START, START + timedelta(DAYS - 1))


def growing(seed: int, factor: float, *, growth: float = 1.0) -> Events:
    """Return events, more of them each year by `growth`; the share on worship grows by `factor` a year."""
    rng = np.random.default_rng(seed)
    rows = []
    for d in range(DAYS):
        for _ in range(rng.poisson(0.5 * growth ** (d / 365.25))):
            hit = rng.random() < 0.1 * factor ** (d / 365.25)
            rows.append({"start": START + timedelta(d), "targets": ("worship",) if hit else ("police",)})
    return from_frame(rows)


def test_jeffreys() -> None:
    found = share_of(3, 20)
    assert found.low == pytest.approx(0.0439, abs=1e-3)
    assert found.high == pytest.approx(0.349, abs=1e-3)
    assert share_of(0, 9).low == 0
    assert share_of(9, 9).high == 1


def test_jeffreys_coverage() -> None:
    held = sum(
        (found.low or 0) <= 0.2 <= (found.high or 1)
        for found in (share_of(int(k), 60) for k in np.random.default_rng(1).binomial(60, 0.2, 800))
    )
    assert held / 800 == pytest.approx(0.95, abs=0.03)


def test_the_denominator_is_stated() -> None:
    rows = [{"start": START, "targets": t} for t in (("health",), ("police", "health"), (), ("police",))]
    found = share(from_frame(rows), Window(START, START), "health")
    assert found.value == pytest.approx(2 / 3)
    assert "3 attacks with a known target; 1 without are left out" in str(found)


def test_growing_coverage_is_not_a_trend() -> None:
    found = share_trend(growing(1, 1.0, growth=1.6), WINDOW, "worship")
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1 < found.high


def test_a_growing_share_is_one() -> None:
    found = share_trend(growing(2, 1.5, growth=1.2), WINDOW, "worship")
    assert found.low is not None
    assert found.high is not None
    assert 1 < found.low < 1.5 < found.high


def test_shares_without_grounds() -> None:
    with pytest.raises(GroundsError):
        share_of(0, 0)
    with pytest.raises(InputError):
        share_of(3, 2)
    with pytest.raises(GroundsError, match="cannot show a trend"):
        share_trend(growing(1, 1.0), Window(START, START + timedelta(90)), "worship")


def test_protected_targets_are_codes() -> None:
    assert set(PROTECTED) <= set(TARGET_TYPES)
    assert len(PROTECTED) == 7


def test_the_regression_finds_its_coefficients() -> None:
    rng = np.random.default_rng(3)
    x = np.column_stack([np.ones(3000), rng.normal(size=3000)])
    mean = np.exp(x @ [0.5, 0.4] + 0.3)
    found = fit(x, rng.negative_binomial(2.0, 2.0 / (2.0 + mean)), np.full(3000, 0.3))
    assert found.converged
    assert np.abs((found.beta - [0.5, 0.4]) / found.errors).max() < 3.5
    assert found.alpha == pytest.approx(0.5, abs=0.08)


def test_poisson_counts_have_no_dispersion() -> None:
    rng = np.random.default_rng(4)
    found = fit(np.ones((500, 1)), rng.poisson(3.0, 500))
    assert found.alpha < 0.03
    assert np.exp(log_pmf(np.arange(200.0), np.full(200, 3.0), 0.7)).sum() == pytest.approx(1.0)
    assert found.errors[0] == pytest.approx(1 / np.sqrt(1500), rel=0.1)


def test_a_random_effect_takes_up_the_groups() -> None:
    rng = np.random.default_rng(5)
    groups = np.repeat(np.arange(40), 15)
    effects = rng.normal(0, 0.8, 40)[groups]
    x = rng.normal(size=600)
    counts = rng.poisson(np.exp(0.5 + 0.3 * x + effects))
    found = fit_grouped(np.column_stack([np.ones(600), x]), counts, groups)
    assert abs(found.beta[1] - 0.3) < 3.5 * found.errors[1]
    assert found.errors[1] < 0.06
    assert found.alpha < 0.2
