"""Views on disputed territory: which country it counts to is declared, and the desk chooses.

The default view is that of the table (see `curated`). Another is named by the code of the government whose
view it is ("RU", "CN"); it changes the country of the territories that this government sees otherwise, or
leaves them without one where it sees a state that has no code. No view is a judgement of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tocsin.errors import InputError
from tocsin.places.curated import lines_of

Territory = tuple[str, str]
"""A country's code as in the table, and a division's name, "" for the whole country."""


@cache
def views() -> Mapping[str, Mapping[Territory, str | None]]:
    """Return for each view what it sees otherwise."""
    found: dict[str, dict[Territory, str | None]] = {}
    for code, division, view, seen in lines_of("views.tsv", 4):
        found.setdefault(view, {})[code, division] = seen or None
    return found


def view_of(name: str) -> Mapping[Territory, str | None]:
    """Return what the view `name` sees otherwise, nothing for "". Raises InputError for an unknown one."""
    if not name:
        return {}
    if name not in views():
        known = ", ".join(sorted(views()))
        raise InputError(f"no view {name!r} on disputed territory: leave it empty, or one of {known}")
    return views()[name]


def disputed(code: str | None, division: str | None, name: str | None) -> list[str]:
    """Return the views that see a place otherwise than the default does."""
    keys = {(code, division), (code, ""), (code, name)}
    return sorted(view for view, seen in views().items() if keys & set(seen))
