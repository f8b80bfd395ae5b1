"""Coding on the tuning part of the written dispatches: `python -m bench.tuning`.

Each sixth dispatch of `training/dispatches` is not fitted; thresholds are tuned on them and errors may be
read there, so the figures flatter a little. What nobody looks into is `python -m bench.held_out`.

A report belongs to the first labelled incident, not yet taken, that its anchor sentence tells of. A false
alarm is a document without incident that has a report; an extra report is one that belongs to no incident.
A toll is "in the range" where its low and high hold the labelled number; the mean width is of those that
have both.

"Where told" and "where not" are of the label: a scope is labelled only where the text says it outright, so
"where not" counts what the coder infers from a group's home or from whom it hit, right or wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bench.agreement import group_key
from tocsin.coding import Coder
from tocsin.model import Count, Document, Incident, Report
from tocsin.resolve import Mention, fuse, sketch
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES, WEAPON_TYPES, Code
from training.dispatches import FOLDER, Dispatch, read_dispatches

EVERY: Final = 6
"""Each sixth dispatch is of the tuning part."""
_LISTS: Final[Mapping[str, Mapping[str, Code]]] = {
    "attack_types": ATTACK_TYPES,
    "weapon_types": WEAPON_TYPES,
    "target_types": TARGET_TYPES,
}


def main() -> None:
    """Print one table and with --json FILE write the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    figures = measure(tuning(), Coder())
    for name, (rate, n) in figures.items():
        print(f"{name:<28}{rate:>8.3f}  n = {n}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def tuning() -> list[Dispatch]:
    """Return the dispatches that the network was not fitted to."""
    return [d for i, d in enumerate(read_dispatches()) if i % EVERY == EVERY - 1]


def corpus_digest() -> str:
    """Return what stands for all written dispatches: 16 hex digits."""
    whole = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.txt")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def measure(dispatches: Sequence[Dispatch], coder: Coder) -> dict[str, tuple[float, int]]:
    """Return (share, how many were asked) by figure."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for dispatch in dispatches:
        document = Document(
            dispatch.id, dispatch.text, dispatch.title, dispatch.published, source=dispatch.source
        )
        reports = coder.code(document).reports
        pairs = paired(dispatch, reports)
        for name, value in _documents(dispatch, reports, pairs):
            asked[name] += 1
            right[name] += value
        for report, number in pairs:
            view = fuse(report.id, [Mention(report, document, sketch(document.text))], sources={}, as_of=None)
            for name, share in _values(view, dispatch.incidents[number - 1]):
                asked[name] += 1
                right[name] += share
    return {name: (round(right[name] / n, 4), n) for name, n in sorted(asked.items())}


def paired(dispatch: Dispatch, reports: Sequence[Report]) -> list[tuple[Report, int]]:
    """Return the reports that belong to a labelled incident, with its number."""
    pairs: list[tuple[Report, int]] = []
    for report in reports:
        taken = {number for _, number in pairs}
        told = [n for s in dispatch.sentences if s.start < report.anchor.end and report.anchor.start < s.end
                for n in s.incidents if n and n not in taken]  # fmt: skip
        if told:
            pairs.append((report, told[0]))
    return pairs


def _documents(
    dispatch: Dispatch, reports: Sequence[Report], pairs: Sequence[tuple[Report, int]]
) -> list[tuple[str, bool]]:
    if not dispatch.incidents:
        return [("false alarms", bool(reports))]
    found = len(pairs)
    return [
        ("relevant", bool(reports)),
        *(("incidents found", n < found) for n in range(len(dispatch.incidents))),
        *(("extra reports", n >= found) for n in range(len(reports))),
    ]


def _values(view: Incident, true: dict[str, Any]) -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    for name in ("killed", "injured", "perpetrators_killed"):
        count, label = getattr(view, name), true[name]
        got = None if count is None else count.best if count.best is not None else count.low
        want = None if label is None else label[1] if label[1] is not None else label[0]
        if want:
            out.append((f"{name}, where told", got == want))
        else:
            out.append((f"{name}, where not", not got))
        if count is not None and want is not None:
            out.append((f"{name}, in the range", holds(count, want)))
        if count is not None and count.low is not None and count.high is not None:
            out.append((f"{name}, mean width", count.high - count.low))
    for name, entries in _LISTS.items():
        want_codes = _finest(true[name], entries)
        if want_codes:
            out.append((f"{name}, any", bool(set(getattr(view, name)) & want_codes)))
            out.append((f"{name}, all", set(getattr(view, name)) == want_codes))
    told = true["scope"] != "unknown"
    out += [("outcome", view.outcome == true["outcome"]), ("scope", view.scope == true["scope"]),
            ("scope, where told" if told else "scope, where not", view.scope == true["scope"])]  # fmt: skip
    got_groups = {(group_key(g.name), g.relation) for g in view.groups}
    want_groups = {(group_key(name), relation) for name, relation in true["groups"]}
    out.append(("groups, where told" if want_groups else "groups, where not",
                want_groups <= got_groups if want_groups else not got_groups))  # fmt: skip
    out += [("groups given, right", one in want_groups) for one in got_groups]
    if true["date"]:
        first, last = true["date"]
        start, end = view.date.start, view.date.end
        out.append(
            ("date", start is not None and end is not None and str(start) <= last and str(end) >= first)
        )
    out.append(("country", view.place.country == true["country"]))
    return out


def holds(count: Count, n: int) -> bool:
    """Tell whether the range of a toll holds `n`."""
    return (count.low or 0) <= n and (count.high is None or n <= count.high)


def _finest(codes: Sequence[str], entries: Mapping[str, Code]) -> set[str]:
    """The codes of a label without those that another is a kind of, as an incident shows them."""
    return set(codes) - {entries[code].broader for code in codes}


if __name__ == "__main__":
    main()
