"""The expressions of time that are looked for, in this order, each with its reader.

After the TIMEX3 guidelines of TimeML, as far as news of events needs them.
"""

from __future__ import annotations

import re
from typing import Final

from tocsin.coding.timex import readers
from tocsin.coding.timex.days import DAY, NUMBERS, ORDINALS, Reader

_SHORT_DAY: Final = r"(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WED|THU(?:RS?)?|FRI|SAT|SUN)\b\.?"
_MONTH: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_NUM: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NUM2: Final = r"(?P<day2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:(?:19|20)\d\d)"
_LEAD: Final = rf"(?:(?P<named>{DAY}|{_SHORT_DAY}),?\s+(?:the\s+)?)?"
_DASH: Final = r"\s*(?:-|–|—|to|and|through|until)\s*"
_PART: Final = r"(?:morning|afternoon|evening|night|midnight|noon|lunchtime)"
_COUNT: Final = (
    r"(?P<count>\d{1,3}|an?(?:\s+(?:few|couple(?:\s+of)?))?|few|several|some|"
    + "|".join(word for word in NUMBERS if len(word) > 2)
    + ")"
)
_COUNT2: Final = r"(?P<count2>an?|" + "|".join(word for word in NUMBERS if len(word) > 2) + ")"


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
    (compiled(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"), readers.read_iso),
    (compiled(rf"{_SPAN}{_NUM}{_DASH}{_NUM2}\s+{_OF}(?P<month>{_MONTH}){_WRITTEN_YEAR}"), readers.read_days),
    (compiled(rf"{_SPAN}(?P<month>{_MONTH})\s+{_NUM}{_DASH}{_NUM2}{_WRITTEN_YEAR}"), readers.read_days),
    (
        compiled(rf"{_LEAD}{_NUM}\s+{_OF}(?P<month>{_MONTH}),?\s+(?P<year>{_YEAR}|{_SHORT_YEAR})"),
        readers.read_day,
    ),
    (
        compiled(rf"{_LEAD}(?P<month>{_MONTH})\s+(?:the\s+)?{_NUM}(?:,\s*|\s+)(?P<year>{_YEAR})"),
        readers.read_day,
    ),
    (compiled(rf"{_LEAD}{_NUM}\s+{_OF}(?P<month>{_MONTH})"), readers.read_day),
    (compiled(rf"{_LEAD}(?P<month>{_MONTH})\s+(?:the\s+)?{_NUM}(?![:.,]?\d)"), readers.read_day),
    (
        compiled(rf"the\s+(?P<spelled>{'|'.join(ORDINALS)})\s+of\s+(?P<month>{_MONTH}){_WRITTEN_YEAR}"),
        readers.read_spelled,
    ),
    (compiled(rf"(?P<month>{_MONTH}),?\s+{_OF}(?P<year>{_YEAR})"), readers.read_month),
    (
        compiled(
            rf"{_COUNT}\s+weeks?\s+ago\s+(?:(?P<today>today)|(?:on\s+|last\s+)?(?P<weekday>{DAY}))"
            rf"|(?:on\s+)?(?P<weekday2>{DAY}),?\s+{_COUNT2}\s+weeks?\s+ago"
        ),
        readers.read_weeks_ago,
    ),
    (
        compiled(
            r"(?:late\s+(?:on\s+)?|overnight\s+(?:on\s+)?|between\s+|the\s+night\s+of\s+|from\s+)*"
            rf"(?P<weekday>{DAY})(?:\s+{_PART})?"
            r"(?:\s+(?:in)?to\s+|\s*[-–/]\s*|\s+and\s+(?=early\s)|(?<=\bnight)\s+and\s+)"
            rf"{_EARLY}(?P<weekday2>{DAY})(?:\s+{_PART})?"
        ),
        readers.read_weekdays,
    ),
    (compiled(rf"(?:in|during|on)\s+the\s+night\s+to\s+(?P<weekday>{DAY})"), readers.read_night_to),
    (
        compiled(rf"(?:between|from)\s+(?P<weekday>{DAY})\s+(?:and|to|until)\s+(?P<weekday2>{DAY})"),
        readers.read_weekdays,
    ),
    (
        compiled(
            rf"(?:(?:just|shortly|soon|minutes|moments)\s+)?{_AT_MIDNIGHT}\s+(?:local\s+time\s+)?(?:on\s+)?"
            rf"(?P<weekday>{DAY})(?:\s+night)?"
        ),
        readers.read_midnight,
    ),
    (
        compiled(
            rf"(?:on\s+|late\s+)*(?P<weekday>{DAY})(?:\s+night)?,?\s+(?:(?:just|shortly|soon)\s+)?"
            rf"(?:{_AT_MIDNIGHT}|midnight)"
        ),
        readers.read_midnight,
    ),
    (
        compiled(
            r"(?:(?P<which>last|past|next|this\s+coming|coming|overnight)\s+(?:on\s+)?|late\s+(?:on\s+)?"
            r"|early\s+(?:on\s+)?|(?:the\s+)?(?:early|wee|small)\s+hours\s+of\s+|on\s+)?"
            rf"(?P<weekday>{DAY})(?:\s+(?:early\s+|late\s+)?{_PART})?(?P<week>\s+(?:of\s+)?last\s+week)?"
        ),
        readers.read_weekday,
    ),
    (
        compiled(
            rf"(?:(?P<which>last)\s+|(?:late\s+|early\s+)?on\s+|late\s+|early\s+)(?P<weekday>{_SHORT_DAY})"
            rf"(?:\s+{_PART})?(?!\s+(?-i:[A-Z]))|(?P<weekday2>{_SHORT_DAY})\s+{_PART}"
        ),
        readers.read_weekday,
    ),
    (
        compiled(
            rf"the\s+(?:day\s+before\s+yesterday|night\s+before\s+last)|yesterday(?:\s+{_PART})?|today|tonight"
            r"|overnight|last\s+(?:night|evening)|yesternight|during\s+the\s+night"
            rf"|this\s+{_PART}|earlier\s+in\s+the\s+day|in\s+the\s+early\s+hours|hours\s+(?:ago|earlier)"
        ),
        readers.read_relative,
    ),
    (
        compiled(
            r"(?:(?P<part>early|late|earlier|later)\s+)?(?P<which>this|last|past|previous|over\s+the|at\s+the"
            r"|(?<=earlier\s)in\s+the"
            r"|the(?=\s+weekend(?:['’]s)?\s+(?:\w+\s+)?(?:attack|bomb|shoot|massacre|kill|siege|stabb)))\s+"
            r"(?P<unit>week(?:end)?|month|year)"
        ),
        readers.read_period,
    ),
    (
        compiled(
            rf"(?:(?:in|over|during|within|throughout)\s+)?the\s+(?:last|past|previous)\s+{_COUNT}\s+(?P<unit>hour|day)s?"
        ),
        readers.read_lately,
    ),
    (
        compiled(
            rf"{_COUNT}\s+(?P<unit>minute|moment|hour|day|week|fortnight|month|year|decade)s?\s+"
            r"(?:ago|earlier|since|before(?=\s*(?:[,.;:)]|$))|on)"
        ),
        readers.read_ago,
    ),
    (
        compiled(rf"(?:in|since|during|of|until|by|early|late|mid-?)\s+(?P<month>(?!may\b){_MONTH})"),
        readers.read_month,
    ),
    (
        compiled(
            rf"(?<!\ba\s)(?P<year>{_YEAR})(?!\s*(?:people|civilians|soldiers|troops|kilomet|km|local|gmt|hours?\b|m\b|:))"
        ),
        readers.read_year,
    ),
)
