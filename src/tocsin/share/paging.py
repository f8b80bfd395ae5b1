"""One page of what a partner may have, behind the release rule, written to the audit log before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tocsin.model import canonical
from tocsin.record import Filter, Stored
from tocsin.record.disclosing import ranges
from tocsin.release import Held, Partner, in_force, may_release
from tocsin.share.sharing import Sharing

MOST: Final = 1000
"""Objects in one answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """Objects as the partner may have them, with their bytes; `more` where there are others after `place`."""

    rows: tuple[Stored, ...]
    bodies: tuple[bytes, ...]
    more: bool
    place: int


def released_page(
    sharing: Sharing, partner: Partner, collection: str, where: Filter, *, after: int, limit: int,
    at: datetime, way: str,
) -> Page:  # fmt: skip
    """Return up to `limit` objects that `partner` may have, after place `after`.

    A page is full while there are visible objects left, however many hidden ones lie between.
    """
    found: list[tuple[Stored, bytes]] = []
    wanted = min(limit, MOST) + 1
    allowed = sharing.allowed(partner, at)
    asked = replace(where, own=partner.id if in_force(partner, at) else None)
    place = after
    while len(found) < wanted:
        rows = sharing.exchange.page(
            collection, allowed=allowed, view=partner.id, after=place, limit=wanted, where=asked
        )
        found += [(row, body) for row in rows if (body := _body(row, partner, at)) is not None]
        if len(rows) < wanted:
            break
        place = rows[-1].seq
    shown, more = found[: wanted - 1], len(found) >= wanted
    page = Page(
        tuple(row for row, _ in shown), tuple(body for _, body in shown), more,
        shown[-1][0].seq if shown else after,
    )  # fmt: skip
    disclosed(sharing, partner, way, page.rows)
    return page


def disclosed(sharing: Sharing, partner: Partner, way: str, rows: Sequence[Stored]) -> None:
    """Write to the audit log that `rows` go to `partner`; nothing is written where nothing goes."""
    if rows:
        what = ranges(row.seq for row in rows)
        version = sharing.policy_version(partner)
        sharing.exchange.disclose(partner=partner.id, way=way, policy=version, count=len(rows), what=what)


def _body(row: Stored, partner: Partner, at: datetime) -> bytes | None:
    held = Held(row.id, row.kind, row.policy, row.body, row.type, row.origin, row.cut, row.place_km)
    out = may_release(held, partner, at)
    if out is None:
        return None
    return out.body if isinstance(out.body, bytes) else canonical(out.body).encode()
