"""Which act emptied a statement that a partner's agreement let us keep no longer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("statements", sa.Column("blanked", sa.Integer(), nullable=True))
