"""The words of attack: each trigger with the attack and weapon types that it suggests and its strength.

Patterns run on folded text (lower case, plain quotes). `heads` are the strings of which one must occur in the
sentence before the pattern is tried. Strength 3 tells of an attack on its own, 2 with one support beside it
(an agent, casualties, a weapon, a claim), 1 with two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

AGENT: Final = (
    r"(?:gunm[ae]n|shooters?|snipers?|militants?|militiam[ae]n|militias?|insurgents?|rebels?|terrorists?|extremists?|"
    r"jihadists?|jihadis?|islamists?|attackers?|assailants?|(?:suicide )?bombers?|guerr?illas?|maoists?|naxalites?|"
    r"naxals?|taliban|separatists?|bandits?|raiders?|miscreants|knifem[ae]n|hijackers|kidnappers|abductors|"
    r"captors|commandos|ultras|cadres|mobs?|pirates|herdsmen|paramilitar(?:y|ies)|supremacists?|"
    r"(?:armed|masked|hooded|unidentified|unknown) (?:\w+ )?(?:m[ae]n|persons?|individuals?|group|gang|youths?|assailants?)|"
    r"al-?qaeda|al-?qaida|al-?shabaab|boko haram|islamic state|isis|isil|daesh|hezbollah|hamas|houthis?|"
    r"farc|eln|pkk|ttp|abu sayyaf|lashkar[- ]e[- ]\w+|hizbul)"
)
STATE: Final = (
    r"(?:troops|soldiers|army|military|security forces|sfs|security personnel|government forces|special forces|"
    r"coalition(?: forces)?|air force|warplanes|fighter jets|jets|navy|marines|commandos|police(?:men)?|officers|"
    r"paramilitary (?:rangers|forces|troops)|counter-?terrorism (?:forces|police|department)|peacekeepers|"
    r"nato|us forces|american forces|russian forces|joint forces|gunships?|border guards|personnel|encounter)"
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way of telling of an attack."""

    name: str
    heads: tuple[str, ...]
    pattern: re.Pattern[str]
    attack: tuple[str, ...]
    weapon: tuple[str, ...]
    strength: int


def _t(name: str, heads: str, pattern: str, attack: str = "", weapon: str = "", strength: int = 3) -> Trigger:
    return Trigger(
        name, tuple(heads.split("|")), re.compile(rf"\b(?:{pattern})"),
        tuple(attack.split()), tuple(weapon.split()), strength,
    )  # fmt: skip


_VEHICLE = r"(?:car|truck|lorry|van|vehicle|suv|jeep|bus|minibus|pickup|pick-up|tanker|motor ?cycle|motorbike|tractor|4x4|taxi)"
_FIRED = r"(?:fired|shot|firing|shooting)"

