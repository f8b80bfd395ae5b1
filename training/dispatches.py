"""The labelled dispatches written for training: `python -m training.dispatches` checks them all.

The format is described in `dispatches/README.md` beside this file.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from tocsin.taxonomy import LISTS

FOLDER: Final = Path(__file__).parent / "dispatches"
CODES: Final = frozenset(
    {
        "killed", "injured", "killed.part", "injured.part", "killed.old", "injured.old", "killed.none",
        "injured.none", "casualties", "attackers", "attackers.other", "group", "group.claimed",
        "group.attributed", "group.suspected", "group.directed", "group.inspired", "group.denied", "perp",
        "target", "weapon", "place", "date",
    }
)  # fmt: skip
RELATIONS: Final = frozenset(["claimed", "attributed", "suspected", "directed", "inspired", "denied"])
_HEAD: Final = re.compile(r"^=== *(\S+)\s*$", re.M)
_SENTENCE: Final = re.compile(r"\{([-\d, ]+)\}\s*")
_MARK: Final = re.compile(r"\[\[([^\[\]|]+)\|(\d+):([a-z.]+)\]\]")
_STRAY: Final = re.compile(r".{0,30}(?:\[\[|\]\]|[{}]).{0,20}")
_TOKEN: Final = re.compile(rf"{_SENTENCE.pattern}|{_MARK.pattern}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A labelled stretch of the text: `incident` 0 is other violence."""

    start: int
    end: int
    incident: int
    code: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence: the incidents that it tells of, (0,) for other violence, () for neither."""

    start: int
    end: int
    incidents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One labelled dispatch; offsets are code points of `text`, which holds no marks."""

    id: str
    kind: str
    title: str | None
    published: datetime
    source: str
    text: str
    sentences: tuple[Sentence, ...]
    spans: tuple[Marked, ...]
    incidents: tuple[dict[str, Any], ...]


class FaultError(ValueError):
    """A dispatch that is not as the format says; the message names dispatch and place."""


def read_dispatches(folder: Path = FOLDER) -> list[Dispatch]:
    """Return all dispatches of the `.txt` files of `folder`, in order of file name.

    Raises `FaultError` for the first that is not as the format says.
    """
    return [parse(name, block) for path in sorted(folder.glob("*.txt")) for name, block in blocks(path)]


