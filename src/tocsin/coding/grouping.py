"""From tellings to events: which sentences of one document belong to one attack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from tocsin.coding.events import Mention, Telling, mentions
from tocsin.coding.folding import fold
from tocsin.coding.marks import BARE, REAL, SEVERAL
from tocsin.coding.status import cues

LEAD: Final = 3
"""Opening sentences in which news tells its main event, where the title tells of no attack."""
TITLED_LEAD: Final = 7
"""The same where the title tells of one."""
ENOUGH: Final = 3.0
"""The net score from which a telling stands as an attack."""
PENALTY: Final = {
    "court": 5.0, "drill": 5.0, "hoax": 4.0, "anniversary": 4.0, "fiction": 4.5, "statistics": 4.0,
    "accident": 4.0, "clash": 3.0, "crime": 3.5, "protest": 2.0, "threat": 2.0, "background": 2.5,
    "charge": 0.5, "politics": 2.0, "sport": 4.0, "animal": 4.0, "review": 6.0,
}  # fmt: skip
"""What each cue in a sentence takes from its score."""
_INHERITED: Final = frozenset(
    {
        "drill",
        "fiction",
        "anniversary",
        "court",
        "hoax",
        "statistics",
        "accident",
        "crime",
        "protest",
        "clash",
        "politics",
        "sport",
        "review",
        "animal",
    }
)
"""Cues that, in the title or the first sentence, colour the whole document."""
_CLEARED: Final = frozenset({"hoax", "drill", "sport"})
"""Cues that colour the whole document from any of its first sentences: the alarm was none, it was a game."""
_ASIDE: Final = frozenset({"politics", "sport", "review"})
"""Topics beside which "a week after the bombing" only says when."""
_ACCIDENT: Final = frozenset({"accident"})
_NEVER_LIFTED: Final = frozenset({"accident", "drill", "sport", "review"})
"""Topics that no telling in the document gets out of (an accident only where nothing tells of intent)."""
_OLD: Final = 6.0
_MIXED: Final = 2.0
_ALSO: Final = 0.3
"""The share that each further cue takes beside the weightiest."""
_BODY: Final = 12
"""Sentences in which an attack may be told in full though the opening speaks of something else."""
_WEEKS: Final = 14
"""Days back from which a dated sentence tells of another attack than an undated main event."""
_REACH: Final = 60
"""Sentences from the anchor on in which an event's values are looked for."""
_BLIND: Final = frozenset(
    {"explosion", "blast that struck", "blew up", "detonated", "drove into", "rammed", "set ablaze", "attack",
     "killings", "shot dead", "siege", "shooting", "poisoned", "chemical"}
)  # fmt: skip
"""Triggers that an accident may have, too: nothing in them tells of intent."""
_ARMED_GROUPS_DO: Final = frozenset(
    {"suicide bombing", "blew himself up", "car bomb", "ambush", "agent attacked", "killed by agent",
     "abducted", "beheaded", "hostages", "grenade", "device", "terror attack", "raid", "opened fire"}
)  # fmt: skip
"""Triggers that armies in a fight do not have: beside them a clash is what followed an attack."""
_AVENGES: Final = re.compile(r"\b(?:aveng\w+|revenge|retaliat\w+|in response to|reprisal)\b")
"""Words of a motive: the deed avenged is another one, who says so speaks of this."""
_ANSWERS: Final = frozenset({"response", "clash"})
"""What forces do to attackers: part of the story, so that its dead count."""
_FURNITURE: Final = re.compile(
    r"(?:\w+day,? )?(?:\w+ \d{1,2}|\d{1,2} \w+),? \d{4}\.?$|[^a-z]*$|"
    r"(?:by|photo|image|file|advertisement|read more)\b.{0,60}$"
)
_ITEM: Final = re.compile(
    r"\s*(?:[-–—•*▪●·‣]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+|"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}(?:, [A-Z][\w'’ -]+)?(?:: | [-–—] ))"
)
"""How an entry of a list begins: a bullet, a number, the name of a place with a colon or a dash."""
_DATED_ENTRY: Final = re.compile(
    r"(?:On|Late on|Early on|In the early hours of|On the (?:night|evening|morning) of) "
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{1,2} [A-Z]|[A-Z][a-z]+ \d{1,2}\b|the \d)"
)
_TELLING_PLACE: Final = re.compile(
    r"(?:And |Also )?(?:[Ii]n|[Aa]t|[Nn]ear) (?:the )?(?:[a-z]\w* ){0,4}([A-Z][\w'’-]+)"
)
_NAMED_PLACE: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|on|[Oo]utside) (?:the )?(?:[a-z][\w-]* ){0,4}([A-Z][\w'’-]{2,})"
)


@dataclass(frozen=True, slots=True)
class Event:
    """The sentences that tell of one attack, the first of them its anchor.

    `reach` are the indices of all the sentences in which its values may stand: those without a word of
    attack between its own, too, but none that tells of something else. `near` are the anchor and the
    sentences right after it, whatever they tell; `title` is the folded title where this is the main event.
    """

    anchor: Telling
    sentences: tuple[Telling, ...]
    score: float
    reach: tuple[int, ...]
    near: tuple[Telling, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """The events of a document, and what was left out by status."""

    events: tuple[Event, ...]
    left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What title and opening say of the whole document."""

    title_strength: int
    topic: frozenset[str]
    violent: bool
    accidental: bool
    lead: tuple[int, ...]


def group(title: str | None, tellings: Sequence[Telling], text: str) -> Grouped:
    """Return the events that `tellings` (the sentences of `text` in order) tell, in the order of the text."""
    frame = _frame(title, tellings)
    tellings = [_revived(t, frame) for t in tellings]
    left: Counter[str] = Counter(mention.status for t in tellings for mention in t.left)
    main = next((t for t in tellings if t.index in frame.lead and net(t, frame) >= ENOUGH), None)
    main = main or next((t for t in tellings if t.index <= _BODY and _fresh(t, frame)), None)
    main = _follow_up(tellings, frame) if main is None else _meant(main, tellings, frame)
    if main is None:
        left.update(_reasons(t, frame) for t in tellings for _ in t.live)
        return Grouped((), left)
    headline = fold(title or "")
    groups: list[list[Telling]] = [[main]]
    for t in tellings:
        if t is main or not t.live:
            continue
        if t.index > main.index and _opens(t, main, groups, frame, text):
            groups.append([t])
        elif t.index > main.index and _belongs(t, main):
            groups[-1].append(t)
        else:
            left[_reasons(t, frame)] += len(t.live)
    return Grouped(
        tuple(_event(g, groups, tellings, frame, headline if g[0] is main else "") for g in groups), left
    )


def net(t: Telling, frame: Frame) -> float:
    """Return what speaks for a telling as a report of an attack, less what speaks against it."""
    if not t.live:
        return 0.0
    score = t.score + (1.0 if frame.title_strength >= 2 else 0.5 * frame.title_strength)
    score += 0.5 * (frame.violent and t.strength == 1)
    score += 0.5 * (
        t.casualties and not frame.accidental and any(m.trigger.name == "explosion" for m in t.live)
    )
    cues = t.cues | _inherited(t, frame) | (_ACCIDENT if frame.accidental and not t.agent else frozenset())
    against = [PENALTY[cue] for cue in cues if _holds(cue, t)]
    if t.recency.age == "old" or (t.recency.age == "mixed" and "court" in t.cues):
        against.append(_OLD)
    elif t.recency.age == "mixed":
        against.append(_MIXED)
    return score - max(against, default=0.0) - _ALSO * (sum(against) - max(against, default=0.0))


def _inherited(t: Telling, frame: Frame) -> frozenset[str]:
    """The topic of the document, but where a telling stands on its own: new, dated, with casualties."""
    fresh = t.recency.age == "recent" and t.strength >= 2 and t.casualties and not t.definite
    return frame.topic & _NEVER_LIFTED if fresh else frame.topic


def _holds(cue: str, t: Telling) -> bool:
    """Whether a cue speaks against this telling: intent answers "accident", an armed group "crime"."""
    if cue == "accident":
        return all(m.trigger.name in _BLIND for m in t.live)
    if cue == "threat":
        return all(m.trigger.name not in ("bomb warning", "ultimatum") for m in t.live)
    if cue == "clash":
        return not (t.claim or any(m.trigger.name in _ARMED_GROUPS_DO for m in t.live))
    if cue == "sport":
        return not REAL.search(t.folded)
    if cue in ("crime", "protest"):
        return not (t.claim or (t.group and t.strength >= 2))
    return True


def _fresh(t: Telling, frame: Frame) -> bool:
    """Whether a sentence below the opening tells in full of an attack of these days."""
    plain = t.recency.age == "recent" and not t.definite and not t.another and not t.cues
    return plain and t.strength >= 2 and t.casualties and net(t, frame) >= ENOUGH + 1


def _follow_up(tellings: Sequence[Telling], frame: Frame) -> Telling | None:
    """Return the sentence that carries on a known attack of these days: a toll, burials, a live entry.

    It tells of casualties in the opening, and the title or a sentence near it speaks of the attack. Nothing
    in it may speak of another time or another kind of event.
    """
    if frame.topic or (frame.accidental and frame.title_strength < 2):
        return None
    carrying = next((t for t in tellings[:_BODY] if _carries(t, frame)), None)
    if carrying is None or frame.title_strength:
        return carrying
    near = tellings[:_BODY]
    dated = any(t.recency.age == "recent" for t in near if t.live or t is carrying)
    return carrying if dated and any(_refers(t, frame) for t in near) else None


def _meant(main: Telling, tellings: Sequence[Telling], frame: Frame) -> Telling:
    """Return the dated toll that the text opens with, where `main` tells of an attack before that."""
    first = next((t for t in tellings[: main.index] if _carries(t, frame)), None)
    return main if first is None or not _earlier(main, first) else first


def _carries(t: Telling, frame: Frame) -> bool:
    """Whether a sentence tells of casualties, and of nothing that is not of these days."""
    if not t.casualties or t.cues or t.recency.age in ("old", "mixed"):
        return False
    if not {m.status for m in t.left} <= {"aftermath"}:
        return False
    return t.index in frame.lead[:LEAD] or (
        bool(t.live) and frame.title_strength > 0 and t.index <= TITLED_LEAD
    )


def _refers(t: Telling, frame: Frame) -> bool:
    """Whether a sentence says "the attack" as of something known, or tells one though not in full."""
    if t.recency.age == "old":
        return False
    return bool(BARE.search(t.folded)) or (t.strength >= 2 and not t.another and net(t, frame) >= ENOUGH)


def _reasons(t: Telling, frame: Frame) -> str:
    """Return the code of why a telling with live mentions was left out."""
    found = sorted(t.cues | _inherited(t, frame), key=lambda cue: -PENALTY[cue])
    if t.recency.age == "old" and (not found or PENALTY[found[0]] < 3) and "charge" not in found:
        return "background"
    if found:
        return found[0]
    return "background" if t.index not in frame.lead and t.score >= ENOUGH else "metaphor"


def _frame(title: str | None, tellings: Sequence[Telling]) -> Frame:
    content = [t for t in tellings if not _FURNITURE.match(t.folded)]
    found = [m for m in mentions(title or "") if m.status == "new"]
    strength = max((m.trigger.strength for m in found), default=0)
    opening = cues(fold(title or "")) | (content[0].cues if content else frozenset())
    opening |= {cue for t in content[1:LEAD] for cue in t.cues & _CLEARED}
    told = strength >= 2 or any(t.casualties and not t.cues for t in content[:2])
    return Frame(
        title_strength=strength,
        topic=frozenset(opening.intersection(_INHERITED)),
        violent=any(t.strength >= 2 and t.score >= ENOUGH and not t.cues for t in content[:8]),
        accidental=any("accident" in t.cues for t in content[:TITLED_LEAD]),
        lead=tuple(t.index for t in content[: TITLED_LEAD if told else LEAD]),
    )


def _revived(t: Telling, frame: Frame) -> Telling:
    """Take "a week after the bombing" in the opening for what the text is about, for want of more."""
    if t.strength >= 2 or t.index not in frame.lead[:LEAD] or frame.topic & _ASIDE:
        return t
    back: tuple[Mention, ...] = tuple(replace(m, status="new") for m in t.left if m.status == "aftermath")
    return (
        replace(t, live=(*t.live, *back), left=tuple(m for m in t.left if m.status != "aftermath"))
        if back
        else t
    )


def _opens(t: Telling, main: Telling, groups: Sequence[Sequence[Telling]], frame: Frame, text: str) -> bool:
    """Whether `t` first tells of another attack than the ones before."""
    if _apart(t, main, groups, frame, text) or _entered(t, main, groups, frame, text):
        return True
    if (
        t.definite
        or t.strength < 2
        or net(t, frame) < ENOUGH + 1
        or t.cues & {"background", "statistics", "threat"}
    ):
        return False
    if _earlier(t, main):
        return False
    return t.another or (t.meanwhile and _names(t, text)) or _elsewhere(t, groups, text)


def _entered(t: Telling, main: Telling, groups: Sequence[Sequence[Telling]], frame: Frame, text: str) -> bool:
    """Whether `t` opens an entry of its own: in a list of incidents, or with a later day than the last."""
    if t.definite or t.strength < 2 or t.recency.age == "old" or not (t.casualties or t.agent):
        return False
    if net(t, frame) < ENOUGH or t.cues & {"background", "statistics"}:
        return False
    words = t.span.of(text)
    if _ITEM.match(words) and _ITEM.match(main.span.of(text)):
        return True
    last = max((told.recency.day for told in groups[-1] if told.recency.day), default=None)
    day = t.recency.day
    later = last is not None and day is not None and day > last
    return later and bool(_DATED_ENTRY.match(words)) and _names(t, text)


def _apart(t: Telling, main: Telling, groups: Sequence[Sequence[Telling]], frame: Frame, text: str) -> bool:
    """Whether `t` tells, be it in few words, of an attack in another place than all before it.

    It does where the main sentence announces several places ("struck in three cities"), or where it says so
    itself ("a separate blast was reported in").
    """
    announced = bool(SEVERAL.search(main.folded))
    if (
        t.definite
        or t.cues
        or _earlier(t, main)
        or not (t.another or announced or (t.meanwhile and t.casualties))
    ):
        return False
    if net(t, frame) < (ENOUGH - 2 if announced else ENOUGH - t.another):
        return False
    named = {fold(name) for name in _NAMED_PLACE.findall(t.span.of(text))}
    return bool(named) and not any(name in told.folded for name in named for g in groups for told in g)


def _names(t: Telling, text: str) -> bool:
    """Whether the sentence names a place of its own; "hours later, in the south of the city" does not."""
    return bool(_NAMED_PLACE.search(t.span.of(text)))


def _elsewhere(t: Telling, groups: Sequence[Sequence[Telling]], text: str) -> bool:
    """Whether the sentence opens with a place that none so far named and tells of its own casualties."""
    match = _TELLING_PLACE.match(t.span.of(text))
    if match is None or not (t.casualties or t.agent):
        return False
    name = match.group(1).lower()
    return not any(name in told.folded for g in groups for told in g)


def _earlier(t: Telling, main: Telling) -> bool:
    """Whether `t` names a day that lies before the main event's."""
    if t.recency.day is None:
        return False
    if main.recency.day is None:
        return t.recency.back is not None and t.recency.back >= _WEEKS and not t.definite
    return t.recency.day < main.recency.day - timedelta(days=1)


def _belongs(t: Telling, main: Telling) -> bool:
    """Whether `t` goes on telling the event before it."""
    if t.recency.age == "old" or _earlier(t, main) or t.another or (t.meanwhile and not t.definite):
        return False
    return not any(PENALTY[cue] >= 2.5 for cue in t.cues) or (
        t.recency.age == "recent" and "court" not in t.cues
    )


def _event(
    own: Sequence[Telling],
    groups: Sequence[Sequence[Telling]],
    tellings: Sequence[Telling],
    frame: Frame,
    headline: str,
) -> Event:
    score = max(ENOUGH, *(net(t, frame) for t in own)) + 0.25 * min(len(own) - 1, 4)
    first = own[0].index
    end = min([g[0].index for g in groups if g[0].index > first] + [first + _REACH, len(tellings)])
    mine = {t.index for t in own}
    reach = tuple(t.index for t in tellings[first:end] if t.index in mine or _neutral(t))
    return Event(own[0], tuple(own[:_REACH]), score, reach, tuple(tellings[first : first + 4]), headline)


def _neutral(t: Telling) -> bool:
    """Whether a sentence without a word of attack may go on telling the event before it."""
    meant = {mention.status for mention in t.left} - _ANSWERS
    if _AVENGES.search(t.folded):
        meant.discard("background")
    return not (t.live or meant or t.cues & {"background", "statistics", "anniversary"})
