"""Links that lead somewhere, and nothing on a page that leads where it should not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.docs.pages import DOCS, ROOT, anchors, links, pages, text

_ADDRESS = re.compile(r"https?://[^\s\"'`)<>\]]+")
_RESERVED = re.compile(r"(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|org|net)$")
"""Names that belong to nobody (RFC 2606)."""
_PRIVATE = re.compile(r"^(127|10|192\.168|169\.254)\.|^\[?::1")
_ALLOWED = {"www.geonames.org", "creativecommons.org", "www.apache.org", "github.com", "api.telegram.org"}
"""Owners of what is shipped, licences, where the project lives, and the chat of an example."""


def _targets(page: Path) -> Iterator[tuple[str, Path, str]]:
    for link in links(page):
        parts = urlsplit(link)
        if not parts.scheme:
            yield link, (page.parent / parts.path).resolve() if parts.path else page, parts.fragment


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_resolve(page: Path) -> None:
    broken = [link for link, target, _ in _targets(page) if not target.exists()]
    assert not broken


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_to_a_heading_find_it(page: Path) -> None:
    broken = [
        link
        for link, target, heading in _targets(page)
        if heading and target.suffix == ".md" and heading not in anchors(target)
    ]
    assert not broken


def test_every_page_is_linked_from_the_index() -> None:
    index = DOCS / "index.md"
    linked = {target for _, target, _ in _targets(index)}
    missing = [page.name for page in sorted(DOCS.rglob("*.md")) if page != index and page not in linked]
    assert not missing


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_addresses_belong_to_nobody_or_are_known(page: Path) -> None:
    hosts = {urlsplit(found).hostname or "" for found in _ADDRESS.findall(page.read_text(encoding="utf-8"))}
    strange = [
        host
        for host in sorted(hosts)
        if not (_RESERVED.search(host) or _PRIVATE.match(host) or host in _ALLOWED or host == "…")
    ]
    assert not strange


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_path_of_anybodys_machine(page: Path) -> None:
    found = re.findall(
        r"(?:/home/|/Users/|/root/|/work/|/tmp/|[A-Z]:\\)\S*", page.read_text(encoding="utf-8")
    )
    assert not found


def test_an_anchor_is_made_as_renderers_make_it() -> None:
    assert "what-is-rejected" in anchors(DOCS / "formats.md")
    assert "as-of-asks-what-was-published" in anchors(DOCS / "record.md")
    assert "three-answers" not in anchors(DOCS / "record.md")
    assert text("definitions.md").startswith("# ")
