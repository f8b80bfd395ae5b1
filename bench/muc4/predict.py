"""MUC-4 predictions of the reader that tocsin ships, or of the one that TOCSIN_READER names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bench.muc4.predicted import SLOT_FILLS, Predicted
from bench.muc4.roles import ROLES
from bench.muc4.slots import slots
from bench.muc4.texts import Text
from tocsin.coding.reader.fillers import Filler
from tocsin.coding.reader.network import scores
from tocsin.coding.reader.schema import ATTRIBUTES
from tocsin.coding.reader.scores import Scores
from tocsin.coding.reader.templates import Template, attributes, incidents
from tocsin.coding.reader.weights import Weights, opened


def predict(texts: Iterable[Text]) -> list[Predicted]:
    """Return the prediction of each text, in order."""
    weights = opened()
    return [predicted(weights, text) for text in texts]


def predicted(weights: Weights, text: Text) -> Predicted:
    """Return the prediction of one text."""
    body = " ".join(text.body.split())
    found = scores(weights, body)
    if found is None:
        return Predicted(text.id, False)
    read = incidents(found, body, weights.settings)
    entities: dict[str, list[list[str]]] = {role: [] for role in ROLES}
    for filler in read.entities:
        if filler.role in ROLES:
            entities[filler.role].append([filler.text])
    templates = [_template(found, body, template) for template in read.templates]
    return Predicted(text.id, bool(read.templates), entities, _once(templates))


def _once(templates: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for template in templates:
        if template not in kept:
            kept.append(template)
    return kept


def _template(found: Scores, body: str, template: Template) -> dict[str, Any]:
    roles = {role: [[f.text] for f in template.of(role)] for role in ROLES}
    return {"incident_type": template.type.lower(), **roles, SLOT_FILLS: _slots(found, body, template)}


def _slots(found: Scores, body: str, template: Template) -> dict[int, list[str]]:
    said = {id(filler): _said(found, filler) for filler in template.fillers}
    return slots(body, template, lambda filler: said[id(filler)])


def _said(found: Scores, filler: Filler) -> dict[int, dict[str, float]]:
    """Return the logit of each set fill of a filler, by slot."""
    values: dict[int, dict[str, float]] = {}
    for (slot, value), logit in zip(ATTRIBUTES, attributes(found, filler).tolist(), strict=True):
        values.setdefault(slot, {})[value] = logit
    return values
