"""Claims of two sides: a share, a ratio, a change, two counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tocsin.claims.reading.chunks import Chunked
from tocsin.claims.reading.core import TURNED, Core
from tocsin.claims.reading.numbers import HEDGE, HEDGES, number_of
from tocsin.claims.reading.subjects import HEAD, PEOPLE
from tocsin.model import Amount

_VERB: Final = (
    r"\b(?:was|were|are|is|hit|took place|happened|occurred|struck|have been|has been|had been|came|come"
    r"|target(?:ed|s)?|fell|in)\b"
)
_SHARE: Final = re.compile(
    rf"(?P<amount>\bmost|\b(?:the|a|an overwhelming) (?:vast )?(?:majority|minority)|⟪P\d+⟫) (?:of )?"
    r"(?:(?:all|the|these|those|its) )*"
    rf"(?P<whole>(?:them|(?:⟪A\d+⟫ )?(?:[\w-]+ ){{0,3}}?{HEAD}|deaths|{PEOPLE} killed)\b)",
    re.IGNORECASE,
)


_MADE_UP: Final = re.compile(
    r"(?P<part>.*?)\b(?:account(?:s|ed)? for|ma(?:de|ke|kes) up|(?:is|are|was|were) responsible for) "
    rf"(?P<amount>⟪P\d+⟫|most|the (?:vast )?majority) (?:of )?(?:(?:all|the) )*"
    rf"(?P<whole>(?:\w+ )?(?:{HEAD}|deaths).*)",
    re.IGNORECASE,
)


def share(chunked: Chunked) -> Core | None:
    """Return a share of attacks: most of them, two thirds, 40 %."""
    made_up = _MADE_UP.search(chunked.text)
    if made_up is not None:
        amount = _share_amount(chunked, made_up)
        return Core("share", amount, "per cent", made_up["part"], made_up["whole"])
    found = _SHARE.search(chunked.text)
    if (
        found is None
        or _NOUN.search(chunked.text)
        or re.search(r"\b(?:up|down|rose|fell|by) $", chunked.text[: found.start()], re.I)
    ):
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
    return Amount(50.0, "fewer than" if found["amount"].lower().endswith("minority") else "more than")


_TIMES: Final = re.compile(
    r"(?<!\w)(?:(?P<hedge>almost|nearly|about|more than|at least|over|some) )?"
    r"(?P<word>twice|double|thrice|half|⟪N\d+⟫ times) "
    r"(?:as many|as much|as often|as frequent|as common|as deadly|the number of|more|as high)\b",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    rf"\b(?P<word>more|fewer|less)(?= (?:often|{HEAD}|{PEOPLE}|deaths|(?:\w+ )?(?:\w+ )?{HEAD}))",
    re.IGNORECASE,
)
_FACTORS: Final = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "half": 0.5}


def times(chunked: Chunked) -> Core | None:
    """Return a ratio: twice as many, more than."""
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
    (r"doubled|doubling|doubles?(?= in| since| ⟪D)", 100.0), (r"tripled?|triples|trebled?|trebles", 200.0),
    (r"quadrupled?|quadruples", 300.0), (r"halved|halves", -50.0),
)  # fmt: skip
_UP: Final = (
    r"up|risen|rose|rises?|rising|increas(?:e|es|ed|ing)|grown|grew|growing|gone up|went up|climbed|surged?"
    r"|jump(?:s|ed)?|soar(?:s|ed)?|climbs?|on the rise|on the increase|more frequent"
)
_DOWN: Final = (
    r"down|fall(?= by| ⟪P)|fallen|fell|falls|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
    r"|decreas(?:e|es|ed|ing)"
    r"|gone down|went down|sunk|shrank|shrunk|on the decline|less frequent"
)
_CHANGE: Final = re.compile(
    rf"\b(?:(?P<hedge>{HEDGE}) )?"
    rf"(?:(?P<move>{'|'.join(words for words, _ in _MOVES)})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?! to)",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(
    r"(?P<amount>⟪P\d+⟫|\b(?P<fold>[\w]+)-?fold) (?:(?P<up>increase|rise|jump|surge|growth|spike|hike)"
    r"|(?P<down>decrease|fall|drop|decline|reduction|dip))\b",
    re.IGNORECASE,
)
_FOLD: Final = re.compile(r"\b(?P<fold>[\w]+)-?fold\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:not|n't|never) (?:\w+ )?$", re.IGNORECASE)
_BASE: Final = re.compile(
    r"\b(?:compared (?:with|to)|relative to|against|versus|from|than|over)(?: in)? (⟪D\d+⟫)", re.IGNORECASE
)


def change(chunked: Chunked) -> Core | None:
    """Return a change: up 30 %, doubled, on the decline."""
    noun, found = _NOUN.search(chunked.text), _CHANGE.search(chunked.text)
    if noun is not None:
        return _changed(chunked, _noun_amount(chunked, noun))
    if found is None:
        return None
    given = chunked.of("P", chunked.text)
    fold = _FOLD.search(chunked.text)
    if found["move"]:
        value = next(
            v for words, v in _MOVES if re.match(words.split("(?=")[0], found["move"], re.IGNORECASE)
        )
        amount = _signed(
            Amount(abs(value), HEDGES[(found["hedge"] or "just").lower()]), -1 if value < 0 else 1
        )
    elif fold and (times := number_of(fold["fold"])) > 1:
        amount = Amount(100 * (times - 1))
    elif given:
        amount = _signed(given[0], -1 if found["down"] else 1)
    elif not re.search(r"⟪D\d+⟫", chunked.text):
        return None
    else:
        amount = Amount(0.0, "fewer than" if found["down"] else "more than")
        if _NOT.search(chunked.text, 0, found.start()):
            amount = Amount(0.0, "at least" if found["down"] else "at most")
    return _changed(chunked, amount)


def _noun_amount(chunked: Chunked, noun: re.Match[str]) -> Amount:
    given = (
        Amount(100 * (number_of(noun["fold"]) - 1)) if noun["fold"] else chunked.value(noun["amount"])
    )  # fmt: skip
    return _signed(given, -1 if noun["down"] else 1)


def _changed(chunked: Chunked, amount: Amount) -> Core:
    base = _BASE.search(chunked.text)
    left = chunked.text.replace(base[0], " ") if base else chunked.text
    return Core("change", amount, "per cent", left, base=base[1] if base else None)


def _signed(amount: Amount, sign: int) -> Amount:
    value = (
        float(round(amount.value)) if abs(amount.value * 3 - 100) < 1 or amount.value > 60 else amount.value
    )
    return Amount(sign * value, amount.bound if sign > 0 else TURNED.get(amount.bound, amount.bound))


_COMPARE: Final = re.compile(
    r"(?P<a>⟪N\d+⟫)(?P<left>.*?),? "
    r"(?:compared (?:with|to)|against|versus|vs\.?|as opposed to|up from|down from) "
    r"(?:only |just )?(?P<b>⟪N\d+⟫)(?P<right>.*)",
    re.IGNORECASE,
)
_FROM_TO: Final = re.compile(
    r"from (?P<a>⟪N\d+⟫)(?P<left>[^⟪]*⟪D\d+⟫[^⟪]*) to (?P<b>⟪N\d+⟫)(?P<right>[^⟪]*⟪D\d+⟫.*)", re.IGNORECASE
)


def compare(chunked: Chunked) -> Core | None:
    """Return two counts set against each other."""
    found = _COMPARE.search(chunked.text) or _FROM_TO.search(chunked.text)
    if found is None:
        return None
    left = f"{chunked.text[: found.start()]} {found['a']}{found['left']}"
    right = f"{found['b']}{found['right']}"
    return Core("compare", chunked.value(found["a"]), "events", left, right, chunked.value(found["b"]))
