"""What is shared, in both databases: facts, objects under policies, the chained log, reports received."""

from __future__ import annotations

import pytest

from tests.record.making import document, report
from tocsin.errors import InputError
from tocsin.model import Coding, Document
from tocsin.record import Filter, New, Received, Record, now, stamp
from tocsin.record.disclosing import faults, ranges, spans
from tocsin.release import Marking, Policy
from tocsin.resolve import sketch

OPEN = Policy((Marking("GREEN", frozenset({"*"})),))
CLOSED = Policy((Marking("RED", frozenset({"alpha"})),), "node", 1)


def new(number: int, *, version: int = 1, policy: Policy = OPEN, body: bytes = b"", view: str = "") -> New:
    at = f"2026-01-0{version}T00:00:00.000000Z"
    return New(f"x{number}", at, "stix", "incident", policy, body or f"{number} {version}".encode(), view)


def test_the_latest_fact_of_a_key_holds(record: Record) -> None:
    record.exchange.note("partner", "alpha", {"n": 1}, by="a")
    record.exchange.note_all([("partner", "alpha", {"n": 2}), ("partner", "beta", {"n": 3})], by="b")
    assert {k: f.body["n"] for k, f in record.exchange.facts("partner").items()} == {"alpha": 2, "beta": 3}
    assert record.exchange.facts_of("partner", ["beta", "gamma"])["beta"].by == "b"
    assert record.exchange.fact("partner", "gamma") is None
    with pytest.raises(InputError, match="1 to 500"):
        record.exchange.note("partner", "x" * 501, 1, by="a")


def test_objects_are_added_once_and_other_bytes_under_one_key_are_kept_apart(record: Record) -> None:
    exchange = record.exchange
    assert exchange.add("c", [new(1), new(2)]) == ["added", "added"]
    assert exchange.add("c", [new(1), new(2, body=b"other")], origin="alpha") == ["known", "conflict"]
    allowed = list(exchange.policies())
    rows = exchange.page("c", allowed=allowed, view="", after=0, limit=10, where=Filter())
    assert [row.body for row in rows] == [b"1 1", b"2 1"]
    [kept] = exchange.quarantined()
    assert (kept.partner, kept.body) == ("alpha", b"other")


def test_the_last_version_is_the_last_that_may_be_seen(record: Record) -> None:
    exchange = record.exchange
    exchange.add("c", [new(1), new(1, version=2, policy=CLOSED), new(2, view="alpha")])
    policies = exchange.policies()
    some = [seq for seq, policy in policies.items() if policy == OPEN]

    def seen(allowed: list[int], view: str = "", where: Filter = Filter()) -> list[bytes]:  # noqa: B008
        return [r.body for r in exchange.page("c", allowed=allowed, view=view, after=0, limit=9, where=where)]

    assert seen(some) == [b"1 1"]
    assert seen(list(policies)) == [b"1 2"]
    assert seen(some, "alpha") == [b"1 1", b"2 1"]
    assert seen(list(policies), where=Filter(versions=frozenset({"all"}))) == [b"1 1", b"1 2"]
    exchange.retract("c", ["x1"])
    assert seen(list(policies)) == []


def test_the_log_is_a_chain(record: Record) -> None:
    exchange = record.exchange
    heads = [
        exchange.disclose(partner="alpha", way="sync", policy="1", count=n, what=f"1-{n}") for n in (2, 3, 4)
    ]
    rows = list(exchange.disclosures())
    assert faults(rows, heads) == []
    assert exchange.head() == (3, heads[-1])
    assert faults([rows[0], rows[2]]) != []
    assert faults(rows, ["ab" * 32]) != []
    assert list(exchange.disclosures("beta")) == []


def test_ranges_are_written_and_read() -> None:
    assert ranges([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10"
    assert spans("1-3,7,9-10") == [(1, 3), (7, 7), (9, 10)]
    assert spans(ranges([])) == []


def test_reports_are_received_without_their_text(record: Record) -> None:
    told = document(1)
    coder = "v1 via north"
    made = report(told, coder=coder)
    bare = Document(told.name, "", None, told.published, told.fetched, "en", "wire")
    coding = Coding(told.id, True, 0.9, "en", True, (made,), coder=coder)
    one = Received(told.id, bare, coding, sketch(told.text))
    assert record.receive([one]).documents == 1
    assert record.receive([one]).documents == 0
    record.catch_up()
    [incident] = record.incidents()
    assert incident.documents == (told.name,)
    assert record.check() == []
    assert record.coders(document=told.id) == (told.id, [coder])


def test_a_stamp_sorts() -> None:
    first, second = now(), now()
    assert stamp(first) <= stamp(second)
    assert len(stamp(first)) == 27
