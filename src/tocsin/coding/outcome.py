"""What became of an attack: completed, failed, foiled, threatened."""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tocsin.coding.events import Telling
from tocsin.coding.patterns import compiled
from tocsin.model import Outcome

_FOILED: Final = compiled(
    r"""
        foil(?:ed|s|ing)?\b|thwart(?:ed|s|ing)?\b|avert(?:ed|s|ing)?\b
        disrupt(?:ed|s|ing)? (?:a|an|the|what) (?:[\w-]+ ){0,4}?(?:plot|attack|plan|cell|bomb)
        (?:broke|broken|break|breaking) up (?:a|an) (?:[\w-]+ ){0,4}?(?:plot|cell)
        stopped what|stopped (?:a|an) (?:[\w-]+ ){0,3}?(?:attack|plot|bombing)
        prevented (?:a|an|the|what|two|three) (?:[\w-]+ ){0,5}?(?:attack|bomb|massacre|suicide|strike
          |explosion|assassination)\w*
        (?:plott(?:ed|ing)|planning|planned|preparing|conspir\w+|plans?|plot|intended|intending) (?:to
          |an?|the|for|terror\w*|attacks?|several|two|multiple|bomb\w*)\b(?: [\w-]+){0,7}? ?(?:attacks?
          |bomb\w*|kill|blow up|assassinat\w+|kidnap|strike|massacre|shoot\w*|carry out|explosion)
        (?:terror|bomb|attack|assassination|terrorist|jihadist|suicide|militant|extremist|kidnap
          |murder|\w*nazi)(?: \w+)? plots?\b
        (?:arrest\w*|detain\w*|rounded up|took into custody) [^.]{0,140}?(?:talk\w* of|spoke of|discuss\w*|dreamt of
          |plan\w* to|plot\w* to|suspicion of (?:plotting|planning|preparing))
        discuss\w* (?:\w+ ){0,2}?attacks|over (?:an? )?(?:alleged )?(?:[\w-]+ )?plot\b
        before (?:he|she|it|they|the \w+) could (?:be )?(?:carr\w+|detonat\w+|explod\w+|attack\w*|go off
          |strike|act)
        defus(?:ed|ing)|made safe|neutrali[sz]ed the (?:bomb|device)
        intercepted (?:a|an|the) (?:[\w-]+ ){0,3}?(?:bomb\w*|vehicle|car|attacker|suicide|truck|device)
        (?:seized|found|discovered) (?:[\w-]+ ){0,6}?(?:explosives|bomb-making)
    """
)
_FAILED: Final = compiled(
    r"""
        fail(?:ed|s|ing)? to (?:explode|detonate|go off|reach|breach|enter|ignite|hit)
        did not (?:fully )?(?:explode|detonate|go off|ignite)|only part\w* (?:explod|detonat)\w*|attempt (?:[\w-]+ ){0,8}?failed
        partially (?:explod|detonat)\w+|misfired|malfunctioned|fizzled|jammed|botched
        failed (?:[\w-]+ ){0,2}?(?:bomb\w*|attack|attempt|assassination|raid)
        (?:attackers?|militants|gunmen|assault|attack|insurgents|rebels|fighters|raiders|raid
          |they) (?:\w+ ){0,3}?(?:repelled|repulsed|beaten back|driven off|fought off|turned back)
        repuls\w+ (?:an?|the)|repell\w+ (?:an?|the)|beat back (?:an?|the)|fought off
        escaped (?:unhurt|unharmed|uninjured|an? assassination)|survived (?:unhurt|unharmed)
        (?:shot down|intercepted) (?:[\w-]+ ){0,4}?(?:drones?|missiles?|rockets?)
        (?:drones?|missiles?|rockets?) (?:[\w-]+ ){0,3}?(?:intercepted|shot down)
        missed (?:its|the|their) target
    """
)
_HARM: Final = compiled(
    r"""
        kill(?:ed|ing|s)\b|wound(?:ed|ing)\b|injur(?:ed|ing|ies)\b|dead\b|died\b|stabbed\b
        damag(?:ed|ing)|destroy(?:ed|ing)|wrecked|burned|gutted|went off|ripped through|tore through
    """
)
_NO_HARM: Final = compiled(
    r"""
        no (?:one|body|casualties|injuries|damage|deaths)|nobody|not? (?:\w+ )?(?:hurt|injured|harmed|killed|damaged)
        without (?:causing|injur|casualt)\w*|missed|could have (?:killed|caused)
        (?:to|would have|aimed to|planned to|wanted to) (?:\w+ )?(?:kill|injure|wound|destroy)\w*
    """
)
_THREATENED: Final = compiled(
    r"""
        threat(?:en(?:ed|s|ing))? (?:to|by|against|that)|(?:bomb|death) threats?|ultimatum
        warn\w* (?:that|of) (?:\w+ ){0,3}?(?:bombs?|explosives|devices?)
    """
)
_NEAR: Final = 3


def outcome(anchor: Telling, near: Sequence[Telling], title: str) -> tuple[Outcome, Telling]:
    """Return the outcome of the event told at `anchor`, with the sentence that says so.

    `near` are the sentences of the document from the anchor on, `title` is folded. A plot stopped is foiled;
    a device that did not go off, or attackers driven off without effect, failed; anything else happened.
    """
    close = near[:_NEAR]
    harmed = any(_harmed(t) for t in close)
    plot = next((t for t in close if _FOILED.search(t.folded)), None)
    if plot is not None and not harmed and (plot is anchor or _FOILED.search(title)):
        return "foiled", plot
    failed = next((t for t in close if _FAILED.search(t.folded)), None)
    if failed is not None and not harmed:
        return "failed", failed
    if not harmed and _THREATENED.search(anchor.folded):
        return "threatened", anchor
    return "completed", anchor


def _harmed(t: Telling) -> bool:
    return bool(_HARM.search(t.folded)) and not _NO_HARM.search(t.folded) and not _FOILED.search(t.folded)
