"""What stands beside a word of attack: casualties, an agent, a claim, words of another attack."""
# ruff: noqa: E501 (one pattern a line reads as the table that it is)

from __future__ import annotations

from typing import Final

from tocsin.coding.lexicon import NAMES
from tocsin.coding.patterns import compiled, either

_NUMBER: Final = either(r"""
    \d[\d,]*
    two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?
    dozens|scores|hundreds|several|many
""")
_NAMES: Final = {**NAMES, "NUMBER": _NUMBER}

CASUALTIES: Final = compiled(
    r"""
        <NUMBER> (?:[\w',()-]+ ){0,8}?(?:killed|dead|died|wounded|injured|hurt|slain|murdered|martyred|poisoned|massacred|hacked|missing
          |hospitali[sz]ed|casualties|deaths|fatalities|injuries|succumbed|stabbed|shot|abducted
          |kidnapped)
        (?:kill|wound|injur)(?:ed|ing|s|es)?\b
        (?:was|were|been|being) (?:[\w-]+ ){0,2}?(?:abducted|kidnapped|assassinated|stabbed|shot
          |murdered|beheaded|ambushed|hacked)
        (?:claim(?:ed|ing)|taking|cost) (?:the )?(?:lives|<NUMBER> (?:\w+ )?lives)
        (?:shot|stabbed|hacked|beaten|burned|burnt|clubbed|stoned) (?:[\w-]+ ){0,2}?(?:dead|to death)\b|gunned down
        death toll|bodies|casualties|fatalities|the dead\b|victims|succumbed|bullet[- ]riddled body
        (?:died|dies|dead|death) (?:of|from|in|at|on|after)
        (?:los[et]|losing|took|take[ns]?|taking|claimed|cost\w*) (?:[\w-]+ ){0,3}?lives|lives (?:lost|taken)
        lost (?:his|her) life|(?:murder|slaughter|massacr)(?:ed|ing|s)?\b
        (?:people|persons|others|passengers|civilians) hurt|seriously hurt|critical condition|leaving (?:[\w-]+ ){1,3}dead
    """,
    _NAMES,
)
AGENT: Final = compiled(r"<AGENT>\b", NAMES)
GROUP: Final = compiled(
    r"""
        militants?|insurgents?|rebels?|terrorists?|extremists?|jihad\w+|islamists?|guerr?illas?
        maoists?|naxal\w*|taliban|separatists?|al-?qa?[ei]da|al-?shabaab|boko haram|islamic state
        isis\b|isil\b|daesh|hezbollah|hamas|houthis?|farc\b|eln\b|pkk\b|ttp\b|abu sayyaf|militia\w*
        supremacists?|neo-nazis?|suicide bombers?
    """
)
"""Agents that are armed groups: their deeds are neither plain crime nor protest."""
CLAIM: Final = compiled(
    r"""
        claim(?:ed|s|ing)? (?:\w+ ){0,3}?(?:responsibility|credit)
        (?:attack|bombing|killing|blast|shooting)\w* (?:was|were) claimed by
        responsibility (?:for|was)
        blamed (?:on )?(?:the )?(?:\w+ ){0,3}?<AGENT>
        acts? of terror\w*
        terror\w* (?:attack|incident|investigation|offen[cs]es|act)
    """,
    NAMES,
)
DEFINITE: Final = compiled(
    r"""
        (?:the|this|that|these|those|his|her|their|its|\w+'s) (?:[\w-]+ ){0,3}?(?:attacks?|bombings?
          |blasts?|explosions?|shootings?|assaults?|siege|raid|stabbings?|killings?|massacre|ambush
          |incident|kidnappings?|abductions?|attackers?|gunm[ae]n|bombers?|hostages?|assailants?
          |plot)\b
        (?:the|these|those) (?:[\w-]+ ){1,4}?(?:stabbed|shot|killed|murdered|abducted|kidnapped|wounded
          |injured)(?: to death| dead)? (?:in|at|on|by|last|yesterday|this|near|during|outside)\b
    """
)
"""A way of speaking of an attack already told."""
BARE: Final = compiled(
    r"""
        (?:the|this) (?:attack|bombings?|blasts?|shooting|massacre|slaughter|assault|stabbings?|gunm[ae]n
          |attackers?|bombers?|assailants?|knifem[ae]n|hostage-takers?|siege)\b(?! (?:in|on(?! \w+day)|at|of|near|which
          |that|against)\b)
        (?:\w+day|yesterday|last night|last week)'s (?:[\w-]+ ){0,2}?(?:attacks?|bombings?|shootings?|massacre
          |stabbings?|siege|killings?)\b
    """
)
"""An attack or an attacker spoken of without a word of which one: known from this text."""
REAL: Final = compiled(
    r"""
        kill\w*|murder\w*|wounded|injured|police|bombs?\b|bombing|explosions?|gunm[ae]n|hostages?|militants?|terror\w*
    """
)
"""Words that sport reports leave to real violence."""
SEVERAL: Final = compiled(
    r"""
        (?:two|three|four|five|six|seven|eight|several|different|neighbou?ring|separate) (?:[\w-]+ ){0,2}?(?:cities|towns
          |villages|provinces|districts|states|countries|regions)\b
    """
)
"""A sentence that announces attacks in several places."""
STOPPED: Final = compiled(
    r"""
        foil\w*|thwart\w*|avert\w*|prevent\w*|disrupt\w*|br[eo]k\w* up|bust\w*|arrest\w*|detain\w*
        seiz\w*|charged|defus\w*|made safe|neutrali[sz]\w*|intercept\w*|shot down|evacuat\w*|emptied|led out
        captured|(?:in|into) custody|h[eo]ld(?:s|ing)?\b|raids?\b|rounded up
    """
)
"""Words of a plot or a device that was stopped in time."""
ANOTHER: Final = compiled(
    r"""
        separate(?:ly)?\b
        elsewhere\b
        (?:an)?other (?:[\w-]+ ){0,4}?(?:attack|bomb|blast|explosion|shooting|assault|incident|ambush
          |raid|stabbing|device|gunm[ae]n|kidnapping|one)\w*
        in (?:a|an|yet another) (?:different|second|third|fourth|further|similar|related|unrelated|parallel|earlier) (?:[\w-]+ ){0,2}?(?:attack|incident|bombing|blast
          |assault|shooting|development|raid|ambush|case)
        in (?:other|further|more|fresh|unrelated|parallel) (?:[\w-]+ ){0,2}?(?:violence|attacks?|incidents?|unrest|bloodshed|developments?)
        (?:a |the )?(?:similar|third|fourth|fifth) (?:attack|incident|raid|bombing) (?:was|took|occurred|happened|in|on|at)\b
    """
)
"""Words that surely set an attack apart from the one told before."""
MEANWHILE: Final = compiled(
    r"""
        meanwhile\b
        (?:hours|minutes) (?:later|earlier|before|after)\b
        also (?:on |last )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday)
        on (?:mon|tues|wednes|thurs|fri|satur|sun)day, (?:also|too)
        (?:later|earlier) (?:on \w+day|in the day|that day|the same day)
        a second (?:[\w-]+ )?(?:attack|assault|incident|shooting|stabbing)
        (?:same|that) (?:day|night|evening|morning)\b
    """
)
"""Words that may set an attack apart, where the sentence tells of it as new."""
