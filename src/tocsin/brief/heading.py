"""The first line, and what is missing: the two things that nobody may overlook."""

from __future__ import annotations

from typing import Final

from tocsin.brief import words
from tocsin.brief.nouns import Brief
from tocsin.model import Incident


def blind(brief: Brief) -> str | None:
    """Return why this brief cannot speak of peace, in capitals; None where something was understood."""
    why = _why(brief)
    return f"{why.upper()}: {_DETAIL[why]}. This is not a report of peace" if why else None


_DETAIL: Final = {
    "nothing was read": "no document published in this window is in the record",
    "nothing was coded": "documents are stored and none of them was examined",
    "nothing was understood": "every document is in a language that the coder does not read",
}


def _why(brief: Brief) -> str | None:
    r = brief.reading
    if r.documents == 0:
        return "nothing was read"
    if r.uncoded == r.documents:
        return "nothing was coded"
    unread = sum(r.not_understood.values()) + r.uncoded
    return "nothing was understood" if unread >= r.documents else None


def headline(brief: Brief) -> str:
    """Return the answer to "was there any major new attack?" on one line."""
    majors = brief.majors
    warning = blind(brief)
    if warning and not brief.new:
        return warning
    if not majors:
        others = len(brief.attacks)
        also = f"; {words.count(others, 'smaller attack')} reported" if others else ", and no smaller one"
        return f"No major new attack reported{also}"
    named = "; ".join(short(incident) for incident in majors[:3])
    more = f"; and {len(majors) - 3} more" if len(majors) > 3 else ""
    return f"{words.count(len(majors), 'major new attack')} reported: {named}{more}"


def short(incident: Incident) -> str:
    """Return "Nice, France (84 killed)"."""
    place = incident.place
    where = (
        ", ".join(dict.fromkeys(p for p in (place.name, words.country(place.country)) if p))
        or "place not known"
    )
    if incident.killed is not None:
        return f"{where} ({words.about(incident.killed)} killed)"
    if incident.injured is not None:
        return f"{where} ({words.about(incident.injured)} injured)"
    return where


def nothing(brief: Brief, said: str) -> str:
    """Return `said` of an empty section; where nothing was read or understood, that instead."""
    why = _why(brief)
    return f"nothing can be said: {why}" if why else said


def standfirst(brief: Brief) -> str:
    """Return the second line: how much was read, so that silence is not mistaken for peace."""
    r = brief.reading
    unread = sum(r.not_understood.values())
    parts = [f"Read: {words.count(r.documents, 'document')} from {words.count(len(r.by_source), 'source')}"]
    parts.append(f"{r.relevant:,} about violent attacks" if r.documents else "nothing at all")
    if unread:
        parts.append(f"{unread:,} in languages that the coder does not read")
    if r.rejections:
        parts.append(f"{words.count(r.rejections, 'input')} unreadable")
    failing = sum(1 for t in brief.troubles if t.kind == "failing")
    if failing:
        parts.append(f"{words.count(failing, 'feed')} failing")
    return ", ".join(parts) + "."


def missing(brief: Brief) -> list[str]:
    """Return the statement of what this brief does not hold (rights.md, rule 5)."""
    r = brief.reading
    lines = [
        "Only what the documents read by this desk reported is here. Attacks that none of them told of, that "
        "were told only elsewhere, or that were published after the window are not.",
        "An attack that is not in the news is not in this brief: coverage differs much between countries, "
        "languages and kinds of victims, and no number here compares places.",
    ]
    unread = sum(r.not_understood.values())
    if unread:
        lines.append(
            f"{words.count(unread, 'document')} could not be understood; attacks told only there are missing."
        )
    if r.uncoded:
        lines.append(f"{words.count(r.uncoded, 'document')} were stored and not examined yet.")
    if r.rejections:
        lines.append(
            f"{words.count(r.rejections, 'input')} could not be read at all; `tocsin documents` lists them."
        )
    if brief.troubles:
        lines.append(f"{words.count(len(brief.troubles), 'source')} failed, fell quiet or never worked.")
    if brief.excluded:
        outside = words.count(brief.excluded, "new incident")
        lines.append(f"{outside} outside the definition {brief.definition.name} left out.")
    line = brief.audit.line
    lines.append(f"{line[:1].upper()}{line[1:]}.")
    return lines
