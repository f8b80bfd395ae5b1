"""Words of effect in a sentence: who says killed, and in what voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.coding.tokens import Token, at, follows, listed
from tocsin.coding.tolls.numbers import quantity_at
from tocsin.coding.tolls.shapes import Effect

Form = Literal["active", "either", "intransitive", "adjective", "noun", "toll", "care", "grave", "weak"]
"""How a word takes its people.

active: object after it ("killing 12"); either: object after or subject before ("killed"); intransitive and
adjective: subject before ("died", "dead"); noun: "12 deaths", "the deaths of 12"; toll: a number after
("death toll"); care: subject before, hurt by inference ("taken to hospital"); grave: subject before, some of
the hurt ("in critical condition"); weak: hurt, fatally or not ("shot", "stabbed").
"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word of effect: its first token, the token after it, its effect (None for both) and its form."""

    first: int
    end: int
    effect: Effect | None
    form: Form


_KILL: Final = listed(
    "kill murder massacre slaughter execute behead assassinate lynch butcher slay decapitate"
)
_HURT: Final = listed("injure wound maim")


def _inflect(verb: str) -> dict[str, Form]:
    stem = verb.removesuffix("e")
    third = verb + ("es" if verb.endswith(("ch", "sh")) else "s")
    return {verb: "active", third: "active", stem + "ing": "active", stem + "ed": "either"}


def _single_words() -> dict[str, tuple[Effect | None, Form]]:
    table: dict[str, tuple[Effect | None, Form]] = {}
    for verb in _KILL:
        table |= {word: ("killed", form) for word, form in _inflect(verb).items()}
    for verb in _HURT:
        table |= {word: ("injured", form) for word, form in _inflect(verb).items()}
    table |= dict.fromkeys(
        listed("slain martyred neutralised neutralized eliminated liquidated electrocuted incinerated"),
        ("killed", "either"),
    )
    table |= {"slew": ("killed", "active"), "hurting": ("injured", "active"), "hurt": ("injured", "either")}
    table |= dict.fromkeys(
        listed("died dies die perished perish succumbed drowned"), ("killed", "intransitive")
    )
    table |= {"dead": ("killed", "adjective")}
    table |= dict.fromkeys(
        listed("death deaths fatality fatalities lives bodies corpses body corpse"), ("killed", "noun")
    )
    table |= dict.fromkeys(listed("injury injuries"), ("injured", "noun"))
    table |= dict.fromkeys(listed("casualties casualty"), (None, "noun"))
    table |= dict.fromkeys(listed("hospitalised hospitalized"), ("injured", "care"))
    table |= dict.fromkeys(listed("shot stabbed knifed"), ("injured", "weak"))
    table |= {"toll": ("killed", "toll")}
    return table


