"""What the reader makes of sentences: each written one, and what must never pass."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.claims import digest, held_out
from bench.claims import written as papers
from tests.claims.sentences import reading, right, written
from tocsin.claims import Corrections, corrected, parse, read, skeleton
from tocsin.claims import written as file_of
from tocsin.claims.reading.numbers import VAGUE
from tocsin.errors import InputError
from tocsin.model import Amount

SAID = date(2016, 8, 1)
SENTENCES = written("sentences.txt")
HELD_BACK = written("held_back.txt")
PAPER = [line for line in papers() if not held_out(line[0]) and "By mid-July" not in line[0]]
AFTERWARDS = [*PAPER, *written("wild.txt"), *written("wild_again.txt")]
EVERY = [*SENTENCES, *HELD_BACK, *AFTERWARDS]


@pytest.mark.parametrize(("sentence", "said", "expected"), EVERY, ids=[s[0][:60] for s in EVERY])
def test_a_written_sentence_is_read_as_a_person_reads_it(sentence: str, said: date, expected: str) -> None:
    assert right(sentence, said, expected), reading(sentence, said)


def test_there_are_enough_sentences_and_no_two_alike() -> None:
    every = [sentence for sentence, _, _ in EVERY]
    assert len(set(every)) == len(every)
    assert len(SENTENCES) + len(HELD_BACK) >= 120
    assert len(HELD_BACK) == 40


def test_two_claims_in_one_sentence_are_both_read() -> None:
    claims = read(
        "There were 12 attacks in Europe in June and 86 people were killed in Nice.", said_on=SAID
    ).claims
    assert [(c.kind, c.side.subject.counted, c.amount) for c in claims] == [
        ("count", "attacks", Amount(12)), ("count", "killed", Amount(86)),
    ]  # fmt: skip
    assert [c.part for c in claims] == [1, 2]
    assert claims[1].side.area.name == "Nice (FR)"


def test_the_second_claim_takes_place_and_time_from_the_first() -> None:
    first, second = read("12 attacks in Turkey in June, and 5 bombings.", said_on=SAID).claims
    assert second.side.area == first.side.area
    assert second.side.period == first.side.period


def test_sentences_after_one_another_are_read_apart_and_the_rest_is_told() -> None:
    found = read("The sky is blue. Attacks every 84 hours in Europe. Cats like fish.", said_on=SAID)
    assert [c.kind for c in found.claims] == ["gap"]
    assert len(found.not_understood) == 2


@pytest.mark.parametrize("text", ["", "   ", "...", "\x00\x1b\u202e", "—"])
def test_nothing_is_no_claim(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read(text, said_on=SAID)


def test_a_megabyte_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="1,000,000 characters"):
        read("attack " * 142_857 + "x", said_on=SAID)


def test_control_characters_and_forged_marks_do_nothing() -> None:
    clean = read("Attacks every 84 hours in Europe.", said_on=SAID).claims[0]
    odd = read("Attacks \x1b[31mevery\u202e 84\x07 hours in ⟪A0⟫Europe.", said_on=SAID).claims[0]
    assert odd.side == clean.side
    assert odd.amount == clean.amount
    assert "\x1b" not in odd.text
    assert "\u202e" not in odd.text


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Attacks every 0 hours in Europe.", "every 0 hours is none"),
        ("Minus three attacks in France in June.", "minus attacks there are none"),
        ("There were -3 attacks in France in June.", "minus attacks there are none"),
        ("There were 99999999999999999999 attacks in France.", "more than any record holds"),
        ("12 attacks in France between 2030 and 2031.", "in the future"),
        ("Refugees carried out 12 attacks in Germany in 2016.", "faith, origin or descent"),
        ("Most of the attackers were Muslims.", "faith, origin or descent"),
        ("Most victims of terrorism are Muslims.", "faith, origin or descent"),
        ("There were 30 attacks on Jews in France in 2015.", "synagogues"),
    ],
)
def test_what_cannot_be_says_why(sentence: str, says: str) -> None:
    found = read(sentence, said_on=SAID)
    assert not found.claims
    assert says in found.not_understood[0].missing


def test_what_is_left_open_is_said() -> None:
    claim = read("There is a terrorist attack every 84 hours.", said_on=SAID).claims[0]
    assert any("the whole world" in note for note in claim.assumed)
    assert any("no time is named" in note for note in claim.assumed)
    assert any("what the definition says" in note for note in claim.assumed)


def test_words_that_said_nothing_are_named() -> None:
    claim = read(
        "Frankly, twice as many terror attacks hit churches in July as in June.", said_on=SAID
    ).claims[0]
    assert claim.unused == ("Frankly",)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read(text, said_on=SAID)
    except InputError:
        return
    for claim in found.claims:
        assert parse(file_of(claim, Corrections()), "x").claim == claim


@given(st.integers(1, 100_000), st.sampled_from(["hours", "days", "weeks"]))
@settings(max_examples=60, deadline=None)
def test_gaps_in_any_unit(n: int, unit: str) -> None:
    claim = read(f"An attack every {n:,} {unit} in Turkey this year.", said_on=SAID).claims[0]
    assert claim.amount == Amount(n * {"hours": 1, "days": 24, "weeks": 168}[unit])
    assert claim.side.area.countries == ("TR",)


def test_a_correction_stands_before_what_was_read() -> None:
    claim = read("12 attacks in Europe in June.", said_on=SAID).claims[0]
    other = corrected(claim, Corrections(region="FR,BE", since=date(2016, 6, 10), count="killed"))
    assert other.side.area.countries == ("BE", "FR")
    assert other.side.period.since == date(2016, 6, 10)
    assert other.side.subject.counted == other.unit == "killed"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Corrections(since=date(2016, 7, 1), until=date(2016, 6, 1)), "before it begins"),
        (Corrections(region="Atlantis-on-Sea"), "no region"),
        (Corrections(since=date(2030, 1, 1), until=date(2030, 2, 1)), "in the future"),
        (Corrections(count="cats"), "choose one of attacks"),
        (Corrections(number=-5.0), "not negative"),
        (Corrections(attack_types=("magic",)), "no attack type"),
        (Corrections(kind="gap", number=0.0), "a gap of 0 hours"),
        (Corrections(kind="change"), "compares two sides"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(wrong: Corrections, says: str) -> None:
    claim = read("12 attacks in Europe in June.", said_on=SAID).claims[0]
    with pytest.raises(InputError, match=says):
        corrected(claim, wrong)


def test_the_held_out_third_is_as_it_was_written() -> None:
    """Whoever mends a sentence or a reading of that third for the reader's sake is found out."""
    lines = papers()
    assert len(lines) >= 120
    assert 40 <= sum(held_out(sentence) for sentence, _, _ in lines) <= len(lines) / 2
    assert digest(lines) == "e6b2b192b9c6c5e0932a1290640a900c60aa5d6cb410779398a135c883bed381"


