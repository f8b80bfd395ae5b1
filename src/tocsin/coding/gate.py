"""The relevance gate: a cheap linear score over words, before anything costly.

It lets pass whatever may report an attack (aim: 99 % of them) and stops most ordinary news. What it stops
is counted as "not_relevant".
"""

from __future__ import annotations

import math
import re
from typing import Final

from tocsin.coding.folding import fold

THRESHOLD: Final = 0.12
"""The probability under which a document is not read further."""
_LIMIT: Final = 6000
"""Code points of the text that the gate looks at: news tells its event early."""
_WORDS: Final = re.compile(r"[a-z]{3,}")
_BIAS: Final = -3.2

_FOR: Final = {
    3.4: """
        abducted abduction abductors ablaze ambush ambushed ambushing arson assailants assassinated
        assassination beheaded beheading bomber bombers bombing bombings cadres detonate detonated
        detonator firebomb firebombed grenade grenades gunfire gunman gunmen gunned hijacked
        hijackers hostage hostages ied ieds insurgents jihadist jihadists kidnapped kidnappers
        kidnapping knifeman landmine landmines ltte lynched maoist maoists massacre massacred
        militants molotov mortar mortars naxalites naxals rammed ramming rampage sabotage sabotaged
        shabaab shelled shelling stabbed stabbing stabbings suicide-bomber taliban terrorists
        torched ttp ulfa vbied waylaid bandits jihadis gunpoint
    """,
    2.6: """
        alight assassin assassinate assassins attacker attackers beheadings blast blasts blew bomb
        bombed bombs drones dynamite exploded explosive explosives extremists foiled guerrilla
        guerrillas gunshot hacked hijack hostages insurgent islamist islamists jihadi lynching
        machete militant missile missiles plot pylon pylons ransom rebels rocket rockets saboteurs
        separatist separatists hacking machetes razing
        bludgeoned herdsmen molotovs poisoning shooter slaughtered sniper stoned terrorist thwarted
    """,
    1.8: """
        acid armed arsonist arsonists attack attacked attacks bullets casualties deliberate
        deliberately drone executed explosion explosions fighters fired gas knife knives massacres
        murder murdered poison poisoned raid raided rebel shoot shooting shootings shot siege slain stab
        device devices injuring wounding hoodlums pirates razed invaded looted ransacked
        peacekeepers slit rifle rifles pistol stormed terror terrorism troops weapons wounded
    """,
    0.9: """
        armed army arrested bodies burned burnt civilians claimed crowd crowds damaged dead deadly
        deaths died driven drove fire hurt injured killed killing lorry militia mosque planned
        planning police policemen responsibility security soldiers steered suspected suspects
        seized crew fighters
        synagogue threw troopers victims violence wounds
    """,
}
_AGAINST: Final = {
    -0.9: """
        actor actress album analysts award awards band bank box-office broadband chancellor chart
        coach console cup digital dollar economy election euros fans festival film firm game games
        goal growth investors labour league manifesto market match midfielder mobile movie music
        phone players premiership profits quarter rugby sales season shares singer software stock
        striker tax technology tennis tories tournament users virus voters
    """,
}
_WEIGHTS: Final = {
    word: weight for table in (_FOR, _AGAINST) for weight, words in table.items() for word in words.split()
}
_TITLE: Final = 1.0


def probability(title: str | None, text: str) -> float:
    """Return the chance, between 0 and 1, that the text may report an attack; each word counts once."""
    words = set(_WORDS.findall(fold(f"{title or ''} {text[:_LIMIT]}")))
    seen = [_WEIGHTS[word] for word in words if word in _WEIGHTS]
    strong = sorted((weight for weight in seen if weight > 0), reverse=True)
    score = _BIAS + sum(strong[:6]) + max(sum(weight for weight in seen if weight < 0), -4.0)
    if title and any(_WEIGHTS.get(word, 0.0) > 1.0 for word in _WORDS.findall(fold(title))):
        score += _TITLE
    return 1.0 / (1.0 + math.exp(-score))
