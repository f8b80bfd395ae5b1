"""The record's one face: an append-only set of statements, and the views of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from tocsin.errors import NotFoundError
from tocsin.model import Document, Incident, Judgement, Source, Statement
from tocsin.record import (
    adding,
    arriving,
    blanking,
    browsing,
    checking,
    claiming,
    importing,
    incidents,
    judging,
    keeping,
    linking,
    listing,
    mentioning,
    narrowing,
    outlining,
    polling,
    receiving,
    reviewing,
    sifting,
    surroundings,
    withdrawing,
)
from tocsin.record.accounts import AccountStore
from tocsin.record.arriving import Judging
from tocsin.record.auditing import Audits
from tocsin.record.browsing import Order, Page, Point, Wanted
from tocsin.record.claiming import ClaimCheck, Registered
from tocsin.record.exchange import Exchange
from tocsin.record.guard import check_entry
from tocsin.record.inserting import next_seq
from tocsin.record.narrowing import Narrow
from tocsin.record.outbox import Outbox
from tocsin.record.receiving import Received, check_received
from tocsin.record.reviews import Decision, Review
from tocsin.record.rows import (
    Added,
    DocumentRow,
    Entry,
    Health,
    Holding,
    LogEntry,
    Poll,
    Reading,
    Rejection,
    Restriction,
)
from tocsin.record.schema import codings
from tocsin.record.store import Store, open_store
from tocsin.resolve import Mention, with_parts

if TYPE_CHECKING:
    from tocsin.definitions import Definition


class Record:
    """An open record. Close it, or use it as a context manager.

    Each write is one durable transaction: all of it, or nothing. Every method may raise DeskError (disk full,
    read-only, damaged, unreachable); each write may raise BusyError. Times are aware.

    What it gives out may leave the desk: rows of datasets whose licence forbids that are not in it, nor is
    what rests on them. `inside` is the same record with them, for the user's own screen.
    """

    def __init__(self, store: Store, *, within: Record | None = None) -> None:
        """Take an opened store; callers use `Record.open`. `within`: whose inside this is."""
        self._store = store
        self._narrow: Narrow | None = None
        self._exchange: Exchange | None = None
        self._within = within
        self._inside = within is not None

    @property
    def inside(self) -> Record:
        """The same record, with the rows that may not be passed on. Never hand what it says to others."""
        return self if self._inside else Record(self._store, within=self)

    def _narrowed(self) -> Narrow:
        if self._within is not None:
            # The lists in memory are of the kept view, which holds all rows: filled once, for both.
            return self._within._narrowed()
        if self._narrow is None:
            self._narrow = Narrow()
        return self._narrow

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A write after which the kept view is as new as the rest."""
        with self._store.writing() as connection:
            yield connection
            keeping.catch_up(connection)

    @classmethod
    def open(
        cls, location: str | Path, *, create: bool = True, read_only: bool = False, patience: float = 30.0
    ) -> Self:
        """Open the SQLite file or SQLAlchemy URL ("postgresql+psycopg://…") and bring its schema up to date.

        A writer waits `patience` seconds for another one. Raises DeskError where there is no record and
        `create` is false, or it is foreign, damaged, not writable, or written by a newer tocsin;
        MissingExtraError where the PostgreSQL driver is not installed.
        """
        return cls(open_store(location, create=create, read_only=read_only, patience=patience))

    @property
    def exchange(self) -> Exchange:
        """What is shared with partners, and the audit log of it."""
        if self._exchange is None:
            self._exchange = Exchange(self._store)
        return self._exchange

    @property
    def audits(self) -> Audits:
        """The self-audits: drawn, labelled, and what a published figure says of them."""
        return Audits(self._store)

    @property
    def accounts(self) -> AccountStore:
        """The desk's own users, their sessions, and the trail of who looked and who changed."""
        return AccountStore(self._store)

    @property
    def outbox(self) -> Outbox:
        """Who is told what, and the messages on their way."""
        return Outbox(self._store)

    def close(self) -> None:
        """Let go of the database."""
        self._store.engine.dispose()

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def add(
        self, entries: Iterable[Entry], *, by: Judging | None = None, at: datetime | None = None
    ) -> Added:
        """Store documents with their codings, reports and statements, judged `by`, in one transaction.

        What is stored already stays. A coder that has not coded a document before supersedes the others'
        reports and statements about it. Raises InputError, storing nothing, where an entry is outside the
        closed shapes or a quote is not its slice of the text (`check_entry`).
        """
        given, now = list(entries), at or _now()
        for entry in given:
            check_entry(entry)
        with self._store.writing() as connection:
            first = next_seq(connection, codings)
            added = adding.add(connection, given, now)
            new, marks = arriving.judge_new(connection, first, by, now) if by else (0, [])
            keeping.catch_up(connection)
            judging.remember(connection, marks)
            return replace(added, judgements=new)

    def receive(self, given: Iterable[Received], *, at: datetime | None = None) -> Added:
        """Store reports that came without their documents' texts (`receiving.Received`), in one transaction.

        The kept view follows with the next other write, or `catch_up`: what comes in many pieces is fused
        once. Raises InputError, storing nothing, where one may not be stored.
        """
        every = list(given)
        for one in every:
            check_received(one)
        with self._store.writing() as connection:
            polling.keep_sources(connection, [one.source for one in every if one.source])
            return receiving.receive(connection, every, at or _now())

    def catch_up(self) -> None:
        """Bring the kept view up to date with what was received."""
        with self._changing():
            pass

    def known(self, ids: Iterable[str]) -> set[str]:
        """Return those of the documents `ids` that are stored with a coding by any coder."""
        with self._store.reading() as connection:
            return listing.known(connection, ids)

    def stale(self, coder: str) -> Iterator[Document]:
        """Return the documents that `coder` has not coded and whose text is kept, in order of arrival."""
        with self._store.reading() as connection:
            yield from listing.stale(connection, coder)

    def add_sources(self, sources: Iterable[Source]) -> None:
        """Store sources, or bring those known up to date."""
        with self._store.writing() as connection:
            regraded = polling.add_sources(connection, sources)
            keeping.catch_up(connection, also=keeping.of_sources(connection, regraded))

    def sources(self) -> dict[str, Source]:
        """Return the sources by id."""
        with self._store.reading() as connection:
            return polling.sources(connection)

    def documents(self, *, as_of: datetime | None = None) -> Iterator[DocumentRow]:
        """Return every stored document that was out by `as_of`, in order of arrival, one at a time."""
        with self._store.reading() as connection:
            yield from listing.document_rows(connection, as_of, inside=self._inside)

    def document(self, id: str) -> Document | None:
        """Return a stored document by its id, any version; None where there is none or it was withdrawn."""
        with self._store.reading() as connection:
            return listing.document(connection, id, inside=self._inside)

    def reject(self, rejections: Iterable[Rejection], *, at: datetime | None = None) -> None:
        """Store what could not be read; the same line of the same input once."""
        with self._store.writing() as connection:
            listing.reject(connection, rejections, at or _now())

    def rejections(self) -> list[Rejection]:
        """Return what could not be read, in order of arrival."""
        with self._store.reading() as connection:
            return listing.rejected(connection)

    def mentions(
        self,
        *,
        as_of: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        ids: Collection[str] | None = None,
        beside: bool = False,
    ) -> list[Mention]:
        """Return the reports of current document versions by their newest coding, in order of arrival.

        `as_of` leaves out what was published or said later; `since` and `until` keep documents published in
        [since, until); `ids` keeps those reports, with `beside` also the others of their documents. What was
        withdrawn is left out.
        """
        with self._store.reading() as connection:
            if beside and ids is not None:
                ids = mentioning.beside(connection, ids)
            found = mentioning.mentions(connection, as_of=as_of, since=since, until=until, ids=ids)
            return self._unmarked(connection, found)

    def _unmarked(self, connection: Connection, found: list[Mention]) -> list[Mention]:
        marked = frozenset() if self._inside else importing.restricted_reports(connection)
        return [mention for mention in found if mention.id not in marked] if marked else found

    def neighbours(self, new: Collection[Mention]) -> list[Mention]:
        """Return the shown reports, without `new`, that could tell of the same event as one of them."""
        told = {mention.id for mention in new}
        with self._store.reading() as connection:
            ids = set(outlining.near(connection, new)) - told
            return self._unmarked(connection, mentioning.mentions(connection, ids=ids))

    def pending(self, resolver: str) -> list[str]:
        """Return the ids of shown reports that `resolver` has not judged as they are coded now."""
        with self._store.reading() as connection:
            return judging.pending(connection, resolver)

    def add_judgements(
        self,
        judgements: Iterable[Judgement],
        *,
        resolved: Iterable[str] = (),
        resolver: str = "",
        at: datetime | None = None,
    ) -> int:
        """Append judgements and mark the reports `resolved` as judged by `resolver`; return how many are new.

        Raises InputError where one may not be stored, NotFoundError where it is about an unknown report.
        """
        given = list(judgements)
        for judgement in given:
            judging.check_judgement(judgement)
        with self._changing() as connection:
            named = {name for judgement in given for name in (judgement.a, judgement.b)}
            if missing := sorted(named - judging.known_reports(connection, named)):
                raise NotFoundError(f"there is no report {missing[0]} to judge")
            return judging.add_judgements(connection, given, list(resolved), resolver, at or _now())

    def judgements(self, *, report: str | None = None) -> list[Judgement]:
        """Return for each pair the judgement that holds: a person's latest before the machine's latest.

        A person's "unsure" takes that person's decision back, so that the machine's holds again.
        """
        with self._store.reading() as connection:
            held = judging.holding(connection, report=report)
            return held if self._inside else importing.unmarked(connection, held)

    def links(self, reports: Collection[str]) -> list[Judgement]:
        """Return the judgements that hold `reports` together, the weakest first, without their reasons.

        One fewer than reports where they are all of one incident: see `resolve.spanning`.
        """
        with self._store.reading() as connection:
            found = surroundings.links(connection, reports)
            return found if self._inside else importing.unmarked(connection, found)

    def incidents(
        self,
        *,
        as_of: datetime | None = None,
        definition: Definition | None = None,
        told_since: datetime | None = None,
        ids: Collection[str] | None = None,
    ) -> list[Incident]:
        """Return the incidents by the arrival of their first report.

        `as_of` goes by publication: what the documents published by then said, whenever they were read;
        decisions of people and withdrawals hold always. `definition` keeps what it includes or doubts.
        `told_since` keeps what a document published then or later bears on, and what that could be one with.
        `ids` gives those of now that have these ids, whole, and nothing for an id of the past.
        """
        with self._store.reading() as connection:
            every = incidents.incidents(connection, as_of=as_of, told_since=told_since, ids=ids)
            if not self._inside:
                every = importing.outward(connection, every, polling.sources(connection), as_of)
        return [i for i in every if definition is None or definition.test(i) != "no"]

    def arrived(self, since: datetime, until: datetime) -> list[tuple[str, datetime]]:
        """Return name and publication of the documents that entered in [since, until), published before."""
        with self._store.reading() as connection:
            return listing.arrived(connection, since, until, inside=self._inside)

    def incident(self, id: str, *, as_of: datetime | None = None) -> Incident:
        """Return the incident that `id` names: any id ever shown, a unique beginning of one, a report's id.

        Raises NotFoundError where there is none, or more than one.
        """
        with self._store.reading() as connection:
            found = incidents.incident(connection, id, as_of=as_of)
            if self._inside:
                return found
            kept = importing.outward(connection, [found], polling.sources(connection), as_of)
        if not kept:
            # Hidden and absent look the same.
            raise NotFoundError(f"there is no incident {id}; see: tocsin incidents")
        return kept[0]

    def link_decisions(self) -> list[Judgement]:
        """Return what people decided about which attacks are parts of one, in the order of being said."""
        return self._decisions(None)

    def _decisions(self, of: Collection[str] | None) -> list[Judgement]:
        with self._store.reading() as connection:
            said = linking.decisions(connection, of)
            return said if self._inside else importing.unmarked(connection, said)

    def linked(self, incidents: Sequence[Incident]) -> list[Incident]:
        """Return `incidents` with `coordinated`: the attack of which each is a part, as far as they show it.

        For a list that is at hand as a whole; the decisions of people hold.
        """
        reports = [report for incident in incidents for report in incident.reports]
        # Few are looked up by the index on reports; for many all judgements are read once.
        return with_parts(incidents, self._decisions(reports if len(reports) <= linking.FEW else None))

    def with_parts(self, incident: Incident) -> Incident:
        """Return `incident` with `coordinated`: the attack of which it is a part, None where of none.

        The cost goes by what is near it in time. One that was asked for as of a time is compared with what
        was believed then.
        """
        if incident.as_of is not None:
            every = {i.id: i for i in self.linked(self.incidents(as_of=incident.as_of))}
            return every.get(incident.id, incident)
        with self._store.reading() as connection:

            def visible(found: list[Incident]) -> list[Incident]:
                if self._inside:
                    return found
                return importing.outward(connection, found, polling.sources(connection), None)

            near, said = linking.surrounding(connection, incident, visible)
            said = said if self._inside else importing.unmarked(connection, said)
        return next(i for i in with_parts(near, said) if i.id == incident.id)

    def browse(
        self, wanted: Wanted, *, limit: int = 100, after: str | None = None, order: Order = "newest"
    ) -> Page:
        """Return one page of the incidents `wanted`; `after` is `Page.next` of the page before.

        The orders: newest or oldest by the day of the attack, deadliest, changed (by the latest change of a
        value). Raises InputError on an unknown order, a limit below 1 and a place that no page ended at.
        """
        if (found := self._sifted(wanted)) is not None:
            return sifting.page(found, limit, after, order)
        with self._store.reading() as connection:
            return browsing.browse(connection, self._narrowed(), wanted, limit, after, order)

    def points(self, wanted: Wanted) -> list[Point]:
        """Return the incidents `wanted` that have a point, for a map; those first that came first."""
        if (found := self._sifted(wanted)) is not None:
            return sifting.points(found)
        with self._store.reading() as connection:
            return browsing.points(connection, self._narrowed(), wanted)

    def count(self, wanted: Wanted) -> int:
        """Return how many incidents are `wanted`."""
        if (found := self._sifted(wanted)) is not None:
            return len(found)
        with self._store.reading() as connection:
            return browsing.count(connection, self._narrowed(), wanted)

    def foretell(self, definitions: Iterable[Definition]) -> None:
        """Test all incidents by `definitions`, so that no question waits for it."""
        with self._store.reading() as connection:
            self._narrowed().foretell(connection, definitions)

    def _sifted(self, wanted: Wanted) -> list[Incident] | None:
        """Return the incidents `wanted` as they may leave; None where the kept view holds no others."""
        if self._inside:
            return None
        with self._store.reading() as connection:
            if not importing.any_restricted(connection):
                return None
        return sifting.wanted_of(self.incidents(), wanted)

    def watermark(self) -> int:
        """Return a number that grows with each change of the incidents of now: for caches and ETags."""
        with self._store.reading() as connection:
            return narrowing.watermark(connection)

    def state(self) -> tuple[int, int]:
        """Return a pair that changes with each act in the log and each change of the incidents of now."""
        with self._store.reading() as connection:
            return narrowing.watermark(connection), listing.last_act(connection)

    def days(self, wanted: Wanted) -> dict[date | None, int]:
        """Return how many incidents `wanted` there are by their first day; under None those without one."""
        if (found := self._sifted(wanted)) is not None:
            return sifting.days(found)
        with self._store.reading() as connection:
            return browsing.days(connection, self._narrowed(), wanted)

    def review(self, decision: Decision, *, at: datetime | None = None) -> None:
        """Store a person's decision about an incident with all its effects; the same `once` again is no act.

        Raises InputError where it is outside the closed shapes, NotFoundError where a report is unknown.
        """
        for judgement in decision.judgements:
            judging.check_judgement(judgement)
        with self._store.writing() as connection:
            keeping.catch_up(connection, also=reviewing.decide(connection, decision, at or _now()))

    def undo_review(self, seq: int, *, once: str, reviewer: str, at: datetime | None = None) -> None:
        """Take a decision back, and all that it brought. Raises NotFoundError, or InputError if it was."""
        with self._store.writing() as connection:
            touched = reviewing.undo(connection, seq, once, reviewer, at or _now())
            keeping.catch_up(connection, also=touched)

    def reviews(self, *, reports: Collection[str] | None = None, reviewer: str | None = None) -> list[Review]:
        """Return decisions in order, those taken back too; `reports` keeps incidents called after them."""
        with self._store.reading() as connection:
            return reviewing.listed(connection, reports=reports, reviewer=reviewer)

    def reviewed(self, once: str, reviewer: str) -> bool:
        """Tell whether `reviewer` sent the form called `once` before."""
        with self._store.reading() as connection:
            return reviewing.sent_before(connection, once, reviewer)

    def withdraw(
        self,
        *,
        statement: str | None = None,
        document: str | None = None,
        reason: str,
        by: str,
        at: datetime | None = None,
    ) -> Statement:
        """Take back one statement (by id) or one document (by id, or by name its last version).

        The views leave it out from now on; the record keeps it. `by` is the desk's user or a body. Raises
        NotFoundError where there is none such, InputError where not exactly one is given.
        """
        with self._changing() as connection:
            return withdrawing.withdraw(
                connection, statement=statement, document=document, reason=reason, by=by, at=at or _now()
            )

    def withdrawals(self, since: datetime | None = None) -> list[Statement]:
        """Return the withdrawals that entered at `since` or later."""
        with self._store.reading() as connection:
            return withdrawing.withdrawn(connection, since)

    def expire_texts(self, before: datetime, *, at: datetime | None = None) -> int:
        """Blank text, title and byline of the documents published before `before`; return of how many.

        Name, id, sketch, offsets and the short quotes remain (the retention rule of rights.md, 7).
        """
        with self._changing() as connection:
            count = withdrawing.expire_texts(connection, before, at or _now())
        if count:
            self._store.compact()
        return count

    def blank_received(self, due: Mapping[str, Collection[str]], *, at: datetime | None = None) -> int:
        """Empty the statements that partners brought about documents; return of how many.

        `due` gives for the id of a document the partners whose word on it may be kept no longer. Ids, offsets
        and the documents' addresses remain; what somebody else said as well stays whole.
        """
        with self._changing() as connection:
            count = blanking.blank(connection, due, at or _now())
        if count:
            self._store.compact()
        return count

    def known_reports(self, ids: Iterable[str]) -> set[str]:
        """Return those of `ids` that are stored reports."""
        with self._store.reading() as connection:
            return judging.known_reports(connection, ids)

    def coders(self, *, document: str | None = None, report: str | None = None) -> tuple[str, list[str]]:
        """Return the id of a document, given itself or by a report, and who coded it; ("", []) if none."""
        with self._store.reading() as connection:
            return listing.coders(connection, document, report)

    def reading(self, since: datetime | None = None, until: datetime | None = None) -> Reading:
        """Return how much was read of what was published in [since, until), and what was left out and why."""
        with self._store.reading() as connection:
            return listing.reading(connection, since, until, inside=self._inside)

    def holdings(self, document: str) -> list[Holding]:
        """Return where the row of a dataset with that document id stood, by file and line."""
        with self._store.reading() as connection:
            found = importing.holdings(connection, document)
        return found if self._inside or not any(held.restricted for held in found) else []

    def restricted(self) -> dict[str, int]:
        """Return for each dataset that may not be passed on how many rows of it there are."""
        with self._store.reading() as connection:
            return importing.by_restriction(connection)

    def restrictions(self, reports: Collection[str]) -> dict[str, Restriction]:
        """Return for those of `reports` that may not leave the desk whose rows they are; none but inside."""
        if not self._inside:
            return {}
        with self._store.reading() as connection:
            return importing.restrictions(connection, reports)

    def add_poll(self, poll: Poll) -> None:
        """Store one visit to a source."""
        with self._store.writing() as connection:
            polling.add_poll(connection, poll)

    def health(self, now: datetime) -> list[Health]:
        """Return how each source does, by id."""
        with self._store.reading() as connection:
            return polling.health(connection, now)

    def add_claim(
        self, given: str, definition: str | None = None, *, by: str, at: datetime | None = None
    ) -> Registered:
        """Enter a claim (its file, TOML) into the register; one that is there already stays as it is."""
        with self._store.writing() as connection:
            return claiming.add_claim(connection, given, definition, by=by, at=at or _now())

    def claims(self) -> list[Registered]:
        """Return the register in the order of entry."""
        with self._store.reading() as connection:
            return claiming.list_claims(connection)

    def claim(self, id: str) -> Registered:
        """Return the claim that an id or its unique beginning names. Raises NotFoundError."""
        with self._store.reading() as connection:
            return claiming.find_claim(connection, id)

    def add_claim_check(self, check: ClaimCheck) -> None:
        """Append one check of a claim of the register."""
        with self._store.writing() as connection:
            claiming.add_check(connection, check)

    def claim_checks(self, claim: str | None = None, since: datetime | None = None) -> list[ClaimCheck]:
        """Return the checks of a claim, or of all, from `since` on, in order."""
        with self._store.reading() as connection:
            return claiming.checks_of(connection, claim, since)

    def last_act(self) -> int:
        """Return the number of the last act in the log: while it stays, no view has changed."""
        with self._store.reading() as connection:
            return listing.last_act(connection)

    def read_by_day(self, *, as_of: datetime | None = None) -> Mapping[date, Mapping[str, int]]:
        """Return how many documents were read by day of publication and source ("" where unknown)."""
        with self._store.reading() as connection:
            return claiming.read_by_day(connection, as_of)

    def log(self, since: datetime | None = None) -> Iterator[LogEntry]:
        """Return what entered when, in order."""
        with self._store.reading() as connection:
            yield from listing.entries(connection, since)

    def check(self) -> list[str]:
        """Return one line for each fault of integrity; [] when sound."""
        with self._store.reading() as connection:
            return list(checking.faults(connection))

    def sizes(self) -> dict[str, int]:
        """Return the number of rows of each table, and the size in "bytes"."""
        with self._store.reading() as connection:
            return checking.sizes(connection)


def _now() -> datetime:
    return datetime.now(UTC)
