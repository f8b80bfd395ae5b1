"""How much two reports are worded about the same thing: shared content words, names and numbers above all.

The words are those of the title, of the text around the report's anchor and of its quotes; what remains
after the text has been deleted (title and quotes) still compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tocsin.resolve.mention import Mention

Words = Mapping[str, float]

AROUND: Final = 400
"""Code points of the text, from the anchor on, that are taken for the report's own words."""
STEM: Final = 6
_WORD: Final = re.compile(r"([.!?\n]\W*)?([^\W_]+(?:['’][^\W_]+)?)")
_FUNCTION_WORDS: Final = """
    a about after again all also although am among an and any are around as at be because been before being
    between both but by can could did do does during each for from had has have he her here him his how if in
    into is it its just last late later like may might more most near nearly new no not now of off on one only
    or other our out over own s said say saying says she should since so some such than that the their them
    then there these they this those three through to today too two under until up was we were what when where
    which while who whose will with within would yesterday you
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december morning afternoon evening night week month year
"""
# Words that nearly every report of an attack uses: they say that it is one, not which one.
_COMMON_WORDS: Final = """
    attack attacks attacked attacker attackers kill kills killed killing dead death deaths die died wound
    wounded wounds injure injured injuries hurt people person police officer officers official officials
    security force forces bomb bombs bombing bombings bomber blast blasts explosion explosions explosive gun
    gunman gunmen shot shoot shooting fire fired militant militants terror terrorist terrorists terrorism
    suspect suspects suspected authorities government city town area hospital news agency reported report
    toll least many several scene victims victim responsibility claimed incident investigation
"""
_FUNCTION: Final = frozenset(_FUNCTION_WORDS.split())
_COMMON: Final = frozenset(word[:STEM] for word in _COMMON_WORDS.split())


def words(mention: Mention) -> dict[str, float]:
    """Return the stems of a report's words with their weights: names 2.5, numbers 2, others 1, common 0.2."""
    document, report = mention.document, mention.report
    near = document.text[report.anchor.start : report.anchor.start + AROUND]
    quotes = {s.quote for s in report.statements if s.quote} if not near else set()
    found: dict[str, float] = {}
    for piece in [document.title or "", near, *sorted(quotes)]:
        _gather(piece, found)
    return found


def overlap(a: Words, b: Words, without: frozenset[str] = frozenset()) -> tuple[float, float]:
    """Return the share (0 to 1) of the poorer report's word weight that the other has, and that weight.

    `without` are stems to leave out, such as the names of places that have been compared already.
    """
    shared = sum(min(a[stem], b[stem]) for stem in (a.keys() & b.keys()) - without)
    poorer = min(sum(x.values()) - sum(x.get(stem, 0.0) for stem in without) for x in (a, b))
    return (shared / poorer if poorer else 0.0), poorer


def stems(*names: str | None) -> frozenset[str]:
    """Return the stems of some names."""
    return frozenset(w.casefold()[:STEM] for name in names if name for _, w in _WORD.findall(name))


def _gather(text: str, found: dict[str, float]) -> None:
    starts = True
    for stop, word in _WORD.findall(text):
        plain = word.casefold()
        if plain not in _FUNCTION and (len(plain) > 1 or plain.isdigit()):
            weight = _weight(word, plain, starts or bool(stop))
            stem = plain[:STEM]
            if weight > found.get(stem, 0.0):
                found[stem] = weight
        starts = False


def _weight(word: str, plain: str, starts: bool) -> float:
    """How much a word says; a capital at the start of a sentence says nothing."""
    if plain[:STEM] in _COMMON:
        return 0.2
    if plain.isdigit():
        return 2.0 if len(plain) > 1 else 0.5
    return 2.5 if word[0].isupper() and not starts else 1.0
