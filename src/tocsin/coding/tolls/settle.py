"""What the tolls of one event in one document come to.

A document tells one toll many times: in its headline, again with detail, then older figures. In order of
trust: an explicit toll ("the death toll rose to 85"), of which the last told holds; a count of everyone
("12 people were killed"), of which a later one holds only where it is not lower (a lower one is nearly
always a detail); the largest count of one kind of victim; then inferred and first figures. Parts are used
only where there is no whole. Nothing is ever added across sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tocsin.coding.group_list import HOME
from tocsin.coding.tolls.shapes import Settled, Toll, size
from tocsin.model import Count

Result = tuple[Count, tuple[Toll, ...]] | None

_ONLOOKERS: Final = ("witnesses", "residents", "survivors", "locals")
_LOWERED: Final = 0.96
_EXPLICIT: Final = 0.93
_WHOLE: Final = 0.8
_KIND: Final = 0.6
_SINGLE: Final = 0.35


def settle(tolls: Sequence[Toll]) -> Settled:
    """Return what `tolls`, those of one event in one document in text order, come to.

    `killed` and `injured` are without attackers. Background tolls are left out. None where nothing is told.
    """
    now = [toll for toll in tolls if not toll.background]
    dead = [toll for toll in now if toll.effect == "killed"]
    attackers = _attackers([toll for toll in dead if toll.whom == "attackers"])
    return Settled(
        _without_attackers(_best([toll for toll in dead if toll.whom != "attackers"]), attackers),
        _best([toll for toll in now if toll.effect == "injured" and toll.whom != "attackers"]),
        attackers,
    )


def _best(tolls: Sequence[Toll]) -> Result:
    wholes = [toll for toll in tolls if toll.role != "part"]
    chosen = _choose(wholes)
    together = _with_others(tolls, chosen)
    if together is not None:
        return together
    if chosen is None:
        return _from_parts([toll for toll in tolls if toll.role == "part"])
    return _widened(chosen, [toll for toll in wholes if toll.said_by in _ONLOOKERS])


def _with_others(tolls: Sequence[Toll], chosen: Toll | None) -> Result:
    """Add up those who died besides others and the others ("the mayor was shot; two guards also died").

    Who the others were need not be counted anywhere: at least one. A count of everyone goes before.
    """
    dead = [toll for toll in tolls if toll.effect == "killed" and toll.count.best is not None]
    more = [toll for toll in dead if toll.besides]
    whole = chosen is not None and chosen.confidence >= _WHOLE and not chosen.besides
    if whole or not more:
        return None
    most = max(more, key=lambda toll: size(toll.count))
    others = [t for t in dead if not t.besides and t.role != "part"]
    if not others:
        n = size(most.count) + 1
        return Count(n, n, None), (most,)
    before = max(others, key=lambda toll: size(toll.count))
    n = size(most.count) + size(before.count)
    return Count(n, n, n), (before, most)


def _choose(wholes: Sequence[Toll]) -> Toll | None:
    heard = [toll for toll in wholes if toll.said_by not in _ONLOOKERS] or list(wholes)
    heard = _without_boasts(heard)
    tiers: tuple[tuple[float, Callable[[Sequence[Toll]], Toll]], ...] = (
        (_LOWERED, lambda found: found[-1]),
        (_EXPLICIT, _latest_not_lower),
        (_WHOLE, _latest_not_lower),
        (_KIND, _largest),
        (_SINGLE, _largest),
        (0.0, lambda found: found[-1]),
    )
    for floor, pick in tiers:
        found = [toll for toll in heard if toll.confidence >= floor - 1e-9]
        if found:
            return _lede(pick(found), heard) if floor == _WHOLE else pick(found)
    return None


def _without_boasts(heard: list[Toll]) -> list[Toll]:
    """Leave out what armed groups say they killed, where others give a count."""
    others = [toll for toll in heard if toll.said_by not in HOME]
    told = any(toll.confidence >= _KIND and toll.count.best is not None for toll in others)
    return others if told else heard


def _latest_not_lower(tolls: Sequence[Toll]) -> Toll:
    exact = [toll for toll in tolls if toll.count.best is not None] or list(tolls)
    held = exact[0]
    for toll in exact[1:]:
        if size(toll.count) >= size(held.count):
            held = toll
    return held


def _largest(tolls: Sequence[Toll]) -> Toll:
    return max(tolls, key=lambda toll: (toll.count.best is not None, size(toll.count), toll.confidence))


def _lede(chosen: Toll, heard: Sequence[Toll]) -> Toll:
    """Prefer the first toll told where it is larger ("12 soldiers were killed" before "two people died")."""
    first = next(toll for toll in heard if toll.confidence >= _KIND)
    larger = first.count.best is not None and first.count.best > size(chosen.count)
    return first if larger else chosen


def _widened(chosen: Toll, onlookers: Sequence[Toll]) -> tuple[Count, tuple[Toll, ...]]:
    """Let onlookers' larger figures raise the upper end, never the best value."""
    count = chosen.count
    if count.high is None:
        return count, (chosen,)
    above = [toll for toll in onlookers if toll is not chosen and (toll.count.best or 0) > count.high]
    if not above:
        return count, (chosen,)
    high = max(toll.count.best or 0 for toll in above)
    return Count(count.low, count.best, high), (chosen, *above)


def _from_parts(parts: Sequence[Toll]) -> Result:
    """Some of the victims were told of, never all: what is known is a lower end."""
    known = [toll for toll in parts if toll.count.low]
    if not known:
        return None
    most = max(known, key=lambda toll: toll.count.low or 0)
    return Count(most.count.low, None, None), (most,)


def _attackers(tolls: Sequence[Toll]) -> Result:
    wholes = [toll for toll in tolls if toll.role == "total"]
    if not any(toll.confidence >= _KIND for toll in wholes):
        wholes = [toll for toll in tolls if toll.role != "unclear"] or list(tolls)
    if not wholes:
        return None
    most = _largest(wholes)
    count = Count(1, 1, 1) if most.count == Count(1, 1, None) else most.count
    second = [toll for toll in tolls if toll.role == "unclear" and toll is not most]
    if second and count == Count(1, 1, 1):
        return Count(2, 2, 2), (most, second[0])
    return count, (most,)


def _without_attackers(killed: Result, attackers: Result) -> Result:
    """Take the attackers out of a count that is said to include them."""
    if killed is None or killed[1][0].whom != "mixed" or attackers is None:
        return killed
    if attackers[0].best is None:
        return _at_most(killed, attackers)
    n = size(attackers[0])

    def less(value: int | None) -> int | None:
        return None if value is None else max(value - n, 0)

    count = killed[0]
    return Count(less(count.low), less(count.best), less(count.high)), (*killed[1], *attackers[1])


def _at_most(killed: tuple[Count, tuple[Toll, ...]], attackers: tuple[Count, tuple[Toll, ...]]) -> Result:
    """Return what is left where an unknown number of the dead attacked ("100 people, mainly militants")."""
    high = killed[0].high
    if high is None:
        return None
    return Count(None, None, max(high - (attackers[0].low or 0), 0)), (*killed[1], *attackers[1])
