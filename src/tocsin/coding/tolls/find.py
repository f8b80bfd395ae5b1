"""Find the tolls that one sentence tells: mentions of people, words of effect, and what joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.tokens import at, listed, tokenize
from tocsin.coding.tolls import words
from tocsin.coding.tolls.background import is_background, is_vast
from tocsin.coding.tolls.clauses import Clause, Link, chain_right, clause, is_part
from tocsin.coding.tolls.fallen import fallen, is_one_shot
from tocsin.coding.tolls.included import attackers_inside
from tocsin.coding.tolls.linking import blown_up, by_pronoun, link
from tocsin.coding.tolls.mentions import find_mentions
from tocsin.coding.tolls.phrases import Mention
from tocsin.coding.tolls.roles import is_ordinal, role_of
from tocsin.coding.tolls.shapes import Effect, Toll, Whom, added, less, size
from tocsin.coding.tolls.triggers import Trigger, find_triggers
from tocsin.coding.voice import said_by
from tocsin.model import Count, Span

_HINTS: Final = listed(
    "blow blew blows blowing blown victim victims himself herself themselves suicide vest vests belt "
    "belts own"
)
"""Words without which a sentence that has no word of effect tells of nobody's death."""
_RAMMING: Final = listed("rammed ploughed plowed mowed drove ramming ploughing plowing driving")
_QUOTES: Final = ('"', "'", "“", "”", "‘", "’", "«", "»")
"""Marks that stand between a number and its noun in headlines ("'Dozens' killed") and say nothing."""


def find_tolls(text: str, sentence: Span) -> list[Toll]:
    """Return the tolls of `sentence`, in text order; each span lies inside it. Never raises on any text."""
    tokens = [token for token in tokenize(text, sentence) if token.text not in _QUOTES]
    triggers = find_triggers(tokens)
    if not triggers and not any(token.low in _HINTS for token in tokens):
        return []
    effects = frozenset(k for t in triggers for k in range(t.first, t.end))
    c = clause(tokens, triggers, find_mentions(tokens, effects))
    links = [*link(c), *blown_up(c), *by_pronoun(c)]
    links.extend(fallen(c, text, sentence, links))
    links = [_with_lighter(c, one) for one in links]
    links.extend(_parts(c, links))
    voice = said_by(text, sentence)
    tolls = [toll for one in _without_doubles(links) for toll in _tolls(text, c, one, links, effects, voice)]
    return sorted(tolls, key=lambda toll: (toll.span.start, toll.span.end, toll.effect))


_GRADES: Final = listed("slightly lightly seriously badly severely critically moderately gravely")


def _with_lighter(c: Clause, one: Link) -> Link:
    """Add those of "three people were badly hurt and two others slightly"."""
    end = one.trigger.end
    m = c.starts.get(end + 1)
    if one.trigger.effect != "injured" or one.how != "subject" or at(c.tokens, end) != "and" or m is None:
        return one
    lighter = c.mentions[m]
    graded = at(c.tokens, one.trigger.first - 1) in _GRADES and at(c.tokens, lighter.end) in _GRADES
    return replace(one, people=(*one.people, lighter)) if graded else one


def _without_doubles(links: Sequence[Link]) -> list[Link]:
    """Keep one link for each effect and people: "to 45 dead" is a toll and an adjective."""
    seen: set[tuple[Effect | None, int]] = set()
    kept = []
    for one in sorted(links, key=lambda each: each.how != "toll"):
        keys = {(effect, m.first) for m in one.people for effect in _effects(one.trigger)}
        if keys & seen:
            continue
        seen |= keys
        kept.append(one)
    return kept


def _effects(trigger: Trigger) -> tuple[Effect, ...]:
    return ("killed", "injured") if trigger.effect is None else (trigger.effect,)


def _parts(c: Clause, links: Sequence[Link]) -> list[Link]:
    """Link what is told as part of a whole ("including three children") to the effect it belongs to."""
    taken = {m.first for one in links for m in one.people}
    parts: list[Link] = []
    for k, mention in enumerate(c.mentions):
        if mention.first in taken or mention.count.high == 0:
            continue
        host = _among(c, mention)
        if host is None and (is_part(c, k) or (mention.of and mention.noun is None) or _inverted(c, mention)):
            host = _host(c, links, mention)
        if host is not None:
            chain = [c.mentions[m] for m in chain_right(c, k)]
            taken |= {m.first for m in chain}
            parts.append(Link(host, tuple(chain), "part"))
    return parts


def _among(c: Clause, mention: Mention) -> Trigger | None:
    """Return the effect of "three children were among the dead"."""
    j = mention.end
    while at(c.tokens, j) in words.BE or at(c.tokens, j) in words.ADVERBS:
        j += 1
    if at(c.tokens, j) != "among" or j == mention.end:
        return None
    k = c.trigger_starts.get(j + 2, c.trigger_starts.get(j + 3))
    return None if k is None else c.triggers[k]


def _inverted(c: Clause, mention: Mention) -> bool:
    """Say whether "among the dead were" or "the dead were" stands before the mention."""
    j = mention.first - 1
    if at(c.tokens, j) not in words.BE:
        return False
    return (j - 1 in _ends(c) and at(c.tokens, j - 2) in ("the", "those", "people")) or any(
        at(c.tokens, k) == "among" for k in range(max(j - 5, 0), j)
    )


