"""The objects that every server is given: incidents of 1,345 bytes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any, Final

SIZE: Final = 1345
GREEN: Final = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"


def incidents(count: int, first: int = 0) -> Iterator[dict[str, Any]]:
    """Yield `count` incidents, each `SIZE` bytes as compact JSON."""
    for number in range(first, first + count):
        made = {
            "type": "incident", "spec_version": "2.1",
            "id": f"incident--{uuid.uuid5(uuid.NAMESPACE_OID, str(number))}",
            "created": "2024-01-01T00:00:00.000Z", "modified": "2024-01-01T00:00:00.000Z",
            "name": f"Incident {number:09d}", "object_marking_refs": [GREEN], "description": "",
        }  # fmt: skip
        made["description"] = "x" * (SIZE - len(json.dumps(made, separators=(",", ":"))))
        yield made


def batches(count: int, size: int, first: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Yield the incidents in envelopes' worth."""
    for start in range(first, first + count, size):
        yield list(incidents(min(size, first + count - start), start))
