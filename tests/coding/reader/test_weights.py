"""The weights file: shipped whole, refused when it is not what the card says."""

from __future__ import annotations

import json
import os
import shutil
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.reader.data import FOLDER
from tocsin.coding.reader.schema import DIGEST
from tocsin.coding.reader.weights import CARD, GRAPH, PLACE, TOKENIZER, card, opened
from tocsin.errors import WeightsError

MOST = 25_000_000
"""Bytes that model and tokenizer may have together."""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for name in (CARD, GRAPH, TOKENIZER):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_the_packaged_model_is_small_enough_and_says_what_it_is() -> None:
    assert sum((FOLDER / name).stat().st_size for name in (CARD, GRAPH, TOKENIZER)) <= MOST
    facts = card()
    assert facts["schema"] == DIGEST
    assert "Apache-2.0" in facts["licence"]
    assert set(facts["files"]) == {GRAPH, TOKENIZER}
    assert facts["run"]["scores"]


def test_a_model_opens_from_any_folder(model: Path) -> None:
    assert opened(model).name == card()["name"]


def test_altered_weights_are_refused_with_the_expected_digest(model: Path) -> None:
    whole = (model / GRAPH).read_bytes()
    (model / GRAPH).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(WeightsError, match=f"altered; expected sha256 {card()['files'][GRAPH]}"):
        opened(model)


def test_missing_weights_are_named_with_the_expected_digest(model: Path) -> None:
    (model / GRAPH).unlink()
    with pytest.raises(WeightsError, match=f"missing; expected a file with sha256 {card()['files'][GRAPH]}"):
        opened(model)


def test_weights_of_another_version_are_refused(model: Path) -> None:
    facts = json.loads((model / CARD).read_text(encoding="utf-8"))
    (model / CARD).write_text(json.dumps({**facts, "schema": "0" * 16}), encoding="utf-8")
    with pytest.raises(WeightsError, match="build it again"):
        opened(model)


def test_weights_of_a_time_when_they_were_not_packed_are_refused(model: Path) -> None:
    facts = json.loads((model / CARD).read_text(encoding="utf-8"))
    facts["files"]["reader.onnx"] = facts["files"].pop(GRAPH)
    (model / CARD).write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(WeightsError, match=f"names no {GRAPH}.*build it again"):
        opened(model)


def test_a_folder_without_a_model_is_a_line_for_the_user(tmp_path: Path) -> None:
    line = '{"id": "a", "text": "Gunmen killed four officers at a police post in Kandahar."}'
    result = subprocess.run(
        [sys.executable, "-m", "tocsin", "code", "-"],
        input=line, capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, PLACE: str(tmp_path / "none")},
    )  # fmt: skip
    assert result.returncode == 2
    assert "the card of the reader's weights cannot be read" in result.stderr
    assert "Traceback" not in result.stderr


@settings(deadline=None)  # the first opens the model
@given(st.text(string.ascii_letters, min_size=1, max_size=30))
def test_the_short_vocabulary_loses_no_word_of_latin_letters(word: str) -> None:
    coded = opened().tokenizer.encode(word, add_special_tokens=False)
    assert "[UNK]" not in coded.tokens
    assert (coded.offsets[0][0], coded.offsets[-1][1]) == (0, len(word))
