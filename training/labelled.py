"""The short dispatches of `tests/coding/dispatches.json`, labelled as wholes: does it report an attack,
several?

Each fourth is left out, so that the test's floor is measured on texts that the network was not fitted to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from tocsin.coding.reader.schema import DOCUMENT
from tocsin.coding.reader.text import joined
from tocsin.coding.reader.windows import windows
from training.examples import Example

FILE: Final = Path(__file__).parent.parent / "tests" / "coding" / "dispatches.json"
LEFT_OUT: Final = 4


def examples(tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the windows of the dispatches that are fitted to."""
    for number, case in enumerate(json.loads(FILE.read_text(encoding="utf-8"))):
        if number % LEFT_OUT == 0:
            continue
        for window in windows(tokenizer, joined(case["title"], case["text"])[0]):
            example = Example(window, muc=False, mentions=False)
            example.document[DOCUMENT.index("incident")] = case["events"] > 0
            if case["events"]:
                example.document[DOCUMENT.index("incidents")] = case["events"] > 1
            yield example


def left_out() -> Iterator[tuple[str | None, str, datetime, bool]]:
    """Yield (title, text, publication, whether it reports an attack) of those that are not fitted."""
    for number, case in enumerate(json.loads(FILE.read_text(encoding="utf-8"))):
        if number % LEFT_OUT == 0:
            published = datetime.fromisoformat(case["published"]).replace(hour=12, tzinfo=UTC)
            yield case["title"] or None, case["text"], published, case["events"] > 0
