"""Attack, weapon and target types of one event, each with the span that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tocsin.coding.events import Telling
from tocsin.model import Span
from tocsin.taxonomy.codes import ATTACK_TYPES, WEAPON_TYPES


@dataclass(frozen=True, slots=True)
class Finding:
    """One code and the sentence and words that ground it."""

    code: str
    span: Span
    telling: Telling
    confidence: float


_WEAPONS: Final = tuple(
    (code, re.compile(rf"\b(?:{pattern})"))
    for code, pattern in (
        ("vehicle_bomb", r"(?:car|truck|lorry|van|vehicle|motorcycle|motorbike|suv|minibus|tanker|bicycle)[- ]bomb\w*|vehicle-?borne|(?:explosives?|bomb)[- ](?:packed|laden|rigged|filled) (?:\w+ )?(?:car|truck|lorry|van|vehicle|motorcycle|tanker|pickup)|(?:car|truck|lorry|van|vehicle|minibus|motorcycle) (?:\w+ ){0,2}?(?:packed|laden|loaded|filled|rigged) with (?:\w+ )?explosives"),
        ("suicide_vest", r"(?:explosives?|suicide|bomb)[- ](?:\w+ )?(?:vest|belt|jacket)s?|explosives strapped to"),
        ("grenade", r"grenades?|rpgs?"),
        ("rocket_mortar", r"(?:rockets?(?!-propelled)|mortars?|missiles?|artillery|katyusha)\b"),
        ("firearm", r"(?:guns?|rifles?|pistols?|handguns?|shotguns?|ak-?47s?|kalashnikovs?|automatic weapons?|machine[- ]?guns?|firearms?|assault weapons?|revolver|gunfire|bullets?|opened fire|shot dead|gunm[ae]n|gunned down)\b"),
        ("blade", r"(?:kni(?:fe|ves)|knife-\w+|machetes?|axes?|swords?|daggers?|cleavers?|hatchets?|blades?|stabbed|stabbing|beheaded|scissors|screwdriver)\b"),
        ("incendiary", r"(?:petrol|gasoline|molotovs?|fire-?bomb\w*|petrol bombs?|set (?:\w+ ){0,6}?(?:on fire|ablaze|alight)|set fire to|torched|arson|incendiary)\b"),
        ("drone", r"(?:drones?|quadcopters?|unmanned aerial|unmanned aircraft)\b"),
        ("chemical", r"(?:acid|sarin|chlorine|nerve agent|novichok|poison(?:ed|ous)?(?: gas)?|mustard gas|toxic (?:gas|substance)|ricin|anthrax)\b"),
        ("blunt", r"(?:iron bars?|metal bars?|iron rods?|clubs|batons?|baseball bats?|bricks?|clubbed|hammers?|sticks|beaten to death|fists)\b"),
        ("vehicle", r"(?:ramm(?:ed|ing) (?:\w+ ){0,5}?(?:into|through)|(?:drove|ploughed|plowed|driven|driving|ploughing|plowing) (?:\w+ ){0,5}?(?:into|through|at|over|onto)|mow(?:ed|ing|n)\b|ran over)"),
        ("explosive", r"(?:bombs?|explosives?|explosive devices?|ieds?|landmines?|dynamite|bombings?|detonat\w+|blasts?|explosions?)\b"),
    )
)  # fmt: skip

_OBJECTS: Final = {
    "worship": r"mosques?|churche?s?|cathedrals?|temples?|synagogues?|shrines?|gurdwaras?|monaster(?:y|ies)|convents?|pagodas?|chapels?|basilicas?|imambargahs?|seminar(?:y|ies)|worshippers?|pilgrims?|priests?|imams?|rabbis?|clerics?|nuns?|bishops?|monks?|pastors?|congregants?|parishioners|vicars?|prayers|mass",
    "health": r"hospitals?|clinics?|ambulances?|doctors?|nurses?|medics?|paramedics?|health (?:workers?|cent(?:re|er)s?)|vaccinat(?:ors?|ion (?:team|workers?)s?)|polio (?:\w+ )?(?:workers?|team|vaccinators?)|medical (?:staff|workers?|cent(?:re|er))|maternity ward",
    "education": r"schools?|universit(?:y|ies)|colleges?|campus|kindergartens?|nurser(?:y|ies)|madras(?:sa|ah|a)s?|students?|pupils?|teachers?|schoolgirls?|schoolboys?|schoolchildren|classrooms?|dormitor(?:y|ies)|lecturers?|professors?|academy",
    "aid": r"aid (?:workers?|convoys?|agency|group|trucks?|organi[sz]ation)|humanitarian (?:workers?|convoy|staff)|relief (?:workers?|convoy)|red (?:cross|crescent)|refugee camps?|displacement camps?|displaced (?:people|persons)(?:'s)? camps?|camps? for (?:the )?displaced|food convoy|un aid|demining (?:team|workers?)|deminers",
    "media": r"journalists?|reporters?|newspapers?(?: offices?)?|newsrooms?|(?:tv|television|radio) (?:station|channel|crew)s?|broadcasters?|press club|photojournalists?|cameram[ae]n|editors?|media (?:offices?|workers?)|magazine(?:'s)? offices?|bloggers?",
    "children": r"children|schoolgirls?|schoolboys?|schoolchildren|toddlers?|infants?|bab(?:y|ies)|girls|boys",
    "transport": r"airports?|(?:train|bus|railway|metro|subway|underground|tram|coach|rail) ?(?:stations?|stops?|terminals?|depot)|terminals?|trains?|bus(?:es)?|minibus(?:es)?|ferr(?:y|ies)|metro|subway|airliners?|aircraft|planes?|coach(?:es)?|passengers|trams?|railway|rail (?:line|track)s?|ships?|tankers?|vans? carrying|commuters?|rickshaw|taxi",
    "public_gathering": r"festivals?|demonstrations?|crowds?|weddings?|parades?|rall(?:y|ies)|marche?s?|protest(?:ers|s)?|concerts?|stadiums?|funerals?|celebrat\w+|revellers?|spectators?|marathon|football match|fireworks display|carnival|part(?:y|ies)|demonstrators?|vigil|procession|picnic|square|promenade|wedding guests|mourners|pride|christmas market|arena|theatre|cinema|fundraising event|charity (?:event|concert)",
    "hospitality": r"restaurants?|caf[eé]s?|hotels?|nightclubs?|(?:night ?)?clubs?|bars?|pubs?|beach(?:es)?|resorts?|tourists?|guests?|diners|guest ?houses?|bakery|tea ?(?:house|shop|stall)s?|discos?|disco|holidaymakers|ice cream (?:shop|parlour)|clubbers|coffee shop",
    "commerce": r"markets?|marketplaces?|bazaars?|(?:super|hyper)?markets?|shops?|shopping (?:cent(?:re|er)s?|malls?|district|street|arcade)|malls?|banks?|stores?|superstores?|compan(?:y|ies)|factor(?:y|ies)|business(?:es|m[ae]n)?|shoppers?|traders?|gun shops?|warehouses?|shopkeepers?|kiosks?|department store|walmart|stalls?",
    "civilians": r"villagers?|residents?|civilians?|passers-by|passersby|bystanders?|pedestrians?|families|villages?|homes?|houses?|farmers?|herders?|labou?rers?|workers?|miners|people|women|fishermen|farm ?workers|settlers?|migrants?|refugees|locals|neighbou?rhoods?|apartment (?:block|building)s?|cyclists",
    "government": r"ministr(?:y|ies)|government (?:\w+ )?(?:buildings?|offices?|officials?|compound|employees|headquarters|complex)|governors?|mayors?|(?:town|city|municipal) (?:hall|council|offices?)|officials?|ministers?|presidents?|presidential palace|deputy minister|civil servants|state (?:building|institution|employees)|customs|intelligence (?:agency|service|officers?|headquarters)|election (?:officials?|workers?|commission)|village (?:head(?:man)?|chief|council)|district (?:chief|administrator|council)|councillors?|tribal elders?|tax office|prison(?:s)?|jail|embezz",
    "police": r"policem[ae]n|police ?(?:officers?|stations?|posts?|checkpoints?|vehicles?|patrols?|convoys?|headquarters|academy|vans?|bus|cars?|recruits|outposts?|trucks?|training|compound|checkposts?|barracks|cadets|constables?|chiefs?|bases?|buildings?|cent(?:re|er)|prefecture|guards?|line|unit|personnel|team|part(?:y|ies))|constables?|officers|gendarmes?|gendarmerie|traffic police|riot police|police",
    "military": r"soldiers?|troops|army (?:\w+ )?(?:base|camp|convoy|post|patrol|vehicle|checkpoint|barracks|bus|officers?|headquarters|outpost|truck|personnel)s?|military (?:\w+ )?(?:base|camp|convoy|post|vehicle|checkpoint|barracks|bus|unit|personnel|outpost|academy|hospital|parade|position|truck|patrol|installation|airport|headquarters)s?|peacekeepers?|bases?|barracks|national guard|national guardsmen|guardsmen|servicem[ae]n|recruits?|garrison|outposts?|air ?base|naval base|paramilitar(?:y|ies)|border guards?|rangers|marines|troopers|conscripts|security (?:forces?|personnel)|convoy|patrol|checkpoints?|sailors",
    "diplomatic": r"embass(?:y|ies)|consulates?|diplomats?|ambassadors?|diplomatic (?:compound|mission|convoy|vehicle|quarter)|high commission|consul",
    "political": r"(?:member of|members of) parliament|mps?|lawmakers?|candidates?|parliament(?: building)?|(?:campaign|election|political|party) (?:rall(?:y|ies)|meetings?|offices?|headquarters|workers?|event|office)|politicians?|senators?|opposition leaders?|party (?:leaders?|members?|activists?)|legislators?|prime minister|congress(?:man|woman)|polling stations?|former (?:prime minister|president)|activists?",
    "judiciary": r"court(?:house|room| building| complex)?s?|judges?|prosecutors?|lawyers?|magistrates?|attorneys?|bar association",
    "infrastructure": r"power (?:plants?|lines?|stations?|grid|pylons?)|pylons?|pipelines?|oil (?:facilit\w+|field|installation|refinery|terminal|depot|well|plant)s?|refiner(?:y|ies)|substations?|electricity|transformers?|(?:telecom\w*|mobile|cell(?:phone)?|phone|transmission|radio) ?(?:phone )?(?:towers?|masts?)|masts?|water (?:plant|supply|pumping|treatment|pipe)\w*|dams?|bridges?|gas (?:plant|pipeline|facility|field)|fibre-?optic cables?|reservoir|pumping station",
}  # fmt: skip
_BLOCK_BEFORE: Final = re.compile(
    r"(?:taken|rushed|airlifted|transferred|flown|brought|admitted|moved|evacuated|transported|carried|sent|treated|treatment|died|dying|operated|recovering|surgery|wounds|injuries|condition|hospitali[sz]ed)(?: \w+){0,4}? (?:to|at|in|into|from)(?: [\w'-]+){0,5}? ?$|"
    r"(?:according to|told|said|say|says|by|near|close to|(?:metres|meters|yards|miles|km|kilomet\w+|blocks) from|opposite|next to|beside|behind|around the corner from|interviews? with|spokes\w+ (?:for|of)|toward|towards|past|quoted|a former|statement from|pretending to be|disguised as|dressed as|posing as|prime|named after|not far from|off duty|visited|visit|visiting|arrested|by the|condemned by)(?: (?:the|a|an|local|nearby|state|two|its|one))*(?: \w+)? ?$"
)
_BLOCK_AFTER: Final = re.compile(
    r"^(?:'s?)? ?(?:\w+ ){0,2}?(?:said|say|says|told|spokes\w+|sources?|officials? (?:said|told)|authorities|reported|confirmed|arrested|cordoned|arrived|sealed|added|launched|responded|investigat\w+|believe\w*|suspect\w*|identified|commissioner|chief (?:said|told)|are (?:hunting|searching|looking|investigating|treating|questioning)|were (?:called|searching|hunting|deployed|investigating|alerted)|have (?:arrested|detained|launched|released)|shot (?:dead |and killed )?(?:the|him|her|both|three|two)|killed the|opened an|named|described|urged|evacuated|rushed|treated|detained|declined|later|at the scene|on the scene)\b"
)
_NEAR: Final = 90


def attack_types(tellings: Sequence[Telling]) -> list[Finding]:
    """Return the attack types told, the earliest first; a broader type yields to a narrower one."""
    found: dict[str, Finding] = {}
    for telling in _trusted(tellings):
        for mention in telling.live:
            for code in mention.trigger.attack:
                if code not in found and (mention.trigger.strength > 1 or not found):
                    found[code] = Finding(code, mention.span, telling, 0.5 + 0.13 * mention.trigger.strength)
    broader = {ATTACK_TYPES[code].broader for code in found} - {"armed_assault"}
    weak = {"bombing"} if _only_weak(found, "bombing", tellings) else set()
    return [finding for code, finding in found.items() if code not in broader and code not in weak]


def _only_weak(found: dict[str, Finding], code: str, tellings: Sequence[Telling]) -> bool:
    """Whether `code` rests on words like "explosion" alone, beside a type that makes such noise itself."""
    if code not in found or not {"shelling", "drone_attack"} & set(found):
        return False
    return all(m.trigger.strength < 2 for t in tellings for m in t.live if code in m.trigger.attack)


def weapon_types(tellings: Sequence[Telling]) -> list[Finding]:
    """Return the weapons told in the trusted sentences; "explosive" yields to a narrower one."""
    found: dict[str, Finding] = {}
    for telling in _trusted(tellings):
        for code, pattern in _WEAPONS:
            if code not in found and (match := pattern.search(telling.folded)):
                found[code] = Finding(code, _absolute(telling, match), telling, 0.8)
    narrower = {WEAPON_TYPES[code].broader for code in found}
    return [finding for code, finding in found.items() if code not in narrower]


_OBJECT_PATTERNS: Final = tuple(
    (code, re.compile(rf"\b(?:{pattern})\b")) for code, pattern in _OBJECTS.items()
)


def target_types(tellings: Sequence[Telling]) -> list[Finding]:
    """Return what was attacked: words for targets close to a live trigger, voices and ambulances left out."""
    found: dict[str, Finding] = {}
    for telling in _trusted(tellings)[:3]:
        for code, pattern in _OBJECT_PATTERNS:
            if code in found:
                continue
            match = next((m for m in pattern.finditer(telling.folded) if _attacked(telling, m)), None)
            if match:
                found[code] = Finding(code, _absolute(telling, match), telling, 0.75)
    if len(found) > 1:
        found.pop("civilians", None)
    return list(found.values())


def _attacked(telling: Telling, match: re.Match[str]) -> bool:
    before = telling.folded[max(0, match.start() - 70) : match.start()]
    after = telling.folded[match.end() : match.end() + 40]
    if _BLOCK_BEFORE.search(before) or _BLOCK_AFTER.match(after):
        return False
    here = telling.span.start + match.start()
    return any(abs(mention.span.start - here) <= _NEAR for mention in telling.live)


def _trusted(tellings: Sequence[Telling]) -> list[Telling]:
    """The anchor and the sentences after it that surely tell the same event."""
    return [
        tellings[0],
        *[
            t
            for t in tellings[1:]
            if t.recency != "old" and not t.cues & {"background", "threat", "statistics", "court"}
        ][:6],
    ]


def _absolute(telling: Telling, match: re.Match[str]) -> Span:
    return Span(telling.span.start + match.start(), telling.span.start + match.end())
