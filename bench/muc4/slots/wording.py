"""What the words of a filler, and the words around it, say of its set fills.

The network learnt the set fills partly by the names of the texts that it was fitted to; what a target is (a
bank, a judge), what was used and how sure an accusation is stands in plain words, and weights on words,
fitted to the development keys by `training/set_fills.py`, carry over. Both are added up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from bench.muc4.template import (
    CONFIDENCE,
    HUMAN_EFFECT,
    HUMAN_TYPE,
    INSTRUMENT_TYPE,
    TARGET_EFFECT,
    TARGET_TYPE,
)
from tocsin.model import Span

WEIGHTS: Final = Path(__file__).with_name("words.json")
NONE: Final = "NONE"
"""The answer of a slot that may be empty, among its fills."""
TRUST: Final = {
    CONFIDENCE: 0.5, TARGET_TYPE: 1.0, TARGET_EFFECT: 0.5, HUMAN_TYPE: 0.0, HUMAN_EFFECT: 1.0,
    INSTRUMENT_TYPE: 0.0,
}  # fmt: skip
"""How much the network's logit counts beside the words, by slot: what is right most often on the tuning
sets, of four values."""
_AROUND: Final = frozenset({CONFIDENCE, TARGET_EFFECT, HUMAN_TYPE, HUMAN_EFFECT})
"""Slots for which the words around count too; what a thing is, is told by its own."""
_MENTIONS: Final = 4
_LETTERS: Final = 160
_FARTHEST: Final = 12
"""Words to each side, and characters in which they are looked for."""
_FADES: Final = 4.0
_STEM: Final = 6
WORD: Final = re.compile(r"[A-Z]{2,}")
"""What counts as a word."""


def features(text: str, spans: Sequence[Span], role: str, slot: int) -> dict[str, float]:
    """Return what speaks for the set fills of `slot` of a filler that stands at `spans`, the best first."""
    spans = spans[:_MENTIONS]
    found = {f"role {role}": 1.0, "all": 1.0}
    for span in spans:
        found |= {f"own {stem(word)}": 1.0 for word in WORD.findall(span.of(text))}
    last = WORD.findall(spans[0].of(text)) if spans else []
    if last:
        found[f"head {stem(last[-1])}"] = 1.0
    for name, weight in _around(text, spans) if slot in _AROUND else ():
        found[name] = max(found.get(name, 0.0), weight)
    return found


def _around(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, float]]:
    for span in spans:
        before = WORD.findall(text[max(0, span.start - _LETTERS) : span.start])[::-1]
        for words in (before, WORD.findall(text[span.end : span.end + _LETTERS])):
            for far, word in enumerate(words[:_FARTHEST]):
                yield f"near {stem(word)}", 1 / (1 + far / _FADES)


def stem(word: str) -> str:
    """Return the first letters of a long word, a short one without the S of a plural."""
    if len(word) > _STEM:
        return word[:_STEM]
    return word.removesuffix("S") if len(word) > 3 else word


def told(text: str, spans: Sequence[Span], role: str, slot: int) -> dict[str, float]:
    """Return the logit of each set fill of `slot` by words; over that of none where a slot may be empty."""
    weights = _weights().get(str(slot), {})
    found = features(text, spans, role, slot)
    sums = {
        fill: sum(by_name.get(name, 0.0) * value for name, value in found.items())
        for fill, by_name in weights.items()
    }
    none = sums.pop(NONE, 0.0)
    return {fill: value - none for fill, value in sums.items()}


@cache
def _weights() -> Mapping[str, Mapping[str, Mapping[str, float]]]:
    loaded: Mapping[str, Mapping[str, Mapping[str, float]]] = json.loads(WEIGHTS.read_text(encoding="ascii"))
    return loaded
