"""Which incidents a side of a claim counts, under a definition: yes, no or doubtful, each three-valued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.claims.areas import WORLD, named_areas
from tocsin.definitions import Answer, Definition
from tocsin.measure import Events, Window, from_incidents
from tocsin.model import Area, Incident, Subject, km_between
from tocsin.taxonomy import ATTACK_TYPES

_AROUND_KM: Final = 15.0
"""How far beyond a town's own circle a place still belongs to it."""


@dataclass(frozen=True, slots=True)
class Selected:
    """Incidents that count, and those of which it is doubtful, in order of their date."""

    yes: tuple[Incident, ...]
    doubtful: tuple[Incident, ...]

    @property
    def either(self) -> tuple[Incident, ...]:
        """Return both."""
        return self.yes + self.doubtful


def select(incidents: Iterable[Incident], subject: Subject, area: Area, definition: Definition) -> Selected:
    """Return the incidents of a subject in an area under a definition, of whatever time."""
    found: dict[Answer, list[Incident]] = {"yes": [], "no": [], "doubtful": []}
    for incident in incidents:
        answers = {definition.test(incident), concerns(incident, subject), lies_in(incident, area)}
        found["no" if "no" in answers else "doubtful" if "doubtful" in answers else "yes"].append(incident)
    return Selected(*(tuple(sorted(found[answer], key=_by_day)) for answer in ("yes", "doubtful")))


def _by_day(incident: Incident) -> tuple[str, str]:
    return str(incident.date.start or "9999"), incident.id


def within(selected: Selected, window: Window) -> Selected:
    """Return those whose middle day lies in `window`; the undated are left out."""
    return Selected(
        *(tuple(i for i in part if _dated(i, window)) for part in (selected.yes, selected.doubtful))
    )


def _dated(incident: Incident, window: Window) -> bool:
    first, last = incident.date.start or incident.date.end, incident.date.end or incident.date.start
    if first is None or last is None:
        return False
    middle = (first.toordinal() + last.toordinal()) // 2
    return window.since.toordinal() <= middle <= window.until.toordinal()


def events_of(incidents: Sequence[Incident], definition: Definition) -> Events:
    """Return incidents that are known to count as a frame of events."""
    return from_incidents(incidents, Definition(definition.name, definition.title, definition.source))


def concerns(incident: Incident, subject: Subject) -> Answer:
    """Return whether an incident is of the kind, target, group and outcome that a claim counts."""
    answers: set[Answer] = {
        _any(incident.attack_types, _with_narrower(subject.attack_types)),
        _any(incident.target_types, subject.target_types),
        _by_group(incident, subject.groups),
    }
    if subject.outcome:
        answers.add(_any((incident.outcome,) if incident.outcome else (), (subject.outcome,)))
    if subject.deadly:
        low = incident.killed.low if incident.killed else None
        answers.add("doubtful" if low is None else "yes" if low >= subject.deadly else "no")
    return "no" if "no" in answers else "doubtful" if "doubtful" in answers else "yes"


def _any(values: Sequence[str], wanted: Sequence[str]) -> Answer:
    if not wanted:
        return "yes"
    if not values:
        return "doubtful"
    return "yes" if set(values) & set(wanted) else "no"


def _with_narrower(codes: Sequence[str]) -> tuple[str, ...]:
    return (*codes, *(code.code for code in ATTACK_TYPES.values() if code.broader in codes))


def _by_group(incident: Incident, groups: Sequence[str]) -> Answer:
    if not groups:
        return "yes"
    named = [g for g in incident.groups if g.relation != "denied"]
    if any(g.name in groups for g in named):
        return "yes"
    return "no" if named else "doubtful"


def lies_in(incident: Incident, area: Area) -> Answer:
    """Return whether an incident lies in an area; doubtful where its country is not known."""
    country, place = incident.place.country, incident.place
    if country is None:
        return "yes" if area.name in ("", WORLD) and not area.without else "doubtful"
    if country in area.without or (area.countries and country not in area.countries):
        return "no"
    if {place.name, place.admin1} & set(area.without_places):
        return "no"
    return _near(incident, area) if area.place else "yes"


def _near(incident: Incident, area: Area) -> Answer:
    place, town = incident.place, area.place
    assert town is not None
    named = {part for name in (place.name, place.admin1) if name for part in name.split(", ")}
    if town.name in named:
        return "yes"
    apart = km_between(place, town)
    if apart is None or place.precision in ("country", "region"):
        return "doubtful"
    reach = (town.radius_km or 0.0) + _AROUND_KM
    if apart > reach + (place.radius_km or 0.0):
        return "no"
    return "yes" if (place.radius_km or 0.0) <= reach else "doubtful"


def other_readings(area: Area) -> tuple[Area, ...]:
    """Return what else a name of an area is taken to mean ("Europe" with Turkey, or the Union only)."""
    known = named_areas().get(area.name)
    return tuple(Area(name, named_areas()[name].countries) for name in known.other_readings) if known else ()


_TWIN_KM: Final = 25.0


def twins(incidents: Sequence[Incident]) -> list[tuple[Incident, Incident]]:
    """Return pairs that may be one attack told twice: a day apart at most, and near or one inside the other.

    The incident with more reports stands first. Each incident is the lesser of one pair at most.
    """
    ranked = sorted(incidents, key=lambda i: (-len(i.reports), i.id))
    pairs = []
    for k, lesser in enumerate(ranked):
        greater = next((other for other in ranked[:k] if _twin(other, lesser)), None)
        if greater is not None:
            pairs.append((greater, lesser))
    return pairs


def _twin(a: Incident, b: Incident) -> bool:
    if a.date.start is None or b.date.start is None or a.place.country != b.place.country:
        return False
    first, last = (a.date.end or a.date.start), (b.date.end or b.date.start)
    if (b.date.start - first).days > 1 or (a.date.start - last).days > 1:
        return False
    apart = km_between(a.place, b.place)
    wide = max(a.place.radius_km or 0.0, b.place.radius_km or 0.0)
    # A whole country is no place to meet in: only what is known to a province or better can be a twin.
    coarse = {a.place.precision, b.place.precision} & {"country", "region", None}
    return apart is not None and not coarse and apart <= max(_TWIN_KM, wide)
