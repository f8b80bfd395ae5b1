"""Parts of one attack between nodes: what a partner may not have of them does not show through."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.share.making import OPEN, SECRET, START, befriend, entry, first_report, new_desk, sharing_of
from tests.share.test_stix import bundle_of, valid
from tocsin.desk import Desk
from tocsin.model import Judgement, Verdict
from tocsin.record import Entry, Record, now
from tocsin.share.misp import event
from tocsin.share.publish import publish, publish_objects
from tocsin.share.sharing import Sharing
from tocsin.share.stix_names import ATTACK, stix_id
from tocsin.share.stix_reading import read_bundle
from tocsin.share.view import View

ONE, TWO = entry(1, town="Bay"), entry(2, town="Bay", source="paper")
HIDDEN = entry(3, town="Bay", source="closed")


def word(a: Entry, b: Entry, verdict: Verdict = "linked", **more: Any) -> Judgement:
    x, y = sorted((first_report(a), first_report(b)))
    fields: dict[str, Any] = {"made_at": START, "note": "one cell", "origin": "human", "author": "ada"} | more
    return Judgement(x, y, verdict, float(verdict == "linked"), **fields)


@pytest.fixture
def sharing(tmp_path: Path) -> Sharing:
    """A desk with three parts of one attack, of which one source is for alpha alone."""
    desk = new_desk(tmp_path / "one", ONE, TWO, HIDDEN)
    desk.record.add_judgements([word(ONE, TWO), word(TWO, HIDDEN), word(ONE, HIDDEN)])
    made = sharing_of(desk)
    made.mark("default", "", OPEN, by="test")
    made.mark("source", "closed", SECRET, by="test")
    return made


def related(bundle: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [o for o in bundle["objects"] if o.get("relationship_type") == "related-to"]


def incidents(record: Record) -> dict[str, str]:
    return {i.reports[0]: i.id for i in record.incidents()}


def test_parts_are_related_and_the_validator_finds_no_error(sharing: Sharing) -> None:
    bundle = bundle_of(sharing)
    valid(bundle)
    found = related(bundle)
    ids = {stix_id("incident", i.id) for i in sharing.record.incidents()}
    assert {frozenset((o["source_ref"], o["target_ref"])) for o in found} == {
        frozenset((a, b)) for a in ids for b in ids if a != b
    }
    schema = json.loads(files("tocsin.share").joinpath("attack.schema.json").read_text("utf-8"))
    for thing in found:
        jsonschema.validate(thing["extensions"][ATTACK], schema)
        assert thing["extensions"][ATTACK]["coordinated"]["killed_basis"] == "added"
        assert thing["description"] == "parts of one coordinated attack"


def test_a_part_that_may_not_go_does_not_show_through(sharing: Sharing) -> None:
    partner = befriend(sharing, "beta")
    view = View(sharing)
    seen = view.for_partner(partner, now())
    hidden = incidents(sharing.record)[first_report(HIDDEN)]
    assert {each.incident.id for each in seen} == set(incidents(sharing.record).values()) - {hidden}
    assert all(each.incident.coordinated for each in seen)
    told = json.dumps([[each.incident.to_json(), event(each, "node")] for each in seen])
    assert hidden not in told
    assert first_report(HIDDEN)[:10] not in told
    # 4 and 5: what the third part adds to the whole is not in it either.
    whole = seen[0].incident.coordinated
    assert whole is not None
    assert whole.killed is not None
    assert whole.killed.low == 9
    assert len(related(bundle_of(sharing))) == 3
    publish_objects(sharing, partner, now())
    alpha = View(sharing).for_partner(sharing.partner("alpha"), now())
    assert [len(each.incident.coordinated.parts) for each in alpha if each.incident.coordinated] == [3] * 3


def test_a_relationship_carries_the_markings_of_both_sides(sharing: Sharing) -> None:
    bundle = bundle_of(sharing)
    marks = {o["id"]: set(o.get("object_marking_refs", ())) for o in bundle["objects"]}  # type: ignore[attr-defined]
    for thing in related(bundle):
        assert set(thing["object_marking_refs"]) == marks[thing["source_ref"]] | marks[thing["target_ref"]]


def test_tolls_that_are_hidden_are_hidden_of_the_whole_too(sharing: Sharing) -> None:
    bundle = bundle_of(sharing, hidden=frozenset({"killed", "injured"}))
    valid(bundle)
    assert related(bundle)
    for thing in related(bundle):
        assert thing["extensions"][ATTACK].get("coordinated") == {}


def test_a_decision_that_may_not_go_links_nothing_there(tmp_path: Path) -> None:
    """The word that two open parts belong together by way of a closed one goes with the closed one."""
    desk = new_desk(tmp_path / "one", ONE, TWO, HIDDEN)
    desk.record.add_judgements([word(ONE, HIDDEN), word(TWO, HIDDEN)])
    made = sharing_of(desk)
    made.mark("default", "", OPEN, by="test")
    made.mark("source", "closed", SECRET, by="test")
    seen = View(made).for_partner(befriend(made, "beta"), now())
    assert len(seen) == 2
    assert [each.incident.coordinated for each in seen] == [None, None]


def test_our_links_come_back_with_what_they_are_about(sharing: Sharing, tmp_path: Path) -> None:
    bundle = json.loads(json.dumps(bundle_of(sharing)))
    with Desk.open(tmp_path / "two", create=True) as other:
        brought = read_bundle(bundle, "file")
        assert brought.left_out == []
        other.record.receive(brought.reports)
        other.record.catch_up()
        other.record.add_judgements(brought.judgements)
        mine, theirs = (r.linked(r.incidents()) for r in (sharing.record, other.record))
        assert [i.coordinated and {p.id for p in i.coordinated.parts} for i in theirs] == [
            i.coordinated and {p.id for p in i.coordinated.parts} for i in mine
        ]
        assert all(i.coordinated for i in theirs)


def test_links_of_somebody_else_are_taken_as_their_word_and_ours_goes_before_it(
    sharing: Sharing, tmp_path: Path
) -> None:
    """Incidents without our reports, as another program would send them on."""
    kept = [o for o in bundle_of(sharing)["objects"] if o["type"] not in ("report", "opinion", "sighting")]  # type: ignore[attr-defined]
    with Desk.open(tmp_path / "two", create=True) as other:
        brought = read_bundle({"type": "bundle", "objects": json.loads(json.dumps(kept))}, "gamma")
        assert [j.verdict for j in brought.judgements] == ["linked"] * 3
        other.record.receive(brought.reports)
        other.record.catch_up()
        other.record.add_judgements(brought.judgements)
        assert all(i.coordinated for i in other.record.linked(other.record.incidents()))
        names = [i.reports[0] for i in other.record.incidents()]
        for a, b in [*pairwise(sorted(names)), (min(names), max(names))]:
            ours = Judgement(a, b, "unlinked", 0.0, "bo", (), "human", START, None)
            other.record.add_judgements([ours])
        assert not any(i.coordinated for i in other.record.linked(other.record.incidents()))


def test_publishing_again_changes_nothing(sharing: Sharing) -> None:
    befriend(sharing, "alpha")
    publish(sharing)
    assert publish_objects(sharing, sharing.partner("alpha"), now()) == 0


def test_a_misp_event_names_the_events_of_the_other_parts(sharing: Sharing) -> None:
    seen = View(sharing).for_partner(befriend(sharing, "alpha"), now())
    made = [event(each, "node")["Event"] for each in seen]
    uuids = {one["uuid"] for one in made}
    for one in made:
        [attack] = [o for o in one["Object"] if o["name"] == "attack"]
        named = {a["value"] for a in attack["Attribute"] if a["object_relation"] == "coordinated-with"}
        assert named == uuids - {one["uuid"]}
