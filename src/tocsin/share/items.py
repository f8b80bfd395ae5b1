"""Items: what nodes exchange. One document's reports with their statements, one judgement, one withdrawal.

An item's JSON is canonical and its key is a content address, so that two nodes that hold the same hold the
same bytes. The text of a document never travels; its id, its address, its sketch and the short quotes do.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tocsin.errors import InputError
from tocsin.model import (
    Coding,
    Document,
    Judgement,
    Reason,
    Report,
    Source,
    Span,
    Statement,
    address,
    from_iso,
    iso,
)  # fmt: skip
from tocsin.record import Received
from tocsin.record.columns import VIA
from tocsin.resolve import Mention, sketch
from tocsin.resolve.sketch import SKETCH_BYTES

Json = dict[str, Any]


def report_item(mentions: Sequence[Mention], source: Source | None, *, sensitive: bool) -> Json:
    """Return the item of one document: all its reports by one coder, in order.

    `sensitive`: one of the attacks is on a site of `release.coarsen.SENSITIVE`, whichever report says so.
    """
    document, first = mentions[0].document, mentions[0].report
    return {
        "document": _document(document, first.document, mentions[0].sketch),
        "source": _source(source),
        "coder": own_coder(first.coder),
        "sensitive": sensitive,
        "reports": [_report(mention.report) for mention in mentions],
    }


def own_coder(coder: str) -> str:
    """Return who coded, without the way it came here: the same on every node."""
    return coder.partition(VIA)[0]


def item_key(body: Mapping[str, Any]) -> str:
    """Return the key of a report item: what document, coded by whom."""
    return address("item", body["document"]["id"], body["coder"])


def judgement_item(judgement: Judgement) -> Json:
    """Return the item of a judgement."""
    # Who at a desk decided stays at the desk.
    human = judgement.origin == "human"
    return {
        "a": judgement.a, "b": judgement.b, "verdict": judgement.verdict,
        "author": "a reviewer" if human else judgement.author,
        "probability": judgement.probability, "origin": judgement.origin,
        "made_at": iso(judgement.made_at), "note": None if human else judgement.note,
        "reasons": [[reason.name, reason.weight, reason.detail] for reason in judgement.reasons],
    }  # fmt: skip


def received(body: Mapping[str, Any], via: str) -> Received:
    """Return what `report_item` wrote as it is stored here; `via` says whose word it is.

    Raises InputError where it is no item, or an id is not what its content says.
    """
    try:
        document = body["document"]
        coder = f"{body['coder']}{VIA}{via}"
        reports = tuple(_read_report(report, document["id"], coder) for report in body["reports"])
        probability = max((report.probability for report in reports), default=0.0)
        coding = Coding(
            document["id"], bool(reports), probability, document["language"], True, reports, coder=coder
        )
        return Received(
            document["id"], _read_document(document), coding, _sketch(document), _read_source(body["source"])
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InputError(f"this is no item of reports: {type(error).__name__}: {error}"[:300]) from None


def read_judgement(body: Mapping[str, Any]) -> Judgement:
    """Return what `judgement_item` wrote. Raises InputError where it is none."""
    try:
        reasons = tuple(Reason(str(n), float(w), str(d)) for n, w, d in body["reasons"])
        return Judgement(
            body["a"], body["b"], body["verdict"], float(body["probability"]), body["author"], reasons,
            body["origin"], from_iso(body["made_at"]), body["note"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"this is no judgement: {error}"[:300]) from None


def by_document(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Return mentions by the id of their document, in order."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.report.document, []).append(mention)
    return found


def released_mention(body: Mapping[str, Any], mention: Mention) -> Mention | None:
    """Return `mention` as `body`, a released copy of its document's item, has it; None where it has not."""
    for report in body["reports"]:
        if report["id"] == mention.report.id:
            document = replace(
                mention.document, name=body["document"]["name"], text="", title=None, author=None
            )
            made = _read_report(report, mention.report.document, mention.report.coder)
            return Mention(made, document, mention.sketch)
    return None


def statement_json(s: Statement) -> Json:
    """Return a statement's JSON."""
    return {
        "id": s.id, "subject": s.subject, "property": s.property, "value": s.value, "document": s.document,
        "start": s.start, "end": s.end, "quote": s.quote, "said_by": s.said_by, "said_at": iso(s.said_at),
        "kind": s.kind, "origin": s.origin, "confidence": s.confidence, "coder": own_coder(s.coder),
    }  # fmt: skip


def read_statement(data: Mapping[str, Any]) -> Statement:
    """Return what `statement_json` wrote. Raises ValueError where the id is not that of the content."""
    made = Statement(
        data["subject"], data["property"], data["value"], data["document"], data["start"], data["end"],
        data["quote"], data["said_by"], from_iso(data["said_at"]), data["kind"], data["origin"],
        data["confidence"], data["coder"],
    )  # fmt: skip
    if made.id != data["id"]:
        raise ValueError(f"statement {data['id']!r} is not what its id says")
    return made


def _document(document: Document, identity: str, sketched: bytes) -> Json:
    return {
        "id": identity, "name": document.name, "published": iso(document.published),
        "fetched": iso(document.fetched), "language": document.language, "source": document.source,
        "sketch": base64.b64encode(sketched).decode(),
    }  # fmt: skip


def _source(source: Source | None) -> Json | None:
    if source is None:
        return None
    return {name: getattr(source, name) for name in ("id", "name", "country", "language", "kind", "url")}


def _report(report: Report) -> Json:
    return {
        "id": report.id, "anchor": [report.anchor.start, report.anchor.end],
        "probability": report.probability, "origin": report.origin,
        "statements": [statement_json(s) for s in report.statements],
    }  # fmt: skip


def _read_document(data: Mapping[str, Any]) -> Document:
    return Document(
        data["name"], "", None, from_iso(data["published"]), from_iso(data["fetched"]), data["language"],
        data["source"],
    )  # fmt: skip


def _sketch(document: Mapping[str, Any]) -> bytes:
    text = document.get("sketch")
    if text is None:
        return sketch("")
    sketched = base64.b64decode(text, validate=True)
    if len(sketched) != SKETCH_BYTES:
        raise ValueError("the sketch has the wrong length")
    return sketched


def _read_source(data: Mapping[str, Any] | None) -> Source | None:
    """Return the source; how reliable it is, each node decides for itself."""
    if data is None:
        return None
    return Source(data["id"], data["name"], data["country"], data["language"], data["kind"], data["url"])


def _read_report(data: Mapping[str, Any], document: str, coder: str) -> Report:
    start, end = data["anchor"]
    statements = tuple(replace(read_statement(s), coder=coder) for s in data["statements"])
    made = Report(document, Span(start, end), float(data["probability"]), statements, coder, data["origin"])
    if made.id != data["id"]:
        raise ValueError(f"report {data['id']!r} is not what its id says")
    return made
