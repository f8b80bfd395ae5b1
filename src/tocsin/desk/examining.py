"""What `tocsin doctor` looks at: environment, settings, record, sources, and what each stage left out."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from tocsin import __version__
from tocsin.desk.desk import Desk
from tocsin.desk.settings import FILE, PlacesSettings, load
from tocsin.errors import TocsinError
from tocsin.record import Health, Record

EXTRAS: Final = {
    "tables": "polars", "warc": "warcio", "postgres": "psycopg", "measure": "scipy", "serve": "fastapi",
    "share": "cryptography",
}  # fmt: skip
LITTLE_SPACE: Final = 200_000_000
NAMED: Final = 10
"""So many failing sources are named; the others are counted."""
SILENT_SHARE: Final = 0.25
"""A source that brings less than this share of its usual items a day is called quiet."""
Level = Literal["ok", "note", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination. `level` "bad" must be mended, "warn" should be looked at."""

    part: str
    level: Level
    line: str


def examine(folder: Path, now: datetime) -> list[Finding]:
    """Return what there is to say about the environment and the desk in `folder` at `now`."""
    findings = list(_environment(folder))
    try:
        desk = Desk.open(folder, read_only=True)
    except TocsinError as error:
        return [*findings, Finding("Record", "bad", str(error))]
    with desk:
        findings += _record(desk.record)
        findings += _sources(desk.record, now)
        findings += _left_out(desk.record)
    return findings


def _environment(folder: Path) -> Iterator[Finding]:
    from tocsin.places import Gazetteer

    part = "Environment"
    yield Finding(part, "ok", f"tocsin {__version__}, Python {platform.python_version()} on {sys.platform}")
    for extra, module in EXTRAS.items():
        if find_spec(module) is None:
            yield Finding(part, "note", f"{extra} not installed: pip install 'tocsin[{extra}]'")
    if not (resources.files("tocsin") / "web" / "static" / "vendor" / "NOTICES.txt").is_file():
        line = "pages of `tocsin serve` are without JavaScript: build the front end with `make demo`"
        yield Finding(part, "note", line)
    try:
        places = load(folder).places if (folder / FILE).is_file() else PlacesSettings()
        own = Path(places.gazetteer) if places.gazetteer else None
        Gazetteer.load(own, places.view)
        yield Finding(part, "ok", f"gazetteer sound{f' ({own})' if own else ''}")
    except TocsinError as error:
        yield Finding(part, "bad", str(error))
    free = shutil.disk_usage(folder if folder.exists() else Path()).free
    if free < LITTLE_SPACE:
        yield Finding(part, "bad", f"only {free // 1_000_000} MB free on the desk's disk: make room")


def _record(record: Record) -> Iterator[Finding]:
    part = "Record"
    problems = record.check()
    for problem in problems:
        yield Finding(part, "bad", problem)
    if not problems:
        yield Finding(
            part, "ok", "sound: every id is the hash of its content, every quote stands in its text"
        )
    sizes = record.sizes()
    counts = ", ".join(
        f"{sizes[name]:,} {name}" for name in ("documents", "reports", "statements", "judgements")
    )
    yield Finding(part, "note", f"{counts}; {sizes['bytes'] / 1e6:.1f} MB")


def _sources(record: Record, now: datetime) -> Iterator[Finding]:
    part = "Sources"
    health = record.health(now)
    if not health:
        yield Finding(part, "note", "no feed polled yet: `tocsin watch --once` polls the desk's list")
    failing = sorted((one for one in health if one.consecutive_failures), key=_gravest)
    for one in failing[:NAMED]:
        yield Finding(part, "warn", _failure(one))
    if len(failing) > NAMED:
        yield Finding(part, "warn", f"{len(failing) - NAMED} more fail: see `tocsin sources`")
    for one in health:
        if not one.consecutive_failures and one.usual and (one.per_day or 0) < SILENT_SHARE * one.usual:
            line = f"{one.source}: quiet, {one.per_day or 0:.1f} items a day, usually {one.usual:.1f}"
            yield Finding(part, "warn", line)
    well = sum(1 for one in health if not one.consecutive_failures)
    if health:
        yield Finding(
            part, "ok" if well else "bad", f"{well} of {len(health)} feeds answered their last poll"
        )


def _gravest(one: Health) -> tuple[int, str]:
    return -one.consecutive_failures, one.source


def _failure(one: Health) -> str:
    last = f"{one.last_success:%Y-%m-%d %H:%M}" if one.last_success else "never"
    times = one.consecutive_failures
    return f"{one.source}: failed {f'{times} times in a row' if times > 1 else 'once'}, last well: {last}"


def _left_out(record: Record) -> Iterator[Finding]:
    part = "Left out, and why"
    reading = record.reading(None, None)
    yield Finding(part, "note", f"read: {reading.documents} documents from {len(reading.by_source)} sources")
    for title, counts in (
        ("documents without a report", reading.reasons),
        ("languages not read", reading.not_understood),
        ("mentions not made a report", reading.left_out),
    ):
        if counts:
            ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            named = ", ".join(f"{name} {n}" for name, n in ordered)
            yield Finding(part, "note", f"{title}: {named}")
    if reading.rejections:
        yield Finding(
            part, "warn", f"input that could not be read: {reading.rejections}, see `tocsin documents`"
        )
