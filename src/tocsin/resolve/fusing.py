"""Mentions of one attack -> the Incident: a view, computed anew each time, that rests on declared rules.

Each value comes from the independent sources (`independence`), not from the number of reports:

- tolls follow their revisions (`tolling`); the latest reliable total, never the maximum, never a sum;
- the date is the vote of the days (`voting.dates`), the place the finest that enough sources hold
  (`placing`), codes those of at least a quarter of the sources or of the best one (`voting.codes`);
- outcome and scope are the majority of the sources' latest words; groups are listed with who says so;
- what a person set right holds before what machines found; a toll may still rise after it; where a person
  says that a value is not known, there is none until a person gives one (`emptying`);
- the probability is 1 - Π(1 - p) over the independent sources, each after the first counting half, because
  outlets repeat one another in ways that nobody sees; at most 0.995;
- the title is composed from the values, never from a headline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tocsin.model import Count, Evidence, Incident, Source, Statement
from tocsin.resolve import placing, tolling, voting
from tocsin.resolve.independence import independent
from tocsin.resolve.mention import Mention
from tocsin.resolve.testimony import LONG_AGO, Said, changed, testimony
from tocsin.resolve.titling import title

MOST: Final = 0.995
_ID_LENGTH: Final = 10
_RULES: Final[Mapping[str, Callable[[Sequence[Said]], Any]]] = {
    "date": voting.dates,
    "place": placing.settle,
    "attack_type": voting.codes,
    "weapon_type": voting.codes,
    "target_type": voting.codes,
    "outcome": voting.outcome,
    "killed": tolling.settle,
    "injured": tolling.settle,
    "perpetrators_killed": tolling.settle,
    "group": voting.groups,
    "scope": voting.scope,
}


def incident_id(report_id: str) -> str:
    """Return the id of the incident that is named after `report_id`: ten hex digits, short enough to type."""
    return report_id[:_ID_LENGTH]


def fuse(
    incident_id: str, mentions: Sequence[Mention], *, sources: Mapping[str, Source], as_of: datetime | None
) -> Incident:
    """Return what `mentions`, judged to be of one attack, come to; their order does not matter.

    `sources` are by id, for their grades. With `as_of`, documents published later are left out; what a
    person set right holds for the past too. Raises ValueError where nothing is left.
    """
    from tocsin.places import country_name  # loads numpy: not before something is fused

    told = _told_by(mentions, as_of)
    if not told:
        raise ValueError(f"incident {incident_id} has no report as of {as_of}")
    voices = independent(told)
    said = testimony(voices, sources)
    values = {name: rule(said.get(name, ())) for name, rule in _RULES.items()}
    times = [m.told for m in told if m.told]
    place = values["place"]
    return Incident(
        id=incident_id,
        title=title(
            values["attack_type"], values["outcome"], place, country_name(place.country), values["date"],
            values["killed"], values["injured"],
        ),
        date=values["date"],
        place=place,
        attack_types=values["attack_type"],
        weapon_types=values["weapon_type"],
        target_types=values["target_type"],
        outcome=values["outcome"],
        killed=values["killed"],
        injured=values["injured"],
        perpetrators_killed=values["perpetrators_killed"],
        groups=values["group"],
        scope=values["scope"],
        probability=_probability(voices),
        reports=tuple(m.id for m in told),
        sources=len(voices),
        documents=tuple(dict.fromkeys(m.document.name for m in told)),
        first_reported=min(times, default=None),
        last_changed=_last_changed(said, min(times, default=None)),
        as_of=as_of,
        evidence=_evidence(told),
    )  # fmt: skip


def history(mentions: Sequence[Mention], property: str) -> list[tuple[datetime | None, str | None, Count]]:
    """Return how a toll was told: when, by which source (its id), and the count, in the order of telling.

    `property` is "killed", "injured" or "perpetrators_killed". A source that repeats itself is listed once.
    """
    said = testimony(independent(mentions), {}).get(property, ())
    rows: list[tuple[datetime | None, str | None, Count]] = []
    latest: dict[int, Count] = {}
    for reading in tolling.readings(said):
        if latest.get(reading.voice) != reading.count:
            latest[reading.voice] = reading.count
            rows.append((None if reading.told == LONG_AGO else reading.told, reading.source, reading.count))
    return rows


def _told_by(mentions: Sequence[Mention], as_of: datetime | None) -> list[Mention]:
    """The mentions told by `as_of`, in the order of telling."""
    unique = {m.id: m for m in mentions}.values()
    ordered = sorted(unique, key=lambda m: (m.told or LONG_AGO, m.id))
    return [m for m in ordered if as_of is None or m.told is None or m.told <= as_of]


def _probability(voices: Sequence[Sequence[Mention]]) -> float:
    best = sorted((max(m.report.probability for m in voice) for voice in voices), reverse=True)
    doubt = 1.0
    for index, p in enumerate(best):
        doubt *= (1.0 - min(1.0, p)) ** (1.0 if index == 0 else 0.5)
    return min(MOST, 1.0 - doubt)


def _last_changed(said: Mapping[str, Sequence[Said]], first: datetime | None) -> datetime | None:
    """When the latest statement came that changed a displayed value, rather than repeated it."""
    if first is None:
        return None
    since = first
    for name, rule in _RULES.items():
        since = changed(said.get(name, ()), rule, since)
    return since


def _evidence(mentions: Sequence[Mention]) -> tuple[Evidence, ...]:
    def order(pair: tuple[Mention, Statement]) -> tuple[datetime, str, int, str, str]:
        mention, s = pair
        return mention.said(s) or LONG_AGO, mention.document.name, s.start or 0, s.property, s.id

    pairs = sorted(((m, s) for m in mentions for s in m.report.statements), key=order)
    return tuple(Evidence(s, m.document.name, m.document.source) for m, s in pairs)
