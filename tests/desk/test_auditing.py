"""The audit of a desk: its frame, its labels, and what every way out says of it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import ROWS
from tocsin.audit import SLOTS, chosen
from tocsin.desk import Desk
from tocsin.desk.auditing import (
    Ask,
    account,
    agreements,
    doubled,
    drawn,
    frame,
    repeats,
    said,
    slot_texts,
    waiting,
)
from tocsin.errors import GroundsError, InputError, NotFoundError
from tocsin.model import Statement
from tocsin.record import Audit, AuditItem, Decision, Record

ASK = Ask(10, 10, seed=7)
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk that read five dispatches: of two attacks, and two of none."""
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    made = Desk.open(tmp_path / "desk", create=True)
    made.read([str(path)])
    return made


def of_kind(record: Record, audit: Audit, kind: str) -> list[AuditItem]:
    return [item for item in record.audits.items(audit) if item.kind == kind]


def test_the_frame_is_the_view_and_what_gave_none_and_the_same_seed_draws_the_same(desk: Desk) -> None:
    record = desk.record
    whole = frame(record, replace(ASK, as_of=AT))
    assert set(whole.members["incidents"]) == {i.id for i in record.incidents()}
    rejected = Counter(name for name, members in whole.members.items() for _ in members)
    told = sum(1 for row in record.documents() if not row.reports)
    assert rejected.total() - len(record.incidents()) == told
    one, two = (drawn(record, ASK, by="anna", at=AT) for _ in "ab")
    assert one.id != two.id
    assert one.plan["digest"] == two.plan["digest"]
    assert [i.ref for i in record.audits.items(one)] == [i.ref for i in record.audits.items(two)]
    assert repeats(record, one)
    told_of_none = next(row.document.name for row in record.documents() if not row.reports)
    record.withdraw(document=told_of_none, reason="a copy", by="anna")
    assert not repeats(record, one)


def test_the_window_keeps_incidents_by_day_and_documents_by_publication(desk: Desk) -> None:
    none = frame(desk.record, replace(ASK, since=date(2030, 1, 1), as_of=datetime(2031, 1, 1, tzinfo=UTC)))
    assert none.sizes["incidents"] == sum(i.date.end is None for i in desk.record.incidents())
    assert sum(none.sizes.values()) == none.sizes["incidents"]
    with pytest.raises(GroundsError, match="nothing was asked for"):
        drawn(desk.record, replace(ASK, incidents=0, rejected=0), by="anna")


def test_a_label_is_stored_once_taken_back_and_said_again(desk: Desk) -> None:
    record = desk.record
    audit = drawn(record, ASK, by="anna")
    item = of_kind(record, audit, "incident")[0]
    body = said(record, item, "right", {"killed": "wrong"})
    for _ in "ab":
        record.audits.label(item.seq, body, once="one", reviewer="anna")
    (label,) = record.audits.labels(audit)
    assert label.body["slots"] == {**dict.fromkeys(SLOTS, "right"), "killed": "wrong"}
    record.audits.label(item.seq, {"verdict": "undo"}, once="two", reviewer="anna")
    assert record.audits.labels(audit) == []
    record.audits.label(item.seq, said(record, item, "none"), once="three", reviewer="anna")
    assert [one.body["verdict"] for one in record.audits.labels(audit)] == ["none"]
    acts = [entry.act for entry in record.log() if entry.act.startswith("audit")]
    assert acts == ["audit drawn", *["audit labelled"] * 3]
    with pytest.raises(InputError):
        record.audits.label(item.seq, {"verdict": "missed"}, once="four", reviewer="anna")
    with pytest.raises(NotFoundError):
        record.audits.label(9999, {"verdict": "none"}, once="five", reviewer="anna")
    assert record.check() == []


def test_of_two_that_are_one_the_smaller_is_too_many_whichever_was_drawn(desk: Desk) -> None:
    record = desk.record
    audit = drawn(record, ASK, by="anna")
    one, two = sorted(of_kind(record, audit, "incident"), key=lambda i: len(i.shown["reports"]))[:2]
    assert len(one.shown["reports"]) != len(two.shown["reports"])
    assert said(record, one, "duplicate", other=two.ref)["surplus"] is True
    assert said(record, two, "duplicate", other=one.ref)["surplus"] is False
    with pytest.raises(InputError, match="the incident itself"):
        said(record, one, "duplicate", other=one.ref)


