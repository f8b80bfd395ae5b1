"""Files of fitted weights: read, checked, and refused in one clear line.

Each file of weights in the package is read here, so that a missing, altered or foreign one is told in one
way: which file, what is wrong with it, what to do. What a file means is the business of the module that uses
it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from tocsin.errors import WeightsError

Made = TypeVar("Made")
_REMEDY: Final = "Install tocsin again"


def read(path: Path, what: str, made: Callable[[bytes], Made], sha256: str | None = None) -> Made:
    """Return what `made` makes of the file at `path`, which is `what` ("the weights of the gate").

    Raises WeightsError where it is missing, where it is not the one with `sha256`, and where `made` does not
    understand it (ValueError, KeyError, TypeError, AttributeError).
    """
    if sha256 is not None:
        check(path, sha256)
    try:
        return made(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = f"{type(error).__name__}: {error}"
        raise WeightsError(f"{path}: {what} cannot be read ({why}). {_REMEDY}") from error


def check(path: Path, sha256: str) -> None:
    """Raise WeightsError where the file at `path` is missing or is not the one with the digest `sha256`."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError(f"{path}: missing; expected a file with sha256 {sha256}. {_REMEDY}") from error
    if found != sha256:
        raise WeightsError(f"{path}: altered; expected sha256 {sha256}, found {found}. {_REMEDY}")


def rows(body: bytes, *columns: str) -> list[dict[str, str]]:
    """Return the rows of a table with just these columns in its header. Raises ValueError for another one."""
    table = csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""), delimiter="\t")
    found = list(table)
    if tuple(table.fieldnames or ()) != columns:
        raise ValueError(f"columns {', '.join(columns)} expected")
    if not found or any(None in row or None in row.values() for row in found):
        raise ValueError("a row is missing or cut")
    return found


def weight(value: str | float) -> float:
    """Return `value` as a number. Raises ValueError where it is none, or is not finite."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is no weight")
    return number
