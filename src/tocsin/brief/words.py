"""Values as a person reads them; the same words in every format."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Final

from tocsin.brief.grounds import outlet
from tocsin.brief.nouns import Brief, ClaimChange, Late, Major, Window
from tocsin.model import Count, DateRange, Evidence, Group, Incident, Place, Statement
from tocsin.taxonomy import label

REASONS: Final = {
    "not_relevant": "not about a violent attack",
    "language": "in a language that the coder does not read",
    "background": "attacks mentioned as background only",
    "no_text": "no text",
}
_RELATIONS: Final = {
    "claimed": "{name} claimed responsibility, {says}",
    "attributed": "{who} {blames} {name}",
    "suspected": "{name} is suspected, {says}",
    "directed": "{name} directed it, {says}",
    "inspired": "{name} inspired it, {says}",
    "denied": "{name} denied responsibility, {says}",
}
PRECISIONS: Final = {
    "exact": "exact spot", "neighbourhood": "neighbourhood", "city": "town", "district": "district",
    "province": "province only", "country": "country only", "region": "region only",
}  # fmt: skip


def toll(count: Count | None) -> str:
    """Return "84", "84 (80–86)", "at least 30", "up to 20", or "not stated"."""
    if count is None or (count.low, count.best, count.high) == (None, None, None):
        return "not stated"
    low, best, high = count.low, count.best, count.high
    if best is None:
        return f"up to {high}" if low is None else _range(low, high)
    if high is None:
        return f"at least {best}" if low in (None, best) else f"{best} (at least {low})"
    return (
        str(best)
        if low in (None, best) and high == best
        else f"{best} ({low if low is not None else '?'}–{high})"
    )


def spread(count: Count | None) -> str:
    """Return the range beside `about`: "84–87"; "" where there is none."""
    if (
        count is None
        or count.best is None
        or (count.low in (None, count.best) and count.high in (None, count.best))
    ):
        return ""
    if count.high is None:
        return "" if count.low is None else f"at least {count.low}"
    return _range(count.low, count.high) if count.low is not None else f"up to {count.high}"


def about(count: Count) -> str:
    """Return a toll without its range: "86", "at least 30", "up to 20"."""
    if count.best is not None and count.high is not None:
        return str(count.best)
    return toll(count if count.best is None else Count(count.best, count.best, None))


def _range(low: int, high: int | None) -> str:
    return f"at least {low}" if high is None else f"{low}–{high}"


def day(when: date) -> str:
    """Return "14 July 2016"."""
    return f"{when.day} {when:%B %Y}"


def days(when: DateRange) -> str:
    """Return the day or days of an event with their precision where it is no day."""
    if when.start is None:
        return "day not known"
    if when.precision == "month":
        return f"in {when.start:%B %Y}"
    if when.precision == "year":
        return f"in {when.start:%Y}"
    if when.end in (None, when.start):
        return day(when.start)
    end = when.end or when.start
    start = (
        str(when.start.day)
        if (when.start.year, when.start.month) == (end.year, end.month)
        else day(when.start)
    )
    return f"{start}–{day(end)}" if len(start) < 3 else f"{start} – {day(end)}"


def moment(when: datetime | None) -> str:
    """Return "14 July 2016, 21:30 UTC"."""
    return f"{when.day} {when:%B %Y, %H:%M} UTC" if when else "time not known"


def window(span: Window) -> str:
    """Return the window as a person says it."""
    return f"{moment(span.since)} to {moment(span.until)}"


@cache
def country(code: str | None) -> str:
    """Return the country's name; the code itself where it has none."""
    from tocsin.places import country_name

    return country_name(code) or ""


def where(place: Place) -> str:
    """Return "Nice, Provence, France"; "place not known" without any name."""
    # "Karrada, Baghdad" lies in Baghdad already; the province of that name adds nothing.
    within = (place.name or "").split(", ")
    parts = [place.name, place.admin1 if place.admin1 not in within else None, country(place.country)]
    named = [
        p for i, p in enumerate(parts) if p and p not in parts[:i] and not (i == 0 and p == place.country)
    ]
    return ", ".join(named) or "place not known"


def precision(place: Place) -> str:
    """Return how sure a place is: "town, ± 5 km"; "no point" where it was not resolved."""
    if place.precision is None or place.lat is None:
        return "not located"
    named = PRECISIONS.get(place.precision, place.precision)
    return named if place.radius_km is None else f"{named}, ± {place.radius_km:g} km"


def what(incident: Incident) -> str:
    """Return the kinds of attack and the outcome."""
    kinds = codes("attack_type", incident.attack_types)
    return f"{kinds}, {incident.outcome or 'outcome not stated'}"


def codes(property_: str, values: Iterable[str]) -> str:
    """Return labels, joined; "not stated" for none."""
    return ", ".join(label(property_, value) for value in values) or "not stated"


