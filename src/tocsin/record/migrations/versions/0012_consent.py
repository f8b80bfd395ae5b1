"""How a subscriber to mail agreed to get it; up to where a subscriber has been told all that there was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; who gets mail already was subscribed before anybody was asked, and that is said."""
    op.add_column("subscriptions", sa.Column("consent", sa.Text(), nullable=True))
    op.add_column("subscriptions", sa.Column("looked", sa.Integer(), nullable=True))
    op.add_column("subscriptions", sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE subscriptions SET consent = 'subscribed before confirmations were asked for' "
        """WHERE body LIKE '%"way":"mail"%' AND state <> 'unsubscribed'"""
    )
