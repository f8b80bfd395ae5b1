"""One row's cells, read as what they should be; each complaint is one line that names the column."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from tocsin.read.clean import clean_line

LONGEST: Final = 300
"""The longest cell that is kept, in code points: codes and names, no accounts of what happened."""
FIRST_YEAR: Final = 1900
AHEAD: Final = timedelta(days=2)
MOST: Final = 1_000_000
"""A toll above this is a broken cell, not a massacre."""
_SERIAL: Final = re.compile(r"\d{4,5}(?:\.\d+)?")
_SERIALS: Final = range(7_000, 80_000)
_EPOCHS: Final = (date(1899, 12, 30), date(1904, 1, 1))
"""Day 0 of a spreadsheet's numbers: Excel and LibreOffice, and old Excel for Macintosh."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T].*)?")
_WORDS: Final = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[-, ]+(\d{4}|\d{2})")
_UNKNOWN: Final = frozenset({"", "na", "n/a", "nan", "null", "none", ".", "-99", "-999"})


class Cells:
    """The cells of one row by column (lower case). `today` is what dates in the future are held against."""

    def __init__(self, cells: Mapping[str, str], today: date) -> None:
        self._cells = cells
        self._texts: dict[str, str | None] = {}
        self.today = today

    def text(self, column: str) -> str | None:
        """Return the cell as one clean line, cut to `LONGEST`; None where it says nothing."""
        if column not in self._texts:
            self._texts[column] = _line(self._cells.get(column) or "")
        return self._texts[column]

    def number(self, column: str) -> float | None:
        """Return a finite number. Raises ValueError where the cell holds something else."""
        text = self.text(column)
        if text is None:
            return None
        try:
            value = float(text)
        except ValueError:
            raise ValueError(f"{column}: {text[:40]!r} is no number") from None
        if not math.isfinite(value):
            raise ValueError(f"{column}: {text[:40]!r} is no number")
        return value

    def code(self, column: str) -> str | None:
        """Return a code as text: "3.0" is "3"."""
        text = self.text(column)
        return text.removesuffix(".0") if text else None

    def toll(self, column: str) -> float | None:
        """Return a count of people; it may be a fraction where a dataset shares a toll out over rows."""
        value = self.number(column)
        if value is not None and not 0 <= value <= MOST:
            raise ValueError(f"{column}: {value:g} is no number of people")
        return value

    def day(self, column: str, year: int | None = None) -> date | None:
        """Return a day: ISO, "5 January 2020", "05-Jan-20", or a spreadsheet's number.

        `year`, where the row has one beside, decides between a spreadsheet's two countings and the century.
        Raises ValueError where it is no day, before 1900, in the future, or not of that year.
        """
        text = self.text(column)
        if text is None:
            return None
        found = _as_day(text, year)
        if found is None:
            raise ValueError(f"{column}: {text[:40]!r} is no day; write 2020-01-31")
        if not found.year >= FIRST_YEAR:
            raise ValueError(f"{column}: {found} is before {FIRST_YEAR}")
        if found > self.today + AHEAD:
            raise ValueError(f"{column}: {found} is in the future")
        return found


def _line(cell: str) -> str | None:
    # Nearly every cell of a table is plain: the regular expressions are for the others.
    plain = cell.isascii() and cell.isprintable() and "  " not in cell
    value = cell.strip() if plain else clean_line(cell) or ""
    return None if value.casefold() in _UNKNOWN else value[:LONGEST].rstrip()


def _as_day(text: str, year: int | None) -> date | None:
    try:
        if match := _ISO.fullmatch(text):
            return date(*(int(part) for part in match.groups()))
        if match := _WORDS.fullmatch(text):
            return _worded(match, year)
    except ValueError:
        return None
    return _serial(text, year)


def _worded(match: re.Match[str], year: int | None) -> date | None:
    month = match[2][:3].casefold()
    if month not in _MONTHS:
        return None
    told = int(match[3])
    if len(match[3]) == 2:
        # RAND's two digits: its record begins in 1968.
        told = year or (1900 + told if told >= 68 else 2000 + told)
    return date(told, _MONTHS.index(month) + 1, int(match[1]))


def _serial(text: str, year: int | None) -> date | None:
    if not _SERIAL.fullmatch(text) or int(float(text)) not in _SERIALS:
        return None
    days = [epoch + timedelta(days=int(float(text))) for epoch in _EPOCHS]
    if year is None:
        return days[0]
    return next((day for day in days if day.year == year), None)
