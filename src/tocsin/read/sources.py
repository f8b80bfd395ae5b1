"""The list of public feeds, the shipped one or a desk's own file of the same form."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Final

from tocsin.errors import InputError
from tocsin.model import Source

KINDS: Final = ("agency", "broadcaster", "newspaper", "official", "aid", "monitor")
REGIONS: Final = (
    "World", "Africa", "Middle East", "South Asia", "South-East Asia", "East Asia", "Central Asia", "Europe",
    "North America", "Latin America", "Oceania",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedSource:
    """One feed to poll. `seen` says where its address was seen; `verified` is what the list claims.

    `country` is where the outlet sits (ISO 3166-1 alpha-2), `region` what it covers, `language` ISO 639-1.
    """

    id: str
    name: str
    url: str
    country: str | None = None
    language: str | None = None
    kind: str | None = None
    region: str | None = None
    seen: str | None = None
    verified: bool = False

    @property
    def source(self) -> Source:
        """Return the outlet as the record keeps it."""
        return Source(self.id, self.name, self.country, self.language, self.kind, self.url)


def shipped_sources() -> list[FeedSource]:
    """Return the feeds of the shipped list, in its order."""
    text = files("tocsin.read").joinpath("sources.toml").read_text(encoding="utf-8")
    return _listed(text, "the shipped list")


def sources_in(path: Path) -> list[FeedSource]:
    """Return the feeds of a file of `[[feed]]` tables with at least id and url. Raises InputError."""
    try:
        return _listed(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from None


def _listed(text: str, where: str) -> list[FeedSource]:
    try:
        tables = tomllib.loads(text).get("feed", [])
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{where} is not TOML: {error}") from None
    if not isinstance(tables, list):
        raise InputError(f"{where}: write each feed as a [[feed]] table")
    found = [_feed(table, f"{where}, feed {number}") for number, table in enumerate(tables, 1)]
    doubled = {feed.id for feed in found if sum(other.id == feed.id for other in found) > 1}
    if doubled:
        raise InputError(f"{where}: more than one feed has the id {sorted(doubled)[0]!r}")
    return found


def _feed(table: object, where: str) -> FeedSource:
    known = {field.name for field in fields(FeedSource)}
    if not isinstance(table, dict) or not isinstance(table.get("id"), str) or not table.get("url"):
        raise InputError(f"{where}: a feed needs an id and a url")
    unknown = sorted(set(table) - known)
    if unknown:
        raise InputError(f"{where}: unknown key {unknown[0]!r}")
    for key, value in table.items():
        if not isinstance(value, bool if key == "verified" else str):
            raise InputError(f"{where}: {key} must be {'true or false' if key == 'verified' else 'a text'}")
    return FeedSource(**{"name": table["id"], **table})
