"""Catalogues: `locale/LANGUAGE/LC_MESSAGES/tocsin.po`, read as they stand: no compiled copy goes stale.

Format: GNU gettext's PO. A message whose placeholders are not those of its English is left out (English is
shown for it), so that a slip of a translator never becomes a fault of a page.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tocsin.errors import MissingExtraError

if TYPE_CHECKING:
    from babel.messages.catalog import Message

    from tocsin.language.words import Words

FOLDER: Final = Path(str(resources.files("tocsin.language") / "locale"))
TONGUES: Final[Mapping[str, str]] = {
    "en": "English", "ru": "Русский", "kk": "Қазақша", "fr": "Français", "ar": "العربية",
}  # fmt: skip
"""The languages, each by its own name."""
NAMES: Final = re.compile(r"%(?:\((\w+)\))?(.)")
Key = tuple[str | None, str]


def _germanic(n: int) -> int:
    return int(n != 1)


@dataclass(frozen=True)
class Catalogue:
    """Messages by (context, English), each with its forms; what is not in it is said in English."""

    messages: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = _germanic

    def gettext(self, text: str) -> str:
        """Return the translation."""
        return self.messages.get((None, text), (text,))[0]

    def pgettext(self, context: str, text: str) -> str:
        """Return the translation in `context`."""
        return self.messages.get((context, text), (text,))[0]

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the form for `n`."""
        return self._form((None, one), one, many, n)

    def npgettext(self, context: str, one: str, many: str, n: int) -> str:
        """Return the form for `n` in `context`."""
        return self._form((context, one), one, many, n)

    def _form(self, key: Key, one: str, many: str, n: int) -> str:
        forms = self.messages.get(key)
        if forms is None:
            return one if n == 1 else many
        return forms[min(self.form(abs(n)), len(forms) - 1)]


def placeholders(text: str) -> frozenset[str]:
    """Return the names in `text` that are filled: `%(name)s`; "%" for one that has no name."""
    return frozenset(name or "%" for name, kind in NAMES.findall(text) if kind != "%" or name)


def forms(message: Message) -> tuple[str, ...]:
    """Return the translations of a message, one for each form of the plural."""
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def sound(message: Message) -> bool:
    """Tell whether a message may be shown: translated, sure, and filled by the same names as the English."""
    if not message.id or message.fuzzy:
        return False
    english = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    names = placeholders(english[-1])
    # "one attack" may leave the number out: the form says it.
    return all(form and names - {"n", "num"} <= placeholders(form) <= names for form in forms(message))


def read(path: Path) -> Catalogue:
    """Return the catalogue of a PO file. Raises MissingExtraError where Babel is not installed."""
    try:
        from babel.messages.pofile import read_po
    except ImportError as error:
        raise MissingExtraError("languages other than English", "serve") from error
    with path.open("rb") as file:
        found = read_po(file)
    messages: dict[Key, tuple[str, ...]] = {}
    for message in found:
        if sound(message):
            english = message.id if isinstance(message.id, str) else message.id[0]
            messages[message.context, english] = forms(message)
    return Catalogue(messages, gettext.c2py(found.plural_expr))


@lru_cache(maxsize=len(TONGUES))
def load(language: str) -> Words:
    """Return the words of a language, read once. Raises KeyError for one that is not of TONGUES."""
    from tocsin.language.words import ENGLISH, Words

    if language == ENGLISH.locale:
        return ENGLISH
    if language not in TONGUES:
        raise KeyError(language)
    return Words(language, read(path_of(language)))


def path_of(language: str) -> Path:
    """Return where the catalogue of a language is."""
    return FOLDER / language / "LC_MESSAGES" / "tocsin.po"
