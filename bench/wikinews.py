"""What coding makes of a year of Wikinews, against a judgement by hand.

`python -m bench.wikinews --csv FILE [--json FILE]`; the CSV has `url,date,title,text`. The judgement is
`wikinews_2019.tsv`: for each article that could be in doubt the number of attacks that it reports, how many
more are told in passing and may be reported without being an error, and why. An article that is not in the
table reports none. Articles stand there by date and a digest of their title: the words are not ours.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tocsin.coding import Coder
from tocsin.model import Document

JUDGEMENT = Path(__file__).with_name("wikinews_2019.tsv")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person found in one article."""

    incidents: int
    also: int
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One article: what a person found and how many reports coding made."""

    date: str
    title: str
    verdict: Verdict
    found: int

    @property
    def hits(self) -> int:
        """Attacks that are reported and were found."""
        return min(self.found, self.verdict.incidents)

    @property
    def misses(self) -> int:
        """Attacks that are reported and were not found."""
        return self.verdict.incidents - self.hits

    @property
    def false_alarms(self) -> int:
        """Reports of coding beyond the attacks that the article tells at all."""
        return max(0, self.found - self.verdict.incidents - self.verdict.also)


def digest(title: str) -> str:
    """Return what stands for `title` in the table: 16 hex digits of its SHA-256."""
    return hashlib.sha256(title.encode()).hexdigest()[:16]


def judgement(path: Path) -> dict[tuple[str, str], Verdict]:
    """Return the table by date and digest of the title."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            (row["date"], row["title_sha256"]): Verdict(int(row["incidents"]), int(row["also"]), row["why"])
            for row in rows
        }


def measure(path: Path) -> tuple[list[Outcome], float]:
    """Code every article of the CSV at `path`; return the outcomes and the documents a second."""
    csv.field_size_limit(sys.maxsize)
    verdicts, coder = judgement(JUDGEMENT), Coder()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    start = time.perf_counter()
    outcomes = []
    for row in rows:
        published = datetime.fromisoformat(row["date"][:10]).replace(tzinfo=UTC)
        coding = coder.code(Document(row["url"], row["text"], row["title"], published))
        verdict = verdicts.get((row["date"][:10], digest(row["title"])), Verdict(0, 0, "ordinary news"))
        outcomes.append(Outcome(row["date"][:10], row["title"], verdict, len(coding.reports)))
    return outcomes, len(rows) / (time.perf_counter() - start)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--csv", type=Path, required=True, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    outcomes, speed = measure(options.csv)
    figures = {
        "documents": len(outcomes),
        "attacks": sum(o.verdict.incidents for o in outcomes),
        "found": sum(o.hits for o in outcomes),
        "missed": sum(o.misses for o in outcomes),
        "false_alarms": sum(o.false_alarms for o in outcomes),
        "documents_per_second": round(speed, 1),
    }
    for name, value in figures.items():
        print(f"{name:<24}{value:>8}")
    for o in outcomes:
        if o.verdict.incidents or o.verdict.also or o.found:
            mark = "missed" if o.misses else "false alarm" if o.false_alarms else "right"
            print(f"{mark:<12}{o.found} of {o.verdict.incidents}  {o.date}  {o.title}  ({o.verdict.why})")
    if options.json:
        options.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
