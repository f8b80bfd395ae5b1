"""The weights of words on the set fills of MUC-4: `python -m training.set_fills --muc4 DIR`.

The fillers are those of the development keys, wherever they stand in their texts; what each set fill goes by
are its own words, and for some slots the words around it (`bench/muc4/slots/wording.py`). A word counts from
five fillers on, and none that is part of a person's name.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from bench.muc4.keys import read_keys
from bench.muc4.slots.wording import NONE, WEIGHTS, WORD, features, stem
from bench.muc4.template import (
    CONFIDENCE,
    DESCRIPTION,
    HUMAN_EFFECT,
    HUMAN_TYPE,
    INSTRUMENT_TYPE,
    NAME,
    TARGET_EFFECT,
    TARGET_TYPE,
    Template,
)
from bench.muc4.texts import read_texts
from tocsin.coding.reader.schema import ATTRIBUTES, SLOTS
from tocsin.model import Span
from training.lines import softmax
from training.occurrences import occurrences, plain

_ROLES: Final[dict[int, tuple[str, ...]]] = {
    INSTRUMENT_TYPE: ("Weapon",), CONFIDENCE: ("PerpOrg",), TARGET_TYPE: ("Target",),
    TARGET_EFFECT: ("Target",),
    HUMAN_TYPE: ("Victim", "Described"), HUMAN_EFFECT: ("Victim", "Described"),
}  # fmt: skip
_MAY_BE_EMPTY: Final = frozenset({TARGET_EFFECT, HUMAN_EFFECT})
_LEAST: Final = 5
_DESCRIBES: Final = 2
"""Descriptions in which a word of a name must stand to be none of a person's alone ("JUDGE")."""
_PEOPLE: Final = frozenset(
    ("BARCO", "CARLO", "FRANKL", "NORIEG", "PIZARR", "QUINTE", "RAFAEL", "SILVIA", "TOJEIR", "ZARATE")
)
"""Stems of names that stand around fillers and are none of a victim's alone."""
_PENALTY: Final = 1.0
_NOTHING: Final = 0.4
"""A weight under which a word is left out."""

Row = tuple[dict[str, float], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--muc4", type=Path, required=True, help="folder with texts/ and keys/")
    options = parser.parse_args(arguments)
    keys = read_keys(sorted((options.muc4 / "keys").glob("key-dev*")))
    texts = {t.id: plain(t.body) for t in read_texts(sorted((options.muc4 / "texts").glob("dev*")))}
    names = _names([key for of in keys.values() for key in of])
    weights = {}
    for slot, roles in _ROLES.items():
        rows = [r for d, of in keys.items() for key in of for r in _rows(texts[d], key, slot, roles)]
        weights[str(slot)] = fitted(rows, names)
        print(f"slot {slot}: {len(rows)} fillers", file=sys.stderr)
    WEIGHTS.write_text(json.dumps(weights, separators=(",", ":")) + "\n", encoding="ascii")
    return 0


def _rows(text: str, key: Template, slot: int, roles: Sequence[str]) -> Iterator[Row]:
    """Yield the features of each filler of `roles` in `key`, and its set fill."""
    known = {value for of, value in ATTRIBUTES if of == slot}
    for role in roles:
        for fill in key.fills(SLOTS[role]):
            spans = [Span(*at) for at in occurrences(text, fill.texts)]
            own = [f.texts[0] for f in key.fills(slot) if set(fill.texts) & set(f.references)]
            answers = [value for value in own if value in known] or ([NONE] if slot in _MAY_BE_EMPTY else [])
            if spans and answers:
                yield features(text, spans, role, slot), answers[0]


def _names(keys: Sequence[Template]) -> set[str]:
    """Return the stems of victims' names that stand in no description: nothing is learnt of people."""
    named, described = (
        Counter(stem(w) for k in keys for f in k.fills(slot) for t in f.texts for w in WORD.findall(t))
        for slot in (NAME, DESCRIPTION)
    )
    return {word for word in named if described[word] < _DESCRIBES} | _PEOPLE


def fitted(rows: Sequence[Row], names: Collection[str] = ()) -> dict[str, dict[str, float]]:
    """Return the weights by set fill and feature of a regression on the one answer of each row; features of
    the stems `names` have none."""
    count = Counter(name for found, _ in rows for name in found if name.split()[-1] not in names)
    at = {name: i for i, name in enumerate(sorted(n for n, c in count.items() if c >= _LEAST))}
    answers = sorted({answer for _, answer in rows})
    x = np.zeros((len(rows), len(at)))
    for row, (found, _) in enumerate(rows):
        for name, value in found.items():
            if name in at:
                x[row, at[name]] = value
    y = np.array([[answer == one for one in answers] for _, answer in rows], float)
    w = softmax(x, y, np.full(len(at), _PENALTY))
    return {one: _kept(at, w[:, column]) for column, one in enumerate(answers)}


def _kept(names: Mapping[str, int], column: np.ndarray) -> dict[str, float]:
    return {name: round(float(column[i]), 1) for name, i in names.items() if abs(column[i]) >= _NOTHING}


if __name__ == "__main__":
    sys.exit(main())
