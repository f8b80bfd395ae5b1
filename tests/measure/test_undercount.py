"""Capture-recapture: known answers, the range of models, coverage in simulation, refusals."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.errors import GroundsError, InputError
from tocsin.measure.loglinear import hierarchies
from tocsin.measure.undercount import chao, chapman, undercount


def _lists(total: int, chances: list[float], rng: np.random.Generator) -> np.ndarray:
    return rng.random((total, len(chances))) < np.array(chances)


def test_chapman_by_hand() -> None:
    found = chapman(100, 80, 40)
    assert found.value == pytest.approx(101 * 81 / 41 - 1)
    assert found.low is not None
    assert found.low > 140
    assert "independent" in " ".join(found.assumptions)


def test_all_hierarchical_models_are_there_once() -> None:
    for lists, number in ((3, 8), (4, 113), (5, 6893)):
        found = list(hierarchies(lists))
        assert len(found) == len(set(found)) == number


def test_independent_lists_give_the_total_back() -> None:
    rng = np.random.default_rng(2)
    for chances in ([0.5, 0.4, 0.6], [0.4, 0.5, 0.3, 0.6], [0.3, 0.4, 0.5, 0.3, 0.4]):
        found = undercount(_lists(600, chances, rng))
        assert found.value == pytest.approx(600, rel=0.12)
        assert found.low is not None
        assert found.high is not None
        assert found.low < 600 < found.high


def test_dependent_lists_need_the_interaction() -> None:
    """Lists that copy one another: independence is far too low, the range of models reaches the truth."""
    rng = np.random.default_rng(4)
    first = rng.random(1500) < 0.4
    second = np.where(first, rng.random(1500) < 0.7, rng.random(1500) < 0.15)
    third = rng.random(1500) < 0.4
    found = undercount(np.column_stack([first, second, third]))
    models = {row["model"]: row for row in found.details["models"]}
    assert models["independent"]["total"] < 1350
    assert not models["independent"]["kept"]
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1500 < found.high


def test_chao_is_a_lower_bound_where_events_differ() -> None:
    rng = np.random.default_rng(5)
    shy = rng.beta(0.6, 1.5, 2000)
    seen = rng.random((2000, 4)) < shy[:, None]
    found = chao(seen)
    assert found.value is not None
    assert seen.any(axis=1).sum() < found.value < 2000


def test_coverage_of_chapman_and_of_the_models() -> None:
    rng = np.random.default_rng(6)
    held = 0
    for _ in range(300):
        table = _lists(200, [0.5, 0.45], rng)
        found = undercount(table)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 200 <= found.high
    assert held / 300 >= 0.92


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (np.zeros((0, 3)), "no list holds"),
        (np.eye(3), "no event is on two"),
        (np.array([[1, 1, 0]]), "list 3 is empty"),
    ],
)
def test_lists_without_grounds(table: np.ndarray, says: str) -> None:
    with pytest.raises(GroundsError, match=says):
        undercount(table)


def test_lists_that_cannot_be() -> None:
    with pytest.raises(InputError):
        undercount(np.ones((3, 6)))
    with pytest.raises(InputError):
        chapman(3, 3, 4)
    with pytest.raises(GroundsError):
        chapman(3, 3, 0)
