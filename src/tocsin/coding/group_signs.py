"""What stands around a name: signs of whether it is an armed group's, and what it has to do with the attack.

Words count by their class ("blamed", "accused" and "put it down to" are one), by the side of the name that they
stand on, and by how near. What each sign is worth is fitted (`python -m training.attribution`).
"""
# ruff: noqa: E501 (one class of words a line reads as the table that it is)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from tocsin.coding.tokens import Token, at, listed

_CLASSES: Final = {
    "claim": r"claim(?:s|ed|ing)?|credit|admit(?:s|ted|ting)?|admission|boast(?:s|ed|ing)?|own(?:s|ed)|avow(?:s|ed)?|theirs|ours",
    "responsible": r"responsib(?:le|ility)",
    "medium": r"statements?|communiqu[eé]s?|leaflets?|videos?|audio|recordings?|messages?|posts?|posted|websites?|web|site|channels?|telegram|twitter|facebook|radio|e-?mails?|e-?mailed|letters?|notes?|texts?|callers?|calls?|rang|phoned|telephoned?|phone|fax(?:ed)?|banner|graffiti|sprayed|slogans?|photographs?|signed|signature|page|online|bulletin|newsletter|pamphlets?",
    "says": r"said|says?|saying|told|tells|announc\w+|declar\w+|stat(?:ed|es)|add(?:ed|s)|wrote|writes|insist\w*|repl(?:ied|ies)|answered|confirm\w*|affirm\w*|maintain\w*|assert\w*|vow\w*|promised|warn\w*|threaten\w*|explain\w*|demand\w*|reported(?:ly)?",
    "speaks for": r"spokes\w+|speak(?:s|ing)?|spoke|behalf|mouthpiece|agency|commander|leaders?|secretary|lawyer",
    "named": r"call(?:ed|ing)|itself|themselves|styl\w+|so-called|self-styled|known|named|names|naming|unheard-of|unknown|unheard|hitherto|shadowy|obscure|little-known|new|previously",
    "denial": r"den(?:y|ies|ied|ying)|denials?|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disown\w*|disavow\w*|distanc\w+|disclaim\w*|condemn\w*|refut\w+|repudiat\w+|deplor\w+|ridiculous|fabricat\w+|lies?|slander|untrue|false|nonsense",
    "not": r"not|no|nothing|never|neither|nor|none|nobody|\w+n't|without|far",
    "part": r"part|role|hand|hands|involve(?:d|ment)|connections?|contacts?|quarrel|knowledge|business|near",
    "linked": r"links?|linked|linking|ties?|tied|connected|allied|loyal|close|affiliat\w+|belong(?:s|ed|ing)?|sympath\w+|associat\w+",
    "blame": r"blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing|ation|ations)|attribut\w+|ascrib\w+|culprits?|perpetrators?|behind|handiwork|carried|perpetrated|pinned|fault|guilty|did|committed|staged|executed|denounced|charg(?:e|es|ed|ing)|held|hold(?:s|ing)?",
    "put down": r"put|puts|putting|work|laid|lays|down",
    "suspicion": r"suspect(?:s|ed|ing)?|suspicions?|believ(?:e|es|ed)|think(?:s|ing)?|thought|may|might|could|possib(?:le|ly)|perhaps|likely|probabl[ey]|apparent(?:ly)?|presum\w+|alleged(?:ly)?|appear(?:s|ed)?|seem(?:s|ed)?|look(?:s|ed|ing)?|examin\w+|investigat\w+|whether|if|hallmarks?|bears?|bore|stamp|suggest(?:s|ed|ing)?|point(?:s|ed|ing)?|fingers?|indicat\w+|signs?|resembl\w+|rather|lead|theory|hints?|rumou?rs?|see(?:s|n)?|traces?|fits?|recall(?:s|ed)?|guess\w*|assum\w+|doubts?|rule|ruled|rival",
    "ordered": r"orders?|ordered|instruct\w+|direct(?:ed|ing|ion|ions)?|sent|send(?:s|ing)?|dispatched|command(?:ed|s)?|paid|pay|payroll|hired?|hiring|financ\w+|fund(?:ed|s|ing)|plan(?:ned|s)|mastermind\w*|recruit(?:ed|s|er|ers)?|handlers?|guid(?:ed|ance)|behest|controlled|coordinat\w+|organi[sz]ed|train(?:ed|ing)|armed|contract(?:ed)?|commissioned|agents?|officers?|taking|took|leads?|led",
    "inspired": r"inspir\w+|pledg\w+|allegiance|loyalty|swore|sworn|oath|bay'?ah?|videos|films|propaganda|watch(?:ed|ing)|admir\w+|followers?|radicali[sz]\w+|self-radicali[sz]\w+|manifestos?|manual|magazines?|flags?|quot(?:ed|es|ing)|ideology|imitat\w+|cop(?:y|ied|ying)|cue|downloaded|sermons?|tracts?|emblems?|fan|idol\w*|devour\w+|material|teachings",
    "act": r"kill(?:s|ed|ing)?|attack(?:s|ed|ing)?|bomb(?:s|ed|ing)?|shot|shoot\w*|abduct\w*|kidnap\w*|storm(?:s|ed|ing)?|raid(?:s|ed|ing)?|ambush(?:es|ed|ing)?|struck|str(?:ike|ikes|iking)|fired?|planted|detonated|blew|burn(?:ed|t)|overran|overrun|seized|murder\w*|massacr\w+|slaughter\w*|stabbed|set|hit|hitting|target(?:s|ed)?|launched|beheaded|taken|opened|entered|invaded",
    "attack": r"attacks?|bombings?|killings?|blasts?|raids?|ambush|explosions?|murders?|shootings?|operations?|crimes?|deed|assaults?|massacres?|kidnappings?|abductions?|deaths?|incident|action|arson|plot|bombs?|strike|hijacking|siege",
    "people": r"militants?|insurgents?|gunm[ae]n|fighters?|rebels?|terrorists?|members?|bombers?|extremists?|jihadists?|guerr?illas?|soldiers?|commandos?|cells?|units?|supporters?|assailants?|attackers?|operatives?|separatists?|remnants?|dissidents?|columns?|elements?|men|boys|raiders|youths|lions|heroes|martyrs?|volunteers|brothers|cadres",
    "body": r"groups?|movements?|organi[sz]ations?|networks?|factions?|militias?|bands?|gangs?|wing|splinter|party|sect|outfit|clandestine|underground|outlawed|banned|forbidden|breakaway|offshoot|branch|affiliate|armed|cult|cartel|syndicate",
    "officials": r"police|ministers?|ministry|army|officials?|governor|prosecutors?|military|government|presidents?|mayor|investigators?|security|intelligence|colonel|general|commissioner|authorities|services?|captain|commandant|admiral|commodore|prefect|judge|detectives|residents?|villagers?|witness\w*|survivors?|elders?|sources?|analysts?|experts?|observers|party|family|relatives|friends|locals",
    "pronoun": r"it|its|they|their|them|we|our|us",
    "he": r"he|she|his|her|him",
    "past": r"previous(?:ly)?|earlier|ago|since|last|years?|months|decades?|often|usually|regularly|repeatedly|history|formerly|former|19\d\d|20\d\d|same|similar|other|past|before|anniversary|january|february|march|april|june|july|august|september|october|november|december",
    "war": r"clash(?:es|ed)?|fighting|truce|territory|battles?|ceasefire|talks|negotiat\w+|offensive|war|troops|front-?line|airstrikes?|peace|disarm\w*|active|fief|stronghold|strongholds|control|based",
    "against": r"against|fight(?:s|ing)?|fought|anti",
    "wants": r"wants?|seeks?|demand\w*|fights|independence|secede|autonomy|caliphate",
    "hedged": r"maybe|some|others?|most|many|sources?|according",
    "person": r"mr|mrs|ms|dr|sir|sheikh|father|sister|brother|professor|sergeant|lieutenant|corporal|major|inspector|superintendent|senator|deputy|imam|rev|chief|minister|lawyer|director|manager|teacher|aged|coach|captain",
    "place": r"in|near|at|outside|city|town|village|province|district|region|state|airport|river|street|road|university|hospital|hotel|market|station|bank|company|court|newspaper|newspapers|parliament",
}  # fmt: skip
_PATTERNS: Final = {name: re.compile(rf"(?:{block})$") for name, block in _CLASSES.items()}
_LINKING: Final = listed("of by to on for from with at that and or is as in than was were are who which s")
_SKIPPED: Final = listed("the a an so-called self-styled outlawed banned separatist local")
_LIGHT: Final = listed(
    "has have had also later then now since who which that itself themselves quickly swiftly soon 's ’s"
)
"""Words that may stand between a name and its verb."""
_DESCRIBING: Final = frozenset({"people", "body", "place", "named", "person", "past"})
"""Classes that say what something is and not what was said or done."""
_NEAR: Final = 4
_BACK: Final = 12
_AHEAD: Final = 16


