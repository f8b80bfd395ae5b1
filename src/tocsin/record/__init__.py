"""The record: an append-only set of statements in SQLite or PostgreSQL, and the views of it."""

<<<<<<< HEAD
from tocsin.record.disclosing import Disclosure
from tocsin.record.exchange import Exchange, Fact, Quarantined, now, stamp
from tocsin.record.exchange_objects import Filter, New, Stored
=======
from tocsin.record.browsing import Order, Page, Point, Wanted
>>>>>>> room-web
from tocsin.record.guard import check_entry
from tocsin.record.receiving import Received
from tocsin.record.record import Record
from tocsin.record.rows import Added, DocumentRow, Entry, Health, LogEntry, Poll, Reading, Rejection

__all__ = [
<<<<<<< HEAD
    "Added", "Disclosure", "DocumentRow", "Entry", "Exchange", "Fact", "Filter", "Health", "LogEntry", "New",
    "Poll", "Quarantined", "Reading", "Received", "Record", "Rejection", "Stored", "check_entry", "now",
    "stamp",
=======
    "Added", "DocumentRow", "Entry", "Health", "LogEntry", "Order", "Page", "Point", "Poll", "Reading",
    "Record", "Rejection", "Wanted", "check_entry",
>>>>>>> room-web
]  # fmt: skip
