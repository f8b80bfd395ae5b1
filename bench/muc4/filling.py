"""Template filling: micro precision, recall and F1, as Du, Rush and Cardie define it (GTT, NAACL 2021).

A template is an incident type and the entities of the five roles. Predicted and gold templates of a document
are paired one to one, or with none; only templates whose types agree can be paired, where the type of a gold
template that allows several is any of them. In a pair the type and each predicted entity whose strings are a
subset of some gold entity's alternatives count for precision, the type and each gold entity that some
predicted entity fits count for recall. Everything in a template without partner counts as predicted, or as
wanted, and not as right. Of all pairings of a document the one with the highest F1 of that document is taken;
the counts are summed over documents, roles and types.

As in GTT's scorer two gold templates that are alike in type and roles are one, entities are not pooled, and
optional templates and fills count like others. Unlike there, the best pairing is found without trying all of
them, and of equally good pairings the one with more right for precision is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bench.muc4.roles import ROLES, Entity, covers, entity, rates
from bench.muc4.template import Template

INCIDENT: Final = "incident_type"
PARTS: Final = (INCIDENT, *ROLES)
"""What is counted in a template."""

Filled = Mapping[str, Any]
"""A template as it stands in a predictions file: `incident_type` and by role a list of lists of strings."""


@dataclass(frozen=True, slots=True)
class _Filled:
    types: frozenset[str]
    roles: tuple[tuple[Entity, ...], ...]

    def counts(self) -> tuple[int, ...]:
        return (1, *(len(entities) for entities in self.roles))


def gold_templates(templates: Iterable[Template]) -> list[dict[str, Any]]:
    """Return key templates in the shape of a prediction, those that are alike in it only once.

    The types that a key allows stand with " / " between them.
    """
    found: dict[_Filled, dict[str, Any]] = {}
    for template in templates:
        filled: dict[str, Any] = {INCIDENT: " / ".join(template.types)}
        filled.update({role: template.strings(slot) for role, slot in ROLES.items()})
        found.setdefault(_filled(filled, template.document), filled)
    return list(found.values())


def score_filling(
    predicted: Mapping[str, Sequence[Filled]], gold: Mapping[str, Sequence[Filled]]
) -> dict[str, Any]:
    """Return precision, recall and F1 over all parts, and under "roles" for each part, the type among them.

    Scored are the documents of `gold`; a document that was not predicted counts as predicted without
    template. Raises TypeError where a prediction is not of the shape that `Filled` describes.
    """
    found, wanted = [0] * len(PARTS), [0] * len(PARTS)
    right_found, right_wanted = [0] * len(PARTS), [0] * len(PARTS)
    for document, templates in gold.items():
        keys = [_filled(template, document) for template in templates]
        responses = [_filled(template, document) for template in predicted.get(document, ())]
        for response in responses:
            _add(found, response.counts())
        for key in keys:
            _add(wanted, key.counts())
        for i, j in _pairs(responses, keys):
            for_precision, for_recall = _right(responses[i], keys[j])
            _add(right_found, for_precision)
            _add(right_wanted, for_recall)
    parts = {
        part: rates(right_found[n], found[n], right_wanted[n], wanted[n]) for n, part in enumerate(PARTS)
    }
    return {**rates(sum(right_found), sum(found), sum(right_wanted), sum(wanted)), "roles": parts}


def _filled(template: Filled, document: str) -> _Filled:
    kind = template.get(INCIDENT)
    if not isinstance(kind, str):
        raise TypeError(f"{document}: no {INCIDENT} in a template")
    roles = []
    for role in ROLES:
        entities = template.get(role, [])
        if not isinstance(entities, list) or not all(isinstance(strings, list) for strings in entities):
            raise TypeError(f"{document}: {role} is not a list of lists of strings")
        roles.append(tuple(entity(strings) for strings in entities))
    types = frozenset(" ".join(part.upper().split()) for part in kind.split("/"))
    return _Filled(types, tuple(roles))


def _add(counts: list[int], more: Sequence[int]) -> None:
    for n, count in enumerate(more):
        counts[n] += count


def _right(response: _Filled, key: _Filled) -> tuple[list[int], list[int]]:
    """Return what is right in a pair, by part: for precision, and for recall."""
    for_precision, for_recall = [1], [1]
    for found, wanted in zip(response.roles, key.roles, strict=True):
        for_precision.append(sum(any(covers(w, f) for w in wanted) for f in found))
        for_recall.append(sum(any(covers(w, f) for f in found) for w in wanted))
    return for_precision, for_recall


@dataclass(frozen=True, slots=True)
class _Pairing:
    """What a pairing of some templates gets right for precision and for recall, and its pairs."""

    precision: int = 0
    recall: int = 0
    pairs: tuple[tuple[int, int], ...] = ()

    def beaten(self, others: Iterable[_Pairing]) -> bool:
        return any(o.precision >= self.precision and o.recall >= self.recall for o in others)


def _pairs(responses: Sequence[_Filled], keys: Sequence[_Filled]) -> tuple[tuple[int, int], ...]:
    """Return the pairing (response, key) of the highest F1.

    F1 rises with what is right for precision and with what is right for recall, and what both are divided
    by does not depend on the pairing. So it is enough to keep, for each set of keys that are taken, the
    pairings that no other beats in both.
    """
    found, wanted = (sum(sum(t.counts()) for t in side) for side in (responses, keys))
    best: dict[frozenset[int], list[_Pairing]] = {frozenset(): [_Pairing()]}
    for i, response in enumerate(responses):
        after = {taken: list(pairings) for taken, pairings in best.items()}
        for j, key in enumerate(keys):
            if not response.types or not response.types <= key.types:
                continue
            right = [sum(part) for part in _right(response, key)]
            for taken, pairings in best.items():
                if j in taken:
                    continue
                kept = after.setdefault(taken | {j}, [])
                for old in pairings:
                    new = _Pairing(old.precision + right[0], old.recall + right[1], (*old.pairs, (i, j)))
                    if not new.beaten(kept):
                        kept[:] = [p for p in kept if not p.beaten([new])]
                        kept.append(new)
        best = after

    def order(pairing: _Pairing) -> tuple[float, int, int]:
        f1 = rates(pairing.precision, found, pairing.recall, wanted)["f1"]
        return f1, pairing.precision, pairing.recall

    return max((p for pairings in best.values() for p in pairings), key=order).pairs
