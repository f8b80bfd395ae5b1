"""How likely a name is an armed group's, and what it is likely said to have to do with the attack.

Two logistic lines over the signs of `group_signs` and `group_forms`, with weights out of a small table that
`python -m training.attribution` fits.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, get_args

from tocsin import fitted
from tocsin.coding.group_forms import Candidate, form_signs
from tocsin.coding.group_signs import signs
from tocsin.coding.groups import GroupMention
from tocsin.coding.tokens import Token
from tocsin.model import Relation

FILE: Final = Path(__file__).parent / "data" / "attribution.tsv"
OTHER: Final = "other"
RELATIONS: Final[tuple[str, ...]] = (OTHER, *get_args(Relation))
"""What a name can have to do with the attack: nothing, or one of the relations."""
NAME: Final = "name"
"""The column of what a sign says of whether a name is a group's."""
_BIAS: Final = "always"


def signs_of(
    tokens: Sequence[Token], candidate: Candidate, before: Sequence[Token], told: Sequence[GroupMention]
) -> set[str]:
    """Return all signs of one name of a sentence; `before` is the sentence before, `told` what cues say."""
    by_rule = {
        f"rule: {'past ' if one.background else ''}{one.relation}"
        for one in told
        if one.name == candidate.name
    }
    around = signs(tokens, candidate.first, candidate.end, before)
    return {_BIAS} | around | form_signs(tokens, candidate) | by_rule


def named(found: Collection[str]) -> float:
    """Return the logit that a name with these signs is a group's."""
    table = weights()
    return sum(table[sign][NAME] for sign in found if sign in table)


def related(found: Collection[str]) -> dict[str, float]:
    """Return the chance of each of `RELATIONS`, given that the name is a group's."""
    table = weights()
    rows = [table[sign] for sign in found if sign in table]
    scores = {relation: sum(row[relation] for row in rows) for relation in RELATIONS}
    best = max(scores.values())
    raised = {relation: math.exp(score - best) for relation, score in scores.items()}
    whole = sum(raised.values())
    return {relation: value / whole for relation, value in raised.items()}


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights by sign and column."""
    return fitted.read(FILE, "the weights of groups and relations", _table)


def _table(body: bytes) -> dict[str, dict[str, float]]:
    columns = (NAME, *RELATIONS)
    return {
        row["sign"]: {name: fitted.weight(row[name]) for name in columns}
        for row in fitted.rows(body, "sign", *columns)
    }
