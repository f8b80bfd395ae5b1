"""Values as a reviewer writes them, and back: one line a field, so that a correction is a few keys.

Days: 2016-07-14 or 2016-07-14/2016-07-16. Tolls: 84, 80-90, 84 (80-90), 30+. Codes: with commas. Groups: one
a line, "name; relation; who says so". "?" stands for a value that is wrong and whose right one nobody knows;
in the name of a place, for the whole place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import OUTCOMES, PLACE_PRECISIONS, RELATIONS, Count, Incident, Statement
from tocsin.resolve import emptied
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES, WEAPON_TYPES, Code

REVIEWER: Final = "reviewer"
"""Who says what a person of this desk set right; the name stands with the decision."""
LONGEST: Final = 2000
"""Characters of one field."""
NOT_KNOWN: Final = "?"
"""What stands in the field of a value that is said not to be known; a dash typed there says the same."""
_SIGNS: Final = frozenset({NOT_KNOWN, "-", "–", "—"})
FIELD_OF: Final[Mapping[str, str]] = {
    "date": "date", "killed": "killed", "injured": "injured", "perpetrators_killed": "perpetrators_killed",
    "outcome": "outcome", "attack_type": "attack_types", "weapon_type": "weapon_types",
    "target_type": "target_types", "place": "place_name", "group": "groups",
}  # fmt: skip
"""The field in which each property is said not to be known."""
_PROPERTY_OF: Final = {field: property_ for property_, field in FIELD_OF.items()}
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
    values = {
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
    return values | {FIELD_OF[property_]: NOT_KNOWN for property_ in emptied(i)}


def changed(incident: Incident, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of `sent` that say otherwise than `incident`."""
    before = written(incident)
    meant = {name: _meant(name, text) for name, text in sent.items() if name in before}
    return {name: text for name, text in meant.items() if _plain(text) != _plain(before[name])}


def statements(
    incident: Incident, sent: Mapping[str, str], not_known: Collection[str] = ()
) -> list[Statement]:
    """Return what a reviewer set right, as statements about the incident's first report.

    `not_known` are fields that were ticked as not known; "?" in a field says the same. Raises InputError,
    naming the field, where one cannot be understood, says nothing, or says two things.
    """
    fresh = _ticked(incident, changed(incident, sent), not_known)
    said: list[Said] = []
    for name, text in fresh.items():
        if len(text) > LONGEST:
            raise InputError(f"{name}: at most {LONGEST:,} characters, not {len(text):,}")
        if name not in _PLACE:
            said += [_not_known(name)] if text == NOT_KNOWN else _READ[name](name, text)
    if placed := {name: text for name, text in fresh.items() if name in _PLACE}:
        said.append(_read_place(incident, placed))
    return [
        Statement(incident.reports[0], property_, value, said_by=by, origin="human", confidence=1.0)
        for property_, value, by in said
    ]


def _ticked(incident: Incident, fresh: Mapping[str, str], not_known: Collection[str]) -> dict[str, str]:
    """Return `fresh` with "?" in each field that was ticked, unless it stands there already."""
    before, found = written(incident), dict(fresh)
    for name in not_known:
        if name not in _PROPERTY_OF:
            raise InputError(f"{name}: that this is not known cannot be said")
        if fresh.get(name, NOT_KNOWN) != NOT_KNOWN:
            raise InputError(f"{name}: either a value or not known, not both")
        if before[name] != NOT_KNOWN:
            found[name] = NOT_KNOWN
    return found


def _meant(name: str, text: str) -> str:
    """Return what was typed: a sign of "not known" as the one for it, in a part of a place as nothing."""
    text = text.strip()
    return text if text not in _SIGNS else NOT_KNOWN if name in _PROPERTY_OF else ""


def _not_known(field: str) -> Said:
    return "not_known", {"property": _PROPERTY_OF[field]}, REVIEWER


def _read_place(incident: Incident, fresh: Mapping[str, str]) -> Said:
    """Return the place of all its fields, or that none is known: its name says so and no part is new."""
    if fresh.get("place_name") == NOT_KNOWN:
        if any(text and name != "place_name" for name, text in fresh.items()):
            raise InputError("place_name: either a place or not known, not both")
        return _not_known("place_name")
    given = {**written(incident), **fresh}
    if given["place_name"] == NOT_KNOWN:  # it was emptied, and a part of it is known now
        given["place_name"] = ""
    if not any(given[name] for name in ("place_name", "place_admin1", "place_country", "place_point")):
        raise InputError("place_name: write where it was, or ? where nobody knows")
    return "place", _place(given), REVIEWER


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
        raise InputError(f"{name}: write 2016-07-14, 2016-07-14/2016-07-16, or ? for not known, not {text!r}")
    value = {
        "start": first.isoformat(), "end": last.isoformat(), "precision": "day" if first == last else "range",
    }  # fmt: skip
    return [("date", value, REVIEWER)]


def _read_toll(name: str, text: str) -> list[Said]:
    found = _TOLL.fullmatch(text.removeprefix("at least ") + ("+" if text.startswith("at least ") else ""))
    if not text or found is None:
        raise InputError(f"{name}: write 84, 80-90, 84 (80-90), 30+, or ? for not known, not {text!r}")
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
        raise InputError(f"{name}: give at least one, or ? where none is known")
    return list(dict.fromkeys(found))


def _read_outcome(name: str, text: str) -> list[Said]:
    if text not in OUTCOMES:
        raise InputError(f"{name}: one of {', '.join(OUTCOMES)}, or ? for not known")
    return [("outcome", text, REVIEWER)]


def _read_groups(name: str, text: str) -> list[Said]:
    found: list[Said] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) != 3 or not all(parts) or parts[1] not in RELATIONS:
            raise InputError(f"{name}: write name; one of {', '.join(RELATIONS)}; who says so, not {line!r}")
        found.append(("group", {"name": parts[0], "relation": parts[1]}, parts[2]))
    if not found:
        raise InputError(f"{name}: give at least one, or ? where none is known")
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
