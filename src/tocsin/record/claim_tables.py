"""The register of public claims: two tables beside those of `schema`, in the same metadata.

Rows are only ever added. `claim_checks` has a row for each time a claim was put to the record; `body`, the
whole of what was found, stands where it differs from the check before.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from tocsin.record.schema import ID, Moment, metadata

claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, unique=True),
    Column("given", Text, nullable=False),
    Column("definition", Text),
    Column("added_at", Moment, nullable=False),
    Column("added_by", Text, nullable=False),
)

# `seen` is the last act of the log that the check knew; `change` says what is otherwise than before, as JSON.
claim_checks = Table(
    "claim_checks",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("claim", ForeignKey(claims.c.seq), nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("verdict", String(40), nullable=False),
    Column("digest", ID, nullable=False),
    Column("body", Text),
    Column("change", Text),
    Index(None, "claim"),
    Index(None, "at"),
)
