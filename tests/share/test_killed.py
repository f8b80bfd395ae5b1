"""Receivers that are killed, lines that break, clocks that differ, disks that are full: then right, once."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bench.sharing.cutting import CuttingRelay
from tests.share.making import OPEN, entry
from tests.share.nodes import introduce, node, pulled, statements
from tests.share.serving import served
from tests.share.test_federation import desk_of
from tocsin.errors import DeskError, FetchError
from tocsin.record import Record, now
from tocsin.share import applying
from tocsin.share.client import Peer, client_for
from tocsin.share.sharing import Sharing

PULL = """
import sys
from pathlib import Path
from tests.share.making import sharing_of
from tests.share.nodes import pulled
from tocsin.desk import Desk
folder = Path(sys.argv[1])
with Desk.open(folder) as desk:
    pulled(sharing_of(desk), "north", sys.argv[2], folder, limit=5)
"""


def pair(tmp_path: Path, count: int) -> tuple[Sharing, Sharing]:
    north = node(tmp_path / "north", *(entry(n) for n in range(1, count + 1)))
    south = node(tmp_path / "south")
    north.mark("default", "", OPEN, by="test")
    introduce(north, "south", south, "north", tmp_path / "south")
    return north, south


def items(sharing: Sharing) -> int:
    return sharing.exchange.count("record")


def reports(sharing: Sharing, origin: str = "") -> set[str]:
    last = sharing.exchange.last("record", origin=origin)
    return {key for key, one in last.items() if one.type == "report"}


def test_a_receiver_killed_again_and_again_ends_with_everything_once(tmp_path: Path) -> None:
    north, south = pair(tmp_path, 60)
    rng = random.Random(3)
    with served(desk_of(north, tmp_path / "north")) as url:
        for _ in range(4):
            command = [sys.executable, "-c", PULL, str(tmp_path / "south"), url]
            process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
            time.sleep(rng.uniform(0.9, 2.2))
            process.send_signal(signal.SIGKILL)
            process.wait()
        pulled(south, "north", url, tmp_path / "south")
    assert statements(south) == statements(north)
    assert items(south) == items(north)
    assert south.record.check() == []


def test_a_receiver_with_a_full_disk_says_so_and_ends_with_everything_once(tmp_path: Path) -> None:
    north, south = pair(tmp_path, 60)
    files = (tmp_path / "south").iterdir()
    largest = max(file.stat().st_size for file in files if file.is_file())
    said = []
    with served(desk_of(north, tmp_path / "north")) as url:
        # Each time there is a little more room: the pull stops in another of its steps.
        for room in range(8_000, 400_000, 120_000):
            command = [sys.executable, "-c", PULL, str(tmp_path / "south"), url]
            pull = subprocess.run(
                command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
                timeout=120, preexec_fn=partial(little_room, largest + room),
            )  # fmt: skip
            if pull.returncode:
                said.append(pull.stderr.strip().splitlines()[-1])
            assert statements(south) <= statements(north)
            assert south.record.check() == []
        pulled(south, "north", url, tmp_path / "south")
    assert said
    assert all("disk" in line and "DeskError" in line for line in said), said
    assert statements(south) == statements(north)
    assert items(south) == items(north)


def little_room(largest: int) -> None:
    """Let no file of the process grow beyond `largest` bytes: what a full disk looks like to SQLite."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


@pytest.mark.parametrize("step", ["receive", "add", "note"])
def test_a_pull_that_fails_between_any_two_steps_is_made_whole_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    north, south = pair(tmp_path, 12)
    owner: Any = Record if step == "receive" else type(south.exchange)
    whole, calls = getattr(owner, step), iter(range(1000))

    def full(self: Any, *args: Any, **more: Any) -> Any:
        if self in (south.record, south.exchange) and next(calls) == 1:
            raise DeskError("something failed just here")
        return whole(self, *args, **more)

    with served(desk_of(north, tmp_path / "north")) as url:
        with monkeypatch.context() as failing:
            failing.setattr(owner, step, full)
            with pytest.raises(DeskError):
                pulled(south, "north", url, tmp_path / "south", limit=5)
        pulled(south, "north", url, tmp_path / "south", limit=5)
    assert statements(south) == statements(north)
    assert {f.body["origin"] for f in south.exchange.facts("report").values()} == {"north"}
    assert len(south.exchange.facts("report")) == 12


