"""From an event to a report: each value a statement with its exact quote."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tocsin.coding.around import aside, beyond
from tocsin.coding.events import Telling
from tocsin.coding.groups import OUTLET, GroupMention
from tocsin.coding.outcome import outcome
from tocsin.coding.outlet import Outlet, outlet_of
from tocsin.coding.reader.groups import attributed
from tocsin.coding.reader.reading import Reading
from tocsin.coding.reader.tolls import Tolls, tolls
from tocsin.coding.scene import Scene
from tocsin.coding.scope import find_scope
from tocsin.coding.targets import Target, target_types
from tocsin.coding.threads import Thread
from tocsin.coding.together import Together
from tocsin.coding.type_words import FLOORS, RULED_FLOORS, spoken
from tocsin.coding.types import attack_types, weapon_types
from tocsin.coding.version import CODER
from tocsin.coding.voice import said_by
from tocsin.coding.when import When, event_date
from tocsin.coding.where import Where, event_place
from tocsin.coding.zones import zone_of
from tocsin.model import QUOTE_LIMIT, Document, Json, Kind, Report, Span, Statement, report_id
from tocsin.places import Resolved, home_at, read_places

if TYPE_CHECKING:
    from tocsin.places import Gazetteer


_SAID: Final = 0.85
"""How sure it is that words on several attacks ("coordinated") speak of those that the text tells of."""
_GUESSED: Final = 0.3
"""The least chance of an attack type that is given where none is sure; below it is unknown."""
_SURE: Final = 0.5
"""The chance from which a group or a target bears on the scope."""


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

    def sentence(self, mention: Span) -> Span:
        """Return the sentence in which `mention` stands, or the mention where no sentence holds it."""
        place = bisect_right(self.sentences, mention.start, key=lambda sentence: sentence.start) - 1
        whole = self.sentences[place] if place >= 0 else mention
        return whole if whole.end >= mention.end else mention


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
    document: Document,
    text: str,
    spans: Sequence[Span],
    reading: Reading,
    thread: Thread,
    beside: Together,
    others: Sequence[Span],
    tellings: Sequence[Telling],
    places: Callable[[], Gazetteer],
    homes: Mapping[str, Outlet] = MappingProxyType({}),
    naming: Sequence[Span] | None = None,
) -> Report:
    """Return the report of one event with all its statements.

    `naming` are the sentences that speak of the event when they name a group, its own where none are given.

    `beside` is what the text says of all its events together, `others` are the sentences of the document's
    other events, `tellings` those of this one, word by word; `places` gives the gazetteer when asked, `homes`
    where outlets are at home, by host.
    """
    scribe = Scribe(document, text, thread.anchor, spans)
    title = (document.title or "") if thread.title else ""
    outlet, gazetteer = outlet_of(document.name, homes), places()
    scene = Scene(text, thread.sentences, thread.anchor, others, title, outlet.country, gazetteer)
    where = event_place(scene, _resolved(text, document.title or "", gazetteer, outlet))
    zone = zone_of(where.place) if where else None
    country = where.place.country if where else None
    when = event_date(scene, spans, document.published, zone=zone)
    attacked = target_types(tellings, thread.title, reading.tagged)
    statements = [
        *_date(scribe, when, thread.anchor),
        *_placed(scribe, where),
        *_types(scribe, thread, worded(tellings)),
        *_targets(scribe, attacked),
        *_outcome(scribe, thread, tellings),
        *_tolls(
            scribe,
            tolls(
                text,
                reading,
                beside.own,
                beyond(text, spans, others),
                aside(text, spans, reading, thread, others),
            ),
        ),
        *_whole(scribe, beside),
        *_attribution(
            scribe, reading, thread, country, thread.sentences if naming is None else naming, attacked
        ),
    ]
    return Report(scribe.identity, thread.anchor, thread.probability, tuple(statements), CODER)


def _resolved(text: str, title: str, gazetteer: Gazetteer, outlet: Outlet) -> list[Resolved]:
    home = home_at(*outlet.point, outlet.country) if outlet.point else None
    return read_places(text, gazetteer, title=title, outlet_country=outlet.country, home=home)


def _types(scribe: Scribe, thread: Thread, said: Mapping[str, frozenset[str]]) -> Iterator[Statement]:
    """Codes that the words of the event speak for, each grounded in the sentence that does so most.

    `said` are the codes that the rules give.
    """
    stretches = [span.of(scribe.text) for span in thread.sentences]
    for name, codes in spoken(stretches, thread.title, said).items():
        ruled = said.get(name, frozenset())
        chosen = [o for o in codes if o.chance >= (RULED_FLOORS if o.code in ruled else FLOORS)[name]]
        if name == "attack_type" and not chosen:  # a guess, but not a blind one
            chosen = [one for one in codes[:1] if one.chance >= _GUESSED]
        for one in chosen:
            span = thread.sentences[one.stretch]
            yield scribe.statement(name, one.code, span, one.chance, voice=said_by(scribe.text, span))


def _targets(scribe: Scribe, attacked: Sequence[Target]) -> Iterator[Statement]:
    for one in attacked:
        voice = said_by(scribe.text, scribe.sentence(one.span))
        yield scribe.statement("target_type", one.code, one.span, one.probability, voice=voice)


def worded(tellings: Sequence[Telling]) -> dict[str, frozenset[str]]:
    """Return the codes of attacks and weapons that single words of the event's sentences give."""
    if not tellings:
        return {}
    return {
        "attack_type": frozenset(f.code for f in attack_types(tellings)),
        "weapon_type": frozenset(f.code for f in weapon_types(tellings)),
    }


