"""Disputed territory: a declared view, another one by choice, never a guess."""

from __future__ import annotations

import pytest

from tocsin.errors import InputError
from tocsin.places import Gazetteer, curated
from tocsin.places.views import disputed, view_of, views


@pytest.mark.parametrize(
    ("view", "name", "country"),
    [
        ("", "Crimea", "UA"),
        ("RU", "Crimea", "RU"),
        ("RU", "Yalta", "RU"),
        ("RU", "Sukhumi", None),
        ("RU", "Tskhinvali", None),
        ("RU", "Kharkiv", "UA"),
        ("", "Taipei", "TW"),
        ("CN", "Taipei", "CN"),
        ("RS", "Pristina", "RS"),
        ("MA", "Laayoune", "MA"),
        ("IL", "Golan Heights", "IL"),
    ],
)
def test_the_desk_chooses(view: str, name: str, country: str | None) -> None:
    assert Gazetteer.load(view=view).look(name)[0].country == country


def test_an_unknown_view_is_one_clear_line() -> None:
    with pytest.raises(InputError, match="no view 'ZZ'"):
        view_of("ZZ")


def test_every_territory_is_in_the_table(gazetteer: Gazetteer) -> None:
    for seen in views().values():
        for (code, division), country in seen.items():
            assert country is None or country in curated.countries()
            found = gazetteer.look(division) if division else [gazetteer.country(code)]
            assert any(c is not None and c.country == code for c in found), (code, division)


def test_what_is_disputed_says_by_whom() -> None:
    assert disputed("UA", "Crimea", "Yalta") == ["RU"]
    assert disputed("TW", None, "Taipei") == ["CN"]
    assert disputed("FR", "Bretagne", "Rennes") == []
