"""A real desk served over HTTP on loopback, and a real browser before it."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from frontend.build import main as build
from tests.web.making import HOSTILE, SCRIPTS, entries
from tocsin.demo import inputs
from tocsin.desk import Desk
from tocsin.web import create_app
from tocsin.web.team import Team

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Served:
    """A desk that listens: where, and its record beside."""

    def __init__(self, desk: Desk, *, team: Callable[[Desk], Team] | None = None, **options: Any) -> None:
        self.desk = desk
        if team is not None:
            options["accounts"] = team(desk)
        self.app = create_app(desk, **options)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.server = uvicorn.Server(uvicorn.Config(self.app, log_level="critical", proxy_headers=False))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)
        self.socket.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with dispatches of the demo, and texts that are hostile or of other scripts."""
    assert build() == 0
    folder = tmp_path_factory.mktemp("template") / "desk"
    with Desk.open(folder, create=True) as desk:
        desk.read([str(inputs()[0])])
        desk.record.add(entries([*HOSTILE, *SCRIPTS]))
    return folder


@pytest.fixture(scope="session")
def shown(template: Path) -> Iterator[Served]:
    """The desk, for tests that only look."""
    with Desk.open(template) as desk:
        served = Served(desk, per_minute=100_000)
        yield served
        served.stop()


Serve = Callable[..., Served]


@pytest.fixture
def serve(template: Path, tmp_path: Path) -> Iterator[Serve]:
    """Serve a copy of the desk, for tests that write."""
    running: list[Served] = []

    def start(**options: Any) -> Served:
        folder = tmp_path / f"desk{len(running)}"
        shutil.copytree(template, folder)
        running.append(Served(Desk.open(folder), **{"per_minute": 100_000, **options}))
        return running[-1]

    yield start
    for served in running:
        served.stop()
        served.desk.record.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no browser: apt-get install chromium")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visit:
    """A browser's tab that notes all that it asked for and complained of."""

    def __init__(self, context: BrowserContext, url: str, *, scripts: bool) -> None:
        self.scripts = scripts
        self.page: Page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.asked: list[str] = []
        self.said: list[str] = []
        self.url = url
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))

    def _note(self, kind: str, text: str) -> None:
        # Software rendering tells of its own slowness; nothing is wrong with the page.
        if kind in ("error", "warning") and "GPU stall due to ReadPixels" not in text:
            self.said.append(text)

    def go(self, path: str) -> Page:
        self.page.goto(self.url + path)
        self.page.wait_for_load_state("networkidle")
        if path.startswith("/map"):
            ready = "#map[data-ready], #map.drawn-only, #map[data-library='']"
            if self.scripts:
                self.page.locator(ready).wait_for(state="attached")
        return self.page

    def strange(self) -> list[str]:
        """What was asked of another host than the desk."""
        return [one for one in self.asked if not one.startswith((self.url, "data:", "blob:"))]


Open = Callable[..., Visit]


@pytest.fixture
def tab(browser: Browser) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def open_tab(served: Served, *, context: BrowserContext | None = None, **options: Any) -> Visit:
        if context is None:
            options = {"viewport": {"width": 1360, "height": 900}, **options}
            context = browser.new_context(**options)
            contexts.append(context)
        return Visit(context, served.url, scripts=options.get("java_script_enabled", True))

    yield open_tab
    for context in contexts:
        context.close()
