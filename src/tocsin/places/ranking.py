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

from tocsin import fitted
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
    """Read weights. Raises WeightsError where the file is missing or is not what is expected."""
    return fitted.read(path, "the ranking of places", _ranking)


def _ranking(body: bytes) -> Ranking:
    weights = {name: fitted.weight(value) for name, value in json.loads(body)["weights"].items()}
    if set(weights) != set(FEATURES):
        raise ValueError("it is of another version of tocsin")
    return Ranking(weights)


@cache
def shipped() -> Ranking:
    """Return the weights that come with the package."""
    return read(FOLDER / NAME)
