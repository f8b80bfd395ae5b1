"""What is predicted of one document, in the shape that all four scores are taken from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from bench.muc4.filling import INCIDENT
from bench.muc4.roles import ROLES

SLOT_FILLS: Final = "slots"
"""The key of a predicted template under which its full slots stand."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """The prediction of one document.

    `entities` are the pooled entities by role, each a list of its strings. Each of `templates` is
    `{"incident_type": str, role: list of entities for each of the five roles, "slots": {slot number: list of
    fills as they stand in a response file}}`; slots 0 and 1 are not among them.
    """

    id: str
    relevant: bool
    entities: dict[str, list[list[str]]] = field(default_factory=dict)
    templates: list[dict[str, Any]] = field(default_factory=list)

    def slots(self) -> list[dict[int, list[str]]]:
        """Return the fills of each template by slot number."""
        return [
            {int(slot): list(fills) for slot, fills in template.get(SLOT_FILLS, {}).items()}
            for template in self.templates
        ]


def predictions(predicted: Iterable[Predicted]) -> dict[str, list[dict[str, Any]]]:
    """Return the object of a predictions file: document id to templates of incident type and five roles."""
    return {
        p.id: [
            {INCIDENT: template[INCIDENT], **{role: template.get(role, []) for role in ROLES}}
            for template in p.templates
        ]
        for p in predicted
    }
