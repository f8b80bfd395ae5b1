"""Reading the text files of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.muc4.texts import Text, read_texts

TWO = """

DEV-MUC3-9001 (SITE)

   PORT HAVEN, 3 JAN 90 (RADIO) -- [TEXT] A CRANE FELL.

   NOBODY WAS HURT.


TST1-MUC3-0002

   HILLTOP, 4 JAN 90 -- [TEXT] DEV-MUC3-9001 WAS MENTIONED.
DEVELOPMENT GOES ON.
"""


def test_the_body_is_everything_up_to_the_next_header(tmp_path: Path) -> None:
    file = tmp_path / "texts"
    file.write_text(TWO, encoding="utf-8")
    first, second = read_texts([file])
    assert first == Text(
        "DEV-MUC3-9001",
        "\n   PORT HAVEN, 3 JAN 90 (RADIO) -- [TEXT] A CRANE FELL.\n\n   NOBODY WAS HURT.\n\n\n",
    )
    assert second.id == "TST1-MUC3-0002"
    assert second.body.endswith("WAS MENTIONED.\nDEVELOPMENT GOES ON.\n")


def test_a_folder_is_its_files_by_name(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("DEV-MUC3-9002\n\nB\n", encoding="utf-8")
    (tmp_path / "a").write_text("DEV-MUC3-9001\n\nA\n", encoding="utf-8")
    (tmp_path / ".hidden").write_text("not a text", encoding="utf-8")
    assert [text.id for text in read_texts([tmp_path])] == ["DEV-MUC3-9001", "DEV-MUC3-9002"]


def test_a_header_without_closing_parenthesis_is_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("DEV-MUC3-9001  (SITE / OTHER\n\nA\n", encoding="utf-8")
    assert [text.id for text in read_texts([tmp_path])] == ["DEV-MUC3-9001"]


def test_what_stands_before_the_first_header_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("A REMARK\nDEV-MUC3-9001\n\nA\n", encoding="utf-8")
    assert read_texts([tmp_path]) == [Text("DEV-MUC3-9001", "\nA\n")]


def test_a_file_without_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("\nSOME WORDS\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a: no header line"):
        read_texts([tmp_path])


def test_an_id_may_come_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("DEV-MUC3-9001\n\nA\n", encoding="utf-8")
    (tmp_path / "b").write_text("DEV-MUC3-9001\n\nA\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"DEV-MUC3-9001 stands already in .*a"):
        read_texts([tmp_path])


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        read_texts([tmp_path / "nowhere"])
