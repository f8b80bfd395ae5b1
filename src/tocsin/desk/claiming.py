"""Claims at the desk: the view that a check looks at, and the register that is checked again.

Needs the optional part `measure`; `tocsin.desk.following` is for those who must run without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tocsin import __version__
from tocsin.claims import Checked, Given, View, check, definitions_for, parse
from tocsin.definitions import load
from tocsin.errors import NotFoundError, UserError
from tocsin.model import Json
from tocsin.record import ClaimCheck, Record, Registered

Tell = Callable[[int, int], None]
"""Called with how many claims are checked so far, and of how many."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A claim put to the record once more; `change` says what is otherwise, None where nothing is."""

    registered: Registered
    checked: Checked
    change: tuple[str, ...] | None


def view_of(record: Record, *, as_of: datetime | None = None) -> View:
    """Return the incidents and what was read, as of a time."""
    return View(
        record.incidents(as_of=as_of), record.read_by_day(as_of=as_of), as_of, tuple(record.audits.told())
    )


def register(record: Record, given: str, definition: str | None, *, by: str) -> Rechecked:
    """Enter a claim (its file) and check it. Raises InputError where it cannot be read."""
    parse(given, "the claim")
    entered = record.add_claim(given, definition, by=by)
    return next(iter(recheck(record, [entered], always=True)))


def recheck(
    record: Record,
    claims: Iterable[Registered] | None = None,
    *,
    always: bool = False,
    tell: Tell | None = None,
) -> list[Rechecked]:
    """Check claims again (all, without any) and append each check; return those checked.

    Without `always` a claim is left alone while nothing has entered the record since its last check. One of
    the whole register that can no longer be read (its definition's file is gone) does not stop the others;
    one that was named raises.
    """
    wanted = list(record.claims() if claims is None else claims)
    seen = record.last_act()
    due = [claim for claim in wanted if always or _last_seen(record, claim) != seen]
    if not due:
        return []
    view = view_of(record)
    done = []
    for number, claim in enumerate(due, 1):
        try:
            done.append(_once_more(record, claim, view, seen))
        except UserError:
            if claims is not None:
                raise
        if tell is not None:
            tell(number, len(due))
    return done


def changed_claims(record: Record) -> list[Rechecked]:
    """Check the register again; return the claims whose verdict or figures are otherwise than before.

    A reading never fails because of a claim: where checks cannot be made there are none.
    """
    try:
        return [one for one in recheck(record) if one.change is not None]
    except UserError:
        return []


def checked(given: Given, view: View | None, definition: str | None) -> Checked:
    """Return the check of one claim as a file gives it."""
    rule = load(definition) if definition else load(given.definition) if given.definition else None
    return check(given.claim, view, definitions_for(rule), given.cited)


def _last_seen(record: Record, claim: Registered) -> int | None:
    checks = record.claim_checks(claim.id)
    return checks[-1].seen if checks else None


def _once_more(record: Record, claim: Registered, view: View, seen: int) -> Rechecked:
    found = checked(parse(claim.given, claim.id[:8]), view, claim.definition)
    before = [c for c in record.claim_checks(claim.id) if c.body is not None]
    digest = found.digest()
    change: tuple[str, ...] | None = None
    body: Json = None
    if not before or before[-1].digest != digest:
        body = {**found.to_json(), "tocsin": __version__, "incidents": _short(found)}
        change = _changes(record, before[-1], body) if before else ()
    record.add_claim_check(ClaimCheck(claim.id, datetime.now(UTC), seen, found.verdict, digest, body, change))
    return Rechecked(claim, found, change if before else None)


def _short(found: Checked) -> Json:
    return {c.incident.id: {"title": c.incident.title, "doubtful": c.doubtful} for c in found.incidents}


def _changes(record: Record, before: ClaimCheck, now: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what is otherwise than at the last check, and why, as sentences."""
    then = before.body
    told = []
    if then["verdict"] != now["verdict"]:
        told.append(f"The verdict was “{then['verdict']}” and is “{now['verdict']}”.")
    told += _figure(then, now)
    told += _came(then, now)
    told += _went(record, then, now)
    if then.get("tocsin") != now["tocsin"]:
        told.append(f"tocsin itself changed from {then.get('tocsin')} to {now['tocsin']}.")
    return tuple(told or ["Values of the same attacks changed: tolls, places, types or groups."])


def _figure(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    first, second = (next((r for r in body["rows"] if r["about"] == "stated"), None) for body in (then, now))
    if not first or not second or not first["estimate"] or not second["estimate"]:
        return []
    old, new = first["estimate"], second["estimate"]
    if old["value"] == new["value"] and old["n"] == new["n"]:
        return []
    return [f"{new['quantity'].capitalize()}: {_amount(old)}, now {_amount(new)}."]


def _amount(estimate: Mapping[str, Any]) -> str:
    value = "not known" if estimate["value"] is None else f"{estimate['value']:,.3g} {estimate['unit']}"
    if estimate["unit"] == "hours" and estimate["value"] is not None:
        value = f"{estimate['value']:,.0f} hours"
    return f"{value} from {estimate['n']}"


def _came(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    new = [i for i in now["incidents"] if i not in then["incidents"]]
    return [f"New behind it: {now['incidents'][i]['title']} [{i[:8]}]." for i in new]


def _went(record: Record, then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    told = []
    for identity, was in then["incidents"].items():
        if identity in now["incidents"]:
            continue
        try:
            today = record.incident(identity).id
        except NotFoundError:
            told.append(f"No longer behind it: {was['title']} [{identity[:8]}]; its reports were withdrawn.")
            continue
        if today != identity:
            told.append(f"No longer apart: {was['title']} [{identity[:8]}] was merged into [{today[:8]}].")
        else:
            told.append(f"No longer counted: {was['title']} [{identity[:8]}]; its values changed.")
    return told
