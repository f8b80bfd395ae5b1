"""The tables of the kept view: derived; may be dropped and rebuilt.

They hold nothing that the statements and judgements do not say: which reports are shown, which incident each
belongs to, and what each incident comes to, as of now. `keeping` brings them up to date inside each write;
`keeping.rebuild` makes them anew. No foreign keys, so that they can be emptied at any time.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, String, Table, Text, select

from tocsin.record.schema import ID, metadata

NEVER: Final = 9_999_999
"""The last day of an incident without a date: it may have happened at any time."""

# One row: how far the view has come (last numbers seen), how often it changed, which rules made it.
view_state = Table(
    "view_state",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("rules", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Integer, nullable=False),
    Column("coding", Integer, nullable=False),
    Column("withdrawal", Integer, nullable=False),
    Column("act", Integer, nullable=False),
)

# Every report: the coding by which it is shown (none: it is not), the founder of its incident (none: it
# belongs to nothing shown), the least report of all that could bear on it, and who judged it as it is coded.
view_reports = Table(
    "view_reports",
    metadata,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("coding", Integer),
    Column("founder", Integer),
    Column("component", Integer, nullable=False),
    Column("judged_by", Text),
    Index(None, "judged_by"),
    Index(None, "founder"),
    Index(None, "component"),
    Index(None, "coding"),
)

# What a list is narrowed and ordered by. `founder` is the seq of the report that it is called after.
view_incidents = Table(
    "view_incidents",
    metadata,
    Column("founder", Integer, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, unique=True),
    Column("short", String(10), nullable=False),
    Column("changed", Integer, nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("country", Text),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("precision", Text),
    Column("outcome", Text),
    Column("deaths", Integer, nullable=False),
    Column("killed", Text),
    Column("attack_types", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("revised", BigInteger, nullable=False),
    Index(None, "short"),
    Index(None, "changed"),
    Index(None, "first_day", "founder"),
    Index(None, "deaths", "founder"),
    Index(None, "revised", "founder"),
    Index(None, "country", "first_day"),
    Index(None, "lat", "lon"),
)

# What an incident comes to, as `bodies` writes it; apart, so that lists are narrowed without reading it.
view_bodies = Table(
    "view_bodies",
    metadata,
    Column("founder", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("grounds", Text, nullable=False),
)

# The codes, groups and sources of an incident, one a row.
view_codes = Table(
    "view_codes",
    metadata,
    Column("kind", String(12), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("founder", Integer, primary_key=True, autoincrement=False),
    Index(None, "founder"),
    sqlite_with_rowid=False,
)

# When and where each shown report places its event; `country` is "" where it rules no other out.
view_outlines = Table(
    "view_outlines",
    metadata,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("band", Integer, nullable=False),
    Column("country", String(2), nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("when_precision", String(10), nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("precision", String(20)),
    Column("several", Boolean, nullable=False),
    Index(None, "country", "band", "first_day"),
    Index(None, "band", "first_day"),
)

KEPT: Final = select(
    view_incidents.c.founder, view_incidents.c.id, view_bodies.c.body, view_bodies.c.grounds
).join(view_bodies, view_bodies.c.founder == view_incidents.c.founder)
"""Incidents as they are kept: what follows the founder is what `bodies.to_incident` takes."""

VIEWS: Final = (view_state, view_reports, view_incidents, view_bodies, view_codes, view_outlines)
