"""The packaged gazetteer, read once for this room's tests."""

from __future__ import annotations

import pytest

from tocsin.places import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()
