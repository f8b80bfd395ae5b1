"""Countries as the keys spell them (set-list-foreign-nation), and the words of the texts that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bench.muc4.slots.nearby import Nearby
from tocsin.model import Span

OF_INTEREST: Final = (
    "ARGENTINA", "BOLIVIA", "CHILE", "COLOMBIA", "ECUADOR", "EL SALVADOR", "GUATEMALA", "HONDURAS", "PERU",
)  # fmt: skip
"""The countries whose incidents the corpus is about (template-doc-part1, 1.0, 4)."""

_WORDS: Final = """
ARGENTINA: ARGENTINA ARGENTINE ARGENTINES ARGENTINIAN ARGENTINEAN
AUSTRALIA: AUSTRALIA AUSTRALIAN AUSTRALIANS
AUSTRIA: AUSTRIA AUSTRIAN AUSTRIANS
BELGIUM: BELGIUM BELGIAN BELGIANS
BOLIVIA: BOLIVIA BOLIVIAN BOLIVIANS
BRAZIL: BRAZIL BRAZILIAN BRAZILIANS
BULGARIA: BULGARIA BULGARIAN BULGARIANS
CANADA: CANADA CANADIAN CANADIANS
CHILE: CHILE CHILEAN CHILEANS
COLOMBIA: COLOMBIA COLOMBIAN COLOMBIANS
COSTA_RICA: COSTA_RICA COSTA_RICAN COSTA_RICANS
CUBA: CUBA CUBAN CUBANS
CZECHOSLOVAKIA: CZECHOSLOVAKIA CZECHOSLOVAK CZECH
DEMOCRATIC_PEOPLES_REP_OF_KOREA: NORTH_KOREA NORTH_KOREAN
DENMARK: DENMARK DANISH
DOMINICAN_REPUBLIC: DOMINICAN_REPUBLIC
EAST_GERMANY: EAST_GERMANY EAST_GERMAN GDR
ECUADOR: ECUADOR ECUADORAN ECUADOREAN ECUADORIAN ECUADORANS ECUADOREANS ECUADORIANS
EL_SALVADOR: EL_SALVADOR SALVADORAN SALVADOREAN SALVADORIAN SALVADORANS SALVADOREANS SALVADORIANS
FRANCE: FRANCE FRENCH FRENCHMAN FRENCHMEN FRENCHWOMAN
GUATEMALA: GUATEMALA GUATEMALAN GUATEMALANS
HAITI: HAITI HAITIAN HAITIANS
HONDURAS: HONDURAS HONDURAN HONDURANS
HUNGARY: HUNGARY HUNGARIAN
IRAN: IRAN IRANIAN IRANIANS
ISRAEL: ISRAEL ISRAELI ISRAELIS
ITALY: ITALY ITALIAN ITALIANS
JAMAICA: JAMAICA JAMAICAN
JAPAN: JAPAN JAPANESE
LEBANON: LEBANON LEBANESE
LIBYA: LIBYA LIBYAN
MEXICO: MEXICO MEXICAN MEXICANS
NETHERLANDS: NETHERLANDS HOLLAND DUTCH DUTCHMAN DUTCHMEN
NICARAGUA: NICARAGUA NICARAGUAN NICARAGUANS
NORWAY: NORWAY NORWEGIAN NORWEGIANS
PANAMA: PANAMA PANAMANIAN PANAMANIANS
PARAGUAY: PARAGUAY PARAGUAYAN PARAGUAYANS
PEOPLES_REP_OF_CHINA: PRC CHINESE CHINA
PERU: PERU PERUVIAN PERUVIANS
PHILIPPINES: PHILIPPINES FILIPINO PHILIPPINE
POLAND: POLAND POLISH
PORTUGAL: PORTUGAL PORTUGUESE
REPUBLIC_OF_KOREA: KOREA KOREAN SOUTH_KOREA SOUTH_KOREAN
ROMANIA: ROMANIA ROMANIAN
SPAIN: SPAIN SPANISH SPANIARD SPANIARDS
SWEDEN: SWEDEN SWEDISH
SWITZERLAND: SWITZERLAND SWISS
UNITED_KINGDOM: UNITED_KINGDOM BRITAIN BRITISH ENGLISH BRITON BRITONS ENGLISHMAN
UNITED_STATES: UNITED_STATES U.S. USA AMERICAN AMERICANS U.S
URUGUAY: URUGUAY URUGUAYAN URUGUAYANS
USSR: USSR SOVIET SOVIETS RUSSIAN SOVIET_UNION
VATICAN_CITY: VATICAN_CITY VATICAN
VENEZUELA: VENEZUELA VENEZUELAN VENEZUELANS
WEST_GERMANY: WEST_GERMANY FRG GERMAN GERMANY GERMANS WEST_GERMAN
YUGOSLAVIA: YUGOSLAVIA YUGOSLAV
"""

COUNTRY: Final = {
    word.replace("_", " "): country.replace("_", " ")
    for country, words in (line.split(": ") for line in _WORDS.strip().splitlines())
    for word in words.split()
}
"""Country by name or adjective."""
_NAMED: Final = re.compile(
    r"(?<![\w.])(?:" + "|".join(re.escape(w) for w in sorted(COUNTRY, key=len, reverse=True)) + r")(?!\w)"
)
_NOT: Final = re.compile(r"CITY|, D\.?C|FARM\b")


def named(text: str, start: int = 0) -> Iterator[tuple[Span, str]]:
    """Yield where a country is named and which, adjectives too."""
    for match in _NAMED.finditer(text, start):
        if not _NOT.match(text[match.end() :].lstrip()):
            yield Span(*match.span()), COUNTRY[match[0]]


def nation(text: str, mentions: Sequence[Span], incident: str, nearby: Nearby) -> str:
    """Return the nationality of a target if one is given and not that of the incident; else ""."""
    for mention in mentions:
        for span, country in named(text[max(mention.start - 40, 0) : mention.end + 30]):
            at = max(mention.start - 40, 0) + span.start
            if at < mention.end and nearby.sentence(at) != nearby.sentence(mention.start):
                continue
            if country != incident and _belongs(text, at, at + span.end - span.start, mention):
                return country
    return ""


def _belongs(text: str, start: int, end: int, mention: Span) -> bool:
    if start < mention.start:
        between = text[end : mention.start]
        return not between.strip() or bool(re.fullmatch(r" (?:[\w-]+ ){0,2}(?:\[)?", between))
    if end <= mention.end:
        return True
    between = text[mention.end : start]
    return bool(re.fullmatch(r",? (?:(?:WHO WAS )?AN? |OF |FROM )?(?:\w+ )?", between))
