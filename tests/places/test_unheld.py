"""Names that the gazetteer does not hold, or spells otherwise."""

from __future__ import annotations

import pytest

from tocsin.model import Place, km_between
from tocsin.places import Gazetteer, Resolved, read_places
from tocsin.places.names import normalise
from tocsin.places.spelling import sound, sounding


def found(text: str, name: str, title: str = "") -> Resolved | None:
    return next((r for r in read_places(text, Gazetteer.load(), title=title) if r.name == name), None)


def point(name: str, country: str) -> Place:
    entry = next(c for c in Gazetteer.load().look(name) if c.country == country and c.feature == "city")
    return Place(name, lat=entry.lat, lon=entry.lon)


def test_a_village_told_by_distance_and_wind() -> None:
    one = found("Gunmen burned Tchimbalo, a hamlet 40 km north of Gao in Mali, on Friday.", "Tchimbalo")
    assert one is not None
    assert not one.held
    assert (one.place.name, one.place.country) == ("Tchimbalo", "ML")
    assert km_between(one.place, point("Gao", "ML")) == pytest.approx(40.0, abs=1.0)
    assert (one.place.radius_km or 0.0) >= 10


def test_a_village_of_a_province_has_its_circle_and_keeps_its_name() -> None:
    one = found("Raiders killed four in the village of Kwarkudu, in Borno state, Nigeria.", "Kwarkudu")
    assert one is not None
    assert (one.place.name, one.place.country, one.place.precision) == ("Kwarkudu", "NG", "province")
    assert (one.place.radius_km or 0.0) > 100


def test_a_name_of_which_nothing_is_told_has_no_point() -> None:
    one = found("A shell fell at Kwarkudu on Friday, and two herders died.", "Kwarkudu")
    assert one is not None
    assert one.place == Place("Kwarkudu")
    assert one.probability == 0.0


@pytest.mark.parametrize(
    ("text", "name", "entry"),
    [
        ("A bomb killed a sheikh in Hawija, in Iraq's Kirkuk province.", "Hawija", "Al Hawijah"),
        ("A drone hit a base near al-Shaddadi in northeastern Syria.", "al-Shaddadi", "Ash Shaddadah"),
    ],
)
def test_another_spelling_where_the_text_agrees(text: str, name: str, entry: str) -> None:
    one = found(text, name)
    assert one is not None
    assert one.held
    assert one.place.name == entry


def test_no_spelling_is_matched_in_another_country() -> None:
    one = found("A bomb killed a trader in Hawija, in Peru.", "Hawija")
    assert one is not None
    assert not one.held
    assert one.place.country == "PE"


@pytest.mark.parametrize(
    "text",
    [
        "The note was written in Swahili, Kenyan police said.",
        "The gunman fired six times at Mehmet Turanli in Turkey.",
        "Analysts at Hessenbonk in Germany shrugged.",
        "In April the court heard Judge Kwarkudu.",
        "A BOMB WENT OFF AT KWARKUDU IN NIGERIA AND KILLED TWO.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert all(r.held for r in read_places(text, Gazetteer.load()))


def test_a_namesake_elsewhere_is_left_for_what_the_text_says() -> None:
    text = "Men burned huts in Lexington, a village in Nigeria's Borno state, on Friday."
    one = found(text, "Lexington")
    assert one is not None
    assert one.place.country == "NG"


def test_the_title_tells_which_country() -> None:
    text = "Two people died when a man opened fire in Hyderabad."
    plain, titled = found(text, "Hyderabad"), found(text, "Hyderabad", title="Pakistan: two dead in cafe")
    assert plain is not None
    assert titled is not None
    assert plain.place.country == "IN"
    assert titled.place.country == "PK"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hawija", "Al-Hawijah"), ("Tajoura", "Tājūrā"), ("El Wak", "Elwak"), ("Ban Nang Sata", "Bannang Sata")],
)
def test_spellings_that_sound_alike(one: str, other: str) -> None:
    assert sound(normalise(one)) == sound(normalise(other)) != ""


def test_short_names_have_no_sound() -> None:
    assert sound(normalise("Goa")) == ""
    assert sounding("Goa", "IN", Gazetteer.load()) == []
