"""What is shared, as stored: facts about partners, objects with their policies, the audit log, quarantine."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select, update

from tocsin.errors import InputError
from tocsin.model import address, canonical
from tocsin.record import disclosing
from tocsin.record.disclosing import Disclosure
from tocsin.record.exchange_objects import Filter, New, Stored, add_objects, page
from tocsin.record.exchange_tables import facts, objects, policies, quarantine
from tocsin.record.guard import check_text
from tocsin.record.inserting import CHUNK, chunks, insert, next_seq
from tocsin.record.listing import last_act
from tocsin.record.store import Store
from tocsin.release import Policy, policy_from

KEPT: Final = 65_536
"""How many bytes of what is quarantined are kept."""


@dataclass(frozen=True, slots=True)
class Fact:
    """The latest word on one key of a kind."""

    key: str
    body: Any
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something that was brought and not taken."""

    at: datetime
    partner: str
    way: str
    reason: str
    digest: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Last:
    """The last version of an object: its digest, the number of its policy, its type."""

    version: str
    digest: str
    policy: int
    type: str


class Exchange:
    """The shared part of an open record. Every method is one transaction; writes are durable."""

    def __init__(self, store: Store) -> None:
        """Stand on an opened store; `Record.exchange` gives it."""
        self._store = store
        self._policies: dict[int, Policy] = {}

    def note(self, kind: str, key: str, body: Any, *, by: str, at: datetime | None = None) -> None:
        """Append a fact; it holds from now on for its kind and key."""
        self.note_all([(kind, key, body)], by=by, at=at)

    def note_all(self, given: Iterable[tuple[str, str, Any]], *, by: str, at: datetime | None = None) -> None:
        """Append several facts in one transaction. Raises InputError where a key is too long or unclean."""
        rows = []
        for kind, key, body in given:
            text = canonical(body)
            check_text(key, text, by)
            if not 0 < len(key) <= 500:
                raise InputError(f"not stored: a key has 1 to 500 characters, not {len(key)}")
            rows.append({"kind": kind, "key": key, "body": text, "by": by, "at": at or now()})
        with self._store.writing() as connection:
            first = next_seq(connection, facts)
            insert(connection, facts, [row | {"seq": first + place} for place, row in enumerate(rows)])

    def facts(self, kind: str) -> dict[str, Fact]:
        """Return the facts of a kind that hold, by key."""
        f = facts.c
        latest = select(func.max(f.seq)).where(f.kind == kind).group_by(f.key)
        with self._store.reading() as connection:
            rows = connection.execute(select(facts).where(f.seq.in_(latest)).order_by(f.seq))
            return {row.key: Fact(row.key, json.loads(row.body), row.at, row.by) for row in rows}

    def facts_of(self, kind: str, keys: Collection[str]) -> dict[str, Fact]:
        """Return the facts of a kind that hold for those of `keys` that have one."""
        f, found = facts.c, dict[str, Fact]()
        with self._store.reading() as connection:
            for chunk in chunks(keys):
                query = select(facts).where(f.kind == kind, f.key.in_(chunk)).order_by(f.seq)
                for row in connection.execute(query):
                    found[row.key] = Fact(row.key, json.loads(row.body), row.at, row.by)
        return found

    def fact(self, kind: str, key: str) -> Fact | None:
        """Return the fact that holds for a kind and key."""
        with self._store.reading() as connection:
            return _fact(connection, kind, key)

    def standing(self, token: str) -> tuple[Fact | None, Fact | None, Fact | None]:
        """Return what holds for a token (its hash), for its partner and for the switch, at one moment."""
        with self._store.reading() as connection:
            held = _fact(connection, "token", token)
            partner = None if held is None else _fact(connection, "partner", held.body["partner"])
            return held, partner, _fact(connection, "switch", "sharing")

    def mark(self) -> tuple[int, int]:
        """Return how far the record and decisions about sharing have come; equal while neither changes."""
        decided = facts.c.kind.in_(("partner", "marking", "report", "judgement"))
        with self._store.reading() as connection:
            acts = last_act(connection)
            decisions = connection.execute(select(func.max(facts.c.seq)).where(decided)).scalar()
        return acts, int(decisions or 0)

    def policies(self) -> Mapping[int, Policy]:
        """Return every policy by its number."""
        known = max(self._policies, default=0)
        with self._store.reading() as connection:
            rows = connection.execute(select(policies).where(policies.c.seq > known)).all()
        self._policies |= {row.seq: policy_from(json.loads(row.body)) for row in rows}
        return self._policies

    def add(self, collection: str, given: Sequence[New], *, origin: str = "", way: str = "") -> list[str]:
        """Store objects in one transaction; return for each "added", "known" or "conflict".

        A conflict, the same key with other bytes, is kept in quarantine; what was there stays.
        """
        with self._store.writing() as connection:
            numbers = _policy_seqs(connection, [new.policy for new in given])
            outcomes = add_objects(connection, collection, given, numbers, origin, stamp(now()))
            for new, outcome in zip(given, outcomes, strict=True):
                if outcome == "conflict":
                    reason = f"{new.id} of {new.version} is here already with other content"
                    _quarantine(connection, origin, way or "sync", reason, new.body)
        return outcomes

    def page(
        self, collection: str, *, allowed: Collection[int], view: str, after: int, limit: int, where: Filter
    ) -> list[Stored]:
        """Return up to `limit` objects after place `after`, under `allowed` policies, that are not gone."""
        # Whoever says what is allowed has just read the policies: what is under a newer one is not allowed.
        with self._store.reading() as connection:
            return page(
                connection, collection, self._policies, where, allowed=allowed, view=view, after=after,
                limit=limit,
            )  # fmt: skip

    def count(self, collection: str) -> int:
        """Return how many rows a collection has."""
        query = select(func.count()).where(objects.c.collection == collection)
        with self._store.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def last(self, collection: str, *, view: str = "", origin: str = "") -> dict[str, Last]:
        """Return of each id in a view the last version, what is gone left out."""
        o = objects.c
        query = select(o.id, o.version, o.digest, o.policy, o.type).where(
            o.collection == collection, o.view == view, o.origin == origin, o.gone.is_(None)
        )
        with self._store.reading() as connection:
            rows = connection.execute(query.order_by(o.version))
            return {row.id: Last(row.version, row.digest, row.policy, row.type) for row in rows}

    def last_policy(self, collection: str, ids: Collection[str]) -> Policy | None:
        """Return the policy of the last row of any of `ids`, gone ones too; None where there was none."""
        o = objects.c
        query = (
            select(o.policy).where(o.collection == collection, o.id.in_(sorted(ids))).order_by(o.seq.desc())
        )
        with self._store.reading() as connection:
            number = connection.execute(query.limit(1)).scalar()
        return None if number is None else self.policies()[number]

    def places(self, collection: str, ids: Collection[str]) -> dict[int, str]:
        """Return the numbers of all rows of `ids`, gone ones too, with the id of each."""
        o = objects.c
        found: dict[int, str] = {}
        with self._store.reading() as connection:
            for chunk in chunks(ids):
                query = select(o.seq, o.id).where(o.collection == collection, o.id.in_(chunk))
                found |= {row.seq: row.id for row in connection.execute(query)}
        return found

    def retract(self, collection: str, ids: Collection[str], *, view: str | None = None) -> None:
        """Take every stored version of `ids` out of all answers."""
        o = objects.c
        with self._store.writing() as connection:
            for chunk in chunks(ids):
                change = update(objects).where(o.collection == collection, o.id.in_(chunk), o.gone.is_(None))
                if view is not None:
                    change = change.where(o.view == view)
                connection.execute(change.values(gone=now()))

    def blank(self, numbers: Collection[int], at: datetime) -> int:
        """Empty the objects under the policies `numbers`, take them out of answers; return how many."""
        o = objects.c
        count = 0
        with self._store.writing() as connection:
            for start in range(0, len(numbers), CHUNK):
                under = o.policy.in_(sorted(numbers)[start : start + CHUNK])
                gone = func.coalesce(o.gone, bindparam("at", at, type_=objects.c.gone.type))
                change = update(objects).where(under, func.length(o.body) > 0)
                count += connection.execute(change.values(body=b"", gone=gone)).rowcount
        if count:
            self._store.compact()
        return count

    def blank_unsettled(self, partner: str, before: datetime) -> int:
        """Empty what `partner` brought before a time and what was not taken, or waits; return how much."""
        q, f = quarantine.c, facts.c
        kept = update(quarantine).where(q.partner == partner, q.at < before, func.length(q.body) > 0)
        waits = update(facts).where(f.kind == "waiting", f.by == partner, f.at < before, f.body != "null")
        with self._store.writing() as connection:
            count = connection.execute(kept.values(body=b"")).rowcount
            count += connection.execute(waits.values(body="null")).rowcount
        if count:
            self._store.compact()
        return int(count)

    def disclose(self, *, partner: str, way: str, policy: str, count: int, what: str) -> str:
        """Append to the audit log and return its new head. Nothing may leave before this has returned."""
        check_text(partner, way, policy, what)
        with self._store.writing() as connection:
            return disclosing.disclose(
                connection, at=stamp(now()), partner=partner, way=way, policy=policy, count=count, what=what
            )

    def disclosures(self, partner: str | None = None) -> Iterator[Disclosure]:
        """Return the audit log, all or one partner's."""
        with self._store.reading() as connection:
            yield from disclosing.entries(connection, partner=partner)

    def head(self) -> tuple[int, str]:
        """Return number and hash of the last row of the audit log."""
        with self._store.reading() as connection:
            return disclosing.head(connection)

    def quarantine(self, partner: str, way: str, reason: str, body: bytes) -> None:
        """Keep what was not taken, the same bytes once."""
        with self._store.writing() as connection:
            _quarantine(connection, partner, way, reason, body)

    def quarantined(self) -> list[Quarantined]:
        """Return what was not taken, in order."""
        q = quarantine.c
        query = select(q.at, q.partner, q.way, q.reason, q.digest, q.body).order_by(q.seq)
        with self._store.reading() as connection:
            return [Quarantined(*row) for row in connection.execute(query)]


