"""Choosing one of several fills by a weighted sum of features, with weights fitted on the development keys.

`fit.py` makes `weights.json`; the numbers maximise the expected score of the slot, partial credit included.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

WEIGHTS: Final = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Option:
    """A fill that may be given and what speaks for or against it."""

    fill: str
    features: Mapping[str, float]


@cache
def weights(slot: str) -> dict[str, float]:
    """Return the fitted weights of a slot, by feature; none where nothing is fitted yet."""
    if not WEIGHTS.exists():
        return {}
    fitted: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="ascii"))
    return fitted.get(slot, {})


def chosen(slot: str, options: Sequence[Option]) -> str:
    """Return the fill that most speaks for, the first of equals; "" where there is no option."""
    of = weights(slot)
    worth = [sum(of.get(name, 0.0) * x for name, x in option.features.items()) for option in options]
    return options[max(range(len(options)), key=lambda i: worth[i])].fill if options else ""


def strongest(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the highest value of each feature over several mentions of the same thing."""
    names = {name for features in found for name in features}
    return {name: max(features.get(name, 0.0) for features in found) for name in names}