def test_a_line_that_is_cut_either_way_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    north, south = pair(tmp_path, 20)
    broken = 0
    with served(desk_of(north, tmp_path / "north")) as url:
        relay = CuttingRelay(urlsplit(url).port or 0, seed=5)
        there = f"http://127.0.0.1:{relay.port}/"
        relay.cutting = True
        for number in range(16):
            if number == 8:
                north.record.withdraw(document="https://wire.example/3", reason="wrong", by="desk")
            try:
                pulled(south, "north", there, tmp_path / "south", limit=2)
            except FetchError:
                broken += 1
        relay.cutting = False
        pulled(south, "north", there, tmp_path / "south", limit=2)
        relay.close()
    assert broken
    assert all(relay.cuts.values())
    assert statements(south) == statements(north)
    assert reports(south, "north") == reports(north)
    assert south.record.check() == []


def test_an_acknowledgement_that_was_lost_is_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    north, south = pair(tmp_path, 3)

    def lost(*_: object) -> None:
        raise FetchError("cut")

    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
        north.record.withdraw(document="https://wire.example/1", reason="wrong", by="desk")
        with monkeypatch.context() as cutting:
            cutting.setattr(Peer, "acknowledge", lost)
            with pytest.raises(FetchError):
                pulled(south, "north", url, tmp_path / "south")
        assert north.exchange.facts("acknowledged") == {}
        pulled(south, "north", url, tmp_path / "south")
    assert len(north.exchange.facts("acknowledged")) == 1


@pytest.mark.parametrize("hours", [-20, 20])
def test_clocks_that_are_hours_apart_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    north, south = pair(tmp_path, 5)
    with served(desk_of(north, tmp_path / "north")) as url, monkeypatch.context() as shifted:
        shifted.setattr(applying, "now", lambda: now() + timedelta(hours=hours))
        pulled(south, "north", url, tmp_path / "south")
        north.record.withdraw(document="https://wire.example/1", reason="wrong", by="desk")
        pulled(south, "north", url, tmp_path / "south")
    assert statements(south) == statements(north)


def test_lines_that_are_poison_are_quarantined_and_the_rest_is_taken(tmp_path: Path) -> None:
    north, south = pair(tmp_path, 2)
    partner = south.partner("north")
    with served(desk_of(north, tmp_path / "north")) as url:
        from dataclasses import replace

        from tocsin.share.client import kept_token

        there = replace(partner, url=url, allow=(f"127.0.0.1:{urlsplit(url).port}",))
        with client_for(there) as client:
            lines, _ = Peer(there, kept_token(tmp_path / "south", "north"), client).items("", 10)
    poison = [
        b"", b"{", b"[]", b"null", b"[" * 1_000_000, b'{"kind":"report","kind":"report"}',
        lines[0].replace(b'"killed"', b'"victim_name"'), lines[0].replace(b"Town1", b"Town7"),
        lines[0][:-10], b'{"kind":"withdrawal","key":"x","version":"v","policy":{},"body":{}}',
    ]  # fmt: skip
    applied = applying.Applied()
    applying.apply_lines(south, partner, [*poison, *lines], applied)
    south.record.catch_up()
    assert (applied.reports, applied.refused) == (2, len(poison))
    assert statements(south) == statements(north)


def test_a_forged_withdrawal_takes_nothing_back(tmp_path: Path) -> None:
    from tocsin.model import address, canonical
    from tocsin.share.applying import Applied, apply_lines

    north, south = pair(tmp_path, 2)
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
    mention = south.record.mentions()[0]
    stranger = node(tmp_path / "stranger")
    for signer, named in ((stranger, north), (stranger, stranger)):
        told = {"target": {"document": mention.report.document}, "subject": mention.report.document,
                "at": "2024-01-01T00:00:00Z", "node": named.node.id, "key": named.node.key}  # fmt: skip
        signed = {"id": address("withdrawal", told), **told}
        body = signed | {"signature": signer.node.sign(canonical(signed).encode())}
        line = {"kind": "withdrawal", "key": signed["id"], "version": "2024-01-01T00:00:00.000000Z",
                "policy": {"markings": [], "originator": named.node.id, "hops": 0, "keep_until": None},
                "body": body}  # fmt: skip
        applied = Applied()
        apply_lines(south, south.partner("north"), [canonical(line).encode()], applied)
        assert applied.withdrawals == []
        assert applied.refused == 1
    assert statements(south) == statements(north)
