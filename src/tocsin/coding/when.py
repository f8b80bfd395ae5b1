"""The date of an event: which of the dates that a text writes is its own, and what to think where none is.

Each date is weighed (`date_signs`, `ranking`) by its sentence, by the words beside it ("Saturday's bombing", "he
said on Monday"), by how long ago it is and by what the reader makes of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tocsin.coding.bearing import bearing
from tocsin.coding.date_signs import Dated, dated
from tocsin.coding.ranking import chances
from tocsin.coding.scene import Scene
from tocsin.coding.timex import UNKNOWN, days
from tocsin.model import DateRange, Span

_SIEGE: Final = re.compile(r"\b(?:siege|besieged|hostages?|stand-?off)\b", re.IGNORECASE)


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
    text dates only what followed ("mourned on Sunday", "a court heard on Monday"), the days before that; where it
    dates nothing, its dateline's day or that of publication, and the day before. These come with no span,
    because no words say them; without publication and dateline, unknown.
    """
    found = dated(scene, spans, published, zone)
    if not found:
        return When(UNKNOWN, None, "unresolved", 0.0)
    weighed = chances("date", [one.features for one in found])
    by_days: Counter[DateRange] = Counter()
    for one, chance in zip(found, weighed, strict=True):
        by_days[one.range] += chance  # type: ignore[assignment]
    best, chance = by_days.most_common(1)[0]
    words = [pair for pair in zip(weighed, found, strict=True) if pair[1].range == best]
    said = max(words, key=lambda pair: pair[0])[1]
    whole = _siege(scene.text, best, found)
    return When(whole, said.span, said.kind, float(chance))


def _siege(text: str, when: DateRange, found: Sequence[Dated]) -> DateRange:
    """Return both days of a siege that began the day before ("Friday's raid", "Saturday's storming")."""
    first, last = when.start, when.end
    if first is None or last is None or first != last or not _SIEGE.search(text):
        return when
    near = {
        one.range.start
        for one in found
        if one.span is not None
        and one.range.start == one.range.end
        and (bearing(text, one.span) > 0.0 or one.features["since"])
    }
    before, after = first - timedelta(days=1), first + timedelta(days=1)
    return days(before, last) if before in near else days(first, after) if after in near else when
