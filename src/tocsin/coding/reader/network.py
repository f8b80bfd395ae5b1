"""From a text to the network's numbers."""

from __future__ import annotations

from typing import Final

import numpy as np

from tocsin.coding.reader.scores import Raw, Scores, joined
from tocsin.coding.reader.weights import Weights
from tocsin.coding.reader.windows import windows

LONGEST: Final = 40_000
"""Code points of a text that are read; a longer one is a book or a dump, not a dispatch."""


def scores(weights: Weights, text: str) -> Scores | None:
    """Return the numbers of `text`; None where no piece stands in it."""
    found = []
    for window in windows(weights.tokenizer, text[:LONGEST]):
        ids = np.asarray([window.ids], np.int64)
        out = weights.session.run(None, {"ids": ids, "mask": np.ones(ids.shape, np.float32)})
        found.append((window, Raw(*(array[0] for array in out))))
    return joined(found, weights.breadth) if found else None
