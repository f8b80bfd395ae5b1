"""Incidents -> coordinated attacks: which of them the reports tell of as parts of one, and why.

The field counts each part by itself and links the parts (GTD codebook 2021, "multiple" and "related"). So
incidents stay what they are; the link is a view over what the reports say, made anew each time and nowhere
stored. Only people's decisions about links are (`model.LINKING`), and they hold.

Two incidents are weighed where one text tells both, or where a report of one speaks of several attacks and
the other was within a day in the same country. Without such words nothing is linked: that two attacks of one
group hit one city on one day is no evidence by itself. The weights are natural log-odds, set by hand as in
`weighing`; a pair's probability rests on the two incidents alone. Parts are put together by average linkage
from `LINKED` on (`cluster`), so that the order of arrival decides nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from tocsin.model import LINKING, Coordinated, Incident, Judgement, Reason, Verdict, iso, km_between
from tocsin.resolve.cluster import cluster
from tocsin.resolve.common_toll import common, parts_of
from tocsin.resolve.components import components
from tocsin.resolve.spanning import spanning
from tocsin.resolve.weighing import kind

Pair = tuple[str, str]

COORDINATOR: Final = "links-1"
AUTHOR: Final = f"machine {COORDINATOR}"
LINKED: Final = 0.5
"""The probability from which two incidents are taken for parts of one attack, and the mean for many."""
NIGHT: Final = 1
"""Days between two parts at most: one night lies on two days."""
NARROW: Final = 2
"""Days that an incident may spread over and still be compared by its day alone."""
PRIOR: Final = -5.0
_CERTAIN: Final = 7.0
_TOGETHER: Final = {"coordinated": 4.5, "simultaneous": 4.0, "series": 3.0, None: 1.0}
_ELSEWHERE: Final = {"coordinated": 2.5, "simultaneous": 2.0, "series": 1.2}
"""What a report of one of two that speaks of several attacks, and does not tell of the other, adds."""
_SPENT: Final = 0.4
"""The share of it that is left where the report's own text tells of as many attacks as it speaks of."""
_MOST_ELSEWHERE: Final = 3.5
_FAR: Final = 1.5
_AROUND_KM: Final = 60.0
"""What it adds less where only one speaks so and the other was further off than a city and around it."""
_UNRELATED: Final = -5.0
_AGAIN: Final = 0.5
_MOST_AGAIN: Final = 1.5
"""What each further source that tells both adds, and all of them at most."""
_RARE: Final = 1.2
"""What a shared attack type adds in `weighing` from which on it is a rare one."""
_CITY_KM: Final = 30.0
_REGION_KM: Final = 150.0


@dataclass(frozen=True, slots=True)
class _Cue:
    """What one document says of several attacks."""

    document: str
    source: str
    how: str
    spent: bool


@dataclass(frozen=True, slots=True)
class _Face:
    """What of an incident is compared."""

    incident: Incident
    days: tuple[int, int] | None
    groups: Mapping[str, frozenset[str]]
    cues: tuple[_Cue, ...]
    sources: Mapping[str, str]

    @property
    def narrow(self) -> bool:
        """Whether its day says when it was."""
        return self.days is not None and self.days[1] - self.days[0] < NARROW

    @property
    def speaks(self) -> bool:
        """Whether a report of it speaks of several attacks that belong together."""
        return any(cue.how != "unrelated" for cue in self.cues)


def coordinate(incidents: Iterable[Incident], decided: Iterable[Judgement] = ()) -> list[Coordinated]:
    """Return the coordinated attacks among `incidents`, by their parts; an incident is in one at most.

    `decided` are people's decisions about pairs of reports (verdicts of `LINKING`), of which the latest
    holds: "linked" must link the two incidents, "unlinked" may not be linked, not even through others,
    "undecided" leaves them to what the reports say. The order of neither argument matters.
    """
    faces = {i.id: _face(i) for i in sorted(incidents, key=lambda i: i.id)}
    held = _decisions(faces, decided)
    weighed = {pair: _judged(faces[pair[0]], faces[pair[1]]) for pair in _candidates(faces)}
    # people's decisions first, as in `bound`: a pair that they unlinked is no way to a third incident either
    near = [pair for pair, j in (weighed | held).items() if j.verdict == "same"]
    for members in components(near):
        for pair in combinations(members, 2):
            if pair not in weighed:
                weighed[pair] = _judged(faces[pair[0]], faces[pair[1]])
    holds = weighed | held
    names = sorted({name for pair in holds for name in pair})
    groups = [group for group in cluster(names, list(holds.values()), threshold=LINKED) if len(group) > 1]
    return [_whole([faces[name].incident for name in group], holds) for group in groups]


