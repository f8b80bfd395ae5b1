"""How the gate's weights are made: the texts, the fit, the choice of the threshold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tocsin.coding import gate
from training import gate as training
from training import written

from .gate_texts import ITEMS, ORDINARY, SENTENCES

TEXTS = written.read_written(written.ORDINARY)
SHORT = written.read_written(written.SHORT)


def example(text: str, attack: bool, source: str) -> training.Example:
    return training.Example(tuple(gate.words_of(None, text)), attack, 1.0, source)


def test_there_are_enough_ordinary_texts_and_each_is_short() -> None:
    assert len(TEXTS) >= 300
    assert all(40 <= len(w.text.split()) <= 120 for w in TEXTS)
    assert len({w.text for w in TEXTS}) == len(TEXTS)
    lower = sum(w.text == w.text.lower() for w in TEXTS)
    assert 0.25 < lower / len(TEXTS) < 0.45


def test_the_texts_of_these_tests_are_not_trained_on() -> None:
    trained = " ".join(" ".join(gate.words_of(w.title, w.text)) for w in (*TEXTS, *SHORT))
    for text in (*ITEMS, *SENTENCES, *ORDINARY):
        assert " ".join(gate.words_of(None, text)) not in trained


def test_the_shipped_weights_were_made_from_these_ordinary_texts() -> None:
    about = json.loads((gate.FOLDER / gate.MANIFEST).read_text(encoding="utf-8"))
    now = training.digests(Path("nowhere"))
    for key in ("training/ordinary/*.txt", "training/ordinary/attacks/*.txt"):
        assert about["inputs"][key] == now[key], "run python -m training.gate"


def test_a_block_without_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\nText.\n===\nOnly a title\n", encoding="utf-8")
    with pytest.raises(written.InputFaultError, match=r"a\.txt: block 2"):
        written.read_written(tmp_path)
    with pytest.raises(written.InputFaultError, match="no texts in"):
        written.read_written(tmp_path / "none")
    with pytest.raises(written.InputFaultError, match="dev"):
        training.read_muc4(tmp_path, "dev")


def test_muc4_texts_are_relevant_where_the_key_has_a_template(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "keys").mkdir()
    (tmp_path / "texts" / "dev-1").write_text(
        "DEV-MUC3-9001 (SITE)\n\n   CITY, 3 JAN 90 -- [TEXT] MASKED MEN SHOT\nA CLERK.\n\n"
        "DEV-MUC3-9002 (SITE)\n\n   RAIN.\n",
        encoding="utf-8",
    )
    (tmp_path / "keys" / "key-dev-1").write_text(
        "0.  MESSAGE: ID                     DEV-MUC3-9001 (SITE)\n"
        "1.  MESSAGE: TEMPLATE               1 (OPTIONAL)\n"
        '9.  PERP: INDIVIDUAL ID             "MASKED MEN" / "MEN"\n\n'
        "0.  MESSAGE: ID                     DEV-MUC3-9002 (SITE)\n"
        "1.  MESSAGE: TEMPLATE               *\n",
        encoding="utf-8",
    )
    one, two = training.read_muc4(tmp_path, "dev")
    assert one.relevant
    assert one.fillers == {"MASKED MEN"}
    assert "SHOT A CLERK" in one.text
    assert not two.relevant


def test_words_that_are_written_large_are_no_common_words() -> None:
    text = "The mayor of Lima said the market of Lima was open. He likes the market."
    inputs = training.Inputs((), (), (written.Written("a", None, text),))
    assert training.common_words(inputs) >= {"mayor", "market", "open"}
    assert "lima" not in training.common_words(inputs)


def test_the_least_of_a_bowl_is_found() -> None:
    middle = np.array([3.0, -2.0, 0.5])

    def bowl(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        return float(((at - middle) ** 2 * [1, 10, 100]).sum()), 2 * (at - middle) * [1, 10, 100]

    assert np.allclose(training.minimise(bowl, np.zeros(3)), middle, atol=1e-3)


def test_a_fit_tells_two_kinds_apart() -> None:
    some = [example(f"blorp {n} went off in the square", True, f"a{n}") for n in range(10)]
    some += [example(f"wibble {n} was sold in the square", False, f"o{n}") for n in range(10)]
    common = frozenset(["blorp", "went", "off", "in", "the", "square", "wibble", "was", "sold"])
    weights = training.train(some, some, common)
    assert weights.whole["blorp"] > 0 > weights.whole["wibble"]
    assert weights.near["blorp"] > 0 > weights.near["wibble"]
    assert gate.score(weights, ["blorp", "square"]) > gate.score(weights, ["wibble", "square"])
    assert weights == training.train(some, some, common)


def test_the_threshold_reaches_the_recall_that_is_asked_for() -> None:
    found = np.arange(200.0)
    assert training.highest_cut(found, 0.99) == 2
    assert (found >= training.highest_cut(found, 0.9925)).mean() >= 0.9925
    assert training.highest_cut(found[:10], 1.0) == 0


def test_folds_keep_a_source_together() -> None:
    assert training.fold_of("a-001") == training.fold_of("a-001")
    assert {training.fold_of(str(n)) for n in range(50)} == set(range(training.FOLDS))


def test_what_is_written_can_be_loaded(tmp_path: Path) -> None:
    weights = gate.Weights({"bomb": 100, ("car", "bomb"): 30}, {"bomb": -5}, -7, 12, 0.5)
    training.write(weights, {"seed": 1}, tmp_path)
    assert gate.load(tmp_path) == weights
