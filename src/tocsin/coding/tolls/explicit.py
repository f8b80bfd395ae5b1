"""Tolls told as tolls: "the death toll rose from 41 to 45", "bringing the toll to 85"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tocsin.coding.tokens import at, listed
from tocsin.coding.tolls import words
from tocsin.coding.tolls.clauses import Clause, Link, mood
from tocsin.coding.tolls.phrases import Mention
from tocsin.coding.tolls.triggers import Trigger
from tocsin.model import Count

_REACHES: Final = listed(
    "to at of is was now reached reaches reaching hit hits stands stood : - – — , jumps jumped leaps "
    "climbs totalled totaled be being currently least total already remains remained stays"
)


_OPENERS: Final = listed("at more over above nearly almost about around close some just up as well")


_PASSES: Final = listed("tops topped passes passed exceeds exceeded surpasses surpassed beyond past above")


_NEARS: Final = listed("nears neared nearing approaches approached")


def explicit_toll(c: Clause, trigger: Trigger) -> list[Link]:
    """Read "the death toll rose from 41 to 45", "a death toll of 12", "the toll: 12"."""
    if trigger.effect is None or mood(c, trigger):
        return []
    best = _said_before(c, trigger)
    armed = any(token.low in words.ATTACKERS for token in c.tokens[trigger.first : trigger.end])
    if best is not None:
        return [Link(trigger, (replace(best, head="attackers") if armed else best,), "toll")]
    for mention in c.mentions:
        if not trigger.end <= mention.first < trigger.end + 22 or mention.form not in ("numeral", "vague"):
            continue
        if mention.of:
            continue
        between = _lows(c, trigger, mention)
        apart = any(trigger.end <= t.first < mention.first for t in c.triggers)
        if apart or ";" in between or "not" in between or "whose" in between:
            break
        rank = _toll_cue(c, trigger, mention)
        if rank is not None:
            best = replace(mention, count=rank, head="attackers" if armed else mention.head)
            break
    return [] if best is None else [Link(trigger, (best,), "toll")]


def _said_before(c: Clause, trigger: Trigger) -> Mention | None:
    """Return the 18 of "takes to 18 the number of people killed"."""
    j = trigger.first - (at(c.tokens, trigger.first - 1) == "the")
    m = c.ends.get(j)
    if m is None or c.mentions[m].head != "bare" or at(c.tokens, c.mentions[m].first - 1) not in ("to", "at"):
        return None
    return c.mentions[m]


def _lows(c: Clause, trigger: Trigger, mention: Mention) -> list[str]:
    return [token.low for token in c.tokens[trigger.end : mention.first]]


def _toll_cue(c: Clause, trigger: Trigger, mention: Mention) -> Count | None:
    """Return the count that the toll has come to; None for an old figure or a difference."""
    before = at(c.tokens, mention.first - 1)
    n = mention.count.best
    if mention.more or before in ("from", "by", "than", "not"):
        return None
    if before in _PASSES and n is not None:
        return Count(n + 1, n + 1, None)
    if before in _NEARS and n is not None:
        return Count(-(-n * 9 // 10), n, n)
    if before == "as" and at(c.tokens, mention.first - 2) in ("high", "many"):
        return mention.count
    if before == "," and mention.first != trigger.end + 1:
        return None
    opens = at(c.tokens, mention.first)
    if opens == "up" and mention.count.low is None and _brought(c, trigger):
        return Count(mention.count.high, mention.count.high, mention.count.high)
    if before in _REACHES or mention.first == trigger.end or opens in _OPENERS:
        return mention.count
    return None


_BRINGS: Final = listed(
    "bring brings brought bringing take takes took taking push pushes pushed pushing raised"
)


def _brought(c: Clause, trigger: Trigger) -> bool:
    """Say whether something brings the toll "up to nine", which is then no bound."""
    return any(token.low in _BRINGS for token in c.tokens[max(trigger.first - 4, 0) : trigger.first])
