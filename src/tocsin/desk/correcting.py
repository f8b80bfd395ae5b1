"""Values as a reviewer writes them, and back: one line a field, so that a correction is a few keys.

Days: 2016-07-14 or 2016-07-14/2016-07-16. Tolls: 84, 80-90, 84 (80-90), 30+. Codes: with commas. Groups: one
a line, "name; relation; who says so".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import OUTCOMES, PLACE_PRECISIONS, RELATIONS, Count, Incident, Statement
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES, WEAPON_TYPES, Code

REVIEWER: Final = "reviewer"
"""Who says what a person of this desk set right; the name stands with the decision."""
LONGEST: Final = 2000
"""Characters of one field."""
_DAYS: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s*(?:/|to|–)\s*(\d{4}-\d\d-\d\d))?")
_TOLL: Final = re.compile(
    r"(?P<least>\d{1,7})\s*\+|(?P<from>\d{1,7})\s*[-–]\s*(?P<to>\d{1,7})"
    r"|(?P<best>\d{1,7})(?:\s*\((?P<low>\d{1,7})\s*[-–]\s*(?P<high>\d{1,7})\))?"
)
_LISTS: Final[Mapping[str, Mapping[str, Code]]] = {
    "attack_types": ATTACK_TYPES, "weapon_types": WEAPON_TYPES, "target_types": TARGET_TYPES,
}  # fmt: skip
_PLACE: Final = (
    "place_name",
    "place_admin1",
    "place_country",
    "place_point",
    "place_radius",
    "place_precision",
)
Said = tuple[str, Any, str]
"""A property, its value, and who says so."""


def written(i: Incident) -> dict[str, str]:
    """Return the values of an incident as the form shows them."""
    p = i.place
    return {
        "date": _days(i.date.start, i.date.end),
        "killed": _toll(i.killed), "injured": _toll(i.injured),
        "perpetrators_killed": _toll(i.perpetrators_killed),
        "attack_types": ", ".join(i.attack_types), "weapon_types": ", ".join(i.weapon_types),
        "target_types": ", ".join(i.target_types), "outcome": i.outcome or "",
        "place_name": p.name or "", "place_admin1": p.admin1 or "", "place_country": p.country or "",
        "place_point": "" if p.lat is None else f"{p.lat:g}, {p.lon:g}",
        "place_radius": "" if p.radius_km is None else f"{p.radius_km:g}",
        "place_precision": p.precision or "",
        "groups": "\n".join(f"{g.name}; {g.relation}; {g.said_by or ''}" for g in i.groups),
    }  # fmt: skip


def changed(incident: Incident, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of `sent` that say otherwise than `incident`."""
    before = written(incident)
    return {
        name: text.strip()
        for name, text in sent.items()
        if name in before and _plain(text) != _plain(before[name])
    }


def statements(incident: Incident, sent: Mapping[str, str]) -> list[Statement]:
    """Return what a reviewer set right, as statements about the incident's first report.

    Raises InputError, naming the field, where one cannot be understood or says nothing.
    """
    fresh = changed(incident, sent)
    said: list[Said] = []
    for name, text in fresh.items():
        if len(text) > LONGEST:
            raise InputError(f"{name}: at most {LONGEST:,} characters, not {len(text):,}")
        if name not in _PLACE:
            said += _READ[name](name, text)
    if any(name in fresh for name in _PLACE):
        said.append(("place", _place({**written(incident), **fresh}), REVIEWER))
    return [
        Statement(incident.reports[0], property_, value, said_by=by, origin="human", confidence=1.0)
        for property_, value, by in said
    ]


