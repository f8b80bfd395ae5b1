"""Publishing when the record or a decision about sharing has changed, and not otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tocsin import __version__
from tocsin.record import now
from tocsin.release import VERSION, Partner
from tocsin.release.coarsen import ONGOING
from tocsin.share.publish import publish_items, publish_objects
from tocsin.share.sharing import Sharing

_SOONEST: Final = ONGOING / 24


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the record, the decisions and the program had come when something was published."""

    state: str
    at: datetime


class Fresh:
    """Keeps what partners can fetch as new as the record: asked before each answer, for what is asked.

    How far it has come is kept beside the record, so that a server that starts anew does not publish anew.
    """

    def __init__(self, sharing: Sharing) -> None:
        """Stand on what the desk has decided about sharing."""
        self._sharing = sharing
        self._marks: dict[str, Mark] = {}

    def items(self) -> None:
        """Publish the items for nodes, if something has changed or an hour has passed."""
        mark = self._now()
        if self._is_due("items", mark):
            publish_items(self._sharing, mark.at)
            self._keep("items", mark)

    def objects(self, partner: Partner) -> None:
        """Publish the STIX objects of one partner, likewise: what is ongoing ends by the clock."""
        mark, what = self._now(), f"partner:{partner.id}"
        if self._is_due(what, mark):
            publish_objects(self._sharing, partner, mark.at)
            self._keep(what, mark)

    def _now(self) -> Mark:
        acts, decisions = self._sharing.exchange.mark()
        return Mark(f"{__version__} {VERSION} {acts} {decisions}", now())

    def _is_due(self, what: str, mark: Mark) -> bool:
        before = self._marks.get(what) or self._kept(what)
        return before is None or before.state != mark.state or mark.at - before.at >= _SOONEST

    def _kept(self, what: str) -> Mark | None:
        fact = self._sharing.exchange.fact("published", what)
        return None if fact is None else Mark(fact.body, fact.at)

    def _keep(self, what: str, mark: Mark) -> None:
        self._sharing.exchange.note("published", what, mark.state, by="publish", at=mark.at)
        self._marks[what] = mark
