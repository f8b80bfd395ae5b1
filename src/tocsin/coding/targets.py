"""What was attacked: each code weighed by what the reader holds of its words.

A hospital that the wounded were taken to, a school near the site and the police who speak are not targets:
the reader marks word by word what was struck and who was hurt, and a small table of weights, fitted by
`python -m training.targets`, says what that is worth.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from tocsin import fitted
from tocsin.coding.events import Telling
from tocsin.coding.reader.reading import Tagger
from tocsin.coding.target_words import PATTERNS
from tocsin.model import Span

FILE: Final = Path(__file__).parent / "data" / "targets.tsv"
_HURT: Final = (
    "killed",
    "injured",
    "killed.part",
    "injured.part",
    "casualties",
    "killed.none",
    "injured.none",
)
_ATTACKING: Final = (
    "perp", "attackers", "attackers.other", "group.claimed", "group.attributed", "group.suspected",
    "group.directed", "group.inspired", "group.denied", "group.other",
)  # fmt: skip
FLOOR: Final = 0.4
"""The chance from which a code is given."""
_GUESSED: Final = 0.15
"""The chance from which the likeliest is given where none is sure."""
_MOST: Final = 3.0
_HURT_COUNTS: Final = 0.7
_TITLE_COUNTS: Final = 0.3
"""What somebody hurt, and a word of the title, say of a target beside a thing that was struck."""
_LITTLE: Final = 0.05


@dataclass(slots=True)
class _Named:
    """What is said of the words of one code in one event; `span` is where it is surest."""

    struck: float = 0.0
    hurt: float = 0.0
    opening: bool = False
    attacking: float = 0.0
    times: int = 0
    struck_in_all: float = 0.0
    hurt_in_all: float = 0.0
    titled: bool = False
    best: float = 0.0
    span: Span | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Target:
    """A code of what was attacked, how sure, and the words that say so."""

    code: str
    probability: float
    span: Span


def target_types(tellings: Sequence[Telling], title: str, tagged: Tagger) -> list[Target]:
    """Return what was attacked in the event told in `tellings`, the surest first.

    `title` is the folded title, `tagged` what the reader holds of each stretch of the text.
    """
    found = _named(tellings, title, tagged)
    table = weights()
    chances: list[Target] = []
    for code, signs in _signs(found):
        span = found[code].span
        if span is not None:
            score = sum(table.get(name, 0.0) * value for name, value in signs.items())
            chances.append(Target(code, 1.0 / (1.0 + math.exp(-score)), span))
    chances.sort(key=lambda target: -target.probability)
    sure = [target for target in chances if target.probability >= FLOOR]
    return sure or [target for target in chances[:1] if target.probability >= _GUESSED]


def signs(tellings: Sequence[Telling], title: str, tagged: Tagger) -> dict[str, dict[str, float]]:
    """Return the signs for each code that it was the target."""
    return dict(_signs(_named(tellings, title, tagged)))


def _named(tellings: Sequence[Telling], title: str, tagged: Tagger) -> dict[str, _Named]:
    found = {code: _Named(titled=bool(pattern.search(title))) for code, pattern in PATTERNS.items()}
    for place, telling in enumerate(tellings):
        for code, start, end in _words(telling.folded):
            span = Span(telling.span.start + start, telling.span.start + end)
            _add(found[code], span, tagged(span), opening=place == 0)
    return found


def _words(folded: str) -> list[tuple[str, int, int]]:
    """The words for targets in a sentence; not one within a longer one ("station" in "bus station")."""
    hits = [(code, *m.span()) for code, pattern in PATTERNS.items() for m in pattern.finditer(folded)]
    return [
        (code, start, end)
        for code, start, end in hits
        if not any(a <= start and end <= b and b - a > end - start + 1 for _, a, b in hits)
    ]


def _add(named: _Named, span: Span, held: Mapping[str, float], *, opening: bool) -> None:
    """Add one mention of a code's words."""
    struck = held.get("target", 0.0)
    hurt = sum(held.get(role, 0.0) for role in _HURT)
    named.struck, named.hurt = max(named.struck, struck), max(named.hurt, hurt)
    named.attacking = max(named.attacking, sum(held.get(role, 0.0) for role in _ATTACKING))
    named.opening = named.opening or opening
    named.times += 1
    named.struck_in_all += struck
    named.hurt_in_all += hurt
    if named.span is None or struck + hurt > named.best:
        named.best, named.span = struck + hurt, span


def _signs(found: Mapping[str, _Named]) -> Iterator[tuple[str, dict[str, float]]]:
    strength = {
        code: named.struck + _HURT_COUNTS * named.hurt + _TITLE_COUNTS * named.titled
        for code, named in found.items()
    }
    whole = sum(value for code, value in strength.items() if code != "civilians") + _LITTLE
    for code, named in found.items():
        others = max(value for other, value in strength.items() if other not in (code, "civilians"))
        out = {
            "always": 1.0,
            f"is {code}": 1.0,
            "struck": named.struck,
            "hurt": named.hurt,
            "struck, root": math.sqrt(named.struck),
            "hurt, root": math.sqrt(named.hurt),
            f"{code} struck": named.struck,
            f"{code} hurt": named.hurt,
            "in the first sentence": float(named.opening),
            "attacking": named.attacking,
            "times, log": math.log1p(named.times),
            "struck in all": min(named.struck_in_all, _MOST),
            "hurt in all": min(named.hurt_in_all, _MOST),
            "in the title": float(named.titled),
            "others": others,
            "before others": strength[code] - others,
            "is first": float(0 < strength[code] >= others),
        }
        if code == "civilians":
            out |= {
                "civilians, others": others,
                "civilians, no others": max(0.0, 1.0 - others),
                "civilians, share": strength[code] / (whole + strength[code]),
            }
        else:
            out["share"] = strength[code] / whole
        yield code, out


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each sign."""
    return fitted.read(FILE, "the weights of targets", _table)


def _table(body: bytes) -> dict[str, float]:
    return {row["sign"]: fitted.weight(row["weight"]) for row in fitted.rows(body, "sign", "weight")}
