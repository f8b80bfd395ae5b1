"""The Global Terrorism Database's export (codebook of 2021). Its licence does not let rows be passed on.

`summary`, `motive`, `target1`, `corp1` and the other accounts in words may name people: they are never read.
`nkill` and `nwound` hold the attackers too; `nkillter` and `nwoundte` say how many of them.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tocsin.datasets import common
from tocsin.datasets.cells import FIRST_YEAR, Cells
from tocsin.datasets.geography import country_code, place, point
from tocsin.datasets.nouns import Dataset
from tocsin.datasets.sheet import Sheet
from tocsin.taxonomy import to_ours

_COLUMNS: Final = (
    "eventid", "iyear", "imonth", "iday", "city", "provstate", "latitude", "longitude", "specificity",
    "vicinity", "country_txt", "crit1", "crit2", "crit3", "doubtterr", "success", "suicide", "attacktype1",
    "attacktype2", "attacktype3", "weaptype1", "weapsubtype1", "weaptype2", "weapsubtype2", "weaptype3",
    "weapsubtype3", "targtype1", "targsubtype1", "targtype2", "targsubtype2", "targtype3", "targsubtype3",
    "gname", "guncertain1", "claimed", "gname2", "guncertain2", "gname3", "guncertain3", "int_any", "nkill",
    "nkillter", "nwound", "nwoundte",
)  # fmt: skip
_RADII: Final = {"1": 5.0, "2": 25.0, "3": 25.0, "4": 100.0}
_SCOPES: Final = {"0": "domestic", "1": "transnational"}
_ANSWERS: Final = {"1": "yes", "0": "no"}


def code(cells: Cells, sheet: Sheet) -> None:
    """State what one row says."""
    _counts(cells, sheet)
    _when(cells, sheet)
    _where(cells, sheet)
    _how(cells, sheet)
    for n in ("1", "2", "3"):
        _against(cells, sheet, n)
    sheet.code("outcome", {"1": "completed", "0": "failed"}.get(cells.code("success") or ""), "success")
    sheet.code("scope", _SCOPES.get(cells.code("int_any") or ""), "int_any")
    _who(cells, sheet)
    _toll(cells, sheet, "killed", "nkill", "nkillter")
    _toll(cells, sheet, "injured", "nwound", "nwoundte")


def _counts(cells: Cells, sheet: Sheet) -> None:
    """State what the database says of its own three criteria, and its doubt that it is terrorism at all."""
    doubt = cells.code("doubtterr") == "1"
    sheet.counted("gtd", "doubtful" if doubt else "yes", "doubtterr" if doubt else "eventid")
    for n in ("1", "2", "3"):
        if answer := _ANSWERS.get(cells.code(f"crit{n}") or ""):
            sheet.counted(f"gtd-{n}", "doubtful" if doubt and answer == "yes" else answer, f"crit{n}")


def _when(cells: Cells, sheet: Sheet) -> None:
    year, month, day = (int(cells.number(column) or 0) for column in ("iyear", "imonth", "iday"))
    if not FIRST_YEAR <= year <= cells.today.year:
        raise ValueError(f"iyear: {year or 'missing'} is no year of its record")
    if not 0 <= month <= 12 or not 0 <= day <= 31:
        raise ValueError(f"imonth, iday: {month}, {day} is no day")
    try:
        start = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"iyear, imonth, iday: {year}, {month}, {day} is no day") from None
    precision = "year" if month == 0 else "month" if day == 0 else "day"
    first, last = {"year": common.year_of(year), "month": common.month_of(start)}.get(
        precision, (start, start)
    )
    sheet.say("date", common.span(first, last, precision), "iyear", "imonth", "iday")


def _where(cells: Cells, sheet: Sheet) -> None:
    named = cells.text("country_txt")
    if named is None:
        raise ValueError("country_txt: missing")
    country, how = country_code(named), cells.code("specificity") or "5"
    at = point(cells, "latitude", "longitude", country)
    precision = to_ours("gtd", "place_precision", how, "place_precision") or "country"
    admin1, city = _known(cells.text("provstate")), _known(cells.text("city"))
    radius = 25.0 if how == "1" and cells.code("vicinity") == "1" else _RADII.get(how)
    value = place(city or admin1 or named, admin1, country, at, precision, radius)
    columns = ("city", "provstate", "latitude", "longitude", "specificity", "vicinity", "country_txt")
    sheet.say("place", value, *columns)


def _known(name: str | None) -> str | None:
    return None if name is None or name.casefold() == "unknown" else name


def _how(cells: Cells, sheet: Sheet) -> None:
    for column in ("attacktype1", "attacktype2", "attacktype3"):
        told = cells.code(column)
        if told == "3" and cells.code("suicide") == "1":
            sheet.code("attack_type", "suicide_bombing", column, "suicide")
        elif told == "3" and cells.code("weapsubtype1") == "11":
            sheet.code("attack_type", "shelling", column, "weapsubtype1")
        else:
            common.crossed(sheet, "gtd", "attack", told, "attack_type", column)
    for n in ("1", "2", "3"):
        finer = common.crossed(
            sheet, "gtd", "weapon_subtype", cells.code(f"weapsubtype{n}"), "weapon_type", f"weapsubtype{n}"
        )
        if finer is None:
            common.crossed(sheet, "gtd", "weapon", cells.code(f"weaptype{n}"), "weapon_type", f"weaptype{n}")


def _against(cells: Cells, sheet: Sheet, n: str) -> None:
    sub = cells.code(f"targsubtype{n}")
    if common.crossed(sheet, "gtd", "target_subtype", sub, "target_type", f"targsubtype{n}") is None:
        common.crossed(sheet, "gtd", "target", cells.code(f"targtype{n}"), "target_type", f"targtype{n}")


def _who(cells: Cells, sheet: Sheet) -> None:
    for n in ("1", "2", "3"):
        column = "gname" if n == "1" else f"gname{n}"
        unsure = cells.code(f"guncertain{n}") == "1"
        claimed = n == "1" and cells.code("claimed") == "1"
        relation = "suspected" if unsure else "claimed" if claimed else "attributed"
        common.group(sheet, cells.text(column), relation, column, f"guncertain{n}")


def _toll(cells: Cells, sheet: Sheet, name: str, all_: str, attackers: str) -> None:
    n, own = cells.toll(all_), cells.toll(attackers)
    if own and name == "killed":
        sheet.toll("perpetrators_killed", own, own, own, attackers)
    if n is None:
        return
    if own is None:
        # Attackers may be among them: the figure is a top, and how far down it goes nobody says.
        sheet.toll(name, None, n, n, all_)
    elif own > n:
        raise ValueError(f"{attackers}: {own:g} attackers among {n:g} in {all_}")
    else:
        sheet.toll(name, n - own, n - own, n - own, all_, attackers)


GTD: Final = Dataset(
    name="gtd",
    title="GTD",
    licence="GTD end user licence: rows may not be passed on",
    url="https://www.start.umd.edu/gtd/",
    restricted=True,
    known_by=frozenset({"eventid", "iyear", "attacktype1", "targtype1", "gname"}),
    columns=_COLUMNS,
    key=lambda cells: cells.code("eventid"),
    code=code,
    groups=frozenset({"gname", "gname2", "gname3"}),
)
