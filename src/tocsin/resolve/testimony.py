"""What each report says about one property, in time order, with the voice and the grade behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from tocsin.model import Source, Statement, bears_on
from tocsin.resolve.account import by_property
from tocsin.resolve.emptying import NOT_KNOWN
from tocsin.resolve.mention import Mention

Value = TypeVar("Value")

LONG_AGO: Final = datetime(1000, 1, 1, tzinfo=UTC)
"""Stands for the time of a document of which no time is known: before all others."""
HUMAN: Final = 0
UNGRADED: Final = 3
_GRADES: Final = {letter: rank for rank, letter in enumerate("ABCDEF", start=1)}


@dataclass(frozen=True, slots=True)
class Said:
    """One report's statements of one property; none where a person says that its value is not known.

    `voice` numbers the independent source; `grade` is 0 for a person's correction, 1 to 6 for A to F, and 3
    for a source that nobody graded. `told` is the publication time.
    """

    report: str
    told: datetime
    voice: int
    grade: int
    source: str | None
    statements: tuple[Statement, ...]

    @property
    def human(self) -> bool:
        """Whether a person set it right."""
        return self.grade == HUMAN


def testimony(voices: Sequence[Sequence[Mention]], sources: Mapping[str, Source]) -> dict[str, list[Said]]:
    """Return what the reports of the independent sources `voices` say."""
    found: dict[str, list[Said]] = {}
    for voice, members in enumerate(voices):
        for mention in members:
            source = sources.get(mention.document.source or "")
            grade = _GRADES.get((source.grade if source else None) or "", UNGRADED)
            for name, said in _said(mention, voice, grade):
                found.setdefault(name, []).append(said)
    for heard in found.values():
        # Of two words of one moment the one that knows a value holds.
        heard.sort(key=lambda s: (s.told, bool(s.statements), s.report))
    return found


def _said(mention: Mention, voice: int, grade: int) -> Iterator[tuple[str, Said]]:
    """Yield what one report says by property, and what a person says of it that is not known."""
    report, outlet = mention.id, mention.document.source
    by_name = by_property(mention.report.statements)
    if by_name.pop(NOT_KNOWN, None):
        for x in mention.report.statements:
            if x.property == NOT_KNOWN:
                yield bears_on(x), Said(report, _time(mention, (x,)), voice, HUMAN, outlet, ())
    for name, statements in by_name.items():
        human = statements[0].origin == "human"
        told = _time(mention, statements) if human else mention.told or LONG_AGO
        yield name, Said(report, told, voice, HUMAN if human else grade, outlet, tuple(statements))


def _time(mention: Mention, statements: Sequence[Statement]) -> datetime:
    """A person's correction counts from when it was made, not from when the report was published."""
    made = [s.said_at for s in statements if s.said_at]
    return max(made, default=mention.told or LONG_AGO)


def corrected(said: Sequence[Said]) -> Sequence[Said]:
    """Return the latest correction by a person alone where there is one, else all that was said.

    Nothing where that correction is that the value is not known.
    """
    if not_known(said):
        return ()
    return [s for s in said if s.human][-1:] or said


def not_known(said: Sequence[Said]) -> bool:
    """Whether the latest word of a person is that the value is not known."""
    human = [s for s in said if s.human]
    return bool(human) and not human[-1].statements


def changed(said: Sequence[Said], decide: Callable[[Sequence[Said]], Value], since: datetime) -> datetime:
    """Return when the value of `decide` last became what it is, or `since` where that was not later.

    Walks back from the end over the times of telling and stops at the first that made a difference.
    """
    now = decide(said)
    end = len(said)
    while end and said[end - 1].told > since:
        told = said[end - 1].told
        while end and said[end - 1].told == told:
            end -= 1
        if end == 0 or decide(said[:end]) != now:
            return told
    return since
