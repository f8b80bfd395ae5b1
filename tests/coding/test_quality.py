"""Floors under the quality of coding: a change that reads worse does not land unseen.

The corpora are pinned by digest: other texts, other floors. Raise a floor with the reader; lower one only on
purpose.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bench.event_place_date import told
from bench.muc4.keys import read_keys
from bench.muc4.measure import score_predicted
from bench.muc4.predict import predict
from bench.muc4.texts import read_texts
from bench.tuning import corpus_digest, measure, tuning
from tocsin.coding import Coder

DISPATCHES = "bf7aee3cf0ce3751"
AT_LEAST = {
    "incidents found": 0.86,
    "relevant": 0.95,
    "attack_types, any": 0.82,
    "attack_types, all": 0.58,
    "weapon_types, any": 0.82,
    "weapon_types, all": 0.68,
    "killed, where told": 0.74,
    "injured, where told": 0.77,
    "groups, where told": 0.57,
    "groups given, right": 0.70,
    "target_types, any": 0.85,
    "date": 0.97,
    "country": 0.92,
}
TOLD = {"place within 25 km": 0.85, "date exact": 0.90, "country": 0.90}
"""Floors of place and date from the labelled sentences of the tuning part, of all its incidents."""
AT_MOST = {"false alarms": 0.09, "extra reports": 0.10}
MUC4 = Path(__file__).parents[3] / "shared" / "data" / "muc4"
TEXTS = "fa68f697de1571a8"
REE, TEMPLATES, OFFICIAL, RELEVANCE = 0.59, 0.53, 0.54, 0.88


def test_dispatches_of_the_tuning_part() -> None:
    assert corpus_digest() == DISPATCHES, (
        "the dispatches have changed: measure anew and set digest and floors"
    )
    figures = measure(tuning(), Coder())
    low = {name: figures[name] for name, floor in AT_LEAST.items() if figures[name][0] < floor}
    high = {name: figures[name] for name, ceiling in AT_MOST.items() if figures[name][0] > ceiling}
    assert not low
    assert not high


def test_places_and_dates_of_the_tuning_part() -> None:
    assert corpus_digest() == DISPATCHES
    figures = told(["tuning"])["tuning"].report()
    assert figures["incidents"] == 152
    assert not {
        name: figures[name] for name, floor in TOLD.items() if figures[name]["of all"]["rate"] < floor
    }


@pytest.mark.skipif(not MUC4.is_dir(), reason=f"the MUC-4 texts are not at {MUC4}")
def test_muc4_tuning_sets() -> None:
    paths = [MUC4 / "texts" / "tst1-muc3", MUC4 / "texts" / "tst2-muc4"]
    whole = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
    assert whole == TEXTS, "these are other texts than the floors were measured on"
    keys = read_keys([MUC4 / "keys" / "key-tst1.v7", MUC4 / "keys" / "key-tst2.v4"])
    figures, faults = score_predicted(predict(read_texts(paths)), keys)
    assert not faults
    assert figures["ree"]["f1"] >= REE
    assert figures["templates"]["f1"] >= TEMPLATES
    assert figures["official"]["f1"] >= OFFICIAL
    assert figures["relevance"]["f1"] >= RELEVANCE