@lru_cache(maxsize=20_000)
def classes(word: str) -> tuple[str, ...]:
    """Return the classes of cues that a lower-cased word belongs to."""
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.match(word))


def signs(tokens: Sequence[Token], first: int, end: int, before: Sequence[Token] = ()) -> set[str]:
    """Return the signs around the name that stands at the tokens `first` to before `end` of a sentence.

    `before` are the tokens of the sentence before.
    """
    found = set(_left(tokens, first)) | set(_right(tokens, end))
    found.update(
        f"sentence: {name}" for token in (*tokens[:first], *tokens[end:]) for name in classes(token.low)
    )
    found.update(f"before: {name}" for token in before for name in classes(token.low))
    if first == 0 or (first == 1 and tokens[0].low == "the"):
        found.add("opens")
    return found


def _left(tokens: Sequence[Token], first: int) -> Iterator[str]:
    """What stands to the left: the word right before, the nearest cue, cues near and far."""
    k = first - 1
    while k >= 0 and tokens[k].low in _SKIPPED:
        k -= 1
    yield from _next("left", tokens, k)
    nearest = False
    for i in range(first - 1, max(first - _BACK, 0) - 1, -1):
        if tokens[i].low == ";":
            return
        for name in classes(tokens[i].low):
            yield f"left: {name}"
            if first - i <= _NEAR + 1:
                yield f"left near: {name}"
            if not nearest and name not in _DESCRIBING:
                yield f"left first: {name}"
        nearest = nearest or bool(set(classes(tokens[i].low)) - _DESCRIBING)


