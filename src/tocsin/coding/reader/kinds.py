"""Which kind of incident the words of a text speak of, and the words around a filler.

The network learns the kinds of MUC-4 partly by the names in the texts it was fitted to: a senator is
assassinated, a bank is bombed. The few plain words for what is done ("kidnapped", "dynamite") carry over to
texts with other names, so how near they stand to a filler, and how often they stand in a text, is weighed
beside what the network says. The weights are fitted on texts that the network was not fitted to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tocsin.coding.reader.schema import ATTRIBUTES, DOCUMENT, INCIDENT_TYPES
from tocsin.coding.reader.scores import Floats, Scores
from tocsin.model import Span

_REACH: Final = 120.0
"""Code points at which the nearness of a word has fallen to 1 / e."""
_BEGINNING: Final = 600.0
"""The same for how early the first word stands in a text."""
_WORDS: Final = {
    "ATTACK": r"kill|shot|shoot|murder|assassin|gunn|machine-?gun|massacr|ambush|attacked|fired|died|wound"
    r"|deaths?\b",
    "BOMBING": r"bomb|explo|dynamit|bl(?:ew|ow|own) up|blast|mines?\b|detonat|grenade|rocket",
    "KIDNAPPING": r"kidnap|abduct|hostage|captive|captor|ransom",
    "ARSON": r"burn|set (?:\w+ )?(?:on )?fire|arson|torch|molotov|fire to|on fire|flames?\b|incendi",
    "ROBBERY": r"rob(?:b|s)|stole|steal|loot|assaulted",
}
"""Beginnings of the words that name what is done, by kind of incident."""
_PATTERNS: Final = tuple(re.compile(rf"\b(?:{words})", re.I) for words in _WORDS.values())
_TYPES: Final = slice(DOCUMENT.index(INCIDENT_TYPES[0]), DOCUMENT.index(INCIDENT_TYPES[-1]) + 1)
_OF_FILLER: Final = [ATTRIBUTES.index((4, name)) for name in INCIDENT_TYPES]

Places = tuple[NDArray[np.int64], ...]
"""Where the words of each kind stand: for each an array (n, 2) of code points, beginning and end."""


def places(text: str) -> Places:
    """Return where the words of each kind stand in `text`."""
    return tuple(
        np.asarray([m.span() for m in pattern.finditer(text)], np.int64).reshape(-1, 2)
        for pattern in _PATTERNS
    )


def near(found: Places, spans: Sequence[Span]) -> tuple[float, ...]:
    """Return for each kind how near its nearest word stands to one of `spans`: 1 at it, 0 where none is."""
    return tuple(float(np.exp(-_distance(at, spans) / _REACH)) for at in found)


def of_text(scores: Scores, found: Places) -> Floats:
    """Return the signs of the kinds that a text tells: the network's logits, how many words of each kind
    stand in it, how early the first."""
    many = [np.log1p(len(at)) for at in found]
    early = [np.exp(-at[0, 0] / _BEGINNING) if len(at) else 0.0 for at in found]
    signs: Floats = np.asarray([*scores.document[_TYPES], *many, *early, 1.0], np.float32)
    return signs


def of_filler(
    scores: Scores, attributes: Floats, found: Places, spans: Sequence[Span], hit: bool, human: bool
) -> Floats:
    """Return the signs of the kinds that a filler is of: the network's logits for it (of its `attributes`)
    and for the text, the nearest words of each kind, whether it is a thing that was hit or a human."""
    own = attributes[_OF_FILLER]
    signs: Floats = np.asarray(
        [*own, *scores.document[_TYPES], *near(found, spans), float(hit), float(human), 1.0], np.float32
    )
    return signs


def _distance(at: NDArray[np.int64], spans: Sequence[Span]) -> float:
    if not len(at):
        return np.inf
    return min(float(np.maximum(np.maximum(at[:, 0] - s.end, s.start - at[:, 1]), 0).min()) for s in spans)
