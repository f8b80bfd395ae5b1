"""What kind of claim a marked sentence makes: the patterns, the narrower before the wider."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tocsin.claims.reading.chunks import MARK, Chunked
from tocsin.claims.reading.core import NEARLY_DAILY, TURNED, Core
from tocsin.claims.reading.cores_two import change, compare, share, times
from tocsin.claims.reading.numbers import HEDGE, HEDGES
from tocsin.claims.reading.subjects import HEAD, PEOPLE, counted_in
from tocsin.model import Amount, ClaimKind

HOURS: Final = {
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "week": 168.0,
    "fortnight": 336.0,
    "month": 730.0,
    "year": 8760.0,
}
_UNIT: Final = "minute|hour|day|week|fortnight|month|year"


def find_core(chunked: Chunked) -> Core | None:
    """Return what the sentence claims; None where no pattern fits."""
    for finder in _FINDERS:
        core = finder(chunked)
        if core is not None:
            return core
    return None


_EVERY: Final = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE}|virtually|practically) )?(?:\b(?:once )?(?:every|each)|\bonce an?) (?:single )?"
    rf"(?:(?P<other>other|second|third|fourth|fifth) |(?P<n>⟪N\d+⟫) )?(?P<half>and a half )?"
    rf"(?P<unit>{_UNIT})s?\b(?P<more> and a half\b)?",
    re.IGNORECASE,
)
_NEARLY: Final = ("nearly", "almost", "close to", "virtually", "practically")
_NTH: Final = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0}
_ADVERB: Final = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE}|near)[ -])?\b(?P<adverb>hourly|daily|weekly|monthly|yearly) "
    rf"(?:⟪A\d+⟫ )?(?:\w+ )?{HEAD}"
    rf"|{HEAD} (?:(?P<before>{HEDGE}|near) )?(?:\w+ )?(?P<after>hourly|daily|weekly|monthly)\b",
    re.IGNORECASE,
)
_NOT_ONE: Final = re.compile(
    rf"\b(?:not an?|(?P<hardly>hardly|scarcely|barely) an?|no) (?P<unit>{_UNIT}) "
    r"(?:goes|passes|went|passed) (?:by )?without\b",
    re.IGNORECASE,
)
_ADVERBS: Final = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}


def _gap(chunked: Chunked) -> Core | None:
    found = _EVERY.search(chunked.text)
    if found is not None:
        n = chunked.value(found["n"]) if found["n"] else Amount(_NTH.get((found["other"] or "").lower(), 1.0))
        n = replace(n, value=n.value + 0.5) if found["half"] or found["more"] else n
        hours, hedge = HOURS[found["unit"].lower()], found["hedge"]
        if n == Amount(1.0) and hours == HOURS["day"] and (hedge or "").lower() in _NEARLY:
            return Core("gap", NEARLY_DAILY, "hours", chunked.text)
        many = _how_many(chunked, found)
        if many is not None and not found["n"] and not found["other"]:
            return Core("rate", many, f"a {found['unit'].lower()}", chunked.text)
    elif (found := _NOT_ONE.search(chunked.text)) is not None:
        daily = found["hardly"] and found["unit"].lower() == "day"
        amount = NEARLY_DAILY if daily else Amount(HOURS[found["unit"].lower()], "fewer than")
        return Core("gap", amount, "hours", chunked.text)
    else:
        found = _ADVERB.search(chunked.text)
        if found is None:
            return None
        n, hedge, many = Amount(1.0), found["hedge"] or found["before"], None
        word = (found["adverb"] or found["after"]).lower()
        if word == "daily" and (hedge or "").lower() in (*_NEARLY, "near"):
            return Core("gap", NEARLY_DAILY, "hours", chunked.text)
        hedge = "nearly" if hedge and hedge.lower() == "near" else hedge
        hours = HOURS[_ADVERBS[word]]
    share = many.value if many else 1.0
    amount = replace(n, value=n.value * hours / share, upper=n.upper and n.upper * hours / share)
    if hedge:
        bound = HEDGES[hedge.lower()]
        # "At least every 48 hours" is a gap of at most 48; "less than every 100 hours" of less than 100.
        turned = bound in ("at least", "more than") and hedge.lower() not in ("over", "above", "more than")
        amount = replace(amount, bound=TURNED[bound] if turned else bound)
    return Core("gap", amount, "hours", chunked.text)


def _how_many(chunked: Chunked, every: re.Match[str]) -> Amount | None:
    """Return the number before "every" that counts what happens then, where it is not one."""
    before = re.findall(
        rf"(⟪N\d+⟫) (?:[\w-]+ ){{0,3}}?(?:{HEAD}|{PEOPLE}|killed|dead|deaths)",
        chunked.text[: every.start()],
        re.I,
    )
    amounts = [chunked.value(mark) for mark in before]
    return next((a for a in amounts if a.value != 1), None)


_PER: Final = re.compile(
    rf"(?P<n>⟪N\d+⟫) (?P<what>(?:(?!⟪N)[^,;])*?)\b(?:an?|per) (?P<unit>{_UNIT})\b(?! ago)", re.IGNORECASE
)


_OFTEN: Final = re.compile(
    rf"\b(?:(?P<twice>twice)|(?P<n>⟪N\d+⟫) times) (?:an?|per|every|each) (?P<unit>{_UNIT})\b", re.IGNORECASE
)


def _rate(chunked: Chunked) -> Core | None:
    often = _OFTEN.search(chunked.text)
    if often is not None and counted_in(chunked.text):
        amount = Amount(2.0) if often["twice"] else chunked.value(often["n"])
        return Core("rate", amount, f"a {often['unit']}", chunked.text)
    found = _PER.search(chunked.text)
    if found is None or not counted_in(f"{found['n']} {found['what']}"):
        return None
    return Core("rate", chunked.value(found["n"]), f"a {found['unit'].lower()}", chunked.text)


_WORST: Final = re.compile(r"\b(?:deadliest|worst|bloodiest|most deadly|most lethal)\b", re.IGNORECASE)
_NOT_SINCE: Final = re.compile(
    r"\bnot ⟪D\d+⟫.*\b(?:deadlier|worse|bloodier|more deadly|as deadly|so deadly)\b",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"\b(?:the |its |a |'s )?(?:very )?first\b(?! (?:half|six|of|place|week|days?|months?|quarter))",
    re.IGNORECASE,
)


def _deadliest(chunked: Chunked) -> Core | None:
    if _NOT_SINCE.search(chunked.text) is not None:
        return Core("deadliest", None, "", chunked.text, "")
    return _superlative(chunked, _WORST, "deadliest")


def _first(chunked: Chunked) -> Core | None:
    return _superlative(chunked, _FIRST, "first")


def _superlative(chunked: Chunked, pattern: re.Pattern[str], kind: ClaimKind) -> Core | None:
    found = pattern.search(chunked.text)
    if found is None or not counted_in(chunked.text):
        return None
    return Core(kind, None, "", chunked.text[: found.start()], chunked.text[found.end() :])


_BEFORE_HEAD: Final = re.compile(
    rf"(?P<n>⟪N\d+⟫) (?:(?:[\w'-]|⟪A\d+⟫)+ ){{0,4}}?(?P<head>{HEAD})\b", re.IGNORECASE
)
_TOLL: Final = re.compile(
    rf"(?P<a>⟪N\d+⟫) (?:(?!{HEAD})[\w-]+ ){{0,2}}?(?:{PEOPLE} )?"
    r"(?:(?:were|was|are|have been|had been|has been|lost|is) )?(?:reported )?"
    r"(?:killed|dead|died|slain|murdered|massacred|deaths?|fatalities|(?:their )?lives|injured|wounded"
    r"|hurt)\b"
    r"|\b(?:killed|killing|kills?|claimed|claiming|claims|cost|injured|injuring|wounded|wounding|murdered|left|leaving)"
    rf" (?:the lives of )?(?P<b>⟪N\d+⟫)(?! (?:\w+ )?{HEAD})"
    r"|\bdeath toll\b[^⟪]*(?:⟪[AD]\d+⟫[^⟪]*)*(?P<c>⟪N\d+⟫)",
    re.IGNORECASE,
)


def _count(chunked: Chunked) -> Core | None:
    toll = _TOLL.search(chunked.text)
    if toll is not None:
        mark = toll["a"] or toll["b"] or toll["c"]
        return Core("count", chunked.value(mark), _hit(toll[0]), chunked.text)
    found = _BEFORE_HEAD.search(chunked.text)
    if found is not None:
        return Core("count", chunked.value(found["n"]), "attacks", chunked.text)
    marks = [f"{kind}{number}" for kind, number in MARK.findall(chunked.text) if kind == "N"]
    if len(marks) == 1 and counted_in(chunked.text):
        return Core("count", chunked.values[marks[0]], "attacks", chunked.text)
    return None


def _hit(words: str) -> str:
    return "injured" if re.search(r"injur|wound|hurt", words, re.IGNORECASE) else "killed"


_FINDERS: Final[tuple[Callable[[Chunked], Core | None], ...]] = (
    compare, times, share, _deadliest, _first, change, _gap, _rate, _count,
)  # fmt: skip
