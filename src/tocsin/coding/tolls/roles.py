"""Whether a toll is of all or of some, and how far it is to be trusted, by how its sentence tells it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.coding.tokens import Token, at, listed
from tocsin.coding.tolls.background import clause_of
from tocsin.coding.tolls.clauses import Clause, Link
from tocsin.coding.tolls.phrases import Mention
from tocsin.coding.tolls.shapes import Effect, Role
from tocsin.coding.tolls.triggers import Trigger
from tocsin.coding.tolls.trust import (
    DEFINITE,
    EXPLICIT,
    INFERRED,
    INITIAL,
    KIND,
    LOWERED,
    SINGLE,
    SUM,
    TOTAL,
)  # fmt: skip

_LOWERED: Final = listed("falls fell fallen lowered lowers reduced reduces dropped drops corrected down")
_INITIAL: Final = listed("initially originally earlier previously initial preliminary first overnight")
_DOUBT: Final = listed("feared believed presumed thought may reportedly")


def role_of(c: Clause, one: Link, people: Sequence[Mention], effect: Effect) -> tuple[Role, float]:
    """Return whether people are a whole, a part or neither for sure, and how far to trust their count."""
    role, confidence = _plain_role(c, one, people, effect)
    around = _lows(
        c.tokens, max(people[0].first - 8, 0), min(max(people[-1].end, one.trigger.end) + 3, len(c.tokens))
    )
    if (around & _INITIAL and _says_initial(c, people[0], one.trigger)) or _had_said(c, people[0]):
        return role, INITIAL
    if around & _DOUBT and confidence > INFERRED:
        return role, INFERRED if not around & {"reportedly"} else confidence
    return role, confidence


def _lows(tokens: Sequence[Token], first: int, end: int) -> set[str]:
    return {tokens[k].low for k in range(first, end)}


def _says_initial(c: Clause, mention: Mention, trigger: Trigger) -> bool:
    """Say whether a figure is given as an early one ("initially put at 50", "earlier reports of 12 dead")."""
    lo, hi = max(min(mention.first, trigger.first) - 8, 0), max(mention.end, trigger.end) + 3
    for k in range(lo, min(hi, len(c.tokens))):
        word, after = c.tokens[k].low, at(c.tokens, k + 1)
        if word in ("initially", "originally", "previously"):
            return True
        if word in ("earlier", "initial", "preliminary", "first") and after in (
            "reports", "report", "toll", "figures", "figure", "estimates", "estimate", "put", "said", "count",
            "death",
        ):  # fmt: skip
            return k < max(mention.end, trigger.end)
        if word == "earlier" and at(c.tokens, k - 1) in ("had", "said", "reported"):
            return True
    return False


_BEFORE: Final = listed("earlier previously initially first overnight originally")
_SAYS: Final = listed(
    "given put spoken said reported announced stood mentioned counted estimated confirmed listed set quoted "
    "named spoke gave talked"
)


def _had_said(c: Clause, mention: Mention) -> bool:
    """Say whether its clause tells what had been said before ("had earlier put the toll at 23")."""
    if at(c.tokens, 0) == "earlier":
        return True
    start, stop = clause_of(c.tokens, mention.first, mention.end)
    lows = [token.low for token in c.tokens[start:stop]]
    if not _BEFORE & set(lows):
        return False
    return any(
        word in _SAYS and ("had" in lows[max(k - 3, 0) : k] or lows[k + 1 : k + 3] == ["at", "first"])
        for k, word in enumerate(lows)
    )


def _plain_role(c: Clause, one: Link, people: Sequence[Mention], effect: Effect) -> tuple[Role, float]:
    mention, form = people[0], one.trigger.form
    if one.how == "part" or (mention.of and one.how != "toll" and mention.head != "attackers"):
        return "part", INFERRED
    if form == "toll":
        return "total", LOWERED if _LOWERED & {token.low for token in c.tokens[: mention.end]} else EXPLICIT
    if form == "grave":
        return "part", SINGLE
    if form == "weak":
        return "unclear", DEFINITE
    if mention.head == "attackers" and is_ordinal(c, mention):
        return "unclear", TOTAL
    if mention.form in ("definite", "plain") and len(people) == 1:
        return ("total" if mention.head == "attackers" else "unclear"), DEFINITE
    if form == "care" or (form == "noun" and c.tokens[one.trigger.first].low.startswith(("bod", "corpse"))):
        return "unclear", INFERRED
    if len(people) > 1 or (one.how == "object" and _after_reflexive(c, mention)):
        return "total", SUM
    if mention.form == "article":
        return ("total" if mention.head == "attackers" else "unclear"), SINGLE
    if mention.more and effect == "killed":
        return _one_more(mention)
    vague = 0.1 if mention.form == "vague" else 0.0
    if mention.head in ("generic", "bare", "others", "attackers"):
        return "total", TOTAL - vague
    return "unclear", KIND - vague


def is_ordinal(c: Clause, mention: Mention) -> bool:
    """Say whether it is "a second attacker", so that another one was told of before."""
    return at(c.tokens, mention.first + 1) in ("second", "third")


def _after_reflexive(c: Clause, mention: Mention) -> bool:
    return at(c.tokens, mention.first - 1) == "and" and at(c.tokens, mention.first - 2).endswith(
        ("self", "selves")
    )


def _one_more(mention: Mention) -> tuple[Role, float]:
    return ("part", INFERRED) if (mention.count.high or 9) <= 3 else ("unclear", INFERRED)
