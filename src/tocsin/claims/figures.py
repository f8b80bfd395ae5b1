"""One chart of a check: each reading with its interval, and the claim as a line across (Vega-Lite)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tocsin.claims.wording import claimed
from tocsin.measure.estimate import chart
from tocsin.model import Json

if TYPE_CHECKING:
    from tocsin.claims.checked import Checked, Row

_COLOURS: Final = {"record": "#1f4e79", "cited count": "#6b6b6b"}
_CLAIM: Final = "#b22222"
_NAMES: Final = {"cited": "cited count"}


def figure_of(checked: Checked) -> Json:
    """Return the chart; None where neither the claim as stated nor a cited count has a figure."""
    rows = [
        row for row in checked.rows if row.estimate is not None and (row.estimate.value or row.estimate.low)
    ]
    if not rows or rows[0].about not in ("stated", "cited"):
        return None
    values = [_value(row) for row in rows]
    unit = next(row.estimate.unit for row in rows if row.estimate)
    ratio = checked.claim.kind not in ("count", "compare", "deadliest", "share")
    positive = all((v["low"] or 0) > 0 and (v["value"] or 0) > 0 for v in values)
    scale: Json = {"type": "log"} if ratio and positive else {"zero": not ratio}
    title = f"“{claimed(checked.claim)}”: {checked.verdict}"
    x = {"type": "quantitative", "title": _axis(unit), "scale": scale}
    y = {"field": "label", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 380}}
    colour = {"field": "whose", "type": "nominal", "title": None,
              "scale": {"domain": list(_COLOURS), "range": list(_COLOURS.values())}}  # fmt: skip
    layers: list[Json] = [
        {"mark": {"type": "rule", "strokeWidth": 2},
         "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}, "color": colour}},
        {"mark": {"type": "point", "filled": True, "size": 60},
         "encoding": {"y": y, "x": {"field": "value", **x}, "color": colour}},
    ]  # fmt: skip
    at = _claimed_at(checked)
    if at is not None:
        layers.append(
            {"data": {"values": [{"at": at}]}, "mark": {"type": "rule", "color": _CLAIM},
             "encoding": {"x": {"field": "at", **x}}}
        )  # fmt: skip
    return chart(title, layers, values)


_AXES: Final = {
    "hours": "hours from one attack to the next", "events": "attacks", "people": "people",
    "killed": "people killed", "times": "times", "%": "per cent",
}  # fmt: skip


def _axis(unit: str) -> str:
    return _AXES.get(unit, f"attacks {unit}")


def _value(row: Row) -> dict[str, Json]:
    assert row.estimate is not None
    e = row.estimate
    high = e.high if e.high is not None else e.value
    low = e.low if e.low is not None else e.value
    return {"label": row.label, "value": e.value, "low": low, "high": high,
            "whose": _NAMES.get(row.about, "record")}  # fmt: skip


def _claimed_at(checked: Checked) -> float | None:
    claim = checked.claim
    if claim.amount is None:
        return None
    if claim.kind == "change":
        return 1 + claim.amount.value / 100
    return claim.amount.value or None
