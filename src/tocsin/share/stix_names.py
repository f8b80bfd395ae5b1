"""Names of STIX 2.1 that the mapping uses: ids of extensions and markings, and how our own ids are made.

Sources: STIX 2.1 (OASIS, 2021); the OASIS CTI common object repository for the incident core extension, the
event and impact objects, TLP 2.0 and IEP 2.0. The incident extension is being merged into STIX 2.2: what is
here and in `stix` is all that then changes.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from tocsin.release import TLP

NAMESPACE: Final = uuid.UUID("5a1d7c8e-3f0b-4b52-9a66-7b1c1a0d7e21")
"""Of our UUIDv5: one content address has one STIX id on every node."""
ATTACK: Final = "extension-definition--" + str(uuid.uuid5(NAMESPACE, "extension:attack"))
"""Our extension; its schema is `attack.schema.json` beside this module."""
INCIDENT: Final = "extension-definition--ef765651-680c-498d-9894-99799f2fa126"
EVENT: Final = "extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e"
IMPACT: Final = "extension-definition--7cc33dd6-f6a1-489b-98ea-522d351d71b9"
TLP2: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
IEP2: Final = "extension-definition--762e2e97-ee51-43e5-a9ea-165fbb862c4a"
TLP_MARKING: Final = {
    "CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_TLP_CREATED: Final = "2022-10-01T00:00:00.000Z"
SCHEMA_URL: Final = "https://tocsin.example/schemas/attack-1.schema.json"


def stix_id(type_: str, *parts: str) -> str:
    """Return the id of an object of ours that is made from `parts`."""
    return f"{type_}--{uuid.uuid5(NAMESPACE, ':'.join((type_, *parts)))}"


def tlp_marking(label: str) -> dict[str, Any]:
    """Return the marking definition of a TLP 2.0 label, as FIRST and OASIS publish it."""
    word = label.lower()
    return {
        "type": "marking-definition", "spec_version": "2.1", "id": TLP_MARKING[label],
        "created": _TLP_CREATED, "name": f"TLP:{label}",
        "extensions": {TLP2: {"extension_type": "property-extension", "tlp_2_0": word}},
    }  # fmt: skip


assert tuple(TLP_MARKING) == TLP
