"""What an importer hands out, and how a dataset is described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tocsin.model import Coding, Document, Source
from tocsin.read.outcome import Rejected

if TYPE_CHECKING:
    from tocsin.datasets.cells import Cells
    from tocsin.datasets.sheet import Sheet


class LeftOutError(Exception):
    """A row that is sound and no violent attack by its own coding; carries the class that it is of."""

    def __init__(self, why: str) -> None:
        """`why` is an event class of the taxonomy ("protest"), or "not_sure" of the dataset's own doubt."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row stood: the file as it was named, and the line (1 is the header's)."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Imported:
    """One row as the record takes it. `withheld` counts by reason the values that were not taken over."""

    document: Document
    coding: Coding
    origin: Origin
    dataset: str
    restricted: bool
    withheld: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One sound row that is no attack: a protest, say. Counted, not stored."""

    origin: Origin
    dataset: str
    why: str


Item: TypeAlias = Imported | LeftOut | Rejected


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of file: by which columns it is known, and what its rows become.

    `columns` are the only ones that are kept, in the order in which they are written down. `restricted` marks
    a licence that does not let rows be passed on. `code` says what a row states, on a sheet; it raises
    ValueError where the row is broken and LeftOutError where it is no attack. `groups` are columns that hold
    organisations by the codebook; `names` such as may hold anything, a person's name too: a cell of them
    that names no organisation is not even written down.
    """

    name: str
    title: str
    licence: str
    url: str | None
    restricted: bool
    known_by: frozenset[str]
    columns: tuple[str, ...]
    key: Callable[[Cells], str | None]
    code: Callable[[Cells, Sheet], None]
    groups: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    version: str = "1"

    @property
    def source(self) -> Source:
        """The dataset as a source of the record."""
        return Source(self.title, self.title, kind="dataset", url=self.url, licence=self.licence)

    @property
    def coder(self) -> str:
        """The name under which its rows are coded."""
        return f"import {self.name} {self.version}"
