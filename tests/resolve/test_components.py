"""Connected components, against searching from each node; and whatever the order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.resolve.components import components

NODES = st.integers(0, 30)


def test_what_no_pair_names_stands_alone() -> None:
    assert components([], [2, 0, 1]) == [[0], [1], [2]]
    assert components([("b", "c"), ("e", "d"), ("a", "c")]) == [["a", "b", "c"], ["d", "e"]]


def test_a_long_chain_is_one() -> None:
    assert components((n, n + 1) for n in range(5000)) == [list(range(5001))]
    assert components((n + 1, n) for n in range(5000)) == [list(range(5001))]


@given(st.lists(st.tuples(NODES, NODES)), st.sets(NODES))
def test_components_are_those_of_a_search(pairs: list[tuple[int, int]], nodes: set[int]) -> None:
    found = components(pairs, nodes)
    assert sorted(node for group in found for node in group) == sorted(nodes.union(*pairs))
    for group in found:
        reached, edge = {group[0]}, [group[0]]
        while edge:
            node = edge.pop()
            near = {a + b - node for a, b in pairs if node in (a, b)} - reached
            reached |= near
            edge += near
        assert sorted(reached) == group
    assert components([(b, a) for a, b in reversed(pairs)], sorted(nodes, reverse=True)) == found
