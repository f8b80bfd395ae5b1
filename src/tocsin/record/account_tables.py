"""The tables of the desk's own users. They lie in the same database and are written under the same lock.

Users, sessions and attempts change in place; the trail is only ever added to, and cut at its far end by the
retention that the desk states. No secret is stored: passwords as argon2id, sessions and tokens as SHA-256.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from tocsin.record.schema import Moment, metadata

NAME: Final = 40
"""Characters of a user's name."""
WHAT: Final = 200
"""Characters of what a line of the trail is about."""

# A user who was removed stays as a name, so that nobody else can take it and inherit what it decided.
users = Table(
    "account_users",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("name", String(NAME), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("removed", Moment),
)

# `hash` is of the secret that the browser or the script holds; `kind` is "session" or "token".
sessions = Table(
    "account_sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("user", ForeignKey(users.c.seq), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("label", String(60), nullable=False),
    Column("address", String(45), nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index(None, "user"),
)

# Attempts to sign in, under the hash of a name or of an address: how many, and the time of the last.
attempts = Table(
    "account_attempts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)

# Who looked and who changed, when, from where.
trail = Table(
    "account_trail",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", String(NAME), nullable=False),
    Column("act", String(20), nullable=False),
    Column("what", String(WHAT), nullable=False),
    Column("address", String(45), nullable=False),
    Index(None, "at"),
    Index(None, "who"),
)
