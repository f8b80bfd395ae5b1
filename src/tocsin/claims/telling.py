"""A check as a person reads it in a terminal: lines, each with what it is, none wider than it must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.claims.checked import MISSING, Checked, Counted, Row
from tocsin.claims.pricing import price_sentence
from tocsin.claims.wording import claimed, place, window
from tocsin.model import Claim, Estimate, Incident, figures

Kind = Literal["text", "head", "verdict", "dim"]
LISTED: Final = 12
"""Attacks that are listed; the others are counted."""
SHORTEST: Final = 16
"""Columns that the name of a row keeps at the narrowest terminal."""
_STANDS: Final = {
    "agrees": "bears it out", "compatible": "cannot tell", "more": "more than claimed",
    "fewer": "fewer than claimed", "no grounds": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `indent` in spaces, for wrapping under itself."""

    text: str
    kind: Kind = "text"
    indent: int = 0


def told(checked: Checked, *, everything: bool = False, width: int | None = None) -> Iterator[Line]:
    """Yield the lines of a check; `everything` lists every attack behind it.

    Tables are kept within `width` columns by shortening what stands at the left of them.
    """
    yield from _claim(checked.claim)
    yield Line("")
    yield Line(f"Verdict: {checked.verdict}", "verdict")
    for sentence in checked.because:
        yield Line(sentence, indent=2)
    yield from _rows("Who counted what", [r for r in checked.rows if r.about == "cited"], checked, width)
    if checked.cited_price is not None:
        yield Line("")
        yield Line(f"The price of the window: {price_sentence(checked.cited_price)}", indent=2)
    own = [r for r in checked.rows if r.about != "cited"]
    yield from _rows("The desk's own record", own, checked, width)
    yield from _price(checked)
    yield from _incidents(checked.incidents, everything=everything)
    yield from _mind(checked)


def _claim(claim: Claim) -> Iterator[Line]:
    yield Line(f"“{claim.text}”", "head")
    parts = (("said on", claim.said_on), ("by", claim.said_by))
    said = ", ".join(f"{name} {value}" for name, value in parts if value)
    if said:
        yield Line(said, "dim")
    yield Line("")
    yield Line("How it was understood (each part can be corrected)", "head")
    for name, value, flag in understood(claim):
        yield Line(f"{name:<9} {value}" + (f"   [{flag}]" if flag else ""), indent=2)
    for note in claim.assumed:
        yield Line(f"{'assumed':<9} {note}", indent=2)
    if claim.unused:
        yield Line(f"{'not used':<9} {', '.join(claim.unused)}", indent=2)


def understood(claim: Claim) -> list[tuple[str, str, str]]:
    """Return what was understood: name, value, the option that corrects it."""
    side, other = claim.side, claim.other
    rows = [
        ("counted", side.subject.words or "attacks", "--count"),
        ("claimed", claimed(claim), ""),
        ("where", _where(claim), "--region"),
        ("when", window(side.period), "--since, --until"),
    ]
    if other is not None and claim.kind in ("deadliest", "first"):
        return [*rows, ("about", f"the attack in {place(other)}", "")]
    if other is not None:
        about = f"{other.subject.words or 'attacks'}, {place(other)}, {window(other.period)}"
        rows.append(("of all" if claim.kind == "share" else "against", about, ""))
    return rows


def _where(claim: Claim) -> str:
    area = claim.side.area
    size = f" ({len(area.countries)} countries and territories)" if len(area.countries) > 1 else ""
    return place(claim.side) + size