def _plain(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def _days(start: date | None, end: date | None) -> str:
    if start is None:
        return ""
    return start.isoformat() if end in (None, start) else f"{start.isoformat()}/{end}"


def _toll(count: Count | None) -> str:
    if count is None:
        return ""
    low, best, high = count.low, count.best, count.high
    if high is None:
        return f"{best if best is not None else low}+"
    if best is None:
        return f"{low or 0}-{high}"
    return str(best) if (low, high) == (best, best) else f"{best} ({low if low is not None else 0}-{high})"


def _read_days(name: str, text: str) -> list[Said]:
    found = _DAYS.fullmatch(text)
    try:
        first = date.fromisoformat(found[1]) if found else None
        last = date.fromisoformat(found[2] or found[1]) if found else None
    except ValueError:
        first = last = None
    if first is None or last is None or last < first:
        raise InputError(f"{name}: write 2016-07-14, or 2016-07-14/2016-07-16, not {text!r}")
    value = {
        "start": first.isoformat(), "end": last.isoformat(), "precision": "day" if first == last else "range",
    }  # fmt: skip
    return [("date", value, REVIEWER)]


def _read_toll(name: str, text: str) -> list[Said]:
    found = _TOLL.fullmatch(text.removeprefix("at least ") + ("+" if text.startswith("at least ") else ""))
    if not text or found is None:
        raise InputError(f"{name}: write 84, 80-90, 84 (80-90) or 30+, not {text!r}")
    given = {part: int(number) for part, number in found.groupdict().items() if number is not None}
    if "least" in given:
        value = {"low": given["least"], "best": given["least"], "high": None}
    elif "best" in given:
        best = given["best"]
        value = {"low": given.get("low", best), "best": best, "high": given.get("high", best)}
    else:
        value = {"low": given["from"], "best": None, "high": given["to"]}
    known = [n for n in (value["low"], value["best"], value["high"]) if n is not None]
    if known != sorted(known):
        raise InputError(f"{name}: the numbers are not in order: {text!r}")
    return [(name, value, REVIEWER)]


def _read_codes(name: str, text: str) -> list[Said]:
    codes = _LISTS[name]
    by_label = {code.label.casefold(): code.code for code in codes.values()}
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        code = part if part in codes else by_label.get(part.casefold())
        if code is None:
            raise InputError(f"{name}: {part!r} is none of {', '.join(codes)}")
        found.append((name.removesuffix("s"), code, REVIEWER))
    if not found:
        raise InputError(f"{name}: give at least one; what is wrong altogether is taken back, not set right")
    return list(dict.fromkeys(found))


def _read_outcome(name: str, text: str) -> list[Said]:
    if text not in OUTCOMES:
        raise InputError(f"{name}: one of {', '.join(OUTCOMES)}")
    return [("outcome", text, REVIEWER)]


def _read_groups(name: str, text: str) -> list[Said]:
    found: list[Said] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) != 3 or not all(parts) or parts[1] not in RELATIONS:
            raise InputError(f"{name}: write name; one of {', '.join(RELATIONS)}; who says so, not {line!r}")
        found.append(("group", {"name": parts[0], "relation": parts[1]}, parts[2]))
    if not found:
        raise InputError(f"{name}: give at least one; what is wrong altogether is taken back, not set right")
    return found


def _place(sent: Mapping[str, str]) -> dict[str, Any]:
    from tocsin.places import country_name

    country = sent["place_country"].upper() or None
    if country and country_name(country) in (None, "", country):
        raise InputError(f"place_country: write an ISO 3166-1 code such as FR, not {country!r}")
    precision = sent["place_precision"] or "city"
    if precision not in PLACE_PRECISIONS:
        raise InputError(f"place_precision: one of {', '.join(PLACE_PRECISIONS)}")
    lat, lon = _point(sent["place_point"])
    radius = _radius(sent["place_radius"]) if lat is not None else None
    return {
        "name": sent["place_name"] or None, "admin1": sent["place_admin1"] or None, "country": country,
        "lat": lat, "lon": lon, "radius_km": radius, "precision": precision,
    }  # fmt: skip


def _point(text: str) -> tuple[float | None, float | None]:
    if not text:
        return None, None
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        lat = lon = 999.0
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"place_point: write latitude, longitude such as 43.7, 7.27, not {text!r}")
    return lat, lon


def _radius(text: str) -> float:
    try:
        radius = float(text)
    except ValueError:
        radius = -1.0
    if not 0 < radius <= 5000:
        raise InputError("place_radius: kilometres, so that no point is shown surer than it is")
    return radius


_READ: Final[Mapping[str, Callable[[str, str], list[Said]]]] = {
    "date": _read_days, "killed": _read_toll, "injured": _read_toll, "perpetrators_killed": _read_toll,
    "attack_types": _read_codes, "weapon_types": _read_codes, "target_types": _read_codes,
    "outcome": _read_outcome, "groups": _read_groups,
}  # fmt: skip
