"""Where an outlet is at home, as far as its address tells."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

_AT_HOME_ELSEWHERE: Final = """
    ac ag ai am as bz cc cd co cx eu fm gd gg gl gs im io is la ly me ms mu nu pw sh st tk to tv vc ws
"""
_ANYBODYS: Final = frozenset(_AT_HOME_ELSEWHERE.split())
"""Country-code domains that outlets of any country use, and "eu"."""
_OTHER_CODES: Final = {"uk": "GB"}


def outlet_country(name: str) -> str | None:
    """Return the ISO 3166-1 country that the top-level domain of the URL `name` stands for, or None."""
    try:
        host = (urlsplit(name).hostname or "").rstrip(".")
    except ValueError:  # a name need not be a URL
        return None
    labels = host.split(".")
    last = labels[-1]
    if len(labels) < 2 or len(last) != 2 or not last.isascii() or not last.isalpha():
        return None
    if last in _ANYBODYS:
        return None
    return _OTHER_CODES.get(last, last.upper())