def with_parts(incidents: Sequence[Incident], decided: Iterable[Judgement] = ()) -> list[Incident]:
    """Return `incidents`, each with the coordinated attack of which it is a part, as far as they show it."""
    home = {part.id: whole for whole in coordinate(incidents, decided) for part in whole.parts}
    return [replace(i, coordinated=home.get(i.id)) for i in incidents]


def bound(a: Incident, b: Incident, decided: Iterable[Judgement] = ()) -> bool:
    """Whether two incidents are linked by themselves: by a person, else by what the reports say."""
    faces = {i.id: _face(i) for i in (a, b)}
    held = list(_decisions(faces, decided).values())
    if held:
        return held[0].verdict == "same"
    return any(_judged(faces[x], faces[y]).probability >= LINKED for x, y in _candidates(faces))


def said_last(decision: Judgement) -> tuple[bool, float, str]:
    """Return the key by which of people's decisions the greatest holds: the latest; ours before partners'."""
    at = decision.made_at.timestamp() if decision.made_at else 0.0
    return decision.origin == "human", at, decision.id


def days_of(incident: Incident) -> tuple[int, int] | None:
    """Return the ordinals of the first and the last day on which it may have happened; None without any."""
    start, end = incident.date.start or incident.date.end, incident.date.end or incident.date.start
    return None if start is None or end is None else (start.toordinal(), end.toordinal())


def _face(incident: Incident) -> _Face:
    groups: dict[str, set[str]] = defaultdict(set)
    for group in incident.groups:
        if group.relation != "denied":
            groups[group.name.casefold()].add(group.relation)
    cues = set()
    sources = {}
    for evidence in incident.evidence:
        sources[evidence.document] = evidence.source or evidence.document
        if evidence.statement.property == "coordination":
            value = evidence.statement.value
            told = value.get("told") or 1
            spent = told > 1 and told >= (value.get("attacks") or 0)
            cues.add((evidence.document, sources[evidence.document], str(value["how"]), spent))
    return _Face(
        incident, days_of(incident), {name: frozenset(how) for name, how in groups.items()},
        tuple(_Cue(*cue) for cue in sorted(cues)), sources,
    )  # fmt: skip


def _candidates(faces: Mapping[str, _Face]) -> set[Pair]:
    """The pairs that some text speaks for: told in one text, or one told as one of several, near by."""
    told: dict[str, list[str]] = defaultdict(list)
    around: dict[tuple[str | None, int], list[str]] = defaultdict(list)
    for name, face in faces.items():
        for document in face.incident.documents:
            told[document].append(name)
        if face.narrow and face.incident.place.country and face.days:
            for day in range(face.days[0], face.days[1] + 1):
                around[face.incident.place.country, day].append(name)
    found = {pair for names in told.values() for pair in combinations(sorted(set(names)), 2)}
    for name, face in faces.items():
        if face.speaks and face.narrow and face.days:
            for day in range(face.days[0] - NIGHT, face.days[1] + NIGHT + 1):
                others = around.get((face.incident.place.country, day), ())
                found |= {(min(name, other), max(name, other)) for other in others if other != name}
    return found


def _judged(a: _Face, b: _Face) -> Judgement:
    steps = (_time, _place, _kinds, _groups, _outcome, _together)
    reasons = [Reason("prior", PRIOR, "two attacks of which some text speaks together")]
    reasons += [reason for step in steps if (reason := step(a, b)) is not None]
    score = max(-_CERTAIN, min(_CERTAIN, sum(reason.weight for reason in reasons)))
    p = round(1.0 / (1.0 + math.exp(-score)), 4)
    verdict: Verdict = "same" if p >= LINKED else "different" if p < 0.2 else "unsure"
    # A probability of 0 would be a veto in `cluster`; only a person has one here.
    return Judgement(a.incident.id, b.incident.id, verdict, max(p, 0.0001), AUTHOR, tuple(reasons))


def _time(a: _Face, b: _Face) -> Reason | None:
    if a.days is None or b.days is None:
        return Reason("day", -1.0, "a day is not known")
    gap = max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])
    if gap > NIGHT:
        return Reason("day", -_CERTAIN, f"{gap} days apart")
    if gap:
        return Reason("day", -0.5, "one day after the other")
    if a.narrow and b.narrow:
        return Reason("day", 1.0, "same day")
    return Reason("day", 0.0, "days overlap")


def _place(a: _Face, b: _Face) -> Reason | None:
    x, y = a.incident.place, b.incident.place
    if not x.country or not y.country:
        return None
    if x.country != y.country:
        return Reason("place", -1.0, f"{x.country} and {y.country}")
    far = km_between(x, y)
    fine = {"exact", "neighbourhood", "city"}
    if far is not None and {x.precision, y.precision} <= fine and far <= _REGION_KM:
        return Reason("place", 1.5 if far <= _CITY_KM else 0.8, f"{far:.0f} km apart")
    return Reason("place", 0.2, "one country")


