"""The four scores of a prediction, and of somebody's response templates, as the figures that are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.muc4.filling import gold_templates, score_filling
from bench.muc4.keys import Fault, by_document, parse_templates
from bench.muc4.official import score_official
from bench.muc4.predicted import Predicted, predictions
from bench.muc4.ree import gold_entities, score_ree
from bench.muc4.responses import write_responses
from bench.muc4.roles import ROLES, rates
from bench.muc4.template import Template

Keys = Mapping[str, Sequence[Template]]


def score_predicted(predicted: Sequence[Predicted], keys: Keys) -> tuple[dict[str, Any], list[Fault]]:
    """Return "ree", "templates", "official", "relevance" and "documents" over the documents of `keys`.

    The full slots are scored as they are read back from the response file that would be written; what cannot
    be read there is in the faults. Raises ValueError where a document is predicted twice.
    """
    by_id = {p.id: p for p in predicted}
    if len(by_id) < len(predicted):
        raise ValueError("a document is predicted twice")
    entities = {p.id: p.entities for p in predicted}
    gold = {document: gold_entities(templates) for document, templates in keys.items()}
    wanted = {document: gold_templates(templates) for document, templates in keys.items()}
    templates, faults = parse_templates(responses_of(predicted), Path("(predicted)"), response=True)
    figures = {
        "ree": score_ree(entities, gold),
        "templates": score_filling(predictions(predicted), wanted),
        "official": score_official(by_document(templates), keys),
        "relevance": _relevance({p.id for p in predicted if p.relevant}, keys),
        "documents": len(keys),
    }
    return figures, faults


def responses_of(predicted: Sequence[Predicted]) -> str:
    """Return predictions as the content of a response file."""
    return write_responses({p.id: p.slots() for p in predicted})


def table(figures: Mapping[str, Any]) -> list[str]:
    """Return the lines of the printed table: a measure, and its precision, recall and F1."""
    lines = [f"{'':<28}{'precision':>10}{'recall':>10}{'F1':>10}"]
    for name, title in _TITLES.items():
        if name not in figures:
            continue
        lines.append(_line(title, figures[name]))
        if name in ("ree", "templates"):
            lines += [_line(f"  {role}", figures[name]["roles"][role]) for role in ROLES]
        if name == "official":
            lines += [_line(f"  {row}", counts) for row, counts in figures[name]["rows"].items()]
    for name in ("documents", "documents_per_second", "peak_memory_mb"):
        if name in figures:
            lines.append(
                f"{name.replace('_', ' '):<28}{figures[name]:>10,.{0 if name == 'documents' else 1}f}"
            )
    return lines


_TITLES = {
    "ree": "role fillers (CEAF-REE)",
    "templates": "templates (GTT)",
    "official": "official (ALL TEMPLATES)",
    "relevance": "relevance",
}


def _line(title: str, figures: Mapping[str, float]) -> str:
    return f"{title:<28}" + "".join(f"{figures[name]:>10.4f}" for name in ("precision", "recall", "f1"))


def _relevance(called: set[str], keys: Keys) -> dict[str, float]:
    """A document is relevant when its key has any template, an optional one too."""
    relevant = {document for document, templates in keys.items() if templates}
    called = called & keys.keys()
    right = len(called & relevant)
    counts = {"called": len(called), "relevant": len(relevant), "right": right}
    return {**rates(right, len(called), right, len(relevant)), **counts}
