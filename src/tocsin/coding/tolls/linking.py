"""Which people each word of effect takes: its object, its subject, or the number of a death toll."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tocsin.coding.tokens import at, follows
from tocsin.coding.tolls import words
from tocsin.coding.tolls.clauses import UNREAL, Clause, How, Link, chain_right, is_old, leads_to_effect, mood
from tocsin.coding.tolls.explicit import explicit_toll
from tocsin.coding.tolls.phrases import Mention
from tocsin.coding.tolls.subjects import subject
from tocsin.coding.tolls.triggers import Trigger
from tocsin.model import Count

_REFLEXIVE: Final = ("himself", "herself", "itself", "themselves")


_PRONOUNS: Final = ("he", "she", "they", "being")


def link(c: Clause) -> list[Link]:
    """Return the links of the sentence, in the order of their words of effect."""
    objects = {k: _object(c, t) for k, t in enumerate(c.triggers)}
    owned = frozenset(chain[0] for chain in objects.values() if chain)
    links: list[Link] = []
    for k, trigger in enumerate(c.triggers):
        links.extend(_link_one(c, k, trigger, objects[k], owned))
    return links


def _link_one(
    c: Clause, k: int, trigger: Trigger, objects: tuple[int, ...], owned: frozenset[int]
) -> list[Link]:
    if trigger.form == "toll":
        return explicit_toll(c, trigger)
    said = mood(c, trigger)
    if said == "not":
        return _none_hit(c, trigger)
    if said == "unreal":
        return []
    reflexive = _reflexive(c, trigger)
    if objects:
        return [*reflexive, *_made(c, k, trigger, objects, "object")]
    if trigger.form == "active" or reflexive:
        return reflexive
    subjects = subject(c, trigger, owned)
    if subjects and at(c.tokens, c.mentions[subjects[0]].first - 1) in ("want", "wants", "wanted"):
        return []
    subjects = (*subjects, *_company(c, trigger)) if subjects else subjects
    return _made(c, k, trigger, subjects, "subject") if subjects else []


_COMPANY: Final = 16
"""Tokens after a word of effect in which those are named who shared it."""


def _company(c: Clause, trigger: Trigger) -> tuple[int, ...]:
    """Return those of "the nurse was killed in a lane, together with her driver and a guard"."""
    for j in range(trigger.end, min(trigger.end + _COMPANY, len(c.tokens))):
        if j in c.trigger_tokens or at(c.tokens, j) in (";", ":"):
            return ()
        m = None
        if at(c.tokens, j) in ("together", "along") and at(c.tokens, j + 1) == "with":
            m = c.starts.get(j + 2)
        elif follows(c.tokens, j, ("as", "well", "as")):
            m = c.starts.get(j + 3)
        if m is not None and c.mentions[m].head != "attackers":
            return chain_right(c, m)
    return ()


def _made(c: Clause, k: int, trigger: Trigger, chain: tuple[int, ...], how: How) -> list[Link]:
    people = tuple(_restricted(c, c.mentions[m], trigger) for m in chain)
    zero = len(people) == 1 and people[0].count.high == 0
    partners = _partners(c, k)
    if zero:
        if people[0].head not in ("generic", "bare") or people[0].more or _too_early(c, people[0]):
            return []
        return [Link(t, people, how) for t in (trigger, *partners)]
    if trigger.effect is None or any(t.effect != trigger.effect for t in partners):
        return []
    return [Link(trigger, people, how, old=is_old(c, people[0]))]


def _restricted(c: Clause, mention: Mention, trigger: Trigger) -> Mention:
    """Count the nine where "two of the nine soldiers who died", "... killed there" says that all were."""
    bare = mention.end == trigger.first and trigger.form == "either"
    if mention.whole is None or not (bare or at(c.tokens, mention.end) == "who"):
        return mention
    return replace(mention, count=mention.whole, of=False)


def _too_early(c: Clause, mention: Mention) -> bool:
    """Say whether "no casualties" only means none known yet, or none besides those told of."""
    return any(
        token.low in ("immediate", "immediately", "word", "unclear", "else", "further", "known")
        for token in c.tokens[max(mention.first - 6, 0) : mention.end + 8]
    )


def _partners(c: Clause, k: int) -> list[Trigger]:
    """Return words of effect joined to the k-th by "or" or "and" alone ("killed or injured")."""
    partners = []
    for step in (1, -1):
        other = k + step
        if not 0 <= other < len(c.triggers):
            continue
        left, right = (c.triggers[k], c.triggers[other]) if step > 0 else (c.triggers[other], c.triggers[k])
        if right.first == left.end + 1 and at(c.tokens, left.end) in ("or", "and", "nor", "/"):
            partners.append(c.triggers[other])
    return partners


def _none_hit(c: Clause, trigger: Trigger) -> list[Link]:
    """ "did not hurt anyone" is a toll of none; any other denial says nothing."""
    if at(c.tokens, trigger.end) not in ("anyone", "anybody", "any"):
        return []
    zero = Mention(trigger.end, trigger.end + 1, Count(0, 0, 0), "bare", "numeral", None)
    return [Link(trigger, (zero,), "object")]


def _reflexive(c: Clause, trigger: Trigger) -> list[Link]:
    j = trigger.end + (at(c.tokens, trigger.end) == "both")
    if at(c.tokens, j) not in _REFLEXIVE or trigger.effect != "killed":
        return []
    return [Link(trigger, (themselves(c, j),), "self")]


def themselves(c: Clause, j: int) -> Mention:
    """Return the attackers that the reflexive pronoun at `j` stands for."""
    count = Count(1, 1, 1)
    if at(c.tokens, j) == "themselves":
        before = [m for m in c.mentions if m.end <= j and m.head == "attackers"]
        count = before[-1].count if before else Count(2, None, None)
    return Mention(j, j + 1, count, "attackers", "article", None)


def _object(c: Clause, trigger: Trigger) -> tuple[int, ...]:
    if trigger.form not in ("active", "either", "noun", "weak"):
        return ()
    j = trigger.end
    if trigger.form == "noun":
        if at(c.tokens, j) not in ("of", "to", "among"):
            return ()
        j += 1
    elif at(c.tokens, j) == "of" and trigger.form == "active":
        j += 1
    if at(c.tokens, j) == "both":
        j += 1
    if at(c.tokens, j) in _REFLEXIVE:
        j += 1
        j += 1 if at(c.tokens, j) in ("and", "along") else 0
    m = c.starts.get(j)
    if m is None:
        m = _name_at(c, j)
    if m is None or _passive(c, trigger):
        return ()
    if trigger.form in ("either", "weak") and (
        leads_to_effect(c, c.mentions[m]) or _attributive(c, trigger, m)
    ):
        return ()
    return chain_right(c, m, headline=c.tokens[trigger.first].low in ("kill", "kills", "injures", "wounds"))


_LONG_NAME: Final = 8


def _name_at(c: Clause, j: int) -> int | None:
    """Return the mention that ends a name beginning at `j` ("killed treasurer Fadi Sawaya and his son")."""
    for k in range(j, min(j + _LONG_NAME, len(c.tokens))):
        if not c.tokens[k].is_word or c.tokens[k].low in words.STOPS or k in c.trigger_tokens:
            return None
        m = c.starts.get(k)
        if m is not None:
            return m if c.mentions[m].noun is None and c.mentions[m].form == "article" else None
    return None


def _attributive(c: Clause, trigger: Trigger, m: int) -> bool:
    """Say whether the word of effect stands between a number and its noun ("93 injured people")."""
    number = c.ends.get(trigger.first)
    return number is not None and c.mentions[number].head == "bare" and c.mentions[m].form == "plain"


def _passive(c: Clause, trigger: Trigger) -> bool:
    j = trigger.first - 1
    while at(c.tokens, j) in words.ADVERBS and j not in c.ends:
        j -= 1
    return trigger.form in ("either", "weak") and at(c.tokens, j) in words.BE


def blown_up(c: Clause) -> list[Link]:
    """Return the attackers who "blew themselves up"."""
    links = []
    for i, token in enumerate(c.tokens):
        if token.low not in ("blew", "blow", "blows", "blowing", "blown"):
            continue
        up = at(c.tokens, i + 1) in _REFLEXIVE and at(c.tokens, i + 2) == "up"
        if up and at(c.tokens, i - 1) not in UNREAL | {"not"}:
            trigger = Trigger(i, i + 3, "killed", "intransitive")
            links.append(Link(trigger, (themselves(c, i + 1),), "self"))
    return links


def by_pronoun(c: Clause) -> list[Link]:
    """Return attackers hit behind a pronoun ("a gunman opened fire before he was shot dead")."""
    links = []
    for trigger in c.triggers:
        j = trigger.first - 1
        while at(c.tokens, j) in (words.BE | words.ADVERBS) - {"being"} and j > 0:
            j -= 1
        word = at(c.tokens, j)
        passive = word == "being" or at(c.tokens, j + 1) in words.BE
        if (
            word not in _PRONOUNS
            or trigger.effect != "killed"
            or trigger.form not in ("either", "intransitive")
        ):
            continue
        before = [m for m in c.mentions if m.end <= j and m.head != "generic"]
        attackers = before and before[0].head == "attackers" and (passive or trigger.form == "intransitive")
        if attackers and before[0].form != "plain":
            one = replace(before[0], first=j, end=j + 1, noun=None)
            links.append(Link(trigger, (one,), "subject"))
    return links