def _fact(connection: Connection, kind: str, key: str) -> Fact | None:
    f = facts.c
    query = select(facts).where(f.kind == kind, f.key == key).order_by(f.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else Fact(row.key, json.loads(row.body), row.at, row.by)


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Return a time as sortable text with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _policy_seqs(connection: Connection, given: Sequence[Policy]) -> dict[Policy, int]:
    unique = {policy: canonical(policy.to_json()) for policy in set(given)}
    ids = {address("policy", text): (policy, text) for policy, text in unique.items()}
    found: dict[Policy, int] = {}
    for chunk in chunks(ids):
        query = select(policies.c.id, policies.c.seq).where(policies.c.id.in_(chunk))
        found |= {ids[row.id][0]: row.seq for row in connection.execute(query)}
    rows: list[dict[str, Any]] = []
    first = next_seq(connection, policies)
    for identity, (policy, text) in sorted(ids.items()):
        if policy not in found:
            found[policy] = first + len(rows)
            rows.append({"seq": found[policy], "id": identity, "body": text})
    insert(connection, policies, rows)
    return found


def _quarantine(connection: Connection, partner: str, way: str, reason: str, body: bytes) -> None:
    digest = address("quarantine", partner, reason, body.hex())
    clean = reason.encode("utf-8", "replace").decode().replace("\0", " ")[:1000]
    row = {"seq": next_seq(connection, quarantine), "at": now(), "partner": partner, "way": way}
    insert(connection, quarantine, [row | {"reason": clean, "digest": digest, "body": body[:KEPT]}])
