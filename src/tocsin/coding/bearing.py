"""What the words beside a date say of it: the day of an attack, or of what followed one."""

from __future__ import annotations

import re
from typing import Final

from tocsin.model import Span

_BESIDE: Final = 90
_CLAUSE: Final = re.compile(r"[.!?;\n]|\s[-–—]\s")
_EVENT_NOUN: Final = (
    r"(?:attacks?|bombings?|bombs?|blasts?|explosions?|massacres?|shootings?|stabbings?|assaults?|killings?|raids?"
    r"|sieges?|ambush(?:es)?|murders?|rampage|violence|bloodshed|carnage|hijackings?|kidnappings?|abductions?|assassinations?"
    r"|beheadings?|firebombings?|derailments?|slaughter|arson|crash|strikes?(?=\s+(?:that|which|on))|incident)"
)
_EVENT_OF: Final = re.compile(rf"['’]s?\s+(?:[\w'’-]+\s+){{0,4}}?{_EVENT_NOUN}\b", re.IGNORECASE)
_NAMED_BY_DAY: Final = re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}?{_EVENT_NOUN}\b", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"\b(?:the|that|those|of)\s+$", re.IGNORECASE)
_EVENT_WORD: Final = re.compile(
    rf"\b(?:{_EVENT_NOUN}|kill\w*|dead|died|shot|stabb\w*|explod\w*|detonat\w*|blew|bomb\w*|attack\w*|storm\w*"
    r"|open\w* fire|struck|hit|ramm\w*|plough\w*|drove|driven|fir(?:ed|ing)|slit"
    r"|kidnap\w*|abduct\w*|seized|ambush\w*"
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
_SAYING: Final = re.compile(
    r"said|told|says|added|confirmed|claimed|announced|reported|statement|declared", re.IGNORECASE
)
_COUNT_ROSE: Final = re.compile(
    r"\b(?:reached|rose|risen|climbed|raised|has died|have died)\b", re.IGNORECASE
)
_PLOT: Final = re.compile(
    r"\b(?:plots?|plott\w+|plann?(?:ed|ing)?|talked of|foiled|thwarted|averted|prepar(?:ed|ing|ations))\b",
    re.IGNORECASE,
)
_SEIZURE: Final = re.compile(
    r"\b(?:arrest\w*|detain\w*|seized|rounded\s+up|raid\w*|foiled|thwarted|broke\s+up|in\s+custody)\b",
    re.IGNORECASE,
)
_OTHER_ACT: Final = re.compile(
    r"\b(?:said|told|announced|reported|says|added|confirmed|claimed|charged|appeared"
    r"|(?:(?:arrest|detain|question)\w*|held\s+[\w-]+\s+(?:\w+\s+)?(?:people|men|suspects|persons))(?:[^.;]{0,60}?\braids?\b)?|rounded\s+up"
    r"|(?:killed|shot|shot\s+dead)\s+by\s+(?:the\s+|\w+\s+){0,2}?(?:police|forces|troops|soldiers|commandos|officers)"
    r"|(?:police|forces|troops|soldiers|commandos|officers)\s+(?:in\s+\w+\s+|have\s+|had\s+)?(?:killed|shot(?:\s+dead)?)"
    r"|(?:more|another|wounded|injured|victims?|patients?|survivors?)\b[^.;,]{0,60}?\b(?:died|dead)"
    r"|died\s+(?:of|from)\s+(?:\w+\s+){0,3}(?:wounds|injuries)|died\s+in\s+hospital|succumbed"
    r"|(?:a|the|in|before|high|supreme)\s+court\b(?!\s+(?:complex|building|compound|premises|room|official|clerk|session))|courts\b|court\s+(?:heard|said|ordered)|trial|funerals?|graves?|burials?|coffins?|mourn\w*|gather\w*|reopen\w*|observ\w*|resign\w*|visit\w*|vow\w*|condemn\w*"
    r"|identified|buried|marched|met|meeting|vigils?|statement|published|declared|stayed away|counted"
    r"|released|issued|revised|updated|freed|(?:held|offered|said|led|special|joined|attended)\s+(?:[\w-]+\s+){0,2}?prayers?|prayers?\s+for|protest\w*|strike|lifted|laid|voted|discharged"
    r"|(?:toll|number|figure|count|dead)\b.{0,60}?\b(?:reached|rose|risen|climbed|raised|put|stood|stands))\b",
    re.IGNORECASE,
)


def bearing(text: str, date: Span) -> float:
    """Return what the words beside a mention say: above 0 that it dates an attack, below 0 what followed.

    "Saturday's shooting" dates the shooting; "he said on Monday", "a court heard on Monday" do not.
    """
    before = _CLAUSE.split(text[max(0, date.start - _BESIDE) : date.start])[-1]
    after = _CLAUSE.split(text[date.end : date.end + _BESIDE])[0]
    article = _ARTICLE.search(before) or date.of(text).lower().startswith("the ")
    if _EVENT_OF.match(after) or (article and _NAMED_BY_DAY.match(after)):
        return 2.5
    acts = _acts(before)
    if _RAISING.match(after) or _DEADLINE.search(before):
        return -2.0
    if acts:
        return 1.0 if acts[-1] else -2.0
    acts = _acts(_AFTERWARDS.split(after)[0])
    return 0.0 if not acts else 0.7 if acts[0] else -1.0


def is_said(text: str, date: Span) -> bool:
    """Tell a date on which something was said and no more: "police said on Friday"."""
    before = _CLAUSE.split(text[max(0, date.start - _BESIDE) : date.start])[-1]
    acts = [m.group() for m in _OTHER_ACT.finditer(before)]
    return bool(acts) and _SAYING.fullmatch(acts[-1]) is not None and not _COUNT_ROSE.search(before)


def _acts(clause: str) -> list[bool]:
    """Return for each act told in a clause, in order, whether it is an attack's and not what followed."""
    found = [(m.end(), False) for m in _OTHER_ACT.finditer(clause)]
    found += [
        (m.end(), True)
        for m in _EVENT_WORD.finditer(clause)
        if not any(o.start() < m.end() <= o.end() for o in _OTHER_ACT.finditer(clause))
    ]
    return [attack for _, attack in sorted(found)]


def tells_a_stop(text: str, sentence: Span) -> bool:
    """Tell a sentence of the arrests that stopped a plot: their day is the plot's."""
    told = sentence.of(text)
    return bool(_PLOT.search(told)) and bool(_SEIZURE.search(told))
