"""Days that count from another day of the text: "the day after Monday's raid", "two days before the vote on
12 May", "a week after gunmen stormed the school", "hours later"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from tocsin.coding.bearing import bearing, names_an_attack, names_first
from tocsin.coding.date_mention import DateMention, Told, tells_a_day
from tocsin.coding.expressions import ANCHORED, COUNTED, anchored_by, counted_from
from tocsin.coding.timex import DAYS_AFTER, UNKNOWN, Found, days, read_back
from tocsin.model import Span

TOLD_WITHIN: Final = 900
"""Code points back within which "hours earlier" finds the day that it counts from."""
_ANCHORED_WITHIN: Final = 60
_BACK_WITHIN: Final = 80
_THEN: Final = 12
_NIGHT: Final = re.compile(r"last\s+night|yesternight|overnight", re.IGNORECASE)
_CLAUSE_END: Final = re.compile(r"[,;:.!?\n]")
_LATER: Final = re.compile(r"hours?\s+(?:later|after)", re.IGNORECASE)
_EARLIER: Final = re.compile(r"hours?\s+(?:earlier|before)", re.IGNORECASE)
_IT_CAME: Final = re.compile(
    r"\b(?:it|this|that|which|attack|bombing|shooting|blast|killings?|violence)\s+"
    r"(?:comes?|came|was|happened|occurred|took\s+place)\s+(?:just\s+|only\s+|barely\s+|less\s+than\s+)?$",
    re.IGNORECASE,
)


def with_counted(
    text: str, sentence: Span, piece: str, found: list[DateMention], told: Told | None
) -> list[DateMention]:
    """Return `found` with the mentions that count from a day told after them, or last before them."""
    found, settled = _with_anchored(text, sentence, piece, found)
    for pattern, shift_of in COUNTED:
        for match in pattern.finditer(piece):
            span = Span(sentence.start + match.start(), sentence.start + match.end())
            before = [one for m in found if m.span.end <= span.start and (one := tells_a_day(text, m))]
            last = max([*before, *([told] if told else [])], default=None)
            shift = shift_of(match)
            if any(m.span.meets(span) for m in settled):
                continue
            if last is None or shift is None or span.start - last.end > TOLD_WITHIN:
                continue
            if any(m.kind == "exact" and 0 < m.span.start - span.end < _THEN for m in found):
                continue  # "hours later, on Monday at one"
            day = counted_from(last.day, shift)
            if day is not None:
                rest = [m for m in found if not m.span.meets(span)]
                over = last.late and _LATER.search(match.group()) is not None
                under = last.early and _EARLIER.search(match.group()) is not None
                when = days(
                    counted_from(day, -1) or day if under else day,
                    counted_from(day, 1) or day if over else day,
                )
                found = [*rest, DateMention(span, when, "range" if over or under else "exact")]
    return found


def _with_anchored(
    text: str, sentence: Span, piece: str, found: list[DateMention]
) -> tuple[list[DateMention], list[DateMention]]:
    """Return `found` with the mentions that count from a day told after them, and those alone.

    Where the words beside such a mention tell of the attack, the day that it counts from is of something
    else; and so is a day that lay ahead, unless it is called an attack's.
    """
    settled: list[DateMention] = []
    for match in ANCHORED.finditer(piece):
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        anchor = next((m for m in sorted(found, key=lambda m: m.span.start) if _anchors(text, span, m)), None)
        shift = anchored_by(match)
        if anchor is None or anchor.range.start is None or shift is None:
            continue
        day = counted_from(anchor.range.start, shift)
        if day is None:
            continue
        named = names_an_attack(text, anchor.span, text[span.end : anchor.span.start])
        other = bearing(text, span) > 0.0 if shift > 0 else not named
        found = [
            replace(m, earlier=m.earlier or (other and m is anchor)) for m in found if not m.span.meets(span)
        ]
        settled.append(DateMention(span, days(day, day), "exact"))
    return [*found, *settled], settled


def _may_be_base(text: str, mention: DateMention) -> bool:
    """Tell a day of what followed: a night has two, and "last night, a day after" counts from the second."""
    other = mention.earlier or mention.dateline or _NIGHT.search(mention.span.of(text))
    return mention.kind == "exact" and not other


def _anchors(text: str, span: Span, mention: DateMention) -> bool:
    """Tell a day that stands in the same clause after the words of `span`."""
    between = text[span.end : mention.span.start]
    near = 0 < mention.span.start - span.end <= _ANCHORED_WITHIN
    return near and mention.kind == "exact" and not mention.dateline and not _CLAUSE_END.search(between)


def with_counted_back(
    text: str, sentence: Span, piece: str, found: list[DateMention], today: date | None
) -> list[DateMention]:
    """Return `found` with the mentions that count back to an attack told after them ("a week after gunmen
    stormed the school").

    They count from the day of what followed that the sentence tells, else from the day of writing. Where the
    sentence tells of an attack before them, theirs is another, earlier one.
    """
    for match in DAYS_AFTER.finditer(piece):
        told = names_first(_CLAUSE_END.split(piece[match.end() : match.end() + _BACK_WITHIN])[0])
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        if not told or any(_anchors(text, span, m) or m.span.meets(span) for m in found):
            continue
        exact = [m for m in found if _may_be_base(text, m)]
        before = [m for m in exact if m.span.end <= span.start]
        base = before[-1:] or exact[:1]
        day = base[0].range.start if base else today
        if day is None:
            resolved: Found = (UNKNOWN, "unresolved")
        else:
            resolved = read_back(match, day)
        head = piece[: match.start()]
        another = names_first(head) or _IT_CAME.search(head) is not None
        if resolved is not None:
            found = [*found, DateMention(span, *resolved, another, attack=True)]
    return sorted(found, key=lambda m: m.span.start)
