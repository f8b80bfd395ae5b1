"""The record: an append-only set of statements in SQLite or PostgreSQL, and the views of it."""

from tocsin.record.browsing import Order, Page, Point, Wanted
from tocsin.record.guard import check_entry
from tocsin.record.record import Record
from tocsin.record.rows import (
    Added,
    DocumentRow,
    Entry,
    Health,
    Holding,
    LogEntry,
    Poll,
    Reading,
    Rejection,
)  # fmt: skip

__all__ = [
    "Added", "DocumentRow", "Entry", "Health", "Holding", "LogEntry", "Order", "Page", "Point", "Poll",
    "Reading", "Record", "Rejection", "Wanted", "check_entry",
]  # fmt: skip
