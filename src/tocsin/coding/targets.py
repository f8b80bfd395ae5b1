"""What was attacked: words for targets that stand in the grip of a word of attack.

A hospital that the wounded were taken to, a school near the site and the police who speak are not targets.
"""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.events import Telling
from tocsin.coding.patterns import either
from tocsin.coding.types import Finding, trusted
from tocsin.model import Span

_OBJECTS: Final = {
    "worship": r"""
        mosques?|churche?s?|cathedrals?|temples?|synagogues?|shrines?|gurdwaras?|monaster(?:y|ies)
        convents?|pagodas?|chapels?|basilicas?|imambargahs?|seminar(?:y|ies)|worshippers?|pilgrims?
        priests?|imams?|rabbis?|clerics?|nuns?|bishops?|monks?|pastors?|congregants?|parishioners?
        vicars?|prayers|congregation
        (?:(?<=at )|(?<=during )|(?<=saying )|(?<=celebrating )|(?<=morning )|(?<=the ))mass(?= (?:at|in|on|when|was
          |had|is)\b|[,.;]|$)
    """,
    "health": r"""
        (?<!in )(?<!to )(?<!from )hospitals?|hospital(?= (?:bomb|attack|blast|shoot|siege|raid|massacre))|clinics?|ambulances?|doctors?|nurses?|medics?|paramedics?
        health (?:workers?|cent(?:re|er)s?|posts?|facilit\w+|units?|clinics?|staff)|dispensar(?:y|ies)|medical (?:post|facility|charity|supplies)|vaccinators?|vaccinat(?:ors?|ion (?:team|workers?)s?)
        polio (?:\w+ )?(?:workers?|team|vaccinators?)|medical (?:staff|workers?|cent(?:re|er))
        maternity ward|(?:care|nursing) homes?|homes? for (?:the |people with )?(?:disab\w+|elderly|old|aged)
        residen(?:ce|tial home|tial centre)s? for (?:the )?(?:disabled|elderly|old)
    """,
    "education": r"""
        schools?|universit(?:y|ies)|colleges?|campus|kindergartens?|nurser(?:y|ies)
        madras(?:sa|ah|a)s?|students?|pupils?|teachers?|schoolgirls?|schoolboys?|schoolchildren
        classrooms?|dormitor(?:y|ies)|lecturers?|professors?|academy
    """,
    "aid": r"""
        aid (?:workers?|convoys?|agency|group|trucks?|organi[sz]ation|staff|vehicle|compound)s?
        (?:ngo|charity|relief agency|international organi[sz]ation) (?:staff|workers?|employees|vehicle|compound|office|convoy)s?
        (?:staff|workers|employees|members) of (?:an? )?(?:\w+ )?(?:ngo|charity|aid (?:agency|group|organi[sz]ation)|relief agency|humanitarian \w+)
        (?:displacement|refugee|idp) (?:camps?|sites?)|displaced people|(?:shelter|hostel|home|cent(?:re|er)) for (?:refugees|asylum[- ]seekers|migrants|the displaced)
        (?:un|united nations) (?:building|headquarters|compound|offices?|agency|convoy|staff|workers?|vehicle)s?|humanitarian (?:workers?|convoy|staff)|relief (?:workers?|convoy)|red (?:cross|crescent)
        refugee camps?|displacement camps?|displaced (?:people|persons)(?:'s)? camps?
        camps? for (?:the )?displaced|food convoy|un aid|demining (?:team|workers?)|deminers
    """,
    "media": r"""
        journalists?|(?<!told )(?<!to )reporters?|(?<!this )(?<!our )newspapers?|magazine|newsrooms?
        (?:tv|television|radio) (?:\w+ )?(?:company|station|channel|crew)s?|(?<!to a )(?<!to the )broadcasters?|press club
        photojournalists?|cameram[ae]n|editors?|media (?:offices?|workers?)|magazine(?:'s)? offices?
        bloggers?
    """,
    "children": r"""
        children|schoolgirls?|schoolboys?|schoolchildren|toddlers?|infants?|bab(?:y|ies)|girls|boys
    """,
    "transport": r"""
        airports?|transport hub
        (?:train|bus|railway|metro|subway|underground|tram|coach|rail) ?(?:stations?|stops?|terminals?|depot)
        terminals?|trains?|bus(?:es)?|minibus(?:es)?|ferr(?:y|ies)|metro|subway|airliners?|aircraft
        planes?|coach(?:es)?|passengers|trams?|railway|rail (?:line|track)s?|ships?|tankers?
        vans? carrying|commuters?|rickshaw|taxi
    """,
    "public_gathering": r"""
        festivals?|demonstrations?|crowds?|weddings?|parades?|rall(?:y|ies)|(?<!\d )(?<!in )(?<!of )(?<!last )(?<!on )marche?s?(?! \d)
        protest(?:ers|s)?|concerts?|stadiums?|funerals?|celebrat\w+|revellers?|spectators?|marathon|olympic games|olympics|world cup
        football match|fireworks(?: display)?|carnival|demonstrators?
        (?:birthday|house|graduation|street|garden|office|wedding|dinner|holiday|private|christmas|new year's|pool
          |beach|block|student) part(?:y|ies)|vigil|procession
        picnic|square|promenade|wedding guests|mourners|pride|christmas market|arena|theatre|cinema
        fundraising event|charity (?:event|concert)
    """,
    "hospitality": r"""
        restaurants?|caf[eé]s?|hotels?|nightclubs?|(?:night ?)?clubs?|pubs?|(?<!provincial )(?<!of the )bars?(?! (?:chief|president|association|council|leader))|beach(?:es)?
        resorts?|tourists?|guests?|diners|guest ?houses?|bakery|tea ?(?:house|shop|stall)s?|discos?
        disco|holidaymakers|ice cream (?:shop|parlour)|clubbers|coffee shop
    """,
    "commerce": r"""
        markets?|marketplaces?|bazaars?|(?:super|hyper)markets?|shops?
        shopping (?:cent(?:re|er)s?|malls?|district|street|arcade)|malls?|banks?|stores?
        superstores?|compan(?:y|ies)|factor(?:y|ies)|business(?:es|m[ae]n)?|shoppers?|traders?
        gun shops?|warehouses?|shopkeepers?|kiosks?|department store|walmart|stalls?
    """,
    "civilians": r"""
        villagers?|residents?|civilians?|passers-by|passersby|bystanders?|pedestrians?|families
        communit(?:y|ies)|hamlets?|settlements?|climbers?|hikers?|hunters?|loggers|traders|motorists?|travellers|foreign nationals|expatriates?
        villages?|homes?|houses?|farmers?|herders?|labou?rers?|workers?|miners|people|women
        fishermen|farm ?workers|settlers?|migrants?|refugees|locals|neighbou?rhoods?
        apartment (?:block|building)s?|cyclists
    """,
    "government": r"""
        ministr(?:y|ies)
        government (?:\w+ )?(?:buildings?|offices?|officials?|compound|employees|headquarters|complex)
        governors?|mayors?|(?:town|city|municipal) (?:hall|council|offices?)|officials?|ministers?
        (?<!bar )presidents?(?! of the (?:region|bar|club|association))|presidential palace|deputy minister|civil servants
        state (?:building|institution|employees)|customs
        intelligence (?:agency|service|officers?|headquarters)
        (?:election|electoral) (?:officials?|workers?|commission)|polling (?:stations?|officials?|cent(?:re|er)s?|staff)|ballot boxes|village (?:head(?:man)?|chief|council)
        district (?:chief|administrator|council)|councillors?|tribal elders?|tax office|prison(?:s)?
        jail|embezz
    """,
    "police": r"""
        policem[ae]n
        police ?(?:officers?|stations?|posts?|checkpoints?|vehicles?|patrols?|convoys?|headquarters
          |academy|vans?|bus|cars?|recruits|outposts?|trucks?|training|compound|checkposts?|barracks
          |cadets|constables?|chiefs?|bases?|buildings?|cent(?:re|er)|prefecture|guards?|line|unit
          |personnel|team|part(?:y|ies))
        constables?|officers|state troopers|gendarmes?|gendarmerie|traffic police|riot police
    """,
    "military": r"""
        (?<!its )(?<!his )(?<!of the )soldiers?|troops
        army (?:\w+ )?(?:base|camp|convoy|post|patrol|vehicle|checkpoint|barracks|bus|officers?
          |headquarters|outpost|truck|personnel)s?
        military (?:\w+ )?(?:base|camp|convoy|post|vehicle|checkpoint|barracks|bus|unit|personnel
          |outpost|academy|hospital|parade|position|truck|patrol|installation|airport|headquarters)s?
        peacekeepers?|(?<!its )(?<!their )bases?(?! camp)|barracks|national guard|national guardsmen|guardsmen|servicem[ae]n
        recruits?|garrison|outposts?|air ?base|naval base|paramilitar(?:y|ies)(?! (?:uniform|fatigue|style))|border guards?
        rangers|marines|(?<!state )troopers|conscripts|security (?:forces?|personnel)
    """,
    "diplomatic": r"""
        embass(?:y|ies)|consulates?|diplomats?|ambassadors?
        diplomatic (?:compound|mission|convoy|vehicle|car)|high commission(?:er)?s?|consul|envoys?|attach[eé]s?
    """,
    "political": r"""
        (?:member of|members of) parliament|mps?|lawmakers?|candidates?|parliament(?: building)?
        (?:campaign|election|political|party) (?:rall(?:y|ies)|meetings?|offices?|headquarters
          |workers?|event|office)
        (?:congress|opposition|party|union|bjp|league|front) (?:leaders?|workers?|cadres|functionar\w+|supporters?|members?)
        politicians?|senators?|opposition leaders?|party (?:leaders?|members?|activists?)
        legislators?|prime minister|congress(?:man|woman)
        former (?:prime minister|president)|activists?
    """,
    "judiciary": r"""
        court(?:house|room| building| complex)?s?|judges?|prosecutors?|lawyers?|magistrates?
        attorneys?|bar (?:association|council|chief|president)|members of the bar
    """,
    "infrastructure": r"""
        fuel (?:depot|tank|store)s?|power (?:plants?|lines?|stations?|grid|pylons?)|pylons?|pipelines?
        oil (?:facilit\w+|field|installation|refinery|terminal|depot|well|plant)s?|refiner(?:y|ies)
        substations?|electricity|transformers?
        (?:telecom\w*|mobile|cell(?:phone)?|phone|transmission|radio) ?(?:phone )?(?:towers?|masts?)
        masts?|water (?:plant|supply|pumping|treatment|pipe)\w*|dams?|bridges?
        gas (?:plant|pipeline|facility|field)|fibre-?optic cables?|reservoir|pumping station
    """,
}
_PATTERNS: Final = {code: re.compile(either(block) + r"\b") for code, block in _OBJECTS.items()}
_HARM: Final = re.compile(
    either(r"""
    (?:kill|wound|injur|attack|target|murder|assassinat|abduct|kidnap|ambush|hit|struck|shoot|stabb|storm|raid
      |bomb|shell|massacr|slaughter|behead|hijack|seiz|destroy|damag|torch|burn|ramm|shot|slain|blast|explo
      |detonat|seiz|raid)\w*
    dead|died|fire on|fire at|fire in|fire inside|into|set (?:fire|ablaze|alight)|fire to|invad\w*|ransack\w*|loot\w*|raz(?:ed|ing)|blown up|blew up|lobbed|hurled|threw|thrown|hack(?:ed|ing)
      |poison\w*|taken from|taken off|waylaid|sprayed|riddled|gunned|plough\w*|plow\w*|vandali\w*|went off|aimed at|overr[au]n|beaten|lynch\w*|toppl\w*|sabotag\w*
    (?:mailed|sent|addressed|delivered|posted)(?: by (?:mail|post|courier))? to
""")
)
_BLOCKED_GAP: Final = re.compile(
    r"[;:\"]|\b(?:said|says|told|according|by|after|before|when|while|who|which|taken|rushed"
    r"|arrest\w*|claim\w*|lay|lies|lying|recover\w*|admitted|morgue|sent|drew|guarded"
    r"|during|near|close to|opposite|next to|outskirts|off|wearing|dressed|disguised|posing|called"
    r"|responded|hospitali[sz]ed|treated"
    r"|metres|meters|miles|km|told|toward|towards|until|but|surrender\w*|fled|including"
    r"|among (?:them|those)|also|later|confirmed|as well as)\b"
)
_BLOCKED_BUT_NEAR: Final = re.compile(
    re.sub(r"\|near\|close to\|opposite\|next to|\|off(?=\|)", "", _BLOCKED_GAP.pattern)
)
_BLOCKED_AFTER: Final = re.compile(
    r"^(?:'s?)? ?(?:(?!and|or|but)[\w-]+ ){0,3}?(?:(?:has|have|had) )?(?:said|say|says|told|spokes\w+|sources?"
    r"|authorities|reported|confirmed|arrested"
    r"|cordoned|arrived|sealed|added|launched|responded|investigat\w+|believe\w*|suspect\w*"
    r"|identified|treated"
    r"|opened an|opened fire|returned fire|described|urged|evacuated|rushed|declined|later"
    r"|killed the|shot the)\b"
)
_PASSIVE: Final = re.compile(
    r"^[,)]?(?: [\w'()-]+){0,6}? ?(?:was|were|is|are|been|being|came|got|who)\b(?: \w+){0,3} $|^ $"
)
_OWNER: Final = re.compile(
    r"\b(?:operated|owned|run|managed|used|leased|chartered|rented|guarded|escorted) by (?:an? |the )?(?:[\w'-]+ ){0,4}?"
    r"(?:company|companies|firm|agency|group|charity|ministry|government|military|army|police|church|contractor|operator|soldiers|troops)\b"
)
"""Who owns or runs what was hit: no target of its own."""
_OBJECT: Final = re.compile(
    r"(?: (?:dead|down|and killed|to death))? (?:the|an?|his|her|their|at least|\d+|two|three|four|five|six|several|dozens)\b"
)
"""What follows a word of harm whose doer stands before it."""
_COUNTED: Final = re.compile(
    r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|dozens of|many)(?: [\w-]+){0,2} $"
)
_LED: Final = re.compile(
    r"(?:'s)? (?:[\w-]+ )?(?:attack|bomb|blast|shoot|siege|stabb|explosi|massacre|ram|hit|raid)\w*"
)
_VOICES: Final = frozenset(
    {"police", "government", "military", "political", "judiciary", "civilians", "children"}
)
"""Targets that also speak or act in titles; for them the text alone decides."""
_REACH: Final = 75
_LOOKED_AT: Final = 3
"""Sentences of an event in which targets are looked for: later ones tell of rescue and reactions."""


