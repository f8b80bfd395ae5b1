"""Corpora of toponyms with gold spans: articles in the XML of the Local-Global Lexicon, and its like.

Lieberman, Samet and Sankaranarayanan, "Geotagging with local lexicons" (ICDE 2010); Kamalloo and Rafiei,
"A coherent unsupervised model for toponym resolution" (WWW 2018) keep the same form for TR-News.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import parse

from tocsin.errors import InputError
from tocsin.model import Place, Span, km_between
from tocsin.places import Gazetteer, resolve_spans
from tocsin.places.home import Home, home_of
from tocsin.places.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Gold:
    """A marked mention: where it stands, its GeoNames id, its point (degrees) and its country's name."""

    span: Span
    id: int
    lat: float
    lon: float
    country: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article: every marked span, those that have a gold id, and the outlet as the corpus names it."""

    id: str
    outlet: str
    text: str
    spans: tuple[Span, ...]
    gold: tuple[Gold, ...]


def articles(paths: list[Path]) -> list[Article]:
    """Return the articles of all files. Raises InputError where a file is no such corpus."""
    found = [article for path in paths for article in _articles(path)]
    if not found:
        raise InputError(f"no article in {', '.join(map(str, paths))}: a corpus in the form of LGL is needed")
    return found


def _articles(path: Path) -> Iterator[Article]:
    try:
        root = parse(path).getroot()
    except (OSError, ValueError, SyntaxError) as error:
        raise InputError(f"{path} is no XML that can be read ({error})") from error
    for number, node in enumerate(root.iter("article")):
        text = node.findtext("text") or ""
        marked = [t for t in node.iter("toponym") if _span(t, text) is not None]
        spans = tuple(dict.fromkeys(s for t in marked if (s := _span(t, text)) is not None))
        gold = {g.span: g for t in marked if (g := _gold(t, text)) is not None}
        outlet = node.findtext("domain") or node.findtext("feedid") or ""
        yield Article(node.get("docid") or str(number), outlet, text, spans, tuple(gold.values()))


def _span(node: Any, text: str) -> Span | None:
    start, end = int(node.findtext("start") or 0), int(node.findtext("end") or 0)
    return Span(start, end) if 0 <= start < end <= len(text) else None


def _gold(node: Any, text: str) -> Gold | None:
    tag, span = node.find("gaztag"), _span(node, text)
    if tag is None or span is None or not (tag.get("geonameid") or "").isdigit():
        return None
    lat, lon = tag.findtext("lat"), tag.findtext("lon")
    if not lat or not lon:
        return None
    country = tag.find("country")
    return Gold(
        span, int(tag.get("geonameid")), float(lat), float(lon),
        (country.text or "") if country is not None else "",
    )  # fmt: skip


def homes(corpus: Sequence[Article], gazetteer: Gazetteer, ranking: Ranking | None = None) -> dict[str, Home]:
    """Map each article to its outlet's home, learnt from the outlet's other articles without their gold."""
    by_outlet = defaultdict(list)
    for article in corpus:
        found = resolve_spans(article.text, list(article.spans), gazetteer, ranking=ranking)
        by_outlet[article.outlet].append((article.id, found))
    known = {}
    for outlet, read in by_outlet.items():
        for identity, _ in read if outlet else ():
            home = home_of(found for other, found in read if other != identity)
            if home is not None:
                known[identity] = home
    return known


def km_to(place: Place, gold: Gold) -> float | None:
    """Return how far the place's point lies from the gold one; None without a point."""
    return km_between(place, Place(None, lat=gold.lat, lon=gold.lon))
