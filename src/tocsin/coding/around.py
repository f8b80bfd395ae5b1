"""Sentences around those of an event that may count its victims, though they tell of none themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.coding.reader.reading import Reading
from tocsin.coding.relevance import in_capitals
from tocsin.coding.threads import Thread
from tocsin.model import Span


def beyond(text: str, spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The sentences of an old wire that may count its dead though they tell of no new attack.

    MUC-4 labels no sentences, so for texts in capitals the reader never learnt which tell of the attack;
    there speeches and reviews tell it in passing ("the murder of the six").
    """
    return [span for span in spans if span not in others] if in_capitals(text) else []


_MAY_TELL: Final = 0.4
"""From what chance on a sentence may tell of an attack that others tell of for certain."""


def aside(
    text: str, spans: Sequence[Span], reading: Reading, thread: Thread, others: Sequence[Span]
) -> list[Span]:
    """The sentences between those of one event, or after them, that may tell of it and are too unsure.

    Of an old wire, `beyond` has them already.
    """
    if in_capitals(text):
        return []
    start = thread.anchor.start
    end = min((span.start for span in others if span.start > start), default=spans[-1].end)
    return [
        span
        for span, told in zip(spans, reading.sentences, strict=True)
        if start < span.start < end
        and span not in thread.sentences
        and told is not None
        and told.incident >= _MAY_TELL
    ]
