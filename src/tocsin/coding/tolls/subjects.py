"""Whom a word of effect takes as its subject: next to it, behind a relative clause, or further left."""

from __future__ import annotations

from typing import Final

from tocsin.coding.tokens import at, listed
from tocsin.coding.tolls import words
from tocsin.coding.tolls.clauses import (
    Clause,
    chain_left,
    chain_right,
    is_old,
    is_part,
    leads_to_effect,
    part_from,
)
from tocsin.coding.tolls.numbers import quantity_at
from tocsin.coding.tolls.phrases import Mention
from tocsin.coding.tolls.triggers import Trigger

_BOUNDARIES: Final = listed(
    "; : after when while because before although but as since until if said says told where though whereas "
    "and or that — –"
)


_WINDOW: Final = 30


def subject(c: Clause, trigger: Trigger, owned: frozenset[int]) -> tuple[int, ...]:
    """Return the mentions that are hit as the subject of `trigger`; `owned` are objects of other words."""
    j, passive = trigger.first - 1, False
    while j >= 0 and j not in c.trigger_tokens:
        m = c.ends.get(j + 1)
        if m is not None:
            bare = not passive and trigger.form == "either"
            if bare and _takes_object(c, trigger):
                return ()
            return () if _governed_away(c, c.mentions[m]) else _head_of(c, m, owned, headline=bare)
        word = at(c.tokens, j)
        if word in words.BE or word in words.HAVE:
            passive = passive or word in words.BE
        elif word not in words.ADVERBS and not (word == "said" and j == trigger.first - 1):
            break
        j -= 1
    if trigger.form == "noun":
        return ()
    shared = _shared_auxiliary(c, j)
    if shared is not None:
        return _subject_from(c, shared, owned)
    if passive or trigger.form in ("intransitive", "care", "grave"):
        return _far(c, j, owned)
    return _far(c, j, owned) if at(c.tokens, j) == "," and _closes_part(c, j) else ()


def _takes_object(c: Clause, trigger: Trigger) -> bool:
    """Say whether a noun phrase follows the verb, so that what stands before it is who did it."""
    m = c.starts.get(trigger.end)
    if m is not None:
        return not leads_to_effect(c, c.mentions[m])
    follow = at(c.tokens, trigger.end)
    return follow in ("a", "an", "the", "his", "her", "their", "its", "some", "many") or (
        quantity_at(c.tokens, trigger.end) is not None
    )


def _subject_from(c: Clause, j: int, owned: frozenset[int]) -> tuple[int, ...]:
    while j >= 0 and (
        at(c.tokens, j) in words.BE or at(c.tokens, j) in words.HAVE or at(c.tokens, j) in words.ADVERBS
    ):
        if j + 1 in c.ends:
            break
        j -= 1
    m = c.ends.get(j + 1)
    return _head_of(c, m, owned) if m is not None else _far(c, j, owned)


def _shared_auxiliary(c: Clause, j: int) -> int | None:
    """Return the auxiliary that a second participle shares ("were abducted and later killed")."""
    if at(c.tokens, j) not in ("and", "then", "or"):
        return None
    for k in range(j - 1, max(j - 8, -1), -1):
        if k + 1 in c.ends or k in c.trigger_tokens or at(c.tokens, k) in (";", ":", "."):
            return None
        if at(c.tokens, k) in words.BE:
            return k
    return None


def _closes_part(c: Clause, comma: int) -> bool:
    """Say whether the comma closes "..., including three children," or "..., ten of them soldiers,"."""
    m = c.ends.get(comma)
    return m is not None and (c.mentions[m].of or is_part(c, m))


def _governed_away(c: Clause, mention: Mention) -> bool:
    """Say whether it is the agent or the aim of another phrase ("by gunmen", "against police")."""
    return at(c.tokens, mention.first - 1) in ("by", "against")


