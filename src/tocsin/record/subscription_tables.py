"""The tables of subscriptions: who asked to be told what, and each message on its way to them.

What was asked for stays as it was given; standing, and how far a message has come, are brought up to date.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
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

WORD: Final = String(20)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, unique=True),
    Column("name", String(60), nullable=False),
    Column("body", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("state", WORD, nullable=False),
    Column("since", Moment, nullable=False),
    Column("detail", Text, nullable=False),
    # How far the decisions about sharing had come when it was last looked at.
    Column("decided", Integer, nullable=False),
    # How whoever gets mail agreed to it, and when; null where it was not asked or has not.
    Column("consent", Text),
    # The last act in the log when it had been told all that there was, and when; null: not known.
    Column("looked", Integer),
    Column("looked_at", Moment),
    Index(None, "name"),
)

# `slot` is what the message was due for: a subscription has one message for each. `told` is what it says of
# each incident, by which the next one knows what is new. `holder` and `until` are the lease of a sender,
# `tries` how many took it; `decided` is how far the decisions about sharing had come when it was made. `body`
# is empty where there is nothing to send (any more).
messages = Table(
    "subscription_messages",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, unique=True),
    Column("subscription", ForeignKey(subscriptions.c.seq), nullable=False),
    Column("slot", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", WORD, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("told", Text, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed_at", Moment),
    Column("not_before", Moment, nullable=False),
    Column("holder", String(32), nullable=False),
    Column("until", Moment),
    Column("error", Text, nullable=False),
    Column("sent_at", Moment),
    UniqueConstraint("subscription", "slot"),
    Index(None, "state"),
)
