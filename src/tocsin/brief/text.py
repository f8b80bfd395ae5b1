"""The brief in a terminal; plain lines where the output is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tocsin.brief import heading, listing, telling, words
from tocsin.brief.grounds import grounds
from tocsin.brief.nouns import Brief, Change
from tocsin.language import _, listed
from tocsin.model import Incident
from tocsin.release.inert import plain

if TYPE_CHECKING:
    from rich.console import Console

IN_FULL: Final = 15
"""New attacks told in full; the others take a line each."""


class _Page:
    """Lines to a console, each inert; wrapped under itself at a terminal, one line a fact elsewhere."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        from rich.padding import Padding
        from rich.text import Text

        body = Text(plain(text), style=style)
        if self.console.is_terminal:
            self.console.print(Padding(body, (0, 0, 0, indent)))
        else:
            self._raw(" " * indent + body.plain)

    def head(self, text: str) -> None:
        self.line()
        self.line(text.upper(), style="bold red")

    def pairs(self, rows: Sequence[tuple[str, str]], indent: int = 2) -> None:
        wide = max((len(name) for name, _ in rows), default=0)
        for name, text in rows:
            if self.console.is_terminal:
                self._grid(name, text, indent, wide)
            else:
                self._raw(plain(f"{'':<{indent}}{name:<{wide}}  {text}"))

    def _raw(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)

    def _grid(self, name: str, text: str, indent: int, wide: int) -> None:
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=wide)
        grid.add_column(overflow="fold")
        grid.add_row(Text(plain(name), style="dim"), Text(plain(text)))
        self.console.print(Padding(grid, (0, 0, 0, indent)))


def to_text(brief: Brief, console: Console) -> None:
    """Write the brief to `console`: colours and wrapping at a terminal, one line a fact elsewhere."""
    page = _Page(console)
    blind = heading.blind(brief)
    alarm = bool(brief.majors) or blind is not None
    page.line(heading.headline(brief), style="bold red" if alarm else "bold green")
    page.line(heading.standfirst(brief), style="bold" if blind else "")
    page.line(heading.frame(brief), style="dim")
    _new(page, brief)
    _plots(page, brief)
    _changes(page, brief)
    _claims(page, brief)
    _protected(page, brief)
    _read(page, brief)
    page.head(_("What is missing"))
    for line in heading.missing(brief):
        page.line(f"- {line}", indent=2)
    page.line()
    page.line(words.basis(brief), style="dim")
    from tocsin.places import ATTRIBUTION

    page.line(ATTRIBUTION, style="dim")


def as_text(brief: Brief) -> str:
    """Return what `to_text` writes where there is no terminal."""
    from io import StringIO

    from rich.console import Console

    file = StringIO()
    to_text(brief, Console(file=file, force_terminal=False, highlight=False, soft_wrap=True))
    return file.getvalue()


def _new(page: _Page, brief: Brief) -> None:
    page.head(_("New attacks: %(n)s", n=len(brief.attacks)))
    for whole in listing.coordinated(brief):
        page.line(whole, style="bold", indent=2)
    for incident in brief.attacks[:IN_FULL]:
        _incident(page, incident, brief)
    for incident in brief.attacks[IN_FULL:]:
        page.line(_one_line(incident), indent=2)
    if not brief.attacks:
        page.line(heading.nothing(brief, _("none in what was read")), indent=2)


def _plots(page: _Page, brief: Brief) -> None:
    if brief.plots:
        page.head(_("Foiled and threatened: %(n)s", n=len(brief.plots)))
        for incident in brief.plots:
            page.line(f"{words.outcome(incident.outcome)}: {_one_line(incident)}", indent=2)
            _quote(page, incident, brief)


def _incident(page: _Page, incident: Incident, brief: Brief) -> None:
    page.line()
    marks = [
        m
        for m, on in (
            (_("MAJOR"), brief.major.holds(incident)),
            (_("doubtful"), incident.id in brief.doubtful),
        )
        if on
    ]
    page.line(words.title(incident) + (f"  [{listed(marks)}]" if marks else ""), style="bold", indent=2)
    page.pairs(listing.facts(incident), indent=4)
    _quote(page, incident, brief)
    page.line(f"tocsin show {incident.id}", style="dim", indent=4)


def _quote(page: _Page, incident: Incident, brief: Brief) -> None:
    behind = grounds(incident)
    passage = brief.passage(behind) if behind else None
    if behind is not None and passage is not None:
        page.line(f"“{passage.text}”", style="italic", indent=4)
        page.line(f"{words.said(behind)}: {behind.document}", style="dim", indent=4)


def _one_line(incident: Incident) -> str:
    told = listed([words.days(incident.date), heading.short(incident)])
    return f"{told}: {words.title(incident)} [{incident.id}]"


def _changes(page: _Page, brief: Brief) -> None:
    page.head(_("What changed about known attacks: %(n)s", n=len(brief.changes)))
    for incident, changes in listing.grouped(brief.changes):
        page.line(f"{words.title(incident)} [{incident.id}]", style="bold", indent=2)
        for change in changes:
            _change(page, change, brief)
    for withdrawal in brief.withdrawals:
        page.line(words.withdrawal(withdrawal), indent=2)
    if not brief.changes and not brief.withdrawals:
        page.line(heading.nothing(brief, _("nothing in what was read")), indent=2)


def _claims(page: _Page, brief: Brief) -> None:
    if not brief.claims:
        return
    page.head(_("Claims whose verdict changed: %(n)s", n=len(brief.claims)))
    for change in brief.claims:
        page.line(words.claim(change), indent=2)
        for why in change.why[1:]:
            page.line(why, style="dim", indent=4)


def _change(page: _Page, change: Change, brief: Brief) -> None:
    page.line(telling.line(change), indent=4)
    if change.evidence is not None:
        passage = brief.passage(change.evidence)
        if passage is not None:
            page.line(f"“{passage.text}”", style="italic", indent=6)
        page.line(f"{words.said(change.evidence)}: {change.evidence.document}", style="dim", indent=6)


def _protected(page: _Page, brief: Brief) -> None:
    page.head(_("Protected targets"))
    rows = [(name, f"{len(hit)}: {listing.named(hit)}") for name, hit in listing.protected(brief)]
    page.pairs(rows)
    if not rows:
        page.line(heading.nothing(brief, _("no new attack on one in what was read")), indent=2)
    if brief.regions:
        page.line(_("New by region, not a ranking: %(regions)s.", regions=listing.regions(brief)), indent=2)


def _read(page: _Page, brief: Brief) -> None:
    page.head(_("What was read"))
    page.pairs(listing.read_rows(brief))
    if brief.late.documents:
        page.line(words.late(brief.late), style="bold", indent=2)
        for incident in brief.late.incidents:
            page.line(_one_line(incident), indent=4)
    if brief.troubles:
        page.head(_("Sources whose silence means nothing"))
        page.pairs(listing.trouble_rows(brief))
