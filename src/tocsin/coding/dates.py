"""Dates in English news: mentions with their ranges, and the date of the event that a report tells.

Weekdays mean the latest such day not after publication, in the zone of the outlet where one is given.
Dates without a year mean the nearest past one. Nothing is resolved against a publication time that is not
there: such mentions stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from tocsin.model import DateRange, Span

MentionKind = Literal["exact", "approximate", "range", "unresolved"]
Found = tuple[DateRange, MentionKind] | None

BACKGROUND_DAYS: Final = 30
"""A date that lies further back than this tells of an earlier event."""
RECENT_DAYS: Final = 60
"""`event_date` takes no date further back than this while there is a later one."""
UNKNOWN: Final = DateRange(None, None, "unknown")

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_VAGUE: Final = {"several": 4, "few": 3, "some": 4, "couple": 2}

_DAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_NUM: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUM2: Final = r"(?P<day2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:(?:19|20)\d\d)"
_LEAD: Final = rf"(?:{_DAY},?\s+(?:the\s+)?)?"
_DASH: Final = r"\s*(?:-|–|—|to|and|through|until)\s*"
_PART: Final = r"(?:morning|afternoon|evening|night|midnight|noon|lunchtime)"
_COUNT: Final = (
    r"(?P<count>\d{1,3}|an?(?:\s+(?:few|couple(?:\s+of)?))?|few|several|some|"
    + "|".join(word for word in _NUMBERS if len(word) > 2)
    + ")"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time: where it stands (offsets in the document), the days it means, how firmly.

    `earlier` marks the date of another, earlier event ("since the November 2015 attacks", "a week after the
    14 July attack"); `dateline` one that stands in the dateline and is the day of writing.
    """

    span: Span
    range: DateRange
    kind: MentionKind
    earlier: bool = False
    dateline: bool = False


def find_dates(
    text: str, sentence: Span, published: datetime | None, *, zone: str | None = None
) -> list[DateMention]:
    """Return the date mentions of one sentence of `text`, in order, not overlapping.

    `zone` is an IANA name; publication is read in it (UTC where None). Raises nothing on odd text.
    """
    return _mentions(text, sentence, local_day(published, zone))


