"""Whether a toll is told of now or of then: other attacks, years, wars, drills, statistics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tocsin.coding.tokens import Token, at, listed
from tocsin.coding.tolls import words
from tocsin.coding.tolls.numbers import number_at
from tocsin.model import Count

_WHOLE: Final = listed(
    "drill drills simulated simulation mock anniversary commemorate commemorated commemorates commemorating "
    "annually yearly statistics statistical averaged fictional rehearsal"
)
"""Words that take a whole sentence out of the news of the day."""
_SUPERLATIVES: Final = listed(
    "deadliest worst bloodiest first biggest largest most highest deadly heaviest gravest latest"
)
_PAST_UNITS: Final = listed("year years month months decade decades century")
_ENDURING: Final = listed(
    "insurgency war conflict violence rebellion uprising campaign attacks bombings group militants groups "
    "militia clashes fighting killings shootings rebels insurgents struggle wars cartels raids strikes"
)
_YEAR: Final = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d,])")


@lru_cache(maxsize=4)
def _latest_year(text: str) -> int | None:
    return max((int(hit[0]) for hit in _YEAR.finditer(text)), default=None)


def is_background(text: str, tokens: Sequence[Token], first: int, end: int, effects: frozenset[int]) -> bool:
    """Say whether what tokens `first` to `end` tell is of another attack or of a longer time.

    `effects` are the tokens of words of effect; cues count within the clause and from a clause before it
    that has none of them ("Since 2009, ...").
    """
    if any(token.low in _WHOLE for token in tokens):
        return True
    start, stop = clause_of(tokens, first, end)
    if _opens_in_the_past(text, tokens, first):
        return True
    if _cued(text, tokens, start, stop, first, end):
        return True
    while start > 0:
        before, _ = clause_of(tokens, start - 1, start - 1)
        when = at(tokens, start) == "when" or at(tokens, start + 1) == "when" or at(tokens, start) == "which"
        if _hangs_on(tokens, start) and _cued(text, tokens, before, start, first, end):
            return True
        if any(k in effects for k in range(before, start)):
            return when and _names_a_year(tokens, before, start)
        if _cued(text, tokens, before, start, first, end) or (when and _names_a_year(tokens, before, start)):
            return True
        start = before
    return False


def _hangs_on(tokens: Sequence[Token], start: int) -> bool:
    """Say whether the clause at `start` goes on with the one before (", killing 12", ", in which ...")."""
    k = start + 1 if at(tokens, start) == "," else start
    word = at(tokens, k)
    return (
        word.endswith("ing") or word in ("when", "which", "where") or at(tokens, k + 1) in ("which", "when")
    )


def _opens_in_the_past(text: str, tokens: Sequence[Token], first: int) -> bool:
    """Say whether the sentence opens with another day ("In June 2013 a bomb ...", "On May 3 men ...").

    A day counts as another one where the text is of the week of its dateline and the day lies weeks before.
    """
    if at(tokens, 0) not in ("in", "on"):
        return False
    months = [k for k in range(1, min(6, first)) if tokens[k].low in words.MONTHS and tokens[k].capital]
    if not months:
        return False
    k = months[0]
    year = next((int(tokens[j].text) for j in (k + 1, k + 2, k + 3) if _is_year(tokens, j)), None)
    if year is not None:
        latest = _latest_year(text)
        return (latest is not None and year < latest) or not _day_beside(tokens, k)
    return _weeks_before(text, tokens, k)


def _is_year(tokens: Sequence[Token], j: int) -> bool:
    return j < len(tokens) and _YEAR.fullmatch(tokens[j].text) is not None


_DATELINE: Final = re.compile(
    r"^[^\n]{0,60}?\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})\b"
    r"[^\n]{0,20}[-–—][^\n]{0,400}?"
    r"\b(?:to|yester)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)?day\b"
)
_ORDER: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_A_WEEK: Final = 9


@lru_cache(maxsize=4)
def _week_of(text: str) -> int | None:
    """Return the day of the year of a dateline whose sentence tells of a weekday, so of its own week."""
    hit = _DATELINE.search(text[:600])
    return None if hit is None else _ORDER.index(hit[1].lower()) * 31 + int(hit[2])


def _weeks_before(text: str, tokens: Sequence[Token], k: int) -> bool:
    now = _week_of(text)
    days = [at(tokens, j) for j in (k + 1, k - 1) if at(tokens, j).isdigit() and len(at(tokens, j)) <= 2]
    if now is None or not days:
        return False
    return 0 < _A_WEEK < now - (_ORDER.index(tokens[k].low[:3]) * 31 + int(days[0]))


_BREAKS: Final = frozenset([",", ";", ":", "(", ")", "—", "–", "when", "while", "whereas", "although", "but"])


def clause_of(tokens: Sequence[Token], first: int, end: int) -> tuple[int, int]:
    """Return the bounds of the clause, between commas and the like, that holds tokens `first` to `end`."""
    start = first
    while start > 0 and tokens[start - 1].low not in _BREAKS:
        start -= 1
    stop = max(end, first + 1)
    while stop < len(tokens) and tokens[stop].low not in _BREAKS:
        stop += 1
    return start, stop


def _cued(text: str, tokens: Sequence[Token], start: int, stop: int, first: int, end: int) -> bool:
    """Say whether tokens `start` to `stop` hold a cue for a toll at tokens `first` to `end`."""
    if _dated(text, tokens, start, stop) or _enduring(tokens, start, first, end):
        return True
    return any(
        _long_time(tokens, k) or (k < first and _other_attack(tokens, k, first)) for k in range(start, stop)
    )


_STRETCHES: Final = listed("last past previous recent this each every")
_SPANS: Final = listed("years months weeks days year month week day")


def _long_time(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "last year", "months ago", "in four months", "so far this" stands at `k`."""
    word, after = at(tokens, k), at(tokens, k + 1)
    if word in _STRETCHES and after in _PAST_UNITS | {"few"}:
        return not (word == "this" and at(tokens, k - 1) in ("earlier", "early", "late") and after == "month")
    if word in ("last", "past", "in", "over", "during", "within") and _some_months(tokens, k + 1):
        return True
    if word == "ago":
        return at(tokens, k - 1) in _PAST_UNITS
    return word == "so" and after == "far" and at(tokens, k + 2) == "this"


