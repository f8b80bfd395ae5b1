"""Groups that a text ties to an attack: the name as the record keeps it, the relation, and where it says so.

Names come from the list of known groups, from the form of a name, and from what the reader marked; what a
group is said to have to do with the attack is what the reader holds of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from tocsin.coding.group_names import SUFFIXES, named_groups
from tocsin.coding.groups import find_groups
from tocsin.coding.reader.reading import Reading
from tocsin.coding.tokens import tokenize
from tocsin.model import Relation, Span

_RELATION: Final[dict[str, Relation]] = {f"group.{relation}": relation for relation in get_args(Relation)}
_WORDS: Final = 0.3
"""What cues around a name add to the chance of the relation that they give by rule."""
_LEAST: Final = 0.1
"""The chance from which a named group is taken to have that relation."""
_UNKNOWN: Final = 0.4
"""The chance of any relation from which an unknown name is taken for a group's."""
_CAPITALS: Final = re.compile(
    r"(?:al-)?[A-Z][\w'’-]*(?: (?:(?:of|for|the|de|la|and) ){0,2}(?:al-)?[A-Z][\w'’-]*){0,6}"
)
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A group and what it is said to have to do with the attack; `span` is where the text names it."""

    name: str
    relation: Relation
    span: Span
    probability: float


def attributed(text: str, reading: Reading, spans: Sequence[Span]) -> list[Attributed]:
    """Return each group and relation of the event told in `spans` once, at its surest mention."""
    worded = _worded(text, spans)
    best: dict[tuple[str, Relation], Attributed] = {}
    for span, name in _named(text, reading, spans):
        chances = reading.chances(span)
        for role, chance in worded.get(name, {}).items():
            chances[role] = chances.get(role, 0.0) + chance
        role = max(_RELATION, key=lambda r: chances.get(r, 0.0))
        chance = min(chances.get(role, 0.0), 1.0)
        key = (name, _RELATION[role])
        if chance >= _LEAST and (key not in best or chance > best[key].probability):
            best[key] = Attributed(*key, span, chance)
    return list(best.values())


def _worded(text: str, spans: Sequence[Span]) -> dict[str, dict[str, float]]:
    """By group what the cues around its name say, as so much added to the chance of each relation."""
    found: dict[str, dict[str, float]] = {}
    for sentence in spans:
        for mention in find_groups(text, sentence):
            role = "group.other" if mention.background else f"group.{mention.relation}"
            found.setdefault(mention.name, {})[role] = _WORDS
    return found


def _named(text: str, reading: Reading, spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    """Each stretch that names a group, with its name; of those that meet, the first."""
    taken: list[Span] = []
    for sentence in spans:
        tokens = tokenize(text, sentence)
        groups = sorted(named_groups(tokens), key=lambda g: not g.known)
        for group in groups:
            span = Span(tokens[group.first].start, tokens[group.end - 1].end)
            taken.append(span)
            yield span, group.name
        for mention in reading.within([sentence], *_RELATION):
            if not any(mention.span.start < t.end and t.start < mention.span.end for t in taken):
                taken.append(mention.span)
                yield mention.span, bare(mention.span.of(text))
        for match in _CAPITALS.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span())
            if not any(span.start < t.end and t.start < span.end for t in taken) and _surely(reading, span):
                taken.append(span)
                yield span, bare(match[0])


def _surely(reading: Reading, span: Span) -> bool:
    """Whether a run of capitals that no list and no form knows is held for a group."""
    chances = reading.chances(span)
    return sum(chances.get(role, 0.0) for role in _RELATION) >= _UNKNOWN


def bare(words: str) -> str:
    """Return a name without article, possessive and what else hangs on it."""
    name = _ARTICLE.sub("", " ".join(words.split()))
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix)
    return name
