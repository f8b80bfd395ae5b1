"""Inclusion rules as files: each criterion answers yes, no or doubtful, and so does the whole.

A rule file is TOML::

    name = "protected-targets"
    title = "Attacks on protected targets"
    source = "who uses this rule, and where it is written down"

    [[criterion]]
    field = "target_types"
    any_of = ["worship", "health"]

Fields: attack_types, weapon_types, target_types, outcome, country, groups, relations, scope, killed, injured,
probability. Tests: any_of, none_of, at_least. The whole is the weakest of its criteria in Kleene's
three-valued logic: one "no" makes "no", else one "doubtful" makes "doubtful".
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal

from tocsin.errors import InputError, NotFoundError
from tocsin.model import RELATIONS, Count, Incident
from tocsin.taxonomy import LISTS

Answer = Literal["yes", "no", "doubtful"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One test of one field; exactly one of `any_of`, `none_of`, `at_least` is given."""

    field: str
    any_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    at_least: float | None = None

    def test(self, incident: Incident) -> Answer:
        """Return whether `incident` meets this criterion; unknown values are doubtful, never no."""
        if self.at_least is not None:
            return _at_least(_NUMBERS[self.field](incident), self.at_least)
        values = _CODES[self.field](incident)
        if not values:
            return "doubtful"
        if self.any_of is not None:
            return "yes" if set(values) & set(self.any_of) else "no"
        return "no" if set(values) & set(self.none_of or ()) else "yes"


@dataclass(frozen=True, slots=True)
class Definition:
    """A named rule with the place where it is written down."""

    name: str
    title: str
    source: str
    criteria: tuple[Criterion, ...] = ()

    def test(self, incident: Incident) -> Answer:
        """Return yes, no or doubtful for `incident`."""
        answers = {criterion.test(incident) for criterion in self.criteria}
        if "no" in answers:
            return "no"
        return "doubtful" if "doubtful" in answers else "yes"


def _at_least(count: Count | float | None, least: float) -> Answer:
    if count is None:
        return "doubtful"
    if not isinstance(count, Count):
        return "yes" if count >= least else "no"
    if count.low is not None and count.low >= least:
        return "yes"
    if count.high is not None and count.high < least:
        return "no"
    return "doubtful"


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


_CODES: Final[dict[str, Callable[[Incident], tuple[str, ...]]]] = {
    "attack_types": lambda i: i.attack_types,
    "weapon_types": lambda i: i.weapon_types,
    "target_types": lambda i: i.target_types,
    "outcome": lambda i: _one(i.outcome),
    "country": lambda i: _one(i.place.country),
    "groups": lambda i: tuple(group.name for group in i.groups),
    "relations": lambda i: tuple(group.relation for group in i.groups),
    "scope": lambda i: () if i.scope == "unknown" else (i.scope,),
}
_ALLOWED: Final[dict[str, frozenset[str]]] = {
    "attack_types": LISTS["attack_type"],
    "weapon_types": LISTS["weapon_type"],
    "target_types": LISTS["target_type"],
    "outcome": LISTS["outcome"],
    "scope": LISTS["scope"],
    "relations": frozenset(RELATIONS),
}
_COUNTRY: Final = re.compile("[A-Z]{2}")
_NUMBERS: Final[dict[str, Callable[[Incident], Count | float | None]]] = {
    "killed": lambda i: i.killed,
    "injured": lambda i: i.injured,
    "probability": lambda i: i.probability,
}


def parse(text: str, where: str) -> Definition:
    """Return the rule written in `text`; `where` names it in errors. Raises InputError."""
    try:
        data = tomllib.loads(text)
        _only(data, {"name", "title", "source", "criterion"})
        return Definition(
            name=str(data["name"]),
            title=str(data["title"]),
            source=str(data["source"]),
            criteria=tuple(_criterion(entry) for entry in data.get("criterion", [])),
        )
    except KeyError as error:
        raise InputError(_unreadable(where, f"{error.args[0]} is missing")) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(_unreadable(where, error)) from error


def _unreadable(where: str, why: object) -> str:
    return f"definition {where} cannot be read: {why}; see docs/definitions.md"


def _only(table: dict[str, Any], known: set[str]) -> None:
    if not set(table) <= known:
        raise ValueError(f"unknown keys {sorted(set(table) - known)}")


def _criterion(entry: dict[str, Any]) -> Criterion:
    _only(entry, {"field", "any_of", "none_of", "at_least"})
    tests = [key for key in ("any_of", "none_of", "at_least") if key in entry]
    if len(tests) != 1:
        raise ValueError(f"a criterion has exactly one of any_of, none_of, at_least, not {tests}")
    fields = _NUMBERS if tests[0] == "at_least" else _CODES
    if entry["field"] not in fields:
        raise ValueError(f"{tests[0]} does not apply to field {entry['field']!r}")
    value = entry[tests[0]]
    if tests[0] == "at_least":
        return Criterion(entry["field"], at_least=_number(value))
    codes = _codes(entry["field"], value)
    if tests[0] == "any_of":
        return Criterion(entry["field"], any_of=codes)
    return Criterion(entry["field"], none_of=codes)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"at_least takes a number, not {value!r}")
    return float(value)


def _codes(field: str, value: Any) -> tuple[str, ...]:
    """Refuse what would never match and never be noticed: a misspelt code, a text where a list is meant."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{field} takes a list of texts, not {value!r}")
    for code in value:
        if code not in _ALLOWED.get(field, value) or (field == "country" and not _COUNTRY.fullmatch(code)):
            raise ValueError(f"{field} has no code {code!r}; see docs/taxonomy.md")
    return tuple(value)


def shipped() -> dict[str, Definition]:
    """Return the rules that come with tocsin, by name."""
    folder = resources.files("tocsin.definitions") / "rules"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    rules = [parse(file.read_text(encoding="utf-8"), file.name) for file in files]
    return {rule.name: rule for rule in rules}


def load(name: str) -> Definition:
    """Return the shipped rule called `name`, or the one in the file of that path.

    Raises NotFoundError where there is neither, InputError where the file is no rule.
    """
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(_unreadable(name, error)) from error
        return parse(text, name)
    rules = shipped()
    if name not in rules:
        raise NotFoundError(f"no definition {name!r}: choose one of {', '.join(rules)} or give a .toml file")
    return rules[name]
