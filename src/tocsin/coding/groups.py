"""Groups that a sentence ties to an attack, how, and who says so.

Attribution is never a fact of ours: each mention carries its relation and its voice. A group that is only
mentioned, or an attack that "no group has claimed", gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.group_names import HOME, SUFFIXES, NamedGroup, named_groups
from tocsin.coding.tokens import Token, tokenize
from tocsin.coding.tolls.background import is_background
from tocsin.coding.voice import said_by
from tocsin.model import Relation, Span

__all__ = ["HOME", "OUTLET", "GroupMention", "find_groups"]

OUTLET: Final = "the outlet"
"""The voice of a relation for which the text names no other."""
_REACH: Final = 110
"""Characters on each side of a name in which its cue stands."""
_MOST: Final = 12
"""More groups than this in one sentence is a list, not an account."""


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A group, its relation to the attack, and who says so.

    `name` is canonical for known groups. `said_by` is the group for its claims and denials, else a body or a
    role, else "the outlet". `span` is the evidence, inside the sentence. `background`: about another attack.
    """

    name: str
    relation: Relation
    said_by: str
    span: Span
    background: bool


_THING: Final = r"(?:the |this |its |an? |two |both )?(?:\w+ ){0,2}?(?:attacks?|bombings?|blasts?|shootings?|killings?|assaults?|raids?|explosions?|massacre|ambush|kidnappings?|abductions?|murders?)"
_PEOPLE: Final = (
    r"(?:militants?|insurgents?|gunm[ae]n|fighters?|rebels?|terrorists?|members?|suicide bombers?|bombers?|extremists?|"
    r"jihadists?|guerrillas?|soldiers?|commandos?|cells?|units?|sympathi[sz]ers?|supporters?|assailants?|attackers?|"
    r"operatives?|separatists?|spokes\w+|elements?|sect|group|organi[sz]ation|movement|network|commanders?|followers?)"
)
_OUR: Final = rf"(?:an? |one of |two of |three of |some of |its |their |our )*(?:own )?(?:\w+ )?{_PEOPLE}"
_AUX: Final = r"(?:has |have |had |later |also |quickly |immediately |since |swiftly |reportedly |then |now |who |which |that |on \w+ |however |officially |formally )*"
_DID: Final = (
    r"(?:attack(?:s|ed)?|kill(?:s|ed)?|storm(?:s|ed)?|raid(?:s|ed)?|ambush(?:es|ed)?|bomb(?:s|ed)?|detonated?|opened fire|"
    r"abduct(?:s|ed)?|kidnap(?:s|ped)?|shot|fired|launch(?:es|ed)?|carr(?:ied|y) out|struck|overr[au]n|behead(?:s|ed)?|"
    r"executed?|burn(?:ed|t)|set fire|massacred?|seized?|stabbed|blew|hit|invaded|razed|murder(?:s|ed)|murdered|planted|"
    r"throw|threw|rammed|slaughtered?|staged?|target(?:s|ed)?|mount(?:s|ed)?|dynamited?|destroyed)\b"
)
_FLAGS: Final = re.I

