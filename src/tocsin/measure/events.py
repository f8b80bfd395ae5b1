"""The frame of events that every estimator takes: plain columns, made from incidents or from any frame.

A day is a whole number: the proleptic Gregorian ordinal of `datetime.date.toordinal`. A date that is not
known to the day is a closed interval of days. Nothing is dropped silently: `dropped` counts it by reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from tocsin.errors import GroundsError, InputError
from tocsin.measure.merging import merging
from tocsin.model import Count, Incident, Judgement

if TYPE_CHECKING:
    from tocsin.definitions import Definition

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
LARGEST_TOLL: Final = 10_000_000
"""A toll above this is a slip of the keyboard, not a count of dead."""


@dataclass(frozen=True, slots=True)
class Window:
    """A closed interval of calendar days."""

    since: date
    until: date

    def __post_init__(self) -> None:
        """Refuse a window that ends before it begins."""
        if self.until < self.since:
            raise InputError(f"the window ends on {self.until}, before it begins on {self.since}")

    @property
    def days(self) -> int:
        """Return its length: both ends count."""
        return self.until.toordinal() - self.since.toordinal() + 1

    @property
    def first(self) -> int:
        """Return its first day as an ordinal."""
        return self.since.toordinal()

    def __str__(self) -> str:
        """Return "2016-06-08 to 2016-07-20"."""
        return f"{self.since} to {self.until}"


@dataclass(frozen=True, slots=True)
class Events:
    """Columns over n events, all of length n.

    `start`, `end`: ordinals of the first and last day it may have happened on. `lat`, `lon`, `radius_km`:
    degrees and kilometres, NaN where unknown. `country`: ISO 3166-1 alpha-2, "" where unknown. `killed_low`,
    `killed`, `killed_high`: NaN where unknown. `probability`: that it was a violent attack. `included`: that
    the definition includes it (1 yes, 0.5 doubtful). `first_reported`: ordinal, -1 where unknown.
    `split`: that it is two events merged wrongly.
    `targets`: its target types. `elsewhere`: other readings of its place, as (country, probability).
    `twins`: pairs (i, j) that may be one event, with the probability of that.
    """

    start: Ints
    end: Ints
    lat: Floats
    lon: Floats
    radius_km: Floats
    country: npt.NDArray[np.str_]
    killed_low: Floats
    killed: Floats
    killed_high: Floats
    probability: Floats
    included: Floats
    split: Floats
    first_reported: Ints
    ids: tuple[str, ...]
    targets: tuple[tuple[str, ...], ...]
    elsewhere: tuple[tuple[tuple[str, float], ...], ...] = ()
    twins: tuple[tuple[int, int, float], ...] = ()
    definition: str | None = None
    as_of: datetime | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count the events."""
        return len(self.start)

    @property
    def day(self) -> Ints:
        """Return the middle day of each date."""
        return (self.start + self.end) // 2

    @property
    def dated(self) -> Bools:
        """Return which dates are known to the day."""
        return np.asarray(self.start == self.end)

    def take(self, mask: Bools) -> Events:
        """Return the events where `mask` holds, in order."""
        keep = np.flatnonzero(mask)
        place = {int(old): new for new, old in enumerate(keep)}
        twins = tuple((place[i], place[j], p) for i, j, p in self.twins if i in place and j in place)
        return replace(self.again(keep), twins=twins)

    def again(self, index: Ints) -> Events:
        """Return the events at `index`, in which one may stand more than once; pairs are not kept."""
        changed: dict[str, Any] = {"twins": ()}
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, np.ndarray):
                changed[column.name] = value[index]
        for name in ("ids", "targets", "elsewhere"):
            column_ = getattr(self, name)
            changed[name] = tuple(column_[k] for k in index) if column_ else ()
        return replace(self, **changed)

    def within(self, window: Window) -> Events:
        """Return the events whose middle day lies in `window`."""
        day = self.day - window.first
        return self.take((day >= 0) & (day < window.days))

    def span(self) -> Window:
        """Return the window from the first to the last day. Raises GroundsError where there is no event."""
        if not len(self):
            raise GroundsError("no event: name the window with --since and --until, or read more")
        return Window(date.fromordinal(int(self.start.min())), date.fromordinal(int(self.end.max())))

    def daily(self, window: Window) -> Ints:
        """Return the number of events on each day of `window`, by middle day."""
        return np.bincount(self.within(window).day - window.first, minlength=window.days)


def from_incidents(
    incidents: Iterable[Incident],
    definition: Definition | None = None,
    *,
    judgements: Iterable[Judgement] = (),
    as_of: datetime | None = None,
) -> Events:
    """Return the events of the incidents that `definition` includes or doubts (all, without one).

    `judgements` (of pairs of reports) give the doubt about merging. Left out and counted in `dropped`:
    "excluded" by the definition, "undated". The events stand in the order of their ids, so that what is drawn
    from them is the same in whatever order the incidents come.
    """
    found, dropped = [], Counter[str]()
    for incident in incidents:
        answer = "yes" if definition is None else definition.test(incident)
        if answer == "no":
            dropped["excluded"] += 1
        elif incident.date.start is None and incident.date.end is None:
            dropped["undated"] += 1
        else:
            row = _row(incident, 1.0 if answer == "yes" else 0.5)
            found.append((incident.id, incident.reports, row))
    found.sort(key=itemgetter(0))
    kept, rows = [reports for _, reports, _ in found], [row for _, _, row in found]
    splits, twins = merging(kept, judgements)
    for row, split in zip(rows, splits, strict=True):
        row["split"] = split
    name = definition.name if definition else None
    return _columns(rows, definition=name, as_of=as_of, dropped=dict(dropped), twins=twins)


