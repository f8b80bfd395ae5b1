"""Collections: what partners may see together, and add to."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tocsin.share.publish import INCIDENTS
from tocsin.share.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection as partners see it. `audience` are who may see it; "*" all partners."""

    id: str
    title: str
    description: str = ""
    audience: tuple[str, ...] = ("*",)
    writable: bool = True


INCIDENT_COLLECTION: Final = Collection(
    INCIDENTS, "Incidents", "What this node shares: attacks, with their evidence."
)


def make_collection(sharing: Sharing, title: str, audience: Sequence[str], *, by: str) -> Collection:
    """Make a collection that partners in `audience` may see and add to."""
    made = Collection(str(uuid.uuid4()), title, "", tuple(audience))
    body = {"title": title, "description": "", "audience": list(audience), "writable": True}
    sharing.exchange.note("collection", made.id, body, by=by)
    return made


def all_collections(sharing: Sharing) -> list[Collection]:
    """Return every collection of this node."""
    facts = sharing.exchange.facts("collection")
    return [INCIDENT_COLLECTION, *(_read_collection(key, fact.body) for key, fact in facts.items())]


def _read_collection(key: str, body: Mapping[str, Any]) -> Collection:
    return Collection(key, body["title"], body["description"], tuple(body["audience"]), body["writable"])