# After a name: what the group itself says or does.
_CLAIMS_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:{_PEOPLE} )?{_AUX}(?:(?:claim(?:s|ed|ing)?|t(?:ook|akes|aken|aking)|admit(?:s|ted)|accept(?:s|ed)) "
    rf"(?:\w+ ){{0,2}}?(?:responsibility|credit)|claim(?:s|ed|ing)? (?:that )?(?:it |they |to )?(?:was |were |had |have |be )?"
    rf"(?:behind|carried|carried out|responsible|{_THING}|{_OUR})|admitt?(?:s|ed)? (?:to )?(?:carrying|being behind|{_THING})|"
    rf"(?:said|says|announced|declared|boasted|confirmed)[^.;]{{0,60}}?\b(?:(?:it|they|we|its \w+|{_OUR}) (?:had |have |has |was |were )?"
    rf"(?:carried out|behind|staged|responsible|killed|executed|targeted|bombed|attacked|detonated|launched|conducted|struck|"
    rf"blew|ambushed|planted|shot)|carried out by (?:one |two |a |its )|the work of (?:its|one|a))|"
    rf"claimed? it\b|(?:issued|released|published|posted) (?:a|its) (?:claim|statement claiming|video claiming|"
    rf"video of (?:the|its) attackers?))",
    _FLAGS,
)
_CLAIM_BEFORE: Final = re.compile(
    r"(?:claim(?:ed)?(?: \w+){0,6}? by|claim of responsibility (?:by|from)|claims? (?:made )?by|responsibility (?:\w+ ){0,8}?claimed by|"
    r"claimed (?:\w+ ){0,8}?(?:in the name|on behalf) of|in the name of|admitted by) (?:the |a group called |"
    r"an? (?:\w+ ){0,3}?(?:group|faction|branch|affiliate)(?: calling itself| called| named| of)?,? ?(?:the )?)?$",
    _FLAGS,
)
_AMAQ: Final = re.compile(r"\b(?:Amaq|Aamaq|al-Naba|Nashir)\b")
_AMAQ_SAYS: Final = re.compile(
    r"\b(?:said|says|reported|reports|called|described|statement|claim\w*|carried out|released|published)\b",
    re.I,
)
_UNCLAIMED: Final = re.compile(
    r"\b(?:no (?:one|group|groups|organi[sz]ation|party|militant group|claim|faction)|nobody|no-one|none)\b[^.;]{0,50}?"
    r"(?:claim\w*|responsib\w+|taken credit)|(?:not|n't|yet to|stopped short of|without) (?:\w+ ){0,2}?claim",
    _FLAGS,
)
_NOT_CLAIMED_AFTER: Final = re.compile(
    r"^(?:'s)?,? ?(?:\w+ ){0,3}?(?:(?:has|have|had|did|does) (?:not|yet)|hasn't|haven't|didn't|yet to|stopped short|never)\b",
    re.I,
)
_DENIES_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:\w+ ){{0,3}}?{_AUX}(?:den(?:ied|ies|y|ying)|reject(?:s|ed|ing)?|disavow(?:s|ed)?|disclaim(?:s|ed)?|"
    rf"distanced? (?:itself|themselves)|condemned the \w+ and denied|"
    rf"(?:said|says|insisted) (?:it|they) (?:was|were|had) (?:not|no|nothing))",
    _FLAGS,
)
_DENIED_OF: Final = re.compile(
    r"(?:den(?:ied|ies|y|ying)|rul(?:ed|es|ing) out|dismiss(?:ed|es|ing)|reject(?:ed|s|ing)|no (?:\w+ ){0,3}?(?:evidence|proof|sign|"
    r"indication)|not linked|no (?:\w+ )?links?|no (?:\w+ )?ties|unconnected|nothing to do|unrelated)"
    r"(?: (?!blam|accus)\w+){0,9}? ?(?:the )?$",
    _FLAGS,
)
_NOT_BEHIND_AFTER: Final = re.compile(
    r"^,? ?(?:was|were|is|are|had) (?:not (?:involved|behind|responsible|linked|present)|no (?:role|part|hand))",
    re.I,
)
# Before or after a name: what others say of it.
_ORDERED: Final = re.compile(
    r"(?:on (?:the )?(?:direct )?(?:orders?|instructions?|instruction|command|behest)s? (?:of|from)|directed (?:\w+ )?by|sent by|"
    r"dispatched by|instructed by|ordered by|commanded by|received (?:orders|instructions) from|"
    r"acting (?:for|on behalf of|under orders from)|guided by|coordinated (?:\w+ )?(?:by|with)|recruited by|orders (?:came )?from|"
    r"instructions from) (?:(?:the|senior|leaders? of|an?|commanders? of|members? of) )*$",
    _FLAGS,
)
_INSPIRED: Final = re.compile(
    r"(?:inspired by|(?:pledg|sw[eo]ar|swor|declar|profess|vow)\w* (?:his |her |their |an oath of )?(?:allegiance|loyalty|fealty|bay'?ah?|support)"
    r"(?: \w+){0,2}? (?:to|for)|self-radicali[sz]ed (?:\w+ ){0,4}?by|radicali[sz]ed by|sympathi[sz]er of|sympathi[sz]ed with|"
    r"sympathi[sz]ing with|admirer of|adherent of|supporter of|influenced by|in support of|allegiance to) "
    r"(?:(?:the|leaders?|leader of|propaganda (?:of|from)|ideology of|head of) )*$",
    _FLAGS,
)
_INSPIRED_AFTER: Final = re.compile(r"^(?:'s)?[- ](?:inspired|propaganda inspired)\b", re.I)
_SUSPECTED: Final = re.compile(
    rf"(?:suspect(?:ed|s|ing)?|believed to (?:be|have been|belong to)|thought to (?:be|have been|belong to)|alleged(?:ly)?|presumed|"
    rf"suspicion (?:\w+ ){{0,3}}?(?:on|upon)|hallmarks? of|bears? the (?:mark|signature) of|linked to|links? (?:to|with)|ties to|"
    rf"may have been|likely|probably|apparently|possibly|suspicion that|believes?(?: that)?|seemed to be|appeared to be|"
    rf"connected (?:to|with)|affiliated (?:to|with)|allied (?:to|with)|reported|reportedly|associated with|finger at|"
    rf"(?:were|was|are|is) (?:\w+ )?(?:members? of|fighters? (?:of|from))|belong(?:ed|ing|s)? to)"
    rf"(?: (?:members?|fighters?|militants?|gunmen|men|by|the|an?|of|local|armed|{_PEOPLE}|carried|out|work|behind|from|"
    rf"belonging|to|loyal|islamist|islamic|communist|separatist|rebel|leftist|supporters))*,? ?$",
    _FLAGS,
)
_SUSPECTED_AFTER: Final = re.compile(
    rf"^-(?:linked|affiliated|allied)\b|^(?:'s)?,? ?(?:{_PEOPLE} )?(?:(?:is|are|was|were|has been|have been) (?:\w+ )?(?:suspected|believed|thought|the (?:\w+ )?suspects?|"
    rf"likely|probably|presumed)|suspected\b|suspects?\b|may have|might have)",
    _FLAGS,
)
_BLAMED: Final = re.compile(
    rf"(?:blam(?:ed|es|e|ing)(?: \w+){{0,7}}?(?: on| upon)?|accus(?:ed|es|e|ing)|attribut(?:ed|es|ing)(?: \w+){{0,6}}? to|"
    rf"carried out by|perpetrated by|committed by|the work of|work of|conducted by|staged by|launched by|claimed the lives \w+ by|"
    rf"(?:attacks?|raids?|bombings?|ambush|assault|blasts?|shootings?|killings?|massacre|explosion)(?: \w+)? by|"
    rf"(?:killed|attacked|wounded|injured|abducted|kidnapped|bombed|ambushed|raided|shot(?: dead)?|beheaded|executed|murdered|taken|"
    rf"seized|stormed|burned|planted|detonated|slain|slaughtered|destroyed|massacred|assassinated)"
    rf"(?: (?:on|in|near|at) \w+){{0,2}} by|responsibility (?:lies|rests) with|held responsible|orchestrated by|masterminded by|"
    rf"point(?:ed|s|ing) (?:the |a |an accusing )?finger at|identified (?:\w+ ){{0,4}}?as|organi[sz]ed by|set off by)"
    rf"(?: (?:the|an?|members?|fighters?|militants?|gunmen|of|from|outlawed|banned|local|armed|separatist|kurdish|islamist|islamic|"
    rf"rebel|rebels|group|organi[sz]ation|terrorist|militant|jihadist|heavily|two|three|four|communist|leftist|extremist|its|branch|affiliate|"
    rf"guerrillas?|cell|faction|{_PEOPLE}))*,? ?$",
    _FLAGS,
)
_BLAMED_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:{_PEOPLE} )?{_AUX}(?:(?:was|were|is|are|been|being) (?:\w+ )?(?:blamed|behind|responsible|accused|held responsible)|"
    rf"(?:was|were|is|are) to blame|blamed (?:for|in|after|over))",
    _FLAGS,
)
_ACTS_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:(?!was |were |is |are |been |being )\w+ ){{0,2}}?(?:{_PEOPLE},? )?(?:on \w+ )?(?:armed with \w+,? )?{_AUX}{_DID}",
    _FLAGS,
)
_ATTACK_NOUN_AFTER: Final = re.compile(
    rf"^(?:'s)? (?:{_PEOPLE} )?(?:(?:suicide|car|bomb|gun|rocket|mortar|arson|deadly|night|grenade|twin|latest) )*(?:attacks?|bombings?|raids?|ambush|assault|"
    rf"bombers?|massacre|shelling|offensive)\b(?! (?:\w+ )?(?:threat|warning|since))",
    _FLAGS,
)
_HISTORY: Final = re.compile(
    r"\b(?:ha(?:s|ve) (?:previously|repeatedly|regularly|often|also|in the past|frequently)|previously|in the past|similar attacks|"
    r"regularly|frequently|often|also claimed|also blamed|"
    r"(?:a |the )?(?:string|series|spate|wave|number) of (?:\w+ )?(?:attacks|bombings|killings)|"
    r"(?:earlier|other|several|many|numerous|past|previous|dozens of|scores of|hundreds of) (?:\w+ )?(?:attacks?|bombings?|killings))\b",
    _FLAGS,
)
_THIS_ONE: Final = re.compile(
    r"\b(?:responsibility for (?:the|this|today|friday|saturday|sunday|monday|tuesday|wednesday|thursday)|claimed the attack)",
    re.I,
)


