"""Deaths that the coder reads in the MUC-4 texts, against the keys.

`python -m bench.tolls --texts PATH… --keys PATH… [--json FILE]`; a path may be a folder.

Counted are documents with exactly one template, optional ones apart, of which the key knows at least two
deaths. Such a document is exact where one of its reports has that many killed: the count of the report as the
desk takes it (`tocsin.resolve.account`), its best or else its low value. A key that gives a range is met by
every number in it. Beside that stands the share of the documents without incident in which the coder says of
anybody that they were killed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from bench.muc4.keys import Fault, read_keys
from bench.muc4.template import HUMAN_EFFECT, HUMAN_NUMBER, NAME, NULL, Fill, Template
from bench.muc4.texts import Text, read_texts
from bench.muc4.values import number, when
from tocsin.coding import code
from tocsin.model import Document, Report
from tocsin.resolve.account import total

SEVERAL: Final = 2
"""From how many deaths a document is counted."""

_DATE_LINE: Final = re.compile(r"\s*[^,\n]+(?:,[^,\n]+)?,\s+(\d{1,2} [A-Z]{3,9} \d{2})\b")


@dataclass(frozen=True, slots=True)
class Toll:
    """How many died, both ends included; `high` is None where the key only gives a lower bound."""

    low: int
    high: int | None

    def __add__(self, other: Toll) -> Toll:
        """Add end by end."""
        return Toll(
            self.low + other.low, None if self.high is None or other.high is None else self.high + other.high
        )

    def met_by(self, killed: int) -> bool:
        """Tell whether a count is the number, or in the range, of the key."""
        return self.low <= killed and (self.high is None or killed <= self.high)


def deaths(template: Template) -> Toll | None:
    """Return the deaths that a template tells of, or None where it does not say how many.

    The effect DEATH refers to strings of which HUM TGT: NUMBER gives the number; a named person without one
    is one. A fill that allows another effect than death, or is optional, adds only to the high end. Numbers
    with a tilde count as they stand; of several numbers the least and the greatest are the ends. PLURAL, and
    deaths of nobody in particular, are unknown.
    """
    names = {text for fill in template.fills(NAME) for text in fill.texts}
    toll = Toll(0, 0)
    for effect in template.fills(HUMAN_EFFECT):
        if "DEATH" not in effect.texts:
            continue
        numbers = [fill for fill in template.fills(HUMAN_NUMBER) if _same(fill, effect)]
        size = _size(numbers[0]) if numbers else Toll(1, 1) if names & set(effect.references) else None
        if size is None:
            return None
        sure = not effect.optional and effect.texts == ("DEATH",)
        toll += size if sure else Toll(0, size.high)
    return toll


def _same(fill: Fill, effect: Fill) -> bool:
    return bool(set(fill.references) & set(effect.references) - {NULL})


def _size(fill: Fill) -> Toll | None:
    numbers = [number(text) for text in fill.texts]
    known = [n for n in numbers if n is not None]
    if len(known) < len(numbers):
        return None
    highs = [n.high for n in known]
    low = min(n.low if n.low is not None else 1 for n in known)
    return Toll(low, None if None in highs else max(high for high in highs if high is not None))


def counted(templates: Iterable[Template]) -> Toll | None:
    """Return the deaths of a document that is counted, or None for any other."""
    tolls = [deaths(template) for template in templates if not template.optional]
    several = [toll for toll in tolls if toll is not None and toll.low >= SEVERAL]
    return several[0] if len(several) == 1 else None


def published(body: str) -> datetime | None:
    """Return the day in the date line of an article ("HAVEN, 9 MAY 91 (RADIO) -- [TEXT]"), at 0 h UTC."""
    match = _DATE_LINE.match(body)
    found = when(match[1]) if match else None
    return None if found is None else _midnight(found.end)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def killed(reports: Iterable[Report]) -> list[int]:
    """Return for each report that counts its dead how many there are: the best value, else the low one."""
    found = []
    for report in reports:
        count = total([s for s in report.statements if s.property == "killed"])
        if count is not None:
            found.append(count.best if count.best is not None else count.low)
    return [n for n in found if n is not None]


def says_killed(reports: Iterable[Report]) -> bool:
    """Tell whether any statement says that somebody was killed."""
    return any(
        s.property == "killed" and any((s.value.get(end) or 0) > 0 for end in ("low", "best", "high"))
        for report in reports
        for s in report.statements
    )


def measure(texts: Iterable[Text], keys: Mapping[str, Sequence[Template]]) -> dict[str, Any]:
    """Code the texts that have a key and count; the rates are None where there is nothing to count."""
    exact = several = false = irrelevant = told = 0
    for text in texts:
        if text.id not in keys:
            continue
        toll = counted(keys[text.id])
        if toll is None and keys[text.id]:
            continue
        reports = code(Document(text.id, text.body, None, published(text.body))).reports
        if toll is not None:
            several += 1
            counts = killed(reports)
            exact += any(toll.met_by(n) for n in counts)
            told += bool(counts)
        else:
            irrelevant += 1
            false += says_killed(reports)
    return {
        "deaths_exact": exact / several if several else None,
        "n": several,
        "deaths_told": told / several if several else None,
        "false_on_irrelevant": false / irrelevant if irrelevant else None,
        "n_irrelevant": irrelevant,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one table and with --json FILE write the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--keys", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    faults: list[Fault] = []
    keys = read_keys(options.keys, faults)
    for fault in faults:
        print(fault, file=sys.stderr)
    figures = measure(read_texts(options.texts), keys)
    for name, value in figures.items():
        print(f"{name:<24}{f'{value:.4f}' if isinstance(value, float) else value!s:>8}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
