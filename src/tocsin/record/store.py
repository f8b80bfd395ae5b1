"""Opening a database and its transactions. SQLite in WAL mode, or PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from tocsin.errors import DeskError, MissingExtraError
from tocsin.record import keeping, migrate
from tocsin.record.faults import told

WRITE_LOCK = 0x544F4353
"""Key of the PostgreSQL advisory lock that every writer holds until it commits."""

CACHE_KIB: Final = 65_536
"""Pages of a file that a connection keeps at most: the upper levels of all indexes of a million reports."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database: its engine, and how errors call it (never with a password)."""

    engine: Engine
    where: str
    read_only: bool

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the record is a file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the record."""
        with told(self.where), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of the one writer: all of it is stored durably, or nothing.

        Raises BusyError where another writer does not finish in time, DeskError where it cannot be written.
        """
        if self.read_only:
            raise DeskError(f"{self.where} was opened for reading only")
        with told(self.where), self.engine.connect() as connection:
            connection.execution_options(tocsin_begin="BEGIN IMMEDIATE")
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
                yield connection

    def compact(self) -> None:
        """Empty the write-ahead log, where blanked text would otherwise stay for a while."""
        if self.is_sqlite:
            self._bare("PRAGMA wal_checkpoint(TRUNCATE)")

    def keep_write_ahead_log(self) -> None:
        """Turn a file to WAL mode, where readers and a writer do not wait for each other."""
        if self.is_sqlite and self._bare("PRAGMA journal_mode") != "wal":
            self._bare("PRAGMA journal_mode = WAL")

    def _bare(self, pragma: str) -> object:
        """Run what SQLite does not take inside a transaction; return the first value of its answer."""
        with told(self.where), self.engine.connect() as connection:
            connection.execution_options(tocsin_begin=None)
            return connection.exec_driver_sql(pragma).scalar()


def open_store(location: str | Path, *, create: bool, read_only: bool, patience: float) -> Store:
    """Open and, unless `read_only`, bring the schema up to date.

    Raises DeskError where the record is missing, foreign, damaged, not writable or newer than this program.
    """
    url = _url(location)
    if url.get_backend_name() == "sqlite":
        store = _open_file(Path(url.database or ""), create=create, read_only=read_only, patience=patience)
    else:
        store = _open_server(url, read_only=read_only, patience=patience)
    try:
        _bring_up_to_date(store, create=create and not read_only)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def _url(location: str | Path) -> URL:
    if isinstance(location, Path) or "://" not in location:
        return URL.create("sqlite", database=str(location))
    try:
        url = make_url(location)
    except exc.ArgumentError as error:
        raise DeskError("the address of the record is not a database address") from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise DeskError(f"a record is kept in SQLite or PostgreSQL, not in {url.get_backend_name()}")
    return url


def _open_file(path: Path, *, create: bool, read_only: bool, patience: float) -> Store:
    where = str(path)
    if path.is_dir():
        raise DeskError(f"{where} is a folder, not a record; name the file in it")
    if not path.exists() and (read_only or not create):
        raise DeskError(f"there is no record at {where}; run: tocsin init")
    if not read_only and not path.parent.is_dir():
        raise DeskError(f"there is no folder {path.parent}; run: tocsin init")
    if not read_only and not os.access(path.parent, os.W_OK | os.X_OK):
        raise DeskError(f"{path.parent} cannot be written; change its permissions or use another folder")
    if not read_only and path.exists() and not os.access(path, os.W_OK):
        raise DeskError(f"{where} cannot be written: read-only; change its permissions or copy it")
    engine = create_engine(_file_address(path, read_only=read_only), connect_args={"timeout": patience})
    _speak_sqlite(engine)
    return Store(engine, where, read_only)


def _file_address(path: Path, *, read_only: bool) -> URL:
    query = {"uri": "true", "mode": "ro" if read_only else "rwc"}
    journal = path.with_name(path.name + "-wal")
    unused = not journal.exists() or journal.stat().st_size == 0
    if read_only and unused and not os.access(path.parent, os.W_OK):
        # SQLite wants to write its shared memory beside a WAL file even to read it. Where that cannot be,
        # and no writer left a journal, nobody is writing.
        query["immutable"] = "1"
    return URL.create("sqlite", database=path.absolute().as_uri(), query=query)


def _speak_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: object) -> None:
        # The driver must not open transactions by itself: we say which ones write.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        command = connection.get_execution_options().get("tocsin_begin", "BEGIN")
        if command is not None:
            connection.exec_driver_sql(command)


def _open_server(url: URL, *, read_only: bool, patience: float) -> Store:
    where = url.render_as_string(hide_password=True)
    options = f"-c timezone=UTC -c lock_timeout={int(patience * 1000)}"
    arguments = {"options": options, "connect_timeout": 10}
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args=arguments)
    except ModuleNotFoundError as error:
        raise MissingExtraError("a record in PostgreSQL", "postgres") from error
    return Store(engine, where, read_only)


def _bring_up_to_date(store: Store, *, create: bool) -> None:
    with store.reading() as connection:
        state = migrate.state(connection, store.where)
    if state == migrate.State.EMPTY and not create:
        raise DeskError(f"there is no record at {store.where}; run: tocsin init")
    if not store.read_only:
        store.keep_write_ahead_log()
    with store.reading() as connection:
        if state == migrate.State.CURRENT and keeping.current(connection):
            return
    if store.read_only:
        raise DeskError(f"{store.where} was written by an older tocsin; bring it up to date: tocsin recode")
    with store.writing() as connection:
        # Another process may have been first while we waited for the lock.
        if migrate.state(connection, store.where) != migrate.State.CURRENT:
            migrate.upgrade(connection)
        if not keeping.current(connection):
            keeping.rebuild(connection)
