"""The tutorial of claims and its notebook: one source, run together.

The page `docs/tutorial-claims.md` is the source. Its blocks "python" are run in order, in one folder and one
namespace; what each prints stands in a block "text" after it. The notebook has the same prose, the same code
and the same outputs, without what a notebook has no use for.

`python -m tests.docs.notebook` writes both anew.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any, Final

from tests.docs.excerpts import DESK, printed_by
from tests.docs.pages import DOCS

PAGE: Final = DOCS / "tutorial-claims.md"
NOTEBOOK: Final = DOCS / "notebooks" / "claim.ipynb"
_CODE: Final = re.compile(
    r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n.*?^```\n)?", re.MULTILINE | re.DOTALL
)


def pieces(page: str) -> Iterator[tuple[str, str]]:
    """Yield ("prose", text) and ("code", text) in order, outputs left out."""
    end = 0
    for block in _CODE.finditer(page):
        if prose := page[end : block.start()].strip("\n"):
            yield "prose", prose
        yield "code", block["code"].rstrip("\n")
        end = block.end()
    if rest := page[end:].strip("\n"):
        yield "prose", rest


def run(page: str, folder: Path) -> list[tuple[str, str, str]]:
    """Run the code of `page` in `folder`; return (kind, text, what it prints) in order."""
    names: dict[str, Any] = {"__name__": "__main__"}
    done = []
    with chdir(folder):
        for kind, text in pieces(page):
            out = io.StringIO()
            if kind == "code":
                with redirect_stdout(out):
                    exec(compile(text, str(PAGE), "exec"), names)
            done.append((kind, text, out.getvalue()))
    return done


def as_page(done: list[tuple[str, str, str]]) -> str:
    """Return the page with its outputs."""
    parts = []
    for kind, text, printed in done:
        if kind == "prose":
            parts.append(text)
            continue
        parts.append(f"```python\n{text}\n```")
        if printed:
            parts.append(f"```text\n{printed.rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


def as_notebook(done: list[tuple[str, str, str]]) -> dict[str, Any]:
    """Return the notebook (nbformat 4.5) with its outputs."""
    cells = [_cell(number, *piece) for number, piece in enumerate(done)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, kind: str, text: str, printed: str) -> dict[str, Any]:
    identity = f"cell-{number}"
    if kind == "prose":
        # A notebook lies one folder further down, and is itself.
        moved = re.sub(r"\]\((?!https?:|notebooks/)([^)]+)\)", r"](../\1)", text)
        moved = moved.replace("](notebooks/", "](")
        return {"cell_type": "markdown", "id": identity, "metadata": {}, "source": _lines(moved)}
    outputs = [{"name": "stdout", "output_type": "stream", "text": _lines(printed)}] if printed else []
    return {"cell_type": "code", "execution_count": None, "id": identity, "metadata": {}, "outputs": outputs,
            "source": _lines(text)}  # fmt: skip


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def code_of(notebook: dict[str, Any]) -> list[str]:
    """Return the code of a notebook's cells."""
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def dumps(notebook: dict[str, Any]) -> str:
    """Return the text of a notebook's file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def run_beside(demo: Path) -> list[tuple[str, str, str]]:
    """Run the page in a copy of the folder that holds the demo's desk."""
    with tempfile.TemporaryDirectory(prefix="tocsin-notebook-") as name:
        folder = Path(name) / "here"
        shutil.copytree(demo, folder)
        return run(PAGE.read_text(encoding="utf-8"), folder)


def main() -> None:
    """Write the page's outputs and the notebook anew."""
    with tempfile.TemporaryDirectory(prefix="tocsin-demo-") as name:
        demo = Path(name)
        printed_by(f"$ tocsin demo --desk {DESK}", demo)
        done = run_beside(demo)
    PAGE.write_text(as_page(done), encoding="utf-8")
    NOTEBOOK.write_text(dumps(as_notebook(done)), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} and {NOTEBOOK.name} written anew\n")


if __name__ == "__main__":
    main()