def local_day(published: datetime | None, zone: str | None = None) -> date | None:
    """Return the calendar day of publication in `zone` (an IANA name), UTC where None.

    Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    if published is None:
        return None
    return published.astimezone(ZoneInfo(zone or "UTC")).date()


def is_background_date(mention: DateMention, published: datetime | None) -> bool:
    """Tell whether the mention dates an earlier event: it says so, or ends over 30 days before publication."""
    if mention.earlier:
        return True
    if published is None or mention.range.end is None:
        return False
    return mention.range.end < published.date() - timedelta(days=BACKGROUND_DAYS)


def event_date(
    text: str,
    sentences: Sequence[Span],
    anchor: Span,
    published: datetime | None,
    *,
    zone: str | None = None,
) -> tuple[DateRange, Span | None]:
    """Return the date of the event told in `sentences`, first told in `anchor`, and where it stands.

    The anchor's own mentions come first, then the neighbours', the nearest first, then the dateline. Without
    any, the day of publication and the day before, with no span; without publication, unknown.
    """
    today = local_day(published, zone) or _written(text)
    ordered = sorted({*sentences, anchor}, key=lambda s: (_gap(anchor, s), s.start))
    mentions = [m for sentence in ordered for m in _mentions(text, sentence, today)]
    chosen = _choose(mentions, anchor, today)
    if chosen is not None:
        return chosen.range, chosen.span
    line = dateline_date(text, today)
    if line is not None and line.range.end is not None and (today is None or line.range.end <= today):
        return _days(line.range.end - timedelta(days=1), line.range.end), line.span
    return (_days(today - timedelta(days=1), today), None) if today else (UNKNOWN, None)


def dateline_date(text: str, today: date | None) -> DateMention | None:
    """Return the date of the dateline or of a first line that is a date, if the text opens with one."""
    opening = Span(0, min(len(text), 160))
    for mention in _mentions(text, opening, today):
        if mention.dateline and mention.kind == "exact":
            return mention
    return None


def _written(text: str) -> date | None:
    line = dateline_date(text, None)
    return line.range.end if line else None


def _gap(anchor: Span, sentence: Span) -> int:
    """Return the distance in characters; a sentence before the anchor counts double (news goes on)."""
    after = sentence.start - anchor.end
    return 0 if sentence == anchor else after if after >= 0 else 2 * (anchor.start - sentence.end) + 1


def _choose(mentions: Sequence[DateMention], anchor: Span, today: date | None) -> DateMention | None:
    """Return the best mention; `mentions` come in order of preference by sentence."""
    usable = [
        m for m in mentions if not (m.earlier or m.dateline or m.kind == "unresolved") and _past(m, today)
    ]
    recent = [m for m in usable if _recent(m, today)]
    pool = recent or [m for m in usable if m.range.precision in ("day", "range", "month")]
    own = [m for m in pool if anchor.start <= m.span.start < anchor.end]
    for group in (own, pool):
        for firm in ("exact", "range", "approximate"):
            for mention in group:
                if mention.kind == firm:
                    return mention
    return None


def _past(mention: DateMention, today: date | None) -> bool:
    start = mention.range.start
    return start is not None and (today is None or start <= today + timedelta(days=1))


def _recent(mention: DateMention, today: date | None) -> bool:
    end = mention.range.end
    if end is None or mention.range.precision == "year":
        return False
    return today is None or end >= today - timedelta(days=RECENT_DAYS)


def _mentions(text: str, sentence: Span, today: date | None) -> list[DateMention]:
    """Find by one pattern after another; a stretch once taken is not looked at again."""
    piece = text[sentence.start : sentence.end]
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(piece):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            resolved = read(match, today)
            if resolved is None:
                continue
            taken.append((start, end))
            span = Span(sentence.start + start, sentence.start + end)
            found.append(
                DateMention(span, *resolved, _is_earlier(piece, start, end), _in_dateline(text, span))
            )
    return sorted(found, key=lambda m: m.span.start)


_BEFORE_EARLIER: Final = re.compile(
    r"(?:\bsince(?:\s+(?:the|a|an|last))?(?:\s+\w+){0,2}|\banniversary\s+of(?:\s+the)?"
    r"|\b(?:weeks?|months?|years?)\s+(?:after|before|since|on\s+from|following)(?:\s+(?:the|a|an|that))?(?:\s+\w+){0,3}"
    r"|\b(?:similar\s+to|recall\w*|like|echo\w*|remember\w*|commemorat\w+|reminiscent\s+of)\s+(?:the|a|an)(?:\s+\w+){0,3})\s*$",
    re.IGNORECASE,
)
_EARLIER_NOUN: Final = re.compile(
    r"^(?:['’]s)?\s+(?:\w+\s+){0,2}(?:attacks?|bombings?|massacres?|shootings?|assaults?|killings?|war|coup|siege|raid|invasion)\b",
    re.IGNORECASE,
)
_AFTER_THE: Final = re.compile(
    r"\b(?:after|following|before|until)\s+(?:the|a|an)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


def _is_earlier(piece: str, start: int, end: int) -> bool:
    before = piece[max(0, start - 60) : start]
    if _BEFORE_EARLIER.search(before):
        return True
    return bool(_AFTER_THE.search(before) and _EARLIER_NOUN.match(piece[end : end + 60]))


_LINE_HEAD: Final = re.compile(
    r"\W*(?:[A-Z][\w.'’()/-]*(?:[ ,]+[A-Z(][\w.'’()/-]*)*[,:]?\s*(?:--?|–|—)?\s*)?"
)
_LINE_AFTER: Final = re.compile(r"\s*(?:\([^)\n]{1,40}\)|\[[^\]\n]{1,40}\])?\s*(?:--?|–|—|:|\n)")
_CALENDAR: Final = re.compile(r"\d")


def _in_dateline(text: str, span: Span) -> bool:
    """Tell a calendar day at the head of the text that a dash, a colon or a line's end closes off."""
    if span.start > 90 or not _CALENDAR.search(span.of(text)):
        return False
    closed = _LINE_AFTER.match(text[span.end : span.end + 60]) is not None
    return closed and _LINE_HEAD.fullmatch(text[: span.start]) is not None


