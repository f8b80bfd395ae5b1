"""Parts of one coordinated attack as STIX relationships between incidents, and back.

Source: STIX 2.1 (OASIS, 2021), section 3.7: `related-to` may join any two objects. That it means parts of one
attack, and the toll of the whole, is in our extension. A relationship carries the markings of both sides, and
an incident says nothing of its other parts: whoever may not have one of them has nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from tocsin.model import Judgement, from_iso
from tocsin.release import Policy, joined
from tocsin.share.stix_names import ATTACK, stix_id

if TYPE_CHECKING:
    from tocsin.share.stix import Writer
    from tocsin.share.view import Seen

Json = dict[str, Any]
_TOLD: Final = ("killed", "killed_basis", "injured", "injured_basis", "attacks_told_of")


def related(writer: Writer, seen: Sequence[Seen]) -> Iterator[tuple[Json, Policy]]:
    """Yield a relationship for each two parts of one attack among `seen`, with the policy of both."""
    by_id = {each.incident.id: each for each in seen}
    for each in seen:
        whole = each.incident.coordinated
        if whole is None or whole.parts[0].id != each.incident.id:
            continue
        there = sorted(part.id for part in whole.parts if part.id in by_id)
        for a, b in combinations(there, 2):
            sides = by_id[a], by_id[b]
            policy = joined(tuple(side.policy for side in sides))
            yield _relationship(writer, a, b, sides, policy), policy


def _relationship(writer: Writer, a: str, b: str, sides: tuple[Seen, Seen], policy: Policy) -> Json:
    whole = sides[0].incident.coordinated
    assert whole is not None
    source, target = stix_id("incident", a), stix_id("incident", b)
    times = sorted(when for side in sides if (when := _changed(side)))
    when = times[-1] if times else "1970-01-01T00:00:00.000Z"
    made = writer.base("relationship", stix_id("relationship", source, target, "parts"), when, when)
    markings = writer.markings(policy)
    data = whole.to_json()
    told = {name: known for name in _TOLD if (known := _known(data[name]))}
    return made | {
        "relationship_type": "related-to", "source_ref": source, "target_ref": target,
        "description": "parts of one coordinated attack", "confidence": round(100 * whole.probability),
        "extensions": {ATTACK: {"extension_type": "property-extension", "coordinated": told}},
        **({"object_marking_refs": [m["id"] for m in markings]} if markings else {}),
    }  # fmt: skip


def _known(value: Any) -> Any:
    """Leave out what is unknown, as STIX wants it (2.1, section 3.1)."""
    return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value


def _changed(seen: Seen) -> str | None:
    moment = seen.incident.last_changed or seen.incident.first_reported
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z" if moment else None


def is_link(thing: Mapping[str, Any]) -> bool:
    """Whether an object says that two incidents are parts of one attack."""
    if thing["type"] != "relationship" or thing.get("relationship_type") != "related-to":
        return False
    return "coordinated" in thing.get("extensions", {}).get(ATTACK, {})


def link(thing: Mapping[str, Any], reports: Mapping[str, str], via: str) -> Judgement | None:
    """Return a relationship as the decision of whoever sent it; None where a side has no report.

    `reports` are those that incidents of the bundle were taken as, by the incident's STIX id.
    """
    a, b = reports.get(str(thing["source_ref"])), reports.get(str(thing["target_ref"]))
    if a is None or b is None or a == b:
        return None
    at = from_iso(str(thing["modified"])[:19] + "+00:00")
    return Judgement(
        min(a, b), max(a, b), "linked", 1.0, f"stix related-to via {via}", (), "import", at, None
    )  # fmt: skip
