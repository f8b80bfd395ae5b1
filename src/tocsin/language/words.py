"""The words of one language, and which language is spoken now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from tocsin.language.catalogue import Catalogue
from tocsin.language.tongues import TONGUE_NAMES

if TYPE_CHECKING:
    from babel import Locale

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})
SOURCE: Final = "en"
_ROUNDED: Final = 10**15
"""Larger numbers, of which there are none but in attacks on us, are beyond the arithmetic of Babel."""
_WHOLE: Final = re.compile(r"%\((\w+)\)d")


@dataclass(frozen=True)
class Words:
    """The texts of one language: call it with the English text; values fill `%(name)s`.

    Whole numbers among the values are written as the language writes them, and so are dates, decimals and
    countries. English needs nothing but the standard library; the others take the CLDR from Babel.
    """

    locale: str = SOURCE
    catalogue: Catalogue = field(default_factory=Catalogue, compare=False)

    def __call__(self, text: str, /, **values: Any) -> str:
        """Return `text` in this language."""
        said = self.catalogue.gettext(text)
        return self.fill(said, text, values) if values else said

    def plural(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return the form for `n`, which also fills `%(n)s`."""
        said = self.catalogue.ngettext(one, many, n)
        return self.fill(said, one if n == 1 else many, {"n": n, "num": n, **values})

    def within(self, context: str, text: str, /, **values: Any) -> str:
        """Return `text` as it is said in `context`: one English word may be several elsewhere."""
        return self.fill(self.catalogue.pgettext(context, text), text, values)

    def plural_within(self, context: str, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return the form for `n` as it is said in `context`."""
        said = self.catalogue.npgettext(context, one, many, n)
        return self.fill(said, one if n == 1 else many, {"n": n, "num": n, **values})

    def fill(self, said: str, source: str, values: dict[str, Any]) -> str:
        """Return `said` with `values` in it; `source`, the English, where a name in it has no value.

        Never raises: a text with a stray per cent sign is returned as it stands.
        """
        shown = {name: self._value(value) for name, value in values.items()}
        for text in (said, source):
            try:
                return _WHOLE.sub(r"%(\1)s", text) % shown
            except (KeyError, TypeError, ValueError):
                continue
        return source

    def _value(self, value: Any) -> Any:
        return self.number(value) if type(value) is int else value

    @property
    def direction(self) -> str:
        """ "ltr" or "rtl"."""
        return "rtl" if self.locale.partition("_")[0] in RIGHT_TO_LEFT else "ltr"

    @cached_property
    def _cldr(self) -> Locale:
        from babel import Locale

        return Locale.parse(self.locale)

    def number(self, n: int) -> str:
        """Return a whole number with its thousands apart."""
        if self.locale == SOURCE or abs(n) >= _ROUNDED:
            return f"{n:,}"
        return self._decimal(n, "#,##0")

    def decimal(self, x: float, digits: int, *, signed: bool = False) -> str:
        """Return a number to so many `digits`; `signed` writes a plus too."""
        if self.locale == SOURCE:
            return f"{x:+.{digits}f}" if signed else f"{x:.{digits}f}"
        pattern = "0" + ("." + "0" * digits if digits else "")
        return self._decimal(round(x, digits), f"+{pattern};-{pattern}" if signed else pattern)

    def percent(self, share: float) -> str:
        """Return a share as whole per cent."""
        if self.locale == SOURCE:
            return f"{100 * share:.0f} %"
        from babel.numbers import format_percent

        return format_percent(share, locale=self._cldr, numbering_system="default")

    def _decimal(self, x: float, pattern: str) -> str:
        from babel.numbers import format_decimal

        return format_decimal(x, pattern, self._cldr, decimal_quantization=False, numbering_system="default")

    def day(self, when: date) -> str:
        """Return "14 July 2016"."""
        return f"{when.day} {when:%B %Y}" if self.locale == SOURCE else self._date(when, "long")

    def short_day(self, when: date) -> str:
        """Return "14 Jul 2016"."""
        return f"{when:%d %b %Y}" if self.locale == SOURCE else self._date(when, "medium")

    def day_of_year(self, when: date) -> str:
        """Return "14 Jul"."""
        return f"{when:%d %b}" if self.locale == SOURCE else self._skeleton(when, "MMMd")

    def month(self, when: date) -> str:
        """Return "July 2016"."""
        return f"{when:%B %Y}" if self.locale == SOURCE else self._skeleton(when, "yMMMM")

    def clock(self, when: datetime) -> str:
        """Return the time of day."""
        if self.locale == SOURCE:
            return f"{when:%H:%M}"
        from babel.dates import format_time

        return format_time(when, "short", tzinfo=when.tzinfo, locale=self._cldr)

    def span(self, first: date, last: date) -> str:
        """Return "14–16 July 2016", "28 June – 2 July 2016"."""
        if self.locale != SOURCE:
            from babel.dates import format_interval

            return format_interval(first, last, "yMMMd", locale=self._cldr)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def _date(self, when: date, width: Any) -> str:
        from babel.dates import format_date

        # Marks of direction, which some formats have between digits, are taken out of pages anyway.
        return format_date(when, width, locale=self._cldr).replace("\u200f", "")

    def _skeleton(self, when: date, skeleton: str) -> str:
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, datetime(when.year, when.month, when.day), locale=self._cldr)  # noqa: DTZ001 - a day, without a time

    def territory(self, code: str, named: str) -> str:
        """Return the name of a country (ISO 3166) or region (UN M49); `named` in English or where unknown."""
        return named if self.locale == SOURCE else str(self._cldr.territories.get(code, named))

    def tongue(self, code: str) -> str:
        """Return the name of a language (ISO 639-1); the code itself where it is unknown."""
        named = TONGUE_NAMES.get(code, code)
        return named if self.locale == SOURCE else str(self._cldr.languages.get(code, named))


ENGLISH: Final = Words()
_SPOKEN: Final[ContextVar[Words]] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(words: Words) -> Iterator[None]:
    """Word all that is worded within in the language of `words`; for this thread or task alone."""
    before = _SPOKEN.set(words)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken() -> Words:
    """Return the words of the language that is spoken now."""
    return _SPOKEN.get()


def _(text: str, /, **values: Any) -> str:
    """Return `text` in the language spoken now."""
    return spoken()(text, **values)


def ngettext(one: str, many: str, n: int, /, **values: Any) -> str:
    """Return the form for `n` in the language spoken now; `n` fills `%(n)s`."""
    return spoken().plural(one, many, n, **values)


def pgettext(context: str, text: str, /, **values: Any) -> str:
    """Return `text` as it is said in `context`, in the language spoken now."""
    return spoken().within(context, text, **values)


def npgettext(context: str, one: str, many: str, n: int, /, **values: Any) -> str:
    """Return the form for `n` as it is said in `context`, in the language spoken now."""
    return spoken().plural_within(context, one, many, n, **values)


def mark(text: str) -> str:
    """Return `text` as it is: marked for the catalogues where it stands, and translated where it is shown."""
    return text


def listed(parts: Iterable[str]) -> str:
    """Return `parts` with the comma of the language spoken now between them."""
    return pgettext("between the items of a list", ", ").join(parts)
