"""Country-year tables of the World Bank's and of UCDP's make, written for these tests, read as one panel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.cli.measure.tables import rows_of
from tocsin.errors import InputError
from tocsin.measure.panel import panel
from tocsin.measure.tables import heading, read_table
from tocsin.places.curated import alpha3, countries

WORLD_BANK = """\
"Data Source","World Development Indicators",

"Last Updated Date","2024-06-28",

"Country Name","Country Code","Indicator Name","Indicator Code","2014","2015","2016",
"France","FRA","Hardship (index)","XX.HRD","1.5","2","2.5",
"Egypt, Arab Rep.","EGY","Hardship (index)","XX.HRD","","3","4",
"Congo, Dem. Rep.","COD","Hardship (index)","XX.HRD","1,000.5","..","7",
"Arab World","ARB","Hardship (index)","XX.HRD","9","9","9",
"World","WLD","Hardship (index)","XX.HRD","9","9","9",
"Kosovo","XKX","Hardship (index)","XX.HRD","1","1","1",
"""
UCDP = """\
country_id_cy,country_cy,year_cy,region_cy,os_total_deaths_best_cy,sb_any_cy
220,France,2015,1,130,0
220,France,2016,1,86,0
651,Egypt,2016,4,40,1
490,DR Congo (Zaire),2016,4,300,1
"""


def _written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8-sig")
    return folder / name


def test_a_file_of_the_world_bank_with_four_lines_above(tmp_path: Path) -> None:
    found = read_table(rows_of(_written(tmp_path, "wb.csv", WORLD_BANK), heading))
    assert dict(found.columns["Hardship (index)"]) == {
        ("FR", 2014): 1.5, ("FR", 2015): 2.0, ("FR", 2016): 2.5, ("EG", 2015): 3.0, ("EG", 2016): 4.0,
        ("CD", 2014): 1000.5, ("CD", 2016): 7.0, ("XK", 2014): 1.0, ("XK", 2015): 1.0, ("XK", 2016): 1.0,
    }  # fmt: skip
    assert found.groups == {"Arab World", "World"}


def test_a_file_of_ucdp_s_make_and_no_label_is_a_driver(tmp_path: Path) -> None:
    found = read_table(rows_of(_written(tmp_path, "ucdp.csv", UCDP), heading))
    assert set(found.columns) == {"os_total_deaths_best_cy", "sb_any_cy"}
    assert set(found.columns["sb_any_cy"]) == {("FR", 2015), ("FR", 2016), ("EG", 2016), ("CD", 2016)}


def test_both_meet_in_one_panel(tmp_path: Path) -> None:
    both = read_table(rows_of(_written(tmp_path, "wb.csv", WORLD_BANK), heading)) | read_table(
        rows_of(_written(tmp_path, "ucdp.csv", UCDP), heading)
    )
    data = panel(both.columns["os_total_deaths_best_cy"], {"h": both.columns["Hardship (index)"]})
    assert list(zip(data.countries.tolist(), data.years.tolist(), strict=True)) == [
        ("EG", 2016), ("FR", 2015), ("FR", 2016),
    ]  # fmt: skip
    assert data.incomplete == 1
    assert both.groups == {"Arab World", "World"}


@pytest.mark.parametrize(
    ("code", "name", "key"),
    [
        ("FRA", "", "FR"), ("fra", "", "FR"), ("FR", "", "FR"), ("", "FRA", "FR"), ("", "France", "FR"),
        ("", "Myanmar (Burma)", "MM"), ("", "Russia (Soviet Union)", "RU"), ("", "Yemen (North Yemen)", "YE"),
        ("", "Cote d'Ivoire", "CI"), ("", "Lao PDR", "LA"), ("", "Nowhere Land", "nowhere land"),
        ("L1", "Land 1", "land 1"),
    ],
)  # fmt: skip
def test_a_country_is_one_however_it_is_written(code: str, name: str, key: str) -> None:
    found = read_table([{"Country Name": name, "Country Code": code, "2015": "1"}])
    assert dict(found.columns["value"]) == {(key, 2015): 1.0}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("SSF", "Sub-Saharan Africa"), ("", "Sub-Saharan Africa"), ("", "World"), ("", "Low & middle income"),
        ("", "Africa Eastern and Southern"), ("", "IDA total"), ("", "East Asia & Pacific"), ("ZZZ", "x"),
        ("", "Middle East & North Africa"), ("", "Euro area"), ("", "Europe & Central Asia (IDA & IBRD)"),
    ],
)  # fmt: skip
def test_groups_of_countries_are_no_countries(code: str, name: str) -> None:
    found = read_table([{"Country Name": name, "Country Code": code, "2015": "1"}])
    assert not found.columns
    assert found.groups == {name}


def test_every_country_has_its_three_letters_and_none_is_a_group() -> None:
    assert set(alpha3().values()) == set(countries())
    assert len(alpha3()) == len(countries())
    rows = [{"country": c.names[0], "year": "2015", "x": "1"} for c in countries().values()]
    found = read_table(rows)
    assert {country for country, _ in found.columns["x"]} == set(countries())
    assert not found.groups


def test_tables_that_are_none(tmp_path: Path) -> None:
    for rows in ([], [{"country": "France", "2015x": "1"}], [{"land": "France", "year": "2015"}]):
        with pytest.raises(InputError):
            read_table(rows)
    with pytest.raises(InputError, match="no row below its header"):
        list(rows_of(_written(tmp_path, "a.csv", '"Country Name","Country Code","2015",\n'), heading))
