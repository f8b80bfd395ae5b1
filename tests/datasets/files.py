"""Files in the published layouts of others, with rows that we invented."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from tocsin.datasets import DATASETS, Imported, Item, dataset_named, read_dataset
from tocsin.datasets.importing import item
from tocsin.model import Statement
from tocsin.read.tables import TableRow

TODAY = date(2026, 1, 15)
UCDP = {
    "id": "90001", "relid": "AAA-2019-1-1-1", "year": "2019", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "3", "conflict_name": "X", "dyad_name": "X - Civilians",
    "side_a": "Front of the North",
    "side_b": "Civilians", "number_of_sources": "1", "source_article": '"A,2019-03-02,Jane Doe shot dead"',
    "source_headline": "Jane Doe shot dead", "where_prec": "1", "where_coordinates": "Ouagadougou town",
    "where_description": "outside Jane Doe's house", "adm_1": "Centre region", "adm_2": "Kadiogo province",
    "latitude": "12.36", "longitude": "-1.53", "country": "Burkina Faso", "region": "Africa",
    "event_clarity": "1", "date_prec": "1", "date_start": "2019-03-01 00:00:00.000",
    "date_end": "2019-03-01 00:00:00.000", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "7",
    "deaths_unknown": "0", "best": "7", "high": "9", "low": "6",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "BFO9001", "event_date": "2019-03-01", "year": "2019", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Violence against civilians",
    "sub_event_type": "Attack", "actor1": "Militia of the Hills", "assoc_actor_1": "", "inter1": "3",
    "actor2": "Civilians (Burkina Faso)", "assoc_actor_2": "Health Workers (Burkina Faso)", "inter2": "7",
    "interaction": "37", "civilian_targeting": "Civilian targeting", "iso": "854", "region": "Western Africa",
    "country": "Burkina Faso", "admin1": "Centre", "admin2": "Kadiogo", "admin3": "",
    "location": "Ouagadougou",
    "latitude": "12.36", "longitude": "-1.53", "geo_precision": "1", "source": "Paper",
    "source_scale": "National", "notes": "Gunmen shot nurse Jane Doe at her house.", "fatalities": "7",
    "tags": "", "timestamp": "1551800000",
}  # fmt: skip
GTD = {
    "eventid": "201903010001", "iyear": "2019", "imonth": "3", "iday": "1", "approxdate": "", "extended": "0",
    "country": "33", "country_txt": "Burkina Faso", "region": "11", "provstate": "Centre",
    "city": "Ouagadougou", "latitude": "12.36", "longitude": "-1.53", "specificity": "1", "vicinity": "0",
    "summary": "Jane Doe was killed.", "crit1": "1", "crit2": "1", "crit3": "1", "doubtterr": "0",
    "success": "1", "suicide": "1", "attacktype1": "3", "attacktype1_txt": "Bombing/Explosion",
    "attacktype2": "2", "attacktype3": "", "targtype1": "1", "targsubtype1": "6", "corp1": "Doe Clinic",
    "target1": "Jane Doe, a nurse", "targtype2": "", "targsubtype2": "", "targtype3": "", "targsubtype3": "",
    "gname": "Front of the North", "gname2": "", "gname3": "", "motive": "Jane Doe spoke up",
    "guncertain1": "0", "guncertain2": "", "guncertain3": "", "claimed": "1", "weaptype1": "6",
    "weapsubtype1": "13", "weaptype2": "5", "weapsubtype2": "", "weaptype3": "", "weapsubtype3": "",
    "weapdetail": "a vest", "nkill": "8", "nkillter": "1", "nwound": "4", "nwoundte": "0", "int_any": "1",
    "addnotes": "Jane Doe", "scite1": "Paper",
}  # fmt: skip
RAND = {
    "Date": "9-Feb-68", "City": "Guatemala City", "Country": "Guatemala", "Perpetrator": "Rebel Armed Forces",
    "Weapon": "Firearms", "Injuries": "2", "Fatalities": "1", "Description": "John Roe was shot.",
}  # fmt: skip
MIPT = {"record": "90002", "YYYY": "1979", "deaths": "3", "weapon": "2", "OECD": "0", "Iraq/Afghan": "0"}
ROWS: dict[str, dict[str, str]] = {
    "ucdp-ged": UCDP, "ucdp-candidate": UCDP, "acled": ACLED, "gtd": GTD, "rand": RAND, "rand-mipt": MIPT,
}  # fmt: skip


def write(
    path: Path, rows: Iterable[Mapping[str, str]], *, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """Write a CSV of `rows`, whose first names the columns."""
    listed = list(rows)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(listed)
    return path


def one(name: str, **cells: str) -> Item:
    """Return what the row of that dataset becomes with some of its cells changed."""
    row = {column.casefold(): value for column, value in ROWS[name].items()} | cells
    return item(TableRow(2, tuple(row.values())), list(row), DATASETS[name], f"{name}.csv", TODAY)


def said(found: Item) -> dict[str, list[Statement]]:
    """Return the statements of an imported row by property."""
    assert isinstance(found, Imported), found
    [report] = found.coding.reports
    by_name: dict[str, list[Statement]] = {}
    for statement in report.statements:
        by_name.setdefault(statement.property, []).append(statement)
    return by_name


def value(found: Item, name: str) -> object:
    """Return the one value of a property; None where the row does not state it."""
    statements = said(found).get(name, [])
    assert len(statements) <= 1
    return statements[0].value if statements else None


def codes(found: Item, name: str) -> set[object]:
    """Return the values of a property that has several."""
    return {statement.value for statement in said(found).get(name, [])}


def items(path: Path, name: str) -> list[Item]:
    """Return what each row of a file becomes."""
    return list(read_dataset(path, dataset_named(name), today=TODAY))


def answers(found: Item) -> dict[str, str]:
    """Return under which definitions of its own a dataset counts the row."""
    return {s.value["definition"]: s.value["answer"] for s in said(found)["counted"]}
