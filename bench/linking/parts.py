"""Links between the parts of coordinated attacks, from dispatches to links: right ones and wrong ones.

The cases of `tests/resolve/coordinated.json`, written for tocsin, each read into a desk of its own, and the
demo's dispatches. An incident is taken for the true attack that is nearest to it among those of its day, at
most `NEAR_KM` away. A pair of incidents of two attacks of one whole is to be linked; any other is not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.resolve.coordinated import cases
from tocsin.demo import inputs
from tocsin.desk import Desk
from tocsin.model import Incident, Place, km_between

NEAR_KM: Final = 25.0
DEMO: Final[Mapping[str, Any]] = {
    "attacks": {
        "jeddah": ["2016-07-04", 21.54, 39.17, "SA"], "qatif": ["2016-07-04", 26.56, 50.01, "SA"],
        "medina": ["2016-07-04", 24.47, 39.61, "SA"], "lawyer": ["2016-08-08", 30.20, 67.00, "PK"],
        "hospital": ["2016-08-08", 30.18, 67.00, "PK"],
    },
    "wholes": [{"parts": ["jeddah", "qatif", "medina"]}, {"parts": ["lawyer", "hospital"]}],
}  # fmt: skip
"""What of the demo's summer was several attacks in one: three cities of Saudi Arabia; Quetta."""


@dataclass(slots=True)
class Links:
    """Pairs of parts: linked and rightly so, linked wrongly, not linked, and not there to be linked.

    `twice` counts links of two incidents that are one attack: clustering kept apart what is one.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    absent: int = 0
    twice: int = 0
    tolls_right: int = 0
    tolls: int = 0

    def add(self, other: Links) -> None:
        """Count what `other` counts, too."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def to_json(self) -> dict[str, float | int | None]:
        """Return the counts with precision and recall; recall is over all pairs, the absent ones included."""
        found, true = self.right + self.wrong, self.right + self.missed + self.absent
        return {
            "links_right": self.right, "links_wrong": self.wrong, "links_missed": self.missed,
            "parts_not_found": self.absent, "one_attack_twice": self.twice,
            "precision": self.right / found if found else None,
            "recall": self.right / true if true else None,
            "common_tolls_right": self.tolls_right, "common_tolls": self.tolls,
        }  # fmt: skip


def measure() -> dict[str, Any]:
    """Return the counts of the cases seen while the weights were set, of those held back, and of the demo."""
    told = cases()
    found = {"seen": Links(), "held_back": Links(), "demo": Links()}
    for case in told:
        found["held_back" if case["held_back"] else "seen"].add(scored(case, read(case["documents"])))
    with TemporaryDirectory() as folder, Desk.open(Path(folder) / "desk", create=True) as desk:
        desk.read(str(path) for path in inputs())
        found["demo"].add(scored(DEMO, desk.record.linked(desk.record.incidents())))
    n = {"seen": sum(not c["held_back"] for c in told), "held_back": sum(c["held_back"] for c in told)}
    return {name: {"cases": n.get(name, 1), **links.to_json()} for name, links in found.items()}


def read(documents: Sequence[Mapping[str, Any]]) -> list[Incident]:
    """Return the incidents, with their links, of a desk that reads `documents` and nothing else."""
    with TemporaryDirectory() as folder, Desk.open(Path(folder) / "desk", create=True) as desk:
        lines = Path(folder) / "documents.jsonl"
        lines.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
        desk.read([str(lines)])
        return desk.record.linked(desk.record.incidents())


def scored(case: Mapping[str, Any], incidents: Sequence[Incident]) -> Links:
    """Compare the links between `incidents` with those of a case."""
    taken = matched(case["attacks"], [i for i in incidents if _near(case["attacks"], i)])
    meant = {i.id: taken.get(i.id) for i in incidents}
    whole_of = {part: n for n, whole in enumerate(case["wholes"]) for part in whole["parts"]}
    found = Links()
    linked: set[frozenset[str]] = set()
    for a, b in combinations(incidents, 2):
        if a.coordinated is None or all(part.id != b.id for part in a.coordinated.parts):
            continue
        x, y = meant[a.id], meant[b.id]
        if x is not None and x == y:
            found.twice += 1
        elif x in whole_of and whole_of.get(x) == whole_of.get(y or ""):
            linked.add(frozenset((str(x), str(y))))
        else:
            found.wrong += 1
    found.right = len(linked)
    present = set(meant.values())
    for n, whole in enumerate(case["wholes"]):
        for pair in combinations(whole["parts"], 2):
            if frozenset(pair) not in linked:
                there = set(pair) <= present
                found.missed += there
                found.absent += not there
        if whole.get("killed") is not None:
            found.tolls += 1
            tolls = [i.coordinated for i in incidents if whole_of.get(meant[i.id] or "") == n]
            found.tolls_right += any(t and t.killed and t.killed.best == whole["killed"] for t in tolls)
    return found


def matched(attacks: Mapping[str, Sequence[Any]], incidents: Sequence[Incident]) -> dict[str, str]:
    """Return for each of `incidents`, each near some attack, by id the true attack that it is taken for.

    Of all ways to give each attack one incident the nearest in sum; the others are taken for the nearest.
    """
    far = {i.id: _near(attacks, i) for i in incidents}
    free = list(far)
    names = [name for name in attacks if any(name in near for near in far.values())]
    size = min(len(names), len(free))
    ways = (
        tuple(zip(chosen, order, strict=True))
        for chosen in combinations(names, size)
        for order in permutations(free, size)
    )
    apart = 10 * NEAR_KM
    best = min(ways, key=lambda way: sum(far[i].get(name, apart) for name, i in way), default=())
    given = {i: name for name, i in best if name in far[i]}
    nearest = {i: min(near, key=lambda name: near[name]) for i, near in far.items() if near}
    return {**nearest, **given}


def _near(attacks: Mapping[str, Sequence[Any]], incident: Incident) -> dict[str, float]:
    found = {}
    for name, (day, lat, lon, country) in attacks.items():
        far = km_between(incident.place, Place(name, None, country, lat, lon, 1.0, "exact"))
        if far is not None and far <= NEAR_KM and _holds(incident, day):
            found[name] = far
    return found


def _holds(incident: Incident, day: str) -> bool:
    start, end = incident.date.start, incident.date.end
    return start is not None and end is not None and start.isoformat() <= day <= end.isoformat()
