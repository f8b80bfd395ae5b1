"""How far a range goes: as far as the other counts, where these are often right."""

from __future__ import annotations

import pytest

from tocsin.coding.reader import ranges
from tocsin.coding.reader.people import Counted, People
from tocsin.coding.reader.ranges import ends, others, told_as, widened
from tocsin.coding.tolls import find_tolls
from tocsin.model import Count, Span


def counted(count: Count, role: str = "", probability: float = 0.9) -> Counted:
    return Counted(count, (People(role, Span(0, 5), count, probability),))


@pytest.fixture(autouse=True)
def _table(monkeypatch: pytest.MonkeyPatch) -> None:
    chances = {("everyone", "below"): 0.25, ("everyone", "above"): 0.05, ("nobody", "above"): 0.5}
    monkeypatch.setattr(ranges, "chances", lambda: chances)


def test_a_side_on_which_the_truth_often_lies_is_widened_and_no_other() -> None:
    wide = widened(counted(Count(12, 12, 12)), [4, 30])
    assert wide is not None
    assert wide.count == Count(4, 12, 12)


def test_a_lone_count_and_an_open_one_stay() -> None:
    for count in (Count(12, 12, 12), Count(12, 12, None), Count(24, None, None)):
        assert widened(counted(count), []) == counted(count)
    assert ends(counted(Count(12, 12, None)), [4, 30]) == {}


def test_how_a_toll_is_told() -> None:
    one = Count(12, 12, 12)
    assert told_as(counted(one)) == "everyone"
    assert told_as(counted(one, probability=0.95)) == "toll"
    assert told_as(counted(one, "killed")) == "reader"
    assert told_as(counted(Count(0, 0, 0))) == "nobody"
    assert told_as(Counted(one, counted(one).grounds * 2)) == "sum"


def test_what_counts_against_a_toll() -> None:
    text = "Twelve people were killed. Four people died there. Two soldiers were killed."
    told = [
        toll for start, end in ((0, 26), (27, 50), (51, 76)) for toll in find_tolls(text, Span(start, end))
    ]
    toll = counted(Count(12, 12, 12))
    sure = People("killed", Span(0, 1), Count(9, 9, 9), 0.9)
    unsure = People("killed", Span(0, 1), Count(7, 7, 7), 0.4)
    assert others("killed", toll, [sure, unsure], told) == [4, 9, 12]
    assert others("injured", toll, [sure], told) == []
    dozens = People("killed", Span(0, 1), Count(24, None, None), 0.9)
    assert others("killed", toll, [dozens], []) == []
    nobody = counted(Count(0, 0, 0))
    assert others("killed", nobody, [unsure], told) == [2, 4, 7, 12]


def test_somebody_described_is_no_count_of_several() -> None:
    imam = People("killed", Span(0, 1), Count(1, 1, 1), 0.9)
    assert others("killed", counted(Count(3, 3, 3)), [imam], []) == []
    assert others("killed", counted(Count(0, 0, 0)), [imam], []) == [1]


def test_the_shipped_table_widens_some_and_not_all() -> None:
    shares = ranges.chances().values()
    assert min(shares) < ranges.OFTEN <= max(shares) < 1
