"""Voices: bodies and roles, never a person. All sentences here are our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.coding.tokens import listed
from tocsin.coding.voice import said_by
from tocsin.model import Span

SENTENCES = [
    ("Police said 12 people were killed.", "police"),
    ("Twelve people were killed, police said.", "police"),
    ("The interior ministry said on Friday that 12 people had died.", "interior ministry"),
    ("Twelve died, according to hospital officials.", "hospital officials"),
    ("Turkey's interior ministry confirmed 12 dead.", "interior ministry"),
    ("Twelve died, the Ministry of Health said in a statement.", "health ministry"),
    ('"We saw it," said a police spokesman.', "police"),
    ("A Ruritanian police spokesman confirmed the attack.", "police"),
    ("Police chief Juan Example said 12 died.", "police"),
    ("Juan Example, a spokesman for the army, said 12 died.", "army"),
    ('"It is over," said Juan Example, a spokesman for the interior ministry.', "interior ministry"),
    ("Witnesses told reporters that 12 died.", "witnesses"),
    ("The army has confirmed 12 dead.", "army"),
    ("The US military in Kabul said two soldiers died.", "military"),
    ("A security source told an agency that 12 died.", "security officials"),
    ("State television reported 12 dead.", "state media"),
    ("Local media reported that shots were heard.", "local media"),
    ("Residents said gunmen came at night.", "residents"),
    ("Two policemen died, officials said.", "officials"),
    ("The president blamed the rebels.", "president"),
    ("The governor of the province said ten had died.", "governor"),
    ("Prosecutors said the man had acted alone.", "prosecutors"),
    ("Medics said 30 people were treated.", "medics"),
    ("The United Nations said three peacekeepers died.", "United Nations"),
    ("The Red Cross said ten bodies were recovered.", "Red Cross"),
    ("Islamic State said its fighters carried out the attack.", "Islamic State"),
    ("The Taliban claimed 40 soldiers were killed.", "Taliban"),
    ("According to witnesses, three men opened fire.", "witnesses"),
    ("Investigators believe the device was hidden in a bag.", "investigators"),
    ("POLICE SAID 12 PEOPLE DIED", "police"),
    ("Gunmen attacked a police station, killing 12.", None),
    ("Gunmen attacked a police station, a man said.", None),
    ("Juan Example said he had seen nothing.", None),
    ("He said 12 people had died.", None),
    ("The army has killed 12 militants.", None),
    ("The mayor was killed.", None),
    ("Two police officers were wounded.", None),
    ("", None),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_a_sentence_has_a_voice(sentence: str, expected: str | None) -> None:
    assert said_by(sentence, Span(0, len(sentence))) == expected


def test_only_the_sentence_is_heard() -> None:
    text = "Police said so. The blast was loud."
    assert said_by(text, Span(16, len(text))) is None


WORDS = st.sampled_from(
    sorted(listed("Ana Example Juan said told police , according to the a spokesman for was has"))
)


@given(st.lists(st.sampled_from(["Ana", "Juan", "Example", "said", "told", ",", "that", "he"]), max_size=20))
def test_a_person_is_never_a_voice(words: list[str]) -> None:
    text = " ".join(words)
    assert said_by(text, Span(0, len(text))) is None


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_a_voice_never_holds_a_name(words: list[str]) -> None:
    text = " ".join(words)
    assert said_by(text, Span(0, len(text))) in (None, "police")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    said_by(text, Span(0, len(text)))


@pytest.mark.parametrize("piece", ["1", "Police ", "the a ", "A B ", "said A ", "according to the "])
def test_a_hundred_kilobytes_of_anything_are_read(piece: str) -> None:
    text = (piece * (100_000 // len(piece)))[:100_000]
    said_by(text, Span(0, len(text)))
