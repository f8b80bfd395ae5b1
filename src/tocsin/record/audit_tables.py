"""The tables of self-audits: what was drawn, what each drawn thing was like then, what people said of it.

Rows are only added. The last label of a reviewer about an item holds; one that says "undo" takes it back.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from tocsin.record.schema import ID, Moment, log, metadata

# One draw. `plan` is what was asked and the frame: definition, window, seed, sizes, digest (JSON).
audits = Table(
    "audits",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("act", ForeignKey(log.c.seq), nullable=False),
)

# One drawn incident or document; `shown` holds what the record said of it when it was drawn (JSON).
audit_items = Table(
    "audit_items",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("audit", ForeignKey(audits.c.seq), nullable=False),
    Column("position", Integer, nullable=False),
    Column("stratum", String(20), nullable=False),
    Column("ref", ID, nullable=False),
    Column("shown", Text, nullable=False),
    Index(None, "audit"),
)

# What a person said of one; `once` makes a form that is sent twice one act.
audit_labels = Table(
    "audit_labels",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("item", ForeignKey(audit_items.c.seq), nullable=False),
    Column("once", String(64), nullable=False, unique=True),
    Column("reviewer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Column("act", ForeignKey(log.c.seq), nullable=False),
    Index(None, "item"),
)