def _ends(c: Clause) -> set[int]:
    return {t.end - 1 for t in c.triggers}


def _host(c: Clause, links: Sequence[Link], mention: Mention) -> Trigger | None:
    before = [one for one in links if one.people[0].first < mention.first and one.trigger.effect is not None]
    bare = [t for t in c.triggers if t.end <= mention.first and t.effect is not None and t.form != "toll"]
    linked = max(before, key=lambda one: max(one.people[-1].end, one.trigger.end), default=None)
    if linked is None and bare:
        return bare[-1]
    if linked is not None:
        return linked.trigger
    return None


def _tolls(
    text: str, c: Clause, one: Link, links: Sequence[Link], effects: frozenset[int], voice: str | None
) -> list[Toll]:
    attackers = [m for m in one.people if _is_attacker(c, m, one, links)]
    victims = [m for m in one.people if m not in attackers]
    first, end = one.people[0].first, max(one.people[-1].end, one.trigger.end)
    past = is_background(text, c.tokens, min(first, one.trigger.first), end, effects)
    tolls = []
    sides: tuple[tuple[list[Mention], Whom], ...] = ((victims, "victims"), (attackers, "attackers"))
    for people, whom in sides:
        if not people or one.old:
            continue
        if whom == "attackers" and people[0].head == "others":
            people = [*_attackers_before(one, links), *people]
        count, kind, taken = _sum(people), whom, 0
        besides = whom == "victims" and _besides(c, one)
        inside = attackers_inside(c, one) if whom == "victims" else None
        if inside is not None and inside.best is not None and inside.best < size(count):
            count, taken = less(count, inside.best), inside.best
        elif inside is not None:
            kind = "mixed"
        for effect in _effects(one.trigger):
            role, confidence = role_of(c, one, people, effect)
            nth = _nth(c, one, people, links) if effect == "killed" and whom == "victims" else None
            if nth is not None:
                count, role = Count(nth, nth, nth), "total"
            if whom == "attackers" and role == "unclear" and not is_ordinal(c, people[0]):
                role = "total"
            span = _evidence(c, one, people)
            background = past or is_vast(count)
            tolls.append(Toll(effect, count, kind, role, background, span, voice, confidence, taken, besides))
    return tolls


_ORDINALS: Final = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip


def _nth(c: Clause, one: Link, people: Sequence[Mention], links: Sequence[Link]) -> int | None:
    """Return the 3 of "a third resident has died", where the sentence tells of nobody else hit."""
    first = people[0]
    n = _ORDINALS.get(at(c.tokens, first.first + 1))
    alone = len(people) == 1 and all(other is one for other in links)
    return n if alone and at(c.tokens, first.first) in ("a", "the") and first.noun is not None else None


def _besides(c: Clause, one: Link) -> bool:
    """Say whether people died besides others told of."""
    first = one.people[0]
    if first.more and at(c.tokens, first.first) != "the":
        return True
    between = c.tokens[one.people[-1].end : one.trigger.first]
    return one.how == "subject" and any(token.low == "also" for token in between)


def _evidence(c: Clause, one: Link, people: Sequence[Mention]) -> Span:
    """Return the people's words, and the word of effect where a bare number alone would say nothing."""
    first, end = people[0].first, people[-1].end
    near = abs(one.trigger.first - first) <= 25
    if near and one.how != "part" and all(m.noun is None for m in people):
        first, end = min(first, one.trigger.first), max(end, one.trigger.end)
    return Span(c.tokens[first].start, c.tokens[end - 1].end)


def _sum(people: Sequence[Mention]) -> Count:
    if len(people) == 1:
        return people[0].count
    if people[0].form == "numeral":  # "six traders and shoppers" has one number for both
        people = [m for m in people if m.form != "plain" or m.count.best is not None]
    counts = [m.count if m.count != Count(1, 1, None) else Count(1, 1, 1) for m in people]
    return added(counts)


def _is_attacker(c: Clause, mention: Mention, one: Link, links: Sequence[Link]) -> bool:
    if mention.head == "attackers" or is_one_shot(c, mention, one.trigger):
        return True
    if mention.end == one.trigger.first and at(c.tokens, one.trigger.end) in words.ATTACKERS:
        return True
    if mention.noun is not None and c.tokens[mention.noun].low == "driver" and mention.form == "definite":
        return any(token.low in _RAMMING for token in c.tokens)
    if (
        mention.head != "others"
        or one.how != "subject"
        or one.trigger.effect != "killed"
        or len(one.people) > 1
    ):
        return False
    before = [m for each in links if each is not one for m in each.people if m.end <= mention.first]
    return bool(before) and max(before, key=lambda m: m.end).head == "attackers"


def _attackers_before(one: Link, links: Sequence[Link]) -> list[Mention]:
    """Return those that "two others" adds to: "one attacker blew himself up and two others were shot"."""
    before = [
        m for each in links if each is not one and each.trigger.effect == "killed" for m in each.people
        if m.head == "attackers" and m.end <= one.people[0].first
    ]  # fmt: skip
    return before[-1:]
