"""The numbers beside the network, fitted on texts that it was not fitted on: `tst1` and `tst2` of MUC-4 and
the tuning part of the dispatches.

Fillers get a linear judge (one set of weights, an own bias for each role) and thresholds that make the most
of CEAF-REE; relevance gets a logistic line, and so do the kinds of incident and the chance of an incident
(`chance.py`); mentions and types a threshold for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from bench.muc4.filling import gold_templates, score_filling
from bench.muc4.keys import read_keys
from bench.muc4.ree import Entities, gold_entities, score_ree
from bench.muc4.roles import ROLES as COUNTED
from bench.muc4.roles import normal
from bench.muc4.template import Template
from bench.muc4.texts import read_texts
from tocsin.coding.reader import network
from tocsin.coding.reader.fillers import Filler, candidates, entities, judged
from tocsin.coding.reader.kinds import of_text, places
from tocsin.coding.reader.schema import FILLERS, INCIDENT_TYPES, MENTIONS, ROLES, SLOTS
from tocsin.coding.reader.scores import Floats, Scores
from tocsin.coding.reader.templates import filler_signs, incidents, relevance_signs
from tocsin.coding.reader.text import joined
from tocsin.coding.reader.weights import Weights, opened
from training import chance, openings
from training.dispatches import Dispatch
from training.lines import logistic
from training.modern import role_of

_PENALTY: Final = 10.0
"""On the judge's weights. It and the threshold were chosen by crossed CEAF-REE."""
_KINDS: Final = 1.0
"""The penalty on the weights of the signs of kinds, by crossed F of templates."""
_THRESHOLD: Final = 0.4
"""The chance from which a filler is taken."""


@dataclass(frozen=True, slots=True)
class Read:
    """One MUC-4 text as the network sees it, with its key."""

    text: str
    scores: Scores
    templates: Sequence[Template]


def judge(read: Sequence[Read]) -> dict[str, Any]:
    """Return the fitted judge of the fillers, with the one threshold of all roles.

    A threshold for each role, chosen on as many texts, cost two points of crossed CEAF-REE.
    """
    rows, right, roles = [], [], []
    for one in read:
        for filler in candidates(one.scores, one.text):
            rows.append(filler.features)
            right.append(float(any(_fills(filler, t) for t in one.templates)))
            roles.append(FILLERS.index(filler.role))
    x, y, at = np.asarray(rows), np.asarray(right), np.asarray(roles)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    own = np.eye(len(FILLERS))[at]
    fitted = logistic(np.hstack([(x - mean) / spread, own]), y, _PENALTY)
    weights = fitted[: x.shape[1]] / spread
    shift = -float(weights @ mean)
    return {
        name: {
            "weights": [round(float(w), 5) for w in weights],
            "bias": round(shift + float(fitted[x.shape[1] + i]), 5),
            "threshold": _THRESHOLD,
        }
        for i, name in enumerate(FILLERS)
    }


def kinds(read: Sequence[Read]) -> dict[str, list[list[float]]]:
    """Return the weights of the signs of `INCIDENT_TYPES`, one row each: "text" says which types a text
    tells, "filler" of which of them a filler is."""
    texts, told, fillers, whose = [], [], [], []
    for one in read:
        if not one.templates:
            continue
        at = places(one.text)
        texts.append(of_text(one.scores, at))
        told.append(_types_of(one.templates))
        for filler in candidates(one.scores, one.text):
            own = [t for t in one.templates if _fills(filler, t)]
            if own:
                fillers.append(filler_signs(one.scores, filler, at))
                whose.append(_types_of(own))
    return {"filler": _rows(fillers, whose), "text": _rows(texts, told)}


def _types_of(templates: Sequence[Template]) -> list[float]:
    return [float(any(name in t.types for t in templates)) for name in INCIDENT_TYPES]


def _fills(filler: Filler, template: Template) -> bool:
    return normal(filler.text) in {normal(s) for e in template.strings(SLOTS[filler.role]) for s in e}


def _rows(signs: Sequence[Floats], truth: Sequence[Sequence[float]]) -> list[list[float]]:
    x, y = np.asarray(signs, float), np.asarray(truth, float)
    return [[round(float(w), 5) for w in logistic(x, column, _KINDS)] for column in y.T]


