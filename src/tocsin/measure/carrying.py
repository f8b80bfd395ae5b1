"""The record's doubt in any figure: the estimator is put to many records that may be true.

Multiple imputation (Rubin 1987, ch. 3): chance is what the estimator says of one record; what its answers
differ by from record to record is added, on the scale on which the figure is about normal. The width is split
by variances: chance, definition, coding. The answers to the drawn records come from a `light` form of the
estimator; only how they differ from its answer to the record at its word is used, so that without doubt the
estimate stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.drawing import Countries, Drawn, as_told, doubts, triples
from tocsin.measure.events import Events, Floats
from tocsin.measure.extra import special
from tocsin.model import Check, Estimate

DRAWS: Final = 40
"""Records drawn: three fits each, and Rubin's loss against infinitely many is below 3 % of the width."""
Light = Callable[[Drawn], Sequence[float]]
"""One number for each of the estimates; NaN, or a GroundsError, where that record gives no grounds."""


@dataclass(frozen=True, slots=True)
class Scale:
    """On which a figure is about normal. `thins`: its variance goes with one over the number of events."""

    to: Callable[[float], float]
    back: Callable[[float], float]
    thins: bool = True


def plain(floor: float = -np.inf, ceiling: float = np.inf) -> Scale:
    """Return the figure's own scale, its bounds kept between `floor` and `ceiling`."""
    return Scale(float, lambda x: float(np.clip(x, floor, ceiling)))


def _log(x: float) -> float:
    return float(np.log(x)) if x > 0 else -np.inf


LOG: Final = Scale(_log, lambda x: float(np.exp(x)))
ROOT: Final = Scale(lambda x: float(np.sqrt(max(x, 0.0))), lambda x: max(x, 0.0) ** 2, thins=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """What `light` says: of the record at its word (k numbers), and of each draw (draws × k), NaN for none.

    `coding` and `definition`: with that doubt alone. `thinned`: events in a drawn record over those told.
    """

    told: Floats
    both: Floats
    coding: Floats
    definition: Floats
    thinned: float


def carried(
    found: Estimate | Sequence[Estimate], light: Light, events: Events, countries: Countries = None, *,
    scale: Scale = LOG, draws: int = DRAWS, seed: int = 0,
) -> list[Estimate]:  # fmt: skip
    """Return the estimates with the doubt of `events` in value, interval and `width`.

    `found` was made from those of `events` that lie in `countries` by their likeliest reading (None: all).
    Where more than a twentieth of the draws give no grounds for a figure, a check says so.
    """
    given = [found] if isinstance(found, Estimate) else list(found)
    if not draws:
        return [_untried(e) for e in given]
    if not any(doubts(events, countries)):
        return [_sure(e) for e in given]
    said = answers(light, events, countries, draws, seed)
    return [_one(e, said, k, scale, seed) for k, e in enumerate(given)]


def answers(light: Light, events: Events, countries: Countries, draws: int, seed: int) -> Answers:
    """Return what `light` says of the record at its word and of each draw."""
    told = as_told(events, countries)
    first = np.asarray(light(told), dtype=float)
    rows: dict[str, list[Floats]] = {"both": [], "coding": [], "definition": []}
    sizes = []
    for triple in triples(events, countries, draws, seed, told):
        seen: dict[int, Floats] = {id(told.events): first}
        for name, row in rows.items():
            drawn: Drawn = getattr(triple, name)
            key = id(drawn.events)
            if key not in seen:
                seen[key] = _tried(light, drawn, len(first))
            row.append(seen[key])
        sizes.append(len(triple.both.events))
    columns = {name: np.array(row) for name, row in rows.items()}
    return Answers(first, **columns, thinned=float(np.mean(sizes)) / max(len(told.events), 1))


def _tried(light: Light, drawn: Drawn, size: int) -> Floats:
    try:
        return np.asarray(light(drawn), dtype=float)
    except GroundsError:
        return np.full(size, np.nan)


def _one(found: Estimate, said: Answers, k: int, scale: Scale, seed: int) -> Estimate:
    held = np.isfinite(said.both[:, k])
    draws = len(held)
    if found.value is None or held.sum() < max(draws / 2, 2) or not np.isfinite(said.told[k]):
        return _without_grounds(found, int(held.sum()), draws)
    at_word, both, coding, definition = (
        np.array([scale.to(float(x)) for x in np.atleast_1d(column) if np.isfinite(x)])
        for column in (said.told[k], said.both[:, k], said.coding[:, k], said.definition[:, k])
    )
    shift = _mean(both) - float(at_word[0])
    value = scale.to(found.value) + (shift if np.isfinite(shift) else 0.0)
    extra = (1 + 1 / len(both)) * _variance(both)
    thinned = max(said.thinned, 0.05) if scale.thins else 1.0
    z = float(special.ndtri(0.5 + found.level / 2))
    low, high = (_reach(found, bound, scale, thinned) for bound in (found.low, found.high))
    known = [reach for reach in (low, high) if reach is not None and np.isfinite(reach)]
    chance = float(np.mean(np.square(known))) / z**2 if known else None
    wider = _wider(chance, extra, len(both), found.level) / z
    moved = replace(
        found, value=scale.back(value), seed=seed,
        low=_bound(found.low, value, low, -1, extra * z**2, wider, scale),
        high=_bound(found.high, value, high, 1, extra * z**2, wider, scale),
        method=f"{found.method}, over {draws} draws of the record's doubt (Rubin 1987)",
        details={**found.details, "doubt": {"draws": draws, "without_grounds": int(draws - held.sum()),
                                            "at_its_word": found.value}},
    )  # fmt: skip
    moved = _split(moved, chance, coding, definition, both, scale)
    return _noted(moved, found, draws - int(held.sum()), draws)


def divided(
    found: Estimate, variance: float, light: Light, events: Events, countries: Countries = None, *,
    draws: int = DRAWS, seed: int = 0,
) -> Estimate:  # fmt: skip
    """Return an estimate whose interval has the doubt in it already, with its width split into the parts.

    `variance`: of the figure over all drawn records; what of it is not coding or definition is chance.
    """
    if not draws:
        return _untried(found)
    if not any(doubts(events, countries)):
        return _sure(found)
    said = answers(light, events, countries, draws, seed)
    coding, definition = (_variance(column[:, 0]) for column in (said.coding, said.definition))
    parts = {"chance": max(variance - coding - definition, 1e-12), "definition": definition, "coding": coding}
    return replace(
        found, width=shares(parts), method=f"{found.method}, over {draws} draws of the record's doubt",
        seed=seed,
    )  # fmt: skip


def _mean(values: Floats) -> float:
    return float(values[np.isfinite(values)].mean()) if np.isfinite(values).any() else np.nan


def _variance(values: Floats) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.var(ddof=1)) if len(finite) > 1 and np.ptp(finite) else 0.0


