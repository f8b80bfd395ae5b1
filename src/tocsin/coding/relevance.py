"""The chance that a text reports a new attack: the reader, its surest sentences, the words, the gate."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tocsin.coding.events import Telling
from tocsin.coding.reader.reading import Reading, sigmoid
from tocsin.coding.silence import topic, weight_against

_LEAD = 3
_STRONG = 2
_OPENING = 12
"""Sentences whose words count: news tells its event early."""
_BEGINNING = 1_000
"""Code points that tell whether a text is in capitals."""
_SHOUTED = 0.9
"""Share of capitals among its letters from which it is."""
_BRIEF = 3
"""Sentences of a brief item: no second sentence bears the first out, and few words speak."""


def signs(
    reading: Reading, tellings: Sequence[Telling], title: str | None, text: str, gated: float
) -> tuple[float, ...]:
    """Return what speaks for a new attack.

    A constant, the reader's logit of the whole text, the logits of its two surest sentences, the net score of
    the words of the opening, whether it opens by telling, of these days, of an attack with casualties, the
    logit of the gate's chance `gated` (a fire with many dead reads like an attack, but not in its words),
    for a brief item a constant and that logit once more, and for a text in capitals, as old wires are, a
    constant and what the network learnt from such.
    """
    sentences = sorted((logit(told.incident) for told in reading.sentences if told), reverse=True)
    about = topic(title, tellings)
    words = max((t.score - weight_against(t, about) for t in tellings[:_OPENING] if t.live), default=0.0)
    brief, worded = float(len(tellings) <= _BRIEF), logit(gated)
    return (
        1.0,
        max(-8.0, min(8.0, reading.logit)),
        sentences[0] if sentences else -4.0,
        sentences[1] if len(sentences) > 1 else 0.0,
        max(-3.0, min(6.0, words)),
        float(any(_plain(t) for t in tellings[:_LEAD])),
        worded,
        brief,
        brief * worded,
        shouted := float(in_capitals(text)),
        shouted * max(-8.0, min(8.0, reading.muc)),
    )


def in_capitals(text: str) -> bool:
    """Tell whether nearly all letters of the beginning of `text` are capitals."""
    letters = [sign for sign in text[:_BEGINNING] if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) > _SHOUTED * len(letters)


def _plain(t: Telling) -> bool:
    """Whether a sentence tells of an attack of these days in the plainest way."""
    return t.recency.age == "recent" and t.strength >= _STRONG and t.casualties and not t.cues


def probability(weights: Sequence[float], found: Sequence[float]) -> float:
    """Return the chance that the fitted weights give to the signs of a text."""
    return sigmoid(sum(w * x for w, x in zip(weights, found, strict=True)))


def logit(chance: float) -> float:
    """Return the log odds of a chance, at most 4 either way: beyond that it says nothing more."""
    return max(-4.0, min(4.0, math.log((chance + 1e-6) / (1 - chance + 1e-6))))
