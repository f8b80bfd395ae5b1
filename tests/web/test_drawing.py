"""What is drawn on the server and what is cut from texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Statement
from tocsin.record import Point
from tocsin.web.chart import BARS, clusters, look, timeline
from tocsin.web.texts import pieces

precisions = st.sampled_from(["city", "province", "country"])
spans_ = st.lists(st.tuples(st.integers(0, 59), st.integers(0, 60)), max_size=6)
days = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@given(st.dictionaries(days, st.integers(1, 9), min_size=1, max_size=40))
def test_the_bars_hold_every_incident_once_without_gaps(counts: Mapping[date, int]) -> None:
    found = timeline(counts.items(), 3, None, None)
    assert found is not None
    assert sum(bar.count for bar in found.bars) == sum(counts.values())
    assert len(found.bars) <= BARS * 1.5
    for one, other in zip(found.bars, found.bars[1:], strict=False):
        assert other.first == one.last + timedelta(days=1)
    assert found.bars[0].first <= min(counts)
    assert max(counts) <= found.bars[-1].last


@given(
    st.lists(
        st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.sampled_from(["city", "province", "country"]))
    )
)
def test_clusters_hold_every_point_once_and_never_mix_looks(given_: list[tuple[float, float, str]]) -> None:
    points = [
        Point(f"{n}", lat, lon, 5.0, precision, None, None, (), None, "t")
        for n, (lon, lat, precision) in enumerate(given_)
    ]
    found = clusters(points)
    assert sum(cluster.count for cluster in found) == len(points)
    for kind in ("spot", "area", "vague"):
        assert sum(c.count for c in found if c.look == kind) == sum(look(p.precision) == kind for p in points)


@given(
    st.text(min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 60)), max_size=6)
)
def test_pieces_put_together_are_the_text_and_marks_are_the_slices(
    text: str, spans: list[tuple[int, int]]
) -> None:
    said = [
        Statement("r", "outcome", "failed", "d", start, end, text[start:end])
        for start, end in spans
        if start < end <= len(text)
    ]
    found = pieces(text, said)
    assert "".join(piece.text for piece in found) == text
    for statement in said:
        assert "".join(p.text for p in found if statement in p.statements) == statement.quote
        assert sum(statement in p.first for p in found) == 1


def test_a_quote_that_is_not_its_slice_marks_nothing() -> None:
    wrong = Statement("r", "outcome", "failed", "d", 0, 3, "xyz")
    assert [piece.statements for piece in pieces("abcdef", [wrong])] == [()]
