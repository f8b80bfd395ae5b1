"""Faults of integrity are found, each by its name."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tocsin.record import Record

from .making import entry, judged, reported


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record file with two documents and a judgement."""
    where = tmp_path / "record.sqlite"
    made = [entry(1), entry(2)]
    with Record.open(where) as record:
        record.add(made)
        record.add_judgements([judged(reported(made[0]), reported(made[1]))])
    return where


FAULTS = {
    "UPDATE documents SET text = replace(text, 'bomb', 'bird') WHERE seq = 1": [
        r"document \w+: its content is not what its id says",
        r"statement \w+: its quote is not in its document",
    ],
    "UPDATE statements SET quote = upper(quote) WHERE seq = 1": [
        r"statement \w+: its content is not what its id says",
        r"statement \w+: its quote is not in its document",
    ],
    'UPDATE statements SET value = \'{"low":9,"best":1}\' WHERE seq = 2': [
        r"statement \w+: killed takes whole"
    ],
    "UPDATE statements SET value = '{' WHERE seq = 2": [r"statement \w+: Expecting property name"],
    "UPDATE reports SET anchor_start = 7 WHERE seq = 1": [r"report \w+: its content is not what its id says"],
    "UPDATE judgements SET verdict = 'different'": [r"judgement \w+: its content is not what its id says"],
    "UPDATE judgements SET a = b": [r"judgement \w+: its content is not what its id says"],
    "DELETE FROM assertions WHERE statement = 1": [r"statement \w+: no coding found it"],
    "DELETE FROM findings WHERE report = 1": [r"report \w+: no coding found it"],
    "DELETE FROM log": [r"documents 1: refers to a missing row of log"],
}


@pytest.mark.parametrize("damage", FAULTS)
def test_a_fault_is_found(path: Path, damage: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(damage)
    connection.commit()
    connection.close()
    with Record.open(path) as record:
        found = record.check()
    for pattern in FAULTS[damage]:
        assert any(re.match(pattern, line) for line in found), found
