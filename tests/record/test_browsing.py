"""Pages, points and counts: what is narrowed, in which order, page after page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tocsin.definitions import Answer, Criterion, Definition
from tocsin.errors import InputError
from tocsin.model import Incident, Report, report_id
from tocsin.record import Entry, Page, Record, Wanted

from .making import coding, document, report, statement

DEADLY = Definition("deadly", "Deadly", "here", (Criterion("killed", at_least=4),))
LATE = Definition("late", "Late", "here", (Criterion("date", since=date(2021, 5, 5)),))
TOWNS = {
    0: ("Suva", "FJ", -18.1, 178.4), 1: ("Apia", "WS", -13.8, -171.8), 2: ("Lyon", "FR", 45.8, 4.8),
    3: ("Lyon", "FR", 45.8, 4.8),
}  # fmt: skip


def placed(number: int, **more: Any) -> Entry:
    """Return a dispatch with a day, a place and a toll that go by its number."""
    told = document(number, killed=number + 1)
    base = report(told, killed=number + 1)
    identity = report_id(told.id, base.anchor)
    quote = f"market of Town {number}"
    name, country, lat, lon = TOWNS[number % 4]
    where = {"name": name, "country": country, "lat": lat, "lon": lon, "radius_km": 5.0, "precision": "city"}
    day = (date(2021, 5, 1) + timedelta(number)).isoformat()
    found = [*base.statements, statement(told, identity, "place", where, quote)]
    if number != 6:
        when = {"start": day, "end": day, "precision": "day"}
        found.append(statement(told, identity, "date", when, "on Saturday"))
    group = {"name": "A front", "relation": "claimed"}
    found += [statement(told, identity, "group", group, quote)] if number == 3 else []
    made: Report = replace(base, statements=tuple(found))
    return Entry(replace(told, source="wire"), coding(told, made, **more))


@pytest.fixture
def stocked(record: Record) -> Record:
    record.add([placed(number) for number in range(8)])
    return record


def towns(page: Page) -> list[int]:
    return [int(incident.documents[0].rsplit("/", 1)[1]) for incident in page.incidents]


WANTED: list[tuple[Wanted, set[int]]] = [
    (Wanted(), set(range(8))),
    (Wanted(since=date(2021, 5, 5)), {4, 5, 6, 7}),
    (Wanted(until=date(2021, 5, 2)), {0, 1, 6}),
    (Wanted(countries=frozenset({"FJ", "WS"})), {0, 1, 4, 5}),
    (Wanted(countries=frozenset({"FJ"}), killed_at_least=3), {4}),
    (Wanted(attack_types=frozenset({"bombing", "arson"})), set(range(8))),
    (Wanted(attack_types=frozenset({"arson"})), set()),
    (Wanted(groups=frozenset({"A front"})), {3}),
    (Wanted(sources=frozenset({"wire"}), killed_at_least=8), {7}),
    (Wanted(sources=frozenset({"other"})), set()),
    (Wanted(outcomes=frozenset({"foiled"})), set()),
    (Wanted(box=(0.0, 40.0, 10.0, 50.0)), {2, 3, 6, 7}),
    (Wanted(box=(170.0, -20.0, -170.0, 0.0)), {0, 1, 4, 5}),
    (Wanted(text="LYON bombing"), {2, 3, 6, 7}),
    (Wanted(text="ly%n"), set()),
    (Wanted(definition=DEADLY), set(range(3, 8)) | {0, 1, 2}),
    (Wanted(weapon_types=frozenset({"vehicle"}), target_types=frozenset({"health"})), set()),
]


@pytest.mark.parametrize(("wanted", "expected"), WANTED)
def test_what_is_wanted_is_found(stocked: Record, wanted: Wanted, expected: set[int]) -> None:
    page = stocked.browse(wanted)
    assert set(towns(page)) == expected
    assert stocked.count(wanted) == page.total == len(expected)
    assert {point.id for point in stocked.points(wanted)} == {incident.id for incident in page.incidents}


def test_a_page_holds_whole_incidents(stocked: Record) -> None:
    for incident in stocked.browse(Wanted()).incidents:
        assert incident == stocked.incident(incident.id)


def key(incident: Incident, order: str) -> Any:
    if order in ("newest", "oldest"):
        return incident.date.start or date.min
    if order == "deadliest":
        return incident.killed.best if incident.killed else -1
    return incident.last_changed


@pytest.mark.parametrize("order", ["newest", "oldest", "deadliest", "changed"])
@pytest.mark.parametrize("definition", [None, DEADLY])
def test_pages_follow_one_another(stocked: Record, order: Any, definition: Definition | None) -> None:
    wanted = Wanted(definition=definition)
    found: list[Incident] = []
    after = None
    while True:
        page = stocked.browse(wanted, limit=3, after=after, order=order)
        found += page.incidents
        assert page.total == stocked.count(wanted)
        if page.next is None:
            break
        after = page.next
    assert len(found) == len({incident.id for incident in found}) == stocked.count(wanted)
    keys = [key(incident, order) for incident in found]
    assert keys == sorted(keys, reverse=order != "oldest")


def test_a_definition_follows_what_changes(stocked: Record) -> None:
    strict = Definition("one", "One", "here", (Criterion("attack_types", none_of=("bombing",)),))
    assert stocked.count(Wanted(definition=strict)) == 0
    [first, *_] = stocked.incidents()
    kind = next(e.statement for e in first.evidence if e.statement.property == "attack_type")
    stocked.withdraw(statement=kind.id, reason="misread", by="desk")
    assert stocked.count(Wanted(definition=strict)) == 1
    stocked.withdraw(document=first.documents[0], reason="retracted", by="desk")
    assert stocked.count(Wanted(definition=strict)) == 0


class Meddling(Definition):
    """A definition that lets something else happen while it looks at the first incident."""

    def then(self, act: Callable[[], object]) -> Meddling:
        object.__setattr__(self, "acts", [act])
        return self

    def test(self, incident: Incident) -> Answer:
        acts: list[Callable[[], object]] = self.__dict__["acts"]
        while acts:
            acts.pop()()
        return super().test(incident)


def meddling(act: Callable[[], object]) -> Meddling:
    return Meddling("late", "Late", "here", LATE.criteria).then(act)


def test_what_is_tested_ahead_is_what_a_question_finds(stocked: Record) -> None:
    asked: list[int] = []
    told = meddling(lambda: asked.append(1))
    stocked.foretell([told, LATE])
    assert asked == [1]
    told.then(lambda: asked.append(2))
    assert stocked.count(Wanted(definition=told)) == stocked.count(Wanted(definition=LATE)) == 4
    assert asked == [1]  # the question tested nothing itself


def test_nobody_waits_while_definitions_are_tested_ahead(stocked: Record) -> None:
    found: list[int] = []

    def look() -> None:
        reader = threading.Thread(target=lambda: found.append(stocked.count(Wanted())), daemon=True)
        reader.start()
        reader.join(30)

    stocked.foretell([meddling(look)])
    assert found == [8]


def test_what_changes_while_definitions_are_tested_ahead_is_not_missed(stocked: Record) -> None:
    told = meddling(lambda: (stocked.add([placed(11)]), stocked.count(Wanted())))
    stocked.foretell([told])
    assert stocked.count(Wanted(definition=told)) == stocked.count(Wanted(definition=LATE)) == 5


def test_points_say_how_sure_they_are(stocked: Record) -> None:
    [point] = stocked.points(Wanted(groups=frozenset({"A front"})))
    assert (point.lat, point.lon, point.radius_km, point.precision) == (45.8, 4.8, 5.0, "city")
    assert point.start == point.end == date(2021, 5, 4)
    assert point.attack_types == ("bombing",)
    assert point.killed is not None
    assert point.killed.best == 4
    assert "Lyon" in point.title


@pytest.mark.parametrize(
    "asked", [{"order": "best"}, {"limit": 0}, {"after": "nowhere"}, {"after": "1.x"}, {"after": ""}]
)
def test_what_cannot_be_asked_is_said(stocked: Record, asked: dict[str, Any]) -> None:
    for definition in (None, DEADLY):
        with pytest.raises(InputError):
            stocked.browse(Wanted(definition=definition), **asked)
