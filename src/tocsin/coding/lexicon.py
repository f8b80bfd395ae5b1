"""The words of attack: each trigger with the attack and weapon types that it suggests and its strength.

Patterns run on folded text (lower case, plain quotes). `heads` are the strings of which one must occur in the
sentence before the pattern is tried. Strength 3 tells of an attack on its own, 2 with one support beside it
(an agent, casualties, a weapon, a claim), 1 with two.
"""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tocsin.coding.patterns import either

AGENT: Final = either(r"""
    gunm[ae]n
    shooters?
    snipers?
    (?:suspected )?militants?
    militiam[ae]n
    militias?
    insurgents?
    rebels?
    terrorists?
    extremists?
    jihadists?
    jihadis?
    islamists?
    attackers?
    assailants?
    (?:suicide )?bombers?
    guerr?illas?
    maoists?
    naxalites?
    naxals?
    taliban
    separatists?
    bandits?
    raiders?
    miscreants
    knifem[ae]n
    hijackers
    kidnappers
    abductors
    captors
    ultras
    cadres
    mobs?
    pirates
    herdsmen
    (?:armed|suspected|fulani) (?:\w+ )?herders
    (?<!fire )(?<!prize )fighters
    hoodlums?
    thugs
    vigilantes?
    paramilitar(?:y|ies)
    supremacists?
    (?:armed|masked|hooded|unidentified|unknown) (?:\w+ )?(?:m[ae]n|persons?|individuals?|group|gang
      |youths?|assailants?)
    al-?qaeda
    al-?qaida
    al-?shabaab
    boko haram
    islamic state
    isis
    isil
    daesh
    hezbollah
    hamas
    houthis?
    farc
    eln
    pkk
    ttp
    abu sayyaf
    lashkar[- ]e[- ]\w+
    hizbul
""")
STATE: Final = either(r"""
    troops
    soldiers
    army
    military
    security forces
    sfs
    security personnel
    government forces
    special forces
    coalition(?: forces)?
    air force
    warplanes
    fighter jets
    jets
    navy
    marines
    commandos
    police(?:men)?
    officers
    paramilitary (?:rangers|forces|troops)
    counter-?terrorism (?:forces|police|department)
    peacekeepers
    nato
    us forces
    american forces
    russian forces
    joint forces
    gunships?
    border guards
    personnel
    encounter
""")
VEHICLE: Final = either(r"""
    car
    truck
    lorry
    van
    vehicle
    suv
    jeep
    bus
    minibus
    pickup
    pick-up
    tanker
    motor ?cycle
    motorbike
    tractor
    4x4
    taxi
""")
OFFICIAL: Final = either(r"""
    mayors?|(?:vice[- ])?governors?|(?:[\w-]+ )?ministers?|presidents?|senators?|congress(?:man|woman|men)
    mps?|lawmakers?|members? of (?:parliament|congress|the (?:national|provincial|legislative|state) \w+)
    judges?|magistrates?|prosecutors?|ambassadors?|(?:opposition|party|union) leaders?|candidates?
    politicians?|councillors?|legislators?|archbishops?
""")
BLADED: Final = r"\bwith (?:an? |two |his |her |their )?(?:[\w-]+ ){0,2}?(?:kni(?:fe|ves)|axes?|machetes?|swords?|hatchets?|cleavers?)"
NAMES: Final = {
    "AGENT": AGENT, "STATE": STATE, "VEHICLE": VEHICLE, "OFFICIAL": OFFICIAL, "BLADED": BLADED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way of telling of an attack."""

    name: str
    heads: tuple[str, ...]
    pattern: re.Pattern[str]
    attack: tuple[str, ...]
    weapon: tuple[str, ...]
    strength: int

    def may(self, folded: str) -> bool:
        """Whether it is worth trying the pattern on `folded`."""
        return any(head in folded for head in self.heads)


def _t(name: str, attack: str, weapon: str, strength: int, heads: str, block: str) -> Trigger:
    pattern = re.compile(either(block, NAMES))
    return Trigger(
        name, tuple(heads.split("|")), pattern, tuple(attack.split()), tuple(weapon.split()), strength
    )  # fmt: skip


TRIGGERS: Final = (
    _t(
        "suicide bombing", "suicide_bombing", "", 3,
        "suicide",
        r"""
            suicide[- ](?:(?:car|truck|van|lorry|vest|vehicle|motorcycle|belt) )?(?:bomb\w*
              |attack\w*|blasts?|explosions?|assaults?|strikes?)
        """,
    ),
    _t(
        "blew himself up", "suicide_bombing", "suicide_vest", 3,
        "blew|blow|blown",
        r"""
            (?:blew|blow(?:s|n|ing)?) (?:himself|herself|themselves|itself|themself)(?: up)?
            blew up (?:himself|herself|themselves)
            (?:blew|blow\w*) up (?:his|her|their) (?:explosive|suicide|vest|belt)\w*
        """,
    ),
    _t(
        "detonated his vest", "suicide_bombing", "suicide_vest", 3,
        "detonat|set off|trigger",
        r"""
            (?:explosive|suicide)[- ](?:vest|belt|jacket)\w* (?:\w+ ){0,3}?detonat\w+
            (?:detonat\w+|set off|trigger\w+) (?:\w+ ){0,3}?(?:explosive |explosives |suicide |
              bomb )*(?:vests?|belts?|jackets?)
        """,
    ),
    _t(
        "explosive vest", "", "suicide_vest", 2,
        "vest|belt|strapped",
        r"""
            (?:explosives?|suicide|bomb)[- ](?:\w+ )?(?:vests?|belts?|jackets?)
            explosives strapped to
            wearing explosives
        """,
    ),
    _t(
        "car bomb", "bombing", "vehicle_bomb", 3,
        "bomb|explo|booby|bied|b-ied|blew up|vehicle-borne|vehicleborne",
        r"""
            <VEHICLE>[- ]bomb\w*
            vehicle-?borne
            <VEHICLE> (?:\w+ ){0,2}?(?:packed|laden|loaded|filled|rigged|stuffed) with (?:[\w.-]+ ){0,5}?
              (?:explosives?|bombs?)
            \bs?vb-?ieds?\b
            (?:explosives?|bomb)[- ](?:packed|laden|loaded|filled|rigged) (?:\w+ )?<VEHICLE>
            booby-?trapped (?:\w+ )?<VEHICLE>
            bombs? (?:hidden|planted|placed|concealed|fitted|attached|rigged
              |left) (?:\w+ ){0,3}?<VEHICLE>
            <VEHICLE> (?:exploded|blew up)
        """,
    ),
    _t(
        "bomb", "bombing", "explosive", 3,
        "bomb|letter|parcel|package|envelope|suitcase|backpack|rucksack|holdall|detonat|device|explosive|grenade|set off|setting off",
        r"""
            bombs?(?:,)? (?:[\w,]+ ){0,12}?(?:went off|goes off|explod\w+|blew|blows|ripp\w+|tore|tears|struck
              |strikes|hit|kill\w*|wound\w*|injur\w*|detonated|blast\w*|rocked|shook)
            bombs? (?:blasts?|attacks?|explosions?)
            detonat\w+ (?:[\w-]+ ){0,3}?(?:bombs?|devices?|explosives)
            (?:roadside|nail|pipe|parcel|letter|home-?made|crude|time|magnetic|sticky
              |cylinder|remote-controlled|pressure[- ]cooker) bombs?
            bomb-laden
            (?:set|setting) off (?:an? |the |several |two |three )?(?:[\w-]+ )?(?:bombs?|explosives?|explosions?|devices?|charges?|car bombs?)
            explosives? (?:charges?|went off|exploded|blew up|hidden|planted)
            (?:bombs?|devices?|explosives|grenades?) (?:[\w,]+ ){0,14}?(?:fail\w* to|did not|didn't) (?:explode|detonate|go off|ignite)
            (?:letter|parcel|package|envelope|suitcase|backpack|rucksack|holdall)s? (?:[\w-]+ )?(?:exploded|blew up|went off
              |detonated)
        """,
    ),
    _t(
        "bombing", "bombing", "explosive", 3,
        "bombing",
        r"""
            (?:\w+ )?bombings?\b(?! raids| runs)
        """,
    ),
    _t(
        "bombed", "bombing", "explosive", 2,
        "bomb",
        r"""
            (?:was|were|been|has|had|have|militants|rebels|attackers|insurgents) bombed
            bombed (?:a|an|the|two|three)
        """,
    ),
    _t(
        "bomb mention", "bombing", "explosive", 1,
        "bomb|explosives|dynamite",
        r"""
            (?<!petrol )(?<!fire )bombs?\b
            explosives\b
            dynamite
        """,
    ),
    _t(
        "device", "bombing", "explosive", 2,
        "device|ied|landmine|land mine|mine|roadside",
        r"""
            (?:improvised )?explosive devices?
            \bieds?\b
            (?:roadside|magnetic|remote-controlled|concealed|hidden|crude|home-?made) (?:explosive )?(?:devices?|explosives?|explosions?|charges?)
            land ?mines?\b
            devices? (?:[\w,]+ ){0,8}?(?:exploded|detonated|went off)
            mines? (?:exploded|blasts?|explosions?)
            mine planted
            (?:hit|struck|drove over|ran over)(?: by)? (?:a|an) (?:\w+ )?mine
        """,
    ),
    _t(
        "detonated", "bombing", "explosive", 2,
        "detonat",
        r"""
            detonat(?:ed?|es|ing|ions?)\b
        """,
    ),
    _t(
        "blew up", "bombing", "explosive", 2,
        "blew|blow|blast",
        r"""
            (?:blew|blown|blows|blowing) up
            blasted (?:a|the|an|off)\b
        """,
    ),
    _t(
        "explosion", "bombing", "explosive", 1,
        "explo|blast",
        r"""
            explosions?\b
            blasts?\b
            exploded
            explodes
            exploding
        """,
    ),
    _t(
        "blast that struck", "bombing", "explosive", 2,
        "explo|blast",
        r"""
            (?:explosions?|blasts?) (?:\w+ ){0,5}?(?:targeted|targeting|rocked|ripped|tore|struck)
            (?:twin|double|triple|roadside|low[- ]intensity|remote[- ]controlled|powerful|deadly
              |huge|massive|cracker|coordinated) (?:\w+ )?(?:blasts?|explosions?)
            explod(?:ed|ing) (?:a|an|two|three|the) (?:\w+ ){0,3}?(?:grenade|bomb|device|ied)s?
        """,
    ),
    _t(
        "bomb thrown", "bombing", "explosive", 2,
        "bomb|explosive|dynamite|device",
        r"""
            (?:threw|hurl\w+|lobb\w+|toss\w+|throwing) (?:[\w-]+ ){0,4}?
              (?:(?<!petrol )(?<!fire )bombs?|explosives?|explosive material
              |dynamite|devices?)
        """,
    ),
    _t(
        "device found", "bombing", "explosive", 2,
        "bomb|ied|grenade|explosive",
        r"""
            (?:found|recovered|discovered|left|planted|planting|defus(?:ed|ing)|neutrali[sz]\w+
              |deactivat\w+) (?:[\w-]+ ){0,6}?(?:bombs?|ieds?|grenades?|explosive devices?|car bomb)
            (?:bombs?|ieds?|grenades?|explosive devices?) (?:[\w,-]+ ){0,14}?(?:planted|hidden|defused
              |was (?:found|discovered|attached)|were (?:found|discovered))
        """,
    ),
    _t(
        "grenade", "bombing", "grenade", 3,
        "grenade",
        r"""
            (?:hurl\w+|threw|throw\w*|lob\w+|toss\w+|fire[ds]|firing|launch\w+) (?:\w+ ){0,4}?grenades?
            grenades? (?:\w+ ){0,2}?(?:attacks?|explo\w+|blasts?|detonat\w+|(?:was|were)(?! (?:found|seized
              |recovered|discovered|in\b))|hurled|thrown|lobbed|landed|went)
        """,
    ),
    _t(
        "grenade mention", "bombing", "grenade", 1,
        "grenade",
        r"""
            grenades?\b
        """,
    ),
    _t(
        "gunmen", "", "firearm", 2,
        "gunm",
        r"""
            gunm[ae]n\b
        """,
    ),
    _t(
        "opened fire", "shooting", "firearm", 3,
        "fire|shot|shoot|firing|raked|sprayed|riddl|turn|raking|spraying",
        r"""
            open(?:ed|s|ing)? (?:\w+ )?fire
            (?:heavy|indiscriminate|automatic) (?:gun)?fire
            fired (?:indiscriminately|randomly|shots|several|volleys|at least|\d+)
            came under fire
            turn(?:ed|s|ing) (?:his|her|their|a|the) (?:[\w-]+ )?(?:gun|rifle|pistol|weapon|fire|machine-gun)s? on\b
            (?:raked|sprayed|riddled|raking|spraying|riddling) (?:[\w-]+ ){0,4}?with (?:\w+ )?(?:gunfire|bullets)
            (?:shoot|shot) (?:his|her|their) way in
            (?:began|begins?|beginning|started|starts?|starting) (?:to shoot|to fire|shooting|firing)\b
        """,
    ),
    _t(
        "fired at", "shooting", "firearm", 2,
        "fir",
        r"""
            (?<!grenades were )(?<!rockets were )(?<!missiles were )(?<!shells were )(?<!mortars were )(?<!rounds were )(?<!grenade was )
              (?<!rocket was )(?<!missile was )(?:fired|firing) (?:(?!rocket|mortar|missile|shell|tear|water|went|goes|carried|going)\w+ ){0,2}?
              (?:on|at|upon|into)\b
            (?:fired|firing) (?:\w+ ){1,4}?(?:positions?|rooftops?|roofs?|windows?) (?:on|at)\b
            opened (?:gun)?fire
        """,
    ),
    _t(
        "shot dead", "shooting", "firearm", 2,
        "shot|gunn|guns|shoot|execution-style|fir|open|bullet",
        r"""
            shot dead
            shot (?:at )?and (?:killed|wounded|injured)
            shot at\b
            <AGENT> (?:[\w()'-]+ ){0,5}?(?:shot|opened fire|fired(?! (?:[\w-]+ ){0,3}?(?:rockets?|missiles?|mortars?|shells?
              |tear|grenades?|rounds of)\b))\b
            firing incident
            (?:open(?:ed|ing)?|resort\w* to) (?:indiscriminate|sporadic|heavy) (?:firing|shooting)
            shooting (?:sporadically|indiscriminately|randomly|into the air and)
            bullet-riddled bod(?:y|ies)
            shot (?:at )?(?:\w+ ){0,4}?(?:dead|to death)
            gun(?:ned|s|ning) (?:\w+ ){0,3}?down
            (?:was|were|been) shot\b(?! by police)
            shoots? (?:\w+ ){0,3}dead
            shot (?:in the|and)
            execution-style
        """,
    ),
    _t(
        "mass shooting", "shooting", "firearm", 3,
        "shoot",
        r"""
            mass shootings?
            shooting (?:attacks?|rampages?|sprees?|massacres?)
            drive-by shootings?
            school shootings?
            active shooter
        """,
    ),
    _t(
        "shooting", "shooting", "firearm", 1,
        "shooting|gunfire|gun attack|gun battle|rampage|bullets|sprayed|shots",
        r"""
            shootings?\b
            gunfire
            gun (?:attacks?|rampages?|assaults?)
            rampages?\b
            (?:hail of|riddled with|sprayed \w* ?\w* ?with) bullets
            shots were fired
            fusillade
        """,
    ),
    _t(
        "shot people", "shooting", "firearm", 2,
        "shot|shoot",
        r"""
            (?:shot|shooting) (?:at )?(?:\w+ ){0,2}?(?:people|shoppers|worshippers|students|pupils|civilians
              |policem[ae]n|police officers?|officers|soldiers|villagers|passengers|tourists|revellers
              |guests|\w+ others)
        """,
    ),
    _t(
        "armed with a gun", "shooting", "firearm", 2,
        "armed with|wielding|carrying",
        r"""
            (?:armed with|wielding|carrying) (?:[\w-]+ ){0,4}?(?:rifles?|guns?|pistols?|handguns?|shotguns?
              |kalashnikovs?|automatic weapons?|machine[- ]?guns?|ak-?47s?)
        """,
    ),
    _t(
        "armed with a blade", "stabbing", "blade", 2,
        "armed with|wielding|carrying",
        r"""
            (?:armed with|wielding|carrying) (?:[\w-]+ ){0,4}?(?:kni(?:fe|ves)|machetes?|axes?|swords?
              |cleavers?|blades?)
        """,
    ),
    _t(
        "stabbed", "stabbing", "blade", 2,
        "stab|kni|slash|hack|machete|axe|sword|cleaver|throat|hatchet|hammer|scissors|screwdriver",
        r"""
            stabb(?:ed|ings?|s)\b
            stabs\b
            (?:wounded|killed|injured|attacked|hurt|murdered|slain) (?:[\w-]+ ){0,6}?with (?:an? |his |her )?
              (?:[\w-]+ ){0,3}?(?:kni(?:fe|ves)|cleavers?|axes?|machetes?|swords?|scissors|screwdriver)
            kni(?:fe|ves|fing) (?:attack|rampage|assault)s?\b
            <BLADED> (?:killed|kills|wounded|wounds|attacked|attacks|injured|hurt|slashed|murdered|struck)\b
            (?:went|ran|walked|moved|rushed|set about|set upon|came|burst) (?:[\w-]+ ){0,6}?<BLADED>
            knifem[ae]n
            knife-?w[ei]+lding
            knifed\b
            slash(?:ed|ing)\b
            hacked (?:\w+ ){0,4}?(?:to death|with|at)
            hacking (?:[\w,]+ ){0,4}?(?:to death|with (?:\w+ )?(?:machetes?|axes?|kni|swords?|cleavers?))
            (?:was|were|others?|been) hacked\b(?! (?:by|into))
            hacking to death
            (?:machete|axe|sword|hatchet|cleaver|hammer)(?:s)?[- ](?:attacks?|w[ei]+lding)
            (?:slit|slitting|cut|cutting) (?:\w+ ){0,3}?throats?
            throats? (?:had been |were |was |being )?(?:slit|cut|slashed)
            attacked (?:\w+ ){0,5}?with (?:a |an |his )?(?:\w+ )?(?:kni(?:fe|ves)|machetes?|axes?
              |swords?|cleavers?)
        """,
    ),
    _t(
        "beheaded", "stabbing", "blade", 3,
        "behead|decapitat",
        r"""
            behead(?:ed|s|ing|ings)?\b
            decapitat(?:ed|ing|es)\b
        """,
    ),
    _t(
        "rammed", "vehicle_ramming", "vehicle", 3,
        "ramm|plough|plow|mow|ram |attack",
        r"""
            (?:ramm(?:ed|ing)|rams) (?:\w+ ){0,6}?(?:into|through|at|crowds?|pedestrians)
            (?:vehicle|car|van|truck|lorry)[- ](?:ramming|attacks?)\b
            ramming attacks?
            (?:mow(?:ed|s|n|ing)) (?:\w+ ){0,3}?down
            mow(?:ed|s|n) down
        """,
    ),
    _t(
        "drove into", "vehicle_ramming", "vehicle", 3,
        "drove|driv|plough|plow|steer|ran over|ran down|run over|run down|deliberately",
        r"""
            (?:drove|drives?|driven|driving|ploughed|plowed|ploughs|plows|ploughing|plowing
              |careered|steered) (?:\w+ ){0,5}?(?:into|through|at|onto|over)\b(?: [\w-]+){0,5}? (?:crowds?
              |customers|guests|diners|drinkers|fans|students|pupils|soldiers|officers|bystanders|mourners
              |marchers|civilians|children|group of|runners|spectators|concertgoers|picnickers|settlers
              |pedestrians|people|shoppers|passers-by|revellers|tourists|worshippers|cyclists
              |protest\w*|demonstrat\w*|festival|market|pavement|sidewalk|bystanders|parade|bus stop
              |queue|families)
            deliberately (?:drove|ran|hit|struck|ploughed|rammed)
            r[au]n (?:over|down) (?:\w+ ){0,3}?(?:pedestrians|people|soldiers|officers|passers-by
              |police)
        """,
    ),
    _t(
        "stormed", "armed_assault", "", 2,
        "storm",
        r"""
            storm(?:ed|s|ing)\b(?= (?:into |the |a |an |one |two |three |\w+'s|his|her|their|\w+))
        """,
    ),
    _t(
        "armed men came", "armed_assault", "", 2,
        "arm|mask|hood|gunm|militant|attacker|raider|insurgent|rebel",
        r"""
            (?:(?:armed|masked|hooded) (?:[\w-]+ )?(?:m[ae]n|persons?|group|gang)|gunm[ae]n|militants
              |attackers?|raiders|insurgents|rebels) (?:[\w-]+ ){0,3}?(?:walked|burst|broke|forced \w+ way
              |entered|marched|went|rushed|crept|sneaked|barged|infiltrated|climbed|descended) (?:in|into|through|inside|the|a|an|two|door)\b
        """,
    ),
    _t(
        "ambush", "armed_assault", "", 2,
        "ambush|wayla",
        r"""
            ambush(?:ed|es|ing)?\b
            wayla(?:id|y|ying)\b
        """,
    ),
    _t(
        "raid", "armed_assault", "", 2,
        "raid|overr|besieg|siege|invad",
        r"""
            raid(?:ed|s)? (?:on |a |an |the |two |three |\w+ )(?:\w+ )?(?:villages?|camps?|towns?
              |bases?|outposts?|posts?|checkpoints?|schools?|hostel|hospital|police station|farm|homes
              |settlement|churche?s?|compound)
            overr[au]n\b
            invad(?:ed|ing) (?:the |an? |two |three |four |five |several |\w+ )?(?:[\w'-]+ ){0,3}?(?:villages?|communit(?:y|ies)|towns?|hamlets?|settlements?
              |church(?:es)?|mosques?|schools?|hospitals?|farms?|homes?|houses?|residence|camps?|palace|hostels?|estates?)\b
            laid siege
            besieg(?:ed|ing)
        """,
    ),
    _t(
        "siege", "armed_assault", "", 1,
        "siege|standoff|stand-off",
        r"""
            sieges?\b
            stand-?offs?\b
        """,
    ),
    _t(
        "massacre", "armed_assault", "", 2,
        "massacre|slaughter",
        r"""
            massacr(?:e|es|ed|ing)\b
            slaughter(?:ed|ing)?\b
        """,
    ),
    _t(
        "killed by agent", "", "", 2,
        "kill|murder|execut|attack|slain|wound|injur|target|struck|hit|shot|fired|massac|slaught|assault|lives|suspected of|poison|hack|behead",
        r"""
            (?:killed|murdered|executed|attacked|slain|wounded|injured|targeted|targetted|struck
              |hit|shot) (?:[\w()',-]+ ){0,6}?by (?:[\w()'-]+ ){0,8}?<AGENT>
            <AGENT> (?:[\w()'-]+ ){0,14}?(?:killed|murdered|executed|massacred|slaughtered|assaulted|poisoned|hacked)\b(?! (?:on both|in clashes|in fighting))
            suspected of (?:killing|shooting|murdering|stabbing) (?:\d+|three|four|five|six|seven|eight|nine|ten|eleven|twelve
              |\w+teen|\w+ty|several|dozens)\b
            <AGENT> (?:[\w()'-]+ ){0,6}?(?:took|taken|claimed|cost) (?:the )?(?:[\w-]+ ){0,2}?lives\b
            (?:attacked|shot|killed|fired) (?:\w+ ){0,3}?from a (?:passing )?(?:motorcycle|motorbike|car)
        """,
    ),
    _t(
        "attack left dead", "", "", 2,
        "left|leav|kill|claimed",
        r"""
            (?<!heart )(?<!air )(?<!police )(?<!army )(?<!bear )(?<!drone )(?<!drug )(?:attacks?|raids?|assaults?|incursions?) (?:[\w',-]+ ){0,8}?
              (?:left|leaves|leaving|killed|kills|killing|claimed) (?:at least |more than |about |over |nearly |some |as many as |around |up to )?
              (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|several|dozens|scores|many)\b
        """,
    ),
    _t(
        "agent attacked", "armed_assault", "", 2,
        "attack|assault|target|struck|barged|raided|vandali|damaged|destroyed|blasted|captured|overran|hit|fidayeen|loot|ransack|demolish",
        r"""
            <AGENT> (?:[\w()'-]+ ){0,5}?(?:attack(?:ed|s)?|assault(?:ed|s)?|target(?:ed|s)|struck
              |barged|raided|vandali[sz]ed|damaged|destroyed|blasted|captured|overran|hit|looted|ransacked|demolished)\b
            (?:gun|armed|rocket|knife|suicide|fidayeen|complex|coordinated|cowardly|deadly|targeted
              |sectarian) attack(?:s|ed)?\b
            fidayeen
            targeted killings?
        """,
    ),
    _t(
        "hostages", "hostage_taking", "", 2,
        "hostage|captive",
        r"""
            hostages?\b
            (?:h[eo]ld|took|taken|taking) (?:[\w-]+ ){0,6}?captive
        """,
    ),
    _t(
        "abducted", "kidnapping", "", 2,
        "abduct|kidnap|snatch|seiz|carried|away|took|taken|gunpoint|bundl|made off|driven|led ",
        r"""
            abduct(?:ed|s|ing|ions?)\b
            kidnap(?:ped|s|ping|pings|ped)?\b
            (?:whisked|carted|led|marched|took|taken|herded|dragged) (?:away|off) (?:with )?(?:[\w,]+ ){0,5}?(?:people|persons|villagers|students
              |pupils|girls|boys|women|children|teachers|residents|worshippers|passengers|workers|farmers|travellers|staff|hostages|others
              |wom[ae]n|priests?|nuns?|pastors?|m[ae]n|schoolgirls|drivers?|nurses?|doctors?|engineers?)\b
            (?:schoolgirls|girls|boys|students|pupils|children|women|villagers|people|passengers|workers|priests?|nuns|teachers) (?:was|were|had been|have been) (?:taken|seized|led|driven)
              (?: away| off)? (?:from (?:their|the|his|her|an?)|captive|hostage|by <AGENT>|by (?:\w+ )?<AGENT>)
            (?:was|were|been) (?:whisked|led|marched|herded|dragged|taken|carried|spirited) (?:away|off) (?:by|at gunpoint|into|on)\b
            (?:taken|seized|marched|led|forced|bundled|held|took) (?:[\w,]+ ){0,6}?at gunpoint
            bundled (?:\w+ ){0,4}?into
            made off with (?:[\w-]+ ){0,3}?(?:hostages|captives|students|villagers|children|workers|people)
            snatched (?:\w+ ){0,4}?(?:from|girls|students|workers|children|women|pupils|villagers)
            seized (?:[\w-]+ ){0,3}?(?:staff|teachers|nurses|drivers|fishermen|villagers|passengers|workers|students|pupils|villagers|girls|crew|sailors
              |travellers|engineers|aid workers|nuns|priests?)
            marched (?:\w+ ){0,3}?(?:into the (?:bush|forest|jungle))
        """,
    ),
    _t(
        "set ablaze", "arson", "incendiary", 2,
        "fire|ablaze|torch|arson|burn|alight|raz|flammable|petrol",
        r"""
            (?<!blast )(?<!explosion )(?<!bomb )(?<!blasts )set (?:\w+ ){0,6}?(?:on fire|ablaze|alight)
            (?<!blast )(?<!explosion )(?<!bomb )(?<!blasts )set(?:ting)? fire to
            setting (?:\w+ ){0,6}?(?:on fire|ablaze|alight)
            torch(?:ed|ing)\b
            arson\b
            arsonists?
            burn(?:ed|t|ing) down
            burn(?:ed|t|ing) (?:(?:the|a|an|many|several|dozens|of|more|than|at|least|their|and|looting|\d+|some|two|three|four|five|six) ){0,5}?(?:homes|houses|vehicles|huts|buses|trucks|shops|shelters
              |granaries|villages?|crops|church(?:es)?|schools?|clinics?|health \w+|mosques?|markets?|offices?|cars?|stalls|classrooms|ballot boxes|tents|tankers|excavators|machinery|property)
            raz(?:ed|ing) (?:[\w-]+ ){0,5}?(?:homes?|houses?|villages?|huts|shops?|buildings?|to the ground|schools?|church(?:es)?|mosques?|markets?|clinics?|granaries|communit)
            (?:was|were|been) (?:razed|burned to the ground|burnt to the ground)
            (?:doused|poured|splashed) (?:[\w-]+ ){0,6}?(?:petrol|gasoline|kerosene|fuel|flammable)
        """,
    ),
    _t(
        "fire bomb", "arson", "incendiary", 2,
        "bomb|molotov|petrol|firebomb|incendiary|bottle|canister|jerrycan|burning",
        r"""
            petrol bombs?
            (?<!cease)fire bombs?
            incendiary (?:devices?|bombs?|bottles?|mixture|material)
            (?:bottles?|jerrycans?|canisters?) (?:filled with|of|full of|containing) (?:burning )?(?:petrol|gasoline|flammable\w*|fuel)
            burning (?:bottle|rag|tyre)s? (?:\w+ ){0,3}?(?:thrown|hurled)
            fire-?bomb\w*
            molotovs?\b
            petrol-bomb\w*
        """,
    ),
    _t(
        "assassinated", "assassination", "", 2,
        "assassin|attempt on",
        r"""
            assassinat(?:ed|ion|ions|e|es|ing)\b
            assassination attempt
            attempt on (?:his|her|the) life
        """,
    ),
    _t(
        "official attacked", "assassination", "", 2,
        "murder|kill|slay|assassin|shot|stabb|gunned|attack|knifed|hacked",
        r"""
            (?:murder|killing|slaying|shooting|stabbing) of (?:[\w.,'-]+ ){0,5}?<OFFICIAL>
            (?:murdered|stabbed|gunned down|shot dead|shot and killed|hacked) (?:[\w.,'-]+ ){0,4}?<OFFICIAL>
            <OFFICIAL>,? (?:[\w.'-]+,? ){0,6}?(?:was|were|has been|had been|is) (?:[\w-]+ ){0,2}?
              (?:shot|stabbed|murdered|gunned down|knifed|hacked)
        """,
    ),
    _t(
        "hijacked", "hijacking", "", 2,
        "hijack|commandeer|seized|boarded|intercepted",
        r"""
            (?<!in a )(?<!the )hijack(?:ed|s|ing)?\b
            hijackers?\b
            commandeered
            <AGENT> (?:[\w'-]+ ){0,5}?(?:seized|boarded|intercepted) (?:an?|the|two|three) (?:[\w-]+ ){0,4}?(?:bus(?:es)?|minibus(?:es)?|planes?
              |aircraft|airliner|ferry|ships?|vessels?|tankers?|boats?|trawlers?|dhows?|freighters?|trains?)\b
        """,
    ),
    _t(
        "shelled", "shelling", "rocket_mortar", 2,
        "shell|rocket|mortar|missile",
        r"""
            shell(?:ed|ing)\b
            (?:rockets?|mortars?|missiles?|shells)(?: \w+){0,3}? (?:attacks?|fire|hit|landed|struck
              |slammed|fell|fired|exploded|launched|strikes?|barrage|rounds|shells)
            (?:fired|launched|lobbed|rained) (?:\w+ ){0,4}?(?:rockets?|mortars?|missiles?|shells)\b
            (?:fire|firing|launch|launching) (?:an? |the |two |several |more )?(?:[\w-]+ )?(?:rockets?|missiles?|mortars?)\b
        """,
    ),
    _t(
        "drone", "drone_attack", "drone", 2,
        "drone|unmanned|quadcopter",
        r"""
            drones? (?:\w+ )?(?:attacks?|strikes?|assault|raid|hit|struck|dropped|crashed into
              |slammed|exploded)
            (?:armed|explosive|explosives-laden|bomb-laden|weaponi[sz]ed|kamikaze
              |attack) (?:\w+ )?drones?
            quadcopters? dropped
            drone-(?:dropped|borne|delivered)
            drones? (?:[\w-]+ ){0,4}?(?:dropp?(?:ed|ing) (?:\w+ ){0,3}?(?:bombs?|grenades?|explosives?|munitions?)|targeted|targeting)
            dropped (?:\w+ ){0,5}?(?:from|by) (?:a|an) (?:\w+ )?(?:drone|quadcopter|unmanned)
        """,
    ),
    _t(
        "sabotage", "sabotage", "", 2,
        "sabot|pylon|pipeline|derail|mast|transmission|power line|tower|rail|cable|bridge|track|substation|transformer",
        r"""
            sabotag(?:e|ed|ing)\b
            saboteurs?
            (?:blew|blown|blow) up (?:\w+ ){0,6}?(?:pipelines?|pylons?|bridges?|railway|rail|tracks?
              |masts?|towers?|power lines?|substations?|transformers?|cables?)
            (?:pipelines?|pylons?|railway (?:line|track)s?|tracks?|masts?|towers?|power lines?
              |substations?|cables?) (?:\w+ ){0,3}?(?:blown up|toppled|felled|cut|sabotaged|destroyed)
            (?:felled|toppled|cut|severed|destroyed) (?:\w+ ){0,4}?(?:pylons?|masts?|power lines?
              |pipelines?|cables?|towers?)
        """,
    ),
    _t(
        "chemical", "chemical_attack", "chemical", 2,
        "acid|gas|sarin|chlorine|nerve|toxi|poison|novichok|chemical|ricin|anthrax",
        r"""
            acid attacks?
            (?:attacked|sprayed|doused|splashed) with (?:\w+ )?(?:acid|corrosive|ammonia)
            (?:threw|thrown|throwing|hurled|flung|splashed|sprayed) (?:\w+ ){0,3}?acid
            (?:poison|toxic|mustard|chlorine|nerve|tear)? ?gas attacks?
            sarin\b
            nerve agents?
            novichok
            chlorine (?:bombs?|barrels?|cylinders?|gas)
            chemical (?:attacks?|weapons?|bombs?)
            ricin\b
            anthrax
            (?:released|sprayed|spread) (?:\w+ ){0,3}?(?:toxic|poisonous|noxious|chemical|chlorine
              |gas|toxin)\w*
            poison(?:ed|ing) (?:the |a |their |its )?(?:\w+ )?(?:water|well|food|students|girls|pupils|classrooms?|school|drinks?|tea|meal|reservoir)
            (?:girls|students|pupils|children|villagers|soldiers|officers|guests|prisoners) (?:[\w,]+ ){0,8}?(?:was|were|been) (?:\w+ )?poisoned
        """,
    ),
    _t(
        "beaten", "unarmed_assault", "blunt", 2,
        "beat|lynch|club|stone|mob|bludgeon|batter",
        r"""
            beat(?:en)? (?:\w+ ){0,4}?(?:to death|unconscious|up|with)
            lynch(?:ed|ing|ings)?\b
            (?:clubbed|battered) (?:\w+ ){0,3}?to death
            bludgeon(?:ed|ing)\b
            stoned (?:\w+ ){0,3}?to death
            mob (?:attacked|beat|set upon)
            (?:attacked|beaten|assaulted) by a (?:\w+ )?mob
            (?:attacked|beat) (?:\w+ ){0,5}?with (?:iron |metal |wooden |baseball )?(?:bars|rods
              |clubs|sticks|bats|stones|batons)
        """,
    ),
    _t(
        "terror attack", "", "", 2,
        "attack|assault|atrocit|outrage|incident|rampage",
        r"""
            (?:terror|terrorist|jihadist|islamist|militant|insurgent|rebel|extremist|separatist
              |antisemitic|anti-semitic|racist|sectarian|hate)[- ](?:\w+ )?(?:attacks?|assaults?
              |atrocit\w+|outrage|incident|rampage)\b
        """,
    ),
    _t(
        "shot down", "drone_attack", "drone", 2,
        "drone",
        r"""
            (?:shot down|intercepted|destroyed|downed) (?:[\w-]+ ){0,4}?drones?
            drones? (?:[\w-]+ ){0,3}?(?:were|was) (?:shot down|intercepted|downed)
        """,
    ),
    _t(
        "missile stopped", "shelling", "rocket_mortar", 2,
        "rocket|missile",
        r"""
            (?:shot down|intercepted) (?:[\w-]+ ){0,4}?(?:rockets?|missiles?)
            (?:rockets?|missiles?) (?:[\w-]+ ){0,3}?(?:were|was) (?:shot down|intercepted)
        """,
    ),
    _t(
        "bomb warning", "bombing", "", 2,
        "warn|threat",
        r"""
            (?:bomb|coded) (?:warning|threat)s?
            warn\w* (?:of|about|that) (?:a )?bombs?
            threaten(?:ed|ing)? to (?:bomb|blow up)
        """,
    ),
    _t(
        "ultimatum", "", "", 3,
        "threaten",
        r"""
            (?:<AGENT>|group|faction|movement|front|statement|video|message|leaflets?|letter)\b (?:[\w,'-]+ ){0,8}?threaten(?:ed|s|ing)? to
              (?: attack| kill| execute| behead| bomb| blow up| resume (?:\w+ ){0,2}?attacks| strike| burn| destroy| shoot| abduct| launch (?:\w+ )?attacks)\b
              (?=[^.;]{0,160}?\b(?:unless|if|within|until|deadline|before)\b)
        """,
    ),
    _t(
        "plot", "", "", 2,
        "discuss|plot|plan|foil|thwart|avert|conspir|inten|prevent|prepar|disrupt|stop|talk|spoke|speak|dream|en route|way|about|poised|ready",
        r"""
            (?:plott\w+|planning|planned|plans?|preparing|prepared|conspir\w+|intend\w+|plot) (?:\w+ ){0,4}?
              (?:attacks?|bombings?|bomb|assassinat\w+|kill|strike|blow up|kidnap|shootings?|massacre
              |carry out|fire (?:an? )?(?:rockets?|missiles?|mortars?|on|at)|fire-?bomb)
            (?:talk\w*|spoke|speaking|dream\w*|discuss\w*) of (?:\w+ ){0,2}?(?:firing|launching|attacking
              |bombing|blowing up|killing|shooting|stabbing|assassinating|kidnapping|striking|carrying out)
            (?:terror|bomb|attack|assassination|murder|jihadist|terrorist|suicide|militant|extremist
              |kidnap)(?: \w+)? plots?
            (?:foil\w*|thwart\w*|avert\w*|prevent\w*|disrupt\w*|stopp\w+) (?:\w+ ){0,6}?(?:attacks?
              |bombings?|plots?|assassination|massacre|suicide|strikes?)
            over (?:an? |an alleged |alleged )?(?:[\w-]+ )?plot\b
            discuss\w* (?:\w+ ){0,2}?attacks
            plot (?:was )?(?:foiled|thwarted|to)
            (?:en route|on (?:his|her|their) way|about|poised|ready|preparing) to (?:bomb|attack|blow up|detonate|strike|carry out)
        """,
    ),
    _t(
        "was attacked", "", "", 2,
        "attack",
        r"""
            (?:tankers?|ships?|buses|bus|trains?|convoys?|hotels?|mosques?|church(?:es)?|villages?|stations?|schools?|camps?
              |checkpoints?|bases?|posts?|embassy|consulate|compound|patrols?|hospitals?|offices?) (?:was|were|has been|have been
              |came) (?:under )?attack(?:ed)?\b(?! (?:from|for|over|by critics))
        """,
    ),
    _t(
        "attack", "", "", 1,
        "attack|assault",
        r"""
            attacks?\b
            attacked\b
            attacking\b
            assaults?\b
        """,
    ),
    _t(
        "killings", "", "", 1,
        "kill|murder|slain|slaying",
        r"""
            (?:killings|killing of|murders?|slayings?|slain|murdered)\b
        """,
    ),
)  # fmt: skip
