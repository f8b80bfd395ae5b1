"""Rule files (TOML) to criteria; what would never match and never be noticed is refused with the reason."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tocsin.definitions.criterion import AnyCriterion, Criterion, Several
from tocsin.definitions.fields import ALLOWED, CODES, DATE, NUMBERS
from tocsin.model import ANSWERS, RELATIONS

TESTS: Final = ("any_of", "none_of", "at_least", "known", "from", "before")
MORE: Final = ("field", "relations", "unknown", "otherwise", "name")
GROUPS: Final = ("any", "all", "of")
DEEPEST: Final = 8
_COUNTRY: Final = re.compile("[A-Z]{2}")


def criterion(entry: Mapping[str, Any], depth: int = 0) -> AnyCriterion:
    """Return the criterion of one table. Raises ValueError, TypeError or KeyError where it is none."""
    if depth > DEEPEST:
        raise ValueError(f"criteria within criteria deeper than {DEEPEST}")
    if any(key in entry for key in GROUPS):
        return _several(entry, depth)
    only(entry, {*TESTS, *MORE})
    tests = [key for key in TESTS if key in entry]
    if len(tests) != 1 and set(tests) != {"from", "before"}:
        raise ValueError(f"a criterion has exactly one of {', '.join(TESTS)}, not {tests}")
    field = entry["field"]
    _check_applies(tests[0], field)
    return Criterion(
        field,
        any_of=_codes(field, entry["any_of"]) if "any_of" in entry else None,
        none_of=_codes(field, entry["none_of"]) if "none_of" in entry else None,
        at_least=_number(entry["at_least"]) if "at_least" in entry else None,
        known=_true(entry["known"]) if "known" in entry else False,
        since=_day(entry["from"]) if "from" in entry else None,
        before=_day(entry["before"]) if "before" in entry else None,
        relations=_relations(field, tests[0], entry),
        unknown=_answer(entry, "unknown", "doubtful"),
        otherwise=_answer(entry, "otherwise", "no"),
        name=str(entry.get("name", "")),
    )


def only(table: Mapping[str, Any], known: set[str]) -> None:
    """Raise ValueError where `table` has other keys than `known`."""
    if not set(table) <= known:
        raise ValueError(f"unknown keys {sorted(set(table) - known)}")


def _several(entry: Mapping[str, Any], depth: int) -> Several:
    only(entry, {*GROUPS, "name", "at_least"})
    [key] = [key for key in GROUPS if key in entry] if sum(key in entry for key in GROUPS) == 1 else [""]
    if not key or (key == "of") != ("at_least" in entry):
        raise ValueError("a group of criteria is any = […], all = […], or of = […] with at_least")
    given = entry[key]
    if not isinstance(given, list) or not given or not all(isinstance(part, dict) for part in given):
        raise ValueError(f"{key} takes a list of criteria")
    parts = tuple(criterion(part, depth + 1) for part in given)
    need = {"any": 1, "all": len(parts)}.get(key) or int(_number(entry["at_least"]))
    if not 1 <= need <= len(parts):
        raise ValueError(f"at_least {need} of {len(parts)} criteria")
    return Several(parts, need, str(entry.get("name", "")))


def _check_applies(test: str, field: Any) -> None:
    if test == "at_least":
        fits = field in NUMBERS
    elif test in ("from", "before"):
        fits = field == DATE
    else:
        fits = field in CODES and (field != "counted" or test == "any_of")
    if not fits:
        raise ValueError(f"{test} does not apply to field {field!r}")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"at_least takes a number, not {value!r}")
    return float(value)


def _true(value: Any) -> bool:
    if value is not True:
        raise ValueError(f"known takes true, not {value!r}")
    return True


def _day(value: Any) -> date:
    if type(value) is not date:
        raise ValueError(f"from and before take a day such as 2016-06-08, not {value!r}")
    return value


def _answer(entry: Mapping[str, Any], key: str, usual: str) -> Any:
    value = entry.get(key, usual)
    if value not in ANSWERS:
        raise ValueError(f"{key} is one of {', '.join(ANSWERS)}, not {value!r}")
    return value


def _relations(field: Any, test: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    if "relations" not in entry:
        return ()
    if field != "groups" or test != "any_of":
        raise ValueError("relations goes with field groups and any_of")
    return _codes("relations", entry["relations"])


def _codes(field: str, value: Any) -> tuple[str, ...]:
    """Refuse what would never match and never be noticed: a misspelt code, a text where a list is meant."""
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{field} takes a list of texts, not {value!r}")
    known = frozenset(RELATIONS) if field == "relations" else ALLOWED.get(field)
    for code in value:
        if (known is not None and code not in known) or (field == "country" and not _COUNTRY.fullmatch(code)):
            raise ValueError(f"{field} has no code {code!r}; see docs/taxonomy.md")
    return tuple(value)
