"""What the network says of one text: numbers for each piece, put together from its windows.

Where two windows overlap, a piece is taken from the one in which it stands farther from the edge, since
that one saw more around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tocsin.coding.reader.schema import ATTRIBUTES, DEPTH, DOCUMENT, ROLES, TELLS, TYPES, WIDEST
from tocsin.coding.reader.windows import Window
from tocsin.model import Span

Floats = NDArray[np.float32]

_NEVER: Final = -1e4


@dataclass(frozen=True, slots=True)
class Raw:
    """The outputs of one window, one row a piece: `start` and `end` (roles times DEPTH + 1), `attributes`
    (twice the attributes and the dimensions of sameness), `sentences`, `tags`; `document` is of the whole."""

    start: Floats
    end: Floats
    attributes: Floats
    sentences: Floats
    tags: Floats
    document: Floats


@dataclass(frozen=True)
class Scores:
    """The numbers of one text. `starts`, `ends`, `opens`, `closes` are of its pieces, as in `Window`.

    `breadth` (roles, WIDEST) is what a width adds to the score of a span.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]
    start: Floats
    end: Floats
    attributes: Floats
    sentences: Floats
    tags: Floats
    document: Floats
    breadth: Floats

    @cached_property
    def spans(self) -> Floats:
        """Return (roles, pieces, WIDEST): the score of each span; -1e4 where none can stand."""
        size = len(self.starts)
        left = self.start.reshape(size, len(ROLES), DEPTH + 1).transpose(1, 0, 2)
        right = np.zeros((len(ROLES), size + WIDEST, DEPTH + 1), np.float32)
        right[:, :size] = self.end.reshape(size, len(ROLES), DEPTH + 1).transpose(1, 0, 2)
        closes = np.zeros(size + WIDEST, bool)
        closes[:size] = self.closes
        out = np.full((len(ROLES), size, WIDEST), _NEVER, np.float32)
        for wide in range(WIDEST):
            end = right[:, wide : wide + size]
            score = np.einsum("rpd,rpd->rp", left[..., :DEPTH], end[..., :DEPTH]) / DEPTH**0.5
            score += left[..., DEPTH] + end[..., DEPTH] + self.breadth[:, wide, None]
            out[:, :, wide] = np.where(self.opens & closes[wide : wide + size], score, _NEVER)
        return out

    def attribute(self, first: int, last: int) -> Floats:
        """Return the logits of `ATTRIBUTES` of the span from piece `first` to piece `last`."""
        return self._both(first, last)[: len(ATTRIBUTES)]

    def sameness(self, first: int, last: int) -> Floats:
        """Return the vector of a span; the product of two tells whether they are of one incident."""
        return self._both(first, last)[len(ATTRIBUTES) :]

    def _both(self, first: int, last: int) -> Floats:
        half = self.attributes.shape[1] // 2
        total: Floats = self.attributes[first, :half] + self.attributes[last, half:]
        return total

    def sentence(self, span: Span) -> Floats | None:
        """Return the mean of the sentence numbers over the pieces of `span`; None where none stands in it."""
        first, last = np.searchsorted(self.starts, (span.start, span.end))
        if first == last:
            return None
        mean: Floats = self.sentences[first:last].mean(0)
        return mean

    def tagged(self, span: Span) -> Floats | None:
        """Return the chances of `TAGS` over the pieces of `span`; None where none stands in it."""
        first, last = np.searchsorted(self.starts, (span.start, span.end))
        if first == last:
            return None
        rows = self.tags[first:last]
        chances = np.exp(rows - rows.max(1, keepdims=True))
        mean: Floats = (chances / chances.sum(1, keepdims=True)).mean(0)
        return mean

    def span(self, first: int, last: int) -> Span:
        """Return the code points of the pieces `first` to `last`."""
        return Span(int(self.starts[first]), int(self.ends[last]))


def joined(found: Sequence[tuple[Window, Raw]], breadth: Floats) -> Scores:
    """Return the numbers of one text from those of its windows, in order; raises ValueError without any."""
    if not found:
        raise ValueError("no window")
    size = found[-1][0].first + len(found[-1][0].ids) - 2
    owner = np.zeros(size, np.int64)
    depth = np.full(size, -1)
    for i, (window, _) in enumerate(found):
        n = len(window.ids) - 2
        own = np.minimum(np.arange(n), np.arange(n)[::-1])
        if i == 0:
            own = np.arange(n)[::-1]
        part = slice(window.first, window.first + n)
        better = own > depth[part]
        owner[part][better] = i
        depth[part][better] = own[better]

    def put(name: str) -> Floats:
        first: Floats = getattr(found[0][1], name)
        out = np.empty((size, first.shape[1]), np.float32)
        for i, (window, raw) in enumerate(found):
            mine = np.flatnonzero(owner == i)
            out[mine] = getattr(raw, name)[mine - window.first + 1]
        return out

    def pieces(name: str, kind: type) -> NDArray[np.generic]:
        out: NDArray[np.generic] = np.zeros(size, kind)
        for window, _ in found:
            out[window.first : window.first + len(window.ids) - 2] = getattr(window, name)[1:-1]
        return out

    document = np.stack([raw.document for _, raw in found])
    return Scores(
        pieces("starts", np.int64), pieces("ends", np.int64), pieces("opens", bool), pieces("closes", bool),  # type: ignore[arg-type]
        put("start"), put("end"), put("attributes"), put("sentences"), put("tags"), _whole(document), breadth,
    )  # fmt: skip


def _whole(document: Floats) -> Floats:
    """The numbers of the whole text: the highest of its windows, one may hold all that counts."""
    highest: Floats = document.max(0)
    assert highest.shape == (len(DOCUMENT),)
    return highest


TELL: Final = slice(0, len(TELLS) - 1)
OPENS: Final = len(TELLS) - 1
TYPE: Final = slice(len(TELLS), len(TELLS) + len(TYPES))
"""Where in the numbers of a sentence its kind, whether it opens another incident, and its types stand."""
