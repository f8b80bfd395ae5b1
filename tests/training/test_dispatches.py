"""The format of the labelled dispatches: read as written, and every fault named."""

from __future__ import annotations

import pytest

from training.dispatches import FaultError, parse, read_dispatches

LABELS = (
    '{"incidents": [{"date": ["2024-03-04", "2024-03-04"], "place": "Mombasa", "country": "KE",'
    ' "attack_types": ["bombing"], "weapon_types": ["explosive"], "target_types": ["transport"],'
    ' "outcome": "completed", "scope": "unknown", "killed": [9, 9, 9], "injured": null,'
    ' "perpetrators_killed": null, "groups": []}]}'
)
HEAD = "kind: plain\ntitle: Nine die\npublished: 2024-03-05T08:40:00Z\nsource: Lamu Channel\n---\n"


def dispatch(text: str, labels: str = LABELS) -> str:
    return f"{HEAD}{text}\n---\n{labels}\n"


def test_marks_leave_the_text_and_lead_back_to_it() -> None:
    found = parse(
        "x-1", dispatch("{1} [[Nine people|1:killed]] died\non Monday. {-} It rained.\n\n{0} More.")
    )
    assert found.text == "Nine people died on Monday. It rained.\n\nMore."
    assert [found.text[s.start : s.end] for s in found.spans] == ["Nine people"]
    assert [found.text[s.start : s.end] for s in found.sentences] == [
        "Nine people died on Monday.", "It rained.", "More."
    ]  # fmt: skip
    assert [s.incidents for s in found.sentences] == [(1,), (), (0,)]


@pytest.mark.parametrize(
    ("text", "labels", "fault"),
    [
        ("{1} [[Nine|1:slain]] died.", LABELS, "no such code"),
        ("Nine died.", LABELS, "first sentence has no mark"),
        ("{1} [[Nine|1:killed] died.", LABELS, "cannot be read"),
        ("{2} [[Nine|2:killed]] died.", LABELS, "has no label"),
        ("{-} Nothing.", LABELS, "no sentence tells of incident 1"),
        ("{1} One [[two. {1} three|1:killed]] died.", LABELS, "crosses|cannot be read"),
        ("{1} Nine died.", LABELS.replace("bombing", "bombin"), "no such attack type"),
        ("{1} Nine died.", LABELS.replace("[9, 9, 9]", "[9, 8, 9]"), "low, best, high"),
        ("{1} Nine died.", LABELS.replace('"scope": "unknown", ', ""), "keys differ"),
    ],
)
def test_faults_are_named(text: str, labels: str, fault: str) -> None:
    with pytest.raises(FaultError, match=fault):
        parse("x-1", dispatch(text, labels))


def test_all_dispatches_can_be_read_and_each_trap_has_twenty() -> None:
    found = read_dispatches()
    assert len(found) >= 600
    assert len({d.id for d in found}) == len(found)
    kinds = [d.kind for d in found]
    for kind in (
        "background", "toll_correction", "including", "attackers_dead", "numbers", "hedges", "named_victims",
        "totals", "two_attacks", "attribution", "state_forces", "accident",
    ):  # fmt: skip
        assert kinds.count(kind) >= 20, kind
    turned = sum(kinds.count(kind) for kind in ("foiled", "failed", "threatened"))
    figurative = sum(kinds.count(kind) for kind in ("anniversary", "court", "drill", "fiction", "metaphor"))
    assert turned >= 20
    assert figurative >= 20
