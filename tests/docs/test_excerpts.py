"""What the pages show as output is what the commands print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.excerpts import pages_with_excerpts, run_in_copy, written_anew
from tests.docs.pages import ROOT


@pytest.mark.parametrize("page", pages_with_excerpts(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_excerpts_are_what_the_commands_print(page: Path, demo: Path) -> None:
    shown = page.read_text(encoding="utf-8")
    printed = run_in_copy(shown, demo)
    assert printed.splitlines() == shown.splitlines(), "run: python -m tests.docs.excerpts"


def test_an_excerpt_that_is_notprinted_by_is_noticed(tmp_path: Path) -> None:
    page = "<!-- keep: ^A desk -->\n```console\n$ tocsin init d\nA desk stands in heaven.\n```\n"
    printed = written_anew(page, tmp_path)
    assert "A desk stands in d." in printed
    assert "heaven" not in printed
