"""Publication times: what is understood, and what is said of the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.read.dates import NO_DATE, agreed, captured_at, published_at

NOW = datetime(2016, 8, 1, 12, 0, tzinfo=UTC)
BASTILLE = datetime(2016, 7, 14, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2016-07-14T20:30:00Z",
        "2016-07-14T22:30:00+02:00",
        "2016-07-14T22:30+0200",
        "2016-07-14 20:30",
        " 2016-07-14T20:30:00.000Z ",
        "Thu, 14 Jul 2016 20:30:00 GMT",
        "Thu, 14 Jul 2016 22:30:00 +0200",
        "Thu, 14 Jul 2016 16:30:00 EDT",
        "Thu, 14 Jul 2016 22:30:00 CEST",
        "Fri, 14 Jul 2016 20:30:00 +0000",
        "Donnerstag, 14 Jul 2016 20:30:00 +0000",
        "jeu., 14 Jul 2016 20:30:00 +0000",
        "14 Jul 2016 20:30:00 -0000",
        "14 Jul 16 20:30:00 UT",
        "Thu Jul 14 20:30:00 2016",
        "July 14, 2016 20:30",
        "1468528200",
        1468528200,
        1468528200000,
        datetime(2016, 7, 14, 20, 30),  # noqa: DTZ001 - a naive time is what this is about
        BASTILLE.astimezone(),
    ],
)
def test_times_of_all_kinds_are_understood(value: object) -> None:
    assert published_at(value, NOW) == (BASTILLE, ())


@pytest.mark.parametrize(
    "value",
    ["2016-07-14", "20160714", "14 July 2016", "July 14, 2016", "Jul 14, 2016", "14.07.2016", "2016/07/14",
     "Thursday, July 14, 2016", date(2016, 7, 14)],
)  # fmt: skip
def test_a_day_is_midnight_and_says_so(value: object) -> None:
    assert published_at(value, NOW) == (datetime(2016, 7, 14, tzinfo=UTC), ("day_only",))


@pytest.mark.parametrize("value", [None, "", "   "])
def test_no_date(value: object) -> None:
    assert published_at(value, NOW) == (None, ("no_date",))


@pytest.mark.parametrize(
    "value",
    ["yesterday", "2016-13-45", "31 February 2016", "07/14", "12/11/2016", "2016", True, ["2016-07-14"],
     "Thu, 14 Jul", "2016-07-14T25:00:00Z", "\x00", "9" * 400],
)  # fmt: skip
def test_a_date_that_is_not_understood(value: object) -> None:
    assert published_at(value, NOW) == (None, ("bad_date",))


@pytest.mark.parametrize(
    "value",
    ["0025-07-14", "0025-07-14T20:30:00Z", "Thu, 14 Jul 0025 20:30:00 +0000", "0001-01-01T00:00:00+10:00",
     "1970-01-01T00:00:00Z", "1989-12-31", "2016-08-04T00:00:00Z", "2216-07-14", "9999-12-31T23:59:59-10:00",
     float("inf"), -1e18],
)  # fmt: skip
def test_a_date_that_cannot_be(value: object) -> None:
    assert published_at(value, NOW) == (None, ("impossible_date",))


def test_clocks_may_be_two_days_off() -> None:
    assert published_at(NOW + timedelta(days=2), NOW) == (NOW + timedelta(days=2), ())
    assert published_at(NOW + timedelta(days=2, seconds=1), NOW) == (None, ("impossible_date",))


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers(), st.binary(), st.datetimes()))
def test_nothing_makes_it_fail(value: object) -> None:
    moment, flags = published_at(value, NOW)
    assert (moment is None) == bool(set(flags) & {"no_date", "bad_date", "impossible_date"})


@given(st.integers(631_152_000, 1_470_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_what_is_written_as_iso_is_read_back(moment: datetime) -> None:
    assert published_at(moment.isoformat(), NOW) == (moment, ())


MAY, JUNE = (datetime(2024, 5, 18, 9, tzinfo=UTC), datetime(2024, 6, 2, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("given_at", "stated_at", "address", "moment", "flags"),
    [
        (MAY, MAY + timedelta(hours=9), "https://a.example/2024/05/18/x", MAY, ()),
        (JUNE, MAY, None, MAY, ("dates_disagree",)),
        (MAY, JUNE, None, MAY, ("dates_disagree",)),
        (MAY, None, None, MAY, ()),
        (None, MAY, "https://a.example/news/2016/7/14/x", MAY, ("dates_disagree",)),
        (None, MAY, "https://a.example/2024/99/18/x", MAY, ()),
        (None, None, "https://a.example/2024/05/18/x", None, ("no_date",)),
    ],
)
def test_feed_page_and_address_are_compared(
    given_at: datetime | None,
    stated_at: datetime | None,
    address: str | None,
    moment: datetime | None,
    flags: tuple[str, ...],
) -> None:
    given_stamp = (given_at, ()) if given_at else None
    assert agreed(given_stamp, (stated_at, ()) if stated_at else NO_DATE, address) == (moment, flags)


def test_an_impossible_time_of_the_feed_leaves_that_of_the_page() -> None:
    assert agreed(published_at("1970-01-01", NOW), (MAY, ()), None) == (MAY, ("dates_disagree",))


COPY = "https://web.archive.example/web/20160716101500/https://paper.example/nice"


@pytest.mark.parametrize(
    ("address", "fetched", "expected"),
    [
        (COPY, None, datetime(2016, 7, 16, 10, 15, tzinfo=UTC)),
        (COPY.replace("101500", ""), None, datetime(2016, 7, 16, tzinfo=UTC)),
        (COPY.replace("101500/", "101500id_/"), None, datetime(2016, 7, 16, 10, 15, tzinfo=UTC)),
        (COPY, NOW, datetime(2016, 7, 16, 10, 15, tzinfo=UTC)),
        (COPY, BASTILLE, BASTILLE),
        (COPY.replace("0716", "1399"), NOW, NOW),
        ("https://paper.example/nice", NOW, NOW),
        (None, None, None),
    ],
)  # fmt: skip
def test_a_page_was_published_before_an_archive_took_it(
    address: str | None, fetched: datetime | None, expected: datetime | None
) -> None:
    assert captured_at(address, fetched) == expected


def test_a_publication_after_the_archive_took_its_copy_is_impossible() -> None:
    assert published_at("2016-07-25T08:00:00Z", captured_at(COPY, NOW)) == (None, ("impossible_date",))
    assert published_at("2016-07-25T08:00:00Z", captured_at("https://paper.example/nice", NOW))[0] is not None
