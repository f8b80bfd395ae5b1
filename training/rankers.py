"""Fit the weights by which places and dates of events are chosen: `python -m training.rankers`.

A conditional logit over what each labelled dispatch offers, drawn towards the weights `PRIOR` set by hand.
Fitted to the parts "fitted" and "tuning" and to the written scenes (`training.scenes`), measured there by
ten-fold cross-validation; the part "kept" is not touched. Writes `src/tocsin/coding/data/rankers.tsv`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bench.event_place_date import Label, close, given, kilometres, labels, part_of
from tocsin.coding.date_signs import dated, written
from tocsin.coding.dates import day_of_writing, local_day
from tocsin.coding.place_signs import named_places
from tocsin.coding.ranking import FILE, Features
from tocsin.coding.scene import Scene
from tocsin.coding.sentences import sentences
from tocsin.coding.zones import zone_of
from tocsin.model import DateRange, Place
from tocsin.places import Gazetteer, Resolved, read_places
from tocsin.places.names import normalise
from training.dispatches import read_dispatches
from training.scenes import DATED, SCENES, TESTED, WrittenScene, read_scenes

_TOO_WIDE: Final = 9
_BEYOND: Final = 1e9
Floats = npt.NDArray[np.float64]
PULL: Final = {"place": 0.3, "date": 2.0}
"""How strongly each ranker's weights are drawn to the prior."""
SHARPER: Final = {"place": 1.0, "date": 1.4}
"""By what the weights drawn to the prior are raised: of 1, 1.25, 1.5 … that which makes the right dates of
folds not fitted to likeliest lies between 1.25 and 1.5. It leaves each choice as it is."""
FOLDS: Final = 10
PRIOR: Final[dict[str, dict[str, float]]] = {
    "place": {
        "in anchor": 3.0, "in event": 1.0, "apart": -0.7, "by trigger": 1.5, "elsewhere": -1.5,
        "of another event": -3.0, "dateline": -1.5, "dateline, foreign": -3.0, "before": 0.3,
        "just before": 0.5, "title only": 0.0, "title only, alone": 1.5, "title only, foreign": -2.0,
        "is exact": 0.6, "is neighbourhood": 0.7, "is city": 0.6, "is district": 0.4, "is province": 0.2,
        "is region": -0.3, "is country": -1.0, "no country": -1.5, "no point": -1.0, "in, at": 2.0,
        "in the north of": 1.2, "the city of": 1.0, ", where": 1.0, "aimed at": -3.0, "a people": -3.0,
        "from": -4.0, "taken to": -3.5, "earlier attack": -3.0, "body of": -1.5, "body": -1.8,
        "adjective": -3.0, "longer name": -1.2, "home": 0.3, "doubt": -1.0, "strange": -2.0, "titled": 1.0,
        "holds one told": -2.5, "after finer": -1.0, "then wider": 0.5, "forces": -3.0,
    },
    "date": {
        "in anchor": 2.0, "in event": 1.0, "apart": -0.7, "elsewhere": -1.5,
        "far": -0.3, "of another event": -2.5,
        "is exact": 0.6, "is range": 0.4, "is a week": -0.5, "is a month": -1.0, "is a year": -2.0,
        "bearing": 1.0, "told before": 0.5, "aged tomorrow": -2.0, "a time": -1.5,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What one event offers: the features of each candidate, and which are right."""

    candidates: Sequence[Features]
    right: Sequence[bool]


def main() -> None:
    """Fit, print how often each ranker is right in each part, and write the weights."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    choices = {"place": places(), "date": dates()}
    written = scenes()
    rows = []
    for ranker, parts in choices.items():
        used = [*parts["fitted"], *parts["tuning"], *written[ranker]]
        table = fitted(ranker, used)
        print(f"{ranker:<8}{'across folds':<14}{across(ranker, used):.3f}  n = {len(used)}")
        print(f"{ranker:<8}{'kept':<14}{accuracy(table, parts['kept']):.3f}  n = {len(parts['kept'])}")
        rows += [(ranker, name, round(weight, 3)) for name, weight in sorted(table.items())]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerow(("ranker", "feature", "weight"))
        out.writerows(rows)


def places() -> dict[str, list[Choice]]:
    """Return the choices of places by part."""
    found: dict[str, list[Choice]] = {"fitted": [], "tuning": [], "kept": []}
    gazetteer = Gazetteer.load()
    for number, dispatch in enumerate(read_dispatches()):
        resolved = read_places(dispatch.text, gazetteer, title=dispatch.title or "")
        for n, true in labels(dispatch):
            one = choice(given(dispatch, n), resolved, true)
            if any(one.right) and not all(one.right):
                found[part_of(number)].append(one)
    return found


def choice(scene: Scene, resolved: Sequence[Resolved], true: Label) -> Choice:
    """Return what `scene` offers as its place, and which of it is right."""
    named = named_places(scene, resolved)
    return Choice([one.features for one in named], _right([one.mention for one in named], true))


def _right(named: Sequence[Resolved], true: Label) -> list[bool]:
    """Return which mentions are right: near enough, else of the label's name, else the narrowest round it."""
    near = [close(one.place, true.point) for one in named]
    if any(near):
        return near
    called = [
        not one.held and bool(true.name) and normalise(one.name) in normalise(true.name) for one in named
    ]
    if any(called) or true.point is None:
        return called
    radii = [_reach(one.place, true) for one in named]
    least = min(radii, default=_BEYOND)
    return [radius == least < _BEYOND for radius in radii]


def _reach(place: Place, true: Label) -> float:
    """Return the radius of a place that holds the labelled point, `_BEYOND` for one that does not."""
    km, radius = kilometres(place, true.point), place.radius_km or 0.0
    return radius if km is not None and km <= radius else _BEYOND


def dates() -> dict[str, list[Choice]]:
    """Return the choices of dates by part; the zone is that of the labelled country."""
    found: dict[str, list[Choice]] = {"fitted": [], "tuning": [], "kept": []}
    for number, dispatch in enumerate(read_dispatches()):
        spans = sentences(dispatch.text)
        for n, true in labels(dispatch):
            lat, lon = true.point or (None, None)
            zone = zone_of(Place(None, country=true.country, lat=lat, lon=lon))
            scene = given(dispatch, n)
            today = day_of_writing(scene.text, local_day(dispatch.published, zone))
            offered = dated(scene, written(scene, spans, dispatch.published, zone), today)
            right = _right_days([one.mention.range for one in offered], true)
            if any(right) and not all(right):
                found[part_of(number)].append(Choice([one.features for one in offered], right))
    return found


def _right_days(offered: Sequence[DateRange], true: Label) -> list[bool]:
    """Return which ranges are the label's; where none is, the narrowest of at most a week that hold it."""
    exact = [(one.start, one.end) == (true.first, true.last) for one in offered]
    if any(exact):
        return exact
    widths = [
        (one.end - one.start).days
        if one.start is not None and one.end is not None and one.start <= true.first and one.end >= true.last
        else _TOO_WIDE
        for one in offered
    ]
    least = min(widths, default=_TOO_WIDE)
    return [width == least < _TOO_WIDE for width in widths]


def scenes() -> dict[str, list[Choice]]:
    """Return the choices of the written scenes that are fitted to."""
    found: dict[str, list[Choice]] = {"place": [], "date": []}
    gazetteer = Gazetteer.load()
    told = [*read_scenes(SCENES), *(one for n, one in enumerate(read_scenes(DATED), 1) if n % TESTED)]
    for one in told:
        if one.days is not None:
            found["date"].append(_of_days(one, one.days))
        if one.place is not None:
            found["place"].append(_of_place(one, *one.place, gazetteer))
    return {
        kind: [c for c in choices if any(c.right) and not all(c.right)] for kind, choices in found.items()
    }


def _of_days(one: WrittenScene, right: tuple[date, date]) -> Choice:
    today = day_of_writing(one.scene.text, local_day(one.published, one.zone))
    offered = dated(one.scene, written(one.scene, one.spans, one.published, one.zone), today)
    return Choice(
        [o.features for o in offered],
        [(o.mention.range.start, o.mention.range.end) == right for o in offered],
    )


def _of_place(one: WrittenScene, name: str, country: str, gazetteer: Gazetteer) -> Choice:
    named = named_places(one.scene, read_places(one.scene.text, gazetteer, title=one.scene.title))
    right = [
        n.mention.place.country == country and name in (n.mention.place.name, n.mention.name) for n in named
    ]
    if country and not any(right):
        right = [n.mention.place.country == country for n in named]
    return Choice([n.features for n in named], right)


def fitted(ranker: str, choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weights that make the right candidates likeliest."""
    prior = PRIOR[ranker]
    names = sorted({name for c in choices for f in c.candidates for name in f} | prior.keys())
    table = _fit(choices, names, {name: prior.get(name, 0.0) for name in names}, PULL[ranker])
    return {name: weight * SHARPER[ranker] for name, weight in table.items()}


def across(ranker: str, choices: Sequence[Choice]) -> float:
    """Return how often the likeliest is right on folds that were not fitted to."""
    right = 0.0
    for fold in range(FOLDS):
        rest = [c for i, c in enumerate(choices) if i % FOLDS != fold]
        left = [c for i, c in enumerate(choices) if i % FOLDS == fold]
        right += accuracy(fitted(ranker, rest), left) * len(left)
    return right / len(choices)


def _fit(
    choices: Sequence[Choice], names: Sequence[str], start: dict[str, float], pull: float
) -> dict[str, float]:
    """Return the weights of `names` that make the right candidates likeliest, drawn to `start`."""
    at = np.asarray([start[name] for name in names])
    blocks = [
        (np.asarray([[f.get(name, 0.0) for name in names] for f in c.candidates]), np.asarray(c.right))
        for c in choices
    ]

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = pull * float(((weights - at) ** 2).sum()), 2 * pull * (weights - at)
        for features, right in blocks:
            scores = features @ weights
            every = _softmax(scores)
            among = every * right / every[right].sum()
            value -= float(np.log(every[right].sum()))
            slope = slope + features.T @ (every - among)
        return value, slope

    best = minimize(loss, at, jac=True, method="L-BFGS-B")
    return dict(zip(names, best.x.tolist(), strict=True))


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max())
    whole: Floats = raised / raised.sum()
    return whole


def accuracy(table: dict[str, float], choices: Sequence[Choice]) -> float:
    """Return how often the likeliest candidate is a right one."""
    hits = 0
    for choice in choices:
        scores = [sum(table.get(name, 0.0) * value for name, value in f.items()) for f in choice.candidates]
        hits += choice.right[scores.index(max(scores))]
    return hits / len(choices) if choices else 0.0


if __name__ == "__main__":
    main()
