"""Reports as the views and resolving see them: with their statements and their document."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, and_, bindparam, or_, select

from tocsin.model import Document, Report, Span, Statement
from tocsin.record.columns import Values, to_document
from tocsin.record.correcting import corrected
from tocsin.record.derived import view_reports
from tocsin.record.inserting import CHUNK, chunks
from tocsin.record.schema import assertions, codings, documents, findings, reports, statements, withdrawals
from tocsin.record.visible import dismissed, shown
from tocsin.resolve import Mention


@dataclass(frozen=True, slots=True)
class _Cut:
    """Which of the shown reports are asked for."""

    as_of: datetime | None
    since: datetime | None = None
    until: datetime | None = None
    ids: tuple[str, ...] | None = None
    coded: tuple[tuple[int, int], ...] | None = None


def mentions(
    connection: Connection,
    *,
    as_of: datetime | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    ids: Collection[str] | None = None,
) -> list[Mention]:
    """Return what a view shows, in order of arrival. See `Record.mentions`."""
    cut = _Cut(as_of, since, until)
    if ids is not None and len(ids) <= 4 * CHUNK:
        parts = [_load(connection, replace(cut, ids=tuple(part))) for part in chunks(sorted(set(ids)))]
        return [mention for _, mention in sorted(chain.from_iterable(parts), key=itemgetter(0))]
    wanted = None if ids is None else set(ids)
    every = _load(connection, cut)
    return [mention for _, mention in every if wanted is None or mention.report.id in wanted]


def beside(connection: Connection, ids: Collection[str]) -> set[str]:
    """Return the reports of the documents that the reports `ids` are of: these, and what else they told."""
    r, found = reports.c, set(ids)
    for part in chunks(sorted(found)):
        of = select(r.document).where(r.id.in_(part))
        found |= set(connection.execute(select(r.id).where(r.document.in_(of))).scalars())
    return found


def mentions_of(
    connection: Connection, coding: Mapping[int, int], as_of: datetime | None = None
) -> dict[int, Mention]:
    """Return the reports of `coding` (their seq) as the codings that it names found them."""
    pairs = sorted(coding.items())
    parts = [tuple(pairs[start : start + CHUNK]) for start in range(0, len(pairs), CHUNK)]
    return dict(chain.from_iterable(_load(connection, _Cut(as_of, coded=part)) for part in parts))


def _load(connection: Connection, cut: _Cut) -> list[tuple[int, Mention]]:
    said = _statements(connection, cut)
    rows = connection.execute(*_asked("reports", cut)).all()
    for seq, right in corrected(connection, {row.name for row in rows}).items():
        said[seq] = [*said.get(seq, ()), *right]
    texts: dict[int, Document] = {}
    loaded = []
    for row in rows:
        if row.document not in texts:
            texts[row.document] = to_document(row)
        report = _report(row, row.told_by, said.get(row.report, ()))
        loaded.append((row.report, Mention(report, texts[row.document], row.sketch)))
    return loaded


def _report(row: Row[Any], document: str, said: Collection[Statement]) -> Report:
    anchor = Span(row.anchor_start, row.anchor_end)
    return Report(document, anchor, row.probability, tuple(said), row.coder, row.origin)


def _asked(what: str, cut: _Cut) -> tuple[Select[Any], Values]:
    """Return the query of "reports" or of what is "said" in them, and its values."""
    given: Values = {name: getattr(cut, name) for name in ("as_of", "since", "until", "ids")}
    if cut.coded is not None:
        given["named"], given["by"] = zip(*cut.coded, strict=True) if cut.coded else ((), ())
    given = {name: value for name, value in given.items() if value is not None}
    return _query(what, frozenset(given)), given


@cache
def _query(what: str, given: frozenset[str]) -> Select[Any]:
    """Return one query for each set of values that may be given: making it costs more than running it."""
    query = _reports() if what == "reports" else _said(given)
    d, as_of = documents.c, _moment("as_of")
    if "named" in given:
        # A report is of one document, and of that one coding is named here: the pairs need no comparing.
        return query.where(reports.c.seq.in_(_list("named")), findings.c.coding.in_(_list("by")))
    query = _in_view(query, as_of if "as_of" in given else None)
    if "since" in given:
        query = query.where(d.moment >= _moment("since"))
    if "until" in given:
        query = query.where(d.moment < _moment("until"))
    return query.where(reports.c.id.in_(_list("ids"))) if "ids" in given else query


def _moment(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=documents.c.moment.type)


def _list(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


def _in_view(query: Select[Any], as_of: BindParameter[Any] | None) -> Select[Any]:
    f, v = findings.c, view_reports.c
    if as_of is None:
        return query.join(view_reports, and_(v.report == f.report, v.coding == f.coding))
    view = shown(as_of)
    return query.join(view, view.c.coding == f.coding).where(f.report.not_in(dismissed()))


def _base(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(findings)
        .join(reports, reports.c.seq == findings.c.report)
        .join(documents, documents.c.seq == reports.c.document)
        .join(codings, codings.c.seq == findings.c.coding)
    )


def _reports() -> Select[Any]:
    r, f, d = reports.c, findings.c, documents.c
    query = _base(
        r.seq.label("report"), r.document, r.anchor_start, f.anchor_end, f.probability, f.origin,
        codings.c.coder, d.id.label("told_by"), d.name, d.text, d.title, d.published, d.fetched, d.language,
        d.source, d.author, d.flags, d.sketch,
    )  # fmt: skip
    return query.order_by(r.seq)


def _statements(connection: Connection, cut: _Cut) -> dict[int, list[Statement]]:
    """Return each report's statements in the order of the text, whatever the order of their arrival."""
    said: dict[int, list[tuple[tuple[int, int, str, str], Statement]]] = defaultdict(list)
    # The bulk of every view: columns are taken by position, in the order of the fields of a statement.
    for report, identity, document, ground, subject, name, value, start, end, *rest in connection.execute(
        *_asked("said", cut)
    ):
        place = (-1 if start is None else start, end or 0, name, identity)
        held = None if document is None else ground
        said[report].append((place, Statement(subject, name, json.loads(value), held, start, end, *rest)))
    return {
        report: [statement for _, statement in sorted(found, key=itemgetter(0))]
        for report, found in said.items()
    }


def _said(given: frozenset[str]) -> Select[Any]:
    s, a = statements.c, assertions.c
    gone = select(withdrawals.c.statement).where(withdrawals.c.statement.is_not(None))
    query = (
        _base(
            a.report, s.id, s.document, documents.c.id.label("ground"), s.subject, s.property, s.value,
            s.span_start, s.span_end, s.quote, s.said_by, s.said_at, s.kind, s.origin, a.confidence,
            codings.c.coder,
        )
        .join(assertions, and_(a.coding == findings.c.coding, a.report == findings.c.report))
        .join(statements, s.seq == a.statement)
        .where(s.seq.not_in(gone))
    )  # fmt: skip
    if "as_of" not in given:
        return query
    return query.where(or_(s.said_at.is_(None), s.said_at <= _moment("as_of")))