def _days(start: date, end: date) -> DateRange:
    return DateRange(start, end, "day" if start == end else "range")


def _day(day: date) -> Found:
    return DateRange(day, day, "day"), "exact"


def _month_number(word: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(word.lower().rstrip(".")[:3]))


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
    if text is None:
        return None
    return int(text) if len(text) == 4 else 1900 + int(text) if int(text) >= 50 else 2000 + int(text)


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
    return _day(made) if made else None


def _read_days(match: re.Match[str], today: date | None) -> Found:
    if today is None and _year(match) is None:
        return UNKNOWN, "unresolved"
    start, end = (_calendar_day(match, name, today) for name in ("day", "day2"))
    if start is None or end is None or start > end:
        return None
    return _days(start, end), "range"


def _read_iso(match: re.Match[str], today: date | None) -> Found:
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
    return today - timedelta(days=(today.weekday() - _DAYS.index(name.lower())) % 7)


def _read_weekday(match: re.Match[str], today: date | None) -> Found:
    if today is None:
        return UNKNOWN, "unresolved"
    day = _latest_weekday(match["weekday"], today)
    which = (match.groupdict().get("which") or "").lower()
    if which in ("next", "coming", "this coming"):
        return _day(day + timedelta(days=7))
    if which in ("last", "past") and day == today:
        day -= timedelta(days=7)
    if which == "overnight":
        return _days(day, min(day + timedelta(days=1), max(day, today))), "range"
    return _day(day)


def _read_weekdays(match: re.Match[str], today: date | None) -> Found:
    """Read "Sunday night into Monday", "between Friday and Sunday"."""
    if today is None:
        return UNKNOWN, "unresolved"
    end = _latest_weekday(match["weekday2"], today)
    return _days(_latest_weekday(match["weekday"], end), end), "range"


def _read_relative(match: re.Match[str], today: date | None) -> Found:
    if today is None:
        return UNKNOWN, "unresolved"
    phrase = " ".join(match.group().lower().split())
    if phrase.startswith("the day before"):
        return _day(today - timedelta(days=2))
    if phrase.startswith("yesterday"):
        return _day(today - timedelta(days=1))
    if phrase in ("overnight", "last night") or "hours" in phrase:
        return _days(today - timedelta(days=1), today), "range"
    return _day(today)


def _read_period(match: re.Match[str], today: date | None) -> Found:
    """Read "last month", "earlier this week", "this year"."""
    if today is None:
        return UNKNOWN, "unresolved"
    last = match["which"].lower() in ("last", "past", "previous")
    unit = match["unit"].lower()
    if unit == "year":
        return _year_range(today.year - last), "approximate"
    if unit == "month":
        at = today.replace(day=1) - timedelta(days=int(last))
        whole = _month_range(at.year, at.month)
        return (whole if last else DateRange(whole.start, today, "month")), "approximate"
    monday = today - timedelta(days=today.weekday())
    if unit == "weekend":
        saturday = monday - timedelta(days=2) if today.weekday() < 5 or last else monday + timedelta(days=5)
        return _days(saturday, min(saturday + timedelta(days=1), today)), "approximate"
    start = monday - timedelta(days=7) if last else monday
    return DateRange(start, min(start + timedelta(days=6), today), "week"), "approximate"


