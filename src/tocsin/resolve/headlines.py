"""Headlines alone -> which of them tell of one attack: for archives of which nothing but headline and day is kept.

Reports with a text are judged by what coding made of them (`judging`); a headline says too little for that.
Here each pair within `WINDOW` days gets a probability from a logistic model (weights learned by
`python -m training.linking`) over what binds two headlines of one event: the days between them, a place that both
name, numbers that are equal or far apart, the rarest word that they share, the kind of attack. Words are rare by the
headlines given, and the country is the one that they name most, so the result is of a whole list, not of a
pair alone.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from tocsin.model import Judgement, Verdict, address
from tocsin.resolve.cluster import cluster

if TYPE_CHECKING:
    from tocsin.places import Candidate, Gazetteer

WINDOW: Final = 10
"""Days between two headlines beyond which they are not compared."""
AUTHOR: Final = "machine headlines-1"
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|['’])*|\d[\d,]*")
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
    if number > 1
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "dozens": 36, "scores": 60, "hundreds": 300}  # fmt: skip
TOWN: Final = 20_000
"""Inhabitants from which a name in a headline is taken for a town: smaller ones are called like many things."""
_COUNTED: Final = {word: number for word, number in _NUMBERS.items() if number <= 9}
_SEVERAL: Final = re.compile(
    rf"\b({'|'.join(_COUNTED)})\s+(?:\w+\s+){{0,2}}"
    r"(?:attacks|villages|towns|communities|blasts|bombings|raids|churches|mosques|markets|cities|states)\b",
    re.IGNORECASE,
)
_YEARS: Final = range(1990, 2100)
_ENDINGS: Final = ("ings", "ing", "ers", "er", "ed", "es", "s")
_STOP: Final = frozenset(
    ["a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "as", "and", "or", "from", "is", "are", "was", "were", "be", "been", "has", "have", "had", "after", "over", "near", "its", "his", "her", "their", "it", "that", "this", "who", "s", "t", "not", "no", "but", "than", "into", "says", "say", "said", "title", "update", "writethru", "1st", "2nd", "3rd", "ld", "report", "reports", "reported"]
)  # fmt: skip
# What a headline is about, by the words that say so.
_KINDS: Final = {
    "bomb": "bomb bomber bombing blast explosion explode explosive ied suicide",
    "shooting": "gunmen gunman shoot shot shooting gun",
    "kidnapping": "kidnap abduct hostage seize",
    "clash": "clash fight battle crisis violence riot",
    "raid": "raid storm invade attack ambush",
    "gang": "cult cultist gang",
    "air": "air airstrike jet strike plane drone",
    "arrest": "arrest nab",
    "herding": "herdsmen herdsman herder cattle rustler farmer",
    "military": "soldier troop army military",
    "police": "police cop officer policemen",
    "worship": "church mosque worship pastor christian muslim imam",
    "school": "school student college pupil girl",
    "market": "market",
    "village": "village villager community town",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headline:
    """One headline: its outlet, the day of publication as a proleptic ordinal, the words."""

    outlet: str
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A headline taken apart, against the list that it stands in."""

    outlet: str
    day: int
    stems: Mapping[str, float]
    names: frozenset[str]
    runs: frozenset[tuple[str, str]]
    numbers: frozenset[int]
    kinds: frozenset[str]
    places: tuple[Candidate, ...]
    crowd: int

    @property
    def weight(self) -> float:
        """How much its words weigh together."""
        return sum(self.stems.values())


def link(headlines: Sequence[Headline], gazetteer: Gazetteer) -> list[tuple[int, ...]]:
    """Return the positions of `headlines` in clusters, one an event; the order of the list does not matter."""
    names = [address("headline", h.outlet, h.day, h.text, _nth) for h, _nth in _numbered(headlines)]
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


