"""The relevance gate: a cheap linear score over words, before anything costly.

It lets pass whatever may report an attack (aim: 99 % of them) and stops most ordinary news. What it stops
is counted as "not_relevant".
"""

from __future__ import annotations

import math
import re
from typing import Final

from tocsin.coding.folding import fold

THRESHOLD: Final = 0.2
"""The probability under which a document is not read further."""
_LIMIT: Final = 6000
"""Code points of the text that the gate looks at: news tells its event early."""
_WORDS: Final = re.compile(r"[a-z]{3,}")
_BIAS: Final = -3.2

_FOR: Final = {
    3.4: "gunmen gunman bombing bombings bomber bombers suicide-bomber militants insurgents jihadist jihadists terrorists hostages hostage kidnapped abducted kidnapping abduction kidnappers abductors grenade grenades "
    "ambush ambushed ambushing beheaded beheading assassinated assassination stabbed stabbing stabbings knifeman arson firebomb firebombed detonated detonate detonator ied ieds gunfire gunned assailants maoists maoist naxals naxalites taliban shabaab sabotage sabotaged hijacked hijackers rammed ramming massacre massacred rampage shelled shelling mortars mortar molotov landmine landmines ttp ltte ulfa cadres lynched torched ablaze",
    2.6: "bomb bombs bombed explosive explosives militant insurgent rebels attackers attacker gunshot shooter sniper guerrillas guerrilla terrorist extremists jihadi islamist islamists separatists separatist hostages machete hacked beheadings blew hijack saboteurs drones rockets rocket missiles missile blast blasts exploded dynamite ransom slaughtered assassins assassin assassinate stoned plot foiled thwarted lynching pylon pylons alight",
    1.8: "explosion explosions attack attacks attacked shot shooting shootings fired terrorism terror wounded bullets raid raided siege stormed murder murdered drone slain knife weapons rebel fighters troops stab poison poisoned acid casualties massacres executed gas",
    0.9: "killed killing dead injured died police soldiers security army suspected victims wounds deaths deadly responsibility claimed armed violence militia fire burned damaged suspects bodies civilians arrested troopers policemen burnt",
}  # fmt: skip
_AGAINST: Final = {
    -0.9: "film movie album season match goal league cup striker coach shares profits market sales firm software users users broadband music actor actress award awards chart band singer festival box-office midfielder premiership rugby tennis players fans tournament games game console analysts quarter growth economy euros dollar bank stock investors labour tories election voters tax chancellor manifesto technology mobile digital phone virus",
}  # fmt: skip
_WEIGHTS: Final = {
    word: weight for table in (_FOR, _AGAINST) for weight, words in table.items() for word in words.split()
}
_TITLE: Final = 1.0


def probability(title: str | None, text: str) -> float:
    """Return the chance, between 0 and 1, that the text may report an attack; each word counts once."""
    words = set(_WORDS.findall(fold(text[:_LIMIT])))
    seen = [_WEIGHTS[word] for word in words if word in _WEIGHTS]
    strong = sorted((weight for weight in seen if weight > 0), reverse=True)
    score = _BIAS + sum(strong[:6]) + max(sum(weight for weight in seen if weight < 0), -4.0)
    if title and any(_WEIGHTS.get(word, 0.0) > 1.0 for word in _WORDS.findall(fold(title))):
        score += _TITLE
    return 1.0 / (1.0 + math.exp(-score))
