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

from tocsin.coding.reader.counting import count_of
from tocsin.coding.reader.reading import Reading, family
from tocsin.coding.reader.schema import MENTIONS
from tocsin.coding.tokens import Token, listed, tokenize
from tocsin.coding.tolls import Toll, find_tolls, settle
from tocsin.coding.tolls.clauses import clause, mood
from tocsin.coding.tolls.mentions import find_mentions
from tocsin.coding.tolls.triggers import Trigger, find_triggers
from tocsin.model import Count, Span

_AND: Final = listed("and plus along together with as well")
_ONE_EACH: Final = Count(1, 1, 1)
_SOME: Final = Count(2, None, None)
_DEFINITE: Final = listed("the this that those these both all he she they his her their him them")
_INDEFINITE: Final = listed("a an one another")
_BREAK: Final = re.compile(r"[.!?;:\n]")
_JOINT: Final = 60
"""Code points between two mentions that one sentence adds up."""
_INCLUDED: Final = listed("including counting included includes")


_SEVERAL: Final = 2
_OF_ONE_ATTACK: Final = 500
"""Dead of one attack, at most; more are those of a campaign or a war."""
_VETO: Final = 0.8
"""The chance from which the reader overrules what words say by rule."""
_LEAST: Final = 0.35
"""The chance from which a mention of people is a toll."""
_TOLLS: Final = tuple(role for role in MENTIONS if family(role) == "toll")


@dataclass(frozen=True, slots=True)
class People:
    """People whom a sentence counts, what the reader takes them for, and how sure it is."""

    role: str
    span: Span
    count: Count
    probability: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A count and the mentions that it rests on."""

    count: Count
    grounds: tuple[People, ...]


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
) -> Tolls:
    """Return the dead, the hurt and the dead attackers of the event told in `spans`.

    Of the dead, what the words say by rule goes first, without what the reader holds for another attack's or
    for superseded; of the hurt and of the attackers what the reader marked. Each stands in for the other.
    Where neither knows of any dead, what the sentences `beyond` count stands in, whenever they say that was;
    where nothing is known of the dead or of the hurt, what those `aside` count, which may tell of it, too.
    """
    found = [people for span in spans for people in _people(text, reading, span)]
    marked = _marked(text, found)
    # the first sentence is what the event rests on: what it counts is this event's
    told = [
        t for i, span in enumerate(spans) for t in find_tolls(text, span) if i == 0 or not _vetoed(reading, t)
    ]
    worded = settle(told)
    attackers = marked.attackers or _counted(worded.perpetrators_killed)
    killed = _fuller(text, _counted(worded.killed), marked.killed)
    taken = worded.killed is not None and any(t.without for t in worded.killed[1])
    everyone = killed is not None and killed.grounds[0].probability in _EVERYONE
    if killed is not None and attackers is not None and everyone and not taken and _sure(attackers):
        killed = _without(killed, attackers, _victims(text, found))
    if killed is None or killed.count == _SOME:  # "the Jesuits" were counted elsewhere
        killed = _beyond(text, beyond) or killed
    injured = marked.injured or _counted(worded.injured)
    if aside and (killed is None or injured is None):
        others = settle([t for span in aside for t in find_tolls(text, span)])
        killed, injured = killed or _counted(others.killed), injured or _counted(others.injured)
    return Tolls(killed, injured, attackers)


_PLAIN: Final = 0.8
"""From what confidence on words count everyone, and not one kind of victim."""
_UNSURE: Final = (0.3, 0.6)
_EVERYONE: Final = (0.6, 0.9, 0.95)
"""Confidences of counts that may hold attackers: of bodies, of people, of a death toll."""


_SINGLE: Final = 0.55
"""Confidence up to which words count somebody, of whom there may be more."""


def _sure(attackers: Counted) -> bool:
    return min(people.probability for people in attackers.grounds) >= _UNSURE[1]


_NEXT: Final = 12
"""Code points between a word of effect and those whom it takes."""


def _unreal(tokens: Sequence[Token], triggers: Sequence[Trigger]) -> list[int]:
    """Where words of effect end that tell of what did not happen ("a plot to assassinate the writer")."""
    c = clause(tokens, triggers, [])
    return [tokens[t.end - 1].end for t in triggers if t.form == "active" and mood(c, t) == "unreal"]


_OVERTAKEN: Final = re.compile(r"(?:\bnot|\brather than|\binstead of|\bfrom)\s+$", re.IGNORECASE)
_LONGEST_CUE: Final = 16


def _is_overtaken(text: str, span: Span) -> bool:
    """Say whether a bare number is given as the wrong or the former one ("five men, not six")."""
    bare = len(tokenize(text, span)) == 1
    return bare and bool(_OVERTAKEN.search(text[max(span.start - _LONGEST_CUE, 0) : span.start]))


def _is_age(text: str, span: Span) -> bool:
    """Say whether a number stands between commas as an age does ("the sheikh, 49, was shot")."""
    before, after = text[: span.start].rstrip(), text[span.end :].lstrip()
    return span.of(text).isdigit() and before.endswith(",") and after.startswith((",", ";", "."))


def _fuller(text: str, worded: Counted | None, marked: Counted | None) -> Counted | None:
    """Return what the words count, or what the reader marked where they count one kind of victim and it more."""
    if worded is None or marked is None:
        return worded or marked
    first = worded.grounds[0]
    if first.probability >= _PLAIN or marked.count.best is None or _size(marked.count) <= _size(worded.count):
        return worded
    if first.probability in _UNSURE:
        return marked
    if first.probability <= _SINGLE and len(marked.grounds) > 1 and worded.count.best in (None, 1):
        return marked
    listed_ = len(marked.grounds) > 1 and any(_meet(m.span, first.span) for m in marked.grounds)
    near = all(_joined(text, l, r) for l, r in pairwise(marked.grounds))
    return marked if listed_ and near else worded


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _victims(text: str, found: Sequence[People]) -> list[Counted]:
    """What the victims of an event are told to be beside its total: each mention, and what lists add up to."""
    victims, parts = _of(found, "killed"), _of(found, "killed.part")
    lists = [_sum(group) for group in (*_groups(text, victims), *_groups(text, parts))]
    return [Counted(m.count, (m,)) for m in victims] + lists


def _beyond(text: str, spans: Sequence[Span]) -> Counted | None:
    """The dead that other sentences count: several, and no more than one attack kills."""
    found = [replace(t, background=False) for span in spans for t in find_tolls(text, span)]
    return _counted(settle([t for t in found if _SEVERAL <= (t.count.best or 0) <= _OF_ONE_ATTACK]).killed)


def _vetoed(reading: Reading, toll: Toll) -> bool:
    """Whether the reader surely holds a toll that words give for another attack's or a superseded one."""
    chances = reading.chances(toll.span)
    role = max(_TOLLS, key=lambda r: chances.get(r, 0.0))
    return chances.get(role, 0.0) >= _VETO and role.endswith((".other", ".old")) and not toll.background


