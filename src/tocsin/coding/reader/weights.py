"""The weights file and its companions: found, checked against their digests, opened once in a process."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tocsin import fitted
from tocsin.coding.reader.data import FOLDER
from tocsin.coding.reader.schema import DIGEST
from tocsin.coding.reader.scores import Floats
from tocsin.errors import WeightsError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

CARD: Final = "reader.json"
GRAPH: Final = "reader.onnx.gz"
TOKENIZER: Final = "tokenizer.json"
PLACE: Final = "TOCSIN_READER"
"""The environment variable that names the folder of another model, such as the one of the quality mode."""


@dataclass(frozen=True)
class Weights:
    """An opened model. `settings` are the fitted numbers beside the network: thresholds and calibration."""

    name: str
    session: InferenceSession
    tokenizer: Tokenizer
    breadth: Floats
    settings: Mapping[str, Any]


def opened(folder: Path | None = None) -> Weights:
    """Return the model of `folder`, else of the folder that TOCSIN_READER names, else the packaged one.

    Raises WeightsError where a file is missing, is not the one that the card names, or belongs to another
    version of the code.
    """
    return _opened(folder or Path(os.environ.get(PLACE) or FOLDER))


def card(folder: Path | None = None) -> dict[str, Any]:
    """Return the card of a model without opening it. Raises WeightsError where it cannot be read."""
    path = (folder or Path(os.environ.get(PLACE) or FOLDER)) / CARD
    found: dict[str, Any] = fitted.read(path, "the card of the reader's weights", json.loads)
    return found


@cache
def _opened(folder: Path) -> Weights:
    facts = card(folder)
    if facts.get("schema") != DIGEST:
        raise WeightsError(
            f"{folder / CARD}: made for schema {facts.get('schema')}, "
            f"this tocsin reads {DIGEST}; build it again"
        )
    if GRAPH not in facts["files"]:
        raise WeightsError(f"{folder / CARD}: names no {GRAPH}, it is of an older tocsin; build it again")
    for name, digest in facts["files"].items():
        fitted.check(folder / name, digest)
    return Weights(
        str(facts["name"]),
        _session(fitted.read(folder / GRAPH, "the reader's network", gzip.decompress)),
        _tokenizer(folder / TOKENIZER),
        np.asarray(facts["breadth"], np.float32),
        facts["settings"],
    )


def _session(graph: bytes) -> InferenceSession:
    import onnxruntime  # a tenth of a second: only when a text passed the gate

    options = onnxruntime.SessionOptions()
    # one core a process: the desk runs as many processes as there are cores
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _tokenizer(path: Path) -> Tokenizer:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # it warns when a process forks otherwise
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
