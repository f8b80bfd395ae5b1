"""People counted or named by role: "at least 12 people", "a policeman", "the gunman", "dozens"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tocsin.coding.tokens import Token, at, follows
from tocsin.coding.tolls import words
from tocsin.coding.tolls.joined import conjunct, named, with_namesakes
from tocsin.coding.tolls.labels import is_label
from tocsin.coding.tolls.numbers import Quantity, number_at, quantity_at
from tocsin.coding.tolls.phrases import (
    ARTICLES,
    DEFINITE,
    POSSESSIVES,
    Form,
    Head,
    Mention,
    is_thing,
    run,
)  # fmt: skip
from tocsin.model import Count

_AGE: Final = ("-year-old", "-years-old", "-year-olds", "-month-old")


def find_mentions(tokens: Sequence[Token], triggers: frozenset[int]) -> list[Mention]:
    """Return the mentions of people in order, none overlapping; `triggers` are tokens of words of effect."""
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        mention = (
            _mention_at(tokens, i, triggers)
            or conjunct(tokens, i, triggers, found)
            or named(tokens, i, triggers)
        )
        if mention is None:
            i += 1
            continue
        if found and _belongs(tokens, found[-1], mention):
            found[-1] = _with_owner(found[-1], mention)
        else:
            found.append(mention)
        i = max(mention.end, i + 1)
    return [_armed(tokens, mention) for mention in with_namesakes(tokens, found, triggers)]


def _belongs(tokens: Sequence[Token], left: Mention, right: Mention) -> bool:
    """Say whether `right` only says whose `left` are ("seven members of the security forces")."""
    plain = right.form in ("definite", "plain", "article") and left.noun is not None and left.head != "others"
    return plain and left.end == right.first - 1 and at(tokens, left.end) == "of"


def _with_owner(left: Mention, right: Mention) -> Mention:
    return replace(left, end=right.end, head="attackers" if right.head == "attackers" else left.head)


def _armed(tokens: Sequence[Token], mention: Mention) -> Mention:
    """Count "15 members of Boko Haram" among attackers."""
    if mention.noun is None or tokens[mention.noun].low not in ("members", "member", "leader", "commander"):
        return mention
    after = {at(tokens, k) for k in range(mention.end, mention.end + 5)}
    armed = at(tokens, mention.end) == "of" and after & words.ATTACKER_MODIFIERS
    return replace(mention, head="attackers") if armed else mention


def _mention_at(tokens: Sequence[Token], i: int, triggers: frozenset[int]) -> Mention | None:
    if i in triggers or not tokens[i].is_word:
        return None
    return (
        _family(tokens, i)
        or _numbered(tokens, i, triggers)
        or _article(tokens, i, triggers)
        or _definite(tokens, i, triggers)
        or _plain(tokens, i, triggers)
    )


def _family(tokens: Sequence[Token], i: int) -> Mention | None:
    """ "a family of five", "a group of 12 tourists" counts those named after "of"."""
    if at(tokens, i) not in (*ARTICLES, "the", "one"):
        return None
    for j in range(i + 1, i + 4):
        if at(tokens, j) in ("family", "crew", "team") and at(tokens, j + 1) == "of":
            number = number_at(tokens, j + 2)
            if number is not None and at(tokens, number[1]) not in words.PEOPLE:
                return Mention(i, number[1], Count(number[0], number[0], number[0]), "specific", "numeral", j)
    return None


def _numbered(tokens: Sequence[Token], i: int, triggers: frozenset[int]) -> Mention | None:
    j, more = _skip_determiners(tokens, i)
    if j in triggers:
        return None
    quantity = quantity_at(tokens, j)
    if quantity is None:
        return _another(tokens, i, j, triggers) if more else None
    if is_label(tokens, j, quantity) or any(k in triggers for k in range(j, quantity.end)):
        return None
    k = quantity.end
    if at(tokens, k) == "of":
        return _out_of(tokens, i, quantity, triggers, more=more)
    return _with_noun(tokens, i, k, quantity, triggers, more=more)


_DETERMINERS: Final = (
    (("a", "further"), True), (("an", "additional"), True), (("another",), True), (("an", "extra"), True),
    (("the", "other"), True), (("a", "combined"), False), (("the",), False), (("all",), False),
    (("those",), False), (("these",), False), (("his",), False), (("her",), False), (("their",), False),
    (("its",), False), (("other",), True), (("additional",), True), (("further",), True),
)  # fmt: skip


def _skip_determiners(tokens: Sequence[Token], i: int) -> tuple[int, bool]:
    """Return the token after "the", "another", "all the", and whether more people are meant."""
    more = False
    for _ in range(3):
        for phrase, further in _DETERMINERS:
            if follows(tokens, i, phrase):
                i, more = i + len(phrase), more or further
                break
        else:
            break
    return i, more


def _another(tokens: Sequence[Token], i: int, j: int, triggers: frozenset[int]) -> Mention | None:
    """ "another policeman", "another": one more."""
    if at(tokens, i) != "another" or j != i + 1:
        return None
    noun, end = _noun(tokens, j, triggers)
    one = Count(1, 1, 1)
    if noun is not None and tokens[noun].low in words.ONE:
        return Mention(i, end, one, _head(tokens, j, noun), "article", noun, more=True)
    if noun is None and end == j and (j in triggers or at(tokens, j) in words.BE | words.ADVERBS):
        return Mention(i, j, one, "others", "article", None, more=True)
    return None


def _out_of(
    tokens: Sequence[Token], i: int, quantity: Quantity, triggers: frozenset[int], *, more: bool
) -> Mention | None:
    """ "two of the dead", "seven of the nine soldiers", "dozens of people", "three of them"."""
    k = quantity.end + 1
    form: Form = "vague" if quantity.vague else "numeral"
    if at(tokens, k) in ("them", "whom", "which", "us"):
        noun, end = _noun(tokens, k + 1, triggers)
        told = noun is not None and at(tokens, k + 1) not in DEFINITE
        armed = told and noun is not None and _head(tokens, k + 1, noun) == "attackers"
        end = end if told else k + 1
        return Mention(i, end, quantity.count, "attackers" if armed else "others", form, None, of=True)
    if at(tokens, k) in DEFINITE or at(tokens, k) == "all":
        j, _ = _skip_determiners(tokens, k)
        inner = number_at(tokens, j) if at(tokens, j) not in ("no", "none") else None
        j = inner[1] if inner else j
        if at(tokens, j) in ("dead", "killed", "wounded", "injured", "fatalities", "casualties", "victims"):
            return Mention(i, j + 1, quantity.count, "others", form, j, of=True)
        noun, end = _noun(tokens, j, triggers)
        if noun is None and at(tokens, k) in POSSESSIVES[:-1] and not is_thing(tokens, k, triggers):
            noun, end = _theirs(tokens, j, triggers)
        if noun is None:
            return None
        return Mention(
            i,
            end,
            quantity.count,
            _head(tokens, j, noun),
            form,
            noun,
            of=tokens[noun].low == "victims",
            whole=Count(inner[0], inner[0], inner[0]) if inner else None,
        )
    if not quantity.vague and quantity.count.low != 2 and not _counted_in_units(tokens, quantity.end - 1):
        return None
    return _with_noun(tokens, i, k, quantity, triggers, more=more)


def _theirs(tokens: Sequence[Token], j: int, triggers: frozenset[int]) -> tuple[int | None, int]:
    """Return the plural of "two of his polling agents", whatever it is, and the token after it."""
    stop = run(tokens, j, triggers)
    plural = stop > j and tokens[stop - 1].low.endswith("s") and tokens[stop - 1].low not in words.THINGS
    return (stop - 1, stop) if plural else (None, j)


def _counted_in_units(tokens: Sequence[Token], i: int) -> bool:
    return at(tokens, i) in ("dozen", "score", "total", "hundred", "thousand")


def _with_noun(
    tokens: Sequence[Token], i: int, k: int, quantity: Quantity, triggers: frozenset[int], *, more: bool
) -> Mention | None:
    form: Form = "vague" if quantity.vague else "numeral"
    if at(tokens, k) in ("more", "others", "other", "further", "additional", "such"):
        more = True
        if at(tokens, k) in ("more", "others") and _ends_here(tokens, k + 1, triggers):
            return Mention(i, k + 1, quantity.count, "others", form, k, more=True)
        k += 1
    noun, end = _noun(tokens, k, triggers)
    if noun is not None:
        return Mention(i, end, quantity.count, _head(tokens, k, noun), form, noun, more=more)
    if is_thing(tokens, k, triggers):
        return None
    guess = _unknown_people(tokens, k, triggers)
    if guess is not None:
        armed = any(tokens[j].low in words.ATTACKER_MODIFIERS for j in range(k, guess))
        head: Head = "attackers" if armed else "specific"
        return Mention(i, guess, quantity.count, head, form, guess - 1, more=more)
    return Mention(i, k, quantity.count, "others" if more else "bare", form, None, more=more)


def _ends_here(tokens: Sequence[Token], k: int, triggers: frozenset[int]) -> bool:
    word = at(tokens, k)
    return not word or k in triggers or not tokens[k].is_word or word in words.STOPS or word in words.ADVERBS


def _noun(tokens: Sequence[Token], k: int, triggers: frozenset[int]) -> tuple[int | None, int]:
    """Return the head noun of the people whose phrase begins at `k`, and the token after the phrase."""
    stop = run(tokens, k, triggers)
    noun: int | None = None
    for j in range(k, stop):
        word = tokens[j].low
        if word in words.PEOPLE or word.endswith(_AGE):
            noun = j
        elif word in words.THINGS and not word.startswith("year"):
            if j + 1 < stop and tokens[j + 1].low in words.PEOPLE and word not in words.UNITS:
                continue
            if noun == j - 1 or noun is None:
                return None, k
            break
        elif noun is not None and (word.endswith(("ed", "ing")) or word in words.ADVERBS):
            break
    if noun is None:
        return None, k
    last = tokens[noun].low
    if last in words.MASS and noun + 1 < stop and not tokens[noun + 1].low.endswith(("ed", "ing")):
        return (noun, noun + 1) if tokens[noun + 1].low in words.ADVERBS else (None, k)
    end = noun + 1
    while end < stop and tokens[end].capital:
        end += 1
    return noun, end


def _unknown_people(tokens: Sequence[Token], k: int, triggers: frozenset[int]) -> int | None:
    """Accept a plural or a people's name that no list has, where a word of effect or a clause follows."""
    stop = run(tokens, k, triggers)
    if not 1 <= stop - k <= 3:
        return None
    last = tokens[stop - 1]
    named = last.text[0].isupper() and last.low.endswith(("s", "an", "ese", "ish", "i", "sh"))
    if last.low in words.ATTACKER_MODIFIERS:
        return stop
    if last.low in words.ADVERBS or not (named or (last.low.endswith("s") and not last.low.endswith("ss"))):
        return None
    return stop


