"""The tables of review: what a person decided about an incident, what it set right, what it took out.

Rows are only added. A decision is taken back by another one (`undoes`); what holds is a function of the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from tocsin.model import Judgement, Statement
from tocsin.record.schema import ID, Moment, log, metadata, reports, statements

Decided = Literal["accept", "correct", "reject", "merge", "split", "link", "unlink", "unsure", "undo"]
DECIDED: Final[tuple[Decided, ...]] = (
    "accept", "correct", "reject", "merge", "split", "link", "unlink", "unsure", "undo",
)  # fmt: skip
BESIDE: Final = frozenset({"link", "unlink", "undo"})
"""Decisions that leave it open whether the incident's own values are right."""

# One decision. `report` is the report that the incident is called after; `reports` and `documents` are what
# it rested on then, `machine` the values that stood beside, all JSON; `once` makes a form sent twice one act.
reviews = Table(
    "reviews",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("once", String(64), nullable=False, unique=True),
    Column("report", ID, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reports", Text, nullable=False),
    Column("documents", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("note", Text),
    Column("undoes", Integer),
    Column("act", ForeignKey(log.c.seq), nullable=False),
    Index(None, "report"),
    Index(None, "undoes"),
)

# A statement by a person that belongs to a report whatever coder reads its document next.
corrections = Table(
    "corrections",
    metadata,
    Column("statement", ForeignKey(statements.c.seq), primary_key=True, autoincrement=False),
    Column("report", ForeignKey(reports.c.seq), nullable=False),
    Column("review", ForeignKey(reviews.c.seq), nullable=False),
    Index(None, "report"),
)

# A report that tells of no attack, as a person says; the last row about a report holds.
dismissals = Table(
    "dismissals",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("report", ForeignKey(reports.c.seq), nullable=False),
    Column("review", ForeignKey(reviews.c.seq), nullable=False),
    Column("holds", Boolean, nullable=False),
    Index(None, "report"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides about one incident, to be stored whole or not at all.

    `statements` set values right, each with a report of the incident as its subject; standing corrections of
    the same properties give way. `judgements` put reports together or apart; `dismissed` reports are of no
    attack. `once` is new for each form.
    """

    once: str
    report: str
    verdict: Decided
    reviewer: str
    reports: tuple[str, ...]
    documents: tuple[str, ...]
    machine: Mapping[str, Any] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    dismissed: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A stored decision. `undone` where a later one took it back."""

    seq: int
    report: str
    verdict: Decided
    reviewer: str
    at: datetime
    reports: tuple[str, ...]
    documents: tuple[str, ...]
    machine: Mapping[str, Any]
    note: str | None
    undoes: int | None
    undone: bool
