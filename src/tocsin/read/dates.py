"""When a document was published, from whatever its source wrote.

Accepted: ISO 8601 (also a bare day), RFC 822 and 2822 with any weekday name, Unix seconds or milliseconds,
and the few written forms without doubt about day and month. Times without a zone are UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_tz
from typing import Final

FIRST_YEAR: Final = 1990
"""A publication before this year is a mistake of the source, not news."""
AHEAD: Final = timedelta(days=2)
"""How far ahead of the clock a publication may lie: time zones and clocks that are off, no more."""

APART: Final = timedelta(days=2)
"""How far two statements of one publication may lie apart: zones, and a page finished after its teaser."""
_ARCHIVED: Final = re.compile(r"/web/((?:19|20)\d{6}(?:\d{6})?)(?:[a-z]{2}_)?/")
_PATH_DAY: Final = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?=[/_-])")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}")
_ANCIENT: Final = re.compile(r"[A-Za-z]{3,9}[ -]+0\d{3}\b")
_NUMBER: Final = re.compile(r"\d{9,13}(?:\.\d+)?")
_WEEKDAY: Final = re.compile(r"^[^\W\d]+\.?,\s*")
_WRITTEN: Final = (
    "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y",
)  # fmt: skip
_WRITTEN_TIMES: Final = ("%H:%M:%S", "%H:%M", "%I:%M %p")
# RFC 822 knows the zones of North America only. Names that stand for several zones are left out.
_ZONES: Final = {
    "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WEST": 1, "MSK": 3, "EAT": 3, "CAT": 2, "WAT": 1, "SAST": 2,
    "PKT": 5, "NPT": 5.75, "WIB": 7, "ICT": 7, "HKT": 8, "JST": 9,
    "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
}  # fmt: skip

Stamp = tuple[datetime | None, tuple[str, ...]]
"""A time in UTC or None, and the flags that say what was wrong or missing."""
NO_DATE: Final[Stamp] = (None, ("no_date",))


def published_at(value: object, now: datetime | None = None) -> Stamp:
    """Return the publication time that `value` states, and flags.

    Flags: "no_date" (nothing there), "bad_date" (not understood), "impossible_date" (before 1990 or more
    than two days after `now`), "day_only" (a day without a time; the time is then 00:00 UTC).
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, ("no_date",)
    try:
        moment, whole_day = _understood(value)
    except (OverflowError, OSError):
        return None, ("impossible_date",)
    except (ValueError, TypeError):
        return None, ("bad_date",)
    if not _possible(moment, now or datetime.now(UTC)):
        return None, ("impossible_date",)
    return moment, (("day_only",) if whole_day else ())


def agreed(given: Stamp | None, stated: Stamp, name: str | None) -> Stamp:
    """Return the publication time that a feed or list (`given`) and the page itself (`stated`) give together.

    Where they lie more than two days apart, or the day in the address `name` does (".../2016/07/14/..."), the
    flag "dates_disagree" is added. The earlier of the two is then taken: feeds give old pages new dates, and
    pages give the time of their last change. One that is impossible or not understood leaves the other, with
    the flag.
    """
    known = [stamp for stamp in (given, stated) if stamp is not None and stamp[0] is not None]
    if not known:
        return given or stated
    best = known[0]
    spoilt = given is not None and given[0] is None and given[1] != ("no_date",)
    times = [moment for moment, _ in known if moment is not None]
    if max(times) - min(times) > APART:
        best, spoilt = min(known, key=lambda stamp: stamp[0] or datetime.max.replace(tzinfo=UTC)), True
    written = _day_in(name or "")
    if written is not None and best[0] is not None:
        spoilt = spoilt or abs(written - best[0]) > APART + timedelta(days=1)
    return best[0], (*best[1], *(("dates_disagree",) if spoilt else ()))


def captured_at(address: str | None, fetched: datetime | None) -> datetime | None:
    """Return when a page was taken at the latest: `fetched` (an archive's own date, where it came from one),
    or the moment in the address of a web archive (".../web/20160714203000/https://..."), whichever is
    earlier."""
    match = _ARCHIVED.search(address or "")
    try:
        told = datetime.fromisoformat(f"{match[1][:8]}T{match[1][8:]:0<6}Z") if match else None
    except ValueError:
        told = None
    return min((moment for moment in (fetched, told) if moment is not None), default=None)


def _day_in(address: str) -> datetime | None:
    """Return the day that an address names, noon UTC, None where it names none."""
    match = _PATH_DAY.search(address)
    if match is None:
        return None
    try:
        return datetime(int(match["year"]), int(match["month"]), int(match["day"]), 12, tzinfo=UTC)
    except ValueError:
        return None


def _possible(moment: datetime, now: datetime) -> bool:
    return moment.year >= FIRST_YEAR and moment <= now + AHEAD


def _understood(value: object) -> tuple[datetime, bool]:
    if isinstance(value, datetime):
        return _utc(value), False
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC), True
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value)), False
    if not isinstance(value, str):
        raise TypeError(f"not a date: {type(value).__name__}")
    return _from_text(" ".join(value.split()))


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _from_number(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)


def _from_text(text: str) -> tuple[datetime, bool]:
    if _DAY.fullmatch(text):
        return _utc(datetime.fromisoformat(text)), True
    if _NUMBER.fullmatch(text):
        return _from_number(float(text)), False
    try:
        return _utc(datetime.fromisoformat(text)), False
    except OverflowError:
        raise
    except ValueError:
        pass
    bare = _WEEKDAY.sub("", text)
    if _ANCIENT.search(bare):
        # email.utils reads "0025" as 2025, which turns a mistake into a plausible date.
        raise OverflowError("a year with leading zeros")
    return _written(bare) or _rfc822(bare)


def _rfc822(text: str) -> tuple[datetime, bool]:
    parts = parsedate_tz(text)
    if parts is None:
        raise ValueError("not a date")
    zone = _ZONES.get(text.rsplit(" ", 1)[-1].upper())
    offset = timedelta(hours=zone) if zone is not None else timedelta(seconds=parts[9] or 0)
    moment = datetime(*parts[:6], tzinfo=UTC) - offset
    return moment, ":" not in text


def _written(text: str) -> tuple[datetime, bool] | None:
    for form in _WRITTEN:
        for clock in ("", *(f" {time}" for time in _WRITTEN_TIMES)):
            try:
                return datetime.strptime(text, form + clock).replace(tzinfo=UTC), not clock
            except ValueError:
                continue
    return None