def target_types(tellings: Sequence[Telling], title: str = "") -> list[Finding]:
    """Return the target types of the event told in `tellings`, in the order of the code list.

    What the title (folded) puts under attack needs only to be named in the text. Where nothing else is told,
    what the bomb went off beside is the target, with less confidence.
    """
    found = _found(trusted(tellings)[:_LOOKED_AT], _titled(title), _BLOCKED_GAP, 0.75)
    if set(found) <= {"civilians"}:
        found = _found(trusted(tellings)[:2], frozenset(), _BLOCKED_BUT_NEAR, 0.5) or found
    if len(found) > 1:
        found.pop("civilians", None)
    return list(found.values())


def _found(
    tellings: Sequence[Telling], headline: frozenset[str], blocked: re.Pattern[str], confidence: float
) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for telling in tellings:
        harm = _harm(telling)
        folded = _OWNER.sub(lambda owner: "_" * len(owner.group()), telling.folded)
        for code, pattern in _PATTERNS.items():
            if code in found:
                continue
            match = next(
                (
                    m
                    for m in pattern.finditer(folded)
                    if code in headline or _in_grip(folded, m, harm, blocked)
                ),
                None,
            )
            if match:
                span = Span(telling.span.start + match.start(), telling.span.start + match.end())
                found[code] = Finding(code, span, telling, confidence)
    return found


