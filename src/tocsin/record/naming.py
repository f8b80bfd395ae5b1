"""What incidents of the kept view are called: the short id of their founder, the later of two the full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from tocsin.record.derived import view_incidents
from tocsin.record.identity import Told, called
from tocsin.record.schema import reports
from tocsin.record.surroundings import rows_in
from tocsin.resolve import incident_id

_v = view_incidents.c
_IDS: Final = select(reports.c.id)
_CALLED: Final = select(_v.founder, _v.short, _v.id, reports.c.id.label("report")).join(
    reports, reports.c.seq == _v.founder
)


def name_all(connection: Connection, fresh: Sequence[Told], gone: Collection[int], version: int) -> None:
    """Name the incidents of the founders `fresh`, and those that met them, or the ones `gone`, by chance."""
    v = view_incidents.c
    shorts = {incident_id(founder.id) for founder in fresh}
    shorts |= {incident_id(row.id) for row in rows_in(connection, _IDS, reports.c.seq, gone)}
    sharing: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in rows_in(connection, _CALLED, v.short, shorts):
        sharing[row.short].append((row.founder, row.report, row.id))
    for short in sorted(sharing):
        met = sorted(sharing[short])
        names = called(report for _, report, _ in met)
        renamed = [(founder, name) for (founder, _, had), name in zip(met, names, strict=True) if had != name]
        # The later ones give the short id up before the first takes it.
        for founder, name in reversed(renamed):
            change = update(view_incidents).where(v.founder == bindparam("whose"))
            connection.execute(
                change.values(id=bindparam("name"), changed=bindparam("at")),
                {"whose": founder, "name": name, "at": version},
            )
