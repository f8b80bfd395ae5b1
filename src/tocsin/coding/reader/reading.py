"""A text as the reader understands it: what each sentence tells, and who and what is mentioned where.

Spans are code points of the document's text; what the network says of the title only colours the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from tocsin.coding.reader.network import scores
from tocsin.coding.reader.schema import DOCUMENT, MENTIONS, ROLES, TAGS, TYPES
from tocsin.coding.reader.scores import OPENS, TELL, TYPE, Floats, Scores
from tocsin.coding.reader.text import joined
from tocsin.coding.reader.weights import Weights
from tocsin.model import Span

_INCIDENT: Final = DOCUMENT.index("incident")
_SEVERAL: Final = DOCUMENT.index("incidents")
_MUC: Final = DOCUMENT.index("muc")


_FOUND: Final = 0.5
"""What a mention that the span head found there adds to the mean of the tags of its words."""
Tagger = Callable[[Span], dict[str, float]]
"""From a stretch of the text to the mean chances of the roles of its words."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence tells: the chances that it tells of a new incident, of other violence, and of another
    incident than the sentences before; `types` are the chances of `TYPES`, given an incident."""

    incident: float
    other: float
    opens: float
    types: Floats


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of one of the roles `MENTIONS`: where, and how sure (0 to 1)."""

    role: str
    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as read. `logit` is the network's word on whether it reports a new attack, `muc` on
    whether it is relevant in the sense of MUC-4, `several` the chance that it reports more than one;
    `sentences` go with the spans that were asked for."""

    logit: float
    muc: float
    several: float
    sentences: tuple[Told | None, ...]
    mentions: tuple[Mention, ...]
    tagged: Tagger

    def chances(self, span: Span) -> dict[str, float]:
        """Return by role how likely `span` is a mention of it.

        That is what its words say one by one, and what the span head found there.
        """
        found = self.tagged(span)
        for mention in self.mentions:
            if mention.span.meets(span):
                found[mention.role] = found.get(mention.role, 0.0) + _FOUND * mention.probability
        return found

    def within(self, spans: Sequence[Span], *roles: str) -> list[Mention]:
        """Return the mentions of `roles` that lie inside one of `spans`, in text order."""
        return [
            m for m in self.mentions
            if m.role in roles and any(s.start <= m.span.start and m.span.end <= s.end for s in spans)
        ]  # fmt: skip


def read(weights: Weights, title: str | None, text: str, sentences: Sequence[Span]) -> Reading | None:
    """Return `text` as read, sentence by sentence of `sentences`; None where it has no word."""
    whole, base = joined(title, text)
    found = scores(weights, whole)
    if found is None:
        return None
    settings = weights.settings
    return Reading(
        float(found.document[_INCIDENT]),
        float(found.document[_MUC]),
        sigmoid(float(found.document[_SEVERAL])),
        tuple(_told(found, Span(s.start + base, s.end + base)) for s in sentences),
        _mentions(found, base, settings["mentions"]),
        partial(_tagged, found, base),
    )


def sigmoid(x: float) -> float:
    """Return the chance of a logit."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))


def _told(found: Scores, span: Span) -> Told | None:
    numbers = found.sentence(span)
    if numbers is None:
        return None
    kinds = np.exp(numbers[TELL] - numbers[TELL].max())
    kinds /= kinds.sum()
    return Told(float(kinds[0]), float(kinds[1]), sigmoid(float(numbers[OPENS])), _sigmoids(numbers[TYPE]))


def _sigmoids(logits: Floats) -> Floats:
    chances: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return chances


def _mentions(found: Scores, base: int, settings: Mapping[str, Any]) -> tuple[Mention, ...]:
    """The mentions above the threshold of their role; of overlapping ones of one family the surest."""
    held: list[tuple[float, str, Span]] = []
    for name in MENTIONS:
        role = ROLES.index(name)
        floor = float(settings[name])
        firsts, widths = np.nonzero(found.spans[role] > floor)
        for first, wide in zip(firsts.tolist(), widths.tolist(), strict=True):
            span = found.span(first, first + wide)
            if span.start >= base:
                logit = float(found.spans[role, first, wide]) - floor
                held.append((logit, name, Span(span.start - base, span.end - base)))
    kept: list[tuple[float, str, Span]] = []
    for logit, name, span in sorted(held, key=lambda h: -h[0]):
        if not any(family(name) == family(other) and span.meets(s) for _, other, s in kept):
            kept.append((logit, name, span))
    kept.sort(key=lambda k: (k[2].start, k[2].end))
    return tuple(Mention(name, span, sigmoid(logit)) for logit, name, span in kept)


def _tagged(found: Scores, base: int, span: Span) -> dict[str, float]:
    mean = found.tagged(Span(span.start + base, span.end + base))
    return {} if mean is None else dict(zip(TAGS, mean.tolist(), strict=True))


def family(role: str) -> str:
    """Return what a role competes with others for: a stretch is one toll, or one group, and no more."""
    head = role.split(".")[0]
    return "toll" if head in ("killed", "injured", "casualties", "attackers") else head


TYPE_AT: Final = {pair: i for i, pair in enumerate(TYPES)}
"""Where a type stands in `Told.types`."""
