"""The five roles of the published MUC-4 figures, and how their strings are compared.

Strings are compared as GRIT and GTT do (the scorers of Du, Rush and Cardie, 2021): in lower case, without
punctuation, without articles, with single spaces.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from typing import Final

from bench.muc4.template import INSTRUMENT, NAME, ORGANIZATION, PERPETRATOR, TARGET

ROLES: Final = {
    "PerpInd": PERPETRATOR,
    "PerpOrg": ORGANIZATION,
    "Target": TARGET,
    "Victim": NAME,
    "Weapon": INSTRUMENT,
}
"""The slot of each role. Of human targets only the name counts."""

_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)
_ARTICLES: Final = re.compile(r"\b(?:a|an|the)\b")

Entity = frozenset[str]
"""The strings of one entity as they are compared."""


def normal(text: str) -> str:
    """Return `text` as it is compared."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def entity(strings: Iterable[str]) -> Entity:
    """Return the strings of an entity as they are compared."""
    return frozenset(normal(text) for text in strings)


def covers(gold: Entity, predicted: Entity) -> bool:
    """Tell whether a predicted entity counts: its strings are a subset of the gold entity's alternatives.

    An entity without any string never counts.
    """
    return bool(predicted) and predicted <= gold


def rates(right_precision: float, predicted: float, right_recall: float, gold: float) -> dict[str, float]:
    """Return precision, recall and F1 as fractions; 0 where there is nothing to divide by."""
    precision = right_precision / predicted if predicted else 0.0
    recall = right_recall / gold if gold else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def merged(entities: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return `entities` without those whose strings another one has all: the larger stands for both.

    The order is that of first mention, by which template came first.
    """
    sets = [entity(strings) for strings in entities]
    kept = []
    for i, strings in enumerate(entities):
        same_before = any(sets[i] == sets[j] for j in range(i))
        inside = any(sets[i] < other for other in sets)
        if not same_before and not inside:
            kept.append(list(strings))
    return kept
