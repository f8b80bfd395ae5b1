"""What a mention is when it is not a new attack: one code for each way of not being one.

Two instruments: a *mask* covers a stretch of a sentence whose triggers mean something else, a *cue* gives the
whole sentence its status.
"""

from __future__ import annotations

from typing import Final

from tocsin.coding.cues import CUES
from tocsin.coding.masks import MASKS
from tocsin.model import Span

_OPENING: Final = 450
STATUSES: Final = (
    "new", "background", "aftermath", "court", "charge", "anniversary", "drill", "fiction", "metaphor",
    "accident", "clash", "response", "crime", "protest", "threat", "hoax", "statistics", "cyber", "animal",
    "medical", "sport", "politics", "review",
)  # fmt: skip
"""What a mention can be; all but "new" are counted in `Coding.left_out`."""


def masked(folded: str) -> list[tuple[Span, str]]:
    """Return the stretches of a folded sentence whose triggers mean something else, each with its status."""
    return [
        (Span(*match.span()), rule.status)
        for rule in MASKS
        if rule.may(folded)
        for match in rule.pattern.finditer(folded)
    ]


def cues(folded: str) -> frozenset[str]:
    """Return the statuses that the words of a folded sentence (or title) speak for.

    Of a sentence without an end only the opening counts: it tells the event, the rest of the text follows.
    """
    opening = folded[:_OPENING]
    return frozenset(rule.status for rule in CUES if rule.may(opening) and rule.pattern.search(opening))
