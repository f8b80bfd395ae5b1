"""The tutorial of claims and its notebook say what happens when their code is run, and say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.docs.notebook import NOTEBOOK, PAGE, as_notebook, as_page, code_of, dumps, pieces, run, run_beside

ANEW = "run: python -m tests.docs.notebook"


@pytest.fixture(scope="module")
def done(demo: Path) -> list[tuple[str, str, str]]:
    return run_beside(demo)


def test_the_page_shows_what_its_code_prints(done: list[tuple[str, str, str]]) -> None:
    assert as_page(done).splitlines() == PAGE.read_text(encoding="utf-8").splitlines(), ANEW


def test_the_notebook_is_the_page(done: list[tuple[str, str, str]]) -> None:
    assert NOTEBOOK.read_text(encoding="utf-8") == dumps(as_notebook(done)), ANEW


def test_the_notebooks_own_cells_run_in_order(demo: Path, tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    cells = code_of(json.loads(NOTEBOOK.read_text(encoding="utf-8")))
    assert cells == [text for kind, text in pieces(page) if kind == "code"]
    # Up to the check itself: the rest has been run above, from the same text.
    first = "\n\n".join(f"```python\n{cell}\n```\n" for cell in cells[:3])
    (tmp_path / "demo-desk").symlink_to(demo / "demo-desk")
    assert [kind for kind, _, printed in run(first, tmp_path) if printed] == ["code"] * 3


def test_there_are_ten_steps() -> None:
    headings = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    assert [h.split(".")[0] for h in headings[:10]] == [f"## {n}" for n in range(1, 11)]


def test_wrong_code_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        run("# A page\n\n```python\n1 / 0\n```\n", tmp_path)
