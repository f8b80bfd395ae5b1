"""How many a mention of people counts by its own words: a number with its hedge, else one, else many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.coding.tokens import Token, at, listed, tokenize
from tocsin.coding.tolls.numbers import quantity_at
from tocsin.coding.tolls.shapes import added
from tocsin.model import Count, Span

_MANY: Final = listed(
    "people men women children policemen civilians villagers passengers soldiers officers police personnel "
    "members troops clergy"
)
_ONE: Final = listed("press class ss gas bus boss hostess actress waitress mistress priestess duchess")


def count_of(text: str, span: Span) -> Count:
    """Return how many the words of a mention count: its number with hedge, else one, else an unknown many."""
    return _listed(tokenize(text, span))


def _listed(tokens: Sequence[Token]) -> Count:
    """Add up what "and" joins: "the driver and his mate", "two masons, a cook and a guard"."""
    ends = [i for i, token in enumerate(tokens) if token.low == "and" and i]
    if not ends:
        return _one(tokens)
    last = ends[-1]
    left, right = tokens[:last], tokens[last + 1 :]
    if not right or not (_opens(right) or right[0].capital):
        return _one(tokens)
    if not _opens(right) and not left[-1].capital:
        return _one(tokens)
    pieces = _pieces(left)
    counts = [_one(piece) for piece in (*pieces, right)]
    if len(pieces) == 1 and not _opens(right) and counts[0].best is None:  # "his sons Yahya and Omar"
        return Count(2, 2, 2)
    return added(counts)


def _pieces(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Split at the commas after which others are named, not one and the same once more."""
    pieces: list[Sequence[Token]] = []
    start = 0
    for i, token in enumerate(tokens):
        if token.text == "," and i > start and _opens(tokens[i + 1 :]):
            pieces.append(tokens[start:i])
            start = i + 1
    pieces.append(tokens[start:])
    return pieces


def _opens(tokens: Sequence[Token]) -> bool:
    """Say whether somebody new can be named by what begins here."""
    return bool(tokens) and (tokens[0].low in _DETERMINERS or quantity_at(tokens, 0) is not None)


_DETERMINERS: Final = listed("a an the another his her their its one")


def _one(tokens: Sequence[Token]) -> Count:
    for i, token in enumerate(tokens):
        if i and (token.text == "," or token.low in ("of", "from", "in", "who", "at", "on", "aged")):
            break
        quantity = quantity_at(tokens, i)
        if quantity is not None and not (i and tokens[i - 1].text == "-") and not _age(tokens, quantity.end):
            return quantity.count
    head = _head(tokens)
    if head is not None and (head.low in _MANY or (head.low.endswith("s") and _plural(tokens, head))):
        return Count(2, None, None)
    return Count(1, 1, 1)


def _age(tokens: Sequence[Token], end: int) -> bool:
    return at(tokens, end).startswith(("-year", "year-old")) or at(tokens, end + 1) in (
        "year-old",
        "years-old",
    )


def _head(tokens: Sequence[Token]) -> Token | None:
    """The last word before what follows the noun ("the crew of the boat")."""
    head = None
    for token in tokens:
        if token.low in ("of", "from", "in", "who", "at", "on", "aboard", ",") and head is not None:
            break
        if token.is_word:
            head = token
    return head


def _plural(tokens: Sequence[Token], head: Token) -> bool:
    named = head.text[:1].isupper() and not head.text.isupper()
    article = bool(tokens) and tokens[0].low in ("a", "an", "one", "another")
    return head.low not in _ONE and not head.low.endswith("ss") and not named and not article
