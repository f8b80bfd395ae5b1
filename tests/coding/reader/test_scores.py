"""The numbers of a text from those of its windows."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.coding.reader.schema import ATTRIBUTES, DEPTH, DOCUMENT, ROLES, SAME, SENTENCES, TAGS, WIDEST
from tocsin.coding.reader.scores import Raw, Scores, joined
from tocsin.coding.reader.windows import Window
from tocsin.model import Span

RNG = np.random.default_rng(5)
TWICE = 2 * (len(ATTRIBUTES) + SAME)
BREADTH = RNG.normal(size=(len(ROLES), WIDEST)).astype(np.float32)


def window(first: int, pieces: int) -> tuple[Window, Raw]:
    at = range(first, first + pieces)
    made = Window(
        (0,) * (pieces + 2),
        (-1, *(3 * i for i in at), -1),
        (-1, *(3 * i + 2 for i in at), -1),
        (False, *(True for _ in at), False),
        (False, *(True for _ in at), False),
        first,
    )

    def numbers(width: int) -> np.ndarray:
        return RNG.normal(size=(pieces + 2, width)).astype(np.float32)

    wide = len(ROLES) * (DEPTH + 1)
    raw = Raw(
        numbers(wide), numbers(wide), numbers(TWICE), numbers(SENTENCES), numbers(len(TAGS)),
        RNG.normal(size=len(DOCUMENT)).astype(np.float32),
    )  # fmt: skip
    return made, raw


def one(pieces: int = 12) -> Scores:
    return joined([window(0, pieces)], BREADTH)


def test_a_span_scores_start_times_end_and_its_width() -> None:
    scores = one()
    role, first, last = 3, 2, 7
    start = scores.start.reshape(12, len(ROLES), DEPTH + 1)[first, role]
    end = scores.end.reshape(12, len(ROLES), DEPTH + 1)[last, role]
    expected = start[:DEPTH] @ end[:DEPTH] / DEPTH**0.5 + start[DEPTH] + end[DEPTH] + BREADTH[role, 5]
    assert scores.spans[role, first, 5] == pytest.approx(expected, rel=1e-4)


def test_no_span_goes_beyond_the_end_or_ends_within_a_word() -> None:
    made, raw = window(0, 12)
    made = Window(made.ids, made.starts, made.ends, made.opens, tuple(i % 2 == 0 for i in range(14)), 0)
    scores = joined([(made, raw)], BREADTH)
    assert (scores.spans[:, 10, 2:] < -9999).all()
    held = np.argwhere(scores.spans > -9999)
    assert len(held)
    assert all((first + wide) % 2 == 1 for _, first, wide in held)


def test_where_windows_overlap_the_one_that_saw_more_around_counts() -> None:
    left, right = window(0, 10), window(6, 10)
    scores = joined([left, right], BREADTH)
    assert len(scores.starts) == 16
    assert np.array_equal(scores.sentences[6], left[1].sentences[7])
    assert np.array_equal(scores.sentences[9], right[1].sentences[4])
    assert np.array_equal(scores.document, np.maximum(left[1].document, right[1].document))


def test_a_sentence_is_the_mean_of_its_pieces() -> None:
    scores = one()
    found = scores.sentence(Span(6, 15))
    assert found is not None
    assert np.allclose(found, scores.sentences[2:5].mean(0))
    assert scores.sentence(Span(100, 120)) is None


def test_a_text_without_windows_has_no_numbers() -> None:
    with pytest.raises(ValueError, match="no window"):
        joined([], BREADTH)
