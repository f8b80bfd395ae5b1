"""What a message says, before it takes the form of its way: subject, plain text, JSON. Pure.

Every public function speaks the language of the letter; field names of the JSON are English in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tocsin.brief import words
from tocsin.brief.heading import short
from tocsin.language import Words, _, listed, mark, ngettext, speaking
from tocsin.model import iso
from tocsin.release.inert import plain
from tocsin.release.tables import MISSING
from tocsin.subscribe.news import Item
from tocsin.subscribe.schedule import Schedule, written
from tocsin.subscribe.subscription import Subscription

KINDS: Final = {
    "new": mark("New"), "changed": mark("Known otherwise now"),
    "outside": mark("No longer what you asked for"), "withdrawn": mark("No longer stands"),
}  # fmt: skip
CODED: Final = mark(
    "Coded by machine from the words of what was read, and not checked by a person unless it says so."
)
WITHDRAWN: Final = mark("What you were told of this incident no longer stands, or may no longer be told.")
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

    @property
    def words(self) -> Words:
        """The words of the language that it is in. Raises MissingExtraError."""
        return self.asked.words

    def spoken(self) -> AbstractContextManager[None]:
        """Speak its language within."""
        return speaking(self.words)


def subject(letter: Letter) -> str:
    """Return the subject on one line: how many of what, and the gravest by name."""
    with letter.spoken():
        return _subject(letter)


def _subject(letter: Letter) -> str:
    new = letter.of("new")
    changed = len(letter.items) - len(new)
    parts = [ngettext("%(n)s new attack", "%(n)s new attacks", len(new))] if new else []
    parts += [ngettext("%(n)s correction", "%(n)s corrections", changed)] if changed else []
    told = listed(parts) or _("Nothing new")
    named = words.semicolon().join(short(i.incident) for i in new[:2] if i.incident is not None)
    return plain(_("%(what)s: %(attacks)s", what=told, attacks=named) if named else told)[:200]


def asked_for(asked: Subscription) -> str:
    """Return what a subscriber asked for, on one line, in the language spoken now."""
    s = asked.selection
    parts = [s.region or _("everywhere")]
    parts += [_("at least %(n)s killed", n=s.severity)] if s.severity else []
    parts += [words.codes("target_type", s.targets)] if s.targets else []
    return plain(listed([*parts, _("definition %(name)s", name=s.definition)]))


def when(schedule: Schedule) -> str:
    """Return when a subscriber is told, on one line, in the language spoken now."""
    s, parts = schedule, []
    if s.daily:
        parts.append(_("daily %(time)s %(zone)s", time=written(s.daily), zone=s.zone))
    if s.at_once is not None:
        parts.append(_("at once from %(n)s killed", n=s.at_once) if s.at_once else _("at once"))
    if s.quiet:
        first, last = map(written, s.quiet)
        parts.append(_("quiet %(first)s-%(last)s %(zone)s", first=first, last=last, zone=s.zone))
    return plain(listed(parts))


def rows(item: Item) -> Iterator[tuple[str, str]]:
    """Return the facts of an item as lines, in the language spoken now; one that changed says what it was."""
    for name, value in (item.facts or {}).items():
        yield _(name), changed(value, (item.was or {}).get(name))


def changed(value: str, before: str | None) -> str:
    """Return a value, and what was told before where that was otherwise."""
    return value if before is None else _("%(value)s (you were told: %(before)s)", value=value, before=before)


def headed(item: Item) -> str:
    """Return the line over an item."""
    return item.title or numbered(item.id)


def numbered(identity: str) -> str:
    """Return what an incident without a title is called."""
    return _("incident %(id)s", id=identity)


def note(item: Item) -> str:
    """Return what there is to say of an incident that no longer stands; "" of any other."""
    if item.kind != "withdrawn":
        return ""
    return _("It is the same attack as incident %(id)s.", id=item.other) if item.other else _(WITHDRAWN)


def ending(letter: Letter) -> list[str]:
    """Return what stands below every message: on what it rests, what is missing, how to leave."""
    asked, made = asked_for(letter.asked), words.moment(letter.made_at)
    lines = [_("You asked for: %(what)s. Made %(moment)s.", what=asked, moment=made), _(CODED), _(MISSING)]
    return [*lines, _("To get no more of these: %(link)s", link=letter.leave)] if letter.leave else lines


def text(letter: Letter) -> str:
    """Return the message as plain text, inert in a terminal."""
    with letter.spoken():
        lines = [_subject(letter), ""]
        for kind, title in KINDS.items():
            items = letter.of(kind)
            lines += [_(title).upper(), ""] if items else []
            for item in items:
                lines += [*_told(item), ""]
        return "\n".join(plain(line) for line in [*lines, *ending(letter)]) + "\n"


def _told(item: Item) -> Iterator[str]:
    yield headed(item)
    yield from (f"  {name}: {value}" for name, value in rows(item))
    if said := note(item):
        yield f"  {said}"
    yield from (f"  “{quote}” ({who})" for quote, who in item.quotes)
    if item.title:
        yield f"  {numbered(item.id)}"


def as_json(letter: Letter) -> dict[str, Any]:
    """Return the message as an object: the body of a webhook."""
    with letter.spoken():
        return {
            "version": VERSION, "id": letter.id, "subscription": letter.name, "made_at": iso(letter.made_at),
            "language": letter.asked.language, "subject": _subject(letter), "asked": asked_for(letter.asked),
            "items": item_list(letter.items), "missing": _(MISSING), "coded": _(CODED),
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
