"""The files of this room: the GeoNames table with its manifest, and our own small lists."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
"""Where the packaged files lie."""
