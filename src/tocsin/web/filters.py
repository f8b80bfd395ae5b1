"""What a reader asks for, in an address: filters that every list, map and download understands alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator, Field

from tocsin.definitions import shipped
from tocsin.errors import InputError
from tocsin.model import OUTCOMES
from tocsin.places.regions import region as region_of
from tocsin.record import Order as Order
from tocsin.record import Wanted
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES, WEAPON_TYPES
from tocsin.web.faults import PageError
from tocsin.web.words import mark

NO_BOX: Final = mark("The box of the map is none: write box=west,south,east,north in degrees, south first.")
LONGEST: Final = 200
"""Characters of one filter's text."""
MOST_VALUES: Final = 50
"""Values of one filter."""


def absent(value: Any) -> Any:
    """A form sends an empty field where nothing was chosen."""
    return None if value == "" else value


def present(value: Any) -> Any:
    return [item for item in value if item != ""] if isinstance(value, list) else value


Text = Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00-\x1f]*$")]
Short = Annotated[str, Field(max_length=100)]
Least = Annotated[int, Field(ge=0, le=1_000_000)]
Texts = Annotated[list[Text], BeforeValidator(present), Query(max_length=MOST_VALUES)]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
if TYPE_CHECKING:
    Attack: TypeAlias = str
    Weapon: TypeAlias = str
    Target: TypeAlias = str
    Outcome: TypeAlias = str
else:  # the closed lists, as enumerations
    Attack = Literal[tuple(ATTACK_TYPES)]
    Weapon = Literal[tuple(WEAPON_TYPES)]
    Target = Literal[tuple(TARGET_TYPES)]
    Outcome = Literal[OUTCOMES]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they stand in the address, and what they mean to the record."""

    wanted: Wanted
    query: tuple[tuple[str, str], ...]
    definition: str | None
    leave_out: bool = False
    """Without what rests on rows that may not be passed on."""

    def link(self, path: str, **changes: str | None) -> str:
        """Return an address under `path` with these filters; a change to None leaves a filter out."""
        kept = [(name, value) for name, value in self.query if name not in changes]
        kept += [(name, value) for name, value in changes.items() if value is not None]
        return f"{path}?{urlencode(kept)}" if kept else path

    @property
    def values(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each filter, none where it is not set."""
        return {name: tuple(v for n, v in self.query if n == name) for name in FILTERS}


def asked(
    request: Request,
    since: Annotated[date | None, BeforeValidator(absent), Query(description="happened on or after")] = None,
    until: Annotated[date | None, BeforeValidator(absent), Query(description="happened on or before")] = None,
    country: Annotated[
        list[Country], BeforeValidator(present), Query(max_length=MOST_VALUES, description="ISO 3166-1")
    ] = [],  # noqa: B006 - FastAPI copies it
    region: Annotated[
        Text | None,
        BeforeValidator(absent),
        Query(description="a continent, M49 subregion, EU, Central Asia"),
    ] = None,
    attack: Annotated[list[Attack], BeforeValidator(present), Query()] = [],  # noqa: B006
    weapon: Annotated[list[Weapon], BeforeValidator(present), Query()] = [],  # noqa: B006
    target: Annotated[list[Target], BeforeValidator(present), Query()] = [],  # noqa: B006
    group: Texts = [],  # noqa: B006
    outcome: Annotated[list[Outcome], BeforeValidator(present), Query()] = [],  # noqa: B006
    source: Texts = [],  # noqa: B006
    killed: Annotated[Least | None, BeforeValidator(absent), Query(description="at least")] = None,
    box: Annotated[Short | None, BeforeValidator(absent), Query(description="west,south,east,north")] = None,
    text: Annotated[Text | None, BeforeValidator(absent)] = None,
    definition: Annotated[Text | None, BeforeValidator(absent)] = None,
    restricted: Annotated[
        Literal["out"] | None,
        BeforeValidator(absent),
        Query(description="out: the desk's own pages too leave out rows that may not be passed on"),
    ] = None,
) -> Asked:
    """Return what the address asks for. Raises PageError 422 where it names no definition, region or box."""
    rule = None
    if definition is not None:
        rule = shipped().get(definition)
        if rule is None:
            raise PageError(
                422, "There is no such definition; choose one of the list, or see /api/definitions."
            )
    if since is not None and until is not None and since > until:
        raise PageError(422, "The first day is after the last: exchange them.")
    wanted = Wanted(
        since=since, until=until, countries=_countries(region, country), attack_types=frozenset(attack),
        weapon_types=frozenset(weapon), target_types=frozenset(target), groups=frozenset(group),
        outcomes=frozenset(outcome), sources=frozenset(source), killed_at_least=killed, box=_box(box),
        text=text, definition=rule,
    )  # fmt: skip
    known = set(FILTERS)
    query = tuple((n, v) for n, v in request.query_params.multi_items() if n in known and v != "")
    return Asked(wanted, query, definition, restricted == "out")


FILTERS: Final = (
    "since", "until", "region", "country", "attack", "weapon", "target", "group", "outcome", "source",
    "killed", "box", "text", "definition", "restricted",
)  # fmt: skip
Filtered = Annotated[Asked, Depends(asked)]
NOWHERE: Final = frozenset({"ZZ"})
"""No country: what is asked for where no country chosen lies in the region chosen."""


def _countries(named: str | None, chosen: list[str]) -> frozenset[str]:
    """Return the countries that may be meant: those of the region, of them the chosen ones; none for all."""
    if named is None:
        return frozenset(chosen)
    try:
        inside = region_of(named).countries
    except InputError:
        raise PageError(422, "There is no such region: choose one of the list.") from None
    if inside is None or not chosen:
        return inside or frozenset(chosen)
    return (inside & frozenset(chosen)) or NOWHERE


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise PageError(
            422,
            "The box of the map is none: write box=west,south,east,north in degrees, south first.",
        ) from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise PageError(
            422,
            "The box of the map is none: write box=west,south,east,north in degrees, south first.",
        )
    return west, south, east, north
