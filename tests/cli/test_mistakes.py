"""The user's mistakes: one line, what to do, exit status 2; never a trace."""

from __future__ import annotations

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
        (["nonsense"], "No such command"),
    ],
)
def test_one_line_and_status_two(run: Run, arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


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
