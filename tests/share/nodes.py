"""Nodes that are partners of one another, on real sockets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.share.making import befriend, new_desk, sharing_of
from tocsin.record import Entry
from tocsin.share.applying import Applied
from tocsin.share.client import Peer, client_for, keep_token, kept_token, pull
from tocsin.share.sharing import Sharing


def node(folder: Path, *entries: Entry) -> Sharing:
    """Return the sharing of a new desk."""
    return sharing_of(new_desk(folder, *entries))


def introduce(giver: Sharing, name: str, taker: Sharing, called: str, folder: Path, **terms: object) -> None:
    """Make `taker` a partner of `giver` under `name`, and the other way round as `called`, with a token."""
    befriend(giver, name, node=taker.node.id, key=taker.node.key, **terms)
    befriend(taker, called, node=giver.node.id, key=giver.node.key, **terms)
    keep_token(folder, called, giver.new_token(name, ["read", "sync"], 30, by="test"))


def pulled(taker: Sharing, called: str, url: str, folder: Path, *, limit: int = 500) -> Applied:
    """Pull once from the partner `called` at `url`."""
    place = urlsplit(url)
    partner = replace(taker.partner(called), url=url, allow=(f"127.0.0.1:{place.port}",))
    with client_for(partner) as client:
        return pull(taker, Peer(partner, kept_token(folder, called), client), limit=limit)


def statements(sharing: Sharing) -> set[str]:
    """Return the ids of the statements that a node shows."""
    return {e.statement.id for i in sharing.record.incidents() for e in i.evidence}
