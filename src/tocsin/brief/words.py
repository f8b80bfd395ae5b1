"""Values as a person reads them; the same words in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, Final

from tocsin.brief.grounds import outlet
from tocsin.brief.nouns import Brief, ClaimChange, Late, Major, Window, figure
from tocsin.definitions import shipped
from tocsin.language import SOURCE, _, listed, mark, ngettext, npgettext, pgettext, spoken
from tocsin.model import (
    Basis,
    Count,
    DateRange,
    Evidence,
    Group,
    Incident,
    Json,
    Place,
    Statement,
    bears_on,
)  # fmt: skip
from tocsin.taxonomy import label

REASONS: Final = {
    "not_relevant": mark("not about a violent attack"),
    "language": mark("in a language that the coder does not read"),
    "background": mark("attacks mentioned as background only"),
    "no_text": mark("no text"),
}
_RELATIONS: Final = {
    "claimed": mark("%(name)s claimed responsibility, %(says)s"),
    "suspected": mark("%(name)s is suspected, %(says)s"),
    "directed": mark("%(name)s directed it, %(says)s"),
    "inspired": mark("%(name)s inspired it, %(says)s"),
    "denied": mark("%(name)s denied responsibility, %(says)s"),
}
_OWN: Final = {
    "claimed": mark("%(name)s itself claimed responsibility"),
    "denied": mark("%(name)s itself denied responsibility"),
}
PRECISIONS: Final = {
    "exact": mark("exact spot"), "neighbourhood": mark("neighbourhood"), "city": mark("town"),
    "district": mark("district"), "province": mark("province only"), "country": mark("country only"),
    "region": mark("region only"),
}  # fmt: skip
PROPERTIES: Final = {
    "killed": mark("killed"), "injured": mark("injured"), "perpetrators_killed": mark("attackers dead"),
    "date": mark("date"), "place": mark("place"), "attack_type": mark("attack"),
    "weapon_type": mark("weapon"), "target_type": mark("target"), "outcome": mark("outcome"),
    "group": mark("who"), "scope": mark("scope"),
    "killed_in_all": mark("killed in all attacks"), "injured_in_all": mark("injured in all attacks"),
    "coordination": mark("several attacks"), "not_known": mark("not known"),
    "counted": mark("counted as"), "withdrawn": mark("withdrawn"),
}  # fmt: skip
"""What each property is called, in the order in which they are told."""
_M49: Final = {
    "Australia and New Zealand": "053", "Caribbean": "029", "Central America": "013", "Central Asia": "143",
    "Eastern Africa": "014", "Eastern Asia": "030", "Eastern Europe": "151", "Middle Africa": "017",
    "Northern Africa": "015", "Northern America": "021", "Northern Europe": "154", "South America": "005",
    "South-eastern Asia": "035", "Southern Africa": "018", "Southern Asia": "034", "Southern Europe": "039",
    "Western Africa": "011", "Western Asia": "145", "Western Europe": "155", "Africa": "002",
    "Americas": "019", "Asia": "142", "Europe": "150", "Oceania": "009", "European Union": "EU",
    "Latin America and the Caribbean": "419", "North America": "003", "Sub-Saharan Africa": "202",
}  # fmt: skip
"""Codes of the United Nations' regions and subregions (M49), by which the CLDR names them."""


def property_name(name: str) -> str:
    """Return what a property is called."""
    return _(PROPERTIES[name])


def not_known(names: Iterable[str]) -> str:
    """Return of which properties a person says that the right value is not known."""
    return _("Not known, says a reviewer: %(what)s", what=listed(map(property_name, names)))


def outcome(code: str | None) -> str:
    """Return how an attack ended; "outcome not stated" for None."""
    return pgettext("outcome", code) if code else _("outcome not stated")


