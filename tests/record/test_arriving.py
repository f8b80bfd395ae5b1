"""Reports judged in the write that stores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.model import Judgement
from tocsin.record import Entry, Judging, Record
from tocsin.resolve import Catalogue, Mention, judge, outline, sketch

from .making import coding, document, entry, judged, report, reported, statement
from .test_properties import SEVERAL, dispatches, nameless, new_record


def seen_by(calls: list[tuple[list[str], list[str]]], judgements: Sequence[Judgement] = ()) -> Judging:
    """A judge that notes what it was given and says what it is told to say."""

    def note(new: Sequence[Mention], known: Sequence[Mention]) -> Sequence[Judgement]:
        calls.append(([m.id for m in new], [m.id for m in known]))
        return judgements

    return Judging("one", note)


def test_a_new_report_is_stored_and_judged_at_once(record: Record) -> None:
    first, second = entry(1, at=1), entry(2, at=2)
    record.add([first], by=seen_by([]))
    calls: list[tuple[list[str], list[str]]] = []
    said = [judged(reported(first), reported(second))]
    added = record.add([second], by=seen_by(calls, said))
    assert added.judgements == 1
    assert calls == [([reported(second)], [reported(first)])]
    assert record.pending("one") == []
    assert record.pending("two") == [reported(first), reported(second)]
    assert len(record.incidents()) == 1
    assert [act.act for act in record.log()] == ["read", "judged", "read", "judged"]


def test_what_cannot_be_judged_is_not_stored(record: Record) -> None:
    record.add([entry(1)], by=seen_by([]))
    wrong = replace(judged(reported(entry(1)), reported(entry(2))), probability=float("nan"))
    with pytest.raises(InputError, match="has no probability"):
        record.add([entry(2)], by=seen_by([], [wrong]))
    assert [row.id for row in record.documents()] == [entry(1).document.id]
    assert record.judgements() == []


def test_a_new_version_is_not_compared_with_what_it_replaces(record: Record) -> None:
    older, other = entry(1, killed=3, at=1), entry(2, at=1)
    record.add([older, other], by=seen_by([]))
    calls: list[tuple[list[str], list[str]]] = []
    newer = entry(1, killed=4, at=2)
    record.add([newer], by=seen_by(calls))
    assert calls == [([reported(newer)], [reported(other)])]


def test_a_version_out_of_sight_is_not_judged(record: Record) -> None:
    record.add([entry(1, killed=4, at=2)], by=seen_by([]))
    calls: list[tuple[list[str], list[str]]] = []
    record.add([entry(1, killed=3, at=1)], by=seen_by(calls))
    assert calls == []
    assert record.pending("one") == []


def test_a_text_coded_anew_is_judged_anew(record: Record) -> None:
    record.add([entry(1), entry(2)], by=seen_by([]))
    told = document(1)
    again = Entry(told, coding(told, report(told, killed=4, coder="v2"), coder="v2"))
    calls: list[tuple[list[str], list[str]]] = []
    record.add([again], by=seen_by(calls))
    assert calls == [([reported(again)], [reported(entry(2))])]
    assert record.pending("one") == []


def test_a_text_without_reports_needs_no_judge(record: Record) -> None:
    told = document(1)
    calls: list[tuple[list[str], list[str]]] = []
    assert record.add([Entry(told, coding(told))], by=seen_by(calls)).judgements == 0
    assert record.add([entry(1)], by=seen_by(calls)).judgements == 0
    assert calls == []


@SEVERAL
@given(dispatches())
def test_judged_on_arrival_is_judged_afterwards(made: list[Entry]) -> None:
    with new_record() as at_once, new_record() as later:
        for one in made:
            at_once.add([one], by=Judging("real", judge))
            later.add([one])
        mentions = later.mentions()
        ids = [mention.id for mention in mentions]
        later.add_judgements(judge(mentions, []), resolved=ids, resolver="real")
        assert at_once.pending("real") == []
        shown = [sorted(map(nameless, record.incidents()), key=str) for record in (at_once, later)]
        assert shown[0] == shown[1]
        assert at_once.check() == []


PLACES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "name": st.just("Town"),
        "country": st.sampled_from(["FJ", "FJ", "FJ", "TV", None]),
        "lat": st.sampled_from([-9.0, -9.0, -9.4, -10.1, -12.0, None]),
        "lon": st.sampled_from([179.9, 179.6, -179.9, -179.2, 177.0]),
        "radius_km": st.sampled_from([None, 1.0, 30.0]),
        "precision": st.sampled_from(["city", "city", "exact", "province", "country", "region", None]),
        "alternatives": st.sampled_from(
            [(), (), (), ({"name": "Town", "country": "TV", "probability": 0.3},)]
        ),
    }
)


@st.composite
def placed(draw: st.DrawFn) -> list[Entry]:
    """Dispatches of one report each, some days and some places apart."""
    return [
        placed_entry(number, draw(PLACES), draw(st.integers(1, 20)), draw(st.sampled_from([0, 0, 9, 80])))
        for number in range(draw(st.integers(2, 9)))
    ]


def placed_entry(number: int, place: dict[str, Any], day: int, wide: int) -> Entry:
    """Return a dispatch on an attack at a place, from a day of May on."""
    told = document(number)
    first = date(2021, 5, day)
    days = {"start": str(first), "end": str(first + timedelta(wide)), "precision": "range" if wide else "day"}
    found = report(told)
    said = (
        statement(told, found.id, "place", place, f"Town {number}"),
        statement(told, found.id, "date", days, "on Saturday"),
    )
    return Entry(told, coding(told, replace(found, statements=said)))


@SEVERAL
@given(placed())
def test_a_new_report_meets_those_that_are_near(made: list[Entry]) -> None:
    *others, new = made
    calls: list[tuple[list[str], list[str]]] = []
    with new_record() as record:
        record.add(others)
        record.add([new], by=seen_by(calls))
    seen = [
        outline(Mention(one.coding.reports[0], one.document, sketch(one.document.text)), reported(one))
        for one in [new, *others] if one.coding is not None
    ]  # fmt: skip
    assert sorted(calls[0][1]) == sorted(seen[n].id for n in Catalogue(seen).near(0))


@pytest.mark.parametrize(
    ("lon", "day", "precision", "met"),
    [
        (-179.9, 10, "city", True), (179.4, 10, "city", True), (177.0, 3, "city", False),
        (177.0, 3, "country", True), (177.0, 9, "country", False), (-177.0, 3, "city", False),
    ],
)  # fmt: skip
def test_near_is_by_point_across_the_date_line_and_by_days_without_one(
    record: Record, lon: float, day: int, precision: str, met: bool
) -> None:
    town: dict[str, Any] = {"name": "Town", "country": "FJ", "lat": -9.0, "lon": 179.9, "radius_km": 5.0}
    record.add([placed_entry(1, town | {"lon": lon, "precision": precision}, day, 0)])
    calls: list[tuple[list[str], list[str]]] = []
    record.add([placed_entry(2, town | {"precision": "city"}, 3, 0)], by=seen_by(calls))
    assert bool(calls[0][1]) is met
