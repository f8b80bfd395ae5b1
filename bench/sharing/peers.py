"""medallion and OpenTAXII on the same objects, each in a virtual environment that is thrown away."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any, Final

import httpx

from bench.sharing.objects import batches

MEDALLION: Final = ("medallion==3.0.0", "flask<3", "werkzeug<3", "setuptools<81")
COLLECTION: Final = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
PATIENCE: Final = 60.0
_TAXII: Final = "application/taxii+json;version=2.1"


def measure(objects: int) -> list[dict[str, Any]]:
    """Return the rows of the peers that could be installed; one that could not is a row that says so."""
    try:
        # Its pages take seconds at 1,000 objects already: more would only be waited for.
        return _medallion(min(objects, 1000))
    except (OSError, subprocess.CalledProcessError, httpx.HTTPError, RuntimeError) as error:
        return [{"work": "medallion", "n": 0, "peer": f"not measured: {error}"[:200], "peer_s": None}]


def _medallion(count: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as name, _installed(Path(name), MEDALLION) as python:
        folder = Path(name)
        config = _config(folder)
        with socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [str(python), "-m", "medallion.scripts.run", "--port", str(port), str(config)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            return _asked(f"http://127.0.0.1:{port}/trustgroup1/collections/{COLLECTION}/objects/", count)
        finally:
            process.terminate()
            process.wait(30)


def _asked(url: str, count: int) -> list[dict[str, Any]]:
    headers = {"accept": _TAXII, "content-type": _TAXII}
    with httpx.Client(headers=headers, auth=("admin", "secret"), timeout=PATIENCE) as client:
        _until_up(client, url)
        start = time.perf_counter()
        for batch in batches(count, 500):
            client.post(url, content=json.dumps({"objects": batch})).raise_for_status()
        added = time.perf_counter() - start
        taken = []
        for _ in range(3):
            start = time.perf_counter()
            client.get(url, params={"limit": 100}).raise_for_status()
            taken.append(time.perf_counter() - start)
    middle = statistics.median(taken)
    return [_row("page of 100, p50", count, middle), _row("POST, validated and durable", count, added)]


def _row(work: str, count: int, seconds: float) -> dict[str, Any]:
    return {"work": work, "peer": f"medallion 3.0.0 (memory, {count} objects)", "peer_s": round(seconds, 4)}


def _until_up(client: httpx.Client, url: str) -> None:
    for _ in range(100):
        try:
            client.get(url, params={"limit": 1})
            return
        except httpx.ConnectError:
            time.sleep(0.2)
    raise RuntimeError("medallion did not start")


@contextmanager
def _installed(folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
    place = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, capture_output=True)  # noqa: S603
    python = place / "bin" / "python"
    uv = shutil.which("uv")
    plain = [str(python), "-m", "pip", "install", "-q"]
    tool = [uv, "pip", "install", "-q", "-p", str(python)] if uv else plain
    subprocess.run([*tool, *names], check=True, capture_output=True, timeout=300)  # noqa: S603
    yield python


def _config(folder: Path) -> Path:
    collection = {
        "id": COLLECTION, "title": "Bench", "can_read": True, "can_write": True,
        "media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": [],
    }  # fmt: skip
    root = {
        "information": {"title": "Bench", "versions": [_TAXII], "max_content_length": 9765625},
        "status": [], "collections": [collection],
    }  # fmt: skip
    data = {
        "/discovery": {"title": "Bench", "default": "http://127.0.0.1/trustgroup1/",
                       "api_roots": ["http://127.0.0.1/trustgroup1/"]},
        "trustgroup1": root,
    }  # fmt: skip
    stored = folder / "data.json"
    stored.write_text(json.dumps(data), "utf-8")
    config = {
        "backend": {"module_class": "MemoryBackend", "filename": str(stored)},
        "users": {"admin": "secret"}, "taxii": {"max_page_size": 1000},
    }  # fmt: skip
    place = folder / "config.json"
    place.write_text(json.dumps(config), "utf-8")
    return place
