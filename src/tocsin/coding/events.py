"""Sentences as tellings of attacks: what each says, what speaks for it and what against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tocsin.coding import marks
from tocsin.coding.folding import fold
from tocsin.coding.lexicon import TRIGGERS, Trigger
from tocsin.coding.recency import UNSAID, Recency, recency
from tocsin.coding.status import cues, masked
from tocsin.model import Span

_PLANS: Final = frozenset({"plot", "device found", "bomb warning", "shot down", "missile stopped"})
"""Triggers of attacks that had not happened yet: that they were stopped supports them."""


_PAST: Final = frozenset({"background", "aftermath"})
_DATED: Final = 12
"""Sentences whose age is asked for though they hold casualties only and no word of attack."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger found in one sentence; `span` is a range of the whole text."""

    sentence: int
    span: Span
    trigger: Trigger
    status: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence as a telling of attacks.

    `live` are the mentions that may be of a new attack, `left` those that mean something else. `support`
    counts what stands beside them: casualties, an agent, a claim, a weapon, a stop. `another` and
    `meanwhile` mark words that set this telling apart from the one before, surely and perhaps, `group` an
    armed group.
    """

    index: int
    span: Span
    folded: str
    live: tuple[Mention, ...] = ()
    left: tuple[Mention, ...] = ()
    cues: frozenset[str] = frozenset()
    support: int = 0
    definite: bool = False
    another: bool = False
    meanwhile: bool = False
    casualties: bool = False
    agent: bool = False
    group: bool = False
    claim: bool = False
    recency: Recency = UNSAID

    @property
    def strength(self) -> int:
        """The strongest live trigger."""
        return max((mention.trigger.strength for mention in self.live), default=0)

    @property
    def score(self) -> float:
        """Strength, support and nearness in time together; 3 and more tell of an attack."""
        if not self.live:
            return 0.0
        return self.strength + self.support + 0.5 * (self.recency.age == "recent")


def tellings(text: str, spans: Sequence[Span], published: datetime | None) -> list[Telling]:
    """Return one `Telling` for each sentence, in order."""
    return [_telling(text, index, span, published) for index, span in enumerate(spans)]


def mentions(text: str, index: int = 0, span: Span | None = None) -> list[Mention]:
    """Return the triggers in one sentence of `text` (all of it without `span`), each with its status."""
    where = span or Span(0, len(text))
    folded = fold(where.of(text))
    return _mentions(index, where, folded, _masks(folded, where))


def _telling(text: str, index: int, span: Span, published: datetime | None) -> Telling:
    folded = fold(span.of(text))
    masks = _masks(folded, span)
    found = _mentions(index, span, folded, masks)
    plain = Telling(index, span, folded, cues=cues(folded), casualties=bool(marks.CASUALTIES.search(folded)))
    if not found:
        near = plain.casualties and index < _DATED
        return replace(plain, recency=recency(text, span, folded, published)) if near else plain
    live = tuple(mention for mention in found if mention.status == "new")
    casualties, agent, claim = (
        plain.casualties,
        bool(marks.AGENT.search(folded)),
        bool(marks.CLAIM.search(folded)),
    )
    stopped = any(m.trigger.name in _PLANS for m in live) and bool(marks.STOPPED.search(folded))
    told = [m for m in found if m.status in ("new", "aftermath")]
    armed = any(mention.trigger.weapon and mention.trigger.strength > 1 for mention in told)
    return replace(
        plain,
        live=live,
        left=tuple(mention for mention in found if mention.status != "new"),
        support=min(casualties + agent + claim + armed + stopped, 3),
        definite=bool(marks.DEFINITE.search(folded)),
        another=bool(marks.ANOTHER.search(folded)),
        meanwhile=bool(marks.MEANWHILE.search(folded)),
        group=bool(marks.GROUP.search(folded)),
        agent=agent,
        claim=claim,
        recency=recency(
            text,
            span,
            folded,
            published,
            [m for m, code in masks if code in _PAST],
            [m.span for m in live if m.trigger.strength == max(x.trigger.strength for x in live)],
        ),
    )


def _masks(folded: str, span: Span) -> list[tuple[Span, str]]:
    """The masked stretches of a sentence, as ranges of the whole text."""
    if not any(trigger.may(folded) for trigger in TRIGGERS):
        return []
    base = span.start
    return [(Span(base + mask.start, base + mask.end), code) for mask, code in masked(folded)]


def _covers(mask: Span, here: Span) -> bool:
    """Whether a mask takes a trigger; not one that holds all of it ("armed with an assault rifle")."""
    inside = here.start < mask.start and mask.end <= here.end
    return mask.start < here.end and here.start < mask.end and not inside


def _mentions(index: int, span: Span, folded: str, masks: Sequence[tuple[Span, str]]) -> list[Mention]:
    found: list[Mention] = []
    for trigger in TRIGGERS:
        if not trigger.may(folded):
            continue
        for match in trigger.pattern.finditer(folded):
            here = Span(span.start + match.start(), span.start + match.end())
            status = next((code for mask, code in masks if _covers(mask, here)), "new")
            found.append(Mention(index, here, trigger, status))
    return found