def toll(count: Count | None) -> str:
    """Return "84", "84 (80–86)", "at least 30", "up to 20", or "not stated"."""
    if count is None or (count.low, count.best, count.high) == (None, None, None):
        return _("not stated")
    low, best, high = count.low, count.best, count.high
    if best is None:
        return _("up to %(n)s", n=high) if low is None else _range(low, high)
    if high is None:
        if low in (None, best):
            return _("at least %(n)s", n=best)
        return _("%(best)s (at least %(low)s)", best=best, low=low)
    if low in (None, best) and high == best:
        return _number(best)
    return f"{_number(best)} ({'?' if low is None else _number(low)}–{_number(high)})"


def common_toll(count: Count | None, basis: Basis | None) -> str:
    """Return the toll of a coordinated attack and what it rests on: "31 (told of all)"."""
    if basis is None:
        return toll(count)
    if basis == "told":
        return _("%(toll)s (told of all attacks)", toll=toll(count))
    return _("%(toll)s (the parts added up)", toll=toll(count))


def _number(n: int) -> str:
    return spoken().number(n)


def spread(count: Count | None) -> str:
    """Return the range beside `about`: "84–87"; "" where there is none."""
    if (
        count is None
        or count.best is None
        or (count.low in (None, count.best) and count.high in (None, count.best))
    ):
        return ""
    if count.high is None:
        return "" if count.low is None else _("at least %(n)s", n=count.low)
    return _range(count.low, count.high) if count.low is not None else _("up to %(n)s", n=count.high)


def about(count: Count) -> str:
    """Return a toll without its range: "86", "at least 30", "up to 20"."""
    if count.best is not None and count.high is not None:
        return _number(count.best)
    return toll(count if count.best is None else Count(count.best, count.best, None))


def hedged(count: Count | None) -> tuple[str, str, str]:
    """Return `about` in three: what stands before its first figure, from there to the last, what follows.

    So that the figure can be set large whatever the order of words: ("at least", "30", "").
    """
    if count is None or count.best is count.low is count.high is None:
        return "", "–", ""
    said = about(count)
    places = [place for place, c in enumerate(said) if c.isdigit()]
    first, last = places[0], places[-1] + 1
    return said[:first].strip(), said[first:last], said[last:].strip()


def beside(count: Count | None, noun: str) -> str:
    """Return what stands by a large figure: "killed, 84–87 reported", "injured: not stated"."""
    if count is None:
        return _("%(noun)s: not stated", noun=noun)
    told = spread(count)
    return _("%(noun)s, %(range)s reported", noun=noun, range=told) if told else noun


def _range(low: int, high: int | None) -> str:
    return _("at least %(n)s", n=low) if high is None else f"{_number(low)}–{_number(high)}"


def day(when: date) -> str:
    """Return "14 July 2016"."""
    return spoken().day(when)


def days(when: DateRange) -> str:
    """Return the day or days of an event with their precision where it is no day."""
    if when.start is None:
        return _("day not known")
    if when.precision == "month":
        return _("in %(month)s", month=spoken().month(when.start))
    if when.precision == "year":
        return _("in %(year)s", year=f"{when.start:%Y}")
    if when.end in (None, when.start):
        return day(when.start)
    return spoken().span(when.start, when.end or when.start)


def moment(when: datetime | None) -> str:
    """Return "14 July 2016, 21:30 UTC"."""
    if when is None:
        return _("time not known")
    return _("%(day)s, %(time)s UTC", day=spoken().day(when), time=spoken().clock(when))


def short_moment(when: datetime) -> str:
    """Return "14 Jul 21:30"."""
    return f"{spoken().day_of_year(when)} {spoken().clock(when)}"


def window(span: Window) -> str:
    """Return the window as a person says it."""
    return _("%(first)s to %(last)s", first=moment(span.since), last=moment(span.until))


def apart(days_: int | None, km: float | None) -> str:
    """Return how far another incident is in time and space: "+3 days, 12 km"."""
    far = _("%(n)s km", n="?" if km is None else spoken().decimal(km, 0))
    if days_ is None:
        return _("days not known, %(far)s", far=far)
    if days_ == 0:
        return _("the same day, %(far)s", far=far)
    signed = spoken().decimal(days_, 0, signed=True)
    return ngettext("%(days)s day, %(far)s", "%(days)s days, %(far)s", abs(days_), days=signed, far=far)


