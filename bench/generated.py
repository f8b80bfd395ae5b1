"""Documents made for speed measurements: attack dispatches and ordinary news by refilled sentences.

They measure cost, not quality: the sentences are ours and few. Seeded, so that every run has the same ones.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.model import Coding, Document, Report, Span, Statement

CITIES = (
    ("Kandahar", "AF", 31.61, 65.71), ("Maiduguri", "NG", 11.85, 13.16), ("Mosul", "IQ", 36.34, 43.13),
    ("Mogadishu", "SO", 2.04, 45.34), ("Peshawar", "PK", 34.01, 71.58), ("Aleppo", "SY", 36.2, 37.16),
    ("Cotabato", "PH", 7.22, 124.25), ("Diffa", "NE", 13.32, 12.61), ("Sanaa", "YE", 15.35, 44.21),
    ("Lyon", "FR", 45.75, 4.85), ("Osh", "KG", 40.53, 72.8), ("Cali", "CO", 3.44, -76.52),
)  # fmt: skip
ATTACKS = (
    ("A car bomb went off outside a market in {city} on {day}, killing {n} people, police said.", "bombing"),
    ("Gunmen opened fire on a police checkpoint near {city} on {day} and killed {n} officers.", "shooting"),
    (
        "A suicide bomber struck a mosque in {city} on {day}; {n} worshippers died.",
        "suicide_bombing",
    ),
    ("Armed men stormed a hotel in {city} late on {day}, leaving at least {n} dead.", "armed_assault"),
)
FOLLOWING = (
    "A hospital official said {m} others were wounded, several of them in a critical condition.",
    "No group has claimed responsibility for the attack.",
    "The interior minister condemned the attack and promised that those behind it would be found.",
    "Shops stayed closed in the morning, and soldiers stood at the crossroads.",
    "Residents spoke of a loud noise and of smoke over the centre of the town.",
)
ORDINARY = (
    "The central bank left its main rate at {n} per cent on {day} and said that prices would calm by spring.",
    "The home side won {k}-1 before {n} thousand people in {city}, with a late goal from the left.",
    "The council of {city} voted on {day} for a new tram line of {n} kilometres, to be opened in two years.",
    "A film about a beekeeper took the first prize at the festival in {city}, the jury said on {day}.",
    "Farmers around {city} expect a harvest of {n} thousand tonnes, less than last year, after a dry summer.",
    "The museum in {city} has bought {k} drawings and will show them from next week.",
    "Scientists in {city} followed {n} storks by radio and found that they rest on the same islands yearly.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
START = datetime(2018, 1, 1, 6, tzinfo=UTC)


def documents(n: int, *, attacks: float = 0.05, seed: int = 1) -> Iterator[Document]:
    """Yield `n` documents of about 300 words, a share `attacks` of them dispatches on an attack."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable sample, not a secret
    for i in range(n):
        moment = START + timedelta(minutes=30 * i)
        attack = chance.random() < attacks
        text = _text(chance, moment, attack=attack)
        yield Document(
            name=f"https://paper{i % 40}.example/{i}",
            title=text.split(".")[0][:90],
            text=text,
            published=moment,
            fetched=moment,
            language="en",
            source=f"Paper {i % 40}",
        )


def _text(chance: random.Random, moment: datetime, *, attack: bool) -> str:
    city = chance.choice(CITIES)[0]
    facts = {"city": city, "day": DAYS[(moment - timedelta(days=1)).weekday()]}
    sentences = [_fill(chance, chance.choice(ATTACKS)[0], facts)] if attack else []
    pool = FOLLOWING if attack else ORDINARY
    while sum(len(sentence.split()) for sentence in sentences) < 300:
        sentences.append(_fill(chance, chance.choice(pool), facts))
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def _fill(chance: random.Random, sentence: str, facts: dict[str, str]) -> str:
    return sentence.format(n=chance.randint(2, 60), m=chance.randint(3, 90), k=chance.randint(2, 5), **facts)


def codings(stream: list[Document], coder: str = "bench") -> Iterator[tuple[Document, Coding]]:
    """Yield each document with a made-up coding: one report of nine statements, work for the record alone."""
    for i, document in enumerate(stream):
        city, country, lat, lon = CITIES[i % len(CITIES)]
        day = (START + timedelta(minutes=30 * i)).date().isoformat()
        anchor = Span(0, min(120, len(document.text)))
        report = Report(document.id, anchor, 0.9, (), coder)
        values: tuple[tuple[str, Any], ...] = (
            ("date", {"start": day, "end": day, "precision": "day"}),
            ("place", {"name": city, "admin1": None, "country": country, "lat": lat, "lon": lon,
                       "radius_km": 10.0, "precision": "city", "alternatives": []}),
            ("attack_type", "bombing"), ("weapon_type", "explosive"), ("target_type", "commerce"),
            ("outcome", "completed"), ("killed", {"low": i % 50, "best": i % 50, "high": i % 50}),
            ("injured", {"low": i % 70, "best": i % 70, "high": i % 70}), ("scope", "domestic"),
        )  # fmt: skip
        statements = tuple(
            Statement(
                subject=report.id, property=name, value=value, document=document.id, start=anchor.start,
                end=anchor.end, quote=anchor.of(document.text), said_by="police",
                said_at=document.published, confidence=0.9, coder=coder,
            )
            for name, value in values
        )  # fmt: skip
        told = Report(document.id, anchor, 0.9, statements, coder)
        yield document, Coding(document.id, True, 0.9, "en", True, (told,), coder=coder)
