"""An outlet's home: learnt from its other texts, it tells namesakes apart."""

from __future__ import annotations

from tocsin.model import Span
from tocsin.places import Gazetteer, home_of, resolve, resolve_spans

OTHERS = (
    "Council workers in Zanesville, Ohio, went on strike.",
    "A school in Newark, Ohio, was closed; pupils went to Lancaster, Ohio.",
    "The river rose near Coshocton, Ohio.",
)


def test_home_tells_namesakes_apart(gazetteer: Gazetteer) -> None:
    home = home_of(resolve(text, gazetteer.find(text), gazetteer) for text in OTHERS)
    assert home is not None
    assert max(home.countries, key=lambda code: home.countries[code]) == "US"
    text = "A man was shot in Lancaster on Sunday."
    span = Span(text.index("Lancaster"), text.index("Lancaster") + 9)
    (far,) = resolve_spans(text, [span], gazetteer)
    (near,) = resolve_spans(text, [span], gazetteer, home=home)
    assert far.place.admin1 != "Ohio"
    assert (near.place.country, near.place.admin1) == ("US", "Ohio")


def test_home_gives_way_to_what_the_text_says(gazetteer: Gazetteer) -> None:
    home = home_of(resolve(text, gazetteer.find(text), gazetteer) for text in OTHERS)
    text = "A man was shot in Lancaster, England."
    found = resolve(text, gazetteer.find(text), gazetteer, home=home)[0]
    assert found.place.country == "GB"


def test_one_text_makes_no_home(gazetteer: Gazetteer) -> None:
    text = OTHERS[0]
    assert home_of([resolve(text, gazetteer.find(text), gazetteer)]) is None
    assert home_of([]) is None
    assert home_of([[], []]) is None
