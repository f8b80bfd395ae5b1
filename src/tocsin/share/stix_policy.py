"""A marking as FIRST's Information Exchange Policy 2.0, and a STIX object's markings as a policy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tocsin.release import Marking, marking_from
from tocsin.share.stix_names import ATTACK, IEP2, TLP_MARKING

_ACTIONS: Final = {
    "CLEAR": "externally-visible-direct-actions", "GREEN": "externally-visible-direct-actions",
    "AMBER": "externally-visible-indirect-actions", "AMBER+STRICT": "internally-visible-actions",
    "RED": "contact-for-instruction",
}  # fmt: skip
# TLP 1 of STIX 2.1 itself, which some producers still use.
_TLP1: Final = {
    "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9": "CLEAR",
    "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da": "GREEN",
    "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82": "AMBER",
    "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed": "RED",
}
_LABEL: Final = {identity: label for label, identity in TLP_MARKING.items()} | _TLP1


def iep(marking: Marking, identity: str) -> dict[str, Any]:
    """Return the IEP 2.0 extension that says as much of `marking` as IEP can."""
    return {
        IEP2: {
            "extension_type": "property-extension", "iep_id": identity.partition("--")[2], "iep_version": 2.0,
            "name": f"TLP:{marking.tlp}", "start_date": "1970-01-01T00:00:00Z",
            "tlp": marking.tlp.lower().replace("clear", "white").replace("+strict", ""),
            "permitted_actions": _ACTIONS[marking.tlp], "encrypt_in_transit": "must",
            "affected_party_notifications": "may", "provider_attribution": "must",
            "unmodified_resale": "must-not",
        }
    }  # fmt: skip


def markings_of(
    thing: Mapping[str, Any], definitions: Mapping[str, Mapping[str, Any]], audience: Iterable[str]
) -> tuple[Marking, ...]:
    """Return the markings of a STIX object that somebody brought; none where it has none that we know.

    A bare TLP label says nothing of the audience: it then is `audience`, and whether it
    is passed on, TLP and the agreement decide. A marking that is not known makes
    the whole object unmarked, and so it goes nowhere. Raises ValueError where a marking of ours is damaged.
    """
    own: list[Marking] = []
    bare: list[Marking] = []
    for ref in thing.get("object_marking_refs", ()):
        body = definitions.get(ref, {}).get("extensions", {}).get(ATTACK, {}).get("marking")
        if body is not None:
            own.append(marking_from(_body(body)))
        elif ref in _LABEL:
            bare.append(Marking(_LABEL[ref], frozenset(audience), onward=True, hop_limit=2))
        else:
            return ()
    said = {marking.tlp for marking in own}
    return tuple(dict.fromkeys([*own, *(marking for marking in bare if marking.tlp not in said)]))


def marking_told(definition: Mapping[str, Any]) -> Marking | None:
    """Return the marking that a definition defines: a TLP label is open to all, ours to its own audience."""
    body = definition.get("extensions", {}).get(ATTACK, {}).get("marking")
    if body is not None:
        return marking_from(_body(body))
    if definition.get("id") in _LABEL:
        return Marking("CLEAR", frozenset({"*"}), onward=True, hop_limit=100)
    return None


def _body(text: Any) -> dict[str, Any]:
    body = json.loads(text) if isinstance(text, str) else None
    if not isinstance(body, dict):
        raise ValueError("a marking is a JSON object as text")
    return body
