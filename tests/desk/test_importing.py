"""Rows of datasets at the desk: never merged with each other, merged with what tells of the same attack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.datasets.files import ACLED, UCDP, write
from tocsin.desk import Desk
from tocsin.desk.importing import LISTED
from tocsin.errors import InputError


def test_two_rows_of_one_dataset_are_two_events_by_its_own_word(tmp_path: Path) -> None:
    twins = [UCDP, UCDP | {"id": "90002"}]
    write(tmp_path / "ged.csv", twins)
    with Desk.open(tmp_path / "desk", create=True) as desk:
        desk.read([str(tmp_path / "ged.csv")])
        assert len(desk.record.incidents()) == 2
        [held] = desk.record.judgements()
    assert (held.verdict, held.probability) == ("different", 0.0)
    assert [reason.name for reason in held.reasons] == ["same dataset"]


def test_rows_of_two_datasets_can_tell_of_one_attack(tmp_path: Path) -> None:
    write(tmp_path / "ged.csv", [UCDP])
    write(tmp_path / "acled.csv", [ACLED | {"assoc_actor_2": ""}])
    with Desk.open(tmp_path / "desk", create=True) as desk:
        desk.read([str(tmp_path / "ged.csv"), str(tmp_path / "acled.csv")])
        assert [set(i.documents) for i in desk.record.inside.incidents()] == [
            {"ucdp-ged:90001", "acled:BFO9001"}
        ]
        assert [set(i.documents) for i in desk.record.incidents()] == [{"ucdp-ged:90001"}]


def test_so_many_broken_rows_are_kept_in_the_record_and_all_in_the_file(tmp_path: Path) -> None:
    rows = [UCDP | {"id": str(n), "best": "-1"} for n in range(LISTED + 5)]
    write(tmp_path / "ged.csv", [UCDP, *rows])
    with Desk.open(tmp_path / "desk", create=True) as desk:
        account = desk.read([str(tmp_path / "ged.csv")])
        assert (account.new, account.unreadable, len(account.broken)) == (1, LISTED + 5, LISTED)
        assert len(desk.record.rejections()) == LISTED
    beside = (tmp_path / "desk" / "rejected.jsonl").read_text("utf-8").splitlines()
    assert len(beside) == LISTED + 5


def test_what_is_wrong_with_a_restricted_row_is_in_the_file_beside_only(tmp_path: Path) -> None:
    write(tmp_path / "acled.csv", [ACLED, ACLED | {"event_id_cnty": "B2", "fatalities": "-1"}])
    with Desk.open(tmp_path / "desk", create=True) as desk:
        desk.read([str(tmp_path / "acled.csv")])
        assert desk.record.inside.rejections() == []
    assert "B2" in (tmp_path / "desk" / "rejected.jsonl").read_text("utf-8")


def test_where_nothing_could_be_read_the_first_reason_is_told(tmp_path: Path) -> None:
    write(tmp_path / "ged.csv", [UCDP | {"best": "-1"}])
    why = r"nothing could be read: .*ged.csv line 2: best: -1"
    with Desk.open(tmp_path / "desk", create=True) as desk, pytest.raises(InputError, match=why):
        desk.read([str(tmp_path / "ged.csv")])
