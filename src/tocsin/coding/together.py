"""Several attacks told together: what a text says they have to do with one another, and their common toll.

A text on a coordinated attack speaks of the whole beside its parts: "three coordinated attacks", "in all, 31
people were killed". What it says of the whole must not become the toll of the part that it happens to be told
next to. English only, as the reader is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.folding import fold
from tocsin.coding.reader.people import Counted
from tocsin.coding.reader.tolls import Tolls
from tocsin.coding.threads import Thread
from tocsin.coding.timex import NUMBERS
from tocsin.model import Count, Span

_ATTACKS: Final = r"(?:attacks|bombings|blasts|explosions|shootings|assaults|ambushes|stabbings|bombs)"
_ATTACK: Final = r"(?:attack|bombing|blast|explosion|shooting|assault|ambush|stabbing)"
_AREAS: Final = r"(?:cities|towns|villages|districts|provinces|sites|targets|places|locations)"
_ONE_OF: Final = r"two|twin|both|three|triple|four|five|six|seven|eight|nine|ten|\d{1,2}"
_NUMBER: Final = rf"(?:{_ONE_OF})"
_FEW: Final = r"(?:(?!(?:or|of|in|after|before|people|\w+s) )\w[\w-]* ){0,3}?"
_NUMBERS: Final[Mapping[str, int]] = NUMBERS | {"twin": 2, "both": 2, "triple": 3}
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
            rf"\bco-?ordinated\b[^.;]{{0,40}}\b(?:with|several|multiple|\w+ {_AREAS})\b",
        )),
        ("simultaneous", (
            rf"\b(?:near-?|almost |nearly )?simultaneous {_FEW}{_ATTACKS}\b",
            rf"\b{_ATTACKS}\b[^.;]{{0,60}}\b(?:simultaneously|within minutes of (?:each|one))\b",
            rf"\bsimultaneously\b[^.;]{{0,60}}\b(?:{_ATTACKS}|{_AREAS})\b|\bminutes apart\b",
        )),
        ("series", (
            rf"\b(?:series|string|wave|spate|chain) of {_FEW}{_ATTACKS}\b",
            rf"(?<!or )\b{_NUMBER} {_FEW}{_ATTACKS}\b",
            rf"\bboth (?:the )?{_ATTACK} and (?:the )?{_ATTACK}\b",
            rf"\b(?:bombers|gunmen|attackers|bombs) (?:struck|hit|went off) (?:in )?{_NUMBER} {_AREAS}\b",
        )),
    )
)  # fmt: skip
_COUNTED: Final = re.compile(rf"\b(?P<n>{_ONE_OF}) {_FEW}(?:{_ATTACKS}|{_AREAS})\b")
_HINT: Final = re.compile(
    rf"\b{_ATTACKS}\b|related|ordinated|connection|minutes apart|simultaneous|both|{_AREAS}"
)
"""A word of which every cue holds one."""
_MANY: Final = re.compile(rf"\b{_ATTACKS}\b")
_IN_ALL: Final = re.compile(
    r"\b(?:in all|in total|altogether|overall|combined|between them|a total of|total (?:death )?toll"
    r"|all (?:the |\w+ )?sites)\b"
)
_ONE: Final = re.compile(
    rf"\b(?:worst|deadliest|bloodiest|one|first|second|last|each) of the (?:\w+ )?{_ATTACKS}\b"
)
"""Words by which a sentence on several attacks counts the dead of one of them."""
_THEN: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:latest|recent|previous|earlier|past) (?:in |weeks|months|years|attacks)"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december) of\b"
    r"|\b(?:last|past|this|same) (?:few )?(?:weeks?|months?|years?)\b|\bin (?:weeks|months|years)\b|\bsince\b"
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
    `cues` are what the text says of all, whichever event it says it next to, `told` how many events it tells.
    Of a text that tells one only, what counts all stays its own, too: there is no other.
    """

    own: tuple[Span, ...]
    cues: Sequence[Cue] = ()
    whole: Tolls = _NOTHING
    told: int = 1


def cues(text: str, spans: Sequence[Span]) -> list[Cue]:
    """Return for each of the sentences `spans` that speaks of several attacks what it says of them."""
    found = []
    for span in spans:
        folded = fold(span.of(text))
        if _HINT.search(folded) and not _THEN.search(folded):
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
    for each in found:
        each.cues = heard
    if len(threads) > 1:
        _part(text, found, {cue.span for cue in heard if cue.how != "unrelated"}, tolls)
    elif any(cue.how in ("coordinated", "simultaneous") for cue in heard):
        counting = tuple(span for span in threads[0].sentences if _of_all(fold(span.of(text))))
        found[0].whole = tolls(counting) if counting else found[0].whole
    return found


def _number(word: str) -> int | None:
    number = _NUMBERS.get(word, int(word) if word.isdigit() else None)
    return number if number and number > 1 else None


def _of_all(folded: str) -> bool:
    return bool(_IN_ALL.search(folded) or _MANY.search(folded)) and not _ONE.search(folded)


def _part(
    text: str, found: list[Together], heard: set[Span], tolls: Callable[[Sequence[Span]], Tolls]
) -> None:
    """Set the sentences apart that count the dead of all, where they count no fewer than the parts have."""
    apart = [
        tuple(
            span
            for span in each.own
            if _of_all(folded := fold(span.of(text))) or (span in heard and not _ONE.search(folded))
        )
        for each in found
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
