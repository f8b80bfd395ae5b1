"""The making of the table: which names are kept, where a division's point lies, what is written is read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tocsin.errors import InputError
from tocsin.places import table
from tocsin.places.build import (
    Row,
    city_radius_km,
    division_names,
    kept_names,
    middle,
    shown_name,
    table_of,
)

ROWS = (
    Row(1, "Freedonia", "country", 0, lat=10, lon=20, population=900, radius=50),
    Row(2, "North Province", "admin1", 0, lat=11, lon=20, population=500, radius=20, also=["North"]),
    Row(
        3, "Sylvania", "city", 0, admin1=1, lat=11.5, lon=20.25, population=400, radius=2, also=["Сильвания"]
    ),
    Row(4, "Sylvania", "city", 0, lat=-9, lon=-179.5, radius=2, capital=True),
)


def test_codes_and_transliterations_are_no_names() -> None:
    others = ["KBL", "ka bu er", "Kabul", "Caboul", "CABOUL", "Кабул", "X1"]
    assert kept_names("Kabul", others, 4_000_000) == ["Caboul", "Кабул"]
    assert kept_names("Kabul", others, 900) == ["Caboul"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kunar Province", ["Kunar"]),
        ("State of Berlin", ["Berlin"]),
        ("Rapides Parish", ["Rapides"]),
        ("Bavaria", []),
        ("Province", []),
    ],
)
def test_a_division_is_known_without_its_type(name: str, short: list[str]) -> None:
    assert division_names(name) == short


def test_transliterated_names_lose_their_marks_and_others_keep_them() -> None:
    assert shown_name("Al Fallūjah", "IQ") == "Al Fallujah"
    assert shown_name("‘Ayn al ‘Arab", "SY") == "Ayn al Arab"
    assert shown_name("Würzburg", "DE") == "Würzburg"


def test_a_town_is_never_a_point() -> None:
    assert city_radius_km(0) == 2
    assert 2 < city_radius_km(500_000) < 10
    assert city_radius_km(40_000_000) == 30


def test_the_middle_reaches_nine_in_ten() -> None:
    lat, lon, radius = middle([(0.0, 0.0), (2.0, 2.0), (1.0, 1.0)])
    assert (lat, lon) == (1.0, 1.0)
    assert 100 < radius < 160


def test_the_middle_of_both_sides_of_the_date_line() -> None:
    _, lon, radius = middle([(0.0, 179.0), (0.0, -179.0)])
    assert abs(abs(lon) - 180) < 1e-6
    assert radius < 120


def test_what_is_written_is_read(tmp_path: Path) -> None:
    written = table_of(ROWS, ["FR"])
    table.write(written, tmp_path, {"built": "2020-01-01"})
    found = table.read(tmp_path)
    assert len(found) == len(ROWS)
    assert [found.name(row) for row in range(len(ROWS))] == [row.name for row in ROWS]
    assert found.codes == ("FR",)
    for column in ("ids", "lat", "lon", "population", "admin1", "feature", "keys", "rows", "primary"):
        assert np.array_equal(getattr(found, column), getattr(written, column))
    assert found.feature.tolist() == [0, 1, 3, table.CAPITAL]


def test_a_damaged_file_says_what_was_expected(tmp_path: Path) -> None:
    table.write(table_of(ROWS, ["FR"]), tmp_path, {})
    file = tmp_path / table.NAME
    body = bytearray(file.read_bytes())
    body[-1] ^= 1
    file.write_bytes(bytes(body))
    expected = json.loads((tmp_path / table.MANIFEST).read_text())["sha256"]
    with pytest.raises(InputError, match=expected):
        table.read(tmp_path)


@pytest.mark.parametrize("left", [(), (table.MANIFEST,), (table.NAME,)])
def test_a_missing_file_is_one_clear_line(tmp_path: Path, left: tuple[str, ...]) -> None:
    table.write(table_of(ROWS, ["FR"]), tmp_path, {})
    for name in {table.MANIFEST, table.NAME} - set(left):
        (tmp_path / name).unlink()
    with pytest.raises(InputError, match="reinstall tocsin") as caught:
        table.read(tmp_path)
    assert "\n" not in str(caught.value)