def _read_ago(match: re.Match[str], today: date | None) -> Found:
    """Read "two days ago", "a year ago", "five years earlier"."""
    if today is None:
        return UNKNOWN, "unresolved"
    words = match["count"].lower().split()
    vague = next((word for word in words if word in _VAGUE), None)
    count = _VAGUE[vague] if vague else int(words[0]) if words[0].isdigit() else _NUMBERS[words[0]]
    unit = match["unit"].lower()
    if unit == "hour":
        return _days(today - timedelta(days=1 + count // 24), today), "approximate"
    if unit == "day" and not vague:
        return _day(today - timedelta(days=count))
    return _around(today, unit, count), "approximate"


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
    slack = 3 if unit == "week" else 2
    middle = today - timedelta(days=count * (7 if unit == "week" else 1))
    return DateRange(middle - timedelta(days=slack), min(middle + timedelta(days=slack), today), "range")


Reader = Callable[[re.Match[str], date | None], Found]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = (
    (_compiled(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"), _read_iso),
    (_compiled(rf"(?:between\s+|from\s+)?{_NUM}{_DASH}{_NUM2}\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?"), _read_days),
    (_compiled(rf"(?:between\s+|from\s+)?(?P<month>{_MONTH})\s+{_NUM}{_DASH}{_NUM2}(?:,?\s+(?P<year>{_YEAR}))?"), _read_days),
    (_compiled(rf"{_LEAD}{_NUM}\s+(?:of\s+)?(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR}|\d\d(?=\s*(?:\(|\[|--)))"), _read_day),
    (_compiled(rf"{_LEAD}(?P<month>{_MONTH})\s+{_NUM}(?:,\s*|\s+)(?P<year>{_YEAR})"), _read_day),
    (_compiled(rf"{_LEAD}{_NUM}\s+(?:of\s+)?(?P<month>{_MONTH})"), _read_day),
    (_compiled(rf"{_LEAD}(?P<month>{_MONTH})\s+{_NUM}(?![:.,]?\d)"), _read_day),
    (_compiled(rf"(?P<month>{_MONTH}),?\s+(?:of\s+)?(?P<year>{_YEAR})"), _read_month),
    (_compiled(
        rf"(?:(?:late\s+(?:on\s+)?|overnight\s+(?:on\s+)?|between\s+|the\s+night\s+of\s+|from\s+)*)(?P<weekday>{_DAY})"
        rf"(?:\s+{_PART})?(?:\s+(?:in)?to\s+|\s*[-–/]\s*|\s+and\s+(?=early\s)|(?<=\bnight)\s+and\s+)"
        rf"(?:early\s+|the\s+early\s+hours\s+of\s+)?(?P<weekday2>{_DAY})(?:\s+{_PART})?"
    ), _read_weekdays),
    (_compiled(rf"(?:between|from)\s+(?P<weekday>{_DAY})\s+(?:and|to|until)\s+(?P<weekday2>{_DAY})"), _read_weekdays),
    (_compiled(
        rf"(?:(?P<which>last|past|next|this\s+coming|coming|overnight)\s+(?:on\s+)?|late\s+(?:on\s+)?|early\s+(?:on\s+)?"
        rf"|(?:the\s+)?early\s+hours\s+of\s+|on\s+)?(?P<weekday>{_DAY})(?:\s+(?:early\s+|late\s+)?{_PART})?"
    ), _read_weekday),
    (_compiled(
        rf"the\s+day\s+before\s+yesterday|yesterday(?:\s+{_PART})?|today|tonight|overnight|last\s+night"
        rf"|this\s+{_PART}|earlier\s+in\s+the\s+day|in\s+the\s+early\s+hours|hours\s+(?:ago|earlier)"
    ), _read_relative),
    (_compiled(r"(?:(?:early|late|earlier|later)\s+)?(?P<which>this|last|past|previous|over\s+the|at\s+the)\s+(?P<unit>week(?:end)?|month|year)"), _read_period),
    (_compiled(rf"{_COUNT}\s+(?P<unit>hour|day|week|month|year|decade)s?\s+(?:ago|earlier|since|before|on)"), _read_ago),
    (_compiled(rf"(?:in|since|during|of|until|by|early|late|mid-?)\s+(?P<month>(?!may\b){_MONTH})"), _read_month),
    (_compiled(rf"(?P<year>{_YEAR})(?!\s*(?:people|civilians|soldiers|troops|kilomet|km|local|gmt|hours?\b|m\b|:))"), _read_year),
)  # fmt: skip
