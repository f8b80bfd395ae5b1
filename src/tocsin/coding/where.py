"""The place of an event: which of the places that a text names is where it happened.

Each mention is weighed (`place_signs`, `ranking`): by its sentence, by what stands beside it, by what the
reader makes of it. Mentions of one place stand together; the likeliest place is then made as fine as the text
allows, and as wide as "near" and "30 km north of" ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tocsin.coding.beside import AWAY, NEAR, dateline_end, in_group, words_before
from tocsin.coding.place_signs import Named, identity, named_places
from tocsin.coding.ranking import chances
from tocsin.coding.scene import Scene
from tocsin.coding.untold import finer_elsewhere
from tocsin.coding.within import is_within
from tocsin.model import Place, Span
from tocsin.places import Resolved

_MILE_KM: Final = 1.609
_FAR_KM: Final = 10
_TOWNS: Final = ("exact", "neighbourhood", "city", "district")


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event was, the words that say so, and how sure (0 to 1)."""

    place: Place
    span: Span
    probability: float


def event_place(scene: Scene, resolved: Sequence[Resolved]) -> Where | None:
    """Return where the event of `scene` happened.

    `resolved` are the places of the whole document (`tocsin.places.resolve`). A place that only the title
    names stands for the anchor, which is then the words returned. None where nothing names a place.
    """
    named = named_places(scene, resolved)
    weighed = chances("place", [one.features for one in named])
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
    return _fine(scene, best, resolved, float(chance))


def _fine(scene: Scene, best: Named, resolved: Sequence[Resolved], chance: float) -> Where:
    """Return the place chosen, or the only town that the text names inside it."""
    text = scene.text
    toponyms = [r for r in resolved if r.kind == "toponym" and not in_group(text, r)]
    if best.mention.kind == "demonym" or best.span == scene.anchor:
        return Where(best.mention.place, best.span, chance)
    finer = finer_elsewhere(text, best.mention, toponyms, dateline_end(text))
    mention = finer or best.mention
    return Where(_placed(text, mention, toponyms), mention.span, chance)


def _placed(text: str, best: Resolved, others: Sequence[Resolved]) -> Place:
    """Return the place with what the wider mentions add: a division, and room for "near"."""
    place = best.place
    if place.admin1 is None and place.precision in _TOWNS:
        wider = [o for o in others if o.place.admin1 and is_within(best, o)]
        place = replace(place, admin1=wider[0].place.admin1) if wider else place
    place = _with_its_town(place, best, others)
    before = words_before(text, best)
    if place.radius_km is None or not NEAR.search(before):
        return place
    away = AWAY.search(before)
    if away is None:
        return replace(place, radius_km=round(max(place.radius_km * 1.5, place.radius_km + 5), 1))
    km = float(away["n"]) * (_MILE_KM if away["unit"].lower().startswith("mile") else 1.0)
    precision = "district" if km >= _FAR_KM else place.precision
    return replace(place, radius_km=round(place.radius_km + km, 1), precision=precision)


def _with_its_town(place: Place, best: Resolved, others: Sequence[Resolved]) -> Place:
    """Return a landmark or a neighbourhood with the name of its town: "Taksim Square, Istanbul"."""
    if place.precision not in ("exact", "neighbourhood") or place.name is None:
        return place
    towns = [
        o.place.name for o in others if o.place.precision == "city" and o.place.name and is_within(best, o)
    ]
    return replace(place, name=f"{place.name}, {towns[0]}") if towns and towns[0] != place.name else place
