"""Draws docs/desk.png, the map of the demo: `python -m bench.web.screenshot`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from bench.web.__main__ import Server
from bench.web.browsing import ARGUMENTS, chromium
from tocsin.demo import inputs
from tocsin.desk import Desk

OUT: Final = Path(__file__).parents[2] / "docs" / "desk.png"


def main() -> None:
    """Read the demo, serve it, and take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        with Desk.open(Path(folder) / "desk", create=True) as desk:
            desk.read([str(path) for path in inputs()])
        with Server(Path(folder) / "desk") as server, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1180, "height": 740})
            page.goto(f"{server.url}/map")
            page.locator("#map[data-ready]").wait_for(state="attached")
            page.screenshot(path=OUT)
            browser.close()


if __name__ == "__main__":
    main()
