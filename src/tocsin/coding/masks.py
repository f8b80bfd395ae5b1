"""Stretches of a sentence whose words of attack mean something else; the rest of the sentence stays live.

"Heart attack", "attack on interest rates", "the worst bombing since 2011", "troops killed five militants".
Patterns run on folded text.
"""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

from typing import Final

from tocsin.coding.lexicon import NAMES
from tocsin.coding.patterns import Rule, either, rule_maker

_HIT: Final = either(r"""
    killed
    kill
    killing
    shot dead
    gunned down
    eliminated
    neutrali[sz]ed
    liquidated
    shot and killed
    wiped out
""")
_ATTACKER: Final = either(r"""
    attackers?|suspects?|assailants?|gunm[ae]n|m[ae]n|drivers?|bombers?|knifem[ae]n|he|she|they
    perpetrators?|hostage-takers?|militants|shooters?
""")
_GUARD: Final = either(r"""
    police(?:m[ae]n|women)?|officers?|security (?:forces|guards?|personnel)|guards?|soldiers|troops
    special forces|commandos|(?:police|army) snipers?|law enforcement
""")
rule: Final = rule_maker({**NAMES, "HIT": _HIT, "ATTACKER": _ATTACKER, "GUARD": _GUARD})

MASKS: Final[tuple[Rule, ...]] = (
    rule(
        "medical",
        "attack|stab|shot|explo|blast",
        r"""
            (?:heart|panic|asthma|anxiety|epileptic|cardiac|migraine|allergic|immune|gout) attacks?
            stabbing pains?
            (?:flu|booster|vaccine|insulin|tetanus) shots?
            blast (?:cells|crisis)
            crab attack
        """,
    ),
    rule(
        "cyber",
        "attack|bomb|hijack",
        r"""
            (?:cyber-?|ransomware |malware |phishing |hacking |ddos |denial[- ]of[- ]service |
              computer |online |virus |worm |hacker |spam |brute[- ]force |software )attacks?
            e?-?mail bombs?
            (?:web|browser|session|account|page|domain) hijack\w*
            logic bombs?
            zip bombs?
            (?<!claimed the )(?<!claimed this )(?<!for the )attack(?:ed|ing|s)? (?:(?!in|for)\w+ ){0,3}?(?:computers?|pcs|servers?|websites?|networks|windows)
        """,
    ),
    rule(
        "animal",
        "attack|kill|raid",
        r"""
            (?:shark|bear|dog|lion|tiger|crocodile|alligator|elephant|wolf|leopard|jellyfish|bee
              |wasp|hippo|snake|cougar|pack|coyote|bird|seagull) attacks?
            (?:attacked|killed|mauled|bitten) by (?:\w+ ){0,3}?(?:sharks?|bears?|dogs?|lions?
              |tigers?|crocodiles?|elephants?|wol(?:f|ves)|leopards?|bees|hippos?|cattle|cows?|bulls?)
        """,
    ),
    rule(
        "metaphor",
        "attack|assault|under ",
        r"""
            attack(?:s|ed|ing)? (?:on |against )?(?:\w+ ){0,3}?(?:proposals?|plans?|decisions?|bill
              |policy|policies|record|budget|reforms?|interest rates?|inquiry|investigation|subpoena
              |proclamation|critics|rivals?|defen[cs]e|goal|manifesto|speech|idea|claims?|report
              |character|reputation|integrity|values|tax|legislation|constitution|ruling|deal|poverty
              |inflation|obesity|waste|costs|credibility|problem|title|press freedom|democracy
              |freedoms?|rights|comments|remarks|strategy|campaign|style|leadership|government's|tory
              |tories|labour|blair|brown|howard|conservatives?|democrats|republicans|liberal democrats
              |lib dems)\b
            (?:personal|verbal|scathing|stinging|bitter|blistering|withering|fierce|outspoken
              |thinly[- ]veiled|political|satirical|vitriolic|strongest|savage|furious|angry|negative
              |media|rhetorical|twitter|counter-?|all-out|price|legal|smear
              |attacking) attacks?(?! (?:that|which)? ?(?:killed|left))
            attack (?:ads?|dogs?|line|sensor)
            angle of attack
            attack(?:ing)? (?:midfield\w*|play\w*|football|rugby|options|style|flair|third|game
              |minded|threat|prowess|minutes)
            attacked (?:his|her|their) (?:opponents?|rivals?|predecessor)
            stop attacking each other
            under attack (?:from|for|over)
            under (?:heavy |fierce |renewed |sharp )?fire (?:for|over|from (?:all|both|many) sides|from (?:critics|opponents
              |rivals|the opposition|unions|mps|lawmakers|parents|users|investors|fans|campaigners))\b
            went on the attack
            on the attack
            (?:open|came|come|comes) to attack
            attack at pace
            attack the (?:ball|game|space|course|hole|net)
            in attack\b
            assault (?:on|at) (?:\w+ ){0,3}?(?:summit|record|title|premiership|championship|crown
              |market|throne|charts?|peak|mountain|top)
            (?:sexual|indecent|common|aggravated|late|verbal) assaults?
            sexually assault\w*
            assault(?:ed)? (?:charges?|weapons?|rifles?|course|allegations?)
        """,
    ),
    rule(
        "metaphor",
        "shot|shoot|fir|gun|bullet|snip|blew|blow|record|round|bomb",
        r"""
            (?:shots?|shot|shooting|fired|firing|fires) (?:\w+ ){0,3}?(?:from (?:\w+ ){0,2}?
              (?:yards?|metres|meters|distance|long range|close range|the edge|outside the box)|wide
                |over the bar
              |on target|at goal|home|past the|over the|into the (?:net|corner|roof)|over par
              |under par|hoops|put|on location|in black and white)
            (?:long|tee|drop|penalty|free|jump|mug|head|big|best|parting|cheap|hot|warning|moon|snap
              |group|slap|over|bank|low|tap|screen)[- ]?shots?\b
            (?:photo|film|video|fashion|tv|movie|magazine|music video|location|penalty|trouble
              |turkey|clay|skeet|target|sharp|pigeon)[- ]?shoot(?:s|ing|outs?)?\b
            shoot-?outs? (?:win|victory|defeat|loss|after extra)
            shooting (?:guard|stars?|schedule|script|location|on (?:the|his|her) (?:film|movie
              |series|new)|is (?:due|expected|scheduled)|practice|range|percentage|form|boots|with
              |a (?:film|movie|video|series|scene|documentary))
            shot (?:up|to (?:fame|number|the top|prominence)|in (?:new|hollywood|africa|paris|black
              |high|digital|\d)|at (?:the )?(?:title|goal|fame|redemption|glory|winning|a)\b|for (?:the
              |\$)|put|of |on (?:film|location|digital|a budget))
            (?:a|his|her|another|one|second|had a|have a|give it a|first|good|with a
              |their) shot (?:at|from|to|wide|hit|over|that|was|on)
            calling the shots
            gunned down (?:his|her|the|their|all|every) (?:\w+ )?(?:rivals?|opponents?|field
              |competitors?|leaders?)
            big shots?
            parting shot
            shot themselves in the foot
            shots on goal
            fired (?:\w+ ){0,2}?(?:by the (?:company|club|board)|his|her|up|off|questions|imagination|goals?
              |home|ahead|from office|as (?:coach|manager|chief|head|director))\b
            quick-?fire
            cease-?fire
            line of fire
            fire sale
            starting (?:gun|pistol)
            smoking gun
            silver bullets?
            bite the bullet
            dodged a bullet
            gunners?\b
            (?:fired|firing|fires?|shots?|rounds|shooting) (?:\w+ ){0,3}?(?:into|in) the air\b
            (?:blew|blown|blow|smash\w*|shatter\w*) (?:up |apart )?(?:the |his |her |a |an )?(?:[\w-]+ ){0,3}?records?\b
            (?:under|open(?:ed|s)?) fire (?:from the (?:start|off|outset|whistle|restart)|with a (?:\w+ )?(?:shot|header))
            like a bomb\b
            top guns?
            jumped the gun
            fired (?:an? |the |another |off a |several |opening )?(?:\w+ )?(?:broadsides?|salvos?|barbs?|warning|letter|volley of (?:questions|criticism|abuse))
            (?:was|is|as|like|called \w+|sitting on|defuse|become|becoming|becomes) an? (?:[\w-]+ )?time[- ]bomb\b(?! (?:went|explod|that explod|had been))
        """,
    ),
    rule(
        "metaphor",
        "bomb|explo|blast|detonat|blew",
        r"""
            bombed (?:at the box|out|with|on broadway|in the ratings)
            bombshells?
            (?:bath|photo|cherry|stink|sex|dirty|time|jager|seed|carpet|water|glitter|truth
              |f)[- ]?bomb\w*(?= (?:of|effect|for|under|ticking|waiting|theory|in the|by))
            photobomb\w*
            bath bombs?
            water bomb(?:ing|ers?)
            bombing (?:runs?|around|down the)
            love bomb\w*
            box[- ]office bomb
            atomic bomb\w*
            (?:second )?world war (?:ii )?bomb\w*
            wartime bomb\w*
            (?:shells?|bombs?|mines?|grenades?|ordnance) (?:left over |dating |left )?from (?:the )?(?:\w+ ){0,2}?(?:world )?war\b(?: (?:\w+ )?(?:exploded|went off|blew up))?
            unexploded (?:wartime|world|second|german|wwii|ordnance)
            (?:debt|pensions?|demographic|climate|ecological|environmental|financial|fiscal|health|population|political
              |legal|housing|carbon|methane|ticking) time[- ]bombs?
            time[- ]bombs? (?:under|beneath|in) (?:the )?(?:[\w'-]+ ){0,2}?(?:pensions?|finances|budgets?|economy|debts?)
            (?:population|cambrian|demographic|big|an|the|sudden|recent|massive|huge|creative
              |global) explosions? (?:of|in) (?:\w+ ){0,3}?(?:interest|growth|colou?r|demand|use|sales
              |popularity|internet|mobile|music|population|content|debt|digital|data|spending|numbers?
              |the number|life|creativity|traffic|piracy|spam|blogs|species|camera|applications|online
              |web|information|technology|joy|anger|emotion|talent|trade|broadband)
            explod(?:ed|ing|es) (?:in popularity|onto (?:the|our)|in (?:size|anger|sales|value
              |growth)|with (?:laughter|joy|anger)|myths?|from \d)
            (?:supernova|stellar|star|solar|gamma-ray|volcanic|nova|big bang) (?:\w+ )?
              (?:explosions?|blasts?|outburst)
            (?:stars?|volcano|supernova\w*|galaxy) (?:\w+ ){0,3}?(?:explod\w+|explosions?)
            blast(?:ed|s|ing)? (?:from the past|off|furnace|wide|over|home|into (?:space|orbit)
              |the (?:decision|ruling|plan|proposal|government|referee|report|bbc|idea|move|company
              |critics)|at the (?:government|decision))
            full blast
            (?:radio|music|stereo)\w* blast\w*
            blasted (?:his|her|their|by critics|for)
            last-gasp blast
            (?:row|dispute|scandal|argument|controversy|story|deal|debate|crisis|feud|it all) blew up
            exploded (?:out of|off|onto|past|from|in the (?:final|last|second|first))
        """,
    ),
    rule(
        "metaphor",
        "stab|ram|hijack|ambush|siege|storm|hostage|raid|kidnap|slash|torch|sabotag|massacre|"
        "slaughter|assassin|hack|axe|behead|drone|mine|murder|kill",
        r"""
            stab(?:bed|s)? (?:\w+ ){0,2}?in the back
            back-?stab\w*
            take a stab
            slash(?:ed|ing|es)? (?:\w+ ){0,4}?(?:prices?|costs?|jobs?|rates?|spending|budgets?
              |forecasts?|tax\w*|staff|emissions|by|output|dividend|profits?|debt|funding|the number
              |its|bills?|fares|interest|\$|£|aid|workforce|production)
            (?:hijack(?:ed|s|ing)?) (?:the (?:debate|agenda|conversation|campaign|process|meeting
              |issue|event|party|game)|browsers?|by (?:politic|special|commerc))
            (?:stormed|storm(?:s|ing)?) (?:(?:in)?to (?:a |an |the )?(?:lead|final|semi|quarter|last
              |second|third|victory|number|no|top|half-time|\d)|back|off|out|ahead|home|clear|to (?:a
              |victory|the (?:title|top|lead|charts))|past|the (?:charts|box office|pitch|league|table
              |stage))
            storm(?:s|ing)?\b(?= (?:of|in a|damage|surge|clouds|drain|warning|barry|hit|season))
            (?:tropical|winter|sand|dust|snow|rain|thunder|hail|ice|perfect|brain)[- ]?storm\w*
            taken by storm
            by storm
            storming (?:performance|start|display|run|finish|victory|win)
            hostages? to (?:fortune|the)
            h[eo]ld(?:ing)? (?:\w+ ){0,6}?hostage by (?:\w+ )?(?:politics|weather|unions?)
            don't hold (?:\w+ ){0,6}?hostage
            iran hostage crisis
            ambush(?:ed)? (?:marketing|by (?:reporters|journalists|photographers|the press|paparazzi
              |fans))
            siege mentality
            (?:bear|dawn|takeover|cattle|corporate|tax|drugs?|police|corner|panty|immigration
              |customs|anti-?\w+) raids?
            raided? (?:his|her|their|its) (?:savings|pension|piggy)
            raid(?:ed|s)? (?:by (?:police|officials|regulators|investigators|customs|tax)
              |on (?:pension|rural|bootleg))
            carbon slaughter
            slaughter-?(?:houses?|ed (?:cattle|pigs|chickens|sheep|animals|livestock))
            (?:5|6|\d)-\d massacre
            character assassination
            axed?\b(?= (?:jobs|by|from|the|after|staff|plans))
            life ?hack\w*
            hack(?:ed|ing) (?:into|the|computers?|accounts?|e-?mails?|phones?|by)
            phone[- ]hacking
            sledgehammer
            murder (?:mystery|ballads?|drama|novel)
            box office (?:murder|killing)
            made a killing
            killing (?:time|off|fields|spree of goals)
            murdered the
            dressed to kill
            gold ?mine
            data ?min\w+
            coal mines?
            mine (?:workers|owner|shaft|collapse)
            torch(?:ed|ing)? (?:relay|run|bearer|the (?:opposition|defen[cs]e))
        """,
    ),
    rule(
        "metaphor",
        "shell|rocket|missile|target|drone|plot|plan|mortar|gas|acid|poison|bullet|tower|cable",
        r"""
            shell(?:ed|ing)? out
            shell (?:compan|corporation|oil|said|shares|shock)\w*
            (?:sky)?rocket(?:ed|ing)\b
            (?:fir|launch)\w+ an? (?:[\w-]+ )?rocket (?:shot|into the (?:net|top|roof|corner)|past)
            rocket (?:launch|scientists?|engines?|fuel|science)
            (?:space|soyuz|ariane|falcon|delta|test) (?:\w+ )?(?:rockets?|missiles?)
            bricks and mortar
            missile (?:defen[cs]e|shield|programme?|system|treaty|tests?)
            (?:test-?fired|tested) (?:\w+ ){0,4}?missiles?
            plot (?:twists?|lines?|holes?|summary|of (?:the|land)|centres?|thickens|revolves)
            drone (?:footage|pilots?|racing|deliver\w+|camera|shots?|industry|show|maker)
            plan\w* (?:to|for) (?:\w+ ){0,2}?(?:strike|attack (?:the )?(?:poverty|deficit|problem
              |market))
            greenhouse gas
            acid (?:rain|reflux|house|jazz|test|tongue)
        """,
    ),
    rule(
        "background",
        "since|after|follow|similar|previous|before|wake|compar|remin|recall|echo|response|retaliat|aveng|modelled|copycat"
        "|inspired|spate|string|series|wave|rash|succession|surge",
        r"""
            (?<=worst )(?:\w+ ){0,6}?since\b[^,;]*
            since (?:the|a|an|last|that|this|\d{4}|\w+'s)\b[^,;]{0,80}?(?:attacks?|bombings?
              |shootings?|massacre|assault|killings?|siege|raid|assassination)\b[^,;]*
            (?:similar to|reminiscent of|comparable to|recalling|echoing|in the wake of
              |in response to|in retaliation for|to avenge|modelled on|copycat of|inspired by
              |reminded \w+ of) [^,;]{0,140}
            (?:after|following|since|before) (?:last year|\w+'s \d{4}|the \d{4}|(?:a|an
              |the) (?:\w+ ){0,4}?(?:in|of) (?:\w+ )?\d{4})[^,;]{0,100}
            (?:a|the) (?:spate|string|series|wave|rash|succession|surge) of (?:\w+ ){0,3}?
              (?:attacks?|bombings?|killings?|kidnappings?|abductions?|shootings?
              |raids?)[^,;]{0,40}(?: (?:in recent|this year|over the past|blamed on|that have
              |since))[^,;]{0,80}
        """,
    ),
    rule(
        "threat",
        "prevent|stop|deter|avoid|against|combat|fight|cope",
        r"""
            (?:prevent|stop|deter|avoid|against|combat|fight|cope with) (?:all |any |future |further
              |more |such |possible |potential |new )?(?:[\w-]+ )?(?:attacks|bombings|plots|shootings)\b
        """,
    ),
    rule(
        "aftermath",
        "after|since|following|wake",
        r"""
            (?:days?|weeks?|months?|years?) (?:after|since|following) (?!being|he was|she was
              |they were)[^,;]{0,160}
        """,
    ),
    rule(
        "background",
        "such as|like",
        r"""
            (?:attacks|bombings|incidents|shootings) (?:such as|like) [^,;]{0,120}
        """,
    ),
    rule(
        "response",
        "shot|kill|fire|gunned|shoot|storm|raid|broke|ended",
        r"""
            <ATTACKER> (?:(?:was|were|had been|is|has been) )?(?:[\w,]+ ){0,3}?(?:shot|killed
              |gunned down)(?: and killed| dead)? by (?:\w+ ){0,3}?<GUARD>
            <GUARD> (?:(?:then|later|also|who|had|have|has|rushed|responded|arrived|arriving|and|the|scene
              |at|on|to|immediately|fatally|eventually|subsequently|quickly) ){0,6}?(?:shot|killed
              |gunned|opened fire on|fired (?:on|at))(?: (?:dead|and killed|and wounded|and injured|down|at))*
              (?: (?:the|him|her|them|both|all|one|two|three|an?)(?: \w+)?(?: <ATTACKER>)?
              | (?:\w+ )?<ATTACKER>)(?= dead\b| and\b|[.,;]|$| at\b| in\b| after| before)
            <GUARD> (?:(?:then|later|also|who|had|responded|arrived|and|immediately|quickly) ){0,6}?
              (?:opened fire|fired|returned fire)(?: back)?(?= and\b|[.,;]|$| after| before)
            (?:commandos|special forces|police\w*|troops|soldiers|officers) (?:\w+ ){0,3}?(?:stormed
              |raided|broke into|ended)\b
            (?:was|were|has been|have been) (?:shot|killed|gunned)(?: dead| down)? (?:by \w+ )?(?:as|when) (?:he|she
              |they) (?:came out|emerged|came outside)\b
            (?:was|were) (?:then |later |also |himself )?shot (?:dead |and killed )?(?:in the head )?
              by (?:\w+ ){0,3}?<GUARD>
        """,
    ),
    rule(
        "hoax",
        "hostage|gunm|shooter|bomb",
        r"""
            (?:no|not any|without|never any) (?:further |more |other )?hostages?(?: (?:had been|were|was|have been) taken)?\b
            (?:rumou?rs?|reports?|claims?) (?:of|that|about) (?:[\w-]+ ){0,6}?(?:hostages?|second gunm[ae]n|bombs?)
              (?: [\w-]+){0,5}? (?:were|was|are|is|proved|turned out) (?:to be )?(?:false|denied|unfounded|untrue|wrong)
            (?:den(?:y|ied|ies)|dismiss\w*|rul(?:ed|ing) out) (?:\w+ ){0,5}?(?:hostages?|second (?:gunm[ae]n|shooter|attacker))
            hostages? (?:had|have|were|was) not (?:been )?(?:taken|held)
        """,
    ),
    rule(
        "response",
        "bomb|explosive",
        r"""
            bomb (?:experts?|squads?|disposal|technicians?|units?|teams?|specialists?|detection)
        """,
    ),
    rule(
        "clash",
        "exchang|trad|storm|raid|attack|overr|assault|shell|bomb|pound|target|destroy",
        r"""
            <STATE> (?:[\w'-]+ ){0,6}?(?:stormed|raided|attacked|overran|assaulted|shelled|bombed|bombarded|pounded|targeted|destroyed)
              (?: [\w-]+){0,3}? (?:<AGENT>|terror\w*|al-?qa\w+|abu \w+|taliban)(?:'s?)? (?:\w+ )?(?:bases?|camps?|hide-?outs?|positions?|strongholds?|dens?|training|bunkers?|lairs?|enclaves?|hub)
            (?:exchang\w+|trad(?:ed|ing)) (?:of )?(?:\w+ ){0,2}?(?:fire|gunfire|shots|shelling|artillery)\b
        """,
    ),
    rule(
        "protest",
        "protest|demonstrat|march|crowd|mourners|students|supporters",
        r"""
            (?:soldiers|troops|police\w*|officers|security forces|guards) (?:\w+ ){0,3}?(?:opened fire|fired|shot|shooting|shoot)
              (?: (?:dead|and killed|live|rounds|bullets|on|at|into|upon|the|a|an|at least|\d+|two|three|four|five|six|seven|eight|nine|ten|dozens|of
              |unarmed|peaceful|anti-government|opposition|crowds?)){0,7} (?:protest\w*|demonstrat\w*|marchers|crowds?|mourners|rioters|students)
        """,
    ),
    rule(
        "protest",
        "set |immolat",
        r"""
            set(?:s|ting)? (?:himself|herself|themselves) (?:on fire|ablaze|alight)
            self-immolat\w*
        """,
    ),
    rule(
        "clash",
        "each other|one another",
        r"""
            (?:(?:began|begins?|started|starts?) )?(?:to )?(?:open(?:ed|ing)? )?(?:shoot|shot|fir|attack|shell|bomb|kill)\w*
              (?: (?:at|on|upon|into))? (?:each other|one another)
        """,
    ),
    rule(
        "clash",
        "kill|shot|gunned|eliminat|neutral|liquidat|wiped",
        r"""
            <STATE> (?:[\w'-]+ ){0,6}?<HIT> (?:at least |more than |about |around |over |nearly )?
              (?:[\w-]+ ){0,4}?(?:suspected |alleged |armed )*<AGENT>
              (?: in an? (?:[\w-]+ )?(?:raid|operation|assault|attack|strike|ambush|offensive)[^.;,]{0,60})?
        """,
    ),
    rule(
        "clash",
        "kill|shot|gunned|eliminat|neutral|liquidat|wiped",
        r"""
            <AGENT> (?:[\w(),'-]+ ){0,6}?(?:was|were|have been|had been|has been|are)? ?
              (?:also )?<HIT>(?: \w+){0,3}? (?:in|during|after|by|when|as) (?:[\w'-]+ ){0,8}?
              (?:encounters?|operations?|clash(?:es)?|gun ?-?battles?|gun ?-?fights?
              |exchanges? of fire|firefights?|air ?-?strikes?|raids?|offensive|drone strikes?
              |shoot-?outs?|crossfire|crackdown|skirmish|fighting|us strikes?|<STATE>)\b
        """,
    ),
)  # fmt: skip
