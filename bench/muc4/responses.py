"""MUC-4 response template files: what a system hands in, in the layout of the keys, one way for each fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bench.muc4.fills import quote
from bench.muc4.keys import Fault, by_document, read_templates
from bench.muc4.template import INSTRUMENT, INSTRUMENT_TYPE, SLOTS, TARGET, TARGET_TOTAL, TYPE, Fill, Template
from bench.muc4.texts import files

_COLUMN: Final = 36
"""Where fills begin, counted from 0."""

_INSTRUMENT: Final = frozenset({INSTRUMENT, INSTRUMENT_TYPE})
INAPPLICABLE: Final = {
    "ARSON": _INSTRUMENT,
    "KIDNAPPING": _INSTRUMENT | frozenset(range(TARGET, TARGET_TOTAL + 1)),
}
"""The slots that do not apply to an incident type (template-skeletons.v3)."""


def read_responses(paths: Sequence[Path]) -> tuple[dict[str, list[Template]], list[Fault]]:
    """Return the response templates by document, and the faults of the files, one for each line that has one.

    A path may be a folder. What is good in a file with faults is taken. Templates of a document that stands
    in several files are put together, which is a fault of the later one. Raises OSError where a path cannot
    be read.
    """
    responses: dict[str, list[Template]] = {}
    faults: list[Fault] = []
    for path in files(paths):
        templates, found = read_templates(path, response=True)
        faults += found
        for document, of_it in by_document(templates).items():
            if document in responses:
                faults.append(Fault(path, 0, f"{document} stands already in another file"))
            responses.setdefault(document, []).extend(of_it)
    return responses, faults


def write_responses(documents: Mapping[str, Sequence[Mapping[int, Sequence[str]]]]) -> str:
    """Return a response file: for each document its templates, each a mapping of slot numbers to fills.

    Fills are written as they are given; a slot without fill is "-", or "*" where it does not apply to the
    incident type. A document without template is written as irrelevant.
    """
    return "\n".join(
        block
        for document, templates in documents.items()
        for block in (
            [_block(document, n, slots) for n, slots in enumerate(templates, 1)] or [_none(document)]
        )
    )


def response_fill(fill: Fill) -> str:
    """Return the first alternative of a fill as it stands in a response file."""
    first = fill.alternatives[0]
    text = quote(first.text) if first.quoted else first.text
    return f"{text}: {quote(first.references[0])}" if first.references else text


def _block(document: str, number: int, slots: Mapping[int, Sequence[str]]) -> str:
    kind = next(iter(slots.get(TYPE, ())), "")
    idle = INAPPLICABLE.get(kind, frozenset())
    lines = [_line(0, document), _line(1, str(number))]
    for slot in range(2, len(SLOTS)):
        fills = [" ".join(fill.split()) for fill in slots.get(slot, ())]
        first, *more = fills or ["*" if slot in idle else "-"]
        lines += [_line(slot, first), *(" " * _COLUMN + fill for fill in more)]
    return "\n".join(lines) + "\n"


def _none(document: str) -> str:
    return "\n".join([_line(0, document), *(_line(slot, "*") for slot in range(1, len(SLOTS)))]) + "\n"


def _line(slot: int, value: str) -> str:
    return f"{f'{slot}.':<4}{SLOTS[slot]}".ljust(_COLUMN) + value
