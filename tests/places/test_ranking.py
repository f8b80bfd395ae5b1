"""The fitted weights: data, checked when read; and what they say of hard names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.errors import WeightsError
from tocsin.model import Span
from tocsin.places import Gazetteer, readings, resolve, resolve_spans, weighed
from tocsin.places.data import FOLDER
from tocsin.places.evidence import FEATURES
from tocsin.places.ranking import NAME, Ranking, read, shipped


def test_the_shipped_weights_are_those_of_this_version() -> None:
    assert set(shipped().weights) == set(FEATURES)
    assert shipped().weights["within_named"] > 1
    assert shipped().weights["log_population"] > 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"weights": {}}', '{"weights": {"primary": "much"}}', "\ufeff"]
)
def test_unfit_weights_are_one_clear_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / NAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WeightsError, match="ranking") as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    stored = json.loads((FOLDER / NAME).read_text(encoding="utf-8"))
    stored["weights"]["luck"] = 1.0
    (tmp_path / NAME).write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(WeightsError, match="another version"):
        read(tmp_path / NAME)


def test_readings_add_up(gazetteer: Gazetteer) -> None:
    text = "Two were shot in Springfield, Ohio."
    names = weighed(text, gazetteer.find(text))
    found = readings(next(iter(names.values())))
    assert sum(r.probability for r in found) == pytest.approx(1.0)
    assert found[0].candidate.admin1 == "Ohio"
    scores = [sum(r.grounds.values()) for r in found]
    assert scores == sorted(scores, reverse=True)


def test_other_weights_give_other_answers(gazetteer: Gazetteer) -> None:
    text = "In Paris."
    least = Ranking({"log_population": -3.0})
    (famous,) = resolve(text, gazetteer.find(text), gazetteer)
    (obscure,) = resolve(text, gazetteer.find(text), gazetteer, ranking=least)
    assert famous.place.country == "FR"
    assert obscure.place.country != "FR"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shots fell in Georgia, near Batumi.", "Georgia", "GE"),
        ("A fire in Georgia, near Macon and Savannah.", "Georgia", "US"),
        ("A raid in Tripoli, near Misrata in Libya.", "Tripoli", "LY"),
        ("A raid in Tripoli, near Beirut in Lebanon.", "Tripoli", "LB"),
        ("A fire in Petropavl in Kazakhstan.", "Petropavl", "KZ"),
        ("A strike in Singapore.", "Singapore", "SG"),
        ("Niger's army said troops left Tillaberi.", "Niger", "NE"),
    ],
)
def test_homonyms_over_borders(gazetteer: Gazetteer, text: str, name: str, country: str) -> None:
    found = {r.name: r.place for r in resolve(text, gazetteer.find(text), gazetteer)}
    assert found[name].country == country


@pytest.mark.parametrize("name", ["A", "Å", "ᚠᚢᚦ", "𐎀𐎁", "\u200b", "§"])
def test_odd_scripts_and_single_letters_stay_unresolved(gazetteer: Gazetteer, name: str) -> None:
    text = f"It was in {name} then."
    (found,) = resolve_spans(text, [Span(10, 10 + len(name))], gazetteer)
    assert found.place.lat is None
    assert found.place.name == name
