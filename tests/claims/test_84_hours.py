"""The worked example: its table, its ratio and its verdict, as published; each computed from n and days."""

from __future__ import annotations

import math
from datetime import date

import pytest

from tests.claims.made import spread_over, view
from tocsin.claims import Checked, check, examples, read
from tocsin.claims.pricing import cited_price, price_sentence

# n, mean gap, exact 95 % interval: hours, whole, as the design's table gives them.
PUBLISHED = [
    ("as stated by its author", 12, 84, 48, 163),
    ("the same author, since June 2014", 73, 247, 197, 315),
    ("Western Europe, jihadi attacks launched, June and July 2016", 5, 293, 125, 902),
    ("Europol, jihadist, EU, 2016", 13, 676, 395, 1269),
    ("Europol, all ideologies, EU, 2016", 142, 62, 52, 73),
    ("GTD, “Europe”, 2016", 369, 24, 21, 26),
]


@pytest.fixture(scope="module")
def checked() -> Checked:
    example = examples()["84-hours"]
    return check(example.claim, None, cited=example.cited)


def test_the_table_comes_out_in_whole_hours(checked: Checked) -> None:
    rows = [row for row in checked.rows if row.about == "cited"]
    made = [
        (row.label, e.n, round(e.value or 0), round(e.low or 0), round(e.high or 0))
        for row in rows
        if (e := row.estimate) is not None
    ]
    assert made == PUBLISHED


def test_the_definition_moves_the_answer_28_fold_and_chance_3_4_fold(checked: Checked) -> None:
    assert any("the definition moves the answer 28-fold" in s and "3.4-fold" in s for s in checked.because)


def test_the_ratio_and_both_p(checked: Checked) -> None:
    ratio = checked.cited_price
    assert ratio is not None
    assert ratio.value is not None
    assert ratio.low is not None
    assert ratio.high is not None
    assert [round(x, 1) for x in (ratio.value, ratio.low, ratio.high)] == [3.3, 1.6, 6.2]
    assert round(ratio.details["p"], 4) == 0.0007
    assert math.isclose(ratio.details["scan_p"], 0.075, abs_tol=0.005)
    assert "other 61 in 710 days" in price_sentence(ratio)


def test_both_scopes_are_told_apart(checked: Checked) -> None:
    assert checked.verdict == "wrong scope"
    wrong = {s.aspect for s in checked.scope if not s.matches}
    assert wrong == {"where", "what"}
    assert any("a figure of a larger place is said of a smaller one" in s for s in checked.because)


def test_the_sentence_alone_finds_its_origin() -> None:
    text = "In Europe alone the last two months have seen attacks every 84 hours"
    claim = read(text, said_on=date(2016, 8, 1)).claims[0]
    made = check(claim, view(spread_over(12, date(2016, 6, 1), 61)))
    assert made.verdict == "wrong scope"
    assert made.stated is not None
    assert made.stated.estimate is not None
    assert made.stated.estimate.n == 12
    assert any("IntelCenter" in sentence for sentence in made.because)


def test_another_number_has_no_known_origin() -> None:
    claim = read("An attack every 85 hours in Europe since June", said_on=date(2016, 8, 1)).claims[0]
    made = check(claim, view(spread_over(12, date(2016, 6, 1), 61)))
    assert made.verdict != "wrong scope"
    assert not made.scope
    assert any("No source of the number" in caution for caution in made.cautions)


def test_the_number_said_of_its_own_scope_is_no_wrong_scope() -> None:
    text = "Islamic State attacks every 84 hours since 8 June worldwide outside the war zones."
    claim = read(text, said_on=date(2016, 7, 21)).claims[0]
    made = check(claim, None)
    assert all(s.matches for s in made.scope)
    assert made.verdict == "supported"


def test_the_price_needs_a_longer_count_of_the_same_author() -> None:
    cited = examples()["84-hours"].cited
    assert cited_price(tuple(one for one in cited if one.origin)) is None
