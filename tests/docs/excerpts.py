"""The excerpts on the pages, made by running the commands that stand above them.

A block "console" begins with "$ tocsin ..." and goes on with what that prints. A comment before it,
`<!-- keep: REGEX | REGEX +3 -->`, keeps the lines that one of them finds, and three lines after the second's;
"…" stands for lines left out. A block whose info string has `file=NAME` is an input file. A page's blocks are
run in order, in one folder, in which "demo-desk" is the demo's desk. A comment `<!-- id: 0123abcd Nice -->`
says which attack of the demo an id on the page belongs to, so that it can be brought up to date.

`python -m tests.docs.excerpts` writes the excerpts of all pages anew.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final

from tests.docs.pages import pages
from tocsin.cli.app import run
from tocsin.demo import NAMED, match
from tocsin.desk import Desk

_BLOCK: Final = re.compile(
    r"(?P<head>(?:<!-- keep: (?P<keep>.*?) -->\n)?```(?P<info>[^\n]*)\n)(?P<body>.*?)(?P<foot>^```$)",
    re.MULTILINE | re.DOTALL,
)
_GAP: Final = "…"
Rule = tuple[re.Pattern[str], int]
"""A line to keep, and how many after it."""
DESK: Final = "demo-desk"


def written_anew(page: str, folder: Path) -> str:
    """Return the text of `page` with its excerpts made by running its commands in `folder`."""
    return _BLOCK.sub(lambda found: found["head"] + _body(found, folder) + found["foot"], page)


def pages_with_excerpts() -> list[Path]:
    """Return the pages that have a block to be run."""
    return [page for page in pages() if re.search(r"^```console$", page.read_text("utf-8"), re.MULTILINE)]


def _body(block: re.Match[str], folder: Path) -> str:
    name = re.search(r"\bfile=(\S+)", block["info"])
    if name:
        path = folder / name[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["body"], encoding="utf-8")
    if block["info"] != "console":
        return block["body"]
    command = block["body"].split("\n", 1)[0]
    keep = [_rule(part) for part in block["keep"].split(" | ")] if block["keep"] else None
    return "\n".join([command, *_kept(printed_by(command, folder), keep)]) + "\n"


def printed_by(command: str, folder: Path) -> list[str]:
    """Run a line "$ tocsin ..." in `folder` and return what it prints, errors first, as a person sees it.

    In this process: two dozen times the start of Python would be most of the time that this takes.
    """
    words = shlex.split(command.removeprefix("$ "))
    assert words[0] == "tocsin", command
    out, err = io.StringIO(), io.StringIO()
    desk = os.environ.pop("TOCSIN_DESK", None)
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(err):
            status = run(words[1:])
    finally:
        if desk is not None:
            os.environ["TOCSIN_DESK"] = desk
    assert status == 0, f"{command}: {err.getvalue()}"
    return [line.rstrip() for line in (err.getvalue() + out.getvalue()).strip("\n").split("\n")]


def _rule(part: str) -> Rule:
    found = re.fullmatch(r"(.*?)(?: \+(\d+))?", part.strip())
    assert found is not None
    return re.compile(found[1]), int(found[2] or 0)


def _kept(lines: Sequence[str], keep: Sequence[Rule] | None) -> list[str]:
    if keep is None:
        return [line for line in lines if line]
    kept: list[str] = []
    more = 0
    for line in filter(None, lines):
        more = max([more - 1, *(after + 1 for pattern, after in keep if pattern.search(line))])
        if more > 0:
            kept.append(line)
        elif not kept or kept[-1] != _GAP:
            kept.append(_GAP)
    return kept


def with_demo(make: Callable[[Path], None]) -> None:
    """Call `make` with a new folder that holds the demo's desk, and remove it."""
    with tempfile.TemporaryDirectory(prefix="tocsin-pages-") as name:
        folder = Path(name)
        printed_by(f"$ tocsin demo --desk {DESK}", folder)
        make(folder)


def run_in_copy(page: str, demo: Path) -> str:
    """Return `page` with its excerpts made in a copy of `demo`, or in an empty folder if it runs the demo."""
    page = _with_ids_of(page, demo)
    with tempfile.TemporaryDirectory(prefix="tocsin-page-") as name:
        folder = Path(name) / "desk"
        if "$ tocsin demo" in page:
            folder.mkdir()
        else:
            shutil.copytree(demo, folder)
        return written_anew(page, folder)


def _with_ids_of(page: str, demo: Path) -> str:
    """Return `page` with the ids of the demo's attacks as they are in the desk in `demo`."""
    wanted = re.findall(r"<!-- id: (\w{8}) (.+?) -->", page)
    if wanted:
        with Desk.open(demo / DESK, read_only=True) as desk:
            incidents = desk.record.incidents()
        for old, name in wanted:
            found = match(next(named for named in NAMED if named.name == name), incidents)
            assert found is not None, f"the demo finds no {name}"
            page = page.replace(old, found.id[:8])
    return page


def _write_all(demo: Path) -> None:
    for page in pages_with_excerpts():
        before = page.read_text(encoding="utf-8")
        after = run_in_copy(before, demo)
        if after != before:
            page.write_text(after, encoding="utf-8")
            sys.stdout.write(f"{page.name}: excerpts written anew\n")


if __name__ == "__main__":
    with_demo(_write_all)
