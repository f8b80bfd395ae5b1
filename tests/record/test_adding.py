"""What goes in once, stays once; a newer coder supersedes an older one."""

from __future__ import annotations

from dataclasses import replace

from tocsin.model import Statement
from tocsin.record import Added, Entry, Record

from .making import coding, document, entry, hour, report, reported, second_report, statement


def said(record: Record) -> list[tuple[Statement, ...]]:
    return [mention.report.statements for mention in record.mentions()]


def test_what_went_in_comes_out(record: Record) -> None:
    made = entry(1)
    assert record.add([made], at=hour(9)) == Added(1, 0, 1, 2)
    [mention] = record.mentions()
    assert mention.document == made.document
    assert made.coding is not None
    assert mention.report == made.coding.reports[0]
    assert [s.id for s in mention.report.statements] == [s.id for s in made.coding.reports[0].statements]
    assert record.check() == []


def test_times_keep_their_microseconds(record: Record) -> None:
    told = replace(document(1), published=hour(1).replace(microsecond=123456), fetched=None)
    record.add([Entry(told)])
    [row] = record.documents()
    assert row.document == told
    assert row.id == told.id


def test_reading_twice_adds_nothing(record: Record) -> None:
    made = [entry(number) for number in range(3)]
    record.add(made, at=hour(9))
    before = record.sizes()
    assert record.add(made, at=hour(10)) == Added(0, 3, 0, 0)
    after = record.sizes()
    assert {name: after[name] for name in after if name != "bytes"} == {
        name: before[name] for name in before if name != "bytes"
    }


def test_one_input_may_name_a_document_twice(record: Record) -> None:
    assert record.add([entry(1), entry(1)]) == Added(1, 0, 1, 2)
    assert len(list(record.documents())) == 1


def test_a_document_is_known_once_it_is_coded(record: Record) -> None:
    told = document(1)
    record.add([Entry(told)])
    assert record.known([told.id, "other"]) == set()
    assert record.mentions() == []
    assert record.add([Entry(told, coding(told, report(told)))]) == Added(0, 1, 1, 2)
    assert record.known([told.id, "other"]) == {told.id}
    assert len(record.mentions()) == 1


def test_more_ids_than_one_question_takes(record: Record) -> None:
    made = [entry(number) for number in range(3)]
    record.add(made)
    ids = [f"{number:040d}" for number in range(1500)] + [one.document.id for one in made]
    assert record.known(ids) == {one.document.id for one in made}
    assert len(record.mentions(ids=[reported(one) for one in made] + ids)) == 3


def test_a_newer_coder_supersedes_and_the_older_statements_stay(record: Record) -> None:
    told = document(1)
    record.add([Entry(told, coding(told, report(told)))])
    older = said(record)
    newer = report(told, killed=4, coder="v2")
    added = record.add([Entry(told, coding(told, newer, second_report(told, coder="v2"), coder="v2"))])
    assert added == Added(0, 1, 1, 2)
    assert [len(statements) for statements in said(record)] == [2, 1]
    assert {s.coder for statements in said(record) for s in statements} == {"v2"}
    kept = record.sizes()
    assert (kept["statements"], kept["codings"], kept["reports"]) == (4, 2, 2)
    shared = {s.id for s in older[0]} & {s.id for s in said(record)[0]}
    assert len(shared) == 1


def test_the_older_coder_read_again_changes_nothing(record: Record) -> None:
    told = document(1)
    older = Entry(told, coding(told, report(told)))
    record.add([older])
    record.add([Entry(told, coding(told, coder="v2"))])
    assert record.mentions() == []
    assert record.add([older]) == Added(0, 1, 0, 0)
    assert record.mentions() == []


def test_a_newer_coder_that_finds_the_same_doubles_nothing(record: Record) -> None:
    record.add([entry(1)])
    before = [s.id for s in said(record)[0]]
    assert record.add([entry(1, coder="v2")]) == Added(0, 1, 0, 0)
    [after] = said(record)
    assert [s.id for s in after] == before
    assert {s.coder for s in after} == {"v2"}


def test_what_is_to_be_coded_again(record: Record) -> None:
    record.add([entry(1), entry(2), Entry(document(3))])
    record.add([entry(2, coder="v2")])
    assert [told.name for told in record.stale("v2")] == ["https://news.example/1", "https://news.example/3"]
    assert [told.name for told in record.stale("v1")] == ["https://news.example/3"]


def test_the_latest_version_of_a_name_is_current(record: Record) -> None:
    first, second = entry(1, killed=3, at=1), entry(1, killed=5, at=2)
    record.add([second, first])
    assert [mention.document.id for mention in record.mentions()] == [second.document.id]
    assert [row.current for row in record.documents()] == [True, False]
    assert [mention.document.id for mention in record.mentions(as_of=hour(1.5))] == [first.document.id]


def test_a_version_without_a_publication_time_counts_by_its_fetching(record: Record) -> None:
    dated = document(1, at=1)
    undated = replace(document(1, killed=5), published=None, fetched=hour(2))
    record.add([Entry(each, coding(each, report(each, killed=n))) for each, n in ((undated, 5), (dated, 3))])
    assert [mention.document.id for mention in record.mentions()] == [undated.id]
    assert [mention.document.id for mention in record.mentions(as_of=hour(1))] == [dated.id]


def test_an_older_version_gone_uncoded_does_not_show_its_report(record: Record) -> None:
    record.add([entry(1, at=1)])
    record.add([Entry(document(1, killed=5, at=2))])
    assert record.mentions() == []


def test_statements_stand_in_the_order_of_the_text(record: Record) -> None:
    told = document(1)
    one = report(told)
    record.add([Entry(told, coding(told, replace(one, statements=one.statements[::-1])))])
    assert [s.property for s in said(record)[0]] == ["attack_type", "killed"]


def test_one_statement_said_twice_is_one(record: Record) -> None:
    told = document(1)
    one = report(told)
    again = statement(told, one.id, "attack_type", "bombing", "A bomb went off", said_by=None, confidence=0.2)
    double = replace(one, statements=(*one.statements, again))
    assert record.add([Entry(told, coding(told, double))]) == Added(1, 0, 1, 2)


def test_mentions_of_a_stretch_of_time_and_of_some_reports(record: Record) -> None:
    made = [entry(number) for number in range(5)]
    record.add(made)
    names = [mention.document.name[-1] for mention in record.mentions(since=hour(1), until=hour(3))]
    assert names == ["1", "2"]
    some = [reported(made[3]), reported(made[0])]
    assert [mention.report.id for mention in record.mentions(ids=some)] == [some[1], some[0]]
    assert record.mentions(ids=[]) == []
