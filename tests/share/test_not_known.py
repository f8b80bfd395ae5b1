"""That a value is not known, on its way to partners: as far as other corrections, and no further."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from tests.share.making import OPEN, befriend, decide, empty, entry, new_desk, same, sharing_of
from tests.share.nodes import introduce, node, pulled, statements
from tests.share.serving import served
from tests.share.test_federation import desk_of
from tests.share.test_stix import bundle_of, valid
from tocsin.desk import Desk
from tocsin.desk.reviewing import machine_view
from tocsin.model import EMPTIABLE, Count, Incident
from tocsin.record import now
from tocsin.release.tables import FLAT, flat
from tocsin.resolve import emptied
from tocsin.share.exporting import bring, export
from tocsin.share.formats import FOLDERS, FORMATS
from tocsin.share.items import received
from tocsin.share.sharing import Sharing
from tocsin.share.stix_names import ATTACK
from tocsin.share.view import View


def desk(folder: Path) -> Sharing:
    one, two = entry(1, whole=True), entry(2, source="paper", killed=5, whole=True)
    made = sharing_of(new_desk(folder, one, two, entry(3, town="Other", whole=True)))
    made.record.add_judgements([same(one, two)])
    made.mark("default", "", OPEN, by="test")
    return made


def extensions(bundle: dict[str, Any]) -> list[dict[str, Any]]:
    return [o["extensions"][ATTACK] for o in bundle["objects"] if o["type"] == "incident"]


def shown(made: list[Incident]) -> list[dict[str, Any]]:
    return sorted(
        (incident.to_json() | {"statements": []} for incident in made), key=lambda i: i["report_ids"]
    )


@pytest.mark.parametrize("names", [("killed",), ("place",), ("group", "date"), EMPTIABLE])
def test_our_stix_says_what_is_not_known_and_brings_it_back(tmp_path: Path, names: tuple[str, ...]) -> None:
    sharing = desk(tmp_path / "one")
    empty(sharing.record, *names)
    bundle: dict[str, Any] = bundle_of(sharing)
    valid(bundle)
    schema = json.loads(files("tocsin.share").joinpath("attack.schema.json").read_text("utf-8"))
    told, other = extensions(bundle)
    for extension in (told, other):
        jsonschema.validate(extension, schema)
    assert (told["not_known"], "not_known" in other) == (sorted(names), False)
    keys = {"group": "claims", "killed": "killed"}
    assert told.get("date", {}).get("start") is None or "date" not in names
    assert told.get("place", {}).get("name") is None or "place" not in names
    for name in keys.keys() & set(names):
        assert keys[name] not in told
    place = tmp_path / "out.json"
    place.write_text(json.dumps(bundle), "utf-8")
    with Desk.open(tmp_path / "back", create=True) as back:
        again = sharing_of(back)
        bring(again, place, befriend(again, "north"))
        assert back.record.check() == []
        assert statements(again) == statements(sharing)
        assert shown(back.record.incidents()) == shown(sharing.record.incidents())
        assert {emptied(i) for i in back.record.incidents()} == {frozenset(names), frozenset()}


@pytest.mark.parametrize("name", ["killed", "group", "place", "target_type"])
def test_a_partner_who_may_not_have_a_value_cannot_tell_that_it_was_taken_away(
    tmp_path: Path, name: str
) -> None:
    hidden = frozenset({name})
    plain, taken = desk(tmp_path / "one"), desk(tmp_path / "two")
    empty(taken.record, name)
    views = []
    for sharing in (plain, taken):
        partner = befriend(sharing, "alpha", hidden=hidden)
        seen = View(sharing).for_partner(partner, now())
        # What was cut has a hash of its whole, which is another with every word that is added to it.
        items = [dict(item) | {"original": ""} for each in seen for item in each.items]
        views.append(([each.incident.to_json() for each in seen], items))
    assert views[0] == views[1]
    assert not [i for i in views[1][0] if any(s["property"] == "not_known" for s in i["statements"])]


def test_a_partner_who_may_not_have_another_value_still_learns_that_this_one_is_not_known(
    tmp_path: Path,
) -> None:
    sharing = desk(tmp_path / "one")
    empty(sharing.record, "killed")
    for terms in ({"hidden": frozenset({"group"})}, {"place_km": 500.0}):
        bundle: dict[str, Any] = bundle_of(sharing, **terms)
        told = extensions(bundle)[0]
        assert (told["not_known"], "killed" in told) == (["killed"], False)
        valid(bundle)
        place = tmp_path / "out.json"
        place.write_text(json.dumps(bundle), "utf-8")
        with Desk.open(tmp_path / f"back{len(terms)}{'hidden' in terms}", create=True) as back:
            again = sharing_of(back)
            bring(again, place, befriend(again, "north"))
            assert back.record.check() == []
            bare = next(i for i in back.record.incidents() if emptied(i))
            assert bare.killed is None
            assert machine_view(back.record, bare).killed is not None


def test_that_a_value_is_not_known_is_no_property_to_hide_by_itself(tmp_path: Path) -> None:
    sharing = desk(tmp_path / "one")
    with pytest.raises(ValueError, match="hide that one"):
        befriend(sharing, "alpha", hidden=frozenset({"not_known", "killed"}))
    befriend(sharing, "alpha", hidden=frozenset({"not_known", *EMPTIABLE}))


@pytest.mark.parametrize("format_", [f for f in FORMATS if f not in ("stix", "misp-feed")])
def test_every_other_format_has_no_value_and_brings_none_back(tmp_path: Path, format_: str) -> None:
    sharing = desk(tmp_path / "one")
    befriend(sharing, "alpha")
    empty(sharing.record, "killed", "group", "outcome")
    suffix = "" if format_ in FOLDERS else f".{format_}" if format_ != "geojson" else ".geojson.json"
    place = tmp_path / f"out{suffix}"
    export(sharing, format_, place, to="alpha", released_by="")
    with Desk.open(tmp_path / "back", create=True) as back:
        again = sharing_of(back)
        bring(again, place, befriend(again, "north"))
        found = {i.place.lat: i for i in back.record.incidents()}
        for made in sharing.record.incidents():
            other = found[made.place.lat]
            assert (other.killed, other.outcome) == (made.killed, made.outcome)
            assert [g.name for g in other.groups] == [g.name for g in made.groups]
            assert emptied(other) == frozenset()


@pytest.mark.parametrize("format_", FORMATS)
def test_an_incident_without_any_value_goes_out_in_every_format(tmp_path: Path, format_: str) -> None:
    sharing = desk(tmp_path / "one")
    befriend(sharing, "alpha")
    empty(sharing.record, *EMPTIABLE)
    suffix = {"stix": ".json", "geojson": ".geojson.json"}.get(format_, f".{format_}")
    place = tmp_path / ("out" if format_ in FOLDERS else f"out{suffix}")
    export(sharing, format_, place, to="alpha", released_by="")
    if format_ == "cap":
        schema = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "cap12.xsd")))
        for path in place.iterdir():
            schema.assertValid(etree.parse(str(path)))
    with Desk.open(tmp_path / "back", create=True) as back:
        again = sharing_of(back)
        bring(again, place, befriend(again, "north"))
        assert len(back.record.incidents()) >= 1
        assert back.record.check() == []


def test_a_row_of_a_table_is_empty_where_a_value_is_not_known(tmp_path: Path) -> None:
    sharing = desk(tmp_path / "one")
    empty(sharing.record, *EMPTIABLE)
    row = flat(sharing.record.incidents()[0])
    told = {name for name in FLAT if row.get(name) not in (None, [], "")}
    assert told == {
        "id", "title", "date_precision", "scope", "probability", "reports", "sources", "documents",
        "first_reported", "last_changed",
    }  # fmt: skip
    assert (row["title"], row["date_precision"]) == ("Attack", "unknown")


def test_it_reaches_the_receiver_and_so_does_taking_it_back(tmp_path: Path) -> None:
    north, south = node(tmp_path / "north", entry(1), entry(2)), node(tmp_path / "south")
    north.mark("default", "", OPEN, by="test")
    introduce(north, "south", south, "north", tmp_path / "south")

    def killed() -> list[Count | None]:
        return [i.killed for i in south.record.incidents()]

    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
        assert killed() == [Count(4, 4, None), Count(5, 5, None)]
        empty(north.record, "killed")
        pulled(south, "north", url, tmp_path / "south")
        assert killed() == [None, Count(5, 5, None)]
        assert statements(south) == statements(north)
        assert pulled(south, "north", url, tmp_path / "south").reports == 0
        north.record.undo_review(1, once="undo", reviewer="ada")
        pulled(south, "north", url, tmp_path / "south")
        assert killed() == [Count(4, 4, None), Count(5, 5, None)]
        assert statements(south) == statements(north)
    assert south.record.check() == []


def test_the_receivers_later_value_holds_and_the_originators_later_word_after_it(tmp_path: Path) -> None:
    north, south = node(tmp_path / "north", entry(1)), node(tmp_path / "south")
    north.mark("default", "", OPEN, by="test")
    introduce(north, "south", south, "north", tmp_path / "south")
    empty(north.record, "killed")
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
    first = south.record.incidents()[0]
    assert emptied(first) == {"killed"}
    # A decision of a moment that is no earlier: of one moment the value holds.
    decide(south.record, "a value", "killed", {"low": 7, "best": 7, "high": 7})
    assert south.record.incidents()[0].killed == Count(7, 7, 7)
    assert emptied(south.record.incidents()[0]) == frozenset()


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_items_arrive_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    sharing = desk(tmp_path / "one")
    empty(sharing.record, "killed", "place")
    partner = befriend(sharing, "alpha")
    bodies = [item for each in View(sharing).for_partner(partner, now()) for item in each.items]
    with Desk.open(tmp_path / "back", create=True) as back:
        for n in order:
            back.record.receive([received(bodies[n], "north")])
        back.record.add_judgements(sharing.record.judgements())
        back.record.catch_up()
        made, whole = back.record.incidents(), sharing.record.incidents()
        values = {frozenset(i.reports): (i.killed, i.place, i.title, i.groups, emptied(i)) for i in made}
        assert values == {
            frozenset(i.reports): (i.killed, i.place, i.title, i.groups, emptied(i)) for i in whole
        }
