"""Expressions of time, their days, and the date of the event."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.date_mention import DateMention
from tocsin.coding.dates import find_dates, local_day
from tocsin.coding.scene import Scene
from tocsin.coding.sentences import sentences
from tocsin.coding.when import event_date
from tocsin.model import DATE_PRECISIONS, DateRange, Span

SATURDAY = datetime(2016, 7, 23, 15, tzinfo=UTC)
JANUARY = datetime(2017, 1, 2, 12, tzinfo=UTC)


def mentions(text: str, published: datetime | None = SATURDAY, zone: str | None = None) -> list[DateMention]:
    return find_dates(text, Span(0, len(text)), published, zone=zone)


def of_event(
    text: str, spans: list[Span], anchor: Span, published: datetime | None, zone: str | None = None
) -> tuple[DateRange, Span | None]:
    found = event_date(Scene(text, spans, anchor), sentences(text), published, zone=zone)
    assert 0.0 <= found.probability <= 1.0 + 1e-9
    return found.range, found.span


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It struck on Thursday evening.", "on Thursday evening", "2016-07-21", "2016-07-21"),
        ("Thursday's attack killed two.", "Thursday", "2016-07-21", "2016-07-21"),
        ("It struck late on Sunday.", "late on Sunday", "2016-07-17", "2016-07-17"),
        ("It struck on Saturday.", "on Saturday", "2016-07-23", "2016-07-23"),
        ("It struck last Saturday.", "last Saturday", "2016-07-16", "2016-07-16"),
        ("It struck yesterday.", "yesterday", "2016-07-22", "2016-07-22"),
        ("It struck the day before yesterday.", "the day before yesterday", "2016-07-21", "2016-07-21"),
        ("It struck two days ago.", "two days ago", "2016-07-21", "2016-07-21"),
        ("It struck this morning.", "this morning", "2016-07-23", "2016-07-23"),
        ("It struck on 14 July.", "14 July", "2016-07-14", "2016-07-14"),
        ("It struck on July 14, 2015.", "July 14, 2015", "2015-07-14", "2015-07-14"),
        ("It struck on the 14th of July.", "14th of July", "2016-07-14", "2016-07-14"),
        ("It struck on Monday, June 5.", "Monday, June 5", "2016-06-05", "2016-06-06"),
        ("It struck on 2016-07-01.", "2016-07-01", "2016-07-01", "2016-07-01"),
        ("It struck on Dec. 31.", "Dec. 31", "2015-12-31", "2015-12-31"),
        ("It struck on 29 February.", "29 February", "2016-02-29", "2016-02-29"),
        ("It struck in the early hours of Friday.", "the early hours of Friday", "2016-07-22", "2016-07-22"),
        ("It struck last Friday.", "last Friday", "2016-07-15", "2016-07-15"),
        ("It struck last Monday.", "last Monday", "2016-07-18", "2016-07-18"),
        ("It struck around midnight on Monday.", "around midnight on Monday", "2016-07-18", "2016-07-19"),
        (
            "It struck on Monday just after midnight.",
            "on Monday just after midnight",
            "2016-07-18",
            "2016-07-19",
        ),
        (
            "It struck just after midnight on Saturday.",
            "just after midnight on Saturday",
            "2016-07-23",
            "2016-07-23",
        ),
        ("It struck early this month.", "early this month", "2016-07-01", "2016-07-10"),
        ("It struck late last month.", "late last month", "2016-06-21", "2016-06-30"),
        ("It struck last week.", "last week", "2016-07-11", "2016-07-22"),
        ("Three days after the bombing, markets opened.", "Three days after", "2016-07-20", "2016-07-20"),
        ("It struck overnight.", "overnight", "2016-07-22", "2016-07-23"),
        ("It struck last night.", "last night", "2016-07-22", "2016-07-22"),
        ("It struck at 2 a.m. last night.", "last night", "2016-07-23", "2016-07-23"),
        ("It went on Sunday night into Monday.", "Sunday night into Monday", "2016-07-17", "2016-07-18"),
        ("It went on between 3 and 5 July.", "between 3 and 5 July", "2016-07-03", "2016-07-05"),
        ("It struck earlier this week.", "earlier this week", "2016-07-18", "2016-07-23"),
        ("It struck over the weekend.", "over the weekend", "2016-07-23", "2016-07-23"),
        ("It struck last month.", "last month", "2016-06-01", "2016-06-30"),
        ("It struck in November 2015.", "November 2015", "2015-11-01", "2015-11-30"),
        ("It struck in March.", "in March", "2016-03-01", "2016-03-31"),
        ("It struck in October.", "in October", "2015-10-01", "2015-10-31"),
        ("It struck in 1988.", "1988", "1988-01-01", "1988-12-31"),
        ("It struck five years ago.", "five years ago", "2011-01-01", "2011-12-31"),
        ("It struck two decades ago.", "two decades ago", "1996-01-01", "1996-12-31"),
        ("Nobody lived there 300 decades ago.", "300 decades ago", "0001-01-01", "0001-12-31"),
        ("A CITY, 19 APR 89 (AGENCY) -- It struck.", "19 APR 89", "1989-04-19", "1989-04-19"),
    ],
)
def test_days(text: str, words: str, start: str, end: str) -> None:
    found = {m.span.of(text): m.range for m in mentions(text)}
    assert words in found
    assert (str(found[words].start), str(found[words].end)) == (start, end)


def test_the_year_turns() -> None:
    (december,) = mentions("It struck on 31 December.", JANUARY)
    (january,) = mentions("It struck on 1 January.", JANUARY)
    assert december.range.start == date(2016, 12, 31)
    assert january.range.start == date(2017, 1, 1)


def test_the_zone_of_the_outlet_decides_the_day() -> None:
    late = datetime(2016, 7, 21, 20, tzinfo=UTC)  # a Thursday in UTC, Friday in Kabul
    assert local_day(late, "Asia/Kabul") == date(2016, 7, 22)
    (at_home,) = mentions("It struck on Friday.", late, "Asia/Kabul")
    (in_utc,) = mentions("It struck on Friday.", late)
    assert at_home.range.start == date(2016, 7, 22)
    assert in_utc.range.start == date(2016, 7, 15)


def test_a_date_without_a_time_is_not_moved() -> None:
    assert local_day(datetime(2016, 7, 22, tzinfo=UTC), "Etc/GMT+6") == date(2016, 7, 22)
    assert local_day(datetime(2016, 7, 22, 1, tzinfo=UTC), "Etc/GMT+6") == date(2016, 7, 21)


def test_the_day_written_at_the_head_is_the_day_of_writing() -> None:
    text = "Monday, January 28, 2019\nTwo bombs killed nine people yesterday."
    own = Span(text.index("Two"), len(text))
    found, _ = of_event(text, [own], own, datetime(2019, 1, 28, 18, tzinfo=UTC), zone="Etc/GMT-8")
    assert found.start == date(2019, 1, 27)


@pytest.mark.parametrize(
    "text", ["You may 3 times refuse.", "The march 5 kilometres long.", "It cost 2016 dollars in 31 April."]
)
def test_what_is_no_day_of_the_calendar(text: str) -> None:
    assert not [m for m in mentions(text) if m.range.precision == "day" and m.range.start != date(2016, 3, 5)]


def test_without_publication_only_full_dates_resolve() -> None:
    text = "It struck on Thursday, or on 14 July, or yesterday, or last week, or on 14 July 2016."
    kinds = [m.kind for m in mentions(text, None)]
    assert kinds[:-1] == ["unresolved"] * 4
    assert kinds[-1] == "exact"


@pytest.mark.parametrize(
    "text",
    [
        "It was the worst since the November 2015 attacks.",
        "It came a week after the 14 July attack in another city.",
        "It was the deadliest since 2008.",
        "People marked the anniversary of the 5 July bombing.",
        "It comes after the 3 June massacre.",
        "It came five days after a truck bomb killed many in the capital.",
        "Three officers were shot dead ten days after a gunman killed five in another city.",
    ],
)
def test_dates_of_earlier_events(text: str) -> None:
    (mention,) = mentions(text)
    assert mention.earlier


def test_days_counted_after_the_event_itself_are_its_own() -> None:
    (mention,) = mentions("Three days after the bomb at the market, stalls were open again.")
    assert not mention.earlier


def dated(
    *sentences: str, anchor: int = 0, published: datetime | None = SATURDAY
) -> tuple[DateRange, str | None]:
    text = " ".join(sentences)
    spans = []
    at = 0
    for sentence in sentences:
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    found, span = of_event(text, spans, spans[anchor], published)
    return found, span.of(text) if span else None


def test_the_anchor_comes_first() -> None:
    found, words = dated("Officials met on Monday.", "A bomb killed two on Thursday.", anchor=1)
    assert words == "on Thursday"
    assert found == DateRange(date(2016, 7, 21), date(2016, 7, 21), "day")


def test_then_the_neighbours() -> None:
    found, words = dated("A bomb killed two at a market.", "It went off on Thursday.", "On Monday it rained.")
    assert (found.start, words) == (date(2016, 7, 21), "on Thursday")


def test_an_old_date_gives_way_to_a_recent_one() -> None:
    found, words = dated("A bomb killed two where 9 died in March 2012.", "It went off on Friday.")
    assert (found.start, words) == (date(2016, 7, 22), "on Friday")


def test_the_date_of_an_earlier_attack_is_not_this_ones() -> None:
    found, words = dated("A bomb killed two, a week after the 14 July attack elsewhere.")
    assert (found, words) == (DateRange(date(2016, 7, 22), date(2016, 7, 23), "range"), None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The toll of Saturday's truck bombing rose to 276, officials said on Thursday.", "Saturday"),
        ("Police on Friday arrested a man over the bombing of the race on Monday.", "on Monday"),
        ("A man appeared in court on Wednesday charged with murder over Sunday's mass shooting.", "Sunday"),
        ("A minister said on Thursday that gunmen had stormed a school on Tuesday.", "on Tuesday"),
        ("Hundreds gathered on Wednesday for funerals of those killed at a temple on Monday.", "on Monday"),
        (
            "Two weeks after a lorry was driven into a crowd, the street reopened on Monday.",
            "Two weeks after",
        ),
    ],
)
def test_the_attack_and_not_what_followed(text: str, words: str) -> None:
    assert dated(text)[1] == words


@pytest.mark.parametrize(
    ("lead", "told", "words"),
    [
        (
            "Police held nine people in raids across the city on Thursday over the attack on the airport.",
            "The gunmen who attacked the airport on Tuesday night came from abroad.",
            "on Tuesday night",
        ),
        (
            "Three more of the wounded in the bombing of a march have died, doctors said on Friday.",
            "More than 90 people were injured on Sunday, they said.",
            "on Sunday",
        ),
        (
            "Courts stood empty on Wednesday in protest at a bombing in which 30 lawyers were killed.",
            "A banned group says that it carried out Monday's attack.",
            "Monday",
        ),
        (
            "A court released two men held over a bombing in which 30 lawyers were killed, officials said.",
            "Shops that had closed after the 18 July bombing opened again.",
            "18 July",
        ),
    ],
)
def test_the_day_may_stand_elsewhere_in_the_text(lead: str, told: str, words: str) -> None:
    text = f"{lead}\n{told}"
    anchor = Span(0, len(lead))
    found, span = of_event(text, [anchor], anchor, SATURDAY)
    if words == "18 July":  # "after the 18 July bombing" may be another one
        assert (found.precision, span) == ("range", None)
    else:
        assert span is not None
        assert span.of(text) == words


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("No group had claimed the attacks by Friday.", date(2016, 7, 20), None),
        ("A man wounded in the blast died on Friday, raising the toll to nine.", date(2016, 7, 15), None),
        ("A bomb hurt nine people, police said on Friday.", date(2016, 7, 20), None),
        ("The toll of the weekend bombing has reached nine.", date(2016, 7, 23), "the weekend"),
        ("He was shot dead on his way to court on Friday.", date(2016, 7, 22), "on Friday"),
        (
            "Early on Thursday, just after midnight, police came to a shooting.",
            date(2016, 7, 21),
            "on Thursday, just after midnight",
        ),
        ("Police on Friday arrested six men over a plan to bomb a stadium.", date(2016, 7, 22), "on Friday"),
        ("Gunmen seized a café on Thursday. Hostages died in Friday's assault.", date(2016, 7, 21), "Friday"),
    ],
)
def test_acts_and_their_days(text: str, start: date, words: str | None) -> None:
    found, told = dated(text)
    assert (found.start, told) == (start, words)


def test_this_evening_written_after_midnight() -> None:
    text = "A bomb went off this evening."
    whole = Span(0, len(text))
    found, _ = of_event(text, [whole], whole, datetime(2016, 7, 23, 1, tzinfo=UTC))
    assert (found.start, found.end) == (date(2016, 7, 22), date(2016, 7, 23))


def test_an_earlier_day_bounds_the_days_of_what_followed() -> None:
    found, words = dated("A man in hospital since 5 July died on Friday, taking the number of dead to nine.")
    assert (found.start, found.end, words) == (date(2016, 7, 5), date(2016, 7, 22), None)


def test_a_day_earlier_counts_from_the_day_named() -> None:
    (_, mention) = mentions("It closed on Thursday, a day earlier it had not.")
    assert mention.range.start == date(2016, 7, 20)


def test_the_date_of_what_followed_reaches_back() -> None:
    found, words = dated("The city observed a day of mourning on Friday after bombers struck a march.")
    assert (found, words) == (DateRange(date(2016, 7, 15), date(2016, 7, 22), "range"), None)


def test_the_dateline_is_the_day_of_writing() -> None:
    found, words = dated("KABUL, July 20 (Agency) - A bomb killed two.")
    assert (found, words) == (DateRange(date(2016, 7, 19), date(2016, 7, 20), "range"), None)
    found, words = dated("KABUL, July 23 (Agency) - A bomb killed two on Friday.")
    assert (found.start, words) == (date(2016, 7, 22), "on Friday")


def test_a_written_date_stands_in_for_publication() -> None:
    found, words = dated(
        "Friday, January 4, 2019\n", "A bomb killed two on Monday.", anchor=1, published=None
    )
    assert (found.start, words) == (date(2018, 12, 31), "on Monday")


def test_nothing_told() -> None:
    assert dated("A bomb killed two.") == (DateRange(date(2016, 7, 22), date(2016, 7, 23), "range"), None)
    assert dated("A bomb killed two.", published=None) == (DateRange(None, None, "unknown"), None)


_PIECES = (
    "on|Thursday|night|into|Friday|14|July|2016|,|-|last|week|ago|two|days|31|Feb.|overnight|since|the|attack"
    "|\n|🎉|1999|00|12:30|(A)"
)
PIECES = st.sampled_from(_PIECES.split("|"))
MOMENTS = st.none() | st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)).map(  # noqa: DTZ001 - made aware next
    lambda d: d.replace(tzinfo=UTC)
)


@given(st.lists(PIECES, max_size=20).map(" ".join) | st.text(max_size=80), MOMENTS)
@settings(max_examples=300, deadline=None)
def test_any_text_any_time(text: str, published: datetime | None) -> None:
    last = 0
    for mention in find_dates(text, Span(0, len(text)), published):
        assert last <= mention.span.start < mention.span.end <= len(text)
        last = mention.span.end
        start, end = mention.range.start, mention.range.end
        assert (start is None) == (end is None)
        assert (start is None) == (mention.kind == "unresolved")
        assert start is None or end is None or start <= end
        assert mention.range.precision in DATE_PRECISIONS
    found, span = of_event(text, [Span(0, len(text))], Span(0, len(text)), published)
    assert span is None or 0 <= span.start < span.end <= len(text)
    assert published is None or found.start is not None
    if published is not None and found.start is not None:
        assert found.start <= published.date() + timedelta(days=1)
