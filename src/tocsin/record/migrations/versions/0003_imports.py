"""Rows of datasets: where they stood, and whether they may leave the desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "imports",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_imports_act_log")),
        sa.ForeignKeyConstraint(["document"], ["documents.seq"], name=op.f("fk_imports_document_documents")),
        sa.PrimaryKeyConstraint("document", "file", "line", "restricted", name=op.f("pk_imports")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_imports_restricted"), "imports", ["restricted"], unique=False)
