"""A file of rows -> what the record takes: recognised by its header, read one row at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, Final

from tocsin.datasets import mapping
from tocsin.datasets.acled import ACLED
from tocsin.datasets.cells import Cells
from tocsin.datasets.gtd import GTD
from tocsin.datasets.nouns import Dataset, Item, LeftOut, LeftOutError, Origin
from tocsin.datasets.rand import MIPT, RDWTI
from tocsin.datasets.sheet import Sheet
from tocsin.datasets.ucdp import CANDIDATE, GED
from tocsin.datasets.workbook import is_workbook, workbook
from tocsin.errors import InputError, NotFoundError
from tocsin.read.compressed import GZIP_MARK, Gunzipped
from tocsin.read.outcome import Rejected
from tocsin.read.tables import Table, TableRow

DATASETS: Final[Mapping[str, Dataset]] = {d.name: d for d in (GED, CANDIDATE, ACLED, GTD, RDWTI, MIPT)}
"""What is known without a mapping file. A new one is a file and a name here."""
SHORT: Final = {"ucdp": "ucdp-ged", "ged": "ucdp-ged", "candidate": "ucdp-candidate"}
ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".csv.gz", ".tsv.gz", ".txt.gz")
"""Endings of files that are looked into; whatever else there is, is no table of rows."""
# GED's versions have two numbers ("v24_1"), the monthly candidates more ("v24_0_6", "v24_01_24_03").
_CANDIDATE: Final = re.compile(r"candidate|v\d+[._]\d+[._]\d+", re.IGNORECASE)


def dataset_named(name: str) -> Dataset:
    """Return the dataset called `name`, or the one that the mapping file of that path describes.

    Raises NotFoundError where there is neither, InputError where the file is no mapping.
    """
    if name.endswith(".toml"):
        described = mapping.load(Path(name))
        if described.name in DATASETS:
            raise InputError(f"mapping {name}: the name {described.name!r} is taken; choose another")
        return described
    found = DATASETS.get(SHORT.get(name, name))
    if found is None:
        known = ", ".join([*DATASETS, *SHORT])
        raise NotFoundError(f"no dataset {name!r}: choose one of {known}, or give a mapping file (.toml)")
    return found


def recognised(path: Path) -> Dataset | None:
    """Return the dataset whose columns the file at `path` has, or None: it is something else."""
    if not path.name.lower().endswith(ENDINGS) or not path.is_file():
        return None
    try:
        with _rows(path) as (header, _):
            there = set(_folded(header))
    except (OSError, InputError, ValueError):
        return None
    found = next((d for d in DATASETS.values() if d.known_by <= there), None)
    return CANDIDATE if found is GED and _CANDIDATE.search(path.name) else found


def read_dataset(path: Path, dataset: Dataset, *, today: date | None = None) -> Iterator[Item]:
    """Yield what each row of the file at `path` becomes, in the order of the file.

    Sound rows are Imported, those that are no attack LeftOut, broken ones Rejected with line and reason; no
    cell makes it raise. `today` is what dates in the future are held against. Raises MissingExtraError where
    it is a workbook and its reader is not installed.
    """
    now = today or datetime.now(UTC).date()
    try:
        with _rows(path) as (header, rows):
            columns = _folded(header)
            dataset = _as_marked(columns, dataset)
            if why := _unfit(columns, dataset):
                yield Rejected(str(path), "line 1", why)
                return
            for row in rows:
                yield item(row, columns, dataset, str(path), now)
    except OSError as error:
        yield Rejected(str(path), "file", f"cannot be read: {error.strerror or error}")
    except InputError as error:
        yield Rejected(str(path), "file", str(error))


def item(row: TableRow, columns: Sequence[str], dataset: Dataset, file: str, today: date) -> Item:
    """Return what one row becomes."""
    where = f"line {row.line}"
    if row.why:
        return Rejected(file, where, row.why)
    cells = Cells(dict(zip(columns, row.cells, strict=False)), today)
    origin = Origin(file, row.line)
    sheet = Sheet(dataset, cells)
    try:
        dataset.code(cells, sheet)
    except LeftOutError as left:
        return LeftOut(origin, dataset.name, left.why)
    except (ValueError, OverflowError) as error:
        return Rejected(file, where, " ".join(str(error).split()), f"{dataset.name}:{sheet.key}")
    sheet.flags += row.flags
    return sheet.imported(origin)


def _folded(header: Iterable[str]) -> list[str]:
    return [name.strip().casefold() for name in header]


def _as_marked(columns: Sequence[str], dataset: Dataset) -> Dataset:
    """Mark a file with the columns of a restricted dataset as restricted, whatever a mapping says of it."""
    there = set(columns)
    restricted = any(known.restricted and known.known_by <= there for known in DATASETS.values())
    return replace(dataset, restricted=True) if restricted else dataset


def _unfit(columns: Sequence[str], dataset: Dataset) -> str | None:
    if missing := sorted(dataset.known_by - set(columns)):
        listed = ", ".join(columns[:12])
        return f"not a file of {dataset.title}: no column {', '.join(missing)}, among: {listed}"
    used = [name for name in columns if name in dataset.columns]
    if doubled := sorted({name for name in used if used.count(name) > 1}):
        return f"two columns are called {doubled[0]}"
    return None


@contextmanager
def _rows(path: Path) -> Iterator[tuple[Sequence[str], Iterable[TableRow]]]:
    """Open a table: its header, and its rows one at a time."""
    with path.open("rb") as stream:
        head = stream.read(8)
        stream.seek(0)
        if is_workbook(head):
            yield workbook(path)
            return
        body: BinaryIO = io.BufferedReader(Gunzipped(stream)) if head.startswith(GZIP_MARK) else stream
        table = Table(body, "\t" if ".tsv" in path.name.lower() else None)
        yield table.header, table
