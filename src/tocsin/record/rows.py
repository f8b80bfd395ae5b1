"""What goes into the record and what its plain listings give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tocsin.model import Coding, Document


@dataclass(frozen=True, slots=True)
class Holding:
    """Where a row of a dataset stood: the file as it was named, and the line (1 is the header's).

    `restricted`: the dataset's licence does not let the row be passed on.
    """

    dataset: str
    file: str
    line: int
    restricted: bool


@dataclass(frozen=True, slots=True)
class Restriction:
    """Why a report may not leave the desk: it is of a row of `dataset`, under the licence of `source`.

    `document` is the id of the row; `licence` is None where the source was stored without one.
    """

    document: str
    dataset: str
    source: str
    licence: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document and what coding made of it; None where it was not coded yet.

    `holding` says where it stood, if it is a row of a dataset.
    """

    document: Document
    coding: Coding | None = None
    holding: Holding | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What one `add` changed: new documents, known documents, new reports, statements and judgements."""

    documents: int = 0
    known: int = 0
    reports: int = 0
    statements: int = 0
    judgements: int = 0


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A stored document with its coding in short.

    `id` is its address, which stays when the retention rule has blanked the text (`expired`). `current` is
    false for an older version of the same name. Without a coding `relevant` and what follows it is None.
    """

    id: str
    document: Document
    current: bool
    expired: bool
    withdrawn: bool
    stored_at: datetime
    coder: str | None = None
    relevant: bool | None = None
    probability: float | None = None
    language: str | None = None
    understood: bool | None = None
    reason: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Rejection:
    """Input that could not be read: its name where it had one, where it stood, and why."""

    name: str | None
    where: str
    reason: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """One visit to a source: `items` it listed, `new` ones among them."""

    source: str
    at: datetime
    ok: bool
    items: int = 0
    new: int = 0
    etag: str | None = None
    last_modified: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does.

    `per_day` is new items a day over the last 7 days, `usual` over the 28 days before them (or as many of
    those as it was polled); None where it was not polled then. `verified`: at least one poll succeeded, ever.
    `note` is that of the last poll. `etag` and `last_modified` are for the next conditional request.
    """

    source: str
    last_poll: datetime | None
    last_success: datetime | None
    consecutive_failures: int
    per_day: float | None
    usual: float | None
    verified: bool
    etag: str | None
    last_modified: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How much was read: documents published in [since, until), and rejections met then.

    `not_understood` counts documents by language that the coder does not read; `reasons` documents without a
    report by reason; `left_out` mentions that were seen and not made a report, by code. The key of an unknown
    source or language is "".
    """

    since: datetime | None
    until: datetime | None
    documents: int
    uncoded: int
    relevant: int
    reports: int
    by_source: Mapping[str, int]
    not_understood: Mapping[str, int]
    reasons: Mapping[str, int]
    left_out: Mapping[str, int]
    rejections: int


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act: "read", "judged", "withdrawn", "expired", "rejected", "reviewed", "audit drawn",
    "audit labelled"; `detail` says what.
    """

    seq: int
    at: datetime
    act: str
    detail: Mapping[str, Any]
