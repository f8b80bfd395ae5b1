"""What holds for any input: order and repetition of adding change nothing that a view shows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.model import Coding, Incident, Judgement
from tocsin.record import Entry, Record

from .making import by_hand, coding, document, entry, hour, judged, report, reported, second_report

SEVERAL = settings(max_examples=15, deadline=None)


@contextmanager
def new_record() -> Iterator[Record]:
    """A record that is gone afterwards. On SQLite: each behaviour is proven on both stores elsewhere."""
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "record.sqlite") as record:
        yield record


@st.composite
def dispatches(draw: st.DrawFn) -> list[Entry]:
    """Some documents, several versions of a name among them, each with no, one or two reports."""
    made = []
    for number, killed, at in draw(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from([1.0, 2.5, 7.0])),
            min_size=1, max_size=7, unique=True,
        )
    ):  # fmt: skip
        told = document(number, killed=killed, at=at)
        found = [report(told, killed=killed), second_report(told)]
        made.append(Entry(told, coding(told, *found[: draw(st.integers(0, 2))])))
    return made


def content(record: Record, hours: float | None = None) -> tuple[object, ...]:
    """Return what is stored and shown, apart from order of arrival and the ids that follow from it."""
    as_of = None if hours is None else hour(hours)
    mentions = record.mentions(as_of=as_of)
    shown = {(m.document, m.report.id, frozenset(s.id for s in m.report.statements)) for m in mentions}
    incidents = sorted(map(nameless, record.incidents(as_of=as_of)), key=str)
    rows = {(row.id, row.current, row.reports, row.withdrawn) for row in record.documents(as_of=as_of)}
    counts = {name: count for name, count in record.sizes().items() if name not in ("bytes", "log")}
    return shown, incidents, rows, counts


def nameless(incident: Incident) -> Incident:
    """Return an incident without what depends on the order of arrival."""
    return replace(incident, id="", reports=tuple(sorted(incident.reports)))


def pairs(made: Sequence[Entry]) -> list[Judgement]:
    """Judge all first reports of one place to be the same."""
    heads = [one for one in made if one.coding is not None and one.coding.reports]
    return [
        judged(reported(a), reported(b))
        for place, a in enumerate(heads)
        for b in heads[place + 1 :]
        if a.document.name == b.document.name or a.document.published == b.document.published
    ]


@SEVERAL
@given(dispatches(), st.randoms(use_true_random=False))
def test_order_and_repetition_of_adding_change_nothing(made: list[Entry], random: Random) -> None:
    shuffled = [*made, *made[:2]]
    random.shuffle(shuffled)
    with new_record() as once, new_record() as often:
        once.add(made)
        once.add_judgements(pairs(made))
        for one in shuffled:
            often.add([one])
        often.add(shuffled)
        often.add_judgements(reversed(pairs(made)))
        for hours in (None, 2.0):
            assert content(once, hours) == content(often, hours)
        assert often.check() == []


@SEVERAL
@given(dispatches(), st.integers(0, 6))
def test_a_withdrawn_document_is_as_if_it_told_nothing(made: list[Entry], which: int) -> None:
    gone = made[which % len(made)]
    silent = [Entry(one.document, coding(one.document)) if one is gone else one for one in made]
    with new_record() as withdrawn, new_record() as without:
        withdrawn.add(made)
        withdrawn.withdraw(document=gone.document.id, reason="retracted", by="desk", at=hour(9))
        without.add(silent)
        assert content(withdrawn)[:2] == content(without)[:2]
        assert withdrawn.check() == []


@SEVERAL
@given(dispatches(), dispatches())
def test_only_the_newest_coding_of_a_document_shows(older: list[Entry], newer: list[Entry]) -> None:
    renamed = [Entry(one.document, recoded(one)) for one in newer]
    done = {one.document.id for one in newer}
    with new_record() as superseded, new_record() as fresh:
        superseded.add(older)
        superseded.add(renamed)
        fresh.add([*renamed, *(one for one in older if one.document.id not in done)])
        assert content(superseded)[:3] == content(fresh)[:3]
        assert {told.id for told in superseded.stale("v2")} == {one.document.id for one in older} - done
        assert superseded.check() == []


def recoded(one: Entry) -> Coding:
    """Return the coding of an entry as a newer coder's."""
    assert one.coding is not None
    return replace(one.coding, coder="v2")


@SEVERAL
@given(
    st.lists(st.sampled_from(["same", "different", "unsure"]), max_size=5),
    st.sampled_from(["same", "different"]),
)
def test_a_decision_can_always_be_taken_back(decisions: list[str], machine: str) -> None:
    with new_record() as record:
        made = [entry(1), entry(2)]
        record.add(made)
        a, b = map(reported, made)
        record.add_judgements([judged(a, b, machine, 0.9 if machine == "same" else 0.1)])
        before = record.incidents()
        for at, decision in enumerate(decisions):
            record.add_judgements([by_hand(a, b, decision, at)])
            alone = len(record.incidents()) == 2
            assert alone == ((machine if decision == "unsure" else decision) == "different")
        record.add_judgements([by_hand(a, b, "unsure", 99)])
        assert record.incidents() == before
