"""From tellings to events: which sentences of one document belong to one attack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.events import Telling
from tocsin.coding.lexicon import TRIGGERS
from tocsin.coding.status import cues, masked
from tocsin.coding.folding import fold

LEAD: Final = 4
"""Sentences with words of attack in which news tells its main event, title apart."""
ENOUGH: Final = 3
"""The score from which a telling stands as an attack."""
_TOPICS: Final = (
    "hoax",
    "drill",
    "fiction",
    "anniversary",
    "court",
    "accident",
    "clash",
    "crime",
    "protest",
    "statistics",
    "threat",
    "background",
)
_ORDER: Final = (
    "hoax",
    "drill",
    "anniversary",
    "fiction",
    "court",
    "statistics",
    "accident",
    "clash",
    "protest",
    "crime",
    "threat",
    "background",
)
_PLOT: Final = "plot"


@dataclass(frozen=True, slots=True)
class Event:
    """The sentences that tell of one attack, the first of them its anchor.

    `reach` are the indices of all the sentences in which its values may stand: those without a word of
    attack between its own, too, but none that tells of something else.
    """

    anchor: Telling
    sentences: tuple[Telling, ...]
    score: float
    reach: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The events of a document, and what was left out by status."""

    events: tuple[Event, ...]
    left_out: Counter[str]


def group(title: str | None, tellings: Sequence[Telling]) -> Grouped:
    """Return the events that `tellings` (the sentences in order) tell, main event first told first."""
    left: Counter[str] = Counter(mention.status for t in tellings for mention in t.left)
    head = title_strength(title)
    worded = [t for t in tellings if t.live]
    main = next((t for t in worded[:LEAD] if _tells(t, head, tellings)), None)
    if main is None:
        for t in worded:
            left[reason(t) or "metaphor"] += len(t.live)
        return Grouped((), left)
    groups: list[list[Telling]] = [[main]]
    for t in worded:
        if t is main:
            continue
        why = reason(t)
        if t.index < main.index:
            left[why or "background"] += len(t.live)
        elif t.separate and not why and t.score >= ENOUGH and not t.definite and t.recency != "old":
            groups.append([t])
        elif why and t.recency != "recent":
            left[why] += len(t.live)
        else:
            groups[-1].append(t)
    events = tuple(Event(g[0], tuple(g), _score(g, head), _reach(g, groups, tellings)) for g in groups)
    return Grouped(events, left)


def _reach(
    own: Sequence[Telling], groups: Sequence[Sequence[Telling]], tellings: Sequence[Telling]
) -> tuple[int, ...]:
    first = own[0].index
    others = [g[0].index for g in groups if g[0].index > first]
    end = min(others, default=len(tellings))
    return tuple(t.index for t in tellings[first:end] if t in own or not reason(t) or t.recency == "recent")


def title_strength(title: str | None) -> int:
    """Return the strength of the title's own words of attack, 0 where it has none or means another thing."""
    if not title:
        return 0
    folded = fold(title)
    masks = [mask for mask, _ in masked(folded)]
    return max(
        (
            trigger.strength
            for trigger in TRIGGERS
            if any(head in folded for head in trigger.heads)
            for match in trigger.pattern.finditer(folded)
            if not any(mask.start < match.end() and match.start() < mask.end for mask in masks)
        ),
        default=0,
    )


def reason(t: Telling) -> str | None:
    """Return why a telling is no new attack by its own words, None where nothing speaks against it."""
    if t.recency == "old":
        return (
            "background" if not t.cues & {"court", "anniversary"} else min(t.cues & {"court", "anniversary"})
        )
    found = [status for status in _ORDER if status in t.cues]
    return found[0] if found else None


def _tells(t: Telling, head: int, tellings: Sequence[Telling]) -> bool:
    why = reason(t)
    score = t.score + (1 if head else 0)
    if score < ENOUGH:
        return False
    if (
        why in (None, "threat", "protest", "crime", "clash", "background", "statistics")
        and t.recency != "old"
    ):
        return why is None or score >= ENOUGH + 1
    if why == "court":
        return t.recency == "recent"
    return why == "accident" and t.strength >= 3


def _score(group: Sequence[Telling], head: int) -> float:
    best = max(t.score for t in group)
    return best + 0.5 * (head > 0) + 0.25 * min(len(group) - 1, 4)