def read(headlines: Sequence[Headline], gazetteer: Gazetteer) -> list[Reading]:
    """Return the headlines taken apart; how rare a word is, and the country, come from the list itself."""
    worded = [_words(headline.text) for headline in headlines]
    stemmed = [list(_stems(words)) for words in worded]
    seen = Counter(stem for stems in stemmed for stem in set(stems))
    rare = {stem: math.log((len(headlines) + 1) / (count + 0.5)) for stem, count in seen.items()}
    plain = _plain(worded)
    crowd = Counter(headline.day for headline in headlines)
    placed = _places(worded, gazetteer)
    return [
        Reading(
            outlet=headline.outlet.casefold(),
            day=headline.day,
            stems={stem: rare[stem] for stem in stems},
            names=frozenset(stems) - plain - _kind_of().keys(),
            runs=frozenset(zip(stems, stems[1:], strict=False)),
            numbers=frozenset(_numbers(words)),
            kinds=frozenset(_kind_of()[stem] for stem in stems if stem in _kind_of()),
            places=places,
            crowd=sum(crowd[headline.day + shift] for shift in (-1, 0, 1)),
        )
        for headline, words, stems, places in zip(headlines, worded, stemmed, placed, strict=True)
    ]


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
    """The learned model: log-odds of each feature, of nothing, and from which probability on clusters link."""

    bias: float
    of: Mapping[str, float]
    threshold: float


@cache
def weights() -> Weights:
    """Return the weights that come with tocsin."""
    text = (resources.files("tocsin.resolve") / "data" / "headlines.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return Weights(data["bias"], data["weights"], data["threshold"])


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


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)]


def _stems(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        plain = word.casefold()
        if not plain[0].isdigit() and plain not in _STOP and len(plain) > 1:
            yield _stem(plain)


@cache
def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    return word[: len(word) - len(ending)][:7]


@cache
def _kind_of() -> dict[str, str]:
    return {_stem(word): kind for kind, words in _KINDS.items() for word in words.split()}


def _numbers(words: Sequence[str]) -> Iterator[int]:
    for word in words:
        digits = word.replace(",", "")
        if digits.isdecimal() and len(digits) < 7:
            if int(digits) not in _YEARS:
                yield int(digits)
        elif word.casefold() in _NUMBERS:
            yield _NUMBERS[word.casefold()]


def _plain(worded: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the stems that stand in small letters in a headline that is not all capitals: they are no names."""
    found = set()
    for words in worded:
        if 2 * sum(word[0].isupper() for word in words[1:]) <= len(words):
            found |= {_stem(word) for word in words if word[0].islower()}
    return frozenset(found)


def _places(worded: Sequence[Sequence[str]], gazetteer: Gazetteer) -> list[tuple[Candidate, ...]]:
    """Return the places of each headline, in the country that the list names most."""
    runs = [list(_capitals(words)) for words in worded]
    known = {run: gazetteer.look(run) for run in {run for some in runs for run in some}}
    named: Counter[str] = Counter()
    for some in runs:
        named.update(
            c.country for run in some for c in known[run][:1] if c.feature == "country" and c.country
        )
    home = min(named, key=lambda code: (-named[code], code)) if named else None
    return [tuple(_at_home(some, known, home)) for some in runs]


def _at_home(
    runs: Sequence[str], known: Mapping[str, Sequence[Candidate]], home: str | None
) -> Iterator[Candidate]:
    taken: list[str] = []
    for run in runs:
        word = run.casefold()
        if any(run in longer for longer in taken) or _stem(word) in _kind_of() or word in _STOP:
            continue
        here = [c for c in known[run] if c.feature != "country" and (home is None or c.country == home)]
        if here:
            taken.append(run)
            yield max(here, key=lambda c: (c.feature == "admin1", c.population))


def _capitals(words: Sequence[str]) -> Iterator[str]:
    """Return the runs of one to three capitalised words, the longest first."""
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if all(word[0].isupper() for word in run):
                yield " ".join(run)
