"""The words of a language in Jinja's templates: `_`, `ngettext`, `pgettext`, `npgettext`, numbers, dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from tocsin.language.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment


def install(environment: Environment, words: Words) -> None:
    """Give the templates of `environment` the texts of `words`.

    A text is text: it is escaped where it is printed, with the values in it; only values that are markup
    pass. Whole numbers among the values are written as the language writes them.
    """

    def gettext(text: str, /, **values: Any) -> str:
        return _put(words, words.catalogue.gettext(text), text, values)

    def ngettext(one: str, many: str, n: int, /, **values: Any) -> str:
        said = words.catalogue.ngettext(one, many, n)
        return _put(words, said, one if n == 1 else many, {"n": n, "num": n, **values})

    def pgettext(context: str, text: str, /, **values: Any) -> str:
        return _put(words, words.catalogue.pgettext(context, text), text, values)

    def npgettext(context: str, one: str, many: str, n: int, /, **values: Any) -> str:
        said = words.catalogue.npgettext(context, one, many, n)
        return _put(words, said, one if n == 1 else many, {"n": n, "num": n, **values})

    environment.add_extension("jinja2.ext.i18n")
    environment.globals.update(
        _=gettext, gettext=gettext, ngettext=ngettext, pgettext=pgettext, npgettext=npgettext, lang=words,
        number=words.number, decimal=words.decimal, percent=words.percent,
        comma=pgettext("between the items of a list", ", "),
        semicolon=pgettext("between the items of a list", "; "),
    )  # fmt: skip


def _put(words: Words, said: str, source: str, values: Mapping[str, Any]) -> str:
    if any(isinstance(value, Markup) for value in values.values()):
        shown = {name: value if type(value) is int else escape(value) for name, value in values.items()}
        return Markup(words.fill(str(escape(said)), str(escape(source)), shown))  # noqa: S704 - escaped above
    return words.fill(said, source, dict(values))
