"""A full disk, a read-only folder, two writers at once: one clear line, nothing lost, nothing twice."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tocsin.desk import Desk

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1


def _articles(path: Path, start: int, n: int, *, words: int = 60) -> Path:
    text = "The council met on Monday and spoke about the harbour wall. " * (words // 10)
    rows = (
        {"url": f"https://paper.example/{i}", "text": f"{text} {i}", "published": "2018-03-05T08:00:00Z"}
        for i in range(start, start + n)
    )
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def _tocsin(*arguments: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tocsin", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def _end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_full_disk_is_one_line_and_the_acknowledged_stays(tmp_path: Path) -> None:
    file = _articles(tmp_path / "a.jsonl", 0, 2000, words=2000)
    desk = tmp_path / "desk"
    Desk.open(desk, create=True).record.close()

    def little_room() -> None:
        # No file of the process may grow beyond this: what a full disk looks like to SQLite.
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))

    status, out, err = _end(
        _tocsin("read", str(file), "--desk", str(desk), "--format", "jsonl", before=little_room)
    )
    assert status == 2, err
    assert len(err.strip().splitlines()) == 1
    assert "full" in err
    acknowledged = {json.loads(line)["document"] for line in out.splitlines()}
    assert acknowledged
    with Desk.open(desk) as opened:
        stored = Counter(row.document.name for row in opened.record.documents())
        assert acknowledged <= set(stored)
        assert opened.record.check() == []
        opened.read([str(file)])
        stored = Counter(row.document.name for row in opened.record.documents())
    assert len(stored) == 2000
    assert set(stored.values()) == {1}


def test_read_only_folder_is_one_line(tmp_path: Path) -> None:
    file = _articles(tmp_path / "a.jsonl", 0, 3)
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)

    def as_anybody() -> None:
        # Root may write anywhere; without this capability the folder's rights count for it as well.
        if os.geteuid() == 0:
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)

    for desk in (locked, locked / "desk"):
        status, out, err = _end(_tocsin("read", str(file), "--desk", str(desk), before=as_anybody))
        assert status == 2, err
        assert len(err.strip().splitlines()) == 1
        assert str(locked) in err
        assert out == ""


def test_read_only_desk_can_still_be_looked_at(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    with Desk.open(desk, create=True) as opened:
        opened.read([str(_articles(tmp_path / "a.jsonl", 0, 3))])
    status, out, err = _end(_tocsin("documents", "--format", "jsonl", "--desk", str(desk)))
    assert (status, err) == (0, "")
    assert len(out.splitlines()) == 3


def test_two_writers_at_once_store_each_document_once(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    first = _articles(tmp_path / "a.jsonl", 0, 300)
    second = _articles(tmp_path / "b.jsonl", 100, 300)
    both = [_tocsin("read", str(file), "--desk", str(desk)) for file in (first, second, first)]
    for process in both:
        status, _, err = _end(process)
        assert status == 0, err
    with Desk.open(desk) as opened:
        stored = Counter(row.document.name for row in opened.record.documents())
        assert opened.record.check() == []
    assert set(stored) == {f"https://paper.example/{i}" for i in range(400)}
    assert set(stored.values()) == {1}
