"""Template filling: counts by hand, the best pairing against all pairings, and what holds of any score."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.muc4.filling import gold_templates, score_filling
from bench.muc4.roles import ROLES
from bench.muc4.template import Template
from tests.bench.templates import make, templates

Filled = dict[str, Any]


def filled(kind: str, **roles: list[list[str]]) -> Filled:
    return {"incident_type": kind, **{role: roles.get(role, []) for role in ROLES}}


def score(predicted: list[Filled], gold: list[Filled]) -> dict[str, Any]:
    return score_filling({"A": predicted}, {"A": gold})


def test_key_templates_in_the_shape_of_predictions_alike_ones_once() -> None:
    one = make({4: "BOMBING / ATTACK", 9: '"MASKED MEN" / "MEN"', 2: "13 MAY 88"})
    other = make({4: "BOMBING / ATTACK", 9: '"The masked men" / "men"', 2: "14 MAY 88"}, optional=True)
    third = make({4: "ARSON"})
    assert gold_templates([one, other, third]) == [
        filled("BOMBING / ATTACK", PerpInd=[["MASKED MEN", "MEN"]]),
        filled("ARSON"),
    ]


def test_counts_by_hand() -> None:
    gold = [
        filled("BOMBING", PerpInd=[["masked men", "men"]], Target=[["mill"], ["barn"]]),
        filled("ARSON", Target=[["boat"]], Victim=[["lucia"]]),
    ]
    predicted = [
        filled("bombing", PerpInd=[["the men"], ["masked men"]], Target=[["mill"], ["tower"]]),
        filled("ROBBERY", Target=[["boat"]]),
    ]
    # Predicted: 2 types and 5 entities. Right in the pair: the type, both perpetrators (entities are not
    # paired one to one), the mill: 4 of 7. Gold: 2 types, 1 + 2 + 1 + 1 entities. Found: the type, the
    # masked men, the mill: 3 of 7. The robbery is spurious with its boat, the arson missed with all it has.
    result = score(predicted, gold)
    assert result["precision"] == pytest.approx(4 / 7)
    assert result["recall"] == pytest.approx(3 / 7)
    assert result["f1"] == pytest.approx(2 * (4 / 7) * (3 / 7) / (4 / 7 + 3 / 7))
    assert result["roles"]["incident_type"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert result["roles"]["Target"]["precision"] == pytest.approx(1 / 3)
    assert result["roles"]["Victim"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_a_gold_template_of_two_types_takes_either_and_a_prediction_of_two_has_to_be_both() -> None:
    gold = [filled("BOMBING / ATTACK")]
    assert score([filled("attack")], gold)["f1"] == 1.0
    assert score([filled("BOMBING / ATTACK")], gold)["f1"] == 1.0
    assert score([filled("BOMBING / ARSON")], gold)["f1"] == 0.0


def test_the_pairing_is_the_best_of_the_document() -> None:
    gold = [filled("ATTACK", Victim=[["lucia"]]), filled("ATTACK", Victim=[["lucia"]], PerpInd=[["men"]])]
    predicted = [
        filled("ATTACK", Victim=[["lucia"]], PerpInd=[["men"]]),
        filled("ATTACK", Victim=[["lucia"]]),
    ]
    assert score(predicted, gold)["f1"] == 1.0


def test_what_is_not_of_the_shape_is_refused() -> None:
    with pytest.raises(TypeError, match="A: no incident_type"):
        score([{"PerpInd": []}], [])
    with pytest.raises(TypeError, match="A: Victim is not a list of lists"):
        score([{"incident_type": "ATTACK", "Victim": ["lucia"]}], [])


def _exhaustive(predicted: list[Filled], gold: list[Filled]) -> float:
    """Score every pairing by leaving out of either side what is not paired, as GTT does."""
    best = 0.0
    for choice in itertools.product([*range(len(gold)), -1], repeat=len(predicted)):
        taken = [j for j in choice if j >= 0]
        if len(set(taken)) < len(taken):
            continue
        right_p = right_r = 0
        for i, j in enumerate(choice):
            if j >= 0 and predicted[i]["incident_type"] == gold[j]["incident_type"]:
                right_p, right_r = right_p + 1, right_r + 1
                for role in ROLES:
                    ours, theirs = predicted[i][role], gold[j][role]
                    right_p += sum(any(set(p) <= set(g) for g in theirs) for p in ours)
                    right_r += sum(any(set(p) <= set(g) for p in ours) for g in theirs)
        found, wanted = (sum(1 + sum(len(t[r]) for r in ROLES) for t in side) for side in (predicted, gold))
        p, r = (right_p / found if found else 0.0), (right_r / wanted if wanted else 0.0)
        best = max(best, 2 * p * r / (p + r) if p + r else 0.0)
    return best


_entity = st.lists(st.sampled_from(["mill", "barn", "crane"]), min_size=1, max_size=2, unique=True)
_filled = st.builds(
    filled,
    st.sampled_from(["ATTACK", "ARSON"]),
    PerpInd=st.lists(_entity, max_size=2),
    Target=st.lists(_entity, max_size=2),
)


@given(st.lists(_filled, max_size=4), st.lists(_filled, max_size=4))
@settings(max_examples=80, deadline=None)
def test_no_pairing_is_better(predicted: list[Filled], gold: list[Filled]) -> None:
    assert score(predicted, gold)["f1"] == pytest.approx(_exhaustive(predicted, gold))


@given(st.lists(templates(), min_size=1, max_size=4), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_gold_is_right_in_any_order(keys: list[Template], random: Any) -> None:
    gold = gold_templates(keys)
    mixed = list(gold)
    random.shuffle(mixed)
    assert score(mixed, gold)["f1"] == 1.0


@given(st.lists(_filled, max_size=4), st.lists(_filled, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_spurious_template_never_raises_precision(predicted: list[Filled], gold: list[Filled]) -> None:
    before = score(predicted, gold)
    after = score([*predicted, filled("HIJACKING", Victim=[["nobody"]])], gold)
    assert after["f1"] <= before["f1"]
    assert all(0.0 <= before[m] <= 1.0 for m in ("precision", "recall", "f1"))
    if len(gold) == 1:  # with more, another pairing of the same templates may have the best F1
        assert after["precision"] <= before["precision"]
