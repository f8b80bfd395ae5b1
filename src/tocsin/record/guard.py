"""The door of the record: what is outside the closed shapes, or has no ground in its text, stays out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from tocsin.errors import InputError
from tocsin.model import Document, Json, Report, Statement, canonical, check_statement
from tocsin.record.rows import Entry
from tocsin.taxonomy.codes import check_code

KEY_LIMIT: Final = 500
"""The longest id of a source, a coder or a resolver: PostgreSQL's indexes take no long values."""


def check_entry(entry: Entry) -> None:
    """Raise InputError, naming the document, where anything in `entry` may not be stored.

    Holds: clean text (no NUL, no lone surrogate), aware times, reports and statements that belong to the
    document, the closed shapes of `check_statement`, codes of the lists, quotes that are exactly their slice.
    """
    document, coding = entry.document, entry.coding
    if entry.holding is not None:
        check_key(entry.holding.dataset, entry.holding.file)
    try:
        _check_document(document)
        if coding is None:
            return
        identity = document.id
        if coding.document != identity:
            raise ValueError("the coding is of another document")
        check_key(coding.coder)
        _check_probability(coding.probability)
        _check_clean((coding.reason, coding.language, canonical(dict(coding.left_out))))
        for report in coding.reports:
            _check_report(report, identity, document.text)
    except (ValueError, TypeError, OverflowError) as error:
        raise InputError(f"not stored: {show(document.name)}: {error}") from error


def check_text(*values: str | None) -> None:
    """Raise InputError where a text holds what PostgreSQL and UTF-8 cannot: NUL or a lone surrogate."""
    try:
        _check_clean(values)
    except ValueError as error:
        raise InputError(f"not stored: {error}") from error


def check_key(*values: str) -> None:
    """Raise InputError where an id that is indexed is empty, unclean, or longer than `KEY_LIMIT`."""
    check_text(*values)
    for value in values:
        if not 0 < len(value) <= KEY_LIMIT:
            raise InputError(
                f"not stored: the id {show(value)!r} has {len(value)} characters, not 1 to {KEY_LIMIT}"
            )


def show(name: str) -> str:
    """Return a name that is safe to print."""
    return name.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")[:200]


def _check_document(document: Document) -> None:
    if not document.name:
        raise ValueError("a document needs a name")
    texts = (
        document.name,
        document.text,
        document.title,
        document.language,
        document.source,
        document.author,
    )
    _check_clean((*texts, *document.flags))
    for moment in (document.published, document.fetched):
        _check_aware(moment)


def check_received_report(report: Report, document: str) -> None:
    """Raise ValueError where a report of a document whose text is not here may not be stored."""
    identity = report.id
    if report.document != document:
        raise ValueError(f"report {identity} is of another document")
    if not 0 <= report.anchor.start <= report.anchor.end:
        raise ValueError(f"report {identity} is anchored outside the text")
    _check_probability(report.probability)
    check_key(report.coder or "import")
    for statement in report.statements:
        _check_statement(statement, identity, document, None)


def _check_report(report: Report, document: str, text: str) -> None:
    identity = report.id
    if report.document != document:
        raise ValueError(f"report {identity} is of another document")
    if not 0 <= report.anchor.start <= report.anchor.end <= len(text):
        raise ValueError(f"report {identity} is anchored outside the text")
    _check_probability(report.probability)
    for statement in report.statements:
        _check_statement(statement, identity, document, text)


def _check_statement(statement: Statement, report: str, document: str, text: str | None) -> None:
    check_statement(statement)
    name = statement.property
    if statement.subject != report or name == "withdrawn":
        raise ValueError(f"{name} is not a statement of report {report}")
    if statement.document not in (None, document):
        raise ValueError(f"{name} is grounded in another document")
    if isinstance(statement.value, str):
        check_code(name, statement.value)
    _check_clean((statement.said_by,))
    _check_json(statement.value)
    _check_aware(statement.said_at)
    _check_probability(statement.confidence)
    if statement.quote is not None and text is not None:
        _check_quote(statement, text)
    _check_clean((statement.quote,))


def _check_quote(statement: Statement, text: str) -> None:
    start, end = statement.start, statement.end
    if statement.document is None or start is None or start < 0 or text[start:end] != statement.quote:
        raise ValueError(f"the quote of {statement.property} is not the text at {start}-{end}")


def _check_clean(values: Iterable[str | None]) -> None:
    for value in values:
        if value is None:
            continue
        if "\0" in value:
            raise ValueError("the text holds a NUL character")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ValueError("the text holds a lone surrogate") from None


def _check_aware(moment: datetime | None) -> None:
    if moment is not None and moment.utcoffset() is None:
        raise ValueError(f"the time {moment.isoformat()} has no zone")


def _check_probability(value: float | None) -> None:
    if value is not None and not 0.0 <= value <= 1.0:
        raise ValueError(f"{value} is no probability")


def _check_json(value: Json) -> None:
    """Refuse what has no one JSON text: other types, NaN and infinity, unclean strings."""
    if isinstance(value, str):
        _check_clean((value,))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _check_json(str(key))
            _check_json(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check_json(inner)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is no number")
    elif value is not None and not isinstance(value, int):
        raise TypeError(f"a statement cannot hold a {type(value).__name__}")
