"""Stored text with its evidence marked: the marks are the statements' offsets, in code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from tocsin.model import Statement


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the statements that rest on all of it (none: no evidence).

    `first` are those of them whose quote begins here.
    """

    text: str
    statements: tuple[Statement, ...]
    first: tuple[Statement, ...]


def pieces(text: str, statements: Iterable[Statement]) -> list[Piece]:
    """Return `text` cut where evidence begins or ends; the pieces put together are the text.

    A statement whose quote is not the slice at its offsets marks nothing.
    """
    sound = [
        s
        for s in statements
        if s.start is not None and s.end is not None and s.start < s.end and text[s.start : s.end] == s.quote
    ]
    edges = sorted({0, len(text), *(e for s in sound for e in (s.start or 0, s.end or 0))})
    made = []
    for first, last in pairwise(edges):
        held = tuple(s for s in sound if (s.start or 0) <= first and last <= (s.end or 0))
        made.append(Piece(text[first:last], held, tuple(s for s in held if s.start == first)))
    return made
