"""Decisions of people about incidents: reviews, what they set right, what they took out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, empty."""
    op.create_table(
        "reviews",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("report", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reports", sa.Text(), nullable=False),
        sa.Column("documents", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_reviews_act_log")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reviews")),
        sa.UniqueConstraint("once", name=op.f("uq_reviews_once")),
    )
    op.create_index(op.f("ix_reviews_report"), "reviews", ["report"], unique=False)
    op.create_index(op.f("ix_reviews_undoes"), "reviews", ["undoes"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("statement", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_corrections_report_reports")),
        sa.ForeignKeyConstraint(["review"], ["reviews.seq"], name=op.f("fk_corrections_review_reviews")),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.seq"], name=op.f("fk_corrections_statement_statements")
        ),
        sa.PrimaryKeyConstraint("statement", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_report"), "corrections", ["report"], unique=False)
    op.create_table(
        "dismissals",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_dismissals_report_reports")),
        sa.ForeignKeyConstraint(["review"], ["reviews.seq"], name=op.f("fk_dismissals_review_reviews")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_dismissals")),
    )
    op.create_index(op.f("ix_dismissals_report"), "dismissals", ["report"], unique=False)
