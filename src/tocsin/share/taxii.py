"""TAXII 2.1 as answers to requests, without a web framework; `tocsin.web.taxii` puts them at addresses.

Source: TAXII Version 2.1 (OASIS, 2021). What a partner may not have is answered exactly like what there is
not. One object that is not taken does not touch the others: it is quarantined and reported as a failure.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.record import Stored, now, stamp
from tocsin.release import in_force
from tocsin.share.collections import Collection, all_collections
from tocsin.share.cursors import Cursors
from tocsin.share.intake import Refused, stix_news
from tocsin.share.paging import Page, released_page
from tocsin.share.sharing import Caller, Sharing
from tocsin.share.stix_check import shown
from tocsin.share.taxii_asking import (
    LARGEST,
    RefusedError,
    filter_of,
    limit_of,
    objects_in,
    parameters,
    question_of,
)

MEDIA: Final = "application/taxii+json;version=2.1"
STIX: Final = "application/stix+json;version=2.1"
ROOT: Final = "/taxii2/api/"
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
        things = objects_in(data)
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
        given = parameters(query)
        where = filter_of(given)
        question = [way, collection.id, thing, question_of(where)]
        after = 0
        try:
            if "next" in given:
                after = self.cursors.read(given["next"], caller.partner.id, question)
        except InputError as fault:
            raise RefusedError(400, str(fault)) from None
        page = released_page(
            self.sharing, caller.partner, collection.id, where, after=after, limit=limit_of(given),
            at=now(), way=way,
        )  # fmt: skip
        following = self.cursors.make(caller.partner.id, question, page.place) if page.more else ""
        return page, following


def _collection(c: Collection, caller: Caller) -> dict[str, Any]:
    body = {
        "id": c.id, "title": c.title, "can_read": "read" in caller.scopes,
        "can_write": c.writable and "write" in caller.scopes, "media_types": [STIX],
    }  # fmt: skip
    return body | ({"description": c.description} if c.description else {})


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
