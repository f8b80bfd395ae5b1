"""Which people each word of effect takes: its object, its subject, or the number of a death toll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from tocsin.coding.tokens import Token, at, follows, listed
from tocsin.coding.tolls import words
from tocsin.coding.tolls.mentions import Mention
from tocsin.coding.tolls.numbers import quantity_at
from tocsin.coding.tolls.triggers import Trigger
from tocsin.model import Count

How = Literal["object", "subject", "toll", "part", "self"]


@dataclass(frozen=True, slots=True)
class Link:
    """A word of effect with the people it takes; `old` marks a figure given as an earlier one."""

    trigger: Trigger
    people: tuple[Mention, ...]
    how: How
    old: bool = False


_JOINS: Final = (
    (",", "and"), ("and",), ("&",), ("as", "well", "as"), (",", "as", "well", "as"), ("along", "with"),
    (",", "along", "with"), ("together", "with"), ("plus",), ("and", "also"), ("or",),
)  # fmt: skip
_BOUNDARIES: Final = listed(
    "; : after when while because before although but as since until if said says told where though whereas "
    "and or that — –"
)
_UNREAL: Final = listed("could would might should to will can shall if cannot may")
_REFLEXIVE: Final = ("himself", "herself", "itself", "themselves")
_PRONOUNS: Final = ("he", "she", "they", "being")
_WINDOW: Final = 30


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence made ready for linking."""

    tokens: Sequence[Token]
    triggers: Sequence[Trigger]
    mentions: Sequence[Mention]
    starts: dict[int, int]
    ends: dict[int, int]
    trigger_starts: dict[int, int]
    trigger_tokens: frozenset[int]


def clause(tokens: Sequence[Token], triggers: Sequence[Trigger], mentions: Sequence[Mention]) -> Clause:
    """Return the sentence with its indexes."""
    return Clause(
        tokens, triggers, mentions,
        {m.first: k for k, m in enumerate(mentions)}, {m.end: k for k, m in enumerate(mentions)},
        {t.first: k for k, t in enumerate(triggers)},
        frozenset(j for t in triggers for j in range(t.first, t.end)),
    )  # fmt: skip


def link(c: Clause) -> list[Link]:
    """Return the links of the sentence, in the order of their words of effect."""
    objects = {k: _object(c, t) for k, t in enumerate(c.triggers)}
    owned = frozenset(chain[0] for chain in objects.values() if chain)
    links: list[Link] = []
    for k, trigger in enumerate(c.triggers):
        links.extend(_link_one(c, k, trigger, objects[k], owned))
    return links


def _link_one(
    c: Clause, k: int, trigger: Trigger, objects: tuple[int, ...], owned: frozenset[int]
) -> list[Link]:
    if trigger.form == "toll":
        return _toll(c, trigger)
    mood = _mood(c, trigger)
    if mood == "not":
        return _none_hit(c, trigger)
    if mood == "unreal":
        return []
    reflexive = _reflexive(c, trigger)
    if objects:
        return [*reflexive, *_made(c, k, trigger, objects, "object")]
    if trigger.form == "active" or reflexive:
        return reflexive
    subjects = _subject(c, trigger, owned)
    return _made(c, k, trigger, subjects, "subject") if subjects else []


def _made(c: Clause, k: int, trigger: Trigger, chain: tuple[int, ...], how: How) -> list[Link]:
    people = tuple(c.mentions[m] for m in chain)
    zero = len(people) == 1 and people[0].count.high == 0
    partners = _partners(c, k)
    if zero:
        if people[0].head not in ("generic", "bare") or people[0].more or _too_early(c, people[0]):
            return []
        return [Link(t, people, how) for t in (trigger, *partners)]
    if trigger.effect is None or any(t.effect != trigger.effect for t in partners):
        return []
    return [Link(trigger, people, how, old=_is_old(c, people[0]))]


def _too_early(c: Clause, mention: Mention) -> bool:
    """Say whether "no casualties" only means none known yet, or none besides those told of."""
    return any(
        token.low in ("immediate", "immediately", "word", "unclear", "else", "further", "known")
        for token in c.tokens[max(mention.first - 6, 0) : mention.end + 8]
    )


