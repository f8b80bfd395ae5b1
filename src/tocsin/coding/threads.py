"""From a text as read to its events: which sentences tell of one attack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tocsin.coding.folding import fold
from tocsin.coding.reader.reading import Reading, Told
from tocsin.coding.reader.scores import Floats
from tocsin.model import Span


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

    def types(self) -> Floats:
        """Return the chances of `reader.schema.TYPES` over all sentences, the surest tellings first."""
        weights = np.asarray([t.incident for t in self.told], np.float32)
        mean: Floats = np.average([t.types for t in self.told], axis=0, weights=weights + 1e-6)
        return mean


def threads(
    reading: Reading,
    incident: float,
    title: str | None,
    sentences: Sequence[Span],
    settings: Mapping[str, Any],
) -> list[Thread]:
    """Return the events of a document that reports some, in the order of their anchors; none of one that
    surely enough reports none. `incident` is the chance that it reports any."""
    if incident < settings["relevant"]:
        return []
    telling = [
        (i, told) for i, told in enumerate(reading.sentences) if told and told.incident >= settings["tells"]
    ]
    if not telling:
        surest = max(
            ((i, told) for i, told in enumerate(reading.sentences) if told), key=lambda pair:
            pair[1].incident,
            default=None,
        )  # fmt: skip
        telling = [surest] if surest else []
    groups: list[list[tuple[int, Told]]] = []
    for i, told in telling:
        if not groups or told.opens * _leaning(reading, settings) >= settings["opens"]:
            groups.append([])
        groups[-1].append((i, told))
    return [
        Thread(
            tuple(i for i, _ in group),
            tuple(sentences[i] for i, _ in group),
            tuple(told for _, told in group),
            round(incident * (1.0 if n == 0 else group[0][1].opens), 4),
            fold(title or "") if n == 0 else "",
        )
        for n, group in enumerate(groups)
    ]


def _leaning(reading: Reading, settings: Mapping[str, Any]) -> float:
    """How far a text that seems to report one attack only is believed to open no other."""
    trust: float = settings["several"]
    return (1.0 - trust) + trust * min(1.0, 2.0 * reading.several)
