"""The chance that a text reports a new attack: a logistic line over the signs of `tocsin.coding.relevance`.

`python -m training.chance --muc4 DIR [--model FOLDER]` fits it anew for a model that is there, after a change
of the signs or of the gate; `training.make` fits it with all else.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from bench.muc4.keys import read_keys
from bench.muc4.texts import read_texts
from bench.tuning import tuning
from tocsin.coding import gate
from tocsin.coding.events import tellings
from tocsin.coding.reader import reading
from tocsin.coding.reader.data import FOLDER
from tocsin.coding.reader.weights import CARD, Weights, opened
from tocsin.coding.relevance import signs
from tocsin.coding.sentences import sentences
from training import everyday, labelled
from training.dispatches import Dispatch
from training.gate import Unseen
from training.lines import logistic
from training.written import SHORT, read_written

_SOME_DAY: Final = datetime(2015, 6, 15, 12, tzinfo=UTC)
_WIRED: Final = 0.5
"""How much an old wire counts; it mostly speaks for the signs of its own kind."""
_BRIEFLY: Final = 0.3
"""How much a brief item counts: they are many, and the dispatches are what a desk reads."""


@dataclass(frozen=True, slots=True)
class Known:
    """A text with the answer to whether it reports a new attack; `source` names it to the gate, "" where
    the gate has not learned from it; `weight` is how much it counts."""

    source: str
    title: str | None
    text: str
    published: datetime
    reports: bool
    weight: float = 1.0


def known(tuning: Sequence[Dispatch], corpus: Path) -> list[Known]:
    """Return the texts that the chance of an attack is fitted on; the network was fitted to none of them.

    The tuning part, the short dispatches that were left out, ordinary news (without that, fires and funerals
    would be nothing that the line ever saw), and brief items: attack reports of a sentence or two, and the
    openings of the ordinary news. And the tuning sets of MUC-4, from the folder `corpus`: old wires in
    capitals.
    """
    found = [Known(d.id, d.title, d.text, d.published, bool(d.incidents)) for d in tuning]
    found += [Known("", title, text, day, reports) for title, text, day, reports in labelled.left_out()]
    for written in everyday.left_out():
        many = everyday.LEFT_OUT  # each stands for those that the network has seen
        found.append(Known(written.source, written.title, written.text, _SOME_DAY, False, many))
        spans = sentences(written.text)[:2]
        opening = written.text[: spans[-1].end] if spans else written.text
        found.append(Known(written.source, None, opening, _SOME_DAY, False, many * _BRIEFLY))
    found += [Known(w.source, w.title, w.text, _SOME_DAY, True, _BRIEFLY) for w in read_written(SHORT)]
    return found + list(_wires(corpus))


def _wires(corpus: Path) -> Iterator[Known]:
    for name in ("tst1", "tst2"):
        keys = read_keys(sorted((corpus / "keys").glob(f"key-{name}*")))
        for text in read_texts(sorted((corpus / "texts").glob(f"{name}*"))):
            yield Known("", None, text.body, _SOME_DAY, bool(keys[text.id]), _WIRED)


def line(model: Weights, texts: Sequence[Known], corpus: Path) -> list[float]:
    """Return the weights of the signs that a text reports a new attack, fitted on `texts`.

    `corpus` is the folder of MUC-4, from which gates are learned that have not seen the text they judge.
    """
    unseen = Unseen(corpus)
    rows, truth, counts = [], [], []
    for one in texts:
        spans = sentences(one.text)
        reading_ = reading.read(model, one.title, one.text, spans)
        if reading_ is None:
            continue
        gated = (
            unseen.chance(one.source, one.title, one.text)
            if one.source
            else gate.probability(one.title, one.text)
        )
        rows.append(signs(reading_, tellings(one.text, spans, one.published), one.title, one.text, gated))
        truth.append(float(one.reports))
        counts.append(one.weight)
    spread = np.asarray(rows).std(0)
    spread[0] = 1.0
    fitted = logistic(np.asarray(rows) / spread, np.asarray(truth), 1.0, np.asarray(counts)) / spread
    return [round(float(w), 5) for w in fitted]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--muc4", type=Path, required=True, help="folder with texts/ and keys/")
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of the model")
    options = parser.parse_args(arguments)
    card = options.model / CARD
    facts = json.loads(card.read_text(encoding="utf-8"))
    facts["settings"]["incident"] = line(opened(options.model), known(tuning(), options.muc4), options.muc4)
    card.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    print(*facts["settings"]["incident"])


if __name__ == "__main__":
    main()
