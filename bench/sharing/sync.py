"""Sync between two nodes: how long it takes until both hold the same."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.sharing.serving import OPEN, pact, running
from tocsin.desk import Desk
from tocsin.model import Coding, Document, Report, Span, Statement, report_id
from tocsin.record import Entry, Record
from tocsin.release import Partner
from tocsin.share.client import PAGE, Peer, client_for, keep_token, kept_token, pull
from tocsin.share.fresh import Fresh
from tocsin.share.node import open_node
from tocsin.share.sharing import Sharing

EACH = 7
START = datetime(2024, 1, 1, tzinfo=UTC)


def entry(number: int, source: str = "wire") -> Entry:
    """Return a document with one report of `EACH` statements."""
    text = f"A bomb went off in Town {number} on Monday. Police said {number} were killed and 9 hurt."
    when = START + timedelta(minutes=number)
    told = Document(f"https://news.example/{number}", text, None, when, when, "en", source)
    anchor = Span(0, text.index(".") + 1)
    report = report_id(told.id, anchor)
    values: list[tuple[str, Any]] = [
        ("attack_type", "bombing"), ("weapon_type", "explosive"), ("target_type", "commerce"),
        ("date", {"start": "2024-01-01", "end": "2024-01-01", "precision": "day"}),
        ("killed", {"low": number, "best": number, "high": None}), ("outcome", "completed"),
        ("place", {"name": f"Town {number}", "admin1": "P", "country": "FR", "lat": 45.0, "lon": 5.0,
                   "radius_km": 8.0, "precision": "city", "alternatives": []}),
    ]  # fmt: skip
    statements = tuple(
        Statement(
            report,
            name,
            value,
            told.id,
            0,
            anchor.end,
            text[: anchor.end],
            "police",
            confidence=0.9,
            coder="v1",
        )
        for name, value in values
    )
    made = Report(told.id, anchor, 0.9, statements, "v1")
    return Entry(told, Coding(told.id, True, 0.9, "en", True, (made,), coder="v1"))


def two_nodes(folder: Path, least: int) -> tuple[str, int]:
    """Make "north" with statements to share and "south" without; return south's token and the documents."""
    documents = -(-least // EACH)
    with Desk.open(folder / "north", create=True) as north, Desk.open(folder / "south", create=True) as south:
        for first in range(0, documents, 2000):
            north.record.add(entry(n) for n in range(first, min(first + 2000, documents)))
        giver = Sharing(north.record, open_node(folder / "north"))
        taker = Sharing(south.record, open_node(folder / "south"))
        giver.save(Partner("south", "South", pact(), node=taker.node.id, key=taker.node.key), by="bench")
        taker.save(Partner("north", "North", pact(), node=giver.node.id, key=giver.node.key), by="bench")
        giver.mark("default", "", OPEN, by="bench")
        Fresh(giver).items()
        token = giver.new_token("south", ["sync"], 9, by="bench")
        keep_token(folder / "south", "north", token)
    return token, documents


def measure(least: int) -> list[dict[str, Any]]:
    """Return how long the receiver takes to hold what the giver has published."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        token, documents = two_nodes(folder, least)
        with running(folder / "north", "-", token) as server:
            start = time.perf_counter()
            taken = pull_once(folder / "south", server.url)
            seconds = time.perf_counter() - start
        start = time.perf_counter()
        with Record.open(folder / "south" / "record.sqlite") as record:
            record.catch_up()
        viewing = time.perf_counter() - start
        same = taken == documents and statements(folder / "north") == statements(folder / "south")
    count = documents * EACH
    return [
        _row(f"sync of {count} statements, stored and acknowledged", count, seconds, same),
        _row("the receiver's view of incidents after it", count, viewing, same),
    ]


def pull_once(
    folder: Path, url: str, limit: int = PAGE, *, giver: str = "north", timeout: float = 60.0
) -> int:
    """Pull from the partner `giver`, `limit` items at a time; return how many were new."""
    with Desk.open(folder) as desk:
        sharing = Sharing(desk.record, open_node(folder))
        partner = replace(sharing.partner(giver), url=url, allow=(urlsplit(url).netloc,))
        with client_for(partner, timeout=timeout) as client:
            peer = Peer(partner, kept_token(folder, giver), client)
            return pull(sharing, peer, limit=limit, view=False).reports


def statements(folder: Path) -> list[str]:
    """Return the ids of the statements that a desk holds, as often as it holds them."""
    with Record.open(folder / "record.sqlite") as record:
        mentions = record.mentions()
        return sorted(s.id for m in mentions for s in m.report.statements)


def _row(work: str, n: int, seconds: float, same: bool) -> dict[str, Any]:
    return {"work": work, "n": n, "ours_s": round(seconds, 3), "peer": None, "peer_s": None, "ratio": None,
            "same_answer": same}  # fmt: skip
