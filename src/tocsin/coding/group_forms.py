"""Names that may be armed groups': the known ones, those formed like one, and other runs of capitals.

Whether a run of capitals names a group is weighed by its form and by what stands around it. A run without any
mark of a body (an article, a group's noun, an acronym, a word that groups take for their names) is never one:
it may be a person.
"""
# ruff: noqa: E501 (one class of words a line reads as the table that it is)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from tocsin.coding.group_names import named_groups, shouts
from tocsin.coding.group_signs import classes
from tocsin.coding.tokens import Token, at, listed
from tocsin.places.curated import countries, demonyms
from tocsin.places.curated import words as given_names

_CAPITAL: Final = r"(?:al-)?[A-ZÀ-Þ][\w'’-]*"
_RUN: Final = re.compile(
    rf"(?:\d+(?:st|nd|rd|th) )?{_CAPITAL}"
    r"(?: (?:(?:(?:of|for)(?: the)?|de(?: la)?|al|di|a|na|del|du|des|ul|ki|e|y) )?"
    rf"(?:{_CAPITAL}|\d+))*"
)
_POSSESSOR: Final = re.compile(r"((?:[A-ZÀ-Þ][\w-]* ){0,2}?[A-ZÀ-Þ][\w-]*)['’]s (?=[A-ZÀ-Þ])")
_ABBREVIATED: Final = re.compile(r"U\.?S\.?A?|U\.?K|EU|UN|UAE|[A-Z]{1,4}-?\d[\w-]*|\d+[A-Z]?|IEDs?|SWAT|SFs?")
"""Capitals that are a state's, a body of states', a weapon's or a unit's."""
_OPENERS: Final = listed(
    "in on at he she it they but and for by from as after before when while no one two three four five six seven "
    "eight nine ten this that these those there their his her its we you what who why how not most some many all "
    "several police officials both an a the if i according with since under between during last only more other "
    "another such so then now once yet or nor even also still just among mr mrs dr ms"
)
"""Words that a sentence opens with and that belong to no name."""
_COMMON: Final = listed(
    "column faction front brothers companies brigade battalion command wing cell boys tigers"
)
"""Nouns that end a name though they are written small ("the Old Kampala faction")."""
_AFTER_PERSONS: Final = listed("group gang network clan")
"""Nouns without which a group called after somebody would bear a person's name."""
_WORDS: Final = {
    "animal": r"lions?|tigers?|hawks?|falcons?|eagles?|wol(?:f|ves)|dragons?|owls?|panthers?|scorpions?|cobras?|vultures?|bees|hornets",
    "kin": r"sons?|brothers?|brotherhood|children|daughters|boys|youths?|bloc|family|klan|clan|friends",
    "emblem": r"sword|shield|lance|hammer|dagger|fist|spear|banner|flame|fire|tide|storm|lightning|black|red|grey|white|green|star|dawn",
    "fighting": r"soldiers?|warriors?|volunteers?|guards?|fighters?|avengers?|martyrs?|defenders?|partisans?|corps|column|legion|units?"
    r"|battalions?|brigades?|order|tribunal|commandos?|cells?|vengeance|retribution|justice|resistance|vanguard|squad|hand|front|army"
    r"|armies|movement|command|faction|saboteurs|guerr?illas?|insurgents?|rebels?|militia|division|kommando|brigate|action|struggle"
    r"|nuclei|network|sector|underground",
    "cause": r"liberation|freedom|islamic|jihad|people's|revolutionary|national|popular|free|independence|patriots?|patriotic|sovereign"
    r"|democratic|islam|caliphate|salvation|united|defen[cs]e|separatist|workers'?|peasant|antifascist|anarchist|nationalist",
    "arabic": r"ansar|saraya|jai?[sy]h|jeish|lashkar|har[a]?kat|jund|hizb|katiba|jama'at|jamaat|jama'atu|jamaah|jemaah|mu?jahid|m[ou]jahed?[ie]+n"
    r"|mujahidin|liwa|kataib|tehrik|tehreek|sipah|dawlah|front[ei]|comando|legione|los",
    "state": r"police|ministry|bureau|services?|committee|bank|university|court|agency|council|assembly|department|commission|parliament"
    r"|congress|senate|directorate|authority|intelligence|interior|secretary|office|state|federal|royal|central|investigative|guard|general"
    r"|minister|president|forces?",
    "place": r"street|river|mount|mountains?|hotel|road|square|university|airport|station|valley|island|bay|lake|hills?|province|district"
    r"|county|city|region|church|cathedral|mosque|market|bar|hospital|school|act|times|post|news|radio|tv|park|bridge|gate|canal|border"
    r"|cross|nations|union|league|club|stadium|library|sea|coast|north|south|east|west",
    "people": r"\w+ian|\w+ese|\w+ish|\w+i|\w+ans|arab|french|german",
    "day": r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december",
    "title": r"mrs?|ms|dr|sir|sheikh|father|sister|professor|sergeant|lieutenant|corporal|major|colonel|general|inspector|superintendent"
    r"|senator|imam|rev|chief|captain|bishop|judge|president|const|comandante|pastor|cardinal|prince|king|queen|minister|secretary|commandant|admiral|commodore|constable|commissioner"
    r"|spokes\w+|officer|governor|mayor|deputy|lieutenant|brigadier|marshal|mullah|maulana|mufti|ustad|senator|premier|chancellor|prosecutor",
}  # fmt: skip
_INSTITUTION: Final = re.compile(
    r"(?:"
    r"ministry|police|assembly|parliament|congress|senate|nations|cross|crescent|bank|university|court|council|infantry"
    r"|operations|disposal|embassy|consulate|press|hospital|church|mosque|hotel|school|investigation|reserve|safety|airlines?|nato|fbi"
    r"|interpol|cia|government|departments?|office|directorate|commission|bureau|agency|services?|authority|institute|society|association"
    r"|company|group of companies|ltd|inc|corporation|club|charity|orchestra|museum|theatre|league|cup|regiment|rifles|rangers|thana"
    r"|times|tribune|post|news|daily|herald|express|gazette|telegraph|guardian|radio|tv|television|channel|bbc|cnn|afp|reuters|media"
    r"|airport|station|street|road|river|valley|province|district|county|city|island|mount|fire|prison|centre|center|stadium|union|summit"
    r"|games|award|prize|act|law|bill|treaty|agreement|conference|armed|air|coastguard|battalion of|unit of"
    r")$"
)
"""Head nouns of bodies that are no armed groups."""
_OPENLY: Final = listed(
    "ministry police parliament nations bbc cnn nato fbi interpol cia disposal infantry regiment"
)
_PATTERNS: Final = {kind: re.compile(rf"(?:{block})$") for kind, block in _WORDS.items()}
_GUARDS: Final = listed(
    "national home civil presidential republican state guard guards coast border royal army navy force forces security "
    "special joint task general staff command northern southern eastern western central insurgent"
)
_SECRET: Final = listed("intelligence security secret")
_GROUPLIKE: Final = ("animal", "kin", "emblem", "fighting", "cause", "arabic")
_BODY: Final = frozenset({"body", "people"})
_LEADING: Final = frozenset({"speaks for", "person"})
_ASIDE: Final = 8
"""Tokens after a comma in which an aside says what a name is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a group's name: the tokens `first` to before `end`, and how it was found.

    `form` is "known", "formed" or "run"; the name of a known group is that of the list.
    """

    name: str
    first: int
    end: int
    form: str


