"""The shipped weights from scratch: `python -m training.make --packages DIR --muc4 DIR --work DIR`.

A large encoder is fitted first: to the development part of MUC-4, the written dispatches, and the short
ones. It teaches the small one (`teaching.py`), which is fitted twice to the same windows, in another order,
from the same beginning. The two are averaged (Wortsman et al. 2022), that goes to int8, and the numbers
beside it are fitted on `tst1`, `tst2` and the tuning part of the dispatches. Everything is seeded; digests,
settings, scores and times go into the card.

`--quality` fits the large one further and leaves a model for `TOCSIN_READER`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Tokenizer
from torch import Tensor

from bench.tuning import tuning
from tocsin.coding.reader.data import FOLDER
from tocsin.coding.reader.schema import DIGEST
from tocsin.coding.reader.weights import CARD, GRAPH, TOKENIZER
from training import calibrate, encoder, everyday, export, labelled, modern, muc4, sources, teaching
from training.dispatches import Dispatch, read_dispatches
from training.examples import Example
from training.fit import Settings, described, fit
from training.network import Reader
from training.roundups import roundups
from training.teaching import Lesson
from training.written import ORDINARY

NAME: Final = "minilm-reader-3"
LARGE_NAME: Final = "mpnet-quality"
_SMALL: Final = Settings(epochs=4.5, rate=3e-4, head_rate=1e-3, empty=0.35, any_mention=0.5, masked=0.08)
SMALL: Final = (replace(_SMALL, seed=1), replace(_SMALL, seed=2))
"""Two fits that differ in the order of their windows."""
_LARGE: Final = Settings(
    seed=1, epochs=4, rate=6e-5, head_rate=5e-4, frozen=3, empty=0.35, any_mention=0.5, masked=0.08
)
LARGE: Final = (_LARGE, replace(_LARGE, seed=2, epochs=3, rate=4e-5))
"""The first teaches; the quality mode goes on from it in the second, the rate risen again, as the heads for
whole texts were still learning at its end. Embeddings and the two lowest layers stay as they are: a step
costs a tenth less."""
ROUNDUPS: Final = 180
"""Texts on several attacks, made of the dispatches by variation."""
HEADS: Final = 1
"""Seed of the heads before fitting: one for all, so that what is fitted can be averaged."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0."""
    options = _options(arguments)
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    texts = sorted((options.muc4 / "texts").glob("dev*"))
    keys = sorted((options.muc4 / "keys").glob("key-dev*"))
    began = time.time()
    dispatches = read_dispatches()
    kept_back = tuning()
    fitted = [d for d in dispatches if d not in kept_back]
    run: dict[str, Any] = {"data": _digests([*texts, *keys, *_dispatch_files()]), "fits": []}
    reader, folder, view = _large(options, texts, keys, fitted, run)
    name = LARGE_NAME if options.quality else NAME
    if not options.quality:
        given = teaching.lessons(reader, view, _pad(folder))
        folder = sources.unpacked("minilm", options.packages, options.work)
        reader = _small(folder, _same(view, _view(folder, texts, keys, fitted)), given, options.work, run)
    out = options.work / name
    _release(reader, name, folder, out, options.muc4, kept_back, run)
    run["seconds"] = round(time.time() - began)
    _put(out / CARD, {**json.loads((out / CARD).read_text(encoding="utf-8")), "run": run})
    if options.install:
        for file in (GRAPH, TOKENIZER, CARD):
            shutil.copy(out / file, FOLDER / file)
    print(json.dumps(run["scores"], indent=1))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--packages", type=Path, required=True, help="folder with the wheels (training/sources.py)"
    )
    parser.add_argument("--muc4", type=Path, required=True, help="folder with texts/ and keys/")
    parser.add_argument("--work", type=Path, required=True, help="where intermediate and final files go")
    parser.add_argument("--quality", action="store_true", help="fit the large encoder alone")
    parser.add_argument("--install", action="store_true", help="put the result into the package")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args(arguments)


def _large(
    options: argparse.Namespace,
    texts: Sequence[Path],
    keys: Sequence[Path],
    dispatches: Sequence[Dispatch],
    run: dict[str, Any],
) -> tuple[Reader, Path, list[Example]]:
    """Return the large reader, fitted, with the folder of its encoder and its view of the texts."""
    folder = sources.unpacked("mpnet", options.packages, options.work)
    view = _view(folder, texts, keys, dispatches)
    reader = Reader(encoder.load(folder))
    weights = None
    for one in LARGE if options.quality else LARGE[:1]:
        kept = options.work / f"{LARGE_NAME}-{one.seed}"
        weights = _fitted(folder, view, one, kept, run, begin=weights)
        reader.load_state_dict(weights)
    return reader, folder, view


