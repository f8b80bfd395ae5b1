"""Domestic or transnational, where the text gives grounds.

Transnational: attackers, weapons or orders came from another state, fire crossed a border, foreigners or a mission
of another state were the target, or the group is at home elsewhere. Domestic: the text says home-grown, or the
group is at home where it struck. What the text says outright goes before what a group's home implies. The
distinction is that of the GTD's "international" variables (GTD Codebook, section "Additional information").
"""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.group_list import BRANCHES, HOME
from tocsin.coding.groups import GroupMention
from tocsin.model import Span
from tocsin.places.curated import demonyms

_LONGEST: Final = 1500
_ACTORS: Final = r"(?:attackers?|gunm[ae]n|bombers?|militants?|assailants?|suspects?|insurgents?|fighters?|rebels?|terrorists?|raiders|men|perpetrators?|cell)"
_FOREIGN: Final = (
    r"(?:foreign(?: \w+)?|foreigners|western (?=targets?|interests|nationals|aid|tourists|hostages|diplomats|journalists|contractors|workers|compan|embass)|expatriates?|tourists?|holidaymakers?|embass(?:y|ies)|consulates?|diplomats?|ambassador|"
    r"foreign nationals?|peacekeepers?|aid workers from)"
)
_HOME_GROWN: Final = re.compile(
    r"\bhome-?grown\b|\bdomestic (?:terror\w*|extremis\w*)|\b(?:no|without) (?:evidence of )?(?:any )?(?:links?|ties|connections?|contacts?) "
    r"(?:to|with) (?:any )?(?:foreign|international|outside|overseas)|\bno (?:foreign|international|outside) (?:links?|involvement|connection)|"
    rf"\b(?:all|both) (?:of )?(?:the )?(?:\w+ )?{_ACTORS} (?:were|are) (?:local|nationals|citizens|from the (?:area|city|town|region))|"
    r"\bact(?:ed|ing) (?:alone|by (?:him|her)self|on (?:his|her|their) own)|\b(?:had|has|have|was|were|is) no (?:contacts?|links?|ties|connections?) (?:with|to) (?:any|an|the) (?:\w+ )?(?:group|organi[sz]ation|movement|network)|"
    r"\b(?:nothing|no one|nobody) (?:that |who )?(?:\w+ )?(?:ties|tied|links|linked|connects|connected|sent|directed) (?:him|her|them)\b|\b(?:absence of|without) (?:an |any )?(?:organi[sz]ation|accomplices|orders)\b|"
    r"\b(?:took|had|received|has) (?:no orders|orders from (?:nobody|no one))\b|\bnever (?:left|been outside) the (?:country|region|city|province)\b|\b(?:belong(?:s|ed)?|had belonged) to no (?:group|organi[sz]ation|movement)\b|\blocal (?:militants|extremists|cell)|\bnot (?:directed|ordered|linked) (?:\w+ )?from abroad|"
    rf"\b{_ACTORS}[^.;]{{0,40}}\bborn and (?:raised|brought up) in the (?:city|town|country|area)",
    re.I,
)
_NOT_HOME_GROWN: Final = re.compile(
    r"\b(?:not|n't|nothing|hardly|far from)(?: \w+){0,3}? home-?grown\b|\bhome-?grown\b[^.;]{0,30}\b(?:ruled out|rejected|dismissed)\b",
    re.I,
)
_FROM_ABROAD: Final = re.compile(
    rf"\b(?:across|over) the (?:border|frontier)\b|\b(?:orders?|instructions?) (?:\w+ ){{0,2}}?(?:given|issued) in [A-Z]|\bcross-?border (?:\w+ )?(?:attack|raid|fire|shelling|incursion|assault|ambush|rocket|strike|shooting)s?|"
    rf"\b(?:crossed|slipped across|came across|sneaked across|infiltrat\w+ (?:from|across|through)) (?:\w+ ){{0,3}}?(?:border|frontier|from)|"
    rf"\b(?:fired|launched|shelled|shot|lobbed) from (?:inside |within |across |a base in )?(?:neighbouring|neighboring|abroad|[A-Z]\w+ territory|[A-Z]\w+'s territory)|"
    rf"\bfrom (?:a )?neighbou?ring (?:country|state|[A-Z]\w+)|"
    rf"\b(?:orders?|instructions?|funds?|funding|money|weapons?) (?:\w+ ){{0,3}}?from (?:abroad|overseas|outside the country)|"
    rf"\b(?:directed|ordered|controlled|coordinated|planned|financed|guided) from (?:abroad|overseas|outside|[A-Z]\w+)|"
    rf"\bforeign (?:fighters?|militants?|attackers?|gunm[ae]n|bombers?)\b|"
    rf"\b{_ACTORS} (?:\w+ ){{0,3}}?(?:came|arrived|travelled|traveled|returned|had come|had crossed|entered) (?:\w+ ){{0,2}}?(?:from|the country)|"
    rf"\b{_ACTORS} (?:was|were|had been|have been|had|are) (?:\w+ ){{0,3}}?(?:trained (?:abroad|in [A-Z]\w+|overseas|at camps? in)|foreign nationals|foreigners)|"
    rf"\bstate-sponsored\b|\bforeign (?:intelligence|power|government) (?:was|were) behind",
    re.I,
)
_FOREIGN_TARGET: Final = re.compile(
    rf"\b(?:attack(?:ed|s|ing)?|target(?:ed|s|ing)?|bomb(?:ed|ing|s)?|storm(?:ed|ing|s)?|aimed at|raid(?:ed|s)?|struck|ambush(?:ed)?|kidnap(?:ped|ping)?|kill(?:ed|ing)|shot dead|(?:fired|threw|hurled|lobbed) (?:[\w-]+ ){{0,4}}?(?:at|into)|"
    rf"abducted|opened fire on|exploded (?:outside|near|at|in front of)|went off (?:outside|near|at)|fired at|blast (?:outside|near|at)|explosion (?:outside|near|at)|in front of|gates? of)"
    rf"(?: (?:on|at|against|of|outside|near))?(?: (?:the|a|an|two|three|several|group|party|bus|of|carrying|full|from|u\.s\.|us|\w+)){{0,4}}? {_FOREIGN}\b|"
    r"\b(?:embassy|consulate|foreign tourists|foreigners|foreign nationals|diplomats|tourists) (?:was|were|came under) (?:\w+ )?"
    r"(?:attack(?:ed)?|bombed|targeted|stormed|fire|kidnapped|abducted|singled out)|"
    r"\b(?:of (?:them|whom)|among (?:them|whom)|including|mostly|mainly)(?: [\w-]+){0,2} (?:foreigners|foreign \w+|(?:foreign )?tourists|expatriates)\b|"
    r"\b(?:shot|fired) at (?:\w+ )?(?:tourists|foreigners)\b|"
    r"\b(?:took|taken|taking|held|holding|kidnapp?ed|kill(?:ed|ing)|singled out) (?:\w+ ){0,3}?(?:foreigners|foreign (?:nationals|tourists|hostages|aid workers)|tourists)\b",
    re.I,
)
_LOCAL_ACTORS: Final = re.compile(
    r"\b(?:bandits?|herdsmen|herders|hoodlums|vigilantes?|tribesmen|naxal\w*|maoists?|separatists?|far-right|right-wing|far-left|left-wing|"
    r"anarchists?|neo-nazis?|white supremacists?|anti-abortion|animal rights|incels?|(?:local|ethnic|tribal|rival) (?:gunm[ae]n|m[ae]n|militias?|youths?|gangs?|rebels?|fighters)|"
    r"(?:former|ex-|disgruntled|serving) (?:soldier|police officer|student|pupil|employee|officer|army \w+)s?|dissident republicans?|"
    r"loyalist (?:paramilitar\w+|gunm[ae]n)|paramilitar(?:y|ies) group|communist (?:rebels|guerrillas|insurgents)|"
    r"(?:mob|crowd) of (?:local|villagers|youths|residents|hindu|muslim|christian)|(?:hindu|muslim|christian|sectarian) mob|(?:army|military|government) (?:deserters|mutineers)|"
    r"(?:rebels|guerrillas|militiamen|cartel gunmen|gang members))\b",
    re.I,
)
"""Attackers of a kind that is at home where it strikes, where the text gives no sign of another state."""
_LOCAL_PERSON: Final = re.compile(
    r"\b(?:local (?:m[ae]n|wom[ae]n|resident|youth|student|teenager)s?|(?:suspects?|attackers?|gunm[ae]n|m[ae]n|arrested|detained|suspect is|who is) "
    r"[^.;]{0,60}?(?:from the (?:same )?(?:area|town|city|village|region|district)|living in the (?:area|town|city)))\b",
    re.I,
)
_A_PEOPLE: Final = re.compile(
    r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:-born|-owned|-run|-operated)? (?:[a-z-]+ ){0,2}?(nationals?|citizens?|tourists?|engineers?|workers?|technicians?|"
    r"contractors?|missionar(?:y|ies)|priests?|nuns?|journalists?|reporters?|aid workers?|doctors?|climbers?|cyclists?|couple|sailors?|crew|diplomats?|"
    r"ambassador|envoy|embassy|consulate|high commission\w*|peacekeepers?|troops|soldiers|students?|pilgrims?|holidaymakers?|visitors?|businessm[ae]n|oil workers?|"
    r"cultural cent(?:re|er)|compan(?:y|ies)|firm|hostages?)\b"
)
_OF_THEM: Final = re.compile(
    r"\b(?:of (?:them|whom)|including|among them|mostly|mainly|from)(?: (?:an?|one|two|three|four|five|six|seven|\d+|were|was|at least|several|all|most))* ([A-Z][a-z]+)\b"
)
"""A people named among those hit ("most of them Ruritanians")."""
_AGED: Final = re.compile(
    r"\b\d\d-year-old ([A-Z][a-z]+)(?: (?:m[ae]n|wom[ae]n|student|national|citizen))?\b"
)
_THEIR_OWN: Final = frozenset({"national", "citizen", "nationals", "citizens"})
_NOT_NOW: Final = re.compile(
    r"\b(?:last year|years ago|previous|in (?:19|20)\d\d|anniversary|no (?:sign|evidence|indication) (?:of|that)|denied)\b",
    re.I,
)
_OPENING: Final = 5
_SPEAKS: Final = re.compile(r"(?: \w+){0,3}? (?:said|says|told|reported|condemned|sa[iy])\b")
_IMPLYING: Final = ("directed", "claimed", "attributed", "suspected")


