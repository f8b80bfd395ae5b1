"""Places of events from short texts: `python -m bench.places_ucdp --ucdp CSV [--since YEAR] [--until YEAR]`.

UCDP GED rows. What is read: `source_headline` and `where_description`, together and each alone; never
`where_coordinates`, `adm_1`, `adm_2` or the coordinates, which are the answer. `within_25_km` is over the
events whose place the gazetteer holds: an entry with the answer's name (`where_coordinates` less its type
word) lies within 25 km of the answer, or is that very division. `province` is over all events with one.

Three ways to know the country: nothing but the texts; `home`, what the places of the file's other rows say
(unsupervised, as a desk knows a source); told.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import Place, km_between
from tocsin.places import Gazetteer, Resolved
from tocsin.places.curated import countries
from tocsin.places.describe import locate
from tocsin.places.home import Home, home_of
from tocsin.places.names import normalise

NEAR_KM: Final = 25.0
_TYPE: Final = re.compile(
    r"[\s-]+(?:town|village|lga|state|city|area|district|settlement|community|neighbou?rhood|territory|province"
    r"|county|municipality)$",
    re.IGNORECASE,
)
_INPUTS: Final = ("both", "description", "headline")


@dataclass(frozen=True, slots=True)
class Event:
    """One row: its texts, and the answer."""

    headline: str
    description: str
    named: str
    province: str
    country: str | None
    point: Place
    precision: str
    year: int


def events(path: Path, until: int, since: int = 0) -> list[Event]:
    """Return the rows of a UCDP GED file up to a year. Raises InputError where it is no such file."""
    codes = {name: code for code, c in countries().items() for name in c.names}
    found = []
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if not since <= int(row["year"]) <= until:
                    continue
                country = re.sub(r"\s*\(.*\)$", "", row["country"])
                found.append(
                    Event(
                        row["source_headline"] or "",
                        row["where_description"] or "",
                        row["where_coordinates"],
                        row["adm_1"] or "",
                        codes.get(country),
                        Place(None, lat=float(row["latitude"]), lon=float(row["longitude"])),
                        row["where_prec"][:1],
                        int(row["year"]),
                    )
                )
    except (OSError, KeyError, ValueError) as error:
        raise InputError(f"{path} is no UCDP GED file that can be read ({error})") from error
    if not found:
        raise InputError(f"{path} has no event of those years")
    return found


def placed(
    found: Sequence[Event], gazetteer: Gazetteer, inputs: str, home: Home | None, told: bool
) -> list[Resolved | None]:
    """Return what each event's texts are taken for."""
    return [
        locate(
            event.description if inputs != "headline" else "",
            gazetteer,
            headline=event.headline if inputs != "description" else "",
            home=home,
            country=event.country if told else None,
        )
        for event in found
    ]


def held(event: Event, gazetteer: Gazetteer) -> bool:
    """Tell whether the gazetteer holds the answer: its name near its point, or the very division."""
    for candidate in gazetteer.look(_TYPE.sub("", event.named.strip())):
        at = Place(None, lat=candidate.lat, lon=candidate.lon)
        km = km_between(at, event.point)
        if km is not None and km <= NEAR_KM:
            return True
        division = candidate.feature in ("admin1", "district") and candidate.country == event.country
        if division and same_province(candidate.admin1, event.province):
            return True
    return False


def same_province(one: str | None, other: str) -> bool:
    """Tell whether two names are one province's, type words, "territory" and doubled letters aside."""

    def key(name: str) -> str:
        plain = re.sub(
            r"\b(?:state|province|region|federal capital|territory|fct|abuja)\b", "", normalise(name)
        )
        return re.sub(r"(.)\1", r"\1", plain.replace(" ", ""))

    return one is not None and key(one) == key(other)


