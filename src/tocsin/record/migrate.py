"""The shipped migrations, run by the program itself when it opens a record."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, text

from tocsin.errors import DeskError
from tocsin.record.schema import APPLICATION_ID, HEAD

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER: Final = Path(__file__).parent / "migrations"


class State(Enum):
    """How a database stands to this program's schema."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"


def state(connection: Connection, where: str) -> State:
    """Return how the database stands; raises DeskError where it is foreign or newer than this program."""
    tables = set(inspect(connection).get_table_names())
    if _is_empty(connection, tables):
        return State.EMPTY
    if not _is_ours(connection, tables):
        raise DeskError(f"{where} is not a record of tocsin; name another file")
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    if found == HEAD:
        return State.CURRENT
    if found in _revisions():
        return State.OLDER
    raise DeskError(f"{where} was written by a newer tocsin (schema {found}); upgrade tocsin")


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema to `revision` inside the transaction of `connection`."""
    from alembic import command

    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)


def config() -> Config:
    """Return the settings that alembic needs, without a file."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return settings


def _is_empty(connection: Connection, tables: set[str]) -> bool:
    # A team's PostgreSQL may hold other people's tables; a file is ours or nobody's.
    return not tables if connection.dialect.name == "sqlite" else "alembic_version" not in tables


def _is_ours(connection: Connection, tables: set[str]) -> bool:
    if not {"alembic_version", "documents", "statements"} <= tables:
        return False
    if connection.dialect.name != "sqlite":
        return True
    return bool(connection.exec_driver_sql("PRAGMA application_id").scalar_one() == APPLICATION_ID)


def _revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
