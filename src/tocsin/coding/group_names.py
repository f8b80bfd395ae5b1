"""Names of armed groups in a text: those of the list, and others that are named like an armed group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.group_list import GROUPS
from tocsin.coding.tokens import Token, listed, tokenize
from tocsin.model import Span

SUFFIXES: Final = (
    "'s", "’s", "'S", "’S", "-inspired", "-linked", "-affiliated", "-backed", "-directed", "-allied",
)  # fmt: skip
"""What may hang on a group's name within one token."""


def _bare(word: str) -> str:
    if word.isalnum():
        return word
    for suffix in SUFFIXES:
        word = word.removesuffix(suffix)
    return word.replace("’", "'")


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A group's name in a text: canonical name and the tokens `first` to before `end`."""

    name: str
    first: int
    end: int
    known: bool = True


def _variants(name: str) -> list[str]:
    """Return `name` and, for Arabic articles, its other common spellings ("al-Shabaab", "al Shabaab")."""
    both = [name]
    if "al-" in name.lower():
        both.append(name.replace("al-", "al ").replace("Al-", "Al "))
    return both


def _index() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """Return by first word: the words, the canonical name, and whether they are matched as written."""
    index: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for name, aliases, _ in GROUPS:
        for alias in (name, *aliases):
            for spelling in _variants(alias):
                tokens = tokenize(spelling, Span(0, len(spelling)))
                exact = len(tokens) == 1 and spelling.upper() == spelling
                words = tuple(token.text if exact else _bare(token.low) for token in tokens)
                index.setdefault(_bare(tokens[0].low), []).append((words, name, exact))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


_INDEX: Final = _index()

_ORGANISED: Final = listed(
    "front army brigade brigades movement resistance battalion battalions militia jihad mujahideen mujahedin "
    "command vanguard commando commandos fighters faction cell cells legion guerrillas guerrilla avengers"
)
_STATE_LIKE: Final = listed(
    "national royal us u.s british american air armed special security central northern southern eastern "
    "western regular republic people's state federal territorial salvation indian russian soviet chinese "
    "iraqi joint high strategic naval border red field first second third"
)
_ALSO_WORDS: Final = ("IS", "MAS", "TAK", "MEND")
"""Acronyms that a text all in capitals has as words."""
_INNER: Final = ("of", "for", "the", "de", "la", "al")


def named_groups(tokens: Sequence[Token]) -> list[NamedGroup]:
    """Return the groups that a sentence names, in order: the known, and unknown ones by their form."""
    found: list[NamedGroup] = []
    shouting = shouts(tokens)
    i = 0
    while i < len(tokens):
        group = _known_at(tokens, i, shouting) or (None if shouting else _unknown_at(tokens, i))
        if group is None:
            i += 1
            continue
        found.append(group)
        i = group.end
    return found


def shouts(tokens: Sequence[Token]) -> bool:
    """Say whether a sentence is all in capitals, where an acronym cannot be told from a word."""
    words = [token.text for token in tokens[:40] if token.text.isalpha()]
    return len(words) > 4 and all(word.isupper() for word in words)


def _known_at(tokens: Sequence[Token], i: int, shouting: bool) -> NamedGroup | None:
    for words, name, exact in _INDEX.get(_bare(tokens[i].low), ()):
        end = i + len(words)
        if end > len(tokens):
            continue
        here = tokens[i:end]
        if exact:
            matched = _bare(here[0].text) == words[0] and not (shouting and words[0] in _ALSO_WORDS)
        else:
            matched = all(_bare(token.low) == word for token, word in zip(here, words, strict=True))
            matched = matched and any(letter.isupper() for token in here for letter in token.text)
        if matched:
            return NamedGroup(name, i, end)
    return None


def _unknown_at(tokens: Sequence[Token], i: int) -> NamedGroup | None:
    """Return a run of capitalised words with an organisation's head noun ("Green Valley Front")."""
    if not tokens[i].capital or tokens[i].low in _ARTICLES or _goes_on(tokens, i):
        return None
    end, k = i, i
    while k < len(tokens) and k - i < 9:
        if tokens[k].capital:
            end = k = k + 1
        elif (
            tokens[k].low in _INNER
            and k + 1 < len(tokens)
            and (tokens[k + 1].capital or tokens[k + 1].low in _INNER)
        ):
            k += 1
        else:
            break
    words = [_bare(tokens[k].low) for k in range(i, end)]
    if any(group and group.end > k + 1 for k in range(i + 1, end) for group in [_known_at(tokens, k, False)]):
        return None  # "Colombia's National Liberation Army": the known name inside is the one
    if (
        len(words) < 2
        or not _is_organised(words, tokens, i)
        or set(words) <= _STATE_LIKE | _ORGANISED
        or _of_a_state(words)
    ):
        return None
    name = " ".join([*(tokens[k].text for k in range(i, end - 1)), _bare(tokens[end - 1].text)])
    return NamedGroup(name, i, end, known=False)


_ARTICLES: Final = ("the", "a", "an")


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a longer name goes on at the i-th token ("Eastern | Youth Legion"): its end is no name."""
    before = tokens[i - 1] if i else None
    if before is None or i == 1 or before.low in _ARTICLES or before.low.endswith(("'s", *SUFFIXES[4:])):
        return False
    return before.capital or (before.text.isupper() and len(before.text) > 1) or before.text[0].isdigit()


_CAUSES: Final = listed(
    "liberation islamic national people people's free revolutionary islam god justice defence defense "
    "emancipation popular martyrs unity freedom independence resistance salvation"
)


def _is_organised(words: Sequence[str], tokens: Sequence[Token], i: int) -> bool:
    """Say whether a run of names ends in an organisation's noun, or has one "of" or "for" a cause.

    Anything looser would take a rank with a person's name for a group.
    """
    if words[-1] in _ORGANISED:
        return True
    for k, word in enumerate(words[:-2]):
        if word in _ORGANISED and tokens[i + k + 1].low in ("of", "for"):
            return bool(set(words[k + 2 :]) & _CAUSES)
    return False


_REBELLIOUS: Final = listed("liberation freedom resistance independence")


def _of_a_state(words: Sequence[str]) -> bool:
    """Say whether it is a state's own force: "Ruritanian Army", "Northern Command"."""
    last = words[-1]
    if last not in ("army", "command", "militia", "legion") or len(words) > 3 or _REBELLIOUS & set(words):
        return False
    return words[0] in _STATE_LIKE or words[0].endswith(("an", "ian", "ese", "ish", "i", "ch", "ghan"))
