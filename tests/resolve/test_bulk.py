"""The arrays say what the waterfall says."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.linking.generated import archive, measure
from tocsin.model import km_between
from tocsin.resolve import Mention, bulk, judge
from tocsin.resolve.account import account, outline
from tocsin.resolve.judging import LEAST

from .builders import mention

TOWNS = ("Nice", "Rouen", "Saint-Étienne-du-Rouvray", "Karrada", "Baghdad", "Balad", "Promenade des Anglais")
DAYS = ("2016-07-01", "2016-07-02", "2016-07-03", "2016-07-06")
KINDS = ("bombing", "suicide_bombing", "shooting", "kidnapping", None)


def columns(mentions: list[Mention]) -> bulk.Columns:
    seen = [account(one, outline(one, one.id)) for one in mentions]
    places = [one.place for one in seen]
    assert all(places)
    names = sorted({place.name or "" for place in places if place})
    countries = sorted({place.country or "" for place in places if place})
    kinds = [next(iter(one.codes["attack_type"]), None) for one in seen]
    return bulk.Columns(
        document=np.arange(len(seen)),
        day=np.array([one.when.first for one in seen]),
        country=np.array([countries.index(place.country or "") for place in places if place]),
        town=np.array([names.index(place.name or "") for place in places if place]),
        lat=np.array([place.lat for place in places if place], dtype=float),
        lon=np.array([place.lon for place in places if place], dtype=float),
        radius_km=np.array([place.radius_km for place in places if place], dtype=float),
        fine=np.array([place.precision in ("exact", "neighbourhood") for place in places if place]),
        kind=np.array([bulk.KINDS.index(kind) if kind else -1 for kind in kinds]),
        killed=np.array([-1 if one.killed is None else one.killed.best or 0 for one in seen]),
        injured=np.array([-1 if one.injured is None else one.injured.best or 0 for one in seen]),
        told=np.array([one.told.timestamp() / 3600 if one.told else 0.0 for one in seen]),
        actor=np.full(len(seen), -1),
    )


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(TOWNS), st.sampled_from(DAYS), st.sampled_from(KINDS),
        st.sampled_from([None, 0, 1, 7, 12, 40]), st.sampled_from([None, 3, 30]), st.integers(0, 80),
    ),
    min_size=2, max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_arrays_and_waterfall_agree(
    given_: list[tuple[str, str, str | None, int | None, int | None, int]],
) -> None:
    mentions = [
        # Published late enough that no day is that of the publication; no words, so that none are compared.
        mention(
            f"https://{number}.example/", published=f"2016-07-{10 + hours // 24} {hours % 24:02d}:00",
            day=day, place=town, kind=kind or (), killed=killed, injured=injured,
        )
        for number, (town, day, kind, killed, injured, hours) in enumerate(given_)
    ]  # fmt: skip
    arrays = columns(mentions)
    judged = {(j.a, j.b): j.probability for j in judge(mentions, [])}
    for i, j in combinations(range(len(mentions)), 2):
        odds = bulk.log_odds(arrays, np.array([i]), np.array([j]))[0]
        p = 1 / (1 + math.exp(-odds))
        pair = tuple(sorted((mentions[i].id, mentions[j].id)))
        said = judged.get((pair[0], pair[1]))
        if mentions[i].told == mentions[j].told:
            continue  # which came first is then a matter of the ids
        assert (said is None) == (round(p, 4) < LEAST) or far(mentions[i], mentions[j])
        if said is not None:
            assert said == pytest.approx(p, abs=2e-3)


def far(a: Mention, b: Mention) -> bool:
    """Whether two are no candidates at all."""
    one, two = (outline(x, x.id).place for x in (a, b))
    assert one is not None
    assert two is not None
    return (km_between(one, two) or 0.0) > 60 or one.country != two.country


def test_every_near_pair_is_met_once() -> None:
    arrays, _ = archive(3000, seed=5)
    met = [pair for a, b in bulk.pairs(arrays) for pair in zip(a.tolist(), b.tolist(), strict=True)]
    assert len(met) == len({tuple(sorted(pair)) for pair in met})
    ball = {tuple(sorted(pair)) for pair in met}
    placed = np.flatnonzero(~np.isnan(arrays.lat))
    for i in placed[:300].tolist():
        near = placed[
            (np.abs(arrays.day[placed] - arrays.day[i]) <= 10)
            & (np.hypot(arrays.lat[placed] - arrays.lat[i], arrays.lon[placed] - arrays.lon[i]) < 0.5)
        ]
        assert all(tuple(sorted((i, j))) in ball for j in near.tolist() if j != i)


def test_the_order_of_an_archive_changes_nothing() -> None:
    arrays, _ = archive(2000, seed=2)
    mixed = np.random.default_rng(9).permutation(len(arrays))
    turned = bulk.Columns(*(getattr(arrays, name)[mixed] for name in bulk.Columns.__slots__))

    def parts(label: np.ndarray, names: np.ndarray) -> set[frozenset[int]]:
        return {frozenset(names[label == each].tolist()) for each in np.unique(label)}

    assert parts(bulk.link(arrays), np.arange(len(arrays))) == parts(bulk.link(turned), mixed)


def test_an_archive_is_put_together_as_it_was_made() -> None:
    figures = measure(5000)
    assert figures["b3"]["f1"] > 0.95


def test_two_events_of_one_text_are_not_put_together() -> None:
    arrays, _ = archive(2, seed=1)
    one = bulk.Columns(*(np.repeat(getattr(arrays, name)[:1], 2) for name in bulk.Columns.__slots__))
    assert len(set(bulk.link(one).tolist())) == 2
    apart = replace(one, document=np.arange(2))
    assert len(set(bulk.link(apart).tolist())) == 1
