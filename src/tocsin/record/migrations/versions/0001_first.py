"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table in an empty database."""
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log")),
    )
    op.create_index(op.f("ix_log_at"), "log", ["at"], unique=False)
    op.create_table(
        "polls",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_polls")),
    )
    op.create_index(op.f("ix_polls_at"), "polls", ["at"], unique=False)
    op.create_table(
        "rejections",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_rejections")),
        sa.UniqueConstraint("id", name=op.f("uq_rejections_id")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_table(
        "documents",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_documents_act_log")),
        sa.ForeignKeyConstraint(["expired"], ["log.seq"], name=op.f("fk_documents_expired_log")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_documents")),
        sa.UniqueConstraint("id", name=op.f("uq_documents_id")),
    )
    op.create_index(op.f("ix_documents_moment"), "documents", ["moment"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("a", sa.String(length=40), nullable=False),
        sa.Column("b", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_judgements_act_log")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_judgements")),
        sa.UniqueConstraint("id", name=op.f("uq_judgements_id")),
    )
    op.create_index(op.f("ix_judgements_a_b"), "judgements", ["a", "b"], unique=False)
    op.create_index(op.f("ix_judgements_b"), "judgements", ["b"], unique=False)
    op.create_table(
        "codings",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("understood", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_codings_act_log")),
        sa.ForeignKeyConstraint(["document"], ["documents.seq"], name=op.f("fk_codings_document_documents")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_codings")),
        sa.UniqueConstraint("document", "coder", name=op.f("uq_codings_document_coder")),
    )
    op.create_table(
        "reports",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("anchor_start", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.seq"], name=op.f("fk_reports_document_documents")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
    )
    op.create_index(op.f("ix_reports_document"), "reports", ["document"], unique=False)
    op.create_table(
        "statements",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("property", sa.String(length=30), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.seq"], name=op.f("fk_statements_document_documents")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_statements")),
        sa.UniqueConstraint("id", name=op.f("uq_statements_id")),
    )
    op.create_table(
        "assertions",
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_assertions_coding_codings")),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_assertions_report_reports")),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.seq"], name=op.f("fk_assertions_statement_statements")
        ),
        sa.PrimaryKeyConstraint("coding", "statement", name=op.f("pk_assertions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "findings",
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("anchor_end", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_findings_coding_codings")),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_findings_report_reports")),
        sa.PrimaryKeyConstraint("coding", "report", name=op.f("pk_findings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "resolutions",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("resolver", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coding"], ["codings.seq"], name=op.f("fk_resolutions_coding_codings")),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_resolutions_report_reports")),
        sa.PrimaryKeyConstraint("report", "coding", "resolver", name=op.f("pk_resolutions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "withdrawals",
        sa.Column("withdrawal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.Integer(), nullable=True),
        sa.Column("statement", sa.Integer(), nullable=True),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_withdrawals_act_log")),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.seq"], name=op.f("fk_withdrawals_document_documents")
        ),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.seq"], name=op.f("fk_withdrawals_statement_statements")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawal"], ["statements.seq"], name=op.f("fk_withdrawals_withdrawal_statements")
        ),
        sa.PrimaryKeyConstraint("withdrawal", name=op.f("pk_withdrawals")),
    )
