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
    DEFENDED,
    DENIED_OF,
    DENIES_AFTER,
    HEDGED,
    HISTORY,
    IDENTIFIED,
    IN_WORDS,
    INSPIRED,
    INSPIRED_AFTER,
    NOT_BEHIND_AFTER,
    NOT_CLAIMED_AFTER,
    ORDERED,
    OWN_AGENCY,
    SELF_NAMED,
    SENT_WORD,
    SPLIT_FROM,
    SUSPECTED,
    SUSPECTED_AFTER,
    THE_GROUP,
    THIS_ONE,
    TOLD_OF_CLAIMS,
    UNCLAIMED,
    VIOLENCE,
)
from tocsin.coding.group_list import HOME
from tocsin.coding.group_names import SUFFIXES, NamedGroup, named_groups
from tocsin.coding.tokens import Token, tokenize
from tocsin.coding.tolls.background import is_background
from tocsin.coding.voice import said_by
from tocsin.model import Relation, Span

__all__ = ["HOME", "OUTLET", "GroupMention", "find_groups"]

OUTLET: Final = "the outlet"
"""The voice of a relation for which the text names no other."""
_REACH: Final = 110
"""Characters on each side of a name in which its cue stands."""
_BACK: Final = 700
"""Characters before a sentence in which the group stands that "the group" means."""
_PRONOUN_SAYS: Final = re.compile(r"(?:^|[,;] ?)(?:he|she|they) (?:said|says|added|told|announced)\b", re.I)
_LONGEST: Final = 1500
"""Characters of a sentence in which violence must be named for what others say of a group to count."""
_JOINED: Final = (
    r"\s*(?:,? (?:also |better )?known (?:as|by its initials)|,|and|or|, and|\()\s*(?:the\s+)?"
    r"(?:(?:\w+ )?(?:wing|branch|affiliate|arm|offshoot|franchise) of (?:the )?)?"
)
"""What joins two names in one list of speakers."""
_ASIDE: Final = re.compile(
    r" ?(?:\([^)]{0,60}\)|, (?:which|who|a|an|the|also|formerly|in|through|via|on|known)\b[^,]{0,130},)"
)
"""What stands between a name and its verb and says only what the group is or where it spoke."""
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
        return _by_reference(text, sentence)
    voice = said_by(text, sentence) or _same_speaker(text, sentence)
    found: list[GroupMention] = []
    for k in range(len(names)):
        for relation, who, span in _relations(text, sentence, tokens, names, k, voice):
            past = _is_past(text, sentence, tokens, names[k])
            found.append(GroupMention(names[k].name, relation, who, span, past))
    found.extend(_through_agency(text, sentence, found))
    return _settled(found)


def _same_speaker(text: str, sentence: Span) -> str | None:
    """Return who spoke in the sentence before, where this one goes on with "he said"."""
    start = _context(text, sentence)
    if start == sentence.start or not _PRONOUN_SAYS.search(sentence.of(text)[:_LONGEST]):
        return None
    return said_by(text, Span(start, sentence.start))


def _by_reference(text: str, sentence: Span) -> list[GroupMention]:
    """Return what "the group" claims, denies or inspired, of the group last named before."""
    hit = THE_GROUP.search(text, sentence.start, min(sentence.end, sentence.start + _LONGEST))
    if hit is None:
        return []
    named = named_groups(tokenize(text, Span(max(sentence.start - _BACK, 0), sentence.start)))
    if not named:
        return []
    name, own = named[-1].name, Span(hit.start(), sentence.end)
    before = re.sub(r"\s+", " ", text[max(sentence.start, hit.start() - _REACH) : hit.start()])
    after = re.sub(r"\s+", " ", text[hit.end() : min(sentence.end, hit.end() + _REACH)]).replace("’", "'")
    after = OWN_AGENCY.sub("", after.removeprefix(" ")).removeprefix(" ")
    past = bool(HISTORY.search(sentence.of(text)))
    if INSPIRED.search(before + "the "):
        return [GroupMention(name, "inspired", said_by(text, sentence) or OUTLET, sentence, past)]
    if DENIES_AFTER.search(after):
        return [GroupMention(name, "denied", name, own, past)]
    return [GroupMention(name, "claimed", name, own, past)] if _claims(before, after) else []


