"""What a message says, before it takes the form of its way: subject, plain text, JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tocsin.brief import words
from tocsin.brief.heading import short
from tocsin.language import ngettext
from tocsin.model import iso
from tocsin.release.inert import plain
from tocsin.release.tables import MISSING
from tocsin.subscribe.news import Item
from tocsin.subscribe.subscription import Subscription

KINDS: Final = {
    "new": "New", "changed": "Known otherwise now", "outside": "No longer what you asked for",
    "withdrawn": "No longer stands",
}  # fmt: skip
CODED: Final = (
    "Coded by machine from the words of what was read, and not checked by a person unless it says so."
)
WITHDRAWN: Final = "What you were told of this incident no longer stands, or may no longer be told."
VERSION: Final = 1
"""Of the JSON that a webhook gets."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to one subscriber at one time. `leave` is the link to unsubscribe, "" without one."""

    id: str
    name: str
    asked: Subscription
    items: tuple[Item, ...]
    made_at: datetime
    leave: str = ""

    def of(self, kind: str) -> list[Item]:
        """Return the items of a kind."""
        return [item for item in self.items if item.kind == kind]


def subject(letter: Letter) -> str:
    """Return the subject on one line: how many of what, and the gravest by name."""
    new, changed = letter.of("new"), len(letter.items) - len(letter.of("new"))
    parts = [ngettext("%(n)s new attack", "%(n)s new attacks", len(new))] if new else []
    parts += [ngettext("%(n)s correction", "%(n)s corrections", changed)] if changed else []
    named = "; ".join(short(i.incident) for i in new[:2] if i.incident is not None)
    return plain(f"{' and '.join(parts) or 'Nothing new'}{f': {named}' if named else ''}")[:200]


def asked_for(asked: Subscription) -> str:
    """Return what a subscriber asked for, on one line."""
    s = asked.selection
    parts = [s.region or "everywhere"]
    parts += [f"at least {s.severity} killed"] if s.severity else []
    parts += [words.codes("target_type", s.targets)] if s.targets else []
    return plain(", ".join([*parts, f"definition {s.definition}"]))


def rows(item: Item) -> Iterator[tuple[str, str]]:
    """Return the facts of an item as lines; one that changed says what it was."""
    for name, value in (item.facts or {}).items():
        before = (item.was or {}).get(name)
        yield name, value if before is None else f"{value} (you were told: {before})"


def headed(item: Item) -> str:
    """Return the line over an item."""
    return item.title or f"Incident {item.id}"


def note(item: Item) -> str:
    """Return what there is to say of an incident that no longer stands; "" of any other."""
    if item.kind != "withdrawn":
        return ""
    return f"It is the same attack as incident {item.other}." if item.other else WITHDRAWN


def ending(letter: Letter) -> list[str]:
    """Return what stands below every message: on what it rests, what is missing, how to leave."""
    lines = [
        f"You asked for: {asked_for(letter.asked)}. Made {words.moment(letter.made_at)}.",
        CODED, MISSING,
    ]  # fmt: skip
    return [*lines, f"To get no more of these: {letter.leave}"] if letter.leave else lines


def text(letter: Letter) -> str:
    """Return the message as plain text, inert in a terminal."""
    lines = [subject(letter), ""]
    for kind, title in KINDS.items():
        items = letter.of(kind)
        lines += [title.upper(), ""] if items else []
        for item in items:
            lines += [*_told(item), ""]
    return "\n".join(plain(line) for line in [*lines, *ending(letter)]) + "\n"


def _told(item: Item) -> Iterator[str]:
    yield headed(item)
    yield from (f"  {name}: {value}" for name, value in rows(item))
    if said := note(item):
        yield f"  {said}"
    yield from (f"  “{quote}” ({who})" for quote, who in item.quotes)
    yield f"  incident {item.id}"


def as_json(letter: Letter) -> dict[str, Any]:
    """Return the message as an object: the body of a webhook."""
    return {
        "version": VERSION, "id": letter.id, "subscription": letter.name, "made_at": iso(letter.made_at),
        "subject": subject(letter), "asked": asked_for(letter.asked), "items": item_list(letter.items),
        "missing": MISSING, "coded": CODED,
    }  # fmt: skip


def item_list(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return items as objects; "incident" is null where it was withdrawn."""
    return [
        {
            "kind": item.kind, "id": item.id, "title": item.title, "facts": dict(item.facts or {}),
            "was": dict(item.was or {}), "quotes": [{"quote": q, "said": who} for q, who in item.quotes],
            "same_as": item.other or None, "note": note(item) or None,
            "incident": None if item.incident is None else item.incident.to_json(),
        }
        for item in items
    ]  # fmt: skip
