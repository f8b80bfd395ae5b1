"""The result of an audit, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tocsin.audit.result import BLIND

if TYPE_CHECKING:
    from tocsin.audit import Agreement, Stratum
    from tocsin.desk.auditing import Account

CALLED: Final = {
    "right": "one attack, listed once", "none": "no attack", "duplicate": "listed elsewhere too",
    "several": "several attacks in one", "cannot_tell": "cannot be told",
}  # fmt: skip


def told(account: Account) -> Iterator[str]:
    """Yield the lines: the answer first, then what it rests on, then what it cannot see."""
    from tocsin.desk.auditing import REJECTED

    found = account.result
    yield account.line
    if not found.complete:
        yield f"partial: {found.labelled:,} of {found.drawn:,} labelled; the intervals are of those"
    share = found.precision
    yield f"precision {share}  ({share.method}; {share.population:,} in the frame)"
    yield "  " + ", ".join(f"{CALLED[verdict]} {n:,}" for verdict, n in found.counts.items())
    yield "each value, where it could be told:"
    for slot in found.slots:
        more = [f"cannot be told {slot.cannot_tell:,}"] if slot.cannot_tell else []
        if slot.empty_right or slot.empty_wrong:
            more.append(f"empty: {slot.empty_right:,} rightly, {slot.empty_wrong:,} wrongly")
        if slot.set_right:
            more.append(f"set by a person before, left out: {slot.set_right:,}")
        yield f"  {slot.name:<13} {slot.share}{'; ' + '; '.join(more) if more else ''}"
    yield "documents without an incident that tell of an attack the record has not:"
    for stratum in found.strata:
        yield f"  {stratum.name:<9} {_stratum(stratum)}  ({REJECTED[stratum.name]})"
    if found.recall_low is None:
        yield "recall: not known until an incident and a document of each kind are labelled"
    else:
        at = f"{found.level:.0%}".replace("%", " %")
        yield f"recall {found.recall:.2f}, at least {found.recall_low:.2f} at {at}, of what was read"
    yield f"it cannot see {BLIND}"
    for one in account.agreements:
        yield f"{one.first} and {one.second}: {_agreement(one)}"
    if account.doubled is not None:
        yield f"labelled by two people or more: {account.doubled:.0%}".replace("%", " %")


def _stratum(stratum: Stratum) -> str:
    if not stratum.population:
        return "none in the window"
    estimate = "not known" if stratum.estimate is None else f"about {stratum.estimate:,.0f}"
    seen = f"{stratum.counts['missed']:,} of {stratum.labelled:,} labelled"
    unsure = f", cannot be told {n:,}" if (n := stratum.counts["cannot_tell"]) else ""
    return f"{seen}{unsure}: {estimate}, at most {stratum.most:,} of {stratum.population:,}"


def _agreement(one: Agreement) -> str:
    kappa = (
        "kappa not defined" if one.kappa is None else f"kappa {one.kappa:.2f} [{one.low:.2f}–{one.high:.2f}]"
    )
    return f"the same verdict on {one.agreed:.0%} of {one.n:,}, {kappa}".replace("%", " %")
