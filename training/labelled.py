"""Texts labelled as wholes: does it report an attack, several?

The short dispatches of `tests/coding/dispatches.json`, the ordinary news and the short attack reports beside
this file. Of each kind each fourth is left out: the test's floor and the line that turns the network's word
into a chance are of texts that the network was not fitted to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from tocsin.coding.reader.schema import DOCUMENT, SENTENCES, TELLS
from tocsin.coding.reader.text import joined
from tocsin.coding.reader.windows import windows
from tocsin.coding.sentences import sentences
from training.examples import Example
from training.written import ORDINARY, SHORT, Written, read_written

FILE: Final = Path(__file__).parent.parent / "tests" / "coding" / "dispatches.json"
LEFT_OUT: Final = 4


def examples(tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the windows of all that is fitted to."""
    yield from _short_dispatches(tokenizer)
    for attack, folder in ((False, ORDINARY), (True, SHORT)):
        for number, written in enumerate(read_written(folder)):
            if number % LEFT_OUT:
                yield from _written(tokenizer, written, attack)


def ordinary_left_out() -> list[Written]:
    """Return the ordinary texts that are not fitted to."""
    return read_written(ORDINARY)[::LEFT_OUT]


def _written(tokenizer: Tokenizer, written: Written, attack: bool) -> Iterator[Example]:
    """Windows of one text; of ordinary news each sentence tells of no violence of an attacker, too."""
    text, base = joined(written.title, written.text)
    spans = [] if attack else sentences(written.text)
    for window in windows(tokenizer, text):
        example = Example(window, muc=False, mentions=False)
        example.document[DOCUMENT.index("incident")] = attack
        for span in spans:
            inside = [i for i, start in enumerate(window.starts)
                      if window.ends[i] >= 0 and span.start <= start - base < span.end]  # fmt: skip
            if inside:
                example.sentences.append((inside[0], inside[-1], _nothing()))
        yield example


def _nothing() -> np.ndarray:
    values = np.full(SENTENCES, np.nan, np.float32)
    values[: len(TELLS) - 1] = 0.0
    values[TELLS.index("neither")] = 1.0
    return values


def _short_dispatches(tokenizer: Tokenizer) -> Iterator[Example]:
    for number, case in enumerate(json.loads(FILE.read_text(encoding="utf-8"))):
        if number % LEFT_OUT == 0:
            continue
        for window in windows(tokenizer, joined(case["title"], case["text"])[0]):
            example = Example(window, muc=False, mentions=False)
            example.document[DOCUMENT.index("incident")] = case["events"] > 0
            if case["events"]:
                example.document[DOCUMENT.index("incidents")] = case["events"] > 1
            yield example


def left_out() -> Iterator[tuple[str | None, str, datetime, bool]]:
    """Yield (title, text, publication, whether it reports an attack) of those that are not fitted."""
    for number, case in enumerate(json.loads(FILE.read_text(encoding="utf-8"))):
        if number % LEFT_OUT == 0:
            published = datetime.fromisoformat(case["published"]).replace(hour=12, tzinfo=UTC)
            yield case["title"] or None, case["text"], published, case["events"] > 0
