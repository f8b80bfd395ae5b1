"""A subscription as an Atom feed (RFC 4287): an entry for each incident told of, as it was told last.

The id of an entry stays while its incident changes; `updated` moves. What no longer stands keeps its entry,
which then says so and nothing else, since a reader may show an old one for ever.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final
from xml.etree import ElementTree

from tocsin.language import SOURCE, _, load, speaking
from tocsin.model import iso
from tocsin.record import Message, Subscribed
from tocsin.release.inert import plain
from tocsin.subscribe.letter import CODED, KINDS, WITHDRAWN, changed, numbered

ATOM: Final = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA: Final = "application/atom+xml"
ENTRIES: Final = 200
"""How many incidents a feed lists, the latest told first."""


def atom(stored: Subscribed, messages: Iterable[Message], url: str) -> bytes:
    """Return the feed of a subscription, made of the messages that it was told; `url` is the feed's own.

    Messages whose bodies were dropped, being old, are not in it any more.
    """
    language = str(stored.body.get("language", SOURCE))
    with speaking(load(language)):
        return _atom(stored, messages, url, language)


def _atom(stored: Subscribed, messages: Iterable[Message], url: str, language: str) -> bytes:
    latest: dict[str, tuple[str, dict[str, Any]]] = {}
    for message in messages:
        if message.state == "sent" and message.body:
            for item in json.loads(message.body)["items"]:
                latest.pop(item["id"], None)
                latest[item["id"]] = (iso(message.made_at) or "", item)
    entries = list(reversed(latest.values()))[:ENTRIES]
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {_LANG: language})
    _put(feed, "id", f"urn:tocsin:subscription:{stored.id}")
    _put(feed, "title", f"tocsin: {stored.name}")
    _put(feed, "subtitle", _(CODED))
    _put(feed, "updated", entries[0][0] if entries else iso(stored.added_at) or "")
    _put(_put(feed, "author"), "name", "tocsin")
    if url:
        _put(feed, "link", rel="self", type=MEDIA, href=url)
    for at, item in entries:
        _entry(feed, at, item)
    data: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data


def _entry(feed: ElementTree.Element, at: str, item: dict[str, Any]) -> None:
    entry = _put(feed, "entry")
    _put(entry, "id", f"urn:tocsin:incident:{item['id']}")
    gone = item["kind"] == "withdrawn"
    called = KINDS[item["kind"]]
    kind = _(called)
    _put(entry, "title", kind if gone else item["title"] or numbered(item["id"]))
    _put(entry, "updated", at)
    lines = [item["note"] or _(WITHDRAWN) if gone else _("%(sentence)s.", sentence=kind)]
    for name, value in item["facts"].items():
        lines.append(f"{_(name)}: {changed(value, item['was'].get(name))}")
    lines += [f"“{q['quote']}” ({q['said']})" for q in item["quotes"]]
    _put(entry, "content", "\n".join(plain(line) for line in lines), type="text")


def _put(under: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(under, f"{{{ATOM}}}{name}", attributes)
    # Line breaks of ours stay; whatever XML 1.0 does not take is blanked.
    made.text = "\n".join(plain(line) for line in text.split("\n")) or None
    return made
