"""When a claim counts: "in the last two months", "since June 2014", "in 2016", "between ... and ...".

Windows that reach up to the day of speaking end on the day before it: that day was not over. "The last two
months" said on 1 August are 1 June to 31 July.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tocsin.claims.reading.chunks import Chunked
from tocsin.claims.reading.numbers import number_of
from tocsin.model import Period

_MONTHS: Final = [m.lower() for m in calendar.month_name]
_WEEKDAYS: Final = [d.lower() for d in calendar.day_name]
_ABBREVIATED: Final = [m.lower() for m in calendar.month_abbr]
_MONTH: Final = rf"(?:{'|'.join(calendar.month_name[1:])}|{'|'.join(calendar.month_abbr[1:])}|Sept)"
_YEAR: Final = r"(?:19|20)\d\d"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY: Final = rf"(?:{'|'.join(calendar.day_name)})"
POINT: Final = (
    rf"(?:(?:the )?(?:start|beginning) of (?:the year|this year|last year|{_YEAR})"
    rf"|{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?"
    rf"|{_MONTH} {_DAY}(?:,? {_YEAR})?|{_MONTH},?(?: of)? {_YEAR}|{_YEAR}-\d\d-\d\d|{_MONTH}|{_YEAR}"
    rf"|\d{{1,2}}/\d{{1,2}}/{_YEAR}|(?:last )?{_WEEKDAY}|last year|last month|last week"
    rf"|the year before|the previous year|yesterday)"
)
_N: Final = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|"
    r"twenty-four|thirty|forty|fifty|half a|a|an)"
)
_UNIT: Final = r"(?:hour|day|week|month|year|decade)s?"
PERIOD: Final = re.compile(
    rf"\b(?:"
    rf"(?:between|from) (?P<from>{POINT}) (?:and|to|until|through) (?P<to>{POINT})"
    rf"|(?P<y1>{_YEAR})(?:-| to )(?P<y2>{_YEAR})"
    rf"|(?:ever )?since the (?P<of>{_YEAR}) (?:[A-Z][\w-]+ ){{0,3}}[a-z][\w-]+"
    rf"|(?:ever )?since (?P<since>{POINT})"
    rf"|(?:in |during |between )?(?P<b1>{_YEAR}) and (?P<b2>{_YEAR})"
    rf"|(?:(?:in|over|during|within|for|of) )?(?:the |these )?(?:last|past|previous|preceding|recent) "
    rf"(?P<n>{_N}) (?P<unit>{_UNIT})"
    rf"|(?:(?:in|over|during|within) )?the (?:last|past|previous) (?P<one>{_UNIT})"
    rf"|(?:in|within|over|for|in more than|in over|in almost|in nearly|in the space of) "
    rf"(?P<dn>{_N}) (?P<dunit>{_UNIT})"
    rf"|(?:so far )?(?:in |during )?this (?P<this>year|month|week|summer|spring|winter|autumn)(?: so far)?"
    rf"|(?:in |during |over )?(?:the )?(?P<season>summer|spring|winter|autumn) (?:of )?(?P<sy>{_YEAR})"
    rf"|(?:in |during )?the (?P<half>first|second) (?:half|six months) of (?P<hy>{_YEAR}|the year|this year)"
    rf"|(?:in |during )?(?:the (?P<quarter>first|second|third|fourth|last) quarter of|Q(?P<q>[1-4])(?: of)?) "
    rf"(?P<qy>{_YEAR}|the year|this year|last year)"
    rf"|(?:in |during )?(?P<part>early|mid|late)[- ](?P<pm>{_MONTH}(?:,? {_YEAR})?)"
    rf"|(?:in |during )?the first week of (?P<week>{_MONTH}(?:,? {_YEAR})?)"
    rf"|(?:in |during )?(?P<m1>{_MONTH}),? (?:and|to|through|-) (?P<m2>{_MONTH})(?:,? (?P<my>{_YEAR}))?"
    rf"|(?:(?:in|on|during|throughout|of) )?(?P<point>{POINT})"
    r"(?! (?:people|attacks|persons|deaths|civilians))"
    r")\b(?![⟫])",
    re.IGNORECASE,
)
_DURATION: Final = re.compile(r"half a|an?\b|one\b", re.IGNORECASE)
EARLIEST: Final = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class When:
    """A period of a claim; `since` marks the form "since ..." and `reference` what stands after it."""

    period: Period
    since: bool = False
    reference: Period | None = None
    relative: bool = False


def mark_periods(chunked: Chunked, said_on: date) -> None:
    """Mark each expression of time as D, a When."""
    chunked.replace("D", PERIOD, lambda m: _when(m, said_on))


def _when(m: re.Match[str], said: date) -> When | None:
    try:
        return _read(m, said)
    except (ValueError, OverflowError):
        return None


def _read(m: re.Match[str], said: date) -> When | None:
    last, words = said - timedelta(days=1), m[0]
    if m["from"]:
        return _between(m, said)
    if m["y1"]:
        return When(Period(date(int(m["y1"]), 1, 1), date(int(m["y2"]), 12, 31), words))
    if m["b1"]:
        first, second = (date(int(m[name]), 1, 1) for name in ("b1", "b2"))
        return When(Period(first, _cut(second.replace(month=12, day=31), said), words))
    if m["since"] or m["of"]:
        reference = point(m["since"] or m["of"], said)
        assert reference is not None
        return When(Period(reference.since, last, words), since=True, reference=reference)
    if m["n"] or m["one"] or m["dn"]:
        n, unit = m["n"] or m["dn"] or "one", m["unit"] or m["one"] or m["dunit"]
        return When(Period(back(said, n, unit), last, words), relative=True)
    if m["this"]:
        return When(Period(_this(m["this"].lower(), said), last, words))
    if m["season"]:
        return When(_season(m["season"].lower(), int(m["sy"]), said, words))
    if m["half"]:
        year = int(m["hy"]) if m["hy"].isdigit() else said.year
        early = m["half"].lower() == "first"
        ends = (date(year, 1, 1), date(year, 6, 30)) if early else (date(year, 7, 1), date(year, 12, 31))
        return When(Period(ends[0], min(ends[1], last), words))
    if m["quarter"] or m["q"]:
        return When(_quarter(m, said))
    if m["part"]:
        return _third(m, said)
    if m["week"]:
        month = point(m["week"], said)
        assert month is not None
        assert month.since is not None
        return When(Period(month.since, month.since + timedelta(days=6), words))
    if m["m1"]:
        return _two_months(m, said)
    if re.fullmatch(r"may|march|mar", m["point"], re.IGNORECASE) and not m["point"][0].isupper():
        return None  # "may" and "march" are words, too
    found = point(m["point"], said)
    return None if found is None else When(Period(found.since, _cut(found.until, said), words))


def _between(m: re.Match[str], said: date) -> When | None:
    end = point(m["to"], said)
    start = point(m["from"], said, before=end.since if end else None)
    if start is None or end is None or start.since is None or end.until is None:
        return None
    # Two bare months or years are compared ("up between June and July") or make one window: the reader says.
    last = _cut(end.until, said)
    return When(Period(start.since, last, m[0]), reference=start if start.until != start.since else None)


def _quarter(m: re.Match[str], said: date) -> Period:
    word = (m["quarter"] or m["q"]).lower()
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}.get(word) or int(word)
    year = int(m["qy"]) if m["qy"].isdigit() else said.year - (m["qy"].lower() == "last year")
    until = date(year, 3 * number, calendar.monthrange(year, 3 * number)[1])
    return Period(date(year, 3 * number - 2, 1), _cut(until, said), m[0])


def _third(m: re.Match[str], said: date) -> When | None:
    """Return the tenth to which "early", the one to which "mid", the rest to which "late" goes."""
    month = point(m["pm"], said)
    if month is None or month.since is None or month.until is None:
        return None
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, month.until.day)}[m["part"].lower()]
    until = _cut(month.since.replace(day=last), said)
    return When(Period(month.since.replace(day=first), until, m[0]))


def _two_months(m: re.Match[str], said: date) -> When | None:
    second = point(f"{m['m2']} {m['my']}" if m["my"] else m["m2"], said)
    assert second is not None
    assert second.since is not None
    first = point(f"{m['m1']} {second.since.year}", said)
    assert first is not None
    return When(Period(first.since, _cut(second.until, said), m[0]), reference=first)


def _cut(until: date | None, said: date) -> date | None:
    """Return `until`, or the day before `said` where a span reaches over that."""
    return until if until is None or until <= said else max(said - timedelta(days=1), EARLIEST)


def point(text: str, said: date, before: date | None = None) -> Period | None:
    """Return the days that a day, a month or a year means; without a year, the latest not after `said`."""
    low = text.lower().replace(",", "").strip()
    if "start" in low or "beginning" in low:
        named = re.search(_YEAR, low)
        year_ = int(named[0]) if named else said.year - ("last" in low)
        return _one_day(date(year_, 1, 1), text)
    if low in ("last year", "the year before", "the previous year"):
        return Period(date(said.year - 1, 1, 1), date(said.year - 1, 12, 31), text)
    if low == "last month":
        first = (said.replace(day=1) - timedelta(days=1)).replace(day=1)
        return _month(first.year, first.month, text)
    if low == "last week":
        return Period(said - timedelta(days=7), said - timedelta(days=1), text)
    if low == "yesterday":
        return Period(said - timedelta(days=1), said - timedelta(days=1), text)
    if low.removeprefix("last ") in _WEEKDAYS:
        ago = (said.weekday() - _WEEKDAYS.index(low.removeprefix("last "))) % 7 or 7
        return _one_day(said - timedelta(days=ago), text)
    if "/" in low:
        return _one_day(_slashed(low), text)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", low):
        return _one_day(date.fromisoformat(low), text)
    year = re.search(_YEAR, low)
    month = next((_month_of(word) for word in low.split() if _month_of(word)), None)
    day = next((int(re.sub(r"\D", "", w)) for w in low.split() if re.fullmatch(_DAY, w) and len(w) < 5), None)
    if month is None:
        return Period(date(int(year[0]), 1, 1), date(int(year[0]), 12, 31), text) if year else None
    chosen = int(year[0]) if year else _latest(month, day or 1, before or said)
    return _month(chosen, month, text) if day is None else _one_day(date(chosen, month, day), text)


def _slashed(text: str) -> date:
    """Return the day of "14/07/2016" or "7/14/2016". Raises ValueError where both readings are days."""
    first, second, year = (int(part) for part in text.split("/"))
    if first <= 12 and second <= 12 and first != second:
        raise ValueError("British or American")
    day, month = (first, second) if second <= 12 else (second, first)
    return date(year, month, day)


def _latest(month: int, day: int, said: date) -> int:
    return said.year if (month, day) <= (said.month, said.day) else said.year - 1


def _month_of(word: str) -> int:
    if word in _MONTHS[1:]:
        return _MONTHS.index(word)
    short = word.rstrip(".")
    return 9 if short == "sept" else _ABBREVIATED.index(short) if short in _ABBREVIATED[1:] else 0


def _month(year: int, month: int, words: str) -> Period:
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), words)


def _one_day(day: date, words: str) -> Period:
    return Period(day, day, words)


def _this(unit: str, said: date) -> date:
    if unit == "month":
        return said.replace(day=1) if said.day > 1 else (said - timedelta(days=1)).replace(day=1)
    if unit == "week":
        return said - timedelta(days=said.weekday() or 7)
    if unit == "year":
        return date(said.year if said > date(said.year, 1, 1) else said.year - 1, 1, 1)
    return _season(unit, said.year, said, "").since or said


def _season(name: str, year: int, said: date, words: str) -> Period:
    first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
    end = date(year + (first == 12), (first + 2 - 1) % 12 + 1, 1)
    until = end.replace(day=calendar.monthrange(end.year, end.month)[1])
    return Period(date(year, first, 1), _cut(until, said), words)


def back(said: date, n: str, unit: str) -> date:
    """Return the day on which a window of `n` units that ends the day before `said` begins."""
    half = n.lower().startswith("half")
    count = 0.5 if half else 1 if _DURATION.fullmatch(n) else int(number_of(n))
    word = unit.lower().rstrip("s")
    if word in ("month", "year", "decade"):
        months = round(count * {"month": 1, "year": 12, "decade": 120}[word])
        return months_before(said, months)
    days = {"hour": 1 / 24, "day": 1, "week": 7}[word] * count
    return said - timedelta(days=max(1, round(days)))


def months_before(day: date, months: int) -> date:
    """Return the day `months` earlier; the last of a shorter month where it has no such day."""
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