def _head_of(c: Clause, m: int, owned: frozenset[int], *, headline: bool = False) -> tuple[int, ...]:
    """Take the subject at `m`, or the whole it is part of ("12 people, three of them children, were")."""
    mention = c.mentions[m]
    if mention.count.high == 0:
        return (m,)
    if m > 0 and is_old(c, mention):
        return (m - 1,)
    opens = part_from(c, m)
    if opens is not None or (mention.of and at(c.tokens, mention.end) != "," and _inside_commas(c, m)):
        whole = _far(c, mention.first - 1 if opens is None else opens, owned)
        return whole or (m,)
    if at(c.tokens, mention.first - 1) in words.PREPOSITIONS - {"of", "to"} and mention.form not in (
        "numeral",
        "vague",
    ):
        whole = _far(c, mention.first - 1, owned)
        if whole:
            return whole
    if at(c.tokens, mention.first - 1) in ("with", "carrying", "from", "on"):
        whole = _far(c, mention.first - 1, owned)
        if whole and c.mentions[whole[-1]].form in ("numeral", "vague"):
            return whole
    return chain_left(c, m, owned, headline=headline)


def _inside_commas(c: Clause, m: int) -> bool:
    return at(c.tokens, c.mentions[m].first - 1) == ","


def _far(c: Clause, j: int, owned: frozenset[int]) -> tuple[int, ...]:
    """Search leftwards for a subject that does not touch its verb."""
    fallback: tuple[int, ...] = ()
    over = j
    for k in range(j, max(j - _WINDOW, -1), -1):
        if k > over:
            continue
        m = c.ends.get(k + 1)
        opens = None if m is None else part_from(c, m)
        if opens is not None and at(c.tokens, k + 1) == ",":  # over ", including a deacon and three girls,"
            over = opens - 1
            continue
        if m is not None and c.mentions[m].first > 0 and _fits(c, m, k, j):
            governor = at(c.tokens, c.mentions[m].first - 1)
            if governor not in words.PREPOSITIONS or (k == j - 1 and at(c.tokens, j) == "who"):
                return _with_joined(c, chain_left(c, m, owned), j)
            if governor == "of" and not fallback:
                fallback = (m,)
        elif m is not None and c.mentions[m].first == 0 and _fits(c, m, k, j):
            return _with_joined(c, chain_left(c, m, owned), j)
        if k in c.trigger_tokens or (at(c.tokens, k) in _BOUNDARIES and not _inside_mention(c, k)):
            break
    return fallback


def _with_joined(c: Clause, chain: tuple[int, ...], j: int) -> tuple[int, ...]:
    """Add what "and" joins on the right ("two officers and a woman selling coffee died")."""
    right = chain_right(c, chain[-1])[1:]
    return (*chain, *(m for m in right if c.mentions[m].end <= j + 1 and c.mentions[m].head != "bare"))


def _inside_mention(c: Clause, k: int) -> bool:
    """Say whether an "and" joins mentions and so is no clause boundary."""
    if k > 0 and c.tokens[k - 1].capital and k + 1 < len(c.tokens) and c.tokens[k + 1].capital:
        return at(c.tokens, k) == "and" and k - 1 > 0
    return at(c.tokens, k) in ("and", "or") and (
        k in c.ends or (k + 1 in c.starts and k - 1 >= 0 and at(c.tokens, k - 1) == ",")
    )


def _is_object(c: Clause, mention: Mention) -> bool:
    """Say whether a verb right before has taken the mention ("two men who took hostages were")."""
    verb = at(c.tokens, mention.first - 1)
    return mention.form in ("plain", "definite") and verb in (
        "took",
        "held",
        "seized",
        "attacked",
        "threatened",
    )


def _fits(c: Clause, m: int, k: int, j: int) -> bool:
    mention = c.mentions[m]
    if mention.head == "bare" and at(c.tokens, mention.end) == "who":
        return True
    if mention.head == "bare" and at(c.tokens, mention.end + 1) not in (
        "including",
        "among",
        "mostly",
        "most",
    ):
        return False
    if mention.of or mention.count.high == 0 or is_part(c, m) or _is_object(c, mention):
        return False
    if mention.form in ("numeral", "vague"):
        return True
    follow = at(c.tokens, mention.end)
    return j - k <= 14 and (
        follow in ("who", ",", "(", "whose") or follow in words.PREPOSITIONS or follow.endswith("ing")
    )
