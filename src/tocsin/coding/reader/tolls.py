"""Tolls from what the reader marked: how many a mention counts, and what the mentions of one event come to.

The network says what a number is (dead or hurt, of this attack or another, all or some, attackers or not);
the words of the mention say how many (`tolls.numbers`). A named or a single victim counts one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tocsin.coding.reader.adding import groups, included, joined, summed, total, without
from tocsin.coding.reader.people import TOLLS, Counted, People, of_role, people_of, superseded
from tocsin.coding.reader.ranges import others, widened
from tocsin.coding.reader.reading import Reading
from tocsin.coding.tokens import tokenize
from tocsin.coding.tolls import Toll, find_tolls, settle
from tocsin.coding.tolls.shapes import less, size
from tocsin.coding.tolls.trust import tier
from tocsin.model import Count, Span

_SOME: Final = Count(2, None, None)
_SEVERAL: Final = 2
_OF_ONE_ATTACK: Final = 500
"""Dead of one attack, at most; more are those of a campaign or a war."""
_VETO: Final = 0.8
"""The chance from which the reader overrules what words say by rule."""


@dataclass(frozen=True, slots=True)
class Tolls:
    """What one text says in the end about one event; None where it says nothing."""

    killed: Counted | None
    injured: Counted | None
    attackers: Counted | None


def tolls(
    text: str,
    reading: Reading,
    spans: Sequence[Span],
    beyond: Sequence[Span] = (),
    aside: Sequence[Span] = (),
    *,
    of_all: bool = False,
) -> Tolls:
    """Return the dead, the hurt and the dead attackers of the event told in `spans`, with their ranges.

    Of the dead, what the words say by rule goes first, without what the reader holds for another attack's or
    for superseded; of the hurt and of the attackers what the reader marked. Each stands in for the other.
    Where neither knows of any dead, what the sentences `beyond` count stands in, whenever they say that was;
    where nothing is known of the dead or of the hurt, what those `aside` count, which may tell of it, too.
    `of_all` says that `spans` count several attacks together: what the reader takes for another's is theirs.
    """
    best, rivals = read_tolls(text, reading, spans, beyond, aside, of_all=of_all)
    return Tolls(widened(best.killed, rivals.killed), widened(best.injured, rivals.injured), best.attackers)


@dataclass(frozen=True, slots=True)
class Rivals:
    """What else the sentences of an event may be read to count, in order."""

    killed: list[int]
    injured: list[int]


def read_tolls(
    text: str,
    reading: Reading,
    spans: Sequence[Span],
    beyond: Sequence[Span] = (),
    aside: Sequence[Span] = (),
    *,
    of_all: bool = False,
) -> tuple[Tolls, Rivals]:
    """Return what `tolls` does with no other ranges than the words give, and the other counts."""
    found = [people for span in spans for people in people_of(text, reading, span)]
    marked = _marked(text, found)
    # the first sentence is what the event rests on: what it counts is this event's
    told = [
        t
        for i, span in enumerate(spans)
        for t in find_tolls(text, span)
        if i == 0 or of_all or not _vetoed(reading, t)
    ]
    worded = settle(_standing(text, spans, told))
    attackers = marked.attackers or _counted(worded.perpetrators_killed)
    killed = _fuller(text, _counted(worded.killed), marked.killed)
    taken = worded.killed is not None and any(t.without for t in worded.killed[1])
    if killed is not None and attackers is not None and not taken and _may_hold(killed, attackers):
        killed = without(killed, attackers, _victims(text, found))
    if killed is None or killed.count == _SOME:  # "the Jesuits" were counted elsewhere
        killed = _beyond(text, beyond) or killed
    injured = _agreed(marked.injured, _counted(worded.injured), found)
    if aside and (killed is None or injured is None):
        told_aside = settle([t for span in aside for t in find_tolls(text, span)])
        killed, injured = killed or _counted(told_aside.killed), injured or _counted(told_aside.injured)
    rivals = Rivals(others("killed", killed, found, told), others("injured", injured, found, told))
    return Tolls(killed, injured, attackers), rivals


def _standing(text: str, spans: Sequence[Span], told: Sequence[Toll]) -> list[Toll]:
    """Leave out the tolls of earlier counts, where others of their kind are told."""
    old = [t for t in told if any(superseded(text, s, t.span) for s in spans if s.meets(t.span))]
    stand = {(t.effect, t.whom) for t in told if t not in old and not t.background}
    return [t for t in told if t not in old or (t.effect, t.whom) not in stand]


_SURE: Final = 0.6
"""The chance from which the reader's attackers are taken out of a count of the dead."""


def _may_hold(killed: Counted, attackers: Counted) -> bool:
    """Say whether a count of the dead may hold attackers: one of bodies, of people, a death toll."""
    told = killed.grounds[0]
    sure = min(people.probability for people in attackers.grounds) >= _SURE
    return sure and not told.role and tier(told.probability) in ("toll", "everyone", "inferred")


_SOME_OF_ALL: Final = ("inferred", "single", "first")
_LIKELY: Final = 0.5
"""The chance below which the reader's hurt give way to those whom words count."""


