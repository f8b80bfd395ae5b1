"""`tocsin check` and `tocsin claims` as a person meets them; in this process, since each starts scipy."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.cli.conftest import ROWS
from tocsin.cli.app import run as command_line

SENTENCE = "There was one attack in France in March."
SAID = ("--said", "2018-03-20")
LOWER = "At least 5 people were killed in Lyon in March 2018."


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


class Run(Protocol):
    """Runs `tocsin ARGUMENTS` in an empty folder."""

    def __call__(self, *arguments: str, stdin: str = "") -> Done:
        """Return what it left."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a callable that runs a command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_DESK", raising=False)

    def call(*arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = command_line(list(arguments))
        out, err = capsys.readouterr()
        return Done(status, out, err)

    return call


def _json(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


def test_the_worked_example_needs_no_desk(run: Run) -> None:
    done = run("check", "--example", "84-hours")
    assert done.returncode == 0, done.stderr
    assert "Verdict: wrong scope" in done.stdout
    for row in (
        "84     48–163",
        "247    197–315",
        "293    125–902",
        "676  395–1,269",
        "62      52–73",
        "24      21–26",
    ):
        assert row in done.stdout
    assert "no desk in desk" in done.stderr


def test_a_sentence_is_checked_against_the_desk_with_its_attacks(run: Run, articles: Path) -> None:
    run("read", str(articles))
    done = run("check", LOWER, *SAID)
    assert done.returncode == 0, done.stderr
    assert "Verdict: supported" in done.stdout
    assert "The attacks behind it: 1" in done.stdout
    assert "https://" in done.stdout
    assert "What to mind" in done.stdout


def test_json_carries_all_of_it(run: Run, articles: Path) -> None:
    run("read", str(articles))
    [made] = _json(run("check", LOWER, *SAID, "--format", "json").stdout)
    assert made["verdict"] == "supported"
    assert made["claim"]["side"]["region"] == "Lyon (FR)"
    assert made["incidents"][0]["statements"][0]["quote"]
    assert made["missing"]


def test_options_correct_the_reading(run: Run, articles: Path) -> None:
    run("read", str(articles))
    options = ("--region", "AF", "--count", "killed", "--since", "2018-03-01", "--until", "2018-03-10")
    [made] = _json(run("check", LOWER, *SAID, *options, "--format", "json").stdout)
    side = made["claim"]["side"]
    assert (side["region"], side["counted"], side["since"], side["until"]) == (
        "Afghanistan", "killed", "2018-03-01", "2018-03-10",
    )  # fmt: skip


def test_a_file_stdin_and_two_claims(run: Run, articles: Path, tmp_path: Path) -> None:
    run("read", str(articles))
    (tmp_path / "claim.toml").write_text(f'sentence = "{LOWER}"\nsaid_on = 2018-03-20\n', encoding="utf-8")
    from_file = _json(run("check", "claim.toml", "--format", "json").stdout)
    from_stdin = _json(run("check", "-", *SAID, "--format", "json", stdin=LOWER).stdout)
    assert from_file[0]["because"] == from_stdin[0]["because"]
    both = run("check", f"{LOWER} Cats like fish. {SENTENCE}", *SAID)
    assert both.stdout.count("Verdict:") == 2
    assert "not understood, left out: “Cats like fish.”" in both.stderr


@pytest.mark.parametrize("ending", ["svg", "png", "json"])
def test_the_plot_is_a_file(run: Run, articles: Path, tmp_path: Path, ending: str) -> None:
    run("read", str(articles))
    done = run("check", LOWER, *SAID, "--plot", f"out.{ending}")
    assert done.returncode == 0, done.stderr
    data = (tmp_path / f"out.{ending}").read_bytes()
    assert data.startswith({"svg": b"<svg", "png": b"\x89PNG", "json": b"{"}[ending])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check"], "give one claim"),
        (["check", "12 attacks in June.", "--example", "84-hours"], "give one claim"),
        (["check", "--example", "nonsense"], "choose one of 84-hours"),
        (["check", ""], "the claim is empty"),
        (["check", "Cats like fish."], "not understood"),
        (["check", "Attacks every 0 hours in France."], "every 0 hours is none"),
        (["check", "x" * 5000], "5,000 characters"),
        (["check", "none.toml"], "there is no file none.toml"),
        (["check", "12 attacks in June.", "--region", "Atlantis-on-Sea"], "no region"),
        (
            ["check", "12 attacks in June.", "--since", "2016-07-01", "--until", "2016-06-01"],
            "before it begins",
        ),
        (["check", "12 attacks in June.", "--definition", "nonsense"], "no desk"),
        (["check", "12 attacks in June."], "no desk in desk"),
        (["check", "12 attacks in 2050."], "in the future"),
        (["claims", "list"], "no desk"),
        (["claims", "add", "Cats like fish."], "not understood"),
    ],
)
def test_mistakes_are_one_line_and_status_two(run: Run, arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_megabyte_and_bytes_that_are_no_text_are_refused(run: Run, tmp_path: Path) -> None:
    done = run("check", "-", stdin="attacks " * 130_000)
    assert done.returncode == 2
    assert "longer than a claim can be" in done.stderr
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in run("check", "bad.toml").stderr


def test_control_characters_do_not_reach_the_screen(run: Run, articles: Path) -> None:
    run("read", str(articles))
    done = run("check", "\x1b[31mAt least 5 people\u202e were killed in Lyon in March 2018.", *SAID)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_the_register_follows_the_record_and_says_why(run: Run, articles: Path, tmp_path: Path) -> None:
    first = [row for row in ROWS if "lyon-1" in row["url"]]
    (tmp_path / "first.jsonl").write_text("\n".join(json.dumps(row) for row in first), encoding="utf-8")
    run("read", "first.jsonl")
    added = run("claims", "add", LOWER, *SAID, "--by", "desk")
    assert added.returncode == 0, added.stderr
    assert "cannot tell" in added.stdout
    done = run("read", str(articles))
    assert "changed: supported; see: tocsin claims show" in done.stderr
    [row] = _json(run("claims", "list", "--format", "json").stdout)
    assert (row["verdict"], row["changes"], row["stale"]) == ("supported", 1, False)
    shown = run("claims", "show", row["id"]).stdout
    assert "entered by desk" in shown
    assert "The verdict was “cannot tell” and is “supported”." in shown
    taken = run(
        "withdraw", "--document", "https://paper.example/lyon-2", "--reason", "retracted", "--by", "desk"
    )
    assert "changed: cannot tell" in taken.stderr
    history = _json(run("claims", "show", row["id"], "--format", "json").stdout)[0]["history"]
    assert [h["verdict"] for h in history] == ["cannot tell", "supported", "cannot tell"]


def test_an_unchanged_claim_gains_no_history(run: Run, articles: Path) -> None:
    run("read", str(articles))
    run("claims", "add", LOWER, *SAID)
    again = run("claims", "recheck")
    assert again.stdout.strip().endswith("1 claim checked again; 0 changed.")
    [row] = _json(run("claims", "list", "--format", "json").stdout)
    assert row["changes"] == 0
    assert run("claims", "add", LOWER, *SAID).returncode == 0
    assert len(_json(run("claims", "list", "--format", "json").stdout)) == 1


def test_a_sentence_that_is_not_understood_is_written_as_a_file_to_fill_in(run: Run, tmp_path: Path) -> None:
    refused = run("check", "Countless attacks hit Europe.", *SAID)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "tocsin check --as-file" in refused.stderr
    done = run("check", "--as-file", "Countless attacks hit Europe.", *SAID)
    assert done.returncode == 0
    assert "# was not understood: it lacks a number" in done.stdout
    (tmp_path / "claim.toml").write_text(done.stdout)
    assert "the sentence" not in run("check", "claim.toml", *SAID).stderr
    understood = run("check", "--as-file", SENTENCE, *SAID, "--region", "FR,BE")
    assert f'sentence = "{SENTENCE}"' in understood.stdout
    assert 'region = "FR,BE"' in understood.stdout
