"""Sentences with exact offsets: linear time on any text, from all capitals to no punctuation at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tocsin.model import Span

LONGEST: Final = 1200
"""Code points after which a sentence without an end is cut at a space, so that later stages stay bounded."""

# The look-behind keeps a run of a million dots from being scanned from each of its dots.
_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s|$)|[。！？؟۔।]++|\n[^\S\n]*+\n\s*+|\n")
_SHORT_FORMS: Final = """
    mr mrs ms dr prof gen lt col sgt capt maj brig adm cmdr sen rep gov pres st mt ft no nos vs etc inc ltd
    co corp jr sr bros dept est approx jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri
    sat sun rev hon supt insp det cpl pvt dist distt u.s u.k u.n e.u a.m p.m e.g i.e d.c ph.d
"""
_ABBREVIATIONS: Final = frozenset(_SHORT_FORMS.split())
_FIRST_WORDS: Final = """
    The A An In On At He She They It But Police Officials No One Two Three Witnesses Local And Earlier
"""
_STARTERS: Final = frozenset(_FIRST_WORDS.split())
_WORD_BEFORE: Final = re.compile(r"[^\s(\"'“‘]{1,20}$")
_WORD_AFTER: Final = re.compile(r"[\s\"'“‘(\[]*+([^\s,.;:]{0,20})")


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of `text`, in order, without surrounding white space.

    A blank line always ends a sentence. A single line break does where lines are whole paragraphs (longer
    than 90 code points on average), not where they are wrapped. Nothing but white space is left out.
    """
    lines_are_paragraphs = _mean_line(text) > 90
    caseless = _is_caseless(text)
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if _ends(text, match, lines_are_paragraphs, caseless):
            spans.extend(_pieces(text, start, match.end()))
            start = match.end()
    spans.extend(_pieces(text, start, len(text)))
    return spans


def _ends(text: str, match: re.Match[str], lines_are_paragraphs: bool, caseless: bool) -> bool:
    sign = match.group()
    if sign[0] == "\n":
        return len(sign.strip(" \t\r")) > 1 or lines_are_paragraphs
    if sign[0] not in ".!?…":
        return True
    after = _WORD_AFTER.match(text, match.end())
    word = after.group(1) if after else ""
    if sign.startswith(".") and _is_abbreviation(text, match.start(), word):
        return False
    return caseless or not word[:1].islower()


def _is_abbreviation(text: str, dot: int, following: str) -> bool:
    found = _WORD_BEFORE.search(text, max(0, dot - 24), dot)
    if found is None:
        return False
    word = found.group()
    known = word.lower() in _ABBREVIATIONS and not (word.islower() and word in ("no", "sat", "sun", "mar"))
    initial = len(word) == 1 and word.isupper()
    if word.lower() in ("a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "d.c", "etc"):
        return following not in _STARTERS
    return known or initial


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield Span(start, end)


def _mean_line(text: str) -> float:
    lines = [len(line) for line in text[:20_000].split("\n") if line.strip()]
    return sum(lines) / len(lines) if len(lines) > 1 else 0.0


def _is_caseless(text: str) -> bool:
    """Whether case says nothing of where a sentence starts: next to no capitals, or hardly anything else."""
    sample = text[:4000]
    upper = sum(sign.isupper() for sign in sample)
    lower = sum(sign.islower() for sign in sample)
    return upper * 200 < lower or lower * 10 < upper
