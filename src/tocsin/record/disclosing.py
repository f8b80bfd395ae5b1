"""The audit log: what went to whom, when, under which policy. Each row's hash covers the one before it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from tocsin.model import canonical
from tocsin.record.exchange_tables import disclosures

GENESIS: Final = "0" * 64
"""What stands before the first row."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One answer, export or pack. `what` lists places in the exchange ("1-100,105"), or ids."""

    seq: int
    at: str
    partner: str
    way: str
    policy: str
    count: int
    what: str
    before: str
    hash: str


def disclose(
    connection: Connection, *, at: str, partner: str, way: str, policy: str, count: int, what: str
) -> str:
    """Append one row and return its hash, the new head. Runs under the write lock."""
    d = disclosures.c
    last = connection.execute(select(d.seq, d.hash).order_by(d.seq.desc()).limit(1)).one_or_none()
    seq, before = (1, GENESIS) if last is None else (last.seq + 1, last.hash)
    head = _hash(seq, at, partner, way, policy, count, what, before)
    row = {"seq": seq, "at": at, "partner": partner, "way": way, "policy": policy, "count": count}
    connection.execute(disclosures.insert(), row | {"what": what, "before": before, "hash": head})
    return head


def entries(connection: Connection, *, partner: str | None = None) -> Iterator[Disclosure]:
    """Return the rows in order, all or one partner's."""
    query = select(disclosures).order_by(disclosures.c.seq)
    if partner is not None:
        query = query.where(disclosures.c.partner == partner)
    for row in connection.execution_options(yield_per=500).execute(query):
        yield Disclosure(*row)


def faults(rows: Iterable[Disclosure], witnessed: Sequence[str] = ()) -> list[str]:
    """Return one line for each break of the chain; `witnessed` are heads that partners have seen."""
    found: list[str] = []
    before, expected, heads = GENESIS, 1, {GENESIS}
    for row in rows:
        if row.seq != expected:
            found.append(f"row {expected} is missing")
        if row.before != before:
            found.append(f"row {row.seq} does not follow the row before it")
        made = _hash(row.seq, row.at, row.partner, row.way, row.policy, row.count, row.what, row.before)
        if not hmac.compare_digest(made, row.hash):
            found.append(f"row {row.seq} is not what its hash says")
        before, expected = row.hash, row.seq + 1
        heads.add(row.hash)
    unknown = [seen for seen in witnessed if seen not in heads]
    return found + [f"a partner has seen the head {seen[:16]}, which is not here" for seen in unknown]


def head(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last row."""
    d = disclosures.c
    row = connection.execute(select(d.seq, d.hash).order_by(d.seq.desc()).limit(1)).one_or_none()
    return (0, GENESIS) if row is None else (row.seq, row.hash)


def count(connection: Connection) -> int:
    """Return how many rows there are."""
    return int(connection.execute(select(func.count()).select_from(disclosures)).scalar_one())


def ranges(seqs: Iterable[int]) -> str:
    """Return ascending numbers as text: "1-3,7"."""
    parts: list[list[int]] = []
    for seq in seqs:
        if parts and seq == parts[-1][1] + 1:
            parts[-1][1] = seq
        else:
            parts.append([seq, seq])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def spans(text: str) -> list[tuple[int, int]]:
    """Return what `ranges` wrote as closed intervals."""
    found = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        found.append((int(first), int(last or first)))
    return found


def _hash(*parts: int | str) -> str:
    return hashlib.sha256(canonical(list(parts)).encode()).hexdigest()
