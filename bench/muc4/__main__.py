"""The MUC-4 reference task: what is predicted of its texts against the keys, in four scores.

    python -m bench.muc4 --texts PATH… --keys PATH… [--predictions FILE] [--responses FILE] [--json FILE]
    python -m bench.muc4 score --keys PATH… --responses PATH… [--json FILE]

The first predicts and scores; the second scores somebody's MUC-4 response templates officially. A path may be
a folder. What is wrong in keys and responses goes to stderr, one line for each fault, and the rest is scored.
The exit status is 2 where there is nothing to score or a file cannot be read.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

from bench.muc4.keys import Fault, read_keys
from bench.muc4.measure import responses_of, score_predicted, table
from bench.muc4.official import score_official
from bench.muc4.predicted import Predicted, predictions
from bench.muc4.responses import read_responses
from bench.muc4.template import Template
from bench.muc4.texts import Text, read_texts

T = TypeVar("T")
Predict = Callable[[list[Text]], list[Predicted]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    figures = _score(words[1:]) if words[:1] == ["score"] else _predict(words)
    for line in table(figures):
        print(line)


def _predict(words: Sequence[str]) -> dict[str, Any]:
    parser = _parser("python -m bench.muc4")
    parser.add_argument("--texts", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--keys", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="write what was predicted as JSON")
    parser.add_argument("--responses", type=Path, metavar="FILE", help="write it as MUC-4 response templates")
    options = parser.parse_args(words)
    texts, keys = _input(read_texts, options.texts), _keys(options.keys)
    _report(f"{text.id} has no key and is left out" for text in texts if text.id not in keys)
    over = len(keys.keys() - {text.id for text in texts})
    _report([f"documents of the keys without text, left out: {over}"] if over else [])
    texts = [text for text in texts if text.id in keys]
    if not texts:
        _stop("no text has a key")
    predict = cast(Predict, importlib.import_module("bench.muc4.predict").predict)
    started = time.perf_counter()
    predicted = predict(texts)
    seconds = time.perf_counter() - started
    figures, faults = score_predicted(predicted, {text.id: keys[text.id] for text in texts})
    _report(map(str, faults))
    figures |= {"documents_per_second": len(texts) / seconds, "peak_memory_mb": _peak_mb()}
    if options.predictions:
        _write_json(options.predictions, predictions(predicted))
    if options.responses:
        options.responses.write_text(responses_of(predicted), encoding="utf-8")
    if options.json:
        _write_json(options.json, figures)
    return figures


def _score(words: Sequence[str]) -> dict[str, Any]:
    parser = _parser("python -m bench.muc4 score")
    parser.add_argument("--keys", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--responses", type=Path, nargs="+", required=True, metavar="PATH")
    options = parser.parse_args(words)
    keys = _keys(options.keys)
    responses, faults = _input(read_responses, options.responses)
    _report(map(str, faults))
    _report(f"{document} has no key and is left out" for document in responses if document not in keys)
    if not responses.keys() & keys.keys():
        _stop("no response is of a document that has a key")
    official = score_official(responses, keys)
    if options.json:
        _write_json(options.json, official)
    return {"official": official, "documents": len(keys)}


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        program, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


def _keys(paths: Sequence[Path]) -> dict[str, list[Template]]:
    faults: list[Fault] = []
    keys = _input(lambda p: read_keys(p, faults), paths)
    _report(map(str, faults))
    return keys


def _input(read: Callable[[Sequence[Path]], T], paths: Sequence[Path]) -> T:
    try:
        return read(paths)
    except (OSError, ValueError) as error:
        _stop(str(error))


def _stop(reason: str) -> NoReturn:
    print(f"bench.muc4: {reason}", file=sys.stderr)
    raise SystemExit(2)


def _report(faults: Iterable[str]) -> None:
    for fault in faults:
        print(fault, file=sys.stderr)


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _peak_mb() -> float:
    """Return the most memory that this process has held since it was started, in megabytes of 1000 kB."""
    status = Path("/proc/self/status")
    mark = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii")) if status.exists() else None
    return int(mark[1]) / 1000 if mark else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
