"""A sentence made ready for linking: lists of people, parts of a whole, what is denied or only possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.coding.tokens import Token, at, follows, listed
from tocsin.coding.tolls import words
from tocsin.coding.tolls.phrases import Mention
from tocsin.coding.tolls.triggers import Trigger

How = Literal["object", "subject", "toll", "part", "self"]


@dataclass(frozen=True, slots=True)
class Link:
    """A word of effect with the people it takes; `old` marks a figure given as an earlier one."""

    trigger: Trigger
    people: tuple[Mention, ...]
    how: How
    old: bool = False


_JOINS: Final = (
    (",", "and"), ("and",), ("&",), ("as", "well", "as"), (",", "as", "well", "as"), ("along", "with"),
    (",", "along", "with"), ("together", "with"), ("plus",), ("and", "also"), ("or",),
)  # fmt: skip


UNREAL: Final = listed("could would might should to will can shall if cannot may")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence made ready for linking."""

    tokens: Sequence[Token]
    triggers: Sequence[Trigger]
    mentions: Sequence[Mention]
    starts: dict[int, int]
    ends: dict[int, int]
    trigger_starts: dict[int, int]
    trigger_tokens: frozenset[int]


def clause(tokens: Sequence[Token], triggers: Sequence[Trigger], mentions: Sequence[Mention]) -> Clause:
    """Return the sentence with its indexes."""
    return Clause(
        tokens, triggers, mentions,
        {m.first: k for k, m in enumerate(mentions)}, {m.end: k for k, m in enumerate(mentions)},
        {t.first: k for k, t in enumerate(triggers)},
        frozenset(j for t in triggers for j in range(t.first, t.end)),
    )  # fmt: skip


def mood(c: Clause, trigger: Trigger) -> str:
    """Return "not" for what did not happen, "unreal" for what could or is to happen, "" otherwise."""
    j = trigger.first - 1
    for _ in range(4):
        word = at(c.tokens, j)
        if word in ("not", "never", "without", "nor") or word.endswith("n't"):
            return "" if follows(c.tokens, j, ("not", "only")) else "not"
        if word in UNREAL:
            if word == "to" and (trigger.form != "active" or c.tokens[trigger.first].low.endswith("ing")):
                return ""
            went_on = word == "to" and at(c.tokens, j - 1) in ("on", "managed", "proceeded")
            return "" if went_on or word == "may" else "unreal"
        if word not in words.BE and word not in words.HAVE and word not in words.ADVERBS:
            return ""
        j -= 1
    return ""


def leads_to_effect(c: Clause, mention: Mention) -> bool:
    """Say whether the mention is the subject of a word of effect right after it ("30 were injured")."""
    j = mention.end
    while at(c.tokens, j) in words.BE or at(c.tokens, j) in words.HAVE or at(c.tokens, j) in words.ADVERBS:
        j += 1
    k = c.trigger_starts.get(j)
    return k is not None and c.triggers[k].form not in ("active", "noun", "toll")


def _joined(c: Clause, left: Mention, right: Mention) -> str:
    """Return how two mentions are joined: "and", ",", or "" for not at all."""
    between = tuple(token.low for token in c.tokens[left.end : right.first])
    if between in _JOINS:
        return "and"
    return "," if between == (",",) else ""


def chain_right(c: Clause, m: int, *, headline: bool = False) -> tuple[int, ...]:
    """Return the list of mentions that begins at `m`; a headline joins with commas alone."""
    chain, sure = [m], 1
    while chain[-1] + 1 < len(c.mentions):
        left, right = c.mentions[chain[-1]], c.mentions[chain[-1] + 1]
        join = _joined(c, left, right)
        if not join or right.of or leads_to_effect(c, right) or _apposed(left, join):
            break
        chain.append(chain[-1] + 1)
        if join == "and" or headline:
            sure = len(chain)
    first = c.mentions[m]
    spelt = sure > 2 and _joined(c, first, c.mentions[m + 1]) == "," and _spelt(c, first, chain[1:sure])
    return (m,) if spelt else tuple(chain[:sure])


def _apposed(left: Mention, join: str) -> bool:
    """Say whether what follows spells out a whole already named ("12 people, three soldiers and ...")."""
    return join == "," and left.head in ("generic", "bare") and not left.more


