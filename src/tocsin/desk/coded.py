"""What coding alone makes of documents, as the rows of `tocsin code`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tocsin.desk.coders import coded
from tocsin.desk.inputs import documents
from tocsin.desk.settings import FILE, Settings, load
from tocsin.model import Coding, Document
from tocsin.read import Rejected
from tocsin.resolve import Mention, fuse, sketch


def coded_rows(
    source: str, *, mapping: Mapping[str, str] | None = None, kind: str | None = None, desk: Path
) -> Iterator[dict[str, Any]]:
    """Yield one row an input document; one that could not be read has "error" instead of a coding.

    Addresses are fetched under the settings of the desk in the folder `desk`, if there is one.
    """
    settings = load(desk) if (desk / FILE).is_file() else Settings()
    rejected: list[Rejected] = []

    def readable() -> Iterator[Document]:
        for item in documents(source, fetch=settings.fetch, mapping=mapping, kind=kind):
            if isinstance(item, Rejected):
                rejected.append(item)
            else:
                yield item

    for document, coding in coded(readable(), settings.places):
        yield _row(document, coding)
    for item in rejected:
        yield {"document": item.document or item.name, "where": item.where, "error": item.reason}


def _row(document: Document, coding: Coding) -> dict[str, Any]:
    marks = sketch(document.text)
    alone = [
        fuse(report.id, [Mention(report, document, marks)], sources={}, as_of=None).to_json()
        for report in coding.reports
    ]
    for entry, report in zip(alone, coding.reports, strict=True):
        entry["probability"] = round(report.probability, 4)
        for key in ("reports", "report_ids", "sources", "documents", "as_of"):
            del entry[key]
    return {
        "document": document.name,
        "relevant": coding.relevant,
        "probability": round(coding.probability, 4),
        "language": coding.language,
        "understood": coding.understood,
        "reason": coding.reason,
        "left_out": dict(coding.left_out),
        "coder": coding.coder,
        "reports": alone,
    }
