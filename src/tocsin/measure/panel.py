"""Countries by years: what goes with more attacks, other things equal, and does it hang on one country?

A negative-binomial model with a random effect by country; drivers are standardised and of the year before.
The tables come in by `tables.read_table`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.events import Floats, Ints
from tocsin.measure.extra import special
from tocsin.measure.negbin import Regression, fit_grouped
from tocsin.model import Check, Estimate
from tocsin.places import country_name

FEWEST: Final = 30
FEWEST_COUNTRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """Counts with the drivers of the year before, standardised: rows are country-years."""

    counts: Ints
    drivers: Floats
    names: tuple[str, ...]
    countries: np.ndarray
    years: Ints
    incomplete: int


def panel(
    counts: Mapping[tuple[str, int], float], drivers: Mapping[str, Mapping[tuple[str, int], float]]
) -> Panel:
    """Return the country-years for which every driver of the year before is known; the others are counted."""
    rows, incomplete = [], 0
    for (country, year), count in sorted(counts.items()):
        values = [driver.get((country, year - 1)) for driver in drivers.values()]
        if any(value is None for value in values):
            incomplete += 1
        else:
            rows.append((country, year, count, values))
    if not rows:
        raise GroundsError("no country-year has a count and every driver of the year before: check names")
    raw = np.array([row[3] for row in rows], dtype=float)
    spread = raw.std(axis=0)
    if (spread == 0).any():
        raise GroundsError(f"{list(drivers)[int(np.argmin(spread))]} is the same everywhere: leave it out")
    counted = np.array([row[2] for row in rows]).astype(np.int64)
    countries, years = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    scaled = (raw - raw.mean(axis=0)) / spread
    return Panel(counted, scaled, tuple(drivers), countries, years, incomplete)


def drivers_of(data: Panel, *, level: float = 0.95) -> list[Estimate]:
    """Return for each driver by what factor attacks differ with one standard deviation more of it.

    Each says over what range the answer moves when one country is left out. Raises GroundsError under
    `FEWEST` country-years or `FEWEST_COUNTRIES` countries.
    """
    countries = np.unique(data.countries)
    if len(data.counts) < FEWEST or len(countries) < FEWEST_COUNTRIES:
        raise GroundsError(
            f"{len(data.counts)} country-years of {len(countries)} countries are too few: at least {FEWEST} "
            f"of {FEWEST_COUNTRIES}"
        )
    whole = _fit(data, np.ones(len(data.counts), dtype=bool))
    without = np.array([
        _fit(data, data.countries != country, spread=whole.spread).beta[1 : 1 + len(data.names)]
        for country in countries
    ])  # fmt: skip
    return [_estimate(data, whole, without, k, countries, level) for k in range(len(data.names))]


def factors(data: Panel, spread: float) -> list[float]:
    """Return the factor of each driver alone, the spread of the effects of countries held."""
    found = _fit(data, np.ones(len(data.counts), dtype=bool), spread=spread)
    return [float(x) for x in np.exp(found.beta[1 : 1 + len(data.names)])]


def _fit(data: Panel, rows: np.ndarray, spread: float | None = None) -> Regression:
    """Return the model with a linear trend over years."""
    years = (data.years[rows] - data.years.mean()) / max(float(data.years.std()), 1.0)
    design = np.column_stack([np.ones(int(rows.sum())), data.drivers[rows], years])
    if spread is not None:
        return fit_grouped(design, data.counts[rows], data.countries[rows], spreads=(spread,))
    return fit_grouped(design, data.counts[rows], data.countries[rows])


def _called(country: str) -> str:
    return country_name(country) or country


def _estimate(
    data: Panel, whole: Regression, without: Floats, k: int, countries: np.ndarray, level: float
) -> Estimate:
    beta, error = float(whole.beta[1 + k]), float(whole.errors[1 + k])
    reach = float(special.stdtrit(len(countries) - 1, 0.5 + level / 2)) * error
    low_out, high_out = float(np.exp(without[:, k].min())), float(np.exp(without[:, k].max()))
    turns = bool((np.sign(without[:, k]) != np.sign(beta)).any())
    leaning = _called(str(countries[int(np.argmax(np.abs(without[:, k] - beta)))]))
    told = f"with one country left out it is {low_out:.2f} to {high_out:.2f}, farthest without {leaning}"
    return Estimate(
        f"attacks for one standard deviation more of {data.names[k]}, the year before", float(np.exp(beta)),
        float(np.exp(beta - reach)), float(np.exp(beta + reach)), "times", int(data.counts.sum()),
        float(len(data.counts)), "country-years", level=level,
        method="negative-binomial model, random effect by country, linear trend",
        assumptions=("coverage does not follow the driver", "effects of countries are normal"),
        checks=(Check("leave one country out", not turns, told),), notes=("association, not identified",),
        details={"countries": len(countries), "effect_spread": whole.spread, "incomplete": data.incomplete,
                 "years": [int(data.years.min()), int(data.years.max())],
                 "leave_one_out": [low_out, high_out]},
    )  # fmt: skip
