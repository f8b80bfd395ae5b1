"""JSON from others: no duplicate keys, no NaN, no depth or size that could hurt, one kind of error."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from tocsin.errors import InputError

LARGEST: Final = 20_000_000
"""Bytes of one document."""
DEEPEST: Final = 60
"""Levels of nesting."""


def loads(data: bytes, *, limit: int = LARGEST) -> Any:
    """Return the value of `data`. Raises InputError where it is no strict JSON (RFC 8259, RFC 7493)."""
    if len(data) > limit:
        raise InputError(f"{len(data)} bytes of JSON are more than {limit}")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant)
    except InputError:
        raise
    except RecursionError:
        raise InputError("the JSON is nested too deeply") from None
    except ValueError as error:
        raise InputError(f"this is not JSON: {error}"[:200]) from None
    check_depth(value)
    return value


def check_depth(value: Any, deepest: int = DEEPEST) -> None:
    """Raise InputError where `value` is nested more than `deepest` levels."""
    layer = [value]
    for _ in range(deepest):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not layer:
            return
    raise InputError(f"the JSON is nested more than {deepest} levels")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise InputError("an object of the JSON has a key twice")
    return made


def _constant(name: str) -> NoReturn:
    raise InputError(f"{name} is no JSON")
