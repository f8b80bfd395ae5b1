"""Short scenes written for tocsin: one event with the time of publication, and where and when it was.

`scenes.txt` holds what longer dispatches tell too seldom, `dated.txt` dates as many hands write them. The
form is told at the head of each file. A mark leads each sentence: "*" the anchor, "+" others of the event,
"/" those of another event, "-" the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from tocsin.coding.scene import Scene
from tocsin.model import Span

SCENES: Final = Path(__file__).with_name("scenes.txt")
DATED: Final = Path(__file__).with_name("dated.txt")
TESTED: Final = 3
"""Each third scene of `DATED` is left out of the fit, to be tested on."""


@dataclass(frozen=True, slots=True)
class WrittenScene:
    """One scene with its answers: first and last day, name and country of the place; None where not asked."""

    scene: Scene
    spans: Sequence[Span]
    published: datetime
    zone: str | None
    about: str
    days: tuple[date, date] | None
    place: tuple[str, str] | None


def read_scenes(path: Path) -> Iterator[WrittenScene]:
    """Yield the scenes of a file in their order."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if not block.startswith("#"):
            yield _read([line for line in block.splitlines() if line])


def _read(lines: Sequence[str]) -> WrittenScene:
    head, _, title = lines[0].partition("|")
    published, *rest = head.split()
    answers = {
        kind: answer for line in lines if line.startswith("= ") for kind, answer in [line[2:].split(" ", 1)]
    }
    scene, spans = _scene([line for line in lines[1:] if line[0] in "*+/-"], title.strip())
    first_last = [date.fromisoformat(day) for day in answers.get("date", "").split()]
    name, _, country = answers.get("place", "").rpartition(" ")
    return WrittenScene(
        scene,
        spans,
        datetime.fromisoformat(published.replace("Z", "+00:00")),
        next((word for word in rest if not word.startswith("#")), None),
        next((word[1:] for word in rest if word.startswith("#")), ""),
        (first_last[0], first_last[1]) if first_last else None,
        (name, country) if name else None,
    )


def _scene(lines: Sequence[str], title: str) -> tuple[Scene, list[Span]]:
    """Return the scene of lines that a mark leads, and the spans of all its sentences."""
    text, by_mark, spans = "", dict[str, list[Span]](), []
    for line in lines:
        spans.append(Span(len(text), len(text) + len(line) - 2))
        by_mark.setdefault(line[0], []).append(spans[-1])
        text += line[2:] + " "
    (anchor,) = by_mark["*"]
    own = sorted([anchor, *by_mark.get("+", [])], key=lambda s: s.start)
    return Scene(text, own, anchor, by_mark.get("/", []), title), spans
