"""Numbers that count nobody: dates, ages, prices, names of things, parts of longer figures."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.tokens import Token, at
from tocsin.coding.tolls import words
from tocsin.coding.tolls.numbers import Quantity
from tocsin.coding.tolls.phrases import ARTICLES


def is_label(tokens: Sequence[Token], j: int, quantity: Quantity) -> bool:
    """Say whether the number is a date, an age, a price, a name or part of a longer figure."""
    before, after = at(tokens, j - 1), at(tokens, quantity.end)
    if before == "of" and after not in words.PEOPLE:
        if at(tokens, j - 2) in ("mother", "father", "parent", "grandmother", "grandfather"):
            return True
        if tokens[j].is_digits and at(tokens, j - 3) in ARTICLES and at(tokens, j - 2) not in words.MANY:
            return at(tokens, j - 2) not in ("total", "toll", "group", "family", "crew", "team")
    if not tokens[quantity.end - 1].is_digits and not tokens[j].is_digits:
        return False
    if before in words.LABELS or before in words.MONTHS or after in words.MONTHS:
        return True
    if before in ("$", "€", "£", "#", "/", ".", "₦", "%") or after in ("%", "/", "°"):
        return True
    if before == ":" and j > 1 and tokens[j - 2].is_digits and tokens[j - 2].end == tokens[j].start - 1:
        return True
    if after == ":" and tokens[quantity.end].start == tokens[quantity.end - 1].end:
        follow = quantity.end + 1
        return follow < len(tokens) and tokens[follow].is_digits
    return _is_year(tokens, j, quantity)


def _is_year(tokens: Sequence[Token], j: int, quantity: Quantity) -> bool:
    token = tokens[quantity.end - 1]
    if "," in token.text or not token.is_digits or len(token.text) != 4 or quantity.hedged:
        return False
    follow = at(tokens, quantity.end)
    return 1900 <= int(token.text) <= 2100 and follow not in words.PEOPLE and j == quantity.end - 1
