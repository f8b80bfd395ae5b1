"""Publishing when the record or a decision about sharing has changed, and not otherwise."""

from __future__ import annotations

from datetime import datetime

from tocsin.record import now
from tocsin.release import Partner
from tocsin.release.coarsen import ONGOING
from tocsin.share.publish import publish_items, publish_objects
from tocsin.share.sharing import Sharing

_SOONEST = ONGOING / 24


class Fresh:
    """Keeps what partners can fetch as new as the record: asked before each answer, for what is asked."""

    def __init__(self, sharing: Sharing) -> None:
        """Nothing was published yet by this process."""
        self._sharing = sharing
        self._marks: dict[str, tuple[tuple[int, int], datetime]] = {}

    def items(self) -> None:
        """Publish the items for nodes, if something has changed or an hour has passed."""
        mark, at = self._sharing.record.exchange.mark(), now()
        if self._is_due("", mark, at):
            publish_items(self._sharing, at)
            self._marks[""] = mark, at

    def objects(self, partner: Partner) -> None:
        """Publish the STIX objects of one partner, likewise: what is ongoing ends by the clock."""
        mark, at = self._sharing.record.exchange.mark(), now()
        if self._is_due(partner.id, mark, at):
            publish_objects(self._sharing, partner, at)
            self._marks[partner.id] = mark, at

    def _is_due(self, what: str, mark: tuple[int, int], at: datetime) -> bool:
        before = self._marks.get(what)
        return before is None or before[0] != mark or at - before[1] >= _SOONEST
