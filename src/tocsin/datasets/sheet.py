"""A row written down: one line a column, and statements that each quote the lines they were read from.

So a value of an import traces to its cell as a value of news traces to its sentence. Only the columns that
the dataset lists are written: accounts in words, names of victims and suspects never enter.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, Final

from tocsin.datasets.cells import Cells
from tocsin.datasets.groups import verdict
from tocsin.datasets.nouns import Dataset, Imported, Origin
from tocsin.model import (
    QUOTE_LIMIT,
    Coding,
    Document,
    Json,
    Kind,
    Report,
    Span,
    Statement,
    address,
    report_id,
)

PROBABILITY: Final = 0.97
"""That a row which a dataset's coders took in tells of a violent attack."""
COUNT_KEYS: Final = ("low", "best", "high")


class Sheet:
    """The text of one row and what it states."""

    def __init__(self, dataset: Dataset, cells: Cells) -> None:
        self.dataset = dataset
        self.withheld: Counter[str] = Counter()
        self.published: Any = None
        self.flags: list[str] = []
        self._said: list[dict[str, Any]] = []
        self._lines: dict[str, Span] = {}
        self.key = dataset.key(cells)
        self._text = self._write(cells)

    def _write(self, cells: Cells) -> str:
        told = [(column, self._kept(column, cells.text(column))) for column in self.dataset.columns]
        body = [(column, f"{column}: {value}") for column, value in told if value is not None]
        if self.key is None:
            self.key = address("row", [line for _, line in body])[:12]
        head = f"{self.dataset.title} {self.key}"
        at = len(head) + 1
        for column, line in body:
            self._lines[column] = Span(at, at + len(line))
            at += len(line) + 1
        return "\n".join([head, *(line for _, line in body)])

    def _kept(self, column: str, value: str | None) -> str | None:
        """Return a cell as it may be written down: not where it seems to be a person's name."""
        promised = column in self.dataset.groups
        if value is None or not (promised or column in self.dataset.names):
            return value
        found = verdict(value, promised=promised)
        return None if found == "person" or (found == "not_known" and not promised) else value

    def say(self, name: str, value: Json, *columns: str, kind: Kind = "fact", by: bool = False) -> None:
        """State `value` of property `name`, read from `columns`; `by` says that it is the dataset's word."""
        spans = [self._lines[column] for column in columns if column in self._lines]
        # A constant of a mapping stands in no cell: the row as a whole is what says it.
        spans = spans or [Span(0, len(self._text.partition("\n")[0]))]
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        if end - start > QUOTE_LIMIT:
            start, end = spans[0].start, min(spans[0].end, spans[0].start + QUOTE_LIMIT)
        said_by = self.dataset.title if by else None
        self._said.append(
            {"property": name, "value": value, "start": start, "end": end, "kind": kind, "said_by": said_by}
        )

    def code(self, name: str, value: str | None, *columns: str) -> None:
        """State one code of a list, once; None says nothing."""
        if value is not None and not any(s["property"] == name and s["value"] == value for s in self._said):
            self.say(name, value, *columns)

    def toll(
        self, name: str, low: float | None, best: float | None, high: float | None, *columns: str
    ) -> None:
        """State a toll. What is out of order in the file spans what was given, and the row is flagged."""
        known = [n for n in (low, best, high) if n is not None]
        if not known:
            return
        if known != sorted(known):
            self.flags.append("toll_out_of_order")
            low, high = min(known), max(known)
        if any(n != int(n) for n in known):
            self.flags.append("toll_shared_out")
        value = {
            "low": None if low is None else math.floor(low),
            "best": None if best is None else round(best),
            "high": None if high is None else math.ceil(high),
        }
        self.say(name, value, *columns)

    def counted(self, definition: str, answer: str, *columns: str) -> None:
        """State that the dataset counts the event under a definition of its own: yes, no or doubtful."""
        self.say(
            "counted", {"definition": definition, "answer": answer}, *columns, kind="assessment", by=True
        )

    def imported(self, origin: Origin) -> Imported:
        """Return the row as the record takes it."""
        dataset, text = self.dataset, self._text
        head = text.partition("\n")[0]
        document = Document(
            name=f"{dataset.name}:{self.key}", text=text, title=head, published=self.published,
            source=dataset.title, flags=("import", *dict.fromkeys(self.flags)),
        )  # fmt: skip
        identity = document.id
        anchor = Span(0, len(head))
        subject = report_id(identity, anchor)
        said = tuple(
            Statement(
                subject=subject, document=identity, quote=text[s["start"] : s["end"]], origin="import",
                confidence=1.0, coder=dataset.coder, **s,
            )
            for s in self._said
        )  # fmt: skip
        report = Report(identity, anchor, PROBABILITY, said, dataset.coder, "import")
        coding = Coding(
            identity, True, PROBABILITY, None, True, (report,), left_out=dict(self.withheld),
            coder=dataset.coder,
        )  # fmt: skip
        return Imported(document, coding, origin, dataset.name, dataset.restricted, dict(self.withheld))
