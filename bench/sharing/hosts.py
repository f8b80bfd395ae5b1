"""Three nodes as three hosts: network namespaces with a wire from the first to the second to the third.

Each has an address, routes and processes of its own; the first and the third do not reach each other.
`python -m bench.sharing.hosts` builds them where the machine lets it (iproute2, CAP_NET_ADMIN), and says why
where it does not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from bench.sharing import sync
from bench.sharing.serving import OPEN, pact, start
from tocsin.desk import Desk
from tocsin.release import Partner
from tocsin.share.client import keep_token
from tocsin.share.node import open_node
from tocsin.share.sharing import Sharing

NAMES: Final = ("north", "middle", "south")
WIRES: Final = (
    ("north", "10.213.1.1", "middle", "10.213.1.2"),
    ("middle", "10.213.2.1", "south", "10.213.2.2"),
)
PORT: Final = 8016
DOCUMENTS: Final = 60


class NotAllowedError(Exception):
    """This machine builds no hosts for us; the line says why."""


def measure() -> list[dict[str, Any]]:
    """Return a row that says whether the chain of three held, or why it could not be built."""
    began = time.perf_counter()
    try:
        with tempfile.TemporaryDirectory() as name, three_hosts() as hosts:
            wrong = chain(Path(name), hosts)
    except NotAllowedError as error:
        return [_row(0, 0.0, f"not measured: {error}", same=None)]
    told = "; ".join(wrong) or None
    return [_row(DOCUMENTS * sync.EACH, time.perf_counter() - began, told, same=not wrong)]


def chain(folder: Path, hosts: dict[str, list[str]]) -> list[str]:
    """Let north's record, and what is taken back, go to middle and on to south; return what is wrong."""
    _introduce(folder)
    wrong: list[str] = []
    first, second = (f"http://{wire[1]}:{PORT}/" for wire in WIRES)
    with _serving(folder / "north", WIRES[0][1], hosts["north"]), \
            _serving(folder / "middle", WIRES[1][1], hosts["middle"]):  # fmt: skip
        _pull(folder / "middle", "north", first, hosts["middle"], wrong)
        _link(hosts["middle"], "to-south", "down")
        if _asks(folder / "south", "middle", second, hosts["south"]).returncode == 0:
            wrong.append("south pulled over a wire that was cut")
        _link(hosts["middle"], "to-south", "up")
        _pull(folder / "south", "middle", second, hosts["south"], wrong)
        if _asks(folder / "south", "middle", first, hosts["south"]).returncode == 0:
            wrong.append("south reached north, to which no wire leads")
        wrong += _differences(folder, "after the first round")
        with Desk.open(folder / "north") as desk:
            desk.record.withdraw(document="https://news.example/5", reason="wrong", by="bench")
        _pull(folder / "middle", "north", first, hosts["middle"], wrong)
        _pull(folder / "south", "middle", second, hosts["south"], wrong)
        wrong += _differences(folder, "after what was taken back")
    return wrong


@contextmanager
def three_hosts() -> Iterator[dict[str, list[str]]]:
    """Build the hosts; give for each the command that starts something on it. Raises NotAllowedError."""
    spaces = {name: f"tocsin-{os.getpid()}-{name}" for name in NAMES}
    with ExitStack() as stack:
        for space in spaces.values():
            _ip("netns", "add", space)
            stack.callback(_gone, space)
            _ip("-n", space, "link", "set", "lo", "up")
        for number, (one, address, other, opposite) in enumerate(WIRES):
            ends = [f"tw{os.getpid()}{number}{side}"[-15:] for side in "ab"]
            _ip("link", "add", ends[0], "type", "veth", "peer", "name", ends[1])
            for end, host, name, its in ((ends[0], one, f"to-{other}", address),
                                         (ends[1], other, f"to-{one}", opposite)):  # fmt: skip
                _ip("link", "set", end, "netns", spaces[host], "name", name)
                _ip("-n", spaces[host], "address", "add", f"{its}/24", "dev", name)
                _ip("-n", spaces[host], "link", "set", name, "up")
        yield {name: ["ip", "netns", "exec", space] for name, space in spaces.items()}


def _introduce(folder: Path) -> None:
    desks = {name: Desk.open(folder / name, create=True) for name in NAMES}
    sharing = {name: Sharing(desk.record, open_node(desk.folder)) for name, desk in desks.items()}
    desks["north"].record.add(sync.entry(n) for n in range(DOCUMENTS))
    sharing["north"].mark("default", "", OPEN, by="bench")
    for giver, taker in (("north", "middle"), ("middle", "south")):
        for one, other in ((giver, taker), (taker, giver)):
            node = sharing[other].node
            sharing[one].save(Partner(other, other.title(), pact(), node=node.id, key=node.key), by="bench")
        keep_token(folder / taker, giver, sharing[giver].new_token(taker, ["sync"], 9, by="bench"))
    for desk in desks.values():
        desk.record.close()


@contextmanager
def _serving(folder: Path, address: str, within: list[str]) -> Iterator[None]:
    process = start(folder, PORT, address, within=within)
    try:
        probe = [*within, sys.executable, "-c", "import socket, sys; socket.create_connection((sys.argv[1], "
                 f"{PORT}), 1)", address]  # fmt: skip
        for _ in range(300):
            if subprocess.run(probe, capture_output=True, check=False).returncode == 0:  # noqa: S603
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _asks(folder: Path, giver: str, url: str, within: list[str]) -> subprocess.CompletedProcess[bytes]:
    command = [*within, sys.executable, "-m", "bench.sharing.hosts", str(folder), giver, url]
    return subprocess.run(command, capture_output=True, check=False, timeout=120)  # noqa: S603 - our own


def _pull(folder: Path, giver: str, url: str, within: list[str], wrong: list[str]) -> None:
    done = _asks(folder, giver, url, within)
    if done.returncode:
        wrong.append(f"{folder.name} could not pull from {giver}: {done.stderr.decode().splitlines()[-1]}")


def _link(within: list[str], name: str, state: str) -> None:
    _ip("-n", within[-1], "link", "set", name, state)


def _differences(folder: Path, when: str) -> list[str]:
    held = {}
    for name in NAMES:
        with Desk.open(folder / name) as desk:
            desk.record.catch_up()
            held[name] = sorted(s.id for m in desk.record.mentions() for s in m.report.statements)
    return [
        f"{name} holds other statements than north {when}" for name in NAMES if held[name] != held["north"]
    ]


def _ip(*arguments: str) -> None:
    try:
        done = subprocess.run(["ip", *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise NotAllowedError("there is no iproute2 here") from None
    if done.returncode:
        said = (done.stderr.decode().strip().splitlines() or ["it does not say why"])[0]
        raise NotAllowedError(f"ip {' '.join(arguments[:3])}: {said}")


def _gone(space: str) -> None:
    subprocess.run(["ip", "netns", "delete", space], capture_output=True, check=False)  # noqa: S603, S607


def _row(n: int, seconds: float, told: str | None, *, same: bool | None) -> dict[str, Any]:
    return {"work": "three hosts in network namespaces: record, cut wire, withdrawal", "n": n,
            "ours_s": round(seconds, 1), "peer": told, "peer_s": None, "ratio": None,
            "same_answer": same}  # fmt: skip


def main() -> None:
    """Pull once as one of the hosts; without arguments build the three and print what came of it."""
    if len(sys.argv) == 4:
        sync.pull_once(Path(sys.argv[1]), sys.argv[3], giver=sys.argv[2], timeout=20)
    else:
        print(json.dumps(measure()[0]))


if __name__ == "__main__":
    main()
