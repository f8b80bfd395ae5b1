"""Publishing when the record or a decision about sharing has changed, and not otherwise."""

from __future__ import annotations

from tocsin.record import now
from tocsin.release.coarsen import ONGOING
from tocsin.share.publish import publish
from tocsin.share.sharing import Sharing

_SOONEST = ONGOING / 24


class Fresh:
    """Keeps what partners can fetch as new as the record; asked before each answer, and cheap."""

    def __init__(self, sharing: Sharing) -> None:
        """Nothing was published yet by this process."""
        self._sharing = sharing
        self._mark: tuple[int, int] | None = None
        self._at = now()

    def bring(self) -> None:
        """Publish if something has changed, or an hour has passed: what is ongoing ends by the clock."""
        mark = self._sharing.record.exchange.mark()
        if mark == self._mark and now() - self._at < _SOONEST:
            return
        self._at = now()
        publish(self._sharing, self._at)
        self._mark = mark
