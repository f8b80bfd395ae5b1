"""Estimates out: the noun of `tocsin.model`, frames of several, and their charts as files.

A chart is a Vega-Lite specification (a dict of JSON); `render` makes a picture of one without a browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tocsin.errors import GroundsError, InputError, MissingExtraError
from tocsin.model import Check, Estimate, Json, figures, finite

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"

__all__ = ["SCHEMA", "Check", "Estimate", "GroundsError", "chart", "figures", "finite", "frame", "intervals",
           "render", "save"]  # fmt: skip


def frame(estimates: Iterable[Estimate]) -> Any:
    """Return a polars frame, one row an estimate. Raises ImportError without polars."""
    import polars

    return polars.concat([estimate.to_frame() for estimate in estimates], how="diagonal_relaxed")


def chart(title: str, layers: list[Json], values: list[Json], **more: Json) -> Json:
    """Return a Vega-Lite chart of `layers` over `values`; `title` is what a screen reader says of it."""
    return {"$schema": SCHEMA, "description": title, "title": {"text": title, "fontSize": 12},
            "width": 480, "data": {"values": finite(values)}, "layer": layers, **more}  # fmt: skip


def intervals(title: str, named: dict[str, Estimate], *, log: bool = False) -> Json:
    """Return a chart of several estimates of one unit, one below the other, each with its interval."""
    unit = next(iter(named.values())).unit
    values = [{"name": name, "value": e.value, "low": e.low, "high": e.high} for name, e in named.items()]
    scale = {"type": "log"} if log else {"zero": False}
    x = {"type": "quantitative", "title": unit, "scale": scale}
    y = {"field": "name", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 320}}
    layers: list[Json] = [
        {"mark": "rule", "encoding": {"y": y, "x": {"field": "low", **x}, "x2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True}, "encoding": {"y": y, "x": {"field": "value", **x}}},
    ]
    # A browser may take a wider font than the one that the picture was measured with.
    room = 2 * max(len(name) for name in named)
    return chart(title, layers, values, padding={"left": room, "right": 8, "top": 5, "bottom": 5})


def render(spec: Json, kind: str) -> bytes:
    """Return the chart `spec` as "png", "svg" or "json". Raises MissingExtraError without vl-convert."""
    if kind == "json":
        return json.dumps(spec, ensure_ascii=False, indent=1, allow_nan=False).encode()
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtraError("a chart as a picture", "measure") from error
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]))


def save(spec: Json, path: Path) -> None:
    """Write the chart to `path`; its ending says how. Raises InputError on another ending."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in ("png", "svg", "json"):
        raise InputError(f"a chart is written as .png, .svg or .json, not to {path.name}")
    path.write_bytes(render(spec, kind))
