"""The command line as a person meets it: in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a callable that runs `tocsin ARGUMENTS` in an empty folder, with a desk in ./desk."""

    def call(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tocsin", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, input=stdin, capture_output=True, text=True, check=False, timeout=120
        )

    return call


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return a JSONL file of five dispatches of ours: two of one attack, one of another, two of none."""
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return path


ROWS: list[dict[str, Any]] = [
    {
        "url": "https://agency.example/lyon-1",
        "title": "Four killed as car bomb hits Lyon market",
        "text": "LYON, France, March 5 (Agency) - A car bomb exploded outside a covered market in Lyon "
        "on Monday, killing four people and wounding eleven, police said.\n\n"
        "No group has claimed responsibility.",
        "published": "2018-03-05T14:00:00Z",
        "source": "Agency",
    },
    {
        "url": "https://paper.example/lyon-2",
        "title": "Lyon market bombing: toll rises to six",
        "text": "The death toll of Monday's car bombing at a market in Lyon, France, has risen to six, the "
        "interior ministry said on Tuesday. Nine people are still in hospital.",
        "published": "2018-03-06T09:00:00Z",
        "source": "Paper",
    },
    {
        "url": "https://agency.example/kandahar",
        "title": "Gunmen kill three policemen in Kandahar",
        "text": "KANDAHAR, Afghanistan, March 6 (Agency) - Gunmen opened fire on a police checkpoint in "
        "Kandahar on Tuesday and killed three officers, the governor's office said. The Taliban claimed "
        "responsibility.",
        "published": "2018-03-06T12:00:00Z",
        "source": "Agency",
    },
    {
        "url": "https://paper.example/library",
        "title": "Library buys chairs",
        "text": "The council voted on Tuesday to buy forty new chairs for the library. They come in May.",
        "published": "2018-03-06T13:00:00Z",
        "source": "Paper",
    },
    {
        "url": "https://journal.example/marche",
        "title": "Le marché rouvre",
        "text": "Le marché couvert de la ville rouvrira la semaine prochaine, a annoncé la mairie. "
        "Les commerçants attendent ce moment depuis longtemps, et la fête est prévue pour samedi.",
        "published": "2018-03-06T15:00:00Z",
        "source": "Journal",
    },
]
