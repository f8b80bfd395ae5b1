"""Which fill of a response belongs to which of the key, and which template to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.muc4.assignment import assign
from bench.muc4.matching import Pair
from bench.muc4.phrases import Verdict
from bench.muc4.tally import Counts, total
from bench.muc4.template import (
    DESCRIPTION,
    HUMAN_TYPE,
    NAME,
    ORGANIZATION,
    PERPETRATOR,
    SLOTS,
    TARGET,
    TARGET_TYPE,
    TYPE,
    Fill,
    Template,
)

SCORED: Final = range(2, len(SLOTS))
"""The slots that are scored: all but MESSAGE: ID and MESSAGE: TEMPLATE."""
CONTENT: Final = (PERPETRATOR, ORGANIZATION, TARGET, TARGET_TYPE, NAME, DESCRIPTION, HUMAN_TYPE)
"""The slots of which one has to match, at least partially, before templates may be mapped (3.2.1)."""

_POSSIBLE: Final = 1e-6
"""What a fill of the key that only counts because it is matched takes off, so that of pairings of the same
points the one of the higher recall is taken: what the key requires comes before what is optional."""

Slots = Mapping[int, Counts]
"""Counts by slot."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """The templates of one document: mapped pairs, and what is left of the key and of the response.

    `left_out` counts the optional templates of the key that nothing was mapped to; they are not missing.
    """

    matched: list[Slots]
    missing: list[Slots]
    spurious: list[Slots]
    left_out: int


def align(responses: Sequence[Template], keys: Sequence[Template]) -> Aligned:
    """Map the templates of a document so that the most points come out, and count each slot.

    Of mappings of the same points one of the highest recall is taken.
    """
    scores = [[score(Pair(response, key)) for key in keys] for response in responses]
    worth = [[_worth(slots, key) for slots, key in zip(row, keys, strict=True)] for row in scores]
    pairs = assign(worth)
    mapped_responses, mapped_keys = {i for i, _ in pairs}, {j for _, j in pairs}
    left = [key for j, key in enumerate(keys) if j not in mapped_keys]
    over = [response for i, response in enumerate(responses) if i not in mapped_responses]
    return Aligned(
        [scores[i][j] for i, j in pairs],
        [score(Pair(Template(key.document), key)) for key in left if not key.optional],
        [score(Pair(response, Template(response.document))) for response in over],
        sum(key.optional for key in left),
    )


def _worth(slots: Slots, key: Template) -> float:
    if not mappable(slots, key):
        return 0.0
    counts = total(slots.values())
    required = 0 if key.optional else sum(not f.optional for slot in SCORED for f in key.fills(slot))
    return counts.points - _POSSIBLE * (counts.possible - required)


def mappable(slots: Slots, key: Template) -> bool:
    """Tell whether two templates may be mapped, by the content-based conditions of 3.2.1.

    The incident type has to match at least partially, and so has one fill of a perpetrator, physical target
    or human target slot. Where the key requires no fill in any of these the type is enough.
    """
    if not slots[TYPE].points:
        return False
    asked = any(not fill.optional for slot in CONTENT for fill in key.fills(slot))
    return not asked or any(slots[slot].points for slot in CONTENT)


def score(pair: Pair) -> dict[int, Counts]:
    """Return the counts of each scored slot; with an empty template all fills are missing, or spurious."""
    return {slot: slot_counts(pair, slot, pair.response.fills(slot), pair.key.fills(slot)) for slot in SCORED}


def slot_counts(pair: Pair, slot: int, responses: Sequence[Fill], keys: Sequence[Fill]) -> Counts:
    """Pair the fills of one slot so that the most points come out, and count them.

    Of what is left, a response and a required key fill together are incorrect, more responses spurious, more
    required key fills missing. An optional key fill that no response matches is not counted at all.
    """
    if not responses and not keys:
        return Counts(noncommittal=1)
    verdicts = [[pair.verdict(slot, response, key) for key in keys] for response in responses]
    worth = [
        [
            verdict / 2 - _POSSIBLE * key.optional if verdict else 0.0
            for verdict, key in zip(row, keys, strict=True)
        ]
        for row in verdicts
    ]
    pairs = assign(worth)
    found = [verdicts[i][j] for i, j in pairs]
    taken = {j for _, j in pairs}
    over = len(responses) - len(pairs)
    left = sum(not key.optional for j, key in enumerate(keys) if j not in taken)
    return Counts(
        correct=found.count(Verdict.CORRECT),
        partial=found.count(Verdict.PARTIAL),
        incorrect=min(over, left),
        spurious=max(over - left, 0),
        missing=max(left - over, 0),
    )
