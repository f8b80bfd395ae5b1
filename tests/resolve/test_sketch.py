"""Sketches: how alike two texts are, from a few bytes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.resolve import similarity, sketch
from tocsin.resolve.sketch import SKETCH_BYTES, contained, credit_hash, credit_line, traces

STORY = " ".join(f"word{n} of the dispatch" for n in range(80))
OTHER = " ".join(f"item{n} in another account" for n in range(80))


def containment(one: str, other: str) -> float:
    """The estimated share of the shorter text that the longer one holds."""
    a, b = sketch(one), sketch(other)
    return contained(similarity(a, b), traces(a).size, traces(b).size)


def test_equal_and_foreign_texts() -> None:
    assert similarity(sketch(STORY), sketch(STORY)) == 1.0
    assert similarity(sketch(STORY), sketch(OTHER)) < 0.05


def test_case_and_punctuation_do_not_matter() -> None:
    assert (
        similarity(sketch("The bomb, police said, went off."), sketch("THE BOMB police said went off")) == 1.0
    )


def test_the_estimate_follows_the_share_in_common() -> None:
    words = [f"w{n}" for n in range(900)]
    one, two = " ".join(words[:600]), " ".join(words[300:])
    assert similarity(sketch(one), sketch(two)) == pytest.approx(1 / 3, abs=0.13)


def test_a_cut_copy_is_contained() -> None:
    cut = STORY[: len(STORY) // 4]
    assert containment(STORY, cut) > 0.7
    assert containment(STORY, OTHER[: len(OTHER) // 4]) < 0.3


def test_few_words_contain_nothing() -> None:
    assert containment(STORY, "word0 of the dispatch") == 0.0


def test_the_same_in_another_process() -> None:
    code = "import sys; from tocsin.resolve import sketch; print(sketch(sys.argv[1]).hex())"
    text = "Explosion à Nice — 84 morts"
    out = subprocess.run([sys.executable, "-c", code, text], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == sketch(text).hex()


@given(st.text(max_size=300))
def test_any_text_has_a_sketch_of_one_length(text: str) -> None:
    made = sketch(text)
    assert len(made) == SKETCH_BYTES
    assert similarity(made, made) in (0.0, 1.0)


def test_an_empty_text_is_like_nothing() -> None:
    assert similarity(sketch(""), sketch("")) == 0.0


def test_bytes_that_are_no_sketch_are_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        traces(b"short")


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("LYON, July 3 (Meridian Press) — A bomb went off.", "Meridian Press"),
        ("A bomb went off in the market. (Meridian Press)", "Meridian Press"),
        ("A bomb went off.\nSource: Meridian Press", "Meridian Press"),
        ("A bomb (of a new kind) went off - twice.", None),
        ("A bomb went off, killing a member of the council (MP).", None),
    ],
)
def test_credit_lines(text: str, credit: str | None) -> None:
    assert credit_line(text) == credit
    assert traces(sketch(text)).credit == credit_hash(credit)


def test_a_credit_is_blind_to_case_and_article() -> None:
    assert credit_hash("The Meridian Press") == credit_hash("MERIDIAN  PRESS") != 0
