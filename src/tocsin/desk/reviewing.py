"""What a person looks at next, and what they decide: the queue, the two values side by side, agreement."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from tocsin.audit import Agreement, agreed
from tocsin.brief import Major
from tocsin.brief.nouns import figure
from tocsin.language import _, mark, spoken
from tocsin.model import Count, Incident, Statement
from tocsin.record import BESIDE, Decision, Record, Review, Wanted
from tocsin.resolve import Mention, emptied, fuse, incident_id
from tocsin.taxonomy import PROTECTED

POOL: Final = 1500
"""So many of the newest incidents are weighed; older ones are looked at by asking for a time."""
STATES: Final = ("new", "reopened", "second")
State = Literal["new", "reopened", "second"]
COARSE: Final = {"district": 0.15, "province": 0.25, "country": 0.5, "region": 0.6, None: 0.6}
FIELDS: Final = (
    "date", "place", "attack_types", "weapon_types", "target_types", "outcome", "killed", "injured",
    "perpetrators_killed", "groups",
)  # fmt: skip
"""What a reviewer sees and can set right, in this order."""


@dataclass(frozen=True, slots=True)
class Item:
    """An incident that waits for a look: what the look is worth, and why.

    `worth` is doubt (0 to 1, the chance that something is wrong, as far as the machine's own signs tell)
    times consequence (1 and up: how much would be wrong with it).
    """

    incident: Incident
    doubt: float
    consequence: float
    reasons: tuple[str, ...]
    state: State

    @property
    def worth(self) -> float:
        """The expected value of a look."""
        return self.doubt * self.consequence


def queue(
    record: Record,
    reviewer: str,
    *,
    second: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> list[Item]:
    """Return what waits for `reviewer`, the most worth first.

    Left out is what somebody decided and nothing happened to since. `second` asks for what another reviewer
    decided and this one did not: for agreement.
    """
    page = record.browse(Wanted(since=since, until=until), limit=POOL, order="newest")
    done = _latest(record.reviews())
    items = [
        weigh(incident, state)
        for incident in page.incidents
        if (state := _state(incident, done, reviewer, second=second)) is not None
    ]
    return sorted(items, key=lambda item: (-round(item.worth, 6), item.incident.id))


def weigh(incident: Incident, state: State = "new") -> Item:
    """Return the worth of a look at `incident`: doubts combine as if they were independent."""
    doubts = _doubts(incident)
    sure = math.prod(1.0 - weight for _reason, weight in doubts)
    told = [reason for reason, weight in sorted(doubts, key=lambda d: -d[1]) if weight >= 0.1]
    return Item(incident, 1.0 - sure, _consequence(incident), tuple(told), state)


def _doubts(i: Incident) -> list[tuple[str, float]]:
    found = [
        (_("probability %(p)s", p=spoken().decimal(i.probability, 2)), min(1.0, 2.0 * (1.0 - i.probability)))
    ]
    for name, said in (
        ("killed", mark("killed from %(low)s to %(high)s")),
        ("injured", mark("injured from %(low)s to %(high)s")),
    ):
        count: Count | None = getattr(i, name)
        if count and count.low is not None and count.high is not None and count.high > count.low:
            spread = (count.high - count.low) / (count.high + 1)
            found.append((_(said, low=count.low, high=count.high), 0.5 * spread))
    if i.killed is None and i.outcome in (None, "completed"):
        found.append((_("no number of dead"), 0.15))
    if weight := COARSE.get(i.place.precision, 0.0):
        found.append((_("place known only coarsely") if i.place.name else _("place not known"), weight))
    if any(float(a.get("probability") or a.get("share") or 0.0) >= 0.2 for a in i.place.alternatives):
        found.append((_("another place fits too"), 0.15))
    if i.sources == 1:
        found.append((_("one source"), 0.1))
    if i.date.precision != "day":
        found.append((_("no exact day"), 0.15))
    return found


def _consequence(i: Incident) -> float:
    worth = 1.0 + math.log2(1 + figure(i, "killed")) + 0.5 * math.log2(1 + figure(i, "injured"))
    worth += bool(set(i.target_types) & set(PROTECTED))
    return worth + Major().holds(i)


def _latest(reviews: Iterable[Review]) -> Mapping[str, list[Review]]:
    """The decisions that hold, by every report that they were about, and by the incident's id.

    The id stays where a newer coder finds the event elsewhere in the same text, which makes another report.
    """
    found: dict[str, list[Review]] = {}
    for review in reviews:
        if not review.undone and review.verdict not in BESIDE:
            for report in (*review.reports, incident_id(review.report)):
                found.setdefault(report, []).append(review)
    return found


def _state(
    incident: Incident, done: Mapping[str, list[Review]], reviewer: str, *, second: bool
) -> State | None:
    names = (*incident.reports, incident.id)
    about = {review.seq: review for name in names for review in done.get(name, ())}
    if not about:
        return None if second else "new"
    if second:
        return None if any(review.reviewer == reviewer for review in about.values()) else "second"
    latest = about[max(about)]
    return "reopened" if reopened(incident, latest) else None


def reopened(incident: Incident, review: Review) -> bool:
    """Tell whether the sources changed what `review` decided on; a newer coder of the same texts does not.

    A text that came since and tells of a value that is said not to be known changes it, too: the value stays
    empty until a person has looked.
    """
    now, then = documents(incident), set(review.documents)
    if now == then:
        return False
    if then - now or values(incident) != dict(review.machine).get("shown"):
        return True
    empty = emptied(incident)
    told = (e.statement for e in incident.evidence)
    return any(s.property in empty and s.document in now - then for s in told)


def documents(incident: Incident) -> set[str]:
    """Return the texts, by address, that the statements of an incident rest on."""
    return {e.statement.document for e in incident.evidence if e.statement.document}


def values(incident: Incident) -> dict[str, Any]:
    """Return what a reviewer decides on, as JSON."""
    data = incident.to_json()
    shown = {name: data[name] for name in FIELDS}
    shown["place"] = {k: v for k, v in data["place"].items() if k != "alternatives"}
    return shown


def machine_view(record: Record, incident: Incident) -> Incident:
    """Return the incident as it would be had no person set anything right."""
    mentions = [_bare(mention) for mention in record.mentions(ids=incident.reports)]
    return fuse(incident.id, mentions, sources=record.sources(), as_of=None)


def _bare(mention: Mention) -> Mention:
    kept = tuple(s for s in mention.report.statements if s.origin != "human" and s.property != "not_known")
    return replace(mention, report=replace(mention.report, statements=kept))


def opened(record: Record, incident: Incident, reviewer: str, once: str, note: str | None) -> Decision:
    """Return a decision on `incident` as it is now: accepted, unless the caller says otherwise."""
    return Decision(
        once=once, report=incident.reports[0], verdict="accept", reviewer=reviewer, reports=incident.reports,
        documents=tuple(sorted(documents(incident))),
        machine={"shown": values(incident), "machine": values(machine_view(record, incident))},
        note=note,
    )  # fmt: skip


def corrections(incident: Incident) -> list[Statement]:
    """Return what people set right about an incident."""
    return [e.statement for e in incident.evidence if e.statement.origin == "human"]


def agreement(reviews: Sequence[Review]) -> list[Agreement]:
    """Return the agreement of each pair of reviewers, by their last standing decision on each incident."""
    verdicts: dict[str, dict[str, str]] = {}
    for review in reviews:
        if not review.undone and review.verdict not in BESIDE:
            verdicts.setdefault(review.reviewer, {})[review.report] = review.verdict
    names = sorted(verdicts)
    found = []
    for place, first in enumerate(names):
        for other in names[place + 1 :]:
            both = sorted(verdicts[first].keys() & verdicts[other].keys())
            if both:
                pairs = [(verdicts[first][report], verdicts[other][report]) for report in both]
                found.append(agreed(first, other, pairs))
    return found
