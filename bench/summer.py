"""The demo's dispatches against their truth files: `python -m bench.summer`.

The dispatches were written for tocsin, and the truth with them; this measures the loop on its own demo. It is
no measure of reading in general: the coder's authors could read the dispatches.

An incident found matches a true one when most of its documents tell of that one (of several that they all
tell of, the one that is near); each true incident has at
most one match (the one with most of its documents), every other incident found is a false one or a part.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.agreement import near, same_groups
from tocsin.demo import inputs
from tocsin.desk import Desk
from tocsin.model import Count, Incident

TRUTH = Path(__file__).parent.parent / "tests" / "demo"
SLOTS = (
    "date",
    "place",
    "country",
    "attack",
    "target",
    "outcome",
    "killed",
    "injured",
    "attackers",
    "groups",
)


@dataclass(slots=True)
class Score:
    """What was found of the true incidents, what was invented, and the share of right values by slot."""

    found: dict[str, Incident] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    false: list[Incident] = field(default_factory=list)
    parts: list[tuple[str, Incident]] = field(default_factory=list)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    slots: dict[str, tuple[int, int]] = field(default_factory=dict)
    misplaced: list[tuple[str, str]] = field(default_factory=list)


def truth() -> dict[str, Any]:
    """Return {"incidents": {key: ...}, "documents": {url: ...}} of both truth files together."""
    both: dict[str, Any] = {"incidents": {}, "documents": {}}
    for name in ("truth_ten.json", "truth_others.json"):
        data = json.loads((TRUTH / name).read_text(encoding="utf-8"))
        both["incidents"].update(data["incidents"])
        both["documents"].update(data["documents"])
    return both


def score(incidents: list[Incident], gold: dict[str, Any]) -> Score:
    """Compare `incidents` of the demo's desk with `gold`."""
    result = Score()
    by_key: dict[str, list[tuple[int, Incident]]] = {}
    for incident in incidents:
        told = Counter(key for url in incident.documents for key in gold["documents"][url]["incidents"])
        if not told:
            result.false.append(incident)
            continue
        # A document on three attacks speaks for each of them alike: the place then says which is meant.
        best = max(told, key=lambda k: (told[k], near(incident, gold["incidents"][k]), k))
        key, n = best, told[best]
        by_key.setdefault(key, []).append((n, incident))
        for url in incident.documents:
            if key not in gold["documents"][url]["incidents"]:
                result.misplaced.append((url, key))
    for key, candidates in by_key.items():
        candidates.sort(key=lambda pair: (-pair[0], pair[1].id))
        result.found[key] = candidates[0][1]
        result.parts += [(key, incident) for _, incident in candidates[1:]]
    result.missed = [key for key in gold["incidents"] if key not in by_key]
    for key, incident in result.found.items():
        _slots(key, incident, gold["incidents"][key], result)
    return result


def _slots(key: str, i: Incident, true: dict[str, Any], result: Score) -> None:
    killed = true.get("killed_accepted") or [true["killed_final"]]
    attackers = true["perpetrators_killed"]
    attack, target = true["attack_types"], true["target_types"]
    checks = {
        "date": (_days(i), _same_day(i, true), f"{true['date']['start']}"),
        "place": (f"{i.place.name} {i.place.lat},{i.place.lon}", near(i, true), true["place"]),
        "country": (i.place.country, i.place.country == true["country"], true["country"]),
        "attack": (i.attack_types, bool(set(i.attack_types) & set(attack)), attack),
        "target": (i.target_types, bool(set(i.target_types) & set(target)), target),
        "outcome": (i.outcome, i.outcome == true["outcome"], true["outcome"]),
        "killed": (i.killed, _count(i.killed, killed), true["killed_final"]),
        "injured": (i.injured, _count(i.injured, [true["injured_final"]]), true["injured_final"]),
        "attackers": (i.perpetrators_killed, _count(i.perpetrators_killed, [attackers]), attackers),
        "groups": (i.groups, same_groups(i, true), true["groups"]),
    }  # fmt: skip
    skipped = {"injured": "injured_final", "attackers": "perpetrators_killed"}
    for slot, (got, right, want) in checks.items():
        if slot in skipped and true.get(skipped[slot]) is None:
            continue
        good, n = result.slots.get(slot, (0, 0))
        result.slots[slot] = (good + right, n + 1)
        if not right:
            result.wrong.append((key, slot, f"got {got}, true {want}"))


def _days(i: Incident) -> str:
    return f"{i.date.start}..{i.date.end}"


def _same_day(i: Incident, true: dict[str, Any]) -> bool:
    start, end = date.fromisoformat(true["date"]["start"]), date.fromisoformat(true["date"]["end"])
    got_start, got_end = i.date.start, i.date.end
    if got_start is None or got_end is None:
        return False
    return got_start <= end and got_end >= start and (got_end - got_start).days <= (end - start).days + 1


def _count(count: Count | None, accepted: list[int | None]) -> bool:
    # No toll told and none true: right. A true zero is right when nothing is claimed.
    if count is None:
        return accepted == [None] or 0 in accepted
    return count.best in accepted


def run() -> tuple[Score, dict[str, Any]]:
    """Read the demo into a new desk and return its score and the truth."""
    gold = truth()
    with tempfile.TemporaryDirectory() as folder, Desk.open(Path(folder) / "desk", create=True) as desk:
        account = desk.read([str(path) for path in inputs()])
        assert not account.reasons["fault"], f"the coder failed: {dict(account.left_out)}"
        return score(desk.record.incidents(), gold), gold


def report(result: Score, gold: dict[str, Any]) -> dict[str, Any]:
    """Return the score as plain numbers."""
    return {
        "incidents": len(gold["incidents"]),
        "found": len(result.found),
        "missed": result.missed,
        "false": [i.title for i in result.false],
        "parts": [f"{key}: {i.title}" for key, i in result.parts],
        "misplaced_documents": result.misplaced,
        "slots": {
            name: dict(zip(("right", "n"), result.slots.get(name, (0, 0)), strict=True)) for name in SLOTS
        },
    }


def main() -> None:
    """Print the score, and with --json FILE write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list every wrong value")
    args = parser.parse_args()
    result, gold = run()
    numbers = report(result, gold)
    for name in ("incidents", "found", "missed", "false", "parts", "misplaced_documents"):
        print(f"{name:<20} {numbers[name]}")
    for name, slot in numbers["slots"].items():
        print(f"  {name:<18} {slot['right']}/{slot['n']}")
    if args.wrong:
        for key, slot, what in result.wrong:
            print(f"  {key} {slot}: {what}")
    if args.json:
        args.json.write_text(json.dumps(numbers, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
