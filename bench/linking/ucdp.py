"""Headlines of UCDP GED and the events that they feed, by the parse of `source_article`.

Entries are quoted `"outlet,YYYY-MM-DD,headline"`; others are left out. An article is the triple.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tocsin.resolve.headline_reading import Headline

ENTRY: Final = re.compile(r'"([^",]*),(\d{4}-\d{2}-\d{2}),([^"]*)"')


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles that feed one event, with it, and the number of events of each that feeds several."""

    one: list[tuple[Headline, str]]
    several: list[tuple[Headline, int]]


def read_articles(path: Path, years: frozenset[str] | None = None) -> Articles:
    """Return the articles of the events of `years` (all where None); the year is the event's.

    An article counts to a year where one of its events is of it. Raises OSError, KeyError, csv.Error.
    """
    feeds: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    year_of: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year_of[row["id"]] = row["year"].removesuffix(".0")
            for outlet, day, text in ENTRY.findall(row["source_article"] or ""):
                feeds[outlet.strip(), day, text.strip()].add(row["id"])
    articles = Articles([], [])
    for (outlet, day, text), events in sorted(feeds.items()):
        if years is not None and not years & {year_of[event] for event in events}:
            continue
        headline = Headline(outlet, date.fromisoformat(day).toordinal(), text)
        if len(events) == 1:
            articles.one.append((headline, next(iter(events))))
        else:
            articles.several.append((headline, len(events)))
    return articles
