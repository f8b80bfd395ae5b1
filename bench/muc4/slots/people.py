"""Slots 18 and 19: which description is of which named target.

A description belongs to a name where it stands right beside it ("MAYOR TORRES", "TORRES, MAYOR OF ACHI"),
with nothing but articles or punctuation between them (template-doc-part1, 7.20). Part of the name is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.muc4.slots.numbers import plural
from tocsin.coding.reader.fillers import Filler
from tocsin.model import Span

_BETWEEN: Final = (
    re.compile(r"(?:\]|\[| NAMED| IDENTIFIED AS)? ?(?:(?!AND |OF |AT |IN |BY |OR )[\w.]+ )?"),
    re.compile(
        r"(?:,? \[[^\]]*\])?(?:,? \(?\d+\)?(?:[ -]YEARS?[ -]OLD)?)?(?:,? \([\w ]+\))?,? ?"
        r"(?:(?:WHO )?(?:IS|WAS) |WHO HAD BEEN |ALSO )?(?:AN? |THE |ONE OF THE |ANOTHER |ITS )?"
        r"(?:(?!AND |OF |AT |IN |BY |OR |WITH )[\w-]+ )?|-+"
    ),
    re.compile(r"(?:,|:) ?(?:[\w.]+ )?"),
)
"""What may stand between: description and name, name and description, description and name at a distance; the
first counts before the second, and that before the third."""
_JOINED: Final = re.compile(r"[\s,:;\d]*(?:(?:AND|THE|BOTH|ALL|WERE|WHO ARE)[\s,;\d]*)*")
"""What may stand between a description in the plural and a name of its list, besides the other names."""
_LONGEST: Final = 160
_FARTHEST: Final = 45
_GENERAL: Final = re.compile(
    r"(?:PEOPLE|PERSONS?|VICTIMS?|DEAD|WOUNDED|INJURED|CIVILIANS|(?:HIS|HER|THEIR)\b.*|MEN|WOMEN|CHILDREN|OTHERS)"
)
"""Words that describe those who are not named; relatives are other people than the name before them."""


@dataclass(slots=True)
class Person:
    """A human target: its name, if it has one, and its descriptions."""

    name: Filler | None
    descriptions: list[Filler]

    @property
    def referent(self) -> Filler:
        """What set fills and numbers refer to: the name where there is one (7.21)."""
        return self.name or self.descriptions[0]


def persons(text: str, names: Sequence[Filler], described: Sequence[Filler]) -> list[Person]:
    """Return the human targets, named ones first, each description with the name beside which it stands."""
    people = [Person(name, []) for name in names]
    spans = [list(_spans(text, name)) for name in names]
    alone = []
    for description in described:
        own = _owners(text, spans, description)
        for i in own:
            people[i].descriptions.append(description)
        if not own:
            alone.append(Person(None, [description]))
    return people + alone


def _spans(text: str, name: Filler) -> Iterator[Span]:
    """Yield where a name stands, and where its last words stand alone."""
    yield from (m.span for m in name.mentions)
    words = name.text.split()
    for first in range(1, len(words)):
        tail = " ".join(words[first:])
        if len(words[first]) > 3:
            yield from _whole(text, tail)


def _whole(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield Span(at, end)
        at = text.find(words, end)


def _owners(text: str, names: Sequence[Sequence[Span]], description: Filler) -> list[int]:
    """Return the numbers of the names that a description is of: several where it is in the plural."""
    if _GENERAL.fullmatch(description.text):
        return []
    if plural(description.text):
        return [
            i
            for i, spans in enumerate(names)
            if any(_of_list(text, names, n, m.span) for n in spans for m in description.mentions)
        ]
    best: set[int] = set()
    for mention in description.mentions:
        grades = {i: min(_grade(text, n, mention.span) for n in spans) for i, spans in enumerate(names)}
        least = min(grades.values(), default=9)
        best |= {i for i, grade in grades.items() if grade == least < 9}
    return sorted(best)


def _grade(text: str, name: Span, description: Span) -> int:
    """Return how well name and description stand together, the least best; 9 where they do not."""
    if name.start < description.end and description.start < name.end:
        return 0
    if description.end <= name.start:
        between = text[description.end : name.start]
        grades: tuple[int, ...] = (0, 2)
    else:
        between = text[name.end : description.start]
        grades = (1,)
    if len(between) > _FARTHEST:
        return 9
    return next((g for g in grades if _BETWEEN[g].fullmatch(between)), 9)


def _of_list(text: str, names: Sequence[Sequence[Span]], name: Span, description: Span) -> bool:
    """Tell whether nothing but other names stands between a name and a description in the plural."""
    start, end = (
        (description.end, name.start) if description.end <= name.start else (name.end, description.start)
    )
    if not start <= end <= start + _LONGEST:
        return False
    between = list(text[start:end])
    for spans in names:
        for span in spans:
            if start <= span.start and span.end <= end:
                between[span.start - start : span.end - start] = " " * (span.end - span.start)
    return bool(_JOINED.fullmatch("".join(between)))
