"""Inclusion rules as files: each criterion answers yes, no or doubtful, and so does the whole.

A rule file is TOML::

    name = "protected-targets"
    title = "Attacks on protected targets"
    source = "who uses this rule, and where it is written down"

    [[criterion]]
    field = "target_types"
    any_of = ["worship", "health"]

Fields, tests and groups of criteria (any, all, of … at_least) are in docs/definitions.md. The whole is the
weakest of its criteria in Kleene's three-valued logic: one "no" makes "no", else one "doubtful" "doubtful".
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from tocsin.definitions.criterion import Answer, AnyCriterion, Ground
from tocsin.definitions.parsing import criterion, only
from tocsin.errors import InputError, NotFoundError
from tocsin.model import Incident


@dataclass(frozen=True, slots=True)
class Definition:
    """A named rule with the place where it is written down."""

    name: str
    title: str
    source: str
    criteria: tuple[AnyCriterion, ...] = ()

    def test(self, incident: Incident) -> Answer:
        """Return yes, no or doubtful for `incident`."""
        answers = {criterion.test(incident) for criterion in self.criteria}
        if "no" in answers:
            return "no"
        return "doubtful" if "doubtful" in answers else "yes"

    def grounds(self, incident: Incident) -> tuple[Ground, ...]:
        """Return the reasons for the answer, criterion by criterion."""
        return tuple(ground for criterion in self.criteria for ground in criterion.grounds(incident))


def parse(text: str, where: str) -> Definition:
    """Return the rule written in `text`; `where` names it in errors. Raises InputError."""
    try:
        data = tomllib.loads(text)
        only(data, {"name", "title", "source", "criterion"})
        return Definition(
            name=str(data["name"]),
            title=str(data["title"]),
            source=str(data["source"]),
            criteria=tuple(criterion(entry) for entry in data.get("criterion", [])),
        )
    except KeyError as error:
        raise InputError(_unreadable(where, f"{error.args[0]} is missing")) from error
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise InputError(_unreadable(where, error)) from error


def _unreadable(where: str, why: object) -> str:
    return f"definition {where} cannot be read: {why}; see docs/definitions.md"


@cache
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
