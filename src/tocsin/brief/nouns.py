"""What a brief is made of: frozen values, nothing computed, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal

from tocsin.audit import NOT_AUDITED, Audited
from tocsin.model import Evidence, Group, Incident, Statement
from tocsin.taxonomy import PROTECTED

if TYPE_CHECKING:
    from tocsin.definitions import Definition
    from tocsin.record.rows import Reading

ChangeKind = Literal[
    "merged", "split", "outcome", "killed", "injured", "perpetrators_killed", "claim", "blame", "denial",
    "group_dropped", "place", "date", "attack_types", "target_types", "excluded", "gone",
]  # fmt: skip
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = (
    "merged", "split", "outcome", "killed", "injured", "perpetrators_killed", "claim", "blame", "denial",
    "group_dropped", "place", "date", "attack_types", "target_types", "excluded", "gone",
)  # fmt: skip
"""In the order in which the changes of one incident are told."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a brief is about: documents published in [since, until)."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Major:
    """When an attack counts as major: any of three. Declared, printed, and nobody's official threshold."""

    killed: int = 10
    injured: int = 50
    protected_killed: int = 1

    def holds(self, incident: Incident) -> bool:
        """Tell whether `incident` is major, by the best figure of each toll, else the lowest."""
        killed, injured = figure(incident, "killed"), figure(incident, "injured")
        protected = bool(set(incident.target_types) & set(PROTECTED))
        return (
            killed >= self.killed
            or injured >= self.injured
            or (protected and killed >= self.protected_killed)
        )


def figure(incident: Incident, toll: Literal["killed", "injured", "perpetrators_killed"]) -> int:
    """Return the one number that sorting and thresholds go by: best, else low, else 0."""
    count = getattr(incident, toll)
    if count is None:
        return 0
    return count.best if count.best is not None else count.low or 0


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is known otherwise at the end of the window than at its start.

    `after` is None where no report of the incident is left ("gone"). `others` are the
    incidents that were merged into `after`, or that were split off `before`. `group` is the one that the
    change is about. `evidence` is the statement behind the new value, where there is one.
    """

    kind: ChangeKind
    before: Incident
    after: Incident | None
    others: tuple[Incident, ...] = ()
    group: Group | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its sentence."""

    before: str
    quote: str
    after: str

    @property
    def text(self) -> str:
        """The whole of it."""
        return self.before + self.quote + self.after


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source whose silence means nothing: its polls fail, or it brings much less than it used to."""

    source: str
    kind: Literal["failing", "quiet", "never"]
    detail: str


@dataclass(frozen=True, slots=True)
class Late:
    """Documents that arrived in the window and were published before it, and the attacks only they tell of.

    `first` and `last` are their earliest and latest publication.
    """

    documents: int = 0
    first: datetime | None = None
    last: datetime | None = None
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the timeline (or one month, from its first day): incidents new in the window, and others."""

    day: date
    new: int
    known: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Incidents by the day on which they happened; `undated` are those with no exact day in reach."""

    unit: Literal["day", "month"]
    bars: tuple[Bar, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the world and how many new incidents it has; None where too few to be told (withheld)."""

    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A public claim of the register whose verdict changed in the window, and why."""

    id: str
    text: str
    was: str
    verdict: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What happened, what changed, what was read, and what is not known.

    `attacks` and `plots` (foiled and threatened) are new in the window, gravest first. `protected` maps each
    protected target to the ids of those of them that hit it. `doubtful` are ids of which the definition says
    neither yes nor no. `excluded` counts new incidents that it leaves out. `withdrawals` are of the window,
    and so are `claims`, whose verdict changed.
    `audit` is how right the record was found.
    `passages` are the sentences around quotes, by the statement's id, where the text is at hand.
    """

    window: Window
    made_at: datetime
    definition: Definition
    major: Major
    attacks: tuple[Incident, ...]
    plots: tuple[Incident, ...]
    doubtful: frozenset[str]
    excluded: int
    changes: tuple[Change, ...]
    protected: Mapping[str, tuple[str, ...]]
    regions: tuple[Region, ...]
    timeline: Timeline
    reading: Reading
    troubles: tuple[Trouble, ...]
    late: Late
    withdrawals: tuple[Statement, ...]
    passages: Mapping[str, Passage] = field(default_factory=dict)
    claims: tuple[ClaimChange, ...] = ()
    audit: Audited = NOT_AUDITED

    def passage(self, evidence: Evidence) -> Passage | None:
        """Return the quote of `evidence` in its sentence, or alone; None where it has no quote."""
        s = evidence.statement
        return self.passages.get(s.id) or (Passage("", s.quote, "") if s.quote else None)

    @property
    def new(self) -> tuple[Incident, ...]:
        """Attacks and plots."""
        return self.attacks + self.plots

    @property
    def majors(self) -> tuple[Incident, ...]:
        """The new attacks that count as major."""
        return tuple(incident for incident in self.attacks if self.major.holds(incident))
