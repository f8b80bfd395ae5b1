"""Capture histories and overlaps: counted right whatever the lists, and handed on without loss."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief.builders import incident, said
from tocsin.datasets.coverage import BY, coverage, listed, lists_of, overlap, table_of
from tocsin.desk.missed import FEWEST, missed
from tocsin.model import Incident, Place

NAMES = ("A", "B", "C")
MONTHS = (date(2016, 7, 14), date(2016, 8, 1), None)


def on(number: int, *names: str, country: str = "DE", day: date | None = MONTHS[0]) -> Incident:
    """An incident on these lists."""
    grounds = [said("outcome", "completed", report=f"r{number}{name}", source=name) for name in names]
    return incident(f"{number:010d}", place=Place("X", country=country), day=day, evidence=grounds)


histories = st.lists(
    st.tuples(st.sets(st.sampled_from(NAMES)), st.sampled_from(["DE", "NG"]), st.sampled_from(MONTHS)),
    max_size=30,
)


@given(histories, st.sets(st.sampled_from(BY)))
def test_every_incident_is_in_one_cell_and_the_sums_hold(told: list, by: set[str]) -> None:  # type: ignore[type-arg]
    found = [on(n, *names, country=country, day=day) for n, (names, country, day) in enumerate(told)]
    cells = coverage(found, NAMES, sorted(by))
    assert sum(cell.incidents for cell in cells) == len(found)
    for name in NAMES:
        assert sum(cell.on(name) for cell in cells) == sum(name in listed(i) for i in found)
        assert sum(cell.alone(name) for cell in cells) == sum(listed(i) == {name} for i in found)
    for a, b, on_a, on_b, both in (row for cell in cells for row in overlap(cell)):
        assert both <= min(on_a, on_b)
        assert a < b
    assert [cell.key for cell in cells] == sorted(cell.key for cell in cells)
    if cells:
        assert table_of(cells).incidents == len(found)


def test_cells_by_country_and_month() -> None:
    cells = coverage(
        [on(1, "A"), on(2, "A", "B"), on(3, "B", country="NG", day=None)], NAMES, ["country", "month"]
    )
    assert {cell.key: cell.incidents for cell in cells} == {("DE", "2016-07"): 2, ("NG", "unknown"): 1}


def test_the_largest_lists_come_first() -> None:
    assert lists_of([on(1, "B"), on(2, "B", "C"), on(3, "A")], 2) == ("B", "A")


def test_by_what_there_is_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="religion"):
        coverage([], NAMES, ["religion"])
    with pytest.raises(ValueError, match="no cell"):
        table_of([])


def test_what_all_lists_missed_is_a_range_that_holds_the_truth() -> None:
    """Two hundred attacks, three independent lists of known chances: the unseen are in the range."""
    rng = np.random.default_rng(7)
    seen = rng.random((200, 3)) < np.array([0.6, 0.5, 0.4])
    found = [on(n, *(NAMES[i] for i in range(3) if row[i])) for n, row in enumerate(seen) if row.any()]
    [cell] = coverage(found, NAMES, [])
    unseen = int((~seen.any(axis=1)).sum())
    gone = missed(cell)
    assert gone.why is None
    assert gone.low is not None
    assert gone.high is not None
    assert gone.at_least is not None
    assert gone.low <= unseen <= gone.high
    assert gone.low < gone.high


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ([on(n, "A") for n in range(30)], "one list alone"),
        ([on(1, "A", "B"), *(on(n, "A") for n in range(2, 30))], f"at least {FEWEST} are needed"),
        ([], None),
    ],
)
def test_without_grounds_there_is_no_figure_and_the_reason_is_said(
    found: list[Incident], why: str | None
) -> None:
    cells = coverage(found, NAMES, [])
    if why is None:
        assert cells == ()
        return
    gone = missed(cells[0])
    assert (gone.low, gone.high, gone.at_least) == (None, None, None)
    assert why in (gone.why or "")
