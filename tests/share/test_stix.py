"""STIX 2.1: the validator finds nothing, and what goes out comes back whole."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import stix2validator

from tests.share.making import OPEN, befriend, entry, new_desk, same, sharing_of
from tocsin.desk import Desk
from tocsin.model import PROPERTIES
from tocsin.record import Filter, now
from tocsin.share.paging import released_page
from tocsin.share.publish import INCIDENTS, publish
from tocsin.share.sharing import Sharing
from tocsin.share.stix import Writer
from tocsin.share.stix_names import ATTACK
from tocsin.share.stix_reading import read_bundle
from tocsin.share.view import View, released_judgements


@pytest.fixture
def sharing(tmp_path: Path) -> Sharing:
    """A desk with three reports of two attacks, all open."""
    one, two, three = entry(1), entry(2, source="paper", killed=5), entry(3, town="Other")
    desk = new_desk(tmp_path / "one", one, two, three)
    desk.record.add_judgements([same(one, two)])
    made = sharing_of(desk)
    made.mark("default", "", OPEN, by="test")
    return made


def bundle_of(sharing: Sharing, **terms: Any) -> dict[str, object]:
    partner = befriend(sharing, "alpha", **terms)
    view = View(sharing)
    seen = view.for_partner(partner, now())
    judgements = released_judgements(view, partner, now(), [m.report.id for s in seen for m in s.mentions])
    return Writer(sharing.node.id, view.sources).bundle(seen, judgements)


@pytest.mark.parametrize(
    "terms",
    [
        {}, {"hidden": frozenset({"killed", "group"})}, {"hidden": frozenset({"place", "date"})},
        {"place_km": 20.0}, {"place_km": 500.0}, {"hidden": frozenset(PROPERTIES) - {"withdrawn"}},
    ],
    ids=["whole", "no tolls and claims", "no place and day", "coarse", "country", "nothing but that it was"],
)  # fmt: skip
def test_the_validator_finds_no_error(sharing: Sharing, terms: dict[str, Any]) -> None:
    valid(bundle_of(sharing, **terms))


def test_the_validator_finds_no_error_in_what_is_served_nor_in_what_says_that_it_is_withdrawn(
    sharing: Sharing,
) -> None:
    partner = befriend(sharing, "alpha")
    for document in (None, "https://wire.example/1", "https://wire.example/3"):
        if document:
            sharing.record.withdraw(document=document, reason="wrong", by="desk")
        publish(sharing)
        where = Filter(versions=frozenset({"all"}))
        page = released_page(
            sharing, partner, INCIDENTS, where, after=0, limit=1000, at=now(), way="test"
        )  # fmt: skip
        objects = [json.loads(body) for body in page.bodies]
        assert bool(document) == any(o.get("revoked") for o in objects)
        valid({"type": "bundle", "id": "bundle--5a1d7c8e-3f0b-4b52-9a66-7b1c1a0d7e21", "objects": objects})


def valid(bundle: dict[str, object]) -> None:
    results = stix2validator.validate_string(
        json.dumps(bundle), stix2validator.ValidationOptions(version="2.1")
    )
    assert results.is_valid, [str(e) for e in results.errors]


def test_our_extension_keeps_to_its_published_schema(sharing: Sharing) -> None:
    schema = json.loads(files("tocsin.share").joinpath("attack.schema.json").read_text("utf-8"))
    objects = bundle_of(sharing)["objects"]
    assert isinstance(objects, list)
    checked = 0
    for thing in objects:
        extension = thing.get("extensions", {}).get(ATTACK)
        if extension is not None:
            jsonschema.validate(extension, schema)
            checked += 1
    assert checked >= 7


def test_our_own_stix_comes_back_whole(sharing: Sharing, tmp_path: Path) -> None:
    bundle = bundle_of(sharing)
    with Desk.open(tmp_path / "two", create=True) as other:
        brought = read_bundle(json.loads(json.dumps(bundle)), "file")
        assert brought.left_out == []
        other.record.receive(brought.reports)
        other.record.catch_up()
        other.record.add_judgements(brought.judgements)
        again = sharing_of(other)
        again.mark("default", "", OPEN, by="test")
        returned = Sharing(other.record, sharing.node)
        assert other.record.check() == []
        assert bundle_of(returned) == bundle
        mine, theirs = (s.record.incidents() for s in (sharing, again))
        assert [i.to_json() for i in theirs] == [i.to_json() for i in mine]
