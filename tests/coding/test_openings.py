"""What speaks for a sentence telling of another attack than those before it."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from tocsin.coding.events import tellings
from tocsin.coding.openings import signs
from tocsin.coding.reader.reading import TYPE_AT, Told
from tocsin.coding.reader.schema import TYPES
from tocsin.coding.sentences import sentences

NAMES = (
    "constant", "opens", "several", "another", "meanwhile", "score", "casualties", "paragraph", "unlike",
    "new names", "told",
)  # fmt: skip
DAY = datetime(2021, 5, 4, tzinfo=UTC)


def told(kind: str) -> Told:
    types = np.full(len(TYPES), 0.05, np.float32)
    types[TYPE_AT["attack_type", kind]] = 0.9
    return Told(0.9, 0.05, 0.5, types)


def found(text: str, *kinds: str) -> dict[str, float]:
    """The signs of the last sentence of `text`, given all those before; `kinds` are the attack types of
    each."""
    telling = tellings(text, sentences(text), DAY)
    assert len(telling) == len(kinds)
    before = [(told(kind), t) for kind, t in zip(kinds[:-1], telling, strict=False)]
    return dict(zip(NAMES, signs(text, 0.5, told(kinds[-1]), telling[-1], before), strict=True))


def test_another_attack_is_of_another_kind_in_another_place_in_a_paragraph_of_its_own() -> None:
    text = (
        "A bomb killed four shoppers in Kirkuk on Monday.\n\n"
        "In a separate attack, gunmen shot dead two policemen near Baiji."
    )
    signs_ = found(text, "bombing", "shooting")
    assert signs_["another"] == signs_["paragraph"] == signs_["casualties"] == 1.0
    assert signs_["unlike"] > 0.5
    assert signs_["new names"] == 1.0


def test_what_goes_on_about_the_same_attack_has_none_of_it() -> None:
    text = "A bomb killed four shoppers in Kirkuk on Monday. The blast in Kirkuk wrecked ten stalls."
    signs_ = found(text, "bombing", "bombing")
    assert signs_["another"] == signs_["paragraph"] == signs_["new names"] == 0.0
    assert signs_["unlike"] < 0.01
    assert signs_["told"] == 1.0
