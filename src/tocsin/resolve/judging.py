"""Pairs of reports -> Judgements: candidates by time and place, then the waterfall of reasons.

Candidates are found by scanning, for each new report, the known ones of the days around it in whole arrays
(a report's days form an interval, narrow, wide or open, and each width is kept apart so that wide ones do
not widen the window of the narrow ones). A pair's probability rests on the two reports alone: it does not
change with what else has been read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from tocsin.model import Judgement, Reason, Verdict
from tocsin.resolve import weighing
from tocsin.resolve.account import Account, account, outline
from tocsin.resolve.candidates import Catalogue
from tocsin.resolve.cluster import VETO
from tocsin.resolve.mention import Mention
from tocsin.resolve.weighing import CERTAIN
from tocsin.resolve.wording import Words, overlap, words

RESOLVER: Final = "rules-2"
AUTHOR: Final = f"machine {RESOLVER}"
PRIOR: Final = -4.0
"""Log-odds that two reports of one region within weeks tell of one attack, before anything is compared."""
LEAST: Final = 0.03
"""Pairs that are less probable are not worth a judgement."""
MOST_FOR_WORDING: Final = 2.5
_HOPELESS: Final = math.log(LEAST / (1.0 - LEAST))
_STEPS: Final[tuple[Callable[[Account, Account], Reason | None], ...]] = (
    weighing.dates, weighing.places, weighing.kinds, weighing.targets, weighing.outcomes, weighing.groups,
    weighing.outlets,
)  # fmt: skip


def judge(new: Sequence[Mention], known: Sequence[Mention]) -> list[Judgement]:
    """Return the judgements on the candidate pairs of `new` with `new` and of `new` with `known`.

    Sorted by pair; "same" from one half up, "different" below one fifth, between them "unsure". Two reports
    of one document get the probability 0, which `cluster` takes for a veto, unless they say the same of the
    same place and day.
    """
    fresh = {m.id: m for m in new}
    mentions = sorted(({m.id: m for m in known} | fresh).items())
    table = _Table(mentions)
    pairs: set[tuple[int, int]] = set()
    for index, (name, _) in enumerate(mentions):
        if name in fresh:
            pairs.update((min(index, other), max(index, other)) for other in table.catalogue.near(index))
    judged = (table.compare(a, b) for a, b in sorted(pairs))
    return [judgement for judgement in judged if judgement is not None]


class _Table:
    """The mentions, sorted by id, with their outlines and, made when first needed, accounts and words."""

    def __init__(self, mentions: Sequence[tuple[str, Mention]]) -> None:
        self._mentions = [mention for _, mention in mentions]
        self._outlines = [outline(mention, name) for name, mention in mentions]
        self._accounts: dict[int, Account] = {}
        self._words: dict[int, Words] = {}
        self.catalogue = Catalogue(self._outlines)

    def compare(self, a: int, b: int) -> Judgement | None:
        """Judge the mentions at `a` and `b`, `a < b`; None where one attack is out of the question."""
        x, y = self._account(a), self._account(b)
        if x.document == y.document and not _repeated(x, y):
            veto = Reason("same document", -CERTAIN, "one text tells of both, as two events")
            return Judgement(x.id, y.id, "different", VETO, AUTHOR, (veto,))
        reasons: list[Reason] = [Reason("prior", PRIOR, "two reports of one region within weeks")]
        reasons += [reason for step in _STEPS if (reason := step(x, y)) is not None]
        reasons += weighing.tolls(x, y)
        score = sum(reason.weight for reason in reasons)
        if x.document != y.document and score >= _HOPELESS - weighing.MOST_FOR_COPY:
            last = weighing.copies(x, y)
            if last is None and score >= _HOPELESS - MOST_FOR_WORDING:
                last = self._wording(a, b, x, y)
            reasons += [last] if last else []
        return _judgement(x, y, reasons)

    def _account(self, index: int) -> Account:
        if index not in self._accounts:
            self._accounts[index] = account(self._mentions[index], self._outlines[index])
        return self._accounts[index]

    def _own_words(self, index: int) -> Words:
        if index not in self._words:
            self._words[index] = words(self._mentions[index])
        return self._words[index]

    def _wording(self, a: int, b: int, x: Account, y: Account) -> Reason | None:
        if x.language and y.language and x.language != y.language:
            return None
        share, poorer = overlap(self._own_words(a), self._own_words(b), x.own_names | y.own_names)
        if poorer < 3.0:
            return None
        weight = max(-0.8, min(MOST_FOR_WORDING, 10.0 * (share - 0.09))) * min(1.0, poorer / 12.0)
        return Reason("wording", round(weight, 3), f"{share:.0%} of the words shared")


def _judgement(x: Account, y: Account, reasons: Sequence[Reason]) -> Judgement | None:
    score = max(-CERTAIN, min(CERTAIN, sum(reason.weight for reason in reasons)))
    probability = round(1.0 / (1.0 + math.exp(-score)), 4)
    if probability < LEAST:
        return None
    verdict: Verdict = "same" if probability >= 0.5 else "different" if probability < 0.2 else "unsure"
    return Judgement(x.id, y.id, verdict, probability, AUTHOR, tuple(reasons))


def _repeated(x: Account, y: Account) -> bool:
    """Whether two reports of one document can be one event told twice: nothing they say differs."""
    if x.place is None or y.place is None or x.when != y.when or x.codes["outcome"] != y.codes["outcome"]:
        return False
    place, kind, target = weighing.places(x, y), weighing.kinds(x, y), weighing.targets(x, y)
    return (
        x.place.name == y.place.name
        and place is not None and place.weight >= 3.0
        and kind is not None and kind.weight > 0
        and (target is None or target.weight > 0)
        and (x.killed is None or y.killed is None or x.killed == y.killed)
        and (x.injured is None or y.injured is None or x.injured == y.injured)
    )  # fmt: skip
