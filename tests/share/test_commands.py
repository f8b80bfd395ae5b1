"""`tocsin share` as a person types it; mistakes are one line and exit status 2."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.share.making import entry, new_desk
from tocsin.cli import app


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a callable that runs `tocsin` beside two desks, north with two attacks, south empty."""
    new_desk(tmp_path / "north", entry(1), entry(2)).record.close()
    new_desk(tmp_path / "south").record.close()
    monkeypatch.chdir(tmp_path)

    def call(desk: str, *arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        status = app.run([*arguments, "--desk", desk])
        out, err = capsys.readouterr()
        return Done(status, out, err)

    return call


@pytest.fixture
def port(tmp_path: Path, run: Run) -> Iterator[int]:
    """Serve north in a process of its own; its port."""
    run("north", "share", "id")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "tocsin", "serve", "--desk", "north", "--port", str(free)]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    while not _answers(free):
        assert process.poll() is None
        time.sleep(0.1)
    yield free
    process.terminate()
    process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def pact(run: Run, desk: str, name: str, *more: str) -> None:
    basis = ("--purpose", "prevention", "--legal-basis", "letter of 3 May", "--ceiling", "AMBER")
    done = run(desk, "share", "partner", name, *basis, *more)
    assert done.returncode == 0, done.stderr


def key(run: Run, desk: str) -> str:
    return run(desk, "share", "id").stdout.split()[-1]


def test_the_ten_minutes_of_the_page(run: Run, port: int) -> None:
    pact(run, "north", "south", "--key", key(run, "south"))
    pact(run, "south", "north", "--key", key(run, "north"))
    mark = ("share", "mark", "--default", "--tlp", "GREEN", "--audience", "anyone", "--onward", "--hops", "2")
    assert run("north", *mark).stdout == "default: TLP:GREEN\n"
    token = run("north", "share", "token", "south", "--scope", "read", "--scope", "sync").stdout
    url = f"http://127.0.0.1:{port}/"
    refused = run("south", "share", "connect", "north", "--url", url, stdin=token)
    assert refused.returncode == 0
    assert "not on the public internet" in run("south", "share", "pull", "north").stderr
    run("south", "share", "connect", "north", "--url", url, "--allow", f"127.0.0.1:{port}", stdin=token)
    assert "north: 2 items" in run("south", "share", "pull", "north").stdout
    rows = run("south", "incidents", "--format", "jsonl").stdout.splitlines()
    assert rows
    first = json.loads(rows[0])["id"]
    assert "south gets 1 of its 1 reports" in run("north", "share", "explain", first, "--to", "south").stdout
    assert "north  https://" in run("south", "share", "origins", first).stdout
    run("north", "withdraw", "--document", "https://wire.example/1", "--reason", "wrong")
    assert "waiting for south" in run("north", "share", "withdrawals").stdout
    assert "1 withdrawal carried out" in run("south", "share", "pull", "north").stdout
    assert "answered by south; waiting for nobody" in run("north", "share", "withdrawals").stdout
    assert "unbroken" in run("north", "share", "audit", "--verify").stdout
    seen = run("south", "share", "audit", "--witnessed").stdout.split()[1]
    assert run("north", "share", "audit", "--verify", "--witness", seen).returncode == 0
    assert run("north", "share", "audit", "--verify", "--witness", "ab" * 32).returncode == 2
    polled = run("south", "share", "poll", "north")
    assert polled.returncode == 0, polled.stderr
    run("north", "share", "stop", "--reason", "test")
    assert "503" in run("south", "share", "pull", "north").stderr


def test_a_log_that_was_rewritten_shows(run: Run, tmp_path: Path) -> None:
    import sqlite3

    pact(run, "north", "south")
    run("north", "share", "mark", "--default", "--tlp", "CLEAR")
    for number in range(3):
        run("north", "share", "export", "--to", "south", "-o", f"{number}.json")
    assert "3 rows, unbroken" in run("north", "share", "audit", "--verify").stdout
    with sqlite3.connect(tmp_path / "north" / "record.sqlite") as raw:
        raw.execute("UPDATE exchange_disclosures SET partner = 'nobody' WHERE seq = 2")
    done = run("north", "share", "audit", "--verify")
    assert done.returncode == 2
    assert "row 2 is not what its hash says" in done.stderr


def test_packs_and_files_by_hand(run: Run) -> None:
    pact(run, "north", "south", "--key", key(run, "south"))
    pact(run, "south", "north", "--key", key(run, "north"))
    run("north", "share", "mark", "--default", "--tlp", "GREEN", "--audience", "south")
    assert "2 items" in run("north", "share", "pack", "--to", "south", "-o", "1.pack").stdout
    assert "2 items" in run("south", "share", "unpack", "1.pack").stdout
    again = run("south", "share", "unpack", "1.pack")
    assert (again.returncode, "taken already" in again.stderr) == (2, True)
    for format_, out in (("stix", "a.json"), ("misp", "misp"), ("cap", "cap"), ("csv", "a.csv")):
        done = run("north", "share", "export", "--format", format_, "--to", "south", "-o", out)
        assert done.stdout == f"{out}: 2 incidents for south\n", done.stderr
        taken = run("south", "share", "import", out, "--from", "north")
        assert taken.stdout.startswith(f"{out}: 2 documents"), taken.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("token", "nobody"), "there is no partner nobody"),
        (("mark", "--default", "--tlp", "GREEN"), "for whom?"),
        (("mark", "--default", "--tlp", "RED", "--audience", "anyone"), "named partners only"),
        (("mark", "--tlp", "RED"), "name one of --default"),
        (("partner", "a b", "--purpose", "x", "--legal-basis", "y"), "letters, digits"),
        (("partner", "ab", "--purpose", "x"), "purpose and a legal basis"),
        (("partner", "ab", "--purpose", "x", "--legal-basis", "y", "--hide", "names"), "no such property"),
        (("partner", "ab", "--key", "zz"), "64 hex digits"),
        (("pull", "nobody"), "there is no partner nobody"),
        (("explain", "abc", "--to", "nobody"), "there is no partner nobody"),
        (("export", "--to", "nobody", "-o", "x"), "there is no partner nobody"),
    ],
)
def test_a_mistake_is_one_line(run: Run, arguments: tuple[str, ...], line: str) -> None:
    done = run("north", "share", *arguments)
    assert done.returncode == 2
    assert line in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_nothing_that_nobody_marked_is_exported(run: Run) -> None:
    pact(run, "north", "south")
    done = run("north", "share", "export", "--to", "south", "-o", "x.json")
    assert done.stdout == "x.json: 0 incidents for south\n"
