"""Where the labelled incidents of `training/dispatches` lie: `event_points.tsv`.

The labels name a place and its country; the points beside them measure. `grounds` says where a point comes
from: "table", the entry of that name in the labelled country and, where one is marked, the marked division
(GeoNames, CC BY 4.0; of several the most populous); "known", set by hand to within some ten kilometres, where
the table lacks the place or its namesake was the larger; "none", no point is known: an invented village.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_suffix(".tsv")
Points = dict[tuple[str, int], tuple[float, float] | None]


def event_points() -> Points:
    """Return (latitude, longitude) in degrees by (dispatch, number of the incident), None where not known."""
    with FILE.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return {
        (row["dispatch"], int(row["incident"])): (float(row["lat"]), float(row["lon"]))
        if row["lat"]
        else None
        for row in rows
    }
