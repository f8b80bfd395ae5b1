"""Other calendars against days that are known, and against what every calendar must do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.calendars import easter, ethiopian, hijri, orthodox_easter, solar_hijri

Maker = Callable[[int, int, int], date | None]


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (solar_hijri(1357, 11, 22), "1979-02-11"),  # 22 Bahman
        (solar_hijri(1399, 12, 30), "2021-03-20"),  # a leap day
        (solar_hijri(1400, 1, 1), "2021-03-21"),
        (solar_hijri(1400, 5, 24), "2021-08-15"),  # 24 Asad
        (solar_hijri(1403, 1, 1), "2024-03-20"),
        (solar_hijri(1400, 12, 30), None),  # no leap year
        (ethiopian(2000, 1, 1), "2007-09-12"),  # the millennium
        (ethiopian(2013, 2, 25), "2020-11-04"),
        (ethiopian(2016, 1, 1), "2023-09-12"),
        (ethiopian(2014, 13, 6), None),
        (easter(2016), "2016-03-27"),
        (easter(2019), "2019-04-21"),
        (orthodox_easter(2021), "2021-05-02"),
        (orthodox_easter(2024), "2024-05-05"),
    ],
)
def test_known_days(day: date | None, known: str | None) -> None:
    assert (str(day) if day else None) == known


@pytest.mark.parametrize(
    ("year", "month", "day", "kept"),
    [
        (1437, 9, 1, "2016-06-06"), (1437, 10, 1, "2016-07-06"), (1440, 10, 1, "2019-06-04"), (1444, 12, 10,
        "2023-06-28"), (1445, 1, 1, "2023-07-19"), (1445, 10, 1, "2024-04-10"), (1446, 1, 10, "2024-07-16"),
    ],
)  # fmt: skip
def test_islamic_feasts_within_a_day(year: int, month: int, day: int, kept: str) -> None:
    made = hijri(year, month, day)
    assert made is not None
    assert abs(made - date.fromisoformat(kept)) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("maker", "years", "months"),
    [(hijri, (1300, 1500), 12), (solar_hijri, (1304, 1466), 12), (ethiopian, (1894, 2091), 13)],
)
@given(data=st.data())
def test_the_day_after_the_last_is_the_first(
    maker: Maker, years: tuple[int, int], months: int, data: st.DataObject
) -> None:
    year, month = data.draw(st.integers(years[0], years[1] - 1)), data.draw(st.integers(1, months))
    last = next(made for day in range(31, 0, -1) if (made := maker(year, month, day)))
    after = maker(year + (month == months), month % months + 1, 1)
    assert after == last + timedelta(days=1)


@given(st.integers(1901, 2099))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    assert easter(year).weekday() == orthodox_easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
    assert timedelta(0) <= orthodox_easter(year) - easter(year) <= timedelta(days=35)
