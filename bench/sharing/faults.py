"""Two nodes through whatever goes wrong: then both hold exactly what the rule says, once.

Each round the giver has something new, and now and then something taken back; a receiver of its own process
pulls and is killed with SIGKILL while it does. In turns the giver is killed, too, the line is cut either way,
and the receiver's disk is full. The clocks of the two differ by hours all the time.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.sharing import sync
from bench.sharing.cutting import CuttingRelay
from bench.sharing.serving import free_port, start
from tocsin.desk import Desk
from tocsin.share.answers import unanswered
from tocsin.share.node import open_node
from tocsin.share.sharing import Sharing

FIRST: Final = 140
"""Documents that the giver begins with."""
EACH_ROUND: Final = 8
HOURS: Final = {"north": 5, "south": -7}
DISK_MB: Final = 48
_CLOCK: Final = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long ahead(void) { const char *s = getenv("SECONDS_AHEAD"); return s ? atol(s) : 0; }
int clock_gettime(clockid_t id, struct timespec *at) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int done = real(id, at);
    if (id == CLOCK_REALTIME) at->tv_sec += ahead();
    return done;
}
"""


@dataclass
class Tally:
    """What was done to the two."""

    receiver_killed: int = 0
    giver_killed: int = 0
    pulls: int = 0
    disk_full: int = 0
    notes: list[str] = field(default_factory=list)


