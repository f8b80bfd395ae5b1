"""The kept view of the incidents of now, and the indexes by which what is new is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, empty: opening the record for writing fills them."""
    for table, column in (
        ("documents", "name"), ("documents", "expired"), ("judgements", "said"), ("statements", "said_at"),
    ):  # fmt: skip
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.create_table(
        "view_state",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("coding", sa.Integer(), nullable=False),
        sa.Column("withdrawal", sa.Integer(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_view_state")),
    )
    op.create_table(
        "view_reports",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("coding", sa.Integer(), nullable=True),
        sa.Column("founder", sa.Integer(), nullable=True),
        sa.Column("component", sa.Integer(), nullable=False),
        sa.Column("judged_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_view_reports")),
    )
    _index("view_reports", ["judged_by"], ["founder"], ["component"], ["coding"])
    op.create_table(
        "view_incidents",
        sa.Column("founder", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("short", sa.String(length=10), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.Column("killed", sa.Text(), nullable=True),
        sa.Column("attack_types", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("revised", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("founder", name=op.f("pk_view_incidents")),
        sa.UniqueConstraint("id", name=op.f("uq_view_incidents_id")),
    )
    _index(
        "view_incidents", ["short"], ["changed"], ["first_day", "founder"], ["deaths", "founder"],
        ["revised", "founder"], ["country", "first_day"], ["lat", "lon"],
    )  # fmt: skip
    op.create_table(
        "view_bodies",
        sa.Column("founder", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("founder", name=op.f("pk_view_bodies")),
    )
    op.create_table(
        "view_codes",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("founder", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "code", "founder", name=op.f("pk_view_codes")),
        sqlite_with_rowid=False,
    )
    _index("view_codes", ["founder"])
    op.create_table(
        "view_outlines",
        sa.Column("report", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("when_precision", sa.String(length=10), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(length=20), nullable=True),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_view_outlines")),
    )
    _index("view_outlines", ["country", "band", "first_day"], ["band", "first_day"])


def _index(table: str, *columns: list[str]) -> None:
    for names in columns:
        op.create_index(op.f(f"ix_{table}_{'_'.join(names)}"), table, names, unique=False)
