"""Counts from marked mentions: what a mention counts, what is added up, what is the total."""

from __future__ import annotations

import pytest

from tests.coding.reader.marked import marked
from tocsin.coding.reader.counting import count_of
from tocsin.coding.reader.tolls import Tolls, tolls
from tocsin.model import Count, Span


def count(words: str) -> tuple[int | None, int | None, int | None]:
    found = count_of(words, Span(0, len(words)))
    return found.low, found.best, found.high


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("at least 14 people", (14, 14, None)),
        ("Nine people", (9, 9, 9)),
        ("two of the nine soldiers", (2, 2, 2)),
        ("the imam", (1, 1, 1)),
        ("a nurse", (1, 1, 1)),
        ("Anwar Mirjat", (1, 1, 1)),
        ("her 14-year-old daughter", (1, 1, 1)),
        ("dozens", (24, None, None)),
        ("dozens of passengers", (24, None, None)),
        ("villagers", (2, None, None)),
        ("the crew of the boat", (1, 1, 1)),
        ("up to 20 worshippers", (None, None, 20)),
        ("more than 30", (31, 31, None)),
        ("38", (38, 38, 38)),
        ("SIX JESUITS", (6, 6, 6)),
        ("The driver and his mate", (2, 2, 2)),
        ("two masons, a cook and a guard", (4, 4, 4)),
        ("his sons Yahya and Omar", (2, 2, 2)),
        ("a smith and father of four", (1, 1, 1)),
        ("Ana Reyes, a clerk of 30", (1, 1, 1)),
    ],
)
def test_what_a_mention_counts(words: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert count(words) == expected


def killed(source: str) -> Count | None:
    found = told(source).killed
    return found.count if found else None


def told(source: str) -> Tolls:
    return tolls(*marked(source))


@pytest.mark.parametrize(
    ("source", "dead", "hurt"),
    [
        ("[A bystander|injured], [a student of 20|injured], was grazed.", None, 1),
        ("[A nurse|injured], [a driver|injured] and [a guard|injured] were hurt.", None, 3),
        ("[There were no deaths|killed.none].", 0, None),
        ("[There were no casualties|killed.none].", 0, 0),
        ("[Nobody|killed.none] was killed.", 0, None),
        ("[Nobody|killed.none] was hurt.", 0, 0),
        ("[The nine passengers|killed] and [two pilots|killed] are free and unharmed.", None, None),
        ("[His daughter|injured], who was with him, was not hit.", None, None),
        ("[Two more|injured] were defused.", None, None),
        ("Gunmen killed [two guards|killed]; a driver escaped unhurt.", 2, None),
        (
            "[Seven people|killed] died. An earlier statement from the army gave a toll of [nine|killed].",
            7,
            None,
        ),
        ("An earlier statement gave a toll of [nine|killed].", 9, None),
        ("Gunmen killed [three reporters|killed], [two Poles|killed] and [a Dane|killed].", 3, None),
        ("Gunmen killed [three men|killed], [two women|killed] and [a child|killed].", 6, None),
        (
            "The murder of [the six nuns|killed] was condemned. "
            "[The six nuns|killed] and [two others|killed] were found on Thursday.",
            8,
            None,
        ),
        ("The toll rose to [nine|killed] from an earlier figure of [seven|killed].", 9, None),
    ],
)
def test_who_is_counted_among_the_dead_and_the_hurt(source: str, dead: int | None, hurt: int | None) -> None:
    found = told(source)
    assert (found.killed and found.killed.count.best, found.injured and found.injured.count.best) == (
        dead,
        hurt,
    )


def test_victims_that_one_sentence_lists_are_added() -> None:
    assert killed(
        "A bomb killed [six clergymen|killed], [a maid|killed] and [her daughter|killed]."
    ) == Count(8, 8, 8)


def test_a_total_is_not_added_to_its_victims() -> None:
    source = "[Three people|killed] died. [The imam|killed] was among those hit."
    assert killed(source) == Count(3, 3, 3)


def test_parts_and_superseded_figures_do_not_count() -> None:
    source = "[59 people|killed] died, not [62|killed.old], including [three children|killed.part]."
    assert killed(source) == Count(59, 59, 59)


def test_attackers_among_the_dead_are_taken_out() -> None:
    source = "The blast killed [12 people|killed], including [the bomber|attackers]."
    dead, theirs = told(source).killed, told(source).attackers
    assert dead is not None
    assert theirs is not None
    assert dead.count == Count(11, 11, 11)
    assert theirs.count == Count(1, 1, 1)


def test_attackers_beside_the_dead_are_not_taken_out() -> None:
    source = "[Four guards|killed] died. [Two gunmen|attackers] were shot dead by police."
    assert killed(source) == Count(4, 4, 4)


def test_nobody_hurt_is_zero_of_both() -> None:
    found = told("The device burned out and [nobody was hurt|killed.none].")
    dead, hurt = found.killed, found.injured
    assert dead is not None
    assert hurt is not None
    assert dead.count == hurt.count == Count(0, 0, 0)


def test_nothing_told_is_nothing_known() -> None:
    assert killed("A bomb went off in the market.") is None


def test_a_vague_many_does_not_hide_behind_a_single_name() -> None:
    source = "[Dozens|killed] were feared dead. [The mayor|killed] was one of them."
    assert killed(source) == Count(24, None, None)


def test_only_the_sentences_of_the_event_count() -> None:
    text, reading, spans = marked("[Two men|killed] were shot. In Basra [nine people|killed] died.")
    found = tolls(text, reading, spans[:1]).killed
    assert found is not None
    assert found.count == Count(2, 2, 2)
    assert found.grounds[0].span.of(text) == "Two men"


def test_what_the_reader_lists_completes_what_the_words_count() -> None:
    source = "[Two officers|killed] and [a ranger|killed] died in the blast."
    assert killed(source) == Count(3, 3, 3)


def test_a_comma_alone_says_who_somebody_is() -> None:
    assert killed("[A guard|killed], [Itzel Moreno|killed], was shot dead.") == Count(1, 1, 1)


def test_a_name_in_a_later_sentence_is_who_was_only_described() -> None:
    source = "[A radio host|killed] was found shot on Friday. [Oraz Gulmed|killed] read letters on air."
    assert killed(source) == Count(1, 1, 1)


def test_attackers_are_taken_out_where_the_victims_told_beside_show_it() -> None:
    source = "Nine people died. [Five labourers|killed] and [two soldiers|killed] fell, said the governor. "
    assert killed(source + "[Both bombers|attackers] died too.") == Count(7, 7, 7)


def test_ages_and_wrong_numbers_are_no_tolls() -> None:
    assert killed("[The sheikh|killed], [49|killed], was beaten.") == Count(1, 1, 1)
    assert killed("Five men attacked the cafe, not [six|killed].") is None


def test_what_did_not_happen_is_no_toll() -> None:
    assert killed("They uncovered a plot to assassinate [the writer|killed].") is None


def test_an_unsure_sentence_stands_in_where_nothing_else_counts() -> None:
    text, reading, spans = marked("A raid hit the post. Six people were killed.")
    assert tolls(text, reading, spans[:1]).killed is None
    found = tolls(text, reading, spans[:1], aside=spans[1:]).killed
    assert found is not None
    assert found.count == Count(6, 6, 6)


def test_nobody_is_only_where_words_deny() -> None:
    assert killed("[No one was hurt|killed.none] when the grenade went off.") == Count(0, 0, 0)
    assert killed("There are [dead|killed.none] and wounded at the scene.") is None
    found = told("There are dead and [wounded|injured.none] at the scene.").injured
    assert found is None or found.count != Count(0, 0, 0)


def test_some_of_the_wounded_are_a_part_of_them() -> None:
    found = told("[Twenty-three|injured] of the injured were still in hospital on Thursday.").injured
    assert found is None or found.count.best != 23
    assert killed("[One of the wounded|killed] died in the night.") == Count(1, 1, 1)
