"""Readings written by hand: a text with its mentions in brackets, as the network would mark them."""

from __future__ import annotations

import re

import numpy as np

from tocsin.coding.reader.reading import Mention, Reading, Told
from tocsin.coding.reader.schema import TYPES
from tocsin.coding.sentences import sentences
from tocsin.model import Span

_MARK = re.compile(r"\[([^\]|]+)\|([a-z.]+)\]")


def marked(source: str) -> tuple[str, Reading, list[Span]]:
    """Return the text of `source`, a reading with its mentions, and its sentences.

    "[two men|killed] died" marks "two men" as the dead.
    """
    text, mentions, last = "", [], 0
    for match in _MARK.finditer(source):
        text += source[last : match.start()]
        mentions.append(Mention(match[2], Span(len(text), len(text) + len(match[1])), 0.9))
        text += match[1]
        last = match.end()
    text += source[last:]
    spans = sentences(text)
    told = tuple(Told(0.9, 0.05, 0.1, np.full(len(TYPES), 0.1, np.float32)) for _ in spans)

    def tagged(span: Span) -> dict[str, float]:
        held = [m.role for m in mentions if m.span.start <= span.start and span.end <= m.span.end]
        return dict.fromkeys(held, 0.5)

    return text, Reading(2.0, 2.0, 0.1, told, tuple(mentions), tagged), spans
