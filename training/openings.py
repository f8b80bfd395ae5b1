"""Where another attack begins: a logistic line over the signs of `tocsin.coding.openings`.

Fitted on texts that the network was not fitted to: the tuning part of the dispatches, and round-ups made of
them by variation, since those with several attacks are few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np

from bench.summer import truth
from tocsin.coding.events import Telling, tellings
from tocsin.coding.openings import signs
from tocsin.coding.reader import reading
from tocsin.coding.reader.weights import Weights
from tocsin.coding.sentences import sentences
from tocsin.demo import inputs
from tocsin.model import Document, Span
from tocsin.read import read_path
from training.dispatches import Dispatch, openings
from training.lines import logistic
from training.roundups import roundups

VARIED: Final = 60
"""Round-ups that are fitted on."""
_DEMO_COUNTS: Final = 0.25
"""How much a sentence of the demo counts: there are many."""
_TELLS: Final = 0.5
"""From what chance on a sentence tells of an attack."""
_VARIED_COUNTS: Final = 0.5
"""How much a sentence of theirs counts beside one of a text as it was written."""


def line(model: Weights, tuning: Sequence[Dispatch]) -> list[float]:
    """Return the weights of the signs that another attack begins, fitted on `tuning`."""
    rows, truth, counts = [], [], []
    for dispatch, weight in texts(tuning):
        for row, opens in labelled(model, dispatch):
            rows.append(row)
            truth.append(float(opens))
            counts.append(weight)
    for row in _going_on(model):
        rows.append(row)
        truth.append(0.0)
        counts.append(_DEMO_COUNTS)
    spread = np.asarray(rows).std(0)
    spread[0] = 1.0
    fitted = logistic(np.asarray(rows) / spread, np.asarray(truth), 2.0, np.asarray(counts)) / spread
    return [round(float(w), 5) for w in fitted]


def texts(tuning: Sequence[Dispatch]) -> Iterator[tuple[Dispatch, float]]:
    """Yield the texts fitted on and how much each counts."""
    yield from ((d, 1.0) for d in tuning if d.incidents)
    yield from ((d, _VARIED_COUNTS) for d in roundups(tuning, VARIED))


def _going_on(model: Weights) -> Iterator[tuple[float, ...]]:
    """Yield the signs of the sentences of the demo's dispatches that go on about the one attack they tell
    of."""
    of = truth()["documents"]
    for found in chain.from_iterable(read_path(path) for path in inputs()):
        if not isinstance(found, Document) or len(of.get(found.name, {}).get("incidents", ())) != 1:
            continue
        spans = sentences(found.text)
        read = reading.read(model, found.title, found.text, spans)
        if read is None:
            continue
        words = tellings(found.text, spans, found.published)
        thread: list[tuple[reading.Told, Telling]] = []
        for told, telling in zip(read.sentences, words, strict=True):
            if told is not None and told.incident >= _TELLS:
                if thread:
                    yield signs(found.text, read.several, told, telling, thread)
                thread.append((told, telling))


def labelled(model: Weights, dispatch: Dispatch) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield for each sentence after the first that tells of an attack its signs and whether it opens
    another."""
    spans = [Span(s.start, s.end) for s in dispatch.sentences]
    read = reading.read(model, dispatch.title, dispatch.text, spans)
    if read is None:
        return
    words = tellings(dispatch.text, spans, dispatch.published)
    thread: list[tuple[reading.Told, Telling]] = []
    for sentence, another, told, telling in zip(
        dispatch.sentences, openings(dispatch), read.sentences, words, strict=True
    ):
        if not any(sentence.incidents) or told is None:
            continue
        if thread and another is not None:
            yield signs(dispatch.text, read.several, told, telling, thread), another
        if another:
            thread = []
        thread.append((told, telling))
