"""The record's own doubt in the figure: was it an attack, on which day, in which country, does it count?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tocsin.claims.areas import WORLD
from tocsin.claims.asking import Asked, Question
from tocsin.claims.selecting import select
from tocsin.measure import Estimate, Events, from_incidents
from tocsin.measure.doubt import doubted_rate
from tocsin.model import Area
from tocsin.release import FEWEST

LABEL = "with the record's own doubt drawn in"


def doubted(question: Question, stated: Asked) -> Estimate | None:
    """Return the rate a day with the doubt of coding and definition in it; None from fewer than three events.

    A country's doubt is drawn where the area is one of whole countries; a town's is not.
    """
    area = stated.side.area
    whole = bool(area.countries) and area.place is None and not area.without
    wide = replace(stated, side=replace(stated.side, area=Area(WORLD) if whole else area))
    events = _candidates(question, wide)
    if len(question.counted(stated)) < FEWEST:
        return None
    return doubted_rate(events, stated.window, frozenset(area.countries) if whole else None)


def _candidates(question: Question, asked: Asked) -> Events:
    found = select(question.view.incidents, asked.side.subject, asked.side.area, asked.definition)
    events = from_incidents(found.either, asked.definition)
    sure = {incident.id for incident in found.yes}
    included = np.array([1.0 if identity in sure else 0.5 for identity in events.ids])
    return replace(events, included=included)


def width_sentence(estimate: Estimate) -> str:
    """Return what the width of the interval is made of, in per cent."""
    if not estimate.width:
        return ""
    parts = ", ".join(f"{name} {100 * share:.0f} %" for name, share in estimate.width.items())
    return f"With the record's own doubt drawn in, the width of the interval is {parts}."
