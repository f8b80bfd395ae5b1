"""The toll of a coordinated attack and of its parts: what was told of the whole is added to no part.

A toll told of all attacks at once (`killed_in_all`) follows its revisions as every toll does (`tolling`).
Where none was told, or the parts have come to more since, the parts' own tolls are added up; a part that only
tells of the whole has none of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from tocsin.model import Basis, Count, Evidence, Incident, Part, canonical
from tocsin.resolve import tolling
from tocsin.resolve.account import point
from tocsin.resolve.testimony import LONG_AGO, UNGRADED, Said

Toll = Literal["killed", "injured"]


def parts_of(incidents: Sequence[Incident]) -> tuple[Part, ...]:
    """Return the incidents of one attack as its parts, each with the toll that is its own."""
    found = []
    for incident in incidents:
        killed, injured = own(incident, "killed"), own(incident, "injured")
        whole = incident.killed is not None and killed is None
        found.append(Part(incident.id, incident.title, killed, injured, whole))
    return tuple(found)


def own(incident: Incident, name: Toll) -> Count | None:
    """Return the toll of an incident without what its reports told of several attacks at once."""
    of_all = {(e.statement.subject, canonical(e.statement.value)) for e in _of(incident, f"{name}_in_all")}
    theirs = {
        e.statement.subject
        for e in _of(incident, name)
        if (e.statement.subject, canonical(e.statement.value)) in of_all
    }
    if not theirs:
        return incident.killed if name == "killed" else incident.injured
    return tolling.settle(_said([incident], name, without=theirs))


def common(
    incidents: Sequence[Incident], parts: Sequence[Part], name: Toll
) -> tuple[Count | None, Basis | None]:
    """Return the toll of the whole of which `incidents` are the `parts`, and what it rests on."""
    told = tolling.settle(_said(incidents, f"{name}_in_all"))
    tolls = [part.killed if name == "killed" else part.injured for part in parts if not part.whole]
    added = _sum(tolls)
    if told is None:
        return added, None if added is None else "added"
    most = told.high if told.high is not None else point(told)
    if added is not None and most is not None and (added.low or 0) > most:
        return added, "added"
    return told, "told"


def _of(incident: Incident, name: str) -> list[Evidence]:
    return [e for e in incident.evidence if e.statement.property == name]


def _said(incidents: Sequence[Incident], name: str, without: Collection[str] = ()) -> list[Said]:
    """What the reports say of `name`, one source one voice, in the order of telling."""
    voices: dict[str, int] = {}
    found: dict[str, Said] = {}
    for incident in incidents:
        for e in _of(incident, name):
            s = e.statement
            if s.subject not in without:
                voice = voices.setdefault(e.source or e.document, len(voices))
                held = found.get(s.subject)
                statements = (*held.statements, s) if held else (s,)
                told = s.said_at or LONG_AGO
                found[s.subject] = Said(s.subject, told, voice, UNGRADED, e.source, statements)
    return sorted(found.values(), key=lambda said: (said.told, said.report))


def _sum(tolls: Sequence[Count | None]) -> Count | None:
    """Add up what is known; where a part's toll is not, or has no upper end, the sum is a lower bound."""
    known = [toll for toll in tolls if toll is not None]
    if not known:
        return None
    low = sum(toll.low if toll.low is not None else toll.best or 0 for toll in known)
    if len(known) < len(tolls):
        return Count(low, None, None)
    best = [toll.best for toll in known if toll.best is not None]
    high = [toll.high for toll in known if toll.high is not None]
    whole = len(known)
    return Count(
        low, sum(best) if len(best) == whole else None, sum(high) if len(high) == whole else None
    )  # fmt: skip
