"""What a browser and a reviewer do: the map until it rests, and the keys that clear the demo's queue."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tocsin.desk import Desk

ARGUMENTS: Final = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
TIMES: Final = 5


def map_idle(url: str, shown: int) -> list[dict[str, Any]]:
    """Return how long it takes from asking for the map until it rests with `shown` incidents on it."""
    times = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for _ in range(TIMES):
            context = browser.new_context(viewport={"width": 1360, "height": 900})
            page = context.new_page()
            page.goto(f"{url}/map")
            page.locator("#map[data-ready]").wait_for(state="attached", timeout=60_000)
            count = int(page.locator("#map").get_attribute("data-count") or 0)
            if count != shown:
                raise SystemExit(f"the map shows {count} incidents, not {shown}")
            times.append(page.evaluate("performance.getEntriesByName('map-idle')[0].startTime") / 1000)
            context.close()
        browser.close()
    about = f"{shown:,} incidents on the map, until it rests"
    found = (("median", statistics.median(times), "3"), ("worst", max(times), "–"))
    return [
        {"work": f"{about}: {name} of {TIMES}", "value": round(value, 2), "unit": "s", "asked": asked}
        for name, value, asked in found
    ]


def keys() -> list[dict[str, Any]]:
    """Return the keys that clear the demo's queue: reject the doubtful, correct some, accept the rest."""
    from bench.web.__main__ import Server
    from tocsin.demo import inputs

    with tempfile.TemporaryDirectory() as folder:
        with Desk.open(Path(folder) / "desk", create=True) as desk:
            desk.read([str(path) for path in inputs()])
        with Server(Path(folder) / "desk") as server, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_page()
            page.goto(f"{server.url}/review")
            used = cleared(page)
            browser.close()
    found = (("median", statistics.median(used), "3"), ("mean", round(statistics.mean(used), 2), "–"))
    return [
        {
            "work": f"keys an incident, {len(used)} cleared: {name}",
            "value": value,
            "unit": "keys",
            "asked": asked,
        }
        for name, value, asked in found
    ]


def cleared(page: Page) -> list[int]:
    """Decide on all that waits by keyboard alone; return the keys that each took."""
    used: list[int] = []
    while page.locator("#decision").count():
        about = page.locator("#decision header").inner_text()
        keys_ = ["a"]
        if "probability 0." in about:
            keys_ = ["r"]
        elif len(used) % 4 == 3:
            keys_ = ["c", "1", "2", "Enter"]
        for key in keys_[:-1]:
            page.keyboard.press(key)
        with page.expect_navigation():
            page.keyboard.press(keys_[-1])
        used.append(len(keys_))
    return used


def chromium() -> str:
    """Return the browser. Raises SystemExit where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise SystemExit("no browser: apt-get install chromium")
    return found