def candidates(tokens: Sequence[Token], text: str) -> list[Candidate]:
    """Return what may name a group in a sentence, in order."""
    found = []
    for group in named_groups(tokens):
        if group.known:
            found.append(Candidate(group.name, group.first, group.end, "known"))
        else:
            first = _past_owner(tokens, text, group.first, group.end)
            found.append(Candidate(_written(tokens, text, first, group.end), first, group.end, "formed"))
    if tokens and not shouts(tokens):
        taken = list(found)
        for first, end in _runs(tokens, text):
            if not any(first < c.end and c.first < end for c in taken):
                found.append(Candidate(_written(tokens, text, first, end), first, end, "run"))
    return sorted(found, key=lambda c: c.first)


def _runs(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int]]:
    k = 0
    for run in _RUN.finditer(text, tokens[0].start, tokens[-1].end):
        while k < len(tokens) and tokens[k].end <= run.start():
            k += 1
        end = k
        while end < len(tokens) and tokens[end].start < run.end():
            end += 1
        first = k
        while first < end and tokens[first].low in _OPENERS:
            first += 1
        if first < end and (
            at(tokens, end) in _COMMON
            or (at(tokens, end) in _AFTER_PERSONS and not _grouplike(tokens, first, end))
        ):
            end += 1
        if first < end:
            yield _past_owner(tokens, text, first, end), end


def _past_owner(tokens: Sequence[Token], text: str, first: int, end: int) -> int:
    """Return where a name begins behind the state whose it is ("Sweden's Northern Front")."""
    owner = _POSSESSOR.match(text, tokens[first].start, tokens[end - 1].end)
    if owner and owner[1] in _country_names():
        while tokens[first].start < owner.end():
            first += 1
    return first


