"""Reports -> Judgements (first cut: date, place and type)."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.model import Judgement, Reason
from tocsin.resolve.mention import Mention

RESOLVER = "rules-1"


def _value(mention: Mention, name: str) -> object:
    for statement in mention.report.statements:
        if statement.property == name:
            return statement.value
    return None


def judge(new: Sequence[Mention], known: Sequence[Mention]) -> list[Judgement]:
    """Judge each candidate pair of `new` with `new` and with `known`."""
    found: dict[tuple[str, str], Judgement] = {}
    for left in new:
        for right in [*new, *known]:
            a, b = sorted((left, right), key=lambda m: m.id)
            if a.id == b.id or a.document.id == b.document.id:
                continue
            if _value(a, "date") == _value(b, "date") and _value(a, "place") == _value(b, "place"):
                reason = Reason("date and place", 2.0, "equal")
                found[a.id, b.id] = Judgement(a.id, b.id, "same", 0.9, f"machine {RESOLVER}", (reason,))
    return [found[pair] for pair in sorted(found)]
