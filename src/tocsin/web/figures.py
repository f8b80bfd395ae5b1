"""Figures: each a sentence with its interval, its chart, its checks, and both to take along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from tocsin.audit import Audited, chosen
from tocsin.definitions import Definition, shipped
from tocsin.errors import GroundsError, MissingExtraError, UserError
from tocsin.model import Estimate, Incident, Judgement
from tocsin.record import Record
from tocsin.release.tables import cell
from tocsin.web import pages, restricted
from tocsin.web.access import NEEDED, AnyReader, Publisher
from tocsin.web.downloads import every
from tocsin.web.faults import PageError
from tocsin.web.filters import Asked, Filtered, absent
from tocsin.web.words import mark

if TYPE_CHECKING:
    from tocsin.measure import Events, Window

Of = Literal["rate", "gap", "changes", "tail", "claim"]
NAMES: Final[Mapping[str, str]] = {
    "rate": mark("How often"), "gap": mark("How long between"), "changes": mark("Has it changed"),
    "tail": mark("How deadly at most"), "claim": mark("Check a claim"),
}  # fmt: skip
KEPT: Final = 64
REPLICATES: Final = 400
"""Bootstrap draws of a page; the command line takes more where more is asked."""
DEFINITION: Final = "violent-attack"
SAID_ELSEWHERE: Final = ("definition", "since", "until", "region", "country", "restricted")
"""Filters that a figure names by its definition, window and countries; restricted rows are in none."""
Hours = Annotated[Annotated[float, Field(gt=0, le=100_000)] | None, BeforeValidator(absent), Query()]
router = APIRouter(include_in_schema=False)


@router.get("/figures")
def show(
    request: Request, reader: AnyReader, filters: Filtered, of: Of = "rate", hours: Hours = None
) -> Response:
    """Show one figure of what the filters keep, with its sentence; or check a claim against the record."""
    named = restricted.names(request, reader)
    given: dict[str, Any] = {
        "of": of, "names": NAMES, "restricted": named,
        "filters": filters, "rules": shipped().values(), "hours": hours,
        "estimate": None, "rows": [], "why": None, "definition": filters.definition or DEFINITION,
    }  # fmt: skip
    try:
        if of == "claim":
            given["rows"] = _claim(request, filters)
        else:
            given["estimate"] = _estimate(request, filters, of)
    except UserError as error:
        given["why"] = str(error)
    return pages.render(request, "figures.html.j2", given)


@router.get("/figures/chart")
def chart(
    request: Request,
    reader: AnyReader,
    filters: Filtered,
    of: Of = "rate",
    format: Literal["svg", "png", "json"] = "svg",
    save: bool = False,
) -> Response:
    """Return the chart of a figure as a picture or as Vega-Lite."""
    if (save or format != "svg") and not reader.may("publisher"):
        raise PageError(403, NEEDED, needed="publisher", name=reader.name, role=reader.role)
    figure = _chart(request, filters, of)
    from tocsin.measure.estimate import render

    kinds = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}
    name = {"content-disposition": f'attachment; filename="{of}.{format}"'} if save else {}
    return Response(render(figure, format), media_type=kinds[format], headers=name)


@router.get("/figures/data")
def data(
    request: Request,
    reader: Publisher,
    filters: Filtered,
    of: Of = "rate",
    format: Literal["json", "csv"] = "json",
) -> Response:
    """Return a figure with its grounds as JSON, or what its chart is drawn from as CSV."""
    del reader
    name = {"content-disposition": f'attachment; filename="{of}.{format}"'}
    if format == "csv":
        return Response(_table(_chart(request, filters, of)), media_type="text/csv", headers=name)
    if of == "claim":
        rows = [{"definition": rule.name, **e.to_json()} for rule, e in _claim(request, filters)]
        return Response(json.dumps(rows, ensure_ascii=False), media_type="application/json", headers=name)
    text = json.dumps(_estimate(request, filters, of).to_json(), ensure_ascii=False)
    return Response(text, media_type="application/json", headers=name)


def _chart(request: Request, filters: Asked, of: Of) -> Any:
    if of == "claim":
        from tocsin.measure.estimate import intervals

        rows = {rule.title: e for rule, e in _claim(request, filters) if e.value is not None}
        if rows:
            return intervals("Hours between attacks, under each definition", rows, log=True)
    else:
        found = _estimate(request, filters, of)
        if found.figure is not None:
            return found.figure
    raise PageError(404, "There is no chart of this figure.")


def _estimate(request: Request, filters: Asked, of: Of) -> Estimate:
    """Return a figure, made once for a state of the record. Raises GroundsError where there are none."""
    rule = filters.wanted.definition or shipped()[DEFINITION]
    found: Estimate = _kept(request, (filters.query, of), lambda r: _measured(_read(r, filters), rule, of))
    return found


def _claim(request: Request, filters: Asked) -> list[tuple[Definition, Estimate]]:
    """Return the mean gap under each definition: the definition moves it more than chance does."""

    def make(record: Record) -> list[tuple[Definition, Estimate]]:
        read = _read(record, filters)
        return [(rule, _measured(read, rule, "gap")) for rule in shipped().values()]

    found: list[tuple[Definition, Estimate]] = _kept(request, (filters.query, "claim"), make)
    return found


def _kept(request: Request, key: tuple[Any, ...], make: Callable[[Record], Any]) -> Any:
    record: Record = request.app.state.desk.record
    held: dict[Any, Any] = request.app.state.figures
    whole = (*record.state(), *key)
    if whole not in held:
        while len(held) >= KEPT:
            held.pop(next(iter(held)), None)
        held[whole] = make(record)
    return held[whole]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a figure is made of, read once for however many definitions."""

    filters: Asked
    incidents: list[Incident]
    judgements: list[Judgement]
    audits: tuple[Audited, ...]


