"""CSV, TSV and Parquet to documents."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final

from tocsin.errors import MissingExtraError, first_line
from tocsin.read.columns import Rows, document_of
from tocsin.read.lines import Line, lines
from tocsin.read.outcome import LINE_LIMIT, Pending, Rejected

_DELIMITERS: Final = (",", ";", "\t")
_FIELD_LIMIT: Final = 2**31 - 1
"""What every platform's C long holds; rows are held to LINE_LIMIT before this matters."""


class _TooLongError(Exception):
    pass


class _RowLines:
    """The lines of a table as csv.reader takes them, remembered since the row began, so that a broken row
    (a quote that is never closed swallows its neighbours) can be given back and the next line tried."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._source = source
        self._again: deque[Line] = deque()
        self.taken: list[Line] = []
        self._size = 0

    def begin(self) -> None:
        self.taken, self._size = [], 0

    def give_back(self, kept: Sequence[Line]) -> None:
        self._again.extendleft(reversed(kept))

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self.taken.append(line)
        self._size += len(line.text or "")
        if line.text is None or self._size > LINE_LIMIT:
            raise _TooLongError
        return line.text


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line that it begins on, its cells, and `why` where it is broken (then without cells)."""

    line: int
    cells: tuple[str, ...]
    flags: tuple[str, ...] = ()
    why: str | None = None


class Table:
    """A CSV stream: its header, then its rows one at a time; a broken row does not take the next with it.

    The first row names the columns; comma, semicolon and tab are told apart by it. RFC 4180 quoting.
    """

    def __init__(self, stream: BinaryIO, delimiter: str | None = None) -> None:
        csv.field_size_limit(_FIELD_LIMIT)
        self._source = _RowLines(lines(stream))
        try:
            first = next(self._source, "")
        except _TooLongError:
            first = ""
        self._delimiter = delimiter or delimiter_of(first)
        self.empty = not first.strip()
        self.header = next(csv.reader([first], delimiter=self._delimiter), [])

    def __iter__(self) -> Iterator[TableRow]:
        """Yield the rows that are not blank."""
        source, width = self._source, len(self.header)
        reader = csv.reader(source, delimiter=self._delimiter, strict=True)
        while True:
            source.begin()
            try:
                cells = next(reader, None)
                if cells is None:
                    return
                why = _shape(cells, width)
            except csv.Error as error:
                why, cells = f"not a row: {error}", []
            except _TooLongError:
                why, cells = f"a row longer than {LINE_LIMIT // 1_000_000} MB", []
            line = source.taken[0].number
            if why:
                source.give_back(_resumable(source.taken[1:], width, self._delimiter))
                yield TableRow(line, (), why=why)
            elif any(cells):
                flags = next((taken.flags for taken in source.taken if taken.flags), ())
                yield TableRow(line, tuple(cells), flags)


def read_csv(stream: BinaryIO, rows: Rows, delimiter: str | None = None) -> Iterator[Pending]:
    """Yield one document a row; a broken row is rejected with its line, and the good ones go on."""
    table = Table(stream, delimiter)
    header = _named(table.header)
    why = "it has no rows" if table.empty else rows.missing(header)
    if why:
        yield Rejected(rows.name, "line 1", why)
        return
    for row in table:
        where = f"line {row.line}"
        if row.why:
            yield Rejected(rows.name, where, row.why)
        else:
            yield document_of(dict(zip(header, row.cells, strict=False)), rows, where, row.flags)


def delimiter_of(header: str) -> str:
    """Return the delimiter that a header row uses most."""
    return max(_DELIMITERS, key=header.count)


def _named(header: Sequence[str]) -> list[str]:
    return [name.strip().lower() if name.strip().lower() in _OURS else name.strip() for name in header]


_OURS: Final = frozenset(
    {"url", "id", "title", "text", "html", "published", "date", "language", "source", "author"}
)


def _shape(fields: list[str], width: int) -> str | None:
    if (len(fields) < width and any(fields)) or any(fields[width:]):
        return f"{len(fields)} fields where the header has {width}"
    return None


def _resumable(taken: list[Line], width: int, delimiter: str) -> list[Line]:
    """Return the lines from the first that is a whole row by itself: there reading goes on."""
    for number, line in enumerate(taken):
        if line.text is None:
            continue
        try:
            if len(next(csv.reader([line.text], delimiter=delimiter, strict=True), [])) == width:
                return taken[number:]
        except csv.Error:
            continue
    return []


def read_parquet(source: Path | IO[bytes], rows: Rows) -> Iterator[Pending]:
    """Yield one document a row. Raises MissingExtraError without polars (extra `tables`)."""
    try:
        import polars as pl
    except ImportError as error:
        raise MissingExtraError("reading Parquet", "tables") from error
    try:
        frame = pl.read_parquet(source)
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        yield Rejected(rows.name, "file", f"not Parquet: {first_line(error)}")
        return
    why = rows.missing(frame.columns)
    if why:
        yield Rejected(rows.name, "columns", why)
        return
    for number, row in enumerate(frame.iter_rows(named=True), 1):
        yield document_of(row, rows, f"row {number}")
