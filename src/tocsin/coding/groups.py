"""Groups that a sentence ties to an attack, how, and who says so.

Attribution is never a fact of ours: each mention carries its relation and its voice. A group that is only
mentioned, or an attack that "no group has claimed", gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.group_cues import (
    ACTS_AFTER,
    AMAQ,
    AMAQ_SAYS,
    ATTACK_NOUN_AFTER,
    BLAMED,
    BLAMED_AFTER,
    CLAIM_BEFORE,
    CLAIMS_AFTER,
    DENIED_OF,
    DENIES_AFTER,
    HISTORY,
    INSPIRED,
    INSPIRED_AFTER,
    NOT_BEHIND_AFTER,
    NOT_CLAIMED_AFTER,
    ORDERED,
    SUSPECTED,
    SUSPECTED_AFTER,
    THIS_ONE,
    UNCLAIMED,
    VIOLENCE,
)
from tocsin.coding.group_names import HOME, SUFFIXES, NamedGroup, named_groups
from tocsin.coding.tokens import Token, tokenize
from tocsin.coding.tolls.background import is_background
from tocsin.coding.voice import said_by
from tocsin.model import Relation, Span

__all__ = ["HOME", "OUTLET", "GroupMention", "find_groups"]

OUTLET: Final = "the outlet"
"""The voice of a relation for which the text names no other."""
_REACH: Final = 110
"""Characters on each side of a name in which its cue stands."""
_LONGEST: Final = 1500
"""Characters of a sentence in which violence must be named for what others say of a group to count."""
_MOST: Final = 12
"""More groups than this in one sentence is a list, not an account."""


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A group, its relation to the attack, and who says so.

    `name` is canonical for known groups. `said_by` is the group for its claims and denials, else a body or a
    role, else "the outlet". `span` is the evidence, inside the sentence. `background`: about another attack.
    """

    name: str
    relation: Relation
    said_by: str
    span: Span
    background: bool


def find_groups(text: str, sentence: Span) -> list[GroupMention]:
    """Return the groups that `sentence` ties to an attack, in order, each relation of a group once."""
    tokens = tokenize(text, sentence)
    named = named_groups(tokens)
    names = [group for k, group in enumerate(named) if not _embedded(text, tokens, named, k)][:_MOST]
    if not names and not AMAQ.search(text, sentence.start, sentence.end):
        return []
    voice = said_by(text, sentence)
    found: list[GroupMention] = []
    for k in range(len(names)):
        for relation, who, span in _relations(text, sentence, tokens, names, k, voice):
            past = _is_past(text, sentence, tokens, names[k])
            found.append(GroupMention(names[k].name, relation, who, span, past))
    found.extend(_through_agency(text, sentence, found))
    return _settled(found)


def _relations(
    text: str, sentence: Span, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int, voice: str | None
) -> list[tuple[Relation, str, Span]]:
    group = names[k]
    start = tokens[group.first].start
    before, left = _before(text, sentence, tokens, names, k)
    after, right = _after(text, sentence, tokens, names, k)
    after = _suffix(tokens[group.end - 1]) + after
    speaker = voice if voice is not None and voice != group.name else OUTLET
    own = Span(start, right)
    found: list[tuple[Relation, str, Span]] = []
    if DENIES_AFTER.search(after):
        found.append(("denied", group.name, own))
    elif DENIED_OF.search(before) or NOT_BEHIND_AFTER.search(after):
        return [("denied", speaker, Span(left, right))]
    elif _claims(before, after):
        return [("claimed", group.name, Span(left if CLAIM_BEFORE.search(before) else start, right))]
    relation = _of_others(before, after, known=group.known)
    if relation is not None and VIOLENCE.search(sentence.of(text)[:_LONGEST]):
        found.append((relation, speaker, Span(left, right)))
    return found


def _suffix(token: Token) -> str:
    suffix = next((suffix for suffix in SUFFIXES if token.text.endswith(suffix)), "")
    return suffix.replace("’", "'").lower() + (" " if suffix else "")


def _embedded(text: str, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int) -> bool:
    """Say whether the k-th group only explains the one before ("X, which is linked to Y, said")."""
    if k == 0:
        return False
    start, end = tokens[names[k].first].start, tokens[names[k].end - 1].end
    return bool(
        re.fullmatch(
            r",\s*(?:which|who|an?|the|affiliated|linked|allied|part)\b[^,]{0,50}\s?",
            text[tokens[names[k - 1].end - 1].end : start],
        )
        and re.match(r"[^,.;]{0,40},", text[end : end + 50])
    )


def _claims(before: str, after: str) -> bool:
    if NOT_CLAIMED_AFTER.search(after):
        return False
    if CLAIM_BEFORE.search(before):
        return not re.search(r"\bno (?:\w+ )?claim", before, re.I)
    return bool(CLAIMS_AFTER.search(after)) and not re.search(
        r"\b(?:no one|nobody|no group) (?:\w+ ){0,3}$", before, re.I
    )


