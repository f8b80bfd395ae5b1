"""Decisions of people: they win, they stay, and each can be taken back with all that it brought."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.record.making import by_hand, coding, document, entry, hour, judged, report, reported
from tocsin.errors import InputError, NotFoundError
from tocsin.model import Count, Judgement, Statement
from tocsin.record import Decision, Entry, Record
from tocsin.record.reviews import Decided


def decided(record: Record, verdict: Decided, once: str, **more: Any) -> Decision:
    incident = record.incidents()[0]
    documents = tuple(sorted({e.statement.document or "" for e in incident.evidence} - {""}))
    fields: dict[str, Any] = {"reviewer": "ada", "reports": incident.reports, "documents": documents} | more
    return Decision(once, incident.reports[0], verdict, **fields)


def human(report: str, name: str, value: Any) -> Statement:
    return Statement(report, name, value, said_by="reviewer", origin="human", confidence=1.0)


def killed(n: int) -> dict[str, int]:
    return {"low": n, "best": n, "high": n}


def set_right(record: Record, n: int, once: str, at: float = 60) -> None:
    first = record.incidents()[0].reports[0]
    record.review(
        decided(record, "correct", once, statements=(human(first, "killed", killed(n)),)), at=hour(at)
    )


def test_a_correction_wins_and_a_newer_coder_does_not_overwrite_it(record: Record) -> None:
    record.add([entry(1, killed=3)])
    set_right(record, 7, "a")
    assert record.incidents()[0].killed == Count(7, 7, 7)
    record.add([entry(1, killed=3, coder="v2")])
    assert record.incidents()[0].killed == Count(7, 7, 7)
    origins = {e.statement.origin for e in record.incidents()[0].evidence if e.statement.property == "killed"}
    assert origins == {"human", "machine"}
    assert record.check() == []


def test_a_correction_stays_where_a_newer_coder_finds_the_event_elsewhere_in_the_text(record: Record) -> None:
    record.add([entry(1)])
    set_right(record, 7, "a")
    told = document(1)
    moved = report(told, coder="v2")
    anchor = replace(moved.anchor, start=moved.anchor.start + 2)
    identity = replace(moved, anchor=anchor).id
    said = tuple(replace(s, subject=identity) for s in moved.statements)
    record.add([Entry(told, coding(told, replace(moved, anchor=anchor, statements=said), coder="v2"))])
    assert record.incidents()[0].killed == Count(7, 7, 7)


def test_a_correction_holds_for_the_past_and_is_seen_in_the_list(record: Record) -> None:
    record.add([entry(1, killed=3, at=1)])
    set_right(record, 7, "a")
    assert record.incidents(as_of=hour(2))[0].killed == Count(7, 7, 7)
    from tocsin.record import Wanted

    assert record.count(Wanted(killed_at_least=7)) == 1


def test_a_second_correction_replaces_the_first_and_undoing_it_brings_the_first_back(record: Record) -> None:
    record.add([entry(1, killed=3)])
    set_right(record, 7, "a", at=60)
    set_right(record, 9, "b", at=61)
    assert record.incidents()[0].killed == Count(9, 9, 9)
    record.undo_review(2, once="c", reviewer="ada", at=hour(62))
    assert record.incidents()[0].killed == Count(7, 7, 7)
    record.undo_review(1, once="d", reviewer="ada", at=hour(63))
    assert record.incidents()[0].killed == Count(3, 3, None)
    assert [r.undone for r in record.reviews() if r.verdict != "undo"] == [True, True]
    assert record.check() == []


def test_undoing_in_the_order_of_deciding_leaves_nothing(record: Record) -> None:
    record.add([entry(1, killed=3)])
    set_right(record, 7, "a", at=60)
    set_right(record, 9, "b", at=61)
    record.undo_review(1, once="c", reviewer="ada", at=hour(62))
    assert record.incidents()[0].killed == Count(9, 9, 9)
    record.undo_review(2, once="d", reviewer="ada", at=hour(63))
    assert record.incidents()[0].killed == Count(3, 3, None)


def test_saying_undoing_and_saying_again_within_a_second(record: Record) -> None:
    record.add([entry(1, killed=3)])
    for n, once in enumerate("ace"):
        set_right(record, 7, once, at=60)
        assert record.incidents()[0].killed == Count(7, 7, 7)
        record.undo_review(2 * n + 1, once=f"{once}u", reviewer="ada", at=hour(60))
        assert record.incidents()[0].killed == Count(3, 3, None)


def empty(record: Record, once: str, at: float = 60, *, name: str = "killed") -> None:
    """Say that a value of the first incident is not known."""
    first = record.incidents()[0].reports[0]
    said = human(first, "not_known", {"property": name})
    record.review(decided(record, "correct", once, statements=(said,)), at=hour(at))


def test_not_known_wins_and_neither_a_newer_coder_nor_a_later_source_fills_it(record: Record) -> None:
    one, two = entry(1, killed=3), entry(2, killed=5, at=90)
    record.add([one])
    empty(record, "a")
    assert record.incidents()[0].killed is None
    record.add([entry(1, killed=4, coder="v2")])
    assert record.incidents()[0].killed is None
    record.add([two])
    record.add_judgements([judged(reported(one), reported(two), "same", 0.9)])
    (both,) = record.incidents()
    assert len(both.reports) == 2
    assert both.killed is None
    assert both.title == "Bombing"
    assert record.incidents(as_of=hour(2))[0].killed is None
    assert record.check() == []


def test_not_known_is_seen_in_every_list(record: Record) -> None:
    from tocsin.record import Wanted

    record.add([entry(1, killed=3), entry(2, killed=5)])
    assert record.count(Wanted(killed_at_least=1)) == 2
    empty(record, "a")
    assert record.count(Wanted(killed_at_least=1)) == 1
    empty(record, "b", 61, name="attack_type")
    assert record.count(Wanted(attack_types=frozenset({"bombing"}))) == 1


def test_a_later_value_replaces_not_known_and_undoing_goes_back_step_by_step(record: Record) -> None:
    record.add([entry(1, killed=3)])
    empty(record, "a", 60)
    set_right(record, 7, "b", at=61)
    assert record.incidents()[0].killed == Count(7, 7, 7)
    empty(record, "c", 62)
    assert record.incidents()[0].killed is None
    record.undo_review(3, once="d", reviewer="ada", at=hour(63))
    assert record.incidents()[0].killed == Count(7, 7, 7)
    record.undo_review(2, once="e", reviewer="ada", at=hour(64))
    assert record.incidents()[0].killed is None
    record.undo_review(1, once="f", reviewer="ada", at=hour(65))
    assert record.incidents()[0].killed == Count(3, 3, None)
    assert record.check() == []


def test_not_known_of_one_value_leaves_the_correction_of_another(record: Record) -> None:
    record.add([entry(1, killed=3)])
    set_right(record, 7, "a", at=60)
    empty(record, "b", 61, name="attack_type")
    made = record.incidents()[0]
    assert (made.killed, made.attack_types) == (Count(7, 7, 7), ())


def test_not_known_said_twice_is_one_standing_word_and_sent_twice_one_act(record: Record) -> None:
    record.add([entry(1, killed=3)])
    for at, once in ((60, "a"), (60, "a"), (61, "b")):
        empty(record, once, at)
    assert len(record.reviews()) == 2
    said = [e.statement for e in record.incidents()[0].evidence if e.statement.property == "not_known"]
    assert [(s.value, s.said_at, s.said_by) for s in said] == [({"property": "killed"}, hour(61), "reviewer")]


def test_nothing_that_was_stored_goes(record: Record) -> None:
    record.add([entry(1, killed=3)])
    with record._store.reading() as connection:
        before = set(connection.exec_driver_sql("SELECT id, property, value FROM statements").all())
    empty(record, "a")
    record.undo_review(1, once="b", reviewer="ada", at=hour(61))
    with record._store.reading() as connection:
        after = set(connection.exec_driver_sql("SELECT id, property, value FROM statements").all())
    assert before < after
    assert {name for _, name, _ in after - before} == {"not_known", "withdrawn"}


def test_a_value_and_that_it_is_not_known_are_not_said_at_once(record: Record) -> None:
    record.add([entry(1)])
    first = record.incidents()[0].reports[0]
    both = (human(first, "killed", killed(7)), human(first, "not_known", {"property": "killed"}))
    with pytest.raises(InputError, match="killed: either"):
        record.review(decided(record, "correct", "a", statements=both))
    assert record.reviews() == []


def test_a_form_sent_twice_is_one_act(record: Record) -> None:
    record.add([entry(1)])
    set_right(record, 7, "a")
    set_right(record, 7, "a")
    assert len(record.reviews()) == 1
    assert record.reviewed("a", "ada")
    assert not record.reviewed("a", "bo")


def test_rejecting_takes_the_incident_out_now_and_for_the_past_and_undo_brings_it_back(
    record: Record,
) -> None:
    record.add([entry(1, at=1), entry(2, at=2)])
    record.review(decided(record, "reject", "a", dismissed=(record.incidents()[0].reports[0],)), at=hour(60))
    assert len(record.incidents()) == len(record.incidents(as_of=hour(3))) == 1
    record.add([entry(1, at=1, coder="v2")])
    assert len(record.incidents()) == 1
    record.undo_review(1, once="b", reviewer="ada", at=hour(61))
    assert len(record.incidents()) == len(record.incidents(as_of=hour(3))) == 2
    with pytest.raises(InputError, match="already"):
        record.undo_review(1, once="c", reviewer="ada")
    with pytest.raises(NotFoundError):
        record.undo_review(99, once="c", reviewer="ada")


def test_undoing_a_merge_brings_back_what_a_person_had_said_before(record: Record) -> None:
    one, two = entry(1), entry(2)
    record.add([one, two])
    a, b = sorted((reported(one), reported(two)))
    record.add_judgements([judged(a, b, "same", 0.9)])
    assert len(record.incidents()) == 1
    record.add_judgements([by_hand(a, b, "different", 55)])
    assert len(record.incidents()) == 2
    same = Judgement(a, b, "same", 1.0, "ada", origin="human", made_at=hour(1))
    record.review(decided(record, "merge", "m", judgements=(same,)), at=hour(60))
    assert len(record.incidents()) == 1
    record.undo_review(1, once="u", reviewer="ada", at=hour(61))
    assert len(record.incidents()) == 2
    assert record.judgements()[0].verdict == "different"


def test_undoing_a_split_lets_the_machine_speak_again(record: Record) -> None:
    one, two = entry(1), entry(2)
    record.add([one, two])
    a, b = sorted((reported(one), reported(two)))
    record.add_judgements([judged(a, b, "same", 0.9)])
    apart = Judgement(a, b, "different", 0.0, "ada", origin="human", made_at=hour(1))
    record.review(decided(record, "split", "s", judgements=(apart,)), at=hour(60))
    assert len(record.incidents()) == 2
    record.undo_review(1, once="u", reviewer="ada", at=hour(61))
    assert len(record.incidents()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("attack_type", "no_such_code"),
        ("killed", {"low": 5, "best": 2, "high": 1}),
        ("name", "Somebody"),
        ("not_known", {"property": "scope"}),
        ("not_known", {"property": "name"}),
        ("not_known", "killed"),
        ("not_known", {}),
        ("not_known", {"property": ["killed"]}),
    ],
)
def test_what_is_outside_the_closed_shapes_is_refused_whole(record: Record, name: str, value: Any) -> None:
    record.add([entry(1)])
    first = record.incidents()[0].reports[0]
    with pytest.raises(InputError):
        record.review(decided(record, "correct", "a", statements=(human(first, name, value),)))
    assert record.reviews() == []
    assert record.check() == []


def test_taking_a_link_back_leaves_what_was_said_of_sameness(record: Record) -> None:
    a, b = entry(1), entry(2)
    record.add([a, b])
    x, y = sorted((reported(a), reported(b)))
    same = Judgement(x, y, "same", 1.0, "ada", origin="human", made_at=hour(1))
    record.review(decided(record, "merge", "m", judgements=(same,)), at=hour(60))
    word = replace(same, verdict="linked")
    record.review(decided(record, "link", "l", judgements=(word,)), at=hour(61))
    [link] = [review for review in record.reviews() if review.verdict == "link"]
    record.undo_review(link.seq, once="u", reviewer="ada", at=hour(62))
    assert [j.verdict for j in record.link_decisions()] == ["linked", "undecided"]
    assert len(record.incidents()) == 1
    assert [j.verdict for j in record.judgements()] == ["same"]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.sampled_from(["correct", "empty", "undo"]), max_size=4),
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
def test_when_other_reports_and_newer_readings_arrive_does_not_matter(
    done: list[str], places: list[int]
) -> None:
    import tempfile
    from pathlib import Path

    def values(at: list[int]) -> list[Any]:
        with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite") as record:
            first, other, third = entry(1, at=1), entry(2, killed=9, at=2), entry(3, killed=4, at=90)
            late = [[other], [third], [entry(1, killed=3, at=1, coder="v2")]]
            record.add([first])
            for n in range(5):
                for arriving in (late[k] for k in range(3) if at[k] == n):
                    record.add(arriving)
                if n < len(done):
                    _decide(record, done[n], n, reported(first))
            record.add_judgements(
                [
                    judged(reported(a), reported(b))
                    for a, b in ((first, other), (first, third), (other, third))
                ]
            )
            assert record.check() == []
            (whole,) = record.incidents()
            return [whole.killed, whole.attack_types, whole.date, whole.title, whole.last_changed]

    assert values(places) == values([0, 0, 0])


def _decide(record: Record, act: str, n: int, about: str) -> None:
    if act == "undo":
        standing = [r for r in record.reviews() if r.verdict != "undo" and not r.undone]
        if standing:
            record.undo_review(standing[-1].seq, once=f"u{n}", reviewer="ada", at=hour(60 + n))
        return
    name, value = ("killed", killed(n)) if act == "correct" else ("not_known", {"property": "killed"})
    made = Decision(f"d{n}", about, "correct", "ada", (about,), (), statements=(human(about, name, value),))
    record.review(made, at=hour(60 + n))


acts = st.lists(
    st.sampled_from(["correct", "empty", "reject", "undo", "recode", "merge", "split"]), max_size=7
)


@settings(max_examples=25, deadline=None)
@given(acts)
def test_whatever_is_done_the_kept_view_is_what_rebuilding_it_makes(done: list[str]) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "r.sqlite") as record:
        made = [entry(1), entry(2)]
        record.add(made)
        a, b = sorted(map(reported, made))
        for n, act in enumerate(done):
            _do(record, act, n, a, b)
        kept = [i.to_json() for i in record.incidents()]
        with record._store.writing() as connection:
            from tocsin.record import keeping

            keeping.rebuild(connection)
        assert [i.to_json() for i in record.incidents()] == kept
        assert record.check() == []


def _do(record: Record, act: str, n: int, a: str, b: str) -> None:
    if act == "recode":
        record.add([entry(1, coder=f"v{n + 2}"), entry(2, coder=f"v{n + 2}")])
        return
    if act == "undo":
        standing = [r for r in record.reviews() if r.verdict != "undo" and not r.undone]
        if standing:
            record.undo_review(standing[-1].seq, once=f"u{n}", reviewer="ada", at=hour(60 + n))
        return
    if not record.incidents():
        return
    more: dict[str, Any] = {}
    first = record.incidents()[0].reports[0]
    if act == "correct":
        more["statements"] = (human(first, "killed", killed(n)),)
    elif act == "empty":
        act, more["statements"] = "correct", (human(first, "not_known", {"property": "killed"}),)
    elif act == "reject":
        more["dismissed"] = (first,)
    else:
        verdict: Any = "same" if act == "merge" else "different"
        more["judgements"] = (
            Judgement(a, b, verdict, 1.0 if act == "merge" else 0.0, "ada", origin="human", made_at=hour(1)),
        )
    record.review(decided(record, act, f"d{n}", **more), at=hour(60 + n))  # type: ignore[arg-type]
