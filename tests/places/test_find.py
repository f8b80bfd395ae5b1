"""Toponym recognition: what is a place in running text, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.places import Gazetteer


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [toponym.span.of(text) for toponym in gazetteer.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gunmen attacked a village near Maiduguri.", ["Maiduguri"]),
        ("A bomb went off in Port-au-Prince on Friday.", ["Port-au-Prince"]),
        ("Nigeria's Borno state was hit.", ["Nigeria", "Borno"]),
        ("KABUL, July 23 (Agency) - A blast hit the city.", ["KABUL"]),
        ("Two died in Springfield, Mo., on Monday.", ["Springfield", "Mo."]),
        ("Fighting went on around al-Qaim.", ["al-Qaim"]),
        ("A fire in Rapides Parish, Louisiana.", ["Rapides Parish", "Louisiana"]),
        ("A truck drove along the Promenade des Anglais in Nice.", ["Promenade des Anglais", "Nice"]),
        ("The attack in Saint-Étienne-du-Rouvray shocked France.", ["Saint-Étienne-du-Rouvray", "France"]),
        ("It happened in Nice, France.", ["Nice", "France"]),
        ("A man was shot in Reading on Friday.", ["Reading"]),
        ("In the Sahel town of Djibo, ten were killed.", ["Sahel", "Djibo"]),
        ("Police in Java said so.", ["Java"]),
        ("NICE, France - On the seafront Nice wept.", ["NICE", "France", "Nice"]),
        ("The Quetta hospital was hit.", ["Quetta"]),
        ("NICE (Agency) - A lorry hit a crowd.", ["NICE"]),
        ("Three men attacked Atatürk airport on Tuesday.", ["Atatürk airport"]),
        ("The man hid in El Centro College in Dallas.", ["Dallas"]),
        ("The man hid in Garfield Memorial Hospital near Dallas.", ["Dallas"]),
        ("He died in El Centro College. People in El Centro wept.", ["El Centro", "El Centro"]),
        ("THE GUARDS BEGAN TO PUT OUT FIRES IN THE URBAN AREA OF BOGOTA.", ["BOGOTA"]),
        ("The blast in Würzburg’s station hurt five.", ["Würzburg"]),
    ],
)
def test_places(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert found(gazetteer, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Nice people were Reading on the train in March.",
        "President Lincoln spoke. Mr. Houston agreed.",
        "Paris Doe and Jordan Roe were at home.",
        "Roe Washington, the defendant's cousin, waited.",
        "Police said Most of the Victims were Young.",
        "They've said I've no Mobile with me.",
        "The Afghan and the Russians talked to us.",
        "On Sunday in March, and in May, it rained.",
        "He was in Police custody.",
        "It began in Pasteur Street and Lahore Road.",
        "They met at Bolan Qqzzxv Centre.",
    ],
)
def test_not_places(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


def test_a_person_stays_one_when_named_again(gazetteer: Gazetteer) -> None:
    text = "The accused, Charlotte Roe, was held. Charlotte denied it."
    assert found(gazetteer, text) == []


def test_a_type_word_tells_the_reading(gazetteer: Gazetteer) -> None:
    (province,) = gazetteer.find("A raid in Kandahar province went wrong.")
    assert {c.feature for c in province.candidates} == {"admin1"}
    (city,) = gazetteer.find("A raid in the city of Kandahar went wrong.")
    assert {c.feature for c in city.candidates} == {"city", "district"}


def test_a_region_of_a_country_leaves_it_a_country(gazetteer: Gazetteer) -> None:
    *_, country = gazetteer.find("A depot in the Ural region of Russia burned.")
    assert country.candidates[0].feature == "country"


_WORDS = (
    "Paris|in|the|Kabul|, |Ohio|’s|al-|Nice|🎉|San|de|Province|Москва|\n|U.S.|St.|e\u0301|बम|A|of|-|Mr."
    "|killed|Los Angeles|ISTANBUL"
)
WORDS = st.sampled_from(_WORDS.split("|"))


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    gazetteer = Gazetteer.load()
    last = 0
    for toponym in gazetteer.find(text):
        assert last <= toponym.span.start < toponym.span.end <= len(text)
        assert toponym.span.of(text).startswith(toponym.name)
        assert toponym.candidates
        last = toponym.span.end


def test_odd_texts_break_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("") == []
    assert gazetteer.find("a" * 50_000) == []
    assert len(gazetteer.find("in Paris. " * 2_000)) == 2_000
    assert gazetteer.find("\ud800 in \udfff") == []