def _small(
    folder: Path, view: Sequence[Example], given: Sequence[Lesson], work: Path, run: dict[str, Any]
) -> Reader:
    """Return the mean of the small readers, fitted to `view` with what the large one says of it."""
    fits = [_fitted(folder, view, one, work / f"{NAME}-{one.seed}", run, given) for one in SMALL]
    reader = Reader(encoder.load(folder))
    reader.load_state_dict(averaged(fits))
    return reader


def _same(theirs: Sequence[Example], own: Sequence[Example]) -> Sequence[Example]:
    """Return `own`. Raises ValueError where its windows are not those of the teacher."""
    if [(e.window.starts, e.window.ends) for e in theirs] != [(e.window.starts, e.window.ends) for e in own]:
        raise ValueError("the two encoders cut the texts in other pieces")
    return own


def _view(
    folder: Path, texts: Sequence[Path], keys: Sequence[Path], dispatches: Sequence[Dispatch]
) -> list[Example]:
    tokenizer = _tokenizer(folder)
    found = list(muc4.examples(texts, keys, tokenizer))
    if dispatches:
        found += 2 * list(modern.examples(dispatches, tokenizer))
        found += modern.examples(roundups(dispatches, ROUNDUPS), tokenizer)
        found += everyday.examples(tokenizer)
        found += labelled.examples(tokenizer)
    return found


def _fitted(
    folder: Path,
    view: Sequence[Example],
    settings: Settings,
    kept: Path,
    run: dict[str, Any],
    given: Sequence[Lesson] = (),
    begin: dict[str, Tensor] | None = None,
) -> dict[str, Tensor]:
    """Fit a network, or take the one that an interrupted run left; return its weights.

    It begins as the encoder was published, with new heads, or with the weights `begin`.
    """
    weights, facts = kept.with_suffix(".pt"), kept.with_suffix(".json")
    if not facts.exists():
        torch.manual_seed(HEADS)
        reader = Reader(encoder.load(folder))
        if begin is not None:
            reader.load_state_dict(begin)
        losses = fit(reader, view, _pad(folder), settings, kept.name, _mask(folder), given)
        torch.save(reader.state_dict(), weights)
        _put(facts, {"settings": described(settings), "windows": len(view), **losses})
    run["fits"].append(json.loads(facts.read_text(encoding="utf-8")))
    found: dict[str, Tensor] = torch.load(weights)
    return found


def averaged(fits: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of several fitted networks, weight by weight."""
    return {name: torch.stack([f[name] for f in fits]).mean(0) for name in fits[0]}


def _release(
    reader: Reader,
    name: str,
    source: Path,
    out: Path,
    corpus: Path,
    tuning: Sequence[Dispatch],
    run: dict[str, Any],
) -> None:
    """Export, quantise, fit the numbers beside the network, write the folder."""
    out.mkdir(parents=True, exist_ok=True)
    export.as_float(reader, out / "float.onnx")
    export.as_int8(out / "float.onnx", out / GRAPH)
    export.tokenizer(source / TOKENIZER, out / TOKENIZER)
    breadth = [[round(float(x), 5) for x in row] for row in reader.breadth.detach()]
    facts: dict[str, Any] = {
        "name": name,
        "schema": DIGEST,
        "licence": "Apache-2.0, like the encoder that it was fitted from",
        "files": {file: _digest(out / file) for file in (GRAPH, TOKENIZER)},
        "breadth": breadth,
        "settings": {},
    }
    _put(out / CARD, facts)
    facts["settings"], run["scores"] = calibrate.all_of(out, corpus, tuning)
    _put(out / CARD, facts)


def _put(path: Path, facts: dict[str, Any]) -> None:
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer: Tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _pad(folder: Path) -> int:
    pad: int = json.loads((folder / "config.json").read_text(encoding="utf-8"))["pad_token_id"]
    return pad


def _mask(folder: Path) -> int:
    tokenizer = _tokenizer(folder)
    found = [tokenizer.token_to_id(piece) for piece in ("[MASK]", "<mask>")]
    return next(piece for piece in found if piece is not None)


def _dispatch_files() -> list[Path]:
    here = Path(__file__).parent
    return [*sorted((here / "dispatches").glob("*.txt")), *sorted(ORDINARY.glob("*.txt")), labelled.FILE]


def _digests(paths: Sequence[Path]) -> dict[str, str]:
    return {path.name: _digest(path)[:16] for path in paths}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
