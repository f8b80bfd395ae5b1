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
    found: list[list[Span]] = [[] for _ in events]
    for n, event in enumerate(events):
        for place, sentence in enumerate(event):
            folded = fold(sentence.of(text))
            if _ALL.search(folded):
                meant = range(len(events))
            elif place == 0:
                meant = range(n, n + 1)
            else:
                k = _nearest(text, sentence, events, n)
                meant = range(k, k + 1)
            for k in meant:
                found[k].append(sentence)
    return [sorted(one, key=lambda span: span.start) for one in found]


def _nearest(text: str, sentence: Span, events: Sequence[Sequence[Span]], n: int) -> int:
    """The event with whose own words a sentence of the n-th shares most; the n-th where none has more."""
    marks = [_words(text, [s for s in event[:_OPENING] if s != sentence]) for event in events]
    words = _words(text, [sentence])
    hits = [
        len(words & mine.difference(*(other for j, other in enumerate(marks) if j != k)))
        for k, mine in enumerate(marks)
    ]
    return max(range(len(events)), key=lambda k: (hits[k], k == n))


def _words(text: str, sentences: Sequence[Span]) -> set[str]:
    return {word for span in sentences for word in _WORD.findall(fold(span.of(text)))} - _COMMON