def _counted(found: tuple[Count, tuple[Toll, ...]] | None) -> Counted | None:
    if found is None or not found[1]:
        return None
    count, grounds = found
    return Counted(count, tuple(People("", t.span, t.count, t.confidence) for t in grounds))


def _marked(text: str, found: Sequence[People]) -> Tolls:
    """What the people that the reader marked come to."""
    killed = _total(text, _of(found, "killed"))
    injured = _total(text, _of(found, "injured"))
    none = _of(found, "killed.none")
    if killed is None and none and not _of(found, "killed.part"):
        killed = Counted(Count(0, 0, 0), (none[0],))
    if injured is None:
        unhurt = _of(found, "injured.none") or none
        if unhurt and not _of(found, "injured.part") and not _of(found, "killed"):
            injured = Counted(Count(0, 0, 0), (unhurt[0],))
    attackers = _of(found, "attackers")
    dead_attackers = _total(text, attackers)
    among = [a for a in attackers if killed and any(_included(text, g, a) for g in killed.grounds)]
    if killed is not None and among:
        killed = Counted(_less(killed.count, among[0].count), (*killed.grounds, among[0]))
    elif killed is not None and dead_attackers is not None:
        victims = _of(found, "killed")
        parts = [Counted(m.count, (m,)) for m in (*victims, *_of(found, "killed.part"))]
        killed = _without(killed, dead_attackers, parts + [_sum(g) for g in _groups(text, victims)])
    return Tolls(killed, injured, dead_attackers)


def _of(found: Sequence[People], role: str) -> list[People]:
    return [people for people in found if people.role == role]


def _people(text: str, reading: Reading, sentence: Span) -> list[People]:
    """The tolls of one sentence: what words count as people and what the reader found, each stretch once."""
    tokens = tokenize(text, sentence)
    triggers = find_triggers(tokens)
    effects = frozenset(k for t in triggers for k in range(t.first, t.end))
    unreal = _unreal(tokens, triggers)
    pool = {
        Span(tokens[m.first].start, tokens[m.end - 1].end): m.count for m in find_mentions(tokens, effects)
    }
    for mention in reading.within([sentence], *_TOLLS):
        pool = {
            s: c for s, c in pool.items() if not (mention.span.start <= s.start and s.end <= mention.span.end)
        }
        pool[mention.span] = count_of(text, mention.span)
    held = []
    for span, count in pool.items():
        if _is_age(text, span) or _is_overtaken(text, span) or any(end <= span.start <= end + _NEXT for end in unreal):
            continue
        chances = reading.chances(span)
        role = max(_TOLLS, key=lambda r: chances.get(r, 0.0))
        if chances.get(role, 0.0) >= _LEAST:
            held.append(People(role, span, count, min(chances[role], 1.0)))
    kept: list[People] = []
    for people in sorted(held, key=lambda p: (-p.probability, p.span.start - p.span.end)):
        if not any(people.span.start < k.span.end and k.span.start < people.span.end for k in kept):
            kept.append(people)
    return sorted(kept, key=lambda p: p.span.start)


