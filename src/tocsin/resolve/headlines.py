"""Headlines alone -> which of them tell of one attack: for archives that keep no more than headline and day.

Reports with a text are judged by what coding made of them (`judging`); a headline says too little for that.
Here each pair within `WINDOW` days gets a probability from a logistic model (weights learned by
`python -m training.linking`) over what binds two headlines of one event: the days between them, a place that
both name, numbers that are equal or far apart, the rarest word that they share, the kind of attack. Words are
rare by the headlines given, so the result is of a whole list, not of a pair alone.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tocsin import fitted
from tocsin.model import Judgement, Verdict, address
from tocsin.resolve.cluster import cluster
from tocsin.resolve.headline_reading import NUMBERS, Headline, Reading, read

if TYPE_CHECKING:
    from tocsin.places import Candidate, Gazetteer

FILE: Final = Path(__file__).parent / "data" / "headlines.json"
WINDOW: Final = 10
"""Days between two headlines beyond which they are not compared."""
AUTHOR: Final = "machine headlines-1"
TOWN: Final = 20_000
"""Inhabitants from which a name in a headline is taken for a town: smaller ones share their names."""
_COUNTED: Final = {word: number for word, number in NUMBERS.items() if number <= 9}
_SEVERAL: Final = re.compile(
    rf"\b({'|'.join(_COUNTED)})\s+(?:\w+\s+){{0,2}}"
    r"(?:attacks|villages|towns|communities|blasts|bombings|raids|churches|mosques|markets|cities|states)\b",
    re.IGNORECASE,
)


def link(headlines: Sequence[Headline], gazetteer: Gazetteer) -> list[tuple[int, ...]]:
    """Return the positions of `headlines` in clusters, one an event, whatever the order of the list."""
    names = [address("headline", h.outlet, h.day, h.text, nth) for h, nth in _numbered(headlines)]
    readings = read(headlines, gazetteer)
    judgements = []
    for i, j in candidates(readings):
        a, b = sorted((names[i], names[j]))
        p = round(probability(features(readings[i], readings[j])), 4)
        judgements.append(Judgement(a, b, _verdict(p), p, AUTHOR))
    where = {name: position for position, name in enumerate(names)}
    parts = cluster(names, judgements, threshold=weights().threshold, unjudged=0.0)
    return sorted(tuple(sorted(where[name] for name in part)) for part in parts)


def how_many(headline: Headline, gazetteer: Gazetteer) -> int:
    """Return how many events a headline tells of that is known to tell of several.

    The number that it gives ("three villages", "two attacks"), else the towns that it names, at least two.
    """
    if told := _SEVERAL.search(headline.text):
        return _COUNTED[told.group(1).casefold()]
    [reading] = read([headline], gazetteer)
    towns = {p.name for p in reading.places if p.feature not in ("admin1", "region") and p.population >= TOWN}
    return max(2, len(towns))


def candidates(readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Return the pairs of positions at most `WINDOW` days apart."""
    order = sorted(range(len(readings)), key=lambda i: readings[i].day)
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            if readings[j].day - readings[i].day > WINDOW:
                break
            yield min(i, j), max(i, j)


def features(a: Reading, b: Reading) -> dict[str, float]:
    """Return what speaks for and against one event; what is absent is 0."""
    gap, one_outlet = abs(a.day - b.day), a.outlet == b.outlet
    return {
        f"gap {gap if gap < 4 else '4 to 6' if gap < 7 else '7 to 10'}": 1.0,
        "one outlet": float(one_outlet),
        "one outlet, one day": float(one_outlet and gap == 0),
        "two outlets, next day": float(not one_outlet and gap <= 1),
        "crowded days": math.log(a.crowd + b.crowd) / 3,
        **_wording(a, b, gap, one_outlet),
        **_placing(a, b),
        **_counting(a, b, gap),
        **_kind(a, b),
    }


def _wording(a: Reading, b: Reading, gap: int, one_outlet: bool) -> dict[str, float]:
    shared = a.stems.keys() & b.stems.keys()
    weighed = {stem: a.stems[stem] for stem in shared}
    total = sum(weighed.values())
    names = max((weighed[stem] for stem in shared & a.names), default=0.0)
    rest = sum(weight for stem, weight in weighed.items() if stem not in a.names and weight > 2.5)
    share = total / math.sqrt(a.weight * b.weight) if total else 0.0
    return {
        "words shared": total / 10,
        "share of the words": share,
        "share of the words, one outlet": share * one_outlet,
        "rarest word": max(weighed.values(), default=0.0) / 5,
        "rarest name": names / 5,
        "rarest name, near": names / 5 * (gap <= 2),
        "other rare words, next day": rest / 8 * (gap <= 1),
        "runs of words": min(3, len(a.runs & b.runs)) / 3,
    }


def _placing(a: Reading, b: Reading) -> dict[str, float]:
    if not a.places or not b.places:
        return {"one place" if a.places or b.places else "no place": 1.0}
    return {max(_nearness(p, q) for p in a.places for q in b.places)[1]: 1.0}


def _nearness(p: Candidate, q: Candidate) -> tuple[int, str]:
    wide = "admin1" in (p.feature, q.feature)
    if p.name == q.name and p.feature == q.feature:
        return (3, "same province") if wide else (4, "same town")
    if p.admin1 and p.admin1 == q.admin1:
        return (2, "in the province") if wide else (1, "one province, two towns")
    return 0, "places apart"


def _counting(a: Reading, b: Reading, gap: int) -> dict[str, float]:
    if not a.numbers or not b.numbers:
        return {"one number" if a.numbers or b.numbers else "no number": 1.0}
    shared = a.numbers & b.numbers
    if shared:
        return {"same number": 1.0, "same number, large": math.log(max(shared) + 1) / 3}
    first, second = (a, b) if a.day <= b.day else (b, a)
    most, later = max(first.numbers), max(second.numbers)
    apart = min(abs(math.log((x + 1) / (y + 1))) for x in a.numbers for y in b.numbers)
    return {"numbers apart": min(apart, 2.0), "number grown": float(gap > 0 and most <= later <= 3 * most)}


def _kind(a: Reading, b: Reading) -> dict[str, float]:
    mute = sum(not (x.kinds or x.numbers) for x in (a, b)) / 2
    if not a.kinds or not b.kinds:
        return {"neither kind nor number": mute}
    shared = len(a.kinds & b.kinds)
    return {"kinds shared": shared / 2, "no kind shared": float(not shared), "neither kind nor number": mute}


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned model: log-odds of each feature and of nothing, and from which probability on to link."""

    bias: float
    of: Mapping[str, float]
    threshold: float


@cache
def weights() -> Weights:
    """Return the weights that come with tocsin."""
    return fitted.read(FILE, "the weights of headlines", _weights)


def _weights(body: bytes) -> Weights:
    data = json.loads(body)
    of = {name: fitted.weight(value) for name, value in data["weights"].items()}
    return Weights(fitted.weight(data["bias"]), of, fitted.weight(data["threshold"]))


def probability(found: Mapping[str, float]) -> float:
    """Return the chance that two headlines with these features tell of one event."""
    learned = weights()
    score = learned.bias + sum(learned.of.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _verdict(p: float) -> Verdict:
    return "same" if p >= 0.5 else "different" if p < 0.2 else "unsure"


def _numbered(headlines: Sequence[Headline]) -> Iterator[tuple[Headline, int]]:
    """Give equal headlines numbers, so that each has a name of its own."""
    seen: Counter[Headline] = Counter()
    for headline in headlines:
        yield headline, seen[headline]
        seen[headline] += 1
