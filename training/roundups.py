"""Round-ups made by variation: the openings of two or three written dispatches as one text.

The written dispatches with several attacks are few, and where another attack begins is what the sentence head
learns worst. What comes out is marked as varied by its kind, is fitted to and never measured on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from training.dispatches import Dispatch, Marked, Sentence

KIND: Final = "varied"
_SEED: Final = 20
_TITLES: Final = (
    "Wave of violence leaves several towns in shock", "Attacks reported in two regions",
    "Overnight attacks: what is known", "Security round-up", "Fresh attacks as toll mounts",
    "Two attacks within a day", "Violence continues despite truce", "Gunfire and blasts mark a bloody day",
)  # fmt: skip
_LINKS: Final = (
    "In a separate attack, ", "Elsewhere, ", "In another incident, ", "Meanwhile, ", "Hours later, ",
    "Earlier the same day, ", "In a second attack, ", "Also on the same day, ", "Separately, ",
    "A few hours before, ", "In an unrelated incident, ", "The following morning, ", "", "", "", "",
)  # fmt: skip
"""How the next attack is led in; often it is not."""
Piece = tuple[str, tuple[Sentence, ...], tuple[Marked, ...]]


def roundups(dispatches: Sequence[Dispatch], count: int) -> list[Dispatch]:
    """Return `count` round-ups out of those of `dispatches` that tell of one attack; the same each time."""
    rng = random.Random(_SEED)  # noqa: S311 - variety, no secret
    single = [d for d in dispatches if len(d.incidents) == 1 and d.text[0] not in "*-"]
    return [_joined(_chosen(single, rng), number, rng) for number in range(count)]


def _chosen(single: Sequence[Dispatch], rng: random.Random) -> list[Dispatch]:
    """Two or three dispatches, more often than not of one country."""
    first = rng.choice(single)
    near = [
        d for d in single if d.incidents[0]["country"] == first.incidents[0]["country"] and d is not first
    ]
    pool = near if len(near) > 1 and rng.random() < 0.6 else [d for d in single if d is not first]
    return [first, *rng.sample(pool, 2 if len(pool) > 1 and rng.random() < 0.25 else 1)]


def _joined(parts: Sequence[Dispatch], number: int, rng: random.Random) -> Dispatch:
    text, sentences, spans = "", list[Sentence](), list[Marked]()
    for n, part in enumerate(parts, 1):
        opening = _opening(part, rng.choice((1, 1, 2, 3) if n > 1 else (1, 2, 3, 4)))
        link = rng.choice(_LINKS) if n > 1 else ""
        for at, (body, told, marks) in enumerate(opening):
            text += "\n\n" if text else ""
            lead = link if at == 0 else ""
            base = len(text) + len(lead)
            sentences += [
                Sentence(s.start + base - (len(lead) if i == 0 else 0), s.end + base, _of(s.incidents, n))
                for i, s in enumerate(told)
            ]
            spans += [Marked(m.start + base, m.end + base, n if m.incident else 0, m.code) for m in marks]
            text += lead + body
    title = rng.choice((parts[0].title, parts[0].title, rng.choice(_TITLES), None))
    return replace(
        parts[0], id=f"varied-{number}", kind=KIND, title=title, text=text, sentences=tuple(sentences),
        spans=tuple(spans), incidents=tuple(part.incidents[0] for part in parts),
    )  # fmt: skip


def _of(incidents: tuple[int, ...], number: int) -> tuple[int, ...]:
    return tuple(number if n else 0 for n in incidents)


def _opening(dispatch: Dispatch, paragraphs: int) -> list[Piece]:
    """The first paragraphs, as many as asked and on to the first that tells of the attack."""
    taken: list[Piece] = []
    for piece in _paragraphs(dispatch):
        told = any(1 in s.incidents for _, sentences, _ in taken for s in sentences)
        if told and len(taken) >= paragraphs:
            break
        taken.append(piece)
    return taken


def _paragraphs(dispatch: Dispatch) -> Iterator[Piece]:
    start = 0
    for body in dispatch.text.split("\n\n"):
        end = start + len(body)
        yield (
            body,
            tuple(
                Sentence(s.start - start, s.end - start, s.incidents)
                for s in dispatch.sentences if start <= s.start < end
            ),
            tuple(
                Marked(m.start - start, m.end - start, m.incident, m.code)
                for m in dispatch.spans if start <= m.start < end
            ),
        )  # fmt: skip
        start = end + 2
