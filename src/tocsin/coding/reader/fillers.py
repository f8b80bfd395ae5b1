"""Who did what to whom, as strings of the text: the entities that fill the roles of an attack.

The strings stay inside coding and bench (docs/rights.md): the record keeps groups, counts and codes, no
names.

A string of the text stands for an entity; its mentions are all its occurrences that the network scores. A
small
linear judge on top weighs how high the best mention scores, how often the string comes, what the document
is about and how it stands to other strings, and gives the chance that the string fills the role.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tocsin.coding.reader import kinds
from tocsin.coding.reader.schema import DOCUMENT, FILLERS, ROLES
from tocsin.coding.reader.scores import Floats, Scores
from tocsin.model import Span

_FLOOR: Final = -5.0
"""Scores under which a span is no candidate at all."""
_KEPT: Final = 6
"""Mentions of one string that are kept: the best ones; a name may stand fifty times in a text."""
_NEARBY: Final = 3
"""Of these the words around are looked at: the best ones."""
_ARTICLES: Final = frozenset({"the", "a", "an"})
_WORD: Final = re.compile(r"\w+")
_MUC: Final = DOCUMENT.index("muc")


@dataclass(frozen=True, slots=True)
class Mention:
    """One scored span: pieces `first` to `last`, where it stands, its words without articles, its logit."""

    role: int
    first: int
    last: int
    span: Span
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Filler:
    """A string that may fill a role: its mentions, best first, and what the judge makes of it."""

    role: str
    text: str
    mentions: tuple[Mention, ...]
    features: tuple[float, ...]
    probability: float = 0.0

    @property
    def best(self) -> Mention:
        """The mention with the highest score."""
        return self.mentions[0]


def mentions(scores: Scores, text: str, roles: Sequence[str], floor: float = _FLOOR) -> list[Mention]:
    """Return the spans of `roles` that score above `floor`, in text order."""
    found = []
    for name in roles:
        role = ROLES.index(name)
        firsts, widths = np.nonzero(scores.spans[role] > floor)
        for first, wide in zip(firsts.tolist(), widths.tolist(), strict=True):
            span = scores.span(first, first + wide)
            words = tuple(w for w in _WORD.findall(span.of(text).lower()) if w not in _ARTICLES)
            if words:
                score = float(scores.spans[role, first, wide])
                found.append(Mention(role, first, first + wide, span, words, score))
    return sorted(found, key=lambda m: (m.span.start, m.span.end, m.role))


def candidates(scores: Scores, text: str) -> list[Filler]:
    """Return the strings that may fill a role, by role and falling score, with their features."""
    told = kinds.places(text)
    found: list[Filler] = []
    for name in FILLERS:
        groups: dict[tuple[str, ...], list[Mention]] = {}
        for mention in mentions(scores, text, [name]):
            groups.setdefault(mention.words, []).append(mention)
        ranked = sorted(
            (sorted(group, key=lambda m: -m.score) for group in groups.values()), key=lambda g: -g[0].score
        )
        found.extend(_filler(name, text, group, ranked, scores, told) for group in ranked)
    return found


def _filler(
    name: str,
    text: str,
    group: list[Mention],
    ranked: Sequence[list[Mention]],
    scores: Scores,
    told: kinds.Places,
) -> Filler:
    best = group[0]
    logits = [m.score for m in group]
    others = [g[0] for g in ranked if g is not group]
    inside = max((o.score for o in others if _holds(o.words, best.words)), default=_FLOOR)
    holds = max((o.score for o in others if _holds(best.words, o.words)), default=_FLOOR)
    rank = sum(o.score > best.score for o in others)
    above = max((o.score for o in others), default=_FLOOR)
    features = (
        best.score,
        _sum_up(logits) - best.score,
        math.log(len(group)),
        float(min(len(best.words), 12)),
        math.exp(-min(m.span.start for m in group) / 600),
        float(scores.document[_MUC]),
        max(inside - best.score, -6.0),
        max(holds - best.score, -6.0),
        math.log1p(rank),
        max(min(above - best.score, 6.0), -6.0),
        float(_bracketed(text, best.span)),
        float(len(best.words) == 1),
        *kinds.near(told, [m.span for m in group[:_NEARBY]]),
    )
    return Filler(name, text[best.span.start : best.span.end], tuple(group[:_KEPT]), features)


def _sum_up(logits: Sequence[float]) -> float:
    top = max(logits)
    return top + math.log(sum(math.exp(x - top) for x in logits))


def _holds(outer: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    """Whether `inner` stands as a run of words in `outer`."""
    n = len(inner)
    return len(outer) > n and any(outer[i : i + n] == inner for i in range(len(outer) - n + 1))


def _bracketed(text: str, span: Span) -> bool:
    return text[max(span.start - 1, 0) : span.start] in ("[", "(") and text[span.end : span.end + 1] in (
        "]",
        ")",
    )


def judged(found: Sequence[Filler], settings: Mapping[str, Any]) -> list[Filler]:
    """Return the fillers with the probability that the fitted judge of their role gives them."""
    out = []
    for filler in found:
        judge = settings["fillers"][filler.role]
        logit = judge["bias"] + sum(w * x for w, x in zip(judge["weights"], filler.features, strict=True))
        out.append(
            Filler(filler.role, filler.text, filler.mentions, filler.features, 1.0 / (1.0 + math.exp(-logit)))
        )
    return out


def entities(
    found: Sequence[Filler], settings: Mapping[str, Any], text: str, roles: Sequence[str] = FILLERS
) -> list[Filler]:
    """Return one filler for each entity whose role it surely enough fills: judged strings above the
    threshold of their role, of those that name the same the likeliest."""
    kept: list[Filler] = []
    for name in roles:
        own = sorted((f for f in found if f.role == name), key=lambda f: -f.probability)
        taken: list[Filler] = []
        for filler in own:
            if filler.probability < settings["fillers"][name]["threshold"]:
                break
            if not any(_same(filler, other, text) for other in taken):
                taken.append(filler)
        kept.extend(taken)
    return kept


def _same(left: Filler, right: Filler, text: str) -> bool:
    a, b = left.best.words, right.best.words
    if _holds(a, b) or _holds(b, a):
        return True
    return _acronym(left, right, text) or _acronym(right, left, text)


def _acronym(long: Filler, short: Filler, text: str) -> bool:
    """Whether somewhere `short` stands in brackets right behind `long`: "NATIONAL GUARD UNION [NGU]"."""
    return any(
        0 < s.span.start - m.span.end <= 3 and _bracketed(text, s.span)
        for m in long.mentions
        for s in short.mentions
    )


def product(scores: Scores, left: Mention, right: Mention) -> float:
    """Return the logit that two fillers are of one incident."""
    a: Floats = scores.sameness(left.first, left.last)
    b: Floats = scores.sameness(right.first, right.last)
    return float(a @ b) / math.sqrt(len(a)) + 1.0
