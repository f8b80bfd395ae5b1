"""The brief in Markdown, for a chat, an e-mail or a wiki. Text from pages makes no link, heading or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from tocsin.brief import heading, listing, telling, words
from tocsin.brief.grounds import address, grounds, outlet
from tocsin.brief.nouns import Brief, Change
from tocsin.brief.outgoing import released
from tocsin.language import _
from tocsin.model import Evidence, Incident
from tocsin.release.inert import plain

# A backslash before ASCII punctuation makes it text (CommonMark 0.31, 2.4). A colon or a dot before a letter
# is escaped since GitHub's autolinks turn bare addresses and www. names into links (GFM 0.29, 6.9).
_LIVE: Final = re.compile(r"([!#$&*\[\\\]^_`{|}~<>]|:(?=[^\s\d])|\.(?=[^\W\d]))")
_AT_START: Final = re.compile(r"^([-+=]|\d+(?=[.)]))")
_NO_MAIL: Final = "@\u2060"
"""A word joiner after "@": an address of a person makes no link, which no backslash prevents in GFM."""


def to_markdown(brief: Brief) -> str:
    """Return the brief as CommonMark."""
    return "\n".join(_lines(released(brief))) + "\n"


def escape(text: str) -> str:
    """Return `text` on one line with nothing in it that Markdown or HTML would read."""
    escaped = _LIVE.sub(r"\\\1", " ".join(plain(text).split())).replace("@", _NO_MAIL)
    return _AT_START.sub(_at_start, escaped)


def _at_start(found: re.Match[str]) -> str:
    mark = found[1]
    return mark + "\\" if mark.isdigit() else "\\" + mark


def link(evidence: Evidence) -> str:
    """Return the outlet as a link to the document, where its address is safe; as text elsewhere."""
    url = address(evidence.document)
    if url is None:
        return escape(f"{outlet(evidence)} ({evidence.document})")
    return f"[{escape(outlet(evidence))}](<{quote(url, safe=_IN_ADDRESS)}>)"


_IN_ADDRESS: Final = ":/?#[]@!$&'()*+,;=%-._~"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escape(heading.headline(brief))}"
    yield ""
    yield f"{escape(heading.standfirst(brief))}"
    yield ""
    yield f"*{escape(heading.frame(brief))}*"
    yield from _new(brief)
    yield from _changes(brief)
    yield from _claims(brief)
    yield from _protected(brief)
    yield from _read(brief)
    yield from ("", f"## {_('What is missing')}", "")
    for line in heading.missing(brief):
        yield f"- {escape(line)}"
    from tocsin.places import ATTRIBUTION

    yield from ("", "---", "", escape(words.basis(brief)), "", escape(ATTRIBUTION))


def _new(brief: Brief) -> Iterator[str]:
    yield from ("", f"## {_('New attacks: %(n)s', n=len(brief.attacks))}")
    for whole in listing.coordinated(brief):
        yield from ("", f"**{escape(whole)}**")
    for incident in brief.attacks:
        yield from _incident(incident, brief)
    if not brief.attacks:
        yield from ("", escape(heading.nothing(brief, _("None in what was read."))))
    if brief.plots:
        yield from ("", f"## {_('Foiled and threatened: %(n)s', n=len(brief.plots))}")
        for incident in brief.plots:
            yield from _incident(incident, brief)


def _incident(incident: Incident, brief: Brief) -> Iterator[str]:
    mark = f"{_('MAJOR')}: " if brief.major.holds(incident) and incident in brief.attacks else ""
    yield from ("", f"### {mark}{escape(words.title(incident))}", "")
    for name, text in listing.facts(incident):
        yield f"- **{name.capitalize()}:** {escape(text)}"
    if incident.id in brief.doubtful:
        yield f"- {_('Doubtful under the definition of this brief')}"
    behind = grounds(incident)
    passage = brief.passage(behind) if behind else None
    if behind is not None and passage is not None:
        yield from ("", f"> “{escape(passage.text)}”", ">")
        yield f"> {escape(words.told(behind))} {link(behind)}"
    yield from ("", f"`tocsin show {escape(incident.id)}`")


def _changes(brief: Brief) -> Iterator[str]:
    yield from ("", f"## {_('What changed about known attacks: %(n)s', n=len(brief.changes))}", "")
    for _incident_of, changes in listing.grouped(brief.changes):
        yield from map(_change, changes)
    for w in brief.withdrawals:
        yield f"- {escape(words.withdrawal(w))}"
    if not brief.changes and not brief.withdrawals:
        yield escape(heading.nothing(brief, _("Nothing in what was read.")))


def _claims(brief: Brief) -> Iterator[str]:
    if brief.claims:
        yield from ("", f"## {_('Claims whose verdict changed: %(n)s', n=len(brief.claims))}", "")
        for change in brief.claims:
            yield f"- {escape(words.claim(change))} {escape(' '.join(change.why[1:]))}".rstrip()


def _change(change: Change) -> str:
    incident = change.after or change.before
    behind = f" ({escape(words.told(change.evidence))} {link(change.evidence)})" if change.evidence else ""
    name = f"**{escape(words.title(incident))}** \\[{escape(incident.id)}\\]"
    return f"- {name} {escape(telling.line(change))}{behind}"


def _protected(brief: Brief) -> Iterator[str]:
    yield from ("", f"## {_('Protected targets')}", "")
    for name, hit in listing.protected(brief):
        yield f"- **{escape(name)}:** {len(hit)}: {escape(listing.named(hit))}"
    if not brief.protected:
        yield escape(heading.nothing(brief, _("No new attack on one in what was read.")))
    if brief.regions:
        yield from (
            "",
            escape(_("New by region, not a ranking: %(regions)s.", regions=listing.regions(brief))),
        )


def _read(brief: Brief) -> Iterator[str]:
    yield from ("", f"## {_('What was read')}", "")
    for name, text in listing.read_rows(brief):
        yield f"- **{escape(name)}:** {escape(text)}"
    if brief.late.documents:
        yield from ("", f"**{escape(words.late(brief.late))}**", "")
        for incident in brief.late.incidents:
            title = escape(words.title(incident))
            yield f"- {escape(heading.short(incident))}: {title} \\[{escape(incident.id)}\\]"
    if brief.troubles:
        yield from ("", f"### {_('Sources whose silence means nothing')}", "")
        for name, text in listing.trouble_rows(brief):
            yield f"- {escape(name)}: {escape(text)}"
