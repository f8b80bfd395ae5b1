"""Other people's records: a million rows of which one in a hundred is broken, read and stored.

`python -m bench.datasets [--rows N] [--stored N] [--ucdp CSV] [--json FILE]`

Rows are invented, in UCDP's published layout. Reported: rows a second of the importer alone and into a record
(CPU time of this process), the peak of memory, whether each broken row is listed and each good one taken.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from tocsin.datasets import DATASETS, Imported, Item, LeftOut, read_dataset
from tocsin.desk import Desk

COLUMNS: Final = (
    "id", "year", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "adm_1",
    "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "source_article",
)  # fmt: skip
BROKEN: Final[tuple[dict[str, Any], ...]] = (
    {"best": -4}, {"latitude": 113.1, "longitude": 8.7}, {"date_start": "31/12/2014"},
    {"date_end": "1999-01-01"}, {"type_of_violence": 9}, {"high": "many"},
)  # fmt: skip
EVERY: Final = 100
"""One row in so many is broken."""


def rows(n: int) -> Iterator[dict[str, Any]]:
    """Yield `n` invented rows in the layout of UCDP GED."""
    start = date(2014, 1, 1)
    for i in range(n):
        day = start + timedelta(days=i % 3650)
        row = {
            "id": i, "year": day.year, "type_of_violence": 1 + i % 3, "side_a": "Government of Nigeria",
            "side_b": "Front of the North", "where_prec": 1 + i % 4, "where_coordinates": f"Town {i % 5000}",
            "adm_1": f"State {i % 37}", "latitude": 6 + i % 600 / 100, "longitude": 4 + i % 900 / 100,
            "country": "Nigeria", "event_clarity": 1, "date_prec": 1, "date_start": f"{day} 00:00:00.000",
            "date_end": f"{day} 00:00:00.000", "deaths_a": 0, "deaths_b": 1, "deaths_civilians": i % 9,
            "deaths_unknown": 0, "best": 1 + i % 9, "high": 2 + i % 9, "low": 1,
            "source_article": '"Paper,2014-01-02,What happened, and to whom"',
        }  # fmt: skip
        yield row | (BROKEN[i // EVERY % len(BROKEN)] if i % EVERY == EVERY - 1 else {})


def write(path: Path, n: int) -> None:
    """Write `n` rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(n))


def importer(path: Path, name: str) -> dict[str, Any]:
    """Read the file at `path` and hold nothing of it."""
    began, found = time.process_time(), Counter[str]()
    for item in read_dataset(path, DATASETS[name]):
        found[_kind(item)] += 1
    seconds = time.process_time() - began
    total = sum(found.values())
    return {"work": "importer", "rows": total, "seconds": round(seconds, 2),
            "rows_per_second": round(total / seconds), "taken": found["taken"],
            "broken": found["broken"]}  # fmt: skip


def _kind(item: Item) -> str:
    return "taken" if isinstance(item, Imported) else "left_out" if isinstance(item, LeftOut) else "broken"


def stored(path: Path, folder: Path) -> dict[str, Any]:
    """Read the file into a desk, without comparing its rows with one another."""
    from tocsin.desk import importing
    from tocsin.desk.account import Account
    from tocsin.desk.refusals import Refusals

    began, account = time.process_time(), Account()
    with Desk.open(folder, create=True) as desk, Refusals(folder / "rejected.jsonl") as refusals:
        for _ in importing.take(desk.record, path, DATASETS["ucdp-ged"], account, refusals):
            pass
    seconds = time.process_time() - began
    total = account.new + account.known + account.unreadable
    listed = len((folder / "rejected.jsonl").read_text(encoding="utf-8").splitlines())
    return {"work": "into a record", "rows": total, "seconds": round(seconds, 2),
            "rows_per_second": round(total / seconds), "taken": account.new, "broken": listed}  # fmt: skip


def measure(n: int, kept: int, ucdp: Path | None) -> dict[str, Any]:
    """Return the table."""
    table = []
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder) / "rows.csv", Path(folder) / "part.csv"
        write(whole, n)
        write(part, kept)
        table.append(importer(whole, "ucdp-ged"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.append(stored(part, Path(folder) / "desk"))
    if ucdp is not None:
        table.append(importer(ucdp, "ucdp-ged") | {"work": f"importer, {ucdp.name}"})
    return {
        "rows": table,
        "broken_expected": n // EVERY,
        "peak_memory_mb": round(peak),
        "peak_memory_stored_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Print the table, and write it as JSON if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--stored", type=int, default=50_000)
    parser.add_argument("--ucdp", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    result = measure(asked.rows, asked.stored, asked.ucdp)
    print(f"{'work':<36}{'rows':>10}{'CPU s':>9}{'rows/s':>9}{'taken':>10}{'broken':>8}")
    for row in result["rows"]:
        print(
            f"{row['work']:<36}{row['rows']:>10,}{row['seconds']:>9}{row['rows_per_second']:>9,}"
            f"{row['taken']:>10,}{row['broken']:>8,}"
        )
    alone, both = result["peak_memory_mb"], result["peak_memory_stored_mb"]
    print(f"peak memory: importer {alone} MB, with the record {both} MB")
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
