"""Draws docs/brief.png and docs/desk.png, the demo's brief and its map: `python -m bench.web.screenshot`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from bench.web.__main__ import Server
from bench.web.browsing import ARGUMENTS, chromium

DOCS: Final = Path(__file__).parents[2] / "docs"


def main() -> None:
    """Run the demo, open its brief, serve its desk, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "desk"
        # Our own program, as a reader of the pictures would start it.
        subprocess.run([sys.executable, "-m", "tocsin", "demo", "--desk", str(place)], check=True)  # noqa: S603
        with Server(place) as server, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1100, "height": 1360})
            page.goto((place / "brief.html").as_uri())
            page.screenshot(path=DOCS / "brief.png")
            page = browser.new_page(viewport={"width": 1180, "height": 740})
            page.goto(f"{server.url}/map")
            page.locator("#map[data-ready]").wait_for(state="attached")
            page.screenshot(path=DOCS / "desk.png")
            browser.close()


if __name__ == "__main__":
    main()
