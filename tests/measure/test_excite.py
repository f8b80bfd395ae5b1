"""Contagion in dated events, and what passes for it: a drifting background, ties."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from tocsin.errors import GroundsError
from tocsin.measure import Events, Window, from_days
from tocsin.measure.excite import excite
from tocsin.measure.hawkes.binned import basis, fit_binned

START, DAYS = date(2010, 1, 1), 1000
WINDOW = Window(START, START + timedelta(DAYS - 1))


def days_of(counts: np.ndarray) -> Events:
    """Return events from daily counts."""
    return from_days([WINDOW.first + int(d) for d in np.repeat(np.arange(len(counts)), counts)])


def contagious(seed: int, n: float, background: np.ndarray, r: float = 0.6) -> np.ndarray:
    """Return daily counts of which each sets off n more on later days."""
    rng, before, counts = np.random.default_rng(seed), 0.0, np.zeros(len(background), dtype=np.int64)
    for d, base in enumerate(background):
        counts[d] = rng.poisson(base + n * before)
        before = r * before + (1 - r) * counts[d]
    return counts


STEADY = np.full(DAYS, 0.3)
DRIFTING = 0.3 * np.exp(1.3 * np.sin(np.arange(DAYS) / 130))


def test_contagion_is_found() -> None:
    found = excite(days_of(contagious(3, 0.5, STEADY)), WINDOW)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.5 < found.high + 0.05
    assert found.low > 0.1
    assert "no grounds for contagion" not in str(found)
    assert {"time rescaling", "independence", "ties", "near-critical"} <= {c.name for c in found.checks}


def test_a_drifting_background_is_not_taken_for_contagion() -> None:
    found = excite(days_of(contagious(4, 0.0, DRIFTING)), WINDOW)
    both = found.details["branching"]
    assert both["constant background"] > 0.5
    assert both["moving background"] < 0.2
    assert "no grounds for contagion" in str(found)


def test_same_day_ties_are_not_taken_for_contagion() -> None:
    counts = np.random.default_rng(5).poisson(STEADY) * 3
    found = excite(days_of(counts), WINDOW)
    assert found.details["dispersion"] > 2
    assert found.details["ties"]["spread over the day, constant background"] > 0.4
    assert found.value is not None
    assert found.value < 0.25
    assert "uneven beyond the model" in str(found)


def test_hats_add_up_to_one() -> None:
    for k in (1, 2, 7):
        assert basis(90, k).sum(axis=1) == pytest.approx(np.ones(90))


def test_nil_contagion_is_within_the_model() -> None:
    counts = contagious(1, 0.4, STEADY)
    free, none = fit_binned(counts, 2), fit_binned(counts, 2, excited=False)
    assert free.log_likelihood > none.log_likelihood
    assert none.n == 0
    assert free.parameters == none.parameters + 2


def test_too_few_are_refused() -> None:
    with pytest.raises(GroundsError, match="at least 30 in 60 days"):
        excite(from_days([START] * 12), WINDOW)
    with pytest.raises(GroundsError):
        excite(from_days([START] * 50), Window(START, START))


def test_all_on_one_day_is_an_answer_that_warns() -> None:
    found = excite(from_days([START + timedelta(500)] * 50), WINDOW)
    assert [c for c in found.checks if c.passed is False]
