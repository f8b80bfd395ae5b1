"""Every text of the interface goes through here, so that a catalogue can take its place.

Templates write `_("…")` and `ngettext(…)`; code writes `words("…")`. English is the language of the source.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from typing import Any, Final

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})
SOURCE: Final = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language: call it with the English text; values fill `%(name)s`."""

    locale: str = SOURCE
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, compare=False)

    def __call__(self, text: str, **values: Any) -> str:
        """Return `text` in this language."""
        said = self.catalogue.gettext(text)
        return said % values if values else said

    def plural(self, one: str, many: str, n: int, **values: Any) -> str:
        """Return the form for `n`, which also fills `%(n)s`."""
        return self.catalogue.ngettext(one, many, n) % {"n": f"{n:,}", **values}

    @property
    def direction(self) -> str:
        """ "ltr" or "rtl"."""
        return "rtl" if self.locale.partition("_")[0] in RIGHT_TO_LEFT else "ltr"


ENGLISH: Final = Words()
