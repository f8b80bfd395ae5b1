"""What alembic runs. The connection, with its transaction, is given by `tocsin.record.migrate`."""

from __future__ import annotations

from alembic import context

from tocsin.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
