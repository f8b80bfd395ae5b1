"""The shipped weights from scratch: `python -m training.make --packages DIR --muc4 DIR --work DIR`.

A large encoder is fitted first, in two goes: to the development part of MUC-4, the written dispatches, and
the short ones. Some of its layers are the beginning of the small one, which is fitted to the same windows and
to what the large one says of them (`teaching.py`), with weights on a coarse grid (`grid.py`). That goes to
int8 with a shorter vocabulary, and the numbers beside it are fitted on `tst1`, `tst2` and the tuning part of
the dispatches. Everything is seeded; digests, settings, scores and times go into the card.

`--quality` releases the large one, for `TOCSIN_READER`.
"""

from __future__ import annotations

import argparse
import copy
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

from bench.tuning import tuning
from tocsin.coding.reader.data import FOLDER
from tocsin.coding.reader.schema import DIGEST
from tocsin.coding.reader.weights import CARD, GRAPH, TOKENIZER
from training import calibrate, encoder, everyday, export, grid, labelled, modern, muc4, sources, teaching
from training import vocabulary as pieces
from training.dispatches import Dispatch, read_dispatches
from training.examples import Example
from training.fit import Settings, described, fit
from training.network import Reader
from training.roundups import roundups
from training.teaching import Lesson
from training.written import ORDINARY

NAME: Final = "mpnet-reader-5"
LARGE_NAME: Final = "mpnet-quality"
_SMALL: Final = Settings(
    seed=1, epochs=4, rate=2e-4, head_rate=8e-4, frozen=1, empty=0.35, any_mention=0.5, masked=0.08
)
SMALL: Final = (_SMALL, replace(_SMALL, seed=2, epochs=2, rate=1.5e-4, head_rate=6e-4))
"""Two goes in another order of the windows, the second from where the first ended; the mean of both is
released (Izmailov et al. 2018, "Averaging weights leads to wider optima")."""
LAYERS: Final = (0, 1, 2, 3, 11)
"""Layers of the large encoder that the small one has: the lowest as they follow one another, and the one that
the heads read (Sajjad et al. 2023, "On the effect of dropping layers")."""
MATRICES: Final = 0.3
WORDS: Final = 0.45
REST: Final = 0.12
"""Steps of the small one's grids, in parts of the spread of a row (`grid.py`): of its layers, its words, and
its positions and heads; of the last only after fitting, as heads begin as chance has it."""
_LARGE: Final = Settings(
    seed=1, epochs=4, rate=6e-5, head_rate=5e-4, frozen=3, empty=0.35, any_mention=0.5, masked=0.08
)
LARGE: Final = (_LARGE, replace(_LARGE, seed=2, epochs=3, rate=4e-5))
"""Two goes, the rate risen again for the second, as the heads for whole texts were still learning at the end
of the first. Embeddings and the two lowest layers stay as they are: a step costs a tenth less."""
ROUNDUPS: Final = 180
"""Texts on several attacks, made of the dispatches by variation."""
HEADS: Final = 1
"""Seed of the heads before fitting."""


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
    folder = sources.unpacked(options.packages, options.work)
    view = _view(folder, texts, keys, fitted)
    reader = _large(folder, view, options.work, run)
    name, kept = LARGE_NAME, list(range(reader.encoder.words.num_embeddings))
    if not options.quality:
        name, kept = NAME, pieces.kept(folder / TOKENIZER, {i for e in view for i in e.window.ids})
        run["small"] = {"layers": LAYERS, "grids": [MATRICES, WORDS, REST], "pieces": len(kept)}
        reader = _small(folder, view, reader, options.work, run)
    out = options.work / name
    _release(reader, name, folder, kept, out, options.muc4, kept_back, run)
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


def _large(folder: Path, view: Sequence[Example], work: Path, run: dict[str, Any]) -> Reader:
    """Return the large reader, fitted."""
    torch.manual_seed(HEADS)
    reader = Reader(encoder.load(folder))
    for settings in LARGE:
        kept = work / f"{LARGE_NAME}-{settings.seed}"
        _fitted(reader, view, settings, kept, run, _pad(folder), _mask(folder))
    return reader


def _small(folder: Path, view: Sequence[Example], teacher: Reader, work: Path, run: dict[str, Any]) -> Reader:
    """Return the small reader, fitted to `view` with what the large one says of it; its weights are on
    grids."""
    given = teaching.lessons(teacher, view, _pad(folder))
    reader = thinned(teacher)
    fits = []
    for settings in SMALL:
        kept = work / f"{NAME}-{settings.seed}"
        _fitted(reader, view, settings, kept, run, _pad(folder), _mask(folder), given)
        fits.append({name: value.clone() for name, value in reader.state_dict().items()})
    reader.load_state_dict({name: torch.stack([fit[name] for fit in fits]).mean(0) for name in fits[0]})
    settle(reader)
    return reader


def settle(reader: Reader) -> None:
    """Put all large matrices of a fitted small reader on their grids."""
    for part in reader.modules():
        if isinstance(part, grid.Linear):
            part.settle()
    for part in (reader.encoder.places, reader.start, reader.end, reader.attributes):
        grid.put(part.weight, REST)


def thinned(teacher: Reader) -> Reader:
    """Return a reader with `LAYERS` of the large one alone, its grids set."""
    reader = copy.deepcopy(teacher)
    reader.encoder.layers = torch.nn.ModuleList(reader.encoder.layers[i] for i in LAYERS)
    grid.put(reader.encoder.words.weight, WORDS)
    for part in reader.modules():
        if isinstance(part, grid.Linear):
            part.coarsen(MATRICES)
    return reader


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
    reader: Reader,
    view: Sequence[Example],
    settings: Settings,
    kept: Path,
    run: dict[str, Any],
    pad: int,
    mask: int,
    given: Sequence[Lesson] = (),
) -> None:
    """Fit `reader` in place, or give it the weights that an interrupted run left."""
    weights, facts = kept.with_suffix(".pt"), kept.with_suffix(".json")
    if not facts.exists():
        losses = fit(reader, view, pad, settings, kept.name, mask, given)
        torch.save(reader.state_dict(), weights)
        _put(facts, {"settings": described(settings), "windows": len(view), **losses})
    run["fits"].append(json.loads(facts.read_text(encoding="utf-8")))
    reader.load_state_dict(torch.load(weights))


def _release(
    reader: Reader,
    name: str,
    source: Path,
    kept: Sequence[int],
    out: Path,
    corpus: Path,
    tuning: Sequence[Dispatch],
    run: dict[str, Any],
) -> None:
    """Export with the pieces `kept`, quantise, fit the numbers beside the network, write the folder."""
    out.mkdir(parents=True, exist_ok=True)
    export.as_float(export.shortened(reader, kept), out / "float.onnx")
    export.as_int8(out / "float.onnx", out / GRAPH)
    export.tokenizer(pieces.tokenizer(source / TOKENIZER, kept), out / TOKENIZER)
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
