"""Asking partners: pulling items from a node, polling any TAXII 2.1 server. All of it through `fetch`."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode, urljoin, urlsplit

from tocsin.errors import FetchError, InputError, NotFoundError
from tocsin.fetch import Client, Tls
from tocsin.release import Partner
from tocsin.share.applying import Applied, apply_lines, settle
from tocsin.share.sharing import Sharing
from tocsin.share.stix_reading import Brought, read_bundle
from tocsin.share.strict_json import loads
from tocsin.share.taking import take_reports
from tocsin.share.taxii import MEDIA

FOLDER: Final = "credentials"
PAGE: Final = 500
_LARGEST: Final = 50_000_000


def keep_token(folder: Path, partner: str, token: str) -> None:
    """Keep the token that a partner gave us, in the desk's folder, readable by its owner."""
    place = folder / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(place / partner, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii", errors="strict") as file:
        file.write(token + "\n")


def kept_token(folder: Path, partner: str) -> str:
    """Return the token that a partner gave us. Raises NotFoundError."""
    try:
        return (folder / FOLDER / partner).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise NotFoundError(
            f"there is no token for {partner}; keep the one it gave you: tocsin share connect {partner}"
        ) from None


def client_for(partner: Partner, *, timeout: float = 60.0) -> Client:
    """Return the one door to the network, open for this partner's own addresses and no other private one.

    Our certificate for this partner goes along, where there is one.
    """
    files = (Path(text) if text else None for text in (partner.client_cert, partner.client_key, partner.ca))
    return Client(
        allow=partner.allow, delay=0.0, timeout=timeout, max_bytes=_LARGEST, robots=False, tls=Tls(*files)
    )


class Peer:
    """A partner's node at the other end of the line."""

    def __init__(self, partner: Partner, token: str, client: Client) -> None:
        """`partner.url` is the address of its desk."""
        if not partner.url:
            raise InputError(f"{partner.id} has no address; give it one: tocsin share connect {partner.id}")
        self.partner = partner
        self._client = client
        self._headers = {"authorization": f"Bearer {token}", "accept": "*/*"}

    def items(self, after: str, limit: int) -> tuple[list[bytes], dict[str, Any]]:
        """Return lines after a cursor, and the last line that says how to go on."""
        query = urlencode({"limit": limit} | ({"after": after} if after else {}))
        answer = self._client.call("GET", self._at(f"exchange/items/?{query}"), headers=self._headers)
        lines = answer.body.splitlines()
        last = loads(lines[-1]) if lines else None
        if not isinstance(last, dict) or not isinstance(last.get("next"), str):
            raise FetchError(f"{self.partner.url} broke off its answer; run the same command again")
        return lines[:-1], last

    def acknowledge(self, withdrawals: list[str], head: str) -> None:
        """Tell the partner what was withdrawn here and which head of its log was seen."""
        body = json.dumps({"withdrawals": withdrawals, "head": head}).encode()
        headers = self._headers | {"content-type": MEDIA}
        self._client.call("POST", self._at("exchange/acknowledgements/"), headers=headers, body=body)

    def _at(self, path: str) -> str:
        return urljoin(self.partner.url.rstrip("/") + "/", path)


def pull(sharing: Sharing, peer: Peer, *, limit: int = PAGE, view: bool = True) -> Applied:
    """Take what a partner's node has for us, from where the last pull ended. It may be cut at any moment.

    The place is kept after what came before it is durably stored: what is cut is asked for again. Without
    `view` the incidents are left to be brought up to date later (`Record.catch_up`).
    """
    applied = Applied()
    partner = peer.partner
    fact = sharing.exchange.fact("place", partner.id)
    place, more, head = (fact.body if fact else ""), True, ""
    owed: list[str] = []
    while more and not sharing.stopped():
        lines, last = peer.items(place, limit)
        apply_lines(sharing, partner, lines, applied)
        settle(sharing, partner, applied)
        owed, more, head = (
            list(dict.fromkeys(applied.withdrawals)),
            bool(last["more"]),
            str(last.get("head", "")),
        )
        if last["next"] != place and lines:
            sharing.exchange.note("place", partner.id, last["next"], by=partner.id)
        place = last["next"]
    if view:
        sharing.record.catch_up()
    owed = list(dict.fromkeys([*owed, *_unanswered(sharing, partner)]))
    if owed or head:
        peer.acknowledge(owed, head)
        answered = [("answered", f"{name}:{partner.id}", True) for name in owed]
        sharing.exchange.note_all([*answered, ("witnessed", partner.id, head)], by=partner.id)
    return applied


def _unanswered(sharing: Sharing, partner: Partner) -> Iterator[str]:
    """Return the withdrawals that this partner brought and that it was not told we have carried out."""
    answered = sharing.exchange.facts("answered")
    for key, fact in sharing.exchange.facts("tombstone").items():
        if fact.by == partner.id and f"{key}:{partner.id}" not in answered:
            yield key


def taxii_url(partner: Partner) -> str:
    """Return where a partner's TAXII server is: under its desk where it runs a tocsin, else its address."""
    return urljoin(partner.url.rstrip("/") + "/", "taxii2/") if partner.node else partner.url


class TaxiiServer:
    """Any TAXII 2.1 server, as a client sees it."""

    def __init__(self, url: str, token: str, client: Client) -> None:
        """`url` is that of discovery or of an API root; `token` a bearer token, or "user:password"."""
        self.url = url if url.endswith("/") else url + "/"
        self._client = client
        scheme = f"Basic {base64.b64encode(token.encode()).decode()}" if ":" in token else f"Bearer {token}"
        self._headers = {"authorization": scheme, "accept": MEDIA}

    def collections(self) -> Iterator[tuple[str, str]]:
        """Return the address of each collection that can be read, and its title."""
        for root in self._roots():
            for one in self._get(urljoin(root, "collections/")).get("collections", []):
                if one.get("can_read"):
                    yield urljoin(root, f"collections/{quote(str(one['id']))}/"), str(one.get("title", ""))

    def objects(self, collection: str, added_after: str) -> Iterator[tuple[list[Any], str]]:
        """Return pages of objects added after a time, each with the time of the last one added."""
        following = ""
        while True:
            query = {"limit": PAGE} | ({"added_after": added_after} if added_after else {})
            query |= {"next": following} if following else {}
            body, last = self._page(f"{collection}objects/?{urlencode(query)}")
            yield body.get("objects", []), last
            following = str(body.get("next") or "")
            if not body.get("more") or not following:
                return

    def _roots(self) -> list[str]:
        body = self._get(self.url)
        if "versions" in body:
            return [self.url]
        named = [urljoin(self.url, str(root)) for root in body.get("api_roots", [])]
        # A token is for the partner's host; a discovery that points elsewhere is not followed.
        here = urlsplit(self.url).netloc
        return [root if root.endswith("/") else root + "/" for root in named if urlsplit(root).netloc == here]

    def _get(self, url: str) -> dict[str, Any]:
        return self._page(url)[0]

    def _page(self, url: str) -> tuple[dict[str, Any], str]:
        answer = self._client.call("GET", url, headers=self._headers)
        try:
            body = loads(answer.body, limit=_LARGEST)
        except InputError:
            body = None
        if not isinstance(body, dict):
            raise FetchError(f"{url} does not answer with TAXII 2.1; check the address: tocsin share connect")
        return body, answer.headers.get("x-taxii-date-added-last", "")


def poll(sharing: Sharing, partner: Partner, server: TaxiiServer) -> Brought:
    """Take what is new in every collection of a TAXII server into the record."""
    every = Brought()
    for collection, _ in server.collections():
        key = f"{partner.id}:{collection}"[:500]
        fact = sharing.exchange.fact("polled", key)
        since = fact.body if fact else ""
        for things, last in server.objects(collection, since):
            brought = read_bundle({"objects": things}, partner.id)
            take(sharing, partner, brought, things)
            every.reports += brought.reports
            every.judgements += brought.judgements
            every.left_out += brought.left_out
            since = max(since, last)
        sharing.exchange.note("polled", key, since, by=partner.id)
    return every


def take(sharing: Sharing, partner: Partner, brought: Brought, things: list[Any]) -> None:
    """Store what a bundle brought, under the policy that bears on it, and keep what was left out."""
    take_reports(sharing, partner, brought.reports, things)
    for name, reason in brought.left_out:
        sharing.exchange.quarantine(partner.id, "taxii", f"{name}: {reason}", name.encode())
    known = sharing.record.known_reports([r for j in brought.judgements for r in (j.a, j.b)])
    sharing.record.add_judgements(j for j in brought.judgements if {j.a, j.b} <= known)
