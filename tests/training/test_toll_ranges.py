"""The table of ranges, from cases made by hand."""

from __future__ import annotations

from tocsin.coding.reader.people import Counted, People
from tocsin.model import Count, Span
from training.toll_ranges import FOLDS, Case, crossed, fitted, measured


def case(dispatch: int, true: int, *, tuning: bool = False) -> Case:
    count = Count(12, 12, 12)
    return Case(dispatch, tuning, Counted(count, (People("", Span(0, 5), count, 0.9),)), (4,), true)


def test_the_share_of_cases_beyond_a_toll_is_fitted_with_a_prior() -> None:
    cases = [case(0, 4), case(1, 12), case(2, 6, tuning=True), case(3, 2, tuning=True)]
    assert fitted(cases) == {("everyone", "below"): (0.5 + 2) / (5 + 4)}


def test_the_tuning_part_weighs_as_much_as_all_others() -> None:
    cases = [case(n, 12) for n in range(30)] + [case(30, 4, tuning=True)]
    share = fitted(cases)["everyone", "below"]
    assert 0.25 < share < 0.45


def test_coverage_and_width_are_those_of_folds_not_fitted() -> None:
    cases = [case(n, 4 if n % 2 else 12) for n in range(20)]
    plain = measured(cases, [{}] * FOLDS)
    assert plain == (0.5, 0.0, 0.0)
    assert measured(cases, crossed(cases)) == (1.0, 8.0, 1.0)
