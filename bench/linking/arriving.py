"""One new report into a record: stored, judged against what is near, the view caught up, with the real store.

The reports that are there already are stored with their statements and count as judged; in a dense record
each was judged when it came.
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
from bench.linking.scoring import score
from tocsin.model import Coding, Document, Report, Span, Statement
from tocsin.record import Entry, Judging, Record
from tocsin.resolve import RESOLVER, bulk, judge

NEW: Final = 500
WARM: Final = 20
"""So many come first and are not counted: a desk that watches is at work already."""
BATCH: Final = 2000
MONTH: Final = 30
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


def measure_dense(n: int) -> dict[str, Any]:
    """Return what each of `n` reports of a month costs where every one was judged when it came, by fifths.

    All are worded alike, so that likely pairs chain from one attack to the next.
    """
    columns, event = archive(n, days=MONTH)
    took, number = [], {}
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "record.sqlite") as record:
        for i in range(n):
            entry = _entry(columns, i)
            number[_report(entry)] = i
            took.append(_arrive(record, entry))
        found = [tuple(number[report] for report in incident.reports) for incident in record.incidents()]
    wall = np.array_split(np.array(took)[:, 0] * 1000, 5)
    parts = {
        f"fifth {i}": {"p50": float(np.percentile(part, 50)), "p99": float(np.percentile(part, 99))}
        for i, part in enumerate(wall, 1)
    }
    return {"wall_ms": parts} | score(found, event.tolist())


def _report(entry: Entry) -> str:
    assert entry.coding is not None
    return entry.coding.reports[0].id


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
