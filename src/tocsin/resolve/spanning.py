"""The links that hold a cluster together: of many judgements the few that must fail for it to break."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.model import Judgement


def spanning(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the strongest links that connect what `judgements` connect, the weakest of them first.

    A maximum spanning forest (Kruskal 1956) over the pairs judged the same, or likelier than not; those of
    people before those of machines, then by probability, then by pair. n reports have n - 1 links.
    """
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        leader.setdefault(name, name)
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    links = []
    binding = [
        j for j in judgements if j.verdict == "same" or (j.verdict == "unsure" and j.probability >= 0.5)
    ]
    for judgement in sorted(binding, key=lambda j: (j.origin != "human", -j.probability, j.a, j.b)):
        a, b = find(judgement.a), find(judgement.b)
        if a != b:
            leader[a] = b
            links.append(judgement)
    return links[::-1]
