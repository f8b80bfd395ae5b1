"""Our own texts without labels: ordinary news, and short reports of attacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ORDINARY: Final = Path(__file__).parent / "ordinary"
SHORT: Final = ORDINARY / "attacks"


class InputFaultError(ValueError):
    """An input that is missing or not as it should be; the message names it."""


@dataclass(frozen=True, slots=True)
class Written:
    """One of our own texts without labels."""

    source: str
    title: str | None
    text: str


def read_written(folder: Path) -> list[Written]:
    """Return the texts of the files of `folder`; a title "-" is none. Raises `InputFaultError`."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        blocks = re.split(r"(?m)^===$\n?", path.read_text(encoding="utf-8"))
        for number, block in enumerate(blocks, 1):
            title, _, text = block.strip().partition("\n")
            if not text.strip():
                raise InputFaultError(f"{path.name}: block {number} has no text")
            name = f"{path.stem}-{number}"
            found.append(Written(name, title if title != "-" else None, text.strip()))
    if not found:
        raise InputFaultError(f"no texts in {folder}")
    return found
