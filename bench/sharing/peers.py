"""medallion and OpenTAXII on the same objects, each in a virtual environment that is thrown away.

Each is asked by the same client as we are. One that does not install or answer is a row that says why.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from bench.sharing.objects import batches
from bench.sharing.serving import free_port, memory_mb

COLLECTION: Final = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
PATIENCE: Final = 60.0
SAMPLES: Final = 50
_TAXII: Final = "application/taxii+json;version=2.1"
# Run by OpenTAXII's own Python: one API root, one collection, one account; prints their ids and a token.
_OPENTAXII_SETUP: Final = """
from opentaxii.cli import app
with app.app_context():
    api = app.taxii_server.servers.taxii2.persistence.api
    root = api.add_api_root(title="Bench", description="", default=True)
    made = api.add_collection(api_root_id=str(root.id), title="Bench", description="", alias=None,
                              is_public=False, is_public_write=False)
    auth = app.taxii_server.auth
    auth.api.create_account(username="admin", password="secret", is_admin=True)
    print(root.id, made.id, auth.authenticate(username="admin", password="secret"))
"""
# Version 0.9.3 answers an addition that it has stored with 500: it cannot write its own ids as JSON.
_OPENTAXII_SERVER: Final = """
import json
json.JSONEncoder.default = lambda self, value: str(value)
from opentaxii.http import app
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer that runs: where its objects are, how it knows us, and its process."""

    url: str
    headers: Mapping[str, str]
    process: subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to measure a peer: what to install, how to start it, and with how many objects at most.

    medallion's pages take seconds at 1,000 objects already: more would only be waited for.
    """

    name: str
    installed: tuple[str, ...]
    start: Callable[[Path, Path], Peer]
    most: int


def measure(objects: int) -> list[dict[str, Any]]:
    """Return the rows of the peers; one that could not be measured is a row that says why."""
    rows: list[dict[str, Any]] = []
    for plan in PLANS:
        try:
            rows += _measured(plan, min(objects, plan.most))
        except subprocess.CalledProcessError as error:
            told = (error.stderr or b"").decode(errors="replace").strip().splitlines() or [str(error)]
            rows.append(_absent(plan, told[-1]))
        except (OSError, subprocess.TimeoutExpired, httpx.HTTPError, RuntimeError, KeyError) as error:
            rows.append(_absent(plan, f"{type(error).__name__}: {error}"))
    return rows


