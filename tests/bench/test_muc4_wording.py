"""What words say of set fills, on texts of our own."""

from __future__ import annotations

import pytest

from bench.muc4.slots.wording import TRUST, features, stem, told
from bench.muc4.template import HUMAN_EFFECT, HUMAN_TYPE, INSTRUMENT_TYPE, TARGET_EFFECT, TARGET_TYPE
from tocsin.model import Span
from training.set_fills import fitted


def said(text: str, words: str, role: str, slot: int) -> dict[str, float]:
    start = text.index(words)
    return told(text, [Span(start, start + len(words))], role, slot)


@pytest.mark.parametrize(
    ("text", "words", "role", "slot", "expected"),
    [
        ("A CHARGE WENT OFF BEFORE A SAVINGS BANK.", "SAVINGS BANK", "Target", TARGET_TYPE, "FINANCIAL"),
        ("THEY FIRED AT THE POLICE POST.", "POLICE POST", "Target", TARGET_TYPE, "LAW ENFORCEMENT FACILITY"),
        ("STICKS OF DYNAMITE WERE LEFT THERE.", "DYNAMITE", "Weapon", INSTRUMENT_TYPE, "DYNAMITE"),
        ("THE COURT SAW THE JUDGE ON HIS WAY.", "JUDGE", "Described", HUMAN_TYPE, "LEGAL OR JUDICIAL"),
        ("MEN KILLED A FARMER AT HIS GATE.", "FARMER", "Described", HUMAN_EFFECT, "DEATH"),
    ],
)  # fmt: skip
def test_plain_words_tell_the_set_fill(text: str, words: str, role: str, slot: int, expected: str) -> None:
    values = said(text, words, role, slot)
    assert max(values, key=lambda value: values[value]) == expected


def test_a_slot_that_may_be_empty_is_measured_against_none() -> None:
    burned = said("THE MEN BURNED A TRUCK AND CAUSED DAMAGE.", "TRUCK", "Target", TARGET_EFFECT)
    named = said("THE MEN PASSED BY THE NEWSPAPER.", "NEWSPAPER", "Target", TARGET_EFFECT)
    assert burned["SOME DAMAGE"] > named["SOME DAMAGE"]
    assert "NONE" not in burned


def test_words_near_count_more_and_sentences_without_words_are_nothing() -> None:
    found = features("SHOT DEAD BY MEN WAS X9 TODAY", [Span(21, 23)], "Victim", HUMAN_EFFECT)
    assert found["near WAS"] == found["near TODAY"] == 1.0 > found["near MEN"] > found["near SHOT"] > 0
    assert not [name for name in found if name.startswith(("own", "head"))]
    assert set(TRUST) == {7, 11, 13, 16, 20, 23}


@pytest.mark.parametrize(("word", "expected"), [("BOMBS", "BOMB"), ("GAS", "GAS"), ("POLICEMEN", "POLICE")])
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_names_and_rare_words_get_no_weight() -> None:
    rows = [({"all": 1.0, "own BANK": 1.0, "own LARA": 1.0}, "FINANCIAL")] * 6
    rows += [({"all": 1.0, "own FARM": 1.0, "own ONCE": float(i == 0)}, "OTHER") for i in range(6)]
    rows = [({name: x for name, x in found.items() if x}, answer) for found, answer in rows]
    weights = fitted(rows, {"LARA"})
    assert weights["FINANCIAL"]["own BANK"] > 0 > weights["OTHER"]["own BANK"]
    assert not {"own LARA", "own ONCE"} & set(weights["FINANCIAL"])
