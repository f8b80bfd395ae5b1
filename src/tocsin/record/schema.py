"""The one schema, for SQLite and PostgreSQL alike.

Rows are only ever added: what is newer stands beside what is older and the views choose. Three exceptions:
the retention rule (blanks text, title and byline; what a partner brought), the list of sources, and
`judgements.said`.

There is no column that could hold the name of a private person in the news. `author` is the outlet's
byline; it is kept and has no index. Order of arrival is `seq`; it is given out under the one write lock, so
that order of `seq` is order of commit in both databases.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

HEAD: Final = "0012"
"""The revision that this program writes; the newest file in `migrations/versions`."""

APPLICATION_ID: Final = 0x544F4353
"""What PRAGMA application_id of our SQLite files holds ("TOCS")."""

ID: Final = String(40)
"""A content address: 40 hex digits."""


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC with microseconds and given back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Turn an aware time to UTC; SQLite then writes it as sortable text."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """Give the zone back that SQLite leaves out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True, autoincrement=False)


# What entered when, and what was done: one line an act. `detail` is JSON.
log = Table(
    "log",
    metadata,
    _seq(),
    Column("at", Moment, nullable=False),
    Column("act", String(20), nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "at"),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("language", Text),
    Column("kind", Text),
    Column("url", Text),
    Column("licence", Text),
    Column("grade", Text),
)

# `moment` is what "as of" goes by: publication, else fetching, else storing.
documents = Table(
    "documents",
    metadata,
    _seq(),
    Column("id", ID, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Moment),
    Column("fetched", Moment),
    Column("language", Text),
    Column("source", Text),
    Column("author", Text),
    Column("flags", Text, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("moment", Moment, nullable=False),
    Column("act", ForeignKey(log.c.seq), nullable=False),
    Column("expired", ForeignKey(log.c.seq)),
    Index(None, "moment"),
    Index(None, "name"),
    Index(None, "expired"),
)

# One coder's run over one document. The last to arrive is the one that holds.
codings = Table(
    "codings",
    metadata,
    _seq(),
    Column("document", ForeignKey(documents.c.seq), nullable=False),
    Column("coder", Text, nullable=False),
    Column("relevant", Boolean, nullable=False),
    Column("probability", Float, nullable=False),
    Column("language", Text),
    Column("understood", Boolean, nullable=False),
    Column("reason", Text),
    Column("left_out", Text, nullable=False),
    Column("act", ForeignKey(log.c.seq), nullable=False),
    UniqueConstraint("document", "coder"),
)

reports = Table(
    "reports",
    metadata,
    _seq(),
    Column("id", ID, nullable=False, unique=True),
    Column("document", ForeignKey(documents.c.seq), nullable=False),
    Column("anchor_start", Integer, nullable=False),
    Index(None, "document"),
)

# Which coding found which report.
findings = Table(
    "findings",
    metadata,
    Column("coding", ForeignKey(codings.c.seq), primary_key=True),
    Column("report", ForeignKey(reports.c.seq), primary_key=True),
    Column("anchor_end", Integer, nullable=False),
    Column("probability", Float, nullable=False),
    Column("origin", String(10), nullable=False),
    sqlite_with_rowid=False,
)

# Content only: who found it, and how sure, stands in `assertions`. `value` is JSON of a closed shape.
# `blanked` is the act that emptied value, quote and speaker: a partner's agreement lets us keep no longer.
statements = Table(
    "statements",
    metadata,
    _seq(),
    Column("id", ID, nullable=False, unique=True),
    Column("subject", ID, nullable=False),
    Column("property", String(30), nullable=False),
    Column("value", Text, nullable=False),
    Column("document", ForeignKey(documents.c.seq)),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("quote", Text),
    Column("said_by", Text),
    Column("said_at", Moment),
    Column("kind", String(10), nullable=False),
    Column("origin", String(10), nullable=False),
    Column("blanked", Integer),
    Index(None, "said_at"),
)

# Which coding found which statement of which report.
assertions = Table(
    "assertions",
    metadata,
    Column("coding", ForeignKey(codings.c.seq), primary_key=True),
    Column("statement", ForeignKey(statements.c.seq), primary_key=True),
    Column("report", ForeignKey(reports.c.seq), nullable=False),
    Column("confidence", Float),
    sqlite_with_rowid=False,
)

# What a "withdrawn" statement takes away: a document or one statement.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("withdrawal", ForeignKey(statements.c.seq), primary_key=True, autoincrement=False),
    Column("document", ForeignKey(documents.c.seq)),
    Column("statement", ForeignKey(statements.c.seq)),
    Column("act", ForeignKey(log.c.seq), nullable=False),
)

# `said` is the act that said it last: a machine that comes back to an earlier view repeats its judgement.
judgements = Table(
    "judgements",
    metadata,
    _seq(),
    Column("id", ID, nullable=False, unique=True),
    Column("a", ID, nullable=False),
    Column("b", ID, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("probability", Float, nullable=False),
    Column("author", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("origin", String(10), nullable=False),
    Column("made_at", Moment),
    Column("note", Text),
    Column("act", ForeignKey(log.c.seq), nullable=False),
    Column("said", Integer, nullable=False),
    Index(None, "a", "b"),
    Index(None, "b"),
    Index(None, "said"),
)

# Which resolver has judged a report as which coding found it.
resolutions = Table(
    "resolutions",
    metadata,
    Column("report", ForeignKey(reports.c.seq), primary_key=True),
    Column("coding", ForeignKey(codings.c.seq), primary_key=True),
    Column("resolver", Text, primary_key=True),
    sqlite_with_rowid=False,
)

rejections = Table(
    "rejections",
    metadata,
    _seq(),
    Column("id", ID, nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("name", Text),
    Column("location", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

polls = Table(
    "polls",
    metadata,
    _seq(),
    Column("source", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ok", Boolean, nullable=False),
    Column("items", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("note", Text),
    Index(None, "at"),
)
