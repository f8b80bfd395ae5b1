"""Fit how names are taken for groups and tied to an attack: `python -m training.attribution`.

Two regressions over the signs around each name of the labelled dispatches and of `groups.txt`: whether it is
a group's, and what it has to do with the attack. Each sixth dispatch is left out; `--folds` prints how often
the lines are right across six folds, with each sixth in its turn. Writes
`src/tocsin/coding/data/attribution.tsv`.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from bench.tuning import EVERY
from tocsin.coding.attribution import FILE, NAME, RELATIONS, signs_of
from tocsin.coding.group_forms import candidates
from tocsin.coding.groups import find_groups
from tocsin.coding.sentences import sentences
from tocsin.coding.tokens import Token, tokenize
from tocsin.model import Span
from training.dispatches import read_dispatches
from training.lines import Array, logistic, softmax
from training.written import ORDINARY, read_written

WRITTEN: Final = Path(__file__).with_name("groups.txt")
_MARK: Final = re.compile(r"\[\[([^|\]]+)\|([a-z]+)\]\]")
_NOTHING: Final = ""
_LEAST: Final = 4
"""How often a sign must have been seen to get a weight."""
_PULL: Final = {NAME: 3.0, "relation": 6.0}
"""How strongly the weights of each line are drawn to nothing; chosen across folds."""
_BESIDE: Final = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """One name with its signs: what it has to do with the attack, "" where it is no group's.

    `number` is the dispatch's, -1 of other texts; `known` says that the name is listed,
    `reports` that its text reports an attack.
    """

    number: int
    signs: frozenset[str]
    relation: str
    known: bool
    reports: bool


def main() -> None:
    """Fit, print, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", action="store_true", help="only print what the lines reach across folds")
    seen = [*dispatched(), *written(), *ordinary()]
    if parser.parse_args().folds:
        across(seen)
        return
    used = [one for one in seen if one.number % EVERY != EVERY - 1 or one.number == _BESIDE]
    table = fitted(used)
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t", lineterminator="\n")
        out.writerow(("sign", NAME, *RELATIONS))
        out.writerows((sign, *(f"{value:.2f}" for value in row)) for sign, row in sorted(table.items()))


def dispatched() -> Iterator[Seen]:
    """Yield the names of the labelled dispatches."""
    for number, dispatch in enumerate(read_dispatches()):
        reports = bool(dispatch.incidents)
        marked = [
            (m.start, m.end, m.code.split(".")[1] if m.incident else "other")
            for m in dispatch.spans
            if m.code.startswith("group")
        ]
        yield from _names(number, dispatch.text, sentences(dispatch.text), marked, reports)


def ordinary() -> Iterator[Seen]:
    """Yield the names of ordinary news: firms, clubs, ministries, people, and no group."""
    for one in read_written(ORDINARY):
        for name in _names(_BESIDE, one.text, sentences(one.text), (), reports=False):
            if not name.known:
                yield name


def written() -> Iterator[Seen]:
    """Yield the names of the written sentences."""
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, marked = "", []
            for words, code in _pieces(line):
                if code:
                    marked.append((len(text), len(text) + len(words), code))
                text += words
            yield from _names(_BESIDE, text, [Span(0, len(text))], marked)


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    last = 0
    for mark in _MARK.finditer(line):
        yield line[last : mark.start()], ""
        yield mark[1], mark[2]
        last = mark.end()
    yield line[last:], ""


def _names(
    number: int,
    text: str,
    spans: Sequence[Span],
    marked: Sequence[tuple[int, int, str]],
    reports: bool = True,
) -> Iterator[Seen]:
    before: Sequence[Token] = ()
    for span in spans:
        tokens = tokenize(text, span)
        told = find_groups(text, span)
        for one in candidates(tokens, text):
            start, end = tokens[one.first].start, tokens[one.end - 1].end
            relation = next((code for a, b, code in marked if a < end and start < b), _NOTHING)
            yield Seen(
                number, frozenset(signs_of(tokens, one, before, told)), relation, one.form == "known", reports
            )
        before = tokens


def fitted(seen: Sequence[Seen]) -> dict[str, list[float]]:
    """Return by sign the weight for being a group's name and those for each relation."""
    names = [one for one in seen if not one.known]
    groups = [one for one in seen if one.relation and one.reports]
    by_name = _line(names, [float(bool(one.relation)) for one in names])
    about = [replace(one, signs=frozenset(filter(bears, one.signs))) for one in groups]
    by_relation = _lines(about, [RELATIONS.index(one.relation) for one in groups])
    nothing = [0.0] * len(RELATIONS)
    table = {
        sign: [by_name.get(sign, 0.0), *by_relation.get(sign, nothing)]
        for sign in by_name.keys() | by_relation.keys()
    }
    return {sign: row for sign, row in table.items() if max(map(abs, row)) >= 0.005}


def bears(sign: str) -> bool:
    """Whether a sign can bear on a relation: how a name is made does not."""
    head, _, name = sign.partition(": ")
    return head not in ("word", "first", "last") and name not in ("place", "person")


def _vocabulary(seen: Sequence[Seen]) -> list[str]:
    counts = Counter(sign for one in seen for sign in one.signs)
    return sorted(sign for sign, n in counts.items() if n >= _LEAST)


def _matrix(seen: Sequence[Seen], signs: Sequence[str]) -> Array:
    at = {sign: i for i, sign in enumerate(signs)}
    out = np.zeros((len(seen), len(signs)))
    for row, one in enumerate(seen):
        out[row, [at[sign] for sign in one.signs if sign in at]] = 1.0
    return out


def _line(seen: Sequence[Seen], truth: Sequence[float]) -> dict[str, float]:
    signs = _vocabulary(seen)
    weights = logistic(_matrix(seen, signs), np.asarray(truth), _pull(signs, _PULL[NAME]))
    return dict(zip(signs, weights.tolist(), strict=True))


def _lines(seen: Sequence[Seen], truth: Sequence[int]) -> dict[str, list[float]]:
    signs = _vocabulary(seen)
    answers = np.eye(len(RELATIONS))[list(truth)]
    weights = softmax(_matrix(seen, signs), answers, _pull(signs, _PULL["relation"]))
    return dict(zip(signs, weights.tolist(), strict=True))


def _pull(signs: Sequence[str], strength: float) -> Array:
    return np.asarray([0.01 if sign == "always" else strength for sign in signs])


def across(seen: Sequence[Seen]) -> None:
    """Print across folds how many groups' names and relations are right."""
    right: Counter[str] = Counter()
    for fold in range(EVERY):
        table = fitted([one for one in seen if one.number == _BESIDE or one.number % EVERY != fold])
        for one in seen:
            if one.number == _BESIDE or one.number % EVERY != fold:
                continue
            rows = np.asarray([table[sign] for sign in one.signs if sign in table]).sum(0)
            if not one.known:
                right["names, of groups" if one.relation else "names, of others"] += 1
                right["taken, of groups" if one.relation else "taken, of others"] += bool(rows[0] > -0.4)
            if one.relation:
                right["relations"] += 1
                right["relations, right"] += RELATIONS[int(rows[1:].argmax())] == one.relation
    for name, n in sorted(right.items()):
        print(f"{name:<24}{n:>6}")


if __name__ == "__main__":
    main()
