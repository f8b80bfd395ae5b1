"""Toponym recognition: which capitalised words of a running English text name places.

Longest match in the gazetteer (`tokens`), filters (`filters`), then each match narrowed by a type word
beside it ("Kandahar province", "the city of Kandahar").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tocsin.model import Span
from tocsin.places.curated import STATE_ABBREVIATIONS, demonyms, division_demonyms, words
from tocsin.places.filters import Scene, state_at
from tocsin.places.nouns import Candidate, Toponym
from tocsin.places.tokens import Match, matches, tokenise

if TYPE_CHECKING:
    from tocsin.places.gazetteer import Gazetteer

_WIDE: Final = frozenset({"admin1", "region"})
_NARROW: Final = frozenset({"district", "neighbourhood"})
_TOWN: Final = frozenset({"city", "district", "neighbourhood"})
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_TOWN_SHARE: Final = 0.05


def find(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the toponyms of `text`, in order and not overlapping, each with its candidates."""
    tokens = tokenise(text)
    scene = Scene(text, tokens, matches(text, tokens, gazetteer.look_all))
    found = [_toponym(scene, match, gazetteer) for match in scene.places()]
    return _with_states(text, found, gazetteer)


def mention(text: str, span: Span, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the candidates of a mention whose span is given: abbreviations and type words understood."""
    name = span.of(text).strip()
    if found := _state(name, gazetteer):
        return list(found)
    plain = _POSSESSIVE.sub("", name)
    demonym = of_demonym(plain, gazetteer)
    known = gazetteer.look(plain) or gazetteer.look(name)
    if demonym and not any(c.feature == "country" or c.own for c in known):
        return demonym
    if known:
        return known
    *stem, last = name.split(" ")
    if stem and last.lower() in words("type") | words("town"):
        return list(narrowed(tuple(gazetteer.look(" ".join(stem))), last.lower()))
    if stem and last in ("Co", "Co."):
        return gazetteer.look(" ".join([*stem, "County"]))
    return gazetteer.look(name.removeprefix("the ").removeprefix("The "))


def of_demonym(word: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the country or division whose people or things are called so ("Canadian", "Texans")."""
    if word in demonyms() and (country := gazetteer.country(demonyms()[word])):
        return [country]
    if word in division_demonyms():
        code, name = division_demonyms()[word]
        return [c for c in gazetteer.look(name) if c.country == code and c.feature == "admin1"][:1]
    return []


def narrowed(candidates: tuple[Candidate, ...], type_word: str) -> tuple[Candidate, ...]:
    """Return the candidates that the type word beside the name allows, or all where it allows none.

    A country stays a country: "the Ural region of Russia", "the Republic of Ireland".
    """
    if candidates[:1] and candidates[0].feature == "country":
        return candidates
    if type_word in words("town") and type_word != "borough":
        wanted = _TOWN
    elif type_word in words("narrow"):
        wanted = _NARROW
    elif type_word in words("type"):
        wanted = _WIDE
    else:
        return candidates
    kept = tuple(c for c in candidates if c.feature in wanted)
    if wanted is _TOWN and _lies_in(candidates, kept):
        return candidates
    if not kept and wanted is not _TOWN:
        kept = tuple(c for c in candidates if c.feature in _WIDE | _NARROW)
    return kept or candidates


def _lies_in(candidates: tuple[Candidate, ...], towns: tuple[Candidate, ...]) -> bool:
    """Tell "a Normandy town": the name is a division's, next to which its namesake towns are small."""
    if any(c.feature == "region" for c in candidates):
        return True
    wide = max((c.population for c in candidates if c.feature == "admin1"), default=0)
    return max((c.population for c in towns), default=0) < wide * _TOWN_SHARE


def _toponym(scene: Scene, match: Match, gazetteer: Gazetteer) -> Toponym:
    """Return the match as a toponym, its candidates narrowed and its span widened by a type word."""
    start, end = scene.tokens[match.first].start, scene.tokens[match.last].end
    name = scene.text[start:end]
    after = scene.neighbour(match.last, +1)
    beyond = scene.neighbour(match.last + 1, +1) if after is not None else None
    of_body = beyond is not None and beyond.capital and beyond.lower in words("body")
    if after is None or of_body or after.lower not in words("type") | words("town"):
        return Toponym(Span(start, end), name, narrowed(match.candidates, scene.of_type(match)))
    candidates = narrowed(match.candidates, after.lower)
    if after.capital and after.lower in words("type"):
        whole = tuple(gazetteer.look(scene.text[start : after.end]))
        return Toponym(Span(start, after.end), name, whole or candidates)
    return Toponym(Span(start, end), name, candidates)


def _with_states(text: str, found: Sequence[Toponym], gazetteer: Gazetteer) -> list[Toponym]:
    """Add the state abbreviations that stand after "City, "."""
    added: dict[int, Toponym] = {}
    for toponym in found:
        at = toponym.span.end + 2
        state = state_at(text, at) if text[at - 2 : at] == ", " else None
        if state is not None:
            added[at] = Toponym(Span(at, at + len(state)), state, _state(state, gazetteer))
    ends = {at: toponym.span.end for at, toponym in added.items()}
    kept = [t for t in found if not any(at <= t.span.start < end for at, end in ends.items())]
    return sorted([*kept, *added.values()], key=lambda t: t.span.start)


def _state(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return the state of the United States that an abbreviation stands for."""
    state = STATE_ABBREVIATIONS.get(name) or STATE_ABBREVIATIONS.get(f"{name}.")
    if state is None:
        return ()
    places = [c for c in gazetteer.look(state) if c.country == "US"]
    return tuple(c for c in places if c.feature == "admin1" or c.capital)
