"""What of the record a pass has to read: what was reported lately, and what its subscribers were told of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tocsin.errors import NotFoundError
from tocsin.model import Incident
from tocsin.record import Record
from tocsin.share.sharing import Decisions
from tocsin.share.view import View


class Reading:
    """Views of a part of the record, read again whenever it or what may be told has changed."""

    def __init__(self, record: Record, decisions: Decisions) -> None:
        """Stand on an open record."""
        self._record = record
        self._decisions = decisions
        self._mark = (0, 0)
        self._lately: tuple[datetime, dict[str, Incident]] | None = None
        self._last: tuple[frozenset[str], View] | None = None

    def view(self, ids: Collection[str], since: datetime | None) -> View:
        """Return the incidents of now among `ids`, and those reported from about `since` on."""
        mark = self._record.exchange.mark()
        if mark != self._mark:
            self._mark, self._lately, self._last = mark, None, None
        lately = {} if since is None else self._since(since)
        found = lately | {i.id: i for i in self._record.incidents(ids=set(ids) - lately.keys())}
        wanted = frozenset(found)
        if self._last is None or self._last[0] != wanted:
            self._last = wanted, View(self._decisions, list(found.values()))
        return self._last[1]

    def became(self, identity: str) -> str | None:
        """Return the id that an incident goes under now; None where there is none of it."""
        try:
            return self._record.incident(identity).id
        except NotFoundError:
            return None

    def _since(self, since: datetime) -> dict[str, Incident]:
        # By the hour, so that subscribers who are looked at one after another share one reading.
        hour = since.replace(minute=0, second=0, microsecond=0)
        if self._lately is None or self._lately[0] != hour:
            self._lately = hour, {i.id: i for i in self._record.incidents(told_since=hour)}
        return self._lately[1]
