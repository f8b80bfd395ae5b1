"""The intervals against exact enumeration: every composition of a frame, every sample that it can give."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.audit import lower_bound, proportion, upper_bound, wilson

FRAMES = ((50, 20), (120, 30), (300, 100), (2000, 100))


def chances(so: int, n: int, population: int) -> dict[int, float]:
    """Return the probability of each count in a sample of n, by the definition of the hypergeometric."""
    whole = math.comb(population, n)
    return {
        k: math.comb(so, k) * math.comb(population - so, n - k) / whole
        for k in range(max(0, n - population + so), min(n, so) + 1)
    }


@pytest.mark.parametrize(("population", "n"), FRAMES)
def test_the_interval_covers_in_every_frame(population: int, n: int) -> None:
    intervals = [proportion(k, n, population) for k in range(n + 1)]
    for so in range(population + 1):
        truth = so / population
        covered = sum(
            p
            for k, p in chances(so, n, population).items()
            if (intervals[k].low or 0.0) - 1e-12 <= truth <= (intervals[k].high or 0.0) + 1e-12
        )
        assert covered >= 0.93, so


@pytest.mark.parametrize(("population", "n"), FRAMES)
@pytest.mark.parametrize("error", [0.05, 0.0125])
def test_the_bounds_hold_in_every_frame(population: int, n: int, error: float) -> None:
    most = [upper_bound(k, n, population, error) for k in range(n + 1)]
    fewest = [lower_bound(k, n, population, error) for k in range(n + 1)]
    for so in range(population + 1):
        given_ = chances(so, n, population)
        assert sum(p for k, p in given_.items() if so <= most[k]) >= 1 - error - 1e-9, so
        assert sum(p for k, p in given_.items() if so >= fewest[k]) >= 1 - error - 1e-9, so


def test_wilson_as_published() -> None:
    # 91 of 100 from a frame without end: z = 1.959964 in Wilson's formula gives 0.8377 to 0.9519.
    low, high = wilson(91, 100, 10**9)
    assert (round(low, 4), round(high, 4)) == (0.8377, 0.9519)
    assert str(proportion(90, 100, 10**6)) == "0.90 [0.83–0.94], n=100"


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(n, 2000))))
def test_an_interval_holds_its_value_and_shrinks_to_it(drawn: tuple[int, int, int]) -> None:
    n, part, population = drawn
    found = proportion(part, n, population)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0.0 <= found.low <= found.value + 1e-9
    assert found.value <= found.high + 1e-9 <= 1.0 + 2e-9
    whole = proportion(part, n, n)
    assert whole.low == pytest.approx(part / n)
    assert whole.high == pytest.approx(part / n)
    mirrored = proportion(n - part, n, population)
    assert mirrored.low == pytest.approx(1 - found.high)


def test_nothing_looked_at_says_nothing() -> None:
    assert proportion(0, 0, 30).value is None
    assert upper_bound(0, 0, 30, 0.05) == 30
    with pytest.raises(ValueError, match="no sample"):
        wilson(3, 2, 10)
    with pytest.raises(ValueError, match="no sample"):
        upper_bound(0, 11, 10, 0.05)
