"""STIX 2.1: the validator finds nothing, and what goes out comes back whole."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import stix2validator

from tests.share.making import OPEN, befriend, entry, new_desk, same, sharing_of
from tocsin.desk import Desk
from tocsin.record import now
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


def bundle_of(sharing: Sharing) -> dict[str, object]:
    partner = befriend(sharing, "alpha")
    view = View(sharing)
    seen = view.for_partner(partner, now())
    judgements = released_judgements(view, partner, now(), [m.report.id for s in seen for m in s.mentions])
    return Writer(sharing.node.id, view.sources).bundle(seen, judgements)


def test_the_validator_finds_no_error(sharing: Sharing) -> None:
    results = stix2validator.validate_string(
        json.dumps(bundle_of(sharing)), stix2validator.ValidationOptions(version="2.1")
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
