"""The making of the table: which names are kept, where a division's point lies, what is written is read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.places import Gazetteer, table
from tocsin.places.area import centroid, hull, middle
from tocsin.places.columns import Columns
from tocsin.places.entries import Row, city_radius_km, division_names, kept_names, shown_name

ROWS = (
    Row("France", "country", "FR", 1, "FR", point=(10, 20), population=900, radius=50),
    Row("North Province", "admin1", "FR", 2, "FR.01", also=["Nordland"]),
    Row("Sylvania", "city", "FR", 3, "", "FR.01", "", (11.5, 20.25), 400, 2, ["Сильвания"]),
    Row("Sylvania", "city", "FR", 4, point=(-9, -179.5), radius=2, capital=True),
)


def built(rows: tuple[Row, ...] = ROWS) -> table.Table:
    columns = Columns()
    columns.take(rows)
    return columns.table()


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
    lat, lon, radius = middle(np.array([0.0, 2.0, 1.0]), np.array([0.0, 2.0, 1.0]))
    assert (lat, lon) == (1.0, 1.0)
    assert 100 < radius < 160


def test_the_middle_is_that_of_the_area_not_of_the_towns() -> None:
    lat = np.array([0.0, 0.0, 2.0, 2.0, *[0.1] * 50])
    lon = np.array([0.0, 4.0, 4.0, 0.0, *[0.1] * 50])
    found = middle(lat, lon)
    assert found[:2] == pytest.approx((1.0, 2.0))


def test_the_middle_of_both_sides_of_the_date_line() -> None:
    _, lon, radius = middle(np.array([0.0, 0.0]), np.array([179.0, -179.0]))
    assert abs(abs(lon) - 180) < 1e-6
    assert radius < 120


POINTS = st.lists(st.tuples(st.floats(-80, 80), st.floats(-80, 80)), min_size=1, max_size=30)


@given(POINTS)
def test_the_centroid_lies_among_the_towns(points: list[tuple[float, float]]) -> None:
    lat, lon = (np.array(values) for values in zip(*points, strict=True))
    y, x = centroid(lat, lon)
    assert lat.min() - 1e-3 <= y <= lat.max() + 1e-3
    assert lon.min() - 1e-3 <= x <= lon.max() + 1e-3
    corners = hull(sorted(set(points)))
    assert set(corners) <= set(points)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    written = built()
    table.write(written, tmp_path, {"built": "2020-01-01"})
    found = table.read(tmp_path)
    assert len(found) == len(ROWS)
    assert [found.name(row) for row in range(len(ROWS))] == [row.name for row in ROWS]
    assert found.codes == ("FR",)
    for column in ("ids", "lat", "lon", "population", "admin1", "feature", "keys", "rows", "primary"):
        assert np.array_equal(getattr(found, column), getattr(written, column))
    assert found.feature.tolist() == [0, 1, 3, table.CAPITAL]


def test_a_division_stands_among_its_towns_and_has_their_people() -> None:
    found = Gazetteer(built()).look("Nordland")
    assert [(c.name, c.lat, c.lon, c.population) for c in found] == [("North Province", 11.5, 20.25, 400)]
    assert found[0].primary


def test_what_cannot_be_is_left_out_and_counted() -> None:
    columns = Columns()
    columns.take(ROWS)
    columns.take(
        [
            Row("Nowhere", "city", "FR", 5, point=(91.0, 0.0), radius=2),
            Row("Elsewhere", "city", "FR", 6, point=(0.0, 181.0), radius=2),
            Row("Stateless", "city", "ZZ", 7, point=(0.0, 0.0), radius=2),
            Row(" ", "city", "FR", 8, point=(0.0, 0.0), radius=2),
        ]
    )
    assert columns.left_out == {"coordinates out of range": 2, "no known country": 1, "no name": 1}
    assert len(columns) == len(ROWS)


def test_nothing_makes_no_table() -> None:
    with pytest.raises(InputError, match="no place"):
        Columns().table()


@pytest.mark.parametrize("at", [-1, 40, 0])
def test_a_damaged_file_says_what_was_expected(tmp_path: Path, at: int) -> None:
    table.write(built(), tmp_path, {})
    file = tmp_path / table.NAME
    body = bytearray(file.read_bytes())
    body[at] ^= 1
    file.write_bytes(bytes(body))
    expected = json.loads((tmp_path / table.MANIFEST).read_text())["sha256"]
    with pytest.raises(InputError, match=expected) as caught:
        table.read(tmp_path)
    assert "tocsin places build" in str(caught.value)


def test_a_cut_file_is_damaged(tmp_path: Path) -> None:
    table.write(built(), tmp_path, {})
    file = tmp_path / table.NAME
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(InputError, match="damaged"):
        Gazetteer.load(tmp_path)


def test_a_table_of_another_version_is_refused(tmp_path: Path) -> None:
    import hashlib

    body = b'{"magic": "tocsin-gazetteer-1"}\n'
    (tmp_path / table.NAME).write_bytes(body)
    (tmp_path / table.MANIFEST).write_text(json.dumps({"sha256": hashlib.sha256(body).hexdigest()}))
    with pytest.raises(InputError, match="another version"):
        table.read(tmp_path)


@pytest.mark.parametrize("left", [(), (table.MANIFEST,), (table.NAME,)])
def test_a_missing_file_is_one_clear_line(tmp_path: Path, left: tuple[str, ...]) -> None:
    table.write(built(), tmp_path, {})
    for name in {table.MANIFEST, table.NAME} - set(left):
        (tmp_path / name).unlink()
    with pytest.raises(InputError, match="no usable gazetteer") as caught:
        table.read(tmp_path)
    assert "\n" not in str(caught.value)
