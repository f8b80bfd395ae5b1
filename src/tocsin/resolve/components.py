"""What pairs connect, directly and through others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

Node = TypeVar("Node", int, str)


def components(pairs: Iterable[tuple[Node, Node]], nodes: Iterable[Node] = ()) -> list[list[Node]]:
    """Return `nodes` and the ends of `pairs` in connected components, each sorted, the components sorted."""
    parent = {node: node for node in nodes}

    def root(node: Node) -> Node:
        above = parent.setdefault(node, node)
        while above != node:
            parent[node] = parent[above]
            node, above = parent[node], parent[parent[node]]
        return node

    for a, b in pairs:
        parent[root(a)] = root(b)
    members: dict[Node, list[Node]] = defaultdict(list)
    for node in parent:
        members[root(node)].append(node)
    return sorted(sorted(group) for group in members.values())
