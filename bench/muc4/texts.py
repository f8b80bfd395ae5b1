"""The texts of the MUC-4 corpus: files of many articles, each under a header line with its id.

A header is a line of its own: the id, and in the development set the site that was to fill it in, in
parentheses. The body is everything up to the next header, newlines and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DOCUMENT_ID: Final = r"[A-Z]+\d*-MUC\d+-\d+"
_HEADER: Final = re.compile(rf"[ \t]*({DOCUMENT_ID})[ \t]*(?:\([^)\n]*\)?)?[ \t]*")


@dataclass(frozen=True, slots=True)
class Text:
    """One article: its id as in the keys ("DEV-MUC3-0001") and its body as it stands in the file."""

    id: str
    body: str


def read_texts(paths: Sequence[Path]) -> list[Text]:
    """Return all texts of the files in order; a path may be a folder, whose files are read by name.

    What stands before the first header of a file is no text. Raises ValueError where a file has no header or
    an id comes twice, and OSError where a path cannot be read.
    """
    texts: list[Text] = []
    seen: dict[str, Path] = {}
    for path in files(paths):
        for text in _split(path):
            if text.id in seen:
                raise ValueError(f"{path}: {text.id} stands already in {seen[text.id]}")
            seen[text.id] = path
            texts.append(text)
    return texts


def files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that `paths` mean: files as given, and of a folder its visible files by name.

    Raises FileNotFoundError where a path is neither.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        elif path.is_file():
            yield path
        else:
            raise FileNotFoundError(f"{path}: no such file or folder")


def _split(path: Path) -> Iterator[Text]:
    name, body = "", list[str]()
    content = path.read_text(encoding="utf-8", errors="replace")
    for line in content.splitlines(keepends=True):
        header = _HEADER.fullmatch(line.rstrip("\r\n"))
        if header:
            if name:
                yield Text(name, "".join(body))
            name, body = header[1], []
        else:
            body.append(line)
    if not name:
        raise ValueError(f"{path}: no header line in this file")
    yield Text(name, "".join(body))
