"""The distributed development and test keys as a whole, where they are at hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.muc4.filling import gold_templates, score_filling
from bench.muc4.keys import read_keys
from bench.muc4.official import score_official
from bench.muc4.ree import gold_entities, score_ree
from bench.muc4.template import Template
from bench.muc4.texts import read_texts

DATA = Path(__file__).parents[3] / "shared" / "data" / "muc4"

pytestmark = pytest.mark.skipif(
    not (DATA / "keys").is_dir(),
    reason=f"the MUC-4 texts and keys are not at {DATA}: they are not ours to ship",
)


@pytest.fixture(scope="module")
def keys() -> dict[str, list[Template]]:
    return read_keys([DATA / "keys"])


def test_every_text_has_its_key(keys: dict[str, list[Template]]) -> None:
    texts = read_texts([DATA / "texts"])
    assert len(texts) == len(keys) == 1500
    assert {text.id for text in texts} == set(keys)
    assert Counter(name.rsplit("-", 1)[0] for name in keys) == {
        "DEV-MUC3": 1300,
        "TST1-MUC3": 100,
        "TST2-MUC4": 100,
    }
    assert all(text.body.strip() for text in texts)


def test_every_template_is_read(keys: dict[str, list[Template]]) -> None:
    templates = [template for found in keys.values() for template in found]
    assert sum(bool(found) for found in keys.values()) == 816
    assert Counter(template.type for template in templates) == {
        "ATTACK": 733,
        "BOMBING": 349,
        "KIDNAPPING": 145,
        "ARSON": 51,
        "ROBBERY": 20,
        "FORCED WORK STOPPAGE": 7,
    }
    assert sum(template.optional for template in templates) == 192
    assert all(template.fills(slot) for template in templates for slot in (4, 5))
    assert sum(len(template.fills(18)) for template in templates) > 700
    for template in templates:
        for fills in template.slots.values():
            assert all(text.strip() and text.count('"') % 2 == 0 for fill in fills for text in fill.texts)


def test_the_keys_score_1_against_themselves(keys: dict[str, list[Template]]) -> None:
    part = {document: found for document, found in keys.items() if document.startswith("TST")}
    entities = {document: gold_entities(found) for document, found in part.items()}
    filled = {document: gold_templates(found) for document, found in part.items()}
    assert score_ree(entities, entities)["f1"] == 1.0
    assert score_filling(filled, filled)["f1"] == 1.0
    official = score_official(part, part)
    assert official["f1"] == 1.0
    assert official["templates"]["matched"] == sum(len(found) for found in part.values())
