"""What became of an attack: completed, failed, foiled, threatened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tocsin.coding.events import Telling
from tocsin.model import Outcome

_FOILED: Final = re.compile(
    r"\b(?:foil(?:ed|s|ing)?|thwart(?:ed|s|ing)?|avert(?:ed|s|ing)?|disrupt(?:ed|s|ing)? (?:a|an|the|what) (?:\w+ ){0,4}?(?:plot|attack|plan|cell|bomb)|(?:broke|broken|break|breaking) up (?:a|an) (?:\w+ ){0,4}?(?:plot|cell)|"
    r"prevented (?:a|an|the|what|two|three) (?:\w+ ){0,5}?(?:attack|bomb|massacre|suicide|strike|explosion|assassination)\w*|"
    r"(?:plott(?:ed|ing)|planning|planned|preparing|conspir\w+|plan|plans|plot|intended|intending) (?:to|an?|the|for|terror\w*|attacks?|several|two|multiple|bomb\w*)\b(?: \w+){0,6}? ?(?:attacks?|bomb\w*|kill|blow up|assassinat\w+|kidnap|strike|massacre|shoot\w*|carry out|explosion)|"
    r"(?:terror|bomb|attack|assassination|terrorist|jihadist|suicide|militant|extremist|kidnap|murder)(?: \w+)? plots?\b|before (?:he|she|it|they|the \w+) could (?:be )?(?:carr\w+|detonat\w+|explod\w+|attack\w*|go off|strike|act)|"
    r"defus(?:ed|ing)|bomb (?:was|were) (?:found|discovered) and|made safe|intercepted (?:a|an|the) (?:\w+ ){0,3}?(?:bomb\w*|vehicle|car|attacker|suicide|truck|drone|device)|(?:seized|found|discovered) (?:\w+ ){0,6}?(?:explosives|bomb-making))"
)
_ARRESTED: Final = re.compile(
    r"\b(?:arrest(?:ed|s|ing)?|detain(?:ed|s|ing)?|raids?|held|custody|seized|charged)\b"
)
_FAILED: Final = re.compile(
    r"\b(?:fail(?:ed|s|ing)? to (?:explode|detonate|go off|reach|breach|enter|ignite|hit)|did not (?:explode|detonate|go off|ignite)|only partial\w* (?:explod|detonat)\w*|partially (?:explod|detonat)\w+|misfired|malfunctioned|fizzled|jammed|failed (?:bomb\w*|attack|attempt|assassination)|botched|"
    r"(?:attackers?|militants|gunmen|assault|attack|insurgents|rebels|fighters|raiders) (?:\w+ ){0,3}?(?:repelled|repulsed|beaten back|driven off|fought off|turned back)|repuls\w+ (?:an?|the)|repell\w+ (?:an?|the)|(?:escaped|survived) (?:unhurt|unharmed|uninjured|an? assassination)|(?:shot down|intercepted) (?:\w+ ){0,4}?(?:drones?|missiles?|rockets?)|(?:drones?|missiles?|rockets?) (?:\w+ ){0,3}?(?:intercepted|shot down)|(?:bomber|attacker) (?:\w+ ){0,3}?(?:only|no one else))"
)
_HARM: Final = re.compile(
    r"\b(?:kill(?:ed|ing|s)|wound(?:ed|ing)|injur(?:ed|ing|ies)|dead|died|damag(?:ed|ing)|destroy(?:ed|ing)|wrecked|stabbed|burned|gutted|went off|ripped through|tore through)\b"
)
_NO_HARM: Final = re.compile(
    r"\b(?:no (?:one|body|casualties|injuries|damage|deaths)|nobody|not? (?:\w+ )?(?:hurt|injured|harmed|killed)|without (?:causing|injur|casualt)\w*|missed)\b"
)
_THREATENED: Final = re.compile(
    r"\b(?:threat(?:en(?:ed|s|ing))? (?:to|by|against|that)|bomb threats?|death threats?|ultimatum)\b"
)


def outcome(anchor: Telling, sentences: Sequence[Telling], title: str) -> tuple[Outcome, Telling]:
    """Return the outcome of the event told at `anchor`, with the sentence that says so.

    A plot stopped is foiled; a device that did not go off, or attackers driven off without any effect,
    failed; anything else happened. `title` is folded.
    """
    near = [anchor, *[s for s in sentences if s is not anchor and s.index <= anchor.index + 3]]
    plot = next((s for s in near if _FOILED.search(s.folded)), None)
    harm = any(_HARM.search(s.folded) and not _NO_HARM.search(s.folded) for s in near[:3])
    if plot is not None and not harm and (plot is anchor or _FOILED.search(title)):
        return "foiled", plot
    failed = next((s for s in near if _FAILED.search(s.folded)), None)
    if failed is not None and not harm:
        return "failed", failed
    if not harm and _THREATENED.search(anchor.folded):
        return "threatened", anchor
    return "completed", anchor
