"""A coordinated attack on the command line, from dispatches to links; the dispatches were written for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.resolve.coordinated import lines


@pytest.fixture
def two(run: Run, tmp_path: Path) -> list[dict[str, Any]]:
    """A desk that has read of an airport and a metro; its two incidents, as JSON."""
    path = tmp_path / "dispatches.jsonl"
    path.write_text(lines("airport-and-metro"), encoding="utf-8")
    assert run("read", str(path)).returncode == 0
    found: list[dict[str, Any]] = json.loads(run("incidents", "--format", "json").stdout)
    assert len(found) == 2
    return sorted(found, key=lambda incident: str(incident["place"]["name"]), reverse=True)


def test_each_part_keeps_its_toll_and_the_whole_has_its_own(run: Run, two: list[dict[str, Any]]) -> None:
    assert [incident["killed"]["best"] for incident in two] == [14, 16]
    for incident in two:
        whole = incident["coordinated"]
        assert {part["id"] for part in whole["parts"]} == {i["id"] for i in two}
        assert whole["killed"] == {"low": 30, "best": 30, "high": 30}
        assert (whole["killed_basis"], whole["attacks_told_of"]) == ("told", 2)
    shown = run("show", two[0]["id"], "--why").stdout
    assert "One of 2 parts of a coordinated attack" in shown
    assert "killed in all     30 (told of all)" in shown
    assert f"    {two[1]['id']}  Bombing in Maelbeek" in shown
    assert "Why the parts are linked" in shown
    assert "told together as coordinated, by one source" in shown
    assert json.loads(run("show", two[0]["id"], "--format", "json").stdout)[0]["coordinated"]


def test_the_list_counts_parts_apart_and_as_one(run: Run, two: list[dict[str, Any]]) -> None:
    plain = run("incidents")
    assert "coordinated" not in plain.stdout + plain.stderr
    counted = run("incidents", "--parts")
    assert two[1]["id"] in counted.stdout
    assert (
        "2 incidents with each part counted, as GTD does; 1 with the 2 parts of 1 coordinated"
        in counted.stderr
    )
    none = run("incidents", "--parts", "--country", "FR")
    assert "0 incidents; none is part of a coordinated attack" in none.stderr


def test_definitions_count_parts_apart_and_as_one(run: Run, two: list[dict[str, Any]]) -> None:
    rows = json.loads(run("definitions", "count", "violent-attack", "--parts", "--format", "json").stdout)
    assert (rows[0]["yes"], rows[0]["yes_as_one"]) == (len(two), 1)
    [plain] = json.loads(run("definitions", "count", "violent-attack", "--format", "json").stdout)
    assert "yes_as_one" not in plain
    assert "parts as one" in run("definitions", "count", "violent-attack", "--parts").stdout


def test_a_person_unlinks_links_and_takes_it_back(run: Run, two: list[dict[str, Any]]) -> None:
    a, b = (incident["id"] for incident in two)
    apart = run("unlink", a, b, "--by", "ada", "--note", "two cells")
    assert "part of no coordinated attack" in apart.stdout
    assert "parts of a coordinated attack" not in run("show", a).stdout
    assert "coordinated" not in json.loads(run("incidents", "--format", "json").stdout)[0]
    again = run("read", "dispatches.jsonl")
    assert again.returncode == 0
    assert "part of no coordinated attack" in run("unlink", a, b, "--by", "ada").stdout
    linked = run("link", a, b, "--by", "ada", "--note", "one cell after all")
    assert f"with {b}: " in linked.stdout
    why = run("show", a, "--why").stdout
    assert "linked (p 1.000, ada): one cell after all" in why
    assert f"with {b}: " in run("link", a, b, "--undo", "--by", "ada").stdout
    assert "machine links-1" in run("show", a, "--why").stdout


def test_mistakes_are_one_line_and_status_2(run: Run, two: list[dict[str, Any]]) -> None:
    a, b = (incident["id"] for incident in two)
    for words, said in (
        (("link", a, a), "an attack is no part of itself"),
        (("link", a, "ffff"), "there is no incident ffff"),
        (("unlink", a, b, "--undo"), "nobody decided whether"),
    ):
        done = run(*words)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_the_brief_names_one_attack_in_parts(run: Run, two: list[dict[str, Any]], tmp_path: Path) -> None:
    asked = ("brief", "--since", "2018-03-06", "--until", "2018-03-07")
    told = run(*asked).stdout
    assert "One coordinated attack in 2 parts; killed in all: 30 (told of all attacks)." in told
    assert all(incident["id"] in told for incident in two)
    for name in ("brief.html", "brief.md"):
        assert run(*asked, "--output", name).returncode == 0
        assert "One coordinated attack in 2 parts" in (tmp_path / name).read_text(encoding="utf-8")
    data = json.loads(run(*asked, "--format", "json").stdout)
    assert [i["coordinated"]["killed"]["best"] for i in data["attacks"]] == [30, 30]
    # What leaves the desk names the other part by its id; its own entry says where it was.
    assert {part["title"] for part in data["attacks"][0]["coordinated"]["parts"]} == {None}