def find_groups(text: str, sentence: Span) -> list[GroupMention]:
    """Return the groups that `sentence` ties to an attack, in order, each relation of a group once."""
    tokens = tokenize(text, sentence)
    named = named_groups(tokens)
    names = [group for k, group in enumerate(named) if not _embedded(text, tokens, named, k)][:_MOST]
    if not names and not _AMAQ.search(text, sentence.start, sentence.end):
        return []
    voice = said_by(text, sentence)
    found: list[GroupMention] = []
    for k in range(len(names)):
        for relation, who, span in _relations(text, sentence, tokens, names, k, voice):
            past = _is_past(text, sentence, tokens, names[k])
            found.append(GroupMention(names[k].name, relation, who, span, past))
    found.extend(_through_agency(text, sentence, found))
    return _settled(found)


def _relations(
    text: str, sentence: Span, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int, voice: str | None
) -> list[tuple[Relation, str, Span]]:
    group = names[k]
    start, end = tokens[group.first].start, tokens[group.end - 1].end
    before, left = _before(text, sentence, tokens, names, k)
    after, right = _after(text, sentence, tokens, names, k)
    after = _suffix(tokens[group.end - 1]) + after
    whole = sentence.of(text)
    speaker = voice if voice is not None and voice != group.name else OUTLET
    own = Span(start, right)
    found: list[tuple[Relation, str, Span]] = []
    if _DENIES_AFTER.search(after):
        found.append(("denied", group.name, own))
    elif _DENIED_OF.search(before) or _NOT_BEHIND_AFTER.search(after):
        return [("denied", speaker, Span(left, right))]
    elif _claims(before, after, whole):
        return [("claimed", group.name, Span(left if _CLAIM_BEFORE.search(before) else start, right))]
    relation = _of_others(before, after, known=group.known)
    if relation is not None:
        found.append((relation, speaker, Span(left, right)))
    return found


