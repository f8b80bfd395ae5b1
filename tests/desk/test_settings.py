"""The settings of a desk: every key optional, what cannot be meant refused by its name."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from tocsin.desk.settings import FILE, TEMPLATE, FetchSettings, Settings, load
from tocsin.errors import DeskError


def test_without_any_key_all_is_as_documented(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("", encoding="utf-8")
    assert load(tmp_path) == Settings()


def test_what_the_template_shows_commented_out_is_the_default(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines() if line.startswith(("# ", "["))]
    given = "\n".join(line for line in lines if line.startswith("[") or " = " in line)
    assert {name: set(keys) for name, keys in tomllib.loads(given).items()} == {
        name: set(keys) for name, keys in asdict(Settings()).items()
    }
    (tmp_path / FILE).write_text(given, encoding="utf-8")
    assert load(tmp_path) == Settings()


def test_a_whole_number_will_do_for_seconds(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('[fetch]\ndelay = 3\nallow = ["box:80"]\n', encoding="utf-8")
    assert load(tmp_path).fetch == FetchSettings(delay=3.0, allow=("box:80",))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[fetch", "is not TOML"),
        ("[fetsch]", "unknown section 'fetsch'"),
        ("fetch = 1", "must be a section"),
        ("[fetch]\ndelai = 1", "unknown key 'delai'"),
        ("[fetch]\n__doc__ = 'x'", "unknown key '__doc__'"),
        ("[fetch]\ndelay = '1'", "expected float"),
        ("[fetch]\ndelay = -1", "at least 0"),
        ("[fetch]\ndelay = nan", "at least 0"),
        ("[fetch]\ndelay = inf", "at least 0"),
        ("[fetch]\nallow = 'box:80'", "expected list of texts"),
        ("[watch]\ninterval = 1", "at least 60"),
        ("[watch]\ninterval = true", "expected int"),
        ("[record]\nretention_days = -30", "at least 0"),
        ("[web]\nrestricted = 'everybody'", "'everybody' is none of reader, reviewer"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DeskError, match=FILE) as caught:
        load(tmp_path)
    assert why in str(caught.value)


def test_a_settings_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff")
    with pytest.raises(DeskError, match="is not TOML"):
        load(tmp_path)
