"""What attack and weapon types the words of an event speak for.

A table of weights on words and pairs of words, fitted by `python -m training.type_words`, beside the codes
that the rules of `types.py` give. It knows words of the language and no names: only words that stand in lower
case somewhere are in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tocsin import fitted
from tocsin.taxonomy.codes import ATTACK_TYPES, WEAPON_TYPES

FILE: Final = Path(__file__).parent / "data" / "type_words.tsv"
CODES: Final = tuple(
    [("attack_type", code) for code in ATTACK_TYPES] + [("weapon_type", code) for code in WEAPON_TYPES]
)
"""What is told, in the order of the columns."""
STEP: Final = 0.1
"""What one of the table's whole numbers stands for."""
RULED: Final = 2.0
"""How much a code of the rules counts where a word counts 1."""
WORDS: Final = 3.0
"""The length of the words' part, however many of them are known."""
ALWAYS: Final = "*"
FLOORS: Final = {"attack_type": 0.4, "weapon_type": 0.3}
"""The chance from which a code is given, by list."""
RULED_FLOORS: Final = {"attack_type": 0.3, "weapon_type": 0.2}
"""The same for a code that a rule gives too."""
_WORD: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A code, its chance, and which of the stretches that were read speaks for it most."""

    code: str
    chance: float
    stretch: int


def features(stretch: str) -> set[str]:
    """Return the words of a stretch of text, as the table knows them, and the pairs that stand together."""
    words = [stem(word) for word in _WORD.findall(stretch)]
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


def stem(word: str) -> str:
    """Return a word in lower case, a plural without its s."""
    low = word.lower()
    return low[:-1] if len(low) > 4 and low.endswith("s") and not low.endswith("ss") else low


def ruled(said: Mapping[str, Collection[str]]) -> list[str]:
    """Return the names of the rows for codes that rules give, by list."""
    return [f"={name}:{code}" for name, codes in said.items() for code in codes]


def spoken(
    stretches: Sequence[str], title: str, said: Mapping[str, Collection[str]]
) -> dict[str, list[Spoken]]:
    """Return for "attack_type" and "weapon_type" each code with its chance, the likeliest first.

    `stretches` are the sentences of the event, `title` the title where it is of this event, else "", `said`
    the codes that the rules give, by list.
    """
    table = weights()
    *own, titled = (features(stretch) & table.keys() for stretch in (*stretches, title))
    known = titled.union(*own)
    share = WORDS / math.sqrt(max(len(known), 1))
    total = table[ALWAYS] + share * _summed(known, table) + RULED * _summed(ruled(said), table)
    chances = 1 / (1 + np.exp(-STEP * total))
    by_stretch = np.asarray([_summed(words, table) for words in own])
    found: dict[str, list[Spoken]] = {name: [] for name, _ in CODES}
    for column, (name, code) in enumerate(CODES):
        stretch = int(by_stretch[:, column].argmax()) if len(own) else 0
        found[name].append(Spoken(code, float(chances[column]), stretch))
    return {name: sorted(codes, key=lambda one: (-one.chance, one.code)) for name, codes in found.items()}


def _summed(names: Iterable[str], table: Mapping[str, Floats]) -> Floats:
    rows = [table[name] for name in names if name in table]
    total: Floats = np.sum(rows, axis=0) if rows else np.zeros(len(CODES))
    return total


@cache
def weights() -> Mapping[str, Floats]:
    """Return the fitted weights by row: for each of `CODES` a whole number of `STEP`, so that a sum does not
    depend on the order of its words.

    Raises WeightsError where the file is missing or damaged.
    """
    return fitted.read(FILE, "the weights of attack types", _table)


def _table(body: bytes) -> dict[str, Floats]:
    rows = fitted.rows(body, "word", *(f"{name}:{code}" for name, code in CODES))
    return {
        row["word"]: np.asarray([float(row[f"{name}:{code}"] or 0) for name, code in CODES]) for row in rows
    }
