"""The steps of the waterfall: what each comparison of two reports adds to the log-odds of one attack.

Natural logarithms. The weights are set by hand after the reasoning of Fellegi and Sunter (1969): how much
likelier an agreement is between reports of one attack than between reports of two attacks of a region
within some weeks. A step that has nothing to compare adds nothing and gives no reason.
"""

from __future__ import annotations

import math
from typing import Final

from tocsin.model import Count, Place, Reason, km_between
from tocsin.resolve.account import PUBLISHED, Account, as_place, open_ended, place_rank, point
from tocsin.resolve.sketch import COPIED, CUT, LEAST_SHINGLES, contained, resemblance
from tocsin.taxonomy import ATTACK_TYPES

CERTAIN: Final = 7.0
"""The log-odds that no sum of reasons leaves behind, either way."""
MOST_FOR_COPY: Final = 5.0
SHARED_GROUP: Final = 0.7
OTHER_GROUP: Final = -0.5
APART: Final = -3.0
"""The weight of a place from which down two reports are of two places, whatever else agrees."""
ANCHOR_SLACK: Final = 300
"""Code points by which the same sentence moves between two versions of one text."""
CITY: Final = 2
"""`place_rank` of a city; what is finer has a lower rank."""
STATED_GAPS: Final = (2.5, 0.6, -1.5, -3.5, -5.0, -5.5, -6.0)
LATEST_GAP: Final = -CERTAIN
# The same where the later day is that on which its report was published: it may be the day of the latest
# development ("police said on Wednesday"), not of the attack.
_FOLLOWED_GAP: Final = (2.5, 0.6, -1.5, -2.2, -3.0, -3.0, -3.0, -3.5, -3.5, -3.5, -3.5)
_KINDRED: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("armed_assault", "bombing"), ("armed_assault", "suicide_bombing"),
        ("armed_assault", "hostage_taking"), ("armed_assault", "assassination"),
        ("armed_assault", "kidnapping"), ("armed_assault", "arson"),
        ("armed_assault", "unarmed_assault"), ("shooting", "assassination"), ("shooting", "hostage_taking"),
        ("shooting", "vehicle_ramming"), ("shooting", "suicide_bombing"), ("stabbing", "hostage_taking"),
        ("stabbing", "vehicle_ramming"), ("stabbing", "unarmed_assault"), ("stabbing", "assassination"),
        ("bombing", "assassination"), ("suicide_bombing", "assassination"), ("bombing", "shelling"),
        ("bombing", "sabotage"), ("bombing", "arson"), ("bombing", "chemical_attack"),
        ("shelling", "drone_attack"), ("bombing", "drone_attack"), ("hostage_taking", "kidnapping"),
        ("hostage_taking", "hijacking"), ("arson", "sabotage"), ("arson", "unarmed_assault"),
    )
)  # fmt: skip
# The commoner a kind of attack, the less it says that two reports share it.
_SHARED_KIND: Final = {
    "armed_assault": 0.7, "bombing": 0.9, "shooting": 0.9, "suicide_bombing": 1.2, "shelling": 1.0,
    "kidnapping": 1.2, "vehicle_ramming": 2.2, "hijacking": 2.5, "chemical_attack": 2.5,
}  # fmt: skip
_BYSTANDERS: Final = frozenset({"civilians", "children"})


def dates(a: Account, b: Account) -> Reason | None:
    """The days on which it may have happened: overlap and width, or the gap between them."""
    x, y = a.when, b.when
    if "unknown" in (x.precision, y.precision):
        return None
    early = _told_before(a, b)
    gap = max(0, x.first - y.last, y.first - x.last)
    if early > 1:
        return Reason("date", LATEST_GAP, f"one was told {early} days before the other's day")
    if x.stated and y.stated:
        gaps = _FOLLOWED_GAP if _of_its_publication(max(a, b, key=lambda r: r.when.first)) else STATED_GAPS
        weight = gaps[gap] if gap < len(gaps) else LATEST_GAP
        if gap == 0 and (x.first, x.last) != (y.first, y.last):
            weight -= 0.5
        return Reason("date", weight, "same day" if gap == 0 else f"{gap} days apart")
    if PUBLISHED in (x.precision, y.precision) and max(x.last - x.first, y.last - y.first) <= 7:
        weight = 0.9 - 0.7 * gap if gap < 3 else max(-4.0, -1.0 - 0.2 * gap)
        return Reason("date", weight, f"by publication, {gap} days apart")
    width = min(366, max(x.last - x.first, y.last - y.first) + 1)
    weight = max(0.2, 0.9 - 0.25 * math.log(width / 7)) if gap == 0 else max(-5.0, -1.0 - 0.3 * gap)
    return Reason("date", weight, f"within {width} days" if gap == 0 else f"{gap} days apart")


