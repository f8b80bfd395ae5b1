"""A message to a chat: one HTTP request made from a template, a TOML file of the user's.

`{title}`, `{text}` and `{id}` stand for the message, `{env:NAME}` for a variable of the environment, such as
a bot's token. Texts are put into values, after the file was read and before JSON is written, so that no
message can close a quote, name another placeholder or reach the address.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tocsin.errors import InputError

FOLDER: Final = "chats"
LONGEST: Final = 4000
"""Characters of a text where the template names no limit."""
_SLOT: Final = re.compile(r"\{(title|text|id|env:[A-Z][A-Z0-9_]*)\}")
_KEYS: Final = frozenset({"method", "url", "headers", "body", "longest"})


@dataclass(frozen=True, slots=True)
class Template:
    """How a request looks. `body` is any JSON value with placeholders in its texts."""

    url: str
    body: Any
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    longest: int = LONGEST

    def __post_init__(self) -> None:
        """Refuse an address that a message would be part of. Raises InputError."""
        if self.method not in ("POST", "PUT"):
            raise InputError(f"a chat's template has the method POST or PUT, not {self.method!r}")
        if self.longest < 100:
            raise InputError(f"longest is at least 100 characters, not {self.longest}")
        for place in (self.url, *self.headers.values()):
            if any(not name.startswith("env:") for name in _SLOT.findall(place)):
                raise InputError("the address and the headers of a template take {env:NAME} only")


@dataclass(frozen=True, slots=True)
class Request:
    """A request ready to be sent."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


def template_at(path: Path) -> Template:
    """Return the template in a file. Raises InputError naming what is not understood."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not TOML: {error}") from None
    if unknown := sorted(set(data) - _KEYS):
        raise InputError(f"{path}: unknown key {unknown[0]!r}; a template has {', '.join(sorted(_KEYS))}")
    headers = data.get("headers", {})
    shaped = isinstance(data.get("url"), str) and isinstance(headers, dict) and "body" in data
    if not shaped or not all(isinstance(value, str) for value in headers.values()):
        raise InputError(f"{path}: a template has a url, a body, and headers that are texts")
    longest = data.get("longest", LONGEST)
    if not isinstance(longest, int) or isinstance(longest, bool):
        raise InputError(f"{path}: longest is a whole number")
    return Template(data["url"], data["body"], str(data.get("method", "POST")).upper(), headers, longest)


def offered(folder: Path) -> dict[str, Path]:
    """Return the templates in a desk's folder `chats` by name: those that a page may choose from."""
    return {path.stem: path for path in sorted((folder / FOLDER).glob("*.toml"))}


def filled(template: Template, *, title: str, text: str, identity: str) -> Request:
    """Return the request that says `text`. Raises InputError where the environment lacks a variable."""
    cut = text if len(text) <= template.longest else text[: template.longest - 1].rstrip() + "…"
    values = {"title": title[: template.longest], "text": cut, "id": identity}
    headers = {"content-type": "application/json"}
    headers |= {name.lower(): _fill(value, {}) for name, value in template.headers.items()}
    headers.setdefault("idempotency-key", identity)
    body = json.dumps(_inside(template.body, values), ensure_ascii=False).encode("utf-8", "replace")
    return Request(template.method, _fill(template.url, {}), headers, body)


def _inside(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _fill(value, values)
    if isinstance(value, dict):
        return {key: _inside(inner, values) for key, inner in value.items()}
    if isinstance(value, list):
        return [_inside(inner, values) for inner in value]
    return value


def _fill(pattern: str, values: Mapping[str, str]) -> str:
    """Fill every placeholder in one go: what is put in is not looked at again."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if not name.startswith("env:"):
            return values[name]
        found = os.environ.get(name[4:])
        if not found:
            raise InputError(f"the chat's template needs {name[4:]} in the environment")
        return found

    return _SLOT.sub(value, pattern)
