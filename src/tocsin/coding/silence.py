"""Why a text has no report: what its words of attack were taken for, so that silence has a reason by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from tocsin.coding.events import Telling
from tocsin.coding.folding import fold
from tocsin.coding.status import cues

_WEIGHT: Final = {
    "court": 5.0, "drill": 5.0, "hoax": 4.0, "anniversary": 4.0, "fiction": 4.5, "statistics": 4.0,
    "accident": 4.0, "clash": 3.0, "crime": 3.5, "protest": 2.0, "threat": 2.0, "background": 2.5,
    "charge": 0.5, "politics": 2.0, "sport": 4.0, "animal": 4.0, "review": 6.0,
}  # fmt: skip
"""How much each cue weighs as a reason beside others; of two that weigh alike the first one here is given."""
_COLOURS: Final = frozenset(_WEIGHT) - {"threat", "background", "charge"}
"""Cues that, in the title or the first sentence, colour the whole document."""
_CLEARED: Final = frozenset({"hoax", "drill", "sport"})
"""Cues that colour the whole document from any of its first sentences: the alarm was none, it was a game."""
_LONG_AGO: Final = 6.0
_LEAD: Final = 3
_OLD_ENOUGH: Final = 3.0
"""A weight under which "long ago" is the better reason."""
_TELLS: Final = 3.0
"""The score from which a sentence tells an attack in so many words."""
_FURNITURE: Final = re.compile(
    r"(?:\w+day,? )?(?:\w+ \d{1,2}|\d{1,2} \w+),? \d{4}\.?$|[^a-z]*$|"
    r"(?:by|photo|image|file|advertisement|read more)\b.{0,60}$"
)


def left_out(title: str | None, tellings: Sequence[Telling]) -> Counter[str]:
    """Return how many mentions of violence were left out, by the code of the reason (docs/coding.md).

    `tellings` are the sentences of a text that reports no attack, in order.
    """
    about = topic(title, tellings)
    left: Counter[str] = Counter(mention.status for t in tellings for mention in t.left)
    for telling in tellings:
        if telling.live:
            left[_reason(telling, about)] += len(telling.live)
    return left


def reviews(title: str | None) -> bool:
    """Whether a text says of itself that it goes through what others told: it has no event of its own."""
    return "review" in cues(fold(title or ""))


def wordless_crime(about: frozenset[str], tellings: Sequence[Telling]) -> bool:
    """Whether a text on a crime has no word of violence at all: a robbery in which nobody was hurt is no
    attack (docs/rights.md), whatever the reader makes of it. `about` is its `topic`."""
    return "crime" in about and not any(t.live or t.left for t in tellings)


def weight_against(telling: Telling, about: frozenset[str]) -> float:
    """Return how much the weightiest reason against a sentence of a text `about` something weighs; 0 where
    there is none."""
    found = [_WEIGHT[cue] for cue in telling.cues | about if cue in _WEIGHT]
    if telling.recency.age == "old":
        found.append(_LONG_AGO)
    return max(found, default=0.0)


def topic(title: str | None, tellings: Sequence[Telling]) -> frozenset[str]:
    """Return what a text is on by its title and its first sentence: the reasons of silence that colour all
    of it ("anniversary", "crime")."""
    content = [t for t in tellings if not _FURNITURE.match(t.folded)]
    opening = cues(fold(title or "")) | (content[0].cues if content else frozenset())
    opening |= {cue for t in content[1:_LEAD] for cue in t.cues & _CLEARED}
    return frozenset(opening & _COLOURS)


def _reason(t: Telling, about: frozenset[str]) -> str:
    found = sorted((cue for cue in _WEIGHT if cue in t.cues | about), key=lambda cue: -_WEIGHT[cue])
    if t.recency.age == "old" and "charge" not in found and (not found or _WEIGHT[found[0]] < _OLD_ENOUGH):
        return "background"
    if found:
        return found[0]
    return "background" if t.score >= _TELLS else "metaphor"
