"""The official score: whole templates counted by hand, and what holds of any score."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.muc4.official import score_official
from bench.muc4.tally import Counts
from bench.muc4.template import Template
from tests.bench.templates import DOCUMENT, make, templates

KEY = {
    2: "- 13 MAY 88",
    3: "NORLAND: HAVEN (CITY)",
    4: "BOMBING",
    5: "ACCOMPLISHED",
    6: '"TWO BOMBS" / "BOMBS"',
    7: 'BOMB: "TWO BOMBS" / "BOMBS"',
    8: "? TERRORIST ACT",
    9: ['"MASKED MEN"', '? "DRIVER"'],
    12: ['"HARBOR OFFICE"', '"MILL"'],
    13: ['GOVERNMENT OFFICE OR RESIDENCE: "HARBOR OFFICE"', 'COMMERCIAL: "MILL"'],
    18: '"LUCIA VARGAS"',
    19: '"CLERK": "LUCIA VARGAS"',
    21: '1: "LUCIA VARGAS"',
    23: 'DEATH: "LUCIA VARGAS"',
}
RESPONSE = {
    2: "13 MAY 88",
    3: "NORLAND: HAVEN (CITY)",
    4: "ATTACK",
    5: "ACCOMPLISHED",
    6: '"BOMBS"',
    7: 'EXPLOSIVE: "BOMBS"',
    9: ['"MEN"', '"SAILORS"'],
    12: ['"POST OFFICE"', '"BAKERY"', '"TOWER"'],
    18: '"VARGAS"',
    19: '"CLERK": "VARGAS"',
    21: '2: "VARGAS"',
    23: 'DEATH: "LUCIA VARGAS"',
    24: "2",
}


def score(responses: list[Template], keys: list[Template]) -> dict[str, Any]:
    return score_official({DOCUMENT: responses}, {DOCUMENT: keys})


def row(result: dict[str, Any], name: str = "ALL TEMPLATES") -> tuple[int, ...]:
    counts = result["rows"][name]
    return tuple(counts[c] for c in ("POS", "ACT", "COR", "PAR", "INC", "SPU", "MIS"))


def test_one_template_by_hand() -> None:
    # slot  2 day before the anchor           PAR      slot 12 same head, other word        PAR
    # slot  3                                 COR              MILL and one of two others   INC, SPU
    # slot  4 ATTACK for BOMBING              PAR      slot 13 two                          MIS MIS
    # slot  5                                 COR      slot 18 part of the name             PAR
    # slot  6                                 COR      slot 19 right, tag not               PAR
    # slot  7 broader                         PAR      slot 21 wrong number                 INC
    # slot  8 optional, not given             none     slot 23                              COR
    # slot  9 same words but for a modifier   PAR      slot 24 not in the key               SPU
    #         optional, not matched: SAILORS  SPU
    # COR 4, PAR 7, INC 2, SPU 3, MIS 2: POS 15, ACT 16.
    result = score([make(RESPONSE)], [make(KEY)])
    assert row(result) == (15, 16, 4, 7, 2, 3, 2)
    assert result["recall"] == pytest.approx(7.5 / 15)
    assert result["precision"] == pytest.approx(7.5 / 16)
    assert result["f1"] == pytest.approx(2 * (7.5 / 15) * (7.5 / 16) / (7.5 / 15 + 7.5 / 16))
    # Slots 4, 5, 7, 13, 23 (8 is optional and not given): COR 2, PAR 2, MIS 2.
    assert row(result, "SET FILLS ONLY") == (6, 4, 2, 2, 0, 0, 2)
    # Slots 6, 9, 12, 18, 19: COR 1, PAR 4, INC 1, SPU 2.
    assert row(result, "STRING FILLS ONLY") == (6, 8, 1, 4, 1, 2, 0)
    assert result["templates"] == {"matched": 1, "missing": 0, "spurious": 0, "optional_left_out": 0}


def test_the_four_rows() -> None:
    # Matched: type and victim, POS 2, ACT 2, COR 2. Missing: type and target, 2 and an optional one.
    # Spurious: type and two perpetrators, 3.
    keys = [make({4: "ATTACK", 18: '"LUCIA"'}), make({4: "ARSON", 12: ['"MILL"', '? "BARN"']})]
    responses = [make({4: "ROBBERY", 9: ['"MEN"', '"RIDERS"']}), make({4: "ATTACK", 18: '"LUCIA"'})]
    result = score(responses, keys)
    assert row(result, "MATCHED ONLY") == (2, 2, 2, 0, 0, 0, 0)
    assert row(result, "MATCHED/MISSING") == (4, 2, 2, 0, 0, 0, 2)
    assert row(result, "MATCHED/SPURIOUS") == (2, 5, 2, 0, 0, 3, 0)
    assert row(result) == (4, 5, 2, 0, 0, 3, 2)
    assert (result["recall"], result["precision"]) == (0.5, 0.4)
    assert result["templates"] == {"matched": 1, "missing": 1, "spurious": 1, "optional_left_out": 0}


def test_an_optional_template_counts_only_where_it_is_mapped() -> None:
    optional = make({4: "ARSON", 12: ['"MILL"', '"BARN"']}, optional=True)
    assert row(score([], [optional])) == (0, 0, 0, 0, 0, 0, 0)
    assert score([], [optional])["templates"]["optional_left_out"] == 1
    assert row(score([make({4: "ARSON", 12: '"MILL"'})], [optional])) == (3, 2, 2, 0, 0, 0, 1)


def test_mapping_asks_for_the_type_and_for_one_perpetrator_or_target() -> None:
    key = make({2: "13 MAY 88", 3: "NORLAND", 4: "BOMBING", 18: '"LUCIA"'})
    same_day = {2: "13 MAY 88", 3: "NORLAND"}
    assert score([make({**same_day, 4: "ROBBERY", 18: '"LUCIA"'})], [key])["templates"]["matched"] == 0
    assert score([make({**same_day, 4: "BOMBING", 18: '"TOMAS"'})], [key])["templates"]["matched"] == 0
    assert score([make({4: "ATTACK", 18: '"LUCIA"'})], [key])["templates"]["matched"] == 1
    # A key that names nobody and nothing is mapped by its type.
    bare = make({**same_day, 4: "BOMBING"})
    assert score([make({**same_day, 4: "BOMBING", 18: '"LUCIA"'})], [bare])["templates"]["matched"] == 1


def test_the_mapping_with_the_most_points_is_taken() -> None:
    # Either response fits either key somewhat, and one of them wholly.
    dated = make({4: "ATTACK", 18: '"LUCIA"', 2: "13 MAY 88"})
    blamed = make({4: "ATTACK", 18: '"LUCIA"', 9: '"MEN"'})
    responses, keys = [blamed, dated], [dated, blamed]
    assert score(responses, keys)["f1"] == 1.0
    # A required key comes before an optional one that fits as well.
    twins = [make({4: "ATTACK", 9: '"MEN"'}, optional=True), make({4: "ATTACK", 9: '"MEN"'})]
    assert row(score([make({4: "ATTACK", 9: '"MEN"'})], twins)) == (2, 2, 2, 0, 0, 0, 0)


def test_fills_of_a_slot_pair_for_the_most_points() -> None:
    # "MEN" would do for either; paired first come first served, "MASKED MEN" would be left without partner.
    key = make({4: "ATTACK", 9: ['"MASKED MEN"', '"MEN"']})
    response = make({4: "ATTACK", 9: ['"MEN"', '"MASKED MEN"']})
    assert row(score([response], [key])) == (3, 3, 3, 0, 0, 0, 0)


def test_documents_without_response_are_missed_and_irrelevant_ones_can_only_be_spoiled() -> None:
    key, response = make({4: "ATTACK", 9: '"MEN"'}), make({4: "ATTACK", 9: '"MEN"'})
    result = score_official({"B": [response]}, {"A": [key], "B": []})
    assert row(result) == (2, 2, 0, 0, 0, 2, 2)
    assert result["f1"] == 0.0
    assert score_official({}, {"B": []})["f1"] == 0.0


def test_the_measures_are_those_of_the_papers() -> None:
    counts = Counts(correct=5, partial=2, incorrect=1, spurious=2, missing=4, noncommittal=3)
    figures = counts.figures()
    assert (figures["POS"], figures["ACT"], figures["NON"]) == (12, 10, 3)
    assert figures["recall"] == 6 / 12
    assert figures["precision"] == 6 / 10
    assert figures["overgeneration"] == 2 / 10


@given(st.lists(templates(), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_the_key_itself_is_right(keys: list[Template]) -> None:
    result = score(keys, keys)
    assert result["recall"] == result["precision"] == result["f1"] == 1.0


@given(st.lists(templates(), max_size=3), st.lists(templates(), max_size=3), st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_does_not_matter_and_scores_are_fractions(
    responses: list[Template], keys: list[Template], random: Any
) -> None:
    before = score(responses, keys)
    mixed, shuffled = list(responses), list(keys)
    random.shuffle(mixed)
    random.shuffle(shuffled)
    after = score(mixed, shuffled)
    for measure in ("recall", "precision", "f1"):
        assert 0.0 <= before[measure] <= 1.0
        assert before[measure] == pytest.approx(after[measure])


@given(st.lists(templates(), max_size=3), st.lists(templates(), max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_spurious_template_never_raises_precision(responses: list[Template], keys: list[Template]) -> None:
    spurious = make({4: "HIJACKING", 9: '"NOBODY OF THE KIND"'})
    before, after = score(responses, keys), score([*responses, spurious], keys)
    assert after["precision"] <= before["precision"]
    assert after["recall"] == before["recall"]