def _partners(c: Clause, k: int) -> list[Trigger]:
    """Return words of effect joined to the k-th by "or" or "and" alone ("killed or injured")."""
    partners = []
    for step in (1, -1):
        other = k + step
        if not 0 <= other < len(c.triggers):
            continue
        left, right = (c.triggers[k], c.triggers[other]) if step > 0 else (c.triggers[other], c.triggers[k])
        if right.first == left.end + 1 and at(c.tokens, left.end) in ("or", "and", "nor", "/"):
            partners.append(c.triggers[other])
    return partners


def _mood(c: Clause, trigger: Trigger) -> str:
    """Return "not" for what did not happen, "unreal" for what could or is to happen, "" otherwise."""
    j = trigger.first - 1
    for _ in range(4):
        word = at(c.tokens, j)
        if word in ("not", "never", "without", "nor") or word.endswith("n't"):
            return "" if follows(c.tokens, j, ("not", "only")) else "not"
        if word in _UNREAL:
            if word == "to" and (trigger.form != "active" or c.tokens[trigger.first].low.endswith("ing")):
                return ""
            went_on = word == "to" and at(c.tokens, j - 1) in ("on", "managed", "proceeded")
            return "" if went_on or word == "may" else "unreal"
        if word not in words.BE and word not in words.HAVE and word not in words.ADVERBS:
            return ""
        j -= 1
    return ""


def _none_hit(c: Clause, trigger: Trigger) -> list[Link]:
    """ "did not hurt anyone" is a toll of none; any other denial says nothing."""
    if at(c.tokens, trigger.end) not in ("anyone", "anybody", "any"):
        return []
    zero = Mention(trigger.end, trigger.end + 1, Count(0, 0, 0), "bare", "numeral", None)
    return [Link(trigger, (zero,), "object")]


def _reflexive(c: Clause, trigger: Trigger) -> list[Link]:
    j = trigger.end + (at(c.tokens, trigger.end) == "both")
    if at(c.tokens, j) not in _REFLEXIVE or trigger.effect != "killed":
        return []
    return [Link(trigger, (themselves(c, j),), "self")]


def themselves(c: Clause, j: int) -> Mention:
    """Return the attackers that the reflexive pronoun at `j` stands for."""
    count = Count(1, 1, 1)
    if at(c.tokens, j) == "themselves":
        before = [m for m in c.mentions if m.end <= j and m.head == "attackers"]
        count = before[-1].count if before else Count(2, None, None)
    return Mention(j, j + 1, count, "attackers", "article", None)


def _object(c: Clause, trigger: Trigger) -> tuple[int, ...]:
    if trigger.form not in ("active", "either", "noun", "weak"):
        return ()
    j = trigger.end
    if trigger.form == "noun":
        if at(c.tokens, j) not in ("of", "to", "among"):
            return ()
        j += 1
    elif at(c.tokens, j) == "of" and trigger.form == "active":
        j += 1
    if at(c.tokens, j) == "both":
        j += 1
    if at(c.tokens, j) in _REFLEXIVE:
        j += 1
        j += 1 if at(c.tokens, j) in ("and", "along") else 0
    m = c.starts.get(j)
    if m is None or _passive(c, trigger):
        return ()
    if trigger.form in ("either", "weak") and (
        _leads_to_effect(c, c.mentions[m]) or _attributive(c, trigger, m)
    ):
        return ()
    return chain_right(c, m, headline=c.tokens[trigger.first].low in ("kill", "kills", "injures", "wounds"))


def _attributive(c: Clause, trigger: Trigger, m: int) -> bool:
    """Say whether the word of effect stands between a number and its noun ("93 injured people")."""
    number = c.ends.get(trigger.first)
    return number is not None and c.mentions[number].head == "bare" and c.mentions[m].form == "plain"


def _passive(c: Clause, trigger: Trigger) -> bool:
    j = trigger.first - 1
    while at(c.tokens, j) in words.ADVERBS and j not in c.ends:
        j -= 1
    return trigger.form in ("either", "weak") and at(c.tokens, j) in words.BE


def _leads_to_effect(c: Clause, mention: Mention) -> bool:
    """Say whether the mention is the subject of a word of effect right after it ("30 were injured")."""
    j = mention.end
    while at(c.tokens, j) in words.BE or at(c.tokens, j) in words.HAVE or at(c.tokens, j) in words.ADVERBS:
        j += 1
    k = c.trigger_starts.get(j)
    return k is not None and c.triggers[k].form not in ("active", "noun", "toll")


