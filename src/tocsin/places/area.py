"""Where a division's middle lies and how far it reaches, told from its towns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]

_LEAST_KM = 5.0
_DEGREE_KM = 111.2


def middle(lat: Floats, lon: Floats, point: tuple[float, float] | None = None) -> tuple[float, float, float]:
    """Return the middle (degrees) of the area that towns span, and the radius (km, 5 or more) of nine in ten.

    The middle is the centroid of the towns' convex hull: a division's point stands for its area, thinly
    settled too. `point` keeps a point that is known; only the radius is then taken from the towns.
    """
    lat, lon = np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)
    if lon.max() - lon.min() > 180:  # both sides of the date line
        lon = np.where(lon < 0, lon + 360, lon)
    y, x = point if point is not None else centroid(lat, lon)
    if point is not None and abs(x - float(lon.mean())) > 180:
        x += 360.0 if x < lon.mean() else -360.0
    far = np.hypot((lon - x) * np.cos(np.radians(lat)), lat - y) * _DEGREE_KM
    return y, (x + 180) % 360 - 180, max(_LEAST_KM, float(np.quantile(far, 0.9)))


def centroid(lat: Floats, lon: Floats) -> tuple[float, float]:
    """Return the centroid of the convex hull of points; the mean where they span no area."""
    corners = np.array(hull(sorted(set(zip(lon.tolist(), lat.tolist(), strict=True)))))
    x, y = corners[:, 0], corners[:, 1]
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    cross = x * next_y - next_x * y
    area = float(cross.sum()) / 2
    if len(corners) < 3 or abs(area) < 1e-6:
        return float(y.mean()), float(x.mean())
    return (
        float(((y + next_y) * cross).sum()) / (6 * area), float(((x + next_x) * cross).sum()) / (6 * area)
    )  # fmt: skip


def hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of the convex hull of sorted distinct points (Andrew's monotone chain)."""
    if len(points) < 3:
        return points
    return [*_chain(points)[:-1], *_chain(points[::-1])[:-1]]


def _chain(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