def blocks(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (id, rest) for each dispatch of one file."""
    pieces = _HEAD.split(path.read_text(encoding="utf-8"))
    yield from zip(pieces[1::2], pieces[2::2], strict=True)


def parse(name: str, block: str) -> Dispatch:
    """Return the dispatch of one block. Raises `FaultError` where it is not as the format says."""
    pieces = re.split(r"(?m)^---\s*$", block)
    if len(pieces) != 3:
        raise FaultError(f"{name}: a head, a text and labels must be parted by two lines ---")
    head = dict(line.split(":", 1) for line in pieces[0].strip().splitlines() if ":" in line)
    fields = {key.strip(): value.strip() for key, value in head.items()}
    for key in ("kind", "published", "source"):
        if not fields.get(key):
            raise FaultError(f"{name}: no {key}")
    try:
        labels = json.loads(pieces[2])
        published = datetime.fromisoformat(fields["published"].replace("Z", "+00:00"))
    except ValueError as error:
        raise FaultError(f"{name}: {error}") from error
    text, sentences, spans = _plain(name, pieces[1])
    incidents = tuple(labels.get("incidents", ()))
    for number, incident in enumerate(incidents, 1):
        _check(f"{name}: incident {number}", incident)
    _agree(name, text, sentences, spans, incidents)
    return Dispatch(
        name, fields["kind"], fields.get("title") or None, published, fields["source"], text, sentences,
        spans,
        incidents,
    )  # fmt: skip


def _plain(name: str, marked: str) -> tuple[str, tuple[Sentence, ...], tuple[Marked, ...]]:
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", marked.strip())]
    joined = "\n\n".join(p for p in paragraphs if p)
    out: list[str] = []
    length, last = 0, 0
    starts: list[tuple[int, tuple[int, ...]]] = []
    spans: list[Marked] = []

    def put(piece: str) -> None:
        nonlocal length
        out.append(piece)
        length += len(piece)

    for match in _TOKEN.finditer(joined):
        put(joined[last : match.start()])
        if match[1] is not None:
            what = match[1].strip()
            numbers = () if what == "-" else tuple(int(n) for n in what.replace(" ", "").split(","))
            starts.append((length, numbers))
        else:
            if match[4] not in CODES:
                raise FaultError(f"{name}: no such code: {match[4]}")
            spans.append(Marked(length, length + len(match[2]), int(match[3]), match[4]))
            put(match[2])
        last = match.end()
    put(joined[last:])
    text = "".join(out)
    if not starts or text[: starts[0][0]].strip():
        raise FaultError(f"{name}: the first sentence has no mark")
    stray = _STRAY.search(text)
    if stray:
        raise FaultError(f"{name}: a mark that cannot be read: {stray[0]!r}")
    ends = [start for start, _ in starts[1:]] + [length]
    sentences = []
    for (start, numbers), end in zip(starts, ends, strict=True):
        body = text[start:end].rstrip()
        sentences.append(Sentence(start, start + len(body), numbers))
    return text, tuple(sentences), tuple(spans)


def _check(where: str, incident: dict[str, Any]) -> None:
    wanted = {"date", "place", "country", "attack_types", "weapon_types", "target_types", "outcome", "scope",
              "killed", "injured", "perpetrators_killed", "groups"}  # fmt: skip
    if set(incident) != wanted:
        raise FaultError(f"{where}: keys differ by {sorted(set(incident) ^ wanted)}")
    if incident["date"] is not None:
        first, end = (date.fromisoformat(day) for day in incident["date"])
        if first > end:
            raise FaultError(f"{where}: date ends before it starts")
    for name in ("attack", "weapon", "target"):
        for code in incident[f"{name}_types"]:
            if code not in LISTS[f"{name}_type"]:
                raise FaultError(f"{where}: no such {name} type: {code}")
    for name in ("outcome", "scope"):
        if incident[name] not in LISTS[name]:
            raise FaultError(f"{where}: no such {name}: {incident[name]}")
    for name in ("killed", "injured", "perpetrators_killed"):
        toll = incident[name]
        if toll is not None and (
            len(toll) != 3 or [n for n in toll if n is not None] != sorted(n for n in toll if n is not None)
        ):
            raise FaultError(f"{where}: {name} is no [low, best, high]: {toll}")
    for group in incident["groups"]:
        if len(group) != 2 or group[1] not in RELATIONS:
            raise FaultError(f"{where}: no such group and relation: {group}")


def _agree(
    name: str,
    text: str,
    sentences: tuple[Sentence, ...],
    spans: tuple[Marked, ...],
    incidents: tuple[dict[str, Any], ...],
) -> None:
    """Marks and labels must tell the same."""
    numbers = {n for sentence in sentences for n in sentence.incidents} | {span.incident for span in spans}
    if numbers and max(numbers) > len(incidents):
        raise FaultError(f"{name}: incident {max(numbers)} is marked but has no label")
    told = {n for sentence in sentences for n in sentence.incidents}
    for number in range(1, len(incidents) + 1):
        if number not in told:
            raise FaultError(f"{name}: no sentence tells of incident {number}")
    for span in spans:
        if not any(s.start <= span.start and span.end <= s.end for s in sentences):
            raise FaultError(f"{name}: a span crosses a sentence: {text[span.start : span.end]}")
        if span.incident and span.code == "group":
            raise FaultError(
                f"{name}: a group of an incident needs a relation: {text[span.start : span.end]}"
            )


def openings(dispatch: Dispatch) -> Iterator[bool | None]:
    """Yield for each sentence whether it tells of another incident than those before; None where nothing was
    told before, or it tells of several or none.

    A sentence on several incidents ("two attacks left 12 dead") sets none of them apart.
    """
    told, alone = False, set[int]()
    for sentence in dispatch.sentences:
        own = {n for n in sentence.incidents if n}
        yield bool(alone) and not own <= alone if told and len(own) == 1 else None
        told = told or bool(own)
        alone |= own if len(own) == 1 else set()


def main() -> int:
    """Print every fault of every dispatch, then counts; return 1 where there was a fault."""
    folders = [Path(arg) for arg in sys.argv[1:]] or [FOLDER]
    kinds: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    faults = 0
    seen: set[str] = set()
    for folder in folders:
        for path in sorted(folder.glob("*.txt")) if folder.is_dir() else [folder]:
            for name, block in blocks(path):
                try:
                    if name in seen:
                        raise FaultError(f"{name}: twice")
                    seen.add(name)
                    dispatch = parse(name, block)
                except FaultError as fault:
                    faults += 1
                    print(f"{path.name}: {fault}")
                    continue
                kinds[dispatch.kind] += 1
                codes.update(span.code for span in dispatch.spans)
    for counter in (kinds, codes):
        print(", ".join(f"{key} {n}" for key, n in counter.most_common()))
    print(f"{sum(kinds.values())} dispatches, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
