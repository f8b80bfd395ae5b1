"""Disks and files that fail: one clear line, and what was stored stays."""

from __future__ import annotations

import os
import pwd
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.errors import DeskError
from tocsin.record import Record

from .making import entry, hour
from .postgres import USER, Server

PROBE = """
import os, sys
import alembic.command, tocsin.resolve
from pathlib import Path
from tocsin.errors import TocsinError
from tocsin.record import Entry, Record
from tocsin.model import Document
if "nobody" in sys.argv:
    # Only now: the interpreter itself may be where nobody else can read it.
    os.setuid(int(sys.argv[-1]))
try:
    with Record.open(sys.argv[1], read_only="ro" in sys.argv) as record:
        if "grow" in sys.argv:
            for number in range(1000):
                record.add([Entry(Document(f"https://news.example/{number}", f"{number} " * 3000))])
                print(number, flush=True)
        else:
            print(len(list(record.documents())))
except TocsinError as error:
    print(type(error).__name__, error)
"""


def probe(location: Path, *words: str, user: str | None = None, largest: int | None = None) -> str:
    """Open a record in a process of its own, as another user or with a limit to the size of files."""
    if user is not None:
        words = (*words, "nobody", str(pwd.getpwnam(user).pw_uid))

    def limit() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(location), *words],
        check=True, capture_output=True, text=True, preexec_fn=limit, cwd="/",
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record file with one document."""
    where = tmp_path / "desk" / "record.sqlite"
    where.parent.mkdir()
    with Record.open(where) as record:
        record.add([entry(1)])
    return where


def refused(location: Path | str, why: str, **more: bool) -> None:
    with pytest.raises(DeskError, match=why) as caught:
        Record.open(location, **more)
    assert "\n" not in str(caught.value)


def test_a_full_disk_keeps_what_was_stored(path: Path) -> None:
    *stored, complaint = probe(path, "grow", largest=400_000).splitlines()
    assert complaint.startswith(f"DeskError {path} cannot be")
    assert re.search("disk", complaint)
    with Record.open(path) as record:
        assert len(list(record.documents())) == len(stored) + 1 > 1
        assert record.check() == []
        assert record.add([entry(2)]).documents == 1


@pytest.fixture
def shut(path: Path) -> Iterator[tuple[Path, str | None]]:
    """The record file in a folder that a user may read and not write, and that user: ourselves, or nobody."""
    root = os.geteuid() == 0
    # Not one of pytest's folders, which other users cannot enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = Path(shutil.copy(path, folder))
        copy.chmod(0o444)
        folder.chmod(0o555)
        yield copy, USER if root else None
        folder.chmod(0o755)


def test_a_folder_that_cannot_be_written_can_still_be_read(shut: tuple[Path, str | None]) -> None:
    path, user = shut
    complaint = probe(path, user=user)
    assert (
        complaint
        == f"DeskError {path.parent} cannot be written; change its permissions or use another folder\n"
    )
    assert probe(path, "ro", user=user) == "1\n"


def test_a_file_that_cannot_be_written_says_so(shut: tuple[Path, str | None]) -> None:
    path, user = shut
    path.parent.chmod(0o777)
    complaint = probe(path, user=user)
    assert complaint == f"DeskError {path} cannot be written: read-only; change its permissions or copy it\n"


def test_a_missing_record(tmp_path: Path) -> None:
    refused(tmp_path / "none.sqlite", "there is no record at .*; run: tocsin init", create=False)
    refused(tmp_path / "none.sqlite", "there is no record at", read_only=True)
    (tmp_path / "empty.sqlite").touch()
    refused(tmp_path / "empty.sqlite", "there is no record at", create=False)
    refused(tmp_path / "empty.sqlite", "there is no record at", read_only=True)
    (tmp_path / "empty.sqlite").unlink()
    refused(tmp_path / "no folder" / "none.sqlite", "there is no folder")
    refused(tmp_path, "is a folder, not a record")
    assert list(tmp_path.iterdir()) == []


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "other.sqlite"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = foreign.read_bytes()
    refused(foreign, "is not a record of tocsin; name another file")
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.commit()
    connection.close()
    refused(foreign, "is not a record of tocsin")
    text = tmp_path / "notes.txt"
    text.write_text("not a database at all, but long enough to be taken for one" * 100)
    refused(text, "is not a record of tocsin")
    assert before[:16] == b"SQLite format 3\0"


def test_a_foreign_file_is_not_changed_by_the_attempt(tmp_path: Path) -> None:
    foreign = tmp_path / "other.sqlite"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = foreign.read_bytes()
    refused(foreign, "is not a record of tocsin")
    assert foreign.read_bytes() == before


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    where = tmp_path / "record.sqlite"
    where.touch()
    with Record.open(where) as record:
        assert record.add([entry(1)]).documents == 1


def test_a_damaged_file(path: Path) -> None:
    with Record.open(path) as record:
        record.add([entry(number) for number in range(300)])
    content = bytearray(path.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(DeskError, match="is damaged; restore it from a copy"), Record.open(path) as record:
        list(record.documents())


def test_a_file_cut_short(path: Path) -> None:
    with Record.open(path) as record:
        record.add([entry(number) for number in range(300)])
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DeskError, match="is damaged"), Record.open(path) as record:
        record.incidents()


def test_a_copy_of_a_closed_record_is_a_record(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a copy?%20#.sqlite"
    shutil.copy(path, copy)
    assert not path.with_name(path.name + "-wal").exists()
    for read_only in (False, True):
        with Record.open(copy, read_only=read_only) as record:
            assert len(record.mentions()) == 1
    assert all(each.name.startswith((copy.name, "desk")) for each in tmp_path.iterdir())


def test_blanked_texts_are_gone_from_the_disk(path: Path) -> None:
    with Record.open(path) as record:
        record.add([entry(number) for number in range(50)])
        assert b"A second blast hit" in path.read_bytes() + path.with_name(path.name + "-wal").read_bytes()
        record.expire_texts(hour(1000))
        assert b"A second blast hit" not in path.read_bytes()
        assert b"A second blast hit" not in path.with_name(path.name + "-wal").read_bytes()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("mysql://desk@localhost/record", "is kept in SQLite or PostgreSQL, not in mysql"),
        ("postgresql://", "cannot be reached"),
        ("nonsense://", "not a database address|not in nonsense"),
        ("://", "not a database address"),
    ],
)
def test_an_address_that_is_none(address: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "/nowhere")
    refused(address, why)


def test_a_server_that_does_not_answer_and_a_database_that_is_not_there(postgres: Server) -> None:
    refused(
        "postgresql+psycopg://desk:secret@/record?host=/nowhere", r"^postgresql.*:\*\*\*@.* cannot be reached"
    )
    refused(
        postgres.url("nowhere"), "does not exist; create the database first|cannot be reached.*does not exist"
    )
    url = postgres.url(postgres.new_database())
    with Record.open(url.replace("postgresql+psycopg:", "postgresql:")) as record:
        assert record.check() == []


def test_an_empty_database_is_no_record(postgres: Server) -> None:
    url = postgres.url(postgres.new_database())
    refused(url, "there is no record at", create=False)
    refused(url, "there is no record at", read_only=True)


def test_a_user_who_may_not_write(postgres: Server) -> None:
    database = postgres.new_database()
    with Record.open(postgres.url(database)) as record:
        record.add([entry(1)])
    for command in (
        "DROP ROLE IF EXISTS looker",
        "CREATE ROLE looker LOGIN",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker",
    ):
        postgres.execute(command, database)
    with Record.open(postgres.url(database).replace("postgres@", "looker@")) as record:
        assert len(record.mentions()) == 1
        with pytest.raises(DeskError, match="refuses this user; grant it the right"):
            record.add([entry(2)])
    postgres.execute("DROP OWNED BY looker", database)


def test_a_server_that_was_restarted_is_reached_again(postgres: Server) -> None:
    with Record.open(postgres.url(postgres.new_database())) as record:
        record.add([entry(1)])
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        assert len(record.mentions()) == 1
