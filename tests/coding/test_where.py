"""The place of an event: the one where it happened, not any place of the article."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.scene import Scene
from tocsin.coding.where import event_place
from tocsin.coding.zones import zone_of
from tocsin.model import Place, Span
from tocsin.places import Gazetteer, read_places, resolve

SENTENCE = re.compile(r"\S[^.!?]*(?:[.](?=\w)[^.!?]*)*[.!?]?")


def where(text: str, anchor: int = 0, own: int | None = None, title: str = "") -> tuple[Place, str] | None:
    gazetteer = Gazetteer.load()
    spans = [Span(m.start(), m.end()) for m in SENTENCE.finditer(text)]
    resolved = read_places(text, gazetteer, title=title)
    chosen = spans[anchor : anchor + own] if own is not None else spans
    found = event_place(Scene(text, chosen, spans[anchor], title=title), resolved)
    return (found.place, found.span.of(text)) if found else None


@pytest.mark.parametrize(
    ("text", "words", "country", "precision"),
    [
        ("Gunmen stormed a shop and a base in the Kazakh city of Aktobe on Sunday.", "Aktobe", "KZ", "city"),
        (
            "A bomb at a market in the Karrada district of Baghdad killed 200.",
            "Karrada",
            "IQ",
            "neighbourhood",
        ),
        (
            "A truck hit crowds on the Promenade des Anglais in Nice, France. A tourist from Osaka died.",
            "Promenade des Anglais",
            "FR",
            "exact",
        ),
        (
            "A suicide bomber struck protesters at Deh Mazang in the Afghan capital Kabul.",
            "Deh Mazang",
            "AF",
            "exact",
        ),
        ("A bomb went off at a hospital in Quetta, the capital of Balochistan.", "Quetta", "PK", "city"),
        ("A Syrian refugee blew himself up outside a bar in Ansbach, Bavaria.", "Ansbach", "DE", "city"),
        ("A man from Tunisia shot two people in Lyon, France.", "Lyon", "FR", "city"),
        ("Islamic State in Iraq and Syria said it bombed a mosque in Dhaka.", "Dhaka", "BD", "city"),
        ("KABUL (Agency) - Gunmen killed six in Kunduz on Friday.", "Kunduz", "AF", "city"),
        ("WASHINGTON - A bomb killed six in Kabul on Friday.", "Kabul", "AF", "city"),
        ("Similar to the attack in Paris, gunmen opened fire in a hall in Moscow.", "Moscow", "RU", "city"),
        (
            "Two were shot dead in Lahore; the wounded were taken to hospitals in Karachi.",
            "Lahore",
            "PK",
            "city",
        ),
        ("Blasts killed ten people in the Iraqi capital on Sunday.", "Iraqi capital", "IQ", "city"),
        ("Gunmen killed nine in central Mali, the president of France said.", "Mali", "ML", "country"),
    ],
)
def test_where_it_happened(text: str, words: str, country: str, precision: str) -> None:
    found = where(text)
    assert found is not None
    place, told = found
    assert told == words
    assert place.country == country
    assert place.precision == precision


def test_near_widens_the_circle() -> None:
    at, near, far = (
        where(f"Gunmen attacked a village {how} Maiduguri in Nigeria.")
        for how in ("in", "near", "30 km north of")
    )
    assert at is not None
    assert near is not None
    assert far is not None
    radii = [found[0].radius_km or 0 for found in (at, near, far)]
    assert radii[0] < radii[1] < radii[2]
    assert radii[2] >= 30
    assert far[0].precision == "district"


def test_the_dateline_when_nothing_else_is_told() -> None:
    found = where("QUETTA, Pakistan (Agency) - A bomb killed ten people at a market on Friday.")
    assert found is not None
    assert found[0].name == "Quetta"


def test_the_dateline_of_another_country_is_a_bureau() -> None:
    found = where("LONDON (Agency) - A bomb killed ten Nigerian soldiers on Friday, Nigerian police said.")
    assert found is not None
    assert found[0].country == "NG"
    assert found[0].precision == "country"


def test_the_city_was_named_before() -> None:
    text = "Shops were open in Lahore on Friday. A bomb killed two people in the city. Police came."
    found = where(text, anchor=1, own=1)
    assert found is not None
    assert found[1] == "Lahore"


def test_no_place_no_answer() -> None:
    assert where("A bomb killed two people at a market.") is None
    assert event_place(Scene("", [], Span(0, 0)), []) is None


def named(text: str, **how: object) -> tuple[str | None, str | None]:
    found = where(text, **how)  # type: ignore[arg-type]
    return (found[0].name, found[0].country) if found else (None, None)


def test_the_title_names_what_the_text_calls_the_city() -> None:
    text = "A bomber struck a bus in the east of the city. Fourteen guards died."
    assert named(text, title="Bomber kills 14 guards in east Kabul") == ("Kabul", "AF")
    assert named(text) == (None, None)


def test_the_title_is_finer_than_the_country() -> None:
    text = "A man who had served in Afghanistan shot five officers on Friday. He died, police said."
    assert named(text, title="Dallas: gunman kills five officers") == ("Dallas", "US")


def test_a_body_in_the_title_is_no_place() -> None:
    text = "A priest was killed in his church on Friday."
    assert named(text, title="Paris prosecutor opens inquiry after church attack") == (None, None)


def test_the_only_town_of_the_text_inside_the_country() -> None:
    text = "Gunmen killed nine people in Uganda on Friday. Shops stayed shut in Kasese. Police came."
    assert named(text, anchor=0, own=1) == ("Kasese", "UG")
    two = text.replace("Police came", "Police came to Gulu")
    assert named(two, anchor=0, own=1)[1] == "UG"


def test_west_of_a_city_in_a_dateline_of_its_own() -> None:
    text = "KAWAGOE, Japan (Agency) - A man with knives killed three people at a home west of Tokyo."
    assert named(text) == ("Kawagoe", "JP")


def test_landmarks_are_named_with_their_town() -> None:
    text = "A lorry hit crowds on the Promenade des Anglais on Thursday. In Nice people laid flowers."
    assert named(text) == ("Promenade des Anglais, Nice", "FR")
    assert named("A lorry hit crowds on the Promenade des Anglais.") == ("Promenade des Anglais", "FR")


def test_a_village_of_another_country_is_doubted() -> None:
    text = (
        "Gunmen shot ten people in the Enter area on Friday. Nigerian soldiers came from Maiduguri, the"
        " capital of Borno state, Nigeria."
    )
    found = where(text)
    assert found is not None
    assert found[0].country == "NG"


def test_what_was_aimed_at_was_not_hit() -> None:
    text = (
        "Police arrested six men on the island of Batam in Indonesia who, they say, talked of firing a rocket"
        " at Marina Bay."
    )
    assert named(text)[1] == "ID"


@pytest.mark.parametrize(
    ("lon", "radius", "zone"),
    [(139.7, 40.0, "Etc/GMT-9"), (-95.0, 20.0, "Etc/GMT+6"), (2.0, 10.0, "Etc/GMT"), (100.0, 2000.0, None)],
)
def test_zones(lon: float, radius: float, zone: str | None) -> None:
    assert zone_of(Place("X", lat=0.0, lon=lon, radius_km=radius, precision="city")) == zone


@pytest.mark.parametrize(
    ("country", "lat", "lon", "zone"),
    [
        ("AF", 34.5, 69.2, "Asia/Kabul"),
        ("IN", 28.6, 77.2, "Asia/Kolkata"),
        ("US", 41.9, -87.6, "America/Chicago"),
        ("US", 34.0, -118.2, "America/Los_Angeles"),
        ("RU", 55.8, 37.6, "Europe/Moscow"),
        ("NG", None, None, "Africa/Lagos"),
        ("US", None, None, None),
    ],
)
def test_the_zone_of_the_country(
    country: str, lat: float | None, lon: float | None, zone: str | None
) -> None:
    radius = None if lat is None else 10.0
    assert zone_of(Place("X", country=country, lat=lat, lon=lon, radius_km=radius, precision="city")) == zone


@given(st.floats(-180, 180))
def test_every_zone_is_one(lon: float) -> None:
    name = zone_of(Place("X", lat=0.0, lon=lon, radius_km=1.0, precision="city"))
    assert name is not None
    assert ZoneInfo(name).key == name


NAMES = st.sampled_from(["Paris", "Kabul", "France", "Texas", "Sahel", "Iraq", "U.S.", "Karrada", "Qqzzxv"])
LINKS = st.sampled_from(
    [" in ", ", ", ". Gunmen attacked ", " near ", " from ", "'s president said ", "\n", " — 🎉 "]
)


@given(st.lists(st.tuples(LINKS, NAMES), max_size=8), st.integers(0, 3))
@settings(max_examples=100, deadline=None)
def test_the_words_are_where_they_are(parts: list[tuple[str, str]], anchor: int) -> None:
    text = "A bomb went off" + "".join(link + name for link, name in parts) + "."
    spans = [Span(m.start(), m.end()) for m in SENTENCE.finditer(text)]
    gazetteer = Gazetteer.load()
    resolved = resolve(text, gazetteer.find(text), gazetteer)
    found = event_place(Scene(text, spans, spans[min(anchor, len(spans) - 1)]), resolved)
    if found is not None:
        place, span = found.place, found.span
        assert 0.0 <= found.probability <= 1.0 + 1e-9
        assert any(r.span == span for r in resolved)
        assert (place.lat is None) == (place.radius_km is None)


def point(found: tuple[Place, str] | None) -> tuple[float, float]:
    assert found is not None
    assert found[0].lat is not None
    assert found[0].lon is not None
    return found[0].lat, found[0].lon


def test_a_distance_and_a_wind_move_the_point() -> None:
    at, north = (
        point(where(f"Gunmen attacked a village {how} Maiduguri in Nigeria."))
        for how in ("in", "60 km north of")
    )
    assert north[0] - at[0] == pytest.approx(0.54, abs=0.02)
    assert north[1] == pytest.approx(at[1], abs=0.01)


def test_a_village_that_is_not_held_keeps_its_name_and_lies_by_what_is_told_with_it() -> None:
    text = (
        "Raiders killed four herders in the village of Kwarkudu on Friday. The wounded were taken to Damaturu"
        " in Nigeria."
    )
    found = where(text)
    assert found is not None
    assert (found[0].name, found[0].country, found[1]) == ("Kwarkudu", "NG", "Kwarkudu")
    assert point(found) == pytest.approx(point(where("A bomb killed six in Damaturu, Nigeria.")))
    assert (found[0].radius_km or 0.0) >= 37


def test_where_a_ministry_sits_is_not_where_it_happened() -> None:
    text = "A bomb killed four dockers in Jeddah, said the ministry of the interior, Riyadh, on Friday."
    assert named(text) == ("Jeddah", "SA")


def test_the_surer_place_has_the_narrower_circle() -> None:
    sure = where("A bomb killed six in Lahore on Friday.")
    doubtful = where("A bomb killed six in Lahore or in Multan on Friday, after threats in Quetta.")
    assert sure is not None
    assert doubtful is not None
    assert (sure[0].radius_km or 0.0) < (doubtful[0].radius_km or 0.0)
