"""A value that a reviewer took away, on every way out of the command line: as one that nobody told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tocsin.definitions import load
from tocsin.desk import Desk
from tocsin.model import EMPTIABLE, Incident, Statement
from tocsin.record import Decision


@pytest.fixture
def taken(run: Run, articles: Path, tmp_path: Path) -> Incident:
    """Of a desk in ./desk the incident in Lyon, of which a reviewer has taken every value away."""
    assert run("init", "desk").returncode == 0
    assert run("read", str(articles), "--desk", "desk").returncode == 0
    with Desk.open(tmp_path / "desk") as desk:
        incident = next(i for i in desk.record.incidents() if i.place.name == "Lyon")
        first = incident.reports[0]
        words = tuple(
            Statement(first, "not_known", {"property": name}, said_by="reviewer", origin="human")
            for name in EMPTIABLE
        )
        desk.record.review(Decision("a", first, "correct", "ada", incident.reports, (), statements=words))
    return incident


def out(run: Run, *arguments: str) -> str:
    done = run(*arguments, "--desk", "desk")
    assert done.returncode == 0, done.stderr
    return done.stdout


def of(taken: Incident, found: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in found if row["id"] == taken.id)


def test_tables_json_and_maps_have_nothing_there(run: Run, taken: Incident) -> None:
    rows = list(csv.DictReader(io.StringIO(out(run, "incidents", "--format", "csv"))))
    row = of(taken, rows)
    told = {"id", "title", "date_precision", "scope", "probability", "reports", "sources", "documents"}
    assert {name for name, text in row.items() if text} == told | {"first_reported", "last_changed"}
    assert row["title"] == "Attack"
    data = of(taken, [json.loads(line) for line in out(run, "incidents", "--format", "jsonl").splitlines()])
    assert (data["killed"], data["outcome"], data["groups"], data["attack_types"]) == (None, None, [], [])
    assert {data["place"][name] for name in ("name", "country", "lat", "radius_km", "precision")} == {None}
    words = [s for s in data["statements"] if s["property"] == "not_known"]
    assert {s["value"]["property"] for s in words} == set(EMPTIABLE)
    features = json.loads(out(run, "incidents", "--format", "geojson"))["features"]
    assert of(taken, features)["geometry"] is None


def test_definitions_doubt_and_figures_leave_out_what_has_no_day(
    run: Run, taken: Incident, tmp_path: Path
) -> None:
    with Desk.open(tmp_path / "desk", read_only=True) as desk:
        now = desk.record.incident(taken.id)
    rule = load("deadly-attack")
    assert (rule.test(taken), rule.test(now)) == ("yes", "doubtful")
    (found,) = json.loads(out(run, "measure", "rate", "--draws", "0", "--format", "json"))
    assert found["n"] == 1


def test_show_names_what_is_not_known_and_the_brief_tells_no_value(run: Run, taken: Incident) -> None:
    text = out(run, "show", taken.id)
    for name in EMPTIABLE:
        assert f"not_known: {name}  (human, says reviewer; " in text
    brief = out(run, "brief", "--on", "2018-03-05", "--format", "markdown")
    assert "Lyon, " not in brief.split("## ")[0]
    assert "4 killed" not in brief
    for format_ in ("html", "text", "json"):
        out(run, "brief", "--on", "2018-03-05", "--format", format_)
