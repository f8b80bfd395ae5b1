"""Expressions of time in English news and the days they mean: patterns and their readers."""

from __future__ import annotations

from tocsin.coding.timex.days import (
    NUMBERS,
    UNKNOWN,
    Found,
    MentionKind,
    Reader,
    dated,
    days,
    exact,
    year_of,
)  # fmt: skip
from tocsin.coding.timex.readers import SMALL_HOURS, read_back
from tocsin.coding.timex.table import DAYS_AFTER, EXPRESSIONS, compiled

__all__ = [
    "DAYS_AFTER", "EXPRESSIONS", "NUMBERS", "SMALL_HOURS", "UNKNOWN", "Found", "MentionKind", "Reader",
    "compiled", "dated", "days", "exact", "read_back", "year_of",
]  # fmt: skip