def _joined(c: Clause, left: Mention, right: Mention) -> str:
    """Return how two mentions are joined: "and", ",", or "" for not at all."""
    between = tuple(token.low for token in c.tokens[left.end : right.first])
    if between in _JOINS:
        return "and"
    return "," if between == (",",) else ""


def chain_right(c: Clause, m: int, *, headline: bool = False) -> tuple[int, ...]:
    """Return the list of mentions that begins at `m`; headlines join with commas alone ("pastor, two others")."""
    chain, sure = [m], 1
    while chain[-1] + 1 < len(c.mentions):
        left, right = c.mentions[chain[-1]], c.mentions[chain[-1] + 1]
        join = _joined(c, left, right)
        if not join or right.of or _leads_to_effect(c, right) or _apposed(left, join):
            break
        chain.append(chain[-1] + 1)
        if join == "and" or headline:
            sure = len(chain)
    return tuple(chain[:sure])


def _apposed(left: Mention, join: str) -> bool:
    """Say whether what follows spells out a whole already named ("12 people, three soldiers and ...")."""
    return join == "," and left.head in ("generic", "bare") and not left.more


def _chain_left(c: Clause, m: int, owned: frozenset[int], *, headline: bool = False) -> tuple[int, ...]:
    chain = [m]
    while chain[0] > 0 and chain[0] not in owned:
        left, right = c.mentions[chain[0] - 1], c.mentions[chain[0]]
        join = _joined(c, left, right)
        if not join or (len(chain) == 1 and join != "and" and not headline) or right.of:
            break
        if _apposed(left, join) or (join == "," and _adds_up(c, left, chain)):
            return (chain[0] - 1,)
        if chain[0] - 1 in owned or _ends_object_chain(c, chain[0] - 1, owned):
            break
        chain.insert(0, chain[0] - 1)
    return tuple(chain)


def _adds_up(c: Clause, whole: Mention, chain: Sequence[int]) -> bool:
    """Say whether a list spells out the number before it ("two men, a father and his son,")."""
    return whole.count.best is not None and whole.count.best == sum(
        c.mentions[m].count.low or 0 for m in chain
    )


def _ends_object_chain(c: Clause, m: int, owned: frozenset[int]) -> bool:
    return any(m in chain_right(c, o) for o in owned if o < m)


def _subject(c: Clause, trigger: Trigger, owned: frozenset[int]) -> tuple[int, ...]:
    j, passive = trigger.first - 1, False
    while j >= 0 and j not in c.trigger_tokens:
        m = c.ends.get(j + 1)
        if m is not None:
            bare = not passive and trigger.form == "either"
            if bare and _takes_object(c, trigger):
                return ()
            return () if _governed_away(c, c.mentions[m]) else _head_of(c, m, owned, headline=bare)
        word = at(c.tokens, j)
        if word in words.BE or word in words.HAVE:
            passive = passive or word in words.BE
        elif word not in words.ADVERBS and not (word == "said" and j == trigger.first - 1):
            break
        j -= 1
    if trigger.form == "noun":
        return ()
    shared = _shared_auxiliary(c, j)
    if shared is not None:
        return _subject_from(c, shared, owned)
    if passive or trigger.form in ("intransitive", "care", "grave"):
        return _far(c, j, owned)
    return _far(c, j, owned) if at(c.tokens, j) == "," and _closes_part(c, j) else ()


def _takes_object(c: Clause, trigger: Trigger) -> bool:
    """Say whether a noun phrase follows the verb, so that what stands before it is who did it."""
    m = c.starts.get(trigger.end)
    if m is not None:
        return not _leads_to_effect(c, c.mentions[m])
    follow = at(c.tokens, trigger.end)
    return follow in ("a", "an", "the", "his", "her", "their", "its", "some", "many") or (
        quantity_at(c.tokens, trigger.end) is not None
    )


def _subject_from(c: Clause, j: int, owned: frozenset[int]) -> tuple[int, ...]:
    while j >= 0 and (
        at(c.tokens, j) in words.BE or at(c.tokens, j) in words.HAVE or at(c.tokens, j) in words.ADVERBS
    ):
        if j + 1 in c.ends:
            break
        j -= 1
    m = c.ends.get(j + 1)
    return _head_of(c, m, owned) if m is not None else _far(c, j, owned)


