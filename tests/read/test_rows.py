"""JSON Lines, JSON, CSV and Parquet: the good rows are taken, the bad ones named."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.model import Document
from tocsin.read import Rejected, read_path, read_stream
from tocsin.read.outcome import LINE_LIMIT

MORNING = datetime(2018, 3, 5, 7, 30, tzinfo=UTC)


def read(data: bytes | str, **options: Any) -> list[Document | Rejected]:
    body = data.encode() if isinstance(data, str) else data
    return list(read_stream(io.BytesIO(body), **options))


def documents(data: bytes | str, **options: Any) -> list[Document]:
    found = read(data, **options)
    assert [item for item in found if isinstance(item, Rejected)] == []
    return [item for item in found if isinstance(item, Document)]


def jsonl(*rows: object) -> str:
    return "\n".join(json.dumps(row) for row in rows) + "\n"


def test_a_line_is_a_document() -> None:
    (document,) = documents(
        jsonl(
            {
                "url": "https://www.paper.example/a?x=1#top",
                "title": " Market\nbombed ",
                "text": "Five people died.\r\n\r\nPolice said so.",
                "published": "2018-03-05T08:30:00+01:00",
                "language": "en-GB",
                "author": "Our staff",
                "more": {"is": "ignored"},
            }
        )
    )
    assert document == Document(
        name="https://www.paper.example/a?x=1#top",
        text="Five people died.\n\nPolice said so.",
        title="Market bombed",
        published=MORNING,
        language="en",
        source="paper.example",
        author="Our staff",
    )


def test_names_come_as_they_are() -> None:
    rows: list[dict[str, object]] = [
        {"url": "HTTP://Paper.Example/A b"},
        {"id": "A-17"},
        {"id": 17},
        {"url": None, "id": "x"},
        {},
    ]
    names = [document.name for document in documents(jsonl(*(row | {"text": "Text."} for row in rows)))]
    assert names[:4] == ["HTTP://Paper.Example/A b", "A-17", "17", "x"]
    assert names[4].startswith("sha:")
    assert len(names[4]) == 16


def test_bad_lines_are_named_and_the_good_go_on() -> None:
    good = ['{"id": 1, "text": "One."}', '{"id": 4, "text": "Four."}']
    data = "\n".join([good[0], "", "   ", '{"id": 2, "text": ', "[1, 2]", '"text"', '{"id": 3}', good[1]])
    found = read(data, name="file.jsonl")
    assert [item.name for item in found if isinstance(item, Document)] == ["1", "4"]
    bad = [item for item in found if isinstance(item, Rejected)]
    assert [item.where for item in bad] == ["line 4", "line 5", "line 6", "line 7"]
    assert {item.name for item in bad} == {"file.jsonl"}
    assert bad[0].reason.startswith("not JSON: ")
    assert bad[3].document == "3"
    assert all("\n" not in item.reason for item in bad)


@pytest.mark.parametrize(
    "line",
    ['{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", '{"text": ' + "1" * 5000 + "}", "{'text': 'x'}",
     '{"text": "x"} {"text": "y"}', "\x00", '{"text": "a\x01"}'],
)  # fmt: skip
def test_lines_that_try_to_break_the_reader(line: str) -> None:
    found = read('{"id": "a", "text": "x"}\n' + line + '\n{"id": "b", "text": "y"}\n', kind="jsonl")
    assert [type(item) for item in found] == [Document, Rejected, Document]


def test_a_huge_line_is_left_out_and_the_next_read() -> None:
    huge = b'{"text": "' + b"x" * (LINE_LIMIT + 10) + b'"}\n'
    found = read(b'{"id": "a", "text": "x"}\n' + huge + b'{"id": "b", "text": "y"}\n', kind="jsonl")
    assert [type(item) for item in found] == [Document, Rejected, Document]
    assert isinstance(found[1], Rejected)
    assert (found[1].where, found[1].reason) == ("line 2", "longer than 20 MB")


def test_lone_surrogates_and_controls_do_not_come_through() -> None:
    (document,) = documents('{"id": "a\\ud800", "text": "b\\u0000\\udfffc", "title": "\\u001b[2Jd"}\n')
    assert (document.name, document.text, document.title) == ("a", "bc", "[2Jd")


def test_a_title_alone_is_read_as_the_text_and_says_so() -> None:
    (document,) = documents(jsonl({"id": "a", "title": "Blast in market", "text": "  "}))
    assert document.text == document.title == "Blast in market"
    assert "title_only" in document.flags


def test_html_instead_of_text() -> None:
    html = (
        "<html><body><article><p>A bomb went off near the old bridge on Monday.</p></article></body></html>"
    )
    (document,) = documents(
        jsonl({"url": "https://a.example/1", "html": html, "title": "T", "date": "2018-03-05"})
    )
    assert document.text == "A bomb went off near the old bridge on Monday."
    assert (document.name, document.title, document.flags) == ("https://a.example/1", "T", ("day_only",))


def test_json_is_an_array_or_an_object() -> None:
    rows = [{"id": "a", "text": "x"}, 5, {"id": "b", "text": "y"}]
    found = read(json.dumps(rows, indent=1))
    assert [type(item) for item in found] == [Document, Rejected, Document]
    assert [item.name for item in documents(json.dumps(rows[0], indent=1))] == ["a"]
    assert isinstance(read("[1, 2")[0], Rejected)


HEADER = "url,date,title,text\n"


def test_csv_with_date_only() -> None:
    found = documents(
        HEADER + '"https://a.example//1",2018-03-05,"One, two","He said ""no"".\n\nThen left."\n'
    )
    assert found == [
        Document(
            name="https://a.example//1",
            text='He said "no".\n\nThen left.',
            title="One, two",
            published=datetime(2018, 3, 5, tzinfo=UTC),
            source="a.example",
            flags=("day_only",),
        )
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_marks_and_line_ends(delimiter: str, mark: bytes, end: str) -> None:
    rows = [["URL", "Title", "Text"], ["u1", "a,b;c", 'x\ty\n"z"'], ["u2", "d", "e"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    found = documents(mark + out.getvalue().encode())
    assert [(d.name, d.title, d.text) for d in found] == [("u1", "a,b;c", 'x\ty\n"z"'), ("u2", "d", "e")]


def test_broken_rows_are_named_and_the_good_go_on() -> None:
    data = (
        HEADER
        + "u1,2018-03-05,a,one\n"
        + "u2,2018-03-05,b\n"
        + "u3,2018-03-05,c,three,four\n"
        + '\n"u4",2018-03-05,"d"x,four\n'
        + "u5,2018-03-05,e,five\n"
        + 'u6,2018-03-05,f,"never closed\n'
        + "u7,2018-03-05,g,seven\n"
        + "u8,2018-03-05,h,eight"
    )
    found = read(data, name="t.csv")
    assert [item.name for item in found if isinstance(item, Document)] == ["u1", "u5", "u7", "u8"]
    bad = [(item.name, item.where) for item in found if isinstance(item, Rejected)]
    assert bad == [("t.csv", "line 3"), ("t.csv", "line 4"), ("t.csv", "line 6"), ("t.csv", "line 8")]


def test_an_unclosed_quote_does_not_swallow_the_row_with_the_next_quote() -> None:
    data = HEADER + 'u1,2018-03-05,a,"open\nu2,2018-03-05,b,two\nu3,2018-03-05,c,"three, closed"\n'
    found = read(data)
    assert [type(item) for item in found] == [Rejected, Document, Document]


def test_long_fields_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    (document,) = documents(HEADER + "u,2018-03-05,t," + "x" * 1_000_000 + "\n")
    assert len(document.text) == 1_000_000
    monkeypatch.setattr("tocsin.read.tables.LINE_LIMIT", 1000)
    found = read(HEADER + 'u1,2018-03-05,t,"' + "x\n" * 2000 + '"\nu2,2018-03-05,t,two\n')
    assert isinstance(found[0], Rejected)
    assert found[0].reason.startswith("a row longer than")
    assert isinstance(found[-1], Document)
    assert found[-1].name == "u2"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("a,b,c\n1,2,3\n", "no column text or html among: a, b, c"),
        ("url,title\nu,t\n", "name yours by a mapping"),
        ("   \n", "no rows"),
    ],
)
def test_a_table_without_a_text_says_what_to_do(data: str, why: str) -> None:
    (rejected,) = read(data, kind="csv")
    assert isinstance(rejected, Rejected)
    assert why in rejected.reason


def test_other_columns_by_a_mapping() -> None:
    data = "link;Überschrift;body;when;outlet\nu;T;Text.;2018-03-05T07:30:00Z;Agency\n"
    mapping = {"url": "link", "title": "Überschrift", "text": "body", "date": "when", "source": "outlet"}
    (document,) = documents(data, mapping=mapping)
    assert (document.name, document.title, document.text, document.published, document.source) == (
        "u", "T", "Text.", MORNING, "Agency",
    )  # fmt: skip
    with pytest.raises(InputError, match="'headline'"):
        read(data, mapping={"headline": "Überschrift"})


def test_a_line_that_is_not_utf_8_is_read_and_flagged() -> None:
    found = documents(HEADER.encode() + b"u1,2018-03-05,a,caf\xe9\nu2,2018-03-05,b,caf\xc3\xa9\n")
    assert [d.text for d in found] == ["café", "café"]
    assert ["encoding_guessed" in d.flags for d in found] == [True, False]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_by_their_mark(encoding: str) -> None:
    found = documents((HEADER + "u1,2018-03-05,a,Ақтөбе\nu2,2018-03-05,b,two\n").encode(encoding))
    assert [d.text for d in found] == ["Ақтөбе", "two"]


text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1, max_size=60
)


@given(st.lists(st.tuples(text, text), min_size=1, max_size=6))
def test_what_is_written_as_csv_or_jsonl_is_read_back(rows: list[tuple[str, str]]) -> None:
    kept = [(title, body) for title, body in rows if body.strip()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "title", "text"])
    writer.writerows([str(n), title, body] for n, (title, body) in enumerate(kept))
    lines = jsonl(*({"id": str(n), "title": title, "text": body} for n, (title, body) in enumerate(kept)))
    for data, kind in ((out.getvalue(), "csv"), (lines, "jsonl")):
        found = documents(data, kind=kind) if kept or kind == "csv" else []
        assert [d.text for d in found] == [body for _, body in kept]
        assert [d.title for d in found] == [" ".join(title.split()) or None for title, _ in kept]


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    frame = pl.DataFrame(
        {"url": ["u1", "u2", None], "title": ["a", None, None], "text": ["one", "two", None],
         "date": [MORNING, None, None]}
    )  # fmt: skip
    frame.write_parquet(path)
    found = list(read_path(path))
    assert [type(item) for item in found] == [Document, Document, Rejected]
    assert isinstance(found[0], Document)
    assert (found[0].name, found[0].text, found[0].published) == ("u1", "one", MORNING)
    path.write_bytes(b"PAR1" + bytes(100))
    (rejected,) = read_path(path)
    assert isinstance(rejected, Rejected)
    assert "not Parquet" in rejected.reason


def test_gzip_of_anything(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl({"id": "a", "text": "x"}).encode()))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress((HEADER + "b,2018-03-05,t,y\n").encode()))
    assert [d.name for d in read_path(tmp_path)] == ["a", "b"]


def test_gzip_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    rows = jsonl(*({"id": str(n), "text": f"{n} {hash(str(n))} " * 20} for n in range(3000))).encode()
    packed = gzip.compress(rows)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    found = list(read_path(path))
    assert len(found) > 100
    assert isinstance(found[-1], Rejected)
    assert "gzip" in found[-1].reason


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", 9) as file:
        for _ in range(300):
            file.write(b" " * ((1 << 20) - 1) + b"\n")
    (rejected,) = read_path(path)
    assert isinstance(rejected, Rejected)
    assert "decompression bomb" in rejected.reason
