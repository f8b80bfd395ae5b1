"""The learned part of toponym resolution: one weight a feature.

A conditional logit over the candidates of a name: the probability of a candidate is proportional to the
exponential of its features times the weights. `python -m training.places` fits them (see there).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from tocsin.errors import InputError
from tocsin.places.data import FOLDER
from tocsin.places.evidence import FEATURES, Floats

NAME: Final = "ranking.json"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights by feature; a feature that has none counts nothing."""

    weights: Mapping[str, float]

    @property
    def vector(self) -> Floats:
        """Return the weights in the order of `evidence.FEATURES`."""
        return np.array([self.weights.get(feature, 0.0) for feature in FEATURES])


def read(path: Path) -> Ranking:
    """Read weights. Raises InputError where the file is missing or is not what is expected."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights = {str(name): float(value) for name, value in stored["weights"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"no usable ranking in {path} ({error}): reinstall tocsin") from error
    if set(weights) != set(FEATURES):
        raise InputError(f"the ranking {path} is of another version of tocsin: reinstall tocsin")
    return Ranking(weights)


@cache
def shipped() -> Ranking:
    """Return the weights that come with the package."""
    return read(FOLDER / NAME)