def _shared_auxiliary(c: Clause, j: int) -> int | None:
    """Return the auxiliary that a second participle shares ("were abducted and later killed")."""
    if at(c.tokens, j) not in ("and", "then", "or"):
        return None
    for k in range(j - 1, max(j - 8, -1), -1):
        if k + 1 in c.ends or k in c.trigger_tokens or at(c.tokens, k) in (";", ":", "."):
            return None
        if at(c.tokens, k) in words.BE:
            return k
    return None


def _closes_part(c: Clause, comma: int) -> bool:
    """Say whether the comma closes "..., including three children," or "..., ten of them soldiers,"."""
    m = c.ends.get(comma)
    return m is not None and (c.mentions[m].of or is_part(c, m))


def _governed_away(c: Clause, mention: Mention) -> bool:
    """A number that opens another phrase is no subject ("of two killed" is; "aged 12 killed" never comes here)."""
    return at(c.tokens, mention.first - 1) in ("by", "against")


def _head_of(c: Clause, m: int, owned: frozenset[int], *, headline: bool = False) -> tuple[int, ...]:
    """Take the subject at `m`, or the whole that it is a part of ("12 people, three of them children, were")."""
    mention = c.mentions[m]
    if mention.count.high == 0:
        return (m,)
    if m > 0 and _is_old(c, mention):
        return (m - 1,)
    if is_part(c, m) or (mention.of and at(c.tokens, mention.end) != "," and _inside_commas(c, m)):
        whole = _far(c, mention.first - 1, owned)
        return whole or (m,)
    if at(c.tokens, mention.first - 1) in words.PREPOSITIONS - {"of", "to"} and mention.form not in (
        "numeral",
        "vague",
    ):
        whole = _far(c, mention.first - 1, owned)
        if whole:
            return whole
    if at(c.tokens, mention.first - 1) in ("with", "carrying", "from", "on"):
        whole = _far(c, mention.first - 1, owned)
        if whole and c.mentions[whole[-1]].form in ("numeral", "vague"):
            return whole
    return _chain_left(c, m, owned, headline=headline)


def _inside_commas(c: Clause, m: int) -> bool:
    return at(c.tokens, c.mentions[m].first - 1) == ","


def _far(c: Clause, j: int, owned: frozenset[int]) -> tuple[int, ...]:
    """Search leftwards for a subject that does not touch its verb."""
    fallback: tuple[int, ...] = ()
    for k in range(j, max(j - _WINDOW, -1), -1):
        m = c.ends.get(k + 1)
        if m is not None and c.mentions[m].first > 0 and _fits(c, m, k, j):
            governor = at(c.tokens, c.mentions[m].first - 1)
            if governor not in words.PREPOSITIONS or (k == j - 1 and at(c.tokens, j) == "who"):
                return _chain_left(c, m, owned)
            if governor == "of" and not fallback:
                fallback = (m,)
        elif m is not None and c.mentions[m].first == 0 and _fits(c, m, k, j):
            return _chain_left(c, m, owned)
        if k in c.trigger_tokens or (at(c.tokens, k) in _BOUNDARIES and not _inside_mention(c, k)):
            break
    return fallback


def _inside_mention(c: Clause, k: int) -> bool:
    """Say whether an "and" joins mentions and so is no clause boundary."""
    return at(c.tokens, k) in ("and", "or") and (
        k in c.ends or (k + 1 in c.starts and k - 1 >= 0 and at(c.tokens, k - 1) == ",")
    )


def _fits(c: Clause, m: int, k: int, j: int) -> bool:
    mention = c.mentions[m]
    if mention.head == "bare" and at(c.tokens, mention.end) == "who":
        return True
    if mention.head == "bare" and at(c.tokens, mention.end + 1) not in (
        "including",
        "among",
        "mostly",
        "most",
    ):
        return False
    if mention.of or mention.count.high == 0 or is_part(c, m):
        return False
    if mention.form in ("numeral", "vague"):
        return True
    follow = at(c.tokens, mention.end)
    return j - k <= 14 and (follow in ("who", ",", "(", "whose") or follow in words.PREPOSITIONS)


def is_part(c: Clause, m: int) -> bool:
    """Say whether the m-th mention, or the list it ends, is introduced as part of a whole."""
    while m > 0 and _joined(c, c.mentions[m - 1], c.mentions[m]):
        if _introduces_part(c, c.mentions[m].first - 1):
            return True
        if _apposed(c.mentions[m - 1], _joined(c, c.mentions[m - 1], c.mentions[m])):
            return False
        m -= 1
    return _introduces_part(c, c.mentions[m].first - 1)


