"""What the place of a date in its text makes of it: the day of an earlier event, a part of a name, the day of
writing."""

from __future__ import annotations

import re
from typing import Final

from tocsin.model import Span

_BEFORE_EARLIER: Final = re.compile(
    r"(?:\b(?:that|those)\s+of|\bsince(?:\s+(?:the|a|an|last))?(?:\s+\w+){0,2}|\banniversary\s+of(?:\s+the)?"
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
_LASTING: Final = re.compile(r"\bsince\s+$", re.IGNORECASE)
_NAMED_DAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!['’])|yesterday", re.IGNORECASE)


def is_earlier(piece: str, start: int, end: int) -> bool:
    """Tell the date of another, earlier event ("since the November 2015 attacks")."""
    before = piece[max(0, start - 60) : start]
    if _LASTING.search(before) and _NAMED_DAY.match(piece, start):  # "since Wednesday" tells when it began
        return False
    if _BEFORE_EARLIER.search(before):
        return True
    return bool(_AFTER_THE.search(before) and _EARLIER_NOUN.match(piece[end : end + 60]))


_NAMES: Final = (
    "Movement", "Front", "Brigade", "Brigades", "Battalion", "Group", "Organisation", "Organization",
    "Coalition", "Party", "Martyrs", "Avenue", "Avenues", "Street", "Square", "Bridge", "Park", "Stadium",
    "Hospital", "University", "Road", "Boulevard", "Airport", "Roundabout",
)  # fmt: skip
"""What a day of a month in a name belongs to."""
_NAME: Final = "|".join([*_NAMES, *(name.upper() for name in _NAMES)])
_NAME_AFTER: Final = re.compile(rf"\s+(?:\([^)\n]{{1,12}}\)\s+)?(?:[A-Z][\w-]+\s+)?(?:{_NAME})\b")
_NAME_BEFORE: Final = re.compile(rf"\b(?:{_NAME})\s+(?:of\s+(?:the\s+)?)?$")


def in_a_name(piece: str, start: int, end: int) -> bool:
    """Tell a day of a month in the name of a group or a street ("17 November group", "14 July Square")."""
    if not _CALENDAR.search(piece[start:end]) or not _LETTERS.search(piece[start:end]):
        return False
    return bool(_NAME_AFTER.match(piece, end) or _NAME_BEFORE.search(piece[max(0, start - 40) : start]))


_LINE_HEAD: Final = re.compile(
    r"\W*(?:[A-Z][\w.'’()/-]*(?:[ ,]+[A-Z(][\w.'’()/-]*)*[,:]?\s*(?:--?|–|—)?\s*)?"
)
_LINE_AFTER: Final = re.compile(
    r"\s*(?:\([^)\n]{1,40}\)|\[[^\]\n]{1,40}\])?\s*(?:--?|–|—|:|\n|\.\s+(?=[A-Z]))"
)
_CALENDAR: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[A-Za-z]{3}")


def in_dateline(text: str, span: Span) -> bool:
    """Tell a calendar day at the head of the text that a dash, a colon or a line's end closes off."""
    if span.start > 90 or not _CALENDAR.search(span.of(text)):
        return False
    closed = _LINE_AFTER.match(text[span.end : span.end + 60])
    if closed is None or (closed.group().strip() == ":" and not text[: span.start].strip()):
        return False  # "14 May: Gunmen shot a guard" tells the day of what it tells
    return _LINE_HEAD.fullmatch(text[: span.start]) is not None
