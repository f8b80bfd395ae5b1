"""The languages of the interface: texts by gettext catalogues, dates, numbers and countries by locale (CLDR).

`speaking(load("fr"))` makes all that is worded within it French; outside, and for everything that a machine
reads, the language is English, that of the source.
"""

from tocsin.language.catalogue import TONGUES, Catalogue, load
from tocsin.language.choosing import accepted, known
from tocsin.language.words import (
    ENGLISH,
    SOURCE,
    Words,
    _,
    listed,
    mark,
    ngettext,
    npgettext,
    pgettext,
    speaking,
    spoken,
)

__all__ = [
    "ENGLISH", "SOURCE", "TONGUES", "Catalogue", "Words", "_", "accepted", "known", "listed", "load", "mark",
    "ngettext", "npgettext", "pgettext", "speaking", "spoken",
]  # fmt: skip
