"""Role-filler entity extraction: CEAF-REE, as Du, Rush and Cardie define it (GRIT, EACL 2021).

A document's fillers of one role are pooled over its templates, optional templates and optional fills counting
like others. Predicted and gold entities are paired one to one; a pair counts 1 where the predicted strings
are a subset of the gold alternatives, else 0; the pairing is the one that counts most. Precision divides the
count by the predicted entities and recall by the gold entities, over all documents, and the five roles
together give the micro average.

What GRIT's code leaves to its preparation of the data is decided here: entities of a document and role whose
alternatives are the same, or all among another's, are one entity, which is what the published form of a
document shows ("riders" of a later template is part of "masked riders, riders"). Entities that
only share an alternative stay apart: the keys list many persons beside a group that is named for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.muc4.assignment import assign
from bench.muc4.roles import ROLES, covers, entity, merged, rates
from bench.muc4.template import Template

Entities = Mapping[str, Sequence[Sequence[str]]]
"""The entities of one document by role; an entity is a list of its strings."""


def gold_entities(templates: Iterable[Template]) -> dict[str, list[list[str]]]:
    """Return the entities of one document's templates by role, those that are the same put together."""
    templates = list(templates)
    return {
        role: merged([strings for template in templates for strings in template.strings(slot)])
        for role, slot in ROLES.items()
    }


def score_ree(predicted: Mapping[str, Entities], gold: Mapping[str, Entities]) -> dict[str, Any]:
    """Return precision, recall and F1 over all roles and under "roles" for each, with the counts.

    Scored are the documents of `gold`; a document that was not predicted counts as predicted without entity,
    and a predicted document without key is not scored. Predicted entities are taken as they are: one that
    says the same as another can be right only once.
    """
    roles = {}
    total = [0, 0, 0]
    for role in ROLES:
        counts = [0, 0, 0]
        for document, entities in gold.items():
            found = [entity(strings) for strings in predicted.get(document, {}).get(role, ())]
            wanted = [entity(strings) for strings in entities.get(role, ())]
            right = assign([[float(covers(w, f)) for w in wanted] for f in found])
            for i, count in enumerate((len(right), len(found), len(wanted))):
                counts[i] += count
                total[i] += count
        roles[role] = _figures(counts)
    return {**_figures(total), "roles": roles}


def _figures(counts: Sequence[int]) -> dict[str, float]:
    right, predicted, gold = counts
    return {**rates(right, predicted, right, gold), "right": right, "predicted": predicted, "gold": gold}