def country(code: str | None) -> str:
    """Return the country's name; the code itself where it has none."""
    return spoken().territory(code or "", _english_country(code))


@cache
def _english_country(code: str | None) -> str:
    from tocsin.places import country_name

    return country_name(code) or ""


def region(name: str) -> str:
    """Return the name of a region of the world, given its English one."""
    code = _M49.get(name)
    return spoken().territory(code, name) if code else pgettext("region", name)


def regions() -> list[tuple[str, str]]:
    """Return the regions that can be chosen: their English names, and what they are called."""
    return sorted(((name, region(name)) for name in _M49), key=itemgetter(1))


def where(place: Place) -> str:
    """Return "Nice, Provence, France"; "place not known" without any name."""
    # "Karrada, Baghdad" lies in Baghdad already; the province of that name adds nothing.
    within = (place.name or "").split(", ")
    bare = place.name in (place.country, _english_country(place.country))
    name = None if bare and place.country else place.name
    parts = [name, place.admin1 if place.admin1 not in within else None, country(place.country)]
    named = [p for i, p in enumerate(parts) if p and p not in parts[:i]]
    return listed(named) or _("place not known")


def near(place: Place) -> str:
    """Return the place and its country: "Nice, France"."""
    bare = place.country and place.name == _english_country(place.country)
    parts = (None if bare else place.name, country(place.country))
    return listed(dict.fromkeys(part for part in parts if part)) or _("place not known")


def precision(place: Place) -> str:
    """Return how sure a place is: "town, ± 5 km"; "no point" where it was not resolved."""
    if place.precision is None or place.lat is None:
        return _("not located")
    named = _(PRECISIONS.get(place.precision, place.precision))
    if place.radius_km is None:
        return named
    digits = 0 if place.radius_km == round(place.radius_km) else 1
    km = f"{place.radius_km:g}" if spoken().locale == SOURCE else spoken().decimal(place.radius_km, digits)
    return _("%(precision)s, ± %(km)s km", precision=named, km=km)


def placed(place: Place) -> str:
    """Return a place and how sure it is: "Nice, France (town, ± 5 km)"."""
    return f"{where(place)} ({precision(place)})"


def title(incident: Incident) -> str:
    """Return the title of an incident: the record's own in English, elsewhere composed anew of its values."""
    if spoken().locale == SOURCE:
        return incident.title
    kinds = codes("attack_type", incident.attack_types[:2]) if incident.attack_types else _("attack")
    if incident.outcome not in (None, "completed"):
        kinds = f"{kinds} ({outcome(incident.outcome)})"
    place = incident.place
    where_ = near(place) if place.name or place.country else None
    when = days(incident.date) if incident.date.start else None
    named = listed(part for part in (kinds[:1].upper() + kinds[1:], where_, when) if part)
    if incident.killed is not None and figure(incident, "killed"):
        dead = _("%(toll)s killed", toll=about(incident.killed))
        return _("%(title)s (%(toll)s)", title=named, toll=dead)
    if incident.injured is not None and figure(incident, "injured"):
        hurt = _("%(toll)s injured", toll=about(incident.injured))
        return _("%(title)s (%(toll)s)", title=named, toll=hurt)
    return named


def what(incident: Incident) -> str:
    """Return the kinds of attack and the outcome."""
    return listed([codes("attack_type", incident.attack_types), outcome(incident.outcome)])


def codes(property_: str, values: Iterable[str]) -> str:
    """Return labels, joined; "not stated" for none."""
    return listed(code(property_, value) for value in values) or _("not stated")


def code(property_: str, value: str) -> str:
    """Return what a person reads for a code of the taxonomy."""
    return pgettext(property_, label(property_, value))


