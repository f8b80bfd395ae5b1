"""Both stores, so that each test of the behaviour runs on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tocsin.record import Record

from .postgres import Server, running_server

NewLocation = Callable[[], str]
"""Gives the address of a new, empty place for a record."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL."""
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def new_location(request: pytest.FixtureRequest, tmp_path: Path) -> NewLocation:
    """Addresses of empty places, in a file or in a server."""
    if request.param == "sqlite":
        numbers = iter(range(1_000_000))
        return lambda: str(tmp_path / f"record{next(numbers)}.sqlite")
    server: Server = request.getfixturevalue("postgres")
    return lambda: server.url(server.new_database())


@pytest.fixture
def location(new_location: NewLocation) -> str:
    """The address of one empty place."""
    return new_location()


@pytest.fixture
def record(location: str) -> Iterator[Record]:
    """An open, empty record."""
    with Record.open(location) as opened:
        yield opened
