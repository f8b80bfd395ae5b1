"""A claim in a small TOML file: a sentence, corrections to how it was read, and counts that it rests on.

sentence = "In Europe alone the last two months have seen attacks every 84 hours."
said_on = 2016-08-01
said_by = "an editorial"
source = "where the sentence stands"
region = "Europe"            # each of these corrects the reading
since = 2016-06-01
until = 2016-07-31

[[cited]]
label = "as stated by its author"
who = "who counted"
n = 12
since = 2016-06-08
until = 2016-07-19
source = "where the count stands"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from tocsin.claims.cited import Cited, cited_from
from tocsin.claims.reading import read
from tocsin.claims.reading.areas import area_named
from tocsin.claims.reading.subjects import movements
from tocsin.errors import InputError
from tocsin.model import CLAIM_KINDS, Amount, Area, Claim, Period, Side, Subject
from tocsin.taxonomy import ATTACK_TYPES, TARGET_TYPES

LARGEST: Final = 100_000
"""Bytes of a claim file."""
COUNTED: Final = ("attacks", "killed", "injured")
_SAID: Final = frozenset({"part", "sentence", "said_on", "said_by", "source", "note", "definition"})
_FIXES: Final = frozenset(
    {"kind", "number", "upper", "bound", "unit", "count", "region", "since", "until",
     "attack_types", "target_types", "groups", "movement", "chosen_afterwards"}
)  # fmt: skip
_UNITS: Final = {
    "gap": "hours", "change": "per cent", "share": "per cent", "times": "times", "rate": "a day",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person says otherwise than the sentence was read; None leaves a part as it was."""

    kind: str | None = None
    number: float | None = None
    upper: float | None = None
    bound: str | None = None
    unit: str | None = None
    count: str | None = None
    region: str | None = None
    since: date | None = None
    until: date | None = None
    attack_types: tuple[str, ...] | None = None
    target_types: tuple[str, ...] | None = None
    groups: tuple[str, ...] | None = None
    movement: str | None = None
    chosen_afterwards: bool | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a file holds: the claim, the counts cited for it, the definition to check it under."""

    claim: Claim
    cited: tuple[Cited, ...] = ()
    definition: str | None = None


def parse(text: str, where: str, *, said_on: date | None = None) -> Given:
    """Return the claim written in `text`; `where` names it in errors.

    Raises InputError where it is no TOML, has an unknown key, contradicts itself or is not understood.
    """
    if len(text) > LARGEST:
        raise InputError(
            f"{where} is no claim file: {len(text):,} characters, and at most {LARGEST:,} are read"
        )
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{where} is not TOML: {error}; see docs/checking.md") from error
    if unknown := sorted(set(data) - _SAID - _FIXES - {"cited"}):
        raise InputError(f"{where}: unknown keys {unknown}; see docs/checking.md")
    cited = tuple(cited_from(entry, where) for entry in _tables(data, where))
    day = _day(data.get("said_on"), where, "said_on") or said_on or date.today()  # noqa: DTZ011 - the desk's day
    claim = _claim(data, where, day)
    claim = corrected(claim, _corrections(data, where))
    return Given(claim, cited, data.get("definition"))


def _tables(data: dict[str, Any], where: str) -> list[dict[str, Any]]:
    tables = data.get("cited", [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise InputError(f"{where}: counts are tables: [[cited]]")
    return tables


def _claim(data: dict[str, Any], where: str, day: date) -> Claim:
    sentence = data.get("sentence")
    said_by, source = (_text(data.get(key), where, key) for key in ("said_by", "source"))
    if sentence is None:
        if data.get("kind") not in CLAIM_KINDS or not (
            "number" in data or data["kind"] in ("deadliest", "first")
        ):
            raise InputError(f"{where} needs a sentence, or kind ({', '.join(CLAIM_KINDS)}) and number")
        return Claim(where, data["kind"], None, "", Side(), said_on=day, said_by=said_by, source=source)
    understood = read(_text(sentence, where, "sentence") or "", said_on=day, said_by=said_by, source=source)
    if not understood.claims:
        missing = understood.not_understood[0].missing
        raise InputError(f"{where}: the sentence is not understood; it lacks {missing}")
    part, several = data.get("part"), len(understood.claims)
    if several > 1 and part not in range(1, several + 1):
        raise InputError(
            f"{where}: the sentence makes {several} claims: say which with part = 1 to {several}"
        )
    return understood.claims[part - 1] if several > 1 and part else understood.claims[0]


def _text(value: Any, where: str, key: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InputError(f"{where}: {key} is a text, not {value!r}")
    return value


def _day(value: Any, where: str, key: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(f"{where}: {key} is a day such as 2016-07-15, not {value!r}") from None


def _corrections(data: dict[str, Any], where: str) -> Corrections:
    given = {key: data[key] for key in _FIXES & set(data)}
    for key in ("attack_types", "target_types", "groups"):
        if key in given:
            if not isinstance(given[key], list) or not all(isinstance(x, str) for x in given[key]):
                raise InputError(f"{where}: {key} is a list of texts, not {given[key]!r}")
            given[key] = tuple(given[key])
    for key in ("since", "until"):
        if key in given:
            given[key] = _day(given[key], where, key)
    for key in ("number", "upper"):
        number = given.get(key)
        if number is not None and (isinstance(number, bool) or not isinstance(number, int | float)):
            raise InputError(f"{where}: {key} is a number, not {number!r}")
    return Corrections(**given)


def corrected(claim: Claim, by: Corrections) -> Claim:
    """Return the claim with what `by` says otherwise. Raises InputError where that cannot be."""
    side = _side(claim.side, by, claim.said_on)
    if claim.said_on and side.period.since and side.period.since > claim.said_on:
        raise InputError(
            f"the window begins on {side.period.since}, in the future on {claim.said_on}, the day it was said"
        )
    kind = by.kind or claim.kind
    if kind not in CLAIM_KINDS:
        raise InputError(f"no kind of claim {kind!r}: choose one of {', '.join(CLAIM_KINDS)}")
    if kind in ("change", "times", "share", "compare") and claim.other is None:
        raise InputError(f"a claim of kind {kind} compares two sides: write it as a sentence")
    amount = claim.amount if by.number is None else _amount(by)
    unit = by.unit or (
        claim.unit if kind == claim.kind and claim.unit else _UNITS.get(kind, side.subject.counted)
    )
    if claim.kind == "count" and by.count:
        unit = by.count
    afterwards = claim.chosen_afterwards if by.chosen_afterwards is None else by.chosen_afterwards
    return replace(claim, kind=kind, amount=amount, unit=unit, side=side, chosen_afterwards=afterwards)


def _amount(by: Corrections) -> Amount:
    assert by.number is not None
    if by.number < 0 and by.kind != "change":
        raise InputError(f"{by.number:g} cannot be: a count or a gap is not negative")
    if by.number == 0 and by.kind == "gap":
        raise InputError("a gap of 0 hours is none: give the hours between two attacks")
    if by.upper is not None:
        if by.upper < by.number or by.bound not in (None, "between"):
            raise InputError(f"a range goes from number to upper, not from {by.number:g} to {by.upper:g}")
        return Amount(float(by.number), "between", float(by.upper))
    return Amount(float(by.number), by.bound or "is")  # type: ignore[arg-type]


def _side(side: Side, by: Corrections, said_on: date | None) -> Side:
    if by.count is not None and by.count not in COUNTED:
        raise InputError(f"--count {by.count}: choose one of {', '.join(COUNTED)}")
    for given, known, name in (
        (by.attack_types, ATTACK_TYPES, "attack"),
        (by.target_types, TARGET_TYPES, "target"),
    ):
        for code in given or ():
            if code not in known:
                raise InputError(f"no {name} type {code!r}; see docs/taxonomy.md")
    s = side.subject
    groups = movements()[by.movement].groups if by.movement in movements() else by.groups
    subject: Subject = replace(
        s, counted=by.count or s.counted,  # type: ignore[arg-type]
        attack_types=s.attack_types if by.attack_types is None else by.attack_types,
        target_types=s.target_types if by.target_types is None else by.target_types,
        groups=s.groups if groups is None else groups, movement=by.movement or s.movement,
    )  # fmt: skip
    area: Area = area_named(by.region, said_on) if by.region else side.area
    period = Period(by.since or side.period.since, by.until or side.period.until, side.period.words)
    if period.since and period.until and period.until < period.since:
        raise InputError(
            f"the window ends on {period.until}, before it begins on {period.since}: mend --since or --until"
        )
    return Side(subject, area, period)
