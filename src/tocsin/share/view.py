"""What a partner may see: its reports after the release rule, and incidents made of those alone.

An incident for a partner is fused from the released copies of its reports. What the partner may not have is
not in it, nor in its title, its counts, its ranges, its number of sources: it is as if it had not been read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tocsin.errors import NotFoundError
from tocsin.model import LINKING, Incident, Judgement, Source
from tocsin.record import Record
from tocsin.release import Held, Partner, Policy, coarse_place, coarsen, joined, may_release, policy_from
from tocsin.release.coarsen import sensitive
from tocsin.resolve import Mention, fuse, with_parts
from tocsin.share.items import (
    by_document,
    item_key,
    judgement_item,
    own_coder,
    read_judgement,
    released_mention,
    report_item,
)
from tocsin.share.sharing import Decisions

RECORD = "record"
"""The collection of items that nodes exchange."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document's reports as this node holds them, with the policy that bears on them."""

    held: Held
    mentions: tuple[Mention, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An incident as somebody may see it, with the reports behind it and the policy of the whole."""

    incident: Incident
    mentions: tuple[Mention, ...]
    items: tuple[Mapping[str, Any], ...]
    policy: Policy


class View:
    """One reading of the record, from which every partner's view is taken."""

    def __init__(self, sharing: Decisions, incidents: Sequence[Incident] | None = None) -> None:
        """Read the record once; with `incidents`, only what bears on these, and no judgements."""
        record, whole = sharing.record, incidents is None
        self.sources: dict[str, Source] = record.sources()
        self.incidents: list[Incident] = record.incidents() if incidents is None else list(incidents)
        mine = {report for incident in self.incidents for report in incident.reports}
        read = record.mentions() if whole else record.mentions(ids=mine, beside=True)
        self.mentions: dict[str, Mention] = {m.report.id: m for m in read}
        self.judgements: list[Judgement] = [*(record.judgements() if whole else ()), *record.link_decisions()]
        self._beside = [] if whole else _of_reports(record, self.mentions.keys() - mine)
        self._foreign = _foreign(sharing)
        self._markings = sharing.markings()
        self.items = {item.held.id: item for item in self._items()}

    def whole(self) -> list[Seen]:
        """Return every incident as the desk itself sees it."""
        return [self._seen(incident, self.items) for incident in self.incidents]

    def for_partner(
        self, partner: Partner, at: datetime, *, only: Callable[[Incident], bool] | None = None
    ) -> list[Seen]:
        """Return the incidents that `partner` may see at `at`, made and linked of what it may see alone.

        `only` saves the work for incidents that nobody asks for; it sees them as the desk does.
        """
        wanted = list(filter(only, self.incidents))
        keys = {_key(self.mentions[report]) for incident in wanted for report in incident.reports}
        released = self.released(partner, at, keys)
        seen = []
        for incident in wanted:
            mentions = self._released_mentions(incident, released)
            if mentions:
                made = fuse(incident.id, mentions, sources=self.sources, as_of=None)
                shown = _floor(coarsen(made, at), partner)
                seen.append(self._seen(shown, released))
        return self._linked(seen, partner, at)

    def _linked(self, seen: list[Seen], partner: Partner, at: datetime) -> list[Seen]:
        """Say of each incident of what attack it is a part: a part that is not among `seen` is not there."""
        reports = [m.report.id for each in seen for m in each.mentions]
        bodies = released_judgements(self, partner, at, reports, only=LINKING)
        made = with_parts([each.incident for each in seen], map(read_judgement, bodies))
        return [replace(each, incident=incident) for each, incident in zip(seen, made, strict=True)]

    def released(
        self, partner: Partner, at: datetime, keys: Collection[str] | None = None
    ) -> dict[str, Item]:
        """Return the items that `partner` may have at `at`, as it may have them; of `keys` alone if given."""
        found = {}
        for key in self.items if keys is None else self.items.keys() & keys:
            item = self.items[key]
            out = may_release(item.held, partner, at)
            if out is not None and not isinstance(out.body, bytes):
                copies = (released_mention(out.body, m) for m in item.mentions)
                found[key] = Item(out, tuple(m for m in copies if m is not None), item.origin)
        return found

    def policy_of(self, report: str) -> Policy:
        """Return the policy that bears on a report; nobody's where the report is not shown."""
        mention = self.mentions.get(report)
        return Policy() if mention is None else self._policy(mention)

    def _items(self) -> Iterator[Item]:
        every = (*self.incidents, *self._beside)
        hot = {report for i in every if sensitive(i) for report in i.reports}
        for mentions in by_document(self.mentions.values()).values():
            first = mentions[0]
            guarded = any(m.report.id in hot for m in mentions)
            body = report_item(mentions, self.sources.get(first.document.source or ""), sensitive=guarded)
            origin = self._foreign.get(first.report.id, (Policy(), ""))[1]
            held = Held(item_key(body), "report", self._policy(first), body)
            yield Item(held, tuple(mentions), origin)

    def _policy(self, mention: Mention) -> Policy:
        foreign = self._foreign.get(mention.report.id)
        if foreign is not None:
            return foreign[0]
        document = mention.document
        return self._markings.policy(mention.report.document, document.name, document.source)

    def _released_mentions(self, incident: Incident, released: Mapping[str, Item]) -> list[Mention]:
        wanted = set(incident.reports)
        keys = {_key(self.mentions[report]) for report in incident.reports}
        return [m for key in keys & set(released) for m in released[key].mentions if m.report.id in wanted]

    def _seen(self, incident: Incident, items: Mapping[str, Item]) -> Seen:
        keys = dict.fromkeys(_key(self.mentions[report]) for report in incident.reports)
        mine = [items[key] for key in keys if key in items]
        wanted = set(incident.reports)
        mentions = tuple(m for item in mine for m in item.mentions if m.report.id in wanted)
        bodies = tuple(item.held.body for item in mine if not isinstance(item.held.body, bytes))
        return Seen(incident, mentions, bodies, joined(tuple(item.held.policy for item in mine)))


def _of_reports(record: Record, reports: Iterable[str]) -> list[Incident]:
    """Return the incidents that `reports` are of, each once; of a report that is not shown there is none."""
    found: dict[str, Incident] = {}
    for report in sorted(reports):
        with suppress(NotFoundError):
            incident = record.incident(report)
            found[incident.id] = incident
    return list(found.values())


def _key(mention: Mention) -> str:
    return item_key({"document": {"id": mention.report.document}, "coder": own_coder(mention.report.coder)})


def _floor(incident: Incident, partner: Partner) -> Incident:
    """Coarsen the place once more where fusing has made it finer than was agreed."""
    least = partner.agreement.place_km if partner.agreement else 0.0
    radius = incident.place.radius_km
    if least and radius is not None and radius < least:
        return replace(incident, place=coarse_place(incident.place, least))
    return incident


def _foreign(sharing: Decisions) -> dict[str, tuple[Policy, str]]:
    """Return for each report that a partner brought its policy and the partner's id."""
    found: dict[str, tuple[Policy, str]] = {}
    for key, fact in sharing.exchange.facts("report").items():
        found[key] = (policy_from(fact.body["policy"]), fact.body["origin"])
    return found


def released_judgements(
    view: View, partner: Partner, at: datetime, reports: Sequence[str], only: Collection[str] | None = None
) -> list[Mapping[str, Any]]:
    """Return the judgements about `reports` that `partner` may have, as items; of some verdicts `only`."""
    known = set(reports)
    found: list[Mapping[str, Any]] = []
    for judgement in view.judgements:
        asked = only is None or judgement.verdict in only
        if asked and judgement.a in known and judgement.b in known:
            policy = joined((view.policy_of(judgement.a), view.policy_of(judgement.b)))
            held = Held(judgement.id, "judgement", policy, judgement_item(judgement))
            out = may_release(held, partner, at)
            if out is not None and not isinstance(out.body, bytes):
                found.append(out.body)
    return found
