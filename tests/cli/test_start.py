"""Light start: `--help` imports nothing heavy, and every command explains itself."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from tocsin.cli.app import COMMANDS, tocsin

HEAVY = (
    "sqlalchemy", "alembic", "numpy", "httpx", "rich", "trafilatura", "feedparser", "jinja2", "polars",
    "fastwarc", "py3langid", "lxml", "rapidfuzz", "tocsin.record", "tocsin.coding", "tocsin.places",
)  # fmt: skip


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from tocsin.cli.app import run; status = run(sys.argv[1:]); "
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "Usage: tocsin" in done.stdout


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_shows_an_example(name: str) -> None:
    command = tocsin.get_command(click.Context(tocsin), name)
    assert command is not None
    assert "Example" in (command.help or "") or isinstance(command, click.Group)


def test_kinds_are_those_that_are_read() -> None:
    from tocsin.cli.options import KINDS
    from tocsin.read import KINDS as READ

    assert set(KINDS) == set(READ)
