"""The user's mistakes: one line, what to do, exit status 2; never a trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["incidents"], "tocsin init"),
        (["read", "nowhere.csv"], "does not exist"),
        (["read", "http://127.0.0.1:9/feed"], "127.0.0.1"),
        (["show", "abc", "--desk", "other"], "no desk in other"),
        (["incidents", "--definition", "no-such"], "violent-attack"),
        (["incidents", "--as-of", "yesterday-ish"], "is not a time"),
        (["read", "x.csv", "--map", "text"], "OURS=THEIRS"),
        (["withdraw", "--reason", "x"], "--document"),
        (["nonsense"], "no such command"),
        (["brief", "--on", "tomorrow-ish"], "is not a day: write 2016-07-15"),
        (["incidents", "--country", "France"], "such as FR"),
        (["incidents", "--country", "xx"], "such as FR"),
        (["split", "abc"], "tocsin split --help"),
    ],
)
def test_one_line_and_status_two(run: Run, arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_unknown_incident(run: Run, articles: Path) -> None:
    run("read", str(articles))
    done = run("show", "ffffffffff")
    assert done.returncode == 2
    assert "ffffffffff" in done.stderr


def test_init_twice(run: Run) -> None:
    assert run("init", "d").returncode == 0
    done = run("init", "d")
    assert done.returncode == 2
    assert "is a desk already" in done.stderr


def test_nothing_readable_is_status_two(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    done = run("read", "empty.jsonl")
    assert done.returncode == 2
    assert "empty.jsonl" in done.stderr


def test_bad_settings_name_the_key(run: Run, tmp_path: Path) -> None:
    run("init", "desk")
    (tmp_path / "desk" / "tocsin.toml").write_text("[fetch]\ndelai = 3\n", encoding="utf-8")
    done = run("incidents")
    assert done.returncode == 2
    assert "'delai'" in done.stderr


def test_an_incident_not_yet_reported_is_told_from_one_that_never_was(run: Run, articles: Path) -> None:
    run("read", str(articles))
    found = json.loads(run("incidents", "--format", "jsonl").stdout.splitlines()[0])
    done = run("show", found["id"], "--as-of", "2018-03-01")
    assert done.returncode == 2
    assert f"nothing was published about {found['id']}" in done.stderr
    assert "2018-03-05" in done.stderr


def test_a_mistyped_source_makes_no_desk(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("read", str(articles), "nowhere.csv").returncode == 2
    assert not (tmp_path / "desk").exists()


def test_a_mapped_column_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("body,when\nA bomb went off in Lyon on Monday.,2018-03-05\n", "utf-8")
    done = run("read", "a.csv", "--map", "text=body", "--map", "published=wen")
    assert done.returncode == 2
    assert "no column wen, which the mapping gives for published" in done.stderr


def test_an_empty_list_says_why(run: Run, articles: Path) -> None:
    run("read", str(articles))
    done = run("incidents", "--country", "NZ")
    assert done.returncode == 0
    assert "none of the 2 incidents" in done.stderr


def test_the_next_step_can_be_pasted(run: Run) -> None:
    done = run("init", "Büro Süd/desk")
    assert "--desk 'Büro Süd/desk'" in done.stdout
