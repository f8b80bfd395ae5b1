"""Fits the weights of toponym resolution: `python -m training.places --corpus lgl.xml [--install]`.

A penalised conditional logit. The penalty draws towards weights that were set by hand (`PRIOR`) rather than
towards nought, so that what a corpus of one country's local papers cannot tell stays as it was: the corpus
moves two dozen numbers, and no text of it is kept. Each article is read twice, once knowing what the outlet's
other articles name (`places.home`) and once not, since a desk meets both. Our own labelled dispatches, whose
places lie all over the world, stand beside the corpus with their country alone as the answer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.optimize import minimize

from bench.agreement import NEAR_KM
from bench.toponyms import Article, articles, homes
from tocsin.model import Span
from tocsin.places import Gazetteer
from tocsin.places.data import FOLDER
from tocsin.places.evidence import FEATURES, Floats, Name, distance_km
from tocsin.places.home import Home
from tocsin.places.ranking import NAME, Ranking
from tocsin.places.resolve import mentions, weighed
from training.dispatches import read_dispatches
from training.event_points import event_points

PRIOR: Final[dict[str, float]] = {
    "log_population": 1.4, "primary": 2.2, "city": 0.6, "district": -0.9, "admin1": 0.8, "country": 3.5,
    "own": 3.0, "capital": 2.3, "holds_namesake": -1.6, "within_named": 6.0, "adjective": 3.8, "outlet": 1.0,
    "country_support": 2.5, "admin1_support": 3.9, "near": 2.3, "vicinity": 2.4, "admin2_support": 1.0,
    "home_near": 2.0, "home_vicinity": 2.0, "home_country": 1.0, "in_namesake": -1.5,
}  # fmt: skip
"""Set by hand before any fit."""
STRENGTH: Final = 8.0
"""Of the penalty: as if so many mentions spoke for each hand-set weight."""
_PASSES: Final = 3
"""Fits in a row: the features of a name depend on how the others were weighed."""
_SAME_KM: Final = 3.0
_DISPATCH_WEIGHT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """One name of one text: features (candidates × features), the right candidates, how much it counts."""

    features: Floats
    right: np.ndarray[tuple[int], np.dtype[np.bool_]]
    weight: float


def cases(
    names: Mapping[Span, Name], right: Mapping[Span, np.ndarray[tuple[int], np.dtype[np.bool_]]]
) -> list[Case]:
    """Return the cases that the answers `right` make of the names; mentions of one name add up."""
    counted: dict[str, tuple[Name, np.ndarray[tuple[int], np.dtype[np.bool_]], float]] = {}
    for span, answer in right.items():
        name = names[span]
        if answer.any() and not answer.all():
            key = f"{name.key}|{answer.argmax()}"
            before = counted[key][2] if key in counted else 0.0
            counted[key] = (name, answer, before + 1.0)
    return [Case(name.features.copy(), answer, float(np.sqrt(n))) for name, answer, n in counted.values()]


def of_article(article: Article, gazetteer: Gazetteer, ranking: Ranking, home: Home | None) -> list[Case]:
    """Return the cases of an article: right is the gold id, or what lies at the gold point."""
    toponyms = mentions(article.text, article.spans, gazetteer)
    names = weighed(article.text, toponyms, home=home, ranking=ranking)
    right = {}
    for gold in article.gold:
        if (name := names.get(gold.span)) is None:
            continue
        answer = np.array([c.id == gold.id for c in name.candidates])
        if not answer.any():
            km = distance_km(name.lat, name.lon, np.array(gold.lat), np.array(gold.lon))
            answer = km <= _SAME_KM
        right[gold.span] = answer
    return cases(names, right)


def of_dispatches(gazetteer: Gazetteer, ranking: Ranking) -> list[Case]:
    """Return the cases of the labelled dispatches: right is what lies at the incident's point, where one is
    known and a candidate lies there, else whatever lies in its country.
    """
    found = []
    points = event_points()
    for dispatch in read_dispatches():
        toponyms = gazetteer.find(dispatch.text)
        names = weighed(dispatch.text, toponyms, ranking=ranking)
        right = {}
        for marked in dispatch.spans:
            span = Span(marked.start, marked.end)
            if marked.code == "place" and marked.incident and span in names:
                name, point = names[span], points.get((dispatch.id, marked.incident))
                country = dispatch.incidents[marked.incident - 1]["country"]
                right[span] = _at(name, point) if point else name.country == country
                if not right[span].any():
                    right[span] = name.country == country
        found += [Case(c.features, c.right, c.weight * _DISPATCH_WEIGHT) for c in cases(names, right)]
    return found


def _at(name: Name, point: tuple[float, float]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which candidates lie near enough to a point."""
    km = distance_km(name.lat, name.lon, np.array(point[0]), np.array(point[1]))
    return np.asarray(km <= NEAR_KM)


def fit(found: Sequence[Case], strength: float = STRENGTH) -> Floats:
    """Return the weights that make the right candidates likeliest, near `PRIOR` where little is known."""
    prior = Ranking(PRIOR).vector
    stacked = np.concatenate([case.features for case in found])
    right = np.concatenate([case.right for case in found])
    starts = np.cumsum([0, *(len(case.right) for case in found[:-1])])
    lengths = np.array([len(case.right) for case in found])
    weight = np.array([case.weight for case in found])

    def loss(vector: Floats) -> tuple[float, Floats]:
        score = stacked @ vector
        score -= np.repeat(np.maximum.reduceat(score, starts), lengths)
        raised = np.exp(score)
        every = np.add.reduceat(raised, starts)
        good = np.add.reduceat(raised * right, starts) + 1e-300
        gradient = raised * np.repeat(weight / every, lengths) - raised * right * np.repeat(
            weight / good, lengths
        )
        away = vector - prior
        return (
            float((weight * (np.log(every) - np.log(good))).sum() + 0.5 * strength * (away @ away)),
            stacked.T @ gradient + strength * away,
        )

    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B").x)


def learn(corpus: Sequence[Article], gazetteer: Gazetteer, dispatches: bool = True) -> Ranking:
    """Return weights fitted to the gold mentions of `corpus` and to the dispatches."""
    ranking = Ranking(PRIOR)
    for _ in range(_PASSES):
        at_home = homes(corpus, gazetteer, ranking)
        found: list[Case] = []
        for article in corpus:
            found += of_article(article, gazetteer, ranking, at_home.get(article.id))
            found += of_article(article, gazetteer, ranking, None)
        if dispatches:
            found += of_dispatches(gazetteer, ranking)
        ranking = Ranking(dict(zip(FEATURES, fit(found).tolist(), strict=True)))
    return ranking


def write(ranking: Ranking, path: Path, about: str) -> None:
    """Write the weights as data."""
    stored = {
        "about": about,
        "weights": {name: round(value, 4) for name, value in ranking.weights.items()},
    }
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and print, or install, the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", nargs="+", type=Path, required=True, metavar="XML")
    parser.add_argument("--install", action="store_true", help="write them into the package")
    options = parser.parse_args(arguments)
    ranking = learn(articles(options.corpus), Gazetteer.load())
    for name in FEATURES:
        print(f"{name:<24}{PRIOR[name]:>8.2f}{ranking.weights[name]:>8.2f}")
    if options.install:
        named = ", ".join(path.name for path in options.corpus)
        about = f"fitted by training.places to {named} and our dispatches"
        write(ranking, FOLDER / NAME, about)


if __name__ == "__main__":
    main()