TRIGGERS: Final = (
    _t("suicide bombing", "suicide", r"suicide[- ](?:(?:car|truck|van|lorry|vest|vehicle|motorcycle|belt) )?"
       r"(?:bomb\w*|attack\w*|blasts?|explosions?|assaults?|strikes?)", "suicide_bombing"),
    _t("blew himself up", "blew|blow|blown", r"(?:blew|blow(?:s|n|ing)?) (?:himself|herself|themselves|itself|themself)(?: up)?|"
       r"blew up (?:himself|herself|themselves)|(?:blew|blow\w*) up (?:his|her|their) (?:explosive|suicide|vest|belt)\w*",
       "suicide_bombing", "suicide_vest"),
    _t("detonated his vest", "detonat|set off|trigger", r"(?:detonat\w+|set off|trigger\w+) (?:\w+ ){0,3}?(?:explosive |explosives |suicide |bomb )*(?:vests?|belts?|jackets?)",
       "suicide_bombing", "suicide_vest"),
    _t("explosive vest", "vest|belt|strapped", r"(?:explosives?|suicide|bomb)[- ](?:\w+ )?(?:vests?|belts?|jackets?)|explosives strapped to|wearing explosives",
       "suicide_bombing", "suicide_vest", 2),
    _t("car bomb", "bomb|explosive|booby|ied|blew up|blast",
       _VEHICLE + r"[- ]bomb\w*|vehicle-?borne|" + _VEHICLE + r" (?:\w+ ){0,2}?(?:packed|laden|loaded|filled|rigged) with (?:\w+ )?(?:explosives?|bombs?)|"
       r"(?:explosives?|bomb)[- ](?:packed|laden|loaded|filled|rigged) (?:\w+ )?" + _VEHICLE + r"|booby-?trapped (?:\w+ )?" + _VEHICLE
       + r"|bombs? (?:hidden|planted|placed|concealed|fitted|attached|rigged|left) (?:\w+ ){0,3}?" + _VEHICLE + r"|" + _VEHICLE + r" (?:exploded|blew up)",
       "bombing", "vehicle_bomb"),
    _t("bomb", "bomb", r"bombs? (?:\w+ ){0,4}?(?:went off|goes off|explod\w+|blew|blows|ripp\w+|tore|tears|struck|strikes|hit|kill\w*|wound\w*|injur\w*|detonated|blast\w*|rocked|shook)|"
       r"bombs? (?:blasts?|attacks?|explosions?)|(?:roadside|nail|pipe|parcel|letter|home-?made|crude|time|petrol|magnetic|sticky|cylinder|remote-controlled|pressure[- ]cooker) bombs?|bomb-laden",
       "bombing", "explosive"),
    _t("bombing", "bombing", r"(?:\w+ )?bombings?\b(?! raids| runs)", "bombing", "explosive"),
    _t("bombed", "bomb", r"(?:was|were|been|has|had|have|militants|rebels|attackers|insurgents) bombed|bombed (?:a|an|the|two|three)", "bombing", "explosive", 2),
    _t("bomb mention", "bomb|explosives|dynamite", r"bombs?\b|explosives\b|dynamite", "bombing", "explosive", 1),
    _t("device", "device|ied|landmine|land mine|mine", r"(?:improvised )?explosive devices?|\bieds?\b|incendiary devices?|land ?mines?\b|"
       r"devices? (?:\w+ ){0,2}?(?:exploded|detonated|went off)|mines? (?:exploded|blasts?|explosions?)|mine planted|(?:hit|struck|drove over|ran over) (?:a|an) (?:\w+ )?mine",
       "bombing", "explosive", 2),
    _t("detonated", "detonat", r"detonat\w+", "bombing", "explosive", 2),
    _t("blew up", "blew|blow|blast", r"(?:blew|blown|blows|blowing) up|blasted (?:a|the|an|off)\b", "bombing", "explosive", 2),
    _t("explosion", "explo|blast", r"explosions?\b|blasts?\b|exploded|explodes|exploding|twin blasts?", "bombing", "explosive", 1),
    _t("grenade", "grenade", r"(?:hurl\w+|threw|throw\w*|lob\w+|toss\w+|fir\w+|launch\w+) (?:\w+ ){0,4}?grenades?|grenades? (?:\w+ ){0,2}?(?:attacks?|explo\w+|blasts?|detonat\w+|was|were|hurled|thrown|lobbed|landed|went)",
       "bombing", "grenade"),
    _t("grenade mention", "grenade", r"grenades?\b", "bombing", "grenade", 1),
    _t("gunmen", "gunm", r"gunm[ae]n\b", "shooting", "firearm", 2),
    _t("opened fire", "fire", r"open(?:ed|s|ing)? (?:\w+ )?fire|(?:heavy|indiscriminate|automatic) (?:gun)?fire|fired (?:indiscriminately|randomly|shots|several|volleys|at least|\d+)|came under fire",
       "shooting", "firearm", 3),
    _t("fired at", "fir", r"(?:fired|firing|fires) (?:\w+ ){0,2}?(?:on|at|upon|into)\b", "shooting", "firearm", 2),
    _t("shot dead", "shot|gunned|guns down|shoot", r"shot dead|shot and (?:killed|wounded|injured)|shot (?:at )?(?:\w+ ){0,4}?(?:dead|to death)|gun(?:ned|s|ning) (?:\w+ ){0,3}?down|"
       r"(?:was|were|been) shot\b(?! by police)|shoots? (?:\w+ ){0,3}dead|shot (?:in the|and)|execution-style", "shooting", "firearm", 2),
    _t("mass shooting", "shoot", r"mass shootings?|shooting (?:attacks?|rampages?|sprees?|massacres?)|drive-by shootings?|school shootings?|active shooter", "shooting", "firearm", 3),
    _t("shooting", "shooting|gunfire|gun attack|gun battle|rampage|bullets|sprayed|shots", r"shootings?\b|gunfire|gun (?:attacks?|rampages?|assaults?)|rampages?\b|(?:hail of|riddled with|sprayed \w* ?\w* ?with) bullets|shots were fired|fusillade",
       "shooting", "firearm", 1),
    _t("shot people", "shot|shoot", r"shot (?:at )?(?:\w+ ){0,2}?(?:people|shoppers|worshippers|students|pupils|civilians|policem[ae]n|police officers?|officers|soldiers|villagers|passengers|tourists|revellers|guests|\w+ others)", "shooting", "firearm", 2),
    _t("stabbed", "stab|knif|slash|hack|machete|axe|sword|cleaver|throat|behead|decapitat",
       r"stabb(?:ed|ings?|s)\b|stabs\b|kni(?:fe|ves|fing) (?:attacks?|rampages?|assaults?)|knifem[ae]n|knife-?w[ei]+lding|knifed\b|slash(?:ed|ing)\b|hacked (?:\w+ ){0,4}?(?:to death|with|at)|hacking to death|"
       r"(?:machete|axe|sword|hatchet|cleaver|hammer)(?:s)?[- ](?:attacks?|w[ei]+lding)|(?:slit|slitting|cut|cutting) (?:\w+ ){0,3}?throats?|attacked (?:\w+ ){0,5}?with (?:a |an |his )?(?:\w+ )?(?:kni(?:fe|ves)|machetes?|axes?|swords?|cleavers?)",
       "stabbing", "blade", 2),
    _t("beheaded", "behead|decapitat", r"behead(?:ed|s|ing|ings)?\b|decapitat(?:ed|ing|es)\b", "stabbing", "blade", 3),
    _t("rammed", "ramm|plough|plow|mow|ram ", r"(?:ramm(?:ed|ing)|rams) (?:\w+ ){0,6}?(?:into|through|at|crowds?|pedestrians)|(?:vehicle|car|van|truck|lorry)[- ]ramming|ramming attacks?|(?:mow(?:ed|s|n|ing)) (?:\w+ ){0,3}?down|mow(?:ed|s|n) down",
       "vehicle_ramming", "vehicle", 3),
    _t("drove into", "drove|driv|plough|plow|ran over|ran down|ran into|hit ",
       r"(?:drove|drives?|driven|driving|ploughed|plowed|ploughs|plows|ploughing|plowing|careered) (?:\w+ ){0,5}?(?:into|through|at|onto|over)\b(?: \w+){0,5}? (?:crowds?|pedestrians|people|shoppers|passers-by|revellers|tourists|worshippers|cyclists|protest\w*|demonstrat\w*|festival|market|pavement|sidewalk|bystanders|parade|bus stop|queue|families)|"
       r"deliberately (?:drove|ran|hit|struck|ploughed|rammed)|r[au]n (?:over|down) (?:\w+ ){0,3}?(?:pedestrians|people|soldiers|officers|passers-by|police)", "vehicle_ramming", "vehicle", 3),
    _t("stormed", "storm", r"storm(?:ed|s|ing)\b(?= (?:into |the |a |an |one |two |three |\w+'s|his|her|their|\w+))", "armed_assault", "", 2),
    _t("ambush", "ambush", r"ambush(?:ed|es|ing)?\b", "armed_assault", "", 2),
    _t("raid", "raid|overr|besieg|siege", r"raid(?:ed|s)? (?:on |a |an |the |two |three |\w+ )(?:\w+ )?(?:villages?|camps?|towns?|bases?|outposts?|posts?|checkpoints?|schools?|hostel|hospital|police station|farm|homes|settlement|churche?s?|compound)|overr[au]n\b|laid siege|besieg(?:ed|ing)", "armed_assault", "", 2),
    _t("siege", "siege|standoff|stand-off", r"sieges?\b|stand-?offs?\b", "armed_assault", "", 1),
    _t("massacre", "massacre|slaughter", r"massacr(?:e|es|ed|ing)\b|slaughter(?:ed|ing)?\b", "armed_assault", "", 2),
    _t("killed by agent", "kill|murder|execut|attack", r"(?:killed|murdered|executed|attacked|slain|wounded|injured|targeted|targetted|struck|hit) (?:\w+ ){0,3}?by (?:(?:a|the|two|three|four|some|several|suspected|unidentified|unknown|armed|masked|islamist|radical|heavily|\w+) ){0,4}?" + AGENT + r"|"
       + AGENT + r" (?:\w+ ){0,2}?(?:killed|murdered|executed|massacred|slaughtered|assaulted)\b", "", "", 2),
    _t("agent attacked", "attack|assault|target|struck", AGENT + r" (?:[\w-]+ ){0,3}?(?:attack(?:ed|s)?|assault(?:ed|s)?|target(?:ed|s)|struck)\b", "armed_assault", "", 2),
    _t("hostages", "hostage|captive", r"hostages?\b|h[eo]ld captive|held captive", "hostage_taking", "", 2),
    _t("abducted", "abduct|kidnap|snatch|seiz|carried off|taken away|took away", r"abduct(?:ed|s|ing|ions?)\b|kidnap(?:ped|s|ping|pings|ped)?\b|snatched (?:\w+ ){0,4}?(?:from|girls|students|workers|children|women|pupils|villagers)|"
       r"seized (?:\w+ ){0,3}?(?:passengers|workers|students|pupils|villagers|girls|crew|sailors|travellers|engineers|aid workers|nuns|priests?)|marched (?:\w+ ){0,3}?(?:into the (?:bush|forest|jungle))", "kidnapping", "", 2),
    _t("set ablaze", "fire|ablaze|torch|arson|burn|alight", r"set (?:\w+ ){0,6}?(?:on fire|ablaze|alight)|set(?:ting)? fire to|setting (?:\w+ ){0,6}?(?:on fire|ablaze|alight)|torch(?:ed|ing)\b|arson\b|arsonists?|burn(?:ed|t|ing) down|burned (?:homes|houses|vehicles|huts|buses|trucks)",
       "arson", "incendiary", 2),
    _t("fire bomb", "bomb|molotov|petrol|firebomb", r"petrol bombs?|fire-?bomb\w*|molotovs?\b|petrol-bomb\w*", "arson", "incendiary", 2),
    _t("assassinated", "assassin", r"assassinat(?:ed|ion|ions|e|es|ing)\b|assassination attempt|attempt on (?:his|her|the) life", "assassination", "", 2),
    _t("hijacked", "hijack|commandeer", r"hijack(?:ed|s|ing|ers?)?\b|commandeered", "hijacking", "", 2),
    _t("shelled", "shell|rocket|mortar|missile", r"shell(?:ed|ing)\b|(?:rockets?|mortars?|missiles?|shells)(?: \w+){0,3}? (?:attacks?|fire|hit|landed|struck|slammed|fell|fired|exploded|launched|strikes?|barrage|rounds|shells)|(?:fired|launched|lobbed|rained) (?:\w+ ){0,4}?(?:rockets?|mortars?|missiles?|shells)\b",
       "shelling", "rocket_mortar", 2),
    _t("drone", "drone|unmanned|quadcopter", r"drones? (?:\w+ )?(?:attacks?|strikes?|assault|raid|hit|struck|dropped|crashed into|slammed|exploded)|(?:armed|explosive|explosives-laden|bomb-laden|weaponi[sz]ed|kamikaze|attack) (?:\w+ )?drones?|quadcopters? dropped|dropped (?:\w+ ){0,5}?from (?:a|an) (?:drone|quadcopter|unmanned)",
       "drone_attack", "drone", 2),
    _t("sabotage", "sabotag|pylon|pipeline|derail|mast|transmission|power line|tower|rail|cable", r"sabotag(?:e|ed|ing)\b|saboteurs?|(?:blew|blown|blow) up (?:\w+ ){0,6}?(?:pipelines?|pylons?|bridges?|railway|rail|tracks?|masts?|towers?|power lines?|substations?|transformers?|cables?)|"
       r"(?:pipelines?|pylons?|railway (?:line|track)s?|tracks?|masts?|towers?|power lines?|substations?|cables?) (?:\w+ ){0,3}?(?:blown up|toppled|felled|cut|sabotaged|destroyed)|(?:felled|toppled|cut|severed|destroyed) (?:\w+ ){0,4}?(?:pylons?|masts?|power lines?|pipelines?|cables?|towers?)",
       "sabotage", "", 2),
    _t("chemical", "acid|gas|sarin|chlorine|nerve|toxi|poison|novichok|chemical|ricin|anthrax", r"acid attacks?|(?:threw|thrown|throwing|hurled|flung|splashed|sprayed) (?:\w+ ){0,3}?acid|(?:poison|toxic|mustard|chlorine|nerve|tear)? ?gas attacks?|sarin\b|nerve agents?|novichok|chlorine (?:bombs?|barrels?|cylinders?|gas)|chemical (?:attacks?|weapons?|bombs?)|ricin\b|anthrax|"
       r"(?:released|sprayed|spread) (?:\w+ ){0,3}?(?:toxic|poisonous|noxious|chemical|chlorine|gas|toxin)\w*|poisoned (?:the |a )?(?:\w+ )?(?:water|well|food|students|girls|pupils)", "chemical_attack", "chemical", 2),
    _t("beaten", "beat|lynch|club|stone|mob", r"beat(?:en)? (?:\w+ ){0,4}?(?:to death|unconscious|up|with)|lynch(?:ed|ing|ings)?\b|clubbed (?:\w+ ){0,3}?to death|stoned (?:\w+ ){0,3}?to death|mob (?:attacked|beat|set upon)|(?:attacked|beaten|assaulted) by a (?:\w+ )?mob|(?:attacked|beat) (?:\w+ ){0,5}?with (?:iron |metal |wooden |baseball )?(?:bars|rods|clubs|sticks|bats|stones|batons)",
       "unarmed_assault", "blunt", 2),
    _t("terror attack", "terror", r"(?:terror|terrorist|jihadist|islamist|militant|insurgent|rebel|extremist|separatist|antisemitic|anti-semitic|racist|sectarian|hate)[- ](?:\w+ )?(?:attacks?|assaults?|atrocit\w+|outrage|incident|rampage)\b", "", "", 2),
    _t("plot", "plot|plan|foil|thwart|avert|conspir|intend|prevent", r"(?:plott\w+|planning|planned|plans?|preparing|conspir\w+|intend\w+|plot) (?:\w+ ){0,4}?(?:attacks?|bombings?|bomb|assassinat\w+|kill|strike|blow up|kidnap|shootings?|massacre|carry out)|(?:terror|bomb|attack|assassination|murder|jihadist|terrorist|suicide|militant|extremist|kidnap)(?: \w+)? plots?|"
       r"(?:foil\w*|thwart\w*|avert\w*|prevent\w*|disrupt\w*|stopp\w+) (?:\w+ ){0,6}?(?:attacks?|bombings?|plots?|assassination|massacre|suicide|strikes?)|plot (?:was )?(?:foiled|thwarted|to)", "", "", 2),
    _t("attack", "attack|assault", r"attacks?\b|attacked\b|attacking\b|assaults?\b", "", "", 1),
    _t("killings", "kill|murder|slain|dead", r"(?:killings?|murders?|slayings?|slain|murdered)\b", "", "", 1),
)  # fmt: skip
