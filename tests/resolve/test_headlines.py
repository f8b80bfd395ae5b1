"""Headlines alone: what binds two of one event, and what does not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tocsin import places
from tocsin.places import Gazetteer
from tocsin.resolve import headlines
from tocsin.resolve.headline_reading import Headline, read
from tocsin.resolve.headlines import features, how_many, link, probability

DAY = date(2012, 3, 5).toordinal()
LIST = [
    Headline("agency", DAY, "Bomb kills 17 at bus station in Multan, Pakistan: police"),
    Headline("paper", DAY + 1, "17 die in Multan bus station blast"),
    Headline("agency", DAY, "Gunmen kill 3 policemen in Peshawar"),
    Headline("paper", DAY + 8, "Pakistan army says it killed 20 militants in the north"),
    Headline("weekly", DAY + 1, "Court in Pakistan hears case of stolen cattle"),
    Headline("agency", DAY + 2, "Pakistan: student group ends its strike"),
]


def test_one_place_and_one_number_bind_and_the_order_does_not_matter() -> None:
    gazetteer = Gazetteer.load()
    assert (0, 1) in link(LIST, gazetteer)
    turned = [tuple(sorted(len(LIST) - 1 - i for i in part)) for part in link(LIST[::-1], gazetteer)]
    assert sorted(turned) == link(LIST, gazetteer)


def test_the_weights_were_learned_with_the_table_that_ships() -> None:
    """Another table reads other places in headlines: with weights of an older one pairs were linked worse."""
    learned = json.loads((Path(headlines.__file__).parent / "data" / "headlines.json").read_text("utf-8"))
    table = json.loads((Path(places.__file__).parent / "data" / "manifest.json").read_text("utf-8"))
    assert learned["gazetteer"] == table["sha256"]


def test_equal_headlines_are_two_reports() -> None:
    twice = [*LIST, LIST[0]]
    parts = link(twice, Gazetteer.load())
    assert sorted(i for part in parts for i in part) == list(range(len(twice)))


def test_days_places_and_numbers_weigh() -> None:
    bus, blast, other, late, *_ = read(LIST, Gazetteer.load())
    alike = features(bus, blast)
    assert alike["same number"] == 1.0
    assert alike["gap 1"] == 1.0
    assert probability(alike) > probability(features(bus, other))
    assert probability(features(bus, late)) < 0.05


def test_nothing_is_linked_where_nothing_is_given() -> None:
    assert link([], Gazetteer.load()) == []
    assert link([Headline("", DAY, "")], Gazetteer.load()) == [(0,)]


def test_a_headline_of_several_events_is_counted_by_what_it_says() -> None:
    gazetteer = Gazetteer.load()
    assert how_many(Headline("a", DAY, "Forty die as gunmen raid three remote villages"), gazetteer) == 3
    assert how_many(Headline("a", DAY, "Dozens killed in the north"), gazetteer) == 2
