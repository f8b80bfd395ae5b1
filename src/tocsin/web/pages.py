"""Templates: escaped, inert, with the texts of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from tocsin import __version__
from tocsin.brief.html import VOCABULARY
from tocsin.language import _, pgettext, speaking, spoken
from tocsin.release.templates import environment
from tocsin.web import static
from tocsin.web.words import TONGUES, Words, chosen, mark

if TYPE_CHECKING:
    from jinja2 import Environment

SECTIONS: Final = (
    ("/", mark("Today"), "reader"), ("/map", mark("Map"), "reader"), ("/review", mark("Review"), "reviewer"),
    ("/figures", mark("Figures"), "reader"), ("/subscriptions", mark("Subscriptions"), "publisher"),
    ("/users", mark("Users"), "administrator"),
    ("/trail", mark("Trail"), "administrator"),
)  # fmt: skip
"""The sections of the desk, in the order of the masthead, each with the role that it asks for."""


def render(
    request: Request,
    template: str,
    given: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Return a page in the language of the reader of `request`."""
    text = fill(template, request, given)
    return HTMLResponse(text, status, dict(headers or {}))


def fill(template: str, request: Request, given: Mapping[str, Any]) -> str:
    """Return the text of a page."""
    reader = getattr(request.state, "reader", None)
    words = reader.words if reader is not None else chosen(request.headers)
    values = {
        "request": request,
        "reader": reader,
        "here": request.url.path,
        "token": _token(request),
        **given,
    }
    with speaking(words):
        return _environment(words).get_template(template).render(values)


def _token(request: Request) -> Any:
    """Return a callable that makes a token: only pages with a form take one, so that others can be kept."""
    return lambda: request.app.state.forms.token(request.state.session)


@lru_cache(maxsize=16)
def _environment(words: Words) -> Environment:
    templates = environment(words, "tocsin.web", "tocsin.brief")
    templates.globals.update(VOCABULARY)
    templates.globals.update(
        static=static.url, built=static.built(), sections=SECTIONS, version=__version__,
        pages=True, tongues=TONGUES, map_texts=map_texts, told=told,
    )  # fmt: skip
    templates.filters["stored"] = stored
    return templates


def told(line: str, values: Mapping[str, str]) -> str:
    """Return a line of an error in the reader's language; the role in it too."""
    words = spoken()
    roles = {name: words(text) if name in ("needed", "role") else text for name, text in values.items()}
    return words(line, **roles)


def map_texts() -> dict[str, str]:
    """Return what the map's script says, for the page to hand it: no text stands in a script."""
    return {
        "count": _("%(n)s on the map", n="{n}"), "in": _("Zoom in"), "out": _("Zoom out"), "map": _("Map"),
        "metres": pgettext("unit", "m"), "kilometres": pgettext("unit", "km"),
    }  # fmt: skip


def stored(text: str) -> Markup:
    """Return stored text as it stands, one character for one: lines kept, what drives a screen blanked.

    Spelling needs joiners, marks of direction and tags of flags; overrides of direction go (Unicode TR 36).
    """
    kept = "".join(
        c if c.isprintable() or c in _SPELLING or "\U000e0020" <= c <= "\U000e007f" else " " for c in text
    )
    return escape(kept)


_SPELLING: Final = frozenset("\n\t\u200c\u200d\u200e\u200f\u061c")