def group(tie: Group) -> str:
    """Return who a group is said to be to an attack, and who says so. Never a fact of ours."""
    if tie.said_by == tie.name and tie.relation in _OWN:
        return _(_OWN[tie.relation], name=tie.name)
    if tie.relation == "attributed":
        who = tie.said_by or _("a source not named")
        blame = _("%(who)s blame %(name)s", who=who, name=tie.name)
        return blame if _many(who) else _("%(who)s blames %(name)s", who=who, name=tie.name)
    return _(_RELATIONS[tie.relation], name=tie.name, says=says(tie.said_by))


def says(who: str | None) -> str:
    """Return "says the minister", "say police", "say health officials": who said it, with its verb."""
    named = who or _("a source not named")
    return _("say %(who)s", who=named) if _many(who) else _("says %(who)s", who=named)


def _many(who: str | None) -> bool:
    """Tell whether a body takes the verb of many. A name (a group, an outlet) takes that of one."""
    last = (who or "").rpartition(" ")[2]
    return last == "police" or (last.islower() and last.endswith("s") and not last.endswith("ss"))


def groups(incident: Incident) -> str:
    """Return all of them, or that nobody is named."""
    return semicolon().join(group(tie) for tie in incident.groups) or _(
        "no claim, nobody blamed, in what was read"
    )


def semicolon() -> str:
    """Return what stands between parts that have commas in them."""
    return pgettext("between the items of a list", "; ")


def told(evidence: Evidence) -> str:
    """Return who says it and when, where the outlet stands beside: "police, 14 July 2016, 21:30 UTC, in"."""
    s = evidence.statement
    when = moment(s.said_at)
    return _("%(who)s, %(when)s, in", who=s.said_by, when=when) if s.said_by else _("%(when)s, in", when=when)


def said(evidence: Evidence) -> str:
    """Return who says it and where: "police, in Meridian Press, 14 July 2016, 21:30 UTC"."""
    s, where_, when = evidence.statement, outlet(evidence), moment(evidence.statement.said_at)
    if s.said_by:
        return _("%(who)s, in %(outlet)s, %(when)s", who=s.said_by, outlet=where_, when=when)
    return listed([where_, when])


def value(statement: Statement) -> str:
    """Return what a statement says, short."""
    v, name = statement.value, statement.property
    if name == "coordination":
        return coordination(v)
    if name in ("killed", "injured", "perpetrators_killed", "killed_in_all", "injured_in_all"):
        number = toll(Count(v.get("low"), v.get("best"), v.get("high")))
        part = v.get("part")
        return _("%(toll)s (part of the total: %(part)s)", toll=number, part=part) if part else number
    if name == "group":
        return group(Group(str(v.get("name")), v["relation"], statement.said_by))
    if name == "place":
        return where(Place(v.get("name"), v.get("admin1"), v.get("country")))
    if name == "date":
        return _dates(v)
    if name == "not_known":
        return property_name(bears_on(statement))
    if name == "counted":
        who, rule = statement.said_by, _definition(str(v.get("definition")))
        answer = pgettext("answer", str(v.get("answer")))
        return _("%(definition)s: %(answer)s, says %(who)s", definition=rule, answer=answer, who=who)
    return code(name, v) if isinstance(v, str) else _("withdrawn")


def _dates(value: Mapping[str, Any]) -> str:
    """Return the days of a statement as people write them; as they stand where they are none."""
    named = [str(day) for day in (value.get("start"), value.get("end")) if day]
    try:
        first, last = (date.fromisoformat(named[0]), date.fromisoformat(named[-1])) if named else (None, None)
    except ValueError:
        return listed(named)
    return days(DateRange(first, last, value.get("precision") or "day"))


def _definition(name: str) -> str:
    rule = shipped().get(name)
    return pgettext("definition", rule.title) if rule else name


def coordination(value: Json) -> str:
    """Return what a report says of several attacks: "coordinated", "coordinated: 3 attacks"."""
    how, attacks = pgettext("attacks", str(value["how"])), value.get("attacks")
    if not attacks:
        return how
    return ngettext("%(how)s: %(n)s attack", "%(how)s: %(n)s attacks", attacks, how=how)


