"""The templates of pages and mails: all that is printed is escaped, inert, and in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tocsin.language import Words
from tocsin.release.inert import plain

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(words: Words, *packages: str) -> Environment:
    """Return the templates of `packages`, of which the first that has one gives it.

    A name that is not given is an error, never an empty place.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    from tocsin.language.templates import install

    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
    )
    install(made, words)
    return made


def _inert(value: Any) -> Any:
    """Take control and direction characters out of all text that is printed; markup of ours passes."""
    return plain(value) if type(value) is str else value
