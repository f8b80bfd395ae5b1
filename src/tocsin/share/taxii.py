"""TAXII 2.1 as answers to requests, without a web framework; `tocsin.web.taxii` puts them at addresses.

Source: TAXII Version 2.1 (OASIS, 2021). What a partner may not have is answered exactly like what there is
not. One object that is not taken does not touch the others: it is quarantined and reported as a failure.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.record import Filter, Stored, now, stamp
from tocsin.release import in_force
from tocsin.share.cursors import Cursors
from tocsin.share.intake import Refused, stix_news
from tocsin.share.paging import MOST, Page, released_page
from tocsin.share.publish import INCIDENTS
from tocsin.share.sharing import Caller, Sharing
from tocsin.share.stix_check import shown, sortable
from tocsin.share.strict_json import loads

MEDIA: Final = "application/taxii+json;version=2.1"
STIX: Final = "application/stix+json;version=2.1"
LARGEST: Final = 2_000_000
"""Bytes of an envelope that is added."""
ROOT: Final = "/taxii2/api/"
_PARAMETERS: Final = frozenset({
    "added_after", "limit", "next", "match[id]", "match[type]", "match[version]", "match[spec_version]",
})  # fmt: skip
_REASONS: Final = {
    400: "Not understood", 401: "Unauthorized", 403: "Forbidden", 404: "Not found", 406: "Not acceptable",
    413: "Too large", 415: "Unsupported media type", 422: "Unprocessable", 429: "Too many requests",
    503: "Not available",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers beside the content type, and the bytes."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """A request that is answered with an error of TAXII."""

    def __init__(self, status: int, line: str) -> None:
        """`line` is for a person and tells nothing of what is hidden."""
        super().__init__(line)
        self.status = status
        self.line = line


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection as partners see it. `audience` are who may see it; "*" all partners."""

    id: str
    title: str
    description: str = ""
    audience: tuple[str, ...] = ("*",)
    writable: bool = True


def error(status: int, line: str) -> Answer:
    """Return an error message of TAXII (5.6)."""
    headers = {"www-authenticate": 'Bearer realm="taxii", Basic realm="taxii"'} if status == 401 else {}
    body = {"title": _REASONS.get(status, "Error"), "description": line, "http_status": str(status)}
    return Answer(status, _dumps(body), headers)


class Taxii:
    """Answers for one desk."""

    def __init__(self, sharing: Sharing, *, certified: bool = False) -> None:
        """Stand on what the desk has decided about sharing; `certified`: partners show certificates, too."""
        self.sharing = sharing
        self.cursors = Cursors(sharing.node)
        self._certified = certified

    def caller(self, token: str, certificate: str = "") -> Caller:
        """Return who asks with a token and, by its fingerprint, a client certificate.

        Raises RefusedError where it is nobody, the same whatever of the two is wrong, or sharing is stopped.
        """
        found = None
        if token:
            found = self.sharing.caller(token, now(), certificate=certificate, certified=self._certified)
        if found is None:
            needed = (
                "a token, and the certificate that goes with it, are" if self._certified else "a token is"
            )
            raise RefusedError(401, f"{needed} needed")
        if found.partner.stopped:
            raise RefusedError(503, "sharing is stopped at this node")
        return found

    def discovery(self) -> Answer:
        """Return the discovery resource (4.1)."""
        return Answer(200, _dumps({"title": "tocsin", "default": ROOT, "api_roots": [ROOT]}))

    def root(self) -> Answer:
        """Return the API root (4.2)."""
        body = {"title": "Incidents", "versions": [MEDIA], "max_content_length": LARGEST}
        return Answer(200, _dumps(body))

    def collections(self, caller: Caller) -> Answer:
        """Return the collections that the caller may see (5.1)."""
        found = [_collection(c, caller) for c in self._collections(caller)]
        return Answer(200, _dumps({"collections": found} if found else {}))

    def collection(self, caller: Caller, identity: str) -> Answer:
        """Return one collection (5.2)."""
        return Answer(200, _dumps(_collection(self._collection(caller, identity), caller)))

    def objects(self, caller: Caller, identity: str, query: Sequence[tuple[str, str]]) -> Answer:
        """Return a page of objects (5.4)."""
        page, following = self._page(caller, identity, query, "taxii objects")
        return Answer(200, _envelope_of(page, following), _dates(page))

    def manifest(self, caller: Caller, identity: str, query: Sequence[tuple[str, str]]) -> Answer:
        """Return a page of the manifest (5.3)."""
        page, following = self._page(caller, identity, query, "taxii manifest")
        body: dict[str, Any] = {"more": page.more} | ({"next": following} if following else {})
        if page.rows:
            body["objects"] = [_entry(row) for row in page.rows]
        return Answer(200, _dumps(body), _dates(page))

    def object(self, caller: Caller, identity: str, thing: str, query: Sequence[tuple[str, str]]) -> Answer:
        """Return the versions asked for of one object (5.6); 404 where the caller may see none."""
        page, following = self._page(caller, identity, [*query, ("match[id]", thing)], "taxii object", thing)
        if not page.bodies:
            raise RefusedError(404, "there is no such object")
        return Answer(200, _envelope_of(page, following), _dates(page))

    def versions(self, caller: Caller, identity: str, thing: str, query: Sequence[tuple[str, str]]) -> Answer:
        """Return the versions of one object (5.8); 404 where the caller may see none."""
        asked = [*query, ("match[id]", thing), ("match[version]", "all")]
        page, following = self._page(caller, identity, asked, "taxii versions", thing)
        if not page.rows:
            raise RefusedError(404, "there is no such object")
        body: dict[str, Any] = {"more": page.more, "versions": [shown(row.version) for row in page.rows]}
        return Answer(200, _dumps(body | ({"next": following} if following else {})), _dates(page))

    def add(self, caller: Caller, identity: str, data: bytes) -> Answer:
        """Take the objects of an envelope (5.5): the good ones are durable when this returns."""
        collection = self._collection(caller, identity)
        if "write" not in caller.scopes or not collection.writable:
            raise RefusedError(403, "this token may not add to this collection")
        if not in_force(caller.partner, now()):
            raise RefusedError(403, "no agreement is in force")
        things = _envelope(data)
        at = now()
        audience = [caller.partner.id] if "*" not in collection.audience else ["*"]
        news, refused = stix_news(things, caller.partner, audience, at)
        outcomes = self.sharing.exchange.add(collection.id, news, origin=caller.partner.id, way="taxii")
        for one in refused:
            self.sharing.exchange.quarantine(caller.partner.id, "taxii", one.reason, one.body)
        conflicts = [
            Refused(n.id, n.version, "it is here already with other content", n.body)
            for n, outcome in zip(news, outcomes, strict=True)
            if outcome == "conflict"
        ]
        taken = [n for n, outcome in zip(news, outcomes, strict=True) if outcome != "conflict"]
        status = _status([(n.id, shown(n.version)) for n in taken], [*refused, *conflicts], at)
        key = str(status["id"])
        self.sharing.exchange.note(
            "status", key, status | {"partner": caller.partner.id}, by=caller.partner.id
        )
        return Answer(202, _dumps(status))

    def status(self, caller: Caller, identity: str) -> Answer:
        """Return the status of what the caller added (4.3); 404 where it is not the caller's."""
        fact = self.sharing.exchange.fact("status", identity) if 0 < len(identity) <= 36 else None
        if fact is None or fact.body["partner"] != caller.partner.id:
            raise RefusedError(404, "there is no such status")
        return Answer(200, _dumps({k: v for k, v in fact.body.items() if k != "partner"}))

    def _collections(self, caller: Caller) -> list[Collection]:
        me = {caller.partner.id, "*", *caller.partner.groups}
        return [c for c in all_collections(self.sharing) if me & set(c.audience)]

    def _collection(self, caller: Caller, identity: str) -> Collection:
        for collection in self._collections(caller):
            if collection.id == identity:
                return collection
        raise RefusedError(404, "there is no such collection")

    def _page(
        self, caller: Caller, identity: str, query: Sequence[tuple[str, str]], way: str, thing: str = ""
    ) -> tuple[Page, str]:
        collection = self._collection(caller, identity)
        if "read" not in caller.scopes:
            raise RefusedError(403, "this token may not read")
        given = _parameters(query)
        where = _filter(given)
        question = [way, collection.id, thing, _question(where)]
        after = 0
        try:
            if "next" in given:
                after = self.cursors.read(given["next"], caller.partner.id, question)
        except InputError as fault:
            raise RefusedError(400, str(fault)) from None
        page = released_page(
            self.sharing, caller.partner, collection.id, where, after=after, limit=_limit(given),
            at=now(), way=way,
        )  # fmt: skip
        following = self.cursors.make(caller.partner.id, question, page.place) if page.more else ""
        return page, following


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


