"""What a reviewer may say of a drawn incident or document: closed shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SLOTS: Final = (
    "date", "place", "attack_types", "target_types", "killed", "injured", "groups", "outcome",
)  # fmt: skip
"""The values of an incident that are judged each by itself; a place is right within 25 km."""
WITHIN_KM: Final = 25
SLOT_ANSWERS: Final = ("right", "wrong", "cannot_tell")
INCIDENT_VERDICTS: Final = ("right", "none", "duplicate", "several", "cannot_tell")
"""One attack, listed once; no attack under the definition; the same as `other`; several attacks in one."""
DOCUMENT_VERDICTS: Final = ("none", "held", "missed", "cannot_tell")
"""It tells of no attack; only of such as the record has; of one or more that the record has not."""
UNDO: Final = "undo"
LONGEST_NOTE: Final = 2000


def check_label(kind: str, label: Mapping[str, Any]) -> None:
    """Raise ValueError where `label` is not of a shape for `kind` ("incident" or "document")."""
    verdict = label.get("verdict")
    if len(str(label.get("note") or "")) > LONGEST_NOTE:
        raise ValueError(f"note: at most {LONGEST_NOTE:,} characters")
    if verdict == UNDO:
        return
    if verdict not in (INCIDENT_VERDICTS if kind == "incident" else DOCUMENT_VERDICTS):
        raise ValueError(f"an audited {kind} cannot be labelled {verdict!r}")
    slots = label.get("slots") or {}
    if bool(slots) != (kind == "incident" and verdict in ("right", "duplicate")):
        raise ValueError("each value is judged where the incident is one attack, and only there")
    if slots and (set(slots) != set(SLOTS) or not set(slots.values()) <= set(SLOT_ANSWERS)):
        raise ValueError("each value is right, wrong, or one that nobody can tell")
    if verdict == "duplicate" and not (isinstance(label.get("other"), str) and label["other"]):
        raise ValueError("name the incident that it doubles")
