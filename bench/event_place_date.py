"""Where and when an event was, against labelled dispatches: `python -m bench.event_place_date`.

Parts of `training/dispatches`: "fitted" (the reader and the ranker of places were fitted to them), "tuning"
(each sixth; errors may be read there), "kept" (each sixth from the third on; hardly ever looked into). And
"held out": the frozen dispatches of `bench/held_out`, of which this prints totals and no more.

A report is paired with a labelled incident as in `bench.tuning` and `bench.held_out`. Rates are given of the
incidents found and of all, where a missed incident counts as wrong. An incident whose place nobody knows to
lie anywhere (an invented village) is not asked for a point. "told" gives the incident's labelled sentences
instead of the reader's, which leaves what place and date themselves get wrong.

A date is exact where both its ends are the label's; it covers where it holds the labelled days.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from bench import held_out
from bench.agreement import NEAR_KM
from bench.tuning import EVERY, paired
from tocsin.coding import Coder
from tocsin.coding.scene import Scene
from tocsin.coding.sentences import sentences
from tocsin.coding.when import event_date
from tocsin.coding.where import event_place
from tocsin.coding.zones import zone_of
from tocsin.model import DateRange, Document, Place, km_between
from tocsin.places import Gazetteer, read_places, resolve
from tocsin.places.regions import subregions
from tocsin.resolve import Mention, fuse, sketch
from training.dispatches import Dispatch, read_dispatches
from training.event_points import event_points

KEPT: Final = 2
PARTS: Final = ("fitted", "tuning", "kept")
Point = tuple[float, float] | None
SIZES: Final = ((1_000_000, "town of 1,000,000"), (100_000, "town of 100,000"), (15_000, "town of 15,000"))
NOWHERE: Final = Place(None)


@dataclass(slots=True)
class Tally:
    """Counts of one part: what was right, how often it was asked, and why it was not right."""

    incidents: int = 0
    pointed: int = 0
    found: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    groups: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    misses: list[str] = field(default_factory=list)

    def missed(self, point: Point) -> None:
        """Count an incident of which no report tells."""
        self.incidents += 1
        self.pointed += point is not None

    def take(self, name: str, text: str, place: Place, when: DateRange, true: Label) -> None:
        """Count one incident found; `name` is kept of those that were wrong."""
        self.missed(true.point)
        self.found += 1
        km = kilometres(place, true.point)
        near = km is not None and km <= NEAR_KM
        self._count("country", place.country == true.country)
        if true.point is not None:
            self._count("place within 25 km", near)
            self._count("point inside the radius", km is not None and km <= (place.radius_km or 0.0))
            for group in (_region(true.country), _size(true.name, true.point)):
                self.groups[group].append(near)
            if not near:
                cause = cause_of_place(text, place, true.point)
                self.causes[f"place: {cause}"] += 1
                self.misses.append(
                    f"{name} place: {cause}: {place.name} ({place.country}), {km and round(km)}"
                )
        start, end = when.start, when.end
        self._count("date exact", (start, end) == (true.first, true.last))
        covers = start is not None and end is not None and start <= true.first and end >= true.last
        self._count("date covers", covers)
        if (start, end) != (true.first, true.last):
            cause = cause_of_date(when, true.first, true.last)
            self.causes[f"date: {cause}"] += 1
            self.misses.append(f"{name} date: {cause}: {start}..{end} for {true.first}..{true.last}")

    def _count(self, name: str, value: bool) -> None:
        self.asked[name] += 1
        self.right[name] += value

    def report(self) -> dict[str, Any]:
        """Return rates between 0 and 1 with their n."""
        rates: dict[str, Any] = {
            "incidents": self.incidents,
            "found": rate(self.found, self.incidents),
            "no point known": self.incidents - self.pointed,
        }
        for name, n in self.asked.items():
            whole = (
                self.pointed if name in ("place within 25 km", "point inside the radius") else self.incidents
            )
            rates[name] = {"of found": rate(self.right[name], n), "of all": rate(self.right[name], whole)}
        near = {
            name: rate(sum(found), len(found))
            for name, found in sorted(self.groups.items(), key=lambda group: -len(group[1]))
        }
        return rates | {"causes": dict(self.causes.most_common()), "within 25 km of those found, by": near}


@dataclass(frozen=True, slots=True)
class Label:
    """What an incident's label says of where and when."""

    point: Point
    name: str
    country: str
    first: date
    last: date


def main() -> None:
    """Print one table and with --json FILE write the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--misses", choices=PARTS, help="list what was wrong in a part")
    parser.add_argument("--told", action="store_true", help="take the labelled sentences, not the reader's")
    options = parser.parse_args()
    tallies = told() if options.told else measure()
    result = {name: tally.report() for name, tally in tallies.items()}
    for name, part in result.items():
        print(name)
        for line in lines(part):
            print(f"  {line}")
    if options.misses:
        print(*tallies[options.misses].misses, sep="\n")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def lines(part: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of one part's table."""
    for name, value in part.items():
        if name == "causes":
            yield from (f"    {cause:<40}{n:>5}" for cause, n in value.items())
        elif name.endswith("by"):
            yield name
            yield from (f"  {group:<26}{v['rate']:.3f}  n = {v['n']}" for group, v in value.items())
        elif isinstance(value, int):
            yield f"{name:<28}{value:>5}"
        elif "rate" in value:
            yield f"{name:<28}{value['rate']:.3f}  n = {value['n']}"
        else:
            of = "   ".join(f"{kind} {v['rate']:.3f} (n = {v['n']})" for kind, v in value.items())
            yield f"{name:<28}{of}"


def rate(right: int, n: int) -> dict[str, Any]:
    """Return a share with what it is of."""
    return {"rate": round(right / n, 4) if n else 0.0, "right": right, "n": n}


