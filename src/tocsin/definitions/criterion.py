"""Criteria: one test of one field, or several criteria of which some number must hold.

Answers are yes, no and doubtful, in Kleene's three-valued logic (1952, section 64): what is unknown is
doubtful, never no, unless the rule says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

from tocsin.definitions.fields import CODES, DATE, NUMBERS, WORDED, counted
from tocsin.model import Count, Incident

Answer = Literal["yes", "no", "doubtful"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One step of the reasons for an answer: the criterion, what it answers, and what it saw."""

    criterion: str
    answer: Answer
    saw: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One test of one field; exactly one of `any_of`, `none_of`, `at_least`, `known`, `since`/`before`.

    `relations` narrows a test of groups to those with such a relation to the attack: a group that is only
    said to be otherwise behind it is a doubt. `unknown` is the answer where nothing is known, `otherwise`
    what takes the place of a no.
    """

    field: str
    any_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    at_least: float | None = None
    known: bool = False
    since: date | None = None
    before: date | None = None
    relations: tuple[str, ...] = ()
    unknown: Answer = "doubtful"
    otherwise: Answer = "no"
    name: str = ""

    def test(self, incident: Incident) -> Answer:
        """Return whether `incident` meets this criterion."""
        found = self._test(incident)
        return self.otherwise if found == "no" else found

    def _test(self, incident: Incident) -> Answer:
        if self.field in NUMBERS:
            value = NUMBERS[self.field](incident)
            return self.unknown if value is None else _at_least(value, self.at_least or 0)
        if self.field == DATE:
            return self._dated(incident)
        if self.field == "counted":
            return self._counted(incident)
        values = CODES[self.field](incident)
        if not values:
            return self.unknown
        if self.known:
            return "yes"
        if self.relations:
            return self._related(incident)
        hit = any(self._matches(value) for value in values)
        return "yes" if hit == (self.any_of is not None) else "no"

    def _matches(self, value: str) -> bool:
        wanted = self.any_of if self.any_of is not None else self.none_of or ()
        if self.field not in WORDED:
            return value in wanted
        return any(fnmatchcase(value.casefold(), pattern.casefold()) for pattern in wanted)

    def _related(self, incident: Incident) -> Answer:
        named = {group.relation for group in incident.groups if self._matches(group.name)}
        if named & set(self.relations):
            return "yes"
        return "doubtful" if named - {"denied"} else "no"

    def _counted(self, incident: Incident) -> Answer:
        told = counted(incident)
        answers = {told[name] for name in self.any_of or () if name in told}
        if not answers:
            return self.unknown
        return "yes" if "yes" in answers else "doubtful" if "doubtful" in answers else "no"

    def _dated(self, incident: Incident) -> Answer:
        start, end = incident.date.start, incident.date.end
        if start is None and end is None:
            return self.unknown
        first, last = start or date.min, end or date.max
        since, before = self.since or date.min, self.before
        if last < since or (before is not None and first >= before):
            return "no"
        return "yes" if first >= since and (before is None or last < before) else "doubtful"

    def grounds(self, incident: Incident) -> Iterator[Ground]:
        """Yield what was asked, the answer, and what it rests on."""
        yield Ground(self.name or self.told(), self.test(incident), self._saw(incident))

    def told(self) -> str:
        """Return the test in words."""
        parts = [
            f"any of {', '.join(self.any_of)}" if self.any_of else "",
            f"none of {', '.join(self.none_of)}" if self.none_of else "",
            f"at least {self.at_least:g}" if self.at_least is not None else "",
            "known" if self.known else "",
            f"from {self.since}" if self.since else "",
            f"before {self.before}" if self.before else "",
            f"as {' or '.join(self.relations)}" if self.relations else "",
        ]
        return " ".join([self.field, *filter(None, parts)])

    def _saw(self, incident: Incident) -> str:
        if self.field in NUMBERS:
            value = NUMBERS[self.field](incident)
            if isinstance(value, Count):
                shown = "/".join("?" if n is None else str(n) for n in (value.low, value.best, value.high))
                return f"{self.field} {shown} (low/best/high)"
            return f"{self.field} {'unknown' if value is None else f'{value:.2f}'}"
        if self.field == DATE:
            return f"{incident.date.start or '?'} to {incident.date.end or '?'}"
        if self.field == "counted":
            told = counted(incident)
            named = [f"{name}: {told[name]}" for name in self.any_of or () if name in told]
            return ", ".join(named) or "no record says"
        if self.field == "groups":
            return ", ".join(f"{g.name} ({g.relation})" for g in incident.groups) or "no group named"
        return f"{self.field} {', '.join(CODES[self.field](incident)) or 'unknown'}"


@dataclass(frozen=True, slots=True)
class Several:
    """Criteria of which at least `need` must hold: all of them, any of them, two of three."""

    parts: tuple[AnyCriterion, ...]
    need: int
    name: str = ""

    def test(self, incident: Incident) -> Answer:
        """Return yes where enough are yes, no where too few can be, else doubtful."""
        answers = [part.test(incident) for part in self.parts]
        if answers.count("yes") >= self.need:
            return "yes"
        return "no" if len(answers) - answers.count("no") < self.need else "doubtful"

    def grounds(self, incident: Incident) -> Iterator[Ground]:
        """Yield the answer of the whole, if it has a name, then those of the parts."""
        if self.name:
            yield Ground(self.name, self.test(incident), f"{self.need} of {len(self.parts)} must hold")
        for part in self.parts:
            yield from part.grounds(incident)


AnyCriterion: TypeAlias = Criterion | Several


def _at_least(count: Count | float, least: float) -> Answer:
    if not isinstance(count, Count):
        return "yes" if count >= least else "no"
    if count.low is not None and count.low >= least:
        return "yes"
    if count.high is not None and count.high < least:
        return "no"
    return "doubtful"
