"""Attackers that a count of the dead is said to hold: "nine people, four of them attackers"."""

from __future__ import annotations

from typing import Final

from tocsin.coding.tokens import at, listed
from tocsin.coding.tolls.clauses import Clause, Link, chain_right
from tocsin.coding.tolls.linking import themselves
from tocsin.coding.tolls.phrases import Mention
from tocsin.model import Count

_COUNTED_IN: Final = listed("including counting included includes include mainly mostly")
_THEM: Final = listed("them whom those these which")
_SELVES: Final = listed("himself herself itself themselves")
_NEAR: Final = 20
"""Tokens between a count and what it is said to hold."""
_LIST_AFTER: Final = 3
"""Tokens between a count and the list that spells it out (", namely", ":")."""


def attackers_inside(c: Clause, one: Link) -> Count | None:
    """Return how many attackers the people of `one` are said to include, None where nothing says so."""
    if one.how == "part" or (len(one.people) == 1 and one.people[0].head == "attackers"):
        return None
    last = max(one.people[-1].end, one.trigger.end)
    first = one.trigger.end if one.how == "toll" else one.people[-1].end
    for mention in c.mentions:
        near = first <= mention.first <= last + _NEAR
        apart = any(last <= t.first < mention.first for t in c.triggers)
        if near and not apart and mention.head == "attackers" and _told_inside(c, mention):
            return Count(1, 1, 1) if mention.count.low == 1 else mention.count
    return _himself(c, first, last) or _spelt_out(c, one, last)


def _told_inside(c: Clause, mention: Mention) -> bool:
    before = at(c.tokens, mention.first - 1)
    if before in _COUNTED_IN:
        word = at(c.tokens, mention.first - 2)
        return word != "not" and not word.endswith("n't")
    if before in _THEM and at(c.tokens, mention.first - 2) in ("of", "among"):
        return True
    inner = [token.low for token in c.tokens[mention.first : mention.end]]
    after = at(c.tokens, mention.end)
    return (
        (mention.of and bool(_THEM & set(inner)))
        or after == "included"
        or (after == "among" and at(c.tokens, mention.end + 1) in _THEM)
    )


def _himself(c: Clause, first: int, last: int) -> Count | None:
    """Read "four dead, himself among them", "three people including himself"."""
    for j in range(first, min(last + _NEAR, len(c.tokens))):
        if at(c.tokens, j) in _SELVES and (
            at(c.tokens, j - 1) in _COUNTED_IN or at(c.tokens, j + 1) in ("among", "included")
        ):
            count = themselves(c, j).count
            return count if count.best is not None else None
    return None


def _spelt_out(c: Clause, one: Link, last: int) -> Count | None:
    """Read "nine dead, namely two cooks, two soldiers and five gunmen": a list that adds up to the count."""
    whole = one.people[-1].count.best
    if whole is None or len(one.people) > 1:
        return None
    start = next((m for m, mention in enumerate(c.mentions) if mention.first > last), None)
    if start is None or c.mentions[start].first > last + _LIST_AFTER:
        return None
    listed_ = [c.mentions[m] for m in chain_right(c, start)]
    theirs = sum(m.count.low or 0 for m in listed_ if m.head == "attackers")
    adds_up = len(listed_) > 1 and sum(m.count.low or 0 for m in listed_) == whole
    return Count(theirs, theirs, theirs) if adds_up and theirs else None
