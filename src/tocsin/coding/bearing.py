"""What the words beside a date say of it: the day of an attack, or of what followed one."""

from __future__ import annotations

import re
from typing import Final

from tocsin.model import Span

_BESIDE: Final = 90
_ASIDE: Final = re.compile(
    r",\s+[^,]{0,60}\b(?:said|says|told\s+[\w\s]{1,30}|added|reported|confirmed),\s|\baccording\s+to\s[^,]{1,50},\s",
    re.IGNORECASE,
)
"""Who says it, between commas: the words behind go on with what is said."""
_SAID_AFTER: Final = re.compile(
    r",\s+[^,]{0,60}\b(?:said|says|told|added|reported|confirmed|announced)\b", re.IGNORECASE
)
_KNOWN: Final = re.compile(
    r"\b(?:of|in|over|about|on|for|after|from|behind|to|by|with)\s+(?:the|that|those|this)\s+(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""What makes an attack one that is known already: "the victims of the attack"."""
_OWN_DATE: Final = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|last\s+night|\d{1,2}\s+(?:january|february|march|april|may"
    r"|june|july|august|september|october|november|december)|(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\s+\d{1,2})\b(?:\s+(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_WORDS_BETWEEN: Final = re.compile(r"[a-z]{2,}\s+[a-z]{2,}", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"(?<![ap]\.m)[.!?](?!\d)|[;\n]|\s[-–—]\s", re.IGNORECASE)
_EVENT_NOUN: Final = (
    r"(?:attacks?|bombings?|bombs?|blasts?|explosions?|massacres?|shootings?|stabbings?|assaults?|killings?|raids?"
    r"|sieges?|ambush(?:es)?|murders?|rampage|violence|bloodshed|carnage|hijackings?|kidnappings?|abductions?|assassinations?"
    r"|beheadings?|firebombings?|derailments?|slaughter|arson|crash|strikes?(?=\s+(?:that|which|on))|incident)"
)
_EVENT_OF: Final = re.compile(rf"['’]s?\s+(?:[\w'’-]+\s+){{0,4}}?{_EVENT_NOUN}\b", re.IGNORECASE)
_NAMED_BY_DAY: Final = re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?{_EVENT_NOUN}\b", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"\b(?:the|that|those|of)\s+$", re.IGNORECASE)
_EVENT_WORD: Final = re.compile(
    rf"\b(?:{_EVENT_NOUN}|kill\w*|dead|died|shot|stabb\w*|explod\w*|detonat\w*|blew|blown|bomb\w*|attack\w*|storm\w*"
    r"|open\w* fire|struck|hit|ramm\w*|plough\w*|drove|driven|fir(?:ed|ing)|slit"
    r"|kidnap\w*|abduct\w*|seized|ambush\w*"
    r"|slain|gunned|riddled|dragged|waylaid|hack(?:ed|ing)|knif(?:ed|ing)|shell(?:ed|ing)|slaughter\w*|behead\w*|assassinat\w+|murdered|torched"
    r"|set\s+(?:fire|ablaze|alight)|hijack\w*|massacred|raided|overr[au]n|hurled|lobbed|gutted|firebomb\w*|burn(?:ed|t)\s+down|grenades?|mortars?|rockets?"
    r"|lost (?:their|his|her) li(?:fe|ves)"
    r"|wound\w*|injur\w*|took place|happened|occurred|went off|burst|gunm[ae]n|(?:first )?shots|gunfire)\b",
    re.IGNORECASE,
)
_AFTERWARDS: Final = re.compile(
    r"\b(?:after(?!\s+(?:midnight|noon|dawn|dark))|following|since|over)\b", re.IGNORECASE
)
_DEADLINE: Final = re.compile(r"\b(?:by|until|till|as of)\s+$", re.IGNORECASE)
_RAISING: Final = re.compile(
    r",?\s+(?:bringing|raising|taking|lifting|pushing)\b.{0,40}\b(?:toll|number|dead|deaths)\b", re.IGNORECASE
)
_DEATH: Final = re.compile(r"\b(?:died|dead|deaths?|succumbed|passed|bod(?:y|ies))\b", re.IGNORECASE)
_LATE_DEATH: Final = re.compile(
    r"\b(?:died|dies|lost\s+(?:his|her|their)\s+li(?:fe|ves))\s+(?:on|late|early|in)?\s*$", re.IGNORECASE
)
_OF_WOUNDS: Final = re.compile(
    r"\s+(?:in|at|of|from|while)\s+(?:[\w’'-]+\s+){0,4}?(?:hospital|clinic|units?|ward|wounds|injuries|burns|surgery)\b",
    re.IGNORECASE,
)
"""What follows the day on which one of the wounded died."""
_SCENE: Final = re.compile(
    r"\b(?:at|in|into|on|near|outside|inside|during|of|to|through|for|from|by|as)\s+(?:(?:a|an|the|his|her|their|its|\w+['’]s?)\s+)?"
    r"(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_GATHERING: Final = re.compile(
    r"(?:(?:a|the|in|before|high|supreme)\s+)?court|courts|trial|funerals?|graves?|burials?|mourn\w*|gather\w*|visit|meeting"
    r"|vigils?|prayers?(?:\s+for)?|protest|strike|police|forces|statement",
    re.IGNORECASE,
)
"""What people did that was attacked: "opened fire at a meeting"."""
_SAYING: Final = re.compile(
    r"said|told|says|added|confirmed|claimed|announced|reported|statement|declared|according\s+to|stated|stressed|warned|disclosed|revealed"
    r"|referred|denounced|voiced|expressed|insisted|commented",
    re.IGNORECASE,
)
_VERB: Final = re.compile(r"\b(?:had|has|have|was|were)\s+[\"“‘']?\w+", re.IGNORECASE)
_COUNT_ROSE: Final = re.compile(
    r"\b(?:reached|rose|risen|climbed|raised|has died|have died)\b", re.IGNORECASE
)
_PLOT: Final = re.compile(
    r"\b(?:plots?|plott\w+|plann?(?:ed|ing)?|talked of|foiled|thwarted|averted|prepar(?:ed|ing|ations))\b",
    re.IGNORECASE,
)
_SEIZURE: Final = re.compile(
    r"\b(?:arrest\w*|detain\w*|seized|picked\s+up|held|caught|rounded\s+up|raid\w*|foiled|thwarted|broke\s+up|in\s+custody)\b",
    re.IGNORECASE,
)
_OTHER_ACT: Final = re.compile(
    r"\b(?:said|told|announced|reported|says|added|confirmed|claimed|charged|appeared"
    r"|(?:(?:arrest|detain|question)\w*|held\s+[\w-]+\s+(?:\w+\s+)?(?:people|men|suspects|persons))(?:[^.;]{0,60}?\braids?\b)?|rounded\s+up"
    r"|(?:killed|shot|shot\s+dead)\s+by\s+(?:the\s+|\w+\s+){0,2}?(?:police|forces|troops|soldiers|commandos|officers)"
    r"|(?:police|forces|troops|soldiers|commandos|officers)\s+(?:in\s+\w+\s+|have\s+|had\s+)?(?:killed|shot(?:\s+dead)?)"
    r"|(?:more|another|wounded|injured|victims?|patients?|survivors?)\b[^.;,]{0,60}?\b(?:died|dead)"
    r"|according\s+to|stated|stressed|warned|disclosed|revealed|referred|denounced|voiced|expressed|insisted|commented|urged|accused|blamed"
    r"|demanded|pledged|promised|appealed|approved|ordered|rescued|freed|liberated|evacuated|airlifted|transferred"
    r"|passed\s+(?:on|away)|died\s+while|surrendered|arraigned|remanded|indicted|booked|nabbed|apprehended|picked\s+up"
    r"|(?:was|were|been)\s+(?:held|caught)\s+(?:at|in|by|near|on)|gave\s+\w+sel(?:f|ves)\s+up"
    r"|will|is\s+to|are\s+to|(?:is|are|was|were|been)\s+(?:due|scheduled|expected|set)\s+to"
    r"|died\s+(?:of|from)\s+(?:\w+\s+){0,3}(?:wounds|injuries)|died\s+(?:[\w-]+\s+){1,4}?(?:hospital|clinic|ward|unit|surgery)|succumbed"
    r"|(?:a|the|in|before|high|supreme)\s+court\b(?!\s+(?:complex|building|compound|premises|room|official|clerk|session))|courts\b|court\s+(?:heard|said|ordered)|trial|funerals?|graves?|burials?|coffins?|mourn\w*|gather\w*|reopen\w*|observ\w*|resign\w*|visit\w*|vow\w*|condemn\w*"
    r"|identified|buried|marched|met|meeting|vigils?|statements?|announcement|ceremony|published|declared"
    r"|stayed away|counted"
    r"|released(?!\s+(?:[\w-]+\s+){0,2}(?:gas|chlorine|sarin|fumes|chemicals?|poison\w*|toxins?)\b)"
    r"|issued|revised|updated|freed|(?:held|offered|said|led|special|joined|attended)\s+(?:[\w-]+\s+){0,2}?prayers?|prayers?\s+for|protest\w*|strike|lifted|laid\s+(?:flowers|wreaths?|to\s+rest)|voted|discharged"
    r"|(?:toll|number|figure|count|dead)\b.{0,60}?\b(?:reached|rose|risen|climbed|raised|put|stood|stands))\b",
    re.IGNORECASE,
)


def bearing(text: str, date: Span) -> float:
    """Return what the words beside a mention say: above 0 that it dates an attack, below 0 what followed.

    "Saturday's shooting" dates the shooting; "he said on Monday", "a court heard on Monday" do not.
    """
    before = _before(text, date)
    after = _CLAUSE.split(text[date.end : date.end + _BESIDE])[0]
    article = _ARTICLE.search(before) or date.of(text).lower().startswith("the ")
    if _EVENT_OF.match(after) or (article and _NAMED_BY_DAY.match(after)):
        return 2.5
    acts = _acts(_told_on(before))
    if _LATE_DEATH.search(before) and _OF_WOUNDS.match(after):
        return -2.0
    if (_RAISING.match(after) and _DEATH.search(before)) or _DEADLINE.search(before):
        return -2.0
    if acts:
        return 1.0 if acts[-1] else -2.0
    return _of_following(_AFTERWARDS.split(_SAID_AFTER.split(after)[0])[0])


def _of_following(after: str) -> float:
    acts = _acts(after)
    if not acts:
        return 0.0
    first = next((m for m in _EVENT_WORD.finditer(after)), None)
    known = first is not None and _KNOWN.search(after[: first.start()])
    return -1.0 if not acts[0] else 0.0 if known else 0.7


def _before(text: str, date: Span) -> str:
    """Return the words of the clause before a date, from the last date on that stands in it."""
    clause = _ASIDE.sub(", ", _CLAUSE.split(text[max(0, date.start - _BESIDE) : date.start])[-1])
    told = [m.end() for m in _OWN_DATE.finditer(clause) if _WORDS_BETWEEN.search(clause[m.end() :])]
    return clause[max(told, default=0) :]


def is_said(text: str, date: Span) -> bool:
    """Tell a date on which something was said and no more: "police said on Friday"."""
    before = _before(text, date)
    acts = [m.group() for m in _OTHER_ACT.finditer(_told_on(before))]
    return bool(acts) and _SAYING.fullmatch(acts[-1]) is not None and not _COUNT_ROSE.search(before)


def _acts(clause: str) -> list[bool]:
    """Return for each act told in a clause, in order, whether it is an attack's and not what followed."""
    others = list(_OTHER_ACT.finditer(clause))
    attacks = [
        m.end()
        for m in _EVENT_WORD.finditer(clause)
        if not any(o.start() < m.end() <= o.end() for o in others)
    ]
    first = min(attacks, default=len(clause))
    found = [(end, True) for end in attacks]
    found += [(o.end(), False) for o in others if o.start() < first or not _is_scene(clause, o)]
    return [attack for _, attack in sorted(found)]


def _told_on(clause: str) -> str:
    """Return what was said, where a verb of its own tells it ("said they had come"), else the clause."""
    said = [m.end() for m in _SAYING.finditer(clause) if _VERB.search(clause[m.end() :])]
    return clause[max(said, default=0) :]


def _is_scene(clause: str, act: re.Match[str]) -> bool:
    """Tell a gathering that words like "at a" make the scene of what was told before."""
    return bool(_GATHERING.fullmatch(act.group()) and _SCENE.search(clause[: act.start()]))


def names_first(words: str) -> bool:
    """Tell words whose first act is an attack's."""
    acts = _acts(words)
    return bool(acts) and acts[0]


def names_an_attack(text: str, date: Span, between: str) -> bool:
    """Tell a date that is an attack's by the words `between` what counts from it and itself, or by what
    follows ("the day after the bombing on Monday", "Monday's bombing")."""
    after = _CLAUSE.split(text[date.end : date.end + _BESIDE])[0]
    return bool(_EVENT_WORD.search(between) or _EVENT_OF.match(after))


def tells_a_stop(text: str, sentence: Span, told: str = "") -> bool:
    """Tell a sentence of the arrests that stopped a plot: their day is the plot's. `told` are other words of
    the event, which may speak of the plot."""
    words = sentence.of(text)
    return bool(_SEIZURE.search(words)) and bool(_PLOT.search(words) or _PLOT.search(told))
