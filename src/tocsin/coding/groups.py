"""Groups that a sentence ties to an attack, how, and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tocsin.model import Relation, Span

_NAMES: Final = {
    "islamic state": "Islamic State", "isis": "Islamic State", "boko haram": "Boko Haram",
    "al-shabaab": "al-Shabaab", "taliban": "Taliban",
}  # fmt: skip
_NAME: Final = re.compile("|".join(rf"\b{name}\b" for name in _NAMES), re.I)


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A group, its relation to the attack, and who says so; `span` is the evidence."""

    name: str
    relation: Relation
    said_by: str
    span: Span
    background: bool


def find_groups(text: str, sentence: Span) -> list[GroupMention]:
    """Return the groups that `sentence` ties to an attack."""
    words = sentence.of(text).lower()
    hit = _NAME.search(text, sentence.start, sentence.end)
    if hit is None:
        return []
    name = _NAMES[hit[0].lower()]
    if "claimed responsibility" in words and not re.search(r"\bno (?:one|group)\b", words):
        return [GroupMention(name, "claimed", name, sentence, False)]
    if "blamed" in words or "accused" in words:
        return [GroupMention(name, "attributed", "the outlet", sentence, False)]
    if "suspected" in words:
        return [GroupMention(name, "suspected", "the outlet", sentence, False)]
    return []