def _told_before(a: Account, b: Account) -> int:
    """By how many days one report was published before the other's day: nobody tells of what is to come."""
    early = 0
    for teller, other in ((a, b), (b, a)):
        if teller.told is not None and other.when.stated and not _of_its_publication(other):
            early = max(early, other.when.first - teller.told.date().toordinal())
    return early


def _of_its_publication(x: Account) -> bool:
    """Whether the report's day is the one on which it was published, or the day before."""
    return x.told is not None and 0 <= x.told.date().toordinal() - x.when.last <= 1


def places(a: Account, b: Account) -> Reason | None:
    """The points against both radii and precisions; another reading of an ambiguous name counts less."""
    if a.place is None or b.place is None:
        return None
    reason = _places(a.place, b.place)
    if reason is None or reason.weight >= 0:
        return reason
    others = [_places(p, b.place) for p in _other_readings(a.place)]
    others += [_places(a.place, p) for p in _other_readings(b.place)]
    best = max((r.weight for r in others if r), default=-math.inf) - 2.0
    if best <= reason.weight:
        return reason
    return Reason("place", best, f"{reason.detail}, but near by another reading")


def _other_readings(p: Place) -> list[Place]:
    """The alternatives of a place; one that says no precision has that of the place."""
    return [as_place({"precision": p.precision, **other, "alternatives": ()}) for other in p.alternatives]


def _places(a: Place, b: Place) -> Reason | None:
    far = km_between(a, b)
    coarse = max(place_rank(a.precision), place_rank(b.precision))
    if a.country and b.country and a.country != b.country:
        near_border = far is not None and coarse <= CITY and far < 30
        return Reason("place", -1.5 if near_border else -6.0, f"{a.country} and {b.country}")
    same_name = bool(a.name and b.name and a.name.casefold() == b.name.casefold())
    if far is None:
        return Reason("place", 1.5, f"both {a.name}") if same_name else None
    if coarse >= place_rank("country"):
        return Reason("place", 0.7, "same country") if a.country and a.country == b.country else None
    if coarse > CITY:
        return _inside(a, b, far, same_name)
    return _towns(a, b, far, same_name)


def _inside(a: Place, b: Place, far: float, same_name: bool) -> Reason:
    """A province or district against it or something in it."""
    excess = far - (a.radius_km or 0.0) - (b.radius_km or 0.0)
    same_admin = bool(a.admin1 and a.admin1 == b.admin1)
    if same_name or same_admin or excess <= 0:
        weight = 1.8 if (same_name or same_admin) and excess <= 0 else 1.2
        return Reason("place", weight, "one province" if same_admin else f"{far:.0f} km, within the radii")
    weight = -0.5 if excess < 25 else -2.5 if excess < 100 else -5.0
    return Reason("place", weight, f"{excess:.0f} km outside")


def _towns(a: Place, b: Place, far: float, same_name: bool) -> Reason:
    """Two points of a city or finer."""
    radii = (a.radius_km or 1.0, b.radius_km or 1.0)
    detail = f"{far:.0f} km apart"
    if same_name and far < 50:
        return Reason("place", 3.0, f"both {a.name}")
    if far <= 2:
        return Reason("place", 3.0, detail)
    fine = max(place_rank(a.precision), place_rank(b.precision)) < CITY
    if fine:
        return Reason("place", 0.5 if far < 5 else -1.0 if far < 12 else -2.5 if far < 40 else -6.0, detail)
    one_fine = min(place_rank(a.precision), place_rank(b.precision)) < CITY
    if far <= max(radii):
        return Reason("place", 2.5 if one_fine else 1.0, detail)
    excess = far - sum(radii)
    weight = -0.3 if excess <= 0 else -0.8 if excess < 15 else -3.5 if excess < 60 else -6.0
    return Reason("place", weight, detail)


def kinds(a: Account, b: Account) -> Reason | None:
    """Attack types: shared, one broader than the other, kindred (seen in one attack), or foreign."""
    x, y = a.codes["attack_type"], b.codes["attack_type"]
    if not x or not y:
        return None
    weight, detail = max(kind(p, q) for p in x for q in y)
    return Reason("attack type", weight, detail)


def kind(p: str, q: str) -> tuple[float, str]:
    """Return what two attack types add, and how to say it."""
    if p == q:
        return _SHARED_KIND.get(p, 1.5), p
    broader_p, broader_q = (ATTACK_TYPES[c].broader if c in ATTACK_TYPES else None for c in (p, q))
    detail = " and ".join(sorted((p, q)))
    if broader_p == q or broader_q == p:
        return 0.8, detail
    if frozenset((p, q)) in _KINDRED:
        return -0.4, detail
    # A reader takes one kind for another in about one of six texts, mostly in what follows an attack: foreign
    # kinds of one town and day speak against one event, but no louder than that.
    return -1.8, detail


