"""What stands beside a place's name: the patterns by which `where` weighs it.

Those that end in `$` are searched in the words before the name, those that begin with a space or `\\s` are
matched right after it.
"""

from __future__ import annotations

import math
import re
from typing import Final

from tocsin.model import Span
from tocsin.places import Resolved


def _either(*parts: str) -> str:
    return "(?:" + "|".join(parts) + ")"


def _ends(*parts: str) -> re.Pattern[str]:
    """Compile "one of `parts`, then up to two more words, then the name"."""
    return re.compile(rf"\b{_either(*parts)}\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,2}}?(?:of\s+)?$", re.IGNORECASE)


TRIGGER: Final = re.compile(
    r"\b"
    + _either(
        r"attack\w*", r"bomb\w*", r"explo\w+", r"blast\w*", "blew", r"detonat\w+", r"kill\w*", "dead", "died",
        "shot", r"shoot\w*", "gunm[ae]n", "gunfire", r"open\w* fire", r"storm\w*", r"stab\w*", r"knif\w+",
        r"hack\w*", r"ramm\w+", r"plough\w+", r"plow\w+", r"ambush\w*", r"abduct\w*", r"kidnap\w*",
        r"seiz\w+", r"hostage\w*", r"massacre\w*", r"raid\w*", r"shell\w*", r"rocket\w*", r"mortar\w*",
        r"grenade\w*",
        "struck", r"slaughter\w*", r"behead\w*", r"assassinat\w+", r"murder\w*", r"torch\w*", "set fire",
        r"burn\w*", r"wound\w*", r"injur\w*", r"hijack\w*", r"rampage\w*",
    )
    + r"\b",
    re.IGNORECASE,
)  # fmt: skip
DIRECT: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|around|off|hits?|struck|rock(?:s|ed)|attacked|stormed)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PLACED: Final = re.compile(
    r"\b(?:in|at|near|outside|inside|around|on|across|within|along|close to|throughout|off|hits?|struck"
    r"|rock(?:s|ed)|targeted|targeting|attacked|entered|stormed)\s+(?:the\s+|an?\s+)?"
    r"(?:[\w'’-]+\s+){0,3}?(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
APPOSED: Final = re.compile(
    r"\b(?:city|capital|town|village|port|district|province|state|suburb|resort|island)(?:,| of)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
ORIGIN: Final = _ends(
    "from", "born in", "raised in", "natives? of", "nationals? of", "citizens? of", "residents? of",
    "lived in", "living in", r"hail\w* from", r"train\w* in", "fought in", "fighting in",
    "served in", r"deploy\w* (?:to|in)",
    r"flew (?:in )?(?:to|from)",
    r"travell?\w* to", "fled to", "returned to", "returning from", "based in", "headquartered in",
    "exiled? in",
)  # fmt: skip
ELSEWHERE: Final = _ends(
    "hospitals? (?:in|at)", "clinics? (?:in|at)", "morgue (?:in|at)", "taken to", "flown to",
    "rushed to", "evacuated to", "transferred to", "airlifted to",
    r"treat(?:ed|ment) (?:here and )?in",
    r"(?:nursing|recovering from) (?:[\w-]+ ){0,3}(?:wounds|injuries|burns) in",
    r"magistrates? (?:\w+ )?in",
    r"appear\w* (?:before (?:\w+ ){1,3})?in",
    "said in", r"told \w+ in", "speaking in", "spoke in", "reporters in", "conference in", "summit in",
    "talks in", "meeting in", "court in", "trial in", r"mourn\w* in", r"vigils? (?:\w+ ){0,2}in",
    "similar to", "such as in", "correspondent in", "visit(?:ing)? to", "ambassador (?:to|in)", "embassy in",
    r"buried (?:\w+ ){0,3}(?:in|at)", r"funerals? (?:\w+ ){0,2}(?:in|at)",
    "war in", "troops (?:to|in)", "operations in", "strikes? in", "campaign in", "coalition in", "plans? to",
)  # fmt: skip
BODY_BEFORE: Final = _ends(
    "president of", "government of", "ministry of", "minister of", "king of", "army of", "bank of",
    "university of", "people of", "history of", "embassy of", "republic of",
    "(?:government|regime|authorities) in",
    r"(?:ministry|office|secretariat|headquarters) of [\w ]{3,25},",
)  # fmt: skip
BODY_AFTER: Final = re.compile(
    r"(?:['’]s)?\s+(?:[\w'’-]+\s+){0,2}?"
    + _either(
        "police", "governor", "mayor", "prosecutors?", "officials?", "government", "president", "presidency",
        "minist(?:er|ry)", "army", "military", "parliament", r"spokes\w+", "embassy", "authorities",
        "university", "court", "newspaper", "times", "post", "news", "radio", "television", "tv", "agency",
        "bureau", "coach", "team", "united", "airlines", "ambassador", "council", "troops", "forces",
        "leaders?", "king", "prime", "foreign", "interior", "health", "defen[cs]e",
    )
    + r"\b",
    re.IGNORECASE,
)  # fmt: skip
ABBREVIATED: Final = re.compile(r"(?:U\.?S\.?A?|U\.?K\.?|EU|UN)\.?")
NOUN_AFTER: Final = re.compile(
    r"\s(?!(?:and|or|on|in|to|from|for|has|is|was|at|by|as|but|said|where|when|who)\b)[a-z]"
)
LONGER_NAME: Final = re.compile(r"(?: [A-Z][\w'’-]+)+ in (?:the )?[A-Z]")
EARLIER: Final = re.compile(
    r"\b(?:since|similar|like|after|following|recent|previous|earlier|wave of|string of|series of|recall\w*"
    r"|remember\w*)\b[^,;]*"
    r"\b(?:attacks?|bombings?|massacres?|shootings?|killings?|siege) (?:in|on|at|of)\s+(?:the\s+)?"
    r"(?:[\w'’-]+,?\s+(?:and\s+)?){0,3}$",
    re.IGNORECASE,
)
ARRESTED: Final = re.compile(
    r"\b(?:arrest\w*|caught|captured|detain\w*|picked up|traced|surrender\w*|handed over)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
SAYS: Final = re.compile(
    r"\s+(?:said|says|called|calls|den(?:ied|ies)|accus\w+|blam\w+|condemn\w+|insist\w+|wants?|charg\w+|warn\w+|has|had)\b"
)
WHERE: Final = re.compile(r",? where\b")
AIMED_AT: Final = re.compile(
    r"\b(?:plan\w*|plot\w*|threat\w*|talk\w*|wanted(?! (?:for|over|in))|intend\w*|hop(?:ed|ing))\b"
    r"[^.;]{0,40}\b"
    r"(?:attack\w*|bomb\w*|strik\w*|fir(?:e|ing)|shoot\w*|hit\w*|launch\w*)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
A_PEOPLE: Final = re.compile(
    r" (?:areas?|people|community|communities|villagers|tribes?|tribal|settlers|militants|rebels|language"
    r"|separatists|insurgents|minority|leaders?)\b"
)
GROUP: Final = re.compile(
    r"\b"
    + _either(
        "Islamic State", "ISIS", "ISIL", "al[- ]?Qa[ei]?da", "Qaeda", "Armed Forces", r"Revolutionary \w+",
        r"Liberation \w+", "Communist Party", "Islamic Movement", "Islamic Emirate", "Emirate", "Caliphate",
        "Workers['’] Party", "Tigers", "Mujahideen", "Jihad", "Taliban", "Defence Forces", "Front",
    )
    + r"\s+(?:in|of|for)\s+(?:the\s+)?(?:[A-Z][\w'’-]+\s+(?:and\s+|in\s+)(?:the\s+)?)?$"
)  # fmt: skip
GROUP_AFTER: Final = re.compile(
    r"\s+(?:Workers|Freedom|Liberation|Tigers|Taliban|Province \(|Rangers|Brigade|Mujahid|Islamic"
    r"|Delta Avengers)"
)
NEAR: Final = _ends(
    "near", "outside", "around", "close to", "not far from", "outskirts of", "suburbs? of",
    r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of",
)  # fmt: skip
BETWEEN: Final = re.compile(
    r"\bbetween\s+(?:the\s+)?(?:(?:village|town|city)s?\s+of\s+)?(?:[\w'’ -]{2,40}?\s+and\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_DAY: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|overnight|last (?:night|week|month)"
    r"|this (?:morning|week)|(?:at|before|after) (?:dawn|dusk|noon|midnight))"
)
THEN_DAY: Final = re.compile(
    rf"(?:,? [\w .'’-]{{3,30}},)?,?\s+(?:(?:late|early|shortly|just|in the \w+(?: hours)? (?:of|on))\s+)?"
    rf"(?:on\s+)?(?:the\s+)?{_DAY}\b"
)
HOSPITAL_AFTER: Final = re.compile(
    r"(?:['’]s)?\s+(?:[a-z]+\s+){0,2}?(?:hospital|clinic|morgue|court(?:room)?|jail|prison)\b", re.IGNORECASE
)
_CLAUSE: Final = re.compile(
    r"[,;:()]|\b(?:after|as|while|when|before|hours|since|because|but|which|who|where|said|told|says)\b",
    re.IGNORECASE,
)
ROAD_AFTER: Final = re.compile(
    r"(?:\s*[-–]\s*[A-Z][\w'’-]+)?\s+(?:road|highway|motorway|route|axis|track|junction|bridge|bypass)\b"
)
DATELINE: Final = re.compile(
    r"[\W_]*[A-Z]{2}[\w .'’-]*(?:,\s[\w. ]{2,25}){0,2}\s*(?:\([^)\n]{1,40}\)|\[[^\]\n]{1,60}\])?"
    r"\s*(?:--?|–|—|:)\s"
)
FORCES_AFTER: Final = re.compile(
    r"\s+(?:[\w'’-]+\s+)?(?:police|army|security|forces|troops|soldiers|officials|authorities|military|city"
    r"|town|capital|province|village|border)\b",
    re.IGNORECASE,
)
SENTENCE_BREAK: Final = re.compile(r"[.!?]\s|\n")
_BEFORE: Final = 80
_TRIGGER_SCALE: Final = 60


def dateline_end(text: str) -> int:
    """Return where the dateline ends, 0 where there is none."""
    match = DATELINE.match(text, 0, 140)
    return match.end() if match else 0


def words_before(text: str, mention: Resolved) -> str:
    """Return what stands before the mention in its sentence."""
    return SENTENCE_BREAK.split(text[max(0, mention.span.start - _BEFORE) : mention.span.start])[-1]


def in_group(text: str, mention: Resolved) -> bool:
    """Tell a place in the name of a group ("Islamic State in Iraq and Syria")."""
    return bool(GROUP.search(words_before(text, mention))) or bool(GROUP_AFTER.match(text, mention.span.end))


def in_clause(text: str, span: Span, sentence: Span) -> bool:
    """Tell whether the words of an attack stand before the mention in its clause."""
    clause = _CLAUSE.split(text[sentence.start : span.start])[-1]
    return TRIGGER.search(clause) is not None


def by_trigger(text: str, span: Span, sentence: Span) -> float:
    """Return how near to `span` the words of an attack stand in its sentence, from 0 to 1."""
    spots = [m.span() for m in TRIGGER.finditer(text, sentence.start, sentence.end)]
    gaps = [max(span.start - end, start - span.end, 0) for start, end in spots]
    return math.exp(-min(gaps) / _TRIGGER_SCALE) if gaps else 0.0
