"""Values set right at the command line, and what is no attack rejected; the dispatch was written for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

TEXT = (
    "Gunmen on motorcycles opened fire on a market in Maradi, Niger, on Saturday and killed nine people, the "
    "governor said. Twelve others were wounded. No group has claimed responsibility."
)


@pytest.fixture
def one(run: Run, tmp_path: Path) -> str:
    """The id of the one incident of a desk."""
    line = {"url": "https://paper.example/1", "title": "Gunmen kill nine at market", "text": TEXT}
    path = tmp_path / "dispatch.jsonl"
    path.write_text(json.dumps(line | {"published": "2021-05-02T08:00:00Z"}), encoding="utf-8")
    assert run("read", str(path)).returncode == 0
    [incident] = listed(run)
    assert incident["killed"]["best"] == 9
    return str(incident["id"])


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("incidents", "--format", "json").stdout)
    return found


def test_values_are_printed_as_they_are_written_and_set_right(run: Run, one: str) -> None:
    printed = run("correct", one[:8]).stdout.splitlines()
    assert "killed=9" in printed
    said = run(
        "correct", one[:8], "killed=11", "weapon_types=?", "--by", "ada", "--note", "the hospital counts"
    )
    assert said.returncode == 0
    assert one in said.stdout
    [now] = listed(run)
    assert (now["killed"]["best"], now["weapon_types"], now["injured"]["best"]) == (11, [], 12)
    assert "reviewer" in run("show", one).stdout
    assert "killed=11" in run("correct", one).stdout.splitlines()


def test_several_groups_are_given_one_by_one(run: Run, one: str) -> None:
    groups = ("groups=The Red Column; claimed; a statement", "groups=Band of the Marsh; suspected; police")
    assert run("correct", one, *groups).returncode == 0
    [now] = listed(run)
    assert {g["name"] for g in now["groups"]} == {"The Red Column", "Band of the Marsh"}


def test_the_last_correction_is_taken_back(run: Run, one: str) -> None:
    run("correct", one, "killed=11")
    run("correct", one, "killed=12")
    assert run("correct", one, "--undo").returncode == 0
    assert run("correct", one, "--undo").returncode == 0
    [now] = listed(run)
    assert now["killed"]["best"] == 9
    refused = run("correct", one, "--undo")
    assert refused.returncode == 2
    assert "nobody has corrected" in refused.stderr


def test_what_is_rejected_is_gone_until_that_is_taken_back(run: Run, one: str) -> None:
    said = run("reject", one, "--note", "an exercise")
    assert said.stdout.startswith("Rejected: ")
    assert listed(run) == []
    assert run("reject", one[:8], "--undo").returncode == 0
    assert [incident["id"] for incident in listed(run)] == [one]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["killed=many"], "killed: write 84, 80-90"),
        (["dead=3"], "dead: no such value; one of date, killed"),
        (["killed"], "'killed' is no value: write NAME=VALUE"),
        (["killed=9"], "says so already"),
        (["killed=1", "killed=2"], "killed is given twice"),
        (["killed=1", "--undo"], "--undo takes back"),
    ],
)
def test_what_cannot_be_set_right_is_told_in_a_line(run: Run, one: str, values: list[str], told: str) -> None:
    refused = run("correct", one, *values)
    assert refused.returncode == 2
    assert told in refused.stderr
    assert run("correct", "0000000000", "killed=1").returncode == 2
