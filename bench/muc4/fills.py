"""The notation of one fill: alternatives by slash, a cross-reference after a colon, a question mark before.

    ? SUSPECTED OR ACCUSED / POSSIBLE: "RED DAWN" / "RD"

is an optional fill with two alternatives that both refer to an entity with two names. Slashes and colons
inside quotes or inside parentheses separate nothing. Every fill of the distributed keys is read, their slips
too: a quote that is missing at the start or is doubled, or a string without any.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from bench.muc4.template import DATE, LOCATION, NULL, STRING_SLOTS, Alternative, Fill

_ENDS: Final = re.compile(r'"(?=\s*(?:[/:)]|$))')
_TYPES: Final = re.compile(r"\(([^()]*/[^()]*)\)")


def parse_fill(slot: int, value: str) -> Fill | None:
    """Return the fill that one line of a slot gives, or None where it is null: nothing, "-", or "*".

    Raises ValueError where an alternative is empty or a quoted string does not end.
    """
    rest = value.strip()
    optional = rest.startswith("?")
    rest = rest.removeprefix("?").strip()
    if rest in ("", NULL, "*"):
        return None
    if slot == LOCATION:
        parts = [part for option in _options(rest) for part in _place_types(option)]
        return Fill(tuple(Alternative(part) for part in parts), optional)
    if slot == DATE:
        return Fill(tuple(Alternative(" ".join(part.split())) for part in _options(rest)), optional)
    left, right = _halves(rest)
    references = tuple(text for text, _ in _strings(right)) if right else ()
    alternatives = tuple(
        Alternative(text, references, quoted or slot in STRING_SLOTS)
        for text, quoted in _strings(left)
        if text != NULL
    )
    return Fill(alternatives, optional) if alternatives else None


def quote(text: str) -> str:
    """Return `text` in double quotes, with quotes and backslashes in it escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def open_quote(line: str) -> bool:
    """Tell whether a string that starts in `line` does not end in it."""
    return re.sub(r"\\.", "", line).count('"') % 2 == 1


def _halves(value: str) -> tuple[str, str]:
    """Split at the colon that stands outside quotes."""
    at = 0
    while at < len(value):
        if value[at] == '"':
            at = _end(value, at)
        elif value[at] == ":":
            right = value[at + 1 :].strip()
            if not right:
                raise ValueError(f"nothing after the colon: {value}")
            return value[:at].strip(), right
        else:
            at += 1
    return value, ""


def _strings(value: str) -> list[tuple[str, bool]]:
    """Return the alternatives of one half of a fill, each with whether it was quoted."""
    found = []
    for part in _split(_bare(value)):
        part = part.strip()
        quoted = part.startswith('"') or part.endswith('"')
        text = _unquote(part) if quoted else " ".join(part.split())
        if not text:
            raise ValueError(f"empty alternative: {value}")
        found.append((text, quoted))
    return found


def _split(value: str) -> list[str]:
    """Split at the slashes outside quotes."""
    parts, start, at = [], 0, 0
    while at < len(value):
        if value[at] == '"':
            at = _end(value, at)
            continue
        if value[at] == "/":
            parts.append(value[start:at])
            start = at + 1
        at += 1
    return [*parts, value[start:]]


def _end(value: str, start: int) -> int:
    """Return where the string that opens at `start` is over: after a quote that a separator follows.

    A quote that stands behind a slash opens the next string: the one before it was never closed.
    """
    at = start + 1
    while at < len(value):
        if value[at] == "\\":
            at += 2
            continue
        if value[at] == '"':
            if _ENDS.match(value, at):
                return at + 1
            if value[:at].rstrip().endswith("/") and value[start + 1 : at].strip():
                return value.rindex("/", start, at)
        at += 1
    if start == len(value) - 1:  # a quote at the very end that nothing opened
        return len(value)
    raise ValueError(f"a quoted string does not end: {value[start:]}")


def _unquote(part: str) -> str:
    text = part.removeprefix('"').removesuffix('"').strip() if len(part) > 1 else ""
    if text.startswith('"') and open_quote(text):
        text = text[1:]
    return re.sub(r"\\(.)", r"\1", " ".join(text.split())).strip()


def _bare(value: str) -> str:
    """Return `value` without parentheses that enclose all of it."""
    value = value.strip()
    while value.startswith("(") and _closes(value) == len(value) - 1:
        value = value[1:-1].strip()
    return value


def _closes(value: str) -> int:
    depth = 0
    for at, sign in enumerate(value):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at
    return -1


def _options(value: str) -> list[str]:
    """Return the alternatives of a date or location: slashes inside parentheses do not separate."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(value):
        depth += (sign == "(") - (sign == ")")
        if sign == "/" and depth == 0:
            parts.append(value[start:at])
            start = at + 1
    bare = [_bare(part) for part in [*parts, value[start:]]]
    if not all(bare):
        raise ValueError(f"empty alternative: {value}")
    return bare


def _place_types(option: str) -> list[str]:
    """Write out "CALI (CITY / MUNICIPALITY)" as one alternative for each of its place types."""
    choices = [[c.strip() for c in m.split("/")] for m in _TYPES.findall(option)]
    frame = _TYPES.sub("({})", option.replace("{", "").replace("}", ""))
    return [" ".join(frame.format(*types).split()) for types in itertools.product(*choices)]
