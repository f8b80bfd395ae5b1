"""Files, folders and streams to documents: which reader takes what."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from tocsin.errors import InputError
from tocsin.read.columns import Rows
from tocsin.read.compressed import GZIP_MARK, Gunzipped
from tocsin.read.feeds import is_feed, read_feed
from tocsin.read.jsonl import read_json, read_jsonl
from tocsin.read.outcome import PAGE_LIMIT, Page, Pending, Read, Rejected
from tocsin.read.pages import is_binary
from tocsin.read.pool import extracted
from tocsin.read.tables import delimiter_of, read_csv, read_parquet
from tocsin.read.warc import read_warc

_KINDS: Final = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv",
    ".parquet": "parquet", ".warc": "warc", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
}  # fmt: skip
KINDS: Final = tuple(dict.fromkeys(_KINDS.values()))
_HEAD: Final = 1 << 16
_UNKNOWN: Final = "not a kind that is read: neither JSON Lines, CSV, Parquet, a feed, HTML nor a web archive"


def read_path(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    kind: str | None = None,
    source: str | None = None,
    now: datetime | None = None,
    passing: Collection[Path] = (),
) -> Iterator[Read]:
    """Yield what is in a file, or in a folder (recursively, in order of path; hidden files are passed over).

    `mapping` is {our column: theirs}; `kind` (one of KINDS) goes before the file's suffix; `.gz` of any kind
    is unpacked. `source` names the outlet of what does not name its own; `now` is the clock that dates in
    the future are held against; files of a folder in `passing` are passed over. Raises InputError where there
    is no such file or it cannot be opened.
    """
    _check_kind(kind)
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    rows = Rows(str(path), dict(mapping or {}), source, now)
    return extracted(_path_items(path, rows, kind, frozenset(passing)))


def read_stream(
    stream: BinaryIO,
    *,
    name: str = "-",
    mapping: Mapping[str, str] | None = None,
    kind: str | None = None,
    source: str | None = None,
    now: datetime | None = None,
) -> Iterator[Read]:
    """Yield what is in `stream` (standard input): its kind is told from its first bytes, or given."""
    _check_kind(kind)
    return extracted(_stream_items(stream, Rows(name, dict(mapping or {}), source, now), kind))


def _check_kind(kind: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise InputError(f"no such kind of input: {kind!r}; there are {', '.join(KINDS)}")


def _path_items(path: Path, rows: Rows, kind: str | None, passing: frozenset[Path]) -> Iterator[Pending]:
    if not path.is_dir():
        yield from _file_items(path, rows, kind, path.name)
        return
    found = False
    for file in files_in(path):
        found = True
        if file in passing:
            continue
        yield from _file_items(file, _renamed(rows, str(file)), kind, file.relative_to(path).as_posix())
    if not found:
        yield Rejected(rows.name, "folder", "no file in it")


def _renamed(rows: Rows, name: str) -> Rows:
    return Rows(name, rows.mapping, rows.source, rows.now)


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder`; links to folders are not followed, so that no ring is."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(files) if not name.startswith("."))


def _file_items(path: Path, rows: Rows, kind: str | None, relative: str) -> Iterator[Pending]:
    try:
        if not path.is_file():
            yield Rejected(rows.name, "file", "not a regular file")
        elif path.stat().st_size == 0:
            yield Rejected(rows.name, "file", "it is empty")
        else:
            with path.open("rb") as stream:
                yield from _stream_items(stream, rows, kind or _kind_of(path), relative)
    except OSError as error:
        yield Rejected(rows.name, "file", f"cannot be read: {error.strerror or error}")


def _kind_of(path: Path) -> str | None:
    name = path.name.lower().removesuffix(".gz")
    return _KINDS.get(Path(name).suffix)


def _stream_items(
    stream: BinaryIO, rows: Rows, kind: str | None, relative: str | None = None
) -> Iterator[Pending]:
    body, head = _headed(stream)
    if not head.startswith(GZIP_MARK):
        yield from _plain_items(body, head, rows, kind, relative)
        return
    unpacked = Gunzipped(body)
    body, head = _headed(io.BufferedReader(unpacked, _HEAD))
    if head or not unpacked.failure:
        yield from _plain_items(body, head, rows, kind, relative)
    if unpacked.failure:
        yield Rejected(rows.name, "file", unpacked.failure)


def _plain_items(
    body: BinaryIO, head: bytes, rows: Rows, kind: str | None, relative: str | None
) -> Iterator[Pending]:
    kind = kind or _sniffed(head)
    if not head:
        yield Rejected(rows.name, "file", "it is empty")
    elif kind is None:
        yield Rejected(rows.name, "file", "binary, not text" if is_binary(head) else _UNKNOWN)
    elif is_binary(head) and kind not in ("parquet", "warc"):
        yield Rejected(rows.name, "file", "binary, not text")
    else:
        yield from _items(body, head, kind, rows, relative)


def _headed(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """Return a stream of the same bytes and its first `_HEAD` of them; pipes cannot be rewound."""
    head = b""
    while len(head) < _HEAD and (data := stream.read(_HEAD - len(head))):
        head += data
    return io.BufferedReader(_Rejoined(head, stream), _HEAD), head


class _Rejoined(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a BufferedReader gives no other
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else self._head
        buffer[: len(data)] = data
        return len(data)


def _sniffed(head: bytes) -> str | None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(b"{"):
        return "jsonl" if start.split(b"\n", 1)[0].rstrip().endswith(b"}") else "json"
    if start.startswith(b"["):
        return "json"
    if start.startswith(b"<"):
        return "feed" if is_feed(head) else "html"
    if is_binary(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    first = start.split(b"\n", 1)[0].decode("utf-8", "replace").replace("\x00", "")
    return "csv" if delimiter_of(first) in first else None


def _items(stream: BinaryIO, head: bytes, kind: str, rows: Rows, relative: str | None) -> Iterator[Pending]:
    if kind == "jsonl":
        yield from read_jsonl(stream, rows)
    elif kind == "json":
        yield from read_json(stream, rows)
    elif kind in ("csv", "tsv"):
        yield from read_csv(stream, rows, "\t" if kind == "tsv" else None)
    elif kind == "parquet":
        yield from read_parquet(io.BytesIO(stream.read()), rows)
    elif kind == "warc":
        yield from read_warc(stream, rows)
    else:
        yield from _markup(stream, "feed" if is_feed(head) else "html", rows, relative)


def _markup(stream: BinaryIO, kind: str, rows: Rows, relative: str | None) -> Iterator[Pending]:
    body = stream.read(PAGE_LIMIT + 1)
    if len(body) > PAGE_LIMIT:
        yield Rejected(rows.name, "file", f"larger than {PAGE_LIMIT // 1_000_000} MB")
    elif kind == "feed":
        feed = read_feed(body, url=rows.name, source=rows.source, fetched=rows.now)
        yield from feed.documents
        yield from feed.rejected
    else:
        yield Page(body, name=relative, source=rows.source, fetched=rows.now, input=rows.name, where="page")
