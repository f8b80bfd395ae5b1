"""Two and three nodes: what one says reaches the others, once, as far as the rule lets it, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.share.making import OPEN, entry, first_report, same
from tests.share.nodes import introduce, node, pulled, statements
from tests.share.serving import served
from tocsin.desk import Desk, merged, separated
from tocsin.errors import InputError
from tocsin.release import Marking
from tocsin.share.pack import pack, unpack
from tocsin.share.sharing import Sharing


def desk_of(sharing: Sharing, folder: Path) -> Desk:
    """Return a desk object over the sharing's own record."""
    desk = Desk.open(folder)
    desk.record.close()
    desk.record = sharing.record
    return desk


def pair(tmp_path: Path, *, marking: Marking = OPEN, count: int = 3) -> tuple[Sharing, Sharing]:
    north = node(tmp_path / "north", *(entry(n) for n in range(1, count + 1)))
    south = node(tmp_path / "south")
    north.mark("default", "", marking, by="test")
    introduce(north, "south", south, "north", tmp_path / "south")
    return north, south


def test_what_one_node_says_the_other_holds_once(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    with served(desk_of(north, tmp_path / "north")) as url:
        first = pulled(south, "north", url, tmp_path / "south", limit=2)
        assert (first.reports, first.refused) == (3, 0)
        again = pulled(south, "north", url, tmp_path / "south")
        assert (again.reports, again.known) == (0, 0)
    assert statements(south) == statements(north)
    assert south.record.check() == []
    ids = [i.id for i in south.record.incidents()]
    assert ids == [i.id for i in north.record.incidents()]


def test_a_withdrawal_reaches_the_receiver_and_is_acknowledged(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    target = next(
        e.statement for i in north.record.incidents() for e in i.evidence if e.statement.property == "killed"
    )
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
        assert target.id in statements(south)
        north.record.withdraw(statement=target.id, reason="wrong", by="somebody at the desk")
        applied = pulled(south, "north", url, tmp_path / "south")
        assert len(applied.withdrawals) == 1
        assert target.id not in statements(south)
        assert statements(south) == statements(north)
        [acknowledged] = north.exchange.facts("acknowledged")
        assert acknowledged.endswith(":south")
        assert "somebody" not in str([w.value for w in south.record.withdrawals()])


def test_a_withdrawn_document_goes_at_the_receiver(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
        north.record.withdraw(document="https://wire.example/2", reason="retracted", by="desk")
        pulled(south, "north", url, tmp_path / "south")
    assert len(south.record.incidents()) == 2
    assert statements(south) == statements(north)


def test_only_the_originator_withdraws(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    middle = node(tmp_path / "middle")
    introduce(north, "middle", middle, "north", tmp_path / "middle")
    introduce(middle, "south", south, "middle", tmp_path / "south")
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(middle, "north", url, tmp_path / "middle")
        pulled(south, "north", url, tmp_path / "south")
    middle.record.withdraw(document="https://wire.example/2", reason="not ours to say", by="desk")
    with served(desk_of(middle, tmp_path / "middle")) as url:
        pulled(south, "middle", url, tmp_path / "south")
    assert len(south.record.incidents()) == 3
    assert any("originator" in q.reason for q in south.exchange.quarantined())


@pytest.mark.parametrize(
    ("marking", "reaches"),
    [
        (OPEN, True),
        (Marking("GREEN", frozenset({"*"}), onward=True, hop_limit=1), False),
        (Marking("GREEN", frozenset({"*"}), onward=False, hop_limit=9), False),
        (Marking("AMBER", frozenset({"middle", "south"}), onward=True, hop_limit=9), False),
        (Marking("GREEN", frozenset({"*"}), onward=True, hop_limit=9, handling=frozenset({"H2"})), False),
    ],
)
def test_through_a_chain_of_three_the_originators_word_holds(
    tmp_path: Path, marking: Marking, reaches: bool
) -> None:
    north = node(tmp_path / "north", entry(1), entry(2))
    middle, south = node(tmp_path / "middle"), node(tmp_path / "south")
    north.mark("default", "", marking, by="test")
    handling = frozenset({"H0", "H1", "H2", "H3"})
    introduce(north, "middle", middle, "north", tmp_path / "middle", handling=handling)
    introduce(middle, "south", south, "middle", tmp_path / "south", handling=handling)
    with (
        served(desk_of(north, tmp_path / "north")) as one,
        served(desk_of(middle, tmp_path / "middle")) as two,
    ):
        pulled(middle, "north", one, tmp_path / "middle")
        assert len(middle.record.incidents()) == 2
        pulled(south, "middle", two, tmp_path / "south")
        assert len(south.record.incidents()) == (2 if reaches else 0)
        north.record.withdraw(document="https://wire.example/1", reason="wrong", by="desk")
        pulled(middle, "north", one, tmp_path / "middle")
        pulled(south, "middle", two, tmp_path / "south")
        assert len(middle.record.incidents()) == 1
        assert len(south.record.incidents()) == (1 if reaches else 0)


def test_two_records_of_one_attack_meet_and_are_told_apart_again(tmp_path: Path) -> None:
    one, other = entry(1), entry(2, source="paper", killed=4)
    north = node(tmp_path / "north", one, other)
    south = node(tmp_path / "south", entry(7, source="local", killed=5))
    north.record.add_judgements([same(one, other)])
    north.mark("default", "", OPEN, by="test")
    introduce(north, "south", south, "north", tmp_path / "south")
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
    own = first_report(entry(7, source="local", killed=5))
    assert sorted(len(i.reports) for i in south.record.incidents()) == [1, 2]
    mine, theirs = sorted(south.record.incidents(), key=lambda i: len(i.reports))
    met = merged(desk_of(south, tmp_path / "south"), mine.id, theirs.id, by="desk", note=None)
    assert len(met.reports) == 3
    brought = south.exchange.facts("report")
    assert {r: brought[r].body["origin"] for r in met.reports if r in brought} == {
        first_report(one): "north", first_report(other): "north",
    }  # fmt: skip
    separated(desk_of(south, tmp_path / "south"), met.id, [own], by="desk", note=None)
    assert sorted(len(i.reports) for i in south.record.incidents()) == [1, 2]


def test_a_redacted_copy_is_stored_without_what_was_cut(tmp_path: Path) -> None:
    north = node(tmp_path / "north", entry(1, killed=4711))
    south = node(tmp_path / "south")
    north.mark("default", "", OPEN, by="test")
    introduce(north, "south", south, "north", tmp_path / "south", hidden=frozenset({"killed"}))
    with served(desk_of(north, tmp_path / "north")) as url:
        pulled(south, "north", url, tmp_path / "south")
    [incident] = south.record.incidents()
    assert incident.killed is None
    assert "4711" not in str(incident.to_json())
    assert south.record.check() == []
    assert b"4711" not in (tmp_path / "south" / "record.sqlite").read_bytes()


def test_by_stick_the_same_and_neither_twice_nor_altered_nor_out_of_turn(tmp_path: Path) -> None:
    north, south = pair(tmp_path)
    first, second = tmp_path / "1.pack", tmp_path / "2.pack"
    assert pack(north, north.partner("south"), first).items == 3
    north.record.withdraw(document="https://wire.example/2", reason="retracted", by="desk")
    assert pack(north, north.partner("south"), second).items == 1
    with pytest.raises(InputError, match="take that first"):
        unpack(south, second)
    altered = tmp_path / "3.pack"
    altered.write_bytes(first.read_bytes().replace(b"Town1", b"Town9"))
    with pytest.raises(InputError, match="altered"):
        unpack(south, altered)
    cut = tmp_path / "4.pack"
    cut.write_bytes(first.read_bytes()[:-200])
    with pytest.raises(InputError, match="no pack"):
        unpack(south, cut)
    unpack(south, first)
    with pytest.raises(InputError, match="taken already"):
        unpack(south, first)
    assert len(south.record.incidents()) == 3
    _, applied = unpack(south, second)
    assert len(applied.withdrawals) == 1
    assert statements(south) == statements(north)
    with pytest.raises(InputError, match="another node"):
        unpack(_stranger(tmp_path, north), first)


def _stranger(tmp_path: Path, north: Sharing) -> Sharing:
    east = node(tmp_path / "east")
    introduce(north, "east", east, "north", tmp_path / "east")
    return east
