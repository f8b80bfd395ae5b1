"""`python -m bench.claims`: how many sentences of newspapers are read as a person reads them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.claims import Labelled, digest, held_out, reading, right, written


def scored(lines: list[Labelled]) -> dict[str, int | float]:
    """Return how many are read right, refused though they make a claim, and misread."""
    held = [(s, d, e) for s, d, e in lines if right(s, d, e)]
    refused = [s for s, d, e in lines if not right(s, d, e) and reading(s, d).startswith("? ")]
    n = len(lines)
    return {"n": n, "right": len(held), "refused": len(refused), "misread": n - len(held) - len(refused),
            "share_right": round(len(held) / n, 3)}  # fmt: skip


def main() -> None:
    """Print both figures; `--misses` shows the sentences that were seen and are not read right."""
    parser = argparse.ArgumentParser(prog="python -m bench.claims", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--misses", action="store_true", help="show misses of the two thirds that are seen")
    arguments = parser.parse_args()
    lines = written()
    seen = [line for line in lines if not held_out(line[0])]
    rows = {
        "seen (two thirds)": scored(seen),
        "held out (a third)": scored([x for x in lines if held_out(x[0])]),
    }
    for name, row in rows.items():
        print(f"{name:<20} n {row['n']:>3}  right {row['right']:>3} ({row['share_right']:.3f})  "
              f"refused {row['refused']:>2}  misread {row['misread']:>2}")  # fmt: skip
    print(f"digest of the held out: {digest(lines)}")
    if arguments.misses:
        for sentence, day, expected in seen:
            if not right(sentence, day, expected):
                print(f"\n{sentence}\n  wanted {expected}\n  got    {reading(sentence, day)}")
    if arguments.json:
        arguments.json.write_text(json.dumps({"rows": rows, "digest": digest(lines)}, indent=1))


if __name__ == "__main__":
    main()
