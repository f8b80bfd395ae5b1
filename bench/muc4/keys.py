"""Answer keys of MUC-4, and templates in the same layout: numbered slots, one fill a line.

    0.  MESSAGE: ID                     DEV-MUC3-9001 (SITE)
    1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
    9.  PERP: INDIVIDUAL ID             "MASKED MEN" / "MEN"
                                        "DRIVER"

A line that begins with a semicolon is a comment. A document without incident has one template of asterisks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from bench.muc4.fills import open_quote, parse_fill
from bench.muc4.template import SLOTS, Fill, Template
from bench.muc4.texts import DOCUMENT_ID, files

_SLOT: Final = re.compile(r"\s*(\d{1,2})\.\s*(.*)")
_NAMES: Final = tuple(re.compile(name.replace(" ", r"\s+") + r"(?=\s|$)") for name in SLOTS)
_ID: Final = re.compile(DOCUMENT_ID)
_NUMBER: Final = re.compile(r"(\d+)\s*(\(\s*OPTIONAL\s*\))?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of a template file. The line counts from 1; 0 stands for the whole file."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.path}:{self.line}: {self.reason}"


def read_keys(paths: Sequence[Path], faults: list[Fault] | None = None) -> dict[str, list[Template]]:
    """Return the templates by document, in the order of the keys; an irrelevant document has none.

    A path may be a folder. Where `faults` is given, what is wrong in the files is put there and the rest is
    taken; a document that stands in two files is taken from the first. Without it the first fault raises
    ValueError. Raises OSError where a path cannot be read.
    """
    keys: dict[str, list[Template]] = {}
    found: list[Fault] = []
    for path in files(paths):
        templates, wrong = read_templates(path)
        found += wrong
        for document, of_it in by_document(templates).items():
            if document in keys:
                found.append(Fault(path, 0, f"{document} stands already in another file"))
            keys.setdefault(document, of_it)
    if found and faults is None:
        raise ValueError(str(found[0]))
    if faults is not None:
        faults += found
    return keys


def by_document(templates: Iterable[Template]) -> dict[str, list[Template]]:
    """Return the templates by document, without those that only say that there is no incident."""
    documents: dict[str, list[Template]] = {}
    for template in templates:
        found = documents.setdefault(template.document, [])
        if 1 not in template.inapplicable:
            found.append(template)
    return documents


def read_templates(path: Path, *, response: bool = False) -> tuple[list[Template], list[Fault]]:
    """Return the templates of one file, and what is wrong in it.

    A line that cannot be read is left out and reported; a template without document id is left out whole.
    In a `response` it is a fault to give alternatives or a question mark, which are the keys' alone: the
    first alternative is taken and the mark is left out.
    """
    content = path.read_text(encoding="utf-8", errors="replace")
    templates, faults = parse_templates(content, path, response=response)
    if not templates and not faults:
        faults.append(Fault(path, 0, "no template in this file"))
    return templates, faults


def parse_templates(
    content: str, path: Path, *, response: bool = False
) -> tuple[list[Template], list[Fault]]:
    """Return what `read_templates` does of the content of a file; `path` is only named in faults."""
    parser = _Parser(path, response)
    for number, line in _logical_lines(content.splitlines()):
        parser.take(number, line)
    parser.close()
    return parser.templates, parser.faults


def _logical_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with a fill that was wrapped over several put together."""
    pending: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        if line.startswith(";") or not line.strip():
            continue
        if pending and not _SLOT.match(line) and _goes_on(pending[1], line):
            pending = pending[0], f"{pending[1].rstrip()} {line.strip()}"
            continue
        if pending:
            yield pending
        pending = number, line
    if pending:
        yield pending


def _goes_on(line: str, after: str) -> bool:
    return line.rstrip().endswith("/") or after.lstrip().startswith("/") or (
        open_quote(line) and open_quote(after)
    )  # fmt: skip


@dataclass(slots=True)
class _Parser:
    path: Path
    response: bool
    templates: list[Template] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    document: str = ""
    open: bool = False
    slot: int = -1
    number: int = 0
    optional: bool = False
    slots: dict[int, list[Fill]] = field(default_factory=dict)
    inapplicable: set[int] = field(default_factory=set)

    def take(self, number: int, line: str) -> None:
        match = _SLOT.match(line)
        if match is None:
            if self.slot < 2:
                self._fault(number, f"a fill without slot: {line.strip()}")
                return
            self._fill(number, line)
            return
        slot, rest = int(match[1]), match[2]
        name = _NAMES[slot].match(rest) if slot < len(SLOTS) else None
        if name is None:
            self.slot = -1
            self._fault(number, f"no such slot: {line.strip()}")
            return
        if slot == 0:
            self.close()
        self.slot = slot
        self._fill(number, rest[name.end() :])

    def close(self) -> None:
        """Put the template that was being read to the others."""
        if self.open and self.document:
            slots = {slot: tuple(fills) for slot, fills in self.slots.items() if fills}
            template = Template(
                self.document, self.number, self.optional, slots, frozenset(self.inapplicable)
            )
            self.templates.append(template)
        self.document, self.open, self.slot = "", False, -1
        self.number, self.optional = 0, False
        self.slots, self.inapplicable = {}, set()

    def _fill(self, line: int, value: str) -> None:
        value = value.strip()
        if self.slot == 0:
            self._start(line, value)
        elif not self.open:
            self._fault(line, "a slot before any MESSAGE: ID")
        elif value == "*":
            self.inapplicable.add(self.slot)
        elif self.slot == 1:
            match = _NUMBER.fullmatch(value)
            if match:
                self.number, self.optional = int(match[1]), match[2] is not None
            elif value not in ("", "-"):
                self._fault(line, f"not a template number: {value}")
        else:
            try:
                fill = parse_fill(self.slot, value)
            except ValueError as error:
                self._fault(line, f"slot {self.slot}: {error}")
                return
            if fill and self.response:
                fill = self._single(line, fill)
            if fill:
                self.slots.setdefault(self.slot, []).append(fill)

    def _single(self, line: int, fill: Fill) -> Fill:
        first = fill.alternatives[0]
        one = Fill((replace(first, references=first.references[:1]),))
        if one != fill:
            self._fault(
                line, f"slot {self.slot}: alternatives or a question mark in a response: {first.text}"
            )
        return one

    def _start(self, line: int, value: str) -> None:
        self.open = True
        match = _ID.match(value)
        if match:
            self.document = match[0]
        else:
            self._fault(line, f"not a document id, the template is left out: {value}")

    def _fault(self, line: int, reason: str) -> None:
        self.faults.append(Fault(self.path, line, reason))