def _total(text: str, found: Sequence[People]) -> Counted | None:
    """Return what the mentions come to: of single mentions and of such as one sentence adds up, the largest.

    Where all are single victims, each told anew ("a nurse", "Anwar Mirjat"), they are added up over the text.
    """
    sums = [Counted(m.count, (m,)) for m in found] + [_sum(group) for group in _groups(text, found)]
    new = _new(text, found)
    if len(new) > 1 and all(m.count == _ONE_EACH for m in found):
        sums.append(_sum(new))
    sums = [s for s in sums if _size(s.count) > 0 or s.count.high]
    if not sums:
        return None
    best = max(sums, key=lambda s: (s.count.best is not None, _size(s.count), -s.grounds[0].span.start))
    vague = max(sums, key=lambda s: _size(s.count))
    return best if _size(best.count) >= _size(vague.count) or best.count.best != 1 else vague


def _new(text: str, found: Sequence[People]) -> list[People]:
    """Mentions that do not speak of victims told before.

    No "the dead man", no name that came already, and no bare name in a later sentence than somebody who was
    only described ("a radio host was shot ... Oraz Gulmedov, 41, ...").
    """
    seen: set[str] = set()
    nameless: list[People] = []
    kept = []
    for mention in found:
        tokens = tokenize(text, mention.span)
        names = {t.low for t in tokens if t.capital and t.low not in _DEFINITE | _INDEFINITE}
        told = not tokens or tokens[0].low in _DEFINITE or bool(names & seen)
        if not told and tokens[0].low not in _INDEFINITE and mention.count == _ONE_EACH:
            who = next((n for n in nameless if _BREAK.search(text, n.span.end, mention.span.start)), None)
            if who is not None:
                nameless.remove(who)
                told = True
        if not told:
            kept.append(mention)
            if tokens[0].low in _INDEFINITE and not tokens[-1].capital:
                nameless.append(mention)
        seen |= names
    return kept


def _without(killed: Counted, attackers: Counted, found: Sequence[Counted]) -> Counted:
    """Take attackers out of a total that others told show to hold them: 9 dead, 4 of them, 5 attackers."""
    n, theirs = _size(killed.count), _size(attackers.count)
    rest = [c for c in found if 0 < _size(c.count) == n - theirs]
    return rest[0] if rest and theirs else killed


def _groups(text: str, found: Sequence[People]) -> list[list[People]]:
    """Mentions that one sentence joins by commas and "and"."""
    groups: list[list[People]] = []
    for mention in found:
        last = groups[-1][-1] if groups else None
        if last is not None and _joined(text, last, mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [listed_ for group in groups if len(listed_ := _to_last_and(text, group)) > 1]


def _to_last_and(text: str, group: Sequence[People]) -> list[People]:
    """Leave out what commas alone join at the end: it says who those before it are."""
    ends = [i for i, pair in enumerate(pairwise(group)) if "," != _gap(text, *pair).of(text).strip()]
    return list(group[: ends[-1] + 2]) if ends else list(group[:1])


def _gap(text: str, left: People, right: People) -> Span:
    return Span(left.span.end, right.span.start)


def _joined(text: str, left: People, right: People) -> bool:
    gap = _gap(text, left, right)
    if not 0 <= gap.end - gap.start <= _JOINT or _BREAK.search(gap.of(text)):
        return False
    words = [t.low for t in tokenize(text, gap) if t.is_word]
    return all(w in _AND for w in words) and (bool(words) or "," in gap.of(text))


def _sum(group: Sequence[People]) -> Counted:
    counts = [m.count for m in group]

    def add(values: Sequence[int | None]) -> int | None:
        known = [v for v in values if v is not None]
        return sum(known) if len(known) == len(values) else None

    low = sum(c.low or 0 for c in counts)
    count = Count(low, add([c.best for c in counts]), add([c.high for c in counts]))
    return Counted(count, tuple(group))


def _included(text: str, whole: People, attackers_: People) -> bool:
    between = Span(whole.span.end, attackers_.span.start)
    return 0 <= between.end - between.start <= 40 and any(t.low in _INCLUDED for t in tokenize(text, between))


def _less(count: Count, attackers_: Count) -> Count:
    n = attackers_.best or attackers_.low or 1

    def less(value: int | None) -> int | None:
        return None if value is None else max(value - n, 0)

    return Count(less(count.low), less(count.best), less(count.high))


def _size(count: Count) -> int:
    return count.best if count.best is not None else count.low if count.low is not None else count.high or 0
