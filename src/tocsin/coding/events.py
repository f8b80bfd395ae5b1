"""Mentions of attacks in the sentences of one text, each with its status and its support."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tocsin.coding.folding import fold
from tocsin.coding.lexicon import AGENT, TRIGGERS, Trigger
from tocsin.coding.recency import Recency, recency
from tocsin.coding.status import cues, masked
from tocsin.model import Span

_NUMBER: Final = (
    r"(?:\d[\d,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|"
    r"dozens|scores|hundreds|several|many|no)"
)
_CASUALTIES: Final = re.compile(
    rf"\b(?:{_NUMBER} (?:[\w'-]+ ){{0,7}}?(?:killed|dead|died|wounded|injured|hurt|slain|murdered|hospitali[sz]ed|casualties|deaths|fatalities|missing)|"
    r"(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|injur(?:ed|ing|es)|claim(?:ed|ing)) (?:at least |more than |up to |about |around |nearly |as many as |over |some )?"
    rf"{_NUMBER}\b|(?:was|were|been) (?:\w+ )?(?:killed|wounded|injured|shot|stabbed|hurt)|death toll|bodies|casualties|lives|died (?:of|from|in|at)|victims|wounded|leaving (?:\w+ )?dead)"
)
_AGENT: Final = re.compile(rf"\b{AGENT}\b")
_CLAIM: Final = re.compile(
    r"\b(?:claim(?:ed|s|ing)? (?:the )?(?:responsibility|credit|the (?:attack|killing|bombing))|(?:attack|bombing|killing|blast)\w* (?:was|were) claimed by|no (?:group|one|organi[sz]ation)\b.{0,40}claimed|"
    r"blamed (?:on )?(?:the )?(?:\w+ ){0,3}(?:militants|rebels|insurgents|terrorists)|act of terror\w*|terror\w* (?:attack|incident|investigation))"
)
_DEFINITE: Final = re.compile(
    r"\b(?:the|this|that|these|those|his|her|their|its|\w+'s) (?:\w+ ){0,3}?(?:attacks?|bombings?|blasts?|explosions?|shootings?|assaults?|siege|raid|stabbings?|killings?|massacre|ambush|incident|kidnappings?|abductions?|attackers?|gunm[ae]n|bombers?|hostages?)\b"
)
_SEPARATE: Final = re.compile(
    r"\b(?:separate(?:ly)?|elsewhere|meanwhile|another (?:\w+ ){0,3}?(?:attack|bomb|blast|explosion|shooting|assault|suicide|car|incident|ambush|raid|stabbing|grenade|device|gunm[ae]n|kidnapping|roadside)\w*|"
    r"in a (?:different|second|third|further|similar) (?:\w+ )?(?:attack|incident|bombing|blast|assault|shooting)|(?:hours|minutes) (?:later|earlier|before|after)\b|(?:later|earlier) (?:on \w+day|in the day|that day|the same day)|"
    r"(?:also|in addition)\b|a second (?:\w+ )?(?:attack|bomb\w*|blast|explosion|assault)|in the (?:neighbou?ring|nearby|northern|southern|eastern|western) (?:province|town|city|region|district) of)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger found in one sentence; `span` is a range of the whole text."""

    sentence: int
    span: Span
    trigger: Trigger
    status: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence as a telling of attacks: what is live in it, what speaks for it, what against it."""

    index: int
    span: Span
    folded: str
    live: tuple[Mention, ...]
    left: tuple[Mention, ...]
    cues: frozenset[str]
    support: int
    definite: bool
    separate: bool
    casualties: bool
    recency: Recency

    @property
    def strength(self) -> int:
        """The strongest live trigger."""
        return max((mention.trigger.strength for mention in self.live), default=0)

    @property
    def score(self) -> int:
        """Strength and support together; 3 and more tell of an attack."""
        return self.strength + self.support if self.live else 0


def tellings(text: str, spans: Sequence[Span], published: date | None) -> list[Telling]:
    """Return one `Telling` for each sentence, in order."""
    return [telling(text, index, span, published) for index, span in enumerate(spans)]


def telling(text: str, index: int, span: Span, published: date | None) -> Telling:
    """Read one sentence."""
    folded = fold(span.of(text))
    mentions = _mentions(index, span, folded)
    live = tuple(mention for mention in mentions if mention.status == "new")
    left = tuple(mention for mention in mentions if mention.status != "new")
    if not mentions:
        return Telling(
            index,
            span,
            folded,
            (),
            (),
            cues(folded),
            0,
            False,
            False,
            bool(_CASUALTIES.search(folded)),
            recency(folded, published),
        )
    casualties = bool(_CASUALTIES.search(folded))
    support = casualties + bool(_AGENT.search(folded)) + bool(_CLAIM.search(folded))
    weapons = {weapon for mention in live for weapon in mention.trigger.weapon}
    support += bool(weapons)
    return Telling(
        index, span, folded, live, left, cues(folded), min(support, 3), bool(_DEFINITE.search(folded)),
        bool(_SEPARATE.search(folded)), casualties, recency(folded, published),
    )  # fmt: skip


def _mentions(index: int, span: Span, folded: str) -> list[Mention]:
    masks: list[tuple[Span, str]] | None = None
    found: list[Mention] = []
    for trigger in TRIGGERS:
        if not any(head in folded for head in trigger.heads):
            continue
        for match in trigger.pattern.finditer(folded):
            if masks is None:
                masks = masked(folded)
            status = next(
                (code for mask, code in masks if mask.start < match.end() and match.start() < mask.end), "new"
            )
            found.append(
                Mention(index, Span(span.start + match.start(), span.start + match.end()), trigger, status)
            )
    return found
