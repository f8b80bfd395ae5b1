"""How many texts pass the gate, and how many are called relevant.

`python -m bench.relevance --tsv FILE... --all relevant|ordinary [--json FILE]`, text in the first column. Of
texts that are all relevant both shares should be high; of ordinary news, low.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tocsin.coding import Coder, gate
from tocsin.model import Document


def texts(path: Path) -> Iterator[str]:
    """Yield the first column of each line of a tab-separated file."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            text = line.rstrip("\n").split("\t")[0]
            if text.strip():
                yield text


def measure(paths: Sequence[Path]) -> dict[str, float | int]:
    """Return the shares of the texts in `paths` that pass the gate and that are called relevant."""
    coder, passed, called, n = Coder(), 0, 0, 0
    start = time.perf_counter()
    for path in paths:
        for number, text in enumerate(texts(path)):
            n += 1
            passed += gate.probability(None, text) >= gate.THRESHOLD
            called += coder.code(Document(f"{path.name}:{number}", text)).relevant
    seconds = time.perf_counter() - start
    return {
        "gate_pass": passed / n if n else 0.0,
        "called_relevant": called / n if n else 0.0,
        "n": n,
        "documents_per_second": round(n / seconds, 1),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tsv", nargs="+", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--all", choices=("relevant", "ordinary"), required=True, help="what the texts all are"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    figures = measure(options.tsv)
    wanted = "high" if options.all == "relevant" else "low"
    print(f"texts that are all {options.all}: {figures['n']}")
    print(f"{'pass the gate':<24}{figures['gate_pass']:>8.1%}   should be {wanted}")
    print(f"{'called relevant':<24}{figures['called_relevant']:>8.1%}   should be {wanted}")
    print(f"{'documents a second':<24}{figures['documents_per_second']:>8.1f}")
    if options.json:
        options.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
