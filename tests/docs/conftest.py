"""The demo's desk, made once for all pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.excerpts import DESK, printed_by


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the demo's desk; copy it, and leave it as it is."""
    folder = tmp_path_factory.mktemp("demo")
    printed_by(f"$ tocsin demo --desk {DESK}", folder)
    return folder
