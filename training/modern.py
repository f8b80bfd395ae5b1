"""The written dispatches as labelled windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from tocsin.coding.reader.schema import DOCUMENT, ROLES, SENTENCES, TELLS, TYPES, WIDEST
from tocsin.coding.reader.text import joined
from tocsin.coding.reader.windows import Window, windows
from training.dispatches import Dispatch, Marked, Sentence, openings
from training.examples import Example, Span

_ELSEWHERE: Final = {
    "killed": "killed.other", "killed.part": "killed.other", "casualties": "killed.other", "injured":
    "injured.other",
    "injured.part": "injured.other", "group": "group.other",
}  # fmt: skip
"""Roles of what is marked as of other violence; what is not listed is no mention there."""
_INDEX: Final = {name: i for i, name in enumerate(ROLES)}
_KINDS: Final = len(TELLS) - 1


def examples(dispatches: Sequence[Dispatch], tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield the windows of all dispatches, in order, with their labels."""
    for dispatch in dispatches:
        text, base = joined(dispatch.title, dispatch.text)
        for window in windows(tokenizer, text):
            yield _labelled(window, dispatch, base)


def _labelled(window: Window, dispatch: Dispatch, base: int) -> Example:
    example = Example(window, muc=False)
    opens = {start - base: i for i, start in enumerate(window.starts) if window.opens[i]}
    closes = {end - base: i for i, end in enumerate(window.ends) if window.closes[i]}
    for number, mark in enumerate(dispatch.spans):
        role, first, last = role_of(mark), opens.get(mark.start), closes.get(mark.end)
        if role is not None and first is not None and last is not None and 0 <= last - first < WIDEST:
            incidents = frozenset({mark.incident} if mark.incident else ())
            example.spans.append(Span(role, first, last, number, {}, incidents))
    for sentence, another in zip(dispatch.sentences, openings(dispatch), strict=True):
        values = _sentence(sentence, dispatch, another)
        inside = [i for i, start in enumerate(window.starts)
                  if window.ends[i] >= 0 and sentence.start <= start - base < sentence.end]  # fmt: skip
        if inside:
            example.sentences.append((inside[0], inside[-1], values))
    example.document[DOCUMENT.index("incident")] = bool(dispatch.incidents)
    if dispatch.incidents:
        example.document[DOCUMENT.index("incidents")] = len(dispatch.incidents) > 1
    return example


def role_of(mark: Marked) -> int | None:
    """Return the role of a mark in `ROLES`; None where it is none that the network learns."""
    if mark.incident == 0:
        name = _ELSEWHERE.get(mark.code, "group.other" if mark.code.startswith("group") else None)
    else:
        name = mark.code
    return _INDEX[name] if name else None


def _sentence(sentence: Sentence, dispatch: Dispatch, another: bool | None) -> np.ndarray:
    """The values of `SENTENCES`; what a sentence tells of no incident is not asked for types."""
    values = np.full(SENTENCES, np.nan, np.float32)
    own = [n for n in sentence.incidents if n]
    kind = 0 if own else 1 if sentence.incidents else 2
    values[:_KINDS] = 0.0
    values[kind] = 1.0
    if own:
        if another is not None:
            values[_KINDS] = another
        for i, (name, code) in enumerate(TYPES):
            key = f"{name}s" if name.endswith("_type") else name
            said = [dispatch.incidents[n - 1][key] for n in own]
            values[len(TELLS) + i] = any(code == s or (isinstance(s, list) and code in s) for s in said)
    return values