def _region(country: str) -> str:
    return next((name for name, codes in subregions().items() if country in codes), "no region")


def _size(name: str, point: tuple[float, float]) -> str:
    """How many people live in the labelled place, by the gazetteer."""
    here = Place(name, lat=point[0], lon=point[1])
    near = [
        c for c in Gazetteer.load().look(name)
        if (km_between(here, Place(name, lat=c.lat, lon=c.lon)) or 0.0) <= NEAR_KM and c.feature == "city"
    ]  # fmt: skip
    people = max((c.population for c in near), default=None)
    if people is None:
        return "no town of the gazetteer"
    return next((told for least, told in SIZES if people >= least), "smaller town")


def part_of(number: int) -> str:
    """Return the part of the dispatch that is `number` in the order of files."""
    return {EVERY - 1: "tuning", KEPT: "kept"}.get(number % EVERY, "fitted")


def measure() -> dict[str, Tally]:
    """Code every dispatch and compare place and date of the reports with the labels."""
    tallies = {name: Tally() for name in PARTS}
    coder = Coder()
    for number, dispatch in enumerate(read_dispatches()):
        tally = tallies[part_of(number)]
        document = Document(
            dispatch.id, dispatch.text, dispatch.title, dispatch.published, source=dispatch.source
        )
        reports = coder.code(document).reports
        found = {number: report for report, number in paired(dispatch, reports)}
        for n, true in labels(dispatch):
            if n not in found:
                tally.missed(true.point)
                continue
            view = fuse("", [Mention(found[n], document, sketch(document.text))], sources={}, as_of=None)
            tally.take(f"{dispatch.id}/{n}", dispatch.text, view.place, view.date, true)
    return tallies | {"held out": frozen()}


def told(parts: Sequence[str] = PARTS) -> dict[str, Tally]:
    """Place and date each incident from its labelled sentences, the reader's choice of sentences left out."""
    tallies = {name: Tally() for name in parts}
    gazetteer = Gazetteer.load()
    for number, dispatch in enumerate(read_dispatches()):
        if part_of(number) not in tallies:
            continue
        resolved = read_places(dispatch.text, gazetteer, title=dispatch.title or "")
        for n, true in labels(dispatch):
            scene = given(dispatch, n)
            where = event_place(scene, resolved)
            place = where.place if where else NOWHERE
            spans = sentences(dispatch.text)
            when = event_date(scene, spans, dispatch.published, zone=zone_of(place))
            tallies[part_of(number)].take(f"{dispatch.id}/{n}", dispatch.text, place, when.range, true)
    return tallies


def given(dispatch: Dispatch, number: int) -> Scene:
    """Return the incident `number` of a dispatch as its labels give it."""
    spans = sentences(dispatch.text)
    own, others = [], []
    for span in spans:
        told = {
            n for s in dispatch.sentences if s.start < span.end and span.start < s.end for n in s.incidents
        }
        if number in told:
            own.append(span)
        elif told - {0}:
            others.append(span)
    title = dispatch.title or "" if number == 1 else ""
    return Scene(dispatch.text, own, own[0], others, title)


def labels(dispatch: Dispatch) -> Iterator[tuple[int, Label]]:
    """Yield the incidents of a dispatch by number, those that have a date."""
    points = event_points()
    for n, incident in enumerate(dispatch.incidents, 1):
        if incident["date"]:
            first, last = (date.fromisoformat(day) for day in incident["date"])
            yield n, Label(points[dispatch.id, n], incident["place"] or "", incident["country"], first, last)


def frozen() -> Tally:
    """Return the tally of the held-out dispatches, without the list of what was wrong."""
    held_out.check_digests()
    tally = Tally()
    for text, view, incident in held_out.paired():
        days = incident["date"]
        point = (incident["lat"], incident["lon"]) if incident["lat"] is not None else None
        true = Label(
            point,
            incident["place"] or "",
            incident["country"],
            date.fromisoformat(days["start"]),
            date.fromisoformat(days["end"]),
        )
        if view is None:
            tally.missed(point)
        else:
            tally.take("", text, view.place, view.date, true)
    tally.misses.clear()
    return tally


def kilometres(place: Place, point: Point) -> float | None:
    """Return how far `place` lies from `point`, None where one of them has no point."""
    return None if point is None else km_between(place, Place(None, lat=point[0], lon=point[1]))


def cause_of_place(text: str, place: Place, point: Point) -> str:
    """Return why a place is wrong: what the text names, what the gazetteer holds, what was chosen."""
    gazetteer = Gazetteer.load()
    toponyms = gazetteer.find(text)
    within = [
        t for t in toponyms if any(close(Place(None, lat=c.lat, lon=c.lon), point) for c in t.candidates)
    ]
    if not within:
        return "no name of the text is held within 25 km"
    if not any(close(r.place, point) for r in resolve(text, toponyms, gazetteer)):
        return "the name was read as another place"
    if place.lat is None:
        return "none was given"
    wide = place.precision in ("country", "province", "region")
    return "a wider place was chosen" if wide else "another place was chosen"


def close(place: Place, point: Point) -> bool:
    """Return whether `place` lies within `NEAR_KM` of `point`."""
    km = kilometres(place, point)
    return km is not None and km <= NEAR_KM


def cause_of_date(when: DateRange, first: date, last: date) -> str:
    """Return in which way a date differs from the label."""
    if when.start is None or when.end is None:
        return "none was given"
    if when.start <= first and when.end >= last:
        return "wider than the label"
    if when.start >= first and when.end <= last:
        return "narrower than the label"
    apart = max((when.start - last).days, (first - when.end).days)
    return "overlaps" if apart <= 0 else "a day beside" if apart == 1 else "another day"


if __name__ == "__main__":
    main()
