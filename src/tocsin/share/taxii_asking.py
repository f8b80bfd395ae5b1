"""What a request of TAXII asks for: its parameters and its envelope, read strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.record import Filter, stamp
from tocsin.share.paging import MOST
from tocsin.share.stix_check import sortable
from tocsin.share.strict_json import loads

LARGEST: Final = 2_000_000
"""Bytes of an envelope that is added."""
_PARAMETERS: Final = frozenset({
    "added_after", "limit", "next", "match[id]", "match[type]", "match[version]", "match[spec_version]",
})  # fmt: skip


class RefusedError(Exception):
    """A request that is answered with an error of TAXII."""

    def __init__(self, status: int, line: str) -> None:
        """`line` is for a person and tells nothing of what is hidden."""
        super().__init__(line)
        self.status = status
        self.line = line


def parameters(query: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the parameters of a request. Raises RefusedError for one that there is not."""
    given: dict[str, str] = {}
    for key, value in query:
        if key not in _PARAMETERS:
            raise RefusedError(400, "there is no such parameter")
        given[key] = value
    return given


def limit_of(given: Mapping[str, str]) -> int:
    """Return how many objects a page has at most. Raises RefusedError."""
    text = given.get("limit", str(MOST // 10))
    if not (text.isascii() and text.isdecimal()) or len(text) > 18 or int(text) < 1:
        raise RefusedError(400, "limit is a whole number from 1 on")
    return min(int(text), MOST)


def filter_of(given: Mapping[str, str]) -> Filter:
    """Return which objects are asked for. Raises RefusedError."""
    specs = _words(given.get("match[spec_version]", ""))
    versions = frozenset(_moment(v) for v in _words(given.get("match[version]", "last")))
    where = Filter(
        ids=_words(given.get("match[id]", "")),
        types=_words(given.get("match[type]", "")),
        versions=versions or frozenset({"last"}),
        added_after=_stamp(given["added_after"]) if "added_after" in given else "",
    )
    # Everything here is STIX 2.1: another version is asked for in vain.
    return where if not specs or "2.1" in specs else replace(where, ids=frozenset({"-"}))


def _words(text: str) -> frozenset[str]:
    if len(text) > 20_000:
        raise RefusedError(400, "a filter is too long")
    return frozenset(word for word in text.split(",") if word)


def _moment(text: str) -> str:
    return text if text in ("last", "first", "all") else sortable(text[:40])


def _stamp(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("a timestamp has a zone")
        return stamp(moment)
    except (ValueError, OverflowError):
        raise RefusedError(400, "added_after is a timestamp such as 2026-01-01T00:00:00Z") from None


def question_of(where: Filter) -> list[Any]:
    """Return what is asked, in a form that a cursor holds."""
    return [sorted(where.ids), sorted(where.types), sorted(where.versions), where.added_after]


def objects_in(data: bytes) -> list[Any]:
    """Return the objects of an envelope, as yet unchecked. Raises RefusedError."""
    if len(data) > LARGEST:
        raise RefusedError(413, f"an envelope has at most {LARGEST} bytes")
    try:
        envelope = loads(data, limit=LARGEST)
    except InputError as fault:
        raise RefusedError(400, str(fault)) from None
    things = envelope.get("objects") if isinstance(envelope, dict) else None
    if not isinstance(things, list) or not things:
        raise RefusedError(422, "an envelope has a list of objects")
    return things