def _titled(title: str) -> frozenset[str]:
    harm = [match.span() for match in _HARM.finditer(title)]
    return frozenset(
        code
        for code, pattern in _PATTERNS.items()
        if code not in _VOICES
        and any(_in_grip(title, m, harm) or _leads(title, m) for m in pattern.finditer(title))
    )


def _leads(title: str, match: re.Match[str]) -> bool:
    """Whether the noun stands right before a word of attack, as titles have it ("hospital bombing")."""
    return bool(_LED.match(title, match.end()))


def _harm(telling: Telling) -> list[tuple[int, int]]:
    """Where the words of harm are: the live triggers and the verbs of casualties."""
    base = telling.span.start
    live = [(m.span.start - base, m.span.end - base) for m in telling.live]
    return sorted({*live, *(m.span() for m in _HARM.finditer(telling.folded))})


def _in_grip(
    folded: str,
    match: re.Match[str],
    harm: Sequence[tuple[int, int]],
    blocked: re.Pattern[str] = _BLOCKED_GAP,
) -> bool:
    if _BLOCKED_AFTER.match(folded[match.end() : match.end() + 50]):
        return False
    for start, end in harm:
        if start <= match.start() and match.end() <= end:
            return True
        if end <= match.start() <= end + _REACH and not blocked.search(folded[end : match.start()]):
            return True
        if match.end() < start <= match.end() + _REACH // 2 and _suffers(folded, match, start, end):
            return True
    return False


def _suffers(folded: str, match: re.Match[str], harm: int, end: int) -> bool:
    """Whether the noun before a word of harm is its object: a passive, or a count ("two soldiers killed")."""
    gap = folded[match.end() : harm]
    if _BLOCKED_GAP.search(gap) or not _PASSIVE.match(gap):
        return False
    if not gap.strip() and _OBJECT.match(folded, end):
        return False
    return bool(gap.strip()) or bool(_COUNTED.search(folded[: match.start()]))
