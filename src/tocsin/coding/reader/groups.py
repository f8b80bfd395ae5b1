"""Groups that a text ties to an attack: the name as the record keeps it, the relation, and where it says so.

Names come from the list of known groups, from the form of a name and what stands around it, and from what
the reader marked. What a group is said to have to do with the attack is weighed from the words around its
name and what the reader holds of it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

from tocsin.coding.attribution import OTHER, RELATIONS, named, related, signs_of
from tocsin.coding.group_forms import Candidate, candidates, form_signs, may_be_group
from tocsin.coding.group_names import SUFFIXES
from tocsin.coding.groups import GroupMention, find_groups
from tocsin.coding.reader.reading import Reading
from tocsin.coding.tokens import Token, tokenize
from tocsin.model import Relation, Span

_ROLE: Final = {relation: f"group.{relation}" for relation in RELATIONS}
_RELATION: Final[dict[str, Relation]] = {relation: relation for relation in get_args(Relation)}
_HELD: Final = 0.2
"""How much the reader's word on a relation counts beside the words around the name."""
_DOUBT: Final = 0.02
"""What is added to a chance of the reader, so that none is nothing."""
_BELIEVED: Final = 3.0
"""What it adds to the logit of a group's name that the reader holds it for one."""
_NAMED: Final = -0.4
"""The logit from which a name that is not listed is taken for a group's."""
_MARKED: Final = 0.5
"""The chance from which the reader's word is enough for a body without a name of its own."""
_PLACED: Final = 0.3
"""The chance above which a name that the reader rather holds for a place is none of a group."""
_LEAST: Final = 0.3
"""The chance from which a group is taken to have a relation."""
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A group and what it is said to have to do with the attack; `span` is where the text names it."""

    name: str
    relation: Relation
    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class _Name:
    """One mention of what may be a group: its name, its words, whether "the" stands before it, the logit that
    it is a group's, and the chances of what it has to do with the attack."""

    name: str
    words: str
    definite: bool
    span: Span
    likely: float
    chances: dict[str, float]


def attributed(
    text: str, reading: Reading, sentences: Sequence[Span], own: Sequence[Span]
) -> list[Attributed]:
    """Return each group and relation of the event told in `own` once, at its surest mention.

    `own` are some of the `sentences` of the text. A group has one relation, the surest, and may deny it.
    """
    best: dict[tuple[str, str], Attributed] = {}
    for one in _mentions(text, reading, sentences, own):
        relation = max(one.chances, key=lambda r: one.chances[r])
        chance = one.chances[relation]
        key = (one.name, relation)
        if relation != OTHER and chance >= _LEAST and (key not in best or chance > best[key].probability):
            best[key] = Attributed(one.name, _RELATION[relation], one.span, chance)
    return _settled(list(best.values()))


def _settled(found: Sequence[Attributed]) -> list[Attributed]:
    """Leave out what a surer relation of the same group already says; a denial stands beside any."""
    return [
        one
        for one in found
        if one.relation == "denied"
        or not any(
            other.name == one.name and other.relation != "denied" and other.probability > one.probability
            for other in found
        )
    ]


def _mentions(text: str, reading: Reading, sentences: Sequence[Span], own: Sequence[Span]) -> list[_Name]:
    """Return each mention of a group in the sentences `own`, short names under the long ones."""
    chosen = set(own)
    before: Sequence[Token] = ()
    found: list[_Name] = []
    short: list[_Name] = []
    for sentence in sentences:
        tokens = tokenize(text, sentence)
        if sentence in chosen:
            told = find_groups(text, sentence)
            for candidate in _candidates(text, reading, sentence, tokens):
                one = _weighed(reading, tokens, candidate, before, told)
                (found if _is_group(reading, tokens, candidate, one) else short).append(one)
        before = tokens
    longer = {one.name: _words(one) for one in found}
    renamed = [replace(one, name=_longest(one, longer) or one.name) for one in found]
    return renamed + [replace(one, name=name) for one in short if (name := _longest(one, longer))]


def _longest(one: _Name, names: Mapping[str, frozenset[str]]) -> str | None:
    """Return the name of which `one` gives a part ("the Patriots"), None where there is none."""
    words = _words(one)
    return next((name for name, whole in names.items() if words < whole), None) if one.definite else None


def _words(one: _Name) -> frozenset[str]:
    return frozenset(one.words.casefold().split())


def _candidates(text: str, reading: Reading, sentence: Span, tokens: Sequence[Token]) -> Iterator[Candidate]:
    """What may be a group's name: by list, form and capitals, else what the reader marked."""
    found = candidates(tokens, text)
    yield from found
    for mention in reading.within([sentence], *(_ROLE[r] for r in _RELATION)):
        within = [
            k for k, t in enumerate(tokens) if mention.span.start <= t.start and t.end <= mention.span.end
        ]
        if within and not any(within[0] < c.end and c.first <= within[-1] for c in found):
            yield Candidate(mention.span.of(text), within[0], within[-1] + 1, "run")


def _weighed(
    reading: Reading,
    tokens: Sequence[Token],
    candidate: Candidate,
    before: Sequence[Token],
    told: Sequence[GroupMention],
) -> _Name:
    """Return a candidate with the chances of what it has to do with the attack, were it a group."""
    span = Span(tokens[candidate.first].start, tokens[candidate.end - 1].end)
    held = reading.chances(span)
    signs = signs_of(tokens, candidate, before, told)
    logs = {
        relation: math.log(chance + 1e-6) + _HELD * math.log(held.get(_ROLE[relation], 0.0) + _DOUBT)
        for relation, chance in related(signs).items()
    }
    best = max(logs.values())
    raised = {relation: math.exp(value - best) for relation, value in logs.items()}
    whole = sum(raised.values())
    words = " ".join(bare(token.text) for token in tokens[candidate.first : candidate.end])
    name = candidate.name if candidate.form == "known" else bare(candidate.name)
    definite = candidate.first > 0 and tokens[candidate.first - 1].low == "the"
    return _Name(name, words, definite, span, named(signs), {r: v / whole for r, v in raised.items()})


def _is_group(reading: Reading, tokens: Sequence[Token], candidate: Candidate, one: _Name) -> bool:
    """Whether a candidate is a group's name: listed, or a body's by its form and by the words around it."""
    if candidate.form == "known":
        return True
    held = reading.chances(one.span)
    believed = sum(held.get(role, 0.0) for role in _ROLE.values())
    common = tokens[candidate.end - 1].text.islower() and believed >= _MARKED
    if not (common or may_be_group(form_signs(tokens, candidate))):
        return False
    if held.get("place", 0.0) > max(believed, _PLACED):
        return False
    return one.likely + _BELIEVED * min(believed, 1.0) >= _NAMED


def bare(words: str) -> str:
    """Return a name without article, possessive and what else hangs on it."""
    name = _ARTICLE.sub("", " ".join(words.split()))
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    return name
