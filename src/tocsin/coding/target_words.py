"""Words for what is attacked, by code: places, people, things.

They are wide on purpose: which of them was struck is told by the reader, word by word, and weighed in
`targets`. A word may stand under several codes.
"""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

import re
from typing import Final

from tocsin.coding.patterns import either

_WORDS: Final = {
    "worship": r"""
        mosques?|churche?s?|cathedrals?|temples?|synagogues?|shrines?|gurdwaras?|monaster(?:y|ies)
        convents?|pagodas?|chapels?|basilicas?|imambargahs?|seminar(?:y|ies)|worshippers?|pilgrims?
        priests?|imams?|rabbis?|clerics?|nuns?|bishops?|monks?|pastors?|congregants?|parishioners?
        vicars?|prayers|congregation
        (?:(?<=at )|(?<=during )|(?<=saying )|(?<=celebrating )|(?<=morning )|(?<=the ))mass(?= (?:at|in|on|when|was
          |had|is)\b|[,.;]|$)
        prayer (?:halls?|houses?|meetings?)|chapels?|catechists?|faithful|preachers?|muezzins?|seminarians?|reciters?
        deacons?|sheikhs?|friars?|missionar(?:y|ies)|religious (?:school|procession)|(?:shi'ite|sunni|hindu|sikh) (?:hall|shrine)
        good friday|muharram|ashura|pilgrimage
    """,
    "health": r"""
        (?<!in )(?<!to )(?<!from )hospitals?|hospital(?= (?:bomb|attack|blast|shoot|siege|raid|massacre))|clinics?|ambulances?|doctors?|nurses?|medics?|paramedics?
        health (?:workers?|cent(?:re|er)s?|posts?|facilit\w+|units?|clinics?|staff)|dispensar(?:y|ies)|medical (?:post|facility|charity|supplies)|vaccinators?|vaccinat(?:ors?|ion (?:team|workers?)s?)
        polio (?:\w+ )?(?:workers?|team|vaccinators?)|medical (?:staff|workers?|cent(?:re|er))
        maternity ward|(?:care|nursing) homes?|homes? for (?:the |people with )?(?:disab\w+|elderly|old|aged)
        residen(?:ce|tial home|tial centre)s? for (?:the )?(?:disabled|elderly|old)
        vaccination|midwi(?:fe|ves)|surger(?:y|ies)|wards?|pharmac(?:y|ies)|blood bank|surgeons?|patients?|orderl(?:y|ies)
    """,
    "education": r"""
        schools?|universit(?:y|ies)|colleges?|campus|kindergartens?|nurser(?:y|ies)
        madras(?:sa|ah|a)s?|students?|pupils?|teachers?|schoolgirls?|schoolboys?|schoolchildren
        classrooms?|dormitor(?:y|ies)|lecturers?|professors?|academy
        primary schools?|secondary schools?|headm(?:aster|istress)|headteachers?|principal|faculty|lecture|seminary students?|seminar
        hostel for students|polytechnic|exam(?:s|ination)?|scholars?
    """,
    "aid": r"""
        aid (?:workers?|convoys?|agency|group|trucks?|organi[sz]ation|staff|vehicle|compound)s?
        (?:ngo|charity|relief agency|international organi[sz]ation) (?:staff|workers?|employees|vehicle|compound|office|convoy)s?
        (?:staff|workers|employees|members) of (?:an? )?(?:\w+ )?(?:ngo|charity|aid (?:agency|group|organi[sz]ation)|relief agency|humanitarian \w+)
        (?:displacement|refugee|idp) (?:camps?|sites?)|displaced people|(?:shelter|hostel|home|cent(?:re|er)) for (?:refugees|asylum[- ]seekers|migrants|the displaced)
        (?:un|united nations) (?:building|headquarters|compound|offices?|agency|convoy|staff|workers?|vehicle)s?|humanitarian (?:workers?|convoy|staff)|relief (?:workers?|convoy)|red (?:cross|crescent)
        refugee camps?|displacement camps?|displaced (?:people|persons)(?:'s)? camps?
        camps? for (?:the )?displaced|food convoy|un aid|demining (?:team|workers?)|deminers
        charit(?:y|ies)|relief|volunteers?|logisticians?|shelters?|soup kitchen|food (?:programme|aid)|ngos?|humanitarian\w*
        aid|mine-?clearance|deminers?|displaced|unicef|unhcr|wfp|world food programme|m[eé]decins|vaccination team|refugees?
    """,
    "media": r"""
        journalists?|(?<!told )(?<!to )reporters?|(?<!this )(?<!our )newspapers?|magazine|newsrooms?
        (?:tv|television|radio) (?:\w+ )?(?:company|station|channel|crew)s?|(?<!to a )(?<!to the )broadcasters?|press club
        photojournalists?|cameram[ae]n|editors?|media (?:offices?|workers?)|magazine(?:'s)? offices?
        bloggers?
        studios?|presenters?|correspondents?|newsreaders?|columnists?|weekly|daily|press|radio (?:host|station|[a-z]+)
        channels?|edit(?:ed|or)|sound engineers?|printing (?:works|house|press)|photographers?|reporting
    """,
    "children": r"""
        children|schoolgirls?|schoolboys?|schoolchildren|toddlers?|infants?|bab(?:y|ies)|girls|boys
        pupils?|kindergartens?|playgrounds?|minors?|teenagers?|nurser(?:y|ies)|primary schools?|child|girls?|boys?|orphan\w*|day ?care
    """,
    "transport": r"""
        airports?|transport hub
        (?:train|bus|railway|metro|subway|underground|tram|coach|rail) ?(?:stations?|stops?|terminals?|depot)
        terminals?|trains?|bus(?:es)?|minibus(?:es)?|ferr(?:y|ies)|metro|subway|airliners?|aircraft
        planes?|coach(?:es)?|passengers|trams?|railway|rail (?:line|track)s?|ships?|tankers?
        vans? carrying|commuters?|rickshaw|taxi
        lorr(?:y|ies)|trucks?|bus stands?|motor (?:park|stand)s?|boats?|launch(?:es)?|barges?|tugs?|freight(?:ers?)?|dhows?|vessels?
        convoy|stations?|platform|carriages?|wagons?|rails?|pilots?|crew|conductors?|drivers?|toll|docks?|harbours?|jetty|port|pier
        rickshaws?|taxis?|trolleybus(?:es)?|motorway|highway|garage|flights?
    """,
    "public_gathering": r"""
        festivals?|demonstrations?|crowds?|weddings?|parades?|rall(?:y|ies)|(?<!\d )(?<!in )(?<!of )(?<!last )(?<!on )marche?s?(?! \d)
        protest(?:ers|s)?|concerts?|stadiums?|funerals?|celebrat\w+|revellers?|spectators?|marathon|olympic games|olympics|world cup
        football match|fireworks(?: display)?|carnival|demonstrators?
        (?:birthday|house|graduation|street|garden|office|wedding|dinner|holiday|private|christmas|new year's|pool
          |beach|block|student) part(?:y|ies)|vigil|procession
        picnic|square|promenade|wedding guests|mourners|pride|christmas market|arena|theatre|cinema
        fundraising event|charity (?:event|concert)
        wakes?|meetings?|match|game|gatherings?|crowds?|fans?|supporters|guests|audience|dancers?|fair|fete|feast|ceremon(?:y|ies)
        volleyball|football|rugby|cricket|ring|sit-in|strike|picket|queue|singers?|choir|race
    """,
    "hospitality": r"""
        restaurants?|caf[eé]s?|hotels?|nightclubs?|(?:night ?)?clubs?|pubs?|(?<!provincial )(?<!of the )bars?(?! (?:chief|president|association|council|leader))|beach(?:es)?
        resorts?|tourists?|guests?|diners|guest ?houses?|bakery|tea ?(?:house|shop|stall)s?|discos?
        disco|holidaymakers|ice cream (?:shop|parlour)|clubbers|coffee shop
        parlours?|eater(?:y|ies)|drinkers?|taverns?|inns?|lodges?|canteens?|waiters?|waitress(?:es)?|barmaid|barista|cooks?
        discoth[eè]ques?|terrace|juice|hostel|bar|villas?|spa|pool|casinos?|camp ?site
    """,
    "commerce": r"""
        markets?|marketplaces?|bazaars?|(?:super|hyper)markets?|shops?
        shopping (?:cent(?:re|er)s?|malls?|district|street|arcade)|malls?|banks?|stores?
        superstores?|compan(?:y|ies)|factor(?:y|ies)|business(?:es|m[ae]n)?|shoppers?|traders?
        gun shops?|warehouses?|shopkeepers?|kiosks?|department store|walmart|stalls?
        \w+shops?|petrol stations?|filling stations?|fuel stations?|sawmills?|mills?|estates?|plantations?|cashiers?|clerks?|vendors?
        sellers?|stands?|depots?|branch(?:es)?|offices?|quarr(?:y|ies)|mines?|technicians?|engineers?|surveyors?|contractors?|firms?
        works|plant|exchange|jewell?ers?|merchants?|dealers?|pawnbrokers?|bureau|employees?|headquarters|bakers?|butchers?|barges?|cattle
    """,
    "civilians": r"""
        villagers?|residents?|civilians?|passers-by|passersby|bystanders?|pedestrians?|families
        communit(?:y|ies)|hamlets?|settlements?|climbers?|hikers?|hunters?|loggers|traders|motorists?|travellers|foreign nationals|expatriates?
        villages?|homes?|houses?|farmers?|herders?|labou?rers?|workers?|miners|people|women
        fishermen|farm ?workers|settlers?|migrants?|refugees|locals|neighbou?rhoods?
        apartment (?:block|building)s?|cyclists
        m[ae]n|wom[ae]n|couples?|mothers?|fathers?|sons?|daughters?|brothers?|sisters?|widow|husband|wife|parents|grandm?other|family
        camp|hut|huts|hamlet|farmhands?|fisherm[ae]n|loggers?|ferrym[ae]n|vigilantes?|students?|drivers?|travellers?|guards?|asylum|exiles?
        poets?|writers?|boatm[ae]n|surveyors?|inhabitants?|neighbours?|quarter|district|cultural cent(?:re|er)s?|car|farms?|settlement
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
        (?:security|executive) committee|commissions?|commissioners?|prefects?|prefecture|administrations?|administrators?|presidential
        elections?|electoral|polling|akims?|chairm[ae]n|headm[ae]n|chiefs?|mayoral|town halls?|city halls?|register office|registry
        tax|revenue|land office|post office|ministerial|secretar(?:y|ies)|cabinet|treasury|bureaucrats?|clerks?|council|wardens?|assistants?
    """,
    "police": r"""
        policem[ae]n
        police ?(?:officers?|stations?|posts?|checkpoints?|vehicles?|patrols?|convoys?|headquarters
          |academy|vans?|bus|cars?|recruits|outposts?|trucks?|training|compound|checkposts?|barracks
          |cadets|constables?|chiefs?|bases?|buildings?|cent(?:re|er)|prefecture|guards?|line|unit
          |personnel|team|part(?:y|ies))
        constables?|officers|state troopers|gendarmes?|gendarmerie|traffic police|riot police
        police|gendarmes?|gendarmerie|post|checkpoints?|sergeants?|corporals?|inspectors?|superintendents?|reservists?|detectives?
        border guards?|frontier|barracks|patrols?|station|troopers?|guards?
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
        army|military|air ?force|airfield|colonels?|captains?|majors?|generals?|lieutenants?|corporals?|sergeants?|paymasters?
        checkpoints?|patrols?|convoys?|posts?|cadets?|sailors?|navy|naval|frigate|warships?|militiam[ae]n|defence|fort|depot|camp|unit
    """,
    "diplomatic": r"""
        embass(?:y|ies)|consulates?|diplomats?|ambassadors?
        diplomatic (?:compound|mission|convoy|vehicle|car)|high commission(?:er)?s?|consul|envoys?|attach[eé]s?
        charg[eé]|legation|mission|ambassadorial|attach[eé]s?|cultural institute|diplomatic|residence
    """,
    "political": r"""
        (?:member of|members of) parliament|mps?|lawmakers?|candidates?|parliament(?: building)?
        (?:campaign|election|political|party) (?:rall(?:y|ies)|meetings?|offices?|headquarters
          |workers?|event|office)
        (?:congress|opposition|party|union|bjp|league|front) (?:leaders?|workers?|cadres|functionar\w+|supporters?|members?)
        politicians?|senators?|opposition leaders?|party (?:leaders?|members?|activists?)
        legislators?|prime minister|congress(?:man|woman)
        former (?:prime minister|president)|activists?
        part(?:y|ies)|party's|leaders?|councillors?|mayors?|campaign|exiles?|opposition|activists?|dissidents?|organi[sz]ers?|tribal
        caucus|congress|committee|unionists?|trade union|delegates?|treasurer|deput(?:y|ies)|autonomy|nationalists?|sheikhs?|elders?
        elections?|ballots?|governor
    """,
    "judiciary": r"""
        court(?:house|room| building| complex)?s?|judges?|prosecutors?|lawyers?|magistrates?
        attorneys?|bar (?:association|council|chief|president)|members of the bar
        tribunals?|bailiffs?|justice|jur(?:y|ors?)|advocates?|barristers?|public prosecutor|notar(?:y|ies)|court ?rooms?
    """,
    "infrastructure": r"""
        fuel (?:depot|tank|store)s?|power (?:plants?|lines?|stations?|grid|pylons?)|pylons?|pipelines?
        oil (?:facilit\w+|field|installation|refinery|terminal|depot|well|plant)s?|refiner(?:y|ies)
        substations?|electricity|transformers?
        (?:telecom\w*|mobile|cell(?:phone)?|phone|transmission|radio) ?(?:phone )?(?:towers?|masts?)
        masts?|water (?:plant|supply|pumping|treatment|pipe)\w*|dams?|bridges?
        gas (?:plant|pipeline|facility|field)|fibre-?optic cables?|reservoir|pumping station
        wells?|flow stations?|terminals?|cables?|ducts?|lines?|plants?|towers?|antennas?|bridges?|railway|rails?|tracks?|tankers?
        transmitters?|grid|power|gas|oil|water|turbines?|quays?|locks?|roads?|tunnels?|exchange|relay|repairm[ae]n|linesm[ae]n|dykes?
    """,
}
PATTERNS: Final = {code: re.compile(either(block) + r"\b") for code, block in _WORDS.items()}
"""Code of a target to the pattern of its words, for folded text."""