def _measured(plan: Plan, count: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as name, _installed(Path(name), plan.installed) as python:
        peer = plan.start(python, Path(name))
        try:
            return _asked(peer, f"{plan.name} ({count} objects)", count)
        finally:
            peer.process.terminate()
            peer.process.wait(30)


def _asked(peer: Peer, who: str, count: int) -> list[dict[str, Any]]:
    with httpx.Client(headers=dict(peer.headers), timeout=PATIENCE) as client:
        _until_up(client, peer.url)
        rows: list[dict[str, Any]] = [
            {"work": "memory of the server, MB", "peer": who, "before": round(memory_mb(peer.process), 1)}
        ]
        start = time.perf_counter()
        for batch in batches(count, 500):
            client.post(peer.url, content=json.dumps({"objects": batch})).raise_for_status()
        rows.append(_row("POST, validated and durable", who, time.perf_counter() - start))
        rows += _pages(client, peer.url, who)
        start = time.perf_counter()
        seen, following = 0, ""
        while time.perf_counter() - start < PATIENCE:
            params = {"limit": "1000"} | ({"next": following} if following else {})
            body = client.get(peer.url, params=params).raise_for_status().json()
            seen += len(body.get("objects", ()))
            following = str(body.get("next") or "")
            if not body.get("more"):
                rows.append(_row("full walk, limit 1000", f"{who}, {seen} seen", time.perf_counter() - start))
                break
        rows[0]["after"] = round(memory_mb(peer.process), 1)
    return rows


def _pages(client: httpx.Client, url: str, who: str) -> Iterator[dict[str, Any]]:
    taken: list[float] = []
    began = time.perf_counter()
    while len(taken) < SAMPLES and (len(taken) < 3 or time.perf_counter() - began < PATIENCE / 2):
        start = time.perf_counter()
        client.get(url, params={"limit": 100}).raise_for_status()
        taken.append(time.perf_counter() - start)
    yield _row("page of 100, p50", f"{who}, {len(taken)} asked", statistics.median(taken))
    if len(taken) == SAMPLES:
        yield _row("page of 100, p99", f"{who}, {len(taken)} asked", statistics.quantiles(taken, n=100)[98])


def _medallion(python: Path, folder: Path) -> Peer:
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
    stored, place, port = folder / "data.json", folder / "config.json", free_port()
    stored.write_text(json.dumps(data), "utf-8")
    config = {
        "backend": {"module_class": "MemoryBackend", "filename": str(stored)},
        "users": {"admin": "secret"}, "taxii": {"max_page_size": 1000},
    }  # fmt: skip
    place.write_text(json.dumps(config), "utf-8")
    command = [str(python), "-m", "medallion.scripts.run", "--port", str(port), str(place)]
    url = f"http://127.0.0.1:{port}/trustgroup1/collections/{COLLECTION}/objects/"
    return Peer(url, _headers("Basic YWRtaW46c2VjcmV0"), _started(command))


def _opentaxii(python: Path, folder: Path) -> Peer:
    port = free_port()
    config = f"""
domain: "127.0.0.1:{port}"
auth_api:
  class: opentaxii.auth.sqldb.SQLDatabaseAPI
  parameters:
    {{db_connection: "sqlite:///{folder}/auth.db", create_tables: yes, secret: bench, token_ttl_secs: 36000}}
taxii1:
taxii2:
  public_discovery: true
  allow_custom_properties: true
  max_content_length: 9765625
  max_pagination_limit: 1000
  persistence_api:
    class: opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI
    parameters: {{db_connection: "sqlite:///{folder}/taxii2.db", create_tables: yes}}
logging: {{root: error}}
"""
    place = folder / "opentaxii.yml"
    place.write_text(config, "utf-8")
    environment = dict(os.environ) | {"OPENTAXII_CONFIG": str(place)}
    done = subprocess.run(  # noqa: S603 - the script above
        [str(python), "-c", _OPENTAXII_SETUP], check=True, capture_output=True, env=environment
    )
    root, collection, token = done.stdout.decode().split()[-3:]
    (folder / "patched.py").write_text(_OPENTAXII_SERVER, "ascii")
    command = [str(python), "-m", "gunicorn", "--chdir", str(folder), "patched:app", "--threads", "4",
               "--bind", f"127.0.0.1:{port}", "--log-level", "error"]  # fmt: skip
    url = f"http://127.0.0.1:{port}/taxii2/{root}/collections/{collection}/objects/"
    return Peer(url, _headers(f"Bearer {token}"), _started(command, environment))


PLANS: Final = (
    Plan("medallion 3.0.0, memory", ("medallion==3.0.0", "flask<3", "werkzeug<3", "setuptools<81"),
         _medallion, 1000),
    Plan("OpenTAXII 0.9.3, SQLite",
         ("opentaxii==0.9.3", "gunicorn", "sqlalchemy<2.1", "marshmallow<4", "setuptools<81"),
         _opentaxii, 10_000),
)  # fmt: skip


def _headers(authorization: str) -> dict[str, str]:
    return {"accept": _TAXII, "content-type": _TAXII, "authorization": authorization}


def _started(command: list[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment)  # noqa: S603 - named above


def _row(work: str, who: str, seconds: float) -> dict[str, Any]:
    return {"work": work, "peer": who, "peer_s": round(seconds, 4)}


def _absent(plan: Plan, why: str) -> dict[str, Any]:
    return {"work": f"beside {plan.name}", "n": 0, "peer": f"not measured: {why}"[:300], "peer_s": None}


def _until_up(client: httpx.Client, url: str) -> None:
    for _ in range(900):
        try:
            client.get(url, params={"limit": 1})
            return
        except httpx.ConnectError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start in three minutes")


@contextmanager
def _installed(folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
    place = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, capture_output=True)  # noqa: S603
    python = place / "bin" / "python"
    uv = shutil.which("uv")
    plain = [str(python), "-m", "pip", "install", "-q"]
    tool = [uv, "pip", "install", "-q", "-p", str(python)] if uv else plain
    subprocess.run([*tool, *names], check=True, capture_output=True, timeout=600)  # noqa: S603
    yield python
