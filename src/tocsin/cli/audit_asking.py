"""Labelling at a terminal: what was drawn is shown with its texts, never with how sure the machine was."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from tocsin.errors import UserError

if TYPE_CHECKING:
    from tocsin.record import AuditItem, Record

INCIDENT: Final = {
    "y": "right", "n": "none", "d": "duplicate", "s": "several", "?": "cannot_tell",
}  # fmt: skip
DOCUMENT: Final = {"n": "none", "h": "held", "m": "missed", "?": "cannot_tell"}
_WIDTH: Final = 100


def ask(record: Record, item: AuditItem, definition: str) -> dict[str, Any] | None:
    """Show `item` and return its label; None where the reviewer leaves."""
    from tocsin.desk.auditing import said

    incident = item.kind == "incident"
    for line in _shown(record, item):
        click.echo(line)
    keys = INCIDENT if incident else DOCUMENT
    question = (
        f"One attack ({definition}), listed once? y right, n no attack, d duplicate, s several, ? cannot tell"
        if incident
        else f"Does it tell of an attack ({definition})? n none, h only such as the record has, "
        "m one that it has not, ? cannot tell"
    )
    while True:
        key = _answer(f"{question}, q leave", (*keys, "q"))
        if key == "q":
            return None
        verdict = keys[key]
        try:
            other = click.prompt("Which incident does it double (id)") if verdict == "duplicate" else None
            slots = _slots(item) if verdict in ("right", "duplicate") else None
            return said(record, item, verdict, slots, other=other)
        except UserError as error:
            click.echo(f"tocsin: {error}", err=True)


def _answer(question: str, keys: tuple[str, ...]) -> str:
    while True:
        text: str = click.prompt(question, prompt_suffix=": ").strip().lower()
        if text in keys:
            return text
        click.echo(f"write one of {', '.join(keys)}")


def _slots(item: AuditItem) -> dict[str, str]:
    """Return what is said of each value: all right by Enter, else the wrong, and those that none can tell."""
    from tocsin.audit import SLOTS

    for number, (name, shown) in enumerate(_values(item), 1):
        click.echo(f"  {number} {name}: {shown}")
    while True:
        text: str = click.prompt(
            "Wrong ones by number, a ? before those that cannot be told (Enter: all right)", default="",
            show_default=False,
        )  # fmt: skip
        found = dict.fromkeys(SLOTS, "right")
        words = text.replace(",", " ").split()
        if all(word.lstrip("?") in {str(n) for n in range(1, len(SLOTS) + 1)} for word in words):
            for word in words:
                found[SLOTS[int(word.lstrip("?")) - 1]] = "cannot_tell" if word[0] == "?" else "wrong"
            return found
        click.echo(f"write numbers from 1 to {len(SLOTS)}, such as: 2 ?5")


def _values(item: AuditItem) -> Iterator[tuple[str, str]]:
    from tocsin.cli.output import plain
    from tocsin.desk.auditing import slot_texts

    for name, shown in slot_texts(item):
        yield name, plain(shown)


def _shown(record: Record, item: AuditItem) -> Iterator[str]:
    from tocsin.desk.auditing import drawn_documents

    if item.kind == "incident":
        yield f"== incident {item.ref[:10]}: {_plain(item.shown['title'])}"
        yield from (f"  {name}: {shown}" for name, shown in _values(item))
    else:
        yield "== a document that gave no incident"
    documents = drawn_documents(record, item)
    for _, document in documents:
        yield f"-- {_plain(document.name)}"
        yield from _text(document.title, document.text)
    if not documents:
        yield "   (its text is no longer kept)"


def _text(title: str | None, text: str) -> Iterator[str]:
    for part in (title or "", *text.splitlines()):
        yield from textwrap.wrap(_plain(part), _WIDTH, initial_indent="   ", subsequent_indent="   ")


def _plain(text: str) -> str:
    from tocsin.cli.output import plain

    return plain(text)
