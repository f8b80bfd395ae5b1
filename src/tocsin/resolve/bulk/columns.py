"""Reports as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tocsin.taxonomy import ATTACK_TYPES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

KINDS: Final = tuple(ATTACK_TYPES)


@dataclass(frozen=True, slots=True)
class Columns:
    """Reports as arrays of one length, one entry a report.

    `document`, `country` and `town` are numbers that stand for equal things (-1: unknown); `day` is the
    proleptic ordinal that the report states; `lat`, `lon` degrees (not a number: no point below a country),
    `radius_km`; `fine` where the place is finer than a city; `kind` an index of `KINDS` (-1: none);
    `killed`, `injured` totals (-1: none); `told` hours since any fixed time; `actor` a number of who is said
    to have done it (-1: nobody).
    """

    document: Ints
    day: Ints
    country: Ints
    town: Ints
    lat: Floats
    lon: Floats
    radius_km: Floats
    fine: NDArray[np.bool_]
    kind: Ints
    killed: Ints
    injured: Ints
    told: Floats
    actor: Ints

    def __len__(self) -> int:
        return len(self.day)
