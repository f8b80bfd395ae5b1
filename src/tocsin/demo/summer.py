"""What the demo reads, and the ten attacks that an editorial of August 2016 named.

The list below only says which incident to print under which name; what is known of each is the desk's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Final

from tocsin.model import Incident

SINCE: Final = datetime(2016, 6, 1, tzinfo=UTC)
UNTIL: Final = datetime(2016, 8, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Named:
    """An attack as people speak of it: a name, the day and the country to look for it."""

    name: str
    day: date
    country: str


NAMED: Final = (
    Named("Aktobe", date(2016, 6, 5), "KZ"),
    Named("Orlando nightclub", date(2016, 6, 12), "US"),
    Named("Istanbul airport", date(2016, 6, 28), "TR"),
    Named("Dhaka café", date(2016, 7, 1), "BD"),
    Named("Baghdad, Karrada", date(2016, 7, 3), "IQ"),
    Named("Nice", date(2016, 7, 14), "FR"),
    Named("Almaty", date(2016, 7, 18), "KZ"),
    Named("Kabul demonstration", date(2016, 7, 23), "AF"),
    Named("Normandy church", date(2016, 7, 26), "FR"),
    Named("Quetta hospital", date(2016, 8, 8), "PK"),
)


def inputs() -> list[Path]:
    """Return the files and folders of the bundled dispatches, each of another kind of input."""
    folder = Path(str(resources.files("tocsin.demo") / "dispatches"))
    return [folder / name for name in ("ten.jsonl", "others.jsonl", "harbour.xml", "pages")]


def match(named: Named, incidents: Sequence[Incident]) -> Incident | None:
    """Return the incident of that country and day (within one) with the most reports, or None."""
    found = [i for i in incidents if i.place.country == named.country and _on(i, named.day)]
    return max(found, key=lambda i: (len(i.reports), i.id), default=None)


def _on(incident: Incident, day: date) -> bool:
    start, end = incident.date.start, incident.date.end
    near = timedelta(days=1)
    return (
        start is not None and end is not None and start - near <= day <= end + near and end - start < 4 * near
    )
