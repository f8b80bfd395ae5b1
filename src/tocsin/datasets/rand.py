"""RAND's two: the RDWTI export (1968–2009) and the RAND-MIPT events of Clauset and Woodard (2013).

RDWTI's `Description` is an account in words and may name people: it is never read. Its dates have two digits
for the year. The events of 2013 have a year, a toll, a kind of weapon, and no place.
"""

from __future__ import annotations

import re
from typing import Final

from tocsin.datasets import common
from tocsin.datasets.cells import FIRST_YEAR, Cells
from tocsin.datasets.geography import country_code, place
from tocsin.datasets.nouns import Dataset
from tocsin.datasets.sheet import Sheet

# Weapon words of RDWTI: our weapon type, and the attack type that it is enough for.
_WEAPONS: Final = (
    (re.compile(r"remote.detonated|explosive", re.I), "explosive", "bombing"),
    (re.compile(r"firearms?", re.I), "firearm", "shooting"),
    (re.compile(r"knives|sharp", re.I), "blade", "stabbing"),
    (re.compile(r"fire or firebomb|arson|firebomb", re.I), "incendiary", "arson"),
    (re.compile(r"chemical", re.I), "chemical", "chemical_attack"),
)  # fmt: skip
_MIPT: Final = {
    "2": ("explosive", "bombing"), "3": ("incendiary", "arson"), "4": ("firearm", "shooting"),
    "5": ("blade", "stabbing"),
}  # fmt: skip


def code(cells: Cells, sheet: Sheet) -> None:
    """State what one row of RDWTI says."""
    day = cells.day("date")
    if day is None:
        raise ValueError("date: missing")
    sheet.say("date", common.span(day, day, "day"), "date")
    sheet.counted("rand", "yes", "date")
    named, city = cells.text("country"), cells.text("city")
    if named is None:
        raise ValueError("country: missing")
    value = place(city or named, None, country_code(named), None, "city" if city else "country")
    sheet.say("place", value, "city", "country")
    _armed(cells, sheet)
    common.group(sheet, cells.text("perpetrator"), "attributed", "perpetrator", promised=False)
    for name, column in (("killed", "fatalities"), ("injured", "injuries")):
        n = cells.toll(column)
        sheet.toll(name, None, n, n, column)


def _armed(cells: Cells, sheet: Sheet) -> None:
    told = cells.text("weapon") or ""
    for pattern, weapon, attack in _WEAPONS:
        if pattern.search(told):
            sheet.code("weapon_type", weapon, "weapon")
            sheet.code("attack_type", attack, "weapon")
            return


def code_mipt(cells: Cells, sheet: Sheet) -> None:
    """State what one row of the events of 2013 says."""
    year = int(cells.number("yyyy") or 0)
    if not FIRST_YEAR <= year <= cells.today.year:
        raise ValueError(f"yyyy: {year or 'missing'} is no year of its record")
    sheet.say("date", common.span(*common.year_of(year), "year"), "yyyy")
    sheet.counted("rand-mipt", "yes", "record")
    weapon = _MIPT.get(cells.code("weapon") or "")
    if weapon:
        sheet.code("weapon_type", weapon[0], "weapon")
        sheet.code("attack_type", weapon[1], "weapon")
    n = cells.toll("deaths")
    sheet.toll("killed", None, n, n, "deaths")


RDWTI: Final = Dataset(
    name="rand",
    title="RAND RDWTI",
    licence="RAND Database of Worldwide Terrorism Incidents: free for research, name the source",
    url="https://www.rand.org/nsrd/projects/terrorism-incidents.html",
    restricted=False,
    known_by=frozenset({"date", "city", "country", "perpetrator", "weapon", "injuries", "fatalities"}),
    columns=("date", "city", "country", "perpetrator", "weapon", "injuries", "fatalities"),
    key=lambda _: None,
    code=code,
    names=frozenset({"perpetrator"}),
)
MIPT: Final = Dataset(
    name="rand-mipt",
    title="RAND-MIPT",
    licence="published for replication; name the source (Clauset and Woodard 2013)",
    url=None,
    restricted=False,
    known_by=frozenset({"record", "yyyy", "deaths", "weapon", "oecd"}),
    columns=("record", "yyyy", "deaths", "weapon", "oecd", "iraq/afghan"),
    key=lambda cells: cells.text("record"),
    code=code_mipt,
)
