"""Who is due when: a time of day in a zone, quiet hours, and what does not wait. Pure: the time is given.

Times of day are of the receiver's zone. On the day on which a clock goes forward over a time, that time is
taken as if the clock had not been changed; where a clock goes back, the first of the two is meant (Python's
fold=0, PEP 495).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tocsin.errors import InputError

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a subscriber wants to be told.

    `daily`: a time of day. `at_once`: what has at least so many dead does not wait for it (0: nothing waits).
    `quiet`: from the first time of day up to the second nothing comes, but for what does not wait where
    `pierce` is set.
    """

    daily: time | None = None
    zone: str = "UTC"
    quiet: tuple[time, time] | None = None
    at_once: int | None = None
    pierce: bool = False

    def __post_init__(self) -> None:
        """Refuse what names no time. Raises InputError."""
        zone_of(self.zone)
        if self.daily is None and self.at_once is None:
            raise InputError(
                "say when: daily at a time (06:00), at once from so many killed on (0: all), or both"
            )
        if self.at_once is not None and self.at_once < 0:
            raise InputError(f"at once takes a number of dead from 0 on, not {self.at_once}")
        if self.quiet is not None and self.quiet[0] == self.quiet[1]:
            raise InputError("quiet hours begin and end at different times, such as 22:00-06:00")

    def slot(self, at: datetime) -> tuple[date, datetime] | None:
        """Return the last day whose daily time has come by `at`, and that moment in UTC; None without one."""
        if self.daily is None:
            return None
        day = at.astimezone(zone_of(self.zone)).date()
        while (moment := self.moment(day, self.daily)) > at:
            day -= DAY
        return day, moment

    def quiet_until(self, at: datetime) -> datetime | None:
        """Return when the quiet hours end that `at` lies in; None where it lies in none."""
        if self.quiet is None:
            return None
        begin, end = self.quiet
        today = at.astimezone(zone_of(self.zone)).date()
        for day in (today - DAY, today):
            over = self.moment(day if end > begin else day + DAY, end)
            if self.moment(day, begin) <= at < over:
                return over
        return None

    def moment(self, day: date, clock: time) -> datetime:
        """Return in UTC the moment at which it is `clock` on `day` in the zone."""
        return datetime.combine(day, clock, tzinfo=zone_of(self.zone)).astimezone(UTC)

    def to_json(self) -> dict[str, Any]:
        """Return the schedule as it is stored."""
        return {
            "daily": written(self.daily), "zone": self.zone, "at_once": self.at_once, "pierce": self.pierce,
            "quiet": None if self.quiet is None else [written(clock) for clock in self.quiet],
        }  # fmt: skip


def schedule_from(data: Mapping[str, Any]) -> Schedule:
    """Return what `Schedule.to_json` wrote."""
    quiet = data["quiet"]
    return Schedule(
        data["daily"] and time.fromisoformat(data["daily"]), data["zone"],
        None if quiet is None else (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1])),
        data["at_once"], data["pierce"],
    )  # fmt: skip


def written(clock: time | None) -> str | None:
    """Return "06:00"."""
    return None if clock is None else f"{clock:%H:%M}"


def clock_from(text: str) -> time:
    """Return the time of day that `text` ("06:00") names. Raises InputError."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError:
        raise InputError(f"{text!r} is not a time of day: write 06:00") from None


def quiet_from(text: str) -> tuple[time, time]:
    """Return the two ends of "22:00-06:00". Raises InputError."""
    begin, _, end = text.partition("-")
    return clock_from(begin), clock_from(end)


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of that name in the IANA database. Raises InputError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"{name!r} is not a time zone: write one such as Africa/Bamako or UTC") from None
