"""Text cut into windows of word pieces, with the way back to the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LENGTH: Final = 384
"""Pieces of a window, the two marks at its ends included."""
STRIDE: Final = 96
"""Pieces that two neighbours share."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of one stretch of a text. `starts` and `ends` are code points of the text and, like `opens` and
    `closes` (a word begins, a word ends), stand for all pieces; the two marks at the ends have -1 and False.

    `first` is the piece of the whole text that piece 1 is.
    """

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    opens: tuple[bool, ...]
    closes: tuple[bool, ...]
    first: int


def windows(tokenizer: Tokenizer, text: str, length: int = LENGTH, stride: int = STRIDE) -> list[Window]:
    """Return the windows of `text`, overlapping by `stride` pieces; none for a text without a piece."""
    coded = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets, words = coded.ids, coded.offsets, coded.word_ids
    opens = [i == 0 or words[i] != words[i - 1] for i in range(len(ids))]
    closes = [*opens[1:], True]
    begin, end = marks(tokenizer)
    firsts, room = _cut(len(ids), length - 2, stride)
    found = []
    for first in firsts:
        part = slice(first, first + room)
        found.append(
            Window(
                (begin, *ids[part], end),
                (-1, *(o[0] for o in offsets[part]), -1),
                (-1, *(o[1] for o in offsets[part]), -1),
                (False, *opens[part], False),
                (False, *closes[part], False),
                first,
            )
        )
    return found


def _cut(pieces: int, room: int, stride: int) -> tuple[Sequence[int], int]:
    """Return where the windows begin and how long they are: as few as can be, and all of one length."""
    if pieces <= room:
        return ((0,) if pieces else ()), room
    many = -(-(pieces - stride) // (room - stride))
    size = -(-(pieces + (many - 1) * stride) // many)
    return [min(i * (size - stride), pieces - size) for i in range(many)], size


def marks(tokenizer: Tokenizer) -> tuple[int, int]:
    """Return the ids of the marks at the beginning and the end of a window (BERT's or MPNet's)."""
    begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if begin is None or end is None:
        begin, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    assert begin is not None
    assert end is not None
    return begin, end
