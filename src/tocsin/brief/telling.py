"""A change in words: what changed, from what to what."""

from __future__ import annotations

from typing import Final

from tocsin.brief import words
from tocsin.brief.nouns import Change
from tocsin.model import Place

_KINDS: Final = {
    "killed": "Dead", "injured": "Injured", "perpetrators_killed": "Attackers dead", "outcome": "Outcome",
    "claim": "Claim of responsibility", "blame": "Blame", "denial": "Denial",
    "group_dropped": "No longer named", "date": "Date", "attack_types": "Kind of attack",
    "target_types": "Target", "merged": "Merged", "split": "Split", "excluded": "Counts no longer",
    "gone": "Withdrawn",
}  # fmt: skip

_FINEST_FIRST: Final = tuple(words.PRECISIONS)


def name(change: Change) -> str:
    """Return what changed, in a word or two."""
    if change.kind != "place":
        return _KINDS[change.kind]
    old, new = _fineness(change.before.place), _fineness((change.after or change.before).place)
    return "Location refined" if new < old else "Location corrected" if new == old else "Location less sure"


def _fineness(place: Place) -> tuple[int, float]:
    rank = _FINEST_FIRST.index(place.precision) if place.precision in _FINEST_FIRST else len(_FINEST_FIRST)
    return rank, place.radius_km or 0.0


def ends(change: Change) -> tuple[str | None, str]:
    """Return what it was and what it is; the first is None where nothing was replaced."""
    old, new = change.before, change.after or change.before
    if change.kind in ("killed", "injured", "perpetrators_killed"):
        return words.toll(getattr(old, change.kind)), words.toll(getattr(new, change.kind))
    if change.kind == "outcome":
        return old.outcome or "not stated", new.outcome or "not stated"
    if change.kind in ("claim", "blame", "denial", "group_dropped") and change.group:
        told = words.group(change.group)
        return (told, "no longer said") if change.kind == "group_dropped" else (None, told)
    if change.kind == "place":
        return _placed(old.place), _placed(new.place)
    if change.kind == "date":
        return words.days(old.date), words.days(new.date)
    if change.kind in ("attack_types", "target_types"):
        list_ = change.kind[:-1]
        return words.codes(list_, getattr(old, change.kind)), words.codes(list_, getattr(new, change.kind))
    return None, _about_itself(change)


def _placed(place: Place) -> str:
    return f"{words.where(place)} ({words.precision(place)})"


def _about_itself(change: Change) -> str:
    ids = ", ".join(incident.id for incident in change.others)
    if change.kind == "merged":
        return f"the same attack as {ids}; both ids lead to {change.after.id if change.after else '?'}"
    if change.kind == "split":
        return f"told apart from {ids}, which is another attack"
    if change.kind == "excluded":
        return "known otherwise now, and outside the definition of this brief"
    return "no report of it is left: each was withdrawn, corrected or coded anew"


def line(change: Change) -> str:
    """Return a change on one line: "Dead: 73 → 84"."""
    old, new = ends(change)
    return f"{name(change)}: {new}" if old is None else f"{name(change)}: {old} → {new}"
