"""What each dataset's row states: dates, places, tolls, codes, groups; and what of it never comes in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.datasets.files import ROWS, answers, codes, one, said, value
from tocsin.datasets import DATASETS, Imported, LeftOut
from tocsin.read import Rejected
from tocsin.record import Entry, check_entry
from tocsin.taxonomy import IN, crosswalk

EVERY = sorted(ROWS)


@pytest.mark.parametrize("name", EVERY)
def test_a_row_is_what_the_record_takes_and_each_value_quotes_its_cells(name: str) -> None:
    found = one(name)
    assert isinstance(found, Imported)
    check_entry(Entry(found.document, found.coding))
    cells = {column.casefold(): cell for column, cell in ROWS[name].items()}
    for statements in said(found).values():
        for s in statements:
            assert s.origin == "import"
            assert s.quote
            for line in s.quote.splitlines():
                column, _, cell = line.partition(": ")
                assert cells[column] == cell
    assert (found.origin.file, found.origin.line) == (f"{name}.csv", 2)
    assert found.restricted == (name in ("acled", "gtd"))
    assert found.document.source == DATASETS[name].title


@pytest.mark.parametrize("name", EVERY)
def test_accounts_in_words_and_the_names_in_them_never_come_in(name: str) -> None:
    found = one(name)
    assert isinstance(found, Imported)
    whole = repr(found)
    for name_in_the_news in ("Doe", "Roe", "nurse", "Clinic"):
        assert name_in_the_news not in whole


@pytest.mark.parametrize(("column", "name"), [("gname", "gtd"), ("actor1", "acled"), ("side_a", "ucdp-ged")])
def test_a_persons_name_in_a_column_of_groups_is_withheld_and_not_even_written_down(
    column: str, name: str
) -> None:
    found = one(name, **{column: "Michael Testperson"})
    assert isinstance(found, Imported)
    assert "Testperson" not in repr(found)
    assert found.withheld == {"person_name": 1}


def test_a_row_read_again_is_the_same_document_and_the_same_statements() -> None:
    first, second = one("gtd"), one("gtd")
    assert isinstance(first, Imported)
    assert isinstance(second, Imported)
    assert first.document.id == second.document.id
    assert first.coding == second.coding


def test_ucdp_one_sided_violence() -> None:
    found = one("ucdp-ged")
    assert value(found, "killed") == {"low": 6, "best": 7, "high": 9}
    assert value(found, "date") == {"start": "2019-03-01", "end": "2019-03-01", "precision": "day"}
    place = value(found, "place")
    assert isinstance(place, dict)
    assert (place["country"], place["precision"], place["radius_km"]) == ("BF", "city", 5.0)
    assert value(found, "group") == {"name": "Front of the North", "relation": "attributed"}
    assert answers(found) == {"ucdp-one-sided": "yes", "ucdp-state-based": "no", "ucdp-non-state": "no"}
    assert codes(found, "target_type") == {"civilians"}


def test_ucdp_attackers_who_died_are_not_among_the_killed() -> None:
    found = one("ucdp-ged", deaths_a="2", low="6", best="9", high="11")
    assert value(found, "perpetrators_killed") == {"low": 2, "best": 2, "high": 2}
    assert value(found, "killed") == {"low": 4, "best": 7, "high": 9}


def test_ucdp_in_a_clash_both_sides_are_parties_and_all_deaths_count() -> None:
    found = one("ucdp-ged", type_of_violence="1", side_a="Government of Burkina Faso", side_b="Ansarul Islam")
    assert [s.value["name"] for s in said(found)["group"]] == ["Government of Burkina Faso", "Ansarul Islam"]
    assert codes(found, "target_type") == set()


def test_a_people_or_a_faith_is_no_perpetrator() -> None:
    found = one("ucdp-ged", type_of_violence="2", side_a="Christians (Nigeria)", side_b="Birom")
    assert isinstance(found, Imported)
    assert "group" not in said(found)
    assert found.withheld == {"community_name": 1, "group_not_known": 1}


@pytest.mark.parametrize(
    ("prec", "precision", "radius"),
    [("1", "city", 5), ("2", "district", 25), ("3", "district", 50), ("4", "province", 150),
     ("5", "district", 100), ("7", "region", 500)],
)  # fmt: skip
def test_ucdp_precision_of_place(prec: str, precision: str, radius: float) -> None:
    place = value(one("ucdp-ged", where_prec=prec), "place")
    assert isinstance(place, dict)
    assert (place["precision"], place["radius_km"]) == (precision, radius)


def test_a_country_gets_its_own_middle_and_radius() -> None:
    place = value(one("gtd", specificity="5", latitude="", longitude=""), "place")
    assert isinstance(place, dict)
    assert place["precision"] == "country"
    assert place["radius_km"] > 100


@pytest.mark.parametrize(
    ("prec", "start", "end", "precision"),
    [("1", "2019-03-01", "2019-03-01", "day"), ("2", "2019-03-01", "2019-03-04", "range"),
     ("3", "2019-03-01", "2019-03-07", "week"), ("4", "2019-03-01", "2019-03-31", "month"),
     ("5", "2019-01-01", "2019-12-31", "year")],
)  # fmt: skip
def test_ucdp_precision_of_date(prec: str, start: str, end: str, precision: str) -> None:
    found = one("ucdp-ged", date_prec=prec, date_start=start, date_end=end)
    assert value(found, "date") == {"start": start, "end": end, "precision": precision}


def test_ucdps_own_doubt_is_kept() -> None:
    assert answers(one("ucdp-ged", event_clarity="2"))["ucdp-one-sided"] == "doubtful"


def test_acled_attack_on_health_workers() -> None:
    found = one("acled")
    assert isinstance(found, Imported)
    assert codes(found, "attack_type") == {"armed_assault"}
    assert codes(found, "target_type") == {"health"}
    assert value(found, "killed") == {"low": 7, "best": 7, "high": 7}
    assert found.document.published is not None
    assert found.document.published.year == 2019


@pytest.mark.parametrize(
    ("prec", "start", "end", "precision"),
    [("2", "2019-02-26", "2019-03-04", "week"), ("3", "2019-03-01", "2019-03-31", "month")],
)
def test_acled_precision_of_date(prec: str, start: str, end: str, precision: str) -> None:
    found = one("acled", time_precision=prec)
    assert value(found, "date") == {"start": start, "end": end, "precision": precision}


def test_acled_types_of_actors_come_as_numbers_or_as_words() -> None:
    numbers, words = one("acled"), one("acled", inter1="Political militia", inter2="Civilians")
    assert codes(numbers, "target_type") == codes(words, "target_type")
    assert value(numbers, "group") == value(words, "group")


@pytest.mark.parametrize(
    "row", [r for r in crosswalk("acled") if r.theirs == "sub_event" and r.ours_list == "event"]
)
def test_of_acled_what_is_no_attack_is_left_out_and_counted(row: object) -> None:
    from tocsin.taxonomy import Crossing

    assert isinstance(row, Crossing)
    if row.way == "out":
        return
    found = one("acled", sub_event_type=row.code, event_type="Any")
    if row.ours in IN:
        assert isinstance(found, Imported)
    else:
        assert isinstance(found, LeftOut)
        assert found.why == row.ours


def test_looting_by_a_crowd_is_ordinary_crime() -> None:
    found = one("acled", sub_event_type="Looting/property destruction", inter1="5")
    assert isinstance(found, LeftOut)
    assert found.why == "ordinary_crime"


def test_gtd_suicide_bombing_with_guns() -> None:
    found = one("gtd")
    assert codes(found, "attack_type") == {"suicide_bombing", "armed_assault"}
    assert codes(found, "weapon_type") == {"suicide_vest", "firearm"}
    assert codes(found, "target_type") == {"health"}
    assert value(found, "killed") == {"low": 7, "best": 7, "high": 7}
    assert value(found, "perpetrators_killed") == {"low": 1, "best": 1, "high": 1}
    assert value(found, "group") == {"name": "Front of the North", "relation": "claimed"}
    assert value(found, "scope") == "transnational"
    assert answers(found) == {"gtd": "yes", "gtd-1": "yes", "gtd-2": "yes", "gtd-3": "yes"}


def test_gtds_doubt_and_its_unmet_criteria_are_kept() -> None:
    assert answers(one("gtd", doubtterr="1", crit3="0")) == {
        "gtd": "doubtful",
        "gtd-1": "doubtful",
        "gtd-2": "doubtful",
        "gtd-3": "no",
    }


def test_gtd_without_a_count_of_attackers_gives_no_low() -> None:
    assert value(one("gtd", nkillter=""), "killed") == {"low": None, "best": 8, "high": 8}


def test_gtd_uncertain_groups_are_suspected_and_unknown_ones_are_none() -> None:
    assert value(one("gtd", guncertain1="1"), "group") == {
        "name": "Front of the North",
        "relation": "suspected",
    }
    assert value(one("gtd", gname="Unknown"), "group") is None


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [("0", "0", ("2019-01-01", "2019-12-31", "year")), ("2", "0", ("2019-02-01", "2019-02-28", "month"))],
)
def test_gtd_zeros_are_unknown_days(month: str, day: str, expected: tuple[str, ...]) -> None:
    found = value(one("gtd", imonth=month, iday=day), "date")
    assert found == dict(zip(("start", "end", "precision"), expected, strict=True))


def test_rand_two_digits_of_a_year() -> None:
    assert value(one("rand"), "date") == {"start": "1968-02-09", "end": "1968-02-09", "precision": "day"}
    late = value(one("rand", date="1-Dec-05"), "date")
    assert isinstance(late, dict)
    assert late["start"] == date(2005, 12, 1).isoformat()


def test_rand_mipt_has_a_year_and_a_weapon() -> None:
    found = one("rand-mipt")
    assert value(found, "date") == {"start": "1979-01-01", "end": "1979-12-31", "precision": "year"}
    assert codes(found, "attack_type") == {"bombing"}
    assert value(found, "place") is None


@pytest.mark.parametrize(
    ("name", "cells", "why"),
    [
        ("ucdp-ged", {"best": "-3"}, "best: -3 is no number of people"),
        ("acled", {"fatalities": "-1"}, "fatalities: -1 is no number of people"),
        ("gtd", {"nkill": "many"}, "nkill: 'many' is no number"),
        ("gtd", {"nkill": "1", "nkillter": "5"}, "nkillter: 5 attackers among 1 in nkill"),
        ("ucdp-ged", {"latitude": "-1.53", "longitude": "12.36"}, "they look swapped"),
        ("ucdp-ged", {"latitude": "112.36"}, "is no point on Earth"),
        ("acled", {"latitude": ""}, "latitude: missing"),
        ("acled", {"latitude": "0", "longitude": "0"}, "0, 0 is not in BF"),
        ("acled", {"event_date": "01/03/2019"}, "is no day"),
        ("acled", {"event_date": "2019-02-30"}, "is no day"),
        ("acled", {"event_date": "2031-03-01", "year": ""}, "is in the future"),
        ("acled", {"year": "2018"}, "year: 2018"),
        ("ucdp-ged", {"date_end": "2019-02-01"}, "before it begins"),
        ("ucdp-ged", {"type_of_violence": "7"}, "none of 1, 2, 3"),
        ("gtd", {"imonth": "13"}, "is no day"),
        ("gtd", {"iyear": ""}, "no year of its record"),
        ("acled", {"sub_event_type": "Tea party"}, "not in the codebook"),
        ("rand", {"country": ""}, "country: missing"),
    ],
)  # fmt: skip
def test_a_broken_row_says_which_cell_and_why(name: str, cells: dict[str, str], why: str) -> None:
    found = one(name, **cells)
    assert isinstance(found, Rejected)
    assert why in found.reason
    assert found.where == "line 2"


def test_days_as_a_spreadsheets_numbers() -> None:
    assert value(one("acled", event_date="43525"), "date") == value(one("acled"), "date")
    # Old Excel for Macintosh counts from 1904; the year beside tells.
    assert value(one("acled", event_date="42063"), "date") == value(one("acled"), "date")


def test_a_toll_out_of_order_spans_what_was_given_and_is_flagged() -> None:
    found = one("ucdp-ged", low="9", best="11", high="8")
    assert isinstance(found, Imported)
    assert value(found, "killed") == {"low": 8, "best": 11, "high": 11}
    assert "toll_out_of_order" in found.document.flags


def test_a_toll_shared_out_over_rows_is_flagged() -> None:
    found = one("gtd", nkill="1.33", nkillter="0")
    assert isinstance(found, Imported)
    assert value(found, "killed") == {"low": 1, "best": 1, "high": 2}
    assert "toll_shared_out" in found.document.flags
