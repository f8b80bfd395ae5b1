"""What a subscriber asked for: the way to it, what it wants to know, when, and how far it is cleared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from tocsin.brief.nouns import figure
from tocsin.claims.areas import named_areas
from tocsin.definitions import Definition, load
from tocsin.errors import InputError
from tocsin.language import SOURCE, TONGUES, Words
from tocsin.language import load as words_of
from tocsin.model import Incident
from tocsin.places.regions import region
from tocsin.record import Subscribed
from tocsin.release import TLP, Agreement, Partner
from tocsin.subscribe.schedule import Schedule, schedule_from
from tocsin.taxonomy.codes import LISTS

Way = Literal["mail", "webhook", "chat", "feed"]
PURPOSE: Final = "information"
"""What a subscriber may use things for; a marking that asks for another purpose keeps them from it."""
DEFINITION: Final = "violent-attack"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which incidents: in `region` (a name; "" for everywhere), with `severity` dead or more, of `targets`
    (codes; none: any), under a definition that includes or doubts them."""

    region: str = ""
    severity: int = 0
    targets: tuple[str, ...] = ()
    definition: str = DEFINITION

    def countries(self) -> frozenset[str] | None:
        """Return the codes of the region's countries; None for everywhere. Raises InputError."""
        if not self.region:
            return None
        for area in named_areas().values():
            if self.region.casefold() in {name.casefold() for name in (area.name, *area.also)}:
                return frozenset(area.countries)
        return region(self.region).countries

    def check(self) -> None:
        """Raise InputError or NotFoundError where a part names nothing."""
        self.countries()
        load(self.definition)
        if unknown := sorted(set(self.targets) - set(LISTS["target_type"])):
            raise InputError(f"no such target type: {unknown[0]}; see: tocsin taxonomy")
        if self.severity < 0:
            raise InputError(f"severity takes a number of dead from 0 on, not {self.severity}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection with its rule and countries looked up once, to be asked about many incidents."""

    selection: Selection
    rule: Definition
    codes: frozenset[str] | None

    def holds(self, incident: Incident) -> bool:
        """Tell whether the incident was asked for."""
        wanted = self.selection
        return (
            (self.codes is None or incident.place.country in self.codes)
            and figure(incident, "killed") >= wanted.severity
            and (not wanted.targets or bool(set(wanted.targets) & set(incident.target_types)))
            and self.rule.test(incident) != "no"
        )


def chosen(selection: Selection) -> Chosen:
    """Return `selection` looked up."""
    return Chosen(selection, load(selection.definition), selection.countries())


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription. `to` is an address, a URL, or the path of a chat's template; "" for a feed.

    `ceiling` is the strictest TLP label it is cleared for, `groups` the audiences it belongs to. `private`:
    an address on a private network is meant. `language` is that of its messages, a key of `TONGUES`.
    """

    way: Way
    to: str
    selection: Selection
    schedule: Schedule
    ceiling: str = "CLEAR"
    groups: tuple[str, ...] = ()
    private: bool = False
    language: str = SOURCE

    def __post_init__(self) -> None:
        """Refuse a ceiling that TLP does not know, and a language that is not ours."""
        if self.ceiling not in TLP:
            raise InputError(f"no such TLP label: {self.ceiling}; one of {', '.join(TLP)}")
        if self.language not in TONGUES:
            raise InputError(f"no such language: {self.language}; one of {', '.join(TONGUES)}")

    @property
    def words(self) -> Words:
        """The words of its messages. Raises MissingExtraError where the part is not installed."""
        return words_of(self.language)

    def to_json(self) -> dict[str, Any]:
        """Return the subscription as it is stored."""
        s = self.selection
        return {
            "way": self.way, "to": self.to, "region": s.region, "severity": s.severity,
            "targets": list(s.targets), "definition": s.definition, "schedule": self.schedule.to_json(),
            "ceiling": self.ceiling, "groups": list(self.groups), "private": self.private,
            "language": self.language,
        }  # fmt: skip


def subscription_from(data: Mapping[str, Any]) -> Subscription:
    """Return what `Subscription.to_json` wrote."""
    selection = Selection(data["region"], data["severity"], tuple(data["targets"]), data["definition"])
    return Subscription(
        data["way"], data["to"], selection, schedule_from(data["schedule"]), data["ceiling"],
        tuple(data["groups"]), data["private"], data.get("language", SOURCE),
    )  # fmt: skip


def audience(stored: Subscribed, *, at: datetime, stopped: bool = False) -> Partner:
    """Return the subscriber as the release rule knows it: a partner named "subscriber:NAME".

    No partner's id has a colon, so that what is marked for a partner never goes to a subscriber of its name.
    It gets what is marked for anyone within its ceiling, or for it or its groups by name.
    """
    asked = subscription_from(stored.body)
    agreement = Agreement(
        frozenset({PURPOSE}), f"subscription {stored.name}", asked.ceiling, stored.added_at,
        at + timedelta(days=1),
    )  # fmt: skip
    stands = stored.state == "active"
    return Partner(
        f"subscriber:{stored.name}", stored.name, agreement, frozenset(asked.groups),
        off=None if stands else stored.added_at, stopped=stopped,
    )  # fmt: skip
