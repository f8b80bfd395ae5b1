"""The pairing of two lists with the greatest total worth, each member at most once."""

from __future__ import annotations

from collections.abc import Sequence


def assign(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return pairs (row, column) of the greatest total worth, by row; pairs of worth 0 or less are left out.

    `worth` has one row for each member of the first list. The Hungarian method with potentials, O(n^3).
    """
    rows = len(worth)
    columns = max((len(row) for row in worth), default=0)
    size = max(rows, columns)
    if not size:
        return []
    cost = [[0.0] * (size + 1) for _ in range(size + 1)]
    for i, row in enumerate(worth, 1):
        for j, value in enumerate(row, 1):
            cost[i][j] = -max(value, 0.0)
    row_of = _solve(cost, size)
    pairs = [(row_of[j] - 1, j - 1) for j in range(1, size + 1)]
    return sorted((i, j) for i, j in pairs if i < rows and j < len(worth[i]) and worth[i][j] > 0)


def _solve(cost: list[list[float]], size: int) -> list[int]:
    """Return for each column, from 1, the row that a cheapest complete pairing gives it."""
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of, came_from = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0], column = row, 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while row_of[column]:
            used[column] = True
            current, step, nearest = row_of[column], float("inf"), 0
            for j in range(1, size + 1):
                if used[j]:
                    continue
                reduced = cost[current][j] - row_price[current] - column_price[j]
                if reduced < least[j]:
                    least[j], came_from[j] = reduced, column
                if least[j] < step:
                    step, nearest = least[j], j
            for j in range(size + 1):
                if used[j]:
                    row_price[row_of[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            column = nearest
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return row_of
