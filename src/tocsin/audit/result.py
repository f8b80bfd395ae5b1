"""From labels to figures: precision, accuracy of each value, and a bound on what was missed.

The incidents of the frame are one stratum, the rejected documents one for each reason of rejection. What is
labelled so far is a simple random sample of each stratum (`drawing.draw`), so that a part of an audit gives
honest, wider intervals. "Cannot tell" is counted, and left out of the shares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tocsin.audit.intervals import Interval, lower_bound, proportion, upper_bound
from tocsin.audit.labels import DOCUMENT_VERDICTS, INCIDENT_VERDICTS, SLOTS

INCIDENTS: Final = "incidents"
"""The stratum of incidents; every other one holds rejected documents."""
BLIND: Final = (
    "documents that were never fetched or could not be read, documents whose text has expired, and attacks "
    "that a document tells of beside one that was found in it"
)
"""What no label of a drawn incident or rejected document can show."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label: of which stratum, what was said, and of an incident what of each value.

    `surplus`: of two that are one attack, this is the one too many. `empty` are the values that the record
    had none of, `set_right` those that a person had set before the draw: they are not the machine's.
    """

    stratum: str
    verdict: str
    slots: Mapping[str, str] = field(default_factory=dict)
    surplus: bool = True
    empty: frozenset[str] = frozenset()
    set_right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """How often one value of the machine is right: the share among those told, and what it leaves out.

    `empty_right` and `empty_wrong` count those among them where the record had no value.
    """

    name: str
    share: Interval
    cannot_tell: int
    empty_right: int
    empty_wrong: int
    set_right: int

    def to_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return self.share.to_json() | {
            "slot": self.name, "cannot_tell": self.cannot_tell, "empty_right": self.empty_right,
            "empty_wrong": self.empty_wrong, "set_right_before": self.set_right,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stratum:
    """The rejected documents of one reason: how many tell of an attack that the record has not.

    `estimate` is the expected number of such documents in the stratum, `most` its one-sided exact bound.
    """

    name: str
    population: int
    drawn: int
    labelled: int
    counts: Mapping[str, int]
    estimate: float | None
    most: int

    def to_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {
            "stratum": self.name, "population": self.population, "drawn": self.drawn,
            "labelled": self.labelled, "counts": dict(self.counts), "missed_estimate": self.estimate,
            "missed_at_most": self.most,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """What an audit found so far.

    `precision` is the share of the frame's incidents that are one attack each, listed once. `recall_low`
    bounds from below the share of attacks told of in documents that were read which the record has; `recall`
    is the same without the allowance for chance. Both are None before any document was labelled.
    """

    precision: Interval
    counts: Mapping[str, int]
    slots: tuple[Slot, ...]
    strata: tuple[Stratum, ...]
    recall: float | None
    recall_low: float | None
    drawn: int
    labelled: int
    level: float

    @property
    def complete(self) -> bool:
        """Whether every drawn member has a label."""
        return self.labelled >= self.drawn

    def to_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {
            "complete": self.complete, "drawn": self.drawn, "labelled": self.labelled, "level": self.level,
            "precision": self.precision.to_json(), "incidents": dict(self.counts),
            "slots": [slot.to_json() for slot in self.slots],
            "rejected": [stratum.to_json() for stratum in self.strata],
            "recall": self.recall, "recall_at_least": self.recall_low, "cannot_see": BLIND,
        }  # fmt: skip


def result(
    sizes: Mapping[str, int], drawn: Mapping[str, int], labels: Iterable[Labelled], level: float = 0.95
) -> Result:
    """Return what `labels` say of a frame with `sizes`, of which `drawn` were drawn in each stratum.

    The recall bound holds jointly: its error is shared equally over the precision and the strata of
    documents (Bonferroni). It takes each document that was missed to tell of one attack; copies of one report
    make it lower than it need be.
    """
    by_stratum: dict[str, list[Labelled]] = {name: [] for name in sizes}
    for label in labels:
        by_stratum[label.stratum].append(label)
    looked = by_stratum.get(INCIDENTS, [])
    rejected = [name for name in sizes if name != INCIDENTS]
    error = (1 - level) / (1 + sum(sizes[name] > 0 for name in rejected))
    precision = _precision(looked, sizes.get(INCIDENTS, 0), level)
    strata = tuple(
        _stratum(name, sizes[name], drawn.get(name, 0), by_stratum[name], error) for name in rejected
    )
    recall, low = _recall(precision, strata, error)
    return Result(
        precision, _counts(looked, INCIDENT_VERDICTS), tuple(_slots(looked, sizes.get(INCIDENTS, 0), level)),
        strata, recall, low, sum(drawn.values()), sum(map(len, by_stratum.values())), level,
    )  # fmt: skip


def _counts(labels: Sequence[Labelled], verdicts: Sequence[str]) -> dict[str, int]:
    found = Counter(label.verdict for label in labels)
    return {verdict: found[verdict] for verdict in verdicts}


def _precision(labels: Sequence[Labelled], population: int, level: float) -> Interval:
    told = [label for label in labels if label.verdict != "cannot_tell"]
    right = sum(
        label.verdict == "right" or (label.verdict == "duplicate" and not label.surplus) for label in told
    )
    return proportion(right, len(told), _told(population, len(told), len(labels)), level)


def _told(population: int, told: int, looked: int) -> int:
    """Return how many of the frame can be told of, as far as the sample shows."""
    return population if looked == 0 else max(told, round(population * told / looked))


def _slots(labels: Sequence[Labelled], population: int, level: float) -> Iterable[Slot]:
    for name in SLOTS:
        given = [label for label in labels if name in label.slots]
        ours = [label for label in given if name not in label.set_right]
        said = Counter((label.slots[name], name in label.empty) for label in ours)
        right, wrong = (said[answer, False] + said[answer, True] for answer in ("right", "wrong"))
        frame = _told(population, right + wrong, len(labels))
        yield Slot(
            name, proportion(right, right + wrong, frame, level), len(ours) - right - wrong,
            said["right", True], said["wrong", True], len(given) - len(ours),
        )  # fmt: skip


def _stratum(name: str, population: int, drawn: int, labels: Sequence[Labelled], error: float) -> Stratum:
    counts = _counts(labels, DOCUMENT_VERDICTS)
    told = len(labels) - counts["cannot_tell"]
    frame = _told(population, told, len(labels))
    estimate = population * counts["missed"] / told if told else None
    # Of those that nobody could tell of, as many are taken to be missed as may be.
    most = upper_bound(counts["missed"], told, frame, error) + (population - frame)
    return Stratum(name, population, drawn, len(labels), counts, estimate, most)


def _recall(
    precision: Interval, strata: Sequence[Stratum], error: float
) -> tuple[float | None, float | None]:
    """Return the share of attacks that the record has, as estimated and at least."""
    if any(s.population and not s.labelled for s in strata) or precision.value is None:
        return None, None
    fewest = lower_bound(precision.part, precision.n, precision.population, error)
    most = sum(s.most for s in strata)
    expected = precision.value * precision.population
    missed = sum(s.estimate or 0.0 for s in strata)
    return _part(expected, missed), _part(fewest, most)


def _part(held: float, missed: float) -> float | None:
    return held / (held + missed) if held + missed > 0 else None
