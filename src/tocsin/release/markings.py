"""Markings: how far a thing may go. TLP 2.0, an audience, purposes, hops, Europol handling codes.

Sources: FIRST, Traffic Light Protocol 2.0 (2022) and Information Exchange Policy 2.0; Europol handling codes
H0 to H3 and the 4x4 evaluation grid (A, B, C, X and 1 to 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tocsin.model import from_iso, iso

TLP: Final = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""The labels of TLP 2.0, from the freest to the strictest."""
ANYONE: Final = "*"
"""In an audience: every partner with an agreement. TLP allows that for CLEAR and GREEN only."""
HANDLING: Final = ("H0", "H1", "H2", "H3")
"""Europol: H0 none beyond purpose; H1 not as evidence; H2 not passed on; H3 further named limits."""
_ONWARD: Final = frozenset({"CLEAR", "GREEN"})
_SOURCES: Final = frozenset("ABCX")
_CONTENTS: Final = frozenset("1234")


@dataclass(frozen=True, slots=True)
class Marking:
    """What the originator allows.

    `audience` names partners or groups of them, or `ANYONE`; an empty one is nobody. `purposes` likewise.
    `hop_limit` is how many nodes after the originator's may hold it. `grade` is Europol's evaluation ("B2").
    """

    tlp: str
    audience: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset({ANYONE})
    onward: bool = False
    hop_limit: int = 1
    handling: frozenset[str] = frozenset()
    grade: str | None = None

    def __post_init__(self) -> None:
        """Refuse what the standards do not know."""
        if self.tlp not in TLP:
            raise ValueError(f"no such TLP label: {self.tlp!r}; one of {', '.join(TLP)}")
        if unknown := sorted(self.handling - set(HANDLING)):
            raise ValueError(f"no such handling code: {unknown[0]!r}; one of {', '.join(HANDLING)}")
        if not 0 <= self.hop_limit <= 100:
            raise ValueError(f"a hop limit is between 0 and 100, not {self.hop_limit}")
        if self.grade is not None and not _is_grade(self.grade):
            raise ValueError(f"no such evaluation: {self.grade!r}; a letter of ABCX and a digit of 1 to 4")

    @property
    def passes_on(self) -> bool:
        """Whether a receiver may give it to a third: TLP, the originator's word and H2 all allow it."""
        return self.onward and self.tlp in _ONWARD and "H2" not in self.handling

    def to_json(self) -> dict[str, Any]:
        """Return the marking as it is stored and sent."""
        return {
            "tlp": self.tlp, "audience": sorted(self.audience), "purposes": sorted(self.purposes),
            "onward": self.onward, "hop_limit": self.hop_limit, "handling": sorted(self.handling),
            "grade": self.grade,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Policy:
    """All the markings that bear on one thing: its own, and those of everything it is made of or refers to.

    `originator` is the node that it comes from, "" for ours; `hops` how many nodes it went through to be
    here (0 for ours). Without a marking nothing may leave.
    """

    markings: tuple[Marking, ...] = ()
    originator: str = ""
    hops: int = 0
    keep_until: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the policy as it is stored."""
        return {
            "markings": [marking.to_json() for marking in self.markings], "originator": self.originator,
            "hops": self.hops, "keep_until": iso(self.keep_until),
        }  # fmt: skip


def joined(policies: tuple[Policy, ...]) -> Policy:
    """Return the policy of a thing made of things under `policies`: every restriction of each of them."""
    if not policies:
        return Policy()
    unmarked = any(not policy.markings for policy in policies)
    markings = () if unmarked else tuple(dict.fromkeys(m for p in policies for m in p.markings))
    ends = [policy.keep_until for policy in policies if policy.keep_until is not None]
    farthest = max(policies, key=lambda policy: policy.hops)
    return Policy(
        tuple(sorted(markings, key=_order)), farthest.originator, farthest.hops, min(ends, default=None)
    )


def marking_from(data: Mapping[str, Any]) -> Marking:
    """Return what `Marking.to_json` wrote. Raises ValueError on anything else."""
    try:
        return Marking(
            tlp=_text(data["tlp"]), audience=_words(data["audience"]), purposes=_words(data["purposes"]),
            onward=_flag(data["onward"]), hop_limit=_whole(data["hop_limit"]),
            handling=_words(data["handling"]), grade=data.get("grade"),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no marking: {error}") from None


def policy_from(data: Mapping[str, Any]) -> Policy:
    """Return what `Policy.to_json` wrote. Raises ValueError on anything else."""
    try:
        return Policy(
            tuple(marking_from(marking) for marking in data["markings"]), _text(data["originator"]),
            _whole(data["hops"]), from_iso(data.get("keep_until")),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no policy: {error}") from None


def _is_grade(grade: str) -> bool:
    return len(grade) == 2 and grade[0] in _SOURCES and grade[1] in _CONTENTS


def _order(marking: Marking) -> str:
    return str(sorted(marking.to_json().items()))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _words(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError(f"{value!r} is no list of words")
    return frozenset(value)
