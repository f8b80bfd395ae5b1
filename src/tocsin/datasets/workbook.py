"""The first sheet of a workbook (xlsx, xls, ods) as rows of text; needs the extra `tables`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from tocsin.errors import InputError, MissingExtraError
from tocsin.read.tables import TableRow

_MARKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How zipped workbooks and old Excel files begin."""


def is_workbook(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is one."""
    return head.startswith(_MARKS)


def workbook(path: Path) -> tuple[Sequence[str], Iterator[TableRow]]:
    """Return the header and the rows. Raises InputError where it is damaged, MissingExtraError."""
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError as error:
        raise MissingExtraError("reading a workbook", "tables") from error
    try:
        sheet = load_workbook(str(path)).get_sheet_by_index(0)
        rows = sheet.iter_rows()
        header = [_text(value) for value in next(rows, [])]
    except (CalamineError, OSError) as error:
        raise InputError(f"not a workbook that can be read: {error}") from error
    return header, (
        TableRow(n, tuple(map(_text, row))) for n, row in enumerate(rows, 2) if any(map(_text, row))
    )


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
