"""The first line, and what is missing: the two things that nobody may overlook."""

from __future__ import annotations

from typing import Final

from tocsin.brief import words
from tocsin.brief.nouns import Brief
from tocsin.language import _, listed, mark, ngettext
from tocsin.model import Incident


def blind(brief: Brief) -> str | None:
    """Return why this brief cannot speak of peace, in capitals; None where something was understood."""
    why = _why(brief)
    return _(_BLIND[why]) if why else None


_BLIND: Final = {
    "read": mark(
        "NOTHING WAS READ: no document published in this window is in the record. This is not a report of "
        "peace"
    ),
    "coded": mark(
        "NOTHING WAS CODED: documents are stored and none of them was examined. This is not a report of peace"
    ),
    "understood": mark(
        "NOTHING WAS UNDERSTOOD: every document is in a language that the coder does not read. This is not a "
        "report of peace"
    ),
}
_NOTHING: Final = {
    "read": mark("nothing can be said: nothing was read"),
    "coded": mark("nothing can be said: nothing was coded"),
    "understood": mark("nothing can be said: nothing was understood"),
}


def _why(brief: Brief) -> str | None:
    r = brief.reading
    if r.documents == 0:
        return "read"
    if r.uncoded == r.documents:
        return "coded"
    unread = sum(r.not_understood.values()) + r.uncoded
    return "understood" if unread >= r.documents else None


def frame(brief: Brief) -> str:
    """Return the window and what counts as major, on one line."""
    window, rule = words.window(brief.window), words.major_rule(brief.major)
    return _("%(window)s. Major: %(rule)s.", window=window, rule=rule)


def headline(brief: Brief) -> str:
    """Return the answer to "was there any major new attack?" on one line."""
    majors = brief.majors
    warning = blind(brief)
    if warning and not brief.new:
        return warning
    if not majors:
        return _quiet(len(brief.attacks))
    named = words.semicolon().join(short(incident) for incident in majors[:3])
    if len(majors) > 3:
        return ngettext(
            "%(n)s major new attack reported: %(named)s; and %(more)s more",
            "%(n)s major new attacks reported: %(named)s; and %(more)s more",
            len(majors),
            named=named,
            more=len(majors) - 3,
        )
    return ngettext(
        "%(n)s major new attack reported: %(named)s",
        "%(n)s major new attacks reported: %(named)s",
        len(majors),
        named=named,
    )


def _quiet(smaller: int) -> str:
    if not smaller:
        return _("No major new attack reported, and no smaller one")
    return ngettext(
        "No major new attack reported; %(n)s smaller attack reported",
        "No major new attack reported; %(n)s smaller attacks reported",
        smaller,
    )


def short(incident: Incident) -> str:
    """Return "Nice, France (84 killed)"."""
    place = words.near(incident.place)
    if incident.killed is not None:
        return _("%(place)s (%(toll)s killed)", place=place, toll=words.about(incident.killed))
    if incident.injured is not None:
        return _("%(place)s (%(toll)s injured)", place=place, toll=words.about(incident.injured))
    return place


def nothing(brief: Brief, said: str) -> str:
    """Return `said` of an empty section; where nothing was read or understood, that instead."""
    why = _why(brief)
    return _(_NOTHING[why]) if why else said


def standfirst(brief: Brief) -> str:
    """Return the second line: how much was read, so that silence is not mistaken for peace."""
    r = brief.reading
    unread = sum(r.not_understood.values())
    parts = [_("Read: %(what)s", what=words.documents_from(r.documents, len(r.by_source)))]
    parts.append(_about_attacks(r.relevant) if r.documents else _("nothing at all"))
    if unread:
        parts.append(
            ngettext(
                "%(n)s in a language that the coder does not read",
                "%(n)s in languages that the coder does not read",
                unread,
            )
        )
    if r.rejections:
        parts.append(ngettext("%(n)s input unreadable", "%(n)s inputs unreadable", r.rejections))
    failing = sum(1 for t in brief.troubles if t.kind == "failing")
    if failing:
        parts.append(ngettext("%(n)s feed failing", "%(n)s feeds failing", failing))
    return _("%(sentence)s.", sentence=listed(parts))


def _about_attacks(n: int) -> str:
    return ngettext("%(n)s about violent attacks", "%(n)s about violent attacks", n)


def missing(brief: Brief) -> list[str]:
    """Return the statement of what this brief does not hold (rights.md, rule 5)."""
    r = brief.reading
    lines = [
        _(
            "Only what the documents read by this desk reported is here. Attacks that none of them told of, "
            "that were told only elsewhere, or that were published after the window are not."
        ),
        _(
            "An attack that is not in the news is not in this brief: coverage differs much between "
            "countries, languages and kinds of victims, and no number here compares places."
        ),
    ]
    unread = sum(r.not_understood.values())
    if unread:
        lines.append(
            ngettext(
                "%(n)s document could not be understood; attacks told only there are missing.",
                "%(n)s documents could not be understood; attacks told only there are missing.",
                unread,
            )
        )
    if r.uncoded:
        lines.append(
            ngettext(
                "%(n)s document was stored and not examined yet.",
                "%(n)s documents were stored and not examined yet.",
                r.uncoded,
            )
        )
    lines += _failures(brief)
    if brief.excluded:
        lines.append(
            ngettext(
                "%(n)s new incident outside the definition %(definition)s left out.",
                "%(n)s new incidents outside the definition %(definition)s left out.",
                brief.excluded,
                definition=brief.definition.name,
            )
        )
    line = brief.audit.line  # the statistician's sentence, in English like those of the figures
    return [*lines, f"{line[:1].upper()}{line[1:]}."]


def _failures(brief: Brief) -> list[str]:
    lines = []
    if brief.reading.rejections:
        lines.append(
            ngettext(
                "%(n)s input could not be read at all; %(command)s lists it.",
                "%(n)s inputs could not be read at all; %(command)s lists them.",
                brief.reading.rejections,
                command="`tocsin documents`",
            )
        )
    if brief.troubles:
        lines.append(
            ngettext(
                "%(n)s source failed, fell quiet or never worked.",
                "%(n)s sources failed, fell quiet or never worked.",
                len(brief.troubles),
            )
        )
    return lines