def major_rule(rule: Major) -> str:
    """Return the declared threshold."""
    return _(
        "at least %(killed)s killed, or at least %(injured)s injured, or at least %(protected)s killed at a "
        "protected target",
        killed=rule.killed, injured=rule.injured, protected=rule.protected_killed,
    )  # fmt: skip


def documents(n: int) -> str:
    """Return "2,345 documents"."""
    return ngettext("%(n)s document", "%(n)s documents", n)


def reports(n: int) -> str:
    """Return "2 reports"."""
    return ngettext("%(n)s report", "%(n)s reports", n)


def sources(n: int) -> str:
    """Return "3 sources"."""
    return ngettext("%(n)s source", "%(n)s sources", n)


def documents_from(documents_: int, sources_: int) -> str:
    """Return "12 documents from 3 sources"."""
    came = npgettext("after from", "%(n)s source", "%(n)s sources", sources_)
    return _("%(documents)s from %(sources)s", documents=documents(documents_), sources=came)


def inputs(n: int) -> str:
    """Return "2 inputs"."""
    return ngettext("%(n)s input", "%(n)s inputs", n)


def support(incident: Incident) -> str:
    """Return on how much an incident rests."""
    voices = ngettext("%(n)s independent source", "%(n)s independent sources", incident.sources)
    sure = _("probability %(p)s", p=spoken().decimal(incident.probability, 2))
    return listed([voices, reports(len(incident.reports)), sure])


def withdrawal(statement: Statement) -> str:
    """Return what was taken back, by whom and why, on one line."""
    taken = statement.value
    filled = {
        "by": statement.said_by or _("somebody not named"),
        "why": taken.get("reason") or _("no reason given"),
    }
    if "document" in taken:
        return _("Withdrawn: document %(id)s, by %(by)s: %(why)s", id=str(taken["document"])[:10], **filled)
    id_ = str(taken.get("statement", "?"))[:10]
    return _("Withdrawn: statement %(id)s, by %(by)s: %(why)s", id=id_, **filled)


def late(arrived: Late) -> str:
    """Return the line on documents that came too late for the brief of their day."""
    first, last = arrived.first, arrived.last
    reach = _("%(first)s to %(last)s", first=moment(first), last=moment(last)) if first else "?"
    again = f"tocsin brief --since {first:%Y-%m-%d}" if first else "tocsin brief"
    return ngettext(
        "%(n)s document arrived in this window but had been published before it (%(reach)s). It is not "
        "counted above. To see what it says: %(command)s",
        "%(n)s documents arrived in this window but had been published before it (%(reach)s). They are not "
        "counted above. To see what they say: %(command)s",
        arrived.documents, reach=reach, command=again,
    )  # fmt: skip


def basis(brief: Brief) -> str:
    """Return what every figure stands on: definition, sources, as of when."""
    r, d = brief.reading, brief.definition
    return _(
        "Definition: %(title)s (%(name)s; %(source)s). Sources: %(read)s. As of %(moment)s. Made %(made)s. "
        "Coded by machine from the documents' words, and not checked by a person unless it says so.",
        title=definition(d.title), name=d.name, source=d.source,
        read=documents_from(r.documents, len(r.by_source)), moment=moment(brief.window.until),
        made=moment(brief.made_at),
    )  # fmt: skip


def definition(title: str) -> str:
    """Return the title of a definition; one of the user's own as the user wrote it."""
    return pgettext("definition", title)


def claim(change: ClaimChange) -> str:
    """Return a claim whose verdict changed on one line."""
    was, now = pgettext("verdict", change.was), pgettext("verdict", change.verdict)
    filled = {"text": change.text, "was": was, "now": now, "id": change.id[:8]}
    return _("“%(text)s”: was “%(was)s”, is “%(now)s” [%(id)s]", **filled)
