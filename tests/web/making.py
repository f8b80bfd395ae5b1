"""Documents of ours that try the pages: hostile, of other scripts, with marks and emoji."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from tests.brief.hostile import TEXT
from tocsin.model import Coding, Document, Report, Span, Statement, report_id
from tocsin.record import Entry

MOMENT = datetime(2016, 8, 30, 9, tzinfo=UTC)
# NUL and lone surrogates never get past the door of the record.
WRONG = TEXT.replace("\x00", "").replace("\ud800", "")
HOSTILE = ((WRONG, WRONG, WRONG),)
SCRIPTS = (
    (
        "انفجار في السوق",
        "قال مسؤول إن انفجارا في السوق قتل ثلاثة أشخاص صباح الثلاثاء في البلدة القديمة.",
        "الجبهة",
    ),
    ("Взрыв на рынке", "Взрыв на рынке в Старом городе убил троих, сообщила полиция во вторник.", "Фронт"),
    (
        "Marks and signs",
        "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇰🇿 Cafe\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L: a blast at the cafe\u0301 killed three 👨🏽‍🚒 people, police said.",
        "Group 👩‍👩‍👧",
    ),
)


def entries(texts: Iterable[tuple[str, str, str]]) -> Iterator[Entry]:
    """Yield a coded document for each (title, text, group): each with a quote from its middle to its end."""
    for number, (title, text, group) in enumerate(texts):
        outcome = "foiled" if number == 2 else "completed"
        yield made(f"https://odd.example/{number}-{len(text)}", title, text, group, outcome=outcome)


def made(
    name: str,
    title: str,
    text: str,
    group: str,
    killed: int = 3,
    coder: str = "t",
    outcome: str = "completed",
) -> Entry:
    """Return a document with one report of an attack in Lyon, its evidence in the middle of the text."""
    document = Document(name, text, title, MOMENT, MOMENT, "en", "Odd Wire")
    anchor = Span(0, min(20, len(text)))
    report = report_id(document.id, anchor)
    start, end = len(text) // 3, min(len(text), len(text) // 3 + 120)
    values: tuple[tuple[str, Any, str | None], ...] = (
        ("date", {"start": "2016-08-30", "end": "2016-08-30", "precision": "day"}, None),
        (
            "place",
            {"name": title[:60], "admin1": None, "country": "FR", "lat": 45.75 + len(text) / 1000,
             "lon": 4.85, "radius_km": 120.0, "precision": "province", "alternatives": []},
            None,
        ),
        ("attack_type", "bombing", None),
        ("outcome", outcome, None),
        ("killed", {"low": killed, "best": killed, "high": killed}, title[:60]),
        ("group", {"name": group[:80], "relation": "claimed"}, group[:80]),
    )  # fmt: skip
    said = tuple(
        Statement(
            report,
            prop,
            value,
            document.id,
            start,
            end,
            text[start:end],
            by,
            MOMENT,
            confidence=0.9,
            coder=coder,
        )
        for prop, value, by in values
    )
    told = Report(document.id, anchor, 0.8, said, coder)
    return Entry(document, Coding(document.id, True, 0.8, "en", True, (told,), coder=coder))