def _introduces_part(c: Clause, j: int) -> bool:
    while at(c.tokens, j) in ("also", "both", "either", "just"):
        j -= 1
    word, before = at(c.tokens, j), at(c.tokens, j - 1)
    if word in (
        "including",
        "include",
        "included",
        "includes",
        "among",
        "mostly",
        "mainly",
        "namely",
        "comprising",
    ):
        return not (word == "among" and before in ("deaths", "casualties"))
    return (before == "among" and word in ("them", "whom")) or (
        word == "being" and before in ("them", "whom")
    )


def _is_old(c: Clause, mention: Mention) -> bool:
    j = mention.first - 1
    return at(c.tokens, j) == "not" or any(
        follows(c.tokens, j - 1, phrase) for phrase in (("rather", "than"), ("instead", "of"))
    )


def _toll(c: Clause, trigger: Trigger) -> list[Link]:
    """Read "the death toll rose from 41 to 45", "a death toll of 12", "the toll: 12"."""
    if trigger.effect is None or _mood(c, trigger):
        return []
    best: Mention | None = None
    for mention in c.mentions:
        if not trigger.end <= mention.first < trigger.end + 22 or mention.form not in ("numeral", "vague"):
            continue
        if any(trigger.end <= t.first < mention.first for t in c.triggers) or ";" in _lows(
            c, trigger, mention
        ):
            break
        rank = _toll_cue(c, trigger, mention)
        if rank is not None:
            best = replace(mention, count=rank)
            break
    return [] if best is None else [Link(trigger, (best,), "toll")]


def _lows(c: Clause, trigger: Trigger, mention: Mention) -> list[str]:
    return [token.low for token in c.tokens[trigger.end : mention.first]]


_REACHES: Final = listed(
    "to at of is was as now reached reaches reaching hit hits stands stood : - – — , jumps jumped leaps climbs "
    "totalled totaled be being currently least total already"
)
_OPENERS: Final = listed("at more over above nearly almost about around close some just up as well")
_PASSES: Final = listed("tops topped passes passed exceeds exceeded surpasses surpassed beyond past above")
_NEARS: Final = listed("nears neared nearing approaches approached")


def _toll_cue(c: Clause, trigger: Trigger, mention: Mention) -> Count | None:
    """Return the count the toll has come to where `mention` tells it; None for an old figure or a difference."""
    before = at(c.tokens, mention.first - 1)
    n = mention.count.best
    if mention.more or before in ("from", "by", "than", "not"):
        return None
    if before in _PASSES and n is not None:
        return Count(n + 1, n + 1, None)
    if before in _NEARS and n is not None:
        return Count(-(-n * 9 // 10), n, n)
    opens = at(c.tokens, mention.first)
    if before in _REACHES or mention.first == trigger.end or opens in _OPENERS:
        return mention.count
    return None


def blown_up(c: Clause) -> list[Link]:
    """Return the attackers who "blew themselves up"."""
    links = []
    for i, token in enumerate(c.tokens):
        if token.low in ("blew", "blow", "blows", "blowing", "blown") and at(c.tokens, i + 1) in _REFLEXIVE:
            if at(c.tokens, i + 2) == "up" and at(c.tokens, i - 1) not in _UNREAL | {"not"}:
                trigger = Trigger(i, i + 3, "killed", "intransitive")
                links.append(Link(trigger, (themselves(c, i + 1),), "self"))
    return links


def by_pronoun(c: Clause) -> list[Link]:
    """Return attackers hit behind a pronoun ("a gunman opened fire before he was shot dead")."""
    links = []
    for trigger in c.triggers:
        j = trigger.first - 1
        while at(c.tokens, j) in (words.BE | words.ADVERBS) - {"being"} and j > 0:
            j -= 1
        word = at(c.tokens, j)
        passive = word == "being" or at(c.tokens, j + 1) in words.BE
        if (
            word not in _PRONOUNS
            or trigger.effect != "killed"
            or trigger.form not in ("either", "intransitive")
        ):
            continue
        before = [m for m in c.mentions if m.end <= j and m.head != "generic"]
        attackers = before and before[0].head == "attackers" and (passive or trigger.form == "intransitive")
        if attackers and before[0].form != "plain":
            one = replace(before[0], first=j, end=j + 1, noun=None)
            links.append(Link(trigger, (one,), "subject"))
    return links
