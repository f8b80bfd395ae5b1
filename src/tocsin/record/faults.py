"""What a database complains of, told as something that the user can do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from tocsin.errors import BusyError, DeskError, TocsinError

# SQLite: primary result codes (sqlite.org/rescode.html). PostgreSQL: SQLSTATE (manual, appendix A).
_SQLITE = {
    sqlite3.SQLITE_READONLY: "{where} cannot be written: read-only; change its permissions or copy it",
    sqlite3.SQLITE_PERM: "{where} cannot be written: permission denied; change its permissions",
    sqlite3.SQLITE_CANTOPEN: "{where} cannot be opened; check that its folder exists and may be written",
    sqlite3.SQLITE_FULL: "{where} cannot be written: the disk is full; free some space and run again",
    sqlite3.SQLITE_IOERR: "{where} cannot be read or written: disk error; check the disk and its space",
    sqlite3.SQLITE_CORRUPT: "{where} is damaged; restore it from a copy, or read the sources into a new desk",
    sqlite3.SQLITE_NOTADB: "{where} is not a record of tocsin; name another file",
}
_SQLITE_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_POSTGRES = {
    "53100": "{where} cannot be written: the disk of the database is full; free some space and run again",
    "25006": "{where} cannot be written: the database is read-only; use the primary server",
    "42501": "{where} refuses this user; grant it the right to create and write tables",
    "3D000": "{where} does not exist; create the database first",
    "28P01": "{where} refuses this user or password; check the address",
    "28000": "{where} refuses this user; check the address",
}
_POSTGRES_BUSY = ("55P03", "40001", "40P01", "57014")


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn a database's errors about `where` into BusyError or DeskError; others pass as they are."""
    try:
        yield
    except exc.DBAPIError as error:
        raise translate(error, where) from error


def translate(error: exc.DBAPIError, where: str) -> TocsinError | exc.DBAPIError:
    """Return the error to raise; `error` itself where it is a fault of ours."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _sqlite(error, code & 0xFF, where)
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRES_BUSY:
        return BusyError(f"{where} is being written by another process; try again when it is done")
    if state in _POSTGRES:
        return DeskError(_POSTGRES[state].format(where=where))
    if isinstance(error, exc.OperationalError) or error.connection_invalidated:
        return DeskError(f"{where} cannot be reached: {_first_line(error)}; check the server and the address")
    return error


def _sqlite(error: exc.DBAPIError, code: int, where: str) -> TocsinError | exc.DBAPIError:
    if code in _SQLITE_BUSY:
        return BusyError(f"{where} is being written by another process; try again when it is done")
    if code in _SQLITE:
        return DeskError(_SQLITE[code].format(where=where))
    return error


def _first_line(error: exc.DBAPIError) -> str:
    return next(iter(str(error.orig).splitlines()), "no answer")
