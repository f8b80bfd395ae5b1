"""Files that pages load: ours in `static`, those of others in `static/vendor`, built and not committed.

Each is asked for under its content's hash, so that a browser keeps it for ever and never has an old one.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from tocsin.web.faults import PageError

FOLDER: Final = Path(str(resources.files("tocsin.web") / "static"))
VENDOR: Final = FOLDER / "vendor"
BRIEF: Final = Path(str(resources.files("tocsin.brief") / "templates" / "brief.css"))
"""The style of the brief, which the page of the day shares."""
PARTS: Final = (
    "htmx.js", "maplibre.js", "maplibre-worker.js", "maplibre.css", "pmtiles.js", "world.json", "NOTICES.txt",
)  # fmt: skip
"""What the build brings; without them pages are served all the same and work without JavaScript."""
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_KEPT: Final = frozenset({".css", ".js", ".json", ".svg", ".txt", ".png"})
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent: its bytes, plain and compressed, and its kind."""

    plain: bytes
    packed: bytes
    kind: str
    digest: str


@cache
def load(name: str) -> File | None:
    """Return the file; None where there is none of that name."""
    path = BRIEF if name == BRIEF.name else FOLDER / name
    if path.suffix not in _KEPT or ".." in path.parts or "\0" in name or not path.is_file():
        return None
    plain = path.read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(plain, gzip.compress(plain, 9, mtime=0), kind, hashlib.sha256(plain).hexdigest()[:16])


def built() -> bool:
    """Tell whether the front-end parts are there."""
    return all((VENDOR / part).is_file() for part in PARTS)


def url(name: str) -> str:
    """Return the address of a file of ours or of the build."""
    found = load(name)
    return f"/static/{found.digest if found else '0'}/{name}"


@router.get("/static/{digest}/{name:path}")
def static(request: Request, digest: str, name: str) -> Response:
    """Return a file."""
    found = load(name)
    if found is None:
        raise PageError(404, "There is no such file.")
    headers = {
        "cache-control": _FOR_EVER if digest == found.digest else "no-cache",
        "vary": "accept-encoding",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type=found.kind, headers=headers | {"content-encoding": "gzip"})
    return Response(found.plain, media_type=found.kind, headers=headers)