@pytest.mark.parametrize("word", list(VAGUE))
def test_a_vague_number_is_its_declared_range_and_says_so(word: str) -> None:
    claim = read(f"{word.capitalize()} attacks hit Turkey in June.", said_on=SAID).claims[0]
    low, high = VAGUE[word]
    assert claim.amount == Amount(low, "between", high)
    assert any(f"“{word}” is read as {low:,.0f} to {high:,.0f}" in note for note in claim.assumed)


def test_nearly_every_day_is_five_days_of_seven_or_more() -> None:
    for sentence in ("Nearly every day an attack hits Turkey.", "Attacks almost daily in Turkey.",
                     "Hardly a day passes without an attack in Turkey."):  # fmt: skip
        claim = read(sentence, said_on=SAID).claims[0]
        assert claim.amount == Amount(24.0, "between", 24.0 * 7 / 5)
        assert any("five to seven days of a week" in note for note in claim.assumed)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Five attacks in France since the storming of the Bastille.", "names no date"),
        ("There were 3 attacks in France since 06/07/2016.", "British or American"),
        ("Nice was the second deadliest attack in France since 2000.", "a rank behind it"),
        ("Countless attacks hit Europe.", "a number"),
    ],
)
def test_what_cannot_be_read_in_one_way_is_refused(sentence: str, says: str) -> None:
    found = read(sentence, said_on=SAID)
    assert not found.claims
    assert says in found.not_understood[0].missing


def test_outside_a_country_is_not_in_it() -> None:
    claim = read("12 attacks outside Iraq and Syria in June.", said_on=SAID).claims[0]
    assert claim.side.area.without == ("IQ", "SY")
    assert not claim.side.area.countries


def test_the_name_of_a_group_is_no_town() -> None:
    claim = read("14 kidnappings by Abu Sayyaf in the Philippines in June.", said_on=SAID).claims[0]
    assert claim.side.subject.groups == ("Abu Sayyaf",)
    assert claim.side.area.countries == ("PH",)


def test_slashed_dates_that_are_read_one_way_are_read() -> None:
    for days in ("14/07/2016", "7/14/2016"):
        claim = read(f"One attack in Nice on {days}.", said_on=SAID).claims[0]
        assert claim.side.period.since == claim.side.period.until == date(2016, 7, 14)


def test_a_sentence_that_is_not_understood_has_a_file_to_fill_in() -> None:
    text = skeleton('Countless attacks\nhit "Europe".', "a number", SAID)
    given = parse(text, "claim.toml")
    assert given.claim.kind == "count"
    assert given.claim.amount == Amount(0.0)
    filled = text.replace("number = 0 ", "number = 24 ").replace("# upper = 0 ", "upper = 99 ")
    filled = filled.replace('bound = "is"', 'bound = "between"')
    assert parse(filled, "claim.toml").claim.amount == Amount(24.0, "between", 99.0)
    with pytest.raises(InputError, match="a range goes from number to upper"):
        parse(filled.replace("upper = 99", "upper = 9"), "claim.toml")
