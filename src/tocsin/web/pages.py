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
from tocsin.release.inert import plain
from tocsin.web import static
from tocsin.web.words import ENGLISH, Words

if TYPE_CHECKING:
    from jinja2 import Environment

SECTIONS: Final = (
    ("/", "Today", "reader"), ("/map", "Map", "reader"), ("/review", "Review", "reviewer"),
    ("/figures", "Figures", "reader"), ("/users", "Users", "administrator"),
    ("/trail", "Trail", "administrator"),
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
    words = reader.words if reader is not None else ENGLISH
    return (
        _environment(words)
        .get_template(template)
        .render(
            {
                "request": request,
                "reader": reader,
                "here": request.url.path,
                "token": _token(request),
                **given,
            }
        )
    )


def _token(request: Request) -> Any:
    """Return a callable that makes a token: only pages with a form take one, so that others can be kept."""
    return lambda: request.app.state.forms.token(request.state.session)


@lru_cache(maxsize=16)
def _environment(words: Words) -> Environment:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader("tocsin.web"), PackageLoader("tocsin.brief")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # of the i18n extension
        words.catalogue.gettext, words.catalogue.ngettext, newstyle=True
    )
    environment.globals.update(VOCABULARY)
    environment.globals.update(
        static=static.url, built=static.built(), sections=SECTIONS, version=__version__, lang=words,
        pages=True,
    )  # fmt: skip
    environment.filters["stored"] = stored
    return environment


def _inert(value: Any) -> Any:
    """Take control and direction characters out of all text that is printed; markup of ours passes."""
    return plain(value) if type(value) is str else value


def stored(text: str) -> Markup:
    """Return stored text as it stands, one character for one: lines kept, what drives a screen blanked.

    Spelling needs joiners, marks of direction and tags of flags; overrides of direction go (Unicode TR 36).
    """
    kept = "".join(
        c if c.isprintable() or c in _SPELLING or "\U000e0020" <= c <= "\U000e007f" else " " for c in text
    )
    return escape(kept)


_SPELLING: Final = frozenset("\n\t\u200c\u200d\u200e\u200f\u061c")
