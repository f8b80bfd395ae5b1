"""Links between the parts of one attack: people's word in the record, and the view of one incident."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.model import Coding, Document, Json, Report, Span, Statement, report_id
from tocsin.record import Entry, Record, bodies, linking

from .making import by_hand, judged

DAY = date(2018, 5, 4)


def told(
    name: str, *events: tuple[str, Json], day: date = DAY, country: str = "FR", source: str | None = None
) -> Entry:
    """A document on some events, each a place and what is said of several attacks (None: nothing)."""
    lines = [
        f"A bomb went off at {place} in Town on that day; {how or 'police were there'}."
        for place, how in events
    ]
    text = "\n".join(lines)
    published = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    document = Document(
        f"https://news.example/{name}", text, name, published, published, "en", source or name
    )
    reports = []
    for line, (place, how) in zip(lines, events, strict=True):
        start = text.index(line)
        anchor = Span(start, start + len(line))
        subject = report_id(document.id, anchor)
        where = {
            "name": place,
            "country": country,
            "lat": 43.7,
            "lon": 7.2,
            "radius_km": 1.0,
            "precision": "exact",
        }
        values: list[tuple[str, Any]] = [
            ("date", {"start": day.isoformat(), "end": day.isoformat(), "precision": "day"}),
            ("place", where), ("attack_type", "bombing"),
        ]  # fmt: skip
        values += [("coordination", {"how": how, "told": len(events)})] if how else []
        said = tuple(
            Statement(
                subject, prop, value, document.id, start, anchor.end, line, "police", published, coder="v1"
            )
            for prop, value in values
        )
        reports.append(Report(document.id, anchor, 0.9, said, "v1"))
    return Entry(document, Coding(document.id, True, 0.9, "en", True, tuple(reports), coder="v1"))


def ids(made: Entry) -> list[str]:
    assert made.coding is not None
    return [report.id for report in made.coding.reports]


def parts(record: Record, report: str) -> set[str]:
    """The incidents of the attack of which that of `report` is a part."""
    whole = record.with_parts(record.incident(report)).coordinated
    return {part.id for part in whole.parts} if whole else set()


BOTH = told("both", ("Station", None), ("Hall", "coordinated"))


def test_one_incident_carries_its_attack_and_the_list_says_the_same(record: Record) -> None:
    record.add([BOTH, told("alone", ("Cafe", None))])
    a, b, c = (record.with_parts(i) for i in record.incidents())
    assert a.coordinated == b.coordinated is not None
    assert c.coordinated is None
    assert record.linked(record.incidents()) == [a, b, c]
    assert record.with_parts(record.incident(a.id, as_of=a.first_reported)).coordinated is not None


def test_a_persons_word_holds_and_stays_in_the_record(record: Record) -> None:
    record.add([BOTH, told("alone", ("Cafe", None), day=DAY + timedelta(days=30))])
    (a, b), seen = ids(BOTH), record.watermark()
    record.add_judgements([by_hand(a, b, "unlinked", 60)])
    assert parts(record, a) == set()
    record.add_judgements([by_hand(a, b, "linked", 61)])
    assert len(parts(record, a)) == 2
    record.add_judgements([by_hand(a, b, "unlinked", 62), by_hand(a, b, "undecided", 63)])
    assert len(parts(record, a)) == 2
    assert [j.verdict for j in record.link_decisions()] == ["unlinked", "linked", "unlinked", "undecided"]
    assert record.watermark() == seen


def test_a_link_makes_no_two_reports_one_and_a_merge_no_link(record: Record) -> None:
    one, other = told("one", ("Station", None)), told("other", ("Hall", None))
    record.add([one, other])
    [a], [b] = ids(one), ids(other)
    record.add_judgements([judged(a, b, "unsure", 0.3)])
    record.add_judgements([by_hand(a, b, "linked", 60)])
    assert len(record.incidents()) == 2
    assert len(parts(record, a)) == 2
    assert [j.verdict for j in record.judgements()] == ["unsure"]
    record.add_judgements([by_hand(a, b, "same", 61)])
    assert len(record.incidents()) == 1
    assert parts(record, a) == set()
    record.add_judgements([by_hand(a, b, "unlinked", 62)])
    assert len(record.incidents()) == 1


def test_a_machine_decides_no_link(record: Record) -> None:
    record.add([BOTH])
    a, b = ids(BOTH)
    with pytest.raises(InputError, match="only a person decides about links"):
        record.add_judgements([judged(a, b, "linked")])


def test_the_same_word_again_adds_nothing(record: Record) -> None:
    record.add([BOTH])
    a, b = ids(BOTH)
    word = by_hand(a, b, "linked", 60)
    assert record.add_judgements([word]) == 1
    assert record.add_judgements([word]) == 0


def test_one_incident_looks_at_those_near_it_alone(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a view of one costs goes by its day and its texts, not by the record."""
    near = [told("near", ("Cafe", None)), told("abroad", ("Cafe", None), country="ES")]
    record.add([BOTH, *near])
    looked: list[str] = []
    real = bodies.to_incident

    def counted(identity: str, *rest: Any) -> Any:
        looked.append(identity)
        return real(identity, *rest)

    monkeypatch.setattr(linking, "to_incident", counted)
    before = record.with_parts(record.incident(ids(BOTH)[0]))
    small = len(looked)
    record.add(
        [told(f"far{n}", ("Cafe", "coordinated"), day=DAY - timedelta(days=10 + n)) for n in range(40)]
    )
    looked.clear()
    assert record.with_parts(record.incident(ids(BOTH)[0])) == before
    assert len(looked) == small


_EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["Station", "Hall", "Cafe"]),
        st.sampled_from([None, "coordinated", "simultaneous", "series", "unrelated"]),
    ),
    min_size=1, max_size=3, unique_by=lambda event: event[0],
)  # fmt: skip
_DOCUMENTS = st.lists(
    st.tuples(_EVENTS, st.integers(0, 3), st.sampled_from(["FR", "DE"])), min_size=1, max_size=5
)


@settings(max_examples=25, deadline=None)
@given(plan=_DOCUMENTS, data=st.data())
def test_one_incident_and_the_list_agree_whatever_the_order_of_arrival(
    plan: list[Any], data: st.DataObject
) -> None:
    made = [
        told(f"d{n}", *events, day=DAY + timedelta(days=later), country=country)
        for n, (events, later, country) in enumerate(plan)
    ]
    names = [report for entry in made for report in ids(entry)]
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
    verdicts = st.sampled_from(["linked", "unlinked", "undecided"])
    words = data.draw(st.lists(st.tuples(pairs, verdicts), max_size=3)) if len(names) > 1 else []
    found = []
    for order in (made, data.draw(st.permutations(made))):
        with TemporaryDirectory() as folder, Record.open(Path(folder) / "record.sqlite") as record:
            for entry in order:
                record.add([entry])
            record.add_judgements(
                [by_hand(a, b, verdict, 60 + n) for n, ((a, b), verdict) in enumerate(words)]
            )
            every = record.linked(record.incidents())
            assert [record.with_parts(i) for i in record.incidents()] == every
            found.append({i.id: i.coordinated for i in every})
    assert found[0] == found[1]
