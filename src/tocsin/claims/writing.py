"""A claim as the TOML file that it is kept as: written from a sentence, or rewritten with corrections."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from tocsin.claims.files import Corrections
from tocsin.model import Claim

_FILE: Final = re.compile(r"^\s*(?:#.*\n\s*)*(?:\[\[?\w|[a-z_]+\s*=)")


def looks_like_a_file(text: str) -> bool:
    """Say whether a text is a claim file and no sentence."""
    return _FILE.match(text) is not None


def written(claim: Claim, by: Corrections) -> str:
    """Return the file of a claim that was read from a sentence, with what a person corrected."""
    head: dict[str, Any] = {
        "sentence": claim.text, "said_on": claim.said_on, "said_by": claim.said_by, "source": claim.source,
        "part": claim.part or None,
    }  # fmt: skip
    return dump({**head, **asdict(by)})


def skeleton(sentence: str, lacks: str, said_on: date) -> str:
    """Return a claim file to fill in for a sentence that was not understood, its keys explained."""
    bare = json.dumps(" ".join(sentence.split()), ensure_ascii=False)
    return f"""# {bare}
# was not understood: it lacks {lacks}.
# Fill in what it says, then: tocsin check this-file.toml
kind = "count"        # count, rate, gap (hours between attacks), deadliest, first
number = 0            # the number that is claimed; with upper it is the lower end of a range
# upper = 0           # the upper end ("dozens": number = 24, upper = 99)
bound = "is"          # is, about, at least, more than, at most, fewer than; leave out with upper
# unit = "a month"    # of a rate: a day, a week, a month, a year
count = "attacks"     # attacks, killed, injured
region = "world"      # Europe, EU, a country, codes (FR,DE), a town
since = {said_on.replace(month=1, day=1).isoformat()}    # first and last day that are claimed about
until = {said_on.isoformat()}
said_on = {said_on.isoformat()}
# attack_types = ["bombing"]
# target_types = ["worship"]
# groups = ["Islamic State"]
"""


def rewritten(text: str, by: Corrections) -> str:
    """Return a claim file with corrections in place of what it says; as it is where there are none."""
    given = {key: value for key, value in asdict(by).items() if value is not None}
    return dump({**tomllib.loads(text), **given}) if given else text


def dump(data: Mapping[str, Any]) -> str:
    """Return top-level keys, then arrays of tables, as TOML; None is left out."""
    lines = [
        f"{key} = {_value(value)}" for key, value in data.items() if value is not None and not _tables(value)
    ]
    for key, tables in data.items():
        if _tables(tables):
            for table in tables:
                lines += ["", f"[[{key}]]", *(f"{k} = {_value(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    # A JSON string is a TOML basic string, but for the delete character.
    return (
        json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        if isinstance(value, str)
        else repr(value)
    )
