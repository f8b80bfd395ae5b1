"""One new report into a record: stored, judged against what is near, the view caught up, with the real store.

The reports that are there already are stored with their statements and count as judged.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.linking.generated import archive
from tocsin.model import Coding, Document, Report, Span, Statement
from tocsin.record import Entry, Judging, Record
from tocsin.resolve import RESOLVER, bulk, judge

NEW: Final = 500
WARM: Final = 20
"""So many come first and are not counted: a desk that watches is at work already."""
BATCH: Final = 2000
START: Final = datetime(2012, 5, 1, tzinfo=UTC)


def measure(n: int) -> dict[str, Any]:
    """Return the milliseconds that each of `NEW` reports takes, by the clock and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        with Record.open(path) as record:
            stream = entries(n + WARM + NEW)
            while batch := list(islice(stream, min(BATCH, n))):
                record.add(batch)
                ids = [entry.coding.reports[0].id for entry in batch if entry.coding]
                record.add_judgements([], resolved=ids, resolver=RESOLVER)
                n -= len(batch)
                if n == 0:
                    break
            took = [_arrive(record, entry) for entry in stream][WARM:]
        size = path.stat().st_size
    wall, cpu = np.array(took).T * 1000
    return {
        "wall_ms": {"p50": float(np.percentile(wall, 50)), "p99": float(np.percentile(wall, 99))},
        "cpu_ms": {"p50": float(np.percentile(cpu, 50)), "p99": float(np.percentile(cpu, 99))},
        "n": NEW,
        "record_mb": size / 1e6,
    }


def _arrive(record: Record, entry: Entry) -> tuple[float, float]:
    """Do what a desk does with a report that came."""
    started, used = time.perf_counter(), time.process_time()
    record.add([entry], by=Judging(RESOLVER, judge))
    return time.perf_counter() - started, time.process_time() - used


def entries(n: int) -> Iterator[Entry]:
    """Return `n` made-up dispatches with their codings."""
    columns, _ = archive(n)
    for i in range(n):
        yield _entry(columns, i)


def _entry(columns: bulk.Columns, i: int) -> Entry:
    day = datetime.fromordinal(int(columns.day[i])).replace(tzinfo=UTC)
    town, kind, killed = int(columns.town[i]), bulk.KINDS[int(columns.kind[i])], int(columns.killed[i])
    text = f"An attack hit town {town} on {day:%d %B}. Officials gave {killed} as the number of dead. ({i})"
    told = day + timedelta(hours=12)
    document = Document(
        f"https://paper{i % 400}.example/{i}", text, None, told, told, "en", f"paper{i % 400}"
    )
    anchor = Span(0, text.index(".") + 1)
    report = Report(document.id, anchor, 0.9, (), "bench")
    values: list[tuple[str, Any]] = [
        ("date", {"start": f"{day:%Y-%m-%d}", "end": f"{day:%Y-%m-%d}", "precision": "day"}),
        ("attack_type", kind),
        ("outcome", "completed"),
    ]
    if killed >= 0:
        values.append(("killed", {"low": killed, "best": killed, "high": killed}))
    if town >= 0:
        point = {"lat": float(columns.lat[i]), "lon": float(columns.lon[i]), "radius_km": 8.0}
        country = f"{chr(65 + int(columns.country[i]) // 26)}{chr(65 + int(columns.country[i]) % 26)}"
        values.append(("place", {"name": f"Town {town}", "country": country, "precision": "city"} | point))
    said = tuple(
        Statement(report.id, name, value, document.id, 0, anchor.end, anchor.of(text), said_at=told,
                  confidence=0.9, coder="bench")
        for name, value in values
    )  # fmt: skip
    told_of = Report(document.id, anchor, 0.9, said, "bench")
    return Entry(document, Coding(document.id, True, 0.9, "en", True, (told_of,), coder="bench"))
