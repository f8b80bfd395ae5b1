"""The shipped migrations: they agree with the schema, ship in the wheel, bring older records up to date."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from tocsin.errors import DeskError
from tocsin.record import Record, migrate
from tocsin.record.schema import HEAD, metadata

from .making import entry
from .postgres import Server

ROOT = Path(__file__).parents[2]
NEXT = '''"""A later schema."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("later", sa.Integer()))
'''


def test_migrations_and_schema_agree(location: str) -> None:
    Record.open(location).close()
    engine = create_engine(location if "://" in location else f"sqlite:///{location}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_there_is_one_line_of_revisions_and_its_end_is_what_we_write() -> None:
    assert ScriptDirectory.from_config(migrate.config()).get_heads() == [HEAD]


def test_opening_again_changes_nothing(location: str) -> None:
    with Record.open(location) as record:
        record.add([entry(1)])
    with Record.open(location, create=False) as record:
        assert len(record.mentions()) == 1


def test_an_older_record_is_brought_up_to_date_with_all_that_it_holds(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(location) as record:
        record.add([entry(1)])
    later_program(tmp_path, monkeypatch)
    with pytest.raises(DeskError, match="older tocsin; bring it up to date: tocsin recode"):
        Record.open(location, read_only=True)
    with Record.open(location) as record:
        assert record.add([entry(1), entry(2)]).documents == 1
        assert len(record.mentions()) == 2
        assert record.check() == []


def test_a_record_made_by_the_next_program_is_left_alone(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later_program(tmp_path, later)
        with Record.open(location) as record:
            record.add([entry(1)])
    for read_only in (False, True):
        with pytest.raises(DeskError, match=r"newer tocsin \(schema 9999\); upgrade tocsin"):
            Record.open(location, read_only=read_only)


def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the program one revision more."""
    folder = tmp_path / "100% migrations"
    shutil.copytree(migrate.FOLDER, folder)
    (folder / "versions" / "9999_later.py").write_text(NEXT.format(head=HEAD))
    monkeypatch.setattr(migrate, "FOLDER", folder)
    monkeypatch.setattr(migrate, "HEAD", "9999")


def test_a_failed_migration_leaves_the_record_as_it_was(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(location) as record:
        record.add([entry(1)])
    with monkeypatch.context() as later:
        later_program(tmp_path, later)
        script = migrate.FOLDER / "versions" / "9999_later.py"
        script.write_text(script.read_text() + "    raise RuntimeError('power cut')\n")
        with pytest.raises(RuntimeError, match="power cut"):
            Record.open(location)
    with Record.open(location) as record:
        assert len(record.mentions()) == 1
        assert record.check() == []


def test_the_wheel_carries_the_migrations(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {
        f"tocsin/record/{path.relative_to(migrate.FOLDER.parent).as_posix()}"
        for path in migrate.FOLDER.rglob("*")
        if path.suffix in (".py", ".mako")
    }
    assert any("versions/0001" in name for name in shipped)
    assert shipped <= names


def test_a_server_may_hold_other_tables(postgres: Server) -> None:
    database = postgres.new_database()
    postgres.execute("CREATE TABLE billing (id integer)", database)
    with Record.open(postgres.url(database)) as record:
        assert record.add([entry(1)]).documents == 1
