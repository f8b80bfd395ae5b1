"""How claims of newspapers are read: sentences with the reading of a person, two thirds seen, one held out.

A sentence is held out where the SHA-256 of its text is a multiple of three: nobody chooses. `FROZEN` is the
digest of the held-out lines as they were written, before the reader had seen any of them.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Final

from tocsin.claims.reading import read
from tocsin.model import Amount, Claim, Side

FILE: Final = Path(__file__).with_name("paper.txt")
SAID: Final = date(2016, 8, 1)
Labelled = tuple[str, date, str]
_SIGNS: Final = {
    "is": "",
    "about": "~",
    "at least": ">=",
    "more than": ">",
    "at most": "<=",
    "fewer than": "<",
}


def written(path: Path = FILE) -> list[Labelled]:
    """Return the sentences of a file: (sentence, day said, expected reading)."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        sentence, _, expected = line.rpartition(" ? ") if " ? " in line else line.rpartition(" = ")
        expected = f"? {expected}" if " ? " in line else expected
        said = re.search(r" \(said (\S+)\)$", sentence)
        day = date.fromisoformat(said[1]) if said else SAID
        found.append((re.sub(r" \(said \S+\)$", "", sentence), day, expected.strip()))
    return found


def held_out(sentence: str) -> bool:
    """Say whether a sentence is of the third that nobody tunes on."""
    return int(hashlib.sha256(sentence.encode()).hexdigest(), 16) % 3 == 0


def digest(lines: list[Labelled]) -> str:
    """Return the digest of the held-out lines among `lines`."""
    held = sorted(f"{sentence}|{day}|{expected}" for sentence, day, expected in lines if held_out(sentence))
    return hashlib.sha256("\n".join(held).encode()).hexdigest()


def reading(sentence: str, said_on: date) -> str:
    """Return how a sentence is read, in the manner of the files."""
    understood = read(sentence, said_on=said_on)
    if understood.not_understood:
        return f"? {understood.not_understood[0].missing}"
    return " ++ ".join(shown(claim) for claim in understood.claims)


def right(sentence: str, said_on: date, expected: str) -> bool:
    """Say whether a sentence is read as a person reads it."""
    got = reading(sentence, said_on)
    if expected.startswith("? "):
        return got.startswith("? ") and expected[2:].lower() in got.lower()
    return got == expected


def shown(claim: Claim) -> str:
    """Return a claim in the manner of the files."""
    if claim.kind in ("gap", "change", "share"):
        head = f"{claim.kind} {_amount(claim.amount)} {claim.unit}"
    else:
        unit = f" {claim.unit}" if claim.kind == "rate" else ""
        head = f"{claim.kind} {_amount(claim.amount)}{unit}".strip()
    other = f" // {_other(claim)}" if claim.other else ""
    return f"{head} | {_side(claim.side)}{other}"


def _other(claim: Claim) -> str:
    assert claim.other is not None
    number = f"{_amount(claim.other_amount)} | " if claim.other_amount else ""
    return number + _side(claim.other)


def _amount(amount: Amount | None) -> str:
    if amount is None:
        return ""
    value = round(amount.value, 1) if amount.value < 1 and amount.value != 0 else round(amount.value)
    if amount.bound == "between":
        assert amount.upper is not None
        return f"{value:g}..{round(amount.upper):g}"
    return f"{_SIGNS[amount.bound]}{value:g}"


def _side(side: Side) -> str:
    s, p = side.subject, side.period
    what = [s.counted, *s.attack_types]
    what += [f"on {code}" for code in s.target_types]
    what += [f"by {s.movement}"] if s.movement else [f"by {group}" for group in s.groups]
    window = f"{p.since or ''}..{p.until or ''}"
    return f"{side.area.name or 'worldwide'} | {window} | {' '.join(what)}"
