"""A shorter vocabulary: the pieces that texts of the fit have, and the commonest of the rest.

WordPiece takes the longest pieces that it knows (Wu et al. 2016), so that a word of Latin letters which is
left out is read in shorter pieces; none is lost. BERT's vocabulary, which MPNet has too, is in order of
frequency.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

SIZE: Final = 18_500
_LATIN: Final = "\u024f"
"""The last letter of Latin writing: a text in another one is not read at all."""


def kept(source: Path, seen: Iterable[int], size: int = SIZE) -> list[int]:
    """Return the ids of the pieces of the tokenizer file `source` that are kept, in order: the marks,
    those of one letter, into which a word falls apart at last, those `seen`, and the commonest of the rest
    until there are `size`."""
    facts = json.loads(source.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = facts["model"]["vocab"]
    found = {token["id"] for token in facts["added_tokens"]} | set(seen)
    letters = {piece: piece.removeprefix("##") for piece in vocabulary}
    found |= {vocabulary[p] for p, letter in letters.items() if len(letter) == 1 and letter <= _LATIN}
    rest = (i for piece, i in sorted(vocabulary.items(), key=lambda p: p[1]) if not piece.startswith("["))
    for i in rest:
        if len(found) >= size:
            break
        found.add(i)
    return sorted(found)


def tokenizer(source: Path, kept: Iterable[int]) -> dict[str, Any]:
    """Return the tokenizer file `source` with the pieces `kept` alone, numbered anew in their order, without
    what only its makers need: limits of length, and what puts marks at the ends of a text."""
    facts: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    new = {old: i for i, old in enumerate(kept)}
    vocabulary = facts["model"]["vocab"]
    facts["model"]["vocab"] = {piece: new[i] for piece, i in vocabulary.items() if i in new}
    facts["added_tokens"] = [{**token, "id": new[token["id"]]} for token in facts["added_tokens"]]
    facts["truncation"] = facts["padding"] = facts["post_processor"] = None
    return facts