_SINGLE: Final = _single_words()
_PHRASES: Final[dict[tuple[str, ...], tuple[Effect | None, Form]]] = {
    ("shot", "dead"): ("killed", "either"),
    ("shoot", "dead"): ("killed", "active"),
    ("shooting", "dead"): ("killed", "active"),
    ("shot", "and", "killed"): ("killed", "either"),
    ("shot", "and", "wounded"): ("injured", "either"),
    ("shot", "and", "injured"): ("injured", "either"),
    ("stabbed", "and", "wounded"): ("injured", "either"),
    ("stabbed", "and", "injured"): ("injured", "either"),
    ("stabbed", "and", "killed"): ("killed", "either"),
    ("gunned", "down"): ("killed", "either"),
    ("gunning", "down"): ("killed", "active"),
    ("gun", "down"): ("killed", "active"),
    ("mowed", "down"): ("killed", "either"),
    ("mown", "down"): ("killed", "either"),
    ("burned", "alive"): ("killed", "either"),
    ("burnt", "alive"): ("killed", "either"),
    ("lost", "their", "lives"): ("killed", "intransitive"),
    ("lost", "his", "life"): ("killed", "intransitive"),
    ("lost", "her", "life"): ("killed", "intransitive"),
    ("lose", "their", "lives"): ("killed", "intransitive"),
    ("cut", "the", "throat", "of"): ("killed", "active"),
    ("slit", "the", "throat", "of"): ("killed", "active"),
    ("cutting", "the", "throat", "of"): ("killed", "active"),
    ("slitting", "the", "throat", "of"): ("killed", "active"),
    ("has", "injuries"): ("injured", "intransitive"),
    ("have", "injuries"): ("injured", "intransitive"),
    ("death", "toll"): ("killed", "toll"),
    ("death", "count"): ("killed", "toll"),
    ("body", "count"): ("killed", "toll"),
    ("number", "of", "deaths"): ("killed", "toll"),
    ("number", "of", "fatalities"): ("killed", "toll"),
    ("number", "killed"): ("killed", "toll"),
    ("number", "of", "victims"): ("killed", "toll"),
    ("number", "of", "the", "victims"): ("killed", "toll"),
    ("loss", "of", "life"): ("killed", "toll"),
    ("assassination", "of"): ("killed", "active"),
    ("assassinations", "of"): ("killed", "active"),
    ("slaying", "of"): ("killed", "active"),
    ("killings", "of"): ("killed", "active"),
    ("injury", "toll"): ("injured", "toll"),
    ("casualty", "toll"): (None, "toll"),
    ("put", "to", "death"): ("killed", "either"),
    ("blood", "toll"): ("killed", "toll"),
    ("were", "unhurt"): (None, "noun"),
    ("needed", "treatment"): ("injured", "care"),
    ("required", "treatment"): ("injured", "care"),
    ("being", "treated"): ("injured", "care"),
    ("was", "treated"): ("injured", "care"),
    ("were", "treated"): ("injured", "care"),
    ("been", "treated"): ("injured", "care"),
    ("received", "treatment"): ("injured", "care"),
    ("receiving", "treatment"): ("injured", "care"),
    ("undergoing", "treatment"): ("injured", "care"),
    ("under", "treatment"): ("injured", "care"),
    ("bullet", "wounds"): ("injured", "noun"),
    ("gunshot", "wounds"): ("injured", "noun"),
    ("dead", "bodies"): ("killed", "noun"),
    ("dead", "sea"): (None, "noun"),
    ("dead", "end"): (None, "noun"),
    ("death", "penalty"): (None, "noun"),
    ("death", "sentence"): (None, "noun"),
    ("death", "threats"): (None, "noun"),
    ("suffered", "injuries"): ("injured", "intransitive"),
    ("sustained", "injuries"): ("injured", "intransitive"),
    ("suffered", "wounds"): ("injured", "intransitive"),
    ("sustained", "wounds"): ("injured", "intransitive"),
    ("suffered", "burns"): ("injured", "intransitive"),
    ("sustained", "burns"): ("injured", "intransitive"),
}
_TO_DEATH: Final = listed(
    "hacked burned burnt beaten stabbed shot stoned clubbed bludgeoned hacking beating "
    "stabbing burning crushed trampled blown knifed battered"
)
_LOSING: Final = listed(
    "claimed claim claims claiming cost costs costing took take takes taken taking lost lose "
    "loses losing loss"
)
_TAKEN: Final = listed("taken rushed brought admitted airlifted flown sent evacuated transported ferried")
_GRAVE: Final = listed("critical serious grave stable intensive life-threatening")


_FIRST: Final = frozenset(
    {*_SINGLE, *(phrase[0] for phrase in _PHRASES), *_TO_DEATH, *_TAKEN}
    | {"in", "number", "shoot", "shoots", "shooting", "suffered", "sustained", "suffering", "suffer"}
)
"""The words that a phrase of effect can begin with, so that most tokens cost one look-up."""


def find_triggers(tokens: Sequence[Token]) -> list[Trigger]:
    """Return the words of effect of a sentence, in order, none overlapping."""
    found: list[Trigger] = []
    i, spent = 0, -1
    while i < len(tokens):
        trigger = _trigger_at(tokens, i) if tokens[i].low in _FIRST and i != spent else None
        if trigger is None:
            i += 1
            continue
        found.append(trigger)
        i = trigger.end
        if (
            trigger.form == "active"
            and trigger.end == trigger.first + 1
            and _shot_dead(tokens, trigger.first)
        ):
            spent = next(j for j in range(i, i + 9) if at(tokens, j) == "dead")
    return found


_COUNTED: Final = {
    "killed": "killed", "murdered": "killed", "dead": "killed", "died": "killed", "slain": "killed",
    "massacred": "killed", "slaughtered": "killed", "wounded": "injured", "injured": "injured",
    "hurt": "injured", "lives": "killed",
}  # fmt: skip


def _number_of(tokens: Sequence[Token], i: int) -> Trigger | None:
    """Read "number of people who died", "number of dead", "number of militants killed" as a toll."""
    if at(tokens, i + 1) != "of":
        return None
    j = i + 2
    while j < i + 7 and at(tokens, j) not in _COUNTED:
        if not (j < len(tokens) and tokens[j].is_word) or at(tokens, j) in (
            "is",
            "was",
            "rose",
            "to",
            "in",
            "as",
        ):
            return None
        j += 1
    counted = _COUNTED.get(at(tokens, j))
    if counted is None:
        return None
    return Trigger(i, j + 1, "killed" if counted == "killed" else "injured", "toll")