def _whole(scribe: Scribe, beside: Together) -> Iterator[Statement]:
    """What the text says of all its attacks: their common toll, and what they have to do with each other."""
    yield from _tolls(scribe, beside.whole, "_in_all")
    for cue in beside.cues:
        value = {"how": cue.how, "told": beside.told, "attacks": cue.attacks}
        voice = said_by(scribe.text, cue.span)
        yield scribe.statement("coordination", value, cue.span, _SAID, "assessment", voice)


def _tolls(scribe: Scribe, found: Tolls, of: str = "") -> Iterator[Statement]:
    for name, counted in (
        (f"killed{of}", found.killed),
        (f"injured{of}", found.injured),
        ("perpetrators_killed", None if of else found.attackers),
    ):
        if counted is not None:
            span = counted.grounds[0].span
            voice = said_by(scribe.text, scribe.sentence(span))
            sure = min(people.probability for people in counted.grounds)
            yield scribe.statement(name, counted.count.to_json(), span, sure, voice=voice)


def _outcome(scribe: Scribe, thread: Thread, tellings: Sequence[Telling]) -> Iterator[Statement]:
    if tellings:
        result, told = outcome(tellings[0], tellings, thread.title)
        yield scribe.statement("outcome", result, told.span, 0.85, voice=said_by(scribe.text, told.span))


def _attribution(
    scribe: Scribe,
    reading: Reading,
    thread: Thread,
    country: str | None,
    naming: Sequence[Span],
    attacked: Sequence[Target],
) -> Iterator[Statement]:
    """Groups, in the sentences `naming` that speak of the event, and the scope."""
    groups: list[GroupMention] = []
    for one in attributed(scribe.text, reading, scribe.sentences, naming):
        own = one.relation in ("claimed", "denied")
        voice = one.name if own else said_by(scribe.text, scribe.sentence(one.span)) or OUTLET
        value = {"name": one.name, "relation": one.relation}
        yield scribe.statement("group", value, one.span, one.probability, "assessment", voice)
        if one.probability >= _SURE:
            groups.append(GroupMention(one.name, one.relation, voice, one.span, background=False))
    targets = [target.code for target in attacked if target.probability >= _SURE]
    scope = find_scope(scribe.text, thread.sentences, groups, country, targets)
    if scope is not None:
        yield scribe.statement("scope", scope[0], scope[1], 0.7, "assessment", said_by(scribe.text, scope[1]))


def _date(scribe: Scribe, when: When, anchor: Span) -> Iterator[Statement]:
    if when.range.start is not None or when.range.end is not None:
        yield scribe.statement("date", when.range.to_json(), when.span or anchor, when.probability)


def _placed(scribe: Scribe, where: Where | None) -> Iterator[Statement]:
    if where is not None:
        yield scribe.statement("place", where.place.to_json(), where.span, where.probability)
