"""Several attacks told together: what a text says they have to do with one another, and their common toll.

A text on a coordinated attack speaks of the whole beside its parts: "three coordinated attacks", "in all, 31
people were killed". What it says of the whole must not become the toll of the part that it happens to be told
next to. English only, as the reader is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tocsin.coding.folding import fold
from tocsin.coding.reader.tolls import Counted, Tolls
from tocsin.coding.threads import Thread
from tocsin.model import Count, Span

_ATTACKS: Final = r"(?:attacks|bombings|blasts|explosions|shootings|assaults|ambushes|stabbings|raids|bombs)"
_SITES: Final = r"(?:sites|targets|places|locations)"
_NUMBER: Final = r"(?P<n>two|twin|both|three|triple|four|five|six|seven|eight|nine|ten|\d{1,2})"
_FEW: Final = r"(?:\w[\w-]* ){0,3}?"
_NUMBERS: Final[Mapping[str, int]] = {
    "two": 2, "twin": 2, "both": 2, "three": 3, "triple": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_CUES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (how, re.compile("|".join(patterns)))
    for how, patterns in (
        ("unrelated", (
            rf"\b(?:{_ATTACKS}|incidents|events|cases|two)\b[^.;]{{0,40}}\b(?:not|un|n't)(?: |-)?"
            r"(?:[\w-]+ ){0,4}?(?:related|linked|connected|coordinated)\b",
            r"\bno (?:[\w-]+ ){0,2}(?:link|connection|relation)s? (?:[\w-]+ ){0,2}?between\b",
            rf"\bunrelated (?:[\w-]+ )?(?:attack|incident|shooting|bombing|stabbing|blast|{_ATTACKS})",
        )),
        ("coordinated", (
            rf"\b(?:co-?ordinated|synchroni[sz]ed) {_FEW}{_ATTACKS}\b",
            rf"\b{_ATTACKS}\b[^.;]{{0,40}}\b(?:co-?ordinated|synchroni[sz]ed)\b(?! (?:by|with) )",
            rf"\bco-?ordinated\b[^.;]{{0,40}}\b(?:with|several|multiple|\w+ {_SITES})\b",
        )),
        ("simultaneous", (
            rf"\b(?:near-?|almost |nearly )?simultaneous {_FEW}{_ATTACKS}\b",
            rf"\b{_ATTACKS}\b[^.;]{{0,60}}\b(?:simultaneously|within minutes of (?:each|one))\b",
            rf"\bsimultaneously\b[^.;]{{0,60}}\b(?:{_ATTACKS}|{_SITES})\b|\bminutes apart\b",
        )),
        ("series", (
            rf"\b(?:series|string|wave|spate|chain) of {_FEW}{_ATTACKS}\b",
            rf"\b{_NUMBER} {_FEW}{_ATTACKS}\b",
        )),
    )
)  # fmt: skip
_COUNTED: Final = re.compile(rf"\b{_NUMBER} {_FEW}(?:{_ATTACKS}|{_SITES})\b")
_MANY: Final = re.compile(rf"\b{_ATTACKS}\b")
_IN_ALL: Final = re.compile(
    r"\b(?:in all|in total|altogether|overall|combined|between them|a total of|total (?:death )?toll"
    r"|all (?:the |\w+ )?sites)\b"
)
_THEN: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:latest|recent|previous|earlier|past) (?:in |weeks|months|years|attacks)"
    r"|\b(?:last|past|this) (?:few )?(?:weeks?|months?|years?)\b|\bin (?:weeks|months|years)\b|\bsince\b"
    r"|\b(?:amid|despite|anniversary|after|following) (?:an? )?(?:series|string|wave|spate|chain)\b"
)
"""Words of a time longer than the day: campaigns, anniversaries, what the news recalls."""


_NOTHING: Final = Tolls(None, None, None)


@dataclass(frozen=True, slots=True)
class Cue:
    """One sentence on several attacks: what it says of them, and how many they are where it counts them."""

    how: str
    attacks: int | None
    span: Span


@dataclass(slots=True)
class Together:
    """What a text says beside one of its events about all of them.

    `own` are the event's sentences without those that count the dead of all, `whole` is the toll of all,
    `told` how many events the text tells. Of a text that tells one only, what counts all stays its own, too:
    there is no other.
    """

    own: tuple[Span, ...]
    cues: list[Cue] = field(default_factory=list)
    whole: Tolls = _NOTHING
    told: int = 1


def cues(text: str, spans: Sequence[Span]) -> list[Cue]:
    """Return for each of the sentences `spans` that speaks of several attacks what it says of them."""
    found = []
    for span in spans:
        folded = fold(span.of(text))
        if (_MANY.search(folded) or "rela" in folded or "ordinated" in folded) and not _THEN.search(folded):
            how = next((how for how, pattern in _CUES if pattern.search(folded)), None)
            if how is not None:
                counted = _COUNTED.search(folded)
                found.append(Cue(how, _number(counted["n"]) if counted else None, span))
    return found


def together(
    text: str,
    spans: Sequence[Span],
    threads: Sequence[Thread],
    tolls: Callable[[Sequence[Span]], Tolls],
) -> list[Together]:
    """Return for each of the events `threads` what the text of sentences `spans` says of all of them.

    `tolls` counts what some sentences tell.
    """
    found = [Together(thread.sentences, told=len(threads)) for thread in threads]
    heard = cues(text, spans) if threads else []
    for cue in heard:
        found[_home(cue.span, threads)].cues.append(cue)
    if len(threads) > 1:
        _part(text, found, {cue.span for cue in heard if cue.how != "unrelated"}, tolls)
    elif any(cue.how in ("coordinated", "simultaneous") for cue in heard):
        counting = tuple(span for span in threads[0].sentences if _of_all(fold(span.of(text))))
        found[0].whole = tolls(counting) if counting else found[0].whole
    return found


def _number(word: str) -> int | None:
    number = _NUMBERS.get(word, int(word) if word.isdigit() else None)
    return number if number and number > 1 else None


def _home(span: Span, threads: Sequence[Thread]) -> int:
    """The event in whose sentences `span` stands, else the last one told before it, else the first."""
    for n, thread in enumerate(threads):
        if span in thread.sentences:
            return n
    before = [n for n, thread in enumerate(threads) if thread.anchor.start <= span.start]
    return before[-1] if before else 0


def _of_all(folded: str) -> bool:
    return bool(_IN_ALL.search(folded) or _MANY.search(folded))


def _part(
    text: str, found: list[Together], heard: set[Span], tolls: Callable[[Sequence[Span]], Tolls]
) -> None:
    """Set the sentences apart that count the dead of all, where they count no fewer than the parts have."""
    apart = [
        tuple(span for span in each.own if span in heard or _of_all(fold(span.of(text)))) for each in found
    ]
    if not any(apart):
        return
    own = [
        tuple(span for span in each.own if span not in whole)
        for each, whole in zip(found, apart, strict=True)
    ]
    parts = [tolls(sentences) if sentences else _NOTHING for sentences in own]
    for each, whole, rest in zip(found, apart, own, strict=True):
        if not whole:
            continue
        counted = tolls(whole)
        killed = _beyond(counted.killed, [p.killed for p in parts])
        injured = _beyond(counted.injured, [p.injured for p in parts])
        each.whole = Tolls(killed, injured, None)
        if killed or injured:
            each.own = rest


def _beyond(whole: Counted | None, parts: Sequence[Counted | None]) -> Counted | None:
    """Return the toll of all where it can be one: as many as the known parts have together, or more."""
    if whole is None:
        return None
    known = [_size(part.count) for part in parts if part is not None]
    return whole if _size(whole.count) >= sum(known) and _size(whole.count) > max(known, default=0) else None


def _size(count: Count) -> int:
    return next((n for n in (count.best, count.low, count.high) if n is not None), 0)
