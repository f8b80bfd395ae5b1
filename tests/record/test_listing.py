"""Documents, rejections, the log, and how much was read."""

from __future__ import annotations

from tocsin.model import Coding
from tocsin.record import Entry, Record, Rejection

from .making import coding, document, entry, hour, judged, reported


def foreign(number: int) -> Entry:
    told = document(number)
    return Entry(told, Coding(told.id, False, 0.0, "xx", False, reason="language", coder="v1"))


def test_every_document_is_listed_with_its_coding_in_short(record: Record) -> None:
    record.add([entry(1), foreign(2), Entry(document(3))], at=hour(9))
    coded, skipped, bare = record.documents()
    assert (coded.coder, coded.relevant, coded.probability, coded.reports) == ("v1", True, 0.9, 1)
    assert (coded.understood, coded.language, coded.reason, coded.left_out) == (
        True,
        "en",
        None,
        {"background": 1},
    )
    assert (skipped.relevant, skipped.understood, skipped.language, skipped.reason) == (
        False,
        False,
        "xx",
        "language",
    )
    assert (bare.coder, bare.relevant, bare.understood, bare.reports) == (None, None, None, 0)
    assert {row.stored_at for row in (coded, skipped, bare)} == {hour(9)}


def test_a_copy_under_another_name_stays_listed(record: Record) -> None:
    record.add([Entry(document(1)), Entry(document(1, name="https://copy.example/1"))])
    assert len(list(record.documents())) == 2


def test_documents_as_of(record: Record) -> None:
    record.add([entry(number) for number in range(4)])
    assert [row.document.name[-1] for row in record.documents(as_of=hour(2))] == ["0", "1", "2"]


def test_a_listing_may_be_left_half_way(record: Record) -> None:
    record.add([entry(number) for number in range(4)])
    listing = record.documents()
    assert next(listing).document.name.endswith("0")
    record.add([entry(9)])
    assert [row.document.name[-1] for row in listing] == ["1", "2", "3"]


def test_rejections_are_kept_once(record: Record) -> None:
    bad = [Rejection("https://a.example", "in.jsonl:3", "no text"), Rejection(None, "in.jsonl:4", "not JSON")]
    record.reject(bad, at=hour(1))
    record.reject(bad, at=hour(2))
    kept = record.rejections()
    assert [(r.name, r.where, r.reason, r.at) for r in kept] == [
        (b.name, b.where, b.reason, hour(1)) for b in bad
    ]
    assert [line.detail for line in record.log()] == [{"lines": 2}]


def test_the_log_says_what_entered_when(record: Record) -> None:
    made = [entry(1), entry(2)]
    record.add(made, at=hour(1))
    record.add(made, at=hour(2))
    a, b = map(reported, made)
    record.add_judgements([judged(a, b)], resolved=[a, b], resolver="one", at=hour(3))
    record.withdraw(document="https://news.example/1", reason="retracted", by="desk", at=hour(4))
    record.expire_texts(hour(3), at=hour(5))
    assert [(line.act, line.at) for line in record.log()] == [
        ("read", hour(1)),
        ("judged", hour(3)),
        ("withdrawn", hour(4)),
        ("expired", hour(5)),
    ]
    assert [line.act for line in record.log(since=hour(4))] == ["withdrawn", "expired"]
    first = next(record.log())
    assert first.detail == {"documents": 2, "codings": 2, "reports": 2, "statements": 4, "coders": ["v1"]}


def test_how_much_was_read(record: Record) -> None:
    told = document(4)
    unread = coding(told, reason="not_relevant", left_out={"background": 2, "drill": 1})
    record.add([entry(1), foreign(2), Entry(document(3)), Entry(told, unread), entry(20)])
    record.reject([Rejection(None, "in.jsonl:4", "not JSON")], at=hour(3))
    read = record.reading(hour(0), hour(10))
    assert (read.documents, read.uncoded, read.relevant, read.reports, read.rejections) == (4, 1, 1, 1, 1)
    assert read.by_source == {"wire": 4}
    assert read.not_understood == {"xx": 1}
    assert read.reasons == {"language": 1, "not_relevant": 1}
    assert read.left_out == {"background": 3, "drill": 1}
    assert record.reading().documents == 5
    assert record.reading(hour(1), hour(2)).documents == 1
    assert record.reading(hour(100)).documents == 0