def _suffix(token: Token) -> str:
    suffix = next((suffix for suffix in SUFFIXES if token.text.endswith(suffix)), "")
    return suffix.replace("’", "'").lower() + (" " if suffix else "")


def _embedded(text: str, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int) -> bool:
    """Say whether the k-th group only explains the one before ("X, which is linked to Y, said")."""
    if k == 0:
        return False
    start, end = tokens[names[k].first].start, tokens[names[k].end - 1].end
    return bool(
        re.fullmatch(
            r",\s*(?:which|who|an?|the|affiliated|linked|allied|part)\b[^,]{0,50}\s?",
            text[tokens[names[k - 1].end - 1].end : start],
        )
        and re.match(r"[^,.;]{0,40},", text[end : end + 50])
    )


def _claims(before: str, after: str, whole: str) -> bool:
    if _NOT_CLAIMED_AFTER.search(after):
        return False
    if _CLAIM_BEFORE.search(before):
        return not re.search(r"\bno (?:\w+ )?claim", before, re.I)
    return bool(_CLAIMS_AFTER.search(after)) and not re.search(
        r"\b(?:no one|nobody|no group) (?:\w+ ){0,3}$", before, re.I
    )


def _of_others(before: str, after: str, *, known: bool) -> Relation | None:
    if _ORDERED.search(before):
        return "directed"
    if _INSPIRED.search(before) or _INSPIRED_AFTER.search(after):
        return "inspired"
    if _BLAMED.search(before) and not re.search(r"suspected|alleged", before[-40:], re.I):
        return "attributed"
    if _SUSPECTED.search(before) or _SUSPECTED_AFTER.search(after):
        return "suspected"
    if _BLAMED_AFTER.search(after):
        return "attributed"
    if known and (_ACTS_AFTER.search(after) or _ATTACK_NOUN_AFTER.search(after)):
        return (
            "attributed"
            if not re.search(r"\b(?:against|on|anti-?|fight\w*) (?:the )?$", before, re.I)
            else None
        )
    return None


