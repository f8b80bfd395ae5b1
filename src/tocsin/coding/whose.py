"""Of which of several attacks a sentence on a group speaks: its own, another that it points back to, or all.

Texts on two attacks tell both and then who did them. "The raid on the quarry was claimed by ..." stands among
the sentences of the second attack and speaks of the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.folding import fold
from tocsin.coding.tokens import listed
from tocsin.model import Span

_ALL: Final = re.compile(
    r"\b(?:both|the two|the three|all three|the twin|these|either|neither|each)(?: of the)?"
    r"(?: (?:\w+ )?(?:attacks?|bombings?|blasts|raids?|killings|incidents?|shootings|assaults|explosions"
    r"|crimes|deeds|ambushes)\b| were\b| was\b| had\b)"
)
_WORD: Final = re.compile(r"[a-z][a-z'-]{3,}")
_COMMON: Final = listed(
    "said says that with from this they their them were have been which about after before when where would "
    "could also people killed wounded attack attacks police officials group whom whose first second other "
    "another than there what some more most into over under between during since until against while will "
    "being because claimed responsibility blamed statement spokesman government army security sunday monday "
    "tuesday wednesday thursday friday saturday morning evening night later earlier"
)
"""Words that tell no attack from another."""
_OPENING: Final = 3
"""Sentences of an attack whose words say which it is."""


def spoken_of(text: str, events: Sequence[Sequence[Span]]) -> list[list[Span]]:
    """Return for each event, given by its sentences, those that speak of it when they name a group."""
    if len(events) < 2:
        return [list(event) for event in events]
    marks = [_words(text, event[:_OPENING]) for event in events]
    own = [
        set(words).difference(*(m for k, m in enumerate(marks) if k != n)) for n, words in enumerate(marks)
    ]
    found: list[list[Span]] = [[] for _ in events]
    for n, event in enumerate(events):
        for place, sentence in enumerate(event):
            for k in _meant(fold(sentence.of(text)), own, n, place):
                found[k].append(sentence)
    return [sorted(one, key=lambda span: span.start) for one in found]


def _meant(folded: str, own: Sequence[set[str]], n: int, place: int) -> list[int]:
    """The events that a sentence of the n-th speaks of."""
    if _ALL.search(folded):
        return list(range(len(own)))
    if place == 0:
        return [n]
    words = set(_WORD.findall(folded)) - _COMMON
    hits = [len(words & marks) for marks in own]
    best = max(range(len(own)), key=lambda k: (hits[k], k == n))
    return [best]


def _words(text: str, sentences: Sequence[Span]) -> set[str]:
    return {word for span in sentences for word in _WORD.findall(fold(span.of(text)))} - _COMMON
