"""Which language a reader wants, from what a browser sends; nothing that it sends is trusted."""

from __future__ import annotations

import re
from typing import Final

from tocsin.language.catalogue import TONGUES

_RANGE: Final = re.compile(r"([A-Za-z]{1,8})(?:-[A-Za-z0-9]{1,8})*(?:\s*;\s*q\s*=\s*([01](?:\.\d{0,3})?))?")
LONGEST: Final = 1000
"""Characters of a header that are looked at."""


def known(language: str | None) -> str | None:
    """Return `language` where it is one of ours, written just so; None for anything else."""
    return language if language in TONGUES else None


def accepted(header: str) -> str | None:
    """Return our language that an Accept-Language header likes best; None where it names none.

    Lookup by the primary subtag, by quality and then by order (RFC 9110, 12.5.4; RFC 4647, 3.4). What is not
    a range is passed over; "*" says nothing about which.
    """
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(header[:LONGEST].split(",")):
        found = _RANGE.fullmatch(part.strip())
        if found is None:
            continue
        quality = min(float(found[2] or 1.0), 1.0)
        language = known(found[1].lower())
        if language is not None and quality > 0:
            wanted.append((-quality, place, language))
    return min(wanted)[2] if wanted else None