def _before(
    text: str, sentence: Span, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int
) -> tuple[str, int]:
    """Return the words before the k-th name, not past the group named before it, and where they begin."""
    start = tokens[names[k].first].start
    floor = max(sentence.start, start - _REACH)
    j = k
    while j > 0:
        gap = text[tokens[names[j - 1].end - 1].end : tokens[names[j].first].start]
        if not re.fullmatch(r"\s*(?:,|and|or|and the|or the|, and|\()\s*(?:the\s+)?", gap, re.I):
            floor = max(floor, tokens[names[j - 1].end - 1].end)
            break
        j -= 1
        start = tokens[names[j].first].start
        floor = max(sentence.start, start - _REACH)
    return re.sub(r"\s+", " ", text[floor:start]), floor if floor == sentence.start else _word(text, floor)


def _word(text: str, offset: int) -> int:
    """Return the beginning of the next whole word at or after `offset`."""
    while offset < len(text) and offset > 0 and text[offset - 1].isalnum() and text[offset].isalnum():
        offset += 1
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _after(
    text: str, sentence: Span, tokens: Sequence[Token], names: Sequence[NamedGroup], k: int
) -> tuple[str, int]:
    """Return the words after the k-th name, not past the next group, and where they end."""
    end = tokens[names[k].end - 1].end
    ceiling = min(sentence.end, end + _REACH)
    j = k
    while j + 1 < len(names):
        gap = text[tokens[names[j].end - 1].end : tokens[names[j + 1].first].start]
        if not re.fullmatch(r"\s*(?:,|and|or|and the|\()\s*(?:the\s+)?", gap, re.I):
            ceiling = min(ceiling, tokens[names[j + 1].first].start)
            break
        j += 1
        end = tokens[names[j].end - 1].end
        ceiling = min(sentence.end, end + _REACH)
    words = re.sub(r"\s+", " ", text[end:ceiling])
    words = re.sub(
        r"^ ?(?:\([^)]{0,60}\)|, (?:which|who|a|an|the|also|formerly|in|through|via|on)\b[^,]{0,60},)",
        "",
        words,
    )
    words = re.sub(r"^ ?[)”\"’]+", "", words)
    while ceiling > end and ceiling < len(text) and text[ceiling - 1].isalnum() and text[ceiling].isalnum():
        ceiling -= 1
    return words.removeprefix(" ") if not words.startswith((" ,", ",")) else words, max(
        _trim(text, end, ceiling), end
    )


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _through_agency(text: str, sentence: Span, found: Sequence[GroupMention]) -> list[GroupMention]:
    """A group's own news agency speaks for it."""
    hit = _AMAQ.search(text, sentence.start, sentence.end)
    if hit is None or any(g.relation == "claimed" for g in found):
        return []
    if not _AMAQ_SAYS.search(text, sentence.start, sentence.end) or _UNCLAIMED.search(sentence.of(text)):
        return []
    return [GroupMention("Islamic State", "claimed", "Islamic State", sentence, False)]


def _is_past(text: str, sentence: Span, tokens: Sequence[Token], group: NamedGroup) -> bool:
    whole = sentence.of(text)
    if _HISTORY.search(whole) and not _THIS_ONE.search(whole):
        return True
    return is_background(text, tokens, group.first, group.end, frozenset())


_WEAKER: Final[dict[Relation, frozenset[Relation]]] = {
    "claimed": frozenset({"attributed", "suspected"}),
    "attributed": frozenset({"suspected"}),
    "directed": frozenset({"attributed", "suspected"}),
    "inspired": frozenset({"suspected"}),
    "suspected": frozenset(),
    "denied": frozenset(),
}


def _settled(found: Sequence[GroupMention]) -> list[GroupMention]:
    """Keep each relation of a group once, and leave out what a stronger relation already says."""
    kept: list[GroupMention] = []
    for mention in found:
        same = [g for g in found if g.name == mention.name]
        if any(
            mention.relation in _WEAKER[g.relation] for g in same if g.said_by in (g.name, mention.said_by)
        ):
            continue
        if not any(g.name == mention.name and g.relation == mention.relation for g in kept):
            kept.append(mention)
    return kept
