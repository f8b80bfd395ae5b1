"""Incident templates in the sense of MUC-4: which fillers belong to one incident, and what each slot says.

A text gets a template for each incident type that is seen in it, by the network and by plain words
(`kinds.py`), and more of one type where the fillers of that type fall apart into groups that the network
holds for different incidents. Who did it is shared by
default, what was hit is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from tocsin.coding.reader.fillers import Filler, candidates, entities, judged, product
from tocsin.coding.reader.kinds import Places, of_text, places
from tocsin.coding.reader.kinds import of_filler as signs_of_filler
from tocsin.coding.reader.reading import sigmoid
from tocsin.coding.reader.schema import DOCUMENT, INCIDENT_TYPES
from tocsin.coding.reader.scores import Floats, Scores

_HIT: Final = ("Victim", "Described", "Target")
_DONE_BY: Final = ("PerpInd", "PerpOrg", "Weapon")
_TYPES: Final = slice(DOCUMENT.index(INCIDENT_TYPES[0]), DOCUMENT.index(INCIDENT_TYPES[-1]) + 1)
_MUC: Final = DOCUMENT.index("muc")


@dataclass(slots=True)
class Template:
    """One incident: its type and the fillers of its roles; `slots` the chances of its set fills."""

    type: str
    fillers: list[Filler] = field(default_factory=list)

    def of(self, role: str) -> list[Filler]:
        """Return the fillers of one role."""
        return [f for f in self.fillers if f.role == role]


@dataclass(frozen=True, slots=True)
class Incidents:
    """A text read for MUC-4: the chance that it is relevant, its entities, its templates."""

    relevant: float
    entities: tuple[Filler, ...]
    templates: tuple[Template, ...]


def incidents(scores: Scores, text: str, settings: Mapping[str, Any]) -> Incidents:
    """Return what `text` tells; no entity and no template where it is not relevant."""
    line = settings["relevance"]
    fillers = candidates(scores, text)
    signs = relevance_signs(scores, fillers)
    relevant = sigmoid(sum(w * x for w, x in zip(line["weights"], signs, strict=True)))
    if relevant < line["threshold"]:
        return Incidents(relevant, (), ())
    found = entities(judged(fillers, settings), settings, text)
    return Incidents(relevant, tuple(found), tuple(_templates(scores, found, text, settings)))


def relevance_signs(scores: Scores, fillers: Sequence[Filler]) -> tuple[float, ...]:
    """Return what speaks for a text being relevant: the network on the whole and on incident types, the
    surest filler, how many are likely, and how sure they are together.

    The chances are the network's own: what the judge says of the texts that it was fitted to is too sure to
    fit another line to.
    """
    chances = sorted((sigmoid(f.best.score) for f in fillers), reverse=True)
    return (
        1.0,
        float(scores.document[_MUC]),
        float(scores.document[_TYPES].max()),
        chances[0] if chances else 0.0,
        float(min(sum(c >= 0.3 for c in chances), 8)),
        min(sum(chances[:8]), 4.0),
    )


def attributes(scores: Scores, filler: Filler) -> Floats:
    """Return the logits of `ATTRIBUTES` of a filler: the mean over its mentions, the surer the more."""
    chances = np.asarray([sigmoid(m.score) for m in filler.mentions], np.float32) + 1e-3
    rows = [scores.attribute(m.first, m.last) for m in filler.mentions]
    mean: Floats = np.average(rows, axis=0, weights=chances)
    return mean


def _templates(
    scores: Scores, found: Sequence[Filler], text: str, settings: Mapping[str, Any]
) -> list[Template]:
    lines = settings["templates"]
    told, logits = kinds_of(scores, found, text, settings["kinds"])
    kinds = [i for i in range(len(INCIDENT_TYPES)) if told[i] >= lines["type"]] or [int(told.argmax())]
    out: list[Template] = []
    for kind in kinds:
        hit = [f for f in found if f.role in _HIT and _kind(logits[id(f)], kinds) == kind]
        for group in _apart(scores, hit, lines) or [[]]:
            out.append(Template(INCIDENT_TYPES[kind], list(group)))
    out = [t for t in out if t.fillers] or out[:1]
    for filler in found:
        if filler.role in _DONE_BY:
            _share(scores, filler, logits[id(filler)], out, lines)
    return out


def kinds_of(
    scores: Scores, found: Sequence[Filler], text: str, weights: Mapping[str, Sequence[Sequence[float]]]
) -> tuple[Floats, dict[int, Floats]]:
    """Return the logits of `INCIDENT_TYPES`: of the text, and by `id` of each filler in `found`."""
    told = places(text)
    of_filler = np.asarray(weights["filler"], np.float32)
    whole: Floats = np.asarray(weights["text"], np.float32) @ of_text(scores, told)
    return whole, {id(f): of_filler @ filler_signs(scores, f, told) for f in found}


def filler_signs(scores: Scores, filler: Filler, told: Places) -> Floats:
    """Return what speaks for the kinds of incident that a filler may be of."""
    spans = [m.span for m in filler.mentions]
    human = filler.role in ("Victim", "Described")
    return signs_of_filler(scores, attributes(scores, filler), told, spans, filler.role == "Target", human)


def _kind(logits: Floats, kinds: Sequence[int]) -> int:
    return max(kinds, key=lambda i: float(logits[i]))


def _apart(scores: Scores, hit: Sequence[Filler], settings: Mapping[str, float]) -> list[list[Filler]]:
    """Fillers in groups: each joins the group it is likest of one incident with, or opens another."""
    groups: list[list[Filler]] = []
    for filler in sorted(hit, key=lambda f: f.best.span.start):
        liked = [float(np.mean([product(scores, filler.best, o.best) for o in group])) for group in groups]
        if liked and max(liked) >= settings["apart"]:
            groups[int(np.argmax(liked))].append(filler)
        else:
            groups.append([filler])
    return groups


def _share(
    scores: Scores,
    filler: Filler,
    logits: Floats,
    templates: Sequence[Template],
    settings: Mapping[str, float],
) -> None:
    """Put who did it, or with what, to every incident that it may be of, to the likeliest at least."""
    chances = [
        float(logits[INCIDENT_TYPES.index(t.type)])
        + (float(np.mean([product(scores, filler.best, o.best) for o in t.fillers])) if t.fillers else 0.0)
        for t in templates
    ]
    for template, chance in zip(templates, chances, strict=True):
        if chance >= settings["share"] or chance == max(chances):
            template.fillers.append(filler)
