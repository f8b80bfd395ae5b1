"""Self-audits: draws, drawn items, labels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of audits."""
    op.create_table(
        "audits",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_audits_act_log")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audits")),
        sa.UniqueConstraint("id", name=op.f("uq_audits_id")),
    )
    op.create_table(
        "audit_items",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audit", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["audit"], ["audits.seq"], name=op.f("fk_audit_items_audit_audits")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_items")),
    )
    op.create_index(op.f("ix_audit_items_audit"), "audit_items", ["audit"], unique=False)
    op.create_table(
        "audit_labels",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["log.seq"], name=op.f("fk_audit_labels_act_log")),
        sa.ForeignKeyConstraint(["item"], ["audit_items.seq"], name=op.f("fk_audit_labels_item_audit_items")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_labels")),
        sa.UniqueConstraint("once", name=op.f("uq_audit_labels_once")),
    )
    op.create_index(op.f("ix_audit_labels_item"), "audit_labels", ["item"], unique=False)
