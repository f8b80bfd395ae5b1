"""What the page of one incident shows, gathered from the record. Pure but for the reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from tocsin.brief.changes import changes
from tocsin.brief.nouns import Change, Passage
from tocsin.brief.passages import passages
from tocsin.brief.words import PROPERTIES
from tocsin.definitions import Definition, shipped
from tocsin.model import Count, Evidence, Incident, Judgement, Source, Statement, km_between
from tocsin.record import Record, Wanted
from tocsin.resolve import Mention, emptied, fuse, history, independent

NEAR_DAYS: Final = timedelta(days=14)
NEAR_DEGREES: Final = 2.5
NEIGHBOURS: Final = 12
ORDER: Final = tuple(PROPERTIES)
TOLLS: Final = ("killed", "injured", "perpetrators_killed")
_LOOKED: Final = 60


@dataclass(frozen=True, slots=True)
class Revision:
    """What a moment changed: of publication, or (`person`) of a person's decision.

    `not_known` are the properties whose value a person took away then, because the right one is not known.
    """

    at: datetime
    changes: tuple[Change, ...]
    person: bool = False
    not_known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another incident near in time and space: kilometres between the points, days between the first days."""

    incident: Incident
    km: float | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One incident with all that stands behind it.

    `voices` are its reports by independent source; `tolls` the history of each toll, in the order of telling;
    `judgements` those between its own reports; `answers` what each definition says; `not_known` the
    properties that have no value because a person says so.
    """

    incident: Incident
    voices: tuple[tuple[Mention, ...], ...]
    passages: Mapping[str, Passage]
    tolls: Mapping[str, list[tuple[datetime | None, str | None, Count]]]
    revisions: tuple[Revision, ...]
    judgements: tuple[Judgement, ...]
    answers: tuple[tuple[Definition, str], ...]
    neighbours: tuple[Neighbour, ...]
    documents: Mapping[str, str]
    not_known: tuple[str, ...]

    @property
    def sentences(self) -> list[tuple[Evidence, list[Evidence]]]:
        """Each sentence once, in the order of telling, with all that rests on it; the first stands for it."""
        found: dict[tuple[str, str], list[Evidence]] = {}
        for evidence in self.incident.evidence:
            s = evidence.statement
            key = (evidence.document, self.passages[s.id].text if s.id in self.passages else s.quote or s.id)
            found.setdefault(key, []).append(evidence)
        return [
            (all_[0], sorted(all_, key=lambda e: ORDER.index(e.statement.property)))
            for all_ in found.values()
        ]

    def passage(self, evidence: Evidence) -> Passage | None:
        """Return the quote in its sentence, or alone; None where there is no quote."""
        s = evidence.statement
        return self.passages.get(s.id) or (Passage("", s.quote, "") if s.quote else None)


def _order(evidence: Evidence) -> int:
    return ORDER.index(evidence.statement.property)


def gather(record: Record, incident: Incident) -> Dossier:
    """Return the dossier of `incident`."""
    mentions = record.mentions(ids=incident.reports)
    sources = record.sources()
    texts = {m.report.document: m.document.text for m in mentions if m.document.text}
    return Dossier(
        incident=incident,
        voices=tuple(independent(mentions)),
        passages=passages(incident.evidence, texts),
        tolls={name: history(mentions, name) for name in TOLLS},
        revisions=tuple(revisions(incident.id, mentions, sources)),
        judgements=tuple(_between(record, incident.reports)),
        answers=tuple((rule, rule.test(incident)) for rule in shipped().values()),
        neighbours=neighbours(record, incident),
        documents={m.document.name: m.id for m in mentions},
        not_known=_named(emptied(incident)),
    )


def revisions(identity: str, mentions: Sequence[Mention], sources: Mapping[str, Source]) -> list[Revision]:
    """Return what each moment of publication, and each decision of a person, changed, the latest first.

    A decision holds for the past too: what was published before it is told with it.
    """
    moments = sorted({m.told for m in mentions if m.told is not None})
    found: list[Revision] = []
    before: Incident | None = None
    for at in moments:
        after = replace(fuse(identity, mentions, sources=sources, as_of=at), as_of=None)
        if before is not None and (changed := changes([before], [after])):
            found.append(Revision(at, tuple(changed)))
        before = after
    found += _by_people(identity, mentions, sources)
    return sorted(found, key=lambda revision: (revision.at, revision.person), reverse=True)


def _by_people(
    identity: str, mentions: Sequence[Mention], sources: Mapping[str, Source]
) -> Iterator[Revision]:
    """Yield what each decision of a person that holds changed in what had been published by then."""
    first = min((m.told for m in mentions if m.told is not None), default=None)
    moments = {s.said_at for m in mentions for s in m.report.statements if _decided(s) and s.said_at}
    for at in sorted(moments):
        as_of = at if first is None else max(at, first)
        before, after = (
            fuse(identity, [_until(m, at, inclusive=so) for m in mentions], sources=sources, as_of=as_of)
            for so in (False, True)
        )
        fresh = emptied(after) - emptied(before)
        changed = changes([before], [after])
        if fresh or changed:
            yield Revision(at, tuple(changed), person=True, not_known=_named(fresh))


def _decided(s: Statement) -> bool:
    return s.origin == "human" or s.property == "not_known"


def _until(mention: Mention, at: datetime, *, inclusive: bool) -> Mention:
    """Return `mention` without what people said after `at`, or (not `inclusive`) at that time."""
    kept = tuple(
        s
        for s in mention.report.statements
        if not _decided(s) or s.said_at is None or s.said_at < at or (inclusive and s.said_at == at)
    )
    return replace(mention, report=replace(mention.report, statements=kept))


def _named(properties: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(properties, key=ORDER.index))


def _between(record: Record, reports: Sequence[str]) -> list[Judgement]:
    members = set(reports)
    found = {
        judgement.id: judgement
        for report in (reports if len(reports) > 1 else ())
        for judgement in record.judgements(report=report)
        if {judgement.a, judgement.b} <= members
    }
    return sorted(found.values(), key=lambda j: (-j.probability, j.a, j.b))


def neighbours(record: Record, incident: Incident) -> tuple[Neighbour, ...]:
    """Return the incidents within a fortnight and some degrees, the nearest first."""
    place, start = incident.place, incident.date.start
    if place.lat is None or place.lon is None or start is None:
        return ()
    box = (
        max(place.lon - NEAR_DEGREES, -180.0), max(place.lat - NEAR_DEGREES, -90.0),
        min(place.lon + NEAR_DEGREES, 180.0), min(place.lat + NEAR_DEGREES, 90.0),
    )  # fmt: skip
    wanted = Wanted(since=start - NEAR_DAYS, until=start + NEAR_DAYS, box=box)
    found = [
        Neighbour(other, km_between(place, other.place), _apart(incident, other))
        for other in record.browse(wanted, limit=_LOOKED).incidents
        if other.id != incident.id
    ]
    found.sort(key=lambda n: ((n.km or 0.0) / 50.0 + abs(n.days or 0), n.incident.id))
    return tuple(found[:NEIGHBOURS])


def _apart(a: Incident, b: Incident) -> int | None:
    return None if a.date.start is None or b.date.start is None else (b.date.start - a.date.start).days