def _row(incident: Incident, included: float) -> dict[str, Any]:
    first, last = incident.date.start or incident.date.end, incident.date.end or incident.date.start
    place, toll = incident.place, incident.killed or Count(None, None, None)
    reported = incident.first_reported
    return {
        "start": first, "end": last, "lat": place.lat, "lon": place.lon, "radius_km": place.radius_km,
        "country": place.country, "killed_low": toll.low, "killed": toll.best, "killed_high": toll.high,
        "probability": incident.probability, "included": included,
        "first_reported": reported.date() if reported else None,
        "id": incident.id, "targets": incident.target_types, "elsewhere": _elsewhere(place.alternatives),
    }  # fmt: skip


def _elsewhere(alternatives: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, float], ...]:
    """Return the countries of a place's other readings with their probabilities, where both are known."""
    return tuple(
        (other["country"], float(other["probability"]))
        for other in alternatives
        if other.get("country") and other.get("probability")
    )


def from_frame(frame: Any, columns: Mapping[str, str] | None = None, **about: Any) -> Events:
    """Return the events of any frame that narwhals reads (polars, pandas, pyarrow, …).

    Columns as in `Events`, of which only `start` is needed; `columns` maps our names to the frame's. A day is
    a date, a time or ISO text. Raises InputError on a day or a toll that cannot be; tolls that are negative
    or above `LARGEST_TOLL` cannot be.
    """
    try:
        import narwhals
    except ImportError as error:
        raise InputError("frames need an optional part: pip install 'tocsin[measure]'") from error
    names = dict(columns or {})
    rows = (
        narwhals.from_native(frame, eager_only=True).rows(named=True)
        if not isinstance(frame, list)
        else frame
    )
    ours = ("start", "end", "lat", "lon", "radius_km", "country", "killed_low", "killed", "killed_high",
            "probability", "included", "split", "first_reported", "id", "targets")  # fmt: skip
    return _columns([{name: row.get(names.get(name, name)) for name in ours} for row in rows], **about)


def from_days(days: Sequence[date | str | int], **about: Any) -> Events:
    """Return events of which only the day is known."""
    return _columns([{"start": date.fromordinal(d) if isinstance(d, int) else d} for d in days], **about)


def _columns(rows: Sequence[Mapping[str, Any]], **about: Any) -> Events:
    def numbers(name: str, default: float = np.nan) -> Floats:
        return np.array([_number(row.get(name), default) for row in rows], dtype=float)

    starts = [_ordinal(row.get("start")) for row in rows]
    ends = [
        _ordinal(row["end"]) if row.get("end") else start for row, start in zip(rows, starts, strict=True)
    ]
    if any(end < start for start, end in zip(starts, ends, strict=True)):
        raise InputError("a date ends before it begins: check the columns start and end")
    return Events(
        start=np.array(starts, dtype=np.int64), end=np.array(ends, dtype=np.int64),
        lat=numbers("lat"), lon=numbers("lon"), radius_km=numbers("radius_km"),
        country=np.array([row.get("country") or "" for row in rows], dtype=np.str_),
        killed_low=_tolls(rows, "killed_low"), killed=_tolls(rows, "killed"),
        killed_high=_tolls(rows, "killed_high"),
        probability=numbers("probability", 1.0), included=numbers("included", 1.0),
        split=numbers("split", 0.0),
        first_reported=np.array([_ordinal(row.get("first_reported"), -1) for row in rows], dtype=np.int64),
        ids=tuple(str(row.get("id") or k) for k, row in enumerate(rows)),
        targets=tuple(tuple(row.get("targets") or ()) for row in rows),
        elsewhere=tuple(tuple(row.get("elsewhere") or ()) for row in rows),
        **about,
    )  # fmt: skip


def _number(value: Any, default: float) -> float:
    return default if value is None else float(value)


def _tolls(rows: Sequence[Mapping[str, Any]], name: str) -> Floats:
    tolls = np.array([_number(row.get(name), np.nan) for row in rows], dtype=float)
    wrong = (tolls < 0) | (tolls > LARGEST_TOLL)
    if wrong.any():
        raise InputError(f"{name} cannot be {tolls[wrong][0]:g}: correct it or leave it empty")
    return tolls


def _ordinal(value: Any, default: int | None = None) -> int:
    if value is None or value == "":
        if default is None:
            raise InputError("an event without a day: fill the column start, or leave the row out")
        return default
    if isinstance(value, datetime):
        return value.date().toordinal()
    if isinstance(value, date):
        return value.toordinal()
    try:
        return date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        raise InputError(f"{value!r} is not a day: write 2016-07-15") from None
