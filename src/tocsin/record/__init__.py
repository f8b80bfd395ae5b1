"""The record: an append-only set of statements in SQLite or PostgreSQL, and the views of it."""

from tocsin.record.accounts import ROLES, AccountStore, Attempts, Session, User
from tocsin.record.arriving import Judging
from tocsin.record.auditing import Audit, AuditItem, AuditLabel, Audits
from tocsin.record.browsing import Order, Page, Point, Wanted
from tocsin.record.claiming import ClaimCheck, Registered
from tocsin.record.disclosing import Disclosure
from tocsin.record.exchange import Exchange, Fact, Quarantined, now, stamp
from tocsin.record.exchange_objects import Filter, New, Stored
from tocsin.record.guard import check_entry
from tocsin.record.outbox import ASKING, Message, Outbox, Subscribed
from tocsin.record.receiving import Received
from tocsin.record.record import Record
from tocsin.record.reviews import BESIDE, Decision, Review
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
    Restriction,
)  # fmt: skip
from tocsin.record.trailing import Numbered, Sought, Step

__all__ = [
    "ASKING",
    "BESIDE",
    "ROLES",
    "AccountStore",
    "Added",
    "Attempts",
    "Audit",
    "AuditItem",
    "AuditLabel",
    "Audits",
    "ClaimCheck",
    "Decision",
    "Disclosure",
    "DocumentRow",
    "Entry",
    "Exchange",
    "Fact",
    "Filter",
    "Health",
    "Holding",
    "Judging",
    "LogEntry",
    "Message",
    "New",
    "Numbered",
    "Order",
    "Outbox",
    "Page",
    "Point",
    "Poll",
    "Quarantined",
    "Reading",
    "Received",
    "Record",
    "Registered",
    "Rejection",
    "Restriction",
    "Review",
    "Session",
    "Sought",
    "Step",
    "Stored",
    "Subscribed",
    "User",
    "Wanted",
    "check_entry",
    "now",
    "stamp",
]
