"""Random policies, partners and reports for the release rule."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.model import Statement, iso
from tocsin.release import TLP, Agreement, Held, Marking, Partner, Policy

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = ("alpha", "bravo", "charlie")
GROUPS = ("north", "south")
PURPOSES = ("prevention", "research", "aid")
CODES = ("H0", "H1", "H2", "H3")
PROPERTIES = ("killed", "place", "group", "attack_type", "date", "outcome")


def some(rng: random.Random, of: tuple[str, ...], chance: float = 0.5) -> frozenset[str]:
    return frozenset(word for word in of if rng.random() < chance)


def marking(rng: random.Random) -> Marking:
    return Marking(
        tlp=rng.choices(TLP, (6, 4, 3, 1, 1))[0],
        audience=some(rng, (*NAMES, *GROUPS, "*"), 0.45),
        purposes=some(rng, PURPOSES) if rng.random() < 0.3 else frozenset({"*"}),
        onward=rng.random() < 0.6,
        hop_limit=rng.randint(0, 4) if rng.random() < 0.4 else 3,
        handling=some(rng, CODES, 0.3) if rng.random() < 0.3 else frozenset(),
        grade=rng.choice((None, "A1", "B2", "X4")),
    )


def policy(rng: random.Random) -> Policy:
    count = rng.choices((0, 1, 2, 3), (1, 8, 3, 1))[0]
    hops = rng.choices((0, 1, 2, 3), (6, 2, 1, 1))[0]
    ends = NOW + timedelta(days=rng.choice((-1, 0, 1))) if rng.random() < 0.1 else None
    return Policy(tuple(marking(rng) for _ in range(count)), "node" if hops else "", hops, ends)


def agreement(rng: random.Random) -> Agreement:
    late = rng.random() < 0.05
    return Agreement(
        purposes=some(rng, PURPOSES) or frozenset({"prevention"}),
        legal_basis="treaty 12",
        ceiling=rng.choices(TLP, (1, 3, 3, 2, 4))[0],
        starts=NOW - timedelta(days=100 if not late else -1),
        expires=NOW + timedelta(days=rng.choices((100, 0, -1), (18, 1, 1))[0]),
        onward=rng.random() < 0.5,
        hidden=some(rng, PROPERTIES, 0.3) if rng.random() < 0.5 else frozenset(),
        place_km=rng.choice((0.0, 0.0, 0.0, 10.0, 25.0, 100.0, 500.0)),
        handling=some(rng, CODES, 0.8),
    )


def partner(rng: random.Random, name: str = "") -> Partner:
    off = NOW + timedelta(days=rng.choice((-1, 0, 1))) if rng.random() < 0.08 else None
    return Partner(
        name or rng.choice(NAMES), "A partner", agreement(rng) if rng.random() < 0.95 else None,
        some(rng, GROUPS), off, rng.random() < 0.04,
    )  # fmt: skip


def said(name: str, value: Any, quote: str, by: str | None = "police") -> dict[str, Any]:
    made = Statement("r" * 40, name, value, "d" * 40, 0, len(quote), quote, by)
    return {
        "id": made.id, "subject": made.subject, "property": name, "value": value, "document": made.document,
        "start": 0, "end": len(quote), "quote": quote, "said_by": by, "said_at": None, "kind": "fact",
        "origin": "machine", "confidence": 0.9, "coder": "v1",
    }  # fmt: skip


def report(rng: random.Random, number: int) -> tuple[Held, dict[str, list[str]]]:
    """Return a report and the secrets in it by property; each stands in quotes and address, too."""
    toll, town = 700_000 + number, f"Zqtown{number}"
    band, street = f"Zqband{number}", f"Zqstreet{number}"
    everything = f"{toll} died in {street}, {town}; {band} said so"
    fine = rng.random() < 0.5
    place = {
        "name": street if fine else town, "admin1": "Province", "country": "FR", "lat": 43.123456,
        "lon": 7.654321, "radius_km": 0.3 if fine else 8.0, "precision": "exact" if fine else "city",
        "alternatives": [],
    }  # fmt: skip
    target = rng.choice(("police", "health", "commerce"))
    statements = [
        said("killed", {"low": toll, "best": toll, "high": None}, everything),
        said("place", place, everything),
        said("group", {"name": band, "relation": "claimed"}, everything, band),
        said("attack_type", "bombing", everything),
        said("target_type", target, everything),
        said("injured", {"low": 1, "best": 2, "high": 3}, everything, band),
    ]
    told = NOW - timedelta(hours=rng.choice((2, 23, 25, 900)))
    body = {
        "document": {
            "id": "d" * 40, "name": f"https://news.example/{toll}-{street}-{town}-{band}",
            "published": iso(told), "fetched": None, "language": "en", "source": "paper",
        },
        "reports": [{"anchor": [0, 5], "probability": 0.9, "origin": "machine", "statements": statements}],
        "coder": "v1",
    }  # fmt: skip
    where = [street if fine else town, "43.123456", "7.654321"]
    secrets = {"killed": [str(toll)], "group": [band], "place": where}
    return Held(f"report-{number}", "report", policy(rng), body), secrets
