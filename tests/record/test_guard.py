"""The guard rails of the record: closed shapes, grounds, no field for a private person's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Index, PrimaryKeyConstraint, UniqueConstraint

from tocsin.errors import InputError
from tocsin.model import Document, Report, Source, Span, Statement
from tocsin.record import Entry, Poll, Record, Rejection
from tocsin.record.schema import metadata

from .making import START, coding, document, entry, report, statement

Change = Callable[[Statement], Statement]

# Every column that may hold a text which nobody chose from a list, and why it is not about a private person.
FREE_TEXT = {
    "documents.name": "URL",
    "documents.text": "what was published, kept as long as the retention rule allows",
    "documents.title": "what was published",
    "documents.author": "the outlet's byline",
    "documents.language": "code",
    "documents.source": "outlet",
    "documents.flags": "codes",
    "codings.coder": "version",
    "codings.language": "code",
    "codings.reason": "code",
    "codings.left_out": "codes and counts",
    "statements.value": "closed shapes of model.PROPERTIES",
    "statements.quote": "evidence, at most QUOTE_LIMIT long",
    "statements.said_by": "a body, a role, the outlet or the desk's user",
    "judgements.author": "version, or the desk's user",
    "judgements.reasons": "what was compared",
    "judgements.note": "the desk's user on a judgement",
    "resolutions.resolver": "version",
    "rejections.name": "URL",
    "rejections.location": "file and line",
    "rejections.reason": "why it could not be read",
    "log.detail": "counts, addresses, reasons",
    "imports.file": "file of a dataset",
    "imports.dataset": "code",
    "polls.source": "outlet",
    "polls.etag": "header",
    "polls.last_modified": "header",
    "polls.note": "error",
    "reviews.reviewer": "user",
    "reviews.reports": "addresses",
    "reviews.documents": "addresses",
    "reviews.machine": "values of closed shapes",
    "reviews.note": "why, by a user",
    "audits.by": "the desk's user",
    "audits.plan": "what was asked, sizes, digests",
    "audit_items.shown": "values of closed shapes, as they were shown",
    "audit_labels.reviewer": "user",
    "audit_labels.body": "codes, and why, by a user",
    "claims.given": "a public sentence and how it was read",
    "claims.definition": "a rule",
    "claims.added_by": "the desk's user",
    "claim_checks.body": "estimates, with the incidents behind them",
    "claim_checks.change": "what changed, composed",
    "exchange_facts.body": "partners, markings, tokens as hashes",
    "exchange_facts.by": "the desk's user",
    "exchange_policies.body": "markings and agreements",
    "exchange_objects.cut": "names of properties",
    "exchange_disclosures.what": "addresses",
    "exchange_quarantine.reason": "why it was not taken",
    "subscriptions.body": "an address of a desk or a team that asked to be told, and what it asked for",
    "subscriptions.consent": "how and when a subscriber agreed, composed; the desk's user",
    "subscriptions.detail": "why it does not stand, composed",
    "subscription_messages.told": "values of closed shapes, as they were told",
    "subscription_messages.error": "error",
    "view_state.rules": "version",
    "view_reports.judged_by": "version",
    "view_incidents.country": "code",
    "view_incidents.precision": "code",
    "view_incidents.outcome": "code",
    "view_incidents.killed": "counts",
    "view_incidents.attack_types": "codes",
    "view_incidents.title": "composed of values",
    "view_incidents.words": "composed of values, and the place",
    "view_bodies.body": "values of closed shapes",
    "view_bodies.grounds": "statements, with their evidence",
    "view_codes.code": "codes, groups, outlets",
} | {
    f"sources.{name}": "outlet"
    for name in ("id", "name", "country", "language", "kind", "url", "licence", "grade")
}


def test_no_column_is_there_for_a_persons_name() -> None:
    texts = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.type.python_type is str and getattr(column.type, "length", None) is None
    }
    assert texts == set(FREE_TEXT)


def test_only_codes_and_addresses_are_indexed() -> None:
    indexed = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for group in (*table.indexes, *table.constraints)
        if isinstance(group, (Index, PrimaryKeyConstraint, UniqueConstraint))
        for column in group.columns
        if column.type.python_type is str
    }
    # The desk's own users are another matter than people in the news: their names are here to be found.
    own = {"account_attempts.key", "account_sessions.hash", "account_trail.who", "account_users.name"}
    assert indexed == own | {
        "audit_labels.once", "audits.id", "claims.id", "codings.coder", "documents.id", "documents.name",
        "exchange_disclosures.partner",
        "exchange_facts.key", "exchange_facts.kind", "exchange_objects.added",
        "exchange_objects.collection", "exchange_objects.digest", "exchange_objects.id",
        "exchange_objects.version", "exchange_objects.view", "exchange_policies.id",
        "exchange_quarantine.digest", "imports.file", "judgements.a", "judgements.b", "judgements.id",
        "rejections.id", "reports.id", "resolutions.resolver", "reviews.once", "reviews.report",
        "sources.id", "statements.id", "subscription_messages.id", "subscription_messages.slot",
        "subscription_messages.state", "subscriptions.id", "subscriptions.name", "view_codes.code",
        "view_codes.kind", "view_incidents.country",
        "view_incidents.id", "view_incidents.short", "view_outlines.country", "view_reports.judged_by",
    }  # fmt: skip


def refused(record: Record, made: Entry, why: str) -> None:
    with pytest.raises(InputError, match=why):
        record.add([entry(99), made])
    assert list(record.documents()) == []


def with_statement(change: Change) -> Entry:
    told = document(1)
    one = report(told)
    changed = replace(one, statements=(one.statements[0], change(one.statements[1])))
    return Entry(told, coding(told, changed))


CHANGES: dict[str, Change] = {
    "no such property": lambda s: replace(s, property="victim_name", value="X"),
    "takes the fields": lambda s: replace(s, value={"low": 1, "best": 1, "high": 1, "names": ["X"]}),
    "needs a quote": lambda s: replace(s, quote=None, start=None, end=None),
    "is not the text at": lambda s: replace(s, start=(s.start or 0) + 1, end=(s.end or 0) + 1),
    "said_by is missing": lambda s: replace(
        s, property="group", value={"name": "A front", "relation": "claimed"}, said_by=None
    ),
    "no such relation": lambda s: replace(
        s, property="group", value={"name": "A front", "relation": "guilty"}, said_by="police"
    ),
    "no such attack_type": lambda s: replace(s, property="attack_type", value="terrorism"),
    "not a statement of report": lambda s: replace(s, subject="0" * 40),
    "grounded in another document": lambda s: replace(s, document="0" * 40),
    "has no zone": lambda s: replace(s, said_at=START.replace(tzinfo=None)),
    "is no probability": lambda s: replace(s, confidence=1.5),
    "is no number": lambda s: replace(s, property="place", value={"name": "Town", "lat": float("nan")}),
    "cannot hold a bytes": lambda s: replace(s, property="place", value={"name": b"Town"}),
    "NUL character": lambda s: replace(s, property="place", value={"name": "To\0wn"}),
    "lone surrogate": lambda s: replace(s, said_by="polic\ud800"),
    "at most 400 characters": lambda s: replace(s, start=0, end=401, quote="x" * 401),
}


@pytest.mark.parametrize("why", CHANGES)
def test_a_statement_outside_the_closed_shapes_is_refused(record: Record, why: str) -> None:
    refused(record, with_statement(CHANGES[why]), why)


DOCUMENTS: dict[str, Callable[[Document], Document]] = {
    "NUL character": lambda d: replace(d, text=d.text + "\0"),
    "lone surrogate": lambda d: replace(d, title="\udfff"),
    "has no zone": lambda d: replace(d, published=START.replace(tzinfo=None)),
    "needs a name": lambda d: replace(d, name=""),
}


@pytest.mark.parametrize("why", DOCUMENTS)
def test_a_document_that_cannot_be_stored_is_refused(record: Record, why: str) -> None:
    refused(record, Entry(DOCUMENTS[why](document(1))), why)


def test_a_refusal_can_be_printed(record: Record) -> None:
    refused(record, Entry(replace(document(1), name="a\ud800b\0")), r"a\\ud800b\\x00: the text holds")


REPORTS: dict[str, Callable[[Report], Report]] = {
    "of another document": lambda r: replace(r, document=document(2).id),
    "anchored outside the text": lambda r: replace(r, anchor=Span(5, 4000)),
    "is no probability": lambda r: replace(r, probability=float("nan")),
}


@pytest.mark.parametrize("why", REPORTS)
def test_a_report_that_is_not_of_its_document_is_refused(record: Record, why: str) -> None:
    told = document(1)
    refused(record, Entry(told, coding(told, REPORTS[why](replace(report(told), statements=())))), why)


def test_a_coding_of_another_document_is_refused(record: Record) -> None:
    refused(record, Entry(document(1), coding(document(2))), "the coding is of another document")


def test_a_withdrawal_does_not_come_in_by_coding(record: Record) -> None:
    told = document(1)
    one = report(told)
    taken = statement(told, one.id, "withdrawn", {"reason": "x"}, "A bomb went off")
    refused(record, Entry(told, coding(told, replace(one, statements=(taken,)))), "not a statement of report")


def test_the_other_ways_in_are_guarded_too(record: Record) -> None:
    with pytest.raises(InputError, match="NUL"):
        record.reject([Rejection("a\0", "file.csv:3", "no text")])
    with pytest.raises(InputError, match="has 0 characters"):
        record.add_sources([Source("", "A paper")])
    with pytest.raises(InputError, match="has 501 characters"):
        record.add_poll(Poll("s" * 501, START, True))
    assert record.rejections() == []
    assert record.sources() == {}


def test_a_long_name_and_a_long_text_are_stored(record: Record) -> None:
    told = replace(document(1), name="https://news.example/?" + "q%20" * 30_000, text="ж" * 300_000)
    record.add([Entry(told)])
    [row] = record.documents()
    assert row.document == told


def test_any_other_character_is_stored_as_it_is(record: Record) -> None:
    told = replace(document(1), text="\u2028\ufeff\U0001f6a8 \x01\r\n\uffff e\u0301 \u202b", title="\x7f")
    record.add([Entry(told)])
    [row] = record.documents()
    assert row.document == told
    assert record.check() == []
