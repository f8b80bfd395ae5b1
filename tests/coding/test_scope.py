"""Scope: what the text says outright, then where a group is at home. All sentences here are our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.groups import find_groups
from tocsin.coding.scope import find_scope
from tocsin.model import SCOPES, Span


def scope_of(country: str | None, *sentences: str) -> tuple[str, str] | None:
    """Return the scope and the text of its evidence."""
    text = " ".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    groups = [group for span in spans for group in find_groups(text, span)]
    found = find_scope(text, spans, groups, country)
    return None if found is None else (found[0], found[1].of(text))


CASES = [
    ("KE", "The militants had crossed the border at night.", "transnational"),
    ("TR", "Rockets were fired from neighbouring Syria.", "transnational"),
    ("FR", "The attackers were trained in Syria, prosecutors said.", "transnational"),
    ("FR", "The plot was directed from abroad, the court heard.", "transnational"),
    ("NE", "A cross-border raid left ten soldiers dead.", "transnational"),
    ("LY", "A car bomb exploded outside the French embassy.", "transnational"),
    ("TN", "Gunmen opened fire on a bus carrying tourists.", "transnational"),
    ("BD", "The gunmen singled out foreigners.", "transnational"),
    ("FR", "Islamic State claimed responsibility.", "transnational"),
    ("CM", "Boko Haram militants attacked a village.", "transnational"),
    ("IQ", "Islamic State claimed responsibility.", "domestic"),
    ("NG", "Boko Haram militants attacked a village.", "domestic"),
    ("TR", "The government blamed the PKK for the bombing.", "domestic"),
    ("US", "Police called him a home-grown extremist.", "domestic"),
    ("CA", "The gunman acted alone, police said.", "domestic"),
    ("GB", "Officials described it as domestic terrorism.", "domestic"),
    ("AF", "Islamic State claimed responsibility.", None),
    ("GB", "A man stabbed two people.", None),
    (None, "Islamic State claimed responsibility.", None),
    ("FR", "The gunman was inspired by Islamic State.", None),
    ("ES", "The Taliban denied involvement in the bombing.", None),
    ("NG", "The Green Valley Liberation Front claimed responsibility.", None),
    ("FR", "There was no evidence that the attackers came from abroad.", None),
]


@pytest.mark.parametrize(("country", "sentence", "expected"), CASES)
def test_a_sentence_gives_grounds_or_none(country: str | None, sentence: str, expected: str | None) -> None:
    found = scope_of(country, sentence)
    assert (found[0] if found else None) == expected


def test_what_is_said_outright_goes_before_a_groups_home() -> None:
    said = "Police called him a home-grown extremist."
    assert scope_of("FR", "Islamic State claimed responsibility.", said) == ("domestic", said)


def test_a_group_that_denies_gives_no_grounds() -> None:
    assert scope_of("FR", "The prime minister blamed the TAK, which denied any role.") is None


def test_a_group_of_an_earlier_attack_gives_no_grounds() -> None:
    assert scope_of("FR", "Last year al-Shabaab attacked a university.") is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = find_scope(text, [Span(0, len(text))], [], "FR")
    assert found is None or found[0] in SCOPES


@pytest.mark.parametrize("piece", ["1", "attack ", "the attackers were ", "a b ", "fired from "])
def test_a_hundred_kilobytes_of_anything_are_read(piece: str) -> None:
    text = (piece * (100_000 // len(piece)))[:100_000]
    find_scope(text, [Span(0, len(text))], [], "FR")
