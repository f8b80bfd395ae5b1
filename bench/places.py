"""Toponym resolution with gold spans: `python -m bench.places --corpus XML... [--crossval] [--json FILE]`.

Corpora in the form of the Local-Global Lexicon (`bench.toponyms`). Measured are all mentions with a gold
GeoNames id. `exact`: the id is right; `exact_in_gazetteer`: the same over the mentions whose gold id the
gazetteer holds; `within_161_km`: the point is at most 161 km (100 miles) away, a mention left unresolved
being wrong; `country`: the country of the answer is the gold entry's; `radius_coverage`: the gold point
lies in the circle, over the mentions that got a point. An outlet's home is learnt from its other articles
in the files, without their gold; `no_home` are the figures without that.

The shipped weights were fitted to LGL: on LGL itself `--crossval` fits ten times, each time without the tenth
of the articles that is then measured. `--crossval` is taken by itself where the corpus is called lgl*.xml.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from bench.toponyms import Article, Gold, articles, homes, km_to
from tocsin.errors import TocsinError
from tocsin.places import Gazetteer, Resolved, resolve_spans, table
from tocsin.places.curated import countries
from tocsin.places.data import FOLDER
from tocsin.places.home import Home
from tocsin.places.ranking import Ranking, shipped

FOLDS: Final = 10
CLOSE_KM: Final = 161.0
_SIZES: Final = ((1_000_000, "1,000,000 people"), (100_000, "100,000"), (15_000, "15,000"), (1, "fewer"))


@dataclass(frozen=True, slots=True)
class Answer:
    """One measured mention: what was asked, what was answered, how far off (None: unresolved)."""

    gold: Gold
    found: Resolved
    km: float | None
    held: bool
    country: str | None


def folds(corpus: Sequence[Article]) -> list[list[Article]]:
    """Split the articles in ten by a hash of their id, so that the split is the same everywhere."""
    parts: list[list[Article]] = [[] for _ in range(FOLDS)]
    for article in corpus:
        parts[int(sha256(article.id.encode()).hexdigest(), 16) % FOLDS].append(article)
    return parts


def answers(
    corpus: Sequence[Article], gazetteer: Gazetteer, ranking: Ranking, at_home: dict[str, Home]
) -> Iterator[Answer]:
    """Yield an answer for each gold mention."""
    for article in corpus:
        found = resolve_spans(
            article.text, list(article.spans), gazetteer, home=at_home.get(article.id), ranking=ranking
        )
        by_span = dict(zip(article.spans, found, strict=True))
        for gold in article.gold:
            one = by_span[gold.span]
            entry = gazetteer.entry(gold.id)
            yield Answer(
                gold, one, km_to(one.place, gold), entry is not None, entry.country if entry else _code(gold)
            )


def _code(gold: Gold) -> str | None:
    """Return the code of the country that the corpus names."""
    named = (code for code, country in countries().items() if gold.country in country.names)
    return next(named, None)


def _continent(answer: Answer) -> str:
    known = countries().get(answer.country or "")
    return f"continent {known.continent}" if known else "no country"


def shares(found: Sequence[Answer]) -> dict[str, float | int | None]:
    """Return the rates over `found`; None where nothing could be counted."""
    pointed = [a for a in found if a.km is not None]
    held = [a for a in found if a.held]
    known = [a for a in found if a.country]

    def rate(part: Sequence[Answer], good: Callable[[Answer], bool]) -> float | None:
        return sum(map(good, part)) / len(part) if part else None

    return {
        "exact": rate(found, lambda a: a.found.id == a.gold.id),
        "exact_in_gazetteer": rate(held, lambda a: a.found.id == a.gold.id),
        "in_gazetteer": rate(found, lambda a: a.held),
        "within_161_km": rate(found, lambda a: a.km is not None and a.km <= CLOSE_KM),
        "country": rate(known, lambda a: a.found.place.country == a.country),
        "radius_coverage": rate(pointed, lambda a: (a.km or 0.0) <= (a.found.place.radius_km or 0.0)),
        "resolved": rate(found, lambda a: a.km is not None),
        "n": len(found),
    }


def measure(corpus: Sequence[Article], gazetteer: Gazetteer, crossval: bool) -> dict[str, Any]:
    """Return the figures of `corpus`, whole, by region and by size of place."""
    found: list[Answer] = []
    without: list[Answer] = []
    for part, ranking in _parts(corpus, gazetteer, crossval):
        at_home = homes(corpus, gazetteer, ranking)
        found += answers(part, gazetteer, ranking, at_home)
        without += answers(part, gazetteer, ranking, {})
    return {
        **shares(found),
        "mode": "ten-fold cross-validation by article" if crossval else "shipped weights",
        "no_home": shares(without),
        "by_region": _by(found, _continent),
        "by_size": _by(found, lambda a: _size(gazetteer, a)),
    }


def _parts(
    corpus: Sequence[Article], gazetteer: Gazetteer, crossval: bool
) -> Iterator[tuple[Sequence[Article], Ranking]]:
    if not crossval:
        yield corpus, shipped()
        return
    from training.places import learn  # needs scipy

    for number, part in enumerate(folds(corpus)):
        kept = {article.id for article in part}
        if sys.stderr.isatty():
            print(f"fold {number + 1} of {FOLDS}", file=sys.stderr)
        yield part, learn([article for article in corpus if article.id not in kept], gazetteer)


def _by(found: Sequence[Answer], label: Callable[[Answer], str]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Answer]] = {}
    for answer in found:
        groups.setdefault(label(answer), []).append(answer)
    return {name: shares(groups[name]) for name in sorted(groups)}


def _size(gazetteer: Gazetteer, answer: Answer) -> str:
    entry = gazetteer.entry(answer.gold.id)
    if entry is None:
        return "not in the gazetteer"
    if entry.feature != "city":
        return entry.feature
    return next((f"town of {name}" for least, name in _SIZES if entry.population >= least), "town of fewer")


def speed(corpus: Sequence[Article], gazetteer: Gazetteer) -> float:
    """Return toponyms resolved a second of processor time; `gazetteer` is one that remembers no name yet."""
    begun, n = time.process_time(), 0
    for article in corpus:
        n += len(resolve_spans(article.text, list(article.spans), gazetteer))
    return n / max(time.process_time() - begun, 1e-9)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", nargs="+", type=Path, required=True, metavar="XML")
    parser.add_argument("--crossval", action="store_true", help="fit ten times, measure what was left out")
    parser.add_argument(
        "--gazetteer", type=Path, metavar="DIR", help="a table built by `tocsin places build`"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    try:
        corpus = articles(options.corpus)
        before, begun = _memory(), time.perf_counter()
        gazetteer = Gazetteer.load(options.gazetteer)
        ready, memory = time.perf_counter() - begun, _memory() - before
    except TocsinError as error:
        print(f"bench.places: {error}", file=sys.stderr)
        return error.exit_status
    crossval = options.crossval or all(path.stem.lower().startswith("lgl") for path in options.corpus)
    figures = measure(corpus, gazetteer, crossval)
    figures |= {
        "toponyms_per_second": round(speed(corpus, Gazetteer(table.read(options.gazetteer or FOLDER)))),
        "ready_seconds": round(ready, 3), "memory_mb": round(memory, 1),
    }  # fmt: skip
    _print(figures)
    if options.json:
        options.json.write_text(json.dumps(figures) + "\n", encoding="utf-8")
    return 0


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_COLUMNS: Final = (
    "exact",
    "exact_in_gazetteer",
    "in_gazetteer",
    "within_161_km",
    "country",
    "radius_coverage",
    "n",
)


def _print(figures: dict[str, Any]) -> None:
    print(f"{figures['mode']}; {figures['n']} mentions with a gold id")
    print(f"{'':<34}" + "".join(f"{name.replace('_in_gazetteer', ', held'):>17}" for name in _COLUMNS))
    rows = {"all": figures, "outlets' homes unknown": figures["no_home"]}
    rows |= {f"  {name}": row for name, row in (figures["by_region"] | figures["by_size"]).items()}
    for name, row in rows.items():
        cells = [row[c] for c in _COLUMNS]
        shown = ("–" if c is None else f"{c:.3f}" if isinstance(c, float) else str(c) for c in cells)
        print(f"{name:<34}" + "".join(f"{cell:>17}" for cell in shown))
    print(
        f"{figures['toponyms_per_second']} toponyms a second of processor time; "
        f"ready in {figures['ready_seconds']} s; {figures['memory_mb']} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
