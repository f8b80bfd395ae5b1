"""Targets: which words count, what a weight hangs on. All sentences here are our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tocsin.coding import code
from tocsin.coding.events import Telling, tellings
from tocsin.coding.sentences import sentences
from tocsin.coding.target_words import PATTERNS
from tocsin.coding.targets import signs, target_types, weights
from tocsin.model import Document, Span
from tocsin.taxonomy import TARGET_TYPES

PUBLISHED = datetime(2024, 3, 5, 12, tzinfo=UTC)


def told(text: str) -> list[Telling]:
    return tellings(text, sentences(text), PUBLISHED)


def nothing(_span: Span) -> dict[str, float]:
    return {}


def struck(*words: str, text: str) -> dict[str, float]:
    """Return the chance of each code where the reader holds just these words for the target."""
    places = [Span(text.index(word), text.index(word) + len(word)) for word in words]

    def tagged(span: Span) -> dict[str, float]:
        return {"target": float(any(p.start < span.end and span.start < p.end for p in places))}

    return {target.code: target.probability for target in target_types(told(text), "", tagged)}


def test_each_code_has_words_and_a_weight() -> None:
    assert set(PATTERNS) == set(TARGET_TYPES)
    assert {f"is {code}" for code in PATTERNS} <= set(weights())


def test_every_sign_has_a_weight() -> None:
    found = signs(told("A bomb hit a bus."), "", nothing)
    assert {name for row in found.values() for name in row} <= set(weights())


TEXT = "Gunmen attacked a convent near a police post and fled past a school towards the market."


@pytest.mark.parametrize(
    ("words", "right"),
    [("convent", "worship"), ("police post", "police"), ("school", "education"), ("market", "commerce")],
)
def test_what_the_reader_holds_for_struck_is_the_target(words: str, right: str) -> None:
    chances = struck(words, text=TEXT)
    assert max(chances, key=lambda one: chances[one]) == right


def test_a_word_within_a_longer_one_does_not_count() -> None:
    assert "police" not in struck("bus station", text="A bomb went off in a bus station in Lahore.")


def test_nothing_struck_gives_at_most_a_guess() -> None:
    assert len(target_types(told(TEXT), "", nothing)) <= 1


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("A car bomb destroyed a filling station in Basra on Monday, killing two cashiers.", "commerce"),
        ("Attackers burned down a prayer hall in Kano on Sunday and killed a catechist.", "worship"),
        ("Gunmen ambushed an aid convoy near Goma on Monday and killed two drivers.", "aid"),
        ("Gunmen shot dead two judges outside a tribunal in Cali on Monday.", "judiciary"),
    ],
)
def test_targets_of_short_texts(text: str, right: str) -> None:
    (report,) = code(Document("d", text, None, PUBLISHED)).reports
    assert right in {s.value for s in report.statements if s.property == "target_type"}
