"""Feasts, other calendars, figures, days counted from others; and what all resolved days must obey."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.dates import find_dates, written_in
from tocsin.coding.sentences import sentences
from tocsin.model import Span

NOON = datetime(2024, 5, 18, 12, tzinfo=UTC)  # a Saturday
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Told = tuple[str, str, str, str]


def told(text: str, published: datetime | None = NOON, zone: str | None = None) -> list[Told]:
    found = written_in(text, sentences(text), published, zone)
    return [(m.span.of(text), str(m.range.start), str(m.range.end), m.kind) for m in found]


@pytest.mark.parametrize(
    ("text", "published", "start", "end", "kind"),
    [
        ("It struck on Christmas Eve.", "2016-12-26", "2016-12-24", "2016-12-24", "exact"),
        ("It struck on New Year's Eve.", "2019-01-01", "2018-12-31", "2018-12-31", "exact"),
        ("It struck on Easter Sunday.", "2019-04-22", "2019-04-21", "2019-04-21", "exact"),
        ("It struck on Good Friday.", "2019-04-22", "2019-04-19", "2019-04-19", "exact"),
        ("It struck on the eve of Eid al-Fitr.", "2024-04-11", "2024-04-07", "2024-04-09", "approximate"),
        ("It struck on the second day of Eid.", "2024-04-13", "2024-04-09", "2024-04-11", "approximate"),
        ("It struck on Ashura.", "2024-07-18", "2024-07-15", "2024-07-17", "approximate"),
        ("It struck on 17 Ramadan.", "2024-03-30", "2024-03-25", "2024-03-27", "approximate"),
        ("It struck on 22 Bahman 1357.", "2024-03-30", "1979-02-11", "1979-02-11", "exact"),
        ("It struck on Bahman 22.", "2024-03-30", "2024-02-11", "2024-02-11", "exact"),
        ("It struck on 24 Asad.", "2021-08-16", "2021-08-15", "2021-08-15", "exact"),
        ("It struck on 25 Tikimt.", "2020-11-06", "2020-11-04", "2020-11-04", "exact"),
        ("It struck on 7 Tishreen al-Awwal.", "2023-10-09", "2023-10-07", "2023-10-07", "exact"),
        ("It struck on 14/07/2016.", "2016-07-16", "2016-07-14", "2016-07-14", "exact"),
        ("It struck on 7/14.", "2016-07-16", "2016-07-14", "2016-07-14", "exact"),
        ("It struck on 05/06/2016.", "2016-06-07", "2016-06-05", "2016-06-05", "exact"),
        ("It struck on 05/06/2016.", "2018-06-07", "None", "None", "unresolved"),
        ("It struck on the 14th.", "2016-07-16", "2016-07-14", "2016-07-14", "exact"),
        ("It struck on the 30th.", "2016-03-02", "2016-01-30", "2016-01-30", "exact"),
        ("It struck on Thursday of last week.", "2024-05-18", "2024-05-09", "2024-05-09", "exact"),
        ("It struck in the night to Friday.", "2024-05-18", "2024-05-16", "2024-05-17", "range"),
        ("It struck in the wee hours of Friday.", "2024-05-18", "2024-05-17", "2024-05-17", "exact"),
        ("It struck during the night.", "2024-05-18", "2024-05-17", "2024-05-18", "range"),
        ("It struck on Friday, 16 May.", "2024-05-18", "2024-05-16", "2024-05-17", "approximate"),
        ("It struck on 2024/05/14.", "2024-05-18", "2024-05-14", "2024-05-14", "exact"),
        ("It struck on 14-May-24.", "2024-05-18", "2024-05-14", "2024-05-14", "exact"),
        ("It struck 140630ZMAY24.", "2024-05-18", "2024-05-14", "2024-05-14", "exact"),
        ("It struck on the 14th instant.", "2024-05-18", "2024-05-14", "2024-05-14", "exact"),
        ("It struck on May the 14th.", "2024-05-18", "2024-05-14", "2024-05-14", "exact"),
        ("It struck on the fourteenth of May.", "2024-05-18", "2024-05-14", "2024-05-14", "exact"),
        ("It struck on Tues, May 14.", "2024-05-18", "2024-05-14", "2024-05-14", "exact"),
        ("It struck late on Thurs night.", "2024-05-18", "2024-05-16", "2024-05-16", "exact"),
        ("It struck yesternight.", "2024-05-18", "2024-05-17", "2024-05-17", "exact"),
        ("It struck last evening.", "2024-05-18", "2024-05-17", "2024-05-17", "exact"),
        ("It struck the night before last.", "2024-05-18", "2024-05-16", "2024-05-16", "exact"),
        ("It struck a week ago today.", "2024-05-18", "2024-05-11", "2024-05-11", "exact"),
        ("It struck on Tuesday a week ago.", "2024-05-18", "2024-05-07", "2024-05-07", "exact"),
        ("It struck two weeks ago on Tuesday.", "2024-05-18", "2024-04-30", "2024-04-30", "exact"),
        ("It struck a few minutes ago.", "2024-05-18", "2024-05-18", "2024-05-18", "exact"),
        ("It struck a fortnight ago.", "2024-05-18", "2024-05-01", "2024-05-07", "approximate"),
        ("It struck earlier in the week.", "2024-05-18", "2024-05-13", "2024-05-18", "approximate"),
        ("It struck over the past 48 hours.", "2024-05-18", "2024-05-16", "2024-05-18", "approximate"),
    ],
)
def test_what_is_understood(text: str, published: str, start: str, end: str, kind: str) -> None:
    moment = datetime.fromisoformat(published).replace(hour=12, tzinfo=UTC)
    assert [one[1:] for one in told(text, moment)] == [(start, end, kind)]


@pytest.mark.parametrize(
    "text",
    ["The Christmas market burned.", "He sold 3 hut doors.", "She scored 14/20.", "The ratio is 7/14.",
    "They sang of Easter eggs.", "The 17 November Organisation wrote.", "He lives on 9 October Avenue.",
    "The 23 March Movement (M23) spoke.", "The sun sat low.", "It was a 1981 Chevrolet."],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("A bomb went off on Monday. Four hours earlier a bus was hit.", "Four hours earlier",
        "2024-05-13", "2024-05-13"),
        ("A bomb went off on Monday. The day before, a bus was hit.", "The day before", "2024-05-12",
        "2024-05-12"),
        ("A bomb went off on Monday. The next morning a bus was hit.", "The next morning", "2024-05-14",
        "2024-05-14"),
        ("A bomb went off on Monday. Two days later a bus was hit.", "Two days later", "2024-05-15",
        "2024-05-15"),
        ("A bomb went off on Monday. That night a bus was hit.", "That night", "2024-05-13", "2024-05-13"),
        ("A bomb went off on Monday night. Hours later a bus was hit.", "Hours later", "2024-05-13",
        "2024-05-14"),
    ],
)  # fmt: skip
def test_days_counted_from_the_day_told_before(text: str, words: str, start: str, end: str) -> None:
    assert told(text)[-1][:3] == (words, start, end)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("It struck two days before the vote on 12 May.", "two days before", "2024-05-10"),
        ("It struck on the eve of Wednesday's vote.", "on the eve of", "2024-05-14"),
        ("It struck the day after Monday's landing.", "the day after", "2024-05-14"),
        ("It struck 48 hours after the truce of 12 May.", "48 hours after", "2024-05-14"),
        (
            "The town mourned on Friday, three days after gunmen shot its mayor.",
            "three days after",
            "2024-05-14",
        ),
        (
            "Three days after gunmen shot its mayor, the town mourned on Friday.",
            "Three days after",
            "2024-05-14",
        ),
        ("Three days after gunmen shot its mayor, the town mourned.", "Three days after", "2024-05-15"),
    ],
)
def test_days_counted_from_a_day_told_beside(text: str, words: str, day: str) -> None:
    assert (words, day, day, "exact") in told(text)


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("At 03:40 a drone struck the yard.", "2024-05-18T12:00+00:00", "2024-05-18"),
        ("At 22:40 a drone struck the yard.", "2024-05-18T12:00+00:00", "2024-05-17"),
        ("Gunmen shot a guard at dusk.", "2024-05-18T08:00+00:00", "2024-05-17"),
        ("It rained on Monday. Gunmen shot a guard at dusk.", "2024-05-18T08:00+00:00", "2024-05-13"),
        (
            "Shots rang out on Monday night. At 1 a.m. a bomb went off.",
            "2024-05-18T08:00+00:00",
            "2024-05-14",
        ),
    ],
)
def test_a_time_of_day_alone_is_of_the_day_told_last_or_of_that_of_writing(
    text: str, published: str, day: str
) -> None:
    assert told(text, datetime.fromisoformat(published), "Africa/Lagos")[-1][1:] == (day, day, "exact")


@pytest.mark.parametrize("text", ["The library opens at 09:00.", "He left at noon."])
def test_a_time_of_day_of_something_else_is_no_date(text: str) -> None:
    assert told(text, NOON, "Africa/Lagos") == []


def test_a_time_of_day_says_nothing_where_the_zone_is_not_known() -> None:
    assert told("At 03:40 a drone struck the yard.") == []


def test_a_time_of_day_that_had_not_come_is_of_the_day_before() -> None:
    monday = datetime(2024, 5, 13, 6, tzinfo=UTC)
    assert told("It struck on Monday night.", monday)[0][1:] == ("2024-05-12", "2024-05-13", "approximate")
    assert told("It struck on Monday.", monday)[0][1:] == ("2024-05-13", "2024-05-13", "exact")
    assert (
        told("It burst at 12:31 today.", datetime(2024, 5, 13, 22, 5, tzinfo=UTC), "Europe/Madrid")[0][1]
        == "2024-05-13"
    )


EXPRESSION = st.sampled_from([
    "on Monday", "on Tuesday night", "late on Friday", "last Wednesday", "yesterday", "today",
    "overnight", "last night",
    "two days ago", "last week", "last month", "on 14 July", "on July 14", "on the 14th",
    "on Christmas Eve", "on Easter Sunday",
    "on Ashura", "on Eid al-Adha", "on 17 Ramadan", "Bahman 22", "on 14/07", "in the night to Sunday",
    "on Thursday of last week",
    "early on Sunday", "around midnight on Monday", "on Friday, 16 May", "three weeks ago", "at the weekend",
])  # fmt: skip
MOMENTS = st.integers(788_918_400, 3_786_912_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ZONES = st.sampled_from([None, "Asia/Kabul", "America/Bogota", "Pacific/Auckland", "Africa/Lagos"])


@given(EXPRESSION, MOMENTS, ZONES)
@settings(max_examples=300)
def test_what_was_never_lies_after_publication(words: str, published: datetime, zone: str | None) -> None:
    text = f"A bomb went off {words}."
    for mention in written_in(text, [Span(0, len(text))], published, zone):
        if mention.range.start is not None and mention.range.end is not None:
            assert mention.range.start <= mention.range.end
            # "14 July" may be written a zone ahead; a feast of the moon a day off
            assert mention.range.start <= published.date() + timedelta(days=2)
            if "day" in words and "/" not in words and "16" not in words and "Easter" not in words:
                assert mention.range.end <= published.date() + timedelta(days=1)


@given(st.sampled_from(WEEKDAYS), MOMENTS, ZONES)
def test_a_weekday_is_that_weekday_of_the_last_seven_days(
    name: str, published: datetime, zone: str | None
) -> None:
    text = f"A bomb went off on {name}."
    (mention,) = find_dates(text, Span(0, len(text)), published, zone=zone)
    day = mention.range.start
    assert day is not None
    assert WEEKDAYS[day.weekday()] == name
    assert -1 <= (published.date() - day).days <= 7


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)), st.integers(0, 40))
def test_a_written_day_is_read_back(day: date, later: int) -> None:
    published = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=later)
    for text in (
        f"It struck on {day:%d %B %Y}.",
        f"It struck on {day:%B} {day.day}.",
        f"It struck on {day.isoformat()}.",
    ):
        assert told(text, published)[0][1:3] == (str(day), str(day))


@given(st.text(max_size=80), MOMENTS)
def test_odd_text_is_survived(text: str, published: datetime) -> None:
    for mention in written_in(text, sentences(text), published):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
