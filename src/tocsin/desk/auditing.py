"""A self-audit from the draw to the label: the frame of the record, what waits, what may be said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from tocsin.audit import SLOTS, Agreement, Result, agreed, allocate, draw, frame_digest
from tocsin.audit.result import INCIDENTS
from tocsin.brief.words import toll
from tocsin.definitions import load
from tocsin.desk.reviewing import corrections, documents, values
from tocsin.errors import GroundsError, InputError
from tocsin.model import Count, Document, Incident, bears_on, from_iso, iso
from tocsin.record import Audit, AuditItem, AuditLabel, DocumentRow, Record

GATE: Final = "gate"
READER: Final = "reader"
LANGUAGE: Final = "language"
REJECTED: Final[Mapping[str, str]] = {
    GATE: "said to tell of no attack, and not read further",
    READER: "read as one on an attack, and no attack found in it",
    LANGUAGE: "in a language that is not read",
}
"""The strata of rejected documents, and what became of them."""
DEFINITION: Final = "violent-attack"
_SLOT_OF: Final = {"attack_type": "attack_types", "target_type": "target_types", "group": "groups"}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is to be audited: how much of what, under which definition, of which time."""

    incidents: int = 100
    rejected: int = 200
    seed: int = 0
    definition: str = DEFINITION
    since: date | None = None
    until: date | None = None
    as_of: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what fixes the frame."""
        return {
            "definition": self.definition, "since": str(self.since) if self.since else None,
            "until": str(self.until) if self.until else None, "as_of": iso(self.as_of),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """All that could be drawn, by stratum; `left_out` counts the documents that cannot be looked at."""

    members: Mapping[str, Mapping[str, Any]]
    left_out: Mapping[str, int]
    coders: frozenset[str]

    @property
    def sizes(self) -> dict[str, int]:
        """Return how many each stratum holds."""
        return {name: len(members) for name, members in self.members.items()}


def frame(record: Record, ask: Ask) -> Frame:
    """Return the incidents of the view under the definition, and the documents of the window without one.

    An incident is in the window by its day, a document by its publication.
    """
    rule = load(ask.definition)
    members: dict[str, dict[str, Any]] = {name: {} for name in (INCIDENTS, *REJECTED)}
    members[INCIDENTS] = {
        incident.id: incident
        for incident in record.incidents(as_of=ask.as_of, definition=rule)
        if _inside(incident.date.start, incident.date.end, ask)
    }
    left_out: Counter[str] = Counter()
    coders: set[str] = set()
    for row in record.documents(as_of=ask.as_of):
        moment = row.document.published or row.document.fetched or row.stored_at
        if not row.current or row.withdrawn or not _inside(moment.date(), moment.date(), ask):
            continue
        coders |= {row.coder} if row.coder else set()
        stratum = _stratum(row)
        if stratum in members:
            members[stratum][row.id] = {"name": row.document.name, "reason": row.reason}
        elif stratum:
            left_out[stratum] += 1
    return Frame(members, left_out, frozenset(coders))


def _stratum(row: DocumentRow) -> str | None:
    """Return why a document gave no incident; None where it gave a report."""
    if row.reports:
        return None
    if row.coder is None:
        return "not coded"
    if row.expired:
        return "text expired"
    if not row.understood:
        return LANGUAGE
    return READER if row.relevant else GATE


def _inside(first: date | None, last: date | None, ask: Ask) -> bool:
    """Whether a span may lie in the window; one without a day may lie anywhere."""
    after = ask.since is None or last is None or last >= ask.since
    before = ask.until is None or first is None or first <= ask.until
    return after and before


def drawn(record: Record, ask: Ask, *, by: str, at: datetime | None = None) -> Audit:
    """Draw an audit and store it. Raises GroundsError where the frame is empty."""
    moment = at or datetime.now(UTC)
    ask = _as_of(ask, moment)
    whole = frame(record, ask)
    sizes = whole.sizes
    if not any(sizes.values()):
        raise GroundsError("nothing to audit: no incident and no rejected document in the window")
    rejected = allocate(ask.rejected, {name: sizes[name] for name in REJECTED})
    wanted = {INCIDENTS: min(ask.incidents, sizes[INCIDENTS]), **rejected}
    taken = draw(whole.members, wanted, ask.seed)
    if not taken:
        raise GroundsError("nothing was asked for: give --incidents or --rejected a number above 0")
    plan = ask.to_json() | {
        "rule": ask.definition, "definition": load(ask.definition).name, "seed": ask.seed,
        "asked": {"incidents": ask.incidents, "rejected": ask.rejected}, "sizes": sizes,
        "drawn": wanted, "digest": frame_digest(whole.members, ask.to_json()),
        "left_out": dict(whole.left_out), "coders": sorted(whole.coders),
    }  # fmt: skip
    items = [(d.position, d.stratum, d.ref, _shown(whole.members[d.stratum][d.ref])) for d in taken]
    return record.audits.add(plan, items, by=by, at=moment)


def _as_of(ask: Ask, moment: datetime) -> Ask:
    return ask if ask.as_of else replace(ask, as_of=moment)


def repeats(record: Record, audit: Audit) -> bool:
    """Tell whether the frame of `audit` is still the same, so that its seed draws the same sample again."""
    ask = asked(audit)
    whole = frame(record, ask)
    digest: str = audit.plan["digest"]
    return frame_digest(whole.members, ask.to_json()) == digest


def asked(audit: Audit) -> Ask:
    """Return what `audit` was drawn for."""
    plan = audit.plan
    since, until = (date.fromisoformat(plan[name]) if plan[name] else None for name in ("since", "until"))
    return Ask(
        plan["asked"]["incidents"], plan["asked"]["rejected"], plan["seed"], plan["rule"], since, until,
        from_iso(plan["as_of"]),
    )  # fmt: skip


def _shown(member: Any) -> dict[str, Any]:
    """Return what the record says of a drawn member now: the audit is of this, whatever comes later."""
    if not isinstance(member, Incident):
        return dict(member)
    told = values(member)
    human = {_SLOT_OF.get(name, name) for name in map(bears_on, corrections(member))}
    empty = [name for name in SLOTS if not (told["place"]["name"] if name == "place" else told[name])]
    if member.date.start is None:
        empty.append("date")
    return {
        "title": member.title, "values": told, "reports": list(member.reports),
        "documents": sorted(documents(member)), "evidence": _spans(member), "empty": sorted(set(empty)),
        "set_right": sorted(human & set(SLOTS)),
    }  # fmt: skip


def _spans(member: Incident) -> list[dict[str, Any]]:
    """Return where in which text each judged value is said: without who was how sure."""
    found = {
        (_SLOT_OF.get(s.property, s.property), s.document, s.start, s.end)
        for s in (e.statement for e in member.evidence)
        if s.document and s.start is not None and s.end is not None
    }
    return [
        {"slot": slot, "document": document, "start": start, "end": end}
        for slot, document, start, end in sorted(found)
        if slot in SLOTS
    ]


def waiting(
    items: Sequence[AuditItem], labels: Collection[AuditLabel], reviewer: str, *, second: bool = False
) -> list[AuditItem]:
    """Return what waits for `reviewer`, in the order of the draw: what nobody labelled.

    `second` asks for what another reviewer labelled and this one did not: for agreement.
    """
    by_item: dict[int, set[str]] = {}
    for label in labels:
        by_item.setdefault(label.item, set()).add(label.reviewer)
    if second:
        return [item for item in items if (who := by_item.get(item.seq)) and reviewer not in who]
    return [item for item in items if item.seq not in by_item]


def said(
    record: Record,
    item: AuditItem,
    verdict: str,
    slots: Mapping[str, str] | None = None,
    *,
    other: str | None = None,
    note: str | None = None,
) -> dict[str, Any]:
    """Return the label that a reviewer gives `item`, whole.

    Of two incidents that are one attack the one with fewer reports is one too many (of equals the one whose
    id comes later), whichever of them was drawn. Raises NotFoundError where there is no `other`.
    """
    body: dict[str, Any] = {"verdict": verdict}
    if item.kind == "incident" and verdict in ("right", "duplicate"):
        body["slots"] = {name: (slots or {}).get(name, "right") for name in SLOTS}
    if verdict == "duplicate":
        if not other:
            raise InputError("duplicate: name the incident that it doubles")
        found = record.incident(other.strip())
        if found.id == item.ref or set(found.reports) & set(item.shown["reports"]):
            raise InputError("duplicate: that is the incident itself; name another one")
        mine, theirs = len(item.shown["reports"]), len(found.reports)
        body |= {"other": found.id, "surplus": mine < theirs or (mine == theirs and item.ref > found.id)}
    if note:
        body["note"] = note
    return body


def agreements(labels: Sequence[AuditLabel]) -> list[Agreement]:
    """Return how each pair of reviewers agrees in their verdicts on what both labelled."""
    told: dict[str, dict[int, str]] = {}
    for label in labels:
        told.setdefault(label.reviewer, {})[label.item] = label.body["verdict"]
    names = sorted(told)
    found = []
    for place, first in enumerate(names):
        for other in names[place + 1 :]:
            both = sorted(told[first].keys() & told[other].keys())
            if both:
                found.append(agreed(first, other, [(told[first][i], told[other][i]) for i in both]))
    return found


def doubled(labels: Sequence[AuditLabel]) -> float | None:
    """Return the share of labelled items that two people or more labelled; None without a label."""
    times = Counter(label.item for label in labels)
    return sum(n > 1 for n in times.values()) / len(times) if times else None


@dataclass(frozen=True, slots=True)
class Account:
    """An audit with all that is told of it."""

    audit: Audit
    result: Result
    agreements: tuple[Agreement, ...]
    doubled: float | None

    @property
    def line(self) -> str:
        """Return which audit it is."""
        plan = self.audit.plan
        return (
            f"audit {self.audit.id[:10]}, drawn {self.audit.at:%Y-%m-%d}, definition {plan['definition']}, "
            f"{plan['since'] or 'first'} to {plan['until'] or 'last'} day, as of {plan['as_of']}, "
            f"seed {plan['seed']}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {
            "id": self.audit.id, "drawn_at": iso(self.audit.at), "by": self.audit.by,
            "plan": dict(self.audit.plan), **self.result.to_json(),
            "agreement": [asdict(one) for one in self.agreements], "labelled_twice": self.doubled,
        }  # fmt: skip


def account(record: Record, audit: Audit, level: float = 0.95) -> Account:
    """Return what is told of `audit`."""
    labels = record.audits.labels(audit)
    return Account(audit, record.audits.result(audit, level), tuple(agreements(labels)), doubled(labels))


def slot_texts(item: AuditItem) -> list[tuple[str, str]]:
    """Return each value of a drawn incident that is judged, as it was at the draw; "–" where it had none."""
    told = item.shown["values"]
    place, days = told["place"], (told["date"]["start"], told["date"]["end"])
    texts = {
        "date": "/".join(dict.fromkeys(str(day) for day in days if day)),
        "place": ", ".join(str(place[key]) for key in ("name", "admin1", "country") if place[key]),
        "attack_types": ", ".join(told["attack_types"]), "target_types": ", ".join(told["target_types"]),
        "killed": _toll(told["killed"]), "injured": _toll(told["injured"]),
        "groups": "; ".join(f"{g['name']} ({g['relation']})" for g in told["groups"]),
        "outcome": told["outcome"] or "",
    }  # fmt: skip
    return [(name, texts[name] or "–") for name in SLOTS]


def _toll(value: Mapping[str, int | None] | None) -> str:
    return "" if value is None else toll(Count(value["low"], value["best"], value["high"]))


def drawn_documents(record: Record, item: AuditItem) -> list[tuple[str, Document]]:
    """Return the texts to be looked at for `item`, with their ids, those that are still kept."""
    ids = item.shown["documents"] if item.kind == "incident" else [item.ref]
    found = [(identity, record.document(identity)) for identity in ids]
    return [(identity, document) for identity, document in found if document is not None and document.text]
