"""Where the published tolls lie, if they are here: TOCSIN_DATA, or shared/data beside the tree."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]


def severity(name: str) -> Path | None:
    """Return the file `name` of the published tolls, or None where they are not here."""
    given = os.environ.get("TOCSIN_DATA")
    for folder in (
        Path(given) if given else None,
        ROOT.parent / "shared/data",
        ROOT.parents[1] / "shared/data",
    ):
        if folder and (folder / "severity" / name).is_file():
            return folder / "severity" / name
    return None