def _reach(found: Estimate, bound: float | None, scale: Scale, thinned: float) -> float | None:
    """Return how far the bound is from the value on the scale, wider where draws hold fewer events."""
    if bound is None or found.value is None:
        return None
    return abs(scale.to(bound) - scale.to(found.value)) / float(np.sqrt(thinned))


def _wider(chance: float | None, extra: float, draws: int, level: float) -> float:
    """Return Student's t for Rubin's degrees of freedom, in place of the normal quantile."""
    if extra <= 0:
        return float(special.ndtri(0.5 + level / 2))
    freedom = (draws - 1) * (1 + (chance or 0.0) / extra) ** 2
    return float(special.stdtrit(min(freedom, 1e6), 0.5 + level / 2))


def _bound(
    was: float | None, value: float, reach: float | None, side: int, extra: float, wider: float, scale: Scale
) -> float | None:
    if was is None or reach is None or not np.isfinite(reach):
        return was
    return scale.back(value + side * wider * float(np.sqrt(reach**2 + extra)))


def _split(
    found: Estimate, chance: float | None, coding: Floats, definition: Floats, both: Floats, scale: Scale
) -> Estimate:
    if chance is None:
        low, high = (scale.back(float(x)) for x in np.quantile(both[np.isfinite(both)], [0.025, 0.975]))
        told = (
            "the width is not split: this figure has no interval of chance of its own to set the doubt "
            f"beside; from one drawn record to another it is {low:.2g} to {high:.2g} (95 % of draws)"
        )
        return replace(found, width=None, notes=(*found.notes, told))
    parts = {"chance": max(chance, 1e-12), "definition": _variance(definition), "coding": _variance(coding)}
    return replace(found, width=shares(parts))


def shares(parts: dict[str, float]) -> dict[str, float]:
    """Return variances as shares of their sum."""
    total = sum(parts.values())
    return {name: part / total for name, part in parts.items()}


def _noted(moved: Estimate, found: Estimate, failed: int, draws: int) -> Estimate:
    checks, notes = moved.checks, moved.notes
    if failed > draws / 20:
        told = f"{failed} of {draws} drawn records give no grounds for the figure and are left out of it"
        checks = (*checks, Check("grounds in the drawn records", False, told))
    if moved.value is not None and found.value and abs(moved.value / found.value - 1) >= 0.05:
        told = replace(found, low=None, high=None).amount.replace(" (no interval)", "")
        notes = (*notes, f"the record at its word says {told}")
    return replace(moved, checks=checks, notes=notes)


def _without_grounds(found: Estimate, held: int, draws: int) -> Estimate:
    told = (
        f"the record's doubt is not in the interval: only {held} of {draws} drawn records give grounds for a "
        "figure, which itself says how thin they are"
    )
    if found.value is None:
        told = "the record's doubt is not in the interval: there is no value that it could move"
    return replace(found, width=None, checks=(*found.checks, Check("the record's doubt", False, told)))


def _sure(found: Estimate) -> Estimate:
    if found.low is None and found.high is None:
        return found
    return replace(found, width={"chance": 1.0, "definition": 0.0, "coding": 0.0})


def _untried(found: Estimate) -> Estimate:
    told = "the record is taken at its word (no draws of its doubt), so the width is not split"
    return replace(found, notes=(*found.notes, told))


def undoubted(found: Estimate, why: str) -> Estimate:
    """Return the estimate with the note why no doubt of the record is in it."""
    return replace(found, notes=(*found.notes, f"the width is not split: {why}"))
