"""Toponym recognition: which capitalised words of a running English text name places.

Longest match in the gazetteer, then filters: ordinary words, persons and bodies that share a place's name
are left out unless a sign beside them says place ("in Reading", "Reading, Pennsylvania").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tocsin.model import Span
from tocsin.places.curated import STATE_ABBREVIATIONS, demonyms, words
from tocsin.places.names import normalise
from tocsin.places.nouns import Candidate, Toponym

if TYPE_CHECKING:
    from tocsin.places.gazetteer import Gazetteer

_LETTERS: Final = "[^\\W\\d_][\u0300-\u036f]*"
_TOKEN: Final = re.compile(rf"(?:[A-Z]\.){{2,}}|(?:{_LETTERS})+(?:['’ʼ‘](?:{_LETTERS})+)*")
_POSSESSIVE: Final = re.compile(r"['’][sS]$")
_GAP: Final = re.compile(r" |[-‐‑–]|\. | ?['’‘]")
_LONGEST: Final = 6
_PARTICLES: Final = frozenset(
    [
        "a",
        "al",
        "and",
        "am",
        "an",
        "as",
        "au",
        "aux",
        "da",
        "das",
        "de",
        "del",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "en",
        "es",
        "i",
        "in",
        "la",
        "las",
        "le",
        "les",
        "lo",
        "los",
        "of",
        "on",
        "ad",
        "ed",
        "es",
        "ez",
        "sur",
        "the",
        "to",
        "u",
        "ul",
        "upon",
        "van",
        "von",
        "y",
    ]
)
_TIME_WORDS: Final = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "spring",
        "summer",
        "autumn",
        "winter",
    ]
)
_SPEECH: Final = frozenset(
    ["said", "says", "told", "added", "wrote", "argued", "testified", "replied", "pleaded"]
)
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:;\n\r]|[.!?]['\"”’)])[\s\"“‘'(\[]*$")
_SMALL: Final = 1_000
_KNOWN: Final = 15_000
_FAMOUS: Final = 200_000
_DIVISIONS: Final = frozenset({"admin1", "district", "region"})


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str

    @property
    def capital(self) -> bool:
        return self.word[0].isupper()


@dataclass(frozen=True, slots=True)
class _Match:
    """Tokens first to last (inclusive) name one of the candidates."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]


