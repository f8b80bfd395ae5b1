"""What tocsin does not check: people by faith, origin or descent, questions, the future, what cannot be.

The record holds incidents, who was hit and which groups claimed or were blamed. It has no field for a
person's religion, origin or descent (docs/rights.md), so a claim about those has nothing to be checked
against, whoever makes it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tocsin.claims.reading.chunks import Chunked

_FOLK: Final = (
    r"muslims?|christians?|jews?|jewish people|hindus?|sikhs?|buddhists?|refugees?|migrants?|immigrants?"
    r"|asylum[- ]seekers?|foreigners?|arabs?|blacks?|whites?|roma|gypsies"
)
_DOERS: Final = re.compile(
    rf"\b(?:attackers?|terrorists?|perpetrators?|killers?|bombers?|suspects?|gunmen) (?:\w+ ){{0,3}}?"
    rf"(?:are|is|were|was|have been) (?:\w+ ){{0,2}}?(?:{_FOLK})\b"
    rf"|\b(?:victims|the dead|those killed)\b.*\b(?:are|were) (?:\w+ ){{0,2}}?(?:{_FOLK})\b"
    rf"|\b(?:by|from|among) (?:\w+ )?(?:{_FOLK})\b"
    rf"|\b(?:{_FOLK}) (?:\w+ ){{0,2}}?"
    r"(?:commit\w*|carr\w+ out|are behind|were behind|cause\w*|perpetrat\w+|kill\w*|attack\w*)\b",
    re.IGNORECASE,
)
_HIT: Final = re.compile(rf"\b(?:attacks?|violence|assaults?) (?:on|against) (?:{_FOLK})\b", re.IGNORECASE)
_ABOUT: Final = (
    "something other than people's faith, origin or descent: the record holds incidents, what was hit and "
    "which groups claimed or were blamed, and no such field about people"
)


def refusal(sentence: str) -> str | None:
    """Return what a sentence lacks that cannot be checked at all; None where it may be."""
    if _DOERS.search(sentence):
        return _ABOUT
    if _HIT.search(sentence):
        return _ABOUT + "; write the targets (attacks on mosques, churches, synagogues)"
    if re.match(
        r"(?:how|what|when|where|who|why|is|are|were|was|did|does|do)\b.*\?$", sentence, re.IGNORECASE
    ):
        return "a number: this is a question; write the claim that you want to check"
    return None


_NAMELESS: Final = re.compile(
    r"\b(?:the|this|that|our) (?:country|city|nation|continent|capital)(?:'s)?\b", re.IGNORECASE
)


_RANK: Final = re.compile(
    r"\b(?:second|third|fourth|fifth|\d+th)[- ](?:deadliest|worst|bloodiest|most deadly)\b", re.IGNORECASE
)
_UNDATED: Final = re.compile(r"\bsince (?!⟪|then\b)(?P<what>[^,.;⟪]{1,40})", re.IGNORECASE)


def undated(chunked: Chunked) -> str | None:
    """Return what is missing where a rank is claimed, or a time is named that has no date here."""
    slashed = re.search(r"(?<![\w/])\d{1,2}/\d{1,2}/\d{4}\b", chunked.text)
    if slashed:
        return f"a date that is read one way: {slashed[0]} may be British or American; write the month"
    if _RANK.search(chunked.text):
        return "the deadliest or the first itself: a rank behind it is not checked"
    found = _UNDATED.search(chunked.text)
    if found is None:
        return None
    return f"a time: “since {found['what'].strip()}” names no date; write the day, month or year"


def nameless(chunked: Chunked) -> str | None:
    """Return what is missing where a place is only pointed at ("the country's worst")."""
    pointed = _NAMELESS.search(chunked.text)
    if pointed is None or chunked.of("A"):
        return None
    return f"a place: “{pointed[0]}” names none; write which"


def impossible(chunked: Chunked, said_on: date) -> str | None:
    """Return what is missing where a number or a window cannot be."""
    for amount in (*chunked.of("N"), *chunked.of("P")):
        if amount.value < 0:
            return "a possible number: minus attacks there are none"
        if amount.value > 10_000_000:
            return f"a possible number: {amount.value:,.0f} is more than any record holds"
    if any(chunked.value(mark).value == 0 for mark in re.findall(r"every (⟪N\d+⟫)", chunked.text)):
        return "a possible interval: every 0 hours is none"
    for when in chunked.of("D"):
        if when.period.since and when.period.since > said_on:
            return f"a window that has begun: {when.period.words.strip()} is in the future on {said_on}"
    if re.search(r"\b(?:will|shall|is going to|are going to)\b", chunked.text, re.IGNORECASE):
        return "what happened: a forecast of the future cannot be checked against a record"
    return None