_SHOT_STOPS: Final = listed(", ; : . ( ) - – — and or but who when while in at after before as that then")


def _shot_dead(tokens: Sequence[Token], i: int) -> Trigger | None:
    """Read "shot three officers dead": the verb takes what stands between."""
    if at(tokens, i) not in ("shot", "shoot", "shoots", "shooting") or at(tokens, i + 1) == "dead":
        return None
    for j in range(i + 2, i + 9):
        word = at(tokens, j)
        if not word or word in _SHOT_STOPS:
            return None
        if word == "dead" and at(tokens, j - 1) not in BE_WORDS:
            return Trigger(i, i + 1, "killed", "active")
    return None


BE_WORDS: Final = listed("was were is are left leaving found the for")


def _trigger_at(tokens: Sequence[Token], i: int) -> Trigger | None:
    for size in (4, 3, 2):
        known = _PHRASES.get(tuple(at(tokens, i + k) for k in range(size)))
        if known is not None:
            return Trigger(i, i + size, *known)
    word = tokens[i].low
    if word in _TO_DEATH and follows(tokens, i + 1, ("to", "death")):
        return Trigger(i, i + 3, "killed", "active" if word.endswith("ing") else "either")
    if word in _TAKEN:
        return _hospital(tokens, i)
    if (word == "in" and at(tokens, i + 1) in _GRAVE) or follows(tokens, i, ("in", "a", "critical")):
        return _condition(tokens, i)
    if word in ("suffered", "sustained", "suffering", "suffer"):
        return _suffering(tokens, i)
    if word == "lives" and not _lost(tokens, i):
        return None
    put = _put_at(tokens, i)
    if put is not None:
        return put
    if word == "number":
        return _number_of(tokens, i)
    if word in ("shot", "shoot", "shoots", "shooting"):
        if at(tokens, i + 1) == "at":
            return None
        dead = _shot_dead(tokens, i)
        if dead is not None or word != "shot":
            return dead
    if word == "in":
        return _in_hospital(tokens, i)
    known_one = _SINGLE.get(word)
    return None if known_one is None else Trigger(i, i + 1, *known_one)


def _lost(tokens: Sequence[Token], i: int) -> bool:
    """Say whether lives are said to be lost ("claimed 12 lives", "12 lives were lost")."""
    around = {at(tokens, k) for k in range(i - 6, i + 4)}
    return bool(around & _LOSING)


def _hospital(tokens: Sequence[Token], i: int) -> Trigger | None:
    for j in range(i + 1, min(i + 9, len(tokens))):
        if at(tokens, j) in ("hospital", "hospitals", "clinic", "clinics"):
            return Trigger(i, j + 1, "injured", "care")
        if at(tokens, j) in (",", ".", ";", "and"):
            return None
    return None


def _put_at(tokens: Sequence[Token], i: int) -> Trigger | None:
    """Read "the dead are now six in number", "puts the injured at 147" as tolls."""
    word, after = at(tokens, i), at(tokens, i + 1)
    if word not in ("dead", "injured", "wounded") or at(tokens, i - 1) != "the":
        return None
    effect: Effect = "killed" if word == "dead" else "injured"
    if after == "at" and at(tokens, i - 2) in ("put", "puts", "putting"):
        return Trigger(i, i + 1, effect, "toll")
    if after not in ("are", "now", "number", "numbered"):
        return None
    j = i + 2 + (at(tokens, i + 2) == "now")
    quantity = quantity_at(tokens, j)
    said = quantity is not None and at(tokens, quantity.end) in ("in", ".", ",", "", "people")
    return Trigger(i, j, effect, "toll") if said else None


def _in_hospital(tokens: Sequence[Token], i: int) -> Trigger | None:
    """Read "16 people are in hospital"; not "died in hospital"."""
    lain = any(
        at(tokens, j) in ("is", "are", "was", "were", "remain", "remained", "remains") for j in (i - 1, i - 2)
    )
    if not lain or at(tokens, i + 1) not in ("hospital", "hospitals"):
        return None
    return Trigger(i, i + 2, "injured", "care")


def _condition(tokens: Sequence[Token], i: int) -> Trigger | None:
    for j in range(i + 2, min(i + 5, len(tokens))):
        if at(tokens, j) in ("condition", "conditions", "care"):
            return Trigger(i, j + 1, "injured", "grave")
    return None


def _suffering(tokens: Sequence[Token], i: int) -> Trigger | None:
    for j in range(i + 1, min(i + 6, len(tokens))):
        if at(tokens, j) in ("injuries", "wounds", "burns", "injury"):
            return Trigger(i, j + 1, "injured", "intransitive")
        if at(tokens, j) in (",", ".", ";", "and") or tokens[j].is_digits:
            return None
    return None
