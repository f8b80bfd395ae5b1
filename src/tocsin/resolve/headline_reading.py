"""A headline taken apart: its words by how rare they are, names, numbers, places and what it is about.

How rare a word is, and which country is meant, come from the whole list that a headline stands in.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tocsin.places import Candidate, Gazetteer

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|['’])*|\d[\d,]*")
_COUNT: Final = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
"""
NUMBERS: Final = {
    **{word: number for number, word in enumerate(_COUNT.split()) if number > 1},
    **{"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "dozens": 36, "scores": 60, "hundreds": 300},
}
_YEARS: Final = range(1990, 2100)
_ENDINGS: Final = ("ings", "ing", "ers", "er", "ed", "es", "s")
_STOP_WORDS: Final = """
    a an the of in on at to for by with as and or from is are was were be been has have had after over near
    its his her their it that this who s t not no but than into says say said title update writethru 1st 2nd
    3rd ld report reports reported
"""
_STOP: Final = frozenset(_STOP_WORDS.split())
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
            runs=frozenset(pairwise(stems)),
            numbers=frozenset(_numbers(words)),
            kinds=frozenset(_kind_of()[stem] for stem in stems if stem in _kind_of()),
            places=places,
            crowd=sum(crowd[headline.day + shift] for shift in (-1, 0, 1)),
        )
        for headline, words, stems, places in zip(headlines, worded, stemmed, placed, strict=True)
    ]


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
        elif word.casefold() in NUMBERS:
            yield NUMBERS[word.casefold()]


def _plain(worded: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the stems that stand in small letters in a headline not all of capitals: they are no names."""
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
