"""Dates in English news: mentions with their ranges, and the date of the event that a report tells.

Weekdays mean the latest such day not after publication, in the zone of the outlet where one is given.
Dates without a year mean the nearest past one. Nothing is resolved against a publication time that is not
there: such mentions stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tocsin.coding.bearing import bearing, is_said, tells_a_stop
from tocsin.coding.timex import EXPRESSIONS, UNKNOWN, MentionKind, days
from tocsin.model import DateRange, Span

BACKGROUND_DAYS: Final = 30
"""A date that lies further back than this tells of an earlier event."""
RECENT_DAYS: Final = 60
"""`event_date` takes no date further back than this while there is a later one."""


_BESIDE: Final = 90
_NOW: Final = re.compile(r"(?:tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_EVENING: Final = re.compile(r"\b(?:tonight|this (?:afternoon|evening))\b", re.IGNORECASE)
_MORNING: Final = 5
_READ_ELSEWHERE: Final = 6_000
_IN_ANCHOR: Final = 2.0
_BY_FIRST: Final = 1.0
_DATES_THE_EVENT: Final = 0.65
_ELSEWHERE: Final = 0.3
FOLLOWED_DAYS: Final = 7
"""How far before publication the event is looked for where the text dates only what followed it."""
_FIRMNESS: Final = {"exact": 0.6, "range": 0.4, "approximate": 0.0, "unresolved": -9.0}
_SAID_DAYS: Final = 2
"""The same where it dates no more than what somebody said ("police said on Friday")."""
_SIEGE: Final = re.compile(r"\b(?:siege|besieged|hostages?|stand-?off)\b", re.IGNORECASE)
_FOLLOW_UP: Final = re.compile(
    r"\b(?:in custody|charged|court|funerals?|mourn\w*|buried|(?:days|weeks) on|died of"
    r"|still in hospital|investigators|last of|another victim|has died)\b",
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
    """Return the calendar day of publication in `zone` (an IANA name), UTC where None or at midnight sharp.

    Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist.
    """
    if published is None:
        return None
    if published.astimezone(UTC).time() == time.min:  # a date without a time: it is the outlet's day already
        return published.astimezone(UTC).date()
    return published.astimezone(ZoneInfo(zone or "UTC")).date()


def event_date(
    text: str,
    sentences: Sequence[Span],
    anchor: Span,
    published: datetime | None,
    *,
    zone: str | None = None,
) -> tuple[DateRange, Span | None]:
    """Return the date of the event told in `sentences`, first told in `anchor`, and where it stands.

    The anchor's own mentions come first, then the neighbours', the nearest first; a day elsewhere in the text
    counts where it is said to be that of an attack ("Monday's bombing"). Where the text dates only what
    followed ("mourned on Sunday", "a court heard on Monday"), the week before that; where it dates
    nothing, its dateline's day or that of publication, and the day before. These come with no span, because
    no words say them; without publication and dateline, unknown.
    """
    today = _day_of_writing(text, local_day(published, zone))
    own = sorted({*sentences, anchor}, key=lambda s: (_gap(anchor, s), s.start))
    mentions = [m for sentence in own for m in _mentions(text, sentence, today)]
    mentions += _elsewhere(text, own, today)
    if published is not None and published.astimezone(ZoneInfo(zone or "UTC")).hour < _MORNING:
        mentions = [_of_the_night(text, m) for m in mentions]
    usable = _usable(mentions, today)
    scored = [(_score(text, m, own, anchor), m) for m in usable]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best is not None and best[0] >= _DATES_THE_EVENT:
        return _siege(text, best[1].range, usable), best[1].span
    stopped = next((m for m in usable if _dates_a_stop(text, m, own)), None)
    if stopped is not None:
        return stopped.range, stopped.span
    line = dateline_date(text, today)
    last = line.range.end if line and line.range.end and (not today or line.range.end <= today) else today
    if last is None:
        return UNKNOWN, None
    if best is None and not _FOLLOW_UP.search(anchor.of(text)):
        return days(last - timedelta(days=min(1, last.toordinal() - 1)), last), None
    last = min(last, best[1].range.end or last) if best else last
    fresh = best is not None and is_said(text, best[1].span) and not _FOLLOW_UP.search(anchor.of(text))
    first = last - timedelta(days=min(_SAID_DAYS if fresh else FOLLOWED_DAYS, last.toordinal() - 1))
    since = [m.range.start for m in mentions if m.earlier and _narrow(m) and not _old(m, today)]
    return days(min([first, *(day for day in since if day)]), last), None


def _of_the_night(text: str, mention: DateMention) -> DateMention:
    """Return "this evening" with the day before: written in the small hours, it may be over midnight."""
    first, last = mention.range.start, mention.range.end
    if first is None or last is None or not _EVENING.search(mention.span.of(text)):
        return mention
    return replace(mention, range=days(first - timedelta(days=min(1, first.toordinal() - 1)), last))


def _siege(text: str, when: DateRange, mentions: Sequence[DateMention]) -> DateRange:
    """Return both days of a siege that began the day before ("Friday's raid", "Saturday's storming")."""
    first, last = when.start, when.end
    if first is None or last is None or first != last or not _SIEGE.search(text):
        return when
    near = {m.range.start for m in mentions if _narrow(m) and _dates_an_attack(text, m)}
    before, after = first - timedelta(days=1), first + timedelta(days=1)
    return days(before, last) if before in near else days(first, after) if after in near else when


def _elsewhere(text: str, own: Sequence[Span], today: date | None) -> list[DateMention]:
    """Return the mentions outside the event's own sentences that date an attack of the last weeks to a day
    or two; "this evening" does so where no other act stands beside it."""
    found = [
        m
        for m in _mentions(text, Span(0, min(len(text), _READ_ELSEWHERE)), today)
        if not any(s.start <= m.span.start < s.end for s in own)
    ]
    found = [m for m in found if m.kind in ("exact", "range") and _narrow(m) and not _old(m, today)]
    return [
        m
        for m in found
        if (said := bearing(text, m.span)) > 0.0 or (said == 0.0 and _NOW.match(m.span.of(text)))
    ]


def _narrow(mention: DateMention) -> bool:
    start, end = mention.range.start, mention.range.end
    return start is not None and end is not None and (end - start).days < 3


def _old(mention: DateMention, today: date | None) -> bool:
    end = mention.range.end
    return today is None or end is None or end < today - timedelta(days=BACKGROUND_DAYS)


def dateline_date(text: str, today: date | None) -> DateMention | None:
    """Return the date of the dateline or of a first line that is a date, if the text opens with one."""
    opening = Span(0, min(len(text), 160))
    for mention in _mentions(text, opening, today):
        if mention.dateline and mention.kind == "exact":
            return mention
    return None


def _day_of_writing(text: str, published: date | None) -> date | None:
    """Return the day that the text itself bears, where it is that of publication or one beside it."""
    line = dateline_date(text, None)
    written = line.range.end if line else None
    if written is None or published is None:
        return published or written
    return written if abs((published - written).days) <= 1 else published


def _gap(anchor: Span, sentence: Span) -> int:
    """Return the distance in characters; a sentence before the anchor counts double (news goes on)."""
    after = sentence.start - anchor.end
    return 0 if sentence == anchor else after if after >= 0 else 2 * (anchor.start - sentence.end) + 1


def _usable(mentions: Sequence[DateMention], today: date | None) -> list[DateMention]:
    """Return the mentions that may date the event, recent ones where there are any."""
    usable = [
        m for m in mentions if not (m.earlier or m.dateline or m.kind == "unresolved") and _past(m, today)
    ]
    recent = [m for m in usable if _recent(m, today)]
    return recent or [m for m in usable if m.range.precision in ("day", "range", "month")]


def _score(text: str, mention: DateMention, own: Sequence[Span], anchor: Span) -> float:
    """Return how well the mention dates the event: its sentence, its firmness, the words beside it."""
    near = 1 + abs(mention.span.start - anchor.start) / _BESIDE
    if anchor.start <= mention.span.start < anchor.end:
        score = _IN_ANCHOR
    elif any(s.start <= mention.span.start < s.end for s in own):
        score = _BY_FIRST / near
    else:
        score = _ELSEWHERE / near
    return score + _FIRMNESS[mention.kind] + bearing(text, mention.span)


def _dates_a_stop(text: str, mention: DateMention, own: Sequence[Span]) -> bool:
    sentence = next((s for s in own if s.start <= mention.span.start < s.end), None)
    return sentence is not None and _narrow(mention) and tells_a_stop(text, sentence)


def _dates_an_attack(text: str, mention: DateMention) -> bool:
    return bearing(text, mention.span) > 0.0


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