def targets(a: Account, b: Account) -> Reason | None:
    """Target types; "civilians" and "children" go with any other."""
    x, y = a.codes["target_type"], b.codes["target_type"]
    if x & y:
        shared = sorted(x & y - _BYSTANDERS)
        return Reason("target", 0.7 if shared else 0.3, ", ".join(shared or sorted(x & y)))
    if not x - _BYSTANDERS or not y - _BYSTANDERS:
        return None
    return Reason("target", -1.2, f"{', '.join(sorted(x))} and {', '.join(sorted(y))}")


def outcomes(a: Account, b: Account) -> Reason | None:
    """Outcome: foiled or threatened is another event than one carried out."""
    x, y = a.codes["outcome"], b.codes["outcome"]
    if not x or not y or x & y:
        return None
    weight = -0.8 if (x | y) <= {"completed", "failed"} else -2.5
    return Reason("outcome", weight, f"{', '.join(sorted(x))} and {', '.join(sorted(y))}")


def groups(a: Account, b: Account) -> Reason | None:
    """Groups named: a shared name; two different claims."""
    if not a.groups or not b.groups:
        return None
    shared = sorted(a.groups.keys() & b.groups.keys())
    if shared:
        return Reason("group", SHARED_GROUP, shared[0])
    claims = [any("claimed" in relations for relations in x.groups.values()) for x in (a, b)]
    return Reason("group", -1.2 if all(claims) else OTHER_GROUP, "different groups")


def tolls(a: Account, b: Account) -> list[Reason]:
    """Killed and injured as one series in time: equal, grown, or too different for the hours between."""
    first, second = sorted((a, b), key=lambda x: (x.told.timestamp() if x.told else 0.0, x.id))
    hours = None
    if first.told and second.told:
        hours = (second.told - first.told).total_seconds() / 3600
    found = []
    for name, share in (("killed", 1.0), ("injured", 0.6)):
        one, two = getattr(first, name), getattr(second, name)
        if one is not None and two is not None and (reason := _toll(name, one, two, hours)):
            found.append(Reason(reason.name, reason.weight * share, reason.detail))
    return found


def _toll(name: str, one: Count, two: Count, hours: float | None) -> Reason | None:
    x, y = point(one), point(two)
    if x is None or y is None or _holds_part(one, y) or _holds_part(two, x):
        return None
    detail = f"{x} then {y}"
    if x == y:
        return Reason(name, 0.2 if x < 2 else min(2.0, 0.4 + 0.35 * math.log(x)), f"both {x}")
    ratio = math.log((max(x, y) + 1) / (min(x, y) + 1))
    # That both tolls are of one, large size is rare among attacks; so is their being near one another.
    size = min(1.2, 0.25 * math.log(min(x, y) + 1))
    if ratio < 0.3:
        return Reason(name, 0.3 + size, detail)
    rate = 1.1
    if y < x:
        rate = 1.3
    elif hours is not None and hours >= 3:
        rate = 0.45
    if open_ended(one if x < y else two):
        rate *= 0.6
    return Reason(name, max(-4.0, size - rate * ratio), detail)


def _holds_part(part: Count, n: int) -> bool:
    """Whether a count of which only parts are known ("two of them children") can be that of `n` in all."""
    return part.best is None and part.high is None and part.low is not None and part.low < n


def outlets(a: Account, b: Account) -> Reason | None:
    """One outlet of which one report names no place: the paper of a town need not name it each time."""
    if a.source is None or a.source != b.source or (a.place is None) == (b.place is None):
        return None
    return Reason("outlet", 0.8, f"both of {a.source}, one without a place")


def apart(a: Account, b: Account) -> bool:
    """Whether two reports tell of two places for certain: one wording is then one desk's."""
    where = places(a, b)
    return where is not None and where.weight <= APART


def copies(a: Account, b: Account) -> Reason | None:
    """One agency's text in two outlets, whole or cut, or two versions of one page."""
    enough = min(a.traces.size, b.traces.size) >= LEAST_SHINGLES
    alike = resemblance(a.traces, b.traces) if enough else 0.0
    held = contained(alike, a.traces.size, b.traces.size)
    if alike > 0.8 and abs(a.anchor - b.anchor) > ANCHOR_SLACK:
        return Reason("copy", -CERTAIN, "one text, but told at two places in it")
    if alike >= COPIED or held >= CUT:
        if apart(a, b):
            return Reason(
                "copy", 0.0, f"{max(alike, held):.0%} of one text is in the other, but of another place"
            )
        return Reason("copy", MOST_FOR_COPY, f"{max(alike, held):.0%} of one text is in the other")
    if a.name == b.name:
        return Reason("copy", 3.0, "two versions of one page")
    return None
