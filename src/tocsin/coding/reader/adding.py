"""What mentions of people come to: lists that one sentence adds up, victims told one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tocsin.coding.reader.people import Counted, People
from tocsin.coding.tokens import listed, tokenize
from tocsin.coding.tolls.shapes import added, size
from tocsin.coding.tolls.words import spells_out
from tocsin.model import Count, Span

_AND: Final = listed("and plus along together with as well")
_ONE_EACH: Final = Count(1, 1, 1)
_DEFINITE: Final = listed("the this that those these both all he she they his her their him them")
_INDEFINITE: Final = listed("a an one another")
_BREAK: Final = re.compile(r"[.!?;:\n]")
_JOINT: Final = 60
"""Code points between two mentions that one sentence adds up."""
_INCLUDED: Final = listed("including counting included includes")


def total(text: str, found: Sequence[People]) -> Counted | None:
    """Return what the mentions come to: of single mentions and of such as one sentence adds up, the largest.

    Where all are single victims, each told anew ("a nurse", "Anwar Mirjat"), they are added up over the text.
    """
    sums = [Counted(m.count, (m,)) for m in found] + [summed(group) for group in groups(text, found)]
    again = _said_of(text, found)
    new = _new(text, [m for m in found if m not in again])
    if len(new) > 1 and all(m.count == _ONE_EACH for m in found):
        sums.append(summed(new))
    sums = [s for s in sums if size(s.count) > 0 or s.count.high]
    if not sums:
        return None
    best = max(sums, key=lambda s: (s.count.best is not None, size(s.count), -s.grounds[0].span.start))
    vague = max(sums, key=lambda s: size(s.count))
    return best if size(best.count) >= size(vague.count) or best.count.best != 1 else vague


def _new(text: str, found: Sequence[People]) -> list[People]:
    """Mentions that do not speak of victims told before.

    No "the dead man", no name that came already, and no bare name beside, or in a later sentence than,
    somebody who was only described ("a radio host was shot … Oraz Gulmed, 41, …").
    """
    seen: set[str] = set()
    nameless: list[People] = []
    kept = []
    for mention in found:
        tokens = tokenize(text, mention.span)
        names = {t.low for t in tokens if t.capital and t.low not in _DEFINITE | _INDEFINITE}
        told = not tokens or tokens[0].low in _DEFINITE or bool(names & seen)
        if not told and tokens[0].low not in _INDEFINITE and mention.count == _ONE_EACH:
            who = next((n for n in nameless if _may_be(text, n, mention)), None)
            if who is not None:
                nameless.remove(who)
                told = True
        if not told:
            kept.append(mention)
            if tokens[0].low in _INDEFINITE and not tokens[-1].capital:
                nameless.append(mention)
        seen |= names
    return kept


def _may_be(text: str, described: People, named: People) -> bool:
    """Say whether a name comes in a later sentence than a description, or right after it and a comma."""
    between = Span(described.span.end, named.span.start)
    return bool(_BREAK.search(between.of(text))) or between.of(text).strip() == ","


def without(killed: Counted, attackers: Counted, found: Sequence[Counted]) -> Counted:
    """Take attackers out of a total that others told show to hold them: 9 dead, 4 of them, 5 attackers."""
    n, theirs = size(killed.count), size(attackers.count)
    rest = [c for c in found if 0 < size(c.count) == n - theirs]
    return rest[0] if rest and theirs else killed


def groups(text: str, found: Sequence[People]) -> list[list[People]]:
    """Mentions that one sentence joins by commas and "and", so that they are added up."""
    whole = [_to_last_and(text, group) for group in _strings(text, found)]
    return [group for group in whole if len(group) > 1 and not _spelt(text, group)]


def _said_of(text: str, found: Sequence[People]) -> list[People]:
    """Mentions that say who those before them are ("a bystander, a student of 20, was grazed")."""
    rest = [m for group in _strings(text, found) for m in group[len(_to_last_and(text, group)) :]]
    return [m for m in rest if any(t.low in _INDEFINITE for t in tokenize(text, m.span)[:1])]


def _strings(text: str, found: Sequence[People]) -> list[list[People]]:
    """Mentions between which nothing but commas and "and" stand."""
    lists: list[list[People]] = []
    for mention in found:
        last = lists[-1][-1] if lists else None
        if last is not None and joined(text, last, mention):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    return lists


def _spelt(text: str, group: Sequence[People]) -> bool:
    """Say whether a list spells out the number that it begins with ("three reporters, two Poles …")."""
    whole, *those = group
    heads = [{t.low for t in tokenize(text, m.span)} for m in group]
    return len(those) > 1 and spells_out(whole.count.best, [size(m.count) for m in those], heads)


def _to_last_and(text: str, group: Sequence[People]) -> list[People]:
    """Leave out what commas alone join at the end: it says who those before it are."""
    ends = [i for i, pair in enumerate(pairwise(group)) if _gap(*pair).of(text).strip() != ","]
    return list(group[: ends[-1] + 2]) if ends else list(group[:1])


def _gap(left: People, right: People) -> Span:
    return Span(left.span.end, right.span.start)


def joined(text: str, left: People, right: People) -> bool:
    """Say whether commas and "and" alone stand between two mentions."""
    gap = _gap(left, right)
    if not 0 <= gap.end - gap.start <= _JOINT or _BREAK.search(gap.of(text)):
        return False
    words = [t.low for t in tokenize(text, gap) if t.is_word]
    return all(w in _AND for w in words) and (bool(words) or "," in gap.of(text))


def summed(group: Sequence[People]) -> Counted:
    """Return what the mentions add up to."""
    return Counted(added([m.count for m in group]), tuple(group))


def included(text: str, whole: People, attackers_: People) -> bool:
    """Say whether attackers are told right after a count as included in it."""
    between = Span(whole.span.end, attackers_.span.start)
    return 0 <= between.end - between.start <= 40 and any(t.low in _INCLUDED for t in tokenize(text, between))
