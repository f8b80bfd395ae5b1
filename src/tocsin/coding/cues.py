"""Words that give a whole sentence its status: "was sentenced", "on the anniversary", "gas leak".

Patterns run on folded text.
"""

from __future__ import annotations

from typing import Final

from tocsin.coding.lexicon import NAMES
from tocsin.coding.patterns import Rule, rule_maker

rule: Final = rule_maker(NAMES)

CUES: Final[tuple[Rule, ...]] = (
    rule(
        "hoax",
        "hoax|false alarm|scare|prank|harmless|no explosive|unfounded|turned out|suspicious",
        r"""
            hoax(?:es|er)?\b
            false alarms?
            bomb scares?
            prank\b
            (?:proved|turned out|found|declared|deemed) to be (?:harmless|safe|a fake|a hoax|nothing
              |fireworks|a toy|unfounded|empty)
            no (?:explosives?|bombs?|devices?|weapons?|threat) (?:\w+ )?(?:was|were
              |had been)? ?found
            (?:mistaken|mistook) for (?:gunfire|gunshots|shots|an? explosion|a bomb)
            nothing suspicious
            (?:package|bag|suitcase|device) (?:\w+ ){0,3}?contained (?:only|nothing)
            given the all-clear
        """,
    ),
    rule(
        "drill",
        "drill|exercise|simulat|mock|rehears|training|role-play|scenario|staged",
        r"""
            (?:emergency|safety|security|evacuation|training|anti-?terror\w*|counter-?terror\w*
              |disaster|military|joint|live|preparedness|full-scale|annual) (?:\w+ )?(?:drills?
              |exercises?)
            drills?\b(?! (?:bit|hole|press|rig))
            simulat(?:ed|ion|e|es|ing)\b
            mock (?:attack|hostage|bomb|gunm\w+|terror\w*|emergency|casualt\w+|assault|shooting
              |victims)
            role-?play\w*
            rehears(?:al|ed|e|ing)\b
            training (?:exercise|scenario)
            exercise (?:scenario|called|involved|tested|was|took)
            (?:staged|pretend(?:ed|ing)?|playing the part|fictional|imaginary|volunteers acted)
        """,
    ),
    rule(
        "anniversary",
        "anniversar|commemorat|memorial|remember|years on|years after|years since|wreath|tribute|"
        "marked",
        r"""
            (?:\w+ )?anniversar(?:y|ies)\b
            commemorat\w+
            memorial (?:service|to|for|ceremony|plaque|unveiled|garden|day|stone)
            unveil\w* (?:\w+ ){0,3}?memorial
            (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty
              |fifty|\w+ty) years (?:on|ago|after|since|to the day)
            a (?:year|decade|quarter[- ]century) (?:on|ago|after|since|to the day)
            (?:remembered|remembering|honou?red|mourned) (?:the |those |its )?(?:\w+ )?(?:victims
              |dead|people|who)[^.]{0,60}(?:years|\d{4})
            wreath-laying
            (?:gathered|met|came together|assembled) (?:[\w-]+ ){0,6}?to (?:remember|commemorate)
        """,
    ),
    rule(
        "fiction",
        "film|movie|novel|series|thriller|game|play|drama|documentary|book|episode|actor|actress|"
        "scene|director|opera|comic|exhibition",
        r"""
            (?:new |latest |debut |hit |crime |action |war |spy )*(?:film|movie|novel|thriller
              |tv series|television series|drama|mini-?series|video game|computer game|stage play
              |documentary|opera|sitcom|screenplay|blockbuster|short story|graphic novel|comic book
              |sequel|remake)\b(?! (?:crew|set|festival (?:was|were)|director (?:was|were)|maker was
              |theatre|about to))
            box office
            episode
            (?:stars as|starring|portrays|played by (?!police|the))
            the (?:plot|story) (?:follows|centres|revolves|tells)
            on the (?:big )?screen
            (?:actor|actress|director|author|novelist|playwright|film-?maker)(?:'s| \w+)? (?:new
              |latest|plays|stars|tells)
        """,
    ),
    rule(
        "court",
        "court|trial|jur|sentenc|convict|guilty|verdict|acquit|jail|prison|charge|prosecut|appeal|"
        "indict|extradit|plead|tribunal|judge|hearing|inquest|parole|inquiry|lawsuit|sued",
        r"""
            (?:was|were|been|is|are|be|being) (?:\w+ )?(?:sentenced|convicted|acquitted|jailed
              |imprisoned|found (?:not )?guilty|put on trial|tried)
            sentenced\b
            convict(?:ed|ion|ions)\b
            found (?:not )?guilty
            plead\w* (?:not )?guilty
            pleaded
            guilty of
            (?:on|stand|stands|stood|standing|went on|goes on|go on|face|faces|facing|faced) trial
            (?:murder|terror|terrorism|corruption|war crimes|criminal|court|show|mass
              |re)[- ]?trials?\b
            trial (?:of|opened|began|begins|starts|heard|resumed|over|for|into|at|in)\b
            jur(?:y|ors?)\b
            verdicts?\b
            acquitt\w+
            jailed (?:for|over)
            life (?:in prison|imprisonment|sentences?|term|without)
            years? in (?:prison|jail)
            appeals? (?:court|against|judges|hearing)
            lost (?:his|her|an|their) appeal
            court (?:heard|ruled|sentenced|rejected|upheld|told)
            tribunal (?:heard|ruled|sentenced|has)
            judges? (?:\w+ )?(?:ruled|sentenced|rejected)
            inquests?\b
            public inquiry
            parole
            death (?:sentence|penalty|row)
            plea deal
            sued\b
            lawsuits?
        """,
    ),
    rule(
        "charge",
        "court|charg|indict|remand|extradit|arraign|judge|prosecut|hearing|tribunal",
        r"""
            (?:appear\w*|arraigned|remanded|brought|produced) (?:\w+ ){0,4}?(?:court|custody|judge)
            (?:was|were|been|be|is) (?:\w+ )?(?:charged|indicted|arraigned|remanded|extradited)
            charged with
            (?:high|supreme|federal|district|crown|criminal|county|military|appeals|international
              |magistrates'?|assize|special|anti-terrorism) courts?\b
            indict(?:ed|ment)
            tribunal
            court (?:in|on|has|was|documents)
        """,
    ),
    rule(
        "statistics",
        "total|average|percent|per cent|statistic|figures|report|rate|index|survey|study|data|rise|"
        "rose|increase|fell|decline|record|number of|so far this|first half|in the past|attacks in|"
        "each year|every year|annual",
        r"""
            (?:a total of|altogether|on average|an average of) (?:[\w,]+ ){0,4}?(?:attacks?
              |incidents?|bombings?|kidnappings?|killings?|murders?|shootings?|abductions?)
            (?:\d[\d,]*|hundreds of|thousands of|dozens of|scores of) (?:\w+ ){0,2}?(?:attacks
              |incidents|bombings|kidnappings|abductions|killings|murders|shootings|assaults)\b
            (?:number|rate|level|frequency|rise|increase|decline|fall|drop|surge) (?:of
              |in) (?:\w+ ){0,3}?(?:attacks?|bombings?|kidnappings?|killings?|murders?|shootings?
              |violence|crimes?|abductions?|terrorism|casualties|deaths)
            (?:murder|homicide|crime|kidnapping|casualty) rates?
            (?:attacks|bombings|killings|kidnappings|shootings|murders|abductions) (?:\w+ ){0,4}?
              (?:rose|fell|increased|declined|doubled|tripled|jumped|dropped|were recorded|per cent
              |percent|%)
            (?:percent|per cent|%) (?:\w+ ){0,4}?(?:attacks?|killings?|deaths|casualties|shootings?
              |victims|of (?:the|all|them))
            (?:annual|quarterly|monthly|yearly) report
            (?:study|survey|index|database|archive|statistics|figures|data) (?:\w+ ){0,4}?(?:showed?
              |shows|found|finds|recorded|counted|suggests?|released|compiled|published|from)
            according to (?:\w+ ){0,6}?(?:data|figures|statistics|study|index|archive|database
              |tally)
            since the (?:start|beginning) of (?:the|this) year
            so far this year
            in the (?:first|second) (?:half|quarter|six months|three months)
        """,
    ),
    rule(
        "threat",
        "threat|warn|risk|fear|could|may|might|alert|possible|vow",
        r"""
            (?:threat|risk|danger|possibility|fear|fears|likelihood|prospect
              |warnings?) of (?:\w+ ){0,5}?(?:attacks?|bombings?|terror\w*|assaults?|strikes?
              |kidnappings?|violence|shootings?|suicide)
            threaten(?:ed|s|ing)? (?:to|with|further|more|new|revenge|retaliat\w+|attacks?)
            (?:could|may|might|would|will|can) (?:\w+ ){0,3}?(?:be (?:attacked|targeted|bombed
              |kidnapped|killed)|carry out|attack\b|strike\b|launch|mount|stage|bomb\b|target\b
              |kill\b)
            warn(?:ed|s|ing)? (?:\w+ ){0,6}?(?:attacks?|bombings?|of more|of further|against travel
              |kidnap\w*)
            vow(?:ed|s)? (?:to|more|revenge|further)
            (?:bomb|death|terror) threats?
            (?:terror|security|threat) (?:alert|level)
            at risk of
            (?:potential|possible|future|further|imminent|any|no) (?:\w+ )?(?:attacks?|bombings?
              |targets?)\b
        """,
    ),
    rule(
        "background",
        "ago|last year|past|previous|earlier|recent|histor|blamed for|carried out|used to|years|"
        "decade|since|string|series|wave|spate|has been|have been|often|frequent|regular|prone|"
        "known for|notorious|in the 19|during the|war|responsible for|before|similar|repeatedly|"
        "numerous|several|routinely|frequently",
        r"""
            (?:last|previous|past) (?:year|years|decade|decades|few years|two years|three years
              |several years|months|few months)(?:'s)?
            (?:\w+ )?(?:years|decades|months) (?:ago|earlier|before|of (?:war|violence|conflict
              |insurgency|fighting|civil))
            in (?:recent|past|previous) (?:years|months|weeks|days)
            (?:previous|earlier|past|other|prior|similar) (?:\w+ )?(?:attacks?|bombings?|incidents?
              |shootings?|kidnappings?|raids?|assaults?|killings?)\b
            (?:has|have|had) (?:\w+ )?(?:been (?:plagued|blamed for|wracked|battered
              |repeatedly|the target of|the scene of)|suffered (?:a|many|several)
              |carried out (?:\w+ )?(?:\w+ )?
              (?:attacks|bombings|killings)
              |claimed (?:responsibility for )?(?:\w+ )?(?:many|several|numerous|a number|dozens
              |previous|similar|other)|(?:staged|launched|seen|witnessed) (?:\w+ ){0,3}?(?:attacks|bombings
              |raids|violence|killings)|waged|killed (?:thousands
              |hundreds|tens|more than|dozens|scores|at least|about|nearly|some|an estimated)|(?:often
              |repeatedly|frequently|regularly|previously|long|routinely) )
            (?:often|frequently|regularly|repeatedly|routinely|commonly|sporadic\w*) (?:\w+ )?
              (?:target|attack|kidnap|bomb|carr|stage|strike|kill|abduct|use|raid)\w*
            (?:string|series|wave|spate|rash|succession) of (?:\w+ ){0,3}?(?:attacks?|bombings?
              |killings?|kidnappings?|shootings?|raids?|abductions?)(?= (?:in|by|that have|blamed|over
              |this|since|across|against))
            (?:scene|site|target) of (?:\w+ ){0,3}?(?:attacks|bombings|violence|massacre)
            (?:insurgency|conflict|war|campaign|rebellion|uprising) (?:\w+ ){0,4}?(?:has|have|began
              |that|since|which|started|erupted|ongoing|to)
            during the (?:\w+ )?(?:war|conflict|revolution|uprising|1\d{3}|2\d{3})
            is (?:notorious|known|wanted|blamed|accused)
            responsible for (?:\w+ )?(?:a |many|several|numerous|dozens|other|some|hundreds)
            in the (?:19|20)\d0s
        """,
    ),
    rule(
        "protest",
        "protest|demonstrat|riot|tear gas|march|rally|strike",
        r"""
            (?:protesters?|demonstrators?|rioters?|activists|students|fans|youths) (?:\w+ ){0,4}?
              (?:clash\w*|threw|throw\w*|hurl\w*|pelted|torched|set fire|burned|burnt|blocked|storm\w*
              |attacked|surrounded|besieg\w+|occupied|shot|beaten)
            (?:tear ?gas|rubber bullets|water cannon)
            (?:police|officers?|troops|soldiers) (?:\w+ ){0,3}?(?:fired (?:on|at|into|tear|rubber
              |live|warning)|shot|opened fire|beat|dispersed) (?:\w+ ){0,4}?(?:protest\w*
              |demonstrat\w*|crowds?|marchers|rioters)
            (?:riots?|rioting|looting|unrest)\b
            (?:protest|demonstration|march|rally|general strike) (?:turned|against|over|called|ended)
            self-immolat\w*
            (?:police\w*|officers?|troops|soldiers) (?:shoot|shot) (?:\w+ ){0,3}?(?:protest\w*|demonstrat\w*)
            (?:protests|demonstrations) (?:continue|enter|against|over|spread|grow|rage|turn)
            (?:police officers?|officers?|policem[ae]n) (?:\w+ ){0,3}?(?:surrounded|attacked
              |confronted) by (?:\w+ )?(?:protest\w*|demonstrat\w*)
            set (?:himself|herself|themselves) (?:on fire|alight|ablaze)
        """,
    ),
    rule(
        "crime",
        "robb|burgl|mugg|domestic|husband|wife|girlfriend|boyfriend|ex-|partner|gang|drug|carjack|"
        "family|quarrel|dispute|brawl|theft|steal|cartel|inmate|prison|serial|neighbou?r|ransom|"
        "argument|feud|police shot|officer|suspect|murder",
        r"""
            (?:armed )?robber(?:y|ies|s)\b
            burglar\w*
            mugg(?:ed|ing|ers?)\b
            carjack\w*
            domestic (?:violence|dispute|incident|abuse|row)
            (?:his|her|their|estranged|former|ex-?) ?(?:\w+ )?(?:wife|husband|girlfriend|boyfriend
              |partner|spouse|mother-in-law|stepson|stepfather|lover)
            (?:gang|drug|turf|mafia|cartel)(?:land)?[- ](?:related|war|violence|feud|rivals?
              |members?|dealers?|traffickers?|killings?|land)
            rival gangs?
            drug (?:dealers?|cartels?|traffick\w+|lords?)
            (?:family|land|property|pub|bar|street|drunken|love|money|neighbou?rs?) (?:quarrel
              |disputes?|brawl|feud|row|fight|argument)
            (?:quarrel|argument|row|brawl|altercation) (?:over|outside|between|with|broke|in|at)
            shoplift\w*
            prison (?:inmate|stabbing|fight)
            inmates?\b
            (?:stabb|attack|kill|beat|assault)\w* (?:[\w-]+ ){0,6}?(?:in|at|inside) (?:\w+ ){0,3}?
              (?:prison|jail)\b
            (?:in|at) (?:a |the )?(?:\w+ )?prison\b
            serial (?:killer|rapist|killings)
            crime of passion
            jealous\w*
            jilted
            police (?:officers? )?(?:shot|fatally shot)
            officer-involved
            honou?r killing
        """,
    ),
    rule(
        "accident",
        "ammonium|warehouse|depot|tanker|cylinder|silo|kitchen|laborator|accident|gas|boiler"
        "|crash|derail|fault|malfunction|short circuit|firework|collid|collision|"
        "pile-up|collapse|leak|overturn|storm|quake|earthquake|volcan|wildfire|mine|plant|factory|"
        "refinery|transformer|electrical|cigarette|negligen|controlled|lightning|foul play",
        r"""
            accident(?:al|ally|s)?\b
            gas (?:leaks?|explosions?|blasts?|cylinders?|canisters?|pipes?|main|tank|boiler)
            (?:cooking|natural|leaking|propane|methane|butane|lpg) gas
            boilers?\b
            crash(?:ed|es|ing)?\b
            derail(?:ed|ment)
            malfunction\w*
            short[- ]circuit\w*
            (?:technical|mechanical|electrical|engine|brake) (?:fault|failure|problem|failed)
            fireworks? (?:market|factory|depot|warehouse|workshop|display|store)
            collid\w+
            collision
            pile-?up
            (?:building|mine|bridge|roof) collapse
            overturned
            earthquake
            eruption
            volcan\w+
            wildfires?
            (?:chemical|fertili[sz]er|power|steel|oil|petrochemical|sugar) (?:plant|factory|refinery
              |mill) (?:explosion|blast|fire)
            (?:explosion|blast|fire) (?:\w+ ){0,4}?(?:at|in) (?:a|an|the) (?:\w+ ){0,3}?(?:plant
              |factory|refinery|coal mine|mine|warehouse|workshop|oil rig|mill)\b
            ammonium nitrate
            (?:warehouse|factory|plant|refinery|depot|tanker|boiler|cylinder|transformer|silo|laboratory
              |kitchen) (?:[\w-]+ ){0,4}?(?:exploded|blew up|caught fire)
            controlled (?:explosion|detonation|demolition)
            lightning
            no (?:sign|signs|evidence|indication|suggestion) of (?:foul play|terror\w*|an attack
              |sabotage|a bomb|criminal)
            (?:ruled out|not (?:being )?treat\w+ (?:it |the \w+ )?as|not (?:believed|thought) to be
              |unrelated to|nothing to do with) (?:\w+ ){0,2}?(?:terror\w*|foul play|an attack
              |sabotage|suspicious|deliberate)
        """,
    ),
    rule(
        "clash",
        "coup|gunship|warship|jet|tank|helicopter|plane|air|clash|fighting|offensive|exchanged|artillery"
        "|ceasefire|cease-fire|line of control|"
        "battle|operation|encounter|invasion|border",
        r"""
            (?:attempted |failed |military )?coup\b
            (?:gunships?|warships?|helicopters?|jets?|tanks|warplanes|aircraft) (?:\w+ )?(?:fired
              |bombed|strafed|pounded|shelled)
            air ?-?(?:strikes?|raids?|craft bomb\w*)
            aerial bombard\w+
            warplanes
            (?:artillery|gunfire|shells) (?:duel|exchange)
            exchang(?:ed|es?|ing) (?:of )?(?:\w+ )?(?:artillery|fire|shelling|mortar|gunfire)
            clash(?:es|ed)? (?:between|with|along|broke|erupted)
            during (?:a|the) battle
            fighting (?:between|broke|erupted|in|around|intensified|continued)
            (?:military|ground|army|government|counter-?\w*) (?:offensive|operations?|campaign
              |incursion|invasion|assault)
            (?:cease-?fire|truce) (?:violations?|breach)
            line of control
            front ?lines?
            counter-?terror(?:ism|ist) (?:raid|operation)
            (?:cordon and )?search operation
            (?:in|during) an? (?:\w+ )?(?:encounter|exchange of fire)\b
        """,
    ),
)  # fmt: skip
