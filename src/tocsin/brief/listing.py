"""What was read, as lines of words: the same in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.brief import heading, words
from tocsin.brief.grounds import toll_steps
from tocsin.brief.nouns import Brief, Change
from tocsin.brief.sources import top
from tocsin.model import Incident
from tocsin.release import FEWEST
from tocsin.taxonomy import label

Row = tuple[str, str]
"""A heading and what stands under it."""


def facts(incident: Incident) -> list[Row]:
    """Return what is known of an incident, and on how much that rests."""
    return [
        ("when", words.days(incident.date)),
        ("where", f"{words.where(incident.place)} ({words.precision(incident.place)})"),
        ("what", words.what(incident)),
        ("target", words.codes("target_type", incident.target_types)),
        ("killed", words.toll(incident.killed) + _history(incident)),
        ("injured", words.toll(incident.injured)),
        ("attackers dead", words.toll(incident.perpetrators_killed) + _apart(incident)),
        ("who", words.groups(incident)),
        ("basis", words.support(incident)),
    ]


def _apart(incident: Incident) -> str:
    return "" if incident.perpetrators_killed is None else ", not among the killed"


def _history(incident: Incident) -> str:
    steps = [words.toll(step.count) for step in toll_steps(incident, "killed")]
    return f", reported as {' → '.join(steps)}" if len(steps) > 1 else ""


def read_rows(brief: Brief) -> list[Row]:
    """Return what was read, from whom, and what became of it."""
    r = brief.reading
    rows = [
        ("Documents", f"{r.documents:,}"),
        ("From", _counted(r.by_source, "source", unknown="no source given")),
        (
            "About violent attacks",
            f"{words.count(r.relevant, 'document')}, {words.count(r.reports, 'report')}",
        ),
        ("No report, because", _reasons(r.reasons)),
        ("Mentions left out", _plain(r.left_out)),
        ("Language not read", _plain(r.not_understood, unknown="language not known")),
        ("Not examined yet", words.count(r.uncoded, "document") if r.uncoded else "none"),
        ("Unreadable input", words.count(r.rejections, "input") if r.rejections else "none"),
    ]
    return [row for row in rows if row[1]]


def trouble_rows(brief: Brief) -> list[Row]:
    """Return the sources whose silence means nothing: failing ones, quiet ones, and how many never worked."""
    rows = [
        (t.source, f"{kind}: {t.detail}")
        for kind in ("failing", "quiet")
        for t in brief.troubles
        if t.kind == kind
    ]
    never = [t.source for t in brief.troubles if t.kind == "never"]
    if never:
        shown = ", ".join(never[:5]) + (f" and {len(never) - 5} more" if len(never) > 5 else "")
        rows.append((words.count(len(never), "source"), f"never polled well yet: {shown}"))
    return rows


def _counted(counts: Mapping[str, int], noun: str, *, unknown: str) -> str:
    first, others, rest = top(counts)
    named = [f"{name or unknown} ({number:,})" for name, number in first]
    if others:
        named.append(f"{words.count(others, f'other {noun}')} with {rest:,} together")
    return f"{words.count(len(counts), noun)}: {', '.join(named)}" if named else "no source"


def _reasons(counts: Mapping[str, int]) -> str:
    named = {words.REASONS.get(code, code.replace("_", " ")): number for code, number in counts.items()}
    return _plain(named)


def _plain(counts: Mapping[str, int], *, unknown: str = "no reason given") -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name.replace('_', ' ') or unknown} ({number:,})" for name, number in ranked) or "none"


def regions(brief: Brief) -> str:
    """Return new incidents by region, by the alphabet; the regions with few are named without a number."""
    told = [f"{region.name} {region.count}" for region in brief.regions if region.count is not None]
    few = [region.name for region in brief.regions if region.count is None]
    withheld = f"fewer than {FEWEST} each, number withheld: {', '.join(few)}" if few else ""
    return "; ".join(part for part in (", ".join(told), withheld) if part)


def grouped(changes: Iterable[Change]) -> list[tuple[Incident, list[Change]]]:
    """Return the changes of each incident together, with the incident as it is now, in the order given."""
    groups: dict[str, tuple[Incident, list[Change]]] = {}
    for change in changes:
        incident = change.after or change.before
        groups.setdefault(incident.id, (incident, []))[1].append(change)
    return list(groups.values())


def named(incidents: Iterable[Incident]) -> str:
    """Return incidents in a few words each, with their ids."""
    return "; ".join(f"{heading.short(incident)} [{incident.id}]" for incident in incidents)


def protected(brief: Brief) -> list[tuple[str, list[Incident]]]:
    """Return each protected target that was hit, as a person calls it, with the new incidents that hit it."""
    return [
        (label("target_type", code), [incident for incident in brief.new if incident.id in ids])
        for code, ids in brief.protected.items()
    ]
