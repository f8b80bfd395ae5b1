"""The words by which a text ties a group to an attack: patterns on what stands before or after its name.

Each is written for at most 110 characters next to a name, so that its cost is bounded.
"""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

import re
from typing import Final

_THING: Final = r"(?:the |this |its |an? |two |both )?(?:\w+ ){0,2}?(?:attacks?|bombings?|blasts?|shootings?|killings?|assaults?|raids?|explosions?|massacre|ambush|kidnappings?|abductions?|murders?)"
_PEOPLE: Final = (
    r"(?:militants?|insurgents?|gunm[ae]n|fighters?|rebels?|terrorists?|members?|suicide bombers?|bombers?|extremists?|"
    r"jihadists?|guerrillas?|soldiers?|commandos?|cells?|units?|sympathi[sz]ers?|supporters?|assailants?|attackers?|"
    r"operatives?|separatists?|remnants?|dissidents?|factions?|wing|columns?|spokes\w+|elements?|sect|group|organi[sz]ation|movement|network|commanders?|followers?)"
)
_OUR: Final = rf"(?:an? |one of |two of |three of |some of |its |their |our )*(?:own )?(?:\w+ )?{_PEOPLE}"
_AUX: Final = r"(?:has |have |had |later |subsequently |eventually |publicly |also |quickly |immediately |since |swiftly |reportedly |then |now |who |which |that |on \w+ |however |officially |formally )*"
_DID: Final = (
    r"(?:(?:attack(?:s|ed)?|kills?|storm(?:s|ed)?|raid(?:s|ed)?|ambush(?:es|ed)?|bombs?|detonated?|opened fire|abducts?|"
    r"kidnaps?|fired|launch(?:es|ed)?|carr(?:ied|y) out|struck|overr[au]n|beheads?|set fire|seizes?|stabbed|blew|invaded|razed|"
    r"murders?|planted|throw|threw|rammed|slaughters?|staged?|targets?|mount(?:s|ed)?|dynamited?)\b|"
    # A participle is an act only with an object: "hundreds of Taliban killed" is not one.
    r"(?:killed|shot|hit|wounded|seized|abducted|kidnapped|burned|burnt|executed?|murdered|massacred?|beheaded|bombed|targeted|"
    r"destroyed|slaughtered)(?= (?!in\b|by\b|on\b|at\b|during\b|when\b|and\b|after\b|as\b)\w))"
)
_FLAGS: Final = re.I