def _right(tokens: Sequence[Token], end: int) -> Iterator[str]:
    """What stands to the right: the word right after, the nearest cue, cues near and far; an aside apart."""
    start = _aside(tokens, end)
    if start > end:
        yield "right: aside"
        yield from (f"aside: {name}" for token in tokens[end:start] for name in classes(token.low))
    while at(tokens, start) in _LIGHT:
        start += 1
    yield from _next("right", tokens, start)
    nearest = False
    for i in range(start, min(start + _AHEAD, len(tokens))):
        if tokens[i].low == ";":
            return
        for name in classes(tokens[i].low):
            yield f"right: {name}"
            if i - start < _NEAR:
                yield f"right near: {name}"
            if not nearest and name not in _DESCRIBING:
                yield f"right first: {name}"
        nearest = nearest or bool(set(classes(tokens[i].low)) - _DESCRIBING)


def _next(side: str, tokens: Sequence[Token], k: int) -> Iterator[str]:
    word = at(tokens, k)
    if not word:
        yield f"{side}: edge"
    elif word in _LINKING or not word[0].isalnum():
        yield f"{side}: {word}"
        if word in _LINKING and side == "left":
            step = k - 1
            while step >= 0 and tokens[step].low in _SKIPPED:
                step -= 1
            for name in classes(at(tokens, step)):
                yield f"{side} {word}: {name}"
    else:
        for name in classes(word):
            yield f"{side} next: {name}"


def _aside(tokens: Sequence[Token], end: int) -> int:
    """Return where the clause goes on after an aside between commas or in brackets, `end` without one."""
    if at(tokens, end) not in (",", "("):
        return end
    close = ")" if tokens[end].low == "(" else ","
    for k in range(end + 1, min(end + 26, len(tokens))):
        if tokens[k].low == close:
            return k + 1
    return end
