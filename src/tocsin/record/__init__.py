"""The record: an append-only set of statements in SQLite or PostgreSQL, and the views of it."""

from tocsin.record.claiming import ClaimCheck, Registered
from tocsin.record.guard import check_entry
from tocsin.record.record import Record
from tocsin.record.rows import Added, DocumentRow, Entry, Health, LogEntry, Poll, Reading, Rejection

__all__ = [
    "Added", "ClaimCheck", "DocumentRow", "Entry", "Health", "LogEntry", "Poll", "Reading", "Record",
    "Registered", "Rejection", "check_entry",
]  # fmt: skip
