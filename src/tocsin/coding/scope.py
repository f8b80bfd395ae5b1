"""Domestic or transnational, where the text gives grounds."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.groups import GroupMention
from tocsin.model import Span


def find_scope(
    text: str, sentences: Sequence[Span], groups: Sequence[GroupMention], event_country: str | None
) -> tuple[str, Span] | None:
    """Return "domestic" or "transnational" with its evidence; None where the text gives no grounds."""
    for sentence in sentences:
        words = sentence.of(text).lower()
        if "across the border" in words or "cross-border" in words:
            return "transnational", sentence
        if "home-grown" in words or "homegrown" in words:
            return "domestic", sentence
    return None
