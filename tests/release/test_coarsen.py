"""What leaves the node tells no fine place of a sensitive or ongoing attack."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief.builders import NOW, incident, said
from tocsin.model import PLACE_PRECISIONS, Incident, Place
from tocsin.release import COARSE_RADIUS_KM, coarsen
from tocsin.release.coarsen import FINE, SENSITIVE
from tocsin.taxonomy import TARGET_TYPES

OLD = NOW - timedelta(days=30)
CORNER = Place("Mill Lane Clinic, Harbourtown", "Lower Province", "NG", 9.12345, 7.54321, 0.2, "exact")

names = st.sampled_from(["Mill Lane", "Mill Lane Clinic, Harbourtown", "Kabul", "Lower Province"])
places = st.builds(
    Place,
    name=st.none() | names,
    admin1=st.none() | st.sampled_from(["Lower Province", "Kabul"]),
    country=st.sampled_from([None, "NG"]),
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    radius_km=st.none() | st.floats(0.1, 500),
    precision=st.sampled_from([None, *PLACE_PRECISIONS]),
    alternatives=st.just(({"name": "Mill Lane", "share": 0.2},)),
)


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    """Incidents at any place, with the title and the statement that tell it."""
    place = draw(places)
    where = place.name or place.country or "an unknown place"
    evidence = (
        said("place", {"name": place.name}),
        said("killed", {"best": 3}, quote="At Mill Lane, 3 died."),
    )
    return incident(
        title=f"Bombing in {where}, Nigeria, 14 July 2016",
        place=place,
        targets=draw(st.lists(st.sampled_from(sorted(TARGET_TYPES)), max_size=3)),
        first=draw(st.none() | st.sampled_from([OLD, NOW - timedelta(hours=2), NOW])),
        evidence=evidence,
    )


def withheld(made: Incident) -> bool:
    """Whether the rule asks for coarsening at NOW."""
    ongoing = made.first_reported is not None and NOW - made.first_reported < timedelta(hours=24)
    return made.place.precision in FINE and (ongoing or bool(SENSITIVE & set(made.target_types)))


@given(incidents())
def test_doing_it_again_changes_nothing(made: Incident) -> None:
    once = coarsen(made, NOW)
    assert coarsen(once, NOW) is once


@given(incidents())
def test_only_fine_places_of_sensitive_or_ongoing_attacks_change(made: Incident) -> None:
    assert (coarsen(made, NOW) is made) == (not withheld(made))


@given(incidents())
def test_the_place_is_never_finer_than_before_and_a_district_at_the_finest(made: Incident) -> None:
    out = coarsen(made, NOW).place
    assert (out.radius_km or 0) >= (made.place.radius_km or 0)
    if withheld(made):
        assert out.precision == "district"
        assert out.radius_km is not None
        assert out.radius_km >= COARSE_RADIUS_KM
        assert out.lat == round(out.lat or 0.0, 1)
        assert out.lon == round(out.lon or 0.0, 1)
        assert out.alternatives == ()


@given(incidents())
def test_a_withheld_name_stands_in_no_title_place_or_statement_of_place(made: Incident) -> None:
    out = coarsen(made, NOW)
    fine, coarse = made.place.name, made.place.admin1
    if withheld(made) and fine and fine not in (coarse or ""):
        assert fine not in out.title
        assert fine not in str(out.place.to_json())
        assert "place" not in {e.statement.property for e in out.evidence}


@given(incidents())
def test_everything_but_place_title_and_evidence_stays(made: Incident) -> None:
    out = coarsen(made, NOW)
    for field in fields(made):
        if field.name not in ("place", "title", "evidence"):
            assert getattr(out, field.name) == getattr(made, field.name)
    assert [e for e in made.evidence if e.statement.property != "place"] == [
        e for e in out.evidence if e.statement.property != "place"
    ]


def test_a_fine_place_without_a_point_loses_its_name_all_the_same() -> None:
    unplaced = replace(CORNER, lat=None, lon=None, radius_km=None)
    out = coarsen(
        incident(title="Arson in Mill Lane Clinic, Harbourtown", place=unplaced, targets=["health"]), NOW
    )
    assert out.title == "Arson in Lower Province"
    assert (out.place.name, out.place.lat, out.place.lon) == ("Lower Province", None, None)


@pytest.mark.parametrize(
    ("admin1", "title"),
    [("Lower Province", "Arson in Lower Province, Nigeria"), (None, "Arson in Nigeria")],
)
def test_the_title_names_the_province_or_the_country_alone(admin1: str | None, title: str) -> None:
    place = replace(CORNER, admin1=admin1)
    made = incident(title=f"Arson in {place.name}, Nigeria", place=place, targets=["health"])
    assert coarsen(made, NOW).title == title


def test_a_sensitive_target_that_a_reviewer_took_away_still_guards_the_place() -> None:
    told = said("target_type", "health")
    made = incident(place=CORNER, targets=[], first=OLD, evidence=[told])
    assert coarsen(made, NOW).place.precision == "district"
    other = replace(made, target_types=("police",))
    assert coarsen(other, NOW) is other


@pytest.mark.parametrize("precision", PLACE_PRECISIONS)
def test_a_fine_place_that_a_reviewer_took_away_is_told_by_no_statement_either(precision: str) -> None:
    told = said("place", {"name": "Mill Lane Clinic", "precision": precision})
    toll = said("killed", {"best": 3})
    made = incident(place=Place(None), targets=["health"], first=OLD, evidence=[told, toll])
    out = coarsen(made, NOW)
    kept = {e.statement.property for e in out.evidence}
    assert kept == ({"killed"} if precision in FINE else {"killed", "place"})
    assert out.place == Place(None)
    assert coarsen(out, NOW) is out
    harmless = replace(made, target_types=("police",))
    assert coarsen(harmless, NOW) is harmless


def test_an_attack_is_ongoing_for_a_day_and_never_where_no_time_is_asked() -> None:
    def at(hours: float) -> Incident:
        return incident(place=CORNER, targets=["police"], first=NOW - timedelta(hours=hours))

    assert coarsen(at(23.9), NOW).place.precision == "district"
    assert coarsen(at(24), NOW) == at(24)
    assert coarsen(at(2), None) == at(2)
