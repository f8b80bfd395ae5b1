"""Text of others cannot drive a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.release.inert import plain


@given(st.text())
def test_what_comes_out_is_one_line_without_control_or_direction(text: str) -> None:
    out = plain(text)
    assert len(out) == len(text)
    assert len(out.splitlines()) <= 1
    kinds = {unicodedata.category(c) for c in out if c not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert plain(out) == out


@pytest.mark.parametrize(
    "text", ["Žďár nad Sázavou", "Cox’s Bazar – 3 killed", "می\u200cخواهم", "क्\u200dष", "東京", "a b"]
)
def test_spelling_is_left_alone(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("hostile", "left"),
    [("\x1b[2Jgone", " [2Jgone"), ("a\r\nb", "a  b"), ("\u202egpj.exe", " gpj.exe"), ("a\ud800b", "a b")],
)
def test_escapes_overrides_and_breaks_become_spaces(hostile: str, left: str) -> None:
    assert plain(hostile) == left
