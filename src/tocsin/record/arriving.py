"""New reports judged in the write that stores them.

So no report is ever stored and left unjudged, and the view is made once for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select

from tocsin.model import Judgement
from tocsin.record import judging, mentioning, outlining
from tocsin.record.columns import Values
from tocsin.record.schema import codings, documents
from tocsin.record.surroundings import shown_by_name
from tocsin.resolve import Mention


@dataclass(frozen=True, slots=True)
class Judging:
    """Who judges new reports, and how: `judge` takes the new ones and those that are near them.

    It runs inside a write, so it must do nothing but compare.
    """

    resolver: str
    judge: Callable[[Sequence[Mention], Sequence[Mention]], Sequence[Judgement]]


def judge_new(connection: Connection, first: int, by: Judging, at: datetime) -> tuple[int, list[Values]]:
    """Judge what the codings from number `first` on report, as far as a view will show it.

    Returns how many judgements are new, and who judged what, which `judging.remember` is to note in the view
    once that is caught up. Raises InputError where a judgement may not be stored.
    """
    names = set(connection.execute(_NAMES, {"first": first}).scalars())
    shown = shown_by_name(connection, names)
    fresh = {seq: coding for seq, coding in shown.items() if coding >= first}
    told = list(mentioning.mentions_of(connection, fresh).values())
    if not told:
        return 0, []
    judgements = list(by.judge(told, _known(connection, told, names)))
    for judgement in judgements:
        judging.check_judgement(judgement)
    marks: list[Values] = [
        {"report": seq, "coding": coding, "resolver": by.resolver} for seq, coding in sorted(fresh.items())
    ]
    return judging.store(connection, judgements, marks, by.resolver, at), marks


def _known(connection: Connection, told: list[Mention], names: set[str]) -> list[Mention]:
    """What the view holds near the new ones.

    It is not caught up yet, so of the documents that came now it still shows what they told before.
    """
    near = outlining.near(connection, told)
    return [m for m in mentioning.mentions(connection, ids=near) if m.document.name not in names]


_NAMES: Final = (
    select(documents.c.name)
    .join(codings, codings.c.document == documents.c.seq)
    .where(codings.c.seq >= bindparam("first"))
)
