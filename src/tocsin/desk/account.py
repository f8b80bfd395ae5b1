"""The account of one reading: how much came in, what it became, what was left out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tocsin.datasets import Dataset
from tocsin.model import Coding
from tocsin.read import Rejected


@dataclass(slots=True)
class Table:
    """One file of a dataset: rows taken, rows broken, and by reason rows left out and names withheld."""

    file: str
    dataset: Dataset
    rows: int = 0
    broken: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)

    def sentence(self) -> str:
        """Return what the file was taken for and what became of its rows, as one line for a person."""
        taken = f"{self.rows:,} row{'' if self.rows == 1 else 's'}"
        parts = [f"{self.file} read as {self.dataset.title} ({self.dataset.licence}): {taken}"]
        for counts, what in ((self.left_out, "left out as no attack"), (self.withheld, "names withheld")):
            if counts:
                named = ", ".join(f"{name} {n:,}" for name, n in counts.most_common())
                parts.append(f"{counts.total():,} {what} ({named})")
        if self.broken:
            parts.append(f"{self.broken:,} broken")
        if self.dataset.restricted:
            parts.append("kept to this desk: no export has them")
        return "; ".join(parts)


@dataclass(slots=True)
class Account:
    """Counts of one run; grows while it runs. Every input document is in exactly one of new and known."""

    new: int = 0
    known: int = 0
    reports: int = 0
    judgements: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    rejected_file: Path | None = None
    tables: list[Table] = field(default_factory=list)
    broken: list[Rejected] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def add(self, coding: Coding) -> None:
        """Count one coded document."""
        self.reports += len(coding.reports)
        if coding.reason:
            self.reasons[coding.reason] += 1
        self.left_out.update(coding.left_out)
        if not coding.understood:
            self.languages[coding.language or "unknown"] += 1

    @property
    def unreadable(self) -> int:
        """How much of the input could not be read, documents and rows."""
        return len(self.rejected) + sum(table.broken for table in self.tables)

    @property
    def understood(self) -> bool:
        """Whether anything at all was read, if only to be left out."""
        return bool(self.new + self.known or any(table.left_out for table in self.tables))

    def sentence(self) -> str:
        """Return the account as one line for a person."""
        parts = [f"{self.new} new document{'' if self.new == 1 else 's'}"]
        if self.known:
            parts.append(f"{self.known} already known")
        parts.append(f"{self.reports} report{'' if self.reports == 1 else 's'} of attacks")
        not_read = sum(self.languages.values())
        if not_read:
            named = ", ".join(f"{language} {n}" for language, n in self.languages.most_common())
            parts.append(f"{not_read} in languages not read ({named})")
        if faults := self.reasons["fault"]:
            parts.append(f"{faults} that the coder failed on, kept and counted (`tocsin doctor`)")
        if unreadable := self.unreadable:
            parts.append(f"{unreadable:,} unreadable, listed in {self.rejected_file or 'the record'}")
        return "; ".join(parts)
