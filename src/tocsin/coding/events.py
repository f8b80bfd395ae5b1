"""Sentences as tellings of attacks: what each says, what speaks for it and what against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tocsin.coding.folding import fold
from tocsin.coding.lexicon import NAMES, TRIGGERS, Trigger
from tocsin.coding.patterns import either
from tocsin.coding.recency import UNSAID, Recency, recency
from tocsin.coding.status import cues, masked
from tocsin.model import Span

_NUMBER: Final = either(r"""
    \d[\d,]*
    an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?
    dozens|scores|hundreds|several|many
""")
_NAMES: Final = {**NAMES, "NUMBER": _NUMBER}
_CASUALTIES: Final = re.compile(
    either(
        r"""
    <NUMBER> (?:[\w',()-]+ ){0,8}?(?:killed|dead|died|wounded|injured|hurt|slain|murdered|martyred
      |hospitali[sz]ed|casualties|deaths|fatalities|injuries|succumbed|stabbed|shot|abducted|kidnapped)
    (?:kill|wound|injur)(?:ed|ing|s|es)?\b
    (?:claim(?:ed|ing)|taking|cost) (?:the )?(?:lives|<NUMBER> (?:\w+ )?lives)
    death toll|bodies|casualties|fatalities|the dead\b|victims|succumbed|bullet[- ]riddled body
    (?:died|dies|dead|death) (?:of|from|in|at|on|after)
    seriously hurt|critical condition|leaving (?:[\w-]+ ){1,3}dead
""",
        _NAMES,
    )
)
_AGENT: Final = re.compile(NAMES["AGENT"] + r"\b")
_CLAIM: Final = re.compile(
    either(
        r"""
    claim(?:ed|s|ing)? (?:\w+ ){0,3}?(?:responsibility|credit)
    (?:attack|bombing|killing|blast|shooting)\w* (?:was|were) claimed by
    responsibility (?:for|was)
    blamed (?:on )?(?:the )?(?:\w+ ){0,3}?<AGENT>
    acts? of terror\w*
    terror\w* (?:attack|incident|investigation|offen[cs]es|act)
""",
        _NAMES,
    )
)
_DEFINITE: Final = re.compile(
    either(r"""
    (?:the|this|that|these|those|his|her|their|its|\w+'s) (?:[\w-]+ ){0,3}?(?:attacks?|bombings?|blasts?
      |explosions?|shootings?|assaults?|siege|raid|stabbings?|killings?|massacre|ambush|incident
      |kidnappings?|abductions?|attackers?|gunm[ae]n|bombers?|hostages?|assailants?|plot)\b
""")
)
_SEPARATE: Final = re.compile(
    either(r"""
    separate(?:ly)?\b
    elsewhere\b
    meanwhile\b
    (?:an)?other (?:[\w-]+ ){0,4}?(?:attack|bomb|blast|explosion|shooting|assault|incident|ambush|raid
      |stabbing|device|gunm[ae]n|kidnapping|one)\w*
    in a (?:different|second|third|further|similar) (?:\w+ )?(?:attack|incident|bombing|blast|assault|shooting)
    (?:hours|minutes) (?:later|earlier|before|after)\b
    (?:later|earlier) (?:on \w+day|in the day|that day|the same day)
    a second (?:[\w-]+ )?(?:attack|assault|incident|shooting|stabbing)
    (?:same|that) (?:day|night|evening|morning)\b
""")
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
    """One sentence as a telling of attacks.

    `live` are the mentions that may be of a new attack, `left` those that mean something else. `support`
    counts what stands beside them: casualties, an agent, a claim, a weapon.
    """

    index: int
    span: Span
    folded: str
    live: tuple[Mention, ...] = ()
    left: tuple[Mention, ...] = ()
    cues: frozenset[str] = frozenset()
    support: int = 0
    definite: bool = False
    separate: bool = False
    casualties: bool = False
    agent: bool = False
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
    """Return the triggers in one sentence of `text` (all of it where `span` is None), each with its status."""
    where = span or Span(0, len(text))
    return _mentions(index, where, fold(where.of(text)))


def _telling(text: str, index: int, span: Span, published: datetime | None) -> Telling:
    folded = fold(span.of(text))
    found = _mentions(index, span, folded)
    plain = Telling(index, span, folded, cues=cues(folded), casualties=bool(_CASUALTIES.search(folded)))
    if not found:
        return plain
    live = tuple(mention for mention in found if mention.status == "new")
    casualties, agent, claim = plain.casualties, bool(_AGENT.search(folded)), bool(_CLAIM.search(folded))
    armed = any(mention.trigger.weapon and mention.trigger.strength > 1 for mention in live)
    return replace(
        plain,
        live=live,
        left=tuple(mention for mention in found if mention.status != "new"),
        support=min(casualties + agent + claim + armed, 3),
        definite=bool(_DEFINITE.search(folded)),
        separate=bool(_SEPARATE.search(folded)),
        agent=agent,
        claim=claim,
        recency=recency(text, span, folded, published),
    )


def _mentions(index: int, span: Span, folded: str) -> list[Mention]:
    masks: list[tuple[Span, str]] | None = None
    found: list[Mention] = []
    for trigger in TRIGGERS:
        if not trigger.may(folded):
            continue
        for match in trigger.pattern.finditer(folded):
            if masks is None:
                masks = masked(folded)
            start, end = match.span()
            status = next((code for mask, code in masks if mask.start < end and start < mask.end), "new")
            found.append(Mention(index, Span(span.start + start, span.start + end), trigger, status))
    return found
