"""Cutting what a partner does not get out of a report, so that no byte of it is left anywhere in the copy.

The JSON of what one document reports has "document", "reports" and what `tocsin.share.items` lists. Cutting
a property takes more than its statements: a quote behind another value may tell it, and so may the words of
an address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tocsin.model import Place, Statement, address, from_iso
from tocsin.release.coarsen import COARSE_RADIUS_KM, FINE, ONGOING, SENSITIVE, coarse_place

Json = dict[str, Any]
_BARE: Final[Json] = {"quote": None, "start": None, "end": None}


def cut_report(body: Mapping[str, Any], hidden: frozenset[str], floor_km: float, at: datetime) -> Json:
    """Return what a document reports without `hidden` properties, its places no finer than `floor_km`.

    With the toll of an attack goes that of several at once. Places of sensitive sites and of attacks first
    told less than a day before `at` are coarsened always. What was cut is listed under "redacted", with the
    hash of the whole under "original"; the list is what was agreed, not what was found, so that it does not
    tell what there was.
    """
    guard_km = _least(body, at)
    hidden |= {f"{name}_in_all" for name in ("killed", "injured") if name in hidden}
    every = [s for report in body["reports"] for s in report["statements"]]
    fine = [s for s in every if _is_fine(s, guard_km, floor_km)]
    if not (hidden or floor_km or fine):
        return dict(body)
    knife = _Knife(hidden, guard_km, floor_km, _names(fine))
    cut = hidden | ({"place"} if guard_km or floor_km else set())
    made: Json = dict(body) | {
        "reports": [knife.report(report) for report in body["reports"]],
        "redacted": sorted({*body.get("redacted", ()), *cut}),
        "original": body.get("original") or address("report", body),
    }
    if knife.bare or knife.names:
        made["document"] = _unnamed(body["document"])
    return made


def cut_judgement(body: Mapping[str, Any]) -> Json:
    """Return the judgement without its reasons and its note, which may tell any value."""
    return dict(body) | {"reasons": [], "note": None, "redacted": ["note", "reasons"]}


def _least(body: Mapping[str, Any], at: datetime) -> float:
    """Return the radius that the guard rail asks for (rights.md, 6), 0.0 where it asks for none."""
    told = from_iso(body["document"].get("published"))
    ongoing = told is not None and at - told < ONGOING
    every = (s for report in body["reports"] for s in report["statements"])
    targets = {s["value"] for s in every if s["property"] == "target_type"}
    return COARSE_RADIUS_KM if ongoing or body.get("sensitive") or targets & SENSITIVE else 0.0


def _is_fine(statement: Mapping[str, Any], guard_km: float, floor_km: float) -> bool:
    """Tell whether it is a place to be coarsened: finer than a town, by the guard rail, or than the floor."""
    if statement["property"] != "place":
        return False
    value = statement["value"]
    radius, precision = value.get("radius_km"), value.get("precision")
    below = radius is not None and radius < floor_km
    return below or (bool(guard_km or floor_km) and precision in FINE)


def _names(fine: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the names of the fine places, which no quote may tell."""
    return frozenset(s["value"]["name"] for s in fine if s["value"].get("name"))


@dataclass(frozen=True, slots=True)
class _Knife:
    """What is cut: properties, places, and quotes: all where something was agreed, else those that tell."""

    hidden: frozenset[str]
    guard_km: float
    floor_km: float
    names: frozenset[str]

    @property
    def bare(self) -> bool:
        return bool(self.hidden) or self.floor_km > 0

    def report(self, report: Mapping[str, Any]) -> Json:
        # That a hidden value is said not to be known goes with it: it would tell that there was one.
        kept = [self.statement(s) for s in report["statements"] if _about(s) not in self.hidden]
        return dict(report) | {"statements": kept}

    def statement(self, s: Mapping[str, Any]) -> Json:
        fine = _is_fine(s, self.guard_km, self.floor_km)
        if not (fine or self.bare or self._tells(s["quote"])):
            return dict(s)
        value = coarse_value(s["value"], max(self.guard_km, self.floor_km)) if fine else s["value"]
        # Who speaks may be the very group that is hidden.
        said_by = None if "group" in self.hidden else s["said_by"]
        made: Json = dict(s) | _BARE | {"value": value, "said_by": said_by, "origin": "import"}
        return made | {"id": statement_id(made)}

    def _tells(self, quote: str | None) -> bool:
        return quote is not None and any(name.casefold() in quote.casefold() for name in self.names)


def _about(s: Mapping[str, Any]) -> str:
    """Return the property that a statement's JSON bears on: for a `not_known`, the one that it empties."""
    return str(s["value"]["property"] if s["property"] == "not_known" else s["property"])


def coarse_value(value: Mapping[str, Any], km: float) -> Json:
    """Return a place statement's value with a radius of at least `km`."""
    place = Place(
        value.get("name"), value.get("admin1"), value.get("country"), value.get("lat"), value.get("lon"),
        value.get("radius_km"), value.get("precision"),
    )  # fmt: skip
    return dict(coarse_place(place, km).to_json())


def statement_id(s: Mapping[str, Any]) -> str:
    """Return the content address of a statement's JSON. Raises KeyError or ValueError where it is none."""
    return Statement(
        s["subject"], s["property"], s["value"], s["document"], s["start"], s["end"], s["quote"],
        s["said_by"], from_iso(s["said_at"]), s["kind"], s["origin"],
    ).id  # fmt: skip


def _unnamed(document: Mapping[str, Any]) -> Json:
    """Return the document without the words of its address; its id still points at it."""
    return dict(document) | {"name": f"urn:tocsin:document:{document['id']}"}