def chain_left(c: Clause, m: int, owned: frozenset[int], *, headline: bool = False) -> tuple[int, ...]:
    """Return the list of mentions that ends at `m`, or the whole that it spells out; `owned` are objects."""
    chain = [m]
    while chain[0] > 0 and chain[0] not in owned:
        left, right = c.mentions[chain[0] - 1], c.mentions[chain[0]]
        join = _joined(c, left, right)
        if left.head == "bare" and at(c.tokens, left.end) == ",":
            break
        if (left.of and not right.of) or _set_off(c, left, right):
            break
        if not join or (len(chain) == 1 and join != "and" and not headline) or right.of:
            break
        if _apposed(left, join) or (join == "," and _spelt(c, left, chain)):
            return (chain[0] - 1,)
        if chain[0] - 1 in owned or _ends_object_chain(c, chain[0] - 1, owned):
            break
        chain.insert(0, chain[0] - 1)
    return tuple(chain)


def _set_off(c: Clause, left: Mention, right: Mention) -> bool:
    """Say whether a comma closes a list before `right` ("15 civilians and five soldiers, and 81 hurt")."""
    joined = at(c.tokens, right.first - 1) == "and" and at(c.tokens, right.first - 2) == ","
    return joined and at(c.tokens, left.first - 1) == "and"


def _spelt(c: Clause, whole: Mention, chain: Sequence[int]) -> bool:
    """Say whether a list of mentions spells out the number before it."""
    those = [c.mentions[m] for m in chain]
    heads = [{_noun(c, mention)} for mention in (whole, *those)]
    return words.spells_out(whole.count.best, [m.count.low or 0 for m in those], heads)


def _noun(c: Clause, mention: Mention) -> str:
    return "" if mention.noun is None else c.tokens[mention.noun].low


def _ends_object_chain(c: Clause, m: int, owned: frozenset[int]) -> bool:
    return any(m in chain_right(c, o) for o in owned if o < m)


def is_part(c: Clause, m: int) -> bool:
    """Say whether the m-th mention, or the list it ends, is introduced as part of a whole."""
    return part_from(c, m) is not None


def part_from(c: Clause, m: int) -> int | None:
    """Return where the m-th mention, or the list it ends, is introduced as part of a whole; None if not."""
    while m > 0 and _joined(c, c.mentions[m - 1], c.mentions[m]):
        if (found := _introduces_part(c, c.mentions[m].first - 1)) is not None:
            return found
        if _apposed(c.mentions[m - 1], _joined(c, c.mentions[m - 1], c.mentions[m])):
            return None
        m -= 1
    return _introduces_part(c, c.mentions[m].first - 1)


_PART: Final = listed("including include included includes among mostly mainly namely comprising")
_LIST: Final = 5
"""Tokens between "including" and the "and" of the list that it opens."""


def _introduces_part(c: Clause, j: int) -> int | None:
    """Return where the words stand that introduce what follows `j` as part of a whole, None if none do."""
    if at(c.tokens, j) == "and":  # "including a deacon and three girls"
        for k in range(j - 1, max(j - _LIST, -1), -1):
            if at(c.tokens, k) in ("including", "included", "includes"):
                return k
            if not c.tokens[k].is_word or k in c.trigger_tokens:
                break
    while at(c.tokens, j) in ("also", "both", "either", "just"):
        j -= 1
    word, before = at(c.tokens, j), at(c.tokens, j - 1)
    if word in _PART:
        of_all = word == "among" and before in words.BE and at(c.tokens, j + 1) == "the"
        return None if of_all or (word == "among" and before in ("deaths", "casualties")) else j
    of_them = (before == "among" and word in ("them", "whom")) or (
        word == "being" and before in ("them", "whom")
    )
    return j if of_them else None


def is_old(c: Clause, mention: Mention) -> bool:
    """Say whether a figure is given as the wrong one ("59, not 62")."""
    j = mention.first - 1
    return at(c.tokens, j) == "not" or any(
        follows(c.tokens, j - 1, phrase) for phrase in (("rather", "than"), ("instead", "of"))
    )
