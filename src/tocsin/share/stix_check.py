"""Whether something that somebody brought is a STIX 2.1 object that may be kept.

It holds what the standard requires of every object, the required properties of each type, and the guard rail:
nothing about a private person. The check is of structure and is fast; it is not a full validator.
Source: STIX 2.1 (OASIS, 2021), sections 2.9, 3.2 and the tables of each object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from tocsin.errors import InputError
from tocsin.share.stix_names import ATTACK

Json = Mapping[str, Any]
_UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_ID: Final = re.compile(rf"([a-z][a-z0-9-]{{1,60}}[a-z0-9])--{_UUID}")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z")
_LONGEST: Final = 200_000
REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "attack-pattern": ("name",), "campaign": ("name",), "course-of-action": ("name",),
    "event": ("status", "extensions"), "extension-definition": ("name", "schema", "version"),
    "grouping": ("context", "object_refs"), "identity": ("name",), "impact": ("impact_category",),
    "incident": ("name",), "indicator": ("pattern", "pattern_type", "valid_from"),
    "infrastructure": ("name",), "intrusion-set": ("name",), "language-content": ("object_ref", "contents"),
    "location": (), "malware": ("is_family",), "malware-analysis": ("product",), "marking-definition": (),
    "note": ("content", "object_refs"),
    "observed-data": ("first_observed", "last_observed", "number_observed"),
    "opinion": ("opinion", "object_refs"), "relationship": ("relationship_type", "source_ref", "target_ref"),
    "report": ("name", "published", "object_refs"), "sighting": ("sighting_of_ref",), "task": ("outcome",),
    "threat-actor": ("name",), "tool": ("name",), "vulnerability": ("name",),
}  # fmt: skip
OBSERVABLES: Final = frozenset({
    "artifact", "autonomous-system", "directory", "domain-name", "file", "ipv4-addr", "ipv6-addr",
    "mac-addr", "mutex", "network-traffic", "process", "software", "url", "windows-registry-key",
    "x509-certificate",
})  # fmt: skip
PERSONAL: Final = frozenset({"email-addr", "email-message", "user-account"})
"""Objects that are about a person's account or mail."""
_PERSONAL_KEYS: Final = frozenset({"contact_information", "photo", "x_photo", "biometrics"})
_NAMED: Final = frozenset({"threat-actor", "intrusion-set"})


def check_object(thing: Any) -> Json:
    """Return `thing`, a STIX 2.1 object that may be kept. Raises InputError with the reason if not."""
    if not isinstance(thing, dict):
        raise InputError("a STIX object is a JSON object")
    type_, identity = thing.get("type"), thing.get("id")
    if not isinstance(type_, str) or not isinstance(identity, str):
        raise InputError("an object has a type and an id")
    found = _ID.fullmatch(identity)
    if found is None or found.group(1) != type_:
        raise InputError("the id is not the type and a UUID")
    if thing.get("spec_version", "2.1") != "2.1":
        raise InputError("only STIX 2.1 is kept")
    check_person(thing)
    if type_ not in OBSERVABLES:
        _check_domain(thing, type_)
    _check_values(thing)
    return thing


def check_person(thing: Json) -> None:
    """Raise InputError where an object is about a private person (rights.md, 1)."""
    if thing.get("type") in PERSONAL:
        raise InputError("accounts and mail of people are not kept")
    if thing.get("type") == "identity" and thing.get("identity_class") == "individual":
        raise InputError("identities of individuals are not kept")
    if thing.get("type") in _NAMED and thing.get("resource_level") == "individual":
        raise InputError("actors who are individuals are not kept")
    if present := sorted(_PERSONAL_KEYS & set(thing)):
        raise InputError(f"{present[0]} is about a person and is not kept")


def version_of(thing: Json) -> str:
    """Return the version of an object, sortable: modified, else created, else the oldest there is."""
    return sortable(str(thing.get("modified") or thing.get("created") or "1970-01-01T00:00:00Z"))


def sortable(text: str) -> str:
    """Return a timestamp of STIX with six digits of a second, so that order of text is order of time."""
    seconds, _, digits = text.removesuffix("Z").partition(".")
    return f"{seconds[:19]}.{digits[:6]:0<6}Z"


def shown(version: str) -> str:
    """Return a sortable version as STIX writes it, with three digits where that is all there is."""
    return version[:-4] + "Z" if version.endswith("000Z") else version


def references(thing: Json) -> Iterator[str]:
    """Return every id that an object refers to, at any depth."""
    stack: list[Any] = [thing]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                if key.endswith("_ref") and isinstance(inner, str):
                    yield inner
                elif key.endswith("_refs") and isinstance(inner, list):
                    yield from (one for one in inner if isinstance(one, str))
                else:
                    stack.append(inner)
        elif isinstance(value, list):
            stack.extend(value)


def _check_domain(thing: Json, type_: str) -> None:
    if type_ not in REQUIRED and not _is_extended(thing):
        raise InputError(f"{type_[:60]} is no type of STIX 2.1 and no extension defines it")
    if thing.get("spec_version") != "2.1":
        raise InputError("spec_version is missing")
    times = ("created",) if type_ == "marking-definition" else ("created", "modified")
    for name in times:
        _check_time(thing.get(name), name)
    if type_ != "marking-definition" and _moment(thing["modified"]) < _moment(thing["created"]):
        raise InputError("modified is before created")
    for name in REQUIRED.get(type_, ()):
        if thing.get(name) in (None, "", []):
            raise InputError(f"{name} is missing")


def _is_extended(thing: Json) -> bool:
    extensions = thing.get("extensions")
    if not isinstance(extensions, dict):
        return False
    return any(
        isinstance(e, dict) and str(e.get("extension_type", "")).startswith("new-")
        for e in extensions.values()
    )


def _check_time(value: Any, name: str) -> None:
    if not isinstance(value, str) or _TIME.fullmatch(value) is None:
        raise InputError(f"{name} is no timestamp")
    _moment(value)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text[:26].rstrip("Z") + "+00:00")
    except ValueError:
        raise InputError("a timestamp is no time") from None


def _check_values(thing: Json) -> None:
    for key, value in thing.items():
        if value is None or value == []:
            raise InputError(f"{key[:60]} is empty; STIX leaves such properties out")
        if isinstance(value, str) and len(value) > _LONGEST:
            raise InputError(f"{key[:60]} has {len(value)} characters, more than {_LONGEST}")
    for ref in references(thing):
        if _ID.fullmatch(ref) is None:
            raise InputError("a reference is no id")
        if ref == thing["id"]:
            raise InputError("an object refers to itself")
    extensions = thing.get("extensions", {})
    if not isinstance(extensions, dict) or not isinstance(extensions.get(ATTACK, {}), dict):
        raise InputError("extensions is no object")
    refs = thing.get("object_marking_refs", [])
    if not isinstance(refs, list) or not all(isinstance(ref, str) for ref in refs):
        raise InputError("object_marking_refs is no list of ids")