# After a name: what the group itself says or does.
CLAIMS_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:{_PEOPLE} )?{_AUX}(?:(?:claim(?:s|ed|ing)?|t(?:ook|akes|aken|aking)|admit(?:s|ted)|accept(?:s|ed)) "
    rf"(?:\w+ ){{0,2}}?(?:responsibility|credit)|claim(?:s|ed|ing)? (?:that )?(?:it |they |to )?(?:was |were |had |have |be )?"
    rf"(?:behind|carried|carried out|responsible|killed|shot|attacked|bombed|executed|ambushed|{_THING}|{_OUR})|admitt?(?:s|ed)? (?:to )?(?:carrying|being behind|{_THING})|"
    rf"(?:said|says?|announced|declared|boasted|confirmed)[^.;]{{0,90}}?\b(?:(?:it|they|we|(?:its|their|our|an?|one of (?:its|their)) (?:[\w-]+ ){{0,3}}?[\w-]+|{_OUR}) (?:had |have |has |was |were )?(?:been )?"
    rf"(?:carried out|carried (?:it|them|both) out|behind|staged|responsible|killed|executed|targeted|bombed|attacked|detonated|launched|conducted|struck|"
    rf"blew|ambushed|planted|shot|sent|dispatched|fired|hit|stormed|destroyed|seized|captured|abducted|raided|eliminated|placed|wiped out|done (?:it|this)|did (?:it|this)|set off|in control|inside|holding)|carried out by (?:one |two |a |its )|the work of (?:its|one|a)|"
    rf"(?:bomber|bombers|gunm[ae]n|fighters?|soldiers?) (?:had |have |has )?carried (?:it|them|out)|"
    rf"(?:was|were|had been|is) (?:one of |two of |among )?(?:its|their|our) (?:own )?(?:{_PEOPLE}|m[ae]n)\b|"
    rf"(?:one|two|three|four|some|five|six) of (?:its|their|our|the group's) (?:own )?(?:{_PEOPLE}|m[ae]n) "
    rf"(?:(?:was|were) (?:responsible|behind)|(?:had |have |has )?(?:attacked|carried|set|struck|hit|killed|bombed|shot|blown|blew|detonated|stormed|driven))|"
    rf"(?:was|were|is) (?:an? |in )?(?:(?:suicide|martyrdom|guided|self-sacrifice) (?:attack|operation|bombing|mission)|(?:act of )?revenge|retaliation|reply|response|reprisal|answer|punishment)|to avenge)|"
    rf"(?:[\w ]{{0,40}} and )?claim(?:s|ed)? (?:it|this|that|them|both|the (?:deed|act|killings?|siege|massacre|operation|hostage-taking|slaughter))\b|"
    rf"(?:repeat|reiterat|renew|ma[dk]|issu|present|put)\w* (?:out )?(?:its|their|an?|the|another) (?:\w+ ){{0,2}}?claim\b(?! that)|"
    rf"(?:issued|released|published|posted) (?:a|its) (?:claim|statement claiming|video claiming|"
    rf"video of (?:the|its) attackers?))",
    _FLAGS,
)
CLAIM_BEFORE: Final = re.compile(
    r"(?:claim(?:ed)?(?: \w+){0,6}? by|claim of responsibility (?:by|from)|responsibility (?:\w+ ){0,8}?claimed by|"
    r"claimed (?:\w+ ){0,8}?(?:in the name|on behalf) of|in the name of|admitted by) (?:the |a group called |"
    r"an? (?:\w+ ){0,3}?(?:group|faction|branch|affiliate)(?: calling itself| called| named| of)?,? ?(?:the )?)?$",
    _FLAGS,
)
AMAQ: Final = re.compile(r"\b(?:Amaq|Aamaq|al-Naba|Nashir)\b")
AMAQ_SAYS: Final = re.compile(
    r"\b(?:said|says|reported|reports|called|described|statement|claim\w*|carried out|released|published)\b",
    re.I,
)
UNCLAIMED: Final = re.compile(
    r"\b(?:no (?:one|group|groups|organi[sz]ation|party|militant group|claim|faction)|nobody|no-one|none)\b[^.;]{0,50}?"
    r"(?:claim\w*|responsib\w+|taken credit)|(?:not|n't|yet to|stopped short of|without) (?:\w+ ){0,2}?claim",
    _FLAGS,
)
NOT_CLAIMED_AFTER: Final = re.compile(
    r"^(?:'s)?,? ?(?:\w+ ){0,3}?(?:(?:has|have|had|did|does) (?:not|yet)|hasn't|haven't|didn't|yet to|stopped short|never)\b",
    re.I,
)
DENIES_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:\w+ ){{0,3}}?{_AUX}(?:den(?:ied|ies|y|ying)|reject(?:s|ed|ing)?|disavow(?:s|ed)?|disclaim(?:s|ed)?|"
    rf"distanced? (?:itself|themselves)|condemned the \w+ and denied|"
    rf"(?:[\w ]{{0,40}} and )?(?:said|says?|insist(?:ed|s)?|stat(?:ed|es)) (?:that )?(?:it|they|their \w+|its \w+)(?: was| were| had| have| has| is)? ?(?:had |played |taken )?"
    rf"(?:not|no|nothing|n't|never)\b|(?:said|says?|insist(?:ed|s)?) (?:that )?(?:it|this) (?:was not|wasn't|were not) (?:them|it|us|behind|its|their|the work of its))",
    _FLAGS,
)
DENIED_OF: Final = re.compile(
    r"(?:den(?:ied|ies|y|ying)|rul(?:ed|es|ing) out|(?:dismiss|reject)(?:ed|es|s|ing) (?:\w+ ){0,2}?(?:claims?|suggestions?|allegations?|reports?|responsibility|that|involvement)|no (?:\w+ ){0,3}?(?:evidence|proof|sign|"
    r"indication)|not linked|no (?:\w+ )?links?|no (?:\w+ )?ties|no (?:\w+ )?(?:connections?|contacts?)|unconnected|nothing to do|unrelated)"
    r"(?: (?!blam|accus)\w+){0,9}? ?(?:the )?$",
    _FLAGS,
)
NOT_BEHIND_AFTER: Final = re.compile(
    r"^,? ?(?:was|were|is|are|had) (?:not (?:involved|behind|responsible|linked|present)|no (?:role|part|hand))",
    re.I,
)
# Before or after a name: what others say of it.
ORDERED: Final = re.compile(
    r"(?:on (?:the )?(?:direct )?(?:orders?|instructions?|instruction|command|behest)s? (?:of|from)|directed (?:\w+ )?by|sent by|"
    r"dispatched by|instructed by|ordered by|commanded by|received (?:orders|instructions) from|"
    r"acting (?:for|on behalf of|under orders from)|guided by|coordinated (?:\w+ )?(?:by|with)|recruited by|orders (?:came )?from|"
    r"instructions from) (?:(?:the|senior|leaders? of|an?|commanders? of|members? of) )*$",
    _FLAGS,
)
INSPIRED: Final = re.compile(
    r"(?:inspired by|(?:pledg|sw[eo]ar|swor|declar|profess|vow)\w* (?:his |her |their |an oath of )?(?:allegiance|loyalty|fealty|bay'?ah?|support)"
    r"(?: \w+){0,2}? (?:to|for)|self-radicali[sz]ed (?:\w+ ){0,4}?by|radicali[sz]ed by|sympathi[sz]er of|sympathi[sz]ed with|"
    r"sympathi[sz]ing with|admirer of|adherent of|supporter of|influenced by|in support of|allegiance to) "
    r"(?:(?:the|leaders?|leader of|propaganda (?:of|from)|ideology of|head of) )*$",
    _FLAGS,
)
INSPIRED_AFTER: Final = re.compile(r"^(?:'s)?[- ](?:inspired|propaganda inspired)\b", re.I)
SUSPECTED: Final = re.compile(
    rf"(?:suspect(?:ed|s|ing)?|believed to (?:be|have been|belong to)|thought to (?:be|have been|belong to)|alleged(?:ly)?|presumed|"
    rf"suspicion (?:\w+ ){{0,3}}?(?:on|upon)|hallmarks? of|bears? the (?:mark|signature) of|linked to|links? (?:to|with)|ties to|"
    rf"may have been|likely|probably|apparently|possibly|suspicion that|point(?:ed|s|ing)? (?:to|towards?|at)|believes?(?: that)?|seemed to be|appeared to be|"
    rf"see(?:s|n|ing)? the hand of|saw the hand of|connected (?:to|with)|affiliated (?:to|with)|allied (?:to|with)|reported|reportedly|associated with|finger at|"
    rf"(?:were|was|are|is) (?:\w+ )?(?:members? of|fighters? (?:of|from))|belong(?:ed|ing|s)? to|(?:helpers?|accomplices?) of)"
    rf"(?: (?:members?|fighters?|militants?|gunmen|men|by|the|an?|of|faction|local|armed|{_PEOPLE}|carried|out|work|behind|from|"
    rf"belonging|to|loyal|islamist|islamic|communist|separatist|rebel|leftist|supporters|\w+['’]s|\w+-based|\w+-linked|outlawed|banned|group|organi[sz]ation))*,? ?$",
    _FLAGS,
)
SUSPECTED_AFTER: Final = re.compile(
    rf"^-(?:linked|affiliated|allied)\b|^(?:'s)?,? ?(?:{_PEOPLE} )?(?:(?:is|are|was|were|has been|have been) (?:\w+ )?(?:suspected|believed|thought|the (?:\w+ )?suspects?|"
    rf"likely|probably|presumed)|suspected\b|suspects?\b|may have|might have)",
    _FLAGS,
)
BLAMED: Final = re.compile(
    rf"(?:blam(?:ed|es|e|ing)(?: \w+){{0,7}}?(?: on| upon)?|accus(?:ed|es|e|ing)|(?:attribut|ascrib)(?:ed|es|ing|e)(?: \w+){{0,6}}? to|(?:mortar |rocket |gun)?fire from|"
    rf"carried out by|perpetrated by|committed by|the work of|work of|conducted by|staged by|launched by|claimed the lives \w+ by|"
    rf"(?:attacks?|raids?|bombings?|ambush|assault|blasts?|shootings?|killings?|massacre|explosion)(?: \w+)? by|"
    rf"(?:killed|attacked|wounded|injured|abducted|kidnapped|bombed|ambushed|raided|shot(?: dead)?|beheaded|executed|murdered|taken|"
    rf"seized|stormed|burned|planted|detonated|slain|slaughtered|destroyed|massacred|assassinated)"
    rf"(?: (?:on|in|near|at) \w+){{0,2}} by|responsibility (?:lies|rests) with|held responsible|orchestrated by|masterminded by|"
    rf"point(?:ed|s|ing) (?:the |a |an accusing )?finger at|identified (?:\w+ ){{0,4}}?as|organi[sz]ed by|set off by|"
    rf"(?:cell|group|band|network|ring) (?:that |which )?(?:called|calling|calls|named|known as)(?: itself)?)"
    rf"(?: (?:the|an?|members?|fighters?|militants?|gunmen|of|from|outlawed|banned|local|armed|separatist|kurdish|islamist|islamic|"
    rf"rebel|rebels|group|organi[sz]ation|terrorist|militant|jihadist|heavily|two|three|four|communist|leftist|extremist|its|branch|affiliate|"
    rf"guerrillas?|cell|faction|breakaway|splinter|(?!police|soldiers|troops)[\w-]+ (?:faction|wing|branch|cell|unit) of|maoist|marxist|pro-\w+|anti-\w+|somali|local|\w+['’]s|\w+-based|{_PEOPLE}))*,? ?$",
    _FLAGS,
)
BLAMED_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:{_PEOPLE} )?{_AUX}(?:(?:was|were|is|are|been|being) (?:\w+ )?(?:blamed|behind|responsible|accused|held responsible)|"
    rf"(?:was|were|is|are) to blame|blamed (?:for|in|after|over))",
    _FLAGS,
)
ACTS_AFTER: Final = re.compile(
    rf"^(?:'s)?,? ?(?:(?!was |were |is |are |been |being |condemn\w* |the )\w+ ){{0,2}}?(?:{_PEOPLE},? )?(?:(?:crossed|arrived|came|entered|wearing|dressed|riding|armed|disguised|travelling) [^.;]{{0,60}}? )?(?:and )?(?:on \w+ )?(?:armed with \w+,? )?{_AUX}{_DID}",
    _FLAGS,
)
ATTACK_NOUN_AFTER: Final = re.compile(
    rf"^(?:'s)? (?:{_PEOPLE} )?(?:(?:suicide|car|bomb|gun|rocket|mortar|arson|deadly|night|grenade|twin|latest) )*(?:attacks?|bombings?|raids?|ambush|assault|"
    rf"bombers?|massacre|shelling|offensive)\b(?! (?:\w+ )?(?:threat|warning|since))",
    _FLAGS,
)
HISTORY: Final = re.compile(
    r"\b(?:ha(?:s|ve) (?:previously|repeatedly|regularly|often|also|in the past|frequently)|previously|in the past|similar attacks|"
    r"regularly|frequently|often|also claimed|also blamed|"
    r"ha(?:s|ve|d) (?:attacked|struck|bombed|hit|targeted|claimed)\b[^.;]{0,50} (?:before|in the past)\b|"
    r"claimed the (?:january|february|march|april|may|june|july|august|september|october|november|december|easter|christmas|last|earlier|previous)\b|"
    r"(?:a |the )?(?:string|series|spate|wave|number) of (?:\w+ )?(?:attacks|bombings|killings)|"
    r"(?:earlier|other|several|many|numerous|past|previous|dozens of|scores of|hundreds of) (?:\w+ )?(?:attacks?|bombings?|killings))\b",
    _FLAGS,
)
THIS_ONE: Final = re.compile(
    r"\b(?:responsibility for (?:the|this|today|friday|saturday|sunday|monday|tuesday|wednesday|thursday)|claimed the attack|"
    r"carried out (?:the|this|today's|yesterday's|\w+day's) (?:attack|bombing|shooting|assault|blast|raid|siege))",
    re.I,
)
VIOLENCE: Final = re.compile(
    r"attack|bomb|kill|shoot|shot|blast|explo|assault|raid|ambush|abduct|kidnap|stab|murder|massacre|gunm[ae]n|hijack|siege|"
    r"arson|stormed|plot|assailant|behind|responsib|opened fire|beheaded|hostage|slay|slain|blew|violence|ramm|drove|dynamit|"
    r"loyalty|sworn|first signs|finger|the work of|strike|struck|allege|"
    r"mortar|rocket|grenade|execut|terror|blam|accus|suspect|hallmark|allegiance|inspired|involve|seize|burn|incident",
    _FLAGS,
)
HEDGED: Final = re.compile(
    r"\b(?:suspected|alleged|look(?:s|ed)? like|appear(?:s|ed)?|seem(?:s|ed)?|may|might|could|likely|probably|possibly|"
    r"perhaps|believed?|think|thought|resembl\w+|hallmarks?)\b",
    _FLAGS,
)
"""Words before a cue of blame that make a suspicion of it."""
SPLIT_FROM: Final = re.compile(
    r"(?:split (?:off )?from|splinter(?:ed)?(?: group| faction)? (?:of|from)|off-?shoot of|br(?:oke|oken|eakaway)(?: away)?(?: group| faction)? (?:from|of)|"
    r"rivals? (?:of|to)|allied (?:to|with)|(?:which|that) (?:is|was|are) (?:\w+ )?(?:linked|allied|loyal|affiliated|close) (?:to|with)) (?:the )?$",
    _FLAGS,
)
"""Words before a name that only say what another group is."""
THE_GROUP: Final = re.compile(r"\bthe (?:group|organi[sz]ation|movement)(?='s|’s|\b)", _FLAGS)
OWN_AGENCY: Final = re.compile(
    r"^(?:'s)? (?:own |official |military |chief |armed |political )*(?:news agency|media (?:arm|wing|outlet)|mouthpiece|radio(?: station)?|spokes\w+)\b",
    _FLAGS,
)
DEFENDED: Final = re.compile(
    r"^(?:\W*\w+ ){0,4}?sa(?:id|ys?)\b[^.;,]{0,40}? (?:fighters?|members?|m[ae]n|soldiers?|militants?|supporters?) (?:was|were|had been|have been) (?:killed|shot|attacked|bombed|hit|arrested)|"
    r"\b(?:shot|killed|stopped|attacked|struck|targeted|bombed) (?:\w+ ){0,3}?(?:attackers?|(?:suicide )?bombers?|gunm[ae]n|militants?|assailants?|insurgents?|terrorists?)\b",
    _FLAGS,
)
"""What guards and soldiers say of attackers: a deed, but no claim of the attack."""
IDENTIFIED: Final = re.compile(
    r"\b(?:said|says|confirmed|announced)\b.*\bbelong\w* to (?:the |a )?$|^(?:they|both|all|the (?:\w+ )?(?:attackers?|bombers?|gunm[ae]n|men|couple|pair)) "
    r"(?:all |both )?belonged to (?:the |a )?$",
    _FLAGS,
)
"""What a body says outright of who the attackers were."""
SENT_WORD: Final = re.compile(
    r"^(?:'s)?,? ?(?:sen[dt]s?|issue[ds]?|release[ds]?|put out) (?:a|its|their own) (?:statement|message|video)\b",
    _FLAGS,
)
TOLD_OF_CLAIMS: Final = re.compile(
    r"\b(?:claims?|claimed|sa(?:y|id) they (?:did|were|had)|responsib\w+)\b", _FLAGS
)
SELF_NAMED: Final = re.compile(r"\b(?:called|calling|calls|named) itself (?:the )?$", _FLAGS)
"""A cell's own name for itself: whose the plot was is then not in doubt, only who led it."""
IN_WORDS: Final = re.compile(
    r"^(?:said|announced|declared|boasted|stated) (?:later )?(?:in|on|via|through|over) (?:an? |its |their |the )?(?:\w+ ){0,3}?(?:statement|message|"
    r"communiqu[eé]|telegram|twitter|website|channel|video|radio|leaflets?|e-?mail|newsletter)\b",
    _FLAGS,
)
"""What a group that told of the deed before it is named did so in: "..., X said in a statement"."""
