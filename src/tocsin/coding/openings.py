"""The chance that a sentence that tells of an attack tells of another one than those before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from tocsin.coding.events import Telling
from tocsin.coding.reader.reading import TYPE_AT, Told
from tocsin.coding.relevance import logit
from tocsin.model import Span

_ATTACK: Final = [at for (kind, _), at in TYPE_AT.items() if kind == "attack_type"]
_NAME: Final = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]{2,}")
"""A capitalised word that no sentence begins with."""
_LONG: Final = 4
"""Sentences after which nothing more can be said from how much was told already."""
_NEW: Final = 3


def signs(
    text: str, several: float, told: Told, telling: Telling, before: Sequence[tuple[Told, Telling]]
) -> tuple[float, ...]:
    """Return what speaks for another attack, given the sentences `before` of the one told so far.

    A constant, the reader's logits of this sentence and of the whole text (`several`), words that set it
    apart surely and perhaps, how plainly it tells of an attack, whether it counts casualties, opens a
    paragraph, is of other attack types than those before, names whom and what was not named before, and how
    much was told.
    """
    start = telling.span.start
    mean = np.mean([t.types[_ATTACK] for t, _ in before], axis=0)
    here = told.types[_ATTACK]
    alike = float(mean @ here / (np.linalg.norm(mean) * np.linalg.norm(here) + 1e-6))
    named = {name for _, t in before for name in _named(text, t.span)}
    new = [name for name in _named(text, telling.span) if name not in named]
    return (
        1.0,
        logit(told.opens),
        logit(several),
        float(telling.another),
        float(telling.meanwhile),
        min(telling.score, 5.0),
        float(telling.casualties),
        float("\n" in text[max(start - 2, 0) : start]),
        1.0 - alike,
        float(min(len(new), _NEW)),
        float(min(len(before), _LONG)),
    )


def _named(text: str, span: Span) -> list[str]:
    return _NAME.findall(span.of(text))
