"""The date of an event: which of the dates that a text writes is its own, and what to think where none is.

Each date is weighed (`date_signs`, `ranking`): by its sentence, by the words beside it ("Saturday's bombing",
"at dawn"), by how long ago it is. Where the text dates only what was said or what followed, the days before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tocsin.coding.bearing import bearing, is_said, tells_a_stop
from tocsin.coding.date_mention import DateMention
from tocsin.coding.date_signs import Dated, dated, is_old, says_of, written
from tocsin.coding.dates import dateline_date, day_of_writing, find_dates, local_day
from tocsin.coding.ranking import chances
from tocsin.coding.scene import Scene
from tocsin.coding.timex import UNKNOWN, days
from tocsin.model import DateRange, Span

FOLLOWED_DAYS: Final = 7
"""How far before publication the event is looked for where the text dates only what followed it."""
SAID_DAYS: Final = 2
"""The same where it dates no more than what somebody said ("police said on Friday")."""
AFTER: Final = -2.0
"""The `bearing` of a date that is surely of what followed."""
_UNSAID: Final = 0.5
"""How sure a date is that no words say."""
_TITLED: Final = 0.7
"""How sure a date of the title is."""
_SIEGE: Final = re.compile(
    r"\b(?:siege|besieged|hostages?|stand-?off|held\s+[^.;]{1,40}\s+since)\b", re.IGNORECASE
)
_END: Final = re.compile(
    r"\b(?:surrendered|gave\s+\w+sel(?:f|ves)\s+up|(?:walked|came|let)\s+(?:out|free)|freed|stormed|ended|was\s+over)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_BESIDE: Final = 90
_FOLLOW_UP: Final = re.compile(
    r"\b(?:in custody|charged|court|funerals?|mourn\w*|buried|(?:days|weeks) on|died of"
    r"|still in hospital|investigators|last of|another victim|has died|(?:wounded|hurt|injured) in the"
    r"|in (?:hospital|intensive care) since)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """When an event was, the words that say so (None where none do), and how sure (0 to 1).

    `kind` says how firm the words are: exact, approximate, range; unresolved where nothing is known.
    """

    range: DateRange
    span: Span | None
    kind: str
    probability: float


def event_date(
    scene: Scene, spans: Sequence[Span], published: datetime | None, *, zone: str | None = None
) -> When:
    """Return the date of the event of `scene`; `spans` are all sentences of its text.

    `zone` is the IANA zone of the event, in which the time of publication is read (UTC where None). Where the
    text dates only what followed ("mourned on Sunday", "a court heard on Monday"),
    the days before that; where it
    dates nothing, its dateline's day or that of publication, and the day before. These come with no span,
    because no words say them; without publication and dateline, unknown.
    """
    today = day_of_writing(scene.text, local_day(published, zone))
    mentions = written(scene, spans, published, zone)
    found = dated(scene, mentions, today)
    if telling := [one for one in found if _may_tell(scene, one)]:
        return _chosen(scene, telling, mentions)
    if titled := _of_title(scene, published, zone):
        return titled
    return _unsaid(scene, found, mentions, today)


def _of_title(scene: Scene, published: datetime | None, zone: str | None) -> When | None:
    """Return the day that the title tells, where the text tells none ("Friday night blast wrecks mosque")."""
    title = Span(0, len(scene.title))
    told = [
        m for m in find_dates(scene.title, title, published, zone=zone) if _is_day(m) and m.kind == "exact"
    ]
    if len(told) != 1 or told[0].earlier or bearing(scene.title, told[0].span) <= 0.0:
        return None
    return When(told[0].range, None, "exact", _TITLED)


def _may_tell(scene: Scene, one: Dated) -> bool:
    """Tell a date that may be the event's: in its sentences not of what followed, elsewhere of an attack."""
    span, says = one.mention.span, says_of(scene.text, one.mention)
    sentence = scene.sentence(span)
    if sentence is None:
        return says > 0.0 and not scene.is_of_another(span)
    followed = is_said(scene.text, span) or _FOLLOW_UP.search(scene.anchor.of(scene.text)) is not None
    return says > AFTER or not followed or tells_a_stop(scene.text, sentence, scene.told)


