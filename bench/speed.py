"""Documents a second for each stage and the whole, peak memory, database size: `python -m bench.speed`.

Stages are timed one by one in this process; "store" is the record alone, with made-up reports; "whole" is
`Desk.read` of a JSONL file in which 5 % of the documents are attack dispatches, with its pool of processes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from bench.generated import codings, documents
from tocsin.brief import compose, to_html
from tocsin.coding import code
from tocsin.definitions import load
from tocsin.model import Document, iso
from tocsin.read import read_path
from tocsin.record import Entry, Record
from tocsin.resolve import RESOLVER, judge, sketch

BATCH = 200


def main() -> None:
    """Measure, print one table, and with --json FILE write the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = measure(args.documents, Path(folder))
    for name, stage in result["stages"].items():
        print(f"{name:<28} {stage['documents_per_second']:>10,.0f} documents/s   n = {stage['documents']:,}")
    print(f"{'whole':<28} {result['whole']['documents_per_second']:>10,.0f} documents/s")
    print(f"{'peak memory':<28} {result['peak_memory_mb']:>10,.0f} MB")
    print(f"{'peak memory of a worker':<28} {result['peak_memory_workers_mb']:>10,.0f} MB")
    print(
        f"{'database':<28} {result['database_mb']:>10,.1f} MB for {args.documents:,} documents with reports"
    )
    print(f"{'--help':<28} {result['help_seconds']:>10.3f} s (best of 5)")
    if args.json:
        args.json.write_text(json.dumps(result, indent=2), encoding="utf-8")


def measure(n: int, folder: Path) -> dict[str, Any]:
    """Return the figures for `n` documents, working in `folder`."""
    everything = list(documents(n))
    file = folder / "documents.jsonl"
    file.write_text("\n".join(json.dumps(_line(document)) for document in everything), encoding="utf-8")
    ordinary = list(documents(min(n, 2000), attacks=0.0))
    attacks = list(documents(min(n, 300), attacks=1.0))
    code(attacks[0])  # the gazetteer and the language tables are loaded once, not a cost of each document
    stages = {
        "read (JSONL)": _timed(lambda: read_path(file), n),
        "code, ordinary news": _timed(lambda: map(code, ordinary), len(ordinary)),
        "code, attack dispatches": _timed(lambda: map(code, attacks), len(attacks)),
        "attack dispatches, two cores": _on_two(attacks),
        "sketch": _timed(lambda: (sketch(d.text) for d in ordinary), len(ordinary)),
    }
    stages |= _record(folder / "store.sqlite", everything)
    size = (folder / "store.sqlite").stat().st_size / 1e6
    whole = _whole(file, folder / "desk")
    return {
        "stages": stages,
        "whole": {"documents_per_second": n / whole["seconds"], "documents": n},
        "peak_memory_mb": whole["memory_mb"],
        "peak_memory_workers_mb": whole["workers_mb"],
        "database_mb": size,
        "help_seconds": _help(),
        "cores": os.cpu_count(),
    }


_WHOLE = """
import json, re, resource, sys, time
from pathlib import Path
from tocsin.desk import Desk
if __name__ == "__main__":
    started = time.perf_counter()
    with Desk.open(Path(sys.argv[2]), create=True) as desk:
        desk.read([sys.argv[1]])
    seconds = time.perf_counter() - started
    # The kernel's high-water mark of this process since it was started, in kB.
    own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1))
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"seconds": seconds, "memory_mb": own / 1000, "workers_mb": workers / 1000}))
"""


def _whole(file: Path, desk: Path) -> dict[str, float]:
    """Read `file` in a process of its own, so that what this one holds does not count."""
    program = desk.with_name("whole.py")
    program.write_text(_WHOLE, encoding="utf-8")
    command = [sys.executable, str(program), str(file), str(desk)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _line(document: Document) -> dict[str, Any]:
    return {
        "url": document.name, "title": document.title, "text": document.text,
        "published": iso(document.published), "source": document.source, "language": "en",
    }  # fmt: skip


def _timed(work: Callable[[], Iterable[Any]], n: int) -> dict[str, float]:
    started = time.perf_counter()
    for _ in work():
        pass
    return {"documents_per_second": n / (time.perf_counter() - started), "documents": n}


def _on_two(attacks: list[Document]) -> dict[str, float]:
    """Code attack dispatches in two processes, which are warm before the clock starts."""
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(code, attacks[:20]))
        return _timed(lambda: pool.map(code, attacks, chunksize=5), len(attacks))


def _record(path: Path, everything: list[Document]) -> dict[str, dict[str, float]]:
    entries = [Entry(document, coding) for document, coding in codings(everything)]
    stages = {}
    with Record.open(path) as record:
        stages["store, with reports"] = _timed(lambda: _store(record, entries), len(entries))
        mentions = record.mentions()
        new = mentions[:BATCH]
        stages["judge 200 new against all"] = _timed(lambda: judge(new, mentions[BATCH:]), len(new))
        record.add_judgements(judge(new, []), resolved=[m.report.id for m in mentions], resolver=RESOLVER)
        stages["view: incidents"] = _timed(record.incidents, len(entries))
        stages["brief (HTML)"] = _timed(lambda: [_brief(record, everything)], len(entries))
    return stages


def _brief(record: Record, everything: list[Document]) -> str:
    end = everything[-1].published
    start = everything[max(0, len(everything) - 48)].published
    assert start is not None
    assert end is not None
    page: str = to_html(compose(record, start, end, definition=load("violent-attack"), now=end))
    return page


def _store(record: Record, entries: list[Entry]) -> Iterable[int]:
    stream = iter(entries)
    while batch := list(islice(stream, BATCH)):
        yield record.add(batch).documents


def _help() -> float:
    command = [sys.executable, "-m", "tocsin", "--help"]
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
        times.append(time.perf_counter() - started)
    return min(times)


if __name__ == "__main__":
    main()
