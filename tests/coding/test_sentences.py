"""Sentences: exact spans, abbreviations, quotes, capitals, and texts without any sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.folding import fold
from tocsin.coding.sentences import LONGEST, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One fell. Two ran.", ["One fell.", "Two ran."]),
        ("Gen. Ali spoke. He left.", ["Gen. Ali spoke.", "He left."]),
        ("It was 6 a.m. in Rome. Rain fell.", ["It was 6 a.m. in Rome.", "Rain fell."]),
        ("It began at 6 p.m. The police came.", ["It began at 6 p.m.", "The police came."]),
        ("The U.S. Army left.", ["The U.S. Army left."]),
        ('"Run." he said. They ran.', ['"Run." he said.', "They ran."]),
        ("He asked “Why?” Nobody knew.", ["He asked “Why?”", "Nobody knew."]),
        ("Title line\n\nBody text.", ["Title line", "Body text."]),
        ("wrapped\nline of text. next one.", ["wrapped\nline of text.", "next one."]),
        ("A BOMB WENT OFF. TWO DIED.", ["A BOMB WENT OFF.", "TWO DIED."]),
        ("all is low. nothing is high.", ["all is low.", "nothing is high."]),
        ("Toll: 3.5 million. End.", ["Toll: 3.5 million.", "End."]),
        ("انفجرت قنبلة۔ قتل ثلاثة", ["انفجرت قنبلة۔", "قتل ثلاثة"]),
        ("", []),
        ("   \n ", []),
    ],
)
def test_splits(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_lines_that_are_paragraphs_end_sentences() -> None:
    line = "a line without any full stop that goes on for a good while " * 2
    assert len(sentences(f"{line}\n{line}\n{line}")) == 3


def test_a_text_without_an_end_is_cut() -> None:
    spans = sentences("word " * 5000)
    assert all(span.end - span.start <= LONGEST for span in spans)
    assert len(spans) > 10


@given(st.text(alphabet="ab. \n!?\"'”AİßСم", max_size=300))
def test_spans_are_in_order_and_lose_nothing_but_space(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