def _rows(title: str, rows: Sequence[Row], checked: Checked, width: int | None) -> Iterator[Line]:
    if not rows:
        return
    yield Line("")
    yield Line(title + (f" (definition {checked.definition})" if rows[0].about != "cited" else ""), "head")
    table = [_cells(row) for row in rows]
    heads = ("", "n", "days", _heading(checked.claim, rows), "95 %", "the claim")
    used = [heads, *table]
    if all(not cells[4] for cells in table):
        used = [(*row[:4], "", row[5]) for row in used]
    widths = [max(len(row[k]) for row in used) for k in range(6)]
    if width is not None:
        rest = sum(w + 2 for w in widths[1:] if w) + 2
        widths[0] = min(widths[0], max(width - rest, SHORTEST))
    for cells in used:
        left = f"{_shortened(cells[0], widths[0]):<{widths[0]}}"
        numbers = "  ".join(f"{cells[k]:>{widths[k]}}" for k in range(1, 5) if widths[k])
        yield Line(f"{left}  {numbers}  {cells[5]}".rstrip(), "dim" if cells is heads else "text", indent=2)
    for row in rows:
        if row.about == "cited":
            yield Line(f"{row.label}: {row.source}" + (f" ({row.note})" if row.note else ""), "dim", indent=2)


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _heading(claim: Claim, rows: Sequence[Row]) -> str:
    if claim.kind == "gap":
        return "mean gap, h"
    unit = next((row.estimate.unit for row in rows if row.estimate), "")
    return {"events": "attacks", "%": "per cent", "times": "times"}.get(unit, unit)


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    e = row.estimate
    if e is None:
        return row.label, "", "", "–", "", row.note
    value = "–" if e.value is None else _figure(e.value, e)
    days = f"{e.exposure:,.0f}" if e.exposure else ""
    stands = _STANDS[row.standing] + (f"; {row.note}" if row.note and row.about != "cited" else "")
    return row.label, f"{e.n:,}", days, value, interval(e), stands


def _figure(value: float, estimate: Estimate) -> str:
    if estimate.unit in ("people", "killed"):
        return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
    return figures(value, estimate.unit)


def interval(estimate: Estimate) -> str:
    """Return "48–163"; a range of tolls that is no interval of chance is given as what it is."""
    if estimate.low is None and estimate.high is None:
        return ""
    low = "–" if estimate.low is None else _figure(estimate.low, estimate)
    high = "and more" if estimate.high is None else _figure(estimate.high, estimate)
    if estimate.details.get("range"):
        return "" if low == high else f"{low} to {high} as told"
    return f"{low} and more" if estimate.high is None else f"{low}–{high}"


def _price(checked: Checked) -> Iterator[Line]:
    if checked.spread:
        yield Line(checked.spread, indent=2)
    if checked.price is not None:
        yield Line(f"The price of the window: {price_sentence(checked.price)}", indent=2)
    elif checked.price_note:
        yield Line(checked.price_note, indent=2)


def _incidents(incidents: Sequence[Counted], *, everything: bool) -> Iterator[Line]:
    if not incidents:
        return
    yield Line("")
    yield Line(f"The attacks behind it: {len(incidents)}", "head")
    shown = incidents if everything else incidents[:LISTED]
    for counted in shown:
        yield Line(
            _incident(counted.incident) + ("  (doubtful whether it counts)" if counted.doubtful else ""),
            indent=2,
        )
        quote = _quote(counted.incident)
        if quote and len(shown) <= LISTED:
            yield Line(quote, "dim", indent=6)
    if len(incidents) > len(shown):
        yield Line(f"… and {len(incidents) - len(shown)} more: --all lists them", "dim", indent=2)


def _incident(i: Incident) -> str:
    day = f"{i.date.start:%Y-%m-%d}" if i.date.start else "undated   "
    sources = "1 source" if i.sources == 1 else f"{i.sources} sources"
    return f"{i.id[:8]}  {day}  {i.title}; {sources}"


def _quote(i: Incident) -> str:
    wanted = ("killed", "attack_type", "date")
    ranked = [e for name in wanted for e in i.evidence if e.statement.property == name and e.statement.quote]
    if not ranked:
        return ""
    first = ranked[0]
    return f"“{first.statement.quote}” {first.document}"


def _mind(checked: Checked) -> Iterator[Line]:
    yield Line("")
    yield Line("What to mind", "head")
    if checked.coverage:
        yield Line(f"Of that time {checked.coverage}.", indent=2)
    for caution in checked.cautions:
        yield Line(caution, indent=2)
    yield Line(MISSING, indent=2)
    line = checked.audit.line
    yield Line(f"{line[:1].upper()}{line[1:]}.", indent=2)
