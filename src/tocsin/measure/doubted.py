"""Figures of a process with the record's doubt in them: one way for the command line and for the pages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tocsin.measure.carrying import DRAWS, carried, divided, plain
from tocsin.measure.changes import changes
from tocsin.measure.drawing import Countries, doubts, triples
from tocsin.measure.events import Events, Window
from tocsin.measure.lights import of_changes, of_tail
from tocsin.measure.tail import tail
from tocsin.model import Estimate


@dataclass(frozen=True, slots=True)
class Doubting:
    """How far the doubt is followed: level of the interval, draws of the record, seed."""

    level: float = 0.95
    draws: int = DRAWS
    seed: int = 0


def doubted_changes(
    here: Events, window: Window, events: Events, countries: Countries, how: Doubting
) -> Estimate:  # fmt: skip
    """Return the changes of the rate, the posterior pooled over records that may be true; see `changes`.

    `here`: the events that count by their likeliest reading; `events`: all that may, wherever they may be;
    `countries`: those that are asked about, None for the world.
    """
    records: list[Events] = []
    if any(doubts(events, countries)):
        records = [one.both.events for one in triples(events, countries, how.draws, how.seed)]
    found = changes(here, window, level=how.level, seed=how.seed, records=records)
    number = np.array(found.details["number"])
    steps = np.arange(len(number))
    spread = float(number @ steps**2 - (number @ steps) ** 2)
    light = of_changes(window)
    return divided(found, spread, light, events, countries, draws=how.draws, seed=how.seed)


def doubted_tail(
    here: Events, window: Window, events: Events, countries: Countries, how: Doubting, *,
    x_min: float | None = None, replicates: int = 1000,
) -> Estimate:  # fmt: skip
    """Return the exponent of the tail of deaths with the doubt about each toll in its interval; see `tail`.

    `here`, `events`, `countries` as in `doubted_changes`.
    """
    found = tail(here.within(window), x_min=x_min, level=how.level, seed=how.seed, replicates=replicates)
    light = of_tail(window, x_min)
    return carried(
        found, light, events, countries, scale=plain(1.0), draws=how.draws, seed=how.seed
    )[0]  # fmt: skip