def _head(tokens: Sequence[Token], k: int, noun: int) -> Head:
    word = tokens[noun].low
    if word in ("fighter", "fighters") and _allied(tokens, k, noun):
        return "specific"
    if word in words.ATTACKERS:
        return "attackers"
    modifiers = {tokens[j].low for j in range(max(k - 1, 0), noun)}
    if modifiers & words.ATTACKER_MODIFIERS and word not in ("victim", "victims", "people", "civilians"):
        return "attackers"
    if word in ("others", "other"):
        return "others"
    return "generic" if word in words.GENERIC else "specific"


def _allied(tokens: Sequence[Token], k: int, noun: int) -> bool:
    """Say whether fighters are of the side attacked ("pro-government fighters")."""
    return any(tokens[j].low.startswith("pro-") or tokens[j].low in words.ALLIED for j in range(k, noun))


def _article(tokens: Sequence[Token], i: int, triggers: frozenset[int]) -> Mention | None:
    if at(tokens, i) not in ARTICLES:
        return None
    noun, end = _noun(tokens, i + 1, triggers)
    if noun is not None:
        one = tokens[noun].low in words.ONE or tokens[noun].low.endswith(_AGE)
        return Mention(i, end, Count(1, 1, 1), _head(tokens, i + 1, noun), "article", noun) if one else None
    k = i + 1
    named = k < len(tokens) and tokens[k].capital and (at(tokens, k + 1) in words.BE or k + 1 in triggers)
    if not named or is_thing(tokens, k, triggers):
        return None
    return Mention(i, k + 1, Count(1, 1, 1), "specific", "article", k)


