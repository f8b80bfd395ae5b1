"""Templates for the tests: made of fills by slot, as they stand in a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from bench.muc4.fills import parse_fill
from bench.muc4.matching import Pair
from bench.muc4.phrases import Verdict
from bench.muc4.template import Alternative, Fill, Template

DOCUMENT = "DEV-MUC3-9001"


def make(
    slots: Mapping[int, Sequence[str] | str],
    optional: bool = False,
    document: str = DOCUMENT,
    number: int = 1,
) -> Template:
    """Return a template; a slot with one fill may be given as that fill alone."""
    parsed = {}
    for slot, fills in slots.items():
        lines = [fills] if isinstance(fills, str) else fills
        found = tuple(fill for fill in (parse_fill(slot, line) for line in lines) if fill)
        if found:
            parsed[slot] = found
    return Template(document, number, optional, parsed)


def fill(slot: int, line: str) -> Fill:
    """Return the fill that a line gives."""
    found = parse_fill(slot, line)
    assert found is not None
    return found


def verdict(
    slot: int, response: str, key: str, ours: Template | None = None, theirs: Template | None = None
) -> Verdict:
    """Return how a fill of a response does against one of a key, alone or in their templates."""
    pair = Pair(ours or Template(DOCUMENT), theirs or Template(DOCUMENT))
    return pair.verdict(slot, fill(slot, response), fill(slot, key))


WORDS = (
    "BAKER",
    "MASKED",
    "RIDERS",
    "OLD",
    "MILL",
    "HARBOR",
    "CRANE",
    "LOPEZ",
    "TOMAS",
    "NORTHERN",
    "LEAGUE",
)
_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
_STRINGS = (6, 9, 10, 12, 18, 19)
_SETS = {
    5: ("ACCOMPLISHED", "ATTEMPTED"),
    7: ("GUN", "RIFLE", "BOMB"),
    8: ("TERRORIST ACT",),
    20: ("CIVILIAN", "DIPLOMAT"),
    21: ("1", "2", "5 - 7", "~9", "PLURAL"),
    23: ("DEATH", "INJURY"),
}


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """Draw a template in which each fill has one or two ways and some are optional."""
    kind = draw(st.sampled_from(("ATTACK", "BOMBING", "ROBBERY")))
    slots: dict[int, tuple[Fill, ...]] = {4: (Fill((Alternative(kind),)),)}
    for slot in _STRINGS:
        entities = draw(st.lists(st.lists(_texts, min_size=1, max_size=2, unique=True), max_size=2))
        fills = [Fill(tuple(Alternative(t, quoted=True) for t in e), draw(st.booleans())) for e in entities]
        if fills:
            slots[slot] = tuple(fills)
    for slot, values in _SETS.items():
        chosen = draw(st.lists(st.sampled_from(values), max_size=2, unique=True))
        if chosen:
            slots[slot] = tuple(Fill((Alternative(value),)) for value in chosen)
    return Template(DOCUMENT, 1, draw(st.booleans()), slots)
