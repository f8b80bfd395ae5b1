"""Tolls told as tolls: "the death toll rose from 41 to 45", "bringing the toll to 85"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tocsin.coding.tokens import at, listed
from tocsin.coding.tolls.clauses import Clause, Link, mood
from tocsin.coding.tolls.mentions import Mention
from tocsin.coding.tolls.triggers import Trigger
from tocsin.model import Count

_REACHES: Final = listed(
    "to at of is was as now reached reaches reaching hit hits stands stood : - – — , jumps jumped leaps "
    "climbs totalled totaled be being currently least total already"
)


_OPENERS: Final = listed("at more over above nearly almost about around close some just up as well")


_PASSES: Final = listed("tops topped passes passed exceeds exceeded surpasses surpassed beyond past above")


_NEARS: Final = listed("nears neared nearing approaches approached")


def explicit_toll(c: Clause, trigger: Trigger) -> list[Link]:
    """Read "the death toll rose from 41 to 45", "a death toll of 12", "the toll: 12"."""
    if trigger.effect is None or mood(c, trigger):
        return []
    best: Mention | None = None
    for mention in c.mentions:
        if not trigger.end <= mention.first < trigger.end + 22 or mention.form not in ("numeral", "vague"):
            continue
        if any(trigger.end <= t.first < mention.first for t in c.triggers) or ";" in _lows(
            c, trigger, mention
        ):
            break
        rank = _toll_cue(c, trigger, mention)
        if rank is not None:
            best = replace(mention, count=rank)
            break
    return [] if best is None else [Link(trigger, (best,), "toll")]


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
    opens = at(c.tokens, mention.first)
    if before in _REACHES or mention.first == trigger.end or opens in _OPENERS:
        return mention.count
    return None
