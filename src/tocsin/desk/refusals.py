"""What could not be read, line by line in a file beside: a million of them need no memory."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tocsin.read import Rejected


class Refusals:
    """The file `rejected.jsonl` of one run; a run that refuses nothing leaves that of the last one."""

    def __init__(self, path: Path) -> None:
        """Write to `path` once there is something to write."""
        self.path = path
        self.count = 0
        self._file: IO[str] | None = None

    def add(self, item: Rejected) -> None:
        """Write one line."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8")
        line = {"document": item.document, "in": item.name, "where": item.where, "error": item.reason}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.count += 1

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
