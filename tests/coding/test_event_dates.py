"""When an attack was, as many hands write it: each scene of `training/dated.txt`, of which a third is not
fitted to, and what a rule alone decides."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tocsin.coding.scene import Scene
from tocsin.coding.sentences import sentences
from tocsin.coding.when import When, event_date
from tocsin.model import Span
from training.scenes import DATED, TESTED, WrittenScene, read_scenes

SATURDAY = datetime(2024, 5, 18, 12, tzinfo=UTC)
WRITTEN = list(enumerate(read_scenes(DATED), 1))


def of_scene(one: WrittenScene) -> When:
    return event_date(one.scene, one.spans, one.published, zone=one.zone)


@pytest.mark.parametrize(
    "one", [one for _, one in WRITTEN], ids=[f"{number}-{one.about}" for number, one in WRITTEN]
)
def test_the_day_of_each_scene(one: WrittenScene) -> None:
    found = of_scene(one)
    assert (found.range.start, found.range.end) == one.days, found.span and found.span.of(one.scene.text)


def test_a_third_is_kept_from_the_fit() -> None:
    assert len(WRITTEN) >= 60
    assert sum(number % TESTED == 0 for number, _ in WRITTEN) >= 40


def event(text: str, title: str = "", zone: str | None = "Africa/Lagos") -> When:
    spans = sentences(text)
    return event_date(Scene(text, spans[:1], spans[0], spans[1:], title), spans, SATURDAY, zone=zone)


def test_the_title_dates_what_the_text_does_not() -> None:
    text = "The blast blew in the doors."
    assert event(text, "Bomb hits mosque on Thursday").range.start == date(2024, 5, 16)
    assert event(text, "Police speak on Thursday").range.start == date(2024, 5, 17)
    assert event("On Tuesday a bomb blew in the doors.", "Bomb hits mosque on Thursday").range.start == date(
        2024, 5, 14
    )


def test_one_day_told_for_all_attacks_is_each_ones() -> None:
    first = "In one, gunmen shot a guard."
    assert event(f"{first} Both attacks took place on Tuesday.").range.start == date(2024, 5, 14)
    two_days = event(f"{first} Bombs went off on Tuesday. Bombs went off on Thursday.")
    assert (two_days.range.start, two_days.range.end, two_days.span) == (
        date(2024, 5, 17),
        date(2024, 5, 18),
        None,
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("GOMA, 14 May (Agency) - Gunmen shot a guard yesterday.", 13, 13),
        ("GOMA, 2 May (Agency) - Gunmen shot a guard yesterday.", 17, 17),
        ("14 May: Gunmen shot a guard.", 14, 14),
    ],
)
def test_the_day_at_the_head(text: str, start: int, end: int) -> None:
    found = event(text).range
    assert (found.start, found.end) == (date(2024, 5, start), date(2024, 5, end))


def test_the_evening_of_the_dateline_had_come_where_publication_is_the_day_after() -> None:
    text = "BEIRUT, June 27 (Agency) - Bombers struck the village on Monday evening."
    spans = sentences(text)
    published = datetime(2016, 6, 27, 21, 20, tzinfo=UTC)  # past midnight in Beirut
    found = event_date(Scene(text, spans, spans[0]), spans, published, zone="Asia/Beirut").range
    assert (found.start, found.end) == (date(2016, 6, 27), date(2016, 6, 27))


def test_last_night_is_no_day_to_count_back_from() -> None:
    found = event("Men stood guard last night, a day after bombers killed five of them.").range
    assert (found.start, found.end) == (date(2024, 5, 17), date(2024, 5, 17))


def test_a_mention_counts_back_only_from_its_own_sentence() -> None:
    text = "A week after gunmen stormed the school, pupils came back on Friday."
    span = event(text).span
    assert span == Span(0, len("A week after"))
