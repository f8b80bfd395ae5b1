"""Other people's counts, cited: who counted what, where, when, how many, and where that is written.

Every interval and ratio is computed from n and the days; nothing else of a source is taken over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

from tocsin.claims.areas import WORLD
from tocsin.claims.reading.areas import WAR_ZONES, area_named
from tocsin.claims.reading.subjects import movements
from tocsin.errors import InputError
from tocsin.model import Area, Claim, Period, Side, Subject

_KEYS: Final = frozenset(
    {"label", "who", "n", "since", "until", "days", "region", "counts", "movement", "groups", "source",
     "origin", "part_of", "derived"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """One count of somebody's: `n` in `days`, of what `side` says (`counts` in the counter's own words).

    `origin`: the count that the claim's number comes from. `part_of`: the label of a longer count of the same
    counter that this one lies within. `derived`: how n follows, where the source gives it indirectly.
    """

    label: str
    who: str
    n: int
    days: float
    side: Side
    counts: str
    source: str
    origin: bool = False
    part_of: str | None = None
    derived: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A claim that ships with what is known of its number."""

    name: str
    claim: Claim
    cited: tuple[Cited, ...]


def cited_from(entry: dict[str, Any], where: str) -> Cited:
    """Return the count that a table of a claim file gives. Raises InputError naming what is wrong in it."""
    label = entry.get("label")
    if not isinstance(label, str) or not label:
        raise InputError(f"{where}: a [[cited]] count needs a label")
    if unknown := sorted(set(entry) - _KEYS):
        raise InputError(f"{where}: [[cited]] {label!r} has unknown keys {unknown}")
    for key in ("who", "source"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise InputError(f"{where}: [[cited]] {label!r} needs {key}: no count without its source")
    n, since, until = entry.get("n"), entry.get("since"), entry.get("until")
    if isinstance(n, bool) or not isinstance(n, int) or not 0 <= n <= 10_000_000:
        raise InputError(f"{where}: [[cited]] {label!r}: n is a whole number from 0, not {n!r}")
    days = entry.get("days", _days(since, until))
    if isinstance(days, bool) or not isinstance(days, int | float) or not 0 < days < 80_000:
        raise InputError(f"{where}: [[cited]] {label!r} needs since and until, or days above 0")
    return Cited(
        label=label, who=entry["who"], n=n, days=float(days), side=_side(entry, since, until),
        counts=str(entry.get("counts", "attacks")), source=entry["source"],
        origin=bool(entry.get("origin", False)), part_of=entry.get("part_of"), derived=entry.get("derived"),
    )  # fmt: skip


def _days(since: Any, until: Any) -> Any:
    if isinstance(since, date) and isinstance(until, date):
        return (until - since).days + 1
    return None


def _side(entry: dict[str, Any], since: Any, until: Any) -> Side:
    movement = entry.get("movement")
    if movement is not None and movement not in movements():
        raise InputError(f"no movement {movement!r}: choose one of {', '.join(movements())}")
    groups = movements()[movement].groups if movement else tuple(entry.get("groups", ()))
    region = str(entry.get("region", WORLD))
    area: Area = (
        WAR_ZONES
        if region == WAR_ZONES.name
        else area_named(region, until if isinstance(until, date) else None)
    )
    return Side(
        Subject(groups=groups, movement=movement), area,
        Period(since if isinstance(since, date) else None, until if isinstance(until, date) else None),
    )  # fmt: skip


@cache
def examples() -> dict[str, Example]:
    """Return the claims that ship with tocsin, by name."""
    from tocsin.claims.files import parse

    folder = resources.files("tocsin.claims") / "cited"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            given = parse(file.read_text(encoding="utf-8"), file.name)
            name = file.name.removesuffix(".toml")
            found[name] = Example(name, given.claim, given.cited)
    return found


def known_origin(claim: Claim) -> Example | None:
    """Return the shipped example whose number a claim repeats; None where it is nobody's that we know."""
    for example in examples().values():
        theirs = example.claim
        if theirs.kind == claim.kind and theirs.amount and claim.amount:
            same = abs(theirs.amount.value - claim.amount.value) < 0.5
            if same and theirs.unit == claim.unit:
                return example
    return None
