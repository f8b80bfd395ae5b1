"""Long patterns written as lists: one alternative a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_NAME: Final = re.compile(r"<([A-Z]+)>")


def either(block: str, names: Mapping[str, str] | None = None) -> str:
    r"""Return the lines of `block` as alternatives of one pattern that starts at a word's edge.

    A line that is indented deeper than the first goes on the line before it, its leading space dropped.
    `<NAME>` stands for the pattern of that name in `names`.
    """
    lines = [line for line in block.split("\n") if line.strip()]
    margin = len(lines[0]) - len(lines[0].lstrip())
    alternatives: list[str] = []
    for line in lines:
        if len(line) - len(line.lstrip()) > margin:
            alternatives[-1] += line.strip()
        else:
            alternatives.append(line.strip())
    known = names or {}
    return r"\b(?:" + _NAME.sub(lambda match: known[match.group(1)], "|".join(alternatives)) + ")"


@dataclass(frozen=True, slots=True)
class Rule:
    """A status and the words that speak for it.

    `heads` are strings of which one must occur before the pattern is tried: they make it cheap.
    """

    status: str
    heads: tuple[str, ...]
    pattern: re.Pattern[str]

    def may(self, folded: str) -> bool:
        """Whether it is worth trying the pattern on `folded`."""
        return any(head in folded for head in self.heads)


def rule_maker(names: Mapping[str, str]) -> Callable[[str, str, str], Rule]:
    """Return a maker of rules from a status, heads ("a|b") and a block for `either`."""

    def make(status: str, heads: str, block: str) -> Rule:
        return Rule(status, tuple(heads.split("|")), re.compile(either(block, names)))

    return make


def compiled(block: str, names: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Return the compiled pattern of `either`."""
    return re.compile(either(block, names))