def _relations(
    text: str, sentence: Span, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int, voice: str | None
) -> list[tuple[Relation, str, Span]]:
    group = names[k]
    start = tokens[group.first].start
    before, left = _before(text, sentence, tokens, names, k)
    after, right = _after(text, sentence, tokens, names, k)
    if SPLIT_FROM.search(before) or _describes(tokens, names, k):
        return []
    after = OWN_AGENCY.sub("", _suffix(tokens[group.end - 1]) + after).removeprefix(" ")
    speaker = voice if voice is not None and voice != group.name else OUTLET
    own = Span(start, right)
    found: list[tuple[Relation, str, Span]] = []
    if DENIES_AFTER.search(after):
        found.append(("denied", group.name, own))
    elif DENIED_OF.search(before) or NOT_BEHIND_AFTER.search(after):
        return [("denied", speaker, Span(left, right))]
    elif _claims(before, after) or (
        SENT_WORD.search(after) and TOLD_OF_CLAIMS.search(text, _context(text, sentence), sentence.start)
    ):
        return [("claimed", group.name, Span(left if CLAIM_BEFORE.search(before) else start, right))]
    relation = _of_others(before, "" if found else after, known=group.known)
    if relation is not None and VIOLENCE.search(
        text, _context(text, sentence), min(sentence.end, sentence.start + _LONGEST)
    ):
        found.append((relation, speaker, Span(left, right)))
    return found


def _context(text: str, sentence: Span) -> int:
    """Return where the sentence before begins, or this one where none stands before it."""
    head = text[max(sentence.start - _LONGEST // 3, 0) : sentence.start].rstrip()
    if not head:
        return sentence.start
    return (
        sentence.start
        - len(text[max(sentence.start - _LONGEST // 3, 0) : sentence.start])
        + (max(head.rfind(". "), head.rfind("\n")) + 1)
    )


def _describes(tokens: Sequence[Token], names: Sequence[NamedGroup], k: int) -> bool:
    """Say whether the k-th group only describes the next ("the X-linked Y", "X-affiliated group Y")."""
    if k + 1 >= len(names) or not tokens[names[k].end - 1].low.endswith(SUFFIXES[4:]):
        return False
    return names[k + 1].first - names[k].end <= 2


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
            r",\s*(?:which|who|an?|the|affiliated|linked|allied|part)\b[^,]{0,50}\s?"
            r"|\s*\(?(?:linked|affiliated|allied|loyal) (?:to|with) (?:the )?",
            text[tokens[names[k - 1].end - 1].end : start],
        )
        and re.match(r"[^,.;]{0,80},", text[end : end + 90])
    )


def _claims(before: str, after: str) -> bool:
    if NOT_CLAIMED_AFTER.search(after):
        return False
    if DEFENDED.search(after):
        return False
    if before.endswith(", ") and IN_WORDS.search(after) and not UNCLAIMED.search(before):
        return True
    if CLAIM_BEFORE.search(before):
        return not re.search(r"\bno (?:\w+ )?claim", before, re.I)
    if re.search(r"\b(?:which|that) (?:the )?$", before) and re.match(
        r"^(?:has |had |have |also )*claimed\b", after
    ):
        return True
    return bool(CLAIMS_AFTER.search(after)) and not re.search(
        r"\b(?:no one|nobody|no group) (?:\w+ ){0,3}$", before, re.I
    )


def _of_others(before: str, after: str, *, known: bool) -> Relation | None:
    if ORDERED.search(before):
        return "directed"
    if INSPIRED.search(before) or INSPIRED_AFTER.search(after):
        return "inspired"
    if BLAMED.search(before):
        hedged = HEDGED.search(before[-45:]) and not SELF_NAMED.search(before)
        return "suspected" if hedged else "attributed"
    if SUSPECTED.search(before) or SUSPECTED_AFTER.search(after):
        return "attributed" if IDENTIFIED.search(before) and not HEDGED.search(before) else "suspected"
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
        if not re.fullmatch(_JOINED, gap, re.I):
            floor = max(floor, tokens[names[j - 1].end - 1].end)
            break
        j -= 1
        start = tokens[names[j].first].start
        floor = max(sentence.start, start - _REACH)
    words = re.sub(r", according to [^,]{3,40},", "", re.sub(r"\s+", " ", text[floor:start]))
    return words, floor if floor == sentence.start else _word(text, floor)


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
    ceiling = _reach_after(text, sentence, end)
    j = k
    while j + 1 < len(names):
        gap = text[tokens[names[j].end - 1].end : tokens[names[j + 1].first].start]
        if not re.fullmatch(_JOINED, gap, re.I):
            ceiling = min(ceiling, tokens[names[j + 1].first].start)
            break
        j += 1
        end = tokens[names[j].end - 1].end
        ceiling = _reach_after(text, sentence, end)
    words = re.sub(r"\s+", " ", text[end:ceiling])
    words = _ASIDE.sub("", words)
    words = re.sub(r"^ ?[)”\"’]+", "", words)
    while ceiling > end and ceiling < len(text) and text[ceiling - 1].isalnum() and text[ceiling].isalnum():
        ceiling -= 1
    return words.removeprefix(" ") if not words.startswith((" ,", ",")) else words, max(
        _trim(text, end, ceiling), end
    )


def _reach_after(text: str, sentence: Span, end: int) -> int:
    """Return how far to look after a name; an aside between commas does not count."""
    aside = _ASIDE.match(text, end, min(sentence.end, end + 2 * _REACH))
    return min(sentence.end, (aside.end() if aside else end) + _REACH)


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
