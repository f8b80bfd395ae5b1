"""The people whom a sentence counts as the reader takes them: which mentions there are, and their roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.reader.counting import count_of
from tocsin.coding.reader.reading import Reading, family
from tocsin.coding.reader.schema import MENTIONS
from tocsin.coding.tokens import Token, tokenize
from tocsin.coding.tolls.clauses import clause, mood
from tocsin.coding.tolls.mentions import find_mentions
from tocsin.coding.tolls.triggers import Trigger, find_triggers
from tocsin.model import Count, Span

TOLLS: Final = tuple(role for role in MENTIONS if family(role) == "toll")
_LEAST: Final = 0.35
"""The chance from which a mention of people is a toll."""


@dataclass(frozen=True, slots=True)
class People:
    """People whom a sentence counts, what the reader takes them for, and how sure it is."""

    role: str
    span: Span
    count: Count
    probability: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A count and the mentions that it rests on."""

    count: Count
    grounds: tuple[People, ...]


def of_role(found: Sequence[People], role: str) -> list[People]:
    """Return those of `found` that the reader takes for `role`."""
    return [people for people in found if people.role == role]


def people_of(text: str, reading: Reading, sentence: Span) -> list[People]:
    """The tolls of one sentence: what words count as people and what the reader found, each stretch once."""
    tokens = tokenize(text, sentence)
    triggers = find_triggers(tokens)
    effects = frozenset(k for t in triggers for k in range(t.first, t.end))
    unreal = _unreal(tokens, triggers)
    pool = {
        Span(tokens[m.first].start, tokens[m.end - 1].end): m.count for m in find_mentions(tokens, effects)
    }
    for mention in reading.within([sentence], *TOLLS):
        pool = {
            s: c for s, c in pool.items() if not (mention.span.start <= s.start and s.end <= mention.span.end)
        }
        pool[mention.span] = count_of(text, mention.span)
    held = []
    for span, count in pool.items():
        undone = any(end <= span.start <= end + _NEXT for end in unreal)
        if undone or _is_age(text, span) or _is_overtaken(text, span):
            continue
        chances = reading.chances(span)
        role = max(TOLLS, key=lambda r: chances.get(r, 0.0))
        told = _as_told(text, span, role)
        if told in ("killed", "injured") and superseded(text, sentence, span):
            told = f"{told}.old"
        if told in ("killed", "injured") and _unharmed(text, span, tokens, triggers):
            continue
        if chances.get(role, 0.0) >= _LEAST and told is not None:
            held.append(People(told, span, count, min(chances[role], 1.0)))
    kept: list[People] = []
    for people in sorted(held, key=lambda p: (-p.probability, p.span.start - p.span.end)):
        if not any(people.span.start < k.span.end and k.span.start < people.span.end for k in kept):
            kept.append(people)
    return sorted(kept, key=lambda p: p.span.start)


_NEXT: Final = 12
"""Code points between a word of effect and those whom it takes."""


def _unreal(tokens: Sequence[Token], triggers: Sequence[Trigger]) -> list[int]:
    """Where words of effect end that tell of what did not happen ("a plot to assassinate the writer")."""
    c = clause(tokens, triggers, [])
    return [tokens[t.end - 1].end for t in triggers if t.form == "active" and mood(c, t) == "unreal"]


_EARLIER: Final = re.compile(
    r"\b(?:earlier|previous)\s+(?:[\w-]+\s+){0,2}?(?:toll|count|figure|number|report|statement|estimate|bulletin|balance"
    r"|tally|communiqu[eé]|account)s?\b",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"\b(?:ro|ri)se[sn]?\b|\b(?:raised|revised|corrected|lowered|now|instead|not|up|down|than|after|from\s+(?:an?\s+|the\s+|its\s+)?(?:earlier|previous))\b",
    re.IGNORECASE,
)


def superseded(text: str, sentence: Span, span: Span) -> bool:
    """Say whether a sentence gives a number as that of an earlier count, and no other beside it."""
    before = Span(sentence.start, span.start).of(text)
    return bool(_EARLIER.search(before)) and not _NOW.search(sentence.of(text))


_SAFE: Final = re.compile(
    r"[\s,][^.;:!?]{0,60}?\b(?:unharmed|unhurt|uninjured|unscathed|safe|alive"
    r"|(?:was|were|is|are|been) (?:not|never|nearly) (?:hit|hurt|harmed|injured|wounded|touched)"
    r"|(?:was|were|are|been) (?:freed|released|rescued|defused|disarmed))\b",
    re.IGNORECASE,
)


def _unharmed(text: str, span: Span, tokens: Sequence[Token], triggers: Sequence[Trigger]) -> bool:
    """Say whether those who come first in what is said are said to be well ("the pilots are unharmed").

    Not where a word of effect took them before ("killed two guards; …") or stands between.
    """
    safe = _SAFE.match(text, span.end)
    if safe is None:
        return False
    taken = any(0 <= span.start - tokens[t.end - 1].end <= _NEXT for t in triggers)
    between = any(span.end <= tokens[t.first].start < safe.end() - _NEXT for t in triggers)
    return not taken and not between


_DENIES: Final = re.compile(
    r"\b(?:no|not|none|nobody|never|without|nil|zero|neither|nor|nothing|un(?:hurt|injured|harmed|scathed|damaged)"
    r"|safe\w*|escap\w+|empty|spared|surviv\w+|miss\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_PARTITIVE: Final = re.compile(
    r"[\w'’-]+(?:\s[\w'’-]+){0,3}?\sof\s(?:the|those|these|his|her|their|its)\s(?:[\w-]+\s)?"
    r"(?:(?P<killed>dead|killed|slain|victims|casualties|fatalities)|(?P<injured>injured|wounded|hurt))\b",
    re.IGNORECASE,
)
_AROUND: Final = 25


def _as_told(text: str, span: Span, role: str) -> str | None:
    """Return the role, that of a part where the words say "three of the wounded"; None where the reader takes
    for nobody what no word denies."""
    if role.endswith(".none"):
        return role if _DENIES.search(text[max(0, span.start - _AROUND) : span.end]) else None
    of = _PARTITIVE.match(text[span.start : span.end + _AROUND])
    return f"{role}.part" if role in ("killed", "injured") and of and of[role] else role


_OVERTAKEN: Final = re.compile(r"(?:\bnot|\brather than|\binstead of|\bfrom)\s+$", re.IGNORECASE)
_LONGEST_CUE: Final = 16


def _is_overtaken(text: str, span: Span) -> bool:
    """Say whether a bare number is given as the wrong or the former one ("five men, not six")."""
    bare = len(tokenize(text, span)) == 1
    return bare and bool(_OVERTAKEN.search(text[max(span.start - _LONGEST_CUE, 0) : span.start]))


def _is_age(text: str, span: Span) -> bool:
    """Say whether a number stands between commas as an age does ("the sheikh, 49, was shot")."""
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    return span.of(text).isdigit() and before.endswith(",") and after.startswith((",", ";", "."))
