"""Mentions made from a few words, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tocsin.model import Document, Json, Report, Span, Statement, report_id
from tocsin.resolve import Mention, sketch

PLACES: dict[str, Json] = {
    name: {
        "name": name, "admin1": admin1, "country": country, "lat": lat, "lon": lon, "radius_km": radius,
        "precision": precision,
    }
    for name, admin1, country, lat, lon, radius, precision in (
        ("Nice", "Provence-Alpes-Côte d'Azur", "FR", 43.70, 7.27, 5.0, "city"),
        ("Promenade des Anglais", "Provence-Alpes-Côte d'Azur", "FR", 43.694, 7.256, 1.0, "neighbourhood"),
        ("Provence-Alpes-Côte d'Azur", "Provence-Alpes-Côte d'Azur", "FR", 43.9, 6.1, 120.0, "province"),
        ("France", None, "FR", 46.6, 2.4, 500.0, "country"),
        ("Saint-Étienne-du-Rouvray", "Normandy", "FR", 49.38, 1.10, 3.0, "city"),
        ("Rouen", "Normandy", "FR", 49.44, 1.10, 5.0, "city"),
        ("Baghdad", "Baghdad", "IQ", 33.34, 44.40, 25.0, "city"),
        ("Karrada", "Baghdad", "IQ", 33.30, 44.43, 2.0, "neighbourhood"),
        ("Balad", "Salah ad Din", "IQ", 34.01, 44.15, 4.0, "city"),
        ("Iraq", None, "IQ", 33.0, 44.0, 450.0, "country"),
        ("Kabul", "Kabul", "AF", 34.53, 69.17, 18.0, "city"),
        ("Medina", "Medina", "SA", 24.47, 39.61, 15.0, "city"),
        ("Qatif", "Eastern", "SA", 26.56, 50.01, 6.0, "city"),
        ("Jeddah", "Makkah", "SA", 21.54, 39.17, 25.0, "city"),
        ("Würzburg", "Bavaria", "DE", 49.79, 9.95, 4.0, "city"),
        ("Munich", "Bavaria", "DE", 48.14, 11.58, 12.0, "city"),
        ("Ansbach", "Bavaria", "DE", 49.30, 10.58, 3.0, "city"),
        ("Dallas", "Texas", "US", 32.78, -96.80, 15.0, "city"),
        ("Baton Rouge", "Louisiana", "US", 30.45, -91.15, 8.0, "city"),
        ("Orlando", "Florida", "US", 28.54, -81.38, 8.0, "city"),
        ("Florida", "Florida", "US", 28.0, -82.0, 300.0, "province"),
        ("Istanbul", "Istanbul", "TR", 41.01, 28.98, 30.0, "city"),
        ("Dhaka", "Dhaka", "BD", 23.71, 90.41, 25.0, "city"),
        ("Quetta", "Balochistan", "PK", 30.18, 67.00, 8.0, "city"),
        ("Almaty", "Almaty", "KZ", 43.25, 76.92, 12.0, "city"),
        ("Aktobe", "Aktobe", "KZ", 50.28, 57.17, 6.0, "city"),
        ("Maiduguri", "Borno", "NG", 11.85, 13.16, 8.0, "city"),
        ("Damboa", "Borno", "NG", 11.16, 12.76, 3.0, "city"),
        ("Borno", "Borno", "NG", 11.5, 13.0, 150.0, "province"),
    )
}  # fmt: skip


def at(text: str) -> datetime:
    """A time in UTC from "2016-07-15" or "2016-07-15 09:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def mention(
    name: str,
    text: str = "",
    *,
    published: str | None = "2016-07-15",
    day: str | tuple[str, str, str] | None = None,
    place: str | Json | None = None,
    kind: str | Sequence[str] = (),
    target: str | Sequence[str] = (),
    killed: Any = None,
    injured: Any = None,
    source: str | None = None,
    title: str | None = None,
    outcome: str | None = "completed",
    groups: Sequence[tuple[str, str, str]] = (),
    anchor: int = 0,
    probability: float = 0.9,
    language: str = "en",
    author: str | None = None,
    extra: Sequence[tuple[str, Json]] = (),
) -> Mention:
    """One report of one document; a toll is a number, (low, best, high), or a list of values as they are."""
    told = at(published) if published else None
    document = Document(
        name, text, title=title, published=told, source=source, language=language, author=author
    )
    values: list[tuple[str, Json, str | None]] = []
    if day:
        start, end, precision = (day, day, "day") if isinstance(day, str) else day
        values.append(("date", {"start": start, "end": end, "precision": precision}, None))
    if place:
        values.append(("place", PLACES[place] if isinstance(place, str) else place, None))
    for property_, codes in (("attack_type", kind), ("target_type", target)):
        values += [(property_, code, None) for code in ([codes] if isinstance(codes, str) else codes)]
    for property_, toll in (("killed", killed), ("injured", injured)):
        values += [(property_, value, None) for value in _tolls(toll)]
    values += [("outcome", outcome, None)] if outcome else []
    values += [("group", {"name": g, "relation": relation}, by) for g, relation, by in groups]
    values += [(property_, value, None) for property_, value in extra]
    subject = report_id(document.id, Span(anchor, anchor + 1))
    statements = tuple(
        Statement(
            subject, property_, value, document.id, anchor, anchor + 5, "quote", said_by=by, said_at=told,
            confidence=0.8,
        )
        for property_, value, by in values
    )  # fmt: skip
    report = Report(document.id, Span(anchor, anchor + 1), probability, statements)
    return Mention(report, document, sketch(text))


def _tolls(toll: Any) -> list[Json]:
    if toll is None:
        return []
    if isinstance(toll, list):
        return toll
    low, best, high = toll if isinstance(toll, tuple) else (toll, toll, toll)
    return [{"low": low, "best": best, "high": high}]
