"""The brief from a real record, and the command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.brief.builders import NOW, SINCE, UNTIL
from tocsin.brief import as_text, compose
from tocsin.brief.heading import headline
from tocsin.cli.app import run
from tocsin.cli.brief import window
from tocsin.definitions import load
from tocsin.desk import Desk
from tocsin.errors import UserError
from tocsin.model import Coding, Document, Judgement, Report, Span, Statement, report_id
from tocsin.record import Entry, Record

RULE = load("violent-attack")
HOUR = timedelta(hours=1)


def entry(name: str, at: datetime, killed: int, *, source: str = "Outlet", said: str | None = None) -> Entry:
    """A document that reports one bombing, with its place and its dead."""
    text = f"A bomb went off in Altdorf. Officials said that {killed} people died there on Thursday."
    document = Document(f"https://outlet.example/{name}", text, name, at, at, "en", source)
    anchor = Span(0, 27)
    subject = report_id(document.id, anchor)

    def statement(property_: str, value: object, quote: str) -> Statement:
        start = text.index(quote)
        return Statement(
            subject, property_, value, document.id, start, start + len(quote), quote, said, at, coder="test"
        )

    place: dict[str, object] = {
        "name": "Altdorf", "admin1": None, "country": "DE", "lat": 49.4, "lon": 11.4, "radius_km": 4.0,
        "precision": "city", "alternatives": [],
    }  # fmt: skip
    day = {"start": "2016-07-14", "end": "2016-07-14", "precision": "day"}
    statements = (
        statement("attack_type", "bombing", "A bomb went off in Altdorf."),
        statement("outcome", "completed", "A bomb went off"),
        statement("place", place, "Altdorf"),
        statement("date", day, "Thursday"),
        statement("killed", {"low": killed, "best": killed, "high": killed}, f"{killed} people"),
    )
    report = Report(document.id, anchor, 0.9, statements, "test")
    return Entry(document, Coding(document.id, True, 0.9, "en", True, (report,), coder="test"))


def silent(name: str, at: datetime, *, language: str = "en", understood: bool = True) -> Entry:
    """A document without a report."""
    document = Document(
        f"https://outlet.example/{name}", "Sport, and nothing else.", name, at, at, language, "Other"
    )
    reason = "not_relevant" if understood else "language"
    return Entry(document, Coding(document.id, False, 0.01, language, understood, (), reason, coder="test"))


def same(a: Entry, b: Entry) -> Judgement:
    """The judgement that the reports of two documents tell of one attack."""
    assert a.coding is not None
    assert b.coding is not None
    first, second = sorted((a.coding.reports[0].id, b.coding.reports[0].id))
    return Judgement(first, second, "same", 0.99, "test")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.sqlite") as opened:
        yield opened


def test_nothing_in_the_record_is_said_loudly(record: Record) -> None:
    made = compose(record, SINCE, UNTIL, RULE, NOW)
    assert headline(made).startswith("NOTHING WAS READ")


def test_a_new_attack_with_its_sentence(record: Record) -> None:
    record.add(
        [
            entry("a", SINCE + HOUR, 12),
            silent("b", SINCE + HOUR),
            silent("c", SINCE, language="am", understood=False),
        ],
        at=NOW,
    )
    made = compose(record, SINCE, UNTIL, RULE, NOW)
    assert headline(made) == "1 major new attack reported: Altdorf, Germany (12 killed)"
    assert (made.reading.documents, dict(made.reading.not_understood)) == (3, {"am": 1})
    text = as_text(made)
    assert "“Officials said that 12 people died there on Thursday.”" in text
    assert "Outlet, 14 July 2016, 01:00 UTC: https://outlet.example/a" in text


def test_the_next_day_the_same_attack_is_known_and_its_toll_revised(record: Record) -> None:
    first, second = entry("a", SINCE + HOUR, 12), entry("b", UNTIL + HOUR, 15, source="Second")
    record.add([first, second], at=UNTIL + 2 * HOUR)
    record.add_judgements([same(first, second)])
    made = compose(record, UNTIL, UNTIL + timedelta(days=1), RULE, UNTIL + 6 * HOUR)
    assert made.attacks == ()
    assert [
        (c.kind, c.evidence.source if c.evidence else None) for c in made.changes if c.kind == "killed"
    ] == [("killed", "Second")]
    assert headline(made) == "No major new attack reported, and no smaller one"


@pytest.mark.parametrize("at", [SINCE, SINCE + HOUR, UNTIL - timedelta(seconds=1)])
def test_each_document_falls_into_one_of_two_windows_that_touch(record: Record, at: datetime) -> None:
    record.add([entry("a", at, 12)], at=NOW)
    days = [(SINCE - timedelta(days=1), SINCE), (SINCE, UNTIL), (UNTIL, UNTIL + timedelta(days=1))]
    made = [compose(record, since, until, RULE, NOW) for since, until in days]
    assert [len(brief.attacks) for brief in made] == [0, 1, 0]
    assert [brief.reading.documents for brief in made] == [0, 1, 0]


def test_what_was_published_before_the_window_and_arrived_in_it_is_not_lost(record: Record) -> None:
    record.add(
        [entry("late", SINCE - HOUR, 12), entry("ancient", SINCE - timedelta(days=400), 3)], at=SINCE + HOUR
    )
    late = compose(record, SINCE, UNTIL, RULE, NOW).late
    assert late.documents == 2
    assert [i.documents for i in late.incidents] == [("https://outlet.example/late",)]
    assert compose(record, UNTIL, UNTIL + HOUR, RULE, UNTIL + HOUR).late.documents == 0


def test_a_withdrawal_is_told_and_the_attack_is_gone(record: Record) -> None:
    first = entry("a", SINCE + HOUR, 12)
    record.add([first], at=SINCE + 2 * HOUR)
    record.withdraw(
        document=first.document.name, reason="the outlet took it back", by="desk", at=SINCE + 3 * HOUR
    )
    made = compose(record, SINCE, UNTIL, RULE, NOW)
    assert made.attacks == ()
    assert "by desk: the outlet took it back" in as_text(made)


def test_the_sentence_goes_with_the_text_and_the_quote_stays(record: Record) -> None:
    record.add([entry("a", SINCE + HOUR, 12)], at=NOW)
    record.expire_texts(UNTIL, at=NOW)
    text = as_text(compose(record, SINCE, UNTIL, RULE, NOW))
    assert "“12 people”" in text


def test_an_empty_window_is_refused(record: Record) -> None:
    with pytest.raises(UserError, match="before it begins"):
        compose(record, UNTIL, SINCE, RULE, NOW)


def test_the_window_that_the_options_name() -> None:
    day = timedelta(days=1)
    assert window(None, None, None, NOW) == (NOW - day, NOW)
    assert window(SINCE, None, None, NOW) == (SINCE, UNTIL)
    assert window(None, SINCE, None, NOW) == (SINCE, NOW)
    assert window(None, None, UNTIL, NOW) == (SINCE, UNTIL)
    last_second = datetime(2016, 7, 14, 23, 59, 59, tzinfo=UTC)
    assert window(None, None, last_second, NOW) == (SINCE, UNTIL)
    with pytest.raises(UserError, match="--on names a whole day"):
        window(SINCE, SINCE, None, NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    where = tmp_path / "desk"
    with Desk.open(where, create=True) as desk:
        desk.record.add([entry("a", SINCE + HOUR, 12)], at=NOW)
    return where


def test_the_command_prints_the_answer_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "--desk", str(folder), "--on", "2016-07-14"]) == 0
    assert (
        capsys.readouterr().out.splitlines()[0] == "1 major new attack reported: Altdorf, Germany (12 killed)"
    )


@pytest.mark.parametrize(
    ("name", "start"),
    [("b.html", "<!doctype html>"), ("b.md", "# 1 major"), ("b.json", "{"), ("b.txt", "1 major")],
)
def test_the_command_writes_a_file_by_its_ending(folder: Path, tmp_path: Path, name: str, start: str) -> None:
    out = tmp_path / name
    assert run(["brief", "--desk", str(folder), "--on", "2016-07-14", "--output", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(start)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "desk"])


def test_the_command_prints_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "--desk", str(folder), "--on", "2016-07-14", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["attacks"][0]["quote"]["sentence"] == "Officials said that 12 people died there on Thursday."


@pytest.mark.parametrize(
    "wrong",
    [
        ["--on", "2016-07-14", "--since", "2016-07-13"],
        ["--since", "2016-07-15", "--until", "2016-07-14"],
        ["--definition", "no-such-rule"],
        ["--on", "yesterday"],
        ["--output", "/no/such/folder/brief.html"],
    ],
)
def test_a_mistake_is_one_line_and_status_2(
    folder: Path, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert run(["brief", "--desk", str(folder), *wrong]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err


def test_no_desk_is_the_users_mistake(tmp_path: Path) -> None:
    assert run(["brief", "--desk", str(tmp_path / "none")]) == 2
