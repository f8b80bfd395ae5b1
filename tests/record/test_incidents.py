"""Incidents: merged, split, dated; every id ever shown leads somewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tocsin.definitions import shipped
from tocsin.errors import NotFoundError
from tocsin.model import Incident, Judgement
from tocsin.record import Entry, Record
from tocsin.resolve import incident_id

from .making import (
    by_hand,
    coding,
    document,
    entry,
    hour,
    judged,
    report,
    reported,
    second_report,
    statement,
    stranger,
)


def stored(record: Record, count: int) -> list[str]:
    made = [entry(number) for number in range(count)]
    record.add(made)
    return [reported(one) for one in made]


def merge(record: Record, *groups: list[str]) -> None:
    pairs: list[Judgement] = []
    for group in groups:
        pairs += [judged(a, b) for place, a in enumerate(group) for b in group[place + 1 :]]
    record.add_judgements(pairs)


def ids(incidents: list[Incident]) -> list[str]:
    return [incident.id for incident in incidents]


def parts(incidents: list[Incident]) -> set[frozenset[str]]:
    return {frozenset(incident.reports) for incident in incidents}


def test_each_report_is_an_incident_until_judged(record: Record) -> None:
    reports = stored(record, 3)
    assert ids(record.incidents()) == [incident_id(each) for each in reports]
    first = record.incidents()[0]
    assert first.documents == ("https://news.example/0",)
    assert first.attack_types == ("bombing",)
    assert first.killed is not None
    assert first.killed.best == 3
    assert {e.statement.quote for e in first.evidence} == {
        "A bomb went off",
        "Police said 3 people were killed",
    }
    assert record.incident(first.id) == first


def test_a_merged_incident_keeps_the_first_id_and_the_others_redirect(record: Record) -> None:
    reports = stored(record, 4)
    before = ids(record.incidents())
    merge(record, reports[1:])
    assert ids(record.incidents()) == before[:2]
    for old in before[1:]:
        assert record.incident(old).id == before[1]
        assert set(record.incident(old).reports) == set(reports[1:])


def test_a_split_gives_the_part_its_own_first_id_and_undoing_restores(record: Record) -> None:
    a, b, c = stored(record, 3)
    merge(record, [a, b, c])
    merged = record.incidents()
    record.add_judgements([by_hand(a, c, "different", 1), by_hand(b, c, "different", 1)])
    assert ids(record.incidents()) == [incident_id(a), incident_id(c)]
    assert record.incident(incident_id(b)).id == incident_id(a)
    record.add_judgements([by_hand(a, c, "unsure", 2), by_hand(b, c, "unsure", 2)])
    assert record.incidents() == merged


def test_a_unique_beginning_is_enough_and_a_reports_id_too(record: Record) -> None:
    reports = stored(record, 2)
    first, second = ids(record.incidents())
    length = next(n for n in range(1, 11) if first[:n] != second[:n])
    assert record.incident(first[:length]).id == first
    assert record.incident(reports[1]).id == second
    with pytest.raises(NotFoundError, match="there is no incident"):
        record.incident(stranger(1))
    with pytest.raises(NotFoundError, match="there is no incident"):
        record.incident("")


def test_a_beginning_of_several_is_refused(record: Record) -> None:
    reports = stored(record, 17)
    starts = [each[0] for each in reports]
    double = next(start for start in starts if starts.count(start) > 1)
    with pytest.raises(NotFoundError, match="give more of it"):
        record.incident(double)


def test_as_of_shows_what_was_published_by_then(record: Record) -> None:
    late, early = entry(5, killed=5), entry(2, killed=2)
    record.add([late, early])
    merge(record, [reported(late), reported(early)])
    [now] = record.incidents()
    [then] = record.incidents(as_of=hour(3))
    assert set(now.reports) == {reported(late), reported(early)}
    assert then.reports == (reported(early),)
    assert then.as_of == hour(3)
    assert record.incidents(as_of=hour(1)) == []
    assert record.incident(now.id, as_of=hour(3)) == then
    with pytest.raises(NotFoundError):
        record.incident(now.id, as_of=hour(1))


def test_as_of_leaves_out_what_was_said_later(record: Record) -> None:
    told = document(1)
    one = report(told)
    later = replace(one.statements[1], said_at=hour(4))
    record.add([Entry(told, coding(told, replace(one, statements=(one.statements[0], later))))])
    toll = record.incidents()[0].killed
    assert toll is not None
    assert toll.best == 3
    assert record.incidents(as_of=hour(3))[0].killed is None
    assert record.incidents(as_of=hour(4))[0].killed == toll


def test_an_incident_is_called_the_same_at_all_times(record: Record) -> None:
    late, early = entry(5), entry(2)
    record.add([late, early])
    merge(record, [reported(late), reported(early)])
    assert ids(record.incidents(as_of=hour(3))) == ids(record.incidents()) == [incident_id(reported(late))]


def test_a_decision_of_today_holds_for_views_of_the_past(record: Record) -> None:
    a, b = stored(record, 2)
    record.add_judgements([by_hand(a, b, "same", 1000)])
    assert parts(record.incidents(as_of=hour(1))) == {frozenset((a, b))}


def test_a_revised_document_keeps_the_incidents_id(record: Record) -> None:
    record.add([entry(1, killed=3, at=1)])
    [before] = record.incidents()
    record.add([entry(1, killed=5, at=2)])
    [after] = record.incidents()
    assert after.id == before.id
    assert after.reports != before.reports
    assert record.incident(after.reports[0]).id == record.incident(before.reports[0]).id == before.id


def test_a_revision_stays_with_the_incident_that_it_was_judged_to_be(record: Record) -> None:
    other, first = entry(9), entry(1, killed=3, at=1)
    record.add([first, other])
    merge(record, [reported(first), reported(other)])
    [before] = record.incidents()
    record.add([entry(1, killed=5, at=2)])
    named = {incident.id: incident.reports for incident in record.incidents()}
    assert named[before.id] == (reported(other),)
    assert len(named) == 2


def test_a_document_coded_anew_keeps_the_incidents_ids(record: Record) -> None:
    told = document(1)
    record.add([Entry(told, coding(told, report(told), second_report(told)))])
    before = ids(record.incidents())
    record.add([Entry(told, coding(told, second_report(told, coder="v2"), coder="v2"))])
    [after] = record.incidents()
    assert after.id == before[0]
    assert record.incident(before[1]).id == after.id


def test_a_withdrawn_founder_leaves_its_id_behind(record: Record) -> None:
    a, b = stored(record, 2)
    merge(record, [a, b])
    record.withdraw(document="https://news.example/0", reason="retracted", by="desk", at=hour(60))
    [left] = record.incidents()
    assert left.id == incident_id(a)
    assert left.reports == (b,)


def test_a_definition_keeps_what_it_includes_or_doubts(record: Record) -> None:
    told = document(2)
    foiled = second_report(told)
    outcome = statement(told, foiled.id, "outcome", "failed", "A second blast", said_by=None)
    foiled = replace(foiled, statements=(outcome,))
    record.add([entry(1, killed=3), Entry(told, coding(told, foiled))])
    answers = {name: [rule.test(each) for each in record.incidents()] for name, rule in shipped().items()}
    for name, rule in shipped().items():
        kept = record.incidents(definition=rule)
        assert len(kept) == sum(1 for answer in answers[name] if answer != "no")
    assert any("no" in answer for answer in answers.values())


def test_an_empty_record_has_no_incidents(record: Record) -> None:
    assert record.incidents() == []
    assert record.mentions() == []
    assert list(record.documents()) == []
