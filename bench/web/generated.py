"""A desk of many incidents, made without reading: one document, one report, one incident each. Seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tocsin.desk import Desk
from tocsin.model import Coding, Document, Report, Span, Statement, report_id
from tocsin.record import Entry
from tocsin.resolve import RESOLVER
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES

LAST: Final = date(2026, 11, 20)
DAYS: Final = 5 * 365
BATCH: Final = 2000
COUNTRIES: Final = (
    ("AF", 33.9, 67.7), ("IQ", 33.2, 43.7), ("NG", 9.1, 8.7), ("SY", 34.8, 38.9), ("PK", 30.4, 69.3),
    ("SO", 5.2, 46.2), ("ML", 17.6, -4.0), ("IN", 20.6, 78.9), ("PH", 12.9, 121.8), ("CO", 4.6, -74.3),
    ("MX", 23.6, -102.5), ("FR", 46.2, 2.2), ("TR", 38.9, 35.2), ("YE", 15.6, 48.5), ("BF", 12.2, -1.6),
)  # fmt: skip
PRECISIONS: Final = (
    ("exact", 0.5),
    ("city", 6.0),
    ("city", 9.0),
    ("district", 25.0),
    ("province", 90.0),
    ("country", 400.0),
)


def make(folder: Path, incidents: int) -> None:
    """Make a desk of `incidents` incidents in `folder`; nothing where it is there already."""
    if (folder / "tocsin.toml").exists():
        return
    with Desk.open(folder, create=True) as desk:
        for first in range(0, incidents, BATCH):
            made = list(entries(range(first, min(first + BATCH, incidents)), incidents))
            desk.record.add(made)
            ids = [report.id for one in made if one.coding for report in one.coding.reports]
            desk.record.add_judgements([], resolved=ids, resolver=RESOLVER)


def entries(numbers: range, of: int) -> Iterator[Entry]:
    """Yield made-up documents with one report each; the later the number, the later the day."""
    for n in numbers:
        chance = random.Random(n)  # noqa: S311 - repeatable, not a secret
        day = LAST - timedelta(days=DAYS - DAYS * n // of)
        told = datetime(
            day.year, day.month, day.day, chance.randrange(6, 23), chance.randrange(60), tzinfo=UTC
        )
        killed, town = chance.choice((0, 0, 1, 1, 2, 3, 5, 9, 20, 60)), f"Town {n % 5000}"
        text = f"A bomb went off in {town} on {day:%A}. Police said {killed} people were killed there."
        document = Document(
            f"https://paper{n % 80}.example/{n}",
            text,
            f"Blast in {town}",
            told,
            told,
            "en",
            f"Paper {n % 80}",
        )
        yield Entry(document, _coding(document, day, killed, town, chance))


def _coding(document: Document, day: date, killed: int, town: str, chance: random.Random) -> Coding:
    anchor = Span(0, document.text.index(".") + 1)
    report = report_id(document.id, anchor)
    country, lat, lon = chance.choice(COUNTRIES)
    precision, radius = chance.choice(PRECISIONS)
    place: dict[str, Any] = {
        "name": town, "admin1": None, "country": country, "lat": round(lat + chance.gauss(0, 3), 4),
        "lon": round(lon + chance.gauss(0, 4), 4), "radius_km": radius, "precision": precision,
        "alternatives": [],
    }  # fmt: skip
    values: tuple[tuple[str, Any], ...] = (
        ("date", {"start": day.isoformat(), "end": day.isoformat(), "precision": "day"}),
        ("place", place),
        ("attack_type", chance.choice(list(ATTACK_TYPES))),
        ("target_type", chance.choice(list(TARGET_TYPES))),
        ("outcome", "completed"),
        ("killed", {"low": killed, "best": killed, "high": killed}),
        ("group", {"name": f"Group {chance.randrange(40)}", "relation": "suspected"}),
    )
    said = tuple(
        Statement(
            report, name, value, document.id, anchor.start, anchor.end, anchor.of(document.text), "police",
            document.published, confidence=0.9, coder="bench",
        )
        for name, value in values
    )  # fmt: skip
    probability = round(chance.uniform(0.5, 0.99), 3)
    told = Report(document.id, anchor, probability, said, "bench")
    return Coding(document.id, True, probability, "en", True, (told,), coder="bench")
