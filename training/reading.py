"""A labelled dispatch as the coder reads it: its events, and which labelled incident each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.coding import gate, relevance
from tocsin.coding.events import tellings
from tocsin.coding.reader.reading import Reading, read
from tocsin.coding.reader.weights import opened
from tocsin.coding.sentences import sentences
from tocsin.coding.threads import Thread, threads
from tocsin.model import Span
from training.dispatches import Dispatch


@dataclass(frozen=True, slots=True)
class Read:
    """The sentences of a dispatch, what the gate and the reader say of it, and its events."""

    spans: list[Span]
    gated: float
    reading: Reading
    threads: list[Thread]

    def others(self, thread: Thread) -> list[Span]:
        """Return the sentences of the other events."""
        return [span for other in self.threads if other is not thread for span in other.sentences]


def read_dispatch(dispatch: Dispatch) -> Read | None:
    """Read a dispatch, whatever the gate says; None where the reader finds no text."""
    text, title, weights = dispatch.text, dispatch.title, opened()
    spans, gated = sentences(text), gate.probability(title, text)
    reading = read(weights, title, text, spans)
    if reading is None:
        return None
    words = tellings(text, spans, dispatch.published)
    signs = relevance.signs(reading, words, title, text, gated)
    chance = relevance.probability(weights.settings["incident"], signs)
    return Read(spans, gated, reading, threads(text, reading, words, chance, title, weights.settings))


def labelled(dispatch: Dispatch, found: Sequence[Thread]) -> Iterator[tuple[int, int]]:
    """Yield which event (from 0) is which incident (from 1): the first of its anchor not yet taken."""
    taken: set[int] = set()
    for at, thread in enumerate(found):
        told = [
            n
            for s in dispatch.sentences
            if s.start < thread.anchor.end and thread.anchor.start < s.end
            for n in s.incidents
            if n and n not in taken
        ]
        if told:
            taken.add(told[0])
            yield at, told[0]
