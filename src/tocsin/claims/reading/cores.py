"""What kind of claim a marked sentence makes: the patterns, the narrower before the wider.

Each finder returns a Core or None. A Core says the kind, the number, and how the sentence falls into sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from tocsin.claims.reading.chunks import MARK, Chunked
from tocsin.claims.reading.numbers import HEDGE, HEDGES
from tocsin.claims.reading.subjects import HEAD, PEOPLE, counted_in
from tocsin.model import Amount, Bound, ClaimKind

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
_TURNED: Final[dict[Bound, Bound]] = {
    "at least": "at most", "more than": "fewer than", "at most": "at least", "fewer than": "more than",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Core:
    """A kind and its number; `left` and `right` are the pieces of the sentence about each side."""

    kind: ClaimKind
    amount: Amount | None
    unit: str
    left: str
    right: str | None = None
    other_amount: Amount | None = None
    base: str | None = None


def find_core(chunked: Chunked) -> Core | None:
    """Return what the sentence claims; None where no pattern fits."""
    for finder in _FINDERS:
        core = finder(chunked)
        if core is not None:
            return core
    return None


_VERB: Final = (
    r"\b(?:was|were|are|is|hit|took place|happened|occurred|struck|have been|has been|had been|came|come"
    r"|targeted|fell|in)\b"
)
_SHARE: Final = re.compile(
    rf"(?P<amount>\bmost|\b(?:the|a|an overwhelming) (?:vast )?majority|⟪P\d+⟫) (?:of )?"
    r"(?:(?:all|the|these|those|its) )*"
    rf"(?P<whole>(?:them|(?:⟪A\d+⟫ )?(?:[\w-]+ ){{0,3}}?{HEAD}|deaths|{PEOPLE} killed)\b)",
    re.IGNORECASE,
)


def _share(chunked: Chunked) -> Core | None:
    found = _SHARE.search(chunked.text)
    if found is None or re.search(r"\b(?:up|down|rose|fell|by) $", chunked.text[: found.start()], re.I):
        return None
    rest = chunked.text[found.end() :]
    verb = re.search(_VERB, rest)
    if found["whole"].lower() == "them":
        place = re.match(r" (?:\w+ )?in (⟪A\d+⟫)", rest)
        cut = place.end() if place else 0
        part, whole = rest[:cut], rest[cut:] + chunked.text[: found.start()]
        return Core("share", _share_amount(chunked, found), "per cent", part, whole or "attacks")
    if verb is None:
        return None
    last = [m for m in re.finditer(_VERB, rest) if m[0].lower() != "in"]
    at = last[0] if last else verb
    whole = f"{chunked.text[: found.start()]} {found['whole']} {rest[: at.start()]}"
    return Core("share", _share_amount(chunked, found), "per cent", rest[at.start() :], whole)


def _share_amount(chunked: Chunked, found: re.Match[str]) -> Amount:
    if found["amount"].startswith("⟪"):
        amount: Amount = chunked.value(found["amount"])
        return amount
    return Amount(50.0, "more than")


_TIMES: Final = re.compile(
    r"(?<!\w)(?:(?P<hedge>almost|nearly|about|more than|at least|over|some) )?"
    r"(?P<word>twice|double|thrice|half|⟪N\d+⟫ times) "
    r"(?:as many|as much|as often|the number of|more|as high)\b",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    rf"\b(?P<word>more|fewer|less)(?= (?:often|{HEAD}|{PEOPLE}|deaths|(?:\w+ )?(?:\w+ )?{HEAD}))",
    re.IGNORECASE,
)
_FACTORS: Final = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "half": 0.5}


def _times(chunked: Chunked) -> Core | None:
    found = _TIMES.search(chunked.text)
    if found is not None:
        link = re.compile(r" (?:as|than|of|compared with) ").search(chunked.text, found.end())
        word = found["word"].lower()
        amount = Amount(_FACTORS[word]) if word in _FACTORS else chunked.value(word.split()[0].upper())
        if found["hedge"]:
            amount = replace(amount, bound=HEDGES[found["hedge"].lower()])
    else:
        found = _MORE.search(chunked.text)
        link = re.compile(r" than ").search(chunked.text, found.end()) if found else None
        amount = Amount(1.0, "more than" if found and found["word"].lower() == "more" else "fewer than")
    if found is None or link is None:
        return None
    left = chunked.text[: found.start()] + " " + chunked.text[found.end() : link.start()]
    return Core("times", amount, "times", left, chunked.text[link.end() :])


_MOVES: Final = (
    (r"doubled|doubling", 100.0), (r"tripled|trebled", 200.0), (r"quadrupled", 300.0), (r"halved", -50.0),
)  # fmt: skip
_UP: Final = (
    r"up|risen|rose|rises?|rising|increas(?:e|es|ed|ing)|grown|grew|growing|gone up|went up|climbed|surged?"
    r"|jumped|soared|on the rise|on the increase|more frequent"
)
_DOWN: Final = (
    r"down|fallen|fell|falls|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
    r"|gone down|went down|sunk|shrank|shrunk|on the decline|less frequent"
)
_CHANGE: Final = re.compile(
    rf"\b(?:(?P<hedge>{HEDGE}) )?"
    rf"(?:(?P<move>{'|'.join(words for words, _ in _MOVES)})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?! to)",
    re.IGNORECASE,
)
_BASE: Final = re.compile(
    r"\b(?:compared (?:with|to)|relative to|against|versus|from|than|over)(?: in)? (⟪D\d+⟫)", re.IGNORECASE
)


def _change(chunked: Chunked) -> Core | None:
    found = _CHANGE.search(chunked.text)
    if found is None:
        return None
    given = chunked.of("P", chunked.text)
    if found["move"]:
        value = next(v for words, v in _MOVES if re.fullmatch(words, found["move"], re.IGNORECASE))
        amount = _signed(
            Amount(abs(value), HEDGES[(found["hedge"] or "just").lower()]), -1 if value < 0 else 1
        )
    elif given:
        amount = _signed(given[0], -1 if found["down"] else 1)
    elif not re.search(r"⟪D\d+⟫", chunked.text):
        return None
    else:
        amount = Amount(0.0, "fewer than" if found["down"] else "more than")
    base = _BASE.search(chunked.text)
    left = chunked.text.replace(base[0], " ") if base else chunked.text
    return Core("change", amount, "per cent", left, base=base[1] if base else None)


def _signed(amount: Amount, sign: int) -> Amount:
    value = (
        float(round(amount.value)) if abs(amount.value * 3 - 100) < 1 or amount.value > 60 else amount.value
    )
    return Amount(sign * value, amount.bound if sign > 0 else _TURNED.get(amount.bound, amount.bound))


_COMPARE: Final = re.compile(
    r"(?P<a>⟪N\d+⟫)(?P<left>.*?),? "
    r"(?:compared (?:with|to)|against|versus|vs\.?|as opposed to|up from|down from) "
    r"(?:only |just )?(?P<b>⟪N\d+⟫)(?P<right>.*)",
    re.IGNORECASE,
)
_FROM_TO: Final = re.compile(
    r"from (?P<a>⟪N\d+⟫)(?P<left>[^⟪]*⟪D\d+⟫[^⟪]*) to (?P<b>⟪N\d+⟫)(?P<right>[^⟪]*⟪D\d+⟫.*)", re.IGNORECASE
)


def _compare(chunked: Chunked) -> Core | None:
    found = _COMPARE.search(chunked.text) or _FROM_TO.search(chunked.text)
    if found is None:
        return None
    left = f"{chunked.text[: found.start()]} {found['a']}{found['left']}"
    right = f"{found['b']}{found['right']}"
    return Core("compare", chunked.value(found["a"]), "events", left, right, chunked.value(found["b"]))


_EVERY: Final = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE}) )?(?:\b(?:once )?(?:every|each)|\bonce an?) (?:single )?"
    rf"(?:(?P<other>other|second|third|fourth|fifth) |(?P<n>⟪N\d+⟫) )?(?P<unit>{_UNIT})s?\b",
    re.IGNORECASE,
)
_NTH: Final = {"other": 2.0, "second": 2.0, "third": 3.0, "fourth": 4.0, "fifth": 5.0}
_ADVERB: Final = re.compile(
    rf"(?:\b(?P<hedge>{HEDGE}) )?\b(?P<adverb>hourly|daily|weekly|monthly|yearly) (?:⟪A\d+⟫ )?(?:\w+ )?{HEAD}"
    rf"|{HEAD} (?:\w+ )?(?P<after>hourly|daily|weekly|monthly)\b",
    re.IGNORECASE,
)
_NOT_ONE: Final = re.compile(
    rf"\b(?:not an?|hardly an?|scarcely an?|no) (?P<unit>{_UNIT}) "
    r"(?:goes|passes|went|passed) (?:by )?without\b",
    re.IGNORECASE,
)
_ADVERBS: Final = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}


def _gap(chunked: Chunked) -> Core | None:
    found = _EVERY.search(chunked.text)
    if found is not None:
        n = chunked.value(found["n"]) if found["n"] else Amount(_NTH.get((found["other"] or "").lower(), 1.0))
        hours, hedge = HOURS[found["unit"].lower()], found["hedge"]
        many = _how_many(chunked, found)
        if many is not None and not found["n"] and not found["other"]:
            return Core("rate", many, f"a {found['unit'].lower()}", chunked.text)
    elif (found := _NOT_ONE.search(chunked.text)) is not None:
        return Core("gap", Amount(HOURS[found["unit"].lower()], "fewer than"), "hours", chunked.text)
    else:
        found = _ADVERB.search(chunked.text)
        if found is None:
            return None
        n, hedge, many = Amount(1.0), found["hedge"], None
        hours = HOURS[_ADVERBS[(found["adverb"] or found["after"]).lower()]]
    share = many.value if many else 1.0
    amount = replace(n, value=n.value * hours / share, upper=n.upper and n.upper * hours / share)
    if hedge:
        bound = HEDGES[hedge.lower()]
        # "At least every 48 hours" is a gap of at most 48; "less than every 100 hours" of less than 100.
        turned = bound in ("at least", "more than") and hedge.lower() not in ("over", "above", "more than")
        amount = replace(amount, bound=_TURNED[bound] if turned else bound)
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


def _rate(chunked: Chunked) -> Core | None:
    found = _PER.search(chunked.text)
    if found is None or not counted_in(f"{found['n']} {found['what']}"):
        return None
    return Core("rate", chunked.value(found["n"]), f"a {found['unit'].lower()}", chunked.text)


_WORST: Final = re.compile(r"\b(?:deadliest|worst|bloodiest|most deadly|most lethal)\b", re.IGNORECASE)
_FIRST: Final = re.compile(
    r"\b(?:the |its |a |'s )?(?:very )?first\b(?! (?:half|six|of|place|week|days?|months?|time))",
    re.IGNORECASE,
)


def _deadliest(chunked: Chunked) -> Core | None:
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
    rf"(?P<a>⟪N\d+⟫) (?:[\w-]+ ){{0,2}}?(?:{PEOPLE} )?"
    r"(?:(?:were|was|are|have been|had been|has been|lost|is) )?(?:reported )?"
    r"(?:killed|dead|died|slain|murdered|massacred|deaths?|fatalities|lives|injured|wounded|hurt)\b"
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
    _compare, _times, _share, _deadliest, _first, _change, _gap, _rate, _count,
)  # fmt: skip
