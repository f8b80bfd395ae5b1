"""The sentence around a quote: "130 people" says little, its sentence says what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from tocsin.brief.nouns import Passage
from tocsin.model import QUOTE_LIMIT, Evidence, Span

_CUT: Final = "…"


def passages(evidence: Iterable[Evidence], texts: Mapping[str, str]) -> dict[str, Passage]:
    """Return by the statement's id the sentence around each quote; `texts` are by the document's id.

    Left out: quotes whose document's text has expired, or does not hold the quote at its place. A passage
    is no longer than a quote may be (`QUOTE_LIMIT`), cut between words.
    """

    from tocsin.coding.sentences import sentences

    @cache
    def split(document: str) -> Sequence[Span]:
        return sentences(texts[document])

    found: dict[str, Passage] = {}
    for item in evidence:
        s = item.statement
        if s.document is None or s.document not in texts or s.start is None or s.end is None:
            continue
        text, quote = texts[s.document], Span(s.start, s.end)
        if quote.of(text) == s.quote:
            found[s.id] = _passage(text, quote, _around(quote, split(s.document)))
    return found


def _around(quote: Span, spans: Sequence[Span]) -> Span:
    touched = [span for span in spans if span.start < quote.end and quote.start < span.end]
    starts, ends = [span.start for span in touched], [span.end for span in touched]
    return Span(min([quote.start, *starts]), max([quote.end, *ends]))


def _passage(text: str, quote: Span, around: Span) -> Passage:
    room = max(QUOTE_LIMIT - (quote.end - quote.start), 0) // 2
    before, after = text[around.start : quote.start], text[quote.end : around.end]
    return Passage(_tail(before, room), quote.of(text), _head(after, room))


def _tail(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[len(text) - room :].split(" ", 1)
    return _CUT + (kept[1] if len(kept) > 1 else "")


def _head(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[:room].rsplit(" ", 1)
    return (kept[0] if len(kept) > 1 else "") + _CUT
