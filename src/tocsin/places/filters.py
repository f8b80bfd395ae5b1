"""Which matches of a text are places: what stands beside a name tells.

Ordinary words, persons and bodies share names with places somewhere. Large places are believed; small ones
need a sign ("in X", "X, Ohio", "X province", "the X bombing"), at least once in the text; names of persons
need a strong one each time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.places.curated import STATE_ABBREVIATIONS, demonyms, words
from tocsin.places.tokens import Match, Token

_CONTRACTION: Final = re.compile(r"\w+['’](?:ve|ll|re|d|m|t|s)", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:;\n\r]|[.!?]['\"”’)])[\s\"“‘'(\[]*$")
_SMALL: Final = 1_000
_KNOWN: Final = 15_000
_LARGE: Final = 100_000
_FAMOUS: Final = 200_000
_SHOUTING: Final = 0.6
_LINE: Final = re.compile(r"(?:,[^-–—:\n]{2,40})?\s*(?:\([^)\n]{1,40}\)\s*)?(?:\s(?:--?|–|—)\s|:\s)")
"""What stands after the town of a dateline."""


class Scene:
    """One text with its words and matches; each method asks one question about a match."""

    def __init__(self, text: str, tokens: Sequence[Token], found: Sequence[Match]) -> None:
        """Look at all the matches of one text together."""
        self.text = text
        self.tokens = tokens
        self.matches = found
        self._inside = {n for match in found for n in range(match.first, match.last + 1)}
        large = (m for m in found if m.candidates[0].feature == "country" or size_of(m) >= _LARGE)
        self._large = {n for match in large for n in range(match.first, match.last + 1)}
        self._starts = {tokens[match.first].start: match for match in found}
        letters = sum(c.isalpha() for c in text)
        self._shouting = letters > 0 and sum(c.isupper() for c in text) > _SHOUTING * letters

    def places(self) -> list[Match]:
        """Return the matches that are places, as far as can be told."""
        persons = {match.key for match in self.matches if self.is_person(match)}
        signed = {match.key for match in self.matches if self.has_strong_sign(match)}
        found = []
        for match in self.matches:
            if self.is_person(match) or (match.key in persons and not self.has_strong_sign(match)):
                continue
            if self.is_plausible(match, match.key in signed):
                found.append(match)
        return found

    def words(self, match: Match) -> str:
        """Return the match as it is written."""
        return self.text[self.tokens[match.first].start : self.tokens[match.last].end]

    def neighbour(self, at: int, step: int) -> Token | None:
        """Return the token beside `at` when a space, a hyphen or a title's full stop parts them."""
        other = at + step
        if not 0 <= other < len(self.tokens):
            return None
        left, right = sorted((at, other))
        gap = self.text[self.tokens[left].end : self.tokens[right].start]
        close = gap in (" ", "-", "‑") or (gap == ". " and step < 0 and len(self.tokens[left].word) < 6)
        return self.tokens[other] if close else None

    def is_person(self, match: Match) -> bool:
        """Tell "George Washington", "President Lincoln", "Paris Smith", "Hamza bin X", "Houston said"."""
        country = match.candidates[0].feature == "country"
        if self._shouting or (country and (match.key not in words("given") or self.has_strong_sign(match))):
            return False
        before, after = self.neighbour(match.first, -1), self.neighbour(match.last, +1)
        single = match.first == match.last
        if before is not None and before.capital and self._names_person(match, before, single):
            return True
        if not single or after is None:
            return False
        if after.word in ("bin", "ibn", "bint"):
            return True
        if self.tokens[match.first].lower in words("given"):
            return (after.capital and self.is_unknown(match.last + 1)) or after.word in words("kin")
        listed = match.candidates[0].own
        unknown = size_of(match) < _FAMOUS and not listed and not self.has_strong_sign(match)
        return unknown and after.word in words("speech")

    def _names_person(self, match: Match, before: Token, single: bool) -> bool:
        if before.lower in words("title"):
            ordinary = before.lower in ("police", "private", "general", "officer", "attorney")
            return not ordinary and (single or before.lower in ("mr", "mrs", "ms", "dr", "president", "pope"))
        if not single:
            return False
        if len(before.word) == 1 and before.word != "A":
            return True
        word = self.tokens[match.first].lower
        if word in words("given") or word in words("family"):
            return self.is_unknown(match.first - 1)
        return before.lower in words("given") and match.first - 1 not in self._inside

    def is_unknown(self, at: int) -> bool:
        """Tell whether the token is a word in none of the lists, and no large place's name."""
        word = self.tokens[at].lower
        lists = ("body", "type", "town", "sign", "common")
        listed = any(word in words(kind) for kind in lists) or self.tokens[at].word in demonyms()
        return at not in self._large and not listed

    def has_strong_sign(self, match: Match) -> bool:
        """Tell "in X", "in the X", "X, Ohio", "X province", "city of X", "the X bombing"."""
        before = self.neighbour(match.first, -1)
        if before is not None and before.lower == "the" and match.first > 1:
            before = self.neighbour(match.first - 1, -1)
        if before is not None and before.lower in words("strong"):
            return True
        after = self.neighbour(match.last, +1)
        if after is not None and after.lower in words("type") | words("town") | words("event"):
            return True
        return self.of_type(match) in words("type") | words("town") or self.region_follows(match)

    def has_sign(self, match: Match) -> bool:
        """Tell a strong sign or a weak one: any preposition of place, a demonym before."""
        before = self.neighbour(match.first, -1)
        weak = before is not None and (before.lower in words("sign") or before.word in demonyms())
        return weak or self.has_strong_sign(match)

    def of_type(self, match: Match) -> str:
        """Return the type word of "province of X", or nothing; "the Southern District of X" is a court's.

        In "Bannang Sata district of Yala" it is the type of another name.
        """
        if match.first < 2 or self.tokens[match.first - 1].word != "of":
            return ""
        other = self.neighbour(match.first - 2, -1)
        if other is not None and other.capital:
            return ""
        word = self.tokens[match.first - 2].word
        return word.lower() if word.islower() or word in ("Province", "City", "State") else ""

    def region_follows(self, match: Match) -> bool:
        """Tell "X, Region": a country, a first-order division or a state abbreviation after a comma."""
        end = self.tokens[match.last].end
        if self.text[end : end + 2] != ", ":
            return False
        other = self._starts.get(end + 2)
        if other is not None and any(c.feature in ("country", "admin1") for c in other.candidates):
            return self.text[self.tokens[other.last].end :][:2] not in ("'s", "’s")
        return state_at(self.text, end + 2) is not None

    def is_plausible(self, match: Match, signed_somewhere: bool) -> bool:
        """Tell whether the match is a place in this text, as far as lists and size can tell."""
        name = self.words(match)
        word = name.lower()
        size = size_of(match)
        if word in words("time") or self._is_adjective(match) or _CONTRACTION.fullmatch(name):
            return self.region_follows(match)
        first = match.candidates[0]
        facility = first.feature == "landmark" and match.last > match.first
        if first.feature == "country" or (first.own and not self._is_acronym(match)) or facility:
            return word != "us" or name == "US"
        if self._heads_dateline(match):
            return True
        if self._is_way(match) or (size < _FAMOUS and self._names_institution(match)):
            return False
        if self._shouting and size < _LARGE and not (size >= _SMALL and self.has_strong_sign(match)):
            return self.region_follows(match)  # in capitals any word looks like a name
        if self._is_ordinary(match) or self._is_acronym(match):
            before = self.neighbour(match.first, -1)
            if before is not None and before.capital and before.lower not in words("sign"):
                return False
            known = signed_somewhere and not self._opens(match)
            return self.region_follows(match) or self._stands_in(match) or (known and self._was_region(match))
        if word in words("given") or word in words("family"):
            return self.has_strong_sign(match) or size >= _FAMOUS
        if match.first == match.last and self._in_longer_name(match):
            return size >= _FAMOUS or (size >= _LARGE and self.has_sign(match)) or self.region_follows(match)
        if match.first < match.last:
            return self.has_sign(match) or max(c.population for c in match.candidates) >= _SMALL
        tiny = size < _SMALL and not any(c.primary for c in match.candidates)
        return (self.has_sign(match) and not tiny) or signed_somewhere or size >= _LARGE

    def _is_ordinary(self, match: Match) -> bool:
        """Tell a name that is made of ordinary words, family names, titles or type words alone."""
        lists = ("common", "body", "type", "town", "title")
        found = [self.tokens[n].lower for n in range(match.first, match.last + 1)]
        return len(match.key) < 3 or all(any(word in words(kind) for kind in lists) for word in found)

    def _stands_in(self, match: Match) -> bool:
        """Tell "in Reading" from "in the West", "in Police custody", "in Garcia's new group"."""
        before, after = self.neighbour(match.first, -1), self.neighbour(match.last, +1)
        placed = before is not None and before.lower in words("strong")
        if before is not None and before.lower == "the" and after is not None:
            placed = after.lower in words("event")
        owner = self.text[self.tokens[match.last].end :][:2] in ("'s", "’s")
        towns = [c.population for c in match.candidates if c.feature == "city" and c.primary]
        large = max(towns, default=0) >= _LARGE
        return placed and large and not owner and not (after is not None and after.capital)

    def _is_way(self, match: Match) -> bool:
        """Tell "Pasteur Street": a street named after a place or a person is neither."""
        after = self.neighbour(match.last, +1)
        return after is not None and after.capital and after.lower in words("way")

    def _names_institution(self, match: Match) -> bool:
        """Tell "Garfield College", "Garfield County Hospital": it bears the name and may stand anywhere."""
        after = self.neighbour(match.last, +1)
        if after is None or not after.capital or after.lower not in words("institution"):
            return False
        alone = (m for m in self.matches if m.key == match.key and m is not match)
        return not any((n := self.neighbour(m.last, +1)) is None or not n.capital for m in alone)

    def _heads_dateline(self, match: Match) -> bool:
        """Tell the town in capitals that opens a text or a paragraph ("NICE, July 3 (Agency) - ...")."""
        first, last = self.tokens[match.first], self.tokens[match.last]
        upper = self.words(match).isupper() and len(match.key) > 3 and not self._shouting
        opens = first.start < 3 or self.text[first.start - 1] == "\n"
        return upper and opens and _LINE.match(self.text, last.end, last.end + 90) is not None

    def _was_region(self, match: Match) -> bool:
        """Tell whether the same name stands before its region elsewhere ("NICE, France", then "Nice")."""
        return any(other.key == match.key and self.region_follows(other) for other in self.matches)

    def _is_acronym(self, match: Match) -> bool:
        """Tell "CIA" from the "LIMA" of a dateline."""
        name = self.words(match)
        at_head = self.tokens[match.first].start < 3
        return name.isupper() and len(name) < 5 and not (self._shouting or at_head)

    def _is_adjective(self, match: Match) -> bool:
        """Tell a demonym that is no country's name."""
        return self.words(match) in demonyms() and match.candidates[0].feature != "country"

    def _opens(self, match: Match) -> bool:
        """Tell whether the match opens a sentence, where any word has a capital."""
        start = self.tokens[match.first].start
        return _SENTENCE_END.search(self.text[max(0, start - 8) : start]) is not None

    def _in_longer_name(self, match: Match) -> bool:
        """Tell whether unknown capitalised words stand beside it ("Hosni Mubarak")."""
        if self._shouting:
            return False
        for at, step in ((match.first, -1), (match.last, 1)):
            beside = self.neighbour(at, step)
            if beside is not None and beside.capital and self.is_unknown(at + step):
                return True
        return False


def size_of(match: Match) -> int:
    """Return the people of the largest place whose main name this is; bare names hardly mean a district.

    An alternate name counts a tenth: "Bombay" is believed as it stands, "Sophia" (Sofia) is not.
    """
    wide = [c for c in match.candidates if c.feature != "district"]
    return max((c.population if c.primary else c.population // 10 for c in wide), default=0)


def state_at(text: str, at: int) -> str | None:
    """Return the state abbreviation that stands at `at`, if one does."""
    for length in (6, 5, 4, 3, 2):
        piece = text[at : at + length]
        if piece in STATE_ABBREVIATIONS and not text[at + length : at + length + 1].isalnum():
            return piece
    return None