def _of_others(before: str, after: str, *, known: bool) -> Relation | None:
    if ORDERED.search(before):
        return "directed"
    if INSPIRED.search(before) or INSPIRED_AFTER.search(after):
        return "inspired"
    if BLAMED.search(before) and not re.search(r"suspected|alleged", before[-40:], re.I):
        return "attributed"
    if SUSPECTED.search(before) or SUSPECTED_AFTER.search(after):
        return "suspected"
    if BLAMED_AFTER.search(after):
        return "attributed"
    if known and (ACTS_AFTER.search(after) or ATTACK_NOUN_AFTER.search(after)):
        return (
            "attributed"
            if not re.search(r"\b(?:against|on|anti-?|fight\w*) (?:the )?$", before, re.I)
            else None
        )
    return None


def _before(
    text: str, sentence: Span, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int
) -> tuple[str, int]:
    """Return the words before the k-th name, not past the group named before it, and where they begin."""
    start = tokens[names[k].first].start
    floor = max(sentence.start, start - _REACH)
    j = k
    while j > 0:
        gap = text[tokens[names[j - 1].end - 1].end : tokens[names[j].first].start]
        if not re.fullmatch(r"\s*(?:,|and|or|and the|or the|, and|\()\s*(?:the\s+)?", gap, re.I):
            floor = max(floor, tokens[names[j - 1].end - 1].end)
            break
        j -= 1
        start = tokens[names[j].first].start
        floor = max(sentence.start, start - _REACH)
    return re.sub(r"\s+", " ", text[floor:start]), floor if floor == sentence.start else _word(text, floor)


def _word(text: str, offset: int) -> int:
    """Return the beginning of the next whole word at or after `offset`."""
    while offset < len(text) and offset > 0 and text[offset - 1].isalnum() and text[offset].isalnum():
        offset += 1
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _after(
    text: str, sentence: Span, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int
) -> tuple[str, int]:
    """Return the words after the k-th name, not past the next group, and where they end."""
    end = tokens[names[k].end - 1].end
    ceiling = min(sentence.end, end + _REACH)
    j = k
    while j + 1 < len(names):
        gap = text[tokens[names[j].end - 1].end : tokens[names[j + 1].first].start]
        if not re.fullmatch(r"\s*(?:,|and|or|and the|\()\s*(?:the\s+)?", gap, re.I):
            ceiling = min(ceiling, tokens[names[j + 1].first].start)
            break
        j += 1
        end = tokens[names[j].end - 1].end
        ceiling = min(sentence.end, end + _REACH)
    words = re.sub(r"\s+", " ", text[end:ceiling])
    words = re.sub(
        r"^ ?(?:\([^)]{0,60}\)|, (?:which|who|a|an|the|also|formerly|in|through|via|on)\b[^,]{0,60},)",
        "",
        words,
    )
    words = re.sub(r"^ ?[)”\"’]+", "", words)
    while ceiling > end and ceiling < len(text) and text[ceiling - 1].isalnum() and text[ceiling].isalnum():
        ceiling -= 1
    return words.removeprefix(" ") if not words.startswith((" ,", ",")) else words, max(
        _trim(text, end, ceiling), end
    )


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _through_agency(text: str, sentence: Span, found: Sequence[GroupMention]) -> list[GroupMention]:
    """A group's own news agency speaks for it."""
    hit = AMAQ.search(text, sentence.start, sentence.end)
    if hit is None or any(g.relation == "claimed" for g in found):
        return []
    if not AMAQ_SAYS.search(text, sentence.start, sentence.end) or UNCLAIMED.search(sentence.of(text)):
        return []
    return [GroupMention("Islamic State", "claimed", "Islamic State", sentence, False)]


def _is_past(text: str, sentence: Span, tokens: Sequence[Token], group: NamedGroup) -> bool:
    whole = sentence.of(text)
    if HISTORY.search(whole) and not THIS_ONE.search(whole):
        return True
    return is_background(text, tokens, group.first, group.end, frozenset())


_WEAKER: Final[dict[Relation, frozenset[Relation]]] = {
    "claimed": frozenset({"attributed", "suspected"}),
    "attributed": frozenset({"suspected"}),
    "directed": frozenset({"attributed", "suspected"}),
    "inspired": frozenset({"suspected"}),
    "suspected": frozenset(),
    "denied": frozenset(),
}


def _settled(found: Sequence[GroupMention]) -> list[GroupMention]:
    """Keep each relation of a group once, and leave out what a stronger relation already says."""
    kept: list[GroupMention] = []
    for mention in found:
        same = [g for g in found if g.name == mention.name]
        if any(
            mention.relation in _WEAKER[g.relation] for g in same if g.said_by in (g.name, mention.said_by)
        ):
            continue
        if not any(g.name == mention.name and g.relation == mention.relation for g in kept):
            kept.append(mention)
    return kept