def _other_attack(tokens: Sequence[Token], k: int, first: int) -> bool:
    """Say whether "a similar attack", "two days after", "came after" stands at `k`, before the toll."""
    word, after = at(tokens, k), at(tokens, k + 1)
    if word in ("similar", "previous", "earlier"):
        return _attack_word(after)
    if word in (*_SPANS, "half") and after == "after" and not (word == "day" and at(tokens, k - 1) == "a"):
        return True
    if word in ("comes", "came", "come"):
        return any(at(tokens, j) == "after" for j in range(k + 1, min(k + 6, first)))
    return word == "follows" and after in ("a", "an", "the", "last", "similar", "another")


def _some_months(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "four months", "the past two years", "recent weeks" stands at `k`."""
    long = any(at(tokens, j) in ("months", "years", "decades") for j in range(k, k + 4))
    number = number_at(tokens, k)
    return long and number is not None and at(tokens, number[1]) in ("months", "years", "decades")


def _attack_word(word: str) -> bool:
    return word.startswith(
        ("attack", "bomb", "blast", "explosion", "shooting", "incident", "massacre", "raid", "strike")
    )


def _dated(text: str, tokens: Sequence[Token], start: int, stop: int) -> bool:
    for k in range(start, stop):
        word = tokens[k].low
        if _YEAR.fullmatch(tokens[k].text) and _past_year(text, tokens, k):
            return True
        if _month_alone(tokens, k):
            return True
        if (
            word == "since"
            and at(tokens, k + 1) in ("the", "it", "its", "they", "january", "last")
            and not _superlative(tokens, k)
        ):
            return True
    return False


def _month_alone(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "in March" stands at `k`, without a day: news of the day names the day."""
    month = tokens[k].low in words.MONTHS - {"may"} or tokens[k].text == "May"
    return month and at(tokens, k - 1) in ("in", "since", "of") and not _day_beside(tokens, k)


def _names_a_year(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return any(_YEAR.fullmatch(token.text) for token in tokens[start:stop])


def _day_beside(tokens: Sequence[Token], k: int) -> bool:
    return any(at(tokens, j)[:1].isdigit() and len(at(tokens, j)) <= 4 and not _YEAR.fullmatch(at(tokens, j))
               for j in (k - 1, k + 1, k - 2)) or at(tokens, k + 1) in ("'s",)  # fmt: skip


def _past_year(text: str, tokens: Sequence[Token], k: int) -> bool:
    """A year alone is the past; a full date is, where the text also names a later year."""
    if _superlative(tokens, k):
        return False
    dated = [j for j in range(k - 3, k) if at(tokens, j) in words.MONTHS]
    if dated and _day_beside(tokens, dated[-1]):
        latest = _latest_year(text)
        return latest is not None and int(tokens[k].text) < latest
    return at(tokens, k - 1) not in ("-", "#", "no")


def _superlative(tokens: Sequence[Token], k: int) -> bool:
    """Say whether "since 2008" measures this attack ("the deadliest since 2008") and does not date it."""
    if not any(at(tokens, j) == "since" for j in range(k - 4, k + 1)):
        return False
    return any(at(tokens, j) in _SUPERLATIVES for j in range(max(k - 12, 0), k))


def _enduring(tokens: Sequence[Token], start: int, first: int, end: int) -> bool:
    """ "The insurgency has killed thousands": a present perfect of something that goes on."""
    perfect = any(at(tokens, j) in ("has", "have") for j in range(max(first - 3, start), end))
    return perfect and any(at(tokens, j) in _ENDURING for j in range(max(start, first - 12), first))


def is_vast(count: Count) -> bool:
    """Say whether a count is of a war or of years: above five thousand no single attack is told."""
    return (count.low or count.high or 0) > 5000
