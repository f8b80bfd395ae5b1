"""Incidents and briefs made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tocsin.brief import Brief, Late, Major, Window, gather
from tocsin.definitions import Definition, load
from tocsin.model import Count, DateRange, Evidence, Group, Incident, Place, Statement
from tocsin.record.rows import Health, Reading

SINCE = datetime(2016, 7, 14, tzinfo=UTC)
UNTIL = datetime(2016, 7, 15, tzinfo=UTC)
NOW = datetime(2016, 7, 15, 6, 0, tzinfo=UTC)
TOWN = Place("Brunnstadt", "Lower Province", "DE", 51.0, 10.0, 5.0, "city")
ANYWHERE = Place("Upper Province", None, "NG", 11.8, 13.1, 150.0, "province")
CORNER = Place("St Mary Hospital", "Lower Province", "DE", 51.23456, 10.12345, 0.2, "exact")


def exactly(number: int) -> Count:
    """A toll with no doubt."""
    return Count(number, number, number)


def said(
    name: str,
    value: Any,
    *,
    report: str = "r1",
    quote: str = "What was said.",
    document: str = "https://outlet.example/1",
    source: str | None = "Outlet",
    by: str | None = "police",
    at: datetime | None = SINCE,
    **more: Any,
) -> Evidence:
    """One statement as a view shows it."""
    statement = Statement(
        report,
        name,
        value,
        document="d" + report,
        start=0,
        end=len(quote),
        quote=quote,
        said_by=by,
        said_at=at,
        **more,
    )
    return Evidence(statement, document, source)


def incident(
    id: str = "aaaaaaaaaa",
    *,
    title: str = "Bombing in Brunnstadt",
    killed: Count | None = None,
    injured: Count | None = None,
    attackers: Count | None = None,
    place: Place = TOWN,
    day: date | None = date(2016, 7, 14),
    attacks: Sequence[str] = ("bombing",),
    targets: Sequence[str] = ("commerce",),
    outcome: Any = "completed",
    groups: Iterable[Group] = (),
    reports: Sequence[str] = ("r1",),
    documents: Sequence[str] = ("https://outlet.example/1",),
    probability: float = 0.95,
    first: datetime | None = SINCE + timedelta(hours=3),
    evidence: Iterable[Evidence] = (),
) -> Incident:
    """An incident; its reports are what ties it to the same incident in another view."""
    return Incident(
        id=id,
        title=title,
        date=DateRange(day, day, "day" if day else "unknown"),
        place=place,
        attack_types=tuple(attacks),
        weapon_types=(),
        target_types=tuple(targets),
        outcome=outcome,
        killed=killed,
        injured=injured,
        perpetrators_killed=attackers,
        groups=tuple(groups),
        scope="unknown",
        probability=probability,
        reports=tuple(reports),
        sources=len(set(documents)),
        documents=tuple(documents),
        first_reported=first,
        last_changed=first,
        as_of=None,
        evidence=tuple(evidence),
    )


def reading(documents: int = 40, **more: Any) -> Reading:
    """What was read on an ordinary day, unless told otherwise."""
    usual: dict[str, Any] = {
        "since": SINCE, "until": UNTIL, "documents": documents, "uncoded": 0, "relevant": documents // 4,
        "reports": documents // 4, "by_source": {"Outlet": documents} if documents else {},
        "not_understood": {}, "reasons": {"not_relevant": documents - documents // 4} if documents else {},
        "left_out": {}, "rejections": 0,
    }  # fmt: skip
    return Reading(**{**usual, **more})


def health(source: str = "feed", **more: Any) -> Health:
    """A source that does well, unless told otherwise."""
    usual: dict[str, Any] = {
        "last_poll": NOW, "last_success": NOW, "consecutive_failures": 0, "per_day": 20.0, "usual": 21.0,
        "verified": True, "etag": None, "last_modified": None, "note": None,
    }  # fmt: skip
    return Health(source, **{**usual, **more})


def brief(
    after: Sequence[Incident] = (),
    before: Sequence[Incident] = (),
    *,
    read: Reading | None = None,
    polls: Iterable[Health] = (),
    window: Window | None = None,
    definition: Definition | None = None,
    major: Major | None = None,
    late: Late | None = None,
    withdrawals: Iterable[Statement] = (),
) -> Brief:
    """The brief of 14 July 2016 about hand-made views."""
    return gather(
        before,
        after,
        read or reading(),
        polls,
        window=window or Window(SINCE, UNTIL),
        definition=definition or load("violent-attack"),
        made_at=NOW,
        major=major,
        late=late,
        withdrawals=withdrawals,
    )
