"""A change in words: what changed, from what to what."""

from __future__ import annotations

from typing import Final

from tocsin.brief import words
from tocsin.brief.nouns import Change
from tocsin.language import _, listed, mark
from tocsin.model import Place

_KINDS: Final = {
    "killed": mark("Dead"),
    "injured": mark("Injured"),
    "perpetrators_killed": mark("Attackers dead"),
    "outcome": mark("Outcome"),
    "claim": mark("Claim of responsibility"),
    "blame": mark("Blame"),
    "denial": mark("Denial"),
    "group_dropped": mark("No longer named"),
    "date": mark("Date"),
    "attack_types": mark("Kind of attack"),
    "target_types": mark("Target"),
    "merged": mark("Merged"),
    "split": mark("Split"),
    "excluded": mark("Counts no longer"),
    "gone": mark("Withdrawn"),
}

_FINEST_FIRST: Final = tuple(words.PRECISIONS)


def name(change: Change) -> str:
    """Return what changed, in a word or two."""
    if change.kind != "place":
        return _(_KINDS[change.kind])
    old, new = _fineness(change.before.place), _fineness((change.after or change.before).place)
    if new == old:
        return _("Location corrected")
    return _("Location refined") if new < old else _("Location less sure")


def _fineness(place: Place) -> tuple[int, float]:
    rank = _FINEST_FIRST.index(place.precision) if place.precision in _FINEST_FIRST else len(_FINEST_FIRST)
    return rank, place.radius_km or 0.0


def ends(change: Change) -> tuple[str | None, str]:
    """Return what it was and what it is; the first is None where nothing was replaced."""
    old, new = change.before, change.after or change.before
    if change.kind in ("killed", "injured", "perpetrators_killed"):
        return words.toll(getattr(old, change.kind)), words.toll(getattr(new, change.kind))
    if change.kind == "outcome":
        return words.outcome(old.outcome), words.outcome(new.outcome)
    if change.kind in ("claim", "blame", "denial", "group_dropped") and change.group:
        told = words.group(change.group)
        return (told, _("no longer said")) if change.kind == "group_dropped" else (None, told)
    if change.kind == "place":
        return _placed(old.place), _placed(new.place)
    if change.kind == "date":
        return words.days(old.date), words.days(new.date)
    if change.kind in ("attack_types", "target_types"):
        list_ = change.kind[:-1]
        return words.codes(list_, getattr(old, change.kind)), words.codes(list_, getattr(new, change.kind))
    return None, _about_itself(change)


def _placed(place: Place) -> str:
    return words.placed(place)


def _about_itself(change: Change) -> str:
    ids = listed(incident.id for incident in change.others)
    if change.kind == "merged":
        id_ = change.after.id if change.after else "?"
        return _("the same attack as %(ids)s; both ids lead to %(id)s", ids=ids, id=id_)
    if change.kind == "split":
        return _("told apart from %(ids)s, which is another attack", ids=ids)
    if change.kind == "excluded":
        return _("known otherwise now, and outside the definition of this brief")
    return _("no report of it is left: each was withdrawn, corrected or coded anew")


def line(change: Change) -> str:
    """Return a change on one line: "Dead: 73 → 84"."""
    old, new = ends(change)
    return f"{name(change)}: {new}" if old is None else f"{name(change)}: {old} → {new}"
