"""The kept view is what would be worked out from scratch, after any sequence of writes in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from bench.generated import codings, documents
from tocsin.errors import DeskError
from tocsin.model import Incident, Source
from tocsin.record import Entry, Record, keeping
from tocsin.resolve import MOST, cluster, fuse, incident_id, judge

from .conftest import NewLocation
from .making import by_hand, coding, document, entry, hour, judged, report, reported, second_report
from .test_properties import dispatches, nameless, new_record, pairs, recoded

LATER = datetime(2999, 1, 1, tzinfo=UTC)
Step = Callable[[Record, list[Entry], int], None]


def from_scratch(record: Record) -> list[Incident]:
    """Return the incidents by the pure rules alone, from mentions, judgements and sources."""
    mentions = {mention.id: mention for mention in record.mentions(as_of=LATER)}
    parts = cluster(list(mentions), record.judgements())
    outlets = record.sources()
    return [fuse("", [mentions[each] for each in part], sources=outlets, as_of=None) for part in parts]


def same(record: Record) -> None:
    """Hold the kept view against the rules, and against a view that was made anew."""
    kept = record.incidents()
    assert sorted(map(nameless, kept), key=str) == sorted(map(nameless, from_scratch(record)), key=str)
    past = [replace(each, as_of=None) for each in record.incidents(as_of=LATER)]
    assert kept == past
    reports = {each for incident in kept for each in incident.reports}
    homes = {each: record.incident(each) for each in reports}
    assert all(homes[each] == incident for incident in kept for each in incident.reports)
    with record._store.writing() as connection:
        keeping.rebuild(connection)
    assert record.incidents() == kept


def add(record: Record, made: list[Entry], which: int) -> None:
    record.add([made[which]])


def recode(record: Record, made: list[Entry], which: int) -> None:
    one = made[which]
    told = one.document
    found = recoded(one) if which % 2 else coding(told, second_report(told), coder="v2")
    record.add([Entry(told, replace(found, coder="v2"))])


def rejudge(record: Record, made: list[Entry], which: int) -> None:
    known = {mention.id for mention in record.mentions()}
    held = [j for j in pairs(made) if {j.a, j.b} <= known]
    record.add_judgements(held[which % len(held) : which % len(held) + 2] if held else [])


def decide(record: Record, _: list[Entry], which: int) -> None:
    known = sorted(mention.id for mention in record.mentions())
    if len(known) > 1:
        a, b = known[which % len(known)], known[(which + 1) % len(known)]
        record.add_judgements([by_hand(a, b, ("same", "different", "unsure")[which % 3], which)])


def withdraw(record: Record, _: list[Entry], which: int) -> None:
    told = record.mentions()
    if told:
        one = told[which % len(told)]
        if which % 2:
            record.withdraw(document=one.report.document, reason="retracted", by="desk", at=hour(99))
        elif one.report.statements:
            record.withdraw(statement=one.report.statements[0].id, reason="misread", by="desk", at=hour(99))


def expire(record: Record, _: list[Entry], which: int) -> None:
    record.expire_texts(hour(which))


def grade(record: Record, _: list[Entry], which: int) -> None:
    record.add_sources([Source("wire", "Wire", grade="ABCDEF"[which % 6])])


STEPS: list[Step] = [add, recode, rejudge, decide, withdraw, expire, grade]


@settings(max_examples=40, deadline=None)
@given(
    dispatches(),
    st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 8)), max_size=12),
)
def test_the_kept_view_is_what_is_worked_out_from_scratch(
    made: list[Entry], steps: list[tuple[Step, int]]
) -> None:
    with new_record() as record:
        record.add(made[: len(made) // 2])
        seen = record.watermark()
        for step, which in steps:
            before = record.incidents()
            step(record, made, which % len(made) if step in (add, recode) else which)
            assert (record.watermark() > seen) or record.incidents() == before
            seen = record.watermark()
        same(record)


def test_the_view_of_a_past_is_made_of_what_was_out_then(record: Record) -> None:
    made = [entry(number) for number in range(4)]
    record.add(made)
    a, b, c, _ = map(reported, made)
    record.add_judgements([judged(a, b), judged(b, c), judged(a, c)])
    revised = document(0, killed=9, at=30)
    record.add([Entry(revised, coding(revised, report(revised, killed=9)))])
    early = record.incidents(as_of=hour(1.5))
    assert [set(each.reports) for each in early] == [{a, b}]
    assert [each.id for each in early] == [incident_id(a)]
    assert record.incident(c, as_of=hour(2.5)) == record.incidents(as_of=hour(2.5))[0]


def test_writing_what_is_known_changes_no_watermark(record: Record) -> None:
    record.add([entry(1)])
    seen = record.watermark()
    record.add([entry(1)])
    record.add_sources([Source("other", "Other", grade="A")])
    assert record.watermark() == seen
    record.add([entry(2)])
    assert record.watermark() > seen


def test_a_view_of_other_rules_is_made_anew(
    new_location: NewLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = new_location()
    with Record.open(location) as record:
        record.add([entry(1), entry(2)])
        before, seen = record.incidents(), record.watermark()
    engine = create_engine(location if "://" in location else f"sqlite:///{location}")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM view_bodies"))
    engine.dispose()
    monkeypatch.setattr(keeping, "RULES", "another")
    with pytest.raises(DeskError, match="older tocsin; bring it up to date: tocsin recode"):
        Record.open(location, read_only=True)
    with Record.open(location) as record:
        assert record.incidents() == before
        assert record.watermark() > seen


def test_a_new_report_meets_those_that_it_would_meet_among_all(record: Record) -> None:
    made = [Entry(told, found) for told, found in codings(list(documents(120, attacks=1.0, seed=3)))]
    record.add(made)
    every = record.mentions()
    for number in range(0, 120, 7):
        others = [mention for mention in every if mention is not every[number]]
        assert judge([every[number]], record.neighbours([every[number]])) == judge([every[number]], others)
    record.withdraw(document=made[50].document.id, reason="retracted", by="desk")
    assert every[50].id not in {mention.id for mention in record.neighbours([every[49], every[51]])}


def test_of_a_crowd_some_of_all_are_met(record: Record) -> None:
    crowd = [entry(number, at=1) for number in range(300)]
    record.add(crowd)
    came = {reported(one): number for number, one in enumerate(crowd)}
    [new] = record.mentions(ids=[reported(crowd[0])])
    met = sorted(came[mention.id] for mention in record.neighbours([new]))
    assert len(met) == MOST
    assert met[0] < 100
    assert met[-1] >= 200
