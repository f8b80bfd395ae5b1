"""Rows of other people's datasets into the record, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from tocsin.datasets import Dataset, Imported, Item, LeftOut, dataset_named, read_dataset, recognised
from tocsin.desk.account import Account, Table
from tocsin.desk.refusals import Refusals
from tocsin.errors import InputError, MissingExtraError
from tocsin.model import Judgement, Reason
from tocsin.read import Rejected, files_in
from tocsin.record import Added, Entry, Holding, Record
from tocsin.resolve import Mention

BATCH: Final = 1000
LISTED: Final = 1000
"""So many broken rows of a run are kept in memory and in the record; the file beside has all of them."""

LONGEST: Final = 400
"""Of a longer path the end is kept."""


def tables_in(source: str, as_: str | None) -> list[tuple[Path, Dataset]]:
    """Return the files that `source` (a file or a folder) has for rows of datasets, each with its dataset.

    `as_` names the dataset, or a mapping file, of all of them. Raises NotFoundError where there is none such,
    InputError where the source is no path.
    """
    path = Path(source)
    if source == "-" or "://" in source:
        if as_ is not None:
            raise InputError(f"{source} is no file: save it first, then: tocsin read FILE --as {as_}")
        return []
    files = list(files_in(path)) if path.is_dir() else [path]
    if as_ is not None:
        return [(file, dataset_named(as_)) for file in files]
    return [(file, found) for file in files if (found := _recognised(file, alone=not path.is_dir()))]


def _recognised(file: Path, *, alone: bool) -> Dataset | None:
    """A workbook in a folder may be anybody's: only one that is named says that its reader is missing."""
    try:
        return recognised(file)
    except MissingExtraError:
        if alone:
            raise
        return None


def take(
    record: Record, path: Path, dataset: Dataset, account: Account, refusals: Refusals
) -> Iterator[Added]:
    """Store the rows of the file at `path`; yield what each batch added once it is durable."""
    record.add_sources([dataset.source])
    table = Table(str(path), dataset)
    account.tables.append(table)
    rows = read_dataset(path, dataset)
    while batch := list(islice(rows, BATCH)):
        sound = [item for item in batch if isinstance(item, Imported)]
        added = record.add(map(_entry, sound))
        table.rows += len(sound)
        account.new += added.documents
        account.known += len(sound) - added.documents
        account.reports += added.reports
        for item in batch:
            _count(item, table, account, refusals)
        yield added


def _count(item: Item, table: Table, account: Account, refusals: Refusals) -> None:
    if isinstance(item, Rejected):
        table.broken += 1
        refusals.add(item)
        if len(account.broken) < LISTED:
            account.broken.append(item)
    elif isinstance(item, LeftOut):
        table.left_out[item.why] += 1
    else:
        table.withheld.update(item.withheld)


def _entry(item: Imported) -> Entry:
    where = item.origin
    holding = Holding(item.dataset, where.file[-LONGEST:], where.line, item.restricted)
    return Entry(item.document, item.coding, holding)


def apart(judgements: Sequence[Judgement], told: Sequence[Mention]) -> list[Judgement]:
    """Return `judgements`, but two rows of one dataset are two events: its own coders have said so."""
    rows = {m.id: m.document.source for m in told if m.report.origin == "import"}
    return [_apart(j, rows[j.a]) if _one_dataset(j, rows) else j for j in judgements]


def _one_dataset(judgement: Judgement, rows: dict[str, str | None]) -> bool:
    a, b = rows.get(judgement.a), rows.get(judgement.b)
    return a is not None and a == b


def _apart(judgement: Judgement, dataset: str | None) -> Judgement:
    why = Reason("same dataset", -9.0, f"two rows of {dataset}: two events by its own coding")
    return replace(judgement, verdict="different", probability=0.0, reasons=(why,))
