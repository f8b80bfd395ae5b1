"""What was read, as lines of words: the same in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.brief import heading, words
from tocsin.brief.grounds import toll_steps
from tocsin.brief.nouns import Brief, Change
from tocsin.brief.sources import top
from tocsin.language import _, listed, ngettext, pgettext, spoken
from tocsin.model import Coordinated, Incident
from tocsin.release import FEWEST

Row = tuple[str, str]
"""A heading and what stands under it."""


def facts(incident: Incident) -> list[Row]:
    """Return what is known of an incident, and on how much that rests."""
    return [
        (_("when"), words.days(incident.date)),
        (_("where"), words.placed(incident.place)),
        (_("what"), words.what(incident)),
        (_("target"), words.codes("target_type", incident.target_types)),
        (_("killed"), _history(incident)),
        (_("injured"), words.toll(incident.injured)),
        (_("attackers dead"), _apart(incident)),
        (_("who"), words.groups(incident)),
        (_("basis"), words.support(incident)),
    ]


def coordinated(brief: Brief) -> list[str]:
    """Return a line for each coordinated attack among the new ones: that it is one, its toll, its parts."""
    known = {incident.id: incident for incident in brief.new}
    wholes = {
        tuple(part.id for part in incident.coordinated.parts): incident.coordinated
        for incident in brief.attacks
        if incident.coordinated is not None
    }
    return [_whole(whole, known) for whole in wholes.values()]


def _whole(whole: Coordinated, known: Mapping[str, Incident]) -> str:
    parts = words.semicolon().join(
        f"{heading.short(known[part.id]) if part.id in known else part.title or ''} [{part.id}]".strip()
        for part in whole.parts
    )
    return ngettext(
        "One coordinated attack in %(n)s part; killed in all: %(killed)s. %(parts)s",
        "One coordinated attack in %(n)s parts; killed in all: %(killed)s. %(parts)s",
        len(whole.parts),
        killed=words.common_toll(whole.killed, whole.killed_basis),
        parts=parts,
    )


def _apart(incident: Incident) -> str:
    dead = words.toll(incident.perpetrators_killed)
    return dead if incident.perpetrators_killed is None else _("%(toll)s, not among the killed", toll=dead)


def _history(incident: Incident) -> str:
    steps = [words.toll(step.count) for step in toll_steps(incident, "killed")]
    dead = words.toll(incident.killed)
    if len(steps) < 2:
        return dead
    return _("%(toll)s, reported as %(steps)s", toll=dead, steps=" → ".join(steps))


def read_rows(brief: Brief) -> list[Row]:
    """Return what was read, from whom, and what became of it."""
    r = brief.reading
    rows = [
        (_("Documents"), spoken().number(r.documents)),
        (pgettext("sources", "From"), _counted(r.by_source)),
        (
            _("About violent attacks"),
            listed([words.documents(r.relevant), words.reports(r.reports)]),
        ),
        (_("No report, because"), _reasons(r.reasons)),
        (_("Mentions left out"), _plain(r.left_out)),
        (_("Language not read"), _languages(r.not_understood)),
        (_("Not examined yet"), words.documents(r.uncoded) if r.uncoded else _("none")),
        (_("Unreadable input"), words.inputs(r.rejections) if r.rejections else _("none")),
    ]
    return [row for row in rows if row[1]]


def trouble_rows(brief: Brief) -> list[Row]:
    """Return the sources whose silence means nothing: failing ones, quiet ones, and how many never worked."""
    rows = [
        (t.source, f"{said}: {t.detail}")
        for kind, said in (("failing", _("failing")), ("quiet", _("quiet")))
        for t in brief.troubles
        if t.kind == kind
    ]
    never = [t.source for t in brief.troubles if t.kind == "never"]
    if never:
        shown = listed(never[:5])
        if len(never) > 5:
            shown = _("%(named)s and %(n)s more", named=shown, n=len(never) - 5)
        rows.append((words.sources(len(never)), _("never polled well yet: %(named)s", named=shown)))
    return rows


def _counted(counts: Mapping[str, int]) -> str:
    first, others, rest = top(counts)
    named = [f"{name or _('no source given')} ({spoken().number(number)})" for name, number in first]
    if others:
        named.append(
            ngettext(
                "%(n)s other source with %(rest)s together",
                "%(n)s other sources with %(rest)s together",
                others,
                rest=rest,
            )
        )
    return f"{words.sources(len(counts))}: {listed(named)}" if named else _("no source")


def _reasons(counts: Mapping[str, int]) -> str:
    named = {
        _(words.REASONS[code]) if code in words.REASONS else code: number for code, number in counts.items()
    }
    return _plain(named)


def _languages(counts: Mapping[str, int]) -> str:
    return _plain({spoken().tongue(c) if c else _("language not known"): n for c, n in counts.items()})


def _plain(counts: Mapping[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = ((name.replace("_", " ") or _("no reason given"), number) for name, number in ranked)
    return listed(f"{name} ({spoken().number(number)})" for name, number in named) or _("none")


def regions(brief: Brief) -> str:
    """Return new incidents by region, by the alphabet; the regions with few are named without a number."""
    told = [
        f"{words.region(region.name)} {spoken().number(region.count)}"
        for region in brief.regions
        if region.count is not None
    ]
    few = [words.region(region.name) for region in brief.regions if region.count is None]
    withheld = (
        _("fewer than %(n)s each, number withheld: %(named)s", n=FEWEST, named=listed(few)) if few else ""
    )
    return words.semicolon().join(part for part in (listed(told), withheld) if part)


def grouped(changes: Iterable[Change]) -> list[tuple[Incident, list[Change]]]:
    """Return the changes of each incident together, with the incident as it is now, in the order given."""
    groups: dict[str, tuple[Incident, list[Change]]] = {}
    for change in changes:
        incident = change.after or change.before
        groups.setdefault(incident.id, (incident, []))[1].append(change)
    return list(groups.values())


def named(incidents: Iterable[Incident]) -> str:
    """Return incidents in a few words each, with their ids."""
    return words.semicolon().join(f"{heading.short(incident)} [{incident.id}]" for incident in incidents)


def protected(brief: Brief) -> list[tuple[str, list[Incident]]]:
    """Return each protected target that was hit, as a person calls it, with the new incidents that hit it."""
    return [
        (words.code("target_type", code), [incident for incident in brief.new if incident.id in ids])
        for code, ids in brief.protected.items()
    ]
