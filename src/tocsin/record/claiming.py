"""The register of claims: what was entered, each check of it, and what was read when."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from tocsin.errors import InputError, NotFoundError
from tocsin.model import Json, address, canonical
from tocsin.record.claim_tables import claim_checks, claims
from tocsin.record.guard import check_text
from tocsin.record.inserting import insert, next_seq
from tocsin.record.schema import documents
from tocsin.record.visible import versions, withdrawn_documents

LARGEST = 100_000
"""Characters of a claim as it was given."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A claim of the register: `given` is its claim file (TOML), `definition` what it is checked under."""

    id: str
    given: str
    definition: str | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """One check of a claim. `body` is what was found, `change` what is otherwise than before and why.

    Where nothing changed both are None. `seen` is the last act of the log that it knew.
    """

    claim: str
    at: datetime
    seen: int
    verdict: str
    digest: str
    body: Json = None
    change: tuple[str, ...] | None = None


def add_claim(
    connection: Connection, given: str, definition: str | None, *, by: str, at: datetime
) -> Registered:
    """Store a claim and return it; one that is there already is returned as it is."""
    check_text(given, definition, by)
    if len(given) > LARGEST:
        raise InputError(f"not stored: a claim has at most {LARGEST:,} characters")
    identity = address("claim", given, definition)
    row = {
        "seq": next_seq(connection, claims), "id": identity, "given": given, "definition": definition,
        "added_at": at, "added_by": by,
    }  # fmt: skip
    insert(connection, claims, [row])
    return find_claim(connection, identity)


def list_claims(connection: Connection) -> list[Registered]:
    """Return the claims in the order in which they were entered."""
    rows = connection.execute(select(claims).order_by(claims.c.seq))
    return [Registered(r.id, r.given, r.definition, r.added_at, r.added_by) for r in rows]


def find_claim(connection: Connection, wanted: str) -> Registered:
    """Return the claim that an id, or the unique beginning of one, names. Raises NotFoundError."""
    found = [claim for claim in list_claims(connection) if wanted and claim.id.startswith(wanted)]
    if len(found) > 1:
        raise NotFoundError(f"{wanted} is the beginning of {len(found)} claims; give more of it")
    if not found:
        raise NotFoundError(f"there is no claim {wanted}; see: tocsin claims list")
    return found[0]


def add_check(connection: Connection, check: ClaimCheck) -> None:
    """Append one check of a claim."""
    claim = connection.execute(select(claims.c.seq).where(claims.c.id == check.claim)).scalar_one()
    row = {
        "seq": next_seq(connection, claim_checks), "claim": claim, "at": check.at, "seen": check.seen,
        "verdict": check.verdict, "digest": check.digest,
        "body": None if check.body is None else canonical(check.body),
        "change": None if check.change is None else canonical(list(check.change)),
    }  # fmt: skip
    insert(connection, claim_checks, [row])


def checks_of(connection: Connection, claim: str | None, since: datetime | None) -> list[ClaimCheck]:
    """Return the checks of a claim (of all, without one) from `since` on, in order."""
    query = select(claim_checks, claims.c.id.label("of")).join(claims).order_by(claim_checks.c.seq)
    query = query if claim is None else query.where(claims.c.id == claim)
    query = query if since is None else query.where(claim_checks.c.at >= since)
    return [
        ClaimCheck(
            r.of, r.at, r.seen, r.verdict, r.digest, None if r.body is None else json.loads(r.body),
            None if r.change is None else tuple(json.loads(r.change)),
        )
        for r in connection.execute(query)
    ]  # fmt: skip


def read_by_day(connection: Connection, as_of: datetime | None) -> Mapping[date, Mapping[str, int]]:
    """Return how many documents each source published on each day, of those read and not withdrawn."""
    version = versions(as_of)
    query = (
        select(documents.c.moment, documents.c.source)
        .join(version, version.c.seq == documents.c.seq)
        .where(version.c.rank == 1, documents.c.seq.not_in(withdrawn_documents()))
    )
    found: dict[date, Counter[str]] = defaultdict(Counter)
    for moment, source in connection.execute(query):
        found[moment.date()][source or ""] += 1
    return found