def ree(read: Sequence[Read], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return CEAF-REE of `read` under `settings`."""
    predicted: dict[str, Entities] = {}
    gold: dict[str, Entities] = {}
    for i, one in enumerate(read):
        kept = entities(_fillers(one, settings), settings, one.text)
        predicted[str(i)] = {role: [[f.text] for f in kept if f.role == role] for role in COUNTED}
        gold[str(i)] = gold_entities(one.templates)
    return score_ree(predicted, gold)


def relevance(read: Sequence[Read]) -> dict[str, Any]:
    """Return the weights of the signs of MUC-4 relevance; a text counts from a chance of one half.

    A threshold with the best F1 on a hundred texts is learnt by heart: it cost two points crossed.
    """
    signs = np.asarray([relevance_signs(one.scores, candidates(one.scores, one.text)) for one in read])
    truth = np.asarray([float(bool(one.templates)) for one in read])
    spread = signs.std(0)
    spread[0] = 1.0
    weights = logistic(signs / spread, truth, 1.0) / spread
    return {"weights": [round(float(w), 5) for w in weights], "threshold": 0.5}


def _fillers(one: Read, settings: Mapping[str, Any]) -> list[Filler]:
    return judged(candidates(one.scores, one.text), settings)


def mentions(read: Sequence[tuple[Dispatch, Scores]]) -> dict[str, float]:
    """Return for each role of present-day mentions the score from which a span is taken (best F1)."""
    settings = {}
    for name in MENTIONS:
        role = ROLES.index(name)
        gold_all, scored = 0, []
        for dispatch, scores in read:
            base = joined(dispatch.title, dispatch.text)[1]
            gold = {(m.start + base, m.end + base) for m in dispatch.spans if role_of(m) == role}
            gold_all += len(gold)
            firsts, widths = np.nonzero(scores.spans[role] > -3.0)
            for first, wide in zip(firsts.tolist(), widths.tolist(), strict=True):
                span = scores.span(first, first + wide)
                if span.start >= base:
                    scored.append((float(scores.spans[role, first, wide]), (span.start, span.end) in gold))
        settings[name] = _best_floor(scored, gold_all)
    return settings


def _best_floor(scored: Sequence[tuple[float, bool]], wanted: int) -> float:
    """The floor with the best F1, drawn to 0 where there is little to learn from."""
    best, floor, right = 0.0, 0.0, 0
    for n, (score, hit) in enumerate(sorted(scored, reverse=True), 1):
        right += hit
        value = 2 * right / (n + wanted)
        if value > best:
            best, floor = value, score
    trust = wanted / (wanted + 20)
    return round(max(-2.0, min(2.0, trust * (floor - 0.05))), 3)


Score = Callable[[Mapping[str, float]], float]


def climb(settings: dict[str, float], grid: Mapping[str, Sequence[float]], score: Score) -> dict[str, float]:
    """Return `settings` with each number of `grid` set in turn, twice, to the value that scores best."""
    for _ in range(2):
        for name, values in grid.items():
            settings[name] = max(values, key=lambda v: score({**settings, name: v}))
    return settings


def all_of(folder: Path, corpus: Path, tuning: Sequence[Dispatch]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings of the model in `folder`, and what it scores with them: on each MUC-4 tuning set
    with judge and thresholds from the other, which is the honest figure, and on both with those of both."""
    weights = opened(folder)
    found = _read(weights, corpus)
    both = [one for part in found.values() for one in part]
    crossed = {}
    for name, other in (("tst1", "tst2"), ("tst2", "tst1")):
        theirs: dict[str, Any] = {"fillers": judge(found[other]), **_START}
        theirs["relevance"] = relevance(found[other])
        theirs["kinds"] = kinds(found[other])
        theirs["templates"] = _templates(found[other], theirs)
        crossed[name] = {
            "ree": round(ree(found[name], theirs)["f1"], 4),
            "templates": round(_filling(found[name], theirs), 4),
            "relevance": round(_relevance_f1(found[name], theirs), 4),
        }
    settings: dict[str, Any] = {"fillers": judge(both), **_START}
    settings["relevance"] = relevance(both)
    settings["kinds"] = kinds(both)
    settings["templates"] = _templates(both, settings)
    read = [(d, s) for d in tuning if (s := network.scores(weights, joined(d.title, d.text)[0])) is not None]
    settings["mentions"] = mentions(read)
    model = replace(weights, settings=settings)
    settings["incident"] = chance.line(model, chance.known(tuning, corpus), corpus)
    settings["openings"] = openings.line(model, tuning)
    whole = ree(both, settings)
    scores = {
        "crossed": crossed,
        "ree": {k: round(whole[k], 4) for k in ("precision", "recall", "f1")},
        "ree_roles": {k: round(v["f1"], 4) for k, v in whole["roles"].items()},
        "templates": round(_filling(both, settings), 4),
        "relevance": round(_relevance_f1(both, settings), 4),
    }
    return settings, scores


_START: Final[dict[str, Any]] = {
    "relevant": 0.5, "tells": 0.5, "opens": 0.6,
    "templates": {"type": 0.0, "apart": 0.0, "share": 1.0},
}  # fmt: skip
_GRID: Final = {
    "type": (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5), "apart": (-9.0, -2.0, -1.0, 0.0, 0.5, 1.0, 1.5, 2.0),
    "share": (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0),
}  # fmt: skip


def _read(weights: Weights, corpus: Path) -> dict[str, list[Read]]:
    out: dict[str, list[Read]] = {}
    for name in ("tst1", "tst2"):
        keys = read_keys(sorted((corpus / "keys").glob(f"key-{name}*")))
        out[name] = []
        for text in read_texts(sorted((corpus / "texts").glob(f"{name}*"))):
            body = " ".join(text.body.split())
            found = network.scores(weights, body)
            if found is not None:
                out[name].append(Read(body, found, keys[text.id]))
    return out


def _templates(read: Sequence[Read], settings: Mapping[str, Any]) -> dict[str, float]:
    return climb(
        dict(settings["templates"]), _GRID, lambda trial: _filling(read, {**settings, "templates": trial})
    )


def _filling(read: Sequence[Read], settings: Mapping[str, Any]) -> float:
    predicted, gold = {}, {}
    for i, one in enumerate(read):
        made = incidents(one.scores, one.text, settings).templates
        predicted[str(i)] = [
            {"incident_type": t.type.lower(), **{role: [[f.text] for f in t.of(role)] for role in COUNTED}}
            for t in made
        ]
        gold[str(i)] = gold_templates(one.templates)
    f1: float = score_filling(predicted, gold)["f1"]
    return f1


def _relevance_f1(read: Sequence[Read], settings: Mapping[str, Any]) -> float:
    line = settings["relevance"]
    called = [
        float(np.dot(line["weights"], relevance_signs(one.scores, candidates(one.scores, one.text))))
        for one in read
    ]
    floor = float(np.log(line["threshold"] / (1 - line["threshold"])))
    true = [bool(one.templates) for one in read]
    right = sum(c >= floor and t for c, t in zip(called, true, strict=True))
    return 2 * right / (sum(c >= floor for c in called) + sum(true))