def _kinds(a: _Face, b: _Face) -> Reason | None:
    x, y = a.incident.attack_types, b.incident.attack_types
    if not x or not y:
        return None
    weight, detail = max(kind(p, q) for p in x for q in y)
    if weight > 0:
        return Reason("attack type", 1.2 if weight >= _RARE else 0.7, detail)
    return Reason("attack type", 0.3 if weight > -1 else -0.5, detail)


def _groups(a: _Face, b: _Face) -> Reason | None:
    if not a.groups or not b.groups:
        return None
    shared = sorted(a.groups.keys() & b.groups.keys())
    if not shared:
        return Reason("group", -2.0, "different groups")
    both = [name for name in shared if "claimed" in a.groups[name] & b.groups[name]]
    return Reason("group", 1.5, f"{both[0]} claimed both") if both else Reason("group", 1.0, shared[0])


def _outcome(a: _Face, b: _Face) -> Reason | None:
    done = {"completed", "failed"}
    x, y = a.incident.outcome, b.incident.outcome
    if x is None or y is None or (x in done) == (y in done):
        return None
    return Reason("outcome", -2.0, f"{x} and {y}")


def _together(a: _Face, b: _Face) -> Reason | None:
    """What the texts say: those that tell both, best, then those of either that speak of several."""
    shared = set(a.incident.documents) & set(b.incident.documents)
    cues = [cue for cue in (*a.cues, *b.cues) if cue.document in shared]
    if any(cue.how == "unrelated" for cue in cues):
        return Reason("told together", _UNRELATED, "one text says that they have nothing to do with another")
    if shared:
        return _in_one_text(a, b, shared, cues)
    return _in_two_texts(a, b)


def _in_one_text(a: _Face, b: _Face, shared: set[str], cues: Sequence[_Cue]) -> Reason:
    best = max((cue.how for cue in cues), key=lambda how: _TOGETHER[how], default=None)
    sources = {a.sources.get(d) or b.sources.get(d) or d for d in shared}
    again = min(_MOST_AGAIN, _AGAIN * (len(sources) - 1))
    said = {"series": "as several", None: "in one text"}.get(best, f"as {best}")
    counted = "one source" if len(sources) == 1 else f"{len(sources)} sources"
    return Reason("told together", _TOGETHER[best] + again, f"{said}, by {counted}")


def _in_two_texts(a: _Face, b: _Face) -> Reason | None:
    sides = [max((_alone(cue) for cue in x.cues if cue.how != "unrelated"), default=0.0) for x in (a, b)]
    if not any(sides):
        return None
    if all(sides):
        weight = round(min(_MOST_ELSEWHERE, sum(sides)), 3)
        return Reason("called", weight, "reports of both speak of several attacks")
    weight, detail = round(sum(sides), 3), "a report of one speaks of several attacks"
    far = km_between(a.incident.place, b.incident.place)
    if far is None or far > _AROUND_KM:
        return Reason("called", round(weight - _FAR, 3), f"{detail}, the other was far away")
    return Reason("called", weight, detail)


def _alone(cue: _Cue) -> float:
    return _ELSEWHERE[cue.how] * (_SPENT if cue.spent else 1.0)


def _decisions(faces: Mapping[str, _Face], decided: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """The decision of people that holds for each pair of incidents, as a judgement about their ids."""
    home = {report: name for name, face in faces.items() for report in face.incident.reports}
    latest: dict[Pair, Judgement] = {}
    for j in sorted(decided, key=said_last):
        a, b = home.get(j.a), home.get(j.b)
        if j.verdict in LINKING and a is not None and b is not None and a != b:
            latest[min(a, b), max(a, b)] = j
    return {
        (a, b): replace(j, a=a, b=b, origin="human", verdict="same" if j.verdict == "linked" else "different")
        for (a, b), j in latest.items()
        if j.verdict != "undecided"
    }


def _whole(members: Sequence[Incident], weighed: Mapping[Pair, Judgement]) -> Coordinated:
    ordered = sorted(members, key=lambda i: (str(i.date.start or "9999"), iso(i.first_reported) or "~", i.id))
    names = {i.id for i in ordered}
    links = spanning(j for (a, b), j in weighed.items() if a in names and b in names)
    parts = parts_of(ordered)
    killed, injured = common(ordered, parts, "killed"), common(ordered, parts, "injured")
    attacks = [
        e.statement.value.get("attacks") for i in ordered for e in i.evidence
        if e.statement.property == "coordination"
    ]  # fmt: skip
    return Coordinated(
        parts, *killed, *injured, max((n for n in attacks if n), default=None),
        min((link.probability for link in links), default=0.0), tuple(links),
    )  # fmt: skip
