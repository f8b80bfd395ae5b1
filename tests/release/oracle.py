"""The release rule once more, slowly and from the pages, sharing no code with the rule it judges."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

LADDER = {"CLEAR": 0, "GREEN": 1, "AMBER": 2, "AMBER+STRICT": 3, "RED": 4}


def may_have(policy: dict[str, Any], partner: dict[str, Any], stopped: bool, at: datetime) -> bool:
    """Tell from the stored forms whether a partner may have a thing under a policy. Written as refusals."""
    agreement = partner["agreement"]
    if stopped or agreement is None:
        return False
    if partner["off"] and datetime.fromisoformat(partner["off"]) <= at:
        return False
    begins, ends = (datetime.fromisoformat(agreement[key]) for key in ("starts", "expires"))
    if at < begins or at >= ends:
        return False
    if policy["keep_until"] and datetime.fromisoformat(policy["keep_until"]) <= at:
        return False
    if len(policy["markings"]) == 0:
        return False
    return not any(_refuses(marking, policy, partner, agreement) for marking in policy["markings"])


def _refuses(
    marking: dict[str, Any], policy: dict[str, Any], partner: dict[str, Any], agreement: dict[str, Any]
) -> bool:
    label = marking["tlp"]
    if LADDER[label] > LADDER[agreement["ceiling"]]:
        return True
    me = {partner["id"], *partner["groups"]}
    if label in ("CLEAR", "GREEN"):
        me.add("*")
    if not me.intersection(marking["audience"]):
        return True
    serves = "*" in marking["purposes"] or set(marking["purposes"]).intersection(agreement["purposes"])
    if not serves:
        return True
    for code in marking["handling"]:
        if code != "H0" and code not in agreement["handling"]:
            return True
        if code == "H3" and partner["id"] not in marking["audience"]:
            return True
    if policy["hops"] >= marking["hop_limit"]:
        return True
    if policy["hops"] > 0:
        return not marking["onward"] or label not in ("CLEAR", "GREEN") or "H2" in marking["handling"]
    return False


def tells(answer: Any, secret: str) -> bool:
    """Tell whether the bytes of an answer hold a secret, however they are escaped."""
    for ascii_only in (True, False):
        text = json.dumps(answer, ensure_ascii=ascii_only, default=str)
        if secret.casefold() in text.casefold():
            return True
    return False