def find(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the toponyms of `text`, in order and not overlapping, each with its candidates."""
    tokens = _tokens(text)
    scene = _Scene(text, tokens, _matches(text, tokens, gazetteer), gazetteer)
    return scene.toponyms()


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        found.append(_Token(match.start(), match.start() + len(word), word))
    return found


def _matches(text: str, tokens: Sequence[_Token], gazetteer: Gazetteer) -> list[_Match]:
    """Return the longest matches, left to right."""
    spans = list(_phrases(text, tokens))
    keys = list(dict.fromkeys(normalise(text[tokens[i].start : tokens[j].end]) for i, j in spans))
    known = dict(zip(keys, gazetteer.look_all(keys), strict=True))
    found: list[_Match] = []
    free_from = 0
    for i, j in spans:
        candidates = known[normalise(text[tokens[i].start : tokens[j].end])]
        if i < free_from or not candidates:
            continue
        found.append(_Match(i, j, candidates))
        free_from = j + 1
    return found


def _phrases(text: str, tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) token numbers of what could be a name, longest first for each start."""
    for i, token in enumerate(tokens):
        if not (token.capital or _is_article(text, tokens, i)):
            continue
        if i and tokens[i - 1].capital and text[tokens[i - 1].end : token.start] in ("'", "’"):
            continue
        last = i
        while last + 1 < len(tokens) and last - i < _LONGEST - 1 and _joins(text, tokens, last):
            last += 1
        for j in range(last, i - 1, -1):
            if tokens[j].capital or (j > i and text[tokens[j - 1].end] in "-‐‑–"):
                yield i, j


def _is_article(text: str, tokens: Sequence[_Token], i: int) -> bool:
    """Tell an Arabic article before its hyphen ("al-Qaim")."""
    token = tokens[i]
    after = text[token.end : token.end + 2]
    return (
        len(token.word) == 2 and token.word.islower() and after[:1] in ("-", "‐", "‑") and after[1:].isupper()
    )


def _joins(text: str, tokens: Sequence[_Token], i: int) -> bool:
    """Tell whether token i + 1 may continue the name that token i belongs to."""
    gap = text[tokens[i].end : tokens[i + 1].start]
    following = tokens[i + 1]
    if gap == ". ":
        return tokens[i].word in ("St", "Mt", "Ft", "Ste") and following.capital
    if not _GAP.fullmatch(gap):
        return False
    return following.capital or gap != " " or following.word in _PARTICLES


class _Scene:
    """One text with its matches: the filters look at what stands beside a match."""

    def __init__(
        self, text: str, tokens: Sequence[_Token], matches: Sequence[_Match], gazetteer: Gazetteer
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.matches = matches
        self.gazetteer = gazetteer
        self.inside = {n for match in matches for n in range(match.first, match.last + 1)}
        letters = sum(c.isalpha() for c in text)
        self.shouting = letters > 0 and sum(c.isupper() for c in text) > 0.6 * letters

    def toponyms(self) -> list[Toponym]:
        """Return what passes the filters; a name that was once a person's needs a sign everywhere."""
        persons = {self.key(m) for m in self.matches if self.is_person(m)}
        found = []
        for match in self.matches:
            signed = self.has_sign(match)
            if self.is_person(match) or (self.key(match) in persons and not signed):
                continue
            if self.is_plausible(match, signed):
                found.append(self.toponym(match))
        return self.with_states(found)

    def key(self, match: _Match) -> str:
        return normalise(self.text[self.tokens[match.first].start : self.tokens[match.last].end])

    def neighbour(self, at: int, step: int) -> _Token | None:
        """Return the token beside `at` when only a space or hyphen (or an abbreviation's full stop) parts them."""
        other = at + step
        if not 0 <= other < len(self.tokens):
            return None
        left, right = sorted((at, other))
        gap = self.text[self.tokens[left].end : self.tokens[right].start]
        close = gap in (" ", "-", "‑") or (gap == ". " and step < 0 and len(self.tokens[left].word) < 6)
        return self.tokens[other] if close else None

    def is_person(self, match: _Match) -> bool:
        """Tell "George Washington", "President Lincoln", "Paris Smith", "Houston said"."""
        if self.shouting:
            return False
        before = self.neighbour(match.first, -1)
        after = self.neighbour(match.last, +1)
        single = match.first == match.last
        if before is not None and before.capital:
            word = before.word.lower()
            if word in words("title") and not self.starts_sentence_with_common(match):
                return single or word in ("mr", "mrs", "ms", "dr", "president", "pope")
            if single and word in words("given") and match.first - 1 not in self.inside:
                return True
            if single and len(before.word) == 1:
                return True
        if single and self.tokens[match.first].word.lower() in words("given"):
            return after is not None and after.capital and self.unknown(match.last + 1)
        small = match.candidates[0].feature != "country" and match.candidates[0].population < _FAMOUS
        return single and small and after is not None and after.word in _SPEECH

    def starts_sentence_with_common(self, match: _Match) -> bool:
        """Tell an ordinary first word from a title: "Police in", "Private Kabul"."""
        return self.tokens[match.first - 1].word.lower() in ("police", "private", "general")

    def unknown(self, at: int) -> bool:
        """Tell whether the token is a capitalised word that is in none of the lists."""
        word = self.tokens[at].word.lower()
        lists = ("body", "type", "town", "sign", "common")
        return at not in self.inside and not any(word in words(kind) for kind in lists)

    def has_sign(self, match: _Match) -> bool:
        """Tell whether something beside the match says place: "in X", "X, Ohio", "X province"."""
        before = self.neighbour(match.first, -1)
        if before is not None and (before.word.lower() in words("sign") or before.word in demonyms()):
            return True
        if before is not None and before.word.lower() == "the" and match.first > 1:
            second = self.neighbour(match.first - 1, -1)
            if second is not None and second.word.lower() in ("in", "across", "near"):
                return True
        after = self.neighbour(match.last, +1)
        if after is not None and after.word.lower() in words("type") | words("town"):
            return True
        return self.region_follows(match)

    def region_follows(self, match: _Match) -> bool:
        """Tell "X, Region": a country, a first-order division or a state abbreviation after a comma."""
        end = self.tokens[match.last].end
        if self.text[end : end + 2] != ", ":
            return False
        for other in self.matches:
            if self.tokens[other.first].start == end + 2:
                return any(c.feature in ("country", "admin1") for c in other.candidates)
        return _state_at(self.text, end + 2) is not None

    def is_plausible(self, match: _Match, signed: bool) -> bool:
        """Tell whether the match is a place in this text, as far as lists and size can tell."""
        word = self.text[self.tokens[match.first].start : self.tokens[match.last].end].lower()
        best = match.candidates[0]
        size = max(c.population for c in match.candidates)
        if word in _TIME_WORDS or self.is_adjective(match):
            return self.region_follows(match)
        if best.feature == "country" or best.id is None:
            return not (word == "us" and self.tokens[match.first].word != "US")
        if word in words("common") or len(word) < 3:
            return self.region_follows(match) or (signed and size >= _KNOWN and not self.opens(match))
        if match.first == match.last and not signed and size < _FAMOUS and self.in_longer_name(match):
            return False
        return signed or size >= _KNOWN or (size >= _SMALL and match.last > match.first)

    def is_adjective(self, match: _Match) -> bool:
        """Tell a demonym that is no country's name."""
        name = self.text[self.tokens[match.first].start : self.tokens[match.last].end]
        return name in demonyms() and match.candidates[0].feature != "country"

    def opens(self, match: _Match) -> bool:
        return _SENTENCE_END.search(self.text[max(0, self.tokens[match.first].start - 8) :][:8]) is not None

    def in_longer_name(self, match: _Match) -> bool:
        """Tell whether unknown capitalised words stand beside it ("Hosni Mubarak")."""
        if self.shouting:
            return False
        for at, step in ((match.first, -1), (match.last, 1)):
            beside = self.neighbour(at, step)
            if beside is not None and beside.capital and self.unknown(at + step):
                return True
        return False

    def toponym(self, match: _Match) -> Toponym:
        """Return the match as a toponym, narrowed and widened by a type word beside it."""
        first, last = self.tokens[match.first], self.tokens[match.last]
        name = self.text[first.start : last.end]
        after = self.neighbour(match.last, +1)
        before = self.of_type(match)
        candidates, end = match.candidates, last.end
        if after is not None and after.word.lower() in words("type"):
            candidates = _only(candidates, _DIVISIONS)
            end = after.end if after.capital and candidates != match.candidates else end
            if after.capital and (full := self.gazetteer.look(self.text[first.start : after.end])):
                candidates, end = tuple(full), after.end
        elif before in words("type"):
            candidates = _only(candidates, _DIVISIONS)
        elif before in words("town") or (after is not None and after.word in words("town")):
            candidates = _only(candidates, frozenset({"city", "neighbourhood"}))
        return Toponym(Span(first.start, end), name, candidates)

    def of_type(self, match: _Match) -> str:
        """Return the type word of "province of X", or nothing."""
        if match.first < 2 or self.tokens[match.first - 1].word != "of":
            return ""
        return self.tokens[match.first - 2].word.lower()

    def with_states(self, found: list[Toponym]) -> list[Toponym]:
        """Add state abbreviations that stand after "City, "."""
        added = []
        taken = {toponym.span.start for toponym in found}
        for toponym in found:
            at = toponym.span.end + 2
            state = _state_at(self.text, at) if self.text[at - 2 : at] == ", " else None
            if state is not None and at not in taken:
                candidates = [c for c in self.gazetteer.look(STATE_ABBREVIATIONS[state]) if c.country == "US"]
                states = _only(tuple(candidates), frozenset({"admin1"}))
                added.append(Toponym(Span(at, at + len(state)), state, states))
        spans = {t.span.start for t in added}
        return sorted([*(t for t in found if t.span.start not in spans), *added], key=lambda t: t.span.start)


def mention(text: str, span: Span, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the candidates of a mention whose span is given: abbreviations and type words understood."""
    name = span.of(text).strip()
    if name in STATE_ABBREVIATIONS or f"{name}." in STATE_ABBREVIATIONS:
        state = STATE_ABBREVIATIONS.get(name) or STATE_ABBREVIATIONS[f"{name}."]
        found = [c for c in gazetteer.look(state) if c.country == "US" and c.feature == "admin1"]
        if found:
            return found
    if found := gazetteer.look(name):
        return found
    if name in demonyms() and (country := gazetteer.country(demonyms()[name])):
        return [country]
    *stem, last = name.split(" ")
    if stem and last.lower() in words("type") | words("town"):
        return list(_only(tuple(gazetteer.look(" ".join(stem))), _DIVISIONS))
    return gazetteer.look(name.removeprefix("the ").removeprefix("The "))


def _state_at(text: str, at: int) -> str | None:
    """Return the state abbreviation that stands at `at`, if one does."""
    for length in (6, 5, 4, 3, 2):
        piece = text[at : at + length]
        if piece in STATE_ABBREVIATIONS and not text[at + length : at + length + 1].isalnum():
            return piece
    return None


def _only(candidates: tuple[Candidate, ...], features: frozenset[str]) -> tuple[Candidate, ...]:
    """Return the candidates of these features, or all where none is."""
    return tuple(c for c in candidates if c.feature in features) or candidates
