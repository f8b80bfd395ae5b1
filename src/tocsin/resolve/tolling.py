"""The toll of an incident as it was revised: the latest reliable total, never the maximum, never a sum.

The rules, in the order of telling, for one property (killed, injured, attackers killed):

1. Within one independent source its latest total stands for it. Parts are never totals and never added.
2. A higher total replaces the current one if its source is graded C or better (ungraded counts as C), or no
   worse than the source of the current one. It needs a second independent source if the source is worse, if
   it is more than four times a toll on which three sources agree, or if it is a number that was withdrawn.
3. A lower total replaces the current one only as a correction: by the source that gave the current one, or
   by a source no worse within 24 hours of its last confirmation; or backed by a second independent source.
   A number that had already been overtaken ("old") needs the support of more sources than the current one
   had in the last three days. "At least 30" after 84 contradicts nothing and changes nothing.
4. A person's correction replaces whatever was said before it. One that says that the toll is not known holds
   against later reports too, until a person gives a number.
5. Low and high span the totals that are not outdated: told since the current one was first given, within
   three days of the latest, leaving out lower bounds and old numbers, with their own low and high.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tocsin.model import Count
from tocsin.resolve.account import open_ended, point, toll
from tocsin.resolve.testimony import UNGRADED, Said, not_known

CONFIRMED_WITHIN: Final = timedelta(hours=24)
WINDOW: Final = timedelta(hours=72)
WILD: Final = 4
AGREED: Final = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One report's toll: the one number `n` that stands for it, and its count."""

    told: datetime
    voice: int
    grade: int
    n: int
    count: Count
    source: str | None
    total: bool


def readings(said: Iterable[Said]) -> list[Reading]:
    """Return the reports' tolls in the order of telling."""
    found = []
    for s in said:
        best = toll(s.statements)
        n = point(best[1]) if best else None
        if best and n is not None:
            whole = not best[0].value.get("part")
            found.append(Reading(s.told, s.voice, s.grade, n, best[1], s.source, whole))
    return found


def settle(said: Sequence[Said]) -> Count | None:
    """Return the toll that the rules above come to, or None where nothing was said, or is known."""
    if not_known(said):
        return None
    given = readings(said)
    totals = [r for r in given if r.total]
    if not totals:
        return Count(max(r.n for r in given), None, None) if given else None
    course = _Course(totals[0])
    for reading in totals[1:]:
        course.hear(reading)
    return course.count()


class _Course:
    """The toll while it is being told: the current reading, since when it stands, what each source says."""

    def __init__(self, first: Reading) -> None:
        self._now = first
        self._since = first.told
        self._confirmed = first.told
        self._origin = first.voice
        self._latest = {first.voice: first}
        self._overtaken: set[int] = set()
        self._withdrawn: set[int] = set()
        self._last = first

    def hear(self, reading: Reading) -> None:
        """Take in the next reading."""
        self._latest[reading.voice] = reading
        self._last = reading
        if reading.n == self._now.n:
            self._confirm(reading)
        elif self._accepts(reading):
            self._replace(reading)

    def _confirm(self, reading: Reading) -> None:
        self._confirmed = reading.told
        if reading.grade < self._now.grade or open_ended(self._now.count):
            self._now = reading

    def _replace(self, reading: Reading) -> None:
        backers = [r.told for r in self._behind(reading.n, self._since)]
        if reading.n < self._now.n:
            self._withdrawn.add(self._now.n)
        else:
            self._overtaken |= {r.n for r in (*self._latest.values(), self._now) if r.n < reading.n}
        self._overtaken.discard(reading.n)
        self._withdrawn.discard(reading.n)
        self._now, self._confirmed = reading, reading.told
        self._since = min(backers, default=reading.told)
        self._origin = reading.voice

    def _accepts(self, reading: Reading) -> bool:
        if reading.grade == 0:
            return True
        return self._raises(reading) if reading.n > self._now.n else self._lowers(reading)

    def _raises(self, reading: Reading) -> bool:
        backers = self._support(reading.n, self._since)
        if reading.n in self._withdrawn:
            return backers > max(1, self._support(self._now.n, self._since))
        wild = reading.n > WILD * self._now.n and self._support(self._now.n, reading.told - WINDOW) >= AGREED
        return backers > 1 or (reading.grade <= max(UNGRADED, self._now.grade) and not wild)

    def _lowers(self, reading: Reading) -> bool:
        if open_ended(reading.count):
            return False
        backers = self._support(reading.n, self._since)
        if self._old(reading):
            return backers > max(1, self._support(self._now.n, reading.told - WINDOW))
        timely = reading.told - self._confirmed <= CONFIRMED_WITHIN and reading.grade <= self._now.grade
        return backers > 1 or reading.voice == self._origin or timely

    def _old(self, reading: Reading) -> bool:
        """Whether the number had been overtaken before; or, days later, is far below what is agreed."""
        late = reading.told - self._since > WINDOW and reading.n * 2 < self._now.n
        return late or reading.n in self._overtaken

    def _support(self, n: int, since: datetime) -> int:
        return len(self._behind(n, since))

    def _behind(self, n: int, since: datetime) -> list[Reading]:
        """The latest readings since then that say `n`, or within a twentieth of it.

        One that is as near to the current total stands behind that.
        """
        now = self._now.n
        return [
            r
            for r in self._latest.values()
            if r.told >= since and abs(r.n - n) <= n // 20 and (n == now or abs(r.n - n) < abs(r.n - now))
        ]

    def count(self) -> Count:
        """Return low, best and high."""
        start = max(self._since, self._last.told - WINDOW)
        now = [r for r in self._latest.values() if r.told >= start and not self._mute(r)]
        now.append(self._now)
        closed = [r for r in now if not open_ended(r.count)]
        low = min(r.n if r.count.low is None else r.count.low for r in now)
        high = max((r.n if r.count.high is None else r.count.high for r in closed), default=None)
        best = self._now.n
        return Count(min(low, best), best, None if high is None else max(high, best))

    def _mute(self, reading: Reading) -> bool:
        """Whether a reading that differs says nothing about the toll of today."""
        if reading.n < self._now.n:
            return open_ended(reading.count) or self._old(reading)
        return reading.n in self._withdrawn