def _agreed(marked: Counted | None, worded: Counted | None, found: Sequence[People]) -> Counted | None:
    """Return the hurt that the reader marked, or those whom words count where both speak for that number.

    So too where the reader is unsure.
    """
    exact = worded is not None and (worded.count.best or 0) > 0
    if marked is None or worded is None or not exact or tier(worded.grounds[0].probability) in _SOME_OF_ALL:
        return marked or worded
    both = any(people.count == worded.count for people in of_role(found, "injured"))
    unsure = min(people.probability for people in marked.grounds) < _LIKELY
    return worded if both or unsure else marked


def _fuller(text: str, worded: Counted | None, marked: Counted | None) -> Counted | None:
    """Return what the words count, or what the reader marked where they count some and it more."""
    if worded is None or marked is None:
        return worded or marked
    first = worded.grounds[0]
    how = tier(first.probability)
    fuller = marked.count.best is not None and size(marked.count) > size(worded.count)
    if not fuller or how in ("toll", "everyone", "list"):
        return worded
    several = len(marked.grounds) > 1
    if how in ("inferred", "first") or (how == "single" and several and worded.count.best in (None, 1)):
        return marked
    same = several and any(m.span.meets(first.span) or _told_again(text, m, first) for m in marked.grounds)
    return marked if same and all(joined(text, *pair) for pair in pairwise(marked.grounds)) else worded


def _told_again(text: str, one: People, other: People) -> bool:
    """Say whether two mentions count as many of one kind ("six nuns", then "the six nuns and two more")."""
    heads = [[t.low for t in tokenize(text, each.span) if t.is_word][-1:] for each in (one, other)]
    return one.count == other.count and size(one.count) > 1 and bool(heads[0]) and heads[0] == heads[1]


def _victims(text: str, found: Sequence[People]) -> list[Counted]:
    """What the victims are told to be beside their total: each mention, and what lists add up to."""
    victims, parts = of_role(found, "killed"), of_role(found, "killed.part")
    lists = [summed(group) for group in (*groups(text, victims), *groups(text, parts))]
    return [Counted(m.count, (m,)) for m in victims] + lists


def _beyond(text: str, spans: Sequence[Span]) -> Counted | None:
    """The dead that other sentences count: several, and no more than one attack kills."""
    found = [replace(t, background=False) for span in spans for t in find_tolls(text, span)]
    return _counted(settle([t for t in found if _SEVERAL <= (t.count.best or 0) <= _OF_ONE_ATTACK]).killed)


def _vetoed(reading: Reading, toll: Toll) -> bool:
    """Whether the reader surely holds a toll that words give for another attack's or a superseded one."""
    chances = reading.chances(toll.span)
    role = max(TOLLS, key=lambda r: chances.get(r, 0.0))
    return chances.get(role, 0.0) >= _VETO and role.endswith((".other", ".old")) and not toll.background


def _counted(found: tuple[Count, tuple[Toll, ...]] | None) -> Counted | None:
    if found is None or not found[1]:
        return None
    count, grounds = found
    return Counted(count, tuple(People("", t.span, t.count, t.confidence) for t in grounds))


def _marked(text: str, found: Sequence[People]) -> Tolls:
    """What the people that the reader marked come to."""
    killed = total(text, of_role(found, "killed"))
    injured = total(text, of_role(found, "injured"))
    none = of_role(found, "killed.none")
    if killed is None and none and not of_role(found, "killed.part"):
        killed = Counted(Count(0, 0, 0), (none[0],))
    if injured is None:
        unhurt = of_role(found, "injured.none") or [
            m for m in none if not _OF_THE_DEAD.search(_said(text, m))
        ]
        if unhurt and not of_role(found, "injured.part") and not of_role(found, "killed"):
            injured = Counted(Count(0, 0, 0), (unhurt[0],))
    attackers = of_role(found, "attackers")
    dead_attackers = total(text, attackers)
    among = [a for a in attackers if killed and any(included(text, g, a) for g in killed.grounds)]
    if killed is not None and among:
        killed = Counted(less(killed.count, _at_least(among[0].count)), (*killed.grounds, among[0]))
    elif killed is not None and dead_attackers is not None:
        victims = of_role(found, "killed")
        parts = [Counted(m.count, (m,)) for m in (*victims, *of_role(found, "killed.part"))]
        killed = without(killed, dead_attackers, parts + [summed(g) for g in groups(text, victims)])
    return Tolls(killed, injured, dead_attackers)


_OF_THE_DEAD: Final = re.compile(
    r"^(?!.*(?:hurt|injur|wound|harm|casualt|scath|victim)).*\b(?:deaths?|died|dead|killed|fatal\w*|lives)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words that deny deaths alone."""
_AFTER: Final = 20


def _said(text: str, people: People) -> str:
    """The words of a mention and what follows in its clause ("nobody" "was killed")."""
    after = text[people.span.end : people.span.end + _AFTER]
    return people.span.of(text) + re.split(r"[.;:,!?]", after)[0]


def _at_least(count: Count) -> int:
    """How many a count tells of; somebody, where it does not say."""
    return count.best or count.low or 1
