"""Rows that may not be passed on, on the pages of the desk itself: who sees them, and how they are marked.

The pages to look at (map, list, incident, report) read the record's inside for those who may. Everything that
is made to be handed on reads the record as it is given out, which has no such row (decision 10).
"""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request

from tocsin.datasets import DATASETS
from tocsin.desk import Desk
from tocsin.model import Incident
from tocsin.record import Record, Restriction
from tocsin.web.access import ROLES, Reader
from tocsin.web.filters import Asked


def sees(request: Request, reader: Reader) -> bool:
    """Tell whether the licence lets `reader` look: `[web] restricted` names the least role."""
    least = request.app.state.desk.settings.web.restricted
    return any(reader.may(role) for role in ROLES if role == least)


def seen(request: Request, reader: Reader, filters: Asked | None = None) -> Record:
    """Return the record as a page shows it to `reader`, who may have asked for it without such rows."""
    desk: Desk = request.app.state.desk
    out = filters is not None and filters.leave_out
    return desk.record.inside if sees(request, reader) and not out else desk.record


def names(request: Request, reader: Reader) -> list[str]:
    """Return the datasets whose rows this desk holds for itself, by their titles; none for who sees none."""
    desk: Desk = request.app.state.desk
    held = desk.record.restricted() if sees(request, reader) else {}
    return [DATASETS[name].title if name in DATASETS else name for name in held]


def marks(record: Record, incidents: Iterable[Incident]) -> dict[str, list[Restriction]]:
    """Return for each of `incidents` that rests on such rows whose they are, each dataset once."""
    every = list(incidents)
    found = record.restrictions([report for incident in every for report in incident.reports])
    held = {
        incident.id: {found[report].dataset: found[report] for report in incident.reports if report in found}
        for incident in every
    }
    return {identity: list(rows.values()) for identity, rows in held.items() if rows}
