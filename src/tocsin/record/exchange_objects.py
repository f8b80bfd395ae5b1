"""Objects of a collection: added once, read by the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select

from tocsin.model import address
from tocsin.record.exchange_tables import objects
from tocsin.record.inserting import chunks, insert, next_seq
from tocsin.release import Policy


@dataclass(frozen=True, slots=True)
class New:
    """An object to be stored: `body` are the bytes served, `version` a time as `exchange.stamp` has it."""

    id: str
    version: str
    kind: str
    type: str
    policy: Policy
    body: bytes
    view: str = ""
    cut: frozenset[str] = frozenset()
    place_km: float = 0.0
    told: str = ""

    @property
    def digest(self) -> str:
        """Content address: of the bytes, or what `told` says where the bytes hold when they were made."""
        return self.told or address("bytes", self.body.decode("utf-8", "backslashreplace"))


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as stored, with its place in the order of arrival."""

    seq: int
    id: str
    version: str
    kind: str
    type: str
    policy: Policy
    view: str
    cut: frozenset[str]
    place_km: float
    origin: str
    body: bytes
    added: str


Versions = Literal["last", "first", "all"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for: none of a field is all. `versions` are words of TAXII or versions themselves.

    `own` is the partner who may see what it brought itself, whatever its policy; `not_from` leaves that out.
    """

    ids: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset({"last"})
    added_after: str = ""
    not_from: str = ""
    own: str | None = None
    kinds: frozenset[str] = field(default=frozenset())


def add_objects(
    connection: Connection, collection: str, given: Sequence[New], policies: Mapping[Policy, int],
    origin: str, added: str,
) -> list[str]:  # fmt: skip
    """Insert what is new; return "added", "known" or "conflict" for each. Runs under the write lock."""
    there = _there(connection, collection, {new.id for new in given})
    seq = next_seq(connection, objects)
    outcomes: list[str] = []
    rows: list[dict[str, Any]] = []
    for new in given:
        digest, key = new.digest, (new.id, new.version, new.view)
        held = there.get(key)
        if held is None:
            there[key] = digest
            row = _row(new, policies[new.policy], digest)
            base = {"seq": seq + len(rows), "collection": collection, "origin": origin, "added": added}
            rows.append(row | base)
        outcomes.append("added" if held is None else "known" if held == digest else "conflict")
    insert(connection, objects, rows)
    return outcomes


def _there(connection: Connection, collection: str, ids: Collection[str]) -> dict[tuple[str, str, str], str]:
    o = objects.c
    found: dict[tuple[str, str, str], str] = {}
    for chunk in chunks(ids):
        query = select(o.id, o.version, o.view, o.digest).where(o.collection == collection, o.id.in_(chunk))
        found |= {(row.id, row.version, row.view): row.digest for row in connection.execute(query)}
    return found


def _row(new: New, policy: int, digest: str) -> dict[str, Any]:
    return {
        "id": new.id, "version": new.version, "kind": new.kind, "type": new.type, "policy": policy,
        "view": new.view, "cut": " ".join(sorted(new.cut)), "place_km": new.place_km, "digest": digest,
        "body": new.body, "gone": None,
    }  # fmt: skip


def page(
    connection: Connection, collection: str, policies: Mapping[int, Policy], where: Filter, *,
    allowed: Collection[int], view: str, after: int, limit: int,
) -> list[Stored]:  # fmt: skip
    """Return up to `limit` objects after place `after`. See `Exchange.page`."""
    o = objects.c
    seen = [o.collection == collection, *_visible(objects.c, allowed, view, where.own)]
    query = select(objects).where(*seen, o.seq > after, *_asked(where))
    query = _versions(query, collection, allowed, view, where)
    rows = connection.execute(query.order_by(o.seq).limit(limit))
    return [
        Stored(
            row.seq, row.id, row.version, row.kind, row.type, policies[row.policy], row.view,
            frozenset(row.cut.split()), row.place_km, row.origin, row.body, row.added,
        )
        for row in rows
    ]  # fmt: skip


def _visible(o: Any, allowed: Collection[int], view: str, own: str | None) -> list[ColumnElement[bool]]:
    permitted = o.policy.in_(sorted(allowed))
    seen = permitted if own is None else or_(permitted, o.origin == own)
    return [o.gone.is_(None), seen, o.view.in_(sorted({"", view}))]


def _asked(where: Filter) -> list[ColumnElement[bool]]:
    o = objects.c
    asked: list[ColumnElement[bool]] = []
    if where.ids:
        asked.append(o.id.in_(sorted(where.ids)))
    if where.types:
        asked.append(o.type.in_(sorted(where.types)))
    if where.kinds:
        asked.append(o.kind.in_(sorted(where.kinds)))
    if where.added_after:
        asked.append(o.added > where.added_after)
    if where.not_from:
        asked.append(o.origin != where.not_from)
    return asked


def _versions(
    query: Select[Any], collection: str, allowed: Collection[int], view: str, where: Filter
) -> Select[Any]:
    """Keep the last or first versions among those that the caller may see, or the versions named."""
    if "all" in where.versions:
        return query
    o, other = objects.c, objects.alias("other").c
    same = [other.collection == collection, other.id == o.id, *_visible(other, allowed, view, where.own)]
    kept: list[ColumnElement[bool]] = []
    if "last" in where.versions:
        kept.append(~exists().where(*same, other.version > o.version))
    if "first" in where.versions:
        kept.append(~exists().where(*same, other.version < o.version))
    if named := where.versions - {"last", "first"}:
        kept.append(o.version.in_(sorted(named)))
    return query.where(or_(*kept))
