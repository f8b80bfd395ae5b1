"""The packaged table: how it lies on disk and how it is read.

One file: a JSON header line (column name, dtype, length of each compressed part), then the parts. Columns
are numpy arrays, names one UTF-8 blob. Parents stand before their children. The index is a list of (hash
of a name, row) in the order of hashes, kept as differences, which compress well.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tocsin.errors import InputError
from tocsin.places.data import FOLDER
from tocsin.places.nouns import Feature

NAME: Final = "gazetteer.bin"
MANIFEST: Final = "manifest.json"
_MAGIC: Final = "tocsin-gazetteer-2"
FEATURES: Final[tuple[Feature, ...]] = (
    "country", "admin1", "district", "city", "city", "landmark", "region", "neighbourhood",
)  # fmt: skip
CAPITAL: Final = 4
"""Feature codes of the rows; this one is a city that is the capital of a country."""
NO_PARENT: Final = 0xFFFFFFFF

Column = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows and the index, ready for lookup.

    `ids`, `lat`, `lon`, `population`, `radius` (km), `country`, `admin1`, `admin2` (row numbers of the
    parents, NO_PARENT where none), `feature` (index into FEATURES) are columns over rows. `keys` (sorted)
    and `rows` with `primary` are columns over the index.
    """

    ids: Column
    lat: Column
    lon: Column
    population: Column
    radius: Column
    country: Column
    admin1: Column
    admin2: Column
    feature: Column
    name_ends: Column
    names: bytes
    keys: Column
    rows: Column
    primary: Column
    codes: tuple[str, ...]

    def name(self, row: int) -> str:
        """Return the main name of `row`."""
        start = int(self.name_ends[row - 1]) if row else 0
        return self.names[start : int(self.name_ends[row])].decode()

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.ids)


_COLUMNS: Final = (
    "ids", "lat", "lon", "population", "radius", "country", "admin1", "admin2", "feature", "name_ends",
    "keys", "rows", "primary",
)  # fmt: skip


def write(table: Table, folder: Path, about: dict[str, Any]) -> int:
    """Write the table and, beside it, the manifest with its SHA-256 and what `about` says of the sources.

    Returns the bytes of the table.
    """
    parts = []
    columns = []
    for column in _COLUMNS:
        values = getattr(table, column)
        if column == "keys":
            values = np.diff(values, prepend=np.uint64(0)).astype(np.uint64)
        data = _pack(values)
        parts.append(data)
        columns.append([column, str(values.dtype), len(data)])
    names = zlib.compress(table.names, 9)
    header = {"magic": _MAGIC, "columns": columns, "names": len(names), "codes": list(table.codes)}
    body = b"".join([json.dumps(header).encode(), b"\n", *parts, names])
    (folder / NAME).write_bytes(body)
    manifest = {"file": NAME, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest(), **about}
    (folder / MANIFEST).write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return len(body)


def read(folder: Path) -> Table:
    """Read the table in `folder`. Raises InputError where it is missing or is not what the manifest says."""
    body = _checked(folder)
    head, _, rest = body.partition(b"\n")
    header = json.loads(head)
    if header.get("magic") != _MAGIC:
        raise InputError(f"the gazetteer in {folder} is of another version of tocsin: {_remedy(folder)}")
    at = 0
    columns: dict[str, Column] = {}
    for column, dtype, length in header["columns"]:
        columns[column] = _unpack(rest[at : at + length], np.dtype(dtype))
        at += length
    columns["keys"] = np.cumsum(columns["keys"], dtype=np.uint64)
    names = zlib.decompress(rest[at : at + header["names"]])
    return Table(**columns, names=names, codes=tuple(header["codes"]))


def _pack(values: Column) -> bytes:
    """Compress a column byte plane by byte plane: the high bytes of neighbours are alike."""
    planes = values.view(np.uint8).reshape(len(values), values.dtype.itemsize).T
    return zlib.compress(np.ascontiguousarray(planes).tobytes(), 9)


def _unpack(data: bytes, dtype: np.dtype[Any]) -> Column:
    planes = np.frombuffer(zlib.decompress(data), dtype=np.uint8).reshape(dtype.itemsize, -1)
    return np.ascontiguousarray(planes.T).view(dtype).reshape(-1)


def _checked(folder: Path) -> bytes:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        body = (folder / NAME).read_bytes()
        expected = manifest["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"no usable gazetteer in {folder} ({error}): {_remedy(folder)}") from error
    found = hashlib.sha256(body).hexdigest()
    if found != expected:
        raise InputError(
            f"the gazetteer {folder / NAME} is damaged (sha256 {found}, expected {expected}): "
            f"{_remedy(folder)}"
        )
    return body


def _remedy(folder: Path) -> str:
    return "reinstall tocsin" if folder == FOLDER else "build it again with `tocsin places build`"
