"""Expressions of time in English news and the days they mean: patterns and their readers.

A reader takes a match and the local day of publication (None where unknown) and returns the days with how
firm they are, or None where the words mean no time after all. After the TIMEX3 guidelines of TimeML, as far
as news of events needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, Literal

from tocsin.model import DateRange

MentionKind = Literal["exact", "approximate", "range", "unresolved"]
Found = tuple[DateRange, MentionKind] | None
Reader = Callable[[re.Match[str], date | None], Found]

UNKNOWN: Final = DateRange(None, None, "unknown")

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
    "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth",
    "thirtieth", "thirty-first",
)  # fmt: skip
_VAGUE: Final = {"several": 4, "few": 3, "some": 4, "couple": 2}

_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT_DAY: Final = r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WED|THU(?:RS?)?|FRI|SAT|SUN)\b\.?"
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_NUM: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUM2: Final = r"(?P<day2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:(?:19|20)\d\d)"
_LEAD: Final = rf"(?:(?P<named>{_DAY}|{_SHORT_DAY}),?\s+(?:the\s+)?)?"
_DASH: Final = r"\s*(?:-|–|—|to|and|through|until)\s*"
_PART: Final = r"(?:morning|afternoon|evening|night|midnight|noon|lunchtime)"
_EARLY_ON: Final = re.compile(r"\bearly\s+$", re.IGNORECASE)
_WEEKDAY: Final = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
SMALL_HOURS: Final = re.compile(
    r"\b(?:(?:1[2]|0?[0-4])(?:[.:]\d\d)?\s?(?:a\.?m\.?)|0[0-4][.:]\d\d|(?:wee|small|early)\s+hours|after\s+midnight)",
    re.IGNORECASE,
)
"""Times of the clock after midnight."""
_COUNT: Final = (
    r"(?P<count>\d{1,3}|an?(?:\s+(?:few|couple(?:\s+of)?))?|few|several|some|"
    + "|".join(word for word in NUMBERS if len(word) > 2)
    + ")"
)
_COUNT2: Final = r"(?P<count2>an?|" + "|".join(word for word in NUMBERS if len(word) > 2) + ")"


def days(start: date, end: date) -> DateRange:
    """Return the days from `start` to `end`, both included."""
    return DateRange(start, end, "day" if start == end else "range")


def _day(day: date) -> Found:
    return DateRange(day, day, "day"), "exact"


def _month_number(word: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(word.lower().rstrip(".")[:3]))


def _weekday_number(word: str) -> int:
    return next(n for n, name in enumerate(_DAYS) if name.startswith(word.lower()[:3]))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_past(month: int, day: int, today: date) -> date | None:
    """Return the latest such day not after tomorrow: the day of writing may lie a zone ahead."""
    for year in range(today.year + 1, today.year - 8, -1):
        made = _made(year, month, day)
        if made is not None and made <= today + timedelta(days=1):
            return made
    return None


def _year(match: re.Match[str]) -> int | None:
    text = match.groupdict().get("year")
    return None if text is None else year_of(text)


def year_of(figures: str) -> int:
    """Return the year that two or four figures mean."""
    year = int(figures)
    return year if len(figures) == 4 else 1900 + year if year >= 50 else 2000 + year


def _calendar_day(match: re.Match[str], day: str, today: date | None) -> date | None:
    month = _month_number(match["month"])
    year = _year(match)
    if year is not None:
        return _made(year, month, int(match[day]))
    return _nearest_past(month, int(match[day]), today) if today else None


def _read_day(match: re.Match[str], today: date | None) -> Found:
    if match["month"].lower() == "may" and match["month"][0] == "m":
        return None
    if today is None and _year(match) is None:
        return UNKNOWN, "unresolved"
    made = _calendar_day(match, "day", today)
    return _agreed(made, match["named"]) if made else None


def _read_spelled(match: re.Match[str], today: date | None) -> Found:
    """Read "the fourteenth of May"."""
    day, month, year = (
        _ORDINALS.index(match["spelled"].lower()) + 1,
        _month_number(match["month"]),
        _year(match),
    )
    if year is None and today is None:
        return UNKNOWN, "unresolved"
    made = _made(year, month, day) if year else _nearest_past(month, day, today) if today else None
    return _day(made) if made else None


def _agreed(day: date, weekday: str | None) -> Found:
    """Return the day; with the nearest day of the weekday written beside it, where that is another one.

    One of the two is a slip, and nothing tells which.
    """
    if weekday is None:
        return _day(day)
    by = (_weekday_number(weekday) - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=by)
    return (days(min(day, other), max(day, other)), "approximate") if by else _day(day)


def _read_days(match: re.Match[str], today: date | None) -> Found:
    if today is None and _year(match) is None:
        return UNKNOWN, "unresolved"
    start, end = (_calendar_day(match, name, today) for name in ("day", "day2"))
    if start is None or end is None or start > end:
        return None
    return days(start, end), "range"


def _read_iso(match: re.Match[str], _: date | None) -> Found:
    made = _made(int(match["year"]), int(match["month"]), int(match["day"]))
    return _day(made) if made else None


def _read_month(match: re.Match[str], today: date | None) -> Found:
    month, year = _month_number(match["month"]), _year(match)
    if year is None:
        if today is None:
            return UNKNOWN, "unresolved"
        year = today.year if month <= today.month else today.year - 1
    return _month_range(year, month), "range"


def _month_range(year: int, month: int) -> DateRange:
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else date.max
    return DateRange(date(year, month, 1), after - timedelta(days=1), "month")


def _read_year(match: re.Match[str], today: date | None) -> Found:
    year = int(match["year"])
    if today is not None and year > today.year:
        return None
    return _year_range(year), "range"


def _year_range(year: int) -> DateRange:
    return DateRange(date(year, 1, 1), date(year, 12, 31), "year")


def _latest_weekday(name: str, today: date) -> date:
    return today - timedelta(days=(today.weekday() - _weekday_number(name)) % 7)


def _read_weekday(match: re.Match[str], today: date | None) -> Found:
    if today is None:
        return UNKNOWN, "unresolved"
    day = _latest_weekday(match["weekday"] or match["weekday2"], today)
    which = (match.groupdict().get("which") or "").lower()
    if which in ("next", "coming", "this coming"):
        return _day(day + timedelta(days=7))
    if match.groupdict().get("week"):
        monday = today - timedelta(days=today.weekday() + 7)
        return _day(monday + timedelta(days=day.weekday()))
    if which in ("last", "past") and (today - day).days < 2:  # "last Monday" on a Tuesday is no yesterday
        day -= timedelta(days=7)
    if which == "overnight":
        return days(day, min(day + timedelta(days=1), max(day, today))), "range"
    return _day(day)


def _read_weekdays(match: re.Match[str], today: date | None) -> Found:
    """Read "Sunday night into Monday", "between Friday and Sunday"."""
    if today is None:
        return UNKNOWN, "unresolved"
    end = _latest_weekday(match["weekday2"], today)
    return days(_latest_weekday(match["weekday"], end), end), "range"


def _read_night_to(match: re.Match[str], today: date | None) -> Found:
    """Read "in the night to Saturday": it began on Friday; with a time after midnight told, Saturday."""
    if today is None:
        return UNKNOWN, "unresolved"
    day = _latest_weekday(match["weekday"], today)
    if SMALL_HOURS.search(match.string):
        return _day(day)
    return days(day - timedelta(days=1), day), "range"


def _read_midnight(match: re.Match[str], today: date | None) -> Found:
    """Read "around midnight on Saturday": news give such a night now this day's name, now the next one's."""
    if today is None:
        return UNKNOWN, "unresolved"
    day = _latest_weekday(match["weekday"], today)
    if _EARLY_ON.search(match.string[: match.start()]):
        return _day(day)
    return days(day, min(day + timedelta(days=1), today)), "range"


def _read_relative(match: re.Match[str], today: date | None) -> Found:
    if today is None:
        return UNKNOWN, "unresolved"
    phrase = " ".join(match.group().lower().split())
    if phrase.startswith("the "):
        return _day(today - timedelta(days=2))
    if phrase.startswith("yesterday") or phrase == "last evening":
        return _day(today - timedelta(days=1))
    if phrase in (
        "last night",
        "yesternight",
    ):  # it began yesterday, and after midnight it is called "early today"
        small = SMALL_HOURS.search(match.string) is not None
        return _day(today - timedelta(days=0 if small else 1))
    if phrase in ("overnight", "during the night") or "hours" in phrase:
        return days(today - timedelta(days=1), today), "range"
    return _day(today)


def _read_period(match: re.Match[str], today: date | None) -> Found:
    """Read "last month", "earlier this week", "this year"."""
    if today is None:
        return UNKNOWN, "unresolved"
    last = match["which"].lower() in ("last", "past", "previous")
    unit = match["unit"].lower()
    if unit == "year":
        return _year_range(today.year - last), "approximate"
    part = (match["part"] or "").lower()
    if unit == "month":
        return _part_of_month(today.replace(day=1) - timedelta(days=int(last)), part, today), "approximate"
    monday = today - timedelta(days=today.weekday())
    if unit == "weekend":
        saturday = monday - timedelta(days=2) if today.weekday() < 5 or last else monday + timedelta(days=5)
        return days(saturday, min(saturday + timedelta(days=1), today)), "approximate"
    start = monday - timedelta(days=7) if last else monday
    # On a weekend the week that is ending is "last week" to many.
    end = today - timedelta(days=1) if last and today.weekday() > 4 else start + timedelta(days=6)
    return DateRange(start, min(end, today), "week"), "approximate"


def _part_of_month(within: date, part: str, today: date) -> DateRange:
    """Return the month of `within` up to today, or its first or last ten days ("early this month")."""
    whole = _month_range(within.year, within.month)
    assert whole.start is not None
    assert whole.end is not None
    end = min(whole.end, today)
    if part == "early":
        return days(whole.start, min(whole.start + timedelta(days=9), end))
    if part == "late" and end == whole.end:
        return days(end - timedelta(days=9), end)
    return DateRange(whole.start, end, "month")


def _counted(words: str) -> tuple[int, bool]:
    """Return the number that `words` tell, and whether they tell it loosely ("several")."""
    told = words.lower().split()
    vague = next((word for word in told if word in _VAGUE), None)
    return (
        (_VAGUE[vague], True) if vague else (int(told[0]) if told[0].isdigit() else NUMBERS[told[0]], False)
    )


def _read_weeks_ago(match: re.Match[str], today: date | None) -> Found:
    """Read "a week ago today", "two weeks ago on Tuesday", "Tuesday a week ago"."""
    if today is None:
        return UNKNOWN, "unresolved"
    count, vague = _counted(match["count"] or match["count2"])
    weekday = match["weekday"] or match["weekday2"]
    if vague:
        return _around(today, "week", count), "approximate"
    return _day((_latest_weekday(weekday, today) if weekday else today) - timedelta(days=7 * count))


def _read_lately(match: re.Match[str], today: date | None) -> Found:
    """Read "over the past 24 hours", "in the last three days"."""
    if today is None:
        return UNKNOWN, "unresolved"
    count, _ = _counted(match["count"])
    back = -(-count // 24) if match["unit"].lower() == "hour" else count
    return days(today - timedelta(days=back), today), "approximate"


def _read_ago(match: re.Match[str], today: date | None) -> Found:
    """Read "two days ago", "a year ago", "five years earlier"."""
    if today is None:
        return UNKNOWN, "unresolved"
    count, vague = _counted(match["count"])
    unit = match["unit"].lower()
    if unit in ("minute", "moment"):
        return _day(today)
    if unit == "hour":
        return days(today - timedelta(days=1 + count // 24), today), "approximate"
    if unit == "day" and not vague:
        return _day(_counted_from(match, today) - timedelta(days=count))
    return _around(today, unit, count), "approximate"


def read_back(match: re.Match[str], day: date) -> Found:
    """Read "three days after", "a week after" as that long before `day`."""
    count, vague = _counted(match["count"])
    unit = match["unit"].lower()
    if unit == "day" and not vague:
        return _day(day - timedelta(days=min(count, day.toordinal() - 1)))
    return _around(day, unit, count), "approximate"


def _counted_from(match: re.Match[str], today: date) -> date:
    """Return the day from which "a day earlier" counts: a weekday told before it, else today."""
    if not match.group().lower().endswith(("earlier", "before")):
        return today
    told = _WEEKDAY.findall(match.string[: match.start()])
    return _latest_weekday(told[-1], today) if told else today


def _around(today: date, unit: str, count: int) -> DateRange:
    if unit == "year":
        return _year_range(max(1, today.year - count))
    if unit in ("month", "decade"):
        months = today.year * 12 + today.month - 1 - count * (1 if unit == "month" else 120)
        return (
            _month_range(max(1, months // 12), months % 12 + 1)
            if unit == "month"
            else _year_range(months // 12)
        )
    slack = 2 if unit == "day" else 3
    middle = today - timedelta(days=count * {"week": 7, "fortnight": 14}.get(unit, 1))
    return DateRange(middle - timedelta(days=slack), min(middle + timedelta(days=slack), today), "range")


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of whole words, upper or lower case."""
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)