def _chosen(scene: Scene, found: Sequence[Dated], mentions: Sequence[DateMention]) -> When:
    weighed = chances("date", [one.features for one in found])
    by_days: dict[DateRange, float] = Counter()  # type: ignore[assignment]
    for one, chance in zip(found, weighed, strict=True):
        by_days[one.mention.range] += chance
    best = max(by_days, key=lambda when: by_days[when])
    words = [(w, one.mention) for w, one in zip(weighed, found, strict=True) if one.mention.range == best]
    said = max(words, key=lambda pair: pair[0])[1]
    return When(_siege(scene, best, found, mentions), said.span, said.kind, by_days[best])


def _siege(
    scene: Scene, when: DateRange, found: Sequence[Dated], mentions: Sequence[DateMention]
) -> DateRange:
    """Return both days of a siege that began the day before ("Friday's raid", "Saturday's storming")."""
    first, last = when.start, when.end
    if first is None or last is None or first != last or not _SIEGE.search(f"{scene.title}\n{scene.text}"):
        return when
    near = {
        one.mention.range.start
        for one in found
        if one.mention.range.start == one.mention.range.end
        and (bearing(scene.text, one.mention.span) > 0.0 or one.features["since"])
    }
    near |= {m.range.start for m in mentions if _is_day(m) and not m.earlier and _ends_it(scene, m)}
    before, after = first - timedelta(days=1), first + timedelta(days=1)
    return days(before, last) if before in near else days(first, after) if after in near else when


def _ends_it(scene: Scene, mention: DateMention) -> bool:
    """Tell the day on which hostages came free or their captors gave up."""
    before = scene.text[max(0, mention.span.start - _BESIDE) : mention.span.start]
    return scene.sentence(mention.span) is not None and _END.search(before) is not None


def _unsaid(
    scene: Scene, found: Sequence[Dated], mentions: Sequence[DateMention], today: date | None
) -> When:
    """Return the days to be thought of where no date written is the event's."""
    line = dateline_date(scene.text, today)
    last = line.range.end if line and line.range.end and (not today or line.range.end <= today) else today
    if last is None:
        return When(UNKNOWN, None, "unresolved", 0.0)
    followed = _FOLLOW_UP.search(scene.anchor.of(scene.text)) is not None
    own = [one.mention for one in found if scene.sentence(one.mention.span)]
    own.sort(key=lambda m: scene.distance(scene.sentence(m.span) or scene.anchor))
    if not own and not followed:
        beside = {
            m.range
            for m in mentions
            if _is_day(m) and not m.earlier and not m.timed and _tells_of_others(scene, m)
        }
        when = next(iter(beside)) if len(beside) == 1 else _back(last, 1)
        return When(when, None, "approximate", _UNSAID)
    last = min(last, own[0].range.end or last) if own else last
    fresh = bool(own) and is_said(scene.text, own[0].span) and not followed
    when = _back(last, SAID_DAYS if fresh else FOLLOWED_DAYS)
    since = [m.range.start for m in mentions if m.earlier and _is_day(m) and not is_old(m, today)]
    first = min([day for day in (when.start, *since) if day is not None])
    return When(days(first, last), None, "approximate", _UNSAID)


def _tells_of_others(scene: Scene, mention: DateMention) -> bool:
    """Tell the day of other attacks of the text: where it is one for all, it is this one's too."""
    return scene.is_of_another(mention.span) and says_of(scene.text, mention) > 0.0


def _back(last: date, by: int) -> DateRange:
    """Return the days from `by` before `last` to it."""
    return days(last - timedelta(days=min(by, last.toordinal() - 1)), last)


def _is_day(mention: DateMention) -> bool:
    return mention.range.start is not None and mention.range.start == mention.range.end