def test_two_reviewers_and_who_counts(desk: Desk) -> None:
    record = desk.record
    audit = drawn(record, ASK, by="anna")
    items = record.audits.items(audit)
    for item in items:
        record.audits.label(item.seq, _first(record, item), once=f"a{item.seq}", reviewer="anna")
    assert waiting(items, record.audits.labels(audit), "berta") == []
    assert waiting(items, record.audits.labels(audit), "berta", second=True) == items
    record.audits.label(items[0].seq, {"verdict": "cannot_tell"}, once="b", reviewer="berta")
    labels = record.audits.labels(audit)
    (agreed,) = agreements(labels)
    assert (agreed.n, agreed.agreed) == (1, 0.0)
    assert doubled(labels) == 1 / len(items)
    found = record.audits.result(audit)
    assert found.complete
    assert found.counts["cannot_tell"] + sum(s.counts["cannot_tell"] for s in found.strata) == 0
    assert account(record, audit).to_json()["labelled_twice"] == 1 / len(items)


def _first(record: Record, item: AuditItem) -> dict[str, object]:
    return said(record, item, "right" if item.kind == "incident" else "none")


def test_what_is_corrected_later_does_not_change_what_was_audited(desk: Desk) -> None:
    record = desk.record
    audit = drawn(record, ASK, by="anna")
    before = record.audits.items(audit)
    record.withdraw(document=str(ROWS[0]["url"]), reason="a copy", by="anna")
    assert record.audits.items(audit) == before


def test_a_value_that_a_reviewer_took_away_is_empty_and_not_the_machines(desk: Desk) -> None:
    record = desk.record
    incident = next(i for i in record.incidents() if i.killed is not None)
    first = incident.reports[0]
    words = tuple(
        Statement(first, "not_known", {"property": name}, said_by="reviewer", origin="human")
        for name in ("killed", "group", "attack_type", "place")
    )
    record.review(Decision("a", first, "correct", "anna", incident.reports, (), statements=words))
    audit = drawn(record, ASK, by="anna")
    item = next(i for i in of_kind(record, audit, "incident") if i.ref == incident.id)
    taken = {"attack_types", "groups", "killed", "place"}
    assert set(item.shown["set_right"]) == taken
    assert taken <= set(item.shown["empty"])
    assert {text for name, text in slot_texts(item) if name in taken} == {"–"}
    record.audits.label(item.seq, _first(record, item), once="b", reviewer="anna")
    slots = {slot.name: slot for slot in record.audits.result(audit).slots}
    assert {name for name, slot in slots.items() if slot.set_right} == taken


def test_a_figure_says_which_audit_it_leans_on(desk: Desk) -> None:
    record = desk.record
    assert chosen(record.audits.told(), "violent-attack").line == "audit: not audited"
    audit = drawn(record, ASK, by="anna")
    assert chosen(record.audits.told(), "violent-attack").line == "audit: not audited"
    items = record.audits.items(audit)
    record.audits.label(items[0].seq, _first(record, items[0]), once="x", reviewer="anna")
    line = chosen(record.audits.told(), "violent-attack").line
    assert f"partial: 1 of {len(items)} labelled" in line
    other = chosen(record.audits.told(), "deadly-attack")
    assert "another definition" in other.line
    assert other.to_json()["audited"] is True


@pytest.fixture
def run(desk: Desk, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    desk.record.close()

    def call(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tocsin", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, input=stdin, capture_output=True, text=True, check=False, timeout=120
        )

    return call


def test_from_the_draw_to_every_way_out_on_the_command_line(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    assert "draw one" in run("audit", "result").stderr
    drawn_ = run("audit", "draw", "--incidents", "9", "--rejected", "9", "--seed", "7")
    assert "incidents 2 of 2" in drawn_.stdout
    assert run("audit", "label", "--by", "anna", stdin="q\n").returncode == 0
    # Each question takes what fits it: n is an answer to all of them.
    told = run("audit", "label", "--by", "anna", stdin="n\n" * 20)
    assert told.returncode == 0, told.stderr
    result = json.loads(run("audit", "result", "--format", "json").stdout)
    assert result["complete"] is True
    assert result["precision"]["value"] == 0.0
    line = "precision 0.00 [0.00–0.00], n=2 (all)"
    assert line in run("audit", "result").stdout
    assert "the draw repeats" in run("audit", "status", "--repeat").stdout
    assert len(list(csv.DictReader(io.StringIO(run("audit", "list", "--format", "csv").stdout)))) == 1
    assert line in run("brief", "--on", "2018-03-06").stdout
    assert json.loads(run("brief", "--on", "2018-03-06", "--format", "json").stdout)["audit"]["n"] == 2
    (measured,) = json.loads(run("measure", "rate", "--draws", "0", "--format", "json").stdout)
    assert measured["audit"]["precision"] == 0.0
    assert line in measured["sentence"]
    assert line in run("incidents", "--format", "csv").stderr
    assert json.loads(run("incidents", "--format", "geojson").stdout)["audit"]["audited"] is True
    assert line in run("definitions", "count").stdout
    checked = run("check", "2 attacks in 2018", "--said", "2019-01-01")
    assert line in checked.stdout, checked.stderr
