"""The coder: the order of the parts, and the seam behind which trained models may replace them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from tocsin.coding import gate, relevance
from tocsin.coding.assemble import assemble
from tocsin.coding.events import tellings
from tocsin.coding.language import UNDERSTOOD, language_of
from tocsin.coding.outlet import Outlet
from tocsin.coding.reader.reading import read
from tocsin.coding.reader.tolls import tolls
from tocsin.coding.reader.weights import opened
from tocsin.coding.sentences import sentences
from tocsin.coding.silence import left_out, reviews, topic, wordless_crime
from tocsin.coding.threads import threads
from tocsin.coding.together import together
from tocsin.coding.version import CODER
from tocsin.coding.whose import spoken_of
from tocsin.model import Coding, Document

if TYPE_CHECKING:
    from tocsin.places import Gazetteer

LONGEST_TEXT: Final = 200_000
"""Code points of a text that are coded; what lies beyond is counted in `left_out` as "beyond_limit"."""


class Coder:
    """Codes documents; holds nothing but the gazetteer and the homes of outlets, so it can be sent to other
    processes."""

    def __init__(self, gazetteer: Gazetteer | None = None, homes: Mapping[str, Outlet] | None = None) -> None:
        """`gazetteer` places the events; without one the shipped gazetteer is loaded at first need. `homes`
        say by host where outlets are at home."""
        self._gazetteer, self._homes = gazetteer, dict(homes or {})

    def code(self, document: Document) -> Coding:
        """Return the reports that `document` tells, or the reason why there are none. Pure; never raises
        for any text."""
        text = document.text[:LONGEST_TEXT]
        nothing = partial(Coding, document.id, False, coder=CODER)
        left: Counter[str] = Counter()
        if len(document.text) > LONGEST_TEXT:
            left["beyond_limit"] += 1
        if not text.strip():
            return nothing(0.0, None, True, reason="no_text")
        language = language_of(text, document.language)
        if language is not None and language not in UNDERSTOOD:
            return nothing(0.0, language, False, reason="language")
        gated = gate.probability(document.title, text)
        if gated < gate.THRESHOLD:
            return nothing(gated, language, True, reason="not_relevant", left_out=dict(left))
        spans = sentences(text)
        words = tellings(text, spans, document.published)
        if reviews(document.title):
            left.update(left_out(document.title, words))
            return nothing(gated, language, True, reason="review", left_out=dict(left))
        weights = opened()
        reading = read(weights, document.title, text, spans)
        if reading is None:
            return nothing(gated, language, True, reason="no_text", left_out=dict(left))
        chance = relevance.probability(
            weights.settings["incident"], relevance.signs(reading, words, document.title, text, gated)
        )
        found = threads(text, reading, words, chance, document.title, weights.settings)
        about = topic(document.title, words)
        if wordless_crime(about, words):
            left.update(["crime"] * len(found))
            found = []
        if "anniversary" in about:
            # an attack on such a day is told with its day; what else there is of attacks is memory
            told = [t for t in found if any(words[i].recency.age == "recent" for i in t.indexes)]
            left.update(["anniversary"] * (len(found) - len(told)))
            found = told
        beside = together(text, spans, found, lambda some: tolls(text, reading, some, of_all=True))
        reports = tuple(
            assemble(
                document, text, spans, reading, thread, all_,
                [span for other in found if other is not thread for span in other.sentences], [words[i] for
                i in thread.indexes], self._places, self._homes, naming,
            )
            for thread, all_, naming in zip(
                found, beside, spoken_of(text, [each.sentences for each in found]), strict=True
            )
        )  # fmt: skip
        why = None
        if not reports:
            left.update(left_out(document.title, words))
            why = left.most_common(1)[0][0] if left else "not_relevant"
        return Coding(
            document.id, bool(reports), round(chance, 4), language, True, reports, why, dict(left), CODER
        )

    def _places(self) -> Gazetteer:
        if self._gazetteer is None:
            self._gazetteer = _shipped()
        return self._gazetteer

    def __getstate__(self) -> dict[str, object]:
        """Leave the gazetteer behind where it is the shipped one: the other process loads its own."""
        own = self._gazetteer
        return {"_gazetteer": None if own is not None and own is _shipped() else own, "_homes": self._homes}


@lru_cache(maxsize=1)
def _shipped() -> Gazetteer:
    from tocsin.places import Gazetteer  # large: only when an event is to be placed

    return Gazetteer.load()


@lru_cache(maxsize=1)
def _default() -> Coder:
    return Coder()


def code(document: Document) -> Coding:
    """Code `document` with the shared coder of this process."""
    return _default().code(document)
