"""Coding on labelled dispatches that it was not written with: `python -m bench.held_out`.

Part 1 and 2 were written by hands that had not seen the coder, and are frozen: the digests below are checked
before anything is measured. Nobody tunes on them; whoever looks at single errors here spends the set.

Reports and labelled incidents of one document are paired one to one, the most alike in place and day first.
An incident is found when a report is paired with it; a false alarm is a document without incident that has a
report; an extra report is one more than the incidents of the document.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.agreement import near, same_groups
from bench.tuning import holds
from tocsin.coding import code
from tocsin.model import Incident
from tocsin.read import Rejected, read_path
from tocsin.resolve import Mention, fuse, sketch

FOLDER = Path(__file__).parent / "held_out"
PARTS = ("part1", "part2")


@dataclass(slots=True)
class Tally:
    """Counts over all dispatches; `slots` maps a slot to how often it was right and how often asked."""

    documents: int = 0
    with_attack: int = 0
    relevant: int = 0
    called_relevant: int = 0
    right_relevant: int = 0
    incidents: int = 0
    found: int = 0
    false: int = 0
    false_documents: Counter[str] = field(default_factory=Counter)
    missed_kinds: Counter[str] = field(default_factory=Counter)
    extra: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Print one table and with --json FILE write the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    check_digests()
    result = report(measure())
    for name, value in result.items():
        print(f"{name:<24} {value}")
    if args.json:
        args.json.write_text(json.dumps(result, indent=2), encoding="utf-8")


def check_digests() -> None:
    """Raise SystemExit where a frozen file is not what it was when it was frozen."""
    frozen = json.loads((FOLDER / "digests.json").read_text(encoding="utf-8"))
    for name, digest in frozen.items():
        found = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        if found != digest:
            raise SystemExit(f"{name} has changed since it was frozen: expected {digest}, found {found}")


def measure() -> Tally:
    """Code every dispatch and compare it with its label."""
    tally = Tally()
    for _, views, label in coded():
        _compare(views, label, tally)
    return tally


def coded() -> Iterator[tuple[str, list[Incident], dict[str, Any]]]:
    """Yield each dispatch's text, what its reports say and its label."""
    for part in PARTS:
        lines = (FOLDER / f"{part}_labels.jsonl").read_text(encoding="utf-8").splitlines()
        labels = {label["url"]: label for label in map(json.loads, lines)}
        for document in read_path(FOLDER / f"{part}.jsonl"):
            assert not isinstance(document, Rejected), document
            marks = sketch(document.text)
            reports = code(document).reports
            views = [fuse(r.id, [Mention(r, document, marks)], sources={}, as_of=None) for r in reports]
            yield document.text, views, labels[document.name]


def paired() -> Iterator[tuple[str, Incident | None, dict[str, Any]]]:
    """Yield each labelled incident with the text and what the report paired with it says, None for none."""
    for text, views, label in coded():
        found = {id(true): view for view, true in _match(views, label["incidents"])}
        yield from ((text, found.get(id(true)), true) for true in label["incidents"])


def _compare(views: list[Incident], label: dict[str, Any], tally: Tally) -> None:
    true = label["incidents"]
    tally.documents += 1
    tally.with_attack += bool(true)
    tally.called_relevant += bool(views)
    tally.right_relevant += bool(views and true)
    tally.incidents += len(true)
    if not true:
        tally.false += len(views)
        tally.false_documents[label["kind"]] += bool(views)
        return
    pairs = _match(views, true)
    tally.found += len(pairs)
    tally.missed_kinds[label["kind"]] += len(true) - len(pairs)
    tally.extra += max(0, len(views) - len(true))
    for view, incident in pairs:
        _slots(view, incident, tally)


def _match(views: list[Incident], true: list[dict[str, Any]]) -> list[tuple[Incident, dict[str, Any]]]:
    """Pair reports with labelled incidents one to one, the most alike first."""
    scored = sorted(
        ((_alike(v, t), -i, -j) for i, v in enumerate(views) for j, t in enumerate(true)), reverse=True
    )
    pairs, used_views, used_true = [], set(), set()
    for _, i, j in scored:
        if -i not in used_views and -j not in used_true:
            used_views.add(-i)
            used_true.add(-j)
            pairs.append((views[-i], true[-j]))
    return pairs


def _alike(view: Incident, true: dict[str, Any]) -> int:
    same_country = bool(view.place.country == true["country"])
    return 4 * near(view, true) + 2 * same_country + _days(view, true)


def _slots(view: Incident, true: dict[str, Any], tally: Tally) -> None:
    right: dict[str, int] = {
        "date": _days(view, true),
        "date, exact": _exact(view, true),
        "country": view.place.country == true["country"],
        "place within 25 km": near(view, true),
        "attack type": bool(set(view.attack_types) & set(true["attack_types"])),
        "target type": bool(set(view.target_types) & set(true["target_types"])),
        "outcome": view.outcome == true["outcome"],
        "scope": view.scope == true["scope"],
        "groups": same_groups(view, true),
    }
    for name in ("killed", "injured", "perpetrators_killed"):
        count = getattr(view, name)
        got = None if count is None else count.best if count.best is not None else count.low
        label = true[name]
        want = None if label is None else label["best"] if label["best"] is not None else label["low"]
        right[name] = (got or 0) == (want or 0)
        if want:
            right[f"{name}, where told"] = got == want
        if count is not None and want is not None:
            right[f"{name}, in the range"] = holds(count, want)
        if count is not None and count.low is not None and count.high is not None:
            right[f"{name}, mean width"] = count.high - count.low
    for name, value in right.items():
        tally.asked[name] += 1
        tally.right[name] += value


def _days(view: Incident, true: dict[str, Any]) -> bool:
    start, end = view.date.start, view.date.end
    first, last = date.fromisoformat(true["date"]["start"]), date.fromisoformat(true["date"]["end"])
    if start is None or end is None:
        return False
    return start <= last and end >= first and end - start <= last - first + timedelta(days=2)


def _exact(view: Incident, true: dict[str, Any]) -> bool:
    return (str(view.date.start), str(view.date.end)) == (true["date"]["start"], true["date"]["end"])


def report(tally: Tally) -> dict[str, Any]:
    """Return the tally as rates between 0 and 1, each with its n."""
    return {
        "documents": tally.documents,
        "incidents": tally.incidents,
        "found": _rate(tally.found, tally.incidents),
        "false_alarms": _rate(sum(tally.false_documents.values()), tally.documents - tally.with_attack),
        "extra_reports": tally.extra,
        "relevance_precision": _rate(tally.right_relevant, tally.called_relevant),
        "relevance_recall": _rate(tally.right_relevant, tally.with_attack),
        "slots": {name: _rate(tally.right[name], n) for name, n in tally.asked.items()},
        "false_by_kind": {kind: n for kind, n in tally.false_documents.items() if n},
        "missed_by_kind": {kind: n for kind, n in tally.missed_kinds.items() if n},
    }


def _rate(right: int, n: int) -> dict[str, Any]:
    return {"rate": round(right / n, 4) if n else None, "right": right, "n": n}


if __name__ == "__main__":
    main()
