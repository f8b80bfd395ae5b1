"""Toponym resolution: which place, with what probability, and the alternatives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import Span
from tocsin.places import Candidate, Gazetteer, Resolved, Toponym, resolve, resolve_spans


def places(gazetteer: Gazetteer, text: str, outlet: str | None = None) -> dict[str, Resolved]:
    found = resolve(text, gazetteer.find(text), gazetteer, outlet_country=outlet)
    return {r.span.of(text): r for r in found}


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1", "precision"),
    [
        ("Two died in Springfield, Ohio.", "Springfield", "US", "Ohio", "city"),
        ("Two died in Springfield, Mo.", "Springfield", "US", "Missouri", "city"),
        ("Gunmen attacked the Kazakh city of Aktobe.", "Aktobe", "KZ", "Aktobe", "city"),
        ("A mosque in Tripoli, Lebanon, was hit.", "Tripoli", "LB", None, "city"),
        ("A raid in Kandahar province.", "Kandahar", "AF", "Kandahar", "province"),
        ("A blast in Kabul.", "Kabul", "AF", "Kabul", "city"),
        ("A fire in Georgia, Atlanta police said. Savannah is calm.", "Georgia", "US", "Georgia", "province"),
        ("In Georgia, near Tbilisi and Gori, shots fell.", "Georgia", "GE", None, "country"),
        ("Pakistan's Hyderabad was calm.", "Hyderabad", "PK", "Sindh", "city"),
        ("A siege in Paris ended.", "Paris", "FR", "Île-de-France", "city"),
    ],
)
def test_readings(
    gazetteer: Gazetteer, text: str, name: str, country: str, admin1: str | None, precision: str
) -> None:
    place = places(gazetteer, text)[name].place
    assert place.country == country
    assert place.precision == precision
    assert admin1 is None or place.admin1 == admin1


def test_one_name_two_regions(gazetteer: Gazetteer) -> None:
    text = "One died in Springfield, Ohio, and one in Springfield, Mo., on Friday."
    found = [
        r.place.admin1 for r in resolve(text, gazetteer.find(text), gazetteer) if r.name == "Springfield"
    ]
    assert found == ["Ohio", "Missouri"]


def test_a_demonym_is_its_country(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "A Japanese tourist and two South Koreans were hurt.")
    assert {(name, r.kind, r.place.country) for name, r in found.items()} == {
        ("Japanese", "demonym", "JP"),
        ("South Koreans", "demonym", "KR"),
    }


def test_an_unnamed_capital_is_a_city(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "Blasts shook the Iraqi capital on Sunday.")
    assert found["Iraqi capital"].place.name == "Baghdad"
    assert found["Iraqi capital"].kind == "toponym"
    assert "Afghan" in places(gazetteer, "Blasts shook the Afghan capital Kabul.")


def test_alternatives_carry_probabilities(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "A man was shot in Springfield.")["Springfield"]
    shares = [a["probability"] for a in found.place.alternatives]
    assert shares == sorted(shares, reverse=True)
    assert found.probability >= shares[0]
    assert found.probability + sum(shares) <= 1.001
    assert set(found.place.alternatives[0]) == {"name", "country", "admin1", "lat", "lon", "probability"}


def test_the_outlet_leans_home(gazetteer: Gazetteer) -> None:
    text = "A man was stabbed in Birmingham."
    abroad = places(gazetteer, text, "US")["Birmingham"]
    home = places(gazetteer, text, "GB")["Birmingham"]
    assert home.place.country == "GB"
    assert home.probability > (abroad.probability if abroad.place.country == "GB" else 0)


def test_a_name_without_a_candidate_keeps_its_name(gazetteer: Gazetteer) -> None:
    text = "It was in Qqzzxv."
    (found,) = resolve_spans(text, [Span(10, 16)], gazetteer)
    assert found.place.name == "Qqzzxv"
    assert found.place.lat is None
    assert found.place.country is None
    assert found.probability == 0


def test_a_name_unknown_in_its_region_gets_the_region(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "A crash in Randolph, New Hampshire, killed two.")["Randolph"]
    assert found.place.name == "Randolph"
    assert found.place.admin1 == "New Hampshire"
    assert found.place.precision == "province"


def test_given_spans_are_answered_in_their_order(gazetteer: Gazetteer) -> None:
    text = "From Ohio to the U.S. and the Russians in Fla. and Laurel County."
    spans = [
        Span(text.index(n), text.index(n) + len(n)) for n in ("Russians", "Ohio", "Fla.", "Laurel County")
    ]
    found = resolve_spans(text, spans, gazetteer)
    assert [r.span for r in found] == spans
    assert [r.place.country for r in found] == ["RU", "US", "US", "US"]
    assert [r.place.precision for r in found] == ["country", "province", "province", "district"]


def test_ten_thousand_candidates(gazetteer: Gazetteer) -> None:
    many = tuple(
        Candidate("San Roe", None, "MX", i % 90, i % 180, i, "city", 2, "city", primary=i % 2 == 0)
        for i in range(10_000)
    )
    text = "San Roe"
    (found,) = resolve(text, [Toponym(Span(0, 7), "San Roe", many)], gazetteer)
    assert 0 < found.probability <= 1
    assert len(found.place.alternatives) <= 4


def test_a_text_of_very_many_names(gazetteer: Gazetteer) -> None:
    names = [
        "Kabul",
        "Herat",
        "Nice",
        "Lyon",
        "Ohio",
        "Lima",
        "Quito",
        "Accra",
        "Kano",
        "Jos",
        "Osh",
        "Erbil",
    ]
    text = " ".join(f"In {name} {number}, in San {name}." for number, name in enumerate(names * 100))
    found = resolve(text, gazetteer.find(text), gazetteer)
    assert len(found) >= 1_200
    assert {r.place.country for r in found if r.name == "Herat"} == {"AF"}


NAMES = st.sampled_from(
    [
        "Paris",
        "Georgia",
        "Springfield",
        "Kabul",
        "Texas",
        "Sahel",
        "Ohio",
        "Nice",
        "Gaza",
        "Tripoli",
        "Iraqi capital",
    ]
)


@given(st.lists(NAMES, min_size=1, max_size=12), st.sampled_from([", ", " in ", "'s ", ". In ", " and "]))
@settings(max_examples=60, deadline=None)
def test_answers_are_whole(found_names: list[str], between: str) -> None:
    gazetteer = Gazetteer.load()
    text = "In " + between.join(found_names) + "."
    last = -1
    for r in resolve(text, gazetteer.find(text), gazetteer):
        assert r.span.start > last
        last = r.span.start
        assert 0 <= r.probability <= 1
        assert (r.place.lat is None) == (r.place.radius_km is None)
        assert r.name == r.span.of(text) or r.span.of(text).startswith(r.name)
