"""Doubt about merging, out of the judgements about pairs of reports.

Two incidents may be one: as likely as the likeliest pair between them, short of even, since the record keeps
them apart. One incident may be two: as unlikely as the weakest link of its strongest tree of links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from tocsin.model import Judgement

Twins = tuple[tuple[int, int, float], ...]
_APART: Final = 0.5
_NEGLIGIBLE: Final = 0.02


def merging(members: Sequence[Sequence[str]], judgements: Iterable[Judgement]) -> tuple[list[float], Twins]:
    """Return for each incident the probability that it is two, and the pairs that may be one.

    `members`: the reports of each incident. A person's judgement is taken as certain.
    """
    home = {report: k for k, reports in enumerate(members) for report in reports}
    links: dict[int, list[Judgement]] = defaultdict(list)
    between: dict[tuple[int, int], float] = {}
    for judgement in judgements:
        i, j = home.get(judgement.a), home.get(judgement.b)
        if i is None or j is None:
            continue
        if i == j:
            links[i].append(judgement)
        elif judgement.origin != "human" and judgement.probability >= _NEGLIGIBLE:
            pair = (min(i, j), max(i, j))
            between[pair] = max(between.get(pair, 0.0), min(judgement.probability, _APART))
    splits = [_split(reports, links[k]) for k, reports in enumerate(members)]
    return splits, tuple((i, j, p) for (i, j), p in sorted(between.items()))


def _split(reports: Sequence[str], links: Sequence[Judgement]) -> float:
    """Return one less the weakest link of the strongest tree over the reports (Kruskal 1956)."""
    part = {report: report for report in reports}

    def root(report: str) -> str:
        while part[report] != report:
            report = part[report]
        return report

    weakest = 1.0
    for link in sorted(links, key=_strength, reverse=True):
        a, b = root(link.a), root(link.b)
        if a != b:
            part[a] = b
            weakest = min(weakest, _strength(link))
    return 1.0 - weakest


def _strength(link: Judgement) -> float:
    return 1.0 if link.origin == "human" and link.verdict == "same" else link.probability
