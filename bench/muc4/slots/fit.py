"""Fitting the weights of slots 2 and 3 on keys of the development set.

    python -m bench.muc4.slots.fit --texts PATH… --keys PATH…

The incidents are those of the keys, with the strings of the keys as fillers wherever they stand in the text.
What is raised are the expected points of the choice (its softmax), at first the chance of the best options.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.muc4.keys import read_keys
from bench.muc4.phrases import Verdict
from bench.muc4.slots import dates, locations
from bench.muc4.slots.choice import WEIGHTS, Option
from bench.muc4.slots.nearby import Nearby
from bench.muc4.template import DATE, INSTRUMENT, LOCATION, ORGANIZATION, STRING_SLOTS, Template
from bench.muc4.texts import read_texts
from bench.muc4.values import date_verdict, location_verdict
from tocsin.model import Span

_SLOTS: Final[dict[str, tuple[int, Callable[[str, Nearby], list[Option]], Callable[[str, str], Verdict]]]] = {
    "date": (DATE, dates.options, date_verdict),
    "location": (LOCATION, locations.options, location_verdict),
}
_STEPS: Final = 1500
_RATE: Final = 0.03
_DECAY: Final = 2e-3

Floats = NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser("python -m bench.muc4.slots.fit", description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--keys", type=Path, nargs="+", required=True)
    options = parser.parse_args(arguments)
    keys = read_keys(options.keys, [])
    texts = {text.id: " ".join(text.body.split()) for text in read_texts(options.texts)}
    fitted = {}
    for name in _SLOTS:
        choices = [choice for d, of in keys.items() for key in of for choice in _choices(texts[d], key, name)]
        fitted[name] = {feature: round(weight, 3) for feature, weight in sorted(fit(choices).items())}
        print(f"{name}: {len(choices)} incidents, {points(choices, fitted[name]):.4f} points")
    WEIGHTS.write_text(json.dumps(fitted, indent=1) + "\n", encoding="ascii")


Choice = tuple[list[Option], Floats]
"""The options of one slot of one incident, and the points that each would get."""


def _choices(text: str, key: Template, name: str) -> Iterator[Choice]:
    slot, offer, verdict = _SLOTS[name]
    wanted = [text for fill in key.fills(slot) for text in fill.texts]
    options = offer(text, Nearby(text, _fillers(text, key)))
    if wanted and options and not key.optional:
        yield options, np.array([max(verdict(o.fill, w) for w in wanted) / 2 for o in options])


def _fillers(text: str, key: Template) -> list[list[Span]]:
    """Return where each string of a key stands, by the first of its alternatives that stands anywhere."""
    out: list[list[Span]] = []
    for slot in sorted(STRING_SLOTS - {ORGANIZATION}, key=lambda s: (s == INSTRUMENT, s)):
        for fill in key.fills(slot):
            found = (list(_spans(text, string)) for string in fill.texts)
            out.append(next((spans for spans in found if spans), []))
    return [spans for spans in out if spans]


def _spans(text: str, string: str) -> Iterator[Span]:
    for match in re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", text):
        yield Span(*match.span())


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """Return the weights by feature under which the choices get the most points."""
    names = sorted({name for options, _ in choices for option in options for name in option.features})
    x = np.array([[o.features.get(n, 0.0) for n in names] for options, _ in choices for o in options])
    worth = np.concatenate([points for _, points in choices])
    sizes = [len(options) for options, _ in choices]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    best = worth == np.maximum.reduceat(worth, starts)[of]
    weights, first, second = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        p = _softmax(x @ weights, starts, of)
        expected = np.add.reduceat(p * worth, starts)[of]
        right = p * best / np.maximum(np.add.reduceat(p * best, starts), 1e-12)[of]
        late = min(1.0, 1.5 * step / _STEPS)
        slope = x.T @ (late * 4 * p * (worth - expected) + (1 - late) * (right - p)) / len(sizes)
        slope -= _DECAY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights += _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def _softmax(z: Floats, starts: NDArray[np.int64], of: NDArray[np.int64]) -> Floats:
    e = np.exp(z - np.maximum.reduceat(z, starts)[of])
    p: Floats = e / np.add.reduceat(e, starts)[of]
    return p


def points(choices: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """Return the mean points of what is chosen."""
    total = 0.0
    for options, worth in choices:
        scores = [sum(weights.get(n, 0.0) * v for n, v in o.features.items()) for o in options]
        total += float(worth[int(np.argmax(scores))])
    return total / max(len(choices), 1)


if __name__ == "__main__":
    main()
