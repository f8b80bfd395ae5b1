"""The written sentences and their readings, in the manner of `bench.claims`."""

from __future__ import annotations

from pathlib import Path

from bench.claims import Labelled, reading, right
from bench.claims import written as lines_of

FOLDER = Path(__file__).parent

__all__ = ["reading", "right", "written"]


def written(name: str) -> list[Labelled]:
    """Return the sentences of a file: (sentence, day said, expected)."""
    return lines_of(FOLDER / name)
