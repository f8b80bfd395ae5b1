"""What somebody wrote, on the command line or in a form, as a subscription: the same checks for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from tocsin.errors import InputError
from tocsin.subscribe import mail
from tocsin.subscribe.schedule import Schedule, clock_from, quiet_from
from tocsin.subscribe.subscription import DEFINITION, Selection, Subscription, Way

WAYS: Final[tuple[Way, ...]] = get_args(Way)


@dataclass(frozen=True, slots=True)
class Wish:
    """A subscription as it was written; every text as it came, "" where nothing was."""

    way: str
    to: str = ""
    region: str = ""
    severity: int = 0
    targets: Sequence[str] = ()
    definition: str = DEFINITION
    daily: str = ""
    at_once: int | None = None
    zone: str = "UTC"
    quiet: str = ""
    pierce: bool = False
    ceiling: str = "CLEAR"
    groups: Sequence[str] = ()
    private: bool = False
    language: str = "en"

    def subscription(self) -> Subscription:
        """Return what is asked for. Raises InputError or NotFoundError where a part is not understood.

        A feed without a time is brought up to date at each pass.
        """
        way = next((known for known in WAYS if known == self.way), None)
        if way is None:
            raise InputError(f"say by which way: {', '.join(WAYS)}")
        unsaid = self.at_once is None and not self.daily
        schedule = Schedule(
            daily=clock_from(self.daily) if self.daily else None, zone=self.zone.strip() or "UTC",
            quiet=quiet_from(self.quiet) if self.quiet else None,
            at_once=0 if unsaid and way == "feed" else self.at_once, pierce=self.pierce,
        )  # fmt: skip
        selection = Selection(
            self.region.strip(), self.severity, _named(self.targets), self.definition.strip() or DEFINITION
        )
        selection.check()
        return Subscription(
            way,
            self._receiver(way),
            selection,
            schedule,
            self.ceiling,
            _named(self.groups),
            self.private,
            self.language,
        )

    def _receiver(self, way: Way) -> str:
        if way == "mail":
            return mail.address(self.to)
        return "" if way == "feed" else self.to.strip()


def _named(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())
