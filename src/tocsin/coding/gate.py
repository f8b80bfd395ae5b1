"""The relevance gate: a cheap trained linear score over words, before anything costly.

It lets pass whatever may report an attack (aim: 99 % of them) and stops most ordinary news. What it stops
is counted as "not_relevant". The weights are made by `python -m training.gate`. Three sums of whole numbers
are added: each word and pair of neighbours once over the whole text; the best stretch of some words; and
the mean of such stretches. So an attack told in one sentence of a long text counts, and so does its subject.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from operator import add, sub
from pathlib import Path
from typing import Final

from tocsin import fitted
from tocsin.coding.folding import fold

THRESHOLD: Final = 0.05
"""The probability under which a document is not read further."""
FOLDER: Final = Path(__file__).parent / "data"
NAME: Final = "gate.tsv"
"""The weights: words, a tab, the weight in the whole text, a tab, the weight in a stretch, in hundredths."""
MANIFEST: Final = "gate.json"
"""Digest of the weights, digests of what they were made from, and the four numbers beside the weights."""

_LIMIT: Final = 6000
"""Code points of the text that the gate looks at: news tells its event early."""
_TITLE_LIMIT: Final = 500
_WORDS: Final = re.compile(r"[a-z]{2,}")
_STRETCH: Final = 30
"""Words in a stretch: two sentences or so."""
_STEEPEST: Final = 30.0

Term = str | tuple[str, str]
"""A word, or two words that stand next to each other."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of terms in the whole text and in a stretch, in hundredths; what is not listed weighs nothing.

    A score of `cut` is the threshold; `slope` says how fast the probability rises beyond it.
    """

    whole: dict[Term, int]
    near: dict[Term, int]
    bias: int = 0
    cut: int = 0
    slope: float = 1.0


def words_of(title: str | None, text: str) -> list[str]:
    """Return the words that the gate looks at, folded, in order."""
    return _WORDS.findall(fold(f"{(title or '')[:_TITLE_LIMIT]} {text[:_LIMIT]}"))


def score(weights: Weights, words: Sequence[str]) -> int:
    """Return the score of a text in hundredths."""
    pairs = list(pairwise(words))
    whole, near = weights.whole.get, weights.near.get
    total = weights.bias + sum(whole(word, 0) for word in set(words)) + sum(whole(p, 0) for p in set(pairs))
    if not words:
        return total
    steps = map(add, (near(word, 0) for word in words), (0, *(near(pair, 0) for pair in pairs)))
    sums: list[int] = list(accumulate(steps, initial=0))
    if len(words) <= _STRETCH:
        return total + 2 * sums[-1]
    best: int = max(map(sub, sums[_STRETCH:], sums))
    return total + best + sums[-1] * _STRETCH // len(words)


def probability(title: str | None, text: str) -> float:
    """Return the chance, between 0 and 1, that the text may report an attack.

    Raises `WeightsError` where the packaged weights are missing or altered.
    """
    return chance(_shipped(), words_of(title, text))


def chance(weights: Weights, words: Sequence[str]) -> float:
    """Return the chance that `weights` give to the words of a text."""
    beyond = (score(weights, words) - weights.cut) / 100 * weights.slope if words else -_STEEPEST
    beyond += math.log(THRESHOLD / (1 - THRESHOLD))
    return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, beyond))))


def load(folder: Path = FOLDER) -> Weights:
    """Return the weights of `folder`. Raises `WeightsError` where they are missing or altered."""
    about = fitted.read(folder / MANIFEST, "the manifest of the gate", _about)
    return fitted.read(folder / NAME, "the weights of the gate", partial(_weights, about), about.sha256)


@dataclass(frozen=True, slots=True)
class _About:
    """What the manifest says of the weights."""

    sha256: str
    bias: int
    cut: int
    slope: float


def _about(body: bytes) -> _About:
    about = json.loads(body)
    return _About(str(about["sha256"]), int(about["bias"]), int(about["cut"]), fitted.weight(about["slope"]))


def _weights(about: _About, body: bytes) -> Weights:
    whole: dict[Term, int] = {}
    near: dict[Term, int] = {}
    for line in body.decode("ascii").splitlines():
        words, in_whole, in_stretch = line.split("\t")
        term = _term(words)
        if in_whole != "0":
            whole[term] = int(in_whole)
        if in_stretch != "0":
            near[term] = int(in_stretch)
    return Weights(whole, near, about.bias, about.cut, about.slope)


def _term(words: str) -> Term:
    first, _, second = words.partition(" ")
    return (first, second) if second else first


@lru_cache(maxsize=1)
def _shipped() -> Weights:
    return load()
