"""What is said about a reading: what was assumed, what is counted in words, which words were not used."""

from __future__ import annotations

import re
from typing import Final

from tocsin.claims.reading.chunks import MARK, Chunked
from tocsin.claims.reading.core import NEARLY_DAILY, Core
from tocsin.claims.reading.numbers import VAGUE, VAGUE_WORDS
from tocsin.claims.reading.subjects import HEAD, TOLD
from tocsin.model import Period, Side

_TERROR: Final = re.compile(r"\bterror\w*", re.IGNORECASE)
_MAJOR: Final = re.compile(r"\b(?:significant|major|serious|big|large)\b", re.IGNORECASE)


def assumed(sentence: str, core: Core, side: Side, other: Side | None) -> tuple[str, ...]:
    """Return what a sentence leaves open and how it was filled."""
    notes = []
    if not side.area.name and not (other and other.area.name):
        notes.append("no place is named: the whole world")
    if side.period.since is None and side.period.until is None:
        notes.append("no time is named: all that the record holds up to the day before it was said")
    if core.kind == "change" and other is not None and side.period != other.period:
        notes.append(f"{_days(side.period)} against {_days(other.period)}, both as a rate a day")
    word = _TERROR.search(sentence)
    if word:
        notes.append(f"“{word[0]}” is the claim's word: what counts is what the definition says")
    for vague_word in dict.fromkeys(m[0].lower().removesuffix(" of") for m in VAGUE_WORDS.finditer(sentence)):
        low, high = VAGUE[vague_word]
        notes.append(f"“{vague_word}” is read as {low:,.0f} to {high:,.0f}")
    if core.amount == NEARLY_DAILY:
        notes.append("“nearly every day” is read as on five to seven days of a week")
    major = _MAJOR.search(sentence)
    if major and re.search(HEAD, sentence, re.IGNORECASE):
        notes.append(
            f"“{major[0].lower()}” has no measure in the sentence: attacks of every size are counted"
        )
    if side.subject.movement:
        notes.append(f"{side.subject.movement}: groups of that movement that somebody named for it")
    return tuple(notes)


def _days(period: Period) -> str:
    return f"{period.since or '…'} to {period.until or '…'}"


def words(side: Side) -> str:
    """Return what is counted in words: "deadly bombings on worship"."""
    s = side.subject
    what = " or ".join(code.replace("_", " ") for code in s.attack_types)
    parts = [
        "people killed in" if s.counted == "killed" else "people injured in" if s.counted == "injured" else ""
    ]
    parts += ["deadly"] if s.deadly else []
    parts += [s.outcome] if s.outcome else []
    parts += [f"{what} attacks" if what and not what.endswith("ing") else f"{what}s" if what else "attacks"]
    if s.target_types:
        parts.append("on " + " or ".join(code.replace("_", " ") for code in s.target_types))
    if s.movement or s.groups:
        parts.append("by " + (f"{s.movement} groups" if s.movement else " or ".join(s.groups)))
    return " ".join(filter(None, parts))


_IDLE_WORDS: Final = (
    "the a an in of on at by for to from with and or but that this these those there here it its is are "
    "was were be been has have had as than every once each one any some all only just alone saw seen see say "
    "said so far now still up down not no more most attack attacks people killed happened took place "
    "reported counted hit about which who whose them they their he she we i you"
)
_CORE_WORDS: Final = (
    r"hours?|days?|weeks?|fortnight|months?|years?|twice|thrice|double|half|many|much|often|times|deadliest"
    r"|worst|bloodiest|first|other|compared|against|versus|doubled|tripled|quadrupled|halved|rose|risen|fell"
    r"|fallen|increased|dropped|declined|average|majority|claimed|left|deadly|dead|deaths|injured|wounded|lives"
)
_IDLE: Final = frozenset(_IDLE_WORDS.split())


def unused(part: Chunked) -> tuple[str, ...]:
    """Return the words that said nothing to the reader, so that a person sees what was passed over."""
    words = re.findall(r"[A-Za-z][\w'-]+", MARK.sub(" ", part.text))
    known = re.compile(rf"{HEAD}|{_CORE_WORDS}", re.IGNORECASE)
    said = (w for w in words if w.lower() not in _IDLE and not known.fullmatch(w))
    return tuple(dict.fromkeys(w for w in said if not TOLD.fullmatch(w)))
