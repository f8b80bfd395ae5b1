"""What may not be passed on: in the record, and in nothing that it gives out unless asked for by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tocsin.errors import NotFoundError
from tocsin.model import Coding, Document, Report, Source, Span, Statement, report_id
from tocsin.record import Entry, Holding, Order, Record, Restriction, Wanted

from .making import by_hand, coding, document, entry, hour, judged, report, reported

SECRET = "Hollowgate"
"""Stands in the restricted row only."""


def row(
    number: int, *, restricted: bool = True, file: str = "rows.csv", best: int = 40, **point: float
) -> Entry:
    """A row of a dataset as an importer brings it."""
    text = f"DATA {number}\nplace: {SECRET} {number}\nbest: {best}"
    told = Document(f"data:{number}", text, title=f"DATA {number}", source="DATA", flags=("import",))
    anchor = Span(0, text.index("\n"))
    subject = report_id(told.id, anchor)

    def said(name: str, value: Any, quote: str) -> Statement:
        start = text.index(quote)
        return Statement(
            subject,
            name,
            value,
            told.id,
            start,
            start + len(quote),
            quote,
            origin="import",
            coder="import data 1",
        )

    where = {**point, "radius_km": 5.0, "precision": "city"} if point else {}
    statements = (
        said("killed", {"low": best, "best": best, "high": best}, f"best: {best}"),
        said("place", {"name": f"{SECRET} {number}", "country": "BF", **where}, f"place: {SECRET} {number}"),
    )
    made = Report(told.id, anchor, 0.97, statements, "import data 1", "import")
    coded = Coding(told.id, True, 0.97, None, True, (made,), coder="import data 1")
    return Entry(told, coded, Holding("data", file, number + 1, restricted))


def names(record: Record) -> set[str]:
    return {name for incident in record.incidents() for name in incident.documents}


def test_a_restricted_row_is_inside_only(record: Record) -> None:
    record.add([row(1), row(2, restricted=False)])
    assert names(record) == {"data:2"}
    assert names(record.inside) == {"data:1", "data:2"}
    assert record.restricted() == {"data": 1}


def test_an_incident_that_rests_on_news_too_leaves_with_the_news_alone(record: Record) -> None:
    news, hidden = entry(1, killed=3), row(1)
    record.add([news, hidden])
    record.add_judgements([judged(reported(news), reported(hidden))])
    [inside] = record.inside.incidents()
    [out] = record.incidents()
    assert out.id == inside.id
    assert set(inside.documents) == {"https://news.example/1", "data:1"}
    assert out.documents == ("https://news.example/1",)
    assert out.reports == (reported(news),)
    assert out.sources == 1
    assert out.killed is not None
    assert (out.killed.best, out.killed.high) == (3, out.killed.high)
    assert SECRET not in repr(out)
    assert record.incident(inside.id) == out
    assert record.judgements() == []
    assert len(record.inside.judgements()) == 1


def test_the_id_of_what_is_hidden_and_the_id_of_nothing_look_the_same(record: Record) -> None:
    hidden = row(1)
    record.add([hidden])
    name = record.inside.incidents()[0].id
    with pytest.raises(NotFoundError) as there:
        record.incident(name)
    with pytest.raises(NotFoundError) as nowhere:
        record.incident("f" * 10)
    assert str(there.value).replace(name, "") == str(nowhere.value).replace("f" * 10, "")


def test_a_row_once_marked_stays_marked_and_marking_later_holds_too(record: Record) -> None:
    record.add([row(1, restricted=False)])
    assert names(record) == {"data:1"}
    record.add([row(1, restricted=True)])
    assert names(record) == set()
    record.add([row(1, restricted=False, file="other.csv")])
    assert names(record) == set()


def test_reading_a_file_again_adds_nothing(record: Record) -> None:
    record.add([row(n) for n in range(3)])
    before, log = record.sizes(), list(record.log())
    added = record.add([row(n) for n in range(3)])
    assert (added.documents, added.known, added.reports) == (0, 3, 0)
    assert {**record.sizes(), "bytes": 0} == {**before, "bytes": 0}
    assert list(record.log()) == log
    assert record.check() == []


def test_where_a_row_stood_is_kept_and_told_to_the_user_only(record: Record) -> None:
    hidden, open_ = row(1), row(2, restricted=False)
    record.add([hidden, open_])
    assert record.holdings(open_.document.id) == [Holding("data", "rows.csv", 3, False)]
    assert record.holdings(hidden.document.id) == []
    assert record.inside.holdings(hidden.document.id) == [Holding("data", "rows.csv", 2, True)]


def test_whose_a_report_is_that_may_not_leave_is_told_inside_only(record: Record) -> None:
    hidden, open_, news = row(1), row(2, restricted=False), entry(1)
    record.add([hidden, open_, news])
    record.add_sources([Source("DATA", "The Data", kind="dataset", licence="not to be passed on")])
    asked = [reported(one) for one in (hidden, open_, news)]
    assert record.restrictions(asked) == {}
    told = Restriction(hidden.document.id, "data", "The Data", "not to be passed on")
    assert record.inside.restrictions(asked) == {reported(hidden): told}


def test_no_machine_codes_a_row_again(record: Record) -> None:
    record.add([row(1), entry(1)])
    assert [told.name for told in record.stale("newer coder")] == ["https://news.example/1"]


# Every public way of asking the record. A new one fails the test below until it stands here.
ASKING: dict[str, Callable[[Record, Entry], Any]] = {
    "incidents": lambda r, _: r.incidents(),
    "incident": lambda r, _: [r.incident(i.id) for i in r.incidents()],
    "mentions": lambda r, _: r.mentions(),
    "documents": lambda r, _: list(r.documents()),
    "document": lambda r, e: r.document(e.document.id),
    "links": lambda r, _: r.links([m.id for m in r.inside.mentions()]),
    "linked": lambda r, _: r.linked(r.incidents()),
    "with_parts": lambda r, _: [r.with_parts(i) for i in r.incidents()],
    "link_decisions": lambda r, _: r.link_decisions(),
    "neighbours": lambda r, _: r.neighbours(r.mentions()),
    "judgements": lambda r, e: [*r.judgements(), *r.judgements(report=reported(e))],
    "reading": lambda r, _: r.reading(None, None),
    "holdings": lambda r, e: r.holdings(e.document.id),
    "rejections": lambda r, _: r.rejections(),
    "withdrawals": lambda r, _: r.withdrawals(),
    "stale": lambda r, _: list(r.stale("another")),
    "log": lambda r, _: list(r.log()),
    "health": lambda r, _: r.health(hour(1)),
    "check": lambda r, _: r.check(),
    "browse": lambda r, _: [r.browse(Wanted(), order=order) for order in ORDERS],
    "points": lambda r, _: r.points(Wanted()),
    "count": lambda r, _: r.count(Wanted()),
    "watermark": lambda r, _: r.watermark(),
    "claims": lambda r, _: r.claims(),
    "claim_checks": lambda r, _: r.claim_checks(),
    "last_act": lambda r, _: r.last_act(),
    "read_by_day": lambda r, _: r.read_by_day(),
    "arrived": lambda r, _: r.arrived(hour(0), hour(90)),
    "days": lambda r, _: r.days(Wanted()),
    "state": lambda r, _: r.state(),
    "reviews": lambda r, _: r.reviews(),
    "restrictions": lambda r, e: r.restrictions([reported(e)]),
    "coders": lambda r, e: r.coders(document=e.document.id)[1],
}
ORDERS: tuple[Order, ...] = ("newest", "oldest", "deadliest", "changed")
HARMLESS = {
    "watermark": "a number", "foretell": "gives nothing out",
    "open": "opens", "close": "closes", "inside": "asked for by name",
    "sources": "names of datasets and outlets",
    "restricted": "names and numbers of rows", "sizes": "numbers", "known": "ids that the caller has",
    "pending": "ids, for comparing", "add": "in", "add_sources": "in", "add_judgements": "in",
    "review": "in", "undo_review": "in", "reviewed": "yes or no", "receive": "in", "catch_up": "in",
    "audits": "holds samples of what is given out",
    "exchange": "holds what was published, which is made of what is given out",
    "outbox": "holds messages, which are made of what is given out",
    "known_reports": "ids that the caller has",
    "add_claim": "in", "add_claim_check": "in", "claim": "one of claims",
    "accounts": "the desk's own users",
    "add_poll": "in", "reject": "in", "withdraw": "in", "expire_texts": "in",
    "blank_received": "takes out",
}  # fmt: skip


def test_no_way_of_asking_gives_a_restricted_row_out(record: Record) -> None:
    public = {name for name, _ in inspect.getmembers(Record) if not name.startswith("_")}
    assert public == set(ASKING) | set(HARMLESS), "say here how a new way treats what may not leave"
    news, hidden = entry(1), row(1)
    record.add([news, hidden, row(2)])
    record.add_judgements([replace(judged(reported(news), reported(hidden)), note=f"both {SECRET}")])
    linked = by_hand(reported(news), reported(hidden), "linked", 51)
    record.add_judgements([replace(linked, note=f"one attack with {SECRET}")])
    for name, ask in ASKING.items():
        told = repr(ask(record, hidden))
        assert SECRET not in told, name
        assert "data:1" not in told, name
    assert SECRET in repr(record.inside.incidents())
    assert SECRET in repr(list(record.inside.documents()))


def test_lists_without_the_restricted_rows_are_the_lists_of_a_record_without_them(record: Record) -> None:
    news = [entry(n) for n in (1, 2, 3)]
    record.add(news)
    asked = [Wanted(), Wanted(killed_at_least=1), Wanted(text="x"), Wanted(box=(-180.0, -90.0, 180.0, 90.0))]

    def told() -> list[Any]:
        lists = [
            (
                record.browse(wanted, limit=2, order=order).incidents,
                record.count(wanted),
                record.points(wanted),
            )
            for wanted in asked
            for order in ORDERS
        ]
        pages = [record.browse(Wanted(), limit=1)]
        while pages[-1].next is not None:
            pages.append(record.browse(Wanted(), limit=1, after=pages[-1].next))
        return [lists, [page.incidents for page in pages]]

    before = told()
    record.add([row(7)])
    assert told() == before


def test_pages_points_and_counts_are_those_of_what_may_leave(record: Record) -> None:
    news, hidden = entry(1), row(1)
    record.add([news, hidden, row(2)])
    record.add_judgements([judged(reported(news), reported(hidden))])
    assert (record.count(Wanted()), record.inside.count(Wanted())) == (1, 2)
    assert list(record.browse(Wanted()).incidents) == record.incidents()
    assert record.browse(Wanted()).total == 1
    assert len(record.inside.browse(Wanted()).incidents) == 2


def test_a_point_that_a_restricted_row_gives_is_not_on_the_map(record: Record) -> None:
    news, hidden = entry(1), row(1, lat=12.5, lon=-1.5)
    record.add([news, hidden])
    record.add_judgements([judged(reported(news), reported(hidden))])
    assert [(p.lat, p.lon) for p in record.inside.points(Wanted())] == [(12.5, -1.5)]
    assert record.points(Wanted()) == []


def test_what_was_read_counts_only_what_may_be_told(record: Record) -> None:
    record.add([row(1), Entry(document(5), coding(document(5), report(document(5))))])
    assert record.reading().documents == 1
    assert record.inside.reading().documents == 2
