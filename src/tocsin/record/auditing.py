"""Self-audits as stored, and what a published figure says of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from tocsin.audit import Audited, Labelled, Result, check_label, result
from tocsin.audit.labels import UNDO
from tocsin.errors import InputError, NotFoundError
from tocsin.model import address, canonical
from tocsin.record.audit_tables import audit_items, audit_labels, audits
from tocsin.record.guard import check_key, check_text
from tocsin.record.inserting import insert, next_seq, note_act
from tocsin.record.schema import codings, log
from tocsin.record.store import Store

INCIDENTS: Final = "incidents"


@dataclass(frozen=True, slots=True)
class AuditItem:
    """A drawn incident or document: `ref` its id, `shown` what the record said of it at the draw."""

    seq: int
    position: int
    stratum: str
    ref: str
    shown: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """ "incident" or "document"."""
        return "incident" if self.stratum == INCIDENTS else "document"


@dataclass(frozen=True, slots=True)
class AuditLabel:
    """What a reviewer said of an item, and still holds."""

    seq: int
    item: int
    reviewer: str
    at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Audit:
    """A draw. `plan`: definition, since, until, as_of, seed, asked, sizes (of the frame), drawn, digest."""

    id: str
    seq: int
    at: datetime
    by: str
    plan: Mapping[str, Any]


class Audits:
    """The self-audits of a record: drawn, labelled, told of."""

    def __init__(self, store: Store) -> None:
        """Take an opened store; callers use `Record.audits`."""
        self._store = store

    def add(
        self,
        plan: Mapping[str, Any],
        items: Sequence[tuple[int, str, str, Mapping[str, Any]]],
        *,
        by: str,
        at: datetime | None = None,
    ) -> Audit:
        """Store a draw: its plan and its items (position, stratum, ref, shown).

        Raises InputError where its texts are unclean.
        """
        moment = at or datetime.now(UTC)
        check_key(by)
        check_text(canonical(dict(plan)), *(canonical(dict(item[3])) for item in items))
        with self._store.writing() as connection:
            last = connection.execute(select(func.max(codings.c.seq))).scalar() or 0
            whole = {**plan, "last_coding": int(last)}
            act, seq = next_seq(connection, log), next_seq(connection, audits)
            identity = address("audit", seq, by, moment.isoformat(), whole)
            detail = {"audit": identity, "items": len(items)}
            note_act(connection, act, moment, "audit drawn", detail)
            row = {"seq": seq, "id": identity, "at": moment, "by": by, "plan": canonical(whole), "act": act}
            connection.execute(audits.insert(), row)
            first = next_seq(connection, audit_items)
            rows = [
                {"seq": first + n, "audit": seq, "position": position, "stratum": stratum, "ref": ref,
                 "shown": canonical(dict(shown))}
                for n, (position, stratum, ref, shown) in enumerate(items)
            ]  # fmt: skip
            insert(connection, audit_items, rows)
        return Audit(identity, seq, moment, by, whole)

    def all(self) -> list[Audit]:
        """Return the audits in the order in which they were drawn."""
        with self._store.reading() as connection:
            return _all(connection)

    def find(self, wanted: str | None = None) -> Audit:
        """Return the audit that an id or its unique beginning names, the last one without. NotFoundError."""
        every = self.all()
        found = every[-1:] if wanted is None else [a for a in every if wanted and a.id.startswith(wanted)]
        if not found and wanted is None:
            raise NotFoundError("there is no audit yet; draw one: tocsin audit draw")
        if len(found) != 1:
            what = f"is the beginning of {len(found)} audits" if found else "is no audit"
            raise NotFoundError(f"{wanted} {what}; see: tocsin audit list")
        return found[0]

    def items(self, audit: Audit) -> list[AuditItem]:
        """Return what was drawn, in the order of labelling."""
        with self._store.reading() as connection:
            return _items(connection, audit)

    def labels(self, audit: Audit) -> list[AuditLabel]:
        """Return the labels that hold, of each reviewer, in order."""
        with self._store.reading() as connection:
            return _labels(connection, audit)

    def label(
        self, item: int, body: Mapping[str, Any], *, once: str, reviewer: str, at: datetime | None = None
    ) -> None:
        """Store what `reviewer` says of an item; the same `once` again is no act.

        Raises InputError where it is outside the closed shapes, NotFoundError where there is no such item.
        """
        check_key(reviewer, once)
        check_text(canonical(dict(body)))
        with self._store.writing() as connection:
            row = connection.execute(select(audit_items).where(audit_items.c.seq == item)).one_or_none()
            if row is None:
                raise NotFoundError("there is no such item of an audit")
            if connection.execute(select(audit_labels.c.seq).where(audit_labels.c.once == once)).first():
                return
            try:
                check_label(_item(row).kind, body)
            except ValueError as error:
                raise InputError(str(error)) from error
            moment = at or datetime.now(UTC)
            act, seq = next_seq(connection, log), next_seq(connection, audit_labels)
            detail = {"item": item, "verdict": body["verdict"], "by": reviewer}
            note_act(connection, act, moment, "audit labelled", detail)
            new = {"seq": seq, "item": item, "once": once, "reviewer": reviewer, "at": moment,
                   "body": canonical(dict(body)), "act": act}  # fmt: skip
            connection.execute(audit_labels.insert(), new)

    def result(self, audit: Audit, level: float = 0.95) -> Result:
        """Return what the labels so far say; where two people labelled, the first to do so counts."""
        with self._store.reading() as connection:
            return _result(connection, audit, level)

    def told(self) -> list[Audited]:
        """Return what a figure may say of each audit that has a label, the last drawn last.

        Every way out takes from this list by `tocsin.audit.chosen`.
        """
        with self._store.reading() as connection:
            return [
                Audited(
                    audit.id, audit.plan["definition"], None, audit.at, _result(connection, audit, 0.95),
                    _stale(connection, audit),
                )
                for audit in _all(connection)
                if _labels(connection, audit)
            ]  # fmt: skip


def _stale(connection: Connection, audit: Audit) -> bool:
    """Whether what coded documents since is not what had coded them when the audit was drawn."""
    newer = select(codings.c.coder).where(codings.c.seq > audit.plan["last_coding"]).distinct()
    return bool(set(connection.execute(newer).scalars()) - set(audit.plan["coders"]))


def _all(connection: Connection) -> list[Audit]:
    rows = connection.execute(select(audits).order_by(audits.c.seq))
    return [Audit(r.id, r.seq, r.at, r.by, json.loads(r.plan)) for r in rows]


def _items(connection: Connection, audit: Audit) -> list[AuditItem]:
    query = select(audit_items).where(audit_items.c.audit == audit.seq).order_by(audit_items.c.position)
    return [_item(row) for row in connection.execute(query)]


def _item(row: Row[Any]) -> AuditItem:
    return AuditItem(row.seq, row.position, row.stratum, row.ref, json.loads(row.shown))


def _labels(connection: Connection, audit: Audit) -> list[AuditLabel]:
    query = (
        select(audit_labels)
        .join(audit_items, audit_items.c.seq == audit_labels.c.item)
        .where(audit_items.c.audit == audit.seq)
        .order_by(audit_labels.c.seq)
    )
    held: dict[tuple[int, str], AuditLabel] = {}
    for row in connection.execute(query):
        body = json.loads(row.body)
        if body["verdict"] == UNDO:
            held.pop((row.item, row.reviewer), None)
        else:
            held[row.item, row.reviewer] = AuditLabel(row.seq, row.item, row.reviewer, row.at, body)
    return list(held.values())


def _result(connection: Connection, audit: Audit, level: float) -> Result:
    items = _items(connection, audit)
    first: dict[int, AuditLabel] = {}
    for label in _labels(connection, audit):
        first.setdefault(label.item, label)
    drawn = Counter(item.stratum for item in items)
    return result(audit.plan["sizes"], drawn, _counted(items, first), level)


def _counted(items: Sequence[AuditItem], labels: Mapping[int, AuditLabel]) -> Iterable[Labelled]:
    for item in items:
        if (label := labels.get(item.seq)) is not None:
            body = label.body
            yield Labelled(
                item.stratum, body["verdict"], body.get("slots") or {}, bool(body.get("surplus", True)),
                frozenset(item.shown.get("empty", ())), frozenset(item.shown.get("set_right", ())),
            )  # fmt: skip
