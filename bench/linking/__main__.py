"""Which reports tell of one event, measured: `python -m bench.linking`.

    python -m bench.linking --ucdp CSV [--year 2014] [--json FILE]    headlines and dates alone
    python -m bench.linking --records CSV [--json FILE]             records against the same, told again
    python -m bench.linking --written [--svg FILE] [--json FILE]      the labelled reports of the tests
    python -m bench.linking --parts [--json FILE]                     links between parts of one attack
    python -m bench.linking --generated 1000000 [--json FILE]         an archive from scratch
    python -m bench.linking --arriving 100000 [--json FILE]         one new report into a record of so many
    python -m bench.linking --dense 2500 [--json FILE]            reports of one month, each judged on arrival

The exit status is 2 where a file cannot be read or has nothing to score.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.linking", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--ucdp", type=Path, metavar="CSV", help="UCDP GED with source_article")
    what.add_argument("--records", type=Path, metavar="CSV", help="UCDP GED, each event described again")
    what.add_argument("--written", action="store_true", help="the labelled reports of the tests")
    what.add_argument("--parts", action="store_true", help="coordinated attacks, written, and the demo's")
    what.add_argument("--generated", type=int, metavar="N", help="so many made-up reports")
    what.add_argument("--arriving", type=int, metavar="N", help="a record of so many reports")
    what.add_argument("--dense", type=int, metavar="N", help="so many reports of one month")
    parser.add_argument("--year", metavar="YEAR", help="only the articles of events of this year")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write the reliability diagram")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    options = parser.parse_args(arguments)
    try:
        figures = _figures(options)
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        _stop(f"cannot be read: {error}")
    figures["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for line in _table(figures):
        print(line)
    if options.svg and "reliability" in figures:
        from bench.reliability import diagram

        options.svg.write_text(diagram(figures["reliability"]), encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _figures(options: argparse.Namespace) -> dict[str, Any]:
    if options.ucdp:
        from bench.linking.headlines import measure

        figures = measure(options.ucdp, frozenset({options.year}) if options.year else None)
        return figures if figures["n"] else _stop("no article feeds exactly one event")
    if options.records:
        from bench.linking.records import measure as of_records

        return of_records(options.records)
    if options.written:
        from bench.linking.written import measure as of_reports

        return of_reports()
    if options.parts:
        from bench.linking.parts import measure as of_parts

        return of_parts()
    if options.generated:
        from bench.linking.generated import measure as of_archive

        return of_archive(options.generated)
    from bench.linking import arriving

    return arriving.measure_dense(options.dense) if options.dense else arriving.measure(options.arriving)


def _table(figures: dict[str, Any], before: str = "") -> list[str]:
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += _table(value, f"{before}{name} ")
        elif not isinstance(value, list):
            lines.append(
                f"{before + name:<36} {value:.4g}"
                if isinstance(value, float)
                else f"{before + name:<36} {value}"
            )
    return lines


def _stop(why: str) -> NoReturn:
    print(f"bench.linking: {why}", file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
