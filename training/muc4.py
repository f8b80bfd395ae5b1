"""MUC-4 texts and keys as labelled windows.

Every exact occurrence of a string of the keys is a mention of its entity: noisy, but the noise is small
where the
network sees the whole of a document. A window that holds no filler of a relevant text is not asked for
relevance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from bench.muc4.keys import read_keys
from bench.muc4.template import Fill, Template
from bench.muc4.texts import read_texts
from tocsin.coding.reader.schema import ATTRIBUTES, DOCUMENT, FILLERS, INCIDENT_TYPES, ROLES, SLOTS, WIDEST
from tocsin.coding.reader.windows import Window, windows
from training.examples import Example, Span
from training.occurrences import occurrences, plain

_OWN: Final = {"PerpInd": (), "PerpOrg": (11,), "Target": (13, 16), "Victim": (20, 23), "Weapon": (7,),
               "Described": (20, 23)}  # fmt: skip
"""Slots that speak of a filler by cross-reference."""
_COUNTS: Final = re.compile(
    r"(?:\b(?:the|a|an|at\s+least|about|some|more\s+than|over|nearly|another|other|its|his|her|their|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|hundred|dozen|dozens|several|many|[0-9][0-9,]*)\s+)+$",
    re.IGNORECASE,
)
_SHARED: Final = (4, 5, 8)
_INDEX: Final = {pair: i for i, pair in enumerate(ATTRIBUTES)}
_AT: Final = {name: i for i, name in enumerate(DOCUMENT)}


def examples(texts: Sequence[Path], keys: Sequence[Path], tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the windows of all texts, in order, with their labels."""
    templates = read_keys(keys)
    for text in read_texts(texts):
        yield from document(plain(text.body), templates[text.id], tokenizer)


def document(text: str, templates: Sequence[Template], tokenizer: Tokenizer) -> list[Example]:
    """Return the labelled windows of one text."""
    fillers = _fillers(templates)
    return [_labelled(window, text, fillers, templates) for window in windows(tokenizer, text)]


def _fillers(templates: Sequence[Template]) -> list[tuple[int, Span, list[str]]]:
    """(role, model span, strings) of each entity, the same entity in several templates once."""
    found: list[tuple[int, Span, list[str]]] = []
    for number, template in enumerate(templates):
        for role, name in enumerate(FILLERS):
            for fill in template.fills(SLOTS[name]):
                known = next((f for f in found if f[0] == role and set(f[2]) & set(fill.texts)), None)
                span = known[1] if known else Span(role, 0, 0, len(found))
                _describe(span, template, name, fill)
                span.incidents |= {number}
                if known:
                    known[2].extend(t for t in fill.texts if t not in known[2])
                else:
                    found.append((role, span, list(fill.texts)))
    return found


def _describe(span: Span, template: Template, name: str, fill: Fill) -> None:
    for slot in _SHARED:
        values = {_INDEX[slot, t] for f in template.fills(slot) for t in f.texts if (slot, t) in _INDEX}
        span.attributes[slot] = span.attributes.get(slot, frozenset()) | values
    strings = set(fill.texts)
    for slot in _OWN[name]:
        values = {_INDEX[slot, t] for f in template.fills(slot) if strings & set(f.references)
                  for t in f.texts if (slot, t) in _INDEX}  # fmt: skip
        span.attributes[slot] = span.attributes.get(slot, frozenset()) | values


def _labelled(
    window: Window, text: str, fillers: Sequence[tuple[int, Span, list[str]]], templates: Sequence[Template]
) -> Example:
    example = Example(window, muc=True)
    opens = {start: i for i, start in enumerate(window.starts) if window.opens[i]}
    closes = {end: i for i, end in enumerate(window.ends) if window.closes[i]}
    for role, model, strings in fillers:
        for start, end in occurrences(text, strings):
            first, last = opens.get(start), closes.get(end)
            if first is not None and last is not None and 0 <= last - first < WIDEST:
                example.spans.append(Span(role, first, last, model.entity, model.attributes, model.incidents))
    example.spans += _harmed(text, fillers, opens, closes)
    relevant = bool(templates)
    if example.spans or not relevant:
        example.document[_AT["muc"]] = relevant
        types = {t for template in templates for t in template.types}
        for name in INCIDENT_TYPES:
            example.document[_AT[name]] = name in types
        if relevant:
            example.document[_AT["several"]] = len(templates) > 1
    return example


def _harmed(
    text: str,
    fillers: Sequence[tuple[int, Span, list[str]]],
    opens: Mapping[int, int],
    closes: Mapping[int, int],
) -> list[Span]:
    """Mentions of the killed and the injured: human targets with that effect, with the number before them."""
    found: dict[tuple[int, int, int], Span] = {}
    for role, model, strings in fillers:
        effects = {ATTRIBUTES[i][1] for i in model.attributes.get(23, ())}
        for effect, name in (("DEATH", "killed"), ("INJURY", "injured")):
            if FILLERS[role] not in ("Victim", "Described") or effect not in effects:
                continue
            for start, end in occurrences(text, strings):
                start = _with_number(text, start)
                first, last = opens.get(start), closes.get(end)
                if first is not None and last is not None and 0 <= last - first < WIDEST:
                    at = (ROLES.index(name), first, last)
                    found.setdefault(at, Span(*at, model.entity))
    return _widest(list(found.values()))


def _with_number(text: str, start: int) -> int:
    """Where a mention begins when the number, hedge or article right before it is taken in."""
    before = _COUNTS.search(text[max(0, start - 60) : start])
    return start - len(before[0]) if before else start


def _widest(spans: Sequence[Span]) -> list[Span]:
    """Spans that no other of the same role holds."""
    return [
        s for s in spans
        if not any(o is not s and o.role == s.role and o.first <= s.first and s.last <= o.last for o in spans)
    ]  # fmt: skip
