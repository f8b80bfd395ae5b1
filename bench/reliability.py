"""How far the probability of a report can be believed: `python -m bench.reliability`.

The chance that the reader gives a document of reporting a new attack, against how often one does, on the
held-out dispatches (nothing was fitted to them) and on the tuning part (the calibration was fitted to it).
Documents that the gate stops count with the chance that the gate gives.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from bench import held_out
from bench.tuning import tuning
from tocsin.coding import Coder
from tocsin.model import Document
from tocsin.read import Rejected, read_path

EDGES: Final = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
Pair = tuple[float, bool]


def main() -> None:
    """Print the bins of both sets; write them as JSON and as a diagram where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write the diagram of the held-out set")
    options = parser.parse_args()
    coder = Coder()
    figures = {"held out": bins(_held_out(coder)), "tuning": bins(_tuning(coder))}
    for name, rows in figures.items():
        print(f"{name}: expected calibration error {error(rows):.3f}")
        for row in rows:
            print(f"  {row['low']:.1f} to {row['high']:.1f}: said {row['said']:.2f}, true {row['true']:.2f}, "
                  f"n = {row['n']}")  # fmt: skip
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.svg:
        options.svg.write_text(diagram(figures["held out"]), encoding="utf-8")


def bins(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Return for each range of chances the mean of what was said, the share that was true, and how many."""
    rows = []
    for low, high in pairwise(EDGES):
        inside = [(p, t) for p, t in pairs if low <= p < high or (high == 1.0 and p == 1.0)]
        if inside:
            n = len(inside)
            rows.append({"low": low, "high": high, "said": sum(p for p, _ in inside) / n,
                         "true": sum(t for _, t in inside) / n, "n": n})  # fmt: skip
    return rows


def error(rows: Sequence[dict[str, Any]]) -> float:
    """Return the expected calibration error: the mean gap, each bin by its size (Naeini et al. 2015)."""
    n = sum(row["n"] for row in rows)
    return float(sum(row["n"] * abs(row["said"] - row["true"]) for row in rows) / n)


def _tuning(coder: Coder) -> list[Pair]:
    return [
        (coder.code(Document(d.id, d.text, d.title, d.published)).probability, bool(d.incidents))
        for d in tuning()
    ]


def _held_out(coder: Coder) -> list[Pair]:
    held_out.check_digests()
    pairs = []
    for part in held_out.PARTS:
        lines = (held_out.FOLDER / f"{part}_labels.jsonl").read_text(encoding="utf-8").splitlines()
        labels = {label["url"]: label for label in map(json.loads, lines)}
        for document in read_path(held_out.FOLDER / f"{part}.jsonl"):
            assert not isinstance(document, Rejected), document
            pairs.append((coder.code(document).probability, bool(labels[document.name]["incidents"])))
    return pairs


def diagram(rows: Sequence[dict[str, Any]]) -> str:
    """Return a reliability diagram as SVG: what was said along, what was true up, area of a dot by its n."""
    size, edge = 320, 40

    def at(x: float, y: float) -> tuple[float, float]:
        return edge + x * (size - 2 * edge), size - edge - y * (size - 2 * edge)

    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"',
        ' font-family="sans-serif" font-size="11">',
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
        f'<path d="M{x0} {y0}H{x1}M{x0} {y0}V{y1}" stroke="#333" fill="none"/>',
        f'<path d="M{x0} {y0}L{x1} {y1}" stroke="#999" stroke-dasharray="4 3"/>',
        f'<text x="{(x0 + x1) / 2}" y="{size - 8}" text-anchor="middle">chance that was said</text>',
        f'<text transform="translate(12 {(y0 + y1) / 2}) rotate(-90)" text-anchor="middle">',
        "share that was true</text>",
    ]
    for tick in (0, 0.5, 1):
        (x, _), (_, y) = at(tick, 0), at(0, tick)
        parts.append(f'<text x="{x}" y="{y0 + 14}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{x0 - 6}" y="{y + 4}" text-anchor="end">{tick:g}</text>')
    for row in rows:
        x, y = at(row["said"], row["true"])
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + row["n"] ** 0.5:.1f}" fill="#1f5a94" opacity=".75"/>'
        )
        parts.append(f'<text x="{x + 12:.1f}" y="{y + 4:.1f}">{row["n"]}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
