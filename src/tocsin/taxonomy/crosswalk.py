"""The codes of others against ours, both ways, each row with what is lost.

One table a scheme (`crosswalks/*.tsv`). A row's `relation` says what *their* code is to ours:

- exact: the same;
- broader: theirs holds ours and more;
- narrower: theirs is a kind of ours;
- lossy: neither holds the other, or there is no counterpart ("-"); the note says what is lost.

`way` says in which direction the row is read: in (theirs to ours), out (ours to theirs), or both. Codes and
short labels are facts of the public codebooks: GTD (START 2021), ACLED (2024), UCDP GED (23.1), TE-SAT
(Europol 2023), PLOVER (2022), CAMEO (1.1b3, with 176 and 1834 of later lists).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal, cast

from tocsin.model import DATE_PRECISIONS, PLACE_PRECISIONS
from tocsin.taxonomy.codes import LISTS
from tocsin.taxonomy.hubs import ACTORS, EVENTS

Relation = Literal["exact", "broader", "narrower", "lossy"]
Way = Literal["both", "in", "out"]
RELATIONS: Final = ("exact", "broader", "narrower", "lossy")
SCHEMES: Final = ("acled", "cameo", "gtd", "plover", "tesat", "ucdp")
NONE: Final = "-"
"""Stands for a code that has no counterpart."""
OURS: Final[Mapping[str, frozenset[str]]] = {
    **{name: LISTS[name] for name in ("attack_type", "weapon_type", "target_type", "outcome")},
    "event": frozenset(EVENTS),
    "actor": frozenset(ACTORS),
    "place_precision": frozenset(PLACE_PRECISIONS),
    "date_precision": frozenset(DATE_PRECISIONS),
}
"""Our lists that a scheme's codes are compared with."""
_BEST: Final = {name: rank for rank, name in enumerate(RELATIONS)}


@dataclass(frozen=True, slots=True)
class Crossing:
    """One row: their `code` of their list `theirs`, our code of our list `ours_list`, and how they relate."""

    scheme: str
    theirs: str
    code: str
    label: str
    ours_list: str
    ours: str
    relation: Relation
    way: Way
    note: str


@cache
def crosswalk(scheme: str) -> tuple[Crossing, ...]:
    """Return the rows of `scheme` (one of `SCHEMES`). Raises KeyError where there is none such."""
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    file = resources.files("tocsin.taxonomy") / "crosswalks" / f"{scheme}.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_row(scheme, line.split("\t")) for line in lines)


def _row(scheme: str, cells: list[str]) -> Crossing:
    theirs, code, label, ours_list, ours, relation, way, note = cells
    return Crossing(
        scheme, theirs, code, label, ours_list, ours, cast(Relation, relation), cast(Way, way), note
    )


def to_ours(scheme: str, theirs: str, code: str, ours_list: str) -> str | None:
    """Return our code of `ours_list` for their `code`, the best related; None where there is none."""
    return _table(scheme, "in").get((theirs, code.casefold(), ours_list))


def to_theirs(scheme: str, ours_list: str, ours: str) -> tuple[Crossing, ...]:
    """Return the rows that lead from our code to theirs, the best related first; () where none does."""
    found = [
        row
        for row in crosswalk(scheme)
        if row.ours_list == ours_list and row.ours == ours and row.way in ("both", "out")
    ]
    return tuple(sorted(found, key=lambda row: _BEST[row.relation]))


@cache
def _table(scheme: str, way: Way) -> Mapping[tuple[str, str, str], str]:
    rows: dict[tuple[str, str, str], list[Crossing]] = defaultdict(list)
    for row in crosswalk(scheme):
        if row.way in ("both", way) and row.ours != NONE:
            rows[row.theirs, row.code.casefold(), row.ours_list].append(row)
    return {key: min(found, key=lambda row: _BEST[row.relation]).ours for key, found in rows.items()}