def _read(record: Record, filters: Asked) -> _Read:
    # Another reading of a place may lie in the countries asked for, of a date in the window: all are read.
    wanted = replace(filters.wanted, definition=None, countries=frozenset(), since=None, until=None)
    found = list(every(record, wanted))
    return _Read(filters, found, record.judgements(), tuple(record.audits.told()))


def _measured(read: _Read, rule: Definition, of: str) -> Estimate:
    """Return the figure as the command line gives it: with the record's doubt in value and interval."""
    try:
        from tocsin import measure as room
        from tocsin.measure.doubt import doubted_gap, doubted_rate
        from tocsin.measure.doubted import Doubting, doubted_changes, doubted_tail
        from tocsin.measure.drawing import at_home
    except ModuleNotFoundError as error:
        raise MissingExtraError("the figures", "measure") from error
    filters = read.filters
    countries = filters.wanted.countries or None
    events = room.from_incidents(read.incidents, rule, judgements=read.judgements)
    events = replace(events, definition=_scope(rule, filters))
    here = events.take(at_home(events, countries))
    window = _window(here, filters)
    if of in ("rate", "gap"):
        found = {"rate": doubted_rate, "gap": doubted_gap}[of](events, window, countries)
    elif of == "changes":
        found = doubted_changes(here, window, events, countries, Doubting())
    else:
        found = doubted_tail(here, window, events, countries, Doubting(), replicates=REPLICATES)
    details = {**found.details, "left_out": _left_out(events, here), "window": str(window)}
    return replace(found, details=details, audit=chosen(read.audits, rule.name).to_json())


def _scope(rule: Definition, filters: Asked) -> str:
    """Return the definition with what else was asked for, so that a figure never travels without it."""
    given = [*filters.values["region"], *sorted(filters.values["country"])]
    others = [f"{name} {value}" for name, value in filters.query if name not in SAID_ELSEWHERE]
    where = f" in {', '.join(given)}" if given else ""
    return f"{rule.name}{where}" + (f", only {'; '.join(others)}" if others else "")


def _left_out(events: Events, here: Events) -> dict[str, int]:
    elsewhere = len(events) - len(here)
    return {**events.dropped, **({"elsewhere": elsewhere} if elsewhere else {})}


def _window(events: Events, filters: Asked) -> Window:
    from tocsin.measure import Window

    since, until = filters.wanted.since, filters.wanted.until
    if since is None or until is None:
        span = events.span()
        since, until = since or span.since, until or span.until
    if until < since:
        raise GroundsError("nothing happened between these days in what was read")
    return Window(since, min(until, since + timedelta(days=200 * 366)))


def _table(figure: Any) -> str:
    values = figure.get("data", {}).get("values") or []
    columns = list(dict.fromkeys(name for row in values for name in row))
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row.get(column)) for column in columns] for row in values)
    return held.getvalue()