def _definite(tokens: Sequence[Token], i: int, triggers: frozenset[int]) -> Mention | None:
    if at(tokens, i) not in DEFINITE:
        return None
    noun, end = _noun(tokens, i + 1, triggers)
    if noun is None:
        return None
    one = tokens[noun].low in words.ONE
    count = Count(1, 1, None) if one else Count(2, None, None)
    if at(tokens, i) in POSSESSIVES and one:
        count = Count(1, 1, 1)
    return Mention(i, end, count, _head(tokens, i + 1, noun), "definite", noun)


def _plain(tokens: Sequence[Token], i: int, triggers: frozenset[int]) -> Mention | None:
    """ "civilians", "Afghan soldiers", "Mayor ...", and in headlines "Policeman"."""
    word = tokens[i].low
    modified = at(tokens, i + 1) in words.PEOPLE and word not in words.STOPS | words.THINGS
    modified = modified and not word.endswith("ly")
    if word not in words.PEOPLE and not modified:
        return None
    noun, end = _noun(tokens, i, triggers)
    if noun is None:
        return None
    head = _head(tokens, i, noun)
    if tokens[noun].low in words.MANY:
        return Mention(i, end, Count(2, None, None), head, "plain", noun)
    starts = (
        i == 0
        or i - 1 in triggers
        or not tokens[i - 1].is_word
        or at(tokens, i - 1) in ("and", "as", "after")
    )
    title = tokens[i].capital and end > noun + 1
    if starts or title:
        return Mention(i, end, Count(1, 1, None), head, "plain", noun)
    return None
