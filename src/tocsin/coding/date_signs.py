"""What speaks for a date as that of an event, and against it: the features that are weighed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tocsin.coding.bearing import bearing, is_said, tells_a_stop
from tocsin.coding.beside import by_trigger
from tocsin.coding.date_mention import DateMention
from tocsin.coding.dates import written_in
from tocsin.coding.scene import Scene
from tocsin.model import DateRange, Span

OLD_DAYS: Final = 60
"""No date further back than this is an event's while there is a later one."""
_READ_ELSEWHERE: Final = 6_000
_COUNTED_BACK: Final = 2.5
_BESIDE: Final = 90
_CLOCK: Final = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|hours|o['’]clock)|\b\d{1,2}[.:]\d\d\b|\b(?:dawn|dusk|noon|midnight|sunrise)\b",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"morning|afternoon|evening|night|early|late\b", re.IGNORECASE)
_OF: Final = re.compile(r"\bof\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\s+$", re.IGNORECASE)
_SINCE_THEN: Final = re.compile(r"since\b", re.IGNORECASE)
_WORDS: Final = (
    (re.compile(r"day['’]s?\b", re.IGNORECASE), "a day's"),
    (re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE), "a weekday"),
    (
        re.compile(
            r"\d{1,2}|january|february|march|april|june|july|august|sept|octo|novem|decem", re.IGNORECASE
        ),
        "a day of a month",
    ),
    (
        re.compile(r"earlier|later|before|after|ahead|prior|following|eve\b|same|that", re.IGNORECASE),
        "counted",
    ),
    (re.compile(r""), "relative"),
)
_AGES: Final = (
    (-1, "tomorrow"),
    (0, "today"),
    (1, "yesterday"),
    (2, "two days"),
    (7, "a week"),
    (30, "a month"),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that the text writes and that may be the event's, with the features that are weighed."""

    mention: DateMention
    features: Mapping[str, float]


def written(
    scene: Scene, spans: Sequence[Span], published: datetime | None, zone: str | None
) -> list[DateMention]:
    """Return the dates that the text writes; `spans` are all its sentences."""
    own = {scene.anchor, *scene.sentences}
    read = {*own, *(s for s in spans if s.end <= _READ_ELSEWHERE)}
    return written_in(scene.text, sorted(read, key=lambda s: s.start), published, zone)


def dated(scene: Scene, found: Sequence[DateMention], today: date | None) -> list[Dated]:
    """Return those of the dates `found` that may be the event's, with features: recent ones where there
    are."""
    mentions = [m for m in found if _may_date(m, today) and not _lasts(scene.text, m)]
    recent = [m for m in mentions if not is_old(m, today)]
    usable = recent or mentions
    same = Counter(m.range for m in usable if scene.sentence(m.span))
    return [Dated(m, _features(scene, m, same, today)) for m in usable if _may_be_its(scene, m)]


def _may_date(mention: DateMention, today: date | None) -> bool:
    start = mention.range.start
    if mention.dateline or mention.kind == "unresolved" or start is None or mention.range.end is None:
        return False
    return today is None or start <= today + timedelta(days=1)


def _lasts(text: str, mention: DateMention) -> bool:
    """Tell months or years since which something has been so: nobody dates an attack like that."""
    since = _SINCE_THEN.match(mention.span.of(text)) or _SINCE.search(text[: mention.span.start][-20:])
    return bool(since) and mention.range.precision in ("month", "year")


def _may_be_its(scene: Scene, mention: DateMention) -> bool:
    """Tell a date of the event's sentences, or of others a day or two that no other event owns."""
    if mention.earlier or scene.sentence(mention.span) is not None:
        return not mention.earlier
    first, last = mention.range.start, mention.range.end
    narrow = first is not None and last is not None and (last - first).days < 3
    return narrow and mention.kind in ("exact", "range")


def is_old(mention: DateMention, today: date | None) -> bool:
    end = mention.range.end
    if today is None or end is None:
        return False
    return mention.range.precision == "year" or end < today - timedelta(days=OLD_DAYS)


def _features(
    scene: Scene, mention: DateMention, same: Mapping[DateRange, int], today: date | None
) -> dict[str, float]:
    first, last = mention.range.start, mention.range.end
    assert first is not None
    assert last is not None
    says = says_of(scene.text, mention)
    words, before = (
        mention.span.of(scene.text),
        scene.text[max(0, mention.span.start - 20) : mention.span.start],
    )
    signs = {
        "a time" if mention.timed else next(name for pattern, name in _WORDS if pattern.search(words)): 1.0,
        "part of a day": float(_PART.search(words) is not None),
        "clock": float(
            _CLOCK.search(scene.text, max(0, mention.span.start - 25), mention.span.end + 25) is not None
        ),
        "of": float(_OF.search(before) is not None),
        "since": float(_SINCE.search(before) is not None),
        "only one told": float(len(same) == 1),
        f"is {mention.kind}": 1.0,
        f"is a {mention.range.precision}": 1.0,
        "long": float((last - first).days >= 3),
        "bearing": says,
        f"bearing {says:+.1f}": 1.0,
        "said": float(is_said(scene.text, mention.span)),
        "counts back": float(mention.attack),
        "told before": float(same.get(mention.range, 0) > 1),
    }
    if today is not None:
        signs[f"aged {_age((today - last).days)}"] = 1.0
    return signs | _of_sentence(scene, mention)


def _of_sentence(scene: Scene, mention: DateMention) -> dict[str, float]:
    """Return in which sentence the mention stands."""
    sentence = scene.sentence(mention.span)
    if sentence is None:
        where = "of another event" if scene.is_of_another(mention.span) else "elsewhere"
        gap = abs(mention.span.start - scene.anchor.start)
        return {where: 1.0, "far": 1.0 - 1.0 / (1 + gap / _BESIDE)}
    stop = float(tells_a_stop(scene.text, sentence, scene.told))
    by = by_trigger(scene.text, mention.span, sentence)
    if sentence == scene.anchor:
        return {"in anchor": 1.0, "of a stop": stop, "by trigger": by}
    return {
        "in event": 1.0,
        "of a stop": stop,
        "by trigger": by,
        "apart": 1.0 - 1.0 / scene.distance(sentence),
    }


def says_of(text: str, mention: DateMention) -> float:
    """Return the `bearing` of a mention; one that counts back to an attack dates it, whatever is beside."""
    return _COUNTED_BACK if mention.attack else bearing(text, mention.span)


def _age(days: int) -> str:
    return next((name for limit, name in _AGES if days <= limit), "more")
