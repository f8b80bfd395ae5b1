"""The brief as data."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from tocsin.brief import heading, telling, words
from tocsin.brief.grounds import grounds
from tocsin.brief.nouns import Brief, Change, Timeline
from tocsin.brief.outgoing import released
from tocsin.language import ENGLISH, speaking
from tocsin.model import Evidence, Incident, iso
from tocsin.taxonomy import label

# What JSON allows raw and a terminal or an editor may obey: DEL, C1, surrogates, overrides of direction.
_LIVE: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def to_json(brief: Brief) -> dict[str, Any]:
    """Return the brief as JSON values. Incidents are as in `tocsin incidents`, with what the brief adds."""
    # A machine reads this: it is the same in every language.
    with speaking(ENGLISH):
        return _english(released(brief))


def _english(brief: Brief) -> dict[str, Any]:
    from tocsin.places import ATTRIBUTION

    return {
        "headline": heading.headline(brief),
        "blind": heading.blind(brief),
        "window": {"since": iso(brief.window.since), "until": iso(brief.window.until)},
        "as_of": iso(brief.window.until),
        "made_at": iso(brief.made_at),
        "definition": {
            "name": brief.definition.name, "title": brief.definition.title, "source": brief.definition.source,
        },
        "basis": words.basis(brief),
        "major": {
            "killed": brief.major.killed, "injured": brief.major.injured,
            "protected_killed": brief.major.protected_killed, "incidents": [i.id for i in brief.majors],
        },
        "attacks": [_incident(i, brief) for i in brief.attacks],
        "plots": [_incident(i, brief) for i in brief.plots],
        "changes": [_change(change, brief) for change in brief.changes],
        "protected": [
            {"target": code, "label": label("target_type", code), "count": len(ids), "incidents": list(ids)}
            for code, ids in brief.protected.items()
        ],
        "regions": [{"region": r.name, "count": r.count, "withheld": r.count is None} for r in brief.regions],
        "timeline": _timeline(brief.timeline),
        "read": _read(brief),
        "late": {
            "documents": brief.late.documents, "first": iso(brief.late.first), "last": iso(brief.late.last),
            "incidents": [_incident(i, brief) for i in brief.late.incidents],
        },
        "withdrawals": [
            {"what": dict(w.value), "said_by": w.said_by, "said_at": iso(w.said_at)}
            for w in brief.withdrawals
        ],
        "claims": [
            {"id": c.id, "text": c.text, "was": c.was, "verdict": c.verdict, "why": list(c.why)}
            for c in brief.claims
        ],
        "excluded_by_definition": brief.excluded,
        "missing": heading.missing(brief),
        "audit": brief.audit.to_json(),
        "attribution": ATTRIBUTION,
    }  # fmt: skip


def dumps(brief: Brief) -> str:
    """Return `to_json` as text in which no character is live in a terminal, an editor or a script tag."""
    text = json.dumps(to_json(brief), ensure_ascii=False, indent=2)
    return _LIVE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _incident(incident: Incident, brief: Brief) -> dict[str, Any]:
    behind = grounds(incident)
    data: dict[str, Any] = incident.to_json()
    return data | {
        "major": brief.major.holds(incident),
        "doubtful": incident.id in brief.doubtful,
        "country_name": words.country(incident.place.country) or None,
        "quote": _evidence(behind, brief),
    }


def _evidence(evidence: Evidence | None, brief: Brief) -> dict[str, Any] | None:
    if evidence is None:
        return None
    data: dict[str, Any] = evidence.to_json()
    passage = brief.passage(evidence)
    return data | {"sentence": passage.text if passage else None}


def _change(change: Change, brief: Brief) -> dict[str, Any]:
    old, new = telling.ends(change)
    shown = change.after or change.before
    return {
        "kind": change.kind, "name": telling.name(change), "incident": shown.id, "title": shown.title,
        "was": change.before.id, "from": old, "to": new, "others": [i.id for i in change.others],
        "group": change.group.to_json() if change.group else None,
        "evidence": _evidence(change.evidence, brief),
    }  # fmt: skip


def _timeline(timeline: Timeline) -> dict[str, Any]:
    bars = [{"day": bar.day.isoformat(), "new": bar.new, "known": bar.known} for bar in timeline.bars]
    return {"unit": timeline.unit, "bars": bars, "undated": timeline.undated}


def _read(brief: Brief) -> dict[str, Any]:
    r = brief.reading
    return {
        "documents": r.documents, "sources": len(r.by_source), "uncoded": r.uncoded, "relevant": r.relevant,
        "reports": r.reports, "by_source": dict(sorted(r.by_source.items())),
        "not_understood": dict(sorted(r.not_understood.items())),
        "no_report": dict(sorted(r.reasons.items())),
        "left_out": dict(sorted(r.left_out.items())), "unreadable": r.rejections,
        "troubles": [{"source": t.source, "kind": t.kind, "detail": t.detail} for t in brief.troubles],
    }  # fmt: skip
