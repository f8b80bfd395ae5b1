"""Dates in English news: mentions with their ranges.

Weekdays mean the latest such day not after publication, in the zone of the event where one is given. Dates
without a year mean the nearest past one. Nothing is resolved against a publication time that is not there:
such mentions stay unresolved. Which mention dates an event is for `when` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tocsin.coding.bearing import bearing
from tocsin.coding.counted import TOLD_WITHIN, with_counted, with_counted_back
from tocsin.coding.date_mention import DateMention, Told, tells_a_day
from tocsin.coding.date_place import in_a_name, in_dateline, is_earlier
from tocsin.coding.expressions import counted_from, expressions
from tocsin.coding.hours import times_of_day
from tocsin.coding.timex import days
from tocsin.model import Span

_WRITTEN_BEFORE: Final = 7
"""Days that may lie between writing and publication."""
_MORNING: Final = 5
_NOON: Final = 12
_LAST_HOUR: Final = 23
_LATER_TODAY: Final = re.compile(r"\b(?:tonight|this (?:afternoon|evening))\b", re.IGNORECASE)
_TONIGHT: Final = re.compile(r"\btonight\b", re.IGNORECASE)
_LATER_THAT_DAY: Final = re.compile(r"day\s+(?:late\s+)?(?:evening|night|afternoon)\b", re.IGNORECASE)
_CLOCK: Final = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[.:]\d\d)(?:\s?(?P<half>[ap])\.?m\b)?", re.IGNORECASE
)
_CLOCK_BESIDE: Final = 14
_SMALL_HOURS_ALONE: Final = re.compile(r"in\s+the\s+(?:early|wee|small)\s+hours", re.IGNORECASE)


def find_dates(
    text: str, sentence: Span, published: datetime | None, *, zone: str | None = None
) -> list[DateMention]:
    """Return the date mentions of one sentence of `text`, in order, not overlapping.

    `zone` is an IANA name; publication is read in it (UTC where None). Raises nothing on odd text.
    """
    return _mentions(text, sentence, local_day(published, zone))


def local_day(published: datetime | None, zone: str | None = None) -> date | None:
    """Return the calendar day of publication in `zone` (an IANA name), UTC where None or at midnight sharp.

    Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    if published is None:
        return None
    if published.astimezone(UTC).time() == time.min:  # a date without a time: it is the outlet's day already
        return published.astimezone(UTC).date()
    return published.astimezone(ZoneInfo(zone or "UTC")).date()


def written_in(
    text: str, sentences: Sequence[Span], published: datetime | None, zone: str | None = None
) -> list[DateMention]:
    """Return the date mentions of `sentences`, in their order, in which those that count from a day told
    before ("hours earlier", "the next morning") are resolved, and those that lay ahead of the hour of
    publication ("Monday night" in a text of Monday morning) mean the time before."""
    today = day_of_writing(text, local_day(published, zone))
    hour = _hour_of_writing(published, zone, today)
    found: list[DateMention] = []
    told: Told | None = None
    for sentence in sentences:
        of_sentence = _mentions(text, sentence, today, told)
        if hour is not None and today is not None:
            of_sentence = [_not_ahead(text, mention, today, hour, zone) for mention in of_sentence]
        for mention in _with_times(text, sentence, of_sentence, told, today, hour if zone else None):
            found.append(mention)
            told = tells_a_day(text, mention) or told
    return found


def _hour_of_writing(published: datetime | None, zone: str | None, today: date | None) -> int | None:
    """Return the hour up to which `today` had come at publication: its last where that was later; None where
    nothing tells."""
    if published is None or today is None or _is_day_only(published):
        return None
    moment = published.astimezone(ZoneInfo(zone or "UTC"))
    return moment.hour if moment.date() <= today else _LAST_HOUR


