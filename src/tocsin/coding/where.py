"""The place of an event: which of the places that a text names is where it happened.

Each mention is weighed (`place_signs`, `ranking`): by its sentence, by what stands beside it, by what the
reader makes of it. Mentions of one place stand together; the likeliest place is then made as fine as the text
allows, and as wide as "near" and "30 km north of" ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tocsin.coding.beside import NEAR, dateline_end, in_group, words_before
from tocsin.coding.place_signs import Named, identity, named_places
from tocsin.coding.radius import widened
from tocsin.coding.ranking import chances
from tocsin.coding.scene import Scene
from tocsin.coding.untold import finer_elsewhere
from tocsin.coding.within import is_local, is_within
from tocsin.model import Place, Span
from tocsin.places import Resolved, placed, told

_TOWNS: Final = ("exact", "neighbourhood", "city", "district")
_UNPLACED: Final = (None, "province", "country", "region")


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event was, the words that say so, and how sure (0 to 1)."""

    place: Place
    span: Span
    probability: float
    reading: float
    """How sure the reading of the place's name is."""


def event_place(scene: Scene, resolved: Sequence[Resolved]) -> Where | None:
    """Return where the event of `scene` happened, its circle as wide as it must be (`radius`).

    `resolved` are the places of the whole document (`tocsin.places.read_places`). A place that only the title
    names stands for the anchor, which is then the words returned. None where nothing names a place.
    """
    found = chosen_place(scene, resolved)
    sure = found.probability * found.reading if found else 0.0
    return replace(found, place=widened(found.place, sure)) if found else None


def chosen_place(
    scene: Scene, resolved: Sequence[Resolved], table: Mapping[str, float] | None = None
) -> Where | None:
    """Return the likeliest place with the circle of what it is; `table` are weights for the shipped."""
    named = named_places(scene, resolved)
    weighed = chances("place", [one.features for one in named], table)
    if not named:
        return None
    by_place: Counter[object] = Counter()
    for one, chance in zip(named, weighed, strict=True):
        by_place[identity(one.mention.place)] += chance  # type: ignore[assignment]
    place, chance = by_place.most_common(1)[0]
    best = max(
        (pair for pair in zip(weighed, named, strict=True) if identity(pair[1].mention.place) == place),
        key=lambda pair: pair[0],
    )[1]
    if not best.mention.held and best.mention.place.precision in _UNPLACED:
        return Where(_beside(best.mention, by_place, named), best.span, float(chance), 0.0)
    return _fine(scene, best, resolved, float(chance))


def _beside(best: Resolved, by_place: Counter[object], named: Sequence[Named]) -> Place:
    """Return the place of a name that is not held, and of which the text tells no more than what holds it.

    It most likely lies by the next likeliest place of the event, inside what holds it.
    """
    for place, _ in by_place.most_common():
        for other in (one.mention for one in named if identity(one.mention.place) == place):
            if not other.held or other.place.lat is None:
                break
            if best.place.lat is None or (is_local(other) and is_within(other, best)):
                precision = "district" if is_local(other) else other.place.precision
                return replace(other.place, name=best.name, precision=precision, alternatives=())
            break
    return best.place


def _fine(scene: Scene, best: Named, resolved: Sequence[Resolved], chance: float) -> Where:
    """Return the place chosen, or the only town that the text names inside it."""
    text = scene.text
    toponyms = [r for r in resolved if r.kind == "toponym" and not in_group(text, r)]
    if best.mention.kind == "demonym" or best.span == scene.anchor:
        return Where(best.mention.place, best.span, chance, best.mention.probability)
    held = best.mention.held
    finer = finer_elsewhere(text, best.mention, toponyms, dateline_end(text)) if held else None
    mention = finer or best.mention
    return Where(_placed(text, mention, toponyms), mention.span, chance, mention.probability)


def _placed(text: str, best: Resolved, others: Sequence[Resolved]) -> Place:
    """Return the place with what the wider mentions add: a division, and room for "near"."""
    place = best.place
    if place.admin1 is None and place.precision in _TOWNS:
        wider = [o for o in others if o.place.admin1 and is_within(best, o)]
        place = replace(place, admin1=wider[0].place.admin1) if wider else place
    place = _with_its_town(place, best, others)
    if place.radius_km is None or place.lat is None:
        return place
    before = words_before(text, best)
    how = told(before)
    if how is not None and how.relation != "near":
        return placed(place.name or best.name, how, place)
    if how is None and not NEAR.search(before):
        return place
    return replace(place, radius_km=round(max(place.radius_km * 1.5, place.radius_km + 5), 1))


def _with_its_town(place: Place, best: Resolved, others: Sequence[Resolved]) -> Place:
    """Return a landmark or a neighbourhood with the name of its town: "Taksim Square, Istanbul"."""
    if place.precision not in ("exact", "neighbourhood") or place.name is None:
        return place
    towns = [
        o.place.name for o in others if o.place.precision == "city" and o.place.name and is_within(best, o)
    ]
    return replace(place, name=f"{place.name}, {towns[0]}") if towns and towns[0] != place.name else place
