"""Windows: every piece stands in one, and leads back to its place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from tocsin.coding.reader.data import FOLDER
from tocsin.coding.reader.text import joined
from tocsin.coding.reader.weights import TOKENIZER
from tocsin.coding.reader.windows import LENGTH, windows


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(FOLDER / TOKENIZER))


@settings(max_examples=60, deadline=None)
@given(words=st.integers(0, 2500), length=st.integers(40, LENGTH), stride=st.integers(0, 20))
def test_windows_cover_every_piece_once_or_more(
    tokenizer: Tokenizer, words: int, length: int, stride: int
) -> None:
    found = windows(tokenizer, "bomb " * words, length, stride)
    seen = {window.first + i for window in found for i in range(len(window.ids) - 2)}
    assert seen == set(range(words))
    assert all(len(window.ids) <= length for window in found)
    assert len({len(window.ids) for window in found}) <= 1


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_pieces_lead_back_to_the_text(tokenizer: Tokenizer, text: str) -> None:
    for window in windows(tokenizer, text):
        inner = list(zip(window.starts, window.ends, strict=True))[1:-1]
        assert all(0 <= start <= end <= len(text) for start, end in inner)
        assert inner == sorted(inner)
        assert window.starts[0] == window.ends[-1] == -1


def test_offsets_are_code_points_whatever_stands_before(tokenizer: Tokenizer) -> None:
    text = "🚨 Café — İzmir: bomb kills two"
    (window,) = windows(tokenizer, text)
    words = [text[s:e] for s, e in zip(window.starts, window.ends, strict=True) if s >= 0]
    assert "bomb" in words
    assert "Café" in words
    at = words.index("bomb")
    assert window.opens[1 + at]
    assert window.closes[1 + at]


def test_a_title_stands_in_front_and_is_counted() -> None:
    assert joined("Two  killed\nin blast", "A bomb.") == ("Two killed in blast\n\nA bomb.", 21)
    assert joined(None, "A bomb.") == ("A bomb.", 0)
    assert joined(" ", "A bomb.") == ("A bomb.", 0)
