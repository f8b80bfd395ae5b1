"""One event in its text, as those see it who ask where and when it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.model import Span

if TYPE_CHECKING:
    from tocsin.places import Gazetteer


@dataclass(frozen=True, slots=True)
class Scene:
    """The sentences of one event of `text`, the first that tells of it, and those of the other events.

    `title` is the document's where this is its main event, `outlet_country` the outlet's home where known;
    `gazetteer` is the one in which names of the title are looked up, None for the shipped one.
    """

    text: str
    sentences: Sequence[Span]
    anchor: Span
    others: Sequence[Span] = ()
    title: str = ""
    outlet_country: str | None = None
    gazetteer: Gazetteer | None = None

    @property
    def told(self) -> str:
        """The title and the sentence that tells of the event first."""
        return f"{self.title}\n{self.anchor.of(self.text)}"

    def sentence(self, span: Span) -> Span | None:
        """Return the sentence of the event in which `span` stands, None for one elsewhere."""
        return _holding([self.anchor, *self.sentences], span)

    def is_of_another(self, span: Span) -> bool:
        """Return whether `span` stands in a sentence of another event and in none of this one."""
        return _holding(self.others, span) is not None and self.sentence(span) is None

    def distance(self, sentence: Span) -> int:
        """Return by how many of the event's sentences `sentence` lies from the anchor."""
        ordered = sorted({*self.sentences, self.anchor}, key=lambda s: s.start)
        return abs(ordered.index(sentence) - ordered.index(self.anchor))


def _holding(sentences: Sequence[Span], span: Span) -> Span | None:
    return next((s for s in sentences if s.start <= span.start and span.end <= s.end), None)
