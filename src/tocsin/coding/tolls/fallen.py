"""Attackers who died: shot by the police, by their own hand, or as bombers who carried the charge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.tokens import at, listed, tokenize
from tocsin.coding.tolls import words
from tocsin.coding.tolls.clauses import UNREAL, Clause, Link
from tocsin.coding.tolls.mentions import find_mentions
from tocsin.coding.tolls.phrases import Mention
from tocsin.coding.tolls.triggers import Trigger
from tocsin.model import Count, Span

_FORCES: Final = listed(
    "police policemen policeman officers officer troops soldiers commandos guards guard forces gendarmes "
    "marksmen marksman snipers sniper agents deputies swat army marines guardsmen squad"
)
_MEN: Final = listed(
    "man men youth youths driver drivers brothers teenager teenagers pair suspect suspects couple"
)
_ARMED: Final = listed(
    "armed wanted took attacked stormed opened fired holding held suspected attackers hostages"
)
_DEEDS: Final = listed("took attacked opened stormed fired stabbed detonated rammed seized ambushed raided")
"""Words after "who" that make people the attackers ("the man who fired on them is dead")."""
_PRONOUNS: Final = ("him", "her", "them")
_BREAKS: Final = listed("; : who which")
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z“\"])|\n+")
_LOOK_BACK: Final = 400
"""Characters before a sentence in which stands whom its pronoun means."""


def by_forces(c: Clause, trigger: Trigger) -> bool:
    """Say whether police or soldiers did it ("Police shot dead ...", "... was killed by guards")."""
    for j in range(trigger.end, min(trigger.end + 9, len(c.tokens))):
        if at(c.tokens, j) == "by":
            return any(at(c.tokens, k) in _FORCES for k in range(j + 1, j + 5))
    if trigger.form not in ("active", "either", "weak") or at(c.tokens, trigger.first - 1) in words.BE:
        return False
    for j in range(trigger.first - 1, max(trigger.first - 11, -1), -1):
        if at(c.tokens, j) in _BREAKS or at(c.tokens, j) in words.BE:
            return False
        if at(c.tokens, j) in _FORCES:
            return True
    return False


def is_one_shot(c: Clause, mention: Mention, trigger: Trigger) -> bool:
    """Say whether police or soldiers shot "the driver", "two men who took hostages"; not "two protesters"."""
    if mention.noun is None and at(c.tokens, mention.first) == "both" and at(c.tokens, 0) == "they":
        return by_forces(c, trigger)
    if mention.noun is None or trigger.form == "noun":
        return False
    if at(c.tokens, mention.end) == "who" and at(c.tokens, mention.end + 1) in _DEEDS:
        return mention.head in ("specific", "attackers", "generic")
    noun = c.tokens[mention.noun].low
    if noun not in _MEN and not noun.endswith("-year-old"):
        return False
    armed = any(token.low in _ARMED for token in c.tokens[: trigger.end + 12])
    definite = mention.form == "definite" or at(c.tokens, mention.first) in ("the", "both", "these")
    return (definite or armed) and by_forces(c, trigger)


def fallen(c: Clause, text: str, sentence: Span, links: Sequence[Link]) -> list[Link]:
    """Return the deaths of attackers that no noun phrase beside a word of effect tells."""
    taken = {one.trigger.first for one in links}
    own = _by_own_hand(c, taken)
    found = own or ([] if any(one.how == "self" for one in links) else _bombers(c, links))
    for trigger in c.triggers:
        if trigger.effect == "killed" and trigger.first not in taken and trigger.form != "toll":
            found.extend(
                _shot_him(c, trigger) or _he_was_shot(c, trigger, text, sentence) or _the_man(c, trigger)
            )
    return found


def _shot_him(c: Clause, trigger: Trigger) -> list[Link]:
    """Read "police shot him dead", "officers killed them"."""
    pronoun = at(c.tokens, trigger.end)
    if pronoun not in _PRONOUNS or trigger.form not in ("active", "either") or not by_forces(c, trigger):
        return []
    return [Link(trigger, (_attackers(c, trigger.end, many=pronoun == "them"),), "object")]


def _attackers(c: Clause, j: int, *, many: bool) -> Mention:
    count = Count(1, 1, 1)
    if many:
        before = [m for m in c.mentions if m.end <= j and m.head == "attackers" and m.count.best]
        count = before[0].count if before else Count(2, None, None)
    return Mention(j, j + 1, count, "attackers", "article", None)


def _he_was_shot(c: Clause, trigger: Trigger, text: str, sentence: Span) -> list[Link]:
    """Read "He was shot dead by police", and "He ... and died there" of the attacker told of before."""
    if at(c.tokens, 0) not in ("he", "she", "they") or trigger.form not in ("either", "intransitive"):
        return []
    before = at(c.tokens, trigger.first - 1)
    near = trigger.first <= 4 and before in words.BE | words.ADVERBS | words.HAVE | {
        "he",
        "she",
        "both",
        "all",
    }
    if not near and before != "and":
        return []
    if not (near and by_forces(c, trigger)) and not _attacker_before(text, sentence):
        return []
    they = _attackers(c, 0 if near else trigger.first, many=at(c.tokens, 0) == "they")
    return [Link(trigger, (they,), "subject")]


def _attacker_before(text: str, sentence: Span) -> bool:
    """Say whether the sentence before is about one attacker."""
    head = text[max(sentence.start - _LOOK_BACK, 0) : sentence.start].rstrip()
    start = max((hit.end() for hit in _SENTENCE_END.finditer(head)), default=0)
    base = sentence.start - len(text[max(sentence.start - _LOOK_BACK, 0) : sentence.start])
    tokens = tokenize(text, Span(base + start, base + len(head)))
    people = [m for m in find_mentions(tokens, frozenset()) if m.form != "plain"]
    return bool(people) and people[0].head == "attackers" and people[0].count.low == 1


def _the_man(c: Clause, trigger: Trigger) -> list[Link]:
    """Read "the man, who had turned 29, acted alone and was killed by officers"."""
    if (
        trigger.form != "either"
        or at(c.tokens, trigger.first - 1) not in words.BE
        or not by_forces(c, trigger)
    ):
        return []
    before = [m for m in c.mentions if m.end <= trigger.first and m.form == "definite" and m.count.low == 1]
    if not before or before[-1].noun is None:
        return []
    if c.tokens[before[-1].noun].low not in _MEN and before[-1].head != "attackers":
        return []
    return [Link(trigger, (replace(before[-1], head="attackers", count=Count(1, 1, 1)),), "subject")]


def _by_own_hand(c: Clause, taken: set[int]) -> list[Link]:
    """Read "took his own life", "turned the gun on himself", "set off his explosive vest"."""
    found = []
    for i in range(len(c.tokens)):
        end, plural = _own_hand(c, i)
        if end and i not in taken and at(c.tokens, i - 1) not in UNREAL | {"not"}:
            trigger = Trigger(i, end, "killed", "intransitive")
            found.append(Link(trigger, (_attackers(c, i, many=plural),), "self"))
    return found


_SELF: Final = ("himself", "herself", "themselves")
_OWN: Final = ("his", "her", "their")
_CHARGES: Final = listed("vest vests belt belts jacket jackets waistcoat")


def _own_hand(c: Clause, i: int) -> tuple[int, bool]:
    """Return the token after a deed at `i` that ends its doer's life (0: none) and whether they are many."""
    word, after = at(c.tokens, i), at(c.tokens, i + 1)
    if word in ("took", "taking", "taken", "takes") and after in _OWN and at(c.tokens, i + 2) == "own":
        return (i + 4, after == "their") if at(c.tokens, i + 3) in ("life", "lives") else (0, False)
    if word in ("turned", "turning"):
        for j in range(i + 2, i + 6):
            if at(c.tokens, j) == "on" and at(c.tokens, j + 1) in _SELF:
                return j + 2, at(c.tokens, j + 1) == "themselves"
    if word == "shot" and after in _SELF:
        return i + 2, after == "themselves"
    if word in ("detonated", "exploded", "triggered", "detonating", "set", "setting"):
        j = i + 2 if after == "off" else i + 1
        if at(c.tokens, j) in _OWN:
            for k in range(j + 1, j + 4):
                if at(c.tokens, k) in _CHARGES:
                    return k + 1, at(c.tokens, j) == "their"
    return 0, False


_STRIKES: Final = listed(
    "killed kills killing struck strikes attacked attacks hit hits detonated blew set exploded targeted "
    "rammed drove wounded injured"
)


def _bombers(c: Clause, links: Sequence[Link]) -> list[Link]:
    """Return suicide bombers that struck: who strikes so is dead, though the text need not say it."""
    found = []
    counted = {m.first for one in links for m in one.people}
    for mention in c.mentions:
        inner = [token.low for token in c.tokens[mention.first : mention.end]]
        if "suicide" not in inner or mention.first in counted or mention.form not in ("numeral", "article"):
            continue
        struck = any(at(c.tokens, k) in _STRIKES for k in range(mention.end, mention.end + 5))
        if mention.count.best and struck and not set(inner) & {"suspected", "would-be", "alleged"}:
            trigger = Trigger(mention.first, mention.end, "killed", "intransitive")
            found.append(Link(trigger, (mention,), "part"))
    return found
