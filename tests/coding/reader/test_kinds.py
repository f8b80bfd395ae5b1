"""Which kind of incident the words around a filler speak of."""

from __future__ import annotations

import numpy as np
import pytest

from tocsin.coding.reader import kinds
from tocsin.coding.reader.schema import INCIDENT_TYPES
from tocsin.model import Span

TEXT = "Gunmen shot the baker. In another town two teachers were kidnapped, and a depot was set on fire."


def at(words: str) -> list[Span]:
    start = TEXT.index(words)
    return [Span(start, start + len(words))]


@pytest.mark.parametrize(
    ("words", "kind"), [("the baker", "ATTACK"), ("teachers", "KIDNAPPING"), ("a depot", "ARSON")]
)
def test_the_word_of_its_own_kind_is_nearest(words: str, kind: str) -> None:
    near = kinds.near(kinds.places(TEXT), at(words))
    assert INCIDENT_TYPES[int(np.argmax(near))] == kind


def test_no_word_is_infinitely_far_and_case_is_nothing() -> None:
    found = kinds.places(TEXT.upper())
    near = dict(zip(INCIDENT_TYPES, kinds.near(found, at("the baker")), strict=False))
    assert near["BOMBING"] == near["ROBBERY"] == 0.0
    assert near == dict(zip(INCIDENT_TYPES, kinds.near(kinds.places(TEXT), at("the baker")), strict=False))


def test_of_several_mentions_the_nearest_counts() -> None:
    found = kinds.places(TEXT)
    one, other = at("the baker"), at("teachers")
    both = kinds.near(found, one + other)
    assert both == tuple(
        max(a, b) for a, b in zip(kinds.near(found, one), kinds.near(found, other), strict=True)
    )
    assert max(both) <= 1.0
