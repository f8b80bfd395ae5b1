"""From a reading to events: which sentences belong to one attack."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tocsin.coding.events import Telling
from tocsin.coding.reader.reading import Reading, Told
from tocsin.coding.reader.schema import TYPES
from tocsin.coding.threads import Thread, threads
from tocsin.model import Span

SETTINGS = {"relevant": 0.5, "tells": 0.5, "opens": 0.5, "openings": [0.0, 1.0, 0.0, *[0.0] * 8]}
"""Of the signs of another attack only the reader's own word counts."""


def told(incident: float, opens: float = 0.0) -> Told:
    return Told(incident, 1 - incident, opens, np.full(len(TYPES), 0.2, np.float32))


def made(*sentences: Told | None, incident: float = 0.9, several: float = 0.5) -> list[Thread]:
    reading = Reading(0.0, 0.0, several, sentences, (), lambda _: {})
    tellings = [Telling(i, Span(10 * i, 10 * i + 9), f"it tells {i}") for i in range(len(sentences))]
    return threads("It tells. " * len(sentences), reading, tellings, incident, "A Title", SETTINGS)


def test_a_text_that_reports_nothing_has_no_event() -> None:
    assert made(told(0.9), incident=0.3) == []


def test_background_stands_in_no_event() -> None:
    (one,) = made(told(0.9), told(0.1), told(0.8))
    assert [s.start for s in one.sentences] == [0, 20]
    assert one.anchor == Span(0, 9)
    assert one.title == "a title"


def test_the_first_sentence_tells_of_the_attack_where_that_is_not_unlikely() -> None:
    (one,) = made(told(0.3), told(0.3), told(0.9))
    assert [s.start for s in one.sentences] == [0, 20]


def test_a_sentence_that_opens_another_incident_begins_an_event() -> None:
    first, second = made(told(0.9), told(0.9, 0.8), told(0.9))
    assert [s.start for s in first.sentences] == [0]
    assert [s.start for s in second.sentences] == [10, 20]
    assert second.title == ""
    assert second.probability < first.probability


def test_a_relevant_text_without_a_sure_sentence_rests_on_the_surest() -> None:
    (one,) = made(told(0.1), told(0.4), None)
    assert one.anchor == Span(10, 19)


def test_a_text_without_readable_sentences_has_no_event() -> None:
    assert made(None, None) == []


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=12), st.floats(0, 1), st.floats(0, 1))
def test_events_share_no_sentence_and_keep_the_order(
    values: list[tuple[float, float]], incident: float, several: float
) -> None:
    found = made(*(told(*pair) for pair in values), incident=incident, several=several)
    starts = [s.start for thread in found for s in thread.sentences]
    assert starts == sorted(set(starts))
    assert all(0 <= thread.probability <= 1 for thread in found)
    assert bool(found) <= (incident >= 0.5 and bool(values))


def test_a_sentence_that_was_said_already_opens_nothing() -> None:
    sentences = (told(0.9), told(0.9, 0.9))
    reading = Reading(0.0, 0.0, 0.5, sentences, (), lambda _: {})
    tellings = [Telling(i, Span(10 * i, 10 * i + 9), "it tells") for i in range(2)]
    assert len(threads("It tells. " * 2, reading, tellings, 0.9, None, SETTINGS)) == 1
