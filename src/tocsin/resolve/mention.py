"""A report as resolving sees it: with its document and the document's sketch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.model import Document, Report, Statement


@dataclass(frozen=True, slots=True)
class Mention:
    """One report, its document, and the sketch of the document's text.

    The document's text may have expired (empty); the sketch, the title and the quotes stay.
    """

    report: Report
    document: Document
    sketch: bytes

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @property
    def told(self) -> datetime | None:
        """When the document was published, else when it was fetched."""
        return self.document.published or self.document.fetched

    def said(self, statement: Statement) -> datetime | None:
        """When `statement` was said: its own time, else the document's."""
        return statement.said_at or self.told
