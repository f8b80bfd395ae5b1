"""Secrets in the desk's folder: made once, for the owner alone, whoever comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.desk.keys import kept


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.key"
    first = kept(path)
    assert len(first) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept(path) == first
    assert kept(tmp_path / "other.key") != first


def test_of_two_that_begin_together_the_first_secret_holds(tmp_path: Path) -> None:
    path = tmp_path / "desk.key"

    def late() -> bytes:
        path.write_bytes(b"made by another meanwhile")
        return b"mine"

    assert kept(path, late) == b"made by another meanwhile"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        kept(tmp_path / "none" / "desk.key")
