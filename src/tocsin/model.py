"""The nouns of the house. No I/O, no engine, nothing of ours imported.

Times are UTC and aware. Dates of events are closed intervals with a precision. Coordinates carry a radius.
Counts carry low, best and high. Unknown is None, never a guess. About people in the news there is no field
for a private person's name: statements hold closed shapes only (`check_statement`).
"""

from __future__ import annotations

import builtins
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final, Literal

Json = Any
"""A JSON value: None, bool, int, float, str, list of Json, dict of str to Json."""

Kind = Literal["fact", "assessment"]
Origin = Literal["machine", "human", "import"]
Verdict = Literal["same", "different", "unsure", "linked", "unlinked", "undecided"]
Outcome = Literal["completed", "failed", "foiled", "threatened"]
Relation = Literal["claimed", "attributed", "suspected", "directed", "inspired", "denied"]
Scope = Literal["domestic", "transnational", "unknown"]

LINKING: Final = frozenset({"linked", "unlinked", "undecided"})
"""Verdicts on whether two reports' attacks are parts of one coordinated attack. They say nothing on whether
the two are the same; "undecided" takes a person's word back."""
COORDINATION: Final = ("coordinated", "simultaneous", "series", "unrelated")
"""What a report says about several attacks; the last one denies that they have to do with one another."""
OUTCOMES: Final = ("completed", "failed", "foiled", "threatened")
RELATIONS: Final = ("claimed", "attributed", "suspected", "directed", "inspired", "denied")
SCOPES: Final = ("domestic", "transnational", "unknown")
ANSWERS: Final = ("yes", "no", "doubtful")
"""What a definition answers, and what somebody else's record says of its own."""
DATE_PRECISIONS: Final = ("day", "range", "week", "month", "year", "unknown")
PLACE_PRECISIONS: Final = ("exact", "neighbourhood", "city", "district", "province", "country", "region")

# The closed list of what a statement can say, and for values that are objects the fields they may have.
# A value that is a plain code (attack_type "bombing") has no fields. This list is a guard rail: there is no
# property, and no field of one, that could hold a private person's name, face, account or address.
PROPERTIES: Final[dict[str, frozenset[str] | None]] = {
    "date": frozenset({"start", "end", "precision"}),
    "place": frozenset({"name", "admin1", "country", "lat", "lon", "radius_km", "precision", "alternatives"}),
    "attack_type": None,
    "weapon_type": None,
    "target_type": None,
    "outcome": None,
    "killed": frozenset({"low", "best", "high", "part"}),
    "injured": frozenset({"low", "best", "high", "part"}),
    "perpetrators_killed": frozenset({"low", "best", "high"}),
    "killed_in_all": frozenset({"low", "best", "high"}),
    "injured_in_all": frozenset({"low", "best", "high"}),
    "coordination": frozenset({"how", "told", "attacks"}),
    "group": frozenset({"name", "relation"}),
    "scope": None,
    "not_known": frozenset({"property"}),
    "counted": frozenset({"definition", "answer"}),
    "withdrawn": frozenset({"statement", "document", "reason"}),
}
EMPTIABLE: Final = (
    "date", "place", "attack_type", "weapon_type", "target_type", "outcome", "killed", "injured",
    "perpetrators_killed", "group",
)  # fmt: skip
"""What a `not_known` may name: the properties of which a person can say that the right value is not known."""
_COUNTS: Final = frozenset(
    {"killed", "injured", "perpetrators_killed", "killed_in_all", "injured_in_all"}
)  # fmt: skip
ALTERNATIVE: Final = frozenset(
    {"name", "admin1", "country", "lat", "lon", "radius_km", "precision", "probability", "share"}
)
"""The fields of one of a place's `alternatives`: another reading of its name, or another place named."""
EARTH_KM: Final = 6371.0
"""The mean radius of the Earth."""
QUOTE_LIMIT: Final = 400
"""The longest quote kept as evidence, in code points (rights.md: quotes are short)."""


_CANONICAL: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(value: Json) -> str:
    """Return the one JSON text that stands for `value`: keys sorted, no spaces, no escapes beyond JSON's."""
    return _CANONICAL.encode(value)


