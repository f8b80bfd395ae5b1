"""Which documents and reports a view shows: current versions, the newest coding, nothing taken out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CTE, BindParameter, Select, func, select

from tocsin.record.derived import view_reports
from tocsin.record.reviews import dismissals
from tocsin.record.schema import codings, documents, reports, withdrawals

Moment = datetime | BindParameter[Any]
"""A time, or the name of one that is given when the query runs."""


def versions(as_of: Moment | None) -> CTE:
    """Documents that were out by `as_of`, with `rank` 1 for the current version of each name.

    The latest by publication, then by fetching, then by id is current.
    """
    d = documents.c
    order = (d.moment.desc(), d.fetched.desc().nulls_last(), d.id.desc())
    rank = func.row_number().over(partition_by=d.name, order_by=order).label("rank")
    query = select(d.seq, rank)
    if as_of is not None:
        query = query.where(d.moment <= as_of)
    return query.cte("versions")


def newest_coding() -> CTE:
    """For each coded document the coding that arrived last."""
    c = codings.c
    return select(c.document, func.max(c.seq).label("coding")).group_by(c.document).cte("newest")


def withdrawn_documents() -> Select[Any]:
    """The documents that were withdrawn."""
    return select(withdrawals.c.document).where(withdrawals.c.document.is_not(None))


def shown(as_of: Moment) -> CTE:
    """The `document`s that a view of the past shows, each with its `coding` that holds."""
    version, newest = versions(as_of), newest_coding()
    query = (
        select(version.c.seq.label("document"), newest.c.coding)
        .join(newest, newest.c.document == version.c.seq)
        .where(version.c.rank == 1, version.c.seq.not_in(withdrawn_documents()))
    )
    return query.cte("shown")


def shown_reports() -> Select[Any]:
    """Reports that the view of today shows (seq, id, document, coding, judged_by), in order of arrival."""
    r, v = reports.c, view_reports.c
    return (
        select(r.seq, r.id, r.document, v.coding, v.judged_by)
        .join(view_reports, v.report == r.seq)
        .where(v.coding.is_not(None))
        .order_by(r.seq)
    )


def dismissed() -> Select[Any]:
    """The reports that people took out, and did not put back."""
    d = dismissals.c
    latest = select(func.max(d.seq)).group_by(d.report)
    return select(d.report).where(d.seq.in_(latest), d.holds)
