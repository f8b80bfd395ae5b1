"""Attack and weapon types by words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.coding import type_words
from tocsin.coding.type_words import CODES, FLOORS, features, spoken, stem
from tocsin.errors import WeightsError


def given(*stretches: str, title: str = "", **said: tuple[str, ...]) -> dict[str, set[str]]:
    found = spoken(stretches, title, said)
    return {name: {one.code for one in codes if one.chance >= FLOORS[name]} for name, codes in found.items()}


@pytest.mark.parametrize(
    ("sentence", "attack"),
    [
        ("Gunmen on a motorcycle shot dead a judge outside her home.", "assassination"),
        ("Raiders set fire to twelve houses and burned the grain store to the ground.", "arson"),
        ("Saboteurs cut the power lines and damaged two pylons of the grid.", "sabotage"),
        ("Armed men abducted nine pupils and are asking for a ransom.", "kidnapping"),
    ],
)
def test_words_tell_types_for_which_there_is_no_rule(sentence: str, attack: str) -> None:
    assert attack in given(sentence)["attack_type"]


def test_each_code_stands_with_the_sentence_that_speaks_for_it() -> None:
    found = spoken(
        ["Two men stabbed a guard with kitchen knives at the gate.", "A car bomb went off an hour later."],
        "",
        {"attack_type": ("stabbing", "bombing")},
    )
    at = {one.code: one.stretch for one in found["attack_type"]}
    assert (at["stabbing"], at["bombing"]) == (0, 1)
    assert {one.code for codes in found.values() for one in codes} == {code for _, code in CODES}


def test_a_rule_adds_to_the_words() -> None:
    plain = {one.code: one.chance for one in spoken(["It was over quickly."], "", {})["attack_type"]}
    told = {
        one.code: one.chance
        for one in spoken(["It was over quickly."], "", {"attack_type": ("hijacking",)})["attack_type"]
    }
    assert told["hijacking"] > plain["hijacking"]


def test_nothing_said_is_no_type_and_nothing_breaks() -> None:
    assert given("")["attack_type"] == set()
    assert spoken([], "", {})["weapon_type"][0].stretch == 0


def test_words_and_pairs() -> None:
    assert features("Two Car-bombs exploded") == {
        "two", "car-bomb", "exploded", "two car-bomb", "car-bomb exploded",
    }  # fmt: skip
    assert (stem("Gas"), stem("mass"), stem("knives")) == ("gas", "mass", "knive")


def test_a_damaged_table_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "type_words.tsv"
    broken.write_text("word\tattack_type:bombing\nbomb\t1\n", encoding="utf-8")
    monkeypatch.setattr(type_words, "FILE", broken)
    type_words.weights.cache_clear()
    with pytest.raises(WeightsError, match=r"type_words\.tsv: the weights of attack types cannot be read"):
        type_words.weights()
    type_words.weights.cache_clear()
