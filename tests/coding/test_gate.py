"""The relevance gate: what passes, what does not, and what happens where its weights are not as they were."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding import gate
from tocsin.errors import WeightsError

from .gate_texts import ITEMS, ORDINARY, SENTENCES

FILLING = (
    "The town council met on Monday and talked about the budget for parks, about the new bus timetable and "
    "about a prize for the best front garden in the district. "
)


def passes(text: str, title: str | None = None) -> bool:
    return gate.probability(title, text) >= gate.THRESHOLD


def test_short_reports_of_attacks_pass() -> None:
    assert [text for text in ITEMS if not passes(text)] == []


def test_nearly_all_reports_of_a_single_sentence_pass() -> None:
    stopped = [text for text in SENTENCES if not passes(text)]
    assert len(stopped) <= 0.1 * len(SENTENCES), stopped


def test_most_short_ordinary_texts_do_not_pass() -> None:
    passed = [text for text in ORDINARY if passes(text)]
    assert len(passed) <= 0.1 * len(ORDINARY), passed


def test_an_attack_in_a_long_text_passes() -> None:
    assert not passes(FILLING * 8)
    assert passes(f"{FILLING * 4}{ITEMS[0]} {FILLING * 4}")


def test_capitals_and_typographic_signs_make_no_difference() -> None:
    for text in (*ITEMS, *SENTENCES, *ORDINARY):
        assert gate.probability(None, text.upper()) == gate.probability(None, text.lower())
    assert gate.probability("A", "gunmen – “rebels” – fired") == gate.probability(
        "A", 'gunmen - "rebels" - fired'
    )


def test_the_title_is_read_too() -> None:
    assert gate.probability("Bomb kills ten at market", FILLING) > gate.probability(None, FILLING)


@pytest.mark.parametrize("text", ["", " \n", "?!", "12345", "жж", "x"])
def test_no_words_do_not_pass(text: str) -> None:
    assert 0 < gate.probability(None, text) < gate.THRESHOLD
    assert 0 < gate.probability(text, text) < gate.THRESHOLD


@given(st.one_of(st.none(), st.text()), st.text())
def test_any_text_has_a_probability(title: str | None, text: str) -> None:
    assert 0 < gate.probability(title, text) < 1


def test_a_megabyte_costs_no_more_than_a_page() -> None:
    text = "gunmen bombed the market and İstanbul burned; " * 25_000
    assert len(text) > 1_000_000
    start = time.perf_counter()
    for _ in range(20):
        gate.probability(text, text)
    assert time.perf_counter() - start < 2


def test_weights_are_small_and_know_no_names() -> None:
    weights = gate.load()
    assert (gate.FOLDER / gate.NAME).stat().st_size < 150_000
    words = {
        w for term in {*weights.whole, *weights.near} for w in ([term] if isinstance(term, str) else term)
    }
    assert not words & {
        "salvador", "fmln", "colombia", "colombian", "bogota", "peru", "lima", "medellin", "cristiani",
        "barco", "farabundo", "january", "monday", "pablo", "escobar", "jesuits", "london", "iraq",
    }  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in (gate.NAME, gate.MANIFEST):
        shutil.copy(gate.FOLDER / name, folder / name)
    return folder


def expected(folder: Path) -> str:
    return str(json.loads((folder / gate.MANIFEST).read_text(encoding="utf-8"))["sha256"])


def test_weights_load_as_they_were_written(copy: Path) -> None:
    assert gate.load(copy) == gate.load()
    assert hashlib.sha256((copy / gate.NAME).read_bytes()).hexdigest() == expected(copy)


def test_altered_weights_are_refused(copy: Path) -> None:
    path = copy / gate.NAME
    path.write_bytes(path.read_bytes().replace(b"\t", b" ", 1))
    with pytest.raises(WeightsError) as caught:
        gate.load(copy)
    message = str(caught.value)
    assert str(path) in message
    assert f"expected sha256 {expected(copy)}" in message
    assert "\n" not in message


def test_missing_weights_are_named(copy: Path) -> None:
    (copy / gate.NAME).unlink()
    with pytest.raises(WeightsError) as caught:
        gate.load(copy)
    message = str(caught.value)
    assert str(copy / gate.NAME) in message
    assert f"expected a file with sha256 {expected(copy)}" in message
    assert "\n" not in message


@pytest.mark.parametrize("manifest", [None, "", "[]", "{}", '{"sha256": "00", "bias": "x"}', "\x00\n\n"])
def test_a_manifest_that_cannot_be_read_is_named(copy: Path, manifest: str | None) -> None:
    path = copy / gate.MANIFEST
    path.unlink()
    if manifest is not None:
        path.write_text(manifest, encoding="utf-8")
    with pytest.raises(WeightsError) as caught:
        gate.load(copy)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_scores_add_up() -> None:
    weights = gate.Weights(
        whole={"bomb": 100, ("bomb", "kills"): 50, "market": -20}, near={"bomb": 10, "kills": 5}, bias=-7
    )
    assert gate.score(weights, []) == -7
    assert gate.score(weights, ["bomb"]) == -7 + 100 + 2 * 10
    assert gate.score(weights, ["bomb", "kills", "bomb"]) == -7 + 150 + 2 * 25
    filling = ["quiet"] * 100
    long = gate.score(weights, [*filling, "bomb", "kills", "market", *filling])
    assert long == -7 + 130 + 15 + 15 * 30 // 203
