"""A site on loopback and a client that may fetch from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetch.site import Site
from tocsin.fetch import Client


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def client(site: Site) -> Iterator[Client]:
    with Client(allow=[site.allowed], delay=0) as opened:
        yield opened