def shares(
    found: Sequence[Event], answers: Sequence[Resolved | None], gazetteer: Gazetteer
) -> dict[str, float | int | None]:
    """Return the rates over the events."""
    rows = list(zip(found, answers, strict=True))
    km = [km_between(a.place, e.point) if a else None for e, a in rows]
    known = [held(e, gazetteer) for e in found]
    provinces = [same_province(a.place.admin1 if a else None, e.province) for e, a in rows if e.province]
    pointed = [(a, d) for (_, a), d in zip(rows, km, strict=True) if a is not None and d is not None]

    def rate(values: Iterable[bool]) -> float | None:
        listed = list(values)
        return sum(listed) / len(listed) if listed else None

    return {
        "within_25_km": rate(d is not None and d <= NEAR_KM for d, k in zip(km, known, strict=True) if k),
        "held": rate(known),
        "within_25_km_of_all": rate(d is not None and d <= NEAR_KM for d in km),
        "province": rate(provinces),
        "resolved": rate(a is not None for a in answers),
        "radius_coverage": rate(d <= (a.place.radius_km or 0.0) for a, d in pointed),
        "n": len(found),
    }


def measure(found: Sequence[Event], gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the figures of every input, with each way to know the country, and by precision and region."""
    begun = time.process_time()
    blind = placed(found, gazetteer, "both", None, told=False)
    seconds = time.process_time() - begun
    home = home_of([one] for one in blind if one is not None)
    ways: dict[str, Any] = {}
    answers = placed(found, gazetteer, "both", home, told=False)
    for inputs in _INPUTS:
        ways[inputs] = {
            "home": shares(found, placed(found, gazetteer, inputs, home, told=False), gazetteer),
            "texts_alone": shares(found, placed(found, gazetteer, inputs, None, told=False), gazetteer),
            "told": shares(found, placed(found, gazetteer, inputs, None, told=True), gazetteer),
        }
    return {
        **ways["both"]["home"],
        "inputs": ways,
        "by_precision": _by(found, answers, gazetteer, lambda e: f"UCDP precision {e.precision}"),
        "by_province": _by(found, answers, gazetteer, lambda e: e.province or "no province"),
        "events_per_second": round(len(found) / max(seconds, 1e-9)),
    }


def _by(found: Sequence[Event], answers: Sequence[Resolved | None], gazetteer: Gazetteer, label: Any) -> Any:
    groups = defaultdict(list)
    for event, answer in zip(found, answers, strict=True):
        groups[label(event)].append((event, answer))
    return {
        name: shares([e for e, _ in rows], [a for _, a in rows], gazetteer)
        for name, rows in sorted(groups.items())
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ucdp", type=Path, required=True, metavar="CSV")
    parser.add_argument("--since", type=int, default=0, metavar="YEAR", help="leave earlier events out")
    parser.add_argument("--until", type=int, default=9999, metavar="YEAR", help="leave later events out")
    parser.add_argument(
        "--gazetteer", type=Path, metavar="DIR", help="a table built by `tocsin places build`"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    try:
        found = events(options.ucdp, options.until, options.since)
        gazetteer = Gazetteer.load(options.gazetteer)
    except InputError as error:
        print(f"bench.places_ucdp: {error}", file=sys.stderr)
        return error.exit_status
    figures = measure(found, gazetteer)
    _print(figures)
    if options.json:
        options.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")
    return 0


def _print(figures: dict[str, Any]) -> None:
    columns = ("within_25_km", "held", "within_25_km_of_all", "province", "resolved", "radius_coverage", "n")
    print(f"{'':<34}" + "".join(f"{c:>21}" for c in columns))
    rows = {
        f"{i}, {way.replace('_', ' ')}": row for i, w in figures["inputs"].items() for way, row in w.items()
    }
    rows |= {f"  {name}": row for name, row in (figures["by_precision"] | figures["by_province"]).items()}
    for name, row in rows.items():
        cells = [row[c] for c in columns]
        shown = ("–" if c is None else f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells)
        print(f"{name:<34}" + "".join(f"{cell:>21}" for cell in shown))
    print(f"{figures['events_per_second']} events a second of processor time, texts alone")


if __name__ == "__main__":
    sys.exit(main())
