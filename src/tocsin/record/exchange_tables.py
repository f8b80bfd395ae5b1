"""The tables of what is shared. They lie in the same database and are written under the same lock.

Rows are only ever added, with one exception: `exchange_objects.gone`, which takes an object that was
withdrawn out of every answer. Facts (partners, tokens, markings, collections, places in a partner's feed,
acknowledgements, the switch) are rows of one table; of each kind and key the latest holds.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip

from tocsin.record.schema import ID, Moment, metadata

STAMP: Final = String(27)
"""A time in UTC with microseconds, as sortable text: what TAXII calls date added and version."""

facts = Table(
    "exchange_facts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", String(500), nullable=False),
    Column("body", Text, nullable=False),
    Column("by", Text, nullable=False),
    Index(None, "kind", "key"),
)

policies = Table(
    "exchange_policies",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, unique=True),
    Column("body", Text, nullable=False),
)

# `origin` is the partner that brought it, "" for ours. `view`: only partners who see by this digest of what
# may be seen get it; "" for all. `cut` and `place_km` say what was taken out when it was made.
objects = Table(
    "exchange_objects",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("collection", String(36), nullable=False),
    Column("id", String(500), nullable=False),
    Column("version", STAMP, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("type", String(60), nullable=False),
    Column("policy", ForeignKey(policies.c.seq), nullable=False),
    Column("view", ID, nullable=False),
    Column("cut", Text, nullable=False),
    Column("place_km", Float, nullable=False),
    Column("origin", String(100), nullable=False),
    Column("digest", ID, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("added", STAMP, nullable=False),
    Column("gone", Moment),
    UniqueConstraint("collection", "id", "version", "view", "digest"),
    Index(None, "collection", "seq"),
    Index(None, "collection", "added"),
)

# The audit log: each row's hash covers the row and the hash before it.
disclosures = Table(
    "exchange_disclosures",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", STAMP, nullable=False),
    Column("partner", String(100), nullable=False),
    Column("way", String(20), nullable=False),
    Column("policy", String(60), nullable=False),
    Column("count", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "partner"),
)

# What was brought and not taken, with why; the bytes are cut at `exchange.KEPT`.
quarantine = Table(
    "exchange_quarantine",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("partner", String(100), nullable=False),
    Column("way", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", ID, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
)
