"""Dates in English news: mentions with their ranges, and the date of the event that a report tells.

Weekdays mean the latest such day not after publication, in the zone of the outlet where one is given.
Dates without a year mean the nearest past one. Nothing is resolved against a publication time that is not
there: such mentions stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tocsin.coding.timex import EXPRESSIONS, UNKNOWN, MentionKind, days
from tocsin.model import DateRange, Span

BACKGROUND_DAYS: Final = 30
"""A date that lies further back than this tells of an earlier event."""
RECENT_DAYS: Final = 60
"""`event_date` takes no date further back than this while there is a later one."""


_BESIDE: Final = 90
_IN_ANCHOR: Final = 2.0
_BY_FIRST: Final = 1.0
_DATES_THE_EVENT: Final = 0.7
_REACH_BACK_DAYS: Final = 2
_FIRMNESS: Final = {"exact": 0.6, "range": 0.4, "approximate": 0.0, "unresolved": -9.0}
_CLAUSE: Final = re.compile(r"[.!?;\n]|\s[-–—]\s")
_EVENT_NOUN: Final = (
    r"(?:attacks?|bombings?|bombs?|blasts?|explosions?|massacres?|shootings?|stabbings?|assaults?|killings?|raids?"
    r"|siege|ambush|murders?|rampage|violence|bloodshed|carnage)"
)
_EVENT_OF: Final = re.compile(rf"['’]s?\s+(?:[\w-]+\s+){{0,3}}{_EVENT_NOUN}\b", re.IGNORECASE)
_EVENT_WORD: Final = re.compile(
    rf"\b(?:{_EVENT_NOUN}|kill\w*|dead|died|shot|stabb\w*|explod\w*|detonat\w*|blew|bomb\w*|attack\w*|storm\w*"
    r"|open\w* fire|struck|hit|ramm\w*|plough\w*|drove|driven|kidnap\w*|abduct\w*|seized|ambush\w*"
    r"|wound\w*|injur\w*|took place|happened|occurred|went off|burst|gunm[ae]n)\b",
    re.IGNORECASE,
)
_OTHER_ACT: Final = re.compile(
    r"\b(?:said|told|announced|reported|says|added|confirmed|claimed|charged|arrest\w*|detain\w*|appeared"
    r"|court|trial|funerals?|mourn\w*|gather\w*|reopen\w*|observ\w*|resign\w*|visit\w*|vow\w*|condemn\w*"
    r"|identified|buried|marched|met|meeting|vigils?|statement|published|declared|stayed away|counted"
    r"|(?:toll|number)\b.{0,60}?\b(?:reached|rose|risen|climbed))\b",
    re.IGNORECASE,
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
    """Tell whether the mention dates an earlier event: it says so, or ends 30 days before publication."""
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

    The anchor's own mentions come first, then the neighbours', the nearest first, then the dateline. A date
    of what followed ("mourned on Sunday", "a court heard on Monday") gives a range that reaches two days
    back. Without any, the day of publication and the day before, with no span; without publication, unknown.
    """
    today = local_day(published, zone) or _written(text)
    ordered = sorted({*sentences, anchor}, key=lambda s: (_gap(anchor, s), s.start))
    mentions = [m for sentence in ordered for m in _mentions(text, sentence, today)]
    chosen = _choose(text, mentions, anchor, today)
    if chosen is not None:
        return _told(text, chosen, anchor), chosen.span
    line = dateline_date(text, today)
    if line is not None and line.range.end is not None and (today is None or line.range.end <= today):
        return days(line.range.end - timedelta(days=1), line.range.end), line.span
    return (days(today - timedelta(days=1), today), None) if today else (UNKNOWN, None)


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


def _choose(
    text: str, mentions: Sequence[DateMention], anchor: Span, today: date | None
) -> DateMention | None:
    """Return the best mention; `mentions` come in order of preference by sentence."""
    usable = [
        m for m in mentions if not (m.earlier or m.dateline or m.kind == "unresolved") and _past(m, today)
    ]
    recent = [m for m in usable if _recent(m, today)]
    pool = recent or [m for m in usable if m.range.precision in ("day", "range", "month")]
    return max(pool, key=lambda m: _score(text, m, anchor), default=None)


def _told(text: str, mention: DateMention, anchor: Span) -> DateRange:
    """Return the mention's days, reaching back where it dates what followed ("mourned on Sunday")."""
    start, end = mention.range.start, mention.range.end
    if start is None or end is None or _score(text, mention, anchor) >= _DATES_THE_EVENT:
        return mention.range
    return days(start - timedelta(days=min(_REACH_BACK_DAYS, start.toordinal() - 1)), end)


def _score(text: str, mention: DateMention, anchor: Span) -> float:
    """Return how well the mention dates the event: its sentence, its firmness, the words beside it.

    "Saturday's shooting" dates the shooting; "he said on Monday", "a court heard on Monday" do not.
    """
    before = _CLAUSE.split(text[max(0, mention.span.start - _BESIDE) : mention.span.start])[-1]
    after = _CLAUSE.split(text[mention.span.end : mention.span.end + _BESIDE])[0]
    inside = anchor.start <= mention.span.start < anchor.end
    score = _IN_ANCHOR if inside else _BY_FIRST / (1 + abs(mention.span.start - anchor.start) / _BESIDE)
    score += _FIRMNESS[mention.kind]
    score += 2.5 if _EVENT_OF.match(after) else 0.0
    words = [(m.end(), False) for m in _OTHER_ACT.finditer(before)]
    words += [(m.end(), True) for m in _EVENT_WORD.finditer(before)]
    if words:
        score += 1.0 if max(words)[1] else -2.0
    elif _OTHER_ACT.match(after.lstrip(" ,")):
        score -= 1.0
    return score


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
    for pattern, read in EXPRESSIONS:
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
