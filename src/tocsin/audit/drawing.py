"""The draw: a simple random sample of each stratum, fixed by a seed, whatever the order of the frame."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tocsin.model import address


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn member: its stratum, its id, its place in the order of labelling."""

    stratum: str
    ref: str
    position: int


def draw(frame: Mapping[str, Collection[str]], sizes: Mapping[str, int], seed: int) -> list[Drawn]:
    """Return `sizes[stratum]` members of each stratum of `frame`, without replacement.

    Members are put in the order of a hash of the seed and their id, and the first are taken. For ids that do
    not depend on the seed that is a simple random sample (Sunter 1977, sampling by permanent random numbers).
    The order of labelling runs through all strata alike, so that whoever stops early has looked at a simple
    random sample of each.
    """
    taken = [
        ((place + 0.5) / max(sizes[stratum], 1), stratum, ref)
        for stratum, members in frame.items()
        for place, ref in enumerate(_shuffled(stratum, members, seed)[: sizes[stratum]])
    ]
    return [Drawn(stratum, ref, position) for position, (_, stratum, ref) in enumerate(sorted(taken), 1)]


def _shuffled(stratum: str, members: Collection[str], seed: int) -> list[str]:
    def key(ref: str) -> tuple[bytes, str]:
        return hashlib.sha256(f"{seed}|{stratum}|{ref}".encode()).digest(), ref

    return sorted(set(members), key=key)


def allocate(total: int, frame: Mapping[str, int]) -> dict[str, int]:
    """Share `total` looks out over strata of these sizes: half alike, half by size, none beyond its size.

    Half alike, because the small stratum of texts that were read and gave nothing holds most of what was
    missed; half by size, because the large one weighs most in the bound.
    """
    given = dict.fromkeys(frame, 0)
    left = min(total, sum(frame.values()))
    while left > 0:
        open_ = [name for name in sorted(frame) if given[name] < frame[name]]
        room = sum(frame[name] - given[name] for name in open_)
        before = left
        for name in open_:
            wish = before / 2 / len(open_) + before / 2 * (frame[name] - given[name]) / room
            more = min(left, frame[name] - given[name], max(1, round(wish)))
            given[name] += more
            left -= more
    return given


def frame_digest(frame: Mapping[str, Collection[str]], asked: Mapping[str, object]) -> str:
    """Return the address of a frame: of what was asked and of every member, in no order."""
    return address("audit", dict(asked), {name: sorted(members) for name, members in frame.items()})
