"""The written cases of coordinated attacks, and of attacks that only look so (`coordinated.json`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_suffix(".json")


def case(name: str) -> dict[str, Any]:
    """Return one case: its `documents`, the true `attacks`, and the `wholes` of which they are parts."""
    return next(c for c in cases() if c["name"] == name)


def cases() -> list[dict[str, Any]]:
    """Return every case."""
    found: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    return found


def lines(name: str) -> str:
    """Return the documents of a case as JSON Lines."""
    return "".join(json.dumps(document) + "\n" for document in case(name)["documents"])
