"""Words that give a whole sentence its status: "was sentenced", "on the anniversary", "gas leak".

Patterns run on folded text.
"""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

from typing import Final

from tocsin.coding.lexicon import NAMES
from tocsin.coding.patterns import Rule, rule_maker

_BEASTS: Final = (
    r"(?:sharks?|elephants?|bears?|dogs?|lions?|tigers?|crocodiles?|alligators?|wol(?:f|ves)|leopards?|snakes?|"
    r"hippos?|bulls?|cows?|boars?|bees|wasps|jellyfish|pack of dogs)\b"
)
_MONTH: Final = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
rule: Final = rule_maker({**NAMES, "BEASTS": _BEASTS, "MONTH": _MONTH})

CUES: Final[tuple[Rule, ...]] = (
    rule(
        "hoax",
        "hoax|false|scare|prank|harmless|no explosive|unfounded|turned out|suspicious|untrue|report|rumour|rumor"
        "|mist|no |bomb|explos|given|proved|found|contain|held|carried",
        r"""
            hoax(?:es|er)?\b
            false alarms?
            (?:reports?|rumou?rs?|alerts?|calls?) (?:of|about|that) [^.;]{1,140}?(?:was|were|proved|turned out|are
              |is) (?:to be )?(?:all )?(?:false|wrong|unfounded|untrue|baseless|mistaken|a mistake)\b
            bomb scares?
            rumou?rs? (?:of|about|that) (?:[\w-]+ ){0,4}?(?:gunm[ae]n|shots|shooting|gunfire|attack\w*|bomb\w*|explosion|shooter)
            (?:bangs?|noises?|sounds?|pops) (?:[\w-]+ ){0,4}?(?:proved|turned out|came from|was caused|were caused)
            prank\b
            (?:proved|turned out|found|declared|deemed) to be (?:harmless|safe|a fake|a hoax|nothing
              |fireworks|a toy|unfounded|empty)
            no (?:explosives?|bombs?|devices?|weapons?|threat) (?:\w+ )?(?:was|were
              |had been)? ?found
            (?:mistaken|mistook) for (?:gunfire|gunshots|shots|an? explosion|a bomb)
            nothing suspicious
            (?:mistook|mistaking) [^.;]{1,80}? for (?:\w+ ){0,2}?(?:gunfire|gunshots?|shots|shooting|explosions?|a bomb|an attack|attackers?)
            (?:held|contained|containing|carried|was|found) nothing (?:but|more than|dangerous|of concern|explosive)
            (?:package|bag|suitcase|device|parcel|box|object) (?:[\w,]+ ){0,12}?(?:contained|held) (?:only|just|nothing|clothes|books|tools|food)
            (?:there had been|there was|found) no (?:attack|shooting|gunm[ae]n|bombs?|explosives?|shots)\b(?! (?:and|but) )
            no (?:shots|gunshots) (?:had been |were |was )?fired
            no (?:sign|trace|evidence) of (?:an? |any )?(?:attack|gunm[ae]n|shooting|gunfire|explosives?|bombs?)
            (?:package|bag|suitcase|device) (?:\w+ ){0,3}?contained (?:only|nothing)
            given the all-clear
        """,
    ),
    rule(
        "drill",
        "drill|exercise|simulat|mock|rehears|training|role|scenario|staged|pretend|practi|playing|fiction|imagin|volunteer|'|\"|painted|blood|blank|actor|course|workshop",
        r"""
            (?:emergency|safety|security|evacuation|training|anti-?terror\w*|counter-?terror\w*
              |disaster|military|joint|live|preparedness|full-scale|annual) (?:\w+ )?(?:drills?
              |exercises?)
            drills?\b(?! (?:bit|hole|press|rig))
            simulat(?:ed|ion|e|es|ing)\b
            mock (?:attack|hostage|bomb|gunm\w+|terror\w*|emergency|casualt\w+|assault|shooting
              |victims)
            role-?play\w*
            (?<!nobody had )(?<!nobody here had )rehears(?:al|ed|e|ing)\b
            (?:practis|practic)(?:ed|ing|es?) (?:[\w-]+ ){0,4}?(?:what they would|how they would|how to|for an?
              |their response|the response)
            (?:it was|this was|was only|was just|took part in|part of) (?:an? )?exercise\b
            training (?:exercise|scenario)
            (?:course|workshop) (?:\w+ )?(?:teach|train|prepar|show)\w*
            ['"](?:casualt\w+|victims?|terrorists?|attackers?|gunm[ae]n|wounded|injured|dead|hostages?|militants?)['"]
            painted (?:wounds|blood)|fake blood|stage blood|blank (?:rounds|ammunition|cartridges)|actors? (?:play|pos)\w+
            exercise (?:scenario|called|involved|tested|was|took)
            (?:staged|pretend(?:ed|ing)?|playing the part|fictional|imaginary|volunteers acted)
        """,
    ),
    rule(
        "anniversary",
        "anniversar|commemorat|memorial|remember|year|decade|wreath|honou|honor|mourned|gathered|met|came|"
        "assembled|memory|each|silence|concert|victims of|recall|reliv|recount",
        r"""
            (?:\w+ )?anniversar(?:y|ies)\b
            (?<!place of )commemorat\w+
            memorial (?:service|to|for|ceremony|plaque|unveiled|garden|day|stone)
            unveil\w* (?:\w+ ){0,3}?memorial
            (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty
              |fifty|\w+ty) years (?:on|ago|after|since|to the day)
            a (?:year|decade|quarter[- ]century) (?:on|ago|after|since|to the day)
            (?:remembered|remembering|honou?red|mourned) (?:the |those |its )?(?:\w+ )?(?:victims
              |dead|people|who)[^.]{0,60}(?:years|\d{4})
            wreath-laying
            (?:recalled|recalls|remembered|relived|recounted) (?:on \w+ )?(?:how|the day|when|where)
            (?:mark(?:ed|ing|s)?|since|it is|it was|is) (?:\w+ )?(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+
              |a|\w+teen|\w+ty) (?:full )?(?:years?|decades?) since
            (?:one|a) year since
            in (?:loving |honou?r and )?memory of
            (?:as|like) (?:it|they|he|she|the \w+) (?:does|do|did|has|have) (?:each|every) (?:year|\d|[a-z]+ \d)
            (?:years?|decades?) ago (?:today|tomorrow|yesterday|this|on this|to the day)
            (?:concert|mass|service|requiem|vigil) (?:\w+ ){0,4}?for (?:the victims|those who (?:lost
              |died|were killed)|the dead)
            (?:more|another \d+|\d+) (?:\w+ )?victims of the (?:\w+ )?(?:massacre|genocide|killings|war)
            (?:gathered|met|came together|assembled) (?:[\w-]+ ){0,6}?to (?:remember|commemorate)
        """,
    ),
    rule(
        "fiction",
        "film|movie|novel|series|thriller|game|play|drama|documentary|book|episode|actor|actress|"
        "scene|director|opera|comic|exhibition|review|page|chapter|author|box office|museum|gallery|mural|podcast|memoir|musical|exhibit|show|screen|star|portray|remake|sequel|short story|sitcom|blockbuster|narrator|heroine",
        r"""
            (?:new |latest |debut |hit |crime |action |war |spy )*(?:film|movie|novel|thriller
              |tv series|television series|drama|mini-?series|video game|computer game|stage play
              |documentary|opera(?! house)|sitcom|screenplay|blockbuster|short story|graphic novel|comic book
              |sequel|remake)\b(?! (?:crew|set|festival (?:was|were)|director (?:was|were)|maker was
              |theatre|about to))
            box office
            episode
            (?:exhibition|exhibit|musical|mural|podcast|memoir) (?:about|recounting|telling)
            (?:museum|gallery) (?:in \w+ )?(?:opened|opens|unveiled|hosts?|shows?)
            show (?:\w+ ){0,3}?about (?:the|an?)
            (?:book|film|theatre|album|game|tv|television|concert|crime|fiction|music|paperback)s? reviews?\b
            (?:on|by|at|from) (?:the )?(?:(?:first|last|opening|final|next) page|page (?:\d+|one))
            (?:first|last|final|opening|next) (?:\w+ )?(?:pages?|chapters?)\b
            (?:her|his) (?:\w+ )?(?:heroine|narrator)\b
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
        "indict|extradit|plea|tribunal|judge|hearing|inquest|parole|inquiry|lawsuit|sued|life|death|years in|tried",
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
        "total|average| than in |percent|per cent|%|statistic|figures|report|rate|index|survey|study|data|rise|record|"
        "altogether|level|frequency|surge|drop|tall|archive|half|each|since|counted|recorded|dozens of|thousands|"
        "hundreds|scores|abductions|kidnappings|bombings|killings|shootings|murders|incidents|assaults|"
        "rose|increase|fell|decline|record|number of|so far this|first half|quarter|in the past|attacks|"
        "each year|every year|annual",
        r"""
            (?:a total of|altogether|on average|an average of) (?:[\w,]+ ){0,4}?(?:attacks?
              |incidents?|bombings?|kidnappings?|killings?|murders?|shootings?|abductions?)
            (?:\d[\d,]*(?! <MONTH>)|hundreds of|thousands of|dozens of|scores of) (?:\w+ ){0,2}?(?:attacks
              |incidents|bombings|kidnappings|abductions|killings|murders|shootings|assaults)\b
            (?:number|rate|level|frequency|rise|increase|decline|fall|drop|surge) (?:of
              |in) (?:\w+ ){0,3}?(?:attacks?|bombings?|kidnappings?|killings?|murders?|shootings?
              |violence|crimes?|abductions?|terrorism|casualties|deaths)\b
            (?:murder|homicide|crime|kidnapping|casualty) rates?
            (?:attacks|bombings|killings|kidnappings|shootings|murders|abductions) (?:\w+ ){0,4}?
              (?:rose|fell|increased|declined|doubled|tripled|jumped|dropped|were recorded|per cent
              |percent|%)
            (?:percent|per cent|%) (?:\w+ ){0,4}?(?:attacks?|killings?|deaths|casualties|shootings?
              |victims|of (?:the|all|them))
            (?:annual|quarterly|monthly|yearly) report
            (?:deaths|casualties|fatalities|incidents) (?:[\w-]+ ){0,4}?(?:rose|fell|increased|declined|doubled|tripled|jumped|dropped|halved|climbed) (?:by|to|from|in \d{4})
            (?:counted|documented|recorded|registered|logged) (?:\w+ )?\d[\d,]* (?:\w+ ){0,2}?(?:casualties|deaths|incidents|fatalities|attacks|killings)
            (?:study|survey|index|database|archive|statistics|figures|data) (?:\w+ ){0,8}?(?:showed?
              |shows|found|finds|recorded|counted|suggests?|released|compiled|published|from)
            according to (?:(?:official|government|police|annual|new|latest|its|their|crime|un|ministry) )*figures\b
              (?! (?:given|from))
            according to (?:\w+ ){0,6}?(?:data|statistics|study|index|archive|database
              |tally)
            since the (?:start|beginning) of (?:the|this) year
            so far this year
            in the (?:first|second) (?:half|quarter|six months|three months)
            killed in (?:the (?:first |last |past )?)?(?:three|six|nine|twelve|\d+) months
            from january to \w+
            (?:more|fewer|higher|lower) than in (?:any|the same|\d{4}|all of|the whole)
            (?:began|started|begun) to (?:keep|compile|count)|since (?:such )?records began
        """,
    ),
    rule(
        "threat",
        "threat|warn|risk|fear|could|may|might|will|would|can |alert|possib|vow|danger|likelihood|prospect|potential"
        "|future|further|imminent|any |no ",
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
        "numerous|several|routinely|frequently|scene|site|is known|wanted|accused|other|campaign|conflict|uprising|insurgency"
        "|rebellion|succession|spate|rash|long|common|sporadic|have killed|has killed|had killed|waged|suffered|prior|months",
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
        "sport",
        "batsm|bowler|runs|balls|keeper|hat-trick|unbeaten|knock|crease|over|-|title|trophy|gold|silver|bronze|final|champion|goal|match|medal|metre|meter|league|cup|sprint|striker|midfield|coach|team|season|tournament"
        "|olympic|world record|innings|wicket|premier|football|rugby|tennis|cricket",
        r"""
            (?:semi|quarter)-?finals?\b(?! exam)
            (?:world|european|national|olympic|league|heavyweight|title) champion(?:s|ship)?\b
            (?:won|win|winning|took|takes|straight|third|second|first) (?:[\w-]+ ){0,3}?(?:gold|silver|bronze
              |medals?|title|trophy)\b
            \d+ (?:runs?|not out)\b|off (?:just )?\d+ (?:balls|deliveries)|bowlers?\b|at the crease
            \d-\d (?:win|victory|defeat|draw|loss|on \w+day|up|down|lead)
            (?:beat|beaten|sank|sink|sinks|defeated|thrash\w*) (?:\w+ ){1,3}?\d-\d
            (?:goals?|strikers?|midfielders?|sprinters?|batsm[ae]n|goalkeepers?|wickets?|innings|hat-trick)\b
            world[- ]record
            (?:\d+|hundred|four hundred)[- ](?:metre|meter)s? (?:gold|final|race|record|title|world|freestyle|hurdles)
        """,
    ),
    rule(
        "animal",
        "shark|elephant|bear|dog|lion|tiger|crocod|alligator|wol|leopard|snake|hippo|bull|animal|jellyfish|cow|boar|bees|wasp",
        r"""
            (?:killed|attacked|bitten|mauled|gored|trampled|injured|savaged|stung) (?:to death )?by (?:an? |the )?(?:\w+ )?
              <BEASTS>
            <BEASTS> (?:\w+ ){0,2}?(?:kill(?:s|ed)?|attack(?:s|ed)?|maul(?:s|ed)|trampl\w+|gor\w+|bit|bites|charged)\b
        """,
    ),
    rule(
        "politics",
        "vote|parliament|assembly|bill|debate|lawmakers|senate|congress|house|deputies|commons|cabinet|council|mps|sit-in|filibuster|gun control",
        r"""
            (?:assembly|parliament|senate|house|congress|lawmakers|mps|deputies|commons|cabinet|council) (?:\w+ )?
              (?:votes?|voted|passe[sd]|approve[sd]?|adopt(?:s|ed)|debates?|debated|rejects?|rejected|backs|backed)\b
            by \d+ votes to \d+
            (?:sit-in|filibuster|gun control (?:bill|vote|law)s?)\b
        """,
    ),
    rule(
        "review",
        "review|round-up|papers",
        r"""
            (?:press|media|newspaper|paper) reviews?\b
            review of the (?:press|papers|newspapers)
            (?:what|how) the papers say
            (?:week|month|year) in review\b
        """,
    ),
    rule(
        "protest",
        "protest|demonstrat|riot|tear gas|teargas|march|rally|strike|loot|unrest|rubber|water cannon|immolat|set |activist"
        "|students|fans|youths|crowd",
        r"""
            (?:protesters?|demonstrators?|rioters?|activists|students|fans|(?<!masked )(?<!hooded )youths) (?:\w+ ){0,4}?
              (?:clash\w*|threw|throw\w*|hurl\w*|pelted|torched|set fire|burned|burnt|blocked|storm\w*
              |attacked|surrounded|besieg\w+|occupied|shot|beaten)
            (?:tear ?gas|rubber bullets|water cannon)
            (?:police|officers?|troops|soldiers) (?:\w+ ){0,3}?(?:fired (?:on|at|into|tear|rubber
              |live|warning)|shot|opened fire|beat|dispersed) (?:\w+ ){0,4}?(?:protest\w*
              |demonstrat\w*|crowds?|marchers|rioters)
            (?:riots?|rioting|unrest)\b|looters\b|looting (?:broke|spread|erupted|of shops|continued)
            arrest\w* (?:[\w-]+ ){0,9}?(?:at|during) (?:\w+ ){0,3}?(?:protests?|demonstrations?|marches)\b
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
        "robb|burgl|mugg|in-law|domestic|husband|wife|girlfriend|boyfriend|ex-|partner|gang|drug|carjack|"
        "family|quarrel|dispute|brawl|theft|steal|cartel|inmate|prison|serial|neighbou?r|ransom|"
        "argument|altercation|feud|police|officer|honou?r|jail|jealous|jilted|lover|stepson|spouse|falling|shoplift|crime of|row|fight",
        r"""
            (?:armed )?robb(?:er(?:y|ies|s)?|ed|ing)\b
            burglar\w*
            mugg(?:ed|ing|ers?)\b
            carjack\w*
            domestic (?:violence|dispute|incident|abuse|row)
            (?:his|her|their|estranged|former|ex-?) ?(?:\w+ )?(?:wife|husband|girlfriend|boyfriend
              |partner|spouse|mother-in-law|stepson|stepfather|lover)
            (?:gang|drug|turf|mafia|cartel)(?:land)?[- ](?:related|war|violence|feud|rivals?
              |members?|dealers?|traffickers?|killings?|land)
            rival gangs?
            street gangs?|gang(?:land)? (?:quarrel|dispute|fight|row|shoot-?out)s?
            falling-?[ -]?out between
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
            (?<!five )(?<!four )(?<!three )(?<!two )(?<!\d )(?<!an )(?<!a )police (?:officers? )?(?:fatally )?(?:shot|shoot)
              (?: and (?:killed|wounded))?(?: dead)? (?:an?|the|one|two|his|her|another|unarmed|black)\b
            officer-involved
            honou?r killing
        """,
    ),
    rule(
        "accident",
        "ammonium|warehouse|depot|tanker|cylinder|silo|kitchen|laborator|accident|gas|boiler"
        "|crash|derail|fault|malfunction|short circuit|firework|collid|collision|"
        "pile-up|collapse|leak|overturn|storm|quake|earthquake|volcan|wildfire|mine|plant|factory|"
        "refinery|transformer|electrical|cigarette|candle|heater|stove|wiring|lantern|spark|negligen|controlled|lightning|foul play|ruled out|treat|unrelated|nothing to do|believed|thought|no sign|no evidence|no indication|no suggestion",
        r"""
            accident(?:al|ally|s)?\b
            gas (?:leaks?|explosions?|blasts?|cylinders?|canisters?|pipes?|main|tank|boiler|suspected)
            (?:smell(?:ed|t|ing)?|smell of|odou?r of|escape of|suspected) (?:\w+ )?gas\b
            (?:cooking|natural|leaking|propane|methane|butane|lpg) gas
            boilers?\b
            (?:candles?|cigarettes?|heaters?|stoves?|wiring|lanterns?|sparks?|sparklers?) (?:[\w-]+ ){0,4}?(?:set|caused
              |ignited|started|sparked)\b
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
        "coup|gunship|warship|jet|tank|helicopter|plane|air|clash|fight|offensive|exchang|artillery"
        "|ceasefire|cease-fire|truce|line of control|aerial|shells|raid|campaign|incursion|front|assault|"
        "battle|operation|encounter|invasion|border|each other|one another|rival",
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
            (?:fight|fought|fighting|fire|fired|firing|shoot|shot|shooting|shelled|shelling) (?:at |on |with )?
              (?:each other|one another)
            (?:rival|opposing|loyal) (?:troops|soldiers|army|armies|forces|militaries|guards)\b
            (?:troops|soldiers|forces|guards) loyal to
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
