"""A change of the record, and the register of claims: never in the way of a reading."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tocsin.desk.following import after_change
from tocsin.record import Record

GIVEN = 'sentence = "12 attacks in France in June."\nsaid_on = 2016-08-01\n'


def test_without_claims_nothing_heavy_is_imported(tmp_path: Path) -> None:
    program = (
        "import sys; from tocsin.desk.following import after_change; from tocsin.record import Record; "
        "record = Record.open(sys.argv[1]); after_change(record); print('scipy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "record.sqlite")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "False"


def test_without_the_optional_part_a_reading_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_scipy(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] == "scipy":
            raise ImportError(name)
        return real(name, *rest, **more)

    rooms = ("tocsin.measure", "tocsin.claims", "tocsin.desk.claiming")
    for module in [name for name in sys.modules if name.startswith(rooms)]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(builtins, "__import__", without_scipy)
    with Record.open(tmp_path / "record.sqlite") as record:
        record.add_claim(GIVEN, by="desk")
        assert after_change(record) == []
        assert record.claim_checks() == []


def test_a_claim_that_can_no_longer_be_read_stops_no_other(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.sqlite") as record:
        record.add_claim("nonsense = 1", by="desk")
        record.add_claim(GIVEN, "gone.toml", by="desk")
        good = record.add_claim(GIVEN, by="desk")
        assert after_change(record) == []
        assert [check.claim for check in record.claim_checks()] == [good.id]
