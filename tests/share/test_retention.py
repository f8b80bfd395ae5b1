"""What partners brought is emptied when the time agreed is up: no word is left, but that it was here."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.share.making import OPEN, entry, first_report, new_desk
from tests.share.nodes import introduce, node, pulled, statements
from tests.share.serving import served
from tests.share.test_federation import desk_of
from tests.share.test_taxii import stix
from tocsin.cli import app
from tocsin.record import Filter, now
from tocsin.share.collections import make_collection
from tocsin.share.publish import INCIDENTS, publish
from tocsin.share.retention import Emptied, expire
from tocsin.share.sharing import Sharing
from tocsin.share.taxii import Taxii

DAYS = 3
LATER = timedelta(days=DAYS + 2)


def bytes_of(folder: Path) -> bytes:
    """Return everything that lies on the disk of a desk."""
    return b"".join(path.read_bytes() for path in folder.glob("record.sqlite*"))


def pair(tmp_path: Path, **terms: object) -> tuple[Sharing, Sharing]:
    north = node(tmp_path / "north", entry(1, killed=47119382), entry(2))
    south = node(tmp_path / "south", entry(9, source="local"))
    north.mark("default", "", OPEN, by="test")
    introduce(north, "south", south, "north", tmp_path / "south", retention_days=DAYS, **terms)
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
    return north, south


def test_before_its_time_nothing_goes(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    assert expire(south, now()) == Emptied(0, 0, 0)
    assert statements(north) < statements(south)


def test_after_its_time_no_word_of_it_is_left_and_that_it_was_here_is(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    publish(south)
    theirs, own = statements(north), statements(south) - statements(north)
    assert b"47119382" in bytes_of(tmp_path / "south")
    emptied = expire(south, now() + LATER)
    assert emptied.statements == len(theirs) > 0
    assert emptied.objects >= 2
    assert expire(south, now() + LATER) == Emptied(0, 0, 0)
    assert statements(south) == own
    assert south.record.check() == []
    with sqlite3.connect(tmp_path / "south" / "record.sqlite") as raw:
        marked = {row[0] for row in raw.execute("SELECT id FROM statements WHERE blanked IS NOT NULL")}
    assert marked == theirs
    assert [e.detail for e in south.record.log() if e.act == "expired"]
    data = bytes_of(tmp_path / "south")
    words = (b"47119382", b"Town1", b"Front of Town2", b"people were killed on", b"A bomb went off in Town1")
    for told in words:
        assert told not in data, told
    assert b"https://wire.example/1" in data
    assert b"Town9" in data


def test_a_pull_afterwards_does_not_bring_the_same_back(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    own = statements(south) - statements(north)
    expire(south, now() + LATER)
    south.exchange.note("place", "north", "", by="test")
    with served(desk_of(north, tmp_path / "north")) as url:
        again = pulled(south, "north", url, tmp_path / "south")
    assert again.reports == 0
    assert statements(south) == own


def test_what_another_partner_said_as_well_stays_as_that_one_said_it(tmp_path: Path) -> None:
    north, east = node(tmp_path / "north", entry(1)), node(tmp_path / "east", entry(1))
    south = node(tmp_path / "south")
    for giver, name, terms in (
        (east, "east", {"hidden": frozenset({"killed"})}), (north, "north", {"retention_days": DAYS}),
    ):  # fmt: skip
        giver.mark("default", "", OPEN, by="test")
        introduce(giver, "south", south, name, tmp_path / "south", **terms)
        with served(desk_of(giver, tmp_path / name)) as url:
            pulled(south, name, url, tmp_path / "south")
    assert [i.killed is None for i in south.record.incidents()] == [False]
    assert expire(south, now() + LATER).statements > 0
    [left] = south.record.incidents()
    assert left.killed is None
    assert left.injured is not None
    assert south.record.check() == []


def test_what_this_desk_reads_itself_later_is_whole_again(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    theirs = statements(north)
    expire(south, now() + LATER)
    south.record.add([entry(1, killed=47119382), entry(2)])
    assert theirs < statements(south)
    assert south.record.check() == []


def test_the_time_goes_along_when_a_thing_is_passed_on(tmp_path: Path) -> None:
    _, south = pair(tmp_path)
    west = node(tmp_path / "west")
    south.mark("default", "", OPEN, by="test")
    introduce(south, "west", west, "south", tmp_path / "west")
    with served(desk_of(south, tmp_path / "south")) as url:
        pulled(west, "south", url, tmp_path / "west")
    assert len(west.record.incidents()) == 3
    expire(west, now() + LATER)
    assert [i.reports for i in west.record.incidents()] == [(first_report(entry(9, source="local")),)]


def test_objects_that_a_partner_added_go_from_every_answer(tmp_path: Path) -> None:
    _, south = pair(tmp_path)
    shared = make_collection(south, "Shared", ["*"], by="test").id
    token = south.new_token("north", ["read", "write"], 9, by="test")
    api = Taxii(south)
    envelope = json.dumps({"objects": [stix(1, name="Zqsecret one"), {"type": "Zqbad"}]}).encode()
    api.add(api.caller(token), shared, envelope)
    publish(south)
    assert b"Zqsecret" in api.objects(api.caller(token), shared, []).body
    assert b"Zqsecret" in bytes_of(tmp_path / "south")
    made = expire(south, now() + LATER)
    assert made.unsettled == 1
    assert api.objects(api.caller(token), shared, []).body == b'{"more":false}'
    everything = south.exchange.page(
        INCIDENTS, allowed=list(south.exchange.policies()), view="north", after=0, limit=1000, where=Filter()
    )
    assert not [row for row in everything if b"47119382" in row.body]
    data = bytes_of(tmp_path / "south")
    assert b"Zqsecret" not in data
    assert b"Zqbad" not in data.replace(b"Zqbad is no type", b"")


def test_the_command_says_how_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, south = pair(tmp_path)
    south.record.close()
    assert app.run(["expire", "--desk", str(tmp_path / "south")]) == 0
    assert capsys.readouterr().out == "0 statements and 0 objects of partners emptied; their ids remain.\n"
    new_desk(tmp_path / "alone").record.close()
    assert app.run(["expire", "--desk", str(tmp_path / "alone")]) == 2
    assert "no retention rule" in capsys.readouterr().err
