"""The brief as one HTML file: nothing is fetched, nothing runs, it works with JavaScript off."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from tocsin.brief import heading, listing, telling, words, world
from tocsin.brief.grounds import address, grounds, outlet, toll_steps
from tocsin.brief.nouns import Brief
from tocsin.brief.outgoing import released
from tocsin.brief.steps import chart
from tocsin.language import Words, _, spoken
from tocsin.model import Evidence, Incident
from tocsin.release.templates import environment

if TYPE_CHECKING:
    from jinja2 import Environment

_ORDER = tuple(words.PROPERTIES)


def to_html(brief: Brief) -> str:
    """Return the brief as a self-contained page whose policy forbids every request and every script."""
    from markupsafe import Markup

    from tocsin.places import ATTRIBUTION

    out = released(brief)
    style = _style()
    return (
        _environment(spoken())
        .get_template("brief.html.j2")
        .render(
            **body(out),
            style=Markup(style),  # noqa: S704 - our own style sheet, shipped with the package
            policy=policy(style),
            pages=False,
            attribution=ATTRIBUTION,
        )
    )


def body(out: Brief) -> dict[str, Any]:
    """Return what the template `brief_body` shows of a released brief, beside `VOCABULARY` and `pages`."""
    return {
        "brief": out, "map": world.draw(out.new), "land": world.land(), "sphere": world.sphere(),
        "graticule": world.graticule(), "headline": heading.headline(out), "blind": heading.blind(out),
    }  # fmt: skip


def policy(style: str) -> str:
    """Return the content security policy: our one style sheet by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _style() -> str:
    return (resources.files("tocsin.brief") / "templates" / "brief.css").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def _environment(lang: Words) -> Environment:
    templates = environment(lang, "tocsin.brief")
    templates.globals.update(VOCABULARY)
    return templates


def between(since: datetime, until: datetime) -> str:
    """Return a window in words, each end marked with its moment for machines."""
    from markupsafe import Markup, escape

    first, last = (
        Markup('<time datetime="{}">{}</time>').format(at.isoformat(), words.moment(at))
        for at in (since, until)
    )
    said = str(escape(_("%(first)s to %(last)s")))
    return Markup(said) % {"first": first, "last": last}  # noqa: S704 - escaped above


def by_property(incident: Incident) -> list[Evidence]:
    """Return the evidence in the order in which properties are told, and of the text within one."""
    return sorted(incident.evidence, key=lambda e: _ORDER.index(e.statement.property))


VOCABULARY: Final[dict[str, Any]] = {
    "words": words, "telling": telling, "heading": heading, "listing": listing, "grounds": grounds,
    "address": address, "outlet": outlet, "chart": chart, "toll_steps": toll_steps,
    "by_property": by_property, "between": between,
}  # fmt: skip
"""The names that the templates use."""
