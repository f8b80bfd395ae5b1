"""Nouns to rows and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from tocsin.model import Document, Judgement, Reason, Statement, canonical
from tocsin.record.rows import DocumentRow

Values = dict[str, Any]
"""The columns of one row to be written."""
VIA = " via "
"""In the name of a coder: what stands after it says by which way the coding came here."""


def document_values(document: Document) -> Values:
    """Return the columns that a document brings itself."""
    return {
        "name": document.name,
        "text": document.text,
        "title": document.title,
        "published": document.published,
        "fetched": document.fetched,
        "language": document.language,
        "source": document.source,
        "author": document.author,
        "flags": canonical(list(document.flags)),
    }


def to_document(row: Row[Any]) -> Document:
    """Return the document of a row; with blank text where the retention rule has been at work."""
    return Document(
        name=row.name,
        text=row.text,
        title=row.title,
        published=row.published,
        fetched=row.fetched,
        language=row.language,
        source=row.source,
        author=row.author,
        flags=tuple(json.loads(row.flags)),
    )


def to_document_row(row: Row[Any]) -> DocumentRow:
    """Return the listing's line for a document joined with its coding, if any."""
    return DocumentRow(
        id=row.id,
        document=to_document(row),
        current=bool(row.current),
        expired=row.expired is not None,
        withdrawn=bool(row.withdrawn),
        stored_at=row.stored_at,
        coder=row.coder,
        relevant=row.relevant,
        probability=row.probability,
        language=row.coded_language,
        understood=row.understood,
        reason=row.reason,
        left_out={} if row.left_out is None else json.loads(row.left_out),
        reports=row.reports,
    )


def statement_values(statement: Statement, identity: str, document: int | None) -> Values:
    """Return the columns of a statement's content."""
    return {
        "id": identity,
        "subject": statement.subject,
        "property": statement.property,
        "value": canonical(statement.value),
        "document": document,
        "span_start": statement.start,
        "span_end": statement.end,
        "quote": statement.quote,
        "said_by": statement.said_by,
        "said_at": statement.said_at,
        "kind": statement.kind,
        "origin": statement.origin,
    }


def to_statement(row: Row[Any], document: str | None, coder: str, confidence: float | None) -> Statement:
    """Return the statement of a row, grounded in `document`, as `coder` found it."""
    return Statement(
        subject=row.subject,
        property=row.property,
        value=json.loads(row.value),
        document=document,
        start=row.span_start,
        end=row.span_end,
        quote=row.quote,
        said_by=row.said_by,
        said_at=row.said_at,
        kind=row.kind,
        origin=row.origin,
        confidence=confidence,
        coder=coder,
    )


def judgement_values(judgement: Judgement, identity: str) -> Values:
    """Return the columns of a judgement."""
    reasons = [[reason.name, reason.weight, reason.detail] for reason in judgement.reasons]
    return {
        "id": identity,
        "a": judgement.a,
        "b": judgement.b,
        "verdict": judgement.verdict,
        "probability": judgement.probability,
        "author": judgement.author,
        "reasons": canonical(reasons),
        "origin": judgement.origin,
        "made_at": judgement.made_at,
        "note": judgement.note,
    }


def to_judgement(row: Row[Any]) -> Judgement:
    """Return the judgement of a row."""
    reasons = tuple(Reason(*reason) for reason in json.loads(row.reasons))
    return Judgement(
        row.a, row.b, row.verdict, row.probability, row.author, reasons, row.origin, row.made_at, row.note
    )


def counts(left_out: Mapping[str, int]) -> str:
    """Return a mapping of counts as the text of its column."""
    return canonical(dict(left_out))
