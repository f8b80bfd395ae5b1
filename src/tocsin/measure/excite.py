"""Do attacks set off attacks? Self-excitation, with what looks like it held apart.

Same-day ties and a drifting background look like contagion. So the default has a background that moves and a
likelihood of whole days; beside it stand the constant background, and the same with ties spread over the day
and with ties counted once, so that a reader sees how far the answer hangs on that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from tocsin.errors import GroundsError
from tocsin.measure.estimate import chart
from tocsin.measure.events import Events, Floats, Ints, Window
from tocsin.measure.extra import special
from tocsin.measure.hawkes import HawkesFit, fit_exponential, fit_sum
from tocsin.measure.hawkes.binned import Averaged, BinnedFit, averaged, candidates, fit_binned, knots
from tocsin.measure.hawkes.residuals import compensated, ks_uniform, ljung_box, randomised
from tocsin.measure.rates import covered
from tocsin.model import Check, Estimate, Json

FEWEST: Final = 30
CRITICAL: Final = 0.95
_QUANTITY: Final = "branching ratio (later attacks that one attack sets off)"


def excite(events: Events, window: Window, *, level: float = 0.95, seed: int = 0) -> Estimate:
    """Return the branching ratio of dated events in `window`, from their daily counts.

    Raises GroundsError under `FEWEST` events or 60 days. `details` has the alternatives side by side.
    """
    inside = events.within(window)
    counts = events.daily(window)
    if len(inside) < FEWEST or window.days < 60:
        raise GroundsError(
            f"{len(inside)} events in {window.days} days cannot tell contagion from chance: "
            f"at least {FEWEST} in 60 days; widen the window or the definition"
        )
    choices = knots(window.days)
    fits = candidates(counts, choices, excited=True)
    fit, plain = fits[0], candidates(counts, choices, excited=False)[0]
    constant = fit_binned(counts, 1)
    mean = averaged(counts, fits, level)
    ties = _ties(counts, fit, seed)
    loose = int((~inside.dated).sum())
    checks = [*_checks(counts, fit, plain, mean.high, ties, seed), covered(events, window)]
    if loose:
        checks.append(Check("dates", False, f"{loose} of {len(inside)} dates are not known to the day"))
    return Estimate(
        _QUANTITY, mean.n, mean.low, mean.high, "", len(inside), window.days, level=level,
        definition=events.definition,
        as_of=events.as_of, seed=seed, checks=tuple(c for c in checks if c),
        method=f"Hawkes likelihood of daily counts, background of up to {max(mean.weights)} knots, averaged "
        "by AIC, profile-likelihood interval",
        assumptions=("what an attack sets off dies away exponentially", "coverage drifts slowly"),
        figure=_figure(counts, fit, window),
        details=_details(mean, fit, plain, constant, ties),
    )  # fmt: skip


def excite_times(
    times: Floats,
    horizon: float,
    *,
    components: int = 1,
    level: float = 0.95,
    **about: Any,
) -> Estimate:
    """Return the branching ratio of events at exact `times` (sorted, in (0, `horizon`]), constant background.

    Interval on the log scale from the observed information; for ties or a drift use `excite`.
    """
    times = np.asarray(times, dtype=float)
    fit = fit_exponential(times, horizon) if components == 1 else fit_sum(times, horizon, components)
    increments = compensated(times, fit.mu, fit.parameters[1 : 1 + fit.components], fit.decays)
    low, high = _wald(fit, level)
    steady = len(times) * (np.log(len(times) / horizon) - 1)
    gain = fit.aic - (2 - 2 * float(steady))
    ties = int((np.diff(times) == 0).sum())
    checks = (
        *_residual_checks(-np.expm1(-increments), increments, 20), _critical(high),
        Check("convergence", fit.converged, "" if fit.converged else "the likelihood did not converge"),
        _gain(gain, "a steady Poisson process"),
        Check("ties", not ties, f"{ties} events share their time with another: use whole days"),
    )  # fmt: skip
    return Estimate(
        _QUANTITY, fit.branching, low, high, "", len(times), horizon, level=level,
        method=f"Hawkes maximum likelihood, {fit.components} exponential(s), constant background",
        assumptions=("times are exact", "the background is constant"), checks=checks,
        details={"mu": fit.mu, "parameters": fit.parameters.tolist(), "errors": fit.errors.tolist(),
                 "log_likelihood": fit.log_likelihood, "aic": fit.aic, "aic_gain": -gain}, **about,
    )  # fmt: skip


def _wald(fit: HawkesFit, level: float) -> tuple[float | None, float | None]:
    error = float(np.sqrt((fit.errors[1 : 1 + fit.components] ** 2).sum()))
    if not np.isfinite(error) or not fit.converged:
        return None, None
    reach = np.exp(float(special.ndtri(0.5 + level / 2)) * error / fit.branching)
    return fit.branching / float(reach), fit.branching * float(reach)


def _ties(counts: Ints, fit: BinnedFit, seed: int) -> Mapping[str, float | None]:
    """Return the branching ratio with ties as they are, counted once, and spread over their day."""
    once = fit_binned(np.minimum(counts, 1), fit.knots)
    days = np.repeat(np.arange(len(counts)), counts)
    spread = np.sort(days + np.random.default_rng(seed).random(len(days)))
    free = fit_exponential(spread, float(len(counts)))
    return {"kept": fit.n, "counted once": once.n, "spread over the day, constant background": free.branching}


def _checks(
    counts: Ints,
    fit: BinnedFit,
    plain: BinnedFit,
    high: float | None,
    ties: Mapping[str, float | None],
    seed: int,
) -> list[Check]:
    places = randomised(counts, fit.means, seed)
    known = [n for n in (ties["kept"], ties["counted once"]) if n is not None]
    apart = abs(known[0] - known[1])
    gain = fit.aic(fit.dispersion) - plain.aic(fit.dispersion)
    return [
        _gain(gain, "a background that moves, without contagion,"),
        *_residual_checks(places, special.ndtri(places), 14),
        _critical(high),
        Check("ties", apart < 0.2, f"with same-day events counted once the ratio is {known[1]:.2g}"),
        _uneven(fit.dispersion),
    ]  # fmt: skip


def _uneven(dispersion: float) -> Check:
    if dispersion < 1.5:
        return Check("dispersion", True, f"days are as even as the model says (dispersion {dispersion:.2g})")
    detail = f"days are uneven beyond the model (dispersion {dispersion:.2g}), so the interval is wider"
    return Check("dispersion", False, detail)


def _residual_checks(places: Floats, values: Floats, lags: int) -> tuple[Check, Check]:
    ks, box = ks_uniform(places), ljung_box(values, lags)
    word = "fit" if ks >= 0.05 else "do not fit"
    left = "no pattern" if box >= 0.05 else "a pattern"
    return (
        Check("time rescaling", ks >= 0.05, f"residuals {word} (Kolmogorov-Smirnov p {ks:.2g})", ks),
        Check("independence", box >= 0.05, f"{left} in time is left over (Ljung-Box p {box:.2g})", box),
    )


def _gain(difference: float, rival: str) -> Check:
    """`difference`: AIC of the excited model less that of its rival; it must gain at least 2."""
    if difference <= -2:
        return Check("against no contagion", True, f"better than {rival} by {-difference:.1f} in AIC")
    detail = f"{rival} describes the days as well (AIC {difference:+.1f}): no grounds for contagion"
    return Check("against no contagion", False, detail)


def _critical(high: float | None) -> Check:
    near = high is None or high >= CRITICAL
    bound = "unknown" if high is None else f"{high:.2f}"
    detail = f"the ratio may be near 1 (upper bound {bound}), where attacks go on without end"
    return Check("near-critical", not near, detail if near else f"the ratio is below 1 (upper bound {bound})")


def _details(
    mean: Averaged, fit: BinnedFit, plain: BinnedFit, constant: BinnedFit, ties: Mapping[str, float | None]
) -> Json:
    phi = fit.dispersion
    return {
        "half_life_days": fit.half_life, "dispersion": phi,
        "knots": {str(k): w for k, w in mean.weights.items()},
        "aic": {"moving background and contagion": fit.aic(phi), "moving background alone": plain.aic(phi),
                "constant background and contagion": constant.aic(phi)},
        "branching": {"moving background": mean.n, "constant background": constant.n}, "ties": dict(ties),
    }  # fmt: skip


def _figure(counts: Ints, fit: BinnedFit, window: Window) -> Json:
    step = max(1, window.days // 400)
    values = [
        {"day": str(window.since.fromordinal(window.first + d)), "events": float(counts[d : d + step].mean()),
         "intensity": float(fit.means[d : d + step].mean()),
         "background": float(fit.background[d : d + step].mean())}
        for d in range(0, window.days, step)
    ]  # fmt: skip
    x = {"field": "day", "type": "temporal", "title": None}

    def line(name: str, colour: str) -> Json:
        y = {"field": name, "type": "quantitative", "title": "attacks a day"}
        return {"mark": {"type": "line", "color": colour}, "encoding": {"x": x, "y": y}}

    points = {"mark": {"type": "point", "size": 8, "color": "#999"},
              "encoding": {"x": x, "y": {"field": "events", "type": "quantitative"}}}  # fmt: skip
    layers = [points, line("intensity", "#4c78a8"), line("background", "#e45756")]
    return chart("Attacks a day, expected with contagion (blue) and background (red)", layers, values)
