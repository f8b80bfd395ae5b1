"""What every published figure says of the audit behind it: one noun, one line, one object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from tocsin.audit.result import Result
from tocsin.model import Estimate, iso


@dataclass(frozen=True, slots=True)
class Audited:
    """The audit that a figure leans on; without one (`result` None) the record is not audited.

    `definition` is the one that was audited, `asked` that of the figure. `stale`: what codes documents now is
    not what coded them when the audit was drawn.
    """

    audit: str | None = None
    definition: str | None = None
    asked: str | None = None
    drawn_at: datetime | None = None
    result: Result | None = None
    stale: bool = False

    @property
    def line(self) -> str:
        """Return the line: "audit: precision 0.91 [0.84–0.95], n=100; recall at least 0.80; …"."""
        found = self.result
        if found is None or self.drawn_at is None:
            return "audit: not audited"
        parts = [f"precision {found.precision}"]
        if found.recall_low is not None:
            parts.append(f"recall at least {found.recall_low:.2f} of what was read")
        parts.append(f"drawn {self.drawn_at:%Y-%m-%d} under {self.definition}")
        if not found.complete:
            parts.append(f"partial: {found.labelled:,} of {found.drawn:,} labelled")
        if self.asked not in (None, self.definition):
            parts.append("another definition than this figure's")
        if self.stale:
            parts.append("of an older coder")
        return f"audit: {'; '.join(parts)}"

    def to_json(self) -> dict[str, Any]:
        """Return it as an object; `audited` tells whether there is an audit, `line` is for a reader."""
        found = self.result
        told: dict[str, Any] = {"audited": found is not None, "line": self.line}
        if found is None:
            return told
        return told | {
            "id": self.audit, "definition": self.definition, "drawn_at": iso(self.drawn_at),
            "precision": found.precision.value, "low": found.precision.low, "high": found.precision.high,
            "n": found.precision.n, "recall_at_least": found.recall_low, "complete": found.complete,
            "labelled": found.labelled, "drawn": found.drawn, "stale": self.stale,
        }  # fmt: skip


NOT_AUDITED: Final = Audited()


def chosen(audits: Sequence[Audited], definition: str | None) -> Audited:
    """Return the audit that a figure under `definition` leans on: the last of that one, else of any."""
    same = [one for one in audits if one.definition == definition]
    return replace((same or list(audits) or [NOT_AUDITED])[-1], asked=definition)


def with_audit(estimate: Estimate, audits: Sequence[Audited]) -> Estimate:
    """Return `estimate` saying which audit it leans on ("RULE in REGION" leans on that of the rule)."""
    rule = estimate.definition.partition(" in ")[0] if estimate.definition else None
    return replace(estimate, audit=chosen(audits, rule).to_json())