def _collection(c: Collection, caller: Caller) -> dict[str, Any]:
    body = {
        "id": c.id, "title": c.title, "can_read": "read" in caller.scopes,
        "can_write": c.writable and "write" in caller.scopes, "media_types": [STIX],
    }  # fmt: skip
    return body | ({"description": c.description} if c.description else {})


def _parameters(query: Sequence[tuple[str, str]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for key, value in query:
        if key not in _PARAMETERS:
            raise RefusedError(400, "there is no such parameter")
        given[key] = value
    return given


def _limit(given: Mapping[str, str]) -> int:
    text = given.get("limit", str(MOST // 10))
    if not (text.isascii() and text.isdecimal()) or len(text) > 18 or int(text) < 1:
        raise RefusedError(400, "limit is a whole number from 1 on")
    return min(int(text), MOST)


def _filter(given: Mapping[str, str]) -> Filter:
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


def _question(where: Filter) -> list[Any]:
    return [sorted(where.ids), sorted(where.types), sorted(where.versions), where.added_after]


def _envelope_of(page: Page, following: str) -> bytes:
    if not page.bodies:
        return b'{"more":false}'
    head = f'"more":true,"next":{json.dumps(following)}' if page.more else '"more":false'
    return b"{" + head.encode() + b',"objects":[' + b",".join(page.bodies) + b"]}"


def _dates(page: Page) -> dict[str, str]:
    if not page.rows:
        return {}
    added = [row.added for row in page.rows]
    return {"x-taxii-date-added-first": min(added), "x-taxii-date-added-last": max(added)}


def _entry(row: Stored) -> dict[str, str]:
    return {"id": row.id, "date_added": row.added, "version": shown(row.version), "media_type": STIX}


def _envelope(data: bytes) -> list[Any]:
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


def _status(taken: Sequence[tuple[str, str]], refused: Sequence[Refused], at: datetime) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": str(uuid.uuid4()), "status": "complete", "request_timestamp": stamp(at),
        "total_count": len(taken) + len(refused), "success_count": len(taken),
        "failure_count": len(refused), "pending_count": 0,
    }  # fmt: skip
    if taken:
        body["successes"] = [{"id": identity, "version": version} for identity, version in taken]
    if refused:
        body["failures"] = [
            {"id": r.id or "unknown", "version": r.version, "message": r.reason} for r in refused
        ]
    return body


def _dumps(body: Any) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
