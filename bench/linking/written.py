"""Reports with a text: the two labelled sets of the tests, of which the second was held back."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from bench.linking.headlines import calibration_error, reliability
from bench.linking.scoring import score
from tests.resolve.summer import summer
from tests.resolve.winter import winter
from tocsin.resolve import Mention, cluster, judge


def measure() -> dict[str, Any]:
    """Return the scores of both sets, and how far the pairs' probabilities of both can be believed.

    A pair that is not judged counts as told to be improbable, with half of the least that is judged.
    """
    mentions, truth = summer()
    first = [(truth[mention.id], mention) for mention in mentions]
    found = {"seen": _scored(first), "held_back": _scored(winter())}
    said = [*_said(first), *_said(winter())]
    judged = [pair for pair in said if pair[0] > UNJUDGED]
    return found | {
        "pairs": len(said),
        "calibration_error": calibration_error(said),
        "judged_pairs": len(judged),
        "calibration_error_of_judged": calibration_error(judged),
        "reliability": reliability(judged),
    }


UNJUDGED = 0.015


def _scored(labelled: list[tuple[str, Mention]]) -> dict[str, Any]:
    mentions = [mention for _, mention in labelled]
    place = {mention.id: position for position, mention in enumerate(mentions)}
    parts = cluster(list(place), judge(mentions, []))
    return score([tuple(place[name] for name in part) for part in parts], [gold for gold, _ in labelled])


def _said(labelled: list[tuple[str, Mention]]) -> list[tuple[float, bool]]:
    gold = {mention.id: incident for incident, mention in labelled}
    judged = {(j.a, j.b): j.probability for j in judge([mention for _, mention in labelled], [])}
    return [(judged.get((a, b), UNJUDGED), gold[a] == gold[b]) for a, b in combinations(sorted(gold), 2)]
