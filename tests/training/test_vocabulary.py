"""A shorter vocabulary reads every word that the whole one reads; the words were written for tocsin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from training.vocabulary import kept, tokenizer

PIECES = (
    "<s>", "<pad>", "</s>", "[UNK]", "[unused0]", *"abdegmor", *(f"##{letter}" for letter in "abdegmor"),
    "爆", "bomb", "grenade", "market", "##ed", "road", "dam",
)  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.add_special_tokens(["<s>", "</s>", "[UNK]"])
    made.enable_truncation(4)
    made.save(str(tmp_path / "tokenizer.json"))
    return tmp_path / "tokenizer.json"


def short(source: Path, *seen: str, size: int = 0) -> Tokenizer:
    left = kept(source, [PIECES.index(piece) for piece in seen], size)
    return Tokenizer.from_str(json.dumps(tokenizer(source, left)))


def test_marks_letters_and_what_was_seen_are_kept_whatever_the_size(source: Path) -> None:
    left = {PIECES[i] for i in kept(source, [PIECES.index("grenade")], 0)}
    assert {"<s>", "</s>", "[UNK]", "a", "##a", "grenade"} <= left
    assert not {"bomb", "road", "[unused0]", "爆"} & left


def test_the_commonest_fill_it_up(source: Path) -> None:
    least = kept(source, (), 0)
    more = kept(source, (), len(least) + 2)
    assert [PIECES[i] for i in sorted(set(more) - set(least))] == ["<pad>", "爆"]
    assert "[unused0]" not in {PIECES[i] for i in kept(source, (), 10_000)}


def test_a_word_that_is_left_out_falls_apart_into_shorter_pieces(source: Path) -> None:
    coded = short(source, "bomb", "##ed").encode("bombed road")
    assert coded.tokens == ["bomb", "##ed", "r", "##o", "##a", "##d"]
    assert coded.offsets[2:] == [(7, 8), (8, 9), (9, 10), (10, 11)]


def test_pieces_are_numbered_from_zero_without_gaps(source: Path) -> None:
    made = short(source, "dam", size=20)
    vocabulary = made.get_vocab(with_added_tokens=True)
    assert sorted(vocabulary.values()) == list(range(len(vocabulary)))
    assert made.token_to_id("<s>") == 0
    assert made.truncation is None