def group(tie: Group) -> str:
    """Return who a group is said to be to an attack, and who says so. Never a fact of ours."""
    if tie.said_by == tie.name:
        own = {
            "claimed": "{name} itself claimed responsibility",
            "denied": "{name} itself denied responsibility",
        }
        if tie.relation in own:
            return own[tie.relation].format(name=tie.name)
    who = tie.said_by or "a source not named"
    blames = "blame" if _many(who) else "blames"
    return _RELATIONS[tie.relation].format(name=tie.name, who=who, says=says(who), blames=blames)


def says(who: str | None) -> str:
    """Return "says the minister", "say police", "say health officials": who said it, with its verb."""
    return f"{'say' if _many(who) else 'says'} {who or 'a source not named'}"


def _many(who: str | None) -> bool:
    """Tell whether a body takes the verb of many. A name (a group, an outlet) takes that of one."""
    last = (who or "").rpartition(" ")[2]
    return last == "police" or (last.islower() and last.endswith("s") and not last.endswith("ss"))


def groups(incident: Incident) -> str:
    """Return all of them, or that nobody is named."""
    return "; ".join(group(tie) for tie in incident.groups) or "no claim, nobody blamed, in what was read"


def told(evidence: Evidence) -> str:
    """Return who says it and when, where the outlet stands beside: "police, 14 July 2016, 21:30 UTC, in"."""
    s = evidence.statement
    return f"{s.said_by}, {moment(s.said_at)}, in" if s.said_by else f"{moment(s.said_at)}, in"


def said(evidence: Evidence) -> str:
    """Return who says it and where: "police, in Meridian Press, 14 July 2016, 21:30 UTC"."""
    s = evidence.statement
    who = f"{s.said_by}, in {outlet(evidence)}" if s.said_by else outlet(evidence)
    return f"{who}, {moment(s.said_at)}"


def value(statement: Statement) -> str:
    """Return what a statement says, short."""
    v, name = statement.value, statement.property
    if name in ("killed", "injured", "perpetrators_killed"):
        part = f" (part of the total: {v['part']})" if v.get("part") else ""
        return toll(Count(v.get("low"), v.get("best"), v.get("high"))) + part
    if name == "group":
        return group(Group(str(v.get("name")), v["relation"], statement.said_by))
    if name == "place":
        return where(Place(v.get("name"), v.get("admin1"), v.get("country")))
    if name == "date":
        return " to ".join(dict.fromkeys(str(v[k]) for k in ("start", "end") if v.get(k))) or "day not known"
    if name == "counted":
        return f"{v.get('definition')}: {v.get('answer')}, says {statement.said_by}"
    return label(name, v) if isinstance(v, str) else "withdrawn"


PROPERTIES: Final = {
    "killed": "killed", "injured": "injured", "perpetrators_killed": "attackers dead", "date": "date",
    "place": "place", "attack_type": "attack", "weapon_type": "weapon", "target_type": "target",
    "outcome": "outcome", "group": "who", "scope": "scope", "counted": "counted as",
    "withdrawn": "withdrawn",
}  # fmt: skip


def major_rule(rule: Major) -> str:
    """Return the declared threshold."""
    return (
        f"at least {rule.killed} killed, or at least {rule.injured} injured, or at least "
        f"{rule.protected_killed} killed at a protected target"
    )


def count(number: int, one: str, many: str | None = None) -> str:
    """Return "1 document", "2,345 documents"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def support(incident: Incident) -> str:
    """Return on how much an incident rests."""
    return (
        f"{count(incident.sources, 'independent source')}, {count(len(incident.reports), 'report')}, "
        f"probability {incident.probability:.2f}"
    )


def withdrawal(statement: Statement) -> str:
    """Return what was taken back, by whom and why, on one line."""
    value = statement.value
    what = next((name for name in ("document", "statement") if name in value), "statement")
    id_, why = str(value.get(what, "?"))[:10], value.get("reason", "no reason given")
    return f"Withdrawn: {what} {id_}, by {statement.said_by or 'somebody not named'}: {why}"


def late(arrived: Late) -> str:
    """Return the line on documents that came too late for the brief of their day."""
    reach = f"from {moment(arrived.first)} to {moment(arrived.last)}" if arrived.first else ""
    again = f"tocsin brief --since {arrived.first:%Y-%m-%d}" if arrived.first else "tocsin brief"
    return (
        f"{count(arrived.documents, 'document')} arrived in this window but had been published before it "
        f"({reach}). They are not counted above. To see what they say: {again}"
    )


def basis(brief: Brief) -> str:
    """Return what every figure stands on: definition, sources, as of when."""
    r, d = brief.reading, brief.definition
    return (
        f"Definition: {d.title} ({d.name}; {d.source}). Sources: {count(r.documents, 'document')} from "
        f"{count(len(r.by_source), 'source')}. As of {moment(brief.window.until)}. "
        f"Made {moment(brief.made_at)}. Coded by machine from the documents' words, "
        "and not checked by a person unless it says so."
    )


def claim(change: ClaimChange) -> str:
    """Return a claim whose verdict changed on one line."""
    return f"“{change.text}”: was “{change.was}”, is “{change.verdict}” [{change.id[:8]}]"
