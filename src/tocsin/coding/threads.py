"""From a text as read to its events: which sentences tell of one attack."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tocsin.coding.events import Telling
from tocsin.coding.folding import fold
from tocsin.coding.openings import signs
from tocsin.coding.reader.reading import Reading, Told
from tocsin.coding.relevance import probability
from tocsin.model import Span

_LEAD: Final = 0.2
"""From what chance on the first sentence of a text that reports an attack tells of it: news opens with its
matter."""
_ASIDE: Final = re.compile(r"\W*\([^()]*\)\W*")
"""A sentence that is all in brackets: an agency's or a writer's name, a note on the text."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The sentences that tell of one attack, in order; the first is its anchor.

    `indexes` say which of the document's sentences they are, `told` is what the reader says of each. `title`
    is the folded title where this is the main event, else "". `probability` is the chance that the document
    reports this attack.
    """

    indexes: tuple[int, ...]
    sentences: tuple[Span, ...]
    told: tuple[Told, ...]
    probability: float
    title: str

    @property
    def anchor(self) -> Span:
        """The sentence that first tells of the event."""
        return self.sentences[0]


def threads(
    text: str,
    reading: Reading,
    tellings: Sequence[Telling],
    incident: float,
    title: str | None,
    settings: Mapping[str, Any],
) -> list[Thread]:
    """Return the events of a document that reports some, in the order of their anchors; none of one that
    surely enough reports none. `incident` is the chance that it reports any; `tellings` are its sentences."""
    if incident < settings["relevant"]:
        return []
    pairs = zip(reading.sentences, tellings, strict=True)
    read = [(told, telling) for told, telling in pairs if told and not _ASIDE.fullmatch(telling.folded)]
    telling = [one for one in read if one[0].incident >= (_LEAD if one[1].index == 0 else settings["tells"])]
    if not telling and read:
        telling = [max(read, key=lambda one: one[0].incident)]
    groups: list[list[tuple[Told, Telling]]] = []
    chances: list[float] = []
    for one in telling:
        chance = _another(text, reading, one, groups[-1], settings) if groups else 1.0
        if chance >= settings["opens"]:
            groups.append([])
            chances.append(chance)
        groups[-1].append(one)
    return [
        Thread(
            tuple(t.index for _, t in group),
            tuple(t.span for _, t in group),
            tuple(told for told, _ in group),
            round(incident * chance, 4),
            fold(title or "") if n == 0 else "",
        )
        for n, (group, chance) in enumerate(zip(groups, chances, strict=True))
    ]


def _another(
    text: str,
    reading: Reading,
    one: tuple[Told, Telling],
    before: Sequence[tuple[Told, Telling]],
    settings: Mapping[str, Any],
) -> float:
    """The chance that a sentence tells of another attack than those `before`; what was said already does
    not."""
    if any(telling.folded == one[1].folded for _, telling in before):
        return 0.0
    return probability(settings["openings"], signs(text, reading.several, *one, before))
