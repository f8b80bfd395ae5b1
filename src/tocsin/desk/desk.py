"""The wiring: read -> coding -> resolve -> record. The only place where the rooms meet.

Order of effects, so that a crash at any moment loses nothing and doubles nothing: documents are coded in
memory, stored with their reports and judged in one transaction a batch, then acknowledged. What came in
otherwise (rows of datasets, partners' reports), or was judged by an older resolver, is found and judged by
the next run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from tocsin.coding import CODER
from tocsin.desk import importing
from tocsin.desk.account import Account
from tocsin.desk.coders import coded
from tocsin.desk.inputs import documents
from tocsin.desk.refusals import Refusals
from tocsin.desk.settings import FILE, TEMPLATE, Settings, load
from tocsin.errors import DeskError, InputError
from tocsin.model import Coding, Document, Judgement
from tocsin.read import Rejected, files_in
from tocsin.record import Entry, Judging, Record, Rejection
from tocsin.resolve import RESOLVER, Mention, judge

BATCH: Final = 64
JUDGE_BATCH: Final = 400

Acknowledge = Callable[[Sequence[Document]], None]
Progress = Callable[[str, int], None]
"""Called with a stage ("read", "judged") and how many of it are done so far."""
T = TypeVar("T")


def _no_acknowledgement(stored: Sequence[Document]) -> None:
    del stored


def _no_progress(stage: str, done: int) -> None:
    del stage, done


class Desk:
    """A folder with settings and a record, open for work. A context manager."""

    def __init__(self, folder: Path, settings: Settings, record: Record) -> None:
        """Use `Desk.open`."""
        self.folder = folder
        self.settings = settings
        self.record = record
        self._imported: frozenset[Path] = frozenset()

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, read_only: bool = False) -> Self:
        """Open the desk in `folder`, making it first if `create`. Raises DeskError."""
        if create and not (folder / FILE).exists():
            make(folder)
        if not (folder / FILE).is_file():
            raise DeskError(f"no desk in {folder}: make one with `tocsin init {folder}`")
        settings = load(folder)
        location = settings.record.location
        where: str | Path = location if "://" in location else folder / location
        return cls(folder, settings, Record.open(where, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.record.close()

    def read(
        self,
        inputs: Iterable[str],
        *,
        mapping: Mapping[str, str] | None = None,
        kind: str | None = None,
        as_: str | None = None,
        acknowledge: Acknowledge = _no_acknowledgement,
        progress: Progress = _no_progress,
    ) -> Account:
        """Read each input into the record and judge what came.

        Files of rows of a known dataset are imported; `as_` names the dataset, or a mapping file, of all that
        is given. `acknowledge` is called with documents that are durably stored, known ones included. What
        could not be read is counted, kept in the record, and listed in `rejected.jsonl` in the desk's folder.
        Raises InputError where nothing at all could be read.
        """
        account = Account()
        with Refusals(self.folder / "rejected.jsonl") as refusals:
            rest = inputs
            if as_ is not None or (mapping is None and kind is None):
                rest = self._import(inputs, as_, account, refusals, progress)
            stream = self._readable(rest, mapping, kind, account)
            self._take(stream, account, acknowledge, progress)
            self._keep_rejected(account, refusals)
        if account.unreadable and not account.understood:
            first = [*account.rejected, *account.broken][0]
            more = f" (and {account.unreadable - 1:,} more)" if account.unreadable > 1 else ""
            raise InputError(f"nothing could be read: {first.place()}: {first.reason}{more}")
        account.judgements += self.resolve(progress)
        return account

    def take(self, stream: Iterable[Document]) -> Account:
        """Store and judge documents that are already at hand (a poll's, say)."""
        account = Account()
        self._take(stream, account, _no_acknowledgement, _no_progress)
        account.judgements += self.resolve()
        return account

    def recode(self, progress: Progress = _no_progress) -> Account:
        """Code again every document that an older coder coded; the older statements stay, superseded."""
        account = Account()
        for batch in _batches(coded(self.record.stale(CODER), self.settings.places), BATCH):
            account.judgements += self._keep(batch)
            for _, coding in batch:
                account.new += 1
                account.add(coding)
            progress("read", account.new)
        account.judgements += self.resolve(progress)
        return account

    def resolve(self, progress: Progress = _no_progress) -> int:
        """Judge every report that this resolver has not judged yet; return how many judgements were added."""
        added = done = 0
        # Within the desk, rows that may not be passed on are compared like any other.
        record = self.record.inside
        pending = record.pending(RESOLVER)
        for ids in _batches(pending, JUDGE_BATCH):
            new = record.mentions(ids=ids)
            known = record.neighbours(new)
            added += record.add_judgements(_judged(new, known), resolved=ids, resolver=RESOLVER)
            done += len(ids)
            progress("judged", done)
        return added

    def decide(self, judgements: Iterable[Judgement]) -> None:
        """Append a person's judgements; they hold against any machine's, now and later."""
        self.record.add_judgements(list(judgements))

    def _import(
        self, inputs: Iterable[str], as_: str | None, account: Account, refusals: Refusals, progress: Progress
    ) -> Iterator[str]:
        """Take the rows of datasets among `inputs`; return those that hold something else too."""
        given = list(inputs)
        found = {source: importing.tables_in(source, as_) for source in given}
        for path, dataset in chain.from_iterable(found.values()):
            for _ in importing.take(self.record, path, dataset, account, refusals):
                progress("imported", sum(table.rows for table in account.tables))
        self._imported = frozenset(path for path, _ in chain.from_iterable(found.values()))
        return iter([source for source in given if not self._whole(source)])

    def _whole(self, source: str) -> bool:
        """Tell whether nothing but rows of datasets is in `source`."""
        path = Path(source)
        if source == "-" or "://" in source or not self._imported:
            return False
        return set(files_in(path)) <= self._imported if path.is_dir() else path in self._imported

    def _readable(
        self, inputs: Iterable[str], mapping: Mapping[str, str] | None, kind: str | None, account: Account
    ) -> Iterator[Document]:
        for source in inputs:
            for item in documents(
                source, fetch=self.settings.fetch, mapping=mapping, kind=kind, passing=self._imported
            ):
                if isinstance(item, Rejected):
                    account.rejected.append(item)
                else:
                    yield item

    def _take(
        self, stream: Iterable[Document], account: Account, acknowledge: Acknowledge, progress: Progress
    ) -> None:
        fresh = self._fresh(stream, account, acknowledge)
        for batch in _batches(coded(fresh, self.settings.places), BATCH):
            account.judgements += self._keep(batch)
            acknowledge([document for document, _ in batch])
            account.new += len(batch)
            for _, coding in batch:
                account.add(coding)
            progress("read", account.new + account.known)

    def _keep(self, batch: Sequence[tuple[Document, Coding]]) -> int:
        """Store and judge coded documents; return how many judgements are new."""
        entries = [Entry(document, coding) for document, coding in batch]
        return self.record.add(entries, by=Judging(RESOLVER, _judged)).judgements

    def _fresh(
        self, stream: Iterable[Document], account: Account, acknowledge: Acknowledge
    ) -> Iterator[Document]:
        """Yield the documents that are not stored yet, each once; acknowledge the others at once."""
        seen: set[str] = set()
        for batch in _batches(stream, BATCH):
            stored = self.record.known(document.id for document in batch)
            known = [document for document in batch if document.id in stored]
            account.known += len(known)
            acknowledge(known)
            for document in batch:
                if document.id in stored:
                    continue
                if document.id in seen:
                    account.known += 1
                    continue
                seen.add(document.id)
                yield document

    def _keep_rejected(self, account: Account, refusals: Refusals) -> None:
        for item in account.rejected:
            refusals.add(item)
        if not refusals.count:
            return
        account.rejected_file = refusals.path
        now = datetime.now(UTC)
        # What is wrong with a restricted row is told by its cells: that stays in the file beside.
        kept = {table.file for table in account.tables if not table.dataset.restricted}
        listed = [*account.rejected, *(item for item in account.broken if item.name in kept)]
        self.record.reject(
            Rejection(r.document or r.name, f"{r.name}, {r.where}", r.reason, now) for r in listed
        )


def make(folder: Path) -> None:
    """Make a desk in `folder`. Raises DeskError where there is one, or something else, already."""
    if (folder / FILE).exists():
        raise DeskError(f"{folder} is a desk already: `tocsin read FILE --desk {folder}` adds to it")
    folder.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed, so that a crash leaves no half of a settings file.
    draft = folder / f".{FILE}.{os.getpid()}"
    draft.write_text(TEMPLATE, encoding="utf-8")
    draft.replace(folder / FILE)


def _judged(new: Sequence[Mention], known: Sequence[Mention]) -> list[Judgement]:
    return importing.apart(judge(new, known), [*new, *known])


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
