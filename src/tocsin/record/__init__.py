"""The record: an append-only set of statements in SQLite or PostgreSQL, and the views of it."""

from tocsin.record.browsing import Order, Page, Point, Wanted
from tocsin.record.guard import check_entry
from tocsin.record.record import Record
from tocsin.record.reviews import Decision, Review
from tocsin.record.rows import Added, DocumentRow, Entry, Health, LogEntry, Poll, Reading, Rejection

__all__ = [
    "Added", "Decision", "DocumentRow", "Entry", "Health", "LogEntry", "Order", "Page", "Point", "Poll",
    "Reading", "Record", "Rejection", "Review", "Wanted", "check_entry",
]  # fmt: skip
