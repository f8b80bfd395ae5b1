"""Worked out from the new report outwards, the view is what it is when all is worked out anew."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tocsin.model import Incident, Judgement
from tocsin.record import Judging, Record, keeping, vicinity
from tocsin.record.derived import view_reports
from tocsin.record.surroundings import Surroundings
from tocsin.resolve import Mention

from .making import by_hand, document, entry, judged, reported
from .test_properties import new_record

CHANCES = [0.0, 0.05, 0.2, 0.4, 0.55, 0.6, 0.7, 0.8, 0.95]
"""Many near one half: likely pairs chain, clusters are close calls."""


def chance(seed: int, a: str, b: str) -> float | None:
    """What is said of a pair, the same in whatever order the two come; None: they were not compared."""
    drawn = hashlib.sha256(f"{seed} {min(a, b)} {max(a, b)}".encode()).digest()
    return CHANCES[drawn[1] % len(CHANCES)] if drawn[0] % 8 < 5 else None


def judging(seed: int) -> Judging:
    """A judge of chances that are drawn by lot."""

    def judge(new: Sequence[Mention], known: Sequence[Mention]) -> list[Judgement]:
        found = []
        for n, one in enumerate(new):
            for other in (*new[:n], *known):
                p = chance(seed, one.id, other.id)
                if p is not None:
                    found.append(judged(one.id, other.id, "same" if p >= 0.5 else "different", p))
        return found

    return Judging("lot", judge)


def say(*pairs: Judgement) -> Judging:
    """A judge that says what it is told to say."""
    return Judging("one", lambda *_: pairs)


def view(record: Record) -> tuple[list[Incident], list[Any]]:
    """Return what a record shows, and how its reports are tied."""
    with record._store.reading() as connection:
        v = view_reports.c
        rows = connection.execute(select(v.report, v.coding, v.founder, v.component).order_by(v.report))
        return record.incidents(), [tuple(row) for row in rows]


def hold(record: Record) -> None:
    """Hold the view against one that is made anew."""
    kept = view(record)
    with record._store.writing() as connection:
        keeping.rebuild(connection)
    assert view(record) == kept


@pytest.fixture
def narrowed(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """A crowd of few, and a list of how many reports each write worked out; None: all surroundings."""
    for module in (sys.modules["tocsin.resolve.cluster"], vicinity):
        monkeypatch.setattr(module, "MOST", 5)
    monkeypatch.setattr(vicinity, "FEW", -1)
    taken: list[int | None] = []

    def noting(*given: Any) -> Surroundings | None:
        found = vicinity.vicinity(*given)
        taken.append(None if found is None else len(found.told))
        return found

    monkeypatch.setattr(keeping, "vicinity", noting)
    return taken


@pytest.mark.parametrize("seed", range(12))
def test_one_after_the_other(seed: int, narrowed: list[int | None]) -> None:
    with new_record() as record:
        for number in range(26):
            record.add([entry(number)], by=judging(seed))
        hold(record)
    assert None not in narrowed
    assert min(n for n in narrowed[13:] if n is not None) < 13


STEPS = st.lists(
    st.one_of(
        st.lists(st.integers(0, 14), min_size=1, max_size=4, unique=True),
        st.sampled_from(["link", "part", "withdraw", "revise"]),
    ),
    max_size=10,
)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9999), STEPS)
def test_with_people_and_withdrawals_between(seed: int, steps: list[list[int] | str]) -> None:
    with new_record() as record, patch.object(vicinity, "FEW", -1):
        for number, step in enumerate(steps):
            known = sorted(mention.id for mention in record.mentions())
            if isinstance(step, list):
                record.add([entry(n) for n in step], by=judging(seed))
            elif len(known) > 2:
                act(record, step, known, (seed + number) % len(known), number)
        hold(record)


def act(record: Record, step: str, known: list[str], which: int, hour: int) -> None:
    """Do what a desk does between two reports that come."""
    if step in ("link", "part"):
        verdict = "same" if step == "link" else "different"
        record.add_judgements([by_hand(known[which], known[which - 1], verdict, hour)])
    elif step == "withdraw":
        mention = next(m for m in record.mentions() if m.id == known[which])
        record.withdraw(document=mention.document.id, reason="retracted", by="desk")
    else:
        record.add([entry(which, killed=hour + 4, at=which + 0.5)], by=judging(hour))


def test_reports_that_tie_two_parts_of_the_view_give_them_one_number(narrowed: list[int | None]) -> None:
    made = [entry(number) for number in range(5)]
    a, b, c, d, e = map(reported, made)

    with new_record() as record:
        record.add([made[0]], by=say())
        record.add([made[1]], by=say(judged(a, b)))
        record.add([made[2]], by=say())
        record.add([made[3]], by=say(judged(c, d)))
        assert len({row[3] for row in view(record)[1]}) == 2
        record.add([made[4]], by=say(judged(b, e, "same", 0.6), judged(d, e, "same", 0.7)))
        assert len({row[3] for row in view(record)[1]}) == 1
        assert [sorted(i.reports) for i in record.incidents()] == [sorted([a, b]), sorted([c, d]), [e]]
        hold(record)
    assert None not in narrowed


def test_a_text_of_a_known_name_needs_more(narrowed: list[int | None]) -> None:
    with new_record() as record:
        record.add([entry(1), entry(2)], by=judging(1))
        record.add([entry(1, killed=9, at=3)], by=judging(1))
        hold(record)
    assert narrowed[-1] is None
    assert document(1).name == document(1, killed=9).name


def test_who_comes_to_be_in_a_crowd_is_linked_anew(narrowed: list[int | None]) -> None:
    """A report that is like nobody can be the one with which others were compared often enough."""
    made = [entry(number) for number in range(8)]
    a, b, c, d, *others = map(reported, made)

    with new_record() as record:
        record.add([made[0]], by=say())
        record.add([made[1]], by=say(judged(a, b)))
        record.add([made[2]], by=say(judged(b, c)))
        record.add([made[3]], by=say(judged(c, d)))
        for one, other in zip(made[4:], others, strict=True):
            found = [sorted(incident.reports) for incident in record.incidents()]
            assert sorted([a, b]) in found
            assert sorted([c, d]) in found
            record.add([one], by=say(*(judged(each, other, "different", 0.05) for each in (a, b, c, d))))
        assert sorted([a, b, c, d]) in [sorted(incident.reports) for incident in record.incidents()]
        hold(record)
    assert None not in narrowed


def test_what_reaches_few_is_clustered_as_a_whole(
    narrowed: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vicinity, "FEW", 3)
    made = [entry(number) for number in range(5)]
    names = list(map(reported, made))
    with new_record() as record:
        record.add([made[0]], by=say())
        for n in range(1, 5):
            record.add([made[n]], by=say(judged(names[n - 1], names[n])))
        hold(record)
    assert [each is None for each in narrowed] == [True, True, True, True, False]
