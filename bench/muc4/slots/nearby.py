"""How a stretch of a text stands to what an incident is about."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from tocsin.model import Span

_END: Final = re.compile(r"(?<![\s.][A-Z])(?<!\bDR)(?<!\bMR)(?<!\bNO)[.?!][\"')\]]* (?=\S)")
_FADES: Final = {"near": 100.0, "around": 500.0}
"""Characters over which nearness falls to a third, in a narrow and in a wide sense."""
_DATELINE: Final = re.compile(r"\s?--?\s?\[|\s?--\s?")
_VIOLENT: Final = re.compile(
    r"\b(?:KILL|MURDER|ASSASSINAT|ATTACK|BOMB|EXPLO|KIDNAP|ABDUCT|SHOT|MACHINE-?GUN|DYNAMIT|BLEW|BLOWN|FIRED|BURN"
    r"|SET FIRE|WOUND|INJUR|DIED|DEATH|DESTROY|DAMAG|AMBUSH|MASSACR|SHOOT|GUNNED|DETONAT|THREW|HURLED"
    r"|SEIZED|ROBB|STOLE|PLACED|WENT OFF|STABB|DERAIL|SABOTAG|LOOT)"
)


class Nearby:
    """The mentions of an incident's fillers, to be asked how near they are."""

    def __init__(self, text: str, fillers: Iterable[Sequence[Span]]) -> None:
        self._ends = [m.end() for m in _END.finditer(text)]
        self._fillers = [list(spans) for spans in fillers if spans]
        self._told = [{self.sentence(s.start) for s in spans} for spans in self._fillers]
        self._acts = [Span(*m.span()) for m in _VIOLENT.finditer(text)]
        self._violent = {self.sentence(act.start) for act in self._acts}

    def sentence(self, at: int) -> int:
        """Return the number of the sentence that holds a place of the text."""
        return bisect.bisect_right(self._ends, at)

    def features(self, span: Span) -> dict[str, float]:
        """Return how near the fillers are on average, how many share the sentence, and what else it tells."""
        number = self.sentence(span.start)
        gaps = [min(_gap(span, mention) for mention in spans) for spans in self._fillers]
        n = max(len(gaps), 1)
        near = {name: sum(math.exp(-gap / fade) for gap in gaps) / n for name, fade in _FADES.items()}
        return near | {
            "same": sum(number in told for told in self._told) / n,
            "next": sum(number - 1 in told or number + 1 in told for told in self._told) / n,
            "any": float(any(number in told for told in self._told)),
            "violent": float(number in self._violent),
            "act": max((math.exp(-_gap(span, act) / 40) for act in self._acts), default=0.0),
            "inside": float(
                any(m.start <= span.start and span.end <= m.end for of in self._fillers for m in of)
            ),
            "first": float(number == 0),
            "early": math.exp(-span.start / 600),
        }

    def weight(self, span: Span) -> float:
        """Return how near the fillers are on average, from 0 to 1."""
        of = self.features(span)
        return 0.5 * of["near"] * (0.4 + 0.6 * of["any"]) + 0.5 * of["around"]


def _gap(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)


def dateline_end(text: str) -> int:
    """Return where the dateline is over: at its dashes, near the start (text-headers-info)."""
    match = _DATELINE.search(text[:160])
    return match.start() if match else 0