def address(*parts: Json) -> str:
    """Return the content address of `parts`: 40 hex digits of SHA-256 over their canonical JSON."""
    data = canonical(list(parts)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:40]


def iso(moment: datetime | None) -> str | None:
    """Return an aware time as ISO 8601 in UTC ("2016-07-14T20:30:00Z"); None stays None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def from_iso(text: str | None) -> datetime | None:
    """Return what `iso` wrote; a time without a zone is read as UTC. Raises ValueError on anything else."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{text!r} is before or after what a calendar holds") from None


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet, an official body or a dataset.

    `grade` is the reliability letter of the Admiralty scale (A to F), or None where nobody graded it.
    """

    id: str
    name: str
    country: str | None = None
    language: str | None = None
    kind: str | None = None
    url: str | None = None
    licence: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One fetched text. `name` is its URL exactly as it came in, or its id where it has none.

    Two texts under one name are two documents, the later one current. `author` is the outlet's byline; it is
    kept and never indexed. `flags` are what reading noticed ("no_date", "impossible_date", "truncated").
    """

    name: str
    text: str
    title: str | None = None
    published: datetime | None = None
    fetched: datetime | None = None
    language: str | None = None
    source: str | None = None
    author: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Content address of name, title, publication time and text: stable under re-reading."""
        return address("document", self.name, self.title, iso(self.published), self.text)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of Unicode code points in a document's stored text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of `text`."""
        return text[self.start : self.end]

    def meets(self, other: Span) -> bool:
        """Return whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest thing that can be true or false, with its evidence.

    `subject` is a report's id (or a document's, for withdrawals), `document` a document's id. `quote` is
    exactly `text[start:end]`. `said_by` is a body or a role ("police", "health ministry", a group, the
    outlet), never a private person. Confidence and coder stand beside the content and are not hashed.
    """

    subject: str
    property: str
    value: Json
    document: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    said_by: str | None = None
    said_at: datetime | None = None
    kind: Kind = "fact"
    origin: Origin = "machine"
    confidence: float | None = None
    coder: str = ""

    @builtins.property
    def id(self) -> str:
        """Content address; equal findings of two machines or two versions of a coder have one id."""
        return address(
            "statement", self.subject, self.property, self.value, self.document, self.start, self.end,
            self.quote, self.said_by, iso(self.said_at), self.kind, self.origin,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One document's account of one event (the field's *event mention*).

    `anchor` is the sentence that first tells of the event; the id rests on it, so that a coder that finds
    one more event elsewhere in the text does not rename this one. `probability` is the chance that the
    document reports a violent attack here.
    """

    document: str
    anchor: Span
    probability: float
    statements: tuple[Statement, ...] = ()
    coder: str = ""
    origin: Origin = "machine"

    @property
    def id(self) -> str:
        """Content address of document and anchor."""
        return report_id(self.document, self.anchor)


def report_id(document: str, anchor: Span) -> str:
    """Return the id of the report of `document` whose event is first told at `anchor`."""
    return address("report", document, anchor.start)


@dataclass(frozen=True, slots=True)
class Coding:
    """What coding made of one document, reports or none; nothing is dropped without a reason.

    `reason` says in one code why there is no report ("not_relevant", "language", "background", "no_text");
    `left_out` counts by code the mentions that were seen and not made a report.
    """

    document: str
    relevant: bool
    probability: float
    language: str | None
    understood: bool
    reports: tuple[Report, ...] = ()
    reason: str | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the waterfall behind a judgement: what was compared and the log-odds it added."""

    name: str
    weight: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Same, different or unsure, about two reports. Undoing one is another one; the latest of a kind holds.

    Or, of a person: linked, unlinked or undecided (`LINKING`), about two reports of two attacks.

    `author` is "machine" with a coder's version, or the user who decided. `a < b` always. A machine's
    judgement is addressed without its time, so that judging again adds nothing.
    """

    a: str
    b: str
    verdict: Verdict
    probability: float
    author: str
    reasons: tuple[Reason, ...] = ()
    origin: Origin = "machine"
    made_at: datetime | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse a pair that is out of order or of one report."""
        if not self.a < self.b:
            raise ValueError(f"a judgement is about two reports in order, not {self.a} and {self.b}")

    @property
    def id(self) -> str:
        """Content address; a human's carries its time, since taking back and deciding again are two acts."""
        when = None if self.origin == "machine" else iso(self.made_at)
        return address(
            "judgement", self.a, self.b, self.verdict, round(self.probability, 6), self.author,
            self.origin, when, self.note,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateRange:
    """When it happened: a closed interval of local calendar days."""

    start: date | None
    end: date | None
    precision: str = "day"

    def to_json(self) -> Json:
        """Return the object of `interfaces.md`."""
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "precision": self.precision,
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened: a point that is never without a radius (kilometres) and a precision class.

    A place that could not be resolved keeps its name, with no point and no country.
    """

    name: str | None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: str | None = None
    alternatives: tuple[Json, ...] = ()

    def to_json(self) -> Json:
        """Return the object of `interfaces.md`."""
        return {
            "name": self.name, "admin1": self.admin1, "country": self.country, "lat": self.lat,
            "lon": self.lon, "radius_km": self.radius_km, "precision": self.precision,
            "alternatives": list(self.alternatives),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A toll: low, best and high; None where unknown ("at least 30" has no high)."""

    low: int | None
    best: int | None
    high: int | None

    def to_json(self) -> Json:
        """Return the object of `interfaces.md`."""
        return {"low": self.low, "best": self.best, "high": self.high}


@dataclass(frozen=True, slots=True)
class Group:
    """A group, what it is said to have to do with the attack, and who says so."""

    name: str
    relation: Relation
    said_by: str | None

    def to_json(self) -> Json:
        """Return the object of `interfaces.md`."""
        return {"name": self.name, "relation": self.relation, "said_by": self.said_by}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement as a view shows it: with the name of its document and the source of that."""

    statement: Statement
    document: str
    source: str | None = None

    def to_json(self) -> Json:
        """Return one entry of `statements` in `interfaces.md`."""
        s = self.statement
        return {
            "id": s.id, "report": s.subject, "property": s.property, "value": s.value, "quote": s.quote,
            "document": self.document, "source": self.source, "start": s.start, "end": s.end,
            "said_by": s.said_by, "said_at": iso(s.said_at), "kind": s.kind, "origin": s.origin,
            "confidence": s.confidence,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One incident of a coordinated attack, with its own toll.

    `whole`: its reports tell of the attack as a whole, so that their toll is nobody's own. What leaves the
    node has no `title` here, which could say where: the part's own entry says what may be said.
    """

    id: str
    title: str | None
    killed: Count | None
    injured: Count | None
    whole: bool = False

    def to_json(self) -> Json:
        """Return the part as an object."""
        killed, injured = (count.to_json() if count else None for count in (self.killed, self.injured))
        return {"id": self.id, "title": self.title, "killed": killed, "injured": injured, "whole": self.whole}


Basis = Literal["told", "added"]
"""Where the toll of a whole comes from: a report told it, or the parts' own were added up."""


@dataclass(frozen=True, slots=True)
class Coordinated:
    """Incidents that are parts of one coordinated attack, by day; the view `resolve.coordinating` makes.

    `killed` and `injured` are of the whole, with their basis; None where unknown. `links` hold the parts
    together (judgements about the incidents' ids, the weakest first), `probability` is that of the weakest.
    `attacks` is how many attacks the reports speak of at most, None where none gives a number.
    """

    parts: tuple[Part, ...]
    killed: Count | None
    killed_basis: Basis | None
    injured: Count | None
    injured_basis: Basis | None
    attacks: int | None
    probability: float
    links: tuple[Judgement, ...]

    def to_json(self) -> Json:
        """Return the whole as an object."""
        return {
            "parts": [part.to_json() for part in self.parts],
            "killed": self.killed.to_json() if self.killed else None, "killed_basis": self.killed_basis,
            "injured": self.injured.to_json() if self.injured else None,
            "injured_basis": self.injured_basis, "attacks_told_of": self.attacks,
            "probability": round(self.probability, 4),
            "links": [
                {"a": link.a, "b": link.b, "probability": link.probability, "author": link.author,
                 "note": link.note, "reasons": [[r.name, r.weight, r.detail] for r in link.reasons]}
                for link in self.links
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incident:
    """The view over all the statements of reports judged the same.

    `coordinated` is the attack of which it is a part; None where it is none, and where nobody asked
    (`Record.with_parts`).
    """

    id: str
    title: str
    date: DateRange
    place: Place
    attack_types: tuple[str, ...]
    weapon_types: tuple[str, ...]
    target_types: tuple[str, ...]
    outcome: Outcome | None
    killed: Count | None
    injured: Count | None
    perpetrators_killed: Count | None
    groups: tuple[Group, ...]
    scope: Scope
    probability: float
    reports: tuple[str, ...]
    sources: int
    documents: tuple[str, ...]
    first_reported: datetime | None
    last_changed: datetime | None
    as_of: datetime | None
    evidence: tuple[Evidence, ...]
    coordinated: Coordinated | None = None

    def to_json(self) -> Json:
        """Return the object of `interfaces.md`, "An incident out"."""
        return {
            "id": self.id,
            "title": self.title,
            "date": self.date.to_json(),
            "place": self.place.to_json(),
            "attack_types": list(self.attack_types),
            "weapon_types": list(self.weapon_types),
            "target_types": list(self.target_types),
            "outcome": self.outcome,
            "killed": self.killed.to_json() if self.killed else None,
            "injured": self.injured.to_json() if self.injured else None,
            "perpetrators_killed": self.perpetrators_killed.to_json() if self.perpetrators_killed else None,
            "groups": [group.to_json() for group in self.groups],
            "scope": self.scope,
            "probability": round(self.probability, 4),
            "reports": len(self.reports),
            "report_ids": list(self.reports),
            "sources": self.sources,
            "documents": list(self.documents),
            "first_reported": iso(self.first_reported),
            "last_changed": iso(self.last_changed),
            "as_of": iso(self.as_of),
            **({"coordinated": self.coordinated.to_json()} if self.coordinated else {}),
            "statements": [evidence.to_json() for evidence in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tested about a measurement: did it hold, or None where it could not be tested."""

    name: str
    passed: bool | None
    detail: str
    p: float | None = None

    def to_json(self) -> Json:
        """Return the check as an object."""
        return {"name": self.name, "passed": self.passed, "detail": self.detail, "p": finite(self.p)}


@dataclass(frozen=True, slots=True)
class Estimate:
    """One measured quantity; `str()` of it is one honest sentence.

    `value` is None where there are no grounds for one; `low` and `high` bound it at `level`, None where it is
    unbounded on that side. It rests on `n` events in `exposure` (in `exposure_unit`). `width` splits the
    interval's width into "chance", "definition" and "coding", as shares that add up to 1, where that was
    asked for. `details` holds further figures by name, `figure` a Vega-Lite chart where one was drawn.
    `audit` says how right the record behind it was found (`audit.telling`), or that nobody looked; None
    before a way out has said so.
    """

    quantity: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    n: int
    exposure: float | None = None
    exposure_unit: str = "days"
    level: float = 0.95
    method: str = ""
    assumptions: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    definition: str | None = None
    as_of: datetime | None = None
    seed: int | None = None
    width: Mapping[str, float] | None = None
    notes: tuple[str, ...] = ()
    details: Mapping[str, Json] = field(default_factory=dict)
    figure: Json = None
    audit: Mapping[str, Json] | None = None

    def __str__(self) -> str:
        """Return the sentence: what, its interval, its grounds, and each check that did not hold."""
        grounds = [f"from {self.n:,} event{'' if self.n == 1 else 's'}{self._exposure()}"]
        grounds += [f"definition {self.definition}"] if self.definition else []
        grounds += [f"as of {iso(self.as_of)}"] if self.as_of else []
        grounds += [self.method] if self.method else []
        cautions = [check.detail for check in self.checks if check.passed is False] + list(self.notes)
        tail = "".join(f" {caution[:1].upper()}{caution[1:]}." for caution in cautions)
        if self.audit is not None:
            line = str(self.audit["line"])
            tail += f" {line[:1].upper()}{line[1:]}."
        return f"{self.quantity}: {self.amount}; {'; '.join(grounds)}.{self._parts()}{tail}"

    @property
    def amount(self) -> str:
        """Value and interval as a person reads them: "84 hours (95 % interval 48 to 163)"."""
        level = f"{self.level:.0%}".replace("%", " %")
        unit = f" {self.unit}" if self.unit else ""
        value = "not known" if self.value is None else f"{figures(self.value, self.unit)}{unit}"
        low, high = (None if x is None else figures(x, self.unit) for x in (self.low, self.high))
        if low is None and high is None:
            return f"{value} (no interval)"
        if low is None or high is None:
            bound = f"at most {high}" if low is None else f"at least {low}"
            return f"{value} ({bound}{unit} at {level})"
        return f"{value} ({level} interval {low} to {high})"

    def _exposure(self) -> str:
        if self.exposure is None:
            return ""
        return f" in {figures(self.exposure, self.exposure_unit)} {self.exposure_unit}"

    def _parts(self) -> str:
        if not self.width:
            return ""
        shares = ", ".join(f"{name} {share:.0%}".replace("%", " %") for name, share in self.width.items())
        return f" Width of the interval: {shares}."

    def to_json(self) -> Json:
        """Return the estimate as an object; what is infinite or not a number is null."""
        return {
            "quantity": self.quantity, "value": finite(self.value), "low": finite(self.low),
            "high": finite(self.high), "unit": self.unit, "n": self.n, "exposure": finite(self.exposure),
            "exposure_unit": self.exposure_unit, "level": self.level, "method": self.method,
            "assumptions": list(self.assumptions), "checks": [check.to_json() for check in self.checks],
            "definition": self.definition, "as_of": iso(self.as_of), "seed": self.seed,
            "width": dict(self.width) if self.width else None, "notes": list(self.notes),
            "details": finite(dict(self.details)), "audit": dict(self.audit) if self.audit else None,
            "sentence": str(self),
        }  # fmt: skip

    def to_frame(self) -> Any:
        """Return one row as a polars frame. Raises ImportError, saying what to install, without polars."""
        try:
            import polars
        except ImportError as error:
            raise ImportError("frames need an optional part: pip install 'tocsin[measure]'") from error
        row = {key: value for key, value in self.to_json().items() if not isinstance(value, dict | list)}
        return polars.DataFrame([row], infer_schema_length=None)

    def plot(self) -> Json:
        """Return a Vega-Lite chart: the estimator's own, or value and interval on a line."""
        if self.figure is not None:
            return self.figure
        row = {"quantity": self.quantity, "value": finite(self.value), "low": finite(self.low),
               "high": finite(self.high)}  # fmt: skip
        axis = {"type": "quantitative", "title": self.unit or self.quantity, "scale": {"zero": False}}
        y = {"field": "quantity", "type": "nominal", "title": None}
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "description": str(self),
            "data": {"values": [row]},
            "layer": [
                {"mark": "rule",
                 "encoding": {"y": y, "x": {"field": "low", **axis}, "x2": {"field": "high"}}},
                {"mark": {"type": "point", "filled": True},
                 "encoding": {"y": y, "x": {"field": "value", **axis}}},
            ],
        }  # fmt: skip


def figures(x: float, unit: str = "") -> str:
    """Return `x` with as many digits as a reader needs: three, and hours whole."""
    if not math.isfinite(x):
        return "without bound"
    if abs(x) >= 100 or x == round(x) or (unit == "hours" and abs(x) >= 1):
        return f"{x:,.0f}"
    if abs(x) >= 10:
        return f"{x:.1f}"
    return f"{x:.2f}" if abs(x) >= 1 else f"{x:.2g}"


def finite(value: Json) -> Json:
    """Return `value` with None for each number in it that JSON cannot carry (infinite, not a number)."""
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inner) for inner in value]
    return value


def check_statement(statement: Statement) -> None:
    """Raise ValueError where a statement is outside the closed shapes; the guard of every way in.

    Holds: a known property; only the fields listed for it, with nothing nested in them but a place's
    alternatives; a quote that is short and has offsets; a group that says who says so; counts that are whole,
    not negative and in order; codes that are plain strings; a `not_known` that a person says.
    """
    if statement.property not in PROPERTIES:
        raise ValueError(f"no such property: {statement.property!r}")
    fields = PROPERTIES[statement.property]
    value = statement.value
    if fields is None:
        if not _is_code(value):
            raise ValueError(f"{statement.property} takes one code, not {value!r}")
    else:
        _check_fields(statement.property, value, fields)
    _check_grounds(statement)
    if statement.property in _COUNTS:
        _check_count(statement.property, value)
    if statement.property == "coordination":
        _check_coordination(value)
    if statement.property == "group":
        _check_group(statement)
    if statement.property == "counted":
        _check_counted(statement)
    if statement.property == "not_known":
        _check_not_known(statement)


def _is_code(value: Json) -> bool:
    return isinstance(value, str) and value.replace("_", "").isalpha()


def _check_fields(name: str, value: Json, fields: frozenset[str]) -> None:
    if not isinstance(value, Mapping) or not set(value) <= fields:
        raise ValueError(f"{name} takes the fields {sorted(fields)}, not {value!r}")
    for field_, inner in value.items():
        if field_ == "alternatives" and isinstance(inner, list | tuple):
            for other in inner:
                _check_fields("an alternative of a place", other, ALTERNATIVE)
        elif isinstance(inner, Mapping | list | tuple):
            raise ValueError(f"{field_} of {name} takes one value, not {inner!r}")


def _check_grounds(statement: Statement) -> None:
    quote = statement.quote
    if statement.origin == "machine" and quote is None:
        raise ValueError(f"a machine's {statement.property} needs a quote")
    if quote is None:
        return
    if len(quote) > QUOTE_LIMIT:
        raise ValueError(f"a quote has at most {QUOTE_LIMIT} characters, not {len(quote)}")
    if statement.start is None or statement.end is None or statement.end - statement.start != len(quote):
        raise ValueError("the offsets of a quote must span exactly the quote")


def _check_count(name: str, value: Mapping[str, Json]) -> None:
    known = [n for n in (value.get("low"), value.get("best"), value.get("high")) if n is not None]
    if any(not isinstance(n, int) or isinstance(n, bool) or n < 0 for n in known) or known != sorted(known):
        raise ValueError(f"{name} takes whole numbers in order, not {dict(value)!r}")
    if not isinstance(value.get("part"), bool | None) and not _is_code(value["part"]):
        raise ValueError(f"part of {name} takes true or one code, not {value['part']!r}")
    if not known:
        raise ValueError(f"{name} says nothing: {dict(value)!r}")


def _check_coordination(value: Mapping[str, Json]) -> None:
    if value.get("how") not in COORDINATION:
        raise ValueError(f"coordination takes one of {', '.join(COORDINATION)}, not {value.get('how')!r}")
    for name in ("told", "attacks"):
        number = value.get(name)
        if number is not None and (not isinstance(number, int) or isinstance(number, bool) or number < 1):
            raise ValueError(f"{name} of coordination takes a whole number from 1, not {number!r}")


def _check_group(statement: Statement) -> None:
    if statement.value.get("relation") not in RELATIONS:
        raise ValueError(f"no such relation: {statement.value.get('relation')!r}")
    if not isinstance(statement.value.get("name"), str) or not statement.value["name"]:
        raise ValueError(f"a group needs a name: {dict(statement.value)!r}")
    if not statement.said_by:
        raise ValueError("who has to do with an attack is always said by somebody: said_by is missing")


def _check_counted(statement: Statement) -> None:
    name = statement.value.get("definition")
    if not isinstance(name, str) or not name or not name.replace("-", "").isalnum():
        raise ValueError(f"counted needs the name of a definition, not {name!r}")
    if statement.value.get("answer") not in ANSWERS:
        raise ValueError(f"no such answer: {statement.value.get('answer')!r}")
    if not statement.said_by:
        raise ValueError("who counts an attack under a definition is always said: said_by is missing")


def _check_not_known(statement: Statement) -> None:
    named = statement.value.get("property")
    if named not in EMPTIABLE:
        raise ValueError(f"not_known names one of {', '.join(EMPTIABLE)}, not {named!r}")
    if statement.origin == "machine" or statement.quote is not None:
        raise ValueError("that a value is not known is said by a person, without a quote")


def bears_on(statement: Statement) -> str:
    """Return the property that a statement bears on: that of a `not_known` is the one that it empties."""
    return str(statement.value["property"]) if statement.property == "not_known" else statement.property


def km_between(a: Place, b: Place) -> float | None:
    """Return the great-circle distance in kilometres (haversine), None where one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    phi, theta = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((theta - phi) / 2) ** 2
    h += math.cos(phi) * math.cos(theta) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def latest(moments: Sequence[datetime | None]) -> datetime | None:
    """Return the latest of the known times, or None where none is known."""
    known = [moment for moment in moments if moment is not None]
    return max(known) if known else None


def earliest(moments: Sequence[datetime | None]) -> datetime | None:
    """Return the earliest of the known times, or None where none is known."""
    known = [moment for moment in moments if moment is not None]
    return min(known) if known else None


ClaimKind = Literal[
    "gap", "rate", "count", "change", "deadliest", "first", "times", "share", "compare"
]  # fmt: skip
CLAIM_KINDS: Final[tuple[ClaimKind, ...]] = (
    "gap", "rate", "count", "change", "deadliest", "first", "times", "share", "compare",
)  # fmt: skip
Bound = Literal["is", "about", "at least", "more than", "at most", "fewer than", "between"]
"""How a number is meant. "About" stands for "almost" and "some", too."""
Counted = Literal["attacks", "killed", "injured"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A claimed number and how it is meant; `upper` is the larger end of "between 30 and 40"."""

    value: float
    bound: Bound = "is"
    upper: float | None = None

    def span(self) -> tuple[float, float]:
        """Return what the words allow: a tenth to each side of "about", all above of "at least"."""
        v = self.value
        if self.bound == "between":
            return v, v if self.upper is None else self.upper
        if self.bound in ("at least", "more than"):
            return v, math.inf
        if self.bound in ("at most", "fewer than"):
            return -math.inf, v
        reach = abs(v) / 10 if self.bound == "about" else 0.0
        return v - reach, v + reach

    def __str__(self) -> str:
        """Return "84", "about 84", "30 to 40"."""
        shown = f"{self.value:,.10g}"
        if self.bound == "between":
            return f"{shown} to {self.upper:,.10g}"
        return shown if self.bound == "is" else f"{self.bound} {shown}"


@dataclass(frozen=True, slots=True)
class Area:
    """Where: ISO 3166-1 alpha-2 codes (none: the whole world), less those in `without`; or one town.

    `without_places` are names of places inside a country that is not left out as a whole (Sinai). A town or a
    province has its country in `countries` and its point and radius in `place`.
    """

    name: str
    countries: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_places: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: attacks or the people hit in them, and the codes that narrow it down (none: any)."""

    counted: Counted = "attacks"
    attack_types: tuple[str, ...] = ()
    target_types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    movement: str | None = None
    outcome: str | None = None
    deadly: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """When: a closed interval of days; None at an end that the claim leaves open."""

    since: date | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """What, where and when is counted; a comparison has two."""

    subject: Subject = Subject()
    area: Area = Area("worldwide")
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Claim:
    """A public sentence with a number in it, as it was understood.

    `amount` is in `unit`: hours between attacks, attacks a day, events, per cent, times; None for a
    superlative. `other` is what `side` is compared with, `other_amount` its number. `assumed` says what the
    sentence left open and how it was filled; `unused` are its words that were not needed to read it. `part`
    numbers the claims of a sentence that makes several, from 1.
    """

    text: str
    kind: ClaimKind
    amount: Amount | None
    unit: str
    side: Side
    other: Side | None = None
    other_amount: Amount | None = None
    said_on: date | None = None
    said_by: str | None = None
    source: str | None = None
    chosen_afterwards: bool = True
    assumed: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    part: int = 0
