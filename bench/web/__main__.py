"""The desk in a browser at size: `python -m bench.web [--json FILE]`.

The server runs in a process of its own over a desk of 100,000 generated incidents; the readers are another
process. Cold is the first answer after the record changed, warm what readers get while it stays. The browser
is headless Chromium with software rendering.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx

from bench.web.browsing import keys, map_idle
from bench.web.generated import make

LISTS: Final = (
    "limit=50", "limit=50&order=deadliest", "country=FR&limit=50", "killed=20&limit=50",
    "attack=bombing&limit=50",
    "since=2026-01-01&limit=50", "definition=deadly-attack&limit=50", "group=Group 7&limit=50",
    "box=-10,35,40,60&limit=50", "text=town 12&limit=50",
)  # fmt: skip
TODAY: Final = "/?on=2026-11-19"
READERS: Final = 50
ASKED: Final = 20
"""Requests of each reader."""


def main() -> None:
    """Measure, print one table, and with --json FILE write the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--shown", type=int, default=20_000, help="incidents on the map")
    parser.add_argument("--desk", type=Path, help="where the desk is made, to be used again")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = args.desk or Path(folder)
        rows = measure(place, args.incidents, args.shown)
    for row in rows:
        print(f"{row['work']:<58} {row['value']:>10,.1f} {row['unit']:<10} asked {row['asked']}")
    if args.json:
        args.json.write_text(json.dumps({"rows": rows}, indent=1), encoding="utf-8")


def measure(place: Path, incidents: int, shown: int) -> list[dict[str, Any]]:
    """Return one row a figure."""
    for size in (incidents, shown):
        make(place / f"desk{size}", size)
    with Server(place / f"desk{incidents}") as large:
        rows = [*pages(large), *lists(large), *crowd(large)]
    with Server(place / f"desk{shown}") as some:
        rows += map_idle(some.url, shown)
    return rows + keys()


class Server:
    """`tocsin serve` in its own process, over one desk."""

    def __init__(self, desk: Path) -> None:
        """Start it on a free port."""
        command = [sys.executable, "-m", "tocsin", "serve", "--port", "0", "--desk", str(desk)]
        settings = desk / "tocsin.toml"
        settings.write_text("[web]\nrequests_per_minute = 10000000\n", encoding="utf-8")
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own
        assert self.process.stderr is not None
        self.url = self.process.stderr.readline().split()[4].rstrip("/")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.client = httpx.Client(base_url=self.url, timeout=300)
        while _refused(self.client):
            time.sleep(0.1)

    def ask(self, path: str) -> httpx.Response:
        """Ask as a browser does that goes where it is sent."""
        return self.client.get(path, follow_redirects=True)

    def __enter__(self) -> Server:
        """Return the server."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.client.close()
        self.process.terminate()
        self.process.wait(timeout=20)


def _refused(client: httpx.Client) -> bool:
    try:
        return client.get("/api/definitions").status_code != 200
    except httpx.TransportError:
        return True


def pages(server: Server) -> list[dict[str, Any]]:
    """The first page (today) and the map's: cold and warm, and the bytes of the first with all it loads."""
    rows = []
    for name, path in (("today", TODAY), ("map", "/map"), ("review", "/review")):
        cold = timed(server.ask, path)
        warm = percentile([timed(server.ask, path) for _ in range(40)], 50)
        rows.append(row(f"{name}: first answer after a change", cold * 1000, "ms", "–"))
        rows.append(row(f"{name}: median while the record stays", warm * 1000, "ms", "150"))
    sizes = [_size(server.client, path) for path in (TODAY, *_loaded(server.client, TODAY))]
    rows.append(row("first page with all it loads, compressed", sum(sizes) / 1000, "KB", "300"))
    return rows


def _loaded(client: httpx.Client, path: str) -> list[str]:
    page = client.get(path).text
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', page)


def _size(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        return sum(len(part) for part in answer.iter_raw())


def lists(server: Server) -> list[dict[str, Any]]:
    """The API's list: each query cold once (p99 over varied pages), then warm."""
    cold = []
    for query in LISTS:
        after = ""
        for _ in range(12):
            started = time.perf_counter()
            answer = server.client.get(f"/api/incidents?{query}{after}")
            cold.append(time.perf_counter() - started)
            following = answer.json()["next"]
            if following is None:
                break
            after = f"&after={following}"
    warm = [timed(server.ask, f"/api/incidents?{query}") for query in LISTS for _ in range(30)]
    return [
        row(f"API list, {len(cold)} different pages: p50", percentile(cold, 50) * 1000, "ms", "–"),
        row("API list, different pages: p99", percentile(cold, 99) * 1000, "ms", "50"),
        row("API list, asked again: p99", percentile(warm, 99) * 1000, "ms", "50"),
    ]


def crowd(server: Server) -> list[dict[str, Any]]:
    """50 readers at once, each going through pages without a pause."""
    found = server.client.get("/api/incidents?limit=40").json()["incidents"]
    paths = [TODAY, "/map", "/map?country=FR", "/api/incidents?limit=50"]
    paths += [f"/incidents/{i['id']}" for i in found[:8]]
    for path in paths:
        server.client.get(path)
    taken: list[float] = []

    def read(number: int) -> None:
        with httpx.Client(base_url=server.url, timeout=120) as client:
            for step in range(ASKED):
                taken.append(timed(client.get, paths[(number + step) % len(paths)]))

    started = time.perf_counter()
    readers = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    a_second = len(taken) / (time.perf_counter() - started)
    return [
        row(f"{READERS} readers at once, no pause: p50", percentile(taken, 50) * 1000, "ms", "–"),
        row(f"{READERS} readers at once, no pause: p99", percentile(taken, 99) * 1000, "ms", "300"),
        row(f"{READERS} readers at once: answers", a_second, "a second", "–"),
    ]


def row(work: str, value: float, unit: str, asked: str) -> dict[str, Any]:
    """Return one line of the table."""
    return {"work": work, "value": round(value, 2), "unit": unit, "asked": asked}


def timed(act: Callable[[str], Any], path: str) -> float:
    """Return the seconds that `act` takes with `path`."""
    started = time.perf_counter()
    act(path)
    return time.perf_counter() - started


def percentile(values: list[float], share: int) -> float:
    """Return the value that `share` per cent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


if __name__ == "__main__":
    main()
