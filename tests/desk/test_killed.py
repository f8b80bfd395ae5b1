"""`kill -9` at any moment: nothing acknowledged is lost, nothing is stored twice, a next run mends it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

from tocsin.desk import Desk
from tocsin.resolve import RESOLVER

ROUNDS = 50
PER_ROUND = 90


def _write(path: Path, start: int) -> None:
    towns = ("Lyon", "Kandahar", "Cali", "Osh", "Mosul")
    lines = []
    for i in range(start, start + PER_ROUND):
        attack = f"Gunmen opened fire in {towns[i % 5]} on Monday, killing {i % 7 + 2} people, police said."
        quiet = f"The council of {towns[i % 5]} bought {i} new chairs for its library on Monday."
        text = attack if i % 3 == 0 else quiet
        moment = f"2018-{i // 200 % 12 + 1:02d}-{i % 28 + 1:02d}T08:00:00Z"
        lines.append(json.dumps({"url": f"https://paper.example/{i}", "text": text, "published": moment}))
    path.write_text("\n".join(lines), encoding="utf-8")


def _read_and_kill(file: Path, desk: Path, chance: random.Random) -> list[str]:
    """Start a reading and kill it; return what it acknowledged.

    Half of the kills fall at a random moment from the start on (while it opens, codes, commits, judges), half
    right behind an acknowledgement, when the next batch is under way.
    """
    command = [sys.executable, "-m", "tocsin", "read", str(file), "--desk", str(desk), "--format", "jsonl"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    timer = threading.Timer(chance.uniform(0.1, 1.5), process.kill)
    acknowledged = []
    patience = PER_ROUND
    if chance.random() < 0.5:
        timer.start()
    else:
        patience = chance.choice((1, 5, 40, 64, 65, 80))
    for line in process.stdout:
        acknowledged.append(line)
        if len(acknowledged) >= patience:
            break
    process.kill()
    rest = process.stdout.read().splitlines(keepends=True)
    process.wait()
    process.stdout.close()
    timer.cancel()
    whole = [line for line in acknowledged + rest if line.endswith(b"\n")]
    return [json.loads(line)["document"] for line in whole]


def test_fifty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)
    desk_folder = tmp_path / "desk"
    acknowledged: set[str] = set()
    files = []
    for i in range(ROUNDS):
        files.append(tmp_path / f"{i}.jsonl")
        _write(files[-1], i * PER_ROUND)
        acknowledged.update(_read_and_kill(files[-1], desk_folder, chance))
    assert len(acknowledged) > ROUNDS, "too few rounds got far enough to acknowledge anything"

    with Desk.open(desk_folder) as desk:
        stored = Counter(row.document.name for row in desk.record.documents())
        assert acknowledged <= set(stored)
        assert set(stored.values()) == {1}
        assert desk.record.check() == []

        desk.read([str(file) for file in files])
        after = Counter(row.document.name for row in desk.record.documents())
        assert set(after) == {f"https://paper.example/{i}" for i in range(ROUNDS * PER_ROUND)}
        assert set(after.values()) == {1}
        assert desk.record.pending(RESOLVER) == []
        assert desk.record.check() == []
