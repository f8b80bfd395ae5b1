"""What may not be told is in no byte of any message, by whatever way, at whatever time it was decided."""

from __future__ import annotations

import tempfile
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.subscribe.making import CLEAR, Clock, add, desk_at, entry, mark, same, teller
from tocsin.release import ANYONE, Marking
from tocsin.subscribe.subscription import Way

KINDS = st.sampled_from(["clear", "green", "named", "unmarked", "amber"])
MARKINGS = {
    "clear": CLEAR,
    "green": Marking("GREEN", frozenset({ANYONE})),
    "unmarked": None,
    "named": Marking("CLEAR", frozenset({"subscriber:other"})),
    "amber": Marking("AMBER", frozenset({"reader"})),
}


def text_of(body: bytes, way: str) -> str:
    if way != "mail":
        return body.decode()
    mail = message_from_bytes(body, policy=policy.default)
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([str(mail.items()), *parts])


@pytest.mark.parametrize("way", ["mail", "webhook", "chat", "feed"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=st.lists(KINDS, min_size=3, max_size=3), merged=st.booleans())
def test_only_what_is_marked_for_a_subscriber_is_in_what_is_stored_for_it(
    way: Way, kinds: list[str], merged: bool
) -> None:
    entries = [entry(n, town=f"Quoll{n}ville", killed=654_320 + n) for n in (1, 2, 3)]
    with tempfile.TemporaryDirectory() as folder, desk_at(Path(folder), *entries) as desk:
        if merged:
            judged = [same(entries[0], entries[1])]
            desk.record.add_judgements(judged, resolved=[], resolver="test")
        for made, kind in zip(entries, kinds, strict=True):
            mark(desk, MARKINGS[kind], made.document.name)
        stored = add(desk, "reader", way, {"mail": "reader@example.org"}.get(way, ""))
        worker = teller(desk, Clock())
        items = worker.items(stored, {})
        said = text_of(worker.ways.stored(worker.letter(stored, "now", items, 0)), way)
        for number, kind in enumerate(kinds, 1):
            town, killed = f"Quoll{number}ville" in said, f"{654_320 + number}" in said
            if kind != "clear":
                assert not town, (kinds, number)
                assert not killed, (kinds, number)
            elif not merged:
                assert town, (kinds, number)


@pytest.mark.parametrize(
    ("kind", "asked", "told"),
    [
        ("green", {}, False), ("green", {"ceiling": "GREEN"}, True), ("amber", {"ceiling": "RED"}, False),
        ("amber", {"ceiling": "AMBER", "groups": ("reader",)}, True), ("unmarked", {"ceiling": "RED"}, False),
    ],
)  # fmt: skip
def test_a_ceiling_and_an_audience_are_both_needed(
    tmp_path: Path, kind: str, asked: dict[str, Any], told: bool
) -> None:
    with desk_at(tmp_path, entry(1)) as desk:
        mark(desk, MARKINGS[kind])
        stored = add(desk, "reader", **asked)
        assert bool(teller(desk, Clock()).items(stored, {})) is told


def test_the_street_of_a_protected_target_is_not_told(tmp_path: Path) -> None:
    with desk_at(tmp_path, entry(1, street="Larch Lane", target="worship")) as desk:
        stored = add(desk, "reader")
        worker = teller(desk, Clock())
        letter = worker.letter(stored, "now", worker.items(stored, {}), 0)
        assert letter.items
        assert "Larch" not in text_of(worker.ways.stored(letter), "mail")