def killed(times: int) -> list[dict[str, Any]]:
    """Go on until the receiver was killed `times` times in the middle of a pull; return what came of it."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tally = Tally()
        with _small_disk(folder / "south", tally):
            cuts = _rounds(folder, times, tally)
            wrong = differences(folder)
    told = f"receiver killed {tally.receiver_killed}, giver {tally.giver_killed}, line cut {cuts['question']}"
    told += f"+{cuts['answer']} (asking+answering), disk full {tally.disk_full}, pulls {tally.pulls}"
    row = {
        "work": told, "n": tally.receiver_killed, "ours_s": round(time.perf_counter() - began, 1),
        "peer": "; ".join([*tally.notes, *wrong]) or None, "peer_s": None, "ratio": None,
        "same_answer": not wrong,
    }  # fmt: skip
    return [row]


def _rounds(folder: Path, times: int, tally: Tally) -> dict[str, int]:
    rng = random.Random(1)  # noqa: S311 - no secret
    sync.two_nodes(folder, FIRST * sync.EACH)
    clock = _shifting(folder, tally)
    port = free_port()
    giver = start(folder / "north", port, environment=clock["north"])
    relay = CuttingRelay(port, 2)
    made = FIRST
    try:
        number = 0
        while tally.receiver_killed < times:
            number += 1
            made = _news(folder / "north", made, number)
            if number % 7 == 0:
                giver.kill()
                giver.wait()
                giver = start(folder / "north", port, environment=clock["north"])
                tally.giver_killed += 1
            relay.cutting = number % 3 == 0
            full = number % 5 == 0 and not tally.notes
            with _full(folder / "south" if full else None):
                _pull(folder, relay.port, clock["south"], rng, tally, full=full, patient=relay.cutting)
        relay.cutting = False
        _last(folder, relay.port, clock["south"])
    finally:
        giver.kill()
        giver.wait()
        relay.close()
    return relay.cuts


def _pull(
    folder: Path, port: int, environment: Mapping[str, str], rng: random.Random, tally: Tally, *, full: bool,
    patient: bool,
) -> None:  # fmt: skip
    """Start a pull and kill it in the middle; one on a full disk or a line that is cut may end by itself."""
    process = _puller(folder, port, environment)
    assert process.stdout is not None
    process.stdout.readline()
    tally.pulls += 1
    try:
        status = process.wait(60 if full or patient else rng.uniform(0.0, 0.35))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        tally.receiver_killed += 1
        if tally.receiver_killed % 10 == 0:
            print(tally, file=sys.stderr, flush=True)
        return
    said = process.stderr.read().decode() if process.stderr else ""
    tally.disk_full += full and status != 0 and "disk" in said


def _last(folder: Path, port: int, environment: Mapping[str, str]) -> None:
    """Pull with nothing in the way. On a slow machine that may need more than one try, as for a person."""
    said = b""
    for _ in range(5):
        process = _puller(folder, port, environment)
        _, said = process.communicate(timeout=600)
        if not process.returncode:
            return
    raise RuntimeError(f"the last pull, with nothing in its way, failed: {said.decode()[-500:]}")


def _puller(folder: Path, port: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "bench.sharing.faults",
        str(folder / "south"),
        f"http://127.0.0.1:{port}/",
    ]
    return subprocess.Popen(  # noqa: S603 - our own module
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )


def _news(folder: Path, made: int, number: int) -> int:
    """Give the giver documents, every fourth of a source that nobody may have; take one back now and then."""
    with Desk.open(folder) as desk:
        entries = [sync.entry(n, "closed" if n % 4 == 0 else "wire") for n in range(made, made + EACH_ROUND)]
        desk.record.add(entries)
        if number == 1:
            Sharing(desk.record, open_node(folder)).mark("source", "closed", None, by="bench")
        if number % 4 == 0:
            wanted = f"https://news.example/{number}"
            desk.record.withdraw(document=wanted, reason="wrong", by="bench")
    return made + EACH_ROUND


def differences(folder: Path) -> list[str]:
    """Return what is not as it should be, each in a line."""
    found: list[str] = []
    with Desk.open(folder / "north") as north, Desk.open(folder / "south") as south:
        giver, taker = (Sharing(d.record, open_node(d.folder)) for d in (north, south))
        for desk in (north, south):
            desk.record.catch_up()
            found += [f"{desk.folder.name}: {fault}" for fault in desk.record.check()]
        mentions = north.record.mentions()
        due = sorted(s.id for m in mentions if m.document.source != "closed" for s in m.report.statements)
        had = sorted(s.id for m in south.record.mentions() for s in m.report.statements)
        if had != due:
            found.append(f"south holds {len(had)} statements, {len(due)} are due")
        items = [_reports(giver, ""), _reports(taker, "north")]
        closed = len({m.report.document for m in mentions if m.document.source == "closed"})
        if len(items[0]) - closed != len(items[1]) or not set(items[1]) <= set(items[0]):
            found.append(f"south has {len(items[1])} items, north {len(items[0])}, {closed} of them closed")
        waiting = [each.target for each in unanswered(giver) if each.waiting]
        if waiting:
            found.append(f"{len(waiting)} withdrawals of what south had are not acknowledged")
        if taker.exchange.quarantined():
            found.append(f"south refused: {taker.exchange.quarantined()[0].reason}")
    return found


def _reports(sharing: Sharing, origin: str) -> list[str]:
    last = sharing.exchange.last("record", origin=origin)
    return [key for key, one in last.items() if one.type == "report"]


def _shifting(folder: Path, tally: Tally) -> dict[str, dict[str, str]]:
    """Return the environments in which the two nodes' clocks are hours apart."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        tally.notes.append("clocks not shifted: no C compiler here")
        return {name: dict(os.environ) for name in HOURS}
    source, library = folder / "clock.c", folder / "clock.so"
    source.write_text(_CLOCK, "ascii")
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own source
    shifted = {"LD_PRELOAD": str(library)}
    return {
        name: dict(os.environ) | shifted | {"SECONDS_AHEAD": str(hours * 3600)}
        for name, hours in HOURS.items()
    }


@contextmanager
def _small_disk(place: Path, tally: Tally) -> Iterator[None]:
    """Put a disk of `DISK_MB` at `place`, where this machine lets us."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(place)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no input of others
    if done.returncode:
        tally.notes.append("no full disk: this machine mounts none for us")
    try:
        yield
    finally:
        if not done.returncode:
            subprocess.run(["umount", str(place)], check=False)  # noqa: S603, S607


@contextmanager
def _full(place: Path | None) -> Iterator[None]:
    """Leave next to no room on the disk at `place`."""
    if place is None:
        yield
        return
    ballast = place / "ballast"
    room = shutil.disk_usage(place).free
    try:
        with ballast.open("wb") as file:
            file.write(b"\0" * max(0, room - 60_000))
        yield
    finally:
        ballast.unlink(missing_ok=True)


def main() -> None:
    """Pull once, a few items at a time, having said that it begins."""
    print("pulling", flush=True)
    sync.pull_once(Path(sys.argv[1]), sys.argv[2], limit=3)


if __name__ == "__main__":
    main()
