"""What is shared with partners: facts, policies, objects, the audit log, quarantine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the exchange."""
    op.create_table(
        "exchange_facts",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_exchange_facts")),
    )
    op.create_index(op.f("ix_exchange_facts_kind_key"), "exchange_facts", ["kind", "key"])
    op.create_table(
        "exchange_policies",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_exchange_policies")),
        sa.UniqueConstraint("id", name=op.f("uq_exchange_policies_id")),
    )
    op.create_table(
        "exchange_objects",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("collection", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=500), nullable=False),
        sa.Column("version", sa.String(length=27), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("policy", sa.Integer(), nullable=False),
        sa.Column("view", sa.String(length=40), nullable=False),
        sa.Column("cut", sa.Text(), nullable=False),
        sa.Column("place_km", sa.Float(), nullable=False),
        sa.Column("origin", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("added", sa.String(length=27), nullable=False),
        sa.Column("gone", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["policy"], ["exchange_policies.seq"], name=op.f("fk_exchange_objects_policy_exchange_policies")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_exchange_objects")),
        sa.UniqueConstraint(
            "collection", "id", "version", "view", "digest",
            name=op.f("uq_exchange_objects_collection_id_version_view_digest"),
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_exchange_objects_collection_seq"), "exchange_objects", ["collection", "seq"])
    op.create_index(op.f("ix_exchange_objects_collection_added"), "exchange_objects", ["collection", "added"])
    op.create_table(
        "exchange_disclosures",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("partner", sa.String(length=100), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("policy", sa.String(length=60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_exchange_disclosures")),
    )
    op.create_index(op.f("ix_exchange_disclosures_partner"), "exchange_disclosures", ["partner"])
    op.create_table(
        "exchange_quarantine",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partner", sa.String(length=100), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_exchange_quarantine")),
        sa.UniqueConstraint("digest", name=op.f("uq_exchange_quarantine_digest")),
    )
