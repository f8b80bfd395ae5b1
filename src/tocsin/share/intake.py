"""Taking what partners bring: the policy that bears on it here, and what of it is not taken, with why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.model import canonical
from tocsin.record import New
from tocsin.release import ANYONE, Marking, Partner, Policy
from tocsin.share.stix_check import check_object, references, version_of
from tocsin.share.stix_policy import marking_told, markings_of

_OPEN: Final = frozenset({"marking-definition", "extension-definition", "identity"})
_CLEAR: Final = Marking("CLEAR", frozenset({ANYONE}), onward=True, hop_limit=100)


@dataclass(frozen=True, slots=True)
class Refused:
    """An object that is not taken: its id where it has one, its version, why, and its bytes."""

    id: str
    version: str
    reason: str
    body: bytes


def stix_news(
    things: Sequence[Any], partner: Partner, audience: Iterable[str], at: datetime
) -> tuple[list[New], list[Refused]]:
    """Return the objects of an envelope or bundle as they are stored, and those that are not taken.

    Each object inherits the markings of everything in `things` that it refers to, over any number of steps.
    """
    good: dict[int, Mapping[str, Any]] = {}
    refused: list[Refused] = []
    for place, thing in enumerate(things):
        try:
            good[place] = check_object(thing)
        except InputError as error:
            refused.append(_refused(thing, str(error)))
    by_id = {str(thing["id"]): thing for thing in good.values()}
    news: list[New] = []
    inherited = _Inheritance(by_id, frozenset(audience))
    for thing in good.values():
        try:
            news.append(_new(thing, taken_over(inherited.markings(thing), partner, at)))
        except ValueError as error:
            refused.append(_refused(thing, str(error)))
    return news, refused


def taken_over(markings: tuple[Marking, ...], partner: Partner, at: datetime) -> Policy:
    """Return the policy of what `partner` brings: its markings, narrowed by what was agreed with it."""
    agreement = partner.agreement
    onward = agreement is not None and agreement.onward
    days = agreement.retention_days if agreement else None
    # To the day: a policy of its own for each second would be a policy for each object.
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    until = None if days is None else midnight + timedelta(days=days + 1)
    kept = tuple(replace(m, onward=m.onward and onward) for m in markings)
    return Policy(kept, partner.node or partner.id, 1, until)


class _Inheritance:
    """Markings over references, cycles and all."""

    def __init__(self, by_id: Mapping[str, Mapping[str, Any]], audience: frozenset[str]) -> None:
        self._by_id = by_id
        self._audience = audience

    def markings(self, thing: Mapping[str, Any]) -> tuple[Marking, ...]:
        """Return the markings of `thing` and of all it refers to; none if any of them has none."""
        found: set[Marking] = set()
        seen, stack = {thing["id"]}, [thing]
        while stack:
            current = stack.pop()
            own = self._own(current)
            if not own:
                return ()
            found |= set(own)
            fresh = [r for r in dict.fromkeys(references(current)) if r in self._by_id and r not in seen]
            seen.update(fresh)
            stack += [self._by_id[ref] for ref in fresh]
        return tuple(sorted(found, key=lambda marking: canonical(marking.to_json())))

    def _own(self, thing: Mapping[str, Any]) -> tuple[Marking, ...]:
        """Return an object's own markings; definitions and identities of bodies are as open as their use."""
        own = markings_of(thing, self._by_id, self._audience)
        if own or thing["type"] not in _OPEN:
            return own
        told = marking_told(thing)
        return () if told is None and thing["type"] == "marking-definition" else (told or _CLEAR,)


def _new(thing: Mapping[str, Any], policy: Policy) -> New:
    body = canonical(thing).encode()
    return New(thing["id"], version_of(thing)[:27], "stix", thing["type"][:60], policy, body)


def _refused(thing: Any, reason: str) -> Refused:
    named = thing if isinstance(thing, dict) else {}
    identity, version = named.get("id"), version_of(named)
    try:
        body = canonical(thing).encode("utf-8", "backslashreplace")
    except (ValueError, RecursionError):
        body = b""
    safe = identity if isinstance(identity, str) and len(identity) < 200 and identity.isprintable() else ""
    return Refused(safe, version if version.isascii() else "", reason, body)
