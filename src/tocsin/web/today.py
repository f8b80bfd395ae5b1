"""The day: the brief as a page, for any day, under any definition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from tocsin.brief import compose, released
from tocsin.brief.html import body
from tocsin.definitions import shipped
from tocsin.language import speaking
from tocsin.record import Record, Wanted
from tocsin.web import pages, restricted
from tocsin.web.access import AnyReader
from tocsin.web.faults import PageError
from tocsin.web.filters import LONGEST, absent

DEFINITION: Final = "violent-attack"
STEP: Final = timedelta(minutes=10)
"""The window that ends now moves on in steps: who looks twice sees the same page."""
DAY: Final = timedelta(days=1)
EARLIEST: Final = date(1900, 1, 1)
HTML: Final = "text/html; charset=utf-8"
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Span:
    """The window of the page. `on` is the whole day asked for, None for the last 24 hours."""

    since: datetime
    until: datetime
    on: date | None

    @property
    def day(self) -> date:
        """The day that the page is of, for the way to the ones beside it."""
        return self.on or (self.until - timedelta(microseconds=1)).date()


@router.get("/")
def today(
    request: Request,
    reader: AnyReader,
    on: Annotated[date | None, BeforeValidator(absent), Query()] = None,
    definition: Annotated[str, Query(max_length=LONGEST)] = DEFINITION,
) -> Response:
    """Show the brief of the last 24 hours, or of one day."""
    rule = shipped().get(definition)
    if rule is None:
        raise PageError(422, "There is no such definition.")
    record: Record = request.app.state.desk.record
    span = window(on, datetime.now(UTC))
    key = ("today", *record.state(), span, definition, reader.view)

    def make() -> str:
        brief = released(compose(record, span.since, span.until, rule, span.until))
        with speaking(reader.words):
            told = body(brief)
        given: dict[str, Any] = {
            "span": span, "rule": rule, "rules": shipped().values(), "last": None, "step": DAY, **told,
        }  # fmt: skip
        given["restricted"] = restricted.names(request, reader)
        if brief.reading.documents == 0:
            given["last"] = _last(record)
        return pages.fill("today.html.j2", request, given)

    answer: Response = request.app.state.shelf.answer(request, key, HTML, make)
    return answer


def window(on: date | None, now: datetime) -> Span:
    """Return the window of a day, or of the 24 hours to `now` (to the last full step)."""
    if on is not None:
        if not EARLIEST <= on <= now.date() + DAY:
            raise PageError(422, "The day is out of reach: choose one up to today.")
        since = datetime.combine(on, time(), UTC)
        return Span(since, since + DAY, on)
    until = now - (now - datetime.min.replace(tzinfo=UTC)) % STEP
    return Span(until - DAY, until, None)


def _last(record: Record) -> date | None:
    """Return the day on which an incident last changed, for a desk that read nothing lately."""
    found = record.browse(Wanted(), limit=1, order="changed").incidents
    return found[0].last_changed.date() if found and found[0].last_changed else None
