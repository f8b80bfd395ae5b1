"""Fit the weights of words on attack and weapon types: `python -m training.type_words`.

A logistic line for each code over the words of its incident's sentences, the pairs of words that stand
together, and the codes that the rules give. Each sixth dispatch is left out. Of all words the thousand that
weigh most are kept and fitted again. Writes `src/tocsin/coding/data/type_words.tsv`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from bench.tuning import EVERY
from tocsin.coding.assemble import worded
from tocsin.coding.events import tellings
from tocsin.coding.type_words import ALWAYS, CODES, FILE, RULED, STEP, WORDS, features, ruled, stem
from tocsin.model import Span
from training.dispatches import Dispatch, read_dispatches
from training.lines import Array, logistic

KEPT: Final = 1000
_PENALTY: Final = 0.3
_LEAST_INCIDENTS: Final = 5
_LEAST_TEXTS: Final = 4
"""Texts in which a word must stand in lower case, and incidents that a word or a pair must be of."""
_LOWER: Final = re.compile(r"(?<![A-Za-z-])[a-z][A-Za-z]*(?:-[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """One incident: its words and pairs, the codes of the rules, and whether each of `CODES` is right."""

    words: frozenset[str]
    rules: frozenset[str]
    right: tuple[bool, ...]


def main() -> None:
    """Fit and write the weights."""
    fitted = [d for i, d in enumerate(read_dispatches()) if i % EVERY != EVERY - 1]
    table = fit(list(_incidents(fitted)), _language(fitted))
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerow(("word", *(f"{name}:{code}" for name, code in CODES)))
        out.writerows((word, *(str(n or "") for n in row)) for word, row in sorted(table.items()))


def _language(dispatches: Sequence[Dispatch]) -> set[str]:
    count = Counter(word for d in dispatches for word in {stem(w) for w in _LOWER.findall(d.text)})
    return {word for word, n in count.items() if n >= _LEAST_TEXTS}


def _incidents(dispatches: Sequence[Dispatch]) -> Iterator[Row]:
    for dispatch in dispatches:
        for number, incident in enumerate(dispatch.incidents, 1):
            spans = [Span(s.start, s.end) for s in dispatch.sentences if number in s.incidents]
            title = (dispatch.title or "") if len(dispatch.incidents) == 1 else ""
            said = worded(tellings(dispatch.text, spans, dispatch.published))
            yield Row(
                frozenset(
                    f for text in (*(s.of(dispatch.text) for s in spans), title) for f in features(text)
                ),
                frozenset(ruled(said)),
                tuple(code in incident[f"{name}s"] for name, code in CODES),
            )


def fit(incidents: Sequence[Row], language: Collection[str]) -> dict[str, list[int]]:
    """Return the weights by row of the table, in whole numbers of `STEP`."""
    count = Counter(f for row in incidents for f in row.words if all(w in language for w in f.split()))
    words = sorted(f for f, n in count.items() if n >= _LEAST_INCIDENTS)
    often = np.sqrt([count[f] for f in words])
    weight = np.abs(_lines(incidents, words)[: len(words)]).max(1) * often
    kept = sorted(words[i] for i in np.argsort(-weight)[:KEPT])
    rules = _rules(incidents)
    lines = _lines(incidents, kept)
    return {
        name: [round(float(w) / STEP) for w in line]
        for name, line in zip([*kept, *rules, ALWAYS], lines, strict=True)
    }


def _rules(incidents: Sequence[Row]) -> list[str]:
    return sorted({rule for row in incidents for rule in row.rules})


def _lines(incidents: Sequence[Row], words: Sequence[str]) -> Array:
    """Return (words, rules and the constant; codes): the weights of the fitted lines."""
    rules = _rules(incidents)
    at = {name: i for i, name in enumerate([*words, *rules, ALWAYS])}
    across, down, values = [], [], []
    for number, row in enumerate(incidents):
        known = [at[f] for f in row.words if f in at]
        value = WORDS / np.sqrt(max(len(known), 1))
        cells = [(i, value) for i in known] + [(at[rule], RULED) for rule in row.rules]
        for i, v in [*cells, (at[ALWAYS], 1.0)]:
            across.append(number)
            down.append(i)
            values.append(v)
    x = sparse.csr_matrix((values, (across, down)), shape=(len(incidents), len(at)))
    y = np.asarray([row.right for row in incidents], float)
    return np.stack([logistic(x, column, _PENALTY) for column in y.T], 1)


if __name__ == "__main__":
    main()
