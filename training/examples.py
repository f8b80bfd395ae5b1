"""Labelled windows, and how a batch of them becomes tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import torch
from torch import Tensor

from tocsin.coding.reader.schema import ATTRIBUTES, DOCUMENT, FILLERS, ROLES, SENTENCES, WIDEST
from tocsin.coding.reader.windows import Window

OF_MUC: Final = len(FILLERS) + 2
"""Roles that MUC-4 windows are labelled for: the fillers, and from the keys' effects the killed and the
injured."""


@dataclass(slots=True)
class Span:
    """A labelled span of a window: pieces `first` to `last`; `entity` joins the mentions of one entity.

    `attributes` maps the slots that are asked of it to the indexes (in `ATTRIBUTES`) that hold.
    `incidents` are the templates that it belongs to, across the document.
    """

    role: int
    first: int
    last: int
    entity: int = 0
    attributes: dict[int, frozenset[int]] = field(default_factory=dict)
    incidents: frozenset[int] = frozenset()


@dataclass(slots=True)
class Example:
    """One window with all its labels. `muc` tells which roles are labelled in it: the fillers or the
    mentions; without `mentions` none are, only the document is.

    `sentences` are (first piece, last piece, values of `SENTENCES`, NaN where not asked), and so are the
    values of `document`.
    """

    window: Window
    muc: bool
    mentions: bool = True
    spans: list[Span] = field(default_factory=list)
    ignored: list[tuple[int, int, int]] = field(default_factory=list)
    sentences: list[tuple[int, int, np.ndarray]] = field(default_factory=list)
    document: np.ndarray = field(default_factory=lambda: np.full(len(DOCUMENT), np.nan, np.float32))


@dataclass(slots=True)
class Batch:
    """Tensors of one batch; see `Example`. Rows of `attributes`, `pairs` and `sentences` name their
    window."""

    ids: Tensor
    mask: Tensor
    positive: Tensor
    allowed: Tensor
    roles: slice
    attributes: tuple[Tensor, Tensor, Tensor, Tensor]
    pairs: tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]
    sentences: tuple[Tensor, Tensor, Tensor, Tensor]
    tags: Tensor
    document: Tensor


def collate(examples: Sequence[Example], pad: int) -> Batch:
    """Return the tensors of `examples`, all of one kind; shorter windows are filled with the piece `pad`."""
    roles = slice(0, OF_MUC) if examples[0].muc else slice(len(FILLERS), len(ROLES))
    count, base = roles.stop - roles.start, roles.start
    # few lengths: the matrix library prepares itself anew for each shape that it meets
    length = -(-max(len(e.window.ids) for e in examples) // 64) * 64
    n = len(examples)
    ids = torch.full((n, length), pad)
    mask = torch.zeros(n, length)
    positive = torch.zeros(n, count, length, WIDEST, dtype=torch.bool)
    allowed = torch.zeros(n, count, length, WIDEST, dtype=torch.bool)
    for row, e in enumerate(examples):
        size = len(e.window.ids)
        ids[row, :size] = torch.tensor(e.window.ids)
        mask[row, :size] = 1.0
        if e.mentions:
            allowed[row, :, :size] = torch.from_numpy(candidates(e.window))
        for role, first, last in e.ignored:
            allowed[row, role - base, first, last - first] = False
        for span in e.spans:
            positive[row, span.role - base, span.first, span.last - span.first] = True
            allowed[row, span.role - base, span.first, span.last - span.first] = True
    return Batch(
        ids, mask, positive, allowed, roles, _attributes(examples), _pairs(examples), _sentences(examples),
        _tags(examples, length),
        torch.from_numpy(np.stack([e.document for e in examples])),
    )  # fmt: skip


def candidates(window: Window) -> np.ndarray:
    """Return (length, WIDEST) booleans: spans that begin and end with a word."""
    size = len(window.ids)
    closes = np.zeros(size + WIDEST, bool)
    closes[:size] = window.closes
    ends = np.lib.stride_tricks.sliding_window_view(closes, WIDEST)[:size]
    found: np.ndarray = np.asarray(window.opens, bool)[:, None] & ends
    return found


def _attributes(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(window, first, last, values) of each span with attributes; -1 where a slot is not asked."""
    at: list[tuple[int, int, int]] = []
    values = []
    for row, e in enumerate(examples):
        for span in e.spans:
            if span.attributes:
                at.append((row, span.first, span.last))
                values.append([float(i in span.attributes[slot]) if slot in span.attributes else -1.0
                               for i, (slot, _) in enumerate(ATTRIBUTES)])  # fmt: skip
    where = torch.tensor(at or [(0, 0, 0)])
    return where[:, 0], where[:, 1], where[:, 2], torch.tensor(values or [[-1.0] * len(ATTRIBUTES)])


def _pairs(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """(window, first, last, first, last, same) of pairs of spans of one window, at most 64 a window."""
    rows: list[tuple[int, int, int, int, int, float]] = []
    for row, e in enumerate(examples):
        own = [s for s in e.spans if s.incidents]
        found = [(row, a.first, a.last, b.first, b.last, float(bool(a.incidents & b.incidents)))
                 for i, a in enumerate(own) for b in own[:i]]  # fmt: skip
        rows += found[:: max(1, len(found) // 64)]
    all_rows = torch.tensor(rows or [(0, 0, 0, 0, 0, -1.0)])
    whole = all_rows[:, :5].long()
    return whole[:, 0], whole[:, 1], whole[:, 2], whole[:, 3], whole[:, 4], all_rows[:, 5]


def _tags(examples: Sequence[Example], length: int) -> Tensor:
    """(window, piece): the tag of each piece of windows with mentions; -1 where none is asked."""
    tags = torch.full((len(examples), length), -1)
    for row, e in enumerate(examples):
        if e.muc or not e.mentions:
            continue
        tags[row, 1 : len(e.window.ids) - 1] = 0
        for span in e.spans:
            tags[row, span.first : span.last + 1] = 1 + span.role - len(FILLERS)
    return tags


def _sentences(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    rows = [
        (row, first, last, values) for row, e in enumerate(examples) for first, last, values in e.sentences
    ]
    if not rows:
        rows = [(0, 0, 0, np.full(SENTENCES, np.nan, np.float32))]
    at = torch.tensor([r[:3] for r in rows])
    return at[:, 0], at[:, 1], at[:, 2], torch.from_numpy(np.stack([r[3] for r in rows]))