def _with_times(
    text: str,
    sentence: Span,
    found: list[DateMention],
    told: Told | None,
    today: date | None,
    hour: int | None,
) -> list[DateMention]:
    """Return `found`, or where they tell no day the times of day that date an attack.

    A time is of the day told last before; else of the day of writing, where the hour of publication at the
    place of the event tells whether it had come.
    """
    rest = [m for m in found if not _SMALL_HOURS_ALONE.fullmatch(m.span.of(text))]
    if any(_is_narrow(m) and not m.dateline for m in rest):
        return found
    timed = []
    for time_ in times_of_day(sentence.of(text)):
        span = Span(sentence.start + time_.start, sentence.start + time_.end)
        if any(m.span.meets(span) for m in rest) or bearing(text, span) <= 0.0:
            continue
        near = told is not None and span.start - told.end <= TOLD_WITHIN
        if near and told is not None:
            day = counted_from(told.day, int(told.late and time_.small))
        elif today is not None and hour is not None:
            day = counted_from(today, -int(time_.hour > hour))
        else:
            day = None
        if day is not None:
            timed.append(DateMention(span, days(day, day), "exact", timed=True))
    kept = [m for m in found if not any(m.span.meets(t.span) for t in timed)]
    return sorted([*kept, *timed], key=lambda m: m.span.start)


def _is_narrow(mention: DateMention) -> bool:
    first, last = mention.range.start, mention.range.end
    return first is not None and last is not None and (last - first).days < 3 and not mention.earlier


def _is_day_only(published: datetime) -> bool:
    return published.astimezone(UTC).time() == time.min


def _not_ahead(text: str, mention: DateMention, today: date, hour: int, zone: str | None) -> DateMention:
    """Return a mention of a time of day that had not come at `hour` of the day of publication as one before.

    "This evening", written in the morning, may be over midnight; "Monday night", written on Monday morning,
    is that of a week ago or, when the clock or the zone is off, the night just gone.
    """
    first, last = mention.range.start, mention.range.end
    if first is None or first != last or first != today or hour >= _NOON:
        return mention
    words = mention.span.of(text)
    before = first - timedelta(days=min(1, first.toordinal() - 1))
    if _hour_told(text, mention.span) > hour:  # "at 12:31 today", sent off after midnight
        return replace(mention, range=days(before, before))
    if _LATER_TODAY.search(words) and hour < _MORNING:
        over = zone and not _TONIGHT.search(words)  # "tonight", written after midnight, may be since midnight
        return replace(mention, range=days(before, before if over else last))
    if _LATER_THAT_DAY.search(words):
        return replace(mention, range=days(before, last), kind="approximate")
    return mention


def dateline_date(text: str, today: date | None) -> DateMention | None:
    """Return the date of the dateline or of a first line that is a date, if the text opens with one."""
    opening = Span(0, min(len(text), 160))
    for mention in _mentions(text, opening, today):
        if mention.dateline and mention.kind == "exact":
            return mention
    return None


def day_of_writing(text: str, published: date | None) -> date | None:
    """Return the day that the text itself bears, where it is that of publication, the next, or one of the
    days before it."""
    line = dateline_date(text, published)
    written = line.range.end if line else None
    if written is None or published is None:
        return published or written
    return written if -1 <= (published - written).days <= _WRITTEN_BEFORE else published


def _hour_told(text: str, span: Span) -> int:
    """Return the hour of the time of the clock that stands beside a mention, -1 where none does."""
    beside = text[max(0, span.start - _CLOCK_BESIDE) : span.end + _CLOCK_BESIDE]
    clock = _CLOCK.search(beside)
    if clock is None:
        return -1
    hour = int(clock["hour"]) % 12 if clock["half"] else int(clock["hour"])
    return hour + 12 if (clock["half"] or "").lower() == "p" else hour


def _mentions(text: str, sentence: Span, today: date | None, told: Told | None = None) -> list[DateMention]:
    """Find by one pattern after another; a stretch once taken is not looked at again.

    `told` is the last mention before the sentence that tells a day.
    """
    piece = text[sentence.start : sentence.end]
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for pattern, read in expressions(piece):
        for match in pattern.finditer(piece):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            resolved = read(match, today)
            if resolved is None:
                continue
            taken.append((start, end))
            if in_a_name(piece, start, end):
                continue
            span = Span(sentence.start + start, sentence.start + end)
            found.append(DateMention(span, *resolved, is_earlier(piece, start, end), in_dateline(text, span)))
    found = with_counted_back(text, sentence, piece, found, today)
    found = with_counted(text, sentence, piece, found, told)
    return sorted(found, key=lambda m: m.span.start)
