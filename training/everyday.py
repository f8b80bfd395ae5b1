"""Ordinary news as windows: no attack in the whole, none in any sentence.

Each fourth text is left out, so that the chance of an attack is fitted on texts that the network was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from tocsin.coding.reader.schema import DOCUMENT, SENTENCES, TELLS
from tocsin.coding.reader.text import joined
from tocsin.coding.reader.windows import windows
from tocsin.coding.sentences import sentences
from training.examples import Example
from training.written import ORDINARY, Written, read_written

LEFT_OUT: Final = 4
_NEITHER: Final = TELLS.index("neither")


def examples(tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the windows of the ordinary news that is fitted to."""
    for written in fitted():
        text, base = joined(written.title, written.text)
        spans = [(s.start + base, s.end + base) for s in sentences(written.text)]
        for window in windows(tokenizer, text):
            example = Example(window, muc=False, mentions=False)
            example.document[DOCUMENT.index("incident")] = 0.0
            for start, end in spans:
                inside = [i for i, at in enumerate(window.starts) if start <= at < end]
                if inside:
                    example.sentences.append((inside[0], inside[-1], _neither()))
            yield example


def fitted() -> list[Written]:
    """Return the ordinary news that the network is fitted to."""
    return [w for n, w in enumerate(read_written(ORDINARY)) if n % LEFT_OUT]


def left_out() -> list[Written]:
    """Return the ordinary news that the network is not fitted to."""
    return [w for n, w in enumerate(read_written(ORDINARY)) if n % LEFT_OUT == 0]


def _neither() -> np.ndarray:
    values = np.full(SENTENCES, np.nan, np.float32)
    values[: len(TELLS) - 1] = 0.0
    values[_NEITHER] = 1.0
    return values
