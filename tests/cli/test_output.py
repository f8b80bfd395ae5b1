"""Tables at a terminal of any width; Parquet to a reader that goes away; colours that are not wanted."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def _at_terminal(folder: Path, *arguments: str, columns: int, **environment: str) -> str:
    """Return what `tocsin ARGUMENTS` writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm", **environment}
    env = {key: value for key, value in env.items() if value}
    process = subprocess.Popen(
        [sys.executable, "-m", "tocsin", *arguments], cwd=folder, stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    written = b""
    try:
        while chunk := os.read(ours, 65536):
            written += chunk
    except OSError:
        pass  # Linux says so when the other side has closed.
    finally:
        os.close(ours)
    assert process.wait(timeout=60) == 0
    return written.decode()


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_narrow_terminal_breaks_no_word_and_names_what_it_leaves_out(
    run: Run, articles: Path, tmp_path: Path, columns: int
) -> None:
    run("read", str(articles))
    shown = _at_terminal(tmp_path, "incidents", columns=columns, NO_COLOR="1")
    assert all(len(line.rstrip()) <= columns for line in shown.splitlines() if "\x1b" not in line)
    for word in ("2018-03-05", "Kandahar,"):
        assert word in shown
    assert ("too narrow for: target" in shown) == (columns < 100)


def test_a_pipe_gets_every_column(run: Run, articles: Path) -> None:
    run("read", str(articles))
    assert "too narrow" not in run("incidents").stdout
    assert "target" in run("incidents").stdout


def test_no_color_is_heeded(run: Run, tmp_path: Path) -> None:
    run("init")
    assert "\x1b[3" not in _at_terminal(tmp_path, "doctor", columns=80, NO_COLOR="1")
    assert "\x1b[3" in _at_terminal(tmp_path, "doctor", columns=80, NO_COLOR="")


@pytest.mark.parametrize("format_", ["table", "jsonl", "csv", "parquet", "geojson"])
def test_a_reader_that_goes_away_is_no_error(run: Run, articles: Path, tmp_path: Path, format_: str) -> None:
    run("read", str(articles))
    command = [sys.executable, "-m", "tocsin", "incidents", "--format", format_]
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command, cwd=tmp_path, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")
