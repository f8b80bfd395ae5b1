"""Several processes at once, and processes that die."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from tocsin.errors import BusyError, DeskError
from tocsin.record import Record
from tocsin.record.store import WRITE_LOCK

from .making import entry, hour
from .postgres import Server

PACKAGE = __package__ or ""
FOLDER = Path(__file__).parents[PACKAGE.count(".") + 1]


def writer(location: str, first: int, last: int, size: int) -> subprocess.Popen[str]:
    """Start a process that adds documents `first` to `last` in batches."""
    command = [sys.executable, "-m", f"{PACKAGE}.writer", location, str(first), str(last), str(size)]
    return subprocess.Popen(command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def names(record: Record) -> list[int]:
    """Return the numbers of the documents stored."""
    return [int(row.document.name.rpartition("/")[2]) for row in record.documents()]


def test_two_writers_at_once_store_everything_once(location: str) -> None:
    # Both create the record, and 40 documents are in both inputs.
    writers = [writer(location, 0, 120, 5), writer(location, 80, 200, 5)]
    for process in writers:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint
    with Record.open(location) as record:
        assert Counter(names(record)) == Counter(range(200))
        assert len(record.mentions()) == 200
        sizes = record.sizes()
        assert (sizes["codings"], sizes["reports"], sizes["findings"]) == (200, 200, 200)
        assert (sizes["statements"], sizes["assertions"]) == (400, 400)
        assert [line.seq for line in record.log()] == list(range(1, sizes["log"] + 1))
        assert record.check() == []


def test_a_killed_writer_loses_nothing_that_it_acknowledged(location: str) -> None:
    first = 0
    for acknowledged in (1, 4, 2):
        process = writer(location, first, first + 10_000, 7)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(acknowledged + 1)]
        process.kill()
        rest, _ = process.communicate()
        last = max(int(line) for line in [*lines[1:], *rest.split()])
        with Record.open(location) as record:
            stored = names(record)
            assert len(stored) == len(set(stored))
            assert set(range(last + 1)) <= set(stored)
            assert len(stored) % 7 == 0
            assert len(record.mentions()) == len(stored)
            assert record.check() == []
        # The next one repeats the last batch, as a reader would that does not know how far it came.
        first = last - 6
    with Record.open(location) as record:
        assert sorted(names(record)) == list(range(len(names(record))))


def test_a_writer_that_waits_too_long_says_so(location: str) -> None:
    with Record.open(location) as first, Record.open(location, patience=0.3) as second:
        first.add([entry(1)])
        with first._store.writing():
            with pytest.raises(BusyError, match="is being written by another process"):
                second.add([entry(2)])
            assert len(second.mentions()) == 1
        assert second.add([entry(2)]).documents == 1


def test_readers_see_one_state_while_another_writes(location: str) -> None:
    with Record.open(location) as record, Record.open(location, read_only=True) as reader:
        record.add([entry(1)])
        with reader._store.reading() as connection:
            count = text("SELECT count(*) FROM documents")
            before = connection.execute(count).scalar_one()
            record.add([entry(2)])
            assert connection.execute(count).scalar_one() == before == 1
        assert len(list(reader.documents())) == 2


def test_reading_only_writes_nothing(location: str) -> None:
    with Record.open(location) as record:
        record.add([entry(1)])
    with Record.open(location, read_only=True) as reader:
        assert len(reader.mentions()) == 1
        with pytest.raises(DeskError, match="was opened for reading only"):
            reader.withdraw(document=entry(1).document.id, reason="x", by="desk", at=hour(1))


def test_the_server_keeps_one_writer_at_a_time(postgres: Server) -> None:
    with Record.open(postgres.url(postgres.new_database())) as record, record._store.writing() as connection:
        query = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = :key")
        assert connection.execute(query, {"key": WRITE_LOCK}).scalar_one() == 1


def test_a_failed_write_leaves_nothing(location: str) -> None:
    class PowerCutError(Exception):
        pass

    with Record.open(location) as record:
        record.add([entry(1)])
        with pytest.raises(PowerCutError):  # noqa: PT012, SIM117 - raised half-way on purpose
            with record._store.writing() as connection:
                connection.execute(text("UPDATE documents SET text = ''"))
                raise PowerCutError
        assert record.check() == []
        assert [row.document for row in record.documents()] == [entry(1).document]
