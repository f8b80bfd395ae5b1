"""Who says it: the body or the role that a sentence gives as its voice. Never a person's name."""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

import re
from typing import Final

from tocsin.coding.group_names import named_groups
from tocsin.coding.tokens import tokenize
from tocsin.model import Span

_LONGEST: Final = 1500
"""Characters of a sentence that are looked at; a voice stands near one of its ends."""

# Ordered: the more particular first. A value of "" keeps the words as found, in lower case.
_BODIES: Final[tuple[tuple[str, str], ...]] = (
    (r"(?:interior|home|foreign|defen[cs]e|health|justice|information|education|oil|transport) ministry", ""),
    (r"ministry of (?:the )?(?:interior|home|foreign|defen[cs]e|health|justice|information|education)", ""),
    (r"(?:ministry|minist(?:er|ry) spokes\w+)", "ministry"),
    (r"(?:interior|home|foreign|defen[cs]e|health|justice|information|prime|security) (?:minister|secretary)", ""),
    (r"hospital (?:officials?|sources?|staff|authorities|spokes\w+|director|management)", "hospital officials"),
    (r"(?:medical|health) (?:officials?|sources?|workers?|authorities|department|services?)", "health officials"),
    (r"(?:medics|doctors|paramedics|a doctor|a medic|a surgeon)", "medics"),
    (r"hospitals?", "hospital"),
    (r"(?:emergency|rescue|ambulance|fire) (?:services?|officials?|workers?|department|brigade|teams?)", "emergency services"),
    (r"civil defen[cs]e", "civil defence"),
    (r"(?:disaster|emergency) management (?:agency|authority|officials?)", "emergency services"),
    (r"(?:police|constabulary|law enforcement)", "police"),
    (r"(?:army|troops)", "army"),
    (r"(?:military|armed forces|air force|navy)", "military"),
    (r"(?:security) (?:officials?|forces?|sources?|services?|agenc(?:y|ies)|officers?)", "security officials"),
    (r"(?:intelligence) (?:officials?|sources?|services?|agenc(?:y|ies))", "intelligence officials"),
    (r"(?:us|u\.s\.|american|western|senior|local|provincial|district|state|government|city|federal|regional|port|airport|"
     r"border|judicial|administration|defen[cs]e|counter-?terrorism|afghan|iraqi|turkish|french) officials?", "officials"),
    (r"state (?:media|television|tv|radio|news agency|broadcaster)|state-run (?:\w+ )?(?:media|television|tv|radio|agency|news agency)|official news agency",
     "state media"),
    (r"local (?:media|newspapers?|television|tv|radio|press)", "local media"),
    (r"(?:prosecutors?|prosecution|attorney general|district attorney)(?:'s office)?", "prosecutors"),
    (r"(?:presidency|president's office|presidential (?:spokes\w+|office|palace))", "presidency"),
    (r"president", "president"), (r"(?:premier|chancellor)", "head of government"),
    (r"governor(?:'s office)?", "governor"), (r"(?:mayor|mayor's office)", "mayor"),
    (r"(?:witness|witnesses|eyewitness|eyewitnesses|onlookers|bystanders)", "witnesses"),
    (r"(?:residents?|villagers?|locals|community leaders?|village heads?|traditional rulers?)", "residents"),
    (r"(?:survivors?)", "survivors"),
    (r"(?:united nations|u\.n\.|un) ?(?:mission|officials?|agency|envoy)?", "United Nations"),
    (r"(?:red cross|red crescent)", "Red Cross"), (r"(?:nato|isaf)", "NATO"),
    (r"(?:syrian observatory for human rights|human rights watch|amnesty international|rights groups?|"
     r"human rights (?:group|organi[sz]ation|commission))", "rights group"),
    (r"(?:monitoring group|site intelligence group|monitors?)", "monitoring group"),
    (r"(?:embassy|consulate)", "embassy"), (r"(?:fbi|federal bureau of investigation)", "FBI"),
    (r"(?:parliament|lawmakers?|legislators?)", "parliament"), (r"(?:court|judges?)", "court"),
    (r"(?:investigators?|detectives?)", "investigators"), (r"(?:coroner|forensic \w+)", "coroner"),
    (r"(?:government)", "government"), (r"(?:authorities)", "authorities"), (r"(?:officials?)", "officials"),
    (r"(?:diocese|archdiocese|church|vatican)", "church"), (r"(?:company|airline|operator)", "company"),
    (r"(?:reuters|associated press|ap|afp|agence france-presse|xinhua|interfax|tass|anadolu|dpa|efe|bbc|cnn|al jazeera)", "news agency"),
    (r"(?:coalition)", "coalition"), (r"(?:peacekeepers|peacekeeping (?:mission|force))", "peacekeepers"),
)  # fmt: skip
_BODY: Final = "|".join(f"(?P<b{k}>{pattern})" for k, (pattern, _) in enumerate(_BODIES))
_RANK: Final = (
    r"(?:\s+(?:spokes\w+|chiefs?|officials?|sources?|commissioner|officers?|commander|head|inspector|general|"
    r"superintendent|directors?|department|statement|public relations|headquarters|station|units?|leaders?|council|"
    r"service|services|minister|corps|command|force|forces|agency|media|ministry|control room|in\s+a\s+statement)){0,4}"
)
_PLACE: Final = r"(?:\s+(?:for|of|in|from|at)\s+(?:the\s+)?(?:(?:province|state|region|city|district|town|area|hospital|country)|[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*){0,2}))?"
_NAME: Final = r"(?:,?\s+[A-Z][\w.'’-]*){0,5}"
_BEFORE: Final = (
    r"(?:(?:the|a|an|one|some|senior|local|top|provincial|regional|state|federal|[A-Z][\w.’'-]*)\s+){0,5}?"
)
_FOR: Final = rf"(?:(?i:spokes\w+|head|director|chief|commander)\s+(?i:for|of)\s+(?:(?i:the)\s+)?{_BEFORE})?"
_SPEAKS: Final = (
    r"(?:said|says|say|told|reported|report|reports|confirmed|confirm|confirms|announced|added|stated|declared|"
    r"estimated|warned|claimed|believe|believes|believed|put|puts|tweeted|blamed|blame|blames|accused|accuse|suspect|"
    r"suspects|denied|deny|denies|rejected|dismissed|described|attributed|ruled|insisted|revealed|disclosed|named|"
    r"identified|pointed|has|have|had|also|later|earlier|initially|were quoted|was quoted|is quoted|gave|raised|revised|found|saw|see)\b"
)
_EDGE: Final = r"(?:^|[,;:—–\-\"“”‘(.]\s*|\b(?:and|but|that|while|as|after|when|though|although)\s+)"
_SUBJECT: Final = re.compile(
    rf"{_EDGE}(?i:the\s+)?{_BEFORE}{_FOR}(?i:{_BODY})(?i:{_RANK}){_PLACE}{_NAME},?\s+(?i:{_SPEAKS})", re.M
)
_AFTER: Final = re.compile(
    rf"\b(?i:according\s+to|said|told\s+by|quoting|quoted|citing|cited|reported\s+by|confirmed\s+by|announced\s+by)\s+"
    rf"(?:[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){{0,4}},\s+)?{_BEFORE}{_FOR}"
    rf"(?i:{_BODY})\b"
)
_HAS: Final = re.compile(r"(?i:has|have|had|also|later|earlier|initially)$")
_REALLY: Final = re.compile(
    r"\s+(?:\w+\s+)?(?:said|told|reported|confirmed|announced|added|put|blamed|accused|denied|claimed|warned|stated|"
    r"declared|suspected|rejected|dismissed|attributed|raised|revised|estimated)\b", re.I,
)  # fmt: skip


