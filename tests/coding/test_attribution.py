"""Names weighed as groups, relations, persons left alone. All sentences here are our own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding import code
from tocsin.coding.attribution import RELATIONS, named, related, signs_of
from tocsin.coding.group_forms import Candidate, candidates, form_signs, may_be_group
from tocsin.coding.group_names import named_groups
from tocsin.coding.groups import find_groups
from tocsin.coding.tokens import tokenize
from tocsin.coding.whose import spoken_of
from tocsin.model import Document, Span

PUBLISHED = datetime(2024, 3, 5, 12, tzinfo=UTC)


def weighed(sentence: str, name: str) -> tuple[str, set[str]]:
    """Return the likeliest relation of the candidate `name`, and its signs."""
    span = Span(0, len(sentence))
    tokens = tokenize(sentence, span)
    one = next(c for c in candidates(tokens, sentence) if c.name.endswith(name))
    found = signs_of(tokens, one, (), find_groups(sentence, span))
    chances = related(found)
    return max(RELATIONS, key=lambda relation: chances[relation]), found


@pytest.mark.parametrize(
    ("sentence", "name", "relation"),
    [
        (
            "In a communique the Silver Comet Cell said it had set the charge.",
            "Silver Comet Cell",
            "claimed",
        ),
        (
            "The police commander blamed the Silver Comet Cell for the killing.",
            "Silver Comet Cell",
            "attributed",
        ),
        (
            "Detectives suspect that the Silver Comet Cell may be behind it.",
            "Silver Comet Cell",
            "suspected",
        ),
        ("The Silver Comet Cell denied any part in the murder.", "Silver Comet Cell", "denied"),
        (
            "The men had been paid and sent by the Silver Comet Cell, the prosecutor said.",
            "Silver Comet Cell",
            "directed",
        ),
        (
            "The boy had sworn allegiance to the Silver Comet Cell in a video.",
            "Silver Comet Cell",
            "inspired",
        ),
        (
            "The Silver Comet Cell, which the army had accused, denied it.",
            "Silver Comet Cell",
            "denied",
        ),
        (
            "The district was held by the Silver Comet Cell until a truce in March last year.",
            "Silver Comet Cell",
            "other",
        ),
    ],
)
def test_words_around_a_name_say_what_it_has_to_do_with_the_attack(
    sentence: str, name: str, relation: str
) -> None:
    got, found = weighed(sentence, name)
    assert got == relation
    assert may_be_group(found)
    assert named(found) > 0


def test_an_aside_does_not_hide_the_verb() -> None:
    plain = weighed("The Silver Comet Cell denied it.", "Silver Comet Cell")[1]
    aside = weighed("The Silver Comet Cell, banned for years, denied it.", "Silver Comet Cell")[1]
    assert "right next: denial" in plain & aside


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Police blamed Harun Petrov, 34, for the killing.", "Harun Petrov"),
        ("A spokesman, Harun Petrov, denied it.", "Harun Petrov"),
        ("The attack was claimed by a man named Harun Petrov.", "Harun Petrov"),
        ("Mr Petrov said the group had planted the bomb.", "Petrov"),
        ("They suspect Petrov.", "Petrov"),
        ("A letter signed the Maria Petrov of Kano, a faction, claimed it.", "Maria Petrov"),
        ("The group said that Coast Guard Commandant Harun Petrov had ordered it.", "Petrov"),
        ("Police suspect Harun Petrov, leader of a faction, of the attack.", "Harun Petrov"),
        ("The leader of the group, Colonel Harun Petrov, claimed the attack.", "Harun Petrov"),
    ],
)
def test_a_person_is_never_taken_for_a_group(sentence: str, name: str) -> None:
    tokens = tokenize(sentence, Span(0, len(sentence)))
    for one in candidates(tokens, sentence):
        if one.name.endswith(name):
            assert not may_be_group(form_signs(tokens, one))


@pytest.mark.parametrize(
    "name", ["Red Cross", "National Assembly", "Yobe State Police Command", "Central Bank"]
)
def test_an_institution_is_no_group(name: str) -> None:
    sentence = f"The {name} condemned the attack and said it was behind nobody."
    tokens = tokenize(sentence, Span(0, len(sentence)))
    found = [one for one in candidates(tokens, sentence) if name.endswith(one.name)]
    assert found
    assert not any(may_be_group(form_signs(tokens, one)) for one in found)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Colombia's National Liberation Army said so.", ["National Liberation Army"]),
        ("They named the Eastern Youth Legion.", ["Eastern Youth Legion"]),
        ("They named the 77th Support Battalion.", ["77th Support Battalion"]),
        ("They named the Petrov faction.", ["Petrov faction"]),
        ("They named the Rupu Freedom Army.", ["Rupu Freedom Army"]),
        ("Sweden's Silver Comet Cell said so.", ["Silver Comet Cell"]),
    ],
)
def test_a_name_is_taken_whole(sentence: str, names: list[str]) -> None:
    tokens = tokenize(sentence, Span(0, len(sentence)))
    found = [one.name for one in candidates(tokens, sentence) if one.first > 0]
    assert [name for name in found if name not in ("They", "Sweden")] == names


def test_the_end_of_a_longer_name_is_no_name() -> None:
    sentence = "They named the Eastern Youth Legion."
    assert not named_groups(tokenize(sentence, Span(0, len(sentence))))


def test_a_group_nobody_has_heard_of_is_reported_with_its_claim() -> None:
    text = (
        "A bomb killed four people at a market in Kano on Monday, police said. "
        "A group calling itself the Silver Comet Cell claimed responsibility for the bombing in a statement. "
        "The governor, Harun Petrov, condemned the attack."
    )
    (report,) = code(Document("d", text, None, PUBLISHED)).reports
    groups = [s for s in report.statements if s.property == "group"]
    assert [(s.value["name"], s.value["relation"], s.said_by) for s in groups] == [
        ("Silver Comet Cell", "claimed", "Silver Comet Cell")
    ]


def _spans(*sentences: str) -> tuple[str, list[Span]]:
    text, spans = " ".join(sentences), []
    start = 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    return text, spans


def test_a_sentence_that_points_back_speaks_of_the_attack_before() -> None:
    text, spans = _spans(
        "Gunmen shot five workers in a quarry at dawn.",
        "In the evening a mine destroyed a lorry near the border.",
        "The lorry burned out.",
        "The Silver Comet Cell said the workers of the quarry had been warned.",
        "It claimed both attacks.",
    )
    first, second = spoken_of(text, [spans[:1], spans[1:]])
    assert first == [spans[0], spans[3], spans[4]]
    assert second == [spans[1], spans[2], spans[4]]


def test_of_one_attack_every_sentence_speaks() -> None:
    text, spans = _spans("A bomb went off.", "Both attacks were claimed.")
    assert spoken_of(text, [spans]) == [spans]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_weighed_without_an_error(text: str) -> None:
    tokens = tokenize(text, Span(0, len(text)))
    for one in candidates(tokens, text):
        assert isinstance(one, Candidate)
        assert 0 <= one.first < one.end <= len(tokens)
        assert abs(sum(related(signs_of(tokens, one, tokens, ())).values()) - 1) < 1e-6


@pytest.mark.parametrize("piece", ["A ", "The Front of ", "Aa, ", "of the ", "X(", "Iran's "])
def test_a_hundred_kilobytes_of_anything_are_read(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    candidates(tokenize(text, Span(0, len(text))), text)
