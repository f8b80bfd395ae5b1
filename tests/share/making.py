"""Desks with a small record, partners and agreements, made up for the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tocsin.desk import Desk
from tocsin.model import Coding, Document, Judgement, Report, Source, Span, Statement, report_id
from tocsin.record import Decision, Entry, Record
from tocsin.release import Agreement, Marking, Partner
from tocsin.share.node import open_node
from tocsin.share.sharing import Sharing

START = datetime(2021, 5, 1, 8, 0, tzinfo=UTC)
OPEN = Marking("GREEN", frozenset({"*"}), onward=True, hop_limit=3)
SECRET = Marking("AMBER", frozenset({"alpha"}))


def entry(
    number: int, *, town: str = "", killed: int = 0, source: str = "wire", street: str = "", **more: Any
) -> Entry:
    """Return a coded dispatch about one attack, with a date, a place, tolls, codes and a claim.

    With `whole` also a weapon, an outcome, a scope and an attacker who died.
    """
    town, killed = town or f"Town{number}", killed or 3 + number
    where = street or town
    text = (
        f"A bomb went off in {where} on Saturday. Police said {killed} people were killed and 9 hurt. "
        f"The Front of {town} claimed it."
    )
    if more.get("whole"):
        text += " The bomber, who had come over the border, died."
    when = more.get("published", START + timedelta(hours=number))
    told = Document(f"https://{source}.example/{number}", text, None, when, when, "en", source)
    anchor = Span(0, text.index(".") + 1)
    report = report_id(told.id, anchor)

    def say(name: str, value: Any, quote: str, by: str | None = "police", **also: Any) -> Statement:
        start = text.index(quote)
        fields: dict[str, Any] = {"confidence": 0.9, "coder": "v1"} | also
        return Statement(report, name, value, told.id, start, start + len(quote), quote, by, **fields)

    point = {
        "name": where, "admin1": "Province", "country": "FR", "lat": 43.0 + number / 1000, "lon": 7.25,
        "radius_km": 0.5 if street else 8.0, "precision": "exact" if street else "city", "alternatives": [],
    }  # fmt: skip
    toll = {"low": killed, "best": killed, "high": None}
    day = {"start": "2021-05-01", "end": "2021-05-01", "precision": "day"}
    statements: tuple[Statement, ...] = (
        say("attack_type", "bombing", "A bomb went off", None),
        say("target_type", more.get("target", "commerce"), "A bomb went off", None),
        say("date", day, "on Saturday", None),
        say("place", point, f"in {where}", None),
        say("killed", toll, f"{killed} people were killed"),
        say("injured", {"low": 9, "best": 9, "high": 9}, "9 hurt"),
        say("group", {"name": f"Front of {town}", "relation": "claimed"}, "claimed it", f"Front of {town}",
            kind="assessment"),
    )  # fmt: skip
    if more.get("whole"):
        statements += (
            say("weapon_type", "explosive", "A bomb", None),
            say("outcome", "completed", "A bomb went off", None),
            say("scope", "transnational", "had come over the border", None),
            say("perpetrators_killed", {"low": 1, "best": 1, "high": 1}, "The bomber", "police"),
        )
    made = Report(told.id, anchor, 0.9, statements, "v1")
    return Entry(told, Coding(told.id, True, 0.9, "en", True, (made,), coder="v1"))


def first_report(made: Entry) -> str:
    """Return the id of an entry's report."""
    assert made.coding is not None
    return made.coding.reports[0].id


def same(one: Entry, other: Entry) -> Judgement:
    """Return a machine's judgement that two entries tell of one attack."""
    a, b = sorted((first_report(one), first_report(other)))
    return Judgement(a, b, "same", 0.97, "machine 1", made_at=START)


def fill(record: Record, *entries: Entry) -> None:
    """Store sources and entries."""
    names = {e.document.source for e in entries if e.document.source}
    record.add_sources(Source(name, name.title(), "FR", "en", "outlet") for name in sorted(names))
    record.add(entries)


def new_desk(folder: Path, *entries: Entry) -> Desk:
    """Return an open desk with a record of `entries`."""
    desk = Desk.open(folder, create=True)
    if entries:
        fill(desk.record, *entries)
    return desk


def sharing_of(desk: Desk) -> Sharing:
    """Return the sharing of a desk."""
    return Sharing(desk.record, open_node(desk.folder))


def pact(**more: Any) -> Agreement:
    """Return an agreement in force."""
    now = datetime.now(UTC)
    fields: dict[str, Any] = {
        "purposes": frozenset({"prevention"}), "legal_basis": "treaty 12", "ceiling": "AMBER",
        "starts": now - timedelta(days=1), "expires": now + timedelta(days=30), "onward": True,
    }  # fmt: skip
    return Agreement(**(fields | more))


def befriend(sharing: Sharing, identity: str, **more: Any) -> Partner:
    """Make a partner with an agreement."""
    keys = {k: more.pop(k) for k in ("node", "key", "url", "allow", "groups") if k in more}
    partner = Partner(identity, identity.title(), pact(**more), **keys)
    sharing.save(partner, by="test")
    return sharing.partner(identity)


def decide(record: Record, once: str, property_: str, value: Any, which: int = 0) -> None:
    """Set one value of an incident right, as a reviewer does."""
    incident = record.incidents()[which]
    said = Statement(
        incident.reports[0], property_, value, said_by="reviewer", origin="human", confidence=1.0
    )
    decision = Decision(once, incident.reports[0], "correct", "ada", incident.reports, (), statements=(said,))
    record.review(decision)


def empty(record: Record, *names: str, which: int = 0) -> None:
    """Say of values of an incident that they are not known, as a reviewer does."""
    for name in names:
        decide(record, f"not known {name} {which}", "not_known", {"property": name}, which)
