"""Role-filler entities: what is compared, what is one entity, and how they are counted."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.muc4.assignment import assign
from bench.muc4.ree import gold_entities, score_ree
from bench.muc4.roles import ROLES, normal
from tests.bench.templates import make

Entities = dict[str, list[list[str]]]


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("The  MASKED Men", "masked men"),
        ('"RED HAND" band', "red hand band"),
        ("U.S. SAILORS", "us sailors"),
        ("A HALF-BURNT MILL", "halfburnt mill"),
        ("AN ATHENA THEATER", "athena theater"),
        ("THE A", ""),
    ],
)
def test_strings_are_compared_without_case_punctuation_and_articles(text: str, compared: str) -> None:
    assert normal(text) == compared


def test_gold_is_pooled_over_templates_optional_ones_and_optional_fills_too() -> None:
    first = make({9: ['"MASKED MEN" / "MEN"', '? "DRIVER"'], 18: '"LUCIA"', 19: '"CLERK": "LUCIA"'})
    second = make({9: '"MEN"', 10: '"THE LEAGUE"', 6: '"FUSE"', 12: '"MILL"'}, optional=True)
    assert gold_entities([first, second]) == {
        "PerpInd": [["MASKED MEN", "MEN"], ["DRIVER"]],
        "PerpOrg": [["THE LEAGUE"]],
        "Target": [["MILL"]],
        "Victim": [["LUCIA"]],
        "Weapon": [["FUSE"]],
    }


def test_the_same_and_the_smaller_are_one_entity_and_what_only_overlaps_is_not() -> None:
    same = make({12: ['"MILL" / "OLD MILL"', '"The old mill" / "mill"']})
    assert gold_entities([same])["Target"] == [["MILL", "OLD MILL"]]
    smaller_first = [make({12: '"MILL"'}), make({12: '"MILL" / "OLD MILL"'})]
    assert gold_entities(smaller_first)["Target"] == [["MILL", "OLD MILL"]]
    overlap = make({9: ['"LUCIA" / "SAILORS"', '"TOMAS" / "SAILORS"']})
    assert gold_entities([overlap])["PerpInd"] == [["LUCIA", "SAILORS"], ["TOMAS", "SAILORS"]]


def test_counts_by_hand() -> None:
    gold: dict[str, Entities] = {
        "A": {"PerpInd": [["masked men", "men"], ["driver"]], "Victim": [["lucia"]]},
        "B": {"Target": [["mill"]]},
    }
    predicted: dict[str, Entities] = {
        # Right: the strings are a subset. Wrong: one string is no alternative. Wrong: the entity is taken.
        "A": {"PerpInd": [["The men"], ["driver", "pilot"], ["masked men", "men"]], "Victim": [["Lucia"]]},
        "C": {"Victim": [["somebody"]]},
    }
    result = score_ree(predicted, gold)
    assert (result["right"], result["predicted"], result["gold"]) == (2, 4, 4)
    assert (result["precision"], result["recall"], result["f1"]) == (0.5, 0.5, 0.5)
    assert result["roles"]["PerpInd"]["precision"] == pytest.approx(1 / 3)
    assert result["roles"]["PerpInd"]["recall"] == 0.5
    assert result["roles"]["Target"]["recall"] == 0.0
    assert result["roles"]["Weapon"]["f1"] == 0.0


def test_entities_are_paired_so_that_most_are_right() -> None:
    # "men" fits both; given to the first, "masked men" would be left with the second.
    gold: dict[str, Entities] = {"A": {"PerpInd": [["masked men", "men"], ["men", "riders"]]}}
    predicted: dict[str, Entities] = {"A": {"PerpInd": [["men"], ["masked men"]]}}
    assert score_ree(predicted, gold)["f1"] == 1.0


def test_an_entity_without_string_is_wrong() -> None:
    result = score_ree({"A": {"Victim": [[]]}}, {"A": {"Victim": [["lucia"]]}})
    assert (result["right"], result["predicted"]) == (0, 1)


_entities = st.lists(
    st.lists(st.sampled_from(["mill", "old mill", "barn", "the barn", "crane"]), min_size=1, max_size=3),
    max_size=4,
)
_documents = st.dictionaries(
    st.sampled_from("ABC"), st.fixed_dictionaries(dict.fromkeys(ROLES, _entities)), min_size=1
)


@given(_documents)
def test_the_gold_is_right_and_its_order_does_not_matter(gold: dict[str, Entities]) -> None:
    reverse = {d: {r: [e[::-1] for e in es[::-1]] for r, es in roles.items()} for d, roles in gold.items()}
    result = score_ree(reverse, gold)
    filled = any(entities for roles in gold.values() for entities in roles.values())
    assert result["f1"] == (1.0 if filled else 0.0)


@given(_documents, _documents)
def test_scores_are_fractions_and_a_spurious_entity_never_raises_precision(
    predicted: dict[str, Entities], gold: dict[str, Entities]
) -> None:
    before = score_ree(predicted, gold)
    document = next(iter(gold))
    more = {**predicted, document: {**predicted.get(document, {})}}
    more[document]["Victim"] = [*more[document].get("Victim", []), ["nobody of the kind"]]
    after = score_ree(more, gold)
    assert after["precision"] <= before["precision"]
    assert after["recall"] == before["recall"]
    assert all(0.0 <= before[m] <= 1.0 for m in ("precision", "recall", "f1"))


@given(st.data())
def test_the_assignment_is_the_best_there_is(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))
    row = st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.5]), min_size=columns, max_size=columns)
    worth = data.draw(st.lists(row, min_size=rows, max_size=rows))
    pairs = assign(worth)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    size = max(rows, columns)
    padded = [[worth[i][j] if i < rows and j < columns else 0.0 for j in range(size)] for i in range(size)]
    best = max(
        sum(padded[i][j] for i, j in enumerate(order)) for order in itertools.permutations(range(size))
    )
    assert sum(worth[i][j] for i, j in pairs) == pytest.approx(best)
