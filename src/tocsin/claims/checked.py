"""What a check found: the verdict, why, the figures under each reading, the incidents behind it.

No figure stands without its grounds: a row whose count is from 1 to 2 is withheld (`release.withheld`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from tocsin.audit import NOT_AUDITED, Audited
from tocsin.model import Claim, Estimate, Incident, Json, address, finite, iso

Verdict = Literal["supported", "not supported", "wrong scope", "depends on the definition", "cannot tell"]
VERDICTS: Final[tuple[Verdict, ...]] = (
    "supported", "not supported", "wrong scope", "depends on the definition", "cannot tell",
)  # fmt: skip
Standing = Literal["agrees", "compatible", "more", "fewer", "no grounds"]
"""How a figure stands to the claim: it bears it out; it cannot tell; there are more, or fewer."""
About = Literal["stated", "definition", "region", "window", "doubtful", "doubt", "cited", "other side"]
MISSING: Final = (
    "Only what the documents read by this desk reported is in its record. Attacks that none of them told of, "
    "or that were told only in languages the coder does not read, are missing; coverage differs much between "
    "countries, languages and kinds of victims."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure under one reading. `estimate` is None where it is withheld or there are no grounds."""

    about: About
    label: str
    estimate: Estimate | None
    standing: Standing
    note: str = ""
    who: str = ""
    source: str = ""

    def to_json(self) -> Json:
        """Return the row as an object."""
        return {
            "about": self.about, "label": self.label, "standing": self.standing, "note": self.note or None,
            "estimate": self.estimate.to_json() if self.estimate else None, "who": self.who or None,
            "source": self.source or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """One aspect in which the claim's scope does, or does not, match that of the count it comes from."""

    aspect: Literal["where", "what", "when"]
    matches: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Counted:
    """An incident behind a check, and whether it counts for sure."""

    incident: Incident
    doubtful: bool = False

    def to_json(self) -> Json:
        """Return it with its evidence; the shape is that of `tocsin incidents`."""
        return {"doubtful": self.doubtful, **self.incident.to_json()}


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim with its verdict. `because` are sentences; `rows` the grid, the stated reading first.

    `price` is the ratio of the window to the rest of what there is, with the p that a window chosen
    afterwards deserves; `cited_price` the same of the cited counts. `spread` says what moves the answer most.
    """

    claim: Claim
    verdict: Verdict
    because: tuple[str, ...]
    rows: tuple[Row, ...]
    scope: tuple[Scope, ...] = ()
    price: Estimate | None = None
    price_note: str = ""
    cited_price: Estimate | None = None
    spread: str = ""
    incidents: tuple[Counted, ...] = ()
    coverage: str = ""
    definition: str = ""
    as_of: datetime | None = None
    cautions: tuple[str, ...] = ()
    figure: Json = field(default=None, compare=False)
    audit: Audited = NOT_AUDITED

    @property
    def stated(self) -> Row | None:
        """Return the row of the claim as it was stated, from the desk's own record."""
        return next((row for row in self.rows if row.about == "stated"), None)

    def digest(self) -> str:
        """Return the address of what the check found: equal for equal verdict, reasons and figures."""
        return address(
            "checked", self.verdict, list(self.because), [_rounded(row.to_json()) for row in self.rows],
            sorted(c.incident.id for c in self.incidents),
        )  # fmt: skip

    def to_json(self) -> Json:
        """Return all of it as an object."""
        return {
            "claim": claim_json(self.claim), "verdict": self.verdict, "because": list(self.because),
            "definition": self.definition, "as_of": iso(self.as_of),
            "scope": [{"aspect": s.aspect, "matches": s.matches, "sentence": s.sentence} for s in self.scope],
            "rows": [row.to_json() for row in self.rows], "spread": self.spread or None,
            "price": self.price.to_json() if self.price else None, "price_note": self.price_note or None,
            "cited_price": self.cited_price.to_json() if self.cited_price else None,
            "coverage": self.coverage, "cautions": list(self.cautions), "missing": MISSING,
            "audit": self.audit.to_json(),
            "incidents": [counted.to_json() for counted in self.incidents],
        }  # fmt: skip


def _rounded(value: Json) -> Json:
    """Return a figure without what differs from run to run in the last digits or by the hour."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, Mapping):
        return {
            k: _rounded(v) for k, v in value.items() if k not in ("as_of", "sentence", "checks", "details")
        }
    return [_rounded(v) for v in value] if isinstance(value, list) else value


def claim_json(claim: Claim) -> Json:
    """Return a claim as it was understood."""
    amount = claim.amount
    return {
        "text": claim.text, "kind": claim.kind, "unit": claim.unit,
        "amount": _amount_json(amount), "side": side_json(claim.side),
        "other": side_json(claim.other) if claim.other else None,
        "other_amount": _amount_json(claim.other_amount),
        "said_on": claim.said_on.isoformat() if claim.said_on else None, "said_by": claim.said_by,
        "source": claim.source, "chosen_afterwards": claim.chosen_afterwards,
        "assumed": list(claim.assumed), "unused": list(claim.unused),
    }  # fmt: skip


def _amount_json(amount: Any) -> Json:
    if amount is None:
        return None
    return {"value": finite(amount.value), "bound": amount.bound, "upper": amount.upper}


def side_json(side: Any) -> Json:
    """Return what, where and when as an object."""
    s, area, period = side.subject, side.area, side.period
    return {
        "counted": s.counted, "attack_types": list(s.attack_types), "target_types": list(s.target_types),
        "groups": list(s.groups), "movement": s.movement, "outcome": s.outcome,
        "region": area.name or "worldwide",
        "countries": list(area.countries), "without": list(area.without),
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat() if period.until else None,
    }  # fmt: skip