_OF: Final = r"(?:of\s+)?"
_SPAN: Final = r"(?:between\s+|from\s+)?"
_WRITTEN_YEAR: Final = rf"(?:,?\s+(?P<year>{_YEAR}))?"
_SHORT_YEAR: Final = r"\d\d(?=\s*(?:\(|\[|--))"
DAYS_AFTER: Final = re.compile(
    rf"(?<![\w-]){_COUNT}\s+(?P<unit>day|week|fortnight|month|year)s?\s+after(?!\w)", re.IGNORECASE
)
_AT_MIDNIGHT: Final = r"(?:around|about|after|near|past|at|towards?)\s+midnight"
_EARLY: Final = r"(?:early\s+|the\s+(?:early|wee|small)\s+hours\s+of\s+)?"

EXPRESSIONS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (compiled(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"), _read_iso),
    (compiled(rf"{_SPAN}{_NUM}{_DASH}{_NUM2}\s+{_OF}(?P<month>{_MONTH}){_WRITTEN_YEAR}"), _read_days),
    (compiled(rf"{_SPAN}(?P<month>{_MONTH})\s+{_NUM}{_DASH}{_NUM2}{_WRITTEN_YEAR}"), _read_days),
    (
        compiled(rf"{_LEAD}{_NUM}\s+{_OF}(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR}|{_SHORT_YEAR})"),
        _read_day,
    ),
    (compiled(rf"{_LEAD}(?P<month>{_MONTH})\s+(?:the\s+)?{_NUM}(?:,\s*|\s+)(?P<year>{_YEAR})"), _read_day),
    (compiled(rf"{_LEAD}{_NUM}\s+{_OF}(?P<month>{_MONTH})"), _read_day),
    (compiled(rf"{_LEAD}(?P<month>{_MONTH})\s+(?:the\s+)?{_NUM}(?![:.,]?\d)"), _read_day),
    (
        compiled(rf"the\s+(?P<spelled>{'|'.join(_ORDINALS)})\s+of\s+(?P<month>{_MONTH}){_WRITTEN_YEAR}"),
        _read_spelled,
    ),
    (compiled(rf"(?P<month>{_MONTH}),?\s+{_OF}(?P<year>{_YEAR})"), _read_month),
    (
        compiled(
            rf"{_COUNT}\s+weeks?\s+ago\s+(?:(?P<today>today)|(?:on\s+|last\s+)?(?P<weekday>{_DAY}))"
            rf"|(?:on\s+)?(?P<weekday2>{_DAY}),?\s+{_COUNT2}\s+weeks?\s+ago"
        ),
        _read_weeks_ago,
    ),
    (
        compiled(
            r"(?:late\s+(?:on\s+)?|overnight\s+(?:on\s+)?|between\s+|the\s+night\s+of\s+|from\s+)*"
            rf"(?P<weekday>{_DAY})(?:\s+{_PART})?"
            r"(?:\s+(?:in)?to\s+|\s*[-–/]\s*|\s+and\s+(?=early\s)|(?<=\bnight)\s+and\s+)"
            rf"{_EARLY}(?P<weekday2>{_DAY})(?:\s+{_PART})?"
        ),
        _read_weekdays,
    ),
    (compiled(rf"(?:in|during|on)\s+the\s+night\s+to\s+(?P<weekday>{_DAY})"), _read_night_to),
    (
        compiled(rf"(?:between|from)\s+(?P<weekday>{_DAY})\s+(?:and|to|until)\s+(?P<weekday2>{_DAY})"),
        _read_weekdays,
    ),
    (
        compiled(
            rf"(?:(?:just|shortly|soon|minutes|moments)\s+)?{_AT_MIDNIGHT}\s+(?:local\s+time\s+)?(?:on\s+)?"
            rf"(?P<weekday>{_DAY})(?:\s+night)?"
        ),
        _read_midnight,
    ),
    (
        compiled(
            rf"(?:on\s+|late\s+)*(?P<weekday>{_DAY})(?:\s+night)?,?\s+(?:(?:just|shortly|soon)\s+)?"
            rf"(?:{_AT_MIDNIGHT}|midnight)"
        ),
        _read_midnight,
    ),
    (
        compiled(
            r"(?:(?P<which>last|past|next|this\s+coming|coming|overnight)\s+(?:on\s+)?|late\s+(?:on\s+)?"
            r"|early\s+(?:on\s+)?|(?:the\s+)?(?:early|wee|small)\s+hours\s+of\s+|on\s+)?"
            rf"(?P<weekday>{_DAY})(?:\s+(?:early\s+|late\s+)?{_PART})?(?P<week>\s+(?:of\s+)?last\s+week)?"
        ),
        _read_weekday,
    ),
    (
        compiled(
            rf"(?:(?P<which>last)\s+|(?:late\s+|early\s+)?on\s+|late\s+|early\s+)(?P<weekday>{_SHORT_DAY})"
            rf"(?:\s+{_PART})?(?!\s+(?-i:[A-Z]))|(?P<weekday2>{_SHORT_DAY})\s+{_PART}"
        ),
        _read_weekday,
    ),
    (
        compiled(
            rf"the\s+(?:day\s+before\s+yesterday|night\s+before\s+last)|yesterday(?:\s+{_PART})?|today|tonight"
            r"|overnight|last\s+(?:night|evening)|yesternight|during\s+the\s+night"
            rf"|this\s+{_PART}|earlier\s+in\s+the\s+day|in\s+the\s+early\s+hours|hours\s+(?:ago|earlier)"
        ),
        _read_relative,
    ),
    (
        compiled(
            r"(?:(?P<part>early|late|earlier|later)\s+)?(?P<which>this|last|past|previous|over\s+the|at\s+the"
            r"|(?<=earlier\s)in\s+the"
            r"|the(?=\s+weekend(?:['’]s)?\s+(?:\w+\s+)?(?:attack|bomb|shoot|massacre|kill|siege|stabb)))\s+"
            r"(?P<unit>week(?:end)?|month|year)"
        ),
        _read_period,
    ),
    (
        compiled(
            rf"(?:(?:in|over|during|within|throughout)\s+)?the\s+(?:last|past|previous)\s+{_COUNT}\s+(?P<unit>hour|day)s?"
        ),
        _read_lately,
    ),
    (
        compiled(
            rf"{_COUNT}\s+(?P<unit>minute|moment|hour|day|week|fortnight|month|year|decade)s?\s+"
            r"(?:ago|earlier|since|before(?=\s*(?:[,.;:)]|$))|on)"
        ),
        _read_ago,
    ),
    (
        compiled(rf"(?:in|since|during|of|until|by|early|late|mid-?)\s+(?P<month>(?!may\b){_MONTH})"),
        _read_month,
    ),
    (
        compiled(
            rf"(?<!\ba\s)(?P<year>{_YEAR})(?!\s*(?:people|civilians|soldiers|troops|kilomet|km|local|gmt|hours?\b|m\b|:))"
        ),
        _read_year,
    ),
)
