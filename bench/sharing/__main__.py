"""`python -m bench.sharing`: pages, walks and additions of TAXII, and sync between two nodes.

Peers are measured with the same client on the same objects where they can be had: `--peers` makes a virtual
environment for each with `uv` or `pip` and takes it away afterwards.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from bench.sharing import faults, peers, sync
from bench.sharing.objects import batches
from bench.sharing.serving import Served, fill, memory_mb, prepare, running
from tocsin.web.serving import at_rest

Row = dict[str, Any]
LIMIT = 100
SAMPLES = 1000


@click.command()
@click.option("--objects", default=10_000, show_default=True, help="Objects in the first collection.")
@click.option(
    "--many", default=0, show_default=True, help="Objects of the large collection; 0 leaves it out."
)
@click.option("--statements", default=100_000, show_default=True, help="Statements that are synced.")
@click.option("--peers", "with_peers", is_flag=True, help="Install and measure medallion and OpenTAXII, too.")
@click.option(
    "--kills",
    default=0,
    show_default=True,
    help="Kill the receiver so often during sync, beside other faults.",
)
@click.option("--json", "output", type=click.Path(path_type=Path), help="Write the rows as JSON.")
def main(objects: int, many: int, statements: int, with_peers: bool, kills: int, output: Path | None) -> None:
    """Measure and print one table."""
    # The measuring process pauses for its own garbage, too, and would blame the server for it.
    at_rest()
    rows = _taxii(objects)
    if many:
        rows += _large(many)
    if with_peers:
        rows = _beside(rows, peers.measure(objects))
    rows += sync.measure(statements)
    if kills:
        rows += faults.killed(kills)
    for row in rows:
        click.echo("  ".join(f"{key} {_told(value)}" for key, value in row.items() if value is not None))
    if output:
        output.write_text(json.dumps({"rows": rows}, indent=1) + "\n", encoding="utf-8")


def _taxii(count: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        collection, token = prepare(desk)
        with running(desk, collection, token) as server:
            before = memory_mb(server.process)
            rows = [_row("POST, validated and durable", count, adding(server, count))]
            rows += pages(server, count)
            rows.append(_row("full walk, limit 1000", count, walking(server, count)))
            after = memory_mb(server.process)
            return [*rows, {"work": "memory of the server, MB", "n": count, "before": before, "after": after}]


def _large(count: int) -> list[Row]:
    """Return how long a page takes in a collection too large to be added over HTTP in good time."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        collection, token = prepare(desk)
        fill(desk, collection, count)
        with running(desk, collection, token) as server:
            before = memory_mb(server.process)
            rows = pages(server, count)
            after = memory_mb(server.process)
            return [*rows, {"work": "memory of the server, MB", "n": count, "before": before, "after": after}]


def adding(server: Served, count: int) -> float:
    """Return the seconds that adding `count` objects takes, 1000 an envelope."""
    bodies = [json.dumps({"objects": batch}, separators=(",", ":")) for batch in batches(count, 1000)]
    start = time.perf_counter()
    with server.client() as client:
        for body in bodies:
            answer = client.post(server.objects, content=body).json()
            if answer["failure_count"]:
                raise RuntimeError(str(answer["failures"][0]))
    return time.perf_counter() - start


def pages(server: Served, count: int) -> list[Row]:
    """Return the median and the 99th percentile of a first page, in seconds."""
    taken = []
    with server.client() as client:
        for _ in range(SAMPLES):
            start = time.perf_counter()
            body = client.get(server.objects, params={"limit": LIMIT}).content
            taken.append(time.perf_counter() - start)
            if body.count(b'"type":"incident"') != LIMIT:
                raise RuntimeError("the page is not whole")
    quantiles = statistics.quantiles(taken, n=100)
    return [
        _row(f"page of {LIMIT}, p50", count, statistics.median(taken)),
        _row(f"page of {LIMIT}, p99", count, quantiles[98]),
    ]


def walking(server: Served, count: int) -> float:
    """Return the seconds of a walk over everything, 1000 a page."""
    seen, params = 0, {"limit": "1000"}
    start = time.perf_counter()
    with server.client() as client:
        while True:
            body = json.loads(client.get(server.objects, params=params).content)
            seen += len(body["objects"])
            if not body["more"]:
                break
            params = {"limit": "1000", "next": body["next"]}
    if seen != count:
        raise RuntimeError(f"{seen} of {count} objects seen")
    return time.perf_counter() - start


def _row(work: str, n: int, seconds: float) -> Row:
    return {"work": work, "n": n, "ours_s": round(seconds, 5), "peer": None, "peer_s": None, "ratio": None,
            "same_answer": True}  # fmt: skip


def _beside(rows: list[Row], measured: list[Row]) -> list[Row]:
    made = []
    for row in rows:
        others = [m for m in measured if m["work"] == row["work"] and m["peer_s"]]
        made += [row | m | {"ratio": round(m["peer_s"] / row["ours_s"], 2)} for m in others] or [row]
    return made + [m for m in measured if m["work"] not in {r["work"] for r in rows}]


def _told(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
