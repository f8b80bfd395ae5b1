"""Claim files: what they hold, what is refused, and that what is written is read back."""

from __future__ import annotations

from datetime import date

import pytest

from tocsin.claims import Corrections, examples, looks_like_a_file, parse, read, rewritten, written
from tocsin.errors import InputError
from tocsin.model import Amount

WHOLE = """
sentence = "There were 12 attacks in Europe in June."
said_on = 2016-08-01
said_by = "a minister"
region = "FR"

[[cited]]
label = "the ministry"
who = "a ministry"
n = 12
since = 2016-06-01
until = 2016-06-30
region = "France"
source = "its yearly report"
"""

COUNTED = 'sentence = "12 attacks in June."\n[[cited]]\nlabel = "x"\nwho = "y"\nsource = "z"\n'


def test_a_file_with_a_sentence_corrections_and_counts() -> None:
    given = parse(WHOLE, "x.toml")
    assert given.claim.side.area.countries == ("FR",)
    assert given.claim.said_by == "a minister"
    assert (given.cited[0].n, given.cited[0].days) == (12, 30)


def test_a_file_without_a_sentence() -> None:
    text = 'kind = "gap"\nnumber = 84\nregion = "EU"\nsince = 2016-06-01\nuntil = 2016-07-31\n'
    text += "said_on = 2016-08-01"
    claim = parse(text, "x.toml").claim
    assert (claim.kind, claim.amount, claim.unit) == ("gap", Amount(84.0), "hours")
    assert len(claim.side.area.countries) == 28


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sentence = ", "is not TOML"),
        ("nonsense = 1", "unknown keys"),
        ("said_on = 2016-08-01", "needs a sentence"),
        ('sentence = "Cats like fish."', "not understood"),
        ('sentence = 3', "sentence is a text"),
        ('sentence = "12 attacks in June."\nsince = "soon"', "since is a day"),
        ('sentence = "12 attacks in June."\nnumber = true', "number is a number"),
        ('sentence = "12 attacks in June."\ngroups = "IS"', "list of texts"),
        ('kind = "gap"\nnumber = 0', "a gap of 0 hours"),
        ('sentence = "12 attacks in June."\n[[cited]]\nn = 3', "needs a label"),
        ('sentence = "12 attacks in June."\n[[cited]]\nlabel = "x"\nn = 3', "needs who"),
        (f"{COUNTED}n = -3", "whole number"),
        (f"{COUNTED}n = 3", "since and until"),
        ('sentence = "12 attacks in June."\ncited = 3', "are tables"),
        ("x = " + "[" * 5000, "is not TOML"),
        ("#" * 100_001, "no claim file"),
        ('sentence = "12 attacks in June and 5 people were killed in May."', "say which with part"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_is_refused_in_one_line(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        parse(text, "x.toml")
    assert "\n" not in str(refused.value)


def test_what_is_written_is_read_back() -> None:
    said = date(2016, 8, 1)
    for text in ('Attacks in "Europe" are up 30 % since 2014.', "12 attacks in June and 5 killed in Nice."):
        for claim in read(text, said_on=said, said_by='a "daily"\x7f', source="x\\y").claims:
            assert parse(written(claim, Corrections()), "x").claim == claim


def test_corrections_rewrite_a_file_and_keep_its_counts() -> None:
    again = parse(rewritten(WHOLE, Corrections(region="DE")), "x")
    assert again.claim.side.area.countries == ("DE",)
    assert again.cited == parse(WHOLE, "x").cited
    assert rewritten(WHOLE, Corrections()) == WHOLE


def test_a_file_is_told_from_a_sentence() -> None:
    assert looks_like_a_file("# mine\n\nsentence = 'x'")
    assert looks_like_a_file("[[cited]]")
    assert not looks_like_a_file("An attack every 84 hours = a lot")
    assert not looks_like_a_file("Attacks = bad")


def test_every_shipped_count_says_who_counted_and_where() -> None:
    for example in examples().values():
        assert example.claim.said_by
        for one in example.cited:
            assert one.who
            assert one.source