def _written(tokens: Sequence[Token], text: str, first: int, end: int) -> str:
    return " ".join(text[tokens[first].start : tokens[end - 1].end].split())


@cache
def _country_names() -> frozenset[str]:
    return frozenset(name for country in countries().values() for name in country.names)


def form_signs(tokens: Sequence[Token], candidate: Candidate) -> set[str]:
    """Return the signs of the form of a name."""
    first, end, form = candidate.first, candidate.end, candidate.form
    words = [token.text for token in tokens[first:end]]
    found = {f"form: {form}", f"form: {form}, {min(len(words), 4)}"}
    if at(tokens, first - 1) == "the":
        found |= {"form: article", f"form: {form}, article"}
    if len(words) == 1:
        found.add("form: acronym" if _acronym(words[0]) else "form: one word")
    if any(word in ("of", "for") for word in words):
        found.add("form: of")
    if words[0] in _country_names() or words[-1] in _country_names():
        found.add("word: country")
    if words[0] in demonyms():
        found.add("first: demonym")
    if words[0].casefold() in given_names("given"):
        found.add("form: given name")
    if words[-1] in _AFTER_PERSONS:
        found.add("form: called after")
    if " ".join(words) in _country_names() or _ABBREVIATED.fullmatch(words[0]):
        found.add("form: state")
    if at(tokens, end) == "," and at(tokens, end + 1).isdigit():
        found.add("right: age")
    if at(tokens, end) == "(" and end + 1 < len(tokens) and _acronym(tokens[end + 1].text):
        found.add("right: acronym")
    if _explained(tokens, end, _BODY):
        found.add("right: body aside")
    if _explained(tokens, end, _LEADING):
        found.add("right: person aside")
    if set(classes(at(tokens, first - 1))) & _LEADING and not _acronym(words[0]):
        found.add("form: leader")
    if "body" in classes(at(tokens, first - 1)):
        found.add("form: named a body")
    if any("body" in classes(token.low) for token in tokens[max(first - 4, 0) : first]):
        found.add("left: body near")
    found |= _word_signs(words)
    if _is_institution(words):
        found.add("form: institution")
    return found


def _is_institution(words: Sequence[str]) -> bool:
    """Whether a name is that of a state's or another open body; services that work in secret may have struck."""
    low = [word.lower() for word in (words[1:] if words[0] in demonyms() else words)]
    if set(low) <= _GUARDS:
        return True
    if set(low) & _SECRET:
        return False
    heads = [low[-1], *(word for word, after in pairwise(low) if after in ("of", "for"))]
    return bool(set(low) & _OPENLY) or any(_INSTITUTION.match(head) for head in heads)


def _word_signs(words: Sequence[str]) -> set[str]:
    low = [word.lower().replace("’", "'").removesuffix("'s") for word in words]
    found = set()
    for kind, pattern in _PATTERNS.items():
        hits = [bool(pattern.match(word)) for word in low]
        if any(hits):
            found.add(f"word: {kind}")
        if hits[-1]:
            found.add(f"last: {kind}")
        if hits[0]:
            found.add(f"first: {kind}")
    return found


def _grouplike(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a run is an acronym or has a word that groups take for their names."""
    words = [token.text for token in tokens[first:end]]
    return any(map(_acronym, words)) or bool(_word_signs(words) & {f"word: {kind}" for kind in _GROUPLIKE})


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _explained(tokens: Sequence[Token], end: int, kinds: frozenset[str]) -> bool:
    """Whether the first telling word of an aside after the name is of `kinds` ("..., a splinter faction")."""
    if at(tokens, end) != ",":
        return False
    for token in tokens[end + 1 : end + _ASIDE]:
        told = set(classes(token.low)) & (_BODY | _LEADING)
        if told:
            return bool(told & kinds)
    return False


def may_be_group(signs: set[str]) -> bool:
    """Whether a name bears a mark of a body, so that it cannot be a person's, and is no institution's."""
    if "form: known" in signs:
        return True
    if "form: institution" in signs:
        return False
    if "form: formed" in signs:
        return True
    if signs & {"form: state", "word: title"}:
        return False
    if signs & {"last: fighting", "last: animal", "form: called after"}:
        return True
    if signs & {"right: age", "right: person aside", "form: leader", "form: given name"}:
        return False
    if "form: acronym" in signs and not signs & {"form: article", "form: named a body", "right: body aside"}:
        return False
    if "form: one word" in signs:
        return bool(signs & {"form: named a body", "right: body aside", "right: acronym"})
    marks = {"form: article", "form: acronym", "right: acronym", "right: body aside", "form: named a body"}
    return bool(signs & marks) or any(f"word: {kind}" in signs for kind in _GROUPLIKE)
