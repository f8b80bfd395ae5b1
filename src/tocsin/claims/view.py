"""What a check looks at: the record's incidents as of a time, and how much was read when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from tocsin.audit import Audited
from tocsin.measure import Window
from tocsin.model import Incident

LATE: Final = timedelta(days=7)
"""News of an attack comes up to this long after it."""
A_DAY: Final = 10.0
"""Documents a day below which a record is too thin to say that something did not happen."""
OUTLETS: Final = 3
"""Sources below which the same holds."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read of what was published in a window and the week after it."""

    documents: int
    sources: int
    days: int

    @property
    def thin(self) -> bool:
        """Say whether so little was read that what is not in the record may well have happened."""
        return self.documents < A_DAY * self.days or self.sources < OUTLETS

    def __str__(self) -> str:
        """Return "215 documents from 14 sources were read, 2.3 a day"."""
        if not self.documents:
            return "no document published in that time was read"
        each = self.documents / self.days
        often = f"{each:.1f} a day" if each >= 1 else "less than one a day"
        told, outlets = (
            f"{n:,} {w}{'' if n == 1 else 's'}"
            for n, w in ((self.documents, "document"), (self.sources, "source"))
        )
        return f"{told} from {outlets} {'was' if self.documents == 1 else 'were'} read, {often}"


@dataclass(frozen=True, slots=True)
class View:
    """Incidents as of a time (None: now) under no definition, and documents by day and source.

    `audits` are those of the record behind it.
    """

    incidents: Sequence[Incident] = ()
    read: Mapping[date, Mapping[str, int]] = field(default_factory=dict)
    as_of: datetime | None = None
    audits: Sequence[Audited] = ()

    def coverage(self, window: Window) -> Coverage:
        """Return how much was read of what was published in `window` and the week after."""
        until = min(window.until + LATE, date.max - LATE)
        inside = {day: by for day, by in self.read.items() if window.since <= day <= until}
        sources = {source for by in inside.values() for source in by}
        days = max((until - window.since).days + 1, 1)
        return Coverage(sum(sum(by.values()) for by in inside.values()), len(sources), days)

    @property
    def span(self) -> Window | None:
        """Return the days from which documents were read; None where there are none."""
        return Window(min(self.read), max(self.read)) if self.read else None