def said_by(text: str, sentence: Span) -> str | None:
    """Return the body or role that speaks in `sentence` ("police", "Islamic State"); None: the outlet itself."""
    piece = text[sentence.start : min(sentence.end, sentence.start + _LONGEST)]
    for hit in _SUBJECT.finditer(piece):
        if _HAS.search(hit[0]) and not _REALLY.match(piece, hit.end()):
            continue
        return _name(hit)
    hit_after = _AFTER.search(piece)
    if hit_after is not None:
        return _name(hit_after)
    return _group_voice(text, sentence)


def _name(hit: re.Match[str]) -> str:
    for k, (_, name) in enumerate(_BODIES):
        found = hit[f"b{k}"]
        if found is not None:
            return name or _as_found(found)
    return "officials"


def _as_found(words: str) -> str:
    words = re.sub(r"\s+", " ", words.lower()).replace("defense", "defence")
    return re.sub(r"^ministry of (?:the )?(\w+)$", r"\1 ministry", words)


_GROUP_SPEAKS: Final = re.compile(
    r"(?:,?\s+\w+){0,3}?\s+(?:said|says|claimed|announced|told|declared|tweeted|boasted)\b", re.I
)


def _group_voice(text: str, sentence: Span) -> str | None:
    tokens = tokenize(text, Span(sentence.start, min(sentence.end, sentence.start + _LONGEST)))
    for group in named_groups(tokens):
        if not group.known:
            continue
        start, end = tokens[group.first].start, tokens[group.end - 1].end
        if _GROUP_SPEAKS.match(text, end, sentence.end):
            return group.name
        if re.search(
            r"(?:according to|said)\s+(?:the\s+)?$", text[max(start - 20, sentence.start) : start], re.I
        ):
            return group.name
    return None
