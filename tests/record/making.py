"""Documents, codings and judgements made up for the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.model import Coding, Document, Judgement, Report, Span, Statement, address, report_id
from tocsin.record import Entry

START = datetime(2021, 5, 1, 8, 0, tzinfo=UTC)


def hour(number: float) -> datetime:
    """Return a time `number` hours after the start."""
    return START + timedelta(hours=number)


def document(number: int, *, killed: int = 3, at: float | None = None, name: str | None = None) -> Document:
    """Return a short dispatch about an attack."""
    text = (
        f"A bomb went off in a market of Town {number} on Saturday. "
        f"Police said {killed} people were killed. A second blast hit the station later."
    )
    when = hour(number if at is None else at)
    return Document(
        name or f"https://news.example/{number}", text, f"Blast in Town {number}", when, when, "en", "wire"
    )


def statement(told: Document, report: str, prop: str, value: object, quote: str, **more: Any) -> Statement:
    """Return a machine's statement grounded in `quote`, which `told` must hold."""
    start = told.text.index(quote)
    fields: dict[str, Any] = {"said_by": "police", "confidence": 0.9, "coder": "v1"} | more
    return Statement(report, prop, value, told.id, start, start + len(quote), quote, **fields)


def report(told: Document, *, killed: int = 3, coder: str = "v1", probability: float = 0.9) -> Report:
    """Return the report of the first blast of `told`."""
    anchor = Span(0, told.text.index(".") + 1)
    identity = report_id(told.id, anchor)
    count = {"low": killed, "best": killed, "high": None}
    quote = told.text[told.text.index("Police") : told.text.index("killed.") + 6]
    found = (
        statement(told, identity, "attack_type", "bombing", "A bomb went off", said_by=None, coder=coder),
        statement(told, identity, "killed", count, quote, coder=coder),
    )
    return Report(told.id, anchor, probability, found, coder)


def second_report(told: Document, *, coder: str = "v1") -> Report:
    """Return a report of the second blast of `told`."""
    quote = "A second blast hit the station later."
    start = told.text.index(quote)
    anchor = Span(start, start + len(quote))
    identity = report_id(told.id, anchor)
    found = (statement(told, identity, "target_type", "transport", quote, said_by=None, coder=coder),)
    return Report(told.id, anchor, 0.7, found, coder)


def coding(told: Document, *reports: Report, coder: str = "v1", **more: Any) -> Coding:
    """Return the coding of `told` with `reports`."""
    fields: dict[str, Any] = {"left_out": {"background": 1}} | more
    probability = 0.9 if reports else 0.1
    return Coding(told.id, bool(reports), probability, "en", True, reports, coder=coder, **fields)


def entry(number: int, *, killed: int = 3, coder: str = "v1", at: float | None = None) -> Entry:
    """Return document `number` coded with one report."""
    told = document(number, killed=killed, at=at)
    return Entry(told, coding(told, report(told, killed=killed, coder=coder), coder=coder))


def reported(made: Entry) -> str:
    """Return the id of the first report of an entry."""
    assert made.coding is not None
    return made.coding.reports[0].id


def judged(a: str, b: str, verdict: Any = "same", probability: float = 0.95, **more: Any) -> Judgement:
    """Return a judgement on two reports in either order."""
    first, second = sorted((a, b))
    fields: dict[str, Any] = {"author": "machine 1", "made_at": hour(50)} | more
    return Judgement(first, second, verdict, probability, **fields)


def by_hand(a: str, b: str, verdict: Any, at: float) -> Judgement:
    """Return a person's judgement made at an hour."""
    return judged(a, b, verdict, 1.0, author="desk", origin="human", made_at=hour(at))


def stranger(number: int) -> str:
    """Return a well-formed id of nothing."""
    return address("nothing", number)
