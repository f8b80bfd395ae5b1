"""JSON Lines and JSON to documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from tocsin.read.clean import decode
from tocsin.read.columns import Rows, document_of
from tocsin.read.lines import Line, lines
from tocsin.read.outcome import LINE_LIMIT, Pending, Rejected, Untyped

_WHOLE_LIMIT = 10 * LINE_LIMIT


def read_jsonl(stream: BinaryIO, rows: Rows) -> Iterator[Pending]:
    """Yield one document a line; a line that is no object is rejected, an empty one skipped."""
    for line in lines(stream):
        if line.text is None:
            yield Rejected(rows.name, f"line {line.number}", f"longer than {LINE_LIMIT // 1_000_000} MB")
        elif line.text.strip():
            yield _of_line(line, line.text, rows)


def _of_line(line: Line, text: str, rows: Rows) -> Pending:
    where = f"line {line.number}"
    try:
        return _of_object(parsed(text), rows, where, line.flags)
    except ValueError as error:
        return Rejected(rows.name, where, str(error))


def read_json(stream: BinaryIO, rows: Rows) -> Iterator[Pending]:
    """Yield the documents of a JSON file: an array of objects, or one object; else it is read as lines."""
    body = stream.read(_WHOLE_LIMIT + 1)
    if len(body) > _WHOLE_LIMIT:
        yield Rejected(rows.name, "file", "a JSON file this large is read as JSON Lines only (.jsonl)")
        return
    text, flags = decode(body)
    try:
        value = parsed(text)
    except ValueError as error:
        if "\n{" in text.strip():
            yield from (_of_line(Line(n, line), line, rows) for n, line in _numbered(text))
        else:
            yield Rejected(rows.name, "file", str(error))
        return
    items = value if isinstance(value, list) else [value]
    for number, item in enumerate(items, 1):
        yield _of_object(item, rows, f"item {number}", flags)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())


def parsed(text: str) -> Untyped:
    """Return the JSON value of `text`; raise ValueError, in one line, for everything that can be wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise ValueError("not JSON that can be read: nested too deeply") from None
    except ValueError:
        raise ValueError("not JSON that can be read: a number with too many digits") from None


def _of_object(value: object, rows: Rows, where: str, flags: tuple[str, ...]) -> Pending:
    if not isinstance(value, dict):
        return Rejected(rows.name, where, "not a JSON object with the fields of a document")
    return document_of(value, rows, where, flags)
