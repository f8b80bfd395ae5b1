"""Files for a partner, or for the desk itself; files into the record; why something goes or stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.audit import chosen
from tocsin.errors import InputError
from tocsin.record import now
from tocsin.release import Partner, Policy, decide
from tocsin.share.formats import read, write
from tocsin.share.sharing import Sharing
from tocsin.share.stix import Writer
from tocsin.share.stix_reading import Brought
from tocsin.share.taking import take_file
from tocsin.share.view import Seen, View, released_judgements


def export(sharing: Sharing, format_: str, place: Path, *, to: str, released_by: str) -> int:
    """Write what the partner `to` may have into `place`; return how many incidents.

    The audit log says what goes before anything is written. Raises InputError where nothing may go at all.
    """
    partner = sharing.partner(to)
    at = now()
    view = View(sharing)
    seen = view.for_partner(partner, at)
    reports = [m.report.id for each in seen for m in each.mentions]
    judgements = released_judgements(view, partner, at, reports)
    what = ",".join(each.incident.id for each in seen)
    version = sharing.policy_version(partner)
    sharing.exchange.disclose(
        partner=partner.id, way=f"export {format_}", policy=version, count=len(seen), what=what
    )
    writer = Writer(sharing.node.id, view.sources)
    audit = chosen(sharing.record.audits.told(), None)
    write(format_, seen, writer, place, judgements=judgements, released_by=released_by, audit=audit)
    return len(seen)


def bring(sharing: Sharing, path: Path, partner: Partner) -> Brought:
    """Take a file of any format into the record, as the word of `partner`."""
    brought = read(path, partner.id)
    if not brought.reports and not brought.judgements:
        reason = brought.left_out[0][1] if brought.left_out else "it holds no incident"
        raise InputError(f"nothing of {path} could be taken: {reason}")
    take_file(sharing, partner, brought, path)
    return brought


def explained(sharing: Sharing, wanted: str, partner: Partner) -> Iterator[str]:
    """Say line by line why incident `wanted` goes to `partner` or stays. For the desk's own eyes."""
    view = View(sharing)
    identity = sharing.record.incident(wanted).id
    at = now()
    seen = next(each for each in view.whole() if each.incident.id == identity)
    released = view.for_partner(partner, at)
    shown = next((each for each in released if each.incident.id == identity), None)
    total = len(seen.mentions)
    told = len(shown.mentions) if shown else 0
    yield f"{identity}: {seen.incident.title}"
    yield f"{partner.id} gets {told} of its {total} reports" + ("" if told else ": it stays here")
    for mention in seen.mentions:
        yield from _why(mention.document.name, view.policy_of(mention.report.id), partner)
    if shown and partner.agreement:
        yield from _changes(seen, shown, partner)


def _why(name: str, policy: Policy, partner: Partner) -> Iterator[str]:
    decision = decide(policy, partner, now())
    marks = ", ".join(f"TLP:{m.tlp} for {' '.join(sorted(m.audience)) or 'nobody'}" for m in policy.markings)
    yield f"  {'goes ' if decision.allowed else 'stays'}  {name}  [{marks or 'not marked'}]"
    for check in decision.checks:
        if not check.passed:
            yield f"         not so: {check.words}"


def _changes(seen: Seen, shown: Seen, partner: Partner) -> Iterator[str]:
    agreement = partner.agreement
    if agreement and agreement.hidden:
        yield f"  cut as agreed: {', '.join(sorted(agreement.hidden))}, and every quote"
    if shown.incident.place != seen.incident.place:
        place = shown.incident.place
        where = ", ".join(part for part in (place.name, place.country) if part) or "no place"
        yield f"  place as it goes: {where}, radius {place.radius_km or '–'} km"
