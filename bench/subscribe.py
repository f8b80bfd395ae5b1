"""How long a pass of `tocsin subscribe send` takes on a large record: `python -m bench.subscribe`.

The record is made up (bench/web/generated.py: one document, one report, one incident each, over five years).
Feeds take what is told, so that no receiver's time is in the figures. Passes are timed on a desk opened anew,
as cron opens it: the first ever, the next where nothing has changed, and one after ten more attacks.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any, Final

from bench.web.generated import LAST, entries, make
from tocsin.desk import Desk
from tocsin.release import ANYONE, Marking
from tocsin.resolve import RESOLVER
from tocsin.share.sharing import Sharing
from tocsin.subscribe.schedule import Schedule
from tocsin.subscribe.subscription import Selection, Subscription
from tocsin.subscribe.telling import Teller

NOW: Final = datetime.combine(LAST, clock_time(23), UTC)
NEW: Final = 10
ASKED: Final = {
    "everything": Subscription("feed", "", Selection(), Schedule(at_once=0)),
    "sahel": Subscription("feed", "", Selection(region="Sahel"), Schedule(at_once=0)),
    "grave": Subscription("feed", "", Selection(severity=5), Schedule(at_once=20, daily=clock_time(6))),
    "worship": Subscription("feed", "", Selection(targets=("worship",)), Schedule(daily=clock_time(6))),
    "quoted": Subscription("feed", "", Selection(region="Europe"), Schedule(at_once=0), language="fr"),
}


def prepare(folder: Path, incidents: int) -> None:
    """Make the desk, mark all of it, and subscribe."""
    make(folder, incidents)
    with Desk.open(folder) as desk:
        if desk.record.outbox.all():
            return
        sharing = Sharing(desk.record, None)  # type: ignore[arg-type]  # no key is needed to mark
        sharing.mark("default", "", Marking("CLEAR", frozenset({ANYONE})), by="bench")
        for name, asked in ASKED.items():
            desk.record.outbox.add(name, asked.to_json(), NOW - timedelta(days=30))


def grow(folder: Path, incidents: int) -> None:
    """Add `NEW` attacks of the last day."""
    with Desk.open(folder) as desk:
        made = list(entries(range(incidents, incidents + NEW), incidents + NEW))
        desk.record.add(made)
        ids = [report.id for one in made if one.coding for report in one.coding.reports]
        desk.record.add_judgements([], resolved=ids, resolver=RESOLVER)


def passed(folder: Path, at: datetime) -> dict[str, Any]:
    """Make a pass on a desk opened anew; return its seconds and how many messages it made."""

    def clock() -> datetime:
        return at

    return _timed(lambda: _pass(folder, clock))


def _pass(folder: Path, clock: Callable[[], datetime]) -> int:
    with Desk.open(folder) as desk:
        return Teller(desk, clock).run().composed


def _timed(work: Callable[[], int]) -> dict[str, Any]:
    start = time.perf_counter()
    composed = work()
    return {"seconds": round(time.perf_counter() - start, 3), "messages": composed}


def measure(folder: Path, incidents: int) -> dict[str, Any]:
    """Return the passes at a size, in order, with the memory of the process at its peak (MB)."""
    prepare(folder, incidents)
    rows = {"first": passed(folder, NOW)}
    rows["unchanged"] = passed(folder, NOW + timedelta(minutes=5))
    grow(folder, incidents)
    rows["ten more"] = passed(folder, NOW + timedelta(minutes=10))
    rows["unchanged again"] = passed(folder, NOW + timedelta(minutes=15))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"incidents": incidents, "subscriptions": len(ASKED), "passes": rows, "peak_memory_mb": peak}


def main() -> None:
    """Print a line for each pass, and with --json FILE write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--incidents", type=int, nargs="+", default=[20_000])
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = []
    for incidents in asked.incidents:
        with tempfile.TemporaryDirectory() as folder:
            row = measure(Path(folder) / "desk", incidents)
        found.append(row)
        for name, one in row["passes"].items():
            print(f"{incidents:>8,}  {name:<16} {one['seconds']:>8.2f} s  {one['messages']} messages")
        print(f"{incidents:>8,}  peak memory {row['peak_memory_mb']:,} MB")
    if asked.json:
        asked.json.write_text(json.dumps({"rows": found}, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
