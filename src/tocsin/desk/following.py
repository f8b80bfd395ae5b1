"""The register of claims after a change of the record: checked again, where there is one to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.errors import MissingExtraError

if TYPE_CHECKING:
    from tocsin.desk.claiming import Rechecked
    from tocsin.record import Record


def after_change(record: Record) -> list[Rechecked]:
    """Check the register again; return the claims that changed. Nothing happens, and nothing heavy is
    imported, where it is empty; without the optional part `measure` it waits for `tocsin claims recheck`.
    """
    if not record.claims():
        return []
    try:
        from tocsin.desk.claiming import changed_claims
    except MissingExtraError:
        return []
    return changed_claims(record)
