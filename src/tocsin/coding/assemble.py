"""From an event to a report: each value a statement with its exact quote."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tocsin.coding.dates import event_date
from tocsin.coding.grouping import Event
from tocsin.coding.groups import GroupMention, find_groups
from tocsin.coding.outcome import outcome
from tocsin.coding.outlet import outlet_country
from tocsin.coding.scope import find_scope
from tocsin.coding.targets import target_types
from tocsin.coding.tolls import find_tolls, settle
from tocsin.coding.types import attack_types, weapon_types
from tocsin.coding.version import CODER
from tocsin.coding.voice import said_by
from tocsin.coding.where import event_place, zone_of
from tocsin.model import QUOTE_LIMIT, Count, Document, Json, Kind, Place, Report, Span, Statement, report_id
from tocsin.places import resolve

if TYPE_CHECKING:
    from tocsin.places import Gazetteer


class Scribe:
    """Writes the statements of one report of one document."""

    def __init__(self, document: Document, text: str, anchor: Span, sentences: Sequence[Span]) -> None:
        """Statements will be about the report of `document` anchored at `anchor`, in these sentences."""
        self.document, self.text, self.identity = document, text, document.id
        self.sentences = sentences
        self.report = report_id(self.identity, anchor)

    def statement(
        self,
        name: str,
        value: Json,
        span: Span,
        confidence: float,
        kind: Kind = "fact",
        voice: str | None = None,
    ) -> Statement:
        """Return one statement; its quote is the sentence around `span`, or a part of it where it is long."""
        span = quoted(self.text, self.sentences, span)
        return Statement(
            self.report, name, value, self.identity, span.start, span.end, span.of(self.text), voice,
            self.document.published, kind, "machine", round(confidence, 3), CODER,
        )  # fmt: skip


def quoted(text: str, sentences: Sequence[Span], mention: Span) -> Span:
    """Return the sentence in which `mention` stands, where it is no longer than the longest quote kept.

    Of a longer one a window around the mention, between spaces, is returned; of a mention that no sentence
    holds, or that is longer itself, its beginning.
    """
    place = bisect_right(sentences, mention.start, key=lambda sentence: sentence.start) - 1
    whole = sentences[place] if place >= 0 and sentences[place].end >= mention.end else mention
    if whole.end - whole.start <= QUOTE_LIMIT:
        return whole
    room = max(QUOTE_LIMIT - (mention.end - mention.start), 0)
    start = max(whole.start, min(mention.start - room // 2, whole.end - QUOTE_LIMIT))
    end = min(whole.end, start + QUOTE_LIMIT)
    if start > whole.start and not text[start - 1].isspace():
        start = next((i + 1 for i in range(start, mention.start) if text[i].isspace()), start)
    if end < whole.end and not text[end].isspace():
        end = next((i for i in range(end - 1, max(mention.end, start + 1) - 1, -1) if text[i].isspace()), end)
    return Span(start, end)


def assemble(
    document: Document, text: str, spans: Sequence[Span], event: Event, places: Callable[[], Gazetteer]
) -> Report:
    """Return the report of `event` with all its statements. `places` gives the gazetteer when asked."""
    anchor = event.anchor.span
    scribe = Scribe(document, text, anchor, spans)
    own = [telling.span for telling in event.sentences]
    title = (document.title or "") if event.title else ""
    placed = _place(text, own, anchor, places, title, outlet_country(document.name))
    statements = [
        *_date(scribe, own, anchor, zone_of(placed[0]) if placed else None),
        *_placed(scribe, placed),
        *_types(scribe, event),
        *_outcome(scribe, event),
        *_tolls(scribe, spans, event),
        *_attribution(scribe, spans, event, placed[0].country if placed else None),
    ]
    return Report(scribe.identity, anchor, probability(event.score), tuple(statements), CODER)


def probability(score: float) -> float:
    """Return the chance of a violent attack for an event's score, which is 3 at the least."""
    return round(1.0 / (1.0 + math.exp(-(score - 2.0))), 4)


def _types(scribe: Scribe, event: Event) -> Iterator[Statement]:
    for name, found in (
        ("attack_type", attack_types(event.sentences)),
        ("weapon_type", weapon_types(event.sentences)),
        ("target_type", target_types(event.sentences, event.title)),
    ):
        for finding in found:
            yield scribe.statement(
                name,
                finding.code,
                finding.span,
                finding.confidence,
                voice=said_by(scribe.text, finding.telling.span),
            )


def _outcome(scribe: Scribe, event: Event) -> Iterator[Statement]:
    result, told = outcome(event.anchor, event.near, event.title)
    yield scribe.statement("outcome", result, told.span, 0.85, voice=said_by(scribe.text, told.span))


def _tolls(scribe: Scribe, spans: Sequence[Span], event: Event) -> Iterator[Statement]:
    found = [toll for span in _reach(spans, event) for toll in find_tolls(scribe.text, span)]
    settled = settle([toll for toll in found if not toll.background])
    for name, value in (
        ("killed", settled.killed),
        ("injured", settled.injured),
        ("perpetrators_killed", settled.perpetrators_killed),
    ):
        if value is not None:
            count, grounds = value
            yield _toll(
                scribe,
                name,
                count,
                grounds[0].span if grounds else event.anchor.span,
                grounds[0].said_by if grounds else None,
            )


def _toll(scribe: Scribe, name: str, count: Count, span: Span, voice: str | None) -> Statement:
    return scribe.statement(name, count.to_json(), span, 0.85, voice=voice)


def _attribution(
    scribe: Scribe, spans: Sequence[Span], event: Event, country: str | None
) -> Iterator[Statement]:
    groups = [g for span in _reach(spans, event) for g in find_groups(scribe.text, span) if not g.background]
    for mention in _once(groups):
        yield scribe.statement(
            "group",
            {"name": mention.name, "relation": mention.relation},
            mention.span,
            0.8,
            "assessment",
            mention.said_by or "the outlet",
        )
    targets = [finding.code for finding in target_types(event.sentences, event.title)]
    scope = find_scope(scribe.text, _reach(spans, event), groups, country, targets)
    if scope is not None:
        yield scribe.statement("scope", scope[0], scope[1], 0.7, "assessment", said_by(scribe.text, scope[1]))


def _once(groups: Sequence[GroupMention]) -> list[GroupMention]:
    return list({(g.name, g.relation): g for g in reversed(groups)}.values())[::-1]


def _reach(spans: Sequence[Span], event: Event) -> list[Span]:
    """The sentences in which values of this event are looked for."""
    return [spans[index] for index in event.reach]


def _date(scribe: Scribe, own: Sequence[Span], anchor: Span, zone: str | None) -> Iterator[Statement]:
    when, span = event_date(scribe.text, own, anchor, scribe.document.published, zone=zone)
    if when.start is not None or when.end is not None:
        yield scribe.statement("date", when.to_json(), span or anchor, 0.9 if span else 0.5)


def _place(
    text: str,
    own: Sequence[Span],
    anchor: Span,
    places: Callable[[], Gazetteer],
    title: str,
    home: str | None,
) -> tuple[Place, Span] | None:
    gazetteer = places()
    resolved = resolve(text, gazetteer.find(text), gazetteer, outlet_country=home)
    return event_place(text, resolved, own, anchor, title=title, outlet_country=home)


def _placed(scribe: Scribe, placed: tuple[Place, Span] | None) -> Iterator[Statement]:
    if placed is not None:
        yield scribe.statement("place", placed[0].to_json(), placed[1], 0.8)
