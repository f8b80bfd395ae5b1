"""A GeoNames dump becomes a table: a small one of our own making, in GeoNames' form."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.places import Gazetteer
from tocsin.places.build import Dump, from_dump


def line(
    identity: int, name: str, kind: str, code: str, lat: float, lon: float, *,
    country: str = "BF", admin1: str = "", admin2: str = "", people: int = 0, also: str = "",
) -> str:  # fmt: skip
    cells = [
        str(identity), name, name, also, str(lat), str(lon), kind, code, country, "", admin1, admin2, "", "",
        str(people), "", "300", "Africa/Ouagadougou", "2020-01-01",
    ]  # fmt: skip
    return "\t".join(cells)


# Children stand before their parents here: the order of a dump is no order of ranks.
LINES = (
    line(11, "Qarma", "P", "PPL", 12.5, -1.5, admin1="50", admin2="07", people=900, also="Karma,Qarma-Ba"),
    line(12, "Vieux Qarma", "P", "PPLH", 12.6, -1.5, admin1="50"),
    line(13, "Qarma Gare", "S", "RSTN", 12.51, -1.52, admin1="50"),
    line(14, "Tibin", "P", "PPLC", 12.0, -1.0, admin1="50", people=120_000),
    line(15, "Hotel Tibin", "S", "HTL", 12.0, -1.0, admin1="50"),
    line(16, "Camp de Sag", "S", "CMPRF", 14.0, -0.5, admin1="50", admin2="07"),
    line(3, "Qarma District", "A", "ADM2", 12.55, -1.45, admin1="50", admin2="07"),
    line(2, "Région du Zondo", "A", "ADM1", 12.4, -1.2, admin1="50"),
    line(1, "Burkina Faso", "A", "PCLI", 12.5, -1.7, people=20_000_000, also="Буркина-Фасо"),
    line(17, "Nulle Part", "P", "PPL", 95.0, -1.0, admin1="50"),
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("geonames")
    dump = folder / "BF.txt"
    dump.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    names = folder / "alternateNamesV2.txt"
    rows = [
        ["1", "11", "ar", "قرمة", "", "", "", "", "", ""],
        ["2", "11", "link", "https://example.org/qarma", "", "", "", "", "", ""],
        ["3", "11", "fr", "Karmaville", "", "", "", "1", "", ""],
        ["4", "999", "fr", "Ailleurs", "", "", "", "", "", ""],
    ]
    names.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    made = from_dump(Dump(dump, names), folder / "out")
    assert made.left_out == {"coordinates out of range": 1}
    assert made.rows["landmark"] == 2
    assert made.rows["city"] == 2
    return Gazetteer.load(folder / "out")


@pytest.mark.parametrize(
    ("name", "identity", "feature"),
    [
        ("Qarma", 11, "city"),
        ("Karma", 11, "city"),
        ("قرمة", 11, "city"),
        ("Zondo", 2, "admin1"),
        ("Qarma District", 3, "district"),
        ("Camp de Sag", 16, "landmark"),
        ("Буркина-Фасо", 1, "country"),
        ("Burkina Faso", 1, "country"),
    ],
)
def test_every_kind_is_found_by_its_names(own: Gazetteer, name: str, identity: int, feature: str) -> None:
    assert (identity, feature) in {(c.id, c.feature) for c in own.look(name)}


@pytest.mark.parametrize("name", ["Vieux Qarma", "Hotel Tibin", "Nulle Part", "Karmaville", "Ailleurs"])
def test_what_is_gone_or_no_place_of_attacks_is_not_kept(own: Gazetteer, name: str) -> None:
    assert own.look(name) == []


def test_parents_capitals_and_points_are_right(own: Gazetteer) -> None:
    town = own.entry(11)
    assert town is not None
    assert (town.admin1, town.admin2, town.country) == ("Région du Zondo", "Qarma District", "BF")
    assert (town.lat, town.lon) == (12.5, -1.5)
    seat = own.capital("BF")
    assert seat is not None
    assert seat.name == "Tibin"
    division = own.entry(2)
    assert division is not None
    assert (division.lat, division.lon) == pytest.approx((12.4, -1.2))
    assert division.radius_km > 5


def test_divisions_may_come_from_their_own_files(tmp_path: Path) -> None:
    dump, first, second = (tmp_path / name for name in ("cities.txt", "admin1.txt", "admin2.txt"))
    dump.write_text(LINES[0] + "\n", encoding="utf-8")
    first.write_text("BF.50\tZondo\tZondo\t2\n", encoding="utf-8")
    second.write_text("BF.50.07\tQarma\tQarma\t3\n", encoding="utf-8")
    from_dump(Dump(dump, admin1=first, admin2=second), tmp_path / "out")
    (town,) = [c for c in Gazetteer.load(tmp_path / "out").look("Qarma") if c.feature == "city"]
    assert (town.admin1, town.admin2) == ("Zondo", "Qarma")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no dump at all\n", "line 1: 1 columns where GeoNames has 19"),
        (LINES[0] + "\n" + "\t".join(["x"] * 19) + "\n", "line 2: no id or no coordinates"),
        (LINES[0].replace("12.5", "nan") + "\n", "no id or no coordinates"),
        ("", "names no populated place"),
        (LINES[7] + "\n", "names no populated place"),
    ],
)
def test_an_unfit_file_is_one_clear_line(tmp_path: Path, text: str, told: str) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told) as caught:
        from_dump(Dump(dump), tmp_path / "out")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        from_dump(Dump(dump), tmp_path / "out")


@given(st.lists(st.text(max_size=12), min_size=19, max_size=19))
@settings(max_examples=50)
def test_any_line_is_taken_or_refused(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    dump = folder / "dump.txt"
    dump.write_text(LINES[0] + "\n" + "\t".join(cells) + "\n", encoding="utf-8", errors="replace")
    message = str(dump)
    with contextlib.suppress(InputError):
        message = str(from_dump(Dump(dump), folder / "out").rows["city"]) + message
    assert (folder / "out").exists() == (message != str(dump))