def find_scope(
    text: str,
    sentences: Sequence[Span],
    groups: Sequence[GroupMention],
    event_country: str | None,
    targets: Sequence[str] = (),
) -> tuple[str, Span] | None:
    """Return "domestic" or "transnational" with the sentence or name it rests on; None where there are no grounds.

    `sentences` are those of one event, `groups` what `find_groups` gave for them, `event_country` its ISO code, `targets` the
    codes of what was attacked.
    """
    for pattern, scope in (
        (_NOT_HOME_GROWN, "transnational"),
        (_HOME_GROWN, "domestic"),
        (_FROM_ABROAD, "transnational"),
    ):
        told = _first(text, sentences, pattern)
        if told is not None:
            return scope, told
    implied = _by_home(groups, event_country)
    if implied is not None and implied[0] == "transnational":
        return implied
    target = _first(text, sentences, _FOREIGN_TARGET)
    if target is None and sentences and "diplomatic" in targets:
        target = sentences[0]
    target = target or _strangers(text, sentences[:_OPENING], event_country)
    if target is not None:
        return "transnational", target
    return implied or _by_kind(text, sentences, groups, event_country)


def _strangers(text: str, sentences: Sequence[Span], country: str | None) -> Span | None:
    """Return the sentence that tells of people or missions of another state among those hit."""
    if country is None:
        return None
    peoples = demonyms()
    for sentence in sentences:
        words = text[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
        for hit in _A_PEOPLE.finditer(words):
            of = peoples.get(hit[1]) or peoples.get(hit[1].split()[-1])
            if of is not None and of != country and not _SPEAKS.match(words, hit.end()):
                return sentence
        for hit in _OF_THEM.finditer(words):
            if peoples.get(hit[1], country) != country:
                return sentence
    return None


def _by_kind(
    text: str, sentences: Sequence[Span], groups: Sequence[GroupMention], country: str | None
) -> tuple[str, Span] | None:
    """Take attackers of a local kind for domestic, where no group of another home is tied to the attack."""
    if any(HOME.get(group.name) for group in groups if group.relation in _IMPLYING and not group.background):
        return None
    for sentence in sentences[:_OPENING]:
        words = text[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
        if _LOCAL_ACTORS.search(words) or _LOCAL_PERSON.search(words) or _own_national(words, country):
            return "domestic", sentence
    return None


def _own_national(words: str, country: str | None) -> bool:
    """Whether the suspect is said to be a citizen of the state where it happened."""
    peoples = demonyms()
    if country is not None and any(peoples.get(hit[1]) == country for hit in _AGED.finditer(words)):
        return True
    return any(
        peoples.get(hit[1]) == country and hit[2] in _THEIR_OWN and country is not None
        for hit in _A_PEOPLE.finditer(words)
    )


def _first(text: str, sentences: Sequence[Span], pattern: re.Pattern[str]) -> Span | None:
    for sentence in sentences:
        words = text[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
        hit = pattern.search(words)
        if hit is None:
            continue
        if pattern not in (_HOME_GROWN, _NOT_HOME_GROWN) and _NOT_NOW.search(
            words[max(hit.start() - 60, 0) : hit.end() + 40]
        ):
            continue
        return sentence
    return None


def _by_home(groups: Sequence[GroupMention], country: str | None) -> tuple[str, Span] | None:
    """Compare the homes of the groups tied to the attack with the state where it happened."""
    if country is None:
        return None
    denied = {group.name for group in groups if group.relation == "denied" and group.said_by == group.name}
    for relation in _IMPLYING:
        for group in groups:
            if group.relation != relation or group.background or group.name in denied:
                continue
            homes = HOME.get(group.name, ())
            if not homes or country in BRANCHES.get(group.name, frozenset()):
                continue
            return ("domestic" if country in homes else "transnational"), group.span
    return None
